"""Two groups held against each other: how large the difference is, how sure, and how many people it takes to know.

Everything is a plain number. A rate is a share between 0 and 1; a size and a number of hits count people, and need not
be whole (a reported rate times an assumed size). Arithmetic of our own, so that it can be read and learned from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, comb, exp, floor, sqrt

from tijdig.stats import normal

LEVEL = 0.95
ERROR = 0.05
POWER = 0.80


@dataclass(frozen=True)
class Group:
    """People who got the same thing: how many there were, and how many of them did what we hoped for.

    Raises ValueError for an empty group, and for fewer than no hits or more hits than people.
    """

    hits: float
    size: float

    def __post_init__(self) -> None:
        """Refuse what cannot have happened."""
        if not self.size > 0:
            raise ValueError(f"a group holds people; {self.size} is no size")
        if not 0 <= self.hits <= self.size:
            raise ValueError(f"{self.hits} hits among {self.size} people cannot be")

    @property
    def rate(self) -> float:
        """The share that did it, between 0 and 1."""
        return self.hits / self.size


@dataclass(frozen=True)
class Interval:
    """The values that fit the data: from `low` to `high`, in the unit of what was estimated."""

    low: float
    high: float


def wilson(group: Group, level: float = LEVEL) -> Interval:
    """Score interval for one rate (share, 0 to 1), good for small groups and rates near 0 or 1 too.

    Wilson, 1927, Journal of the American Statistical Association 22, 209-212; method 3 in Newcombe 1998a.
    """
    z, size, rate = _z(level), group.size, group.rate
    middle = (rate + z * z / (2 * size)) / (1 + z * z / size)
    half = z * sqrt(rate * (1 - rate) / size + z * z / (4 * size * size)) / (1 + z * z / size)
    return Interval(min(max(middle - half, 0.0), rate), max(min(middle + half, 1.0), rate))


def difference(first: Group, second: Group) -> float:
    """How many more of the first group, as a share of 1 (0.05 is five percentage points); below 0 is fewer."""
    return first.rate - second.rate


def difference_interval(first: Group, second: Group, level: float = LEVEL) -> Interval:
    """Hybrid score interval for the difference of two rates (share), made of two Wilson intervals.

    Newcombe, 1998b, Statistics in Medicine 17, 873-890, method 10. It always holds the difference itself.
    """
    one, two, gap = wilson(first, level), wilson(second, level), difference(first, second)
    below = sqrt((first.rate - one.low) ** 2 + (two.high - second.rate) ** 2)
    above = sqrt((one.high - first.rate) ** 2 + (second.rate - two.low) ** 2)
    return Interval(gap - below, gap + above)


def ratio(first: Group, second: Group) -> float:
    """Relative risk (no unit): 1.25 is a quarter more. Raises ValueError when the second group has no hits."""
    if second.hits == 0:
        raise ValueError("without hits in the second group there is no ratio")
    return first.rate / second.rate


def ratio_interval(first: Group, second: Group, level: float = LEVEL) -> Interval:
    """Interval for the relative risk (no unit), symmetric on the log scale. Raises ValueError when a group has no hits.

    Katz, Baptista, Azen and Pike, 1978, Biometrics 34, 469-474.
    """
    if first.hits == 0 or second.hits == 0:
        raise ValueError("without hits in both groups the ratio has no interval")
    middle = ratio(first, second)
    spread = sqrt(1 / first.hits - 1 / first.size + 1 / second.hits - 1 / second.size)
    return Interval(middle * exp(-_z(level) * spread), middle * exp(_z(level) * spread))


def p_value(first: Group, second: Group) -> float:
    """How often chance alone gives a difference this large, either way, when there is none: 0 to 1.

    Two-sided z with the pooled rate, the same as chi-squared without continuity correction (Pearson, 1900).
    """
    pooled = (first.hits + second.hits) / (first.size + second.size)
    spread = sqrt(pooled * (1 - pooled) * (1 / first.size + 1 / second.size))
    if spread == 0:
        return 1.0
    return min(1.0, 2 * normal.above(abs(difference(first, second)) / spread))


def fisher(first: Group, second: Group) -> float:
    """As `p_value`, exact: the chance of every table that is no likelier than this one, with the same margins.

    In whole numbers throughout, so nothing is rounded before the last division. Raises ValueError for parts of people.
    Fisher, 1935, Journal of the Royal Statistical Society 98, 39-82; two-sided as in Freeman and Halton, 1951.
    """
    ours, theirs, one, two = (_whole(x) for x in (first.hits, second.hits, first.size, second.size))
    hits = ours + theirs
    ways = list(_tables(one, two, hits))
    seen = ways[ours - max(0, hits - two)]
    return sum(each for each in ways if each <= seen) / comb(one + two, hits)


def power(first: float, second: float, size: float, other: float | None = None, error: float = ERROR) -> float:
    """The chance (0 to 1) that groups of `size` (and `other`) people show p < `error` in the true direction.

    `first` and `second` are the true rates. Fleiss, Levin and Paik, 2003, Statistical Methods for Rates and
    Proportions, chapter 4, without continuity correction. Raises ValueError for rates that are no shares, and for
    sizes of nobody.
    """
    one, two = Group(first * size, size), Group(second * (other or size), other or size)
    pooled = (one.hits + two.hits) / (one.size + two.size)
    by_chance = sqrt(pooled * (1 - pooled) * (1 / one.size + 1 / two.size))
    in_truth = sqrt(first * (1 - first) / one.size + second * (1 - second) / two.size)
    if in_truth == 0:
        return 1.0 if first != second else 0.0
    return normal.above((_z(1 - error) * by_chance - abs(first - second)) / in_truth)


def smallest_size(first: float, second: float, error: float = ERROR) -> int:
    """People per group, equal groups, from which on these very rates give p < `error`: what a report must have had.

    Solves `p_value` for the size. Raises ValueError when the rates are the same: no size is enough.
    """
    gap, pooled = _gap(first, second), (first + second) / 2
    return floor(_z(1 - error) ** 2 * 2 * pooled * (1 - pooled) / gap**2) + 1


def needed_size(first: float, second: float, chance: float = POWER, error: float = ERROR) -> int:
    """People per group, equal groups, to find this difference again with `chance`: what a new trial needs.

    Solves `power` for the size (Fleiss, Levin and Paik, as there). Raises ValueError when the rates are the same.
    """
    gap, pooled = _gap(first, second), (first + second) / 2
    by_chance = _z(1 - error) * sqrt(2 * pooled * (1 - pooled))
    in_truth = normal.point(chance) * sqrt(first * (1 - first) + second * (1 - second))
    return ceil((by_chance + in_truth) ** 2 / gap**2)


def _tables(one: int, two: int, hits: int) -> Iterator[int]:
    """In how many ways the first group can have its fewest hits, one more, and so on, with `hits` in all."""
    first = max(0, hits - two)
    ways = comb(one, first) * comb(two, hits - first)
    for x in range(first, min(hits, one) + 1):
        yield ways
        ways = ways * (one - x) * (hits - x) // ((x + 1) * (two - hits + x + 1))


def _z(level: float) -> float:
    """How many standard deviations hold `level` of the curve, both sides together."""
    return normal.point((1 + level) / 2)


def _gap(first: float, second: float) -> float:
    if not (0 <= first <= 1 and 0 <= second <= 1):
        raise ValueError("a rate lies between 0 and 1")
    if first == second:
        raise ValueError("no number of people shows a difference that is not there")
    return first - second


def _whole(count: float) -> int:
    if count != int(count):
        raise ValueError(f"count whole people here, not {count}")
    return int(count)

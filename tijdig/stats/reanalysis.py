"""Computes the evidence again: every comparison of the studies, with what may and what may not be concluded from it.

A report gives rates, not people. Sizes are then assumed: equal groups. The differences are those of the reported rates;
intervals and p-values need people, so they use the whole number of people nearest to each rate.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tijdig.policy.evidence import Arm, Contrast, Evidence, Study
from tijdig.stats import effects
from tijdig.stats.effects import Group, Interval


@dataclass(frozen=True)
class Result:
    """One comparison, computed. Rates and differences are shares of 1; sizes and numbers needed count people.

    What cannot be known is None: without sizes there is no interval, no p and no power. Where a size is only an upper
    bound (`at_most`), so is the power, the interval is the narrowest there can be, and `p` and `fisher` the smallest.
    `faint` marks a difference so small that the study would rather raise a false alarm than find it again: then the
    power and the numbers needed say nothing.
    """

    study: Study
    contrast: Contrast
    rates: tuple[float, float]
    sizes: tuple[int, int] | None
    at_most: bool
    difference: float
    difference_interval: Interval | None
    ratio: float
    ratio_interval: Interval | None
    p: float | None
    fisher: float | None
    power: float | None
    smallest_size: int
    needed_size: int

    @property
    def key(self) -> str:
        """The name of the comparison, over all studies."""
        return f"{self.study.key}:{self.contrast.key}"

    @property
    def about(self) -> bool:
        """Whether the source itself rounded the rates."""
        return any(arm.about for arm in (*self.contrast.arms, *self.contrast.against))

    @property
    def faint(self) -> bool:
        """Whether finding this again is less likely than a false alarm."""
        return self.power is not None and self.power < effects.ERROR and not self.at_most


def results(evidence: Evidence) -> Iterator[Result]:
    """Every comparison of every study, in the order of the file."""
    for study in evidence.studies.values():
        for contrast in study.contrasts:
            yield result(study, contrast)


def result(study: Study, contrast: Contrast) -> Result:
    """One comparison of a study."""
    first, second = _rate(study, contrast.arms), _rate(study, contrast.against)
    groups = _groups(study, contrast)
    sizes = None if groups is None else (int(groups[0].size), int(groups[1].size))
    return Result(
        study=study,
        contrast=contrast,
        rates=(first, second),
        sizes=sizes,
        at_most=study.sizes == "at_most",
        difference=first - second,
        difference_interval=groups and effects.difference_interval(*groups),
        ratio=first / second,
        ratio_interval=groups and effects.ratio_interval(*groups),
        p=groups and effects.p_value(*groups),
        fisher=groups and effects.fisher(*groups),
        power=sizes and effects.power(first, second, *sizes),
        smallest_size=effects.smallest_size(first, second),
        needed_size=effects.needed_size(first, second),
    )


def share(study: Study, arm: Arm) -> Fraction | None:
    """How many people an arm had: its own number, else an equal share of the total; None when nothing is known."""
    if arm.size is not None:
        return Fraction(arm.size)
    if study.total is None:
        return None
    beside = sum(other.stage == arm.stage for other in study.arms)
    return Fraction(study.total, beside)


def _rate(study: Study, arms: Sequence[Arm]) -> float:
    """The reported rate as a share of 1; of several arms the mean, weighed by their size."""
    weights = [share(study, arm) or Fraction(1) for arm in arms]
    exact = sum(Fraction(str(arm.rate)) * weight for arm, weight in zip(arms, weights, strict=True)) / sum(weights)
    return float(exact / 100)


def _groups(study: Study, contrast: Contrast) -> tuple[Group, Group] | None:
    one, two = _group(study, contrast.arms), _group(study, contrast.against)
    return (one, two) if one and two else None


def _group(study: Study, arms: Sequence[Arm]) -> Group | None:
    """Whole people: hits are rounded per arm, so that a pooled group is the sum of its arms."""
    shares = [size for arm in arms if (size := share(study, arm)) is not None]
    if len(shares) < len(arms):
        return None
    hits = sum(round(Fraction(str(arm.rate)) / 100 * round(size)) for arm, size in zip(arms, shares, strict=True))
    return Group(hits, round(sum(shares)))

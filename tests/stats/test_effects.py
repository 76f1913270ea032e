"""The arithmetic against published worked examples, against exact enumeration, and against what must always hold."""

from fractions import Fraction
from math import comb
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.stats import effects, normal
from tijdig.stats.effects import Group

NORMAL = NormalDist()


@st.composite
def groups(draw: st.DrawFn, largest: int = 2000) -> Group:
    size = draw(st.integers(1, largest))
    return Group(draw(st.integers(0, size)), size)


@st.composite
def inner_groups(draw: st.DrawFn, largest: int = 2000) -> Group:
    """Groups with at least one hit and one miss."""
    size = draw(st.integers(2, largest))
    return Group(draw(st.integers(1, size - 1)), size)


levels = st.sampled_from([0.8, 0.9, 0.95, 0.99])
shares = st.floats(0.01, 0.99)


@pytest.mark.parametrize(
    ("hits", "size", "low", "high"),
    # Newcombe 1998a, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_published_interval(hits: int, size: int, low: float, high: float) -> None:
    found = effects.wilson(Group(hits, size))

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    # Newcombe 1998b, table II, method 10.
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_difference_interval_gives_the_published_interval(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    found = effects.difference_interval(Group(*first), Group(*second))

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_ratio_gives_the_published_example() -> None:
    """Heart attacks with placebo and with aspirin (Physicians' Health Study, in Agresti 2002, section 3.1)."""
    placebo, aspirin = Group(189, 11034), Group(104, 11037)
    found = effects.ratio_interval(placebo, aspirin)

    assert round(effects.ratio(placebo, aspirin), 2) == 1.82
    assert (round(found.low, 2), round(found.high, 2)) == (1.43, 2.31)


def test_p_value_is_that_of_chi_squared() -> None:
    """The same study: chi-squared is 25.01, and that is the square of z."""
    p = effects.p_value(Group(189, 11034), Group(104, 11037))

    assert round(NORMAL.inv_cdf(1 - p / 2) ** 2, 2) == 25.01


def test_fisher_gives_the_published_examples() -> None:
    """Fisher's lady tasting tea: three of four right."""
    assert effects.fisher(Group(3, 4), Group(1, 4)) == pytest.approx(34 / 70)
    assert effects.fisher(Group(4, 4), Group(0, 4)) == pytest.approx(2 / 70)


@pytest.mark.parametrize(
    ("first", "second", "chance", "size"),
    # power.prop.test of R: its manual's second example, and the sizes that the project has published.
    [
        (0.50, 0.75, 0.90, 77),
        (0.20, 0.25, 0.80, 1094),
        (0.20, 0.25, 0.90, 1464),
        (0.20, 0.23, 0.80, 2943),
        (0.20, 0.22, 0.80, 6510),
        (0.20, 0.21, 0.80, 25583),
        (0.15, 0.20, 0.80, 906),
        (0.15, 0.18, 0.80, 2402),
    ],
)
def test_needed_size_gives_the_published_sizes(first: float, second: float, chance: float, size: int) -> None:
    assert effects.needed_size(first, second, chance) == size
    assert effects.needed_size(second, first, chance) == size


def test_needed_size_gives_the_published_size_with_a_stricter_error() -> None:
    assert effects.needed_size(0.20, 0.25, error=0.01) == 1628


def test_power_gives_the_published_example() -> None:
    """power.prop.test of R, the first example of its manual."""
    assert round(effects.power(0.50, 0.75, 50), 5) == 0.74017


@given(st.floats(-8, 8))
def test_above_is_the_normal_curve(z: float) -> None:
    assert normal.above(z) == pytest.approx(1 - NORMAL.cdf(z), abs=1e-15, rel=1e-6)


def test_above_keeps_its_digits_far_away() -> None:
    """Where subtracting from 1 leaves nothing: published tail areas at 10 and 20."""
    assert normal.above(10) == pytest.approx(7.619853e-24, rel=1e-6)
    assert normal.above(20) == pytest.approx(2.753624e-89, rel=1e-6)


@given(st.floats(1e-12, 1 - 1e-12))
def test_point_is_the_inverse_of_the_curve(share: float) -> None:
    assert normal.point(share) == pytest.approx(NORMAL.inv_cdf(share), rel=1e-9, abs=1e-9)


@given(groups(), levels)
def test_wilson_holds_its_rate_and_stays_between_0_and_1(group: Group, level: float) -> None:
    found = effects.wilson(group, level)

    assert 0 <= found.low <= group.rate <= found.high <= 1


@given(groups(), levels)
def test_wilson_of_the_others_is_its_mirror(group: Group, level: float) -> None:
    found, others = effects.wilson(group, level), effects.wilson(Group(group.size - group.hits, group.size), level)

    assert (others.low, others.high) == pytest.approx((1 - found.high, 1 - found.low), abs=1e-12)


@given(groups(), groups(), levels)
def test_difference_interval_holds_its_difference(first: Group, second: Group, level: float) -> None:
    found = effects.difference_interval(first, second, level)

    assert -1 - 1e-12 <= found.low <= effects.difference(first, second) <= found.high <= 1 + 1e-12


@given(groups(), groups(), levels)
def test_difference_interval_turns_round_with_its_groups(first: Group, second: Group, level: float) -> None:
    one, two = effects.difference_interval(first, second, level), effects.difference_interval(second, first, level)

    assert (one.low, one.high) == pytest.approx((-two.high, -two.low))


@given(groups(largest=300), groups(largest=300), st.integers(2, 20))
def test_difference_interval_narrows_with_more_people(first: Group, second: Group, times: int) -> None:
    few = effects.difference_interval(first, second)
    many = effects.difference_interval(*(Group(group.hits * times, group.size * times) for group in (first, second)))

    assert many.high - many.low < few.high - few.low


@given(groups(), groups(), st.sampled_from([(0.8, 0.9), (0.9, 0.95), (0.95, 0.99)]))
def test_difference_interval_widens_with_its_level(first: Group, second: Group, two: tuple[float, float]) -> None:
    narrow, wide = (effects.difference_interval(first, second, level) for level in two)

    assert wide.low <= narrow.low <= narrow.high <= wide.high


@given(inner_groups(), inner_groups(), levels)
def test_ratio_interval_holds_its_ratio_and_turns_over(first: Group, second: Group, level: float) -> None:
    one, two = effects.ratio_interval(first, second, level), effects.ratio_interval(second, first, level)

    assert 0 < one.low < effects.ratio(first, second) < one.high
    assert (one.low, one.high) == pytest.approx((1 / two.high, 1 / two.low))


@given(groups(largest=500), groups(largest=500))
def test_p_values_are_chances_and_do_not_care_for_order(first: Group, second: Group) -> None:
    for measure in (effects.p_value, effects.fisher):
        assert 0 <= measure(first, second) <= 1
        assert measure(first, second) == pytest.approx(measure(second, first))


@given(groups(largest=12), groups(largest=12))
def test_fisher_is_what_counting_every_table_gives(first: Group, second: Group) -> None:
    """Every way to have these hits, each with its chance, in exact fractions."""
    one, two, hits = int(first.size), int(second.size), int(first.hits + second.hits)
    every = Fraction(comb(one + two, hits))
    chances = {x: comb(one, x) * comb(two, hits - x) / every for x in range(one + 1) if 0 <= hits - x <= two}

    likely = sum(chance for chance in chances.values() if chance <= chances[int(first.hits)])

    assert sum(chances.values()) == 1
    assert effects.fisher(first, second) == pytest.approx(float(likely))


@given(shares, shares)
def test_smallest_size_is_the_first_that_shows_it(first: float, second: float) -> None:
    if abs(first - second) < 0.001:
        return
    size = effects.smallest_size(first, second)

    def p(people: int) -> float:
        return effects.p_value(Group(first * people, people), Group(second * people, people))

    assert p(size) < 0.05 + 1e-9
    assert size == 1 or p(size - 1) >= 0.05 - 1e-9


@given(shares, shares, st.sampled_from([0.5, 0.8, 0.9]))
def test_needed_size_is_the_first_that_finds_it(first: float, second: float, chance: float) -> None:
    if abs(first - second) < 0.001:
        return
    size = effects.needed_size(first, second, chance)

    assert effects.power(first, second, size) >= chance - 1e-9
    assert size == 1 or effects.power(first, second, size - 1) < chance + 1e-9


@given(shares, shares, st.integers(2, 5000))
def test_power_grows_with_people_and_not_with_order(first: float, second: float, size: int) -> None:
    found = effects.power(first, second, size)

    assert 0 <= found <= effects.power(first, second, size * 2) + 1e-9
    assert effects.power(second, first, size) == pytest.approx(found)


@pytest.mark.parametrize(("hits", "size"), [(1, 0), (0, -3), (-1, 5), (6, 5), (float("nan"), 5), (1, float("nan"))])
def test_a_group_that_cannot_be_is_refused(hits: float, size: float) -> None:
    with pytest.raises(ValueError, match=r"no size|cannot be"):
        Group(hits, size)


def test_what_has_no_answer_is_refused() -> None:
    nobody, some = Group(0, 10), Group(3, 10)

    with pytest.raises(ValueError, match="no ratio"):
        effects.ratio(some, nobody)
    with pytest.raises(ValueError, match="no interval"):
        effects.ratio_interval(nobody, some)
    with pytest.raises(ValueError, match="whole people"):
        effects.fisher(Group(1.5, 10), some)
    with pytest.raises(ValueError, match="not there"):
        effects.smallest_size(0.2, 0.2)
    with pytest.raises(ValueError, match="between 0 and 1"):
        effects.needed_size(0.2, 1.2)
    with pytest.raises(ValueError, match="a share lies between"):
        normal.point(1)


def test_the_edges_have_an_answer() -> None:
    assert effects.p_value(Group(0, 10), Group(0, 10)) == 1
    assert effects.power(0, 0, 10) == 0
    assert effects.power(1, 0, 10) == 1
    assert normal.point(0.5) == 0

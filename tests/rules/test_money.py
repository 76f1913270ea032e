"""Money written, split and cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.rules import money

CENTS = st.integers(0, 10**9)


@pytest.mark.parametrize(
    ("cents", "written"),
    [
        (0, "€\xa00,00"),
        (5, "€\xa00,05"),
        (4500, "€\xa045,00"),
        (112075, "€\xa01.120,75"),
        (123456789012, "€\xa01.234.567.890,12"),
        (-1250, "€\xa0-12,50"),
    ],
)
def test_euros_writes_as_a_dutch_reader_expects(cents: int, written: str) -> None:
    assert money.euros(cents) == written


def test_euros_text_costs_no_character_twice() -> None:
    written = money.euros_text(112075)

    assert written == "1.120,75 euro"
    assert written.isascii()


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (7500, (60000, 30000, 10000), (4500, 2250, 750)),
        (10000, (1, 1, 1), (3334, 3333, 3333)),
        (5000, (12345, 67890, 4321), (730, 4014, 256)),
        (100, (0, 5, 0), (0, 100, 0)),
        (100, (0, 3, 4), (0, 43, 57)),
        (0, (), ()),
        (0, (0, 0), (0, 0)),
    ],
)
def test_split_shares_by_largest_remainder(total: int, weights: tuple[int, ...], shares: tuple[int, ...]) -> None:
    assert money.split_cents(total, weights) == shares


@given(CENTS, st.lists(st.integers(1, 10**8), min_size=1, max_size=25))
def test_split_loses_no_cent_and_is_fair_to_the_cent(total: int, weights: list[int]) -> None:
    shares = money.split_cents(total, weights)

    assert sum(shares) == total
    pairs = zip(shares, weights, strict=True)
    assert all(abs(share * sum(weights) - total * weight) < sum(weights) for share, weight in pairs)


@pytest.mark.parametrize(("total", "weights"), [(-1, (1,)), (1, (1, -1)), (1, ()), (1, (0, 0))])
def test_split_refuses_what_cannot_be_shared(total: int, weights: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="split needs"):
        money.split_cents(total, weights)


@pytest.mark.parametrize(
    ("total", "each", "parts"),
    [
        (10000, 3000, (3000, 3000, 3000, 1000)),
        (9000, 3000, (3000, 3000, 3000)),
        (9099, 3000, (3000, 3000, 3099)),
        (9100, 3000, (3000, 3000, 3000, 100)),
        (50, 3000, (50,)),
        (2, 1, (1, 1)),
        (0, 3000, ()),
    ],
)
def test_instalments_have_no_tiny_last_one(total: int, each: int, parts: tuple[int, ...]) -> None:
    assert money.instalments_cents(total, each) == parts


@given(CENTS, st.integers(100, 10**7))
def test_instalments_add_up_to_the_cent(total: int, each: int) -> None:
    total = min(total, 500 * each)

    assert sum(money.instalments_cents(total, each)) == total


@pytest.mark.parametrize(("total", "each"), [(100, 0), (100, -1), (-1, 100)])
def test_instalments_refuse_nonsense(total: int, each: int) -> None:
    with pytest.raises(ValueError, match="instalments need"):
        money.instalments_cents(total, each)


def test_a_whole_is_a_hundred_percent_of_a_hundred_parts_each() -> None:
    assert money.BASIS_POINTS == 100 * 100


@pytest.mark.parametrize(("numerator", "denominator", "rounded"), [(5, 10, 1), (4, 10, 0), (15, 10, 2), (0, 3, 0)])
def test_half_up_rounds_half_up(numerator: int, denominator: int, rounded: int) -> None:
    assert money.half_up(numerator, denominator) == rounded


@pytest.mark.parametrize(
    ("cents", "percent", "part"), [(1_000, 21, 210), (999, 10, 99), (1, 99, 0), (7, 100, 7), (5, 0, 0)]
)
def test_percent_of_an_amount_is_never_rounded_up(cents: int, percent: int, part: int) -> None:
    assert money.part_of(cents, percent) == part

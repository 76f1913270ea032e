"""An arrangement of which less is open than before: to the cent, on the same days, nobody pays more or sooner."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.rules.arrangements import Part
from tijdig.rules.money import EURO_CENTS
from tijdig.rules.solutions.shorter import no_crumbs, shorter

DAYS = [date(2027, month, 1) for month in range(1, 13)]


def parts(*amounts: int) -> tuple[Part, ...]:
    return tuple(Part(place + 1, DAYS[place], cents) for place, cents in enumerate(amounts))


@pytest.mark.parametrize(
    ("amounts", "cents", "left"),
    [
        ((3_000, 3_000, 3_000), 9_000, (3_000, 3_000, 3_000)),
        ((3_000, 3_000, 3_000), 7_000, (3_000, 3_000, 1_000)),
        ((3_000, 3_000, 3_000), 6_000, (3_000, 3_000)),
        ((3_000, 3_000, 3_000), 6_050, (3_000, 3_050)),
        ((3_000, 3_000, 3_000), 3_099, (3_099,)),
        ((2_000, 3_000, 4_000), 5_050, (2_000, 3_050)),
        ((3_000, 3_000, 3_000), 40, (40,)),
    ],
)
def test_the_last_parts_go_first(amounts: tuple[int, ...], cents: int, left: tuple[int, ...]) -> None:
    assert shorter(parts(*amounts), cents) == parts(*left)


@given(st.lists(st.integers(EURO_CENTS, 50_000), min_size=1, max_size=12), st.data())
def test_whatever_is_left_it_is_exact_and_nobody_pays_more_or_sooner(amounts: list[int], data: st.DataObject) -> None:
    before = parts(*amounts)
    cents = data.draw(st.integers(1, sum(amounts)))

    after = shorter(before, cents)

    assert sum(part.amount_cents for part in after) == cents
    assert [part.due_on for part in after] == DAYS[: len(after)]
    assert all(one.amount_cents == two.amount_cents for one, two in zip(after[:-1], before, strict=False))
    assert after[-1].amount_cents < before[len(after) - 1].amount_cents + EURO_CENTS
    assert len(after) == 1 or min(part.amount_cents for part in after) >= EURO_CENTS


@pytest.mark.parametrize("cents", [0, -1, 9_001])
def test_nothing_left_or_more_than_before_is_no_shorter_arrangement(cents: int) -> None:
    with pytest.raises(ValueError, match="shorter"):
        shorter(parts(3_000, 3_000, 3_000), cents)


@pytest.mark.parametrize(
    ("amounts", "left"),
    [
        ((50, 3_000, 3_000), ((2, 3_050), (3, 3_000))),
        ((3_000, 60, 60, 40), ((1, 3_000), (3, 160))),
        ((3_000, 60, 30), ((1, 3_090),)),
        ((60, 30), ((2, 90),)),
        ((100, 3_000), ((1, 100), (2, 3_000))),
    ],
)
def test_no_part_is_below_a_euro_and_nothing_is_due_sooner(
    amounts: tuple[int, ...], left: tuple[tuple[int, int], ...]
) -> None:
    found = no_crumbs(parts(*amounts))

    assert tuple((DAYS.index(part.due_on) + 1, part.amount_cents) for part in found) == left
    assert [part.number for part in found] == list(range(1, len(left) + 1))

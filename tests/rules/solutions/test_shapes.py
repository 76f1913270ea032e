"""Shapes of an arrangement, and what is left of one when somebody pauses or changes it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.policy import Policy, load
from tijdig.rules import arrangements
from tijdig.rules.solutions import rhythm as rhythms
from tijdig.rules.solutions import shapes
from tijdig.rules.solutions.shapes import Shape
from tijdig.words import Rhythm

TODAY = date(2026, 11, 24)
FIRST = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ({"instalment_cents": 4_000}, [4_000, 4_000, 2_000]),
        ({"count": 4}, [2_500] * 4),
        ({"last_on": date(2027, 1, 4)}, [5_000, 5_000]),
        ({"count": 3, "upfront_cents": 6_000}, [6_000, 2_000, 2_000]),
    ],
)
def test_shape_falls_apart_by_what_leads(lead: dict[str, Any], expected: list[int], policy: Policy) -> None:
    shape = Shape(first_on=FIRST, **lead)

    assert shape.has_lead
    assert [part.amount_cents for part in shape.parts(10_000, policy)] == expected


@pytest.mark.parametrize(
    "lead",
    [{}, {"instalment_cents": 0}, {"count": -1}, {"count": 3, "instalment_cents": 5}, {"count": 3, "last_on": FIRST}],
)
def test_shape_has_one_lead(lead: dict[str, Any]) -> None:
    assert not Shape(first_on=FIRST, **lead).has_lead


def test_shape_without_a_lead_has_no_parts(policy: Policy) -> None:
    with pytest.raises(ValueError, match="an end day"):
        Shape(first_on=FIRST).parts(10_000, policy)


@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        (0, (3_000, 3_000, 3_000, 1_000)),
        (1_000, (2_000, 3_000, 3_000, 1_000)),
        (2_900, (100, 3_000, 3_000, 1_000)),
        (2_901, (3_099, 3_000, 1_000)),
        (2_950, (3_050, 3_000, 1_000)),
        (3_000, (3_000, 3_000, 1_000)),
        (9_950, (50,)),
        (10_000, ()),
    ],
)
def test_what_is_left_is_never_a_part_of_cents_before_another(
    paid: int, expected: tuple[int, ...], policy: Policy
) -> None:
    assert shapes.left_of(arrangements.by_amount(10_000, 3_000, FIRST, policy), paid) == expected


def test_pause_moves_what_is_left_to_the_own_day_of_the_month(policy: Policy) -> None:
    """The 31st stays the 31st, also when February cuts it short on the way."""
    anchor = date(2026, 12, 31)
    parts = arrangements.by_amount(10_000, 2_500, anchor, policy)
    ends = shapes.pause_ends(parts, 2_500, date(2027, 1, 20), 4)

    found = shapes.moved(parts, 2_500, anchor, Rhythm.MONTHLY, ends or TODAY, policy)

    assert [(part.number, part.due_on, part.amount_cents) for part in found] == [
        (1, date(2027, 3, 1), 2_500), (2, date(2027, 3, 31), 2_500), (3, date(2027, 4, 30), 2_500),
    ]  # fmt: skip


def test_pause_of_who_missed_a_part_counts_from_today(policy: Policy) -> None:
    parts = arrangements.by_amount(10_000, 2_500, FIRST, policy)

    assert shapes.pause_ends(parts, 0, date(2026, 12, 20), 2) == date(2027, 1, 3)
    assert shapes.pause_ends(parts, 0, TODAY, 2) == date(2026, 12, 15)
    assert shapes.pause_ends(parts, 10_000, TODAY, 2) is None


@given(
    paid=st.integers(0, 30_000), rhythm=st.sampled_from(list(Rhythm)), weeks=st.integers(1, 13), on=st.integers(0, 200)
)
def test_pause_adds_nothing_and_loses_nothing(paid: int, rhythm: Rhythm, weeks: int, on: int) -> None:
    policy, day = load(TODAY), TODAY + timedelta(days=on)
    parts = arrangements.by_amount(30_000, 2_500, FIRST, policy, rhythm=rhythm)
    ends = shapes.pause_ends(parts, paid, day, weeks)

    found = shapes.moved(parts, paid, FIRST, rhythm, ends or day, policy)

    assert sum(part.amount_cents for part in found) == 30_000 - paid
    assert len(found) <= len(parts)
    assert all(part.due_on >= (ends or day) for part in found)
    own = rhythms.days(FIRST, rhythm, 80 if rhythm == Rhythm.WEEKLY else 24, policy)
    assert [part.due_on for part in found if part.due_on not in own] == []


def test_arrangement_is_told_in_plain_words(policy: Policy) -> None:
    whole = arrangements.by_count(10_000, 1, FIRST, policy)
    weekly = arrangements.by_count(10_000, 2, FIRST, policy, rhythm=Rhythm.WEEKLY)

    assert shapes.told(whole, Rhythm.MONTHLY, is_formal=True) == (
        "Wij spraken af: u betaalt €\N{NO-BREAK SPACE}100,00 op 1 december 2026."
    )
    assert shapes.told(weekly, Rhythm.WEEKLY, is_formal=False) == (
        "Wij spraken af: je betaalt €\N{NO-BREAK SPACE}100,00 in twee termijnen, elke week. "
        "De eerste is €\N{NO-BREAK SPACE}50,00, op 1 december 2026. Er komen geen kosten bij."
    )


@pytest.mark.parametrize(
    ("from_on", "days"),
    [
        (FIRST, (FIRST, date(2027, 1, 4))),
        (FIRST + timedelta(days=1), (date(2027, 1, 4), date(2027, 2, 1))),
        (date(2027, 1, 5), (date(2027, 2, 1), date(2027, 3, 1))),
    ],
)
def test_parts_go_on_with_the_first_day_of_the_rhythm_that_is_not_too_soon(
    from_on: date, days: tuple[date, date], policy: Policy
) -> None:
    """The first of January is no day on which banks do something: that one is the fourth."""
    parts = arrangements.by_count(4_000, 2, FIRST, policy)

    assert tuple(part.due_on for part in shapes.moved(parts, 0, FIRST, Rhythm.MONTHLY, from_on, policy)) == days


def test_cents_that_are_left_go_with_the_part_right_after_them() -> None:
    parts = tuple(
        arrangements.Part(number, FIRST, cents) for number, cents in enumerate((3_000, 2_000, 1_000), start=1)
    )

    assert shapes.left_of(parts, 2_950) == (2_050, 1_000)


def test_shape_of_one_part_has_a_lead() -> None:
    assert Shape(first_on=FIRST, count=1).has_lead

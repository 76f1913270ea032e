"""What is left of a month, and what we propose of it: an offer, never a refusal (LAW 2.2)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.solutions.test_budget import BUDGETS, LINES
from tijdig.policy import load
from tijdig.rules.solutions.budget import Budget
from tijdig.rules.solutions.room import clamped, living_cents, offer_cents, room
from tijdig.words import Room

POLICY = load(date(2026, 11, 24)).solutions


def budget(left: int, **changed: int) -> Budget:
    """A household that has so much left."""
    lines = LINES | {"adults": 1, "children": 0} | changed
    needs = sum(lines[name] for name in ("housing_cents", "energy_cents", "water_cents", "health_cents", "other_cents"))
    living = living_cents(lines["adults"], lines["children"], POLICY) + POLICY.buffer_cents
    return Budget(**lines | {"income_cents": needs + living + left - lines["allowances_cents"]})


@pytest.mark.parametrize(
    ("left", "state", "is_tight", "offer"),
    [
        (-2_000, Room.NONE, False, 0),
        (-1, Room.NONE, False, 0),
        (0, Room.NONE, False, 0),
        (1, Room.OK, True, 1),
        (499, Room.OK, True, 499),
        (500, Room.OK, True, 500),
        (666, Room.OK, True, 500),
        (667, Room.OK, True, 500),
        (4_999, Room.OK, True, 3_500),
        (5_000, Room.OK, False, 3_500),
        (10_000, Room.OK, False, 7_500),
        (10_700, Room.OK, False, 8_000),
    ],
)
def test_room_is_what_is_left_and_the_offer_a_sum_that_is_easy_to_keep(
    left: int, state: Room, offer: int, *, is_tight: bool
) -> None:
    found = room(budget(left), POLICY)

    assert (found.state, found.is_tight, found.room_cents, found.offer_cents) == (state, is_tight, left, offer)


def test_living_grows_with_the_household() -> None:
    one = living_cents(1, 0, POLICY)

    assert one == POLICY.living_single_cents
    assert living_cents(2, 3, POLICY) == one + POLICY.living_adult_cents + 3 * POLICY.living_child_cents


@given(lines=BUDGETS)
def test_offer_is_never_above_the_room_and_none_never_has_one(lines: dict[str, int]) -> None:
    found = room(Budget(**lines), POLICY)

    assert 0 <= found.offer_cents <= max(found.room_cents, 0)
    assert (found.state == Room.NONE) == (found.room_cents <= 0) == (found.offer_cents == 0)
    assert not (found.is_tight and found.state == Room.NONE)


@given(lines=BUDGETS, less=st.integers(1, 100_000))
def test_less_income_never_gives_more_room(lines: dict[str, int], less: int) -> None:
    before = room(Budget(**lines), POLICY)
    after = room(Budget(**lines | {"income_cents": max(0, lines["income_cents"] - less)}), POLICY)

    assert after.room_cents <= before.room_cents
    assert after.offer_cents <= before.offer_cents


def test_offer_is_never_more_than_is_open() -> None:
    assert [clamped(offer_cents(20_000, POLICY), open_cents) for open_cents in (3_200, 90_000)] == [3_200, 15_000]

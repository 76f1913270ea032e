"""What stands beside what: combinations that are whole, and those that bite, each with a sentence of its own."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tijdig.rules.solutions.clashes import Clash, clash, clash_of_parts
from tijdig.rules.solutions.types import (
    Correction,
    CostsDropped,
    Debt,
    Deferral,
    Freeze,
    Frozen,
    LowerRate,
    Referral,
    Small,
    Solution,
)

TODAY, FEBRUARY, MARCH = date(2026, 11, 24), date(2027, 2, 24), date(2027, 3, 1)
DEBT = Debt(claim=3, principal_cents=8_000, interest_cents=0, costs_cents=0)
LATER = Deferral(cents=8_000, since_on=TODAY, until_on=FEBRUARY, contact="Dewi")
STILL = Freeze(what=frozenset({Frozen.PRINCIPAL}), debts=(DEBT,), since_on=TODAY, until_on=FEBRUARY, why="Beslag.")
NO_COSTS = replace(STILL, what=frozenset({Frozen.COSTS, Frozen.INTEREST}))
RATE = LowerRate(debts=(DEBT,), from_basis_points=450, to_basis_points=0, since_on=TODAY, until_on=MARCH)
SMALL, NOTHING = Small(cents=500, due_on=FEBRUARY), Small(cents=0, due_on=None)
DROPPED = CostsDropped(debt=replace(DEBT, costs_cents=4_000), contact_on=TODAY)
RIGHT = Correction(claim=3, was_cents=8_000, is_cents=1, why="Dubbel.")
HELP = Referral(to="Humanitas", on_day=TODAY, consent=None)


@pytest.mark.parametrize(
    ("new", "beside", "pays_on"),
    [
        (LATER, (), None),
        (LATER, (), FEBRUARY),  # and then the first part
        (NO_COSTS, (), date(2026, 12, 1)),  # beside an arrangement
        (NO_COSTS, (LATER,), None),
        (STILL, (), FEBRUARY),  # the parts go on when it moves again
        (STILL, (LATER,), None),  # pays on the day on which it moves again
        (RATE, (LATER,), date(2026, 12, 1)),
        (SMALL, (NO_COSTS, RATE), None),
        (DROPPED, (LATER, STILL, RATE), date(2026, 12, 1)),
        (DROPPED, (DROPPED,), None),
        (RIGHT, (RIGHT, SMALL), None),
        (HELP, (HELP, LATER), date(2026, 12, 1)),
        (LATER, (RIGHT, HELP, DROPPED), None),
    ],
)
def test_combination_that_is_whole_can_be(new: Solution, beside: tuple[Solution, ...], pays_on: date | None) -> None:
    assert clash(new, beside, pays_on) is None


@pytest.mark.parametrize(
    ("new", "beside", "pays_on", "why"),
    [
        (LATER, (LATER,), None, Clash.TWICE),
        (NO_COSTS, (STILL,), None, Clash.TWICE),
        (RATE, (RATE,), None, Clash.TWICE),
        (LATER, (), date(2026, 12, 1), Clash.PART_FIRST),
        (LATER, (replace(STILL, until_on=MARCH),), None, Clash.STANDS_STILL),
        (replace(STILL, until_on=MARCH), (LATER,), None, Clash.STANDS_STILL),
        (STILL, (), date(2026, 12, 1), Clash.STANDS_STILL),
        (replace(SMALL, due_on=date(2026, 12, 1)), (STILL,), None, Clash.STANDS_STILL),
        (SMALL, (), date(2026, 12, 1), Clash.INSTEAD),
        (NOTHING, (LATER,), None, Clash.INSTEAD),
        (LATER, (NOTHING,), None, Clash.INSTEAD),
    ],
)
def test_what_bites_cannot_be(new: Solution, beside: tuple[Solution, ...], pays_on: date | None, why: Clash) -> None:
    assert clash(new, beside, pays_on) == why


@pytest.mark.parametrize(
    ("first_on", "beside", "why"),
    [
        (FEBRUARY, (LATER,), None),
        (date(2027, 2, 23), (LATER,), Clash.LATER_FIRST),
        (FEBRUARY, (STILL, NO_COSTS, RATE), None),
        (date(2027, 2, 23), (STILL,), Clash.STANDS_STILL),
        (TODAY, (STILL,), Clash.STANDS_STILL),
        (date(2026, 12, 1), (NO_COSTS,), None),
        (MARCH, (NOTHING,), Clash.INSTEAD),
        (MARCH, (), None),
    ],
)
def test_arrangement_begins_when_the_rest_leaves_room(first_on: date, beside: Any, why: Clash | None) -> None:
    assert clash_of_parts(first_on, beside) == why

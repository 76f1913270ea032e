"""Each number of what one creditor agrees, as a colleague would say it: what still may, and what one more asks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.rules.solutions.test_band import proposal
from tijdig.policy import Policy
from tijdig.rules.solutions.band import verdict
from tijdig.rules.solutions.budget import Budget
from tijdig.rules.solutions.mandates import needed
from tijdig.rules.solutions.restored import RegularBill, restored_on
from tijdig.rules.solutions.room import RoomResult, is_tight, offer_cents, room
from tijdig.rules.solutions.types import CostsDropped, Debt, Deferral, promised
from tijdig.words import Mandate, Room

TODAY = date(2026, 11, 24)
AT_ONCE, HANDLER, LEAD = Mandate.AUTOMATIC, Mandate.HANDLER, Mandate.LEAD


def case(said: str, *values: object) -> object:
    """One boundary, with the sentence a colleague would say of it."""
    return pytest.param(*values, id=said)


@pytest.mark.parametrize(
    ("cents", "mandate"),
    [
        case("ten euros each time is a yes at once", [1_000, 1_000], AT_ONCE),
        case("a cent less is for a handler", [999, 999], HANDLER),
        case("five euros each time a handler may agree", [500, 500, 500], HANDLER),
        case("below it a lead looks along", [499, 499, 499], LEAD),
        case("a year is a yes at once", [5_000] * 12, AT_ONCE),
        case("a month more is for a handler", [5_000] * 13, HANDLER),
        case("two years a handler may agree", [5_000] * 24, HANDLER),
        case("a month more takes a lead", [5_000] * 25, LEAD),
        case("€ 2.500,00 in all is a yes at once", [62_500] * 4, AT_ONCE),
        case("a cent more is for a handler", [62_500, 62_500, 62_500, 62_501], HANDLER),
        case("€ 10.000,00 in all a handler may agree", [250_000] * 4, HANDLER),
        case("a cent more in all takes a lead", [250_000, 250_000, 250_000, 250_001], LEAD),
    ],
)
def test_who_says_yes_to_paying_in_parts(cents: list[int], mandate: Mandate, policy: Policy) -> None:
    assert verdict(proposal(*cents), policy).mandate == mandate


@pytest.mark.parametrize(
    ("first_on", "mandate"), [(date(2027, 1, 8), AT_ONCE), (date(2027, 1, 9), HANDLER)], ids=["45 days", "46 days"]
)
def test_first_payment_may_wait_for_the_next_wages(first_on: date, mandate: Mandate, policy: Policy) -> None:
    """Proposed on 24 November: the first on 8 January is a yes at once, a day later a handler looks."""
    assert verdict(proposal(2_000, 2_000, first_on=first_on), policy).mandate == mandate


@pytest.mark.parametrize(("until_on", "mandate"), [(date(2027, 2, 24), HANDLER), (date(2027, 2, 25), LEAD)])
def test_handler_lets_somebody_pay_three_months_later(until_on: date, mandate: Mandate, policy: Policy) -> None:
    """From 24 November until 24 February; for a day longer a lead looks along."""
    later = Deferral(cents=8_000, since_on=TODAY, until_on=until_on, contact="Dewi")

    assert needed(later, policy).mandate == mandate


@pytest.mark.parametrize(("cents", "mandate"), [(1_000_000, HANDLER), (1_000_001, LEAD)])
def test_handler_lets_somebody_pay_ten_thousand_euros_later(cents: int, mandate: Mandate, policy: Policy) -> None:
    later = Deferral(cents=cents, since_on=TODAY, until_on=date(2026, 12, 24), contact="Dewi")

    assert needed(later, policy).mandate == mandate


@pytest.mark.parametrize(("cents", "mandate"), [(25_000, HANDLER), (25_001, LEAD)])
def test_handler_drops_costs_up_to_250_euros(cents: int, mandate: Mandate, policy: Policy) -> None:
    """From € 250,01 a lead signs."""
    debt = Debt(claim=3, principal_cents=80_000, interest_cents=0, costs_cents=cents)

    assert needed(CostsDropped(debt=debt, contact_on=TODAY), policy).mandate == mandate


def test_it_runs_again_after_three_bills_in_a_row_on_time(policy: Policy) -> None:
    """Two say nothing yet."""
    bills = [RegularBill(day, day) for day in (date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 2))]

    assert restored_on(bills, TODAY, policy) == date(2026, 11, 2)
    assert restored_on(bills[1:], TODAY, policy) is None


def test_reminder_is_promised_three_days_before_a_payment(policy: Policy) -> None:
    """Of what is due on Friday 18 December we tell on Tuesday 15 December."""
    ahead = timedelta(days=promised(policy).remind_days_before)

    assert date(2026, 12, 18) - ahead == date(2026, 12, 15)


# Room to pay, of what comes in and goes out in a month.

HOME = Budget(
    income_cents=200_000, allowances_cents=20_000, housing_cents=80_000, energy_cents=15_000, water_cents=2_500,
    health_cents=16_500, other_cents=11_000, adults=1, children=0,
)  # fmt: skip
"""€ 2.200,00 comes in and € 1.250,00 goes out: € 950,00 is there to live of."""


@pytest.mark.parametrize(
    ("adults", "children", "left"),
    [
        case("who lives alone needs € 750,00 and keeps € 50,00 in hand", 1, 0, 15_000),
        case("a second adult needs € 450,00 more", 2, 0, -30_000),
        case("a child needs € 300,00 more", 1, 1, -15_000),
        case("and so does each child", 1, 2, -45_000),
    ],
)
def test_what_a_household_needs_to_live_comes_first(adults: int, children: int, left: int, policy: Policy) -> None:
    assert room(replace(HOME, adults=adults, children=children), policy.solutions).room_cents == left


def test_fifty_euros_stay_for_what_nobody_expects(policy: Policy) -> None:
    """After fixed costs and € 750,00 for living: of € 50,00 nothing can be missed, of a cent more that cent."""
    needs = HOME.going_cents - HOME.allowances_cents + 75_000

    rooms = [room(replace(HOME, income_cents=needs + left), policy.solutions) for left in (5_000, 5_001)]

    assert rooms == [
        RoomResult(Room.NONE, is_tight=False, room_cents=0, offer_cents=0),
        RoomResult(Room.OK, is_tight=True, room_cents=1, offer_cents=1),
    ]


@pytest.mark.parametrize(
    ("left", "offer"),
    [
        case("three quarters of € 1.000,00", 100_000, 75_000),
        case("down to whole five euros: not € 154,50", 20_600, 15_000),
        case("where that would be nothing, five euros", 600, 500),
        case("and never more than there is", 400, 400),
    ],
)
def test_offer_is_three_quarters_in_steps_of_five_euros(left: int, offer: int, policy: Policy) -> None:
    assert offer_cents(left, policy.solutions) == offer


def test_less_than_fifty_euros_left_is_tight(policy: Policy) -> None:
    assert [is_tight(left, policy.solutions) for left in (4_999, 5_000)] == [True, False]

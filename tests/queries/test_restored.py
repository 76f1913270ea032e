"""Regular bills as the book tells them: on time again, or not."""

from datetime import date, timedelta

import pytest

from tests.factories import TODAY, make_case, make_claim, make_customer, make_entry
from tijdig.models import Case, Claim
from tijdig.queries import restored

pytestmark = pytest.mark.django_db
DUE = (date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1))


def bill(case: Case, due_on: date, *, fixed: bool = True) -> Claim:
    claim = make_claim(case.customer, amount_cents=None, due_on=due_on, is_fixed_cost=fixed)
    make_entry(claim, kind="claim", amount_cents=10_000, booked_on=due_on - timedelta(days=20))
    return claim


def pay(claim: Claim, cents: int, on: date) -> None:
    make_entry(claim, kind="payment", amount_cents=-cents, booked_on=on)


def test_three_regular_bills_paid_on_time_are_restored_on_the_day_of_the_third() -> None:
    case = make_case(make_customer())
    old = bill(case, date(2026, 8, 1))
    bill(case, date(2026, 10, 5), fixed=False)
    for due_on in DUE:
        pay(bill(case, due_on), 10_000, due_on + timedelta(days=3))

    assert restored.on(case, TODAY) == date(2026, 11, 4)
    assert restored.on(case, date(2026, 11, 3)) is None
    pay(old, 10_000, TODAY)
    assert restored.on(case, TODAY) == date(2026, 11, 4)


def test_bill_paid_in_two_goes_is_paid_on_the_day_of_the_second_and_a_storno_opens_it() -> None:
    case = make_case(make_customer())
    first, second, third = (bill(case, due_on) for due_on in DUE)
    for claim in (first, second):
        pay(claim, 10_000, claim.due_on)
    pay(third, 4_000, date(2026, 10, 30))
    assert restored.on(case, TODAY) is None

    pay(third, 6_000, date(2026, 11, 6))
    assert [one.paid_on for one in restored.of_case(case)] == [DUE[0], DUE[1], date(2026, 11, 6)]
    assert restored.on(case, TODAY) == date(2026, 11, 6)

    make_entry(second, kind="reversal", amount_cents=10_000, booked_on=date(2026, 11, 10))
    assert restored.on(case, TODAY) is None

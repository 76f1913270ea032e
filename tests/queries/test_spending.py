"""What people cost: the steps that were given out since, at the wage of each creditor."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from tests.cast import make_cast
from tests.factories import NOW, TODAY, make_case, make_creditor, make_customer, make_step
from tijdig.actions import night
from tijdig.models import Creditor
from tijdig.planner.costing import Totals
from tijdig.queries import policies, spending

pytestmark = pytest.mark.django_db


def made(creditor: Creditor, **values: Any) -> None:
    facts = {"on_day": TODAY, "state": "given", "skill": "call", "kind": "phone", "minutes": 15}
    make_step(make_case(make_customer(creditor)), **facts | values)


def test_given_steps_count_per_creditor_and_skill() -> None:
    one, two = make_creditor(), make_creditor(policy_overrides={"costs.staff_hour_cents": 6_001})
    made(one)
    made(one, skill="look", minutes=10)
    made(two)
    made(two, skill="visit", minutes=90)
    made(two, state="wished")
    made(two, on_day=TODAY + timedelta(days=1))

    found = spending.people({}, spending.given(TODAY), TODAY)

    cents = 1_125 + 750 + 1_501 + 9_002  # the wage of `two` does not divide: rounded up
    assert found == Totals(calls=2, visits=1, looks=1, minutes=130, staff_cents=cents)


def test_what_was_given_before_is_not_paid_again() -> None:
    creditor = make_creditor()
    made(creditor)
    before = spending.given(TODAY)
    made(creditor)

    assert spending.people(before, spending.given(TODAY), TODAY).calls == 1
    assert spending.people(spending.given(TODAY), spending.given(TODAY), TODAY) == Totals()


def test_nothing_given_costs_nothing() -> None:
    assert spending.people({}, spending.given(NOW.date()), TODAY) == Totals()


def test_a_night_knows_what_it_costs_and_a_second_run_costs_nothing_more() -> None:
    cast = make_cast()
    first = night.run(TODAY, at=NOW, by="test")
    again = night.run(TODAY, at=NOW, by="test")

    prices = policies.of(cast.woonstede, TODAY).costs
    assert first.totals.message_cents >= prices.email_cents
    assert again.totals == Totals()


def test_the_command_ends_with_two_lines_in_euros_and_the_line_of_counts() -> None:
    make_cast()
    out = StringIO()

    call_command("night", stdout=out, date=str(TODAY))

    last = out.getvalue().splitlines()[-3:]
    assert [line.partition(":")[0] for line in last] == [
        "Kost de organisatie",
        "Incassokosten voor klanten",
        "planned",
    ]

"""Cases as lists, what is visible, and who may see them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import make_cast
from tests.factories import (
    TODAY,
    make_case,
    make_claim,
    make_contact,
    make_creditor,
    make_customer,
    make_decision,
    make_details,
    make_entry,
    make_membership,
    make_moment,
    make_point,
    make_user,
)
from tijdig.models import Case
from tijdig.queries import access, cases, visible

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "sleeps"),
    [
        ({}, False),
        ({"valid_from": TODAY - timedelta(days=1)}, False),
        ({"valid_from": TODAY + timedelta(days=1)}, True),
        ({"owner": ""}, True),
        ({"again_on": TODAY - timedelta(days=1)}, True),
    ],
)
def test_case_sleeps_without_a_decision_that_holds(values: dict[str, object], sleeps: bool) -> None:
    case = make_case()
    make_decision(case, **values)

    assert cases.sleeping(TODAY) == ([case.pk] if sleeps else [])


def test_case_sleeps_when_its_last_decision_is_over_whatever_one_before_it_said() -> None:
    case = make_case()
    make_decision(case, valid_from=TODAY - timedelta(days=9), again_on=TODAY + timedelta(days=30))
    make_decision(case, valid_from=TODAY - timedelta(days=2), again_on=TODAY - timedelta(days=1))

    assert cases.sleeping(TODAY) == [case.pk]


def test_case_is_awake_with_a_message_that_waits() -> None:
    case = make_case()
    contact = make_contact(make_moment(case))
    assert cases.sleeping(TODAY) == []

    contact.state = "handed_over"
    contact.save()

    assert cases.sleeping(TODAY) == [case.pk]


def test_closed_and_unpublished_cases_do_not_sleep() -> None:
    make_case(state="closed")
    make_case(since_intake=1)

    assert cases.sleeping(TODAY) == []


def test_sleeping_asks_one_query_for_one_and_for_three() -> None:
    for size in (1, 2):
        for _ in range(size):
            make_case()
        with CaptureQueriesContext(connection) as queries:
            found = cases.sleeping(TODAY)
        assert (len(queries), found) == (1, list(Case.objects.order_by("pk").values_list("pk", flat=True)))


def test_case_is_found_by_id_and_by_number() -> None:
    anna = make_cast().anna

    assert cases.find(str(anna.pk)) == anna
    assert cases.find(f"woonstede:{anna.customer.number}") == anna
    assert cases.find("woonstede:nobody") is None
    assert cases.find("anna") is None


def test_case_is_not_found_before_its_file_is_published() -> None:
    case = make_case(since_intake=1)

    assert cases.find(str(case.pk)) is None


def test_last_decision_is_the_newest() -> None:
    case = make_case()
    make_decision(case, valid_from=TODAY - timedelta(days=3))
    newest = make_decision(case)

    assert cases.last_decision(case) == newest
    assert cases.last_decision(make_case()) is None


# Visible


def test_visible_rows_are_those_of_published_files() -> None:
    creditor = make_creditor(visible_intake=2)
    customer = make_customer(creditor)
    case = make_case(customer)
    old, new = make_claim(customer, since_intake=1), make_claim(customer, since_intake=2, due_on=date(2026, 12, 1))
    make_claim(customer, since_intake=3)
    make_entry(old, amount_cents=-120, since_intake=3)
    make_entry(old, amount_cents=-100)
    make_details(customer, since_intake=1, until_intake=2, first_name="Oud")
    details = make_details(customer, since_intake=2, until_intake=3)
    make_point(customer, since_intake=1, until_intake=1)
    point = make_point(customer, since_intake=2)
    make_case(make_customer(creditor), since_intake=3)

    assert [(claim.pk, claim.open_cents) for claim in visible.claims(case)] == [(old.pk, 12_020), (new.pk, 12_120)]
    assert visible.balance_cents(old) == 12_020
    assert visible.details(case) == details
    assert list(visible.points(case)) == [point]
    assert list(visible.cases(creditor)) == [case]


def test_visible_details_can_be_unknown() -> None:
    assert visible.details(make_case()) is None


# Access


def test_staff_work_for_their_creditor_only() -> None:
    cast = make_cast()

    assert list(access.creditors_of(cast.samira, TODAY)) == [cast.woonstede]
    assert list(access.creditors_of(make_user(), TODAY)) == []


@pytest.mark.parametrize("values", [{"until_on": TODAY}, {"since_on": TODAY + timedelta(days=1)}])
def test_staff_see_nothing_outside_their_time(values: dict[str, date]) -> None:
    case, user = make_case(), make_user()
    make_membership(user, case.creditor, **values)

    assert list(access.creditors_of(user, TODAY)) == []

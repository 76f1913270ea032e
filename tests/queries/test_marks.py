"""A hundred marks of sums in arrears: what counts, and that a night keeps them."""

from datetime import timedelta

import numpy as np
import pytest

from tests.factories import TODAY, make_case, make_claim, make_creditor, make_customer, make_entry
from tijdig.actions import night
from tijdig.models import Creditor
from tijdig.queries import frames, marks
from tijdig.rules.workdays import AMSTERDAM

pytestmark = pytest.mark.django_db
LATE = TODAY - timedelta(days=20)


def portfolio(*cents: int) -> Creditor:
    """A creditor with so many customers, each with one bill that is late."""
    creditor = make_creditor()
    for amount in cents:
        case = make_case(make_customer(creditor=creditor))
        make_claim(case.customer, amount_cents=amount, due_on=LATE)
    return creditor


def test_marks_of_nobody_in_arrears_are_none() -> None:
    assert marks.first(make_creditor(), TODAY) == []
    assert marks.of([np.array([0, -5])]) == []


def test_marks_go_from_the_smallest_to_the_largest() -> None:
    found = marks.first(portfolio(3_000, 1_000, 2_000, 4_000), TODAY)

    assert (len(found), found[0], found[-1], found[50]) == (marks.COUNT, 1_000, 3_000, 2_000)
    assert found == sorted(found)


def test_marks_count_what_is_late_undisputed_and_still_open() -> None:
    creditor = portfolio(1_000)
    case = make_case(make_customer(creditor=creditor))
    make_claim(case.customer, amount_cents=9_000, due_on=TODAY)
    make_claim(case.customer, amount_cents=8_000, due_on=LATE, disputed_on=LATE)
    make_entry(make_claim(case.customer, amount_cents=7_000, due_on=LATE), amount_cents=-7_000)
    make_claim(case.customer, amount_cents=2_000, due_on=LATE)
    make_claim(case.customer, amount_cents=2_000, due_on=LATE)

    assert marks.first(creditor, TODAY) == marks.of([np.array([1_000, 4_000])])


def test_a_night_keeps_the_marks_and_tells_large_from_small() -> None:
    creditor = portfolio(*range(1_000, 11_000, 1_000))
    at = np.datetime64("2026-11-24T01:00").astype("datetime64[s]").item().replace(tzinfo=AMSTERDAM)

    night.run(TODAY, at=at, by="test")

    creditor.refresh_from_db()
    percent = [frames.of_case(case, TODAY).accounts.size_percent[0] for case in creditor.case_set.order_by("pk")]
    assert len(creditor.size_marks) == marks.COUNT
    assert percent == sorted(percent)
    assert (percent[0], percent[-1] >= 67, percent[4] < 67) == (0, True, True)

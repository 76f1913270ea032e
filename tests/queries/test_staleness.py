"""When time alone changes a fact: every date that the planner's columns hang on, and nothing changes before it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
import pytest

from tests.factories import (
    TODAY,
    make_arrangement,
    make_call,
    make_case,
    make_claim,
    make_consent,
    make_contact,
    make_creditor,
    make_customer,
    make_details,
    make_entry,
    make_hold,
    make_instalment,
    make_moment,
    make_representative,
    make_support_need,
)
from tijdig.models import Approach, Case, Consequence, LifeEvent, RoomToPay
from tijdig.planner import records
from tijdig.planner.columns import NAMES
from tijdig.queries import frames, policies, staleness
from tijdig.queries.parts import FAR, part_of

pytestmark = pytest.mark.django_db

NOON = datetime.combine(TODAY, time(11), UTC)


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def at(days: int) -> datetime:
    return NOON + timedelta(days=days)


@pytest.fixture
def case() -> Case:
    """Nothing open, nothing dated: nothing changes by itself, were it not for what a test adds."""
    return make_case(make_customer(make_creditor()))


def first_day(case: Case, on: date = TODAY) -> date | None:
    """The first day on which something may change; on each day before it everything is as it was."""
    case = Case.objects.select_related("creditor").get(pk=case.pk)
    frame = frames.of_case(case, on)
    policy = policies.of(case.creditor, on)
    number = int(staleness.stale_on(part_of(case), frame.accounts, on, policy)[0])
    kept = records.packed(frame.accounts, on, frame.began)
    for later in range(1, min(number - on.toordinal(), 50)):
        there = frames.of_case(case, on + timedelta(days=later)).accounts
        here = records.accounts_on(kept, there.case_id, on + timedelta(days=later))
        differing = [name for name in NAMES if getattr(here, name)[0] != getattr(there, name)[0]]
        assert differing == [], f"{later} days on"
    return None if number == FAR else date.fromordinal(number)


def test_nothing_dated_never_changes(case: Case) -> None:
    assert first_day(case) is None


def customer_of(case: Case) -> dict[str, Any]:
    return {"customer": case.customer}


def _event(case: Case) -> None:
    LifeEvent.objects.create(
        customer=case.customer, kind="moving", source="customer", noted_on=day(-3), expires_on=day(9), made_by="test"
    )


def _room(case: Case, noted: int, expires: int) -> None:
    RoomToPay.objects.create(
        case=case, state="ok", source="customer", noted_on=day(noted), expires_on=day(expires), made_by="test"
    )


def _consequence(case: Case) -> None:
    Consequence.objects.create(
        case=case, kind="eviction", on_day=day(6), avoid_cents=100, recorded_by="test", recorded_at=at(-2)
    )


def _call(case: Case, days: int) -> None:
    contact = make_contact(
        make_moment(case, day=day(-90)), kind="phone", state="delivered", happened_at=at(days), key=f"call{days}"
    )
    make_call(contact, result="not_reached")


def _visit(case: Case) -> None:
    moment = make_moment(case, day=day(-90))
    make_contact(moment, kind="visit", state="delivered", happened_at=datetime(2025, 12, 3, 12, tzinfo=UTC))


def _instalment(case: Case) -> None:
    arrangement = make_arrangement(case, hold=make_hold(case, kind="agreed", reason="", until_on=None))
    make_instalment(arrangement, due_on=day(4))


def _debit(case: Case) -> None:
    claim = make_claim(case.customer, due_on=day(-40), amount_cents=5_000, invoiced_on=day(-60))
    paid = make_entry(claim, amount_cents=-5_000, booked_on=day(-41))
    make_entry(claim, kind="reversal", reason="bank", amount_cents=5_000, booked_on=day(-10), reverses=paid)


SOURCES: dict[str, tuple[Callable[[Case], Any], int]] = {
    "falls due today": (lambda case: make_claim(case.customer, due_on=day(0), invoiced_on=day(-20)), 1),
    "falls due": (lambda case: make_claim(case.customer, due_on=day(3), invoiced_on=day(-20)), 4),
    "counts as late": (lambda case: make_claim(case.customer, due_on=day(-2), invoiced_on=day(-20)), 3),
    "dispute begins": (lambda case: make_claim(case.customer, due_on=day(-15), disputed_on=day(5)), 5),
    "dispute ends": (
        lambda case: make_claim(case.customer, due_on=day(-15), disputed_on=day(-5), dispute_ended_on=day(2)),
        2,
    ),
    "hold begins": (lambda case: make_hold(case, since_on=day(3), until_on=day(9)), 3),
    "hold ends": (lambda case: make_hold(case, until_on=day(9)), 9),
    "administrator begins": (lambda case: make_representative(case.customer, since_on=day(7)), 7),
    "administrator ends": (lambda case: make_representative(case.customer, until_on=day(8)), 8),
    "moment of today": (lambda case: make_contact(make_moment(case)), 1),
    "moment of this week": (lambda case: make_contact(make_moment(case, day=day(-3))), 4),
    "term of a notice": (
        lambda case: make_contact(make_moment(case, day=day(-12), stage="S3", pay_before_on=day(2))),
        3,
    ),
    "need expires": (lambda case: make_support_need(case.customer, expires_on=day(11)), 11),
    "event expires": (_event, 9),
    "room expires": (lambda case: _room(case, -3, 12), 12),
    "room grows old": (lambda case: _room(case, -175, 400), 5),
    "consent to arrange together ends": (lambda case: make_consent(case.customer, until_on=day(13)), 13),
    "consequence comes": (_consequence, 7),
    "approach begins": (
        lambda case: Approach.objects.create(case=case, form="light", made_on=day(4), ends_on=day(8)),
        4,
    ),
    "instalment falls due": (_instalment, 5),
    "call of today": (lambda case: _call(case, 0), 1),
    "call of this week": (lambda case: _call(case, -5), 2),
    "visit a year ago": (_visit, (date(2026, 12, 3) - TODAY).days),
    "debit that failed": (_debit, 20),
    "becomes eighteen": (lambda case: make_details(case.customer, birth_on=date(2009, 2, 1)), 9),
    "became eighteen": (lambda case: make_details(case.customer, birth_on=date(2008, 8, 30)), 5),
}


@pytest.mark.parametrize(("add", "days"), SOURCES.values(), ids=SOURCES)
def test_time_changes_something_on_this_day(add: Callable[[Case], Any], days: int, case: Case) -> None:
    add(case)

    assert first_day(case) == day(days)


def test_a_failed_debit_is_no_news_after_the_days_of_the_policy(case: Case) -> None:
    _debit(case)
    on, seen = TODAY, [frames.of_case(case, TODAY).accounts.events[0]]

    while (found := first_day(case, on)) and found <= day(25):
        on = found
        seen.append(frames.of_case(case, on).accounts.events[0])

    assert (seen[0] > 0, seen[-1]) == (True, 0)


def test_a_bill_leaves_the_months_we_look_back(case: Case) -> None:
    claim = make_claim(case.customer, due_on=date(2024, 11, 26), invoiced_on=date(2024, 11, 1), amount_cents=4_000)
    make_entry(claim, amount_cents=-4_000, booked_on=date(2025, 3, 1))

    assert first_day(case) == date(2026, 11, 26)


def test_a_row_of_late_months_ends_with_the_month(case: Case) -> None:
    claim = make_claim(case.customer, due_on=date(2026, 10, 1), invoiced_on=date(2026, 9, 1), amount_cents=4_000)
    make_entry(claim, amount_cents=-4_000, booked_on=date(2026, 11, 1))

    assert frames.of_case(case, TODAY).accounts.late_in_a_row[0] == 1
    assert first_day(case) == date(2026, 12, 1)


def test_every_day_is_the_first_one_of_several(case: Case) -> None:
    make_hold(case, until_on=day(20))
    make_claim(case.customer, due_on=day(6), invoiced_on=day(-20))
    make_support_need(case.customer, expires_on=day(3))

    assert first_day(case) == day(3)


def test_days_are_those_of_each_case() -> None:
    creditor = make_creditor()
    cases = [make_case(make_customer(creditor)) for _ in range(3)]
    make_hold(cases[0], until_on=day(5))
    make_hold(cases[2], until_on=day(7))
    part = part_of(cases[0]).of([case.pk for case in cases])

    found = staleness.stale_on(part, frames.read(part, TODAY).accounts, TODAY, policies.of(creditor, TODAY))

    assert found.tolist() == [day(5).toordinal(), FAR, day(7).toordinal()]
    assert found.dtype == np.int64

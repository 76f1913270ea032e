"""Hours: opened in quarters on days and hours that are allowed, closed without breaking what was promised."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from tests.actions.conftest import make_late_case
from tests.factories import NOW, make_creditor
from tijdig.actions import audit, calls, hours
from tijdig.actions.hours import Hours
from tijdig.actions.refusals import MOST_DAYS, MOST_PEOPLE, Refusal, RefusedError
from tijdig.models import AuditEvent, CallBack, CallSlot, Case, Creditor
from tijdig.queries import worklist
from tijdig.queries.worklist import Viewer

pytestmark = pytest.mark.django_db
WEDNESDAY, FRIDAY, SATURDAY = date(2026, 11, 25), date(2026, 11, 27), date(2026, 11, 28)
SUNDAY, MONDAY = date(2026, 11, 29), date(2026, 11, 30)


def wish(**values: Any) -> Hours:
    """Wednesday evening from seven until eight, two people."""
    facts: dict[str, Any] = {"from_on": WEDNESDAY, "start": time(19), "until": time(20), "people": 2}
    facts |= values
    return Hours(**{"until_on": facts["from_on"]} | facts)


def put(creditor: Creditor, *, at: datetime = NOW, dry_run: bool = False, **values: Any) -> hours.Outcome:
    return hours.put(creditor, wish(**values), by="user:1", at=at, dry_run=dry_run)


def promise(case: Case) -> CallBack:
    calls.ask(case, calls.offer(case.creditor, NOW)[0].number, "06 00 00 01 01", by="customer:1", at=NOW)
    return CallBack.objects.get(case=case)


def refused(creditor: Creditor, **values: Any) -> RefusedError:
    with pytest.raises(RefusedError) as found:
        put(creditor, **values)
    return found.value


def test_hours_become_quarters_that_customers_can_choose(late: Case) -> None:
    outcome = put(late.creditor)

    assert (outcome.days, outcome.quarters, outcome.people, outcome.skipped, outcome.alone) == (1, 4, 2, (), 0)
    slots = calls.offer(late.creditor, NOW)
    assert [(slot.hour, slot.free) for slot in slots] == [("19.00", 2), ("19.15", 2), ("19.30", 2), ("19.45", 2)]


def test_hours_leave_one_trace_for_all_days(late: Case) -> None:
    put(late.creditor, from_on=FRIDAY, until_on=MONDAY, weekdays=frozenset({1, 5, 7}))

    trace = AuditEvent.objects.get()
    assert (trace.what, trace.noun, trace.noun_id, trace.by) == (
        "call.hours",
        "creditor",
        str(late.creditor_id),
        "user:1",
    )
    assert trace.facts == {
        "from": "2026-11-27", "until": "2026-11-30", "hours": "19:00-20:00", "weekdays": [1, 5, 7], "places": 2,
        "days": 2, "quarters": 8, "skipped": 1, "alone": 0,
    }  # fmt: skip


def test_hours_are_undone_when_their_trace_fails(late: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    put(late.creditor, until=time(19, 30))

    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("the trace cannot be written")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(OSError, match="trace"):
        put(late.creditor, people=5)

    assert list(CallSlot.objects.values_list("places", flat=True)) == [2, 2]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"until_on": date(2026, 11, 24)}, Refusal.DAYS_TURNED),
        ({"until_on": date(2027, 2, 25)}, Refusal.DAYS_TOO_MANY),
        ({"from_on": date(2026, 11, 23), "until_on": WEDNESDAY}, Refusal.HOURS_PASSED),
        ({"from_on": date(2026, 11, 24), "start": time(8), "until": time(9)}, Refusal.HOURS_PASSED),
        ({"until": time(19)}, Refusal.HOURS_TURNED),
        ({"start": time(19, 10)}, Refusal.HOURS_TURNED),
        ({"until": time(19, 45, 30)}, Refusal.HOURS_TURNED),
        ({"until": time(20, 15)}, Refusal.HOURS_OUTSIDE),
        ({"start": time(6, 45)}, Refusal.HOURS_OUTSIDE),
        ({"from_on": SUNDAY}, Refusal.NO_CALL_DAY),
        ({"from_on": date(2026, 12, 25)}, Refusal.NO_CALL_DAY),
        ({"weekdays": frozenset({1})}, Refusal.NO_CALL_DAY),
        ({"from_on": date(2029, 1, 2)}, Refusal.YEAR_UNKNOWN),
        ({"people": -1}, Refusal.PEOPLE_NEEDED),
        ({"people": 1000}, Refusal.PEOPLE_NEEDED),
    ],
)
def test_hours_are_refused_when_they_cannot_be(values: dict[str, Any], code: Refusal, late: Case) -> None:
    assert refused(late.creditor, **values).code == code
    assert (CallSlot.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_refusals_name_the_numbers_by_which_they_refuse(late: Case) -> None:
    many = refused(late.creditor, until_on=WEDNESDAY + timedelta(days=MOST_DAYS))
    crowd = refused(late.creditor, people=MOST_PEOPLE + 1)

    assert str(many) == f"Dat zijn te veel dagen ineens. Kies hooguit {MOST_DAYS} dagen."
    assert f"0 tot en met {MOST_PEOPLE}." in str(crowd)
    assert (
        put(late.creditor, until_on=WEDNESDAY + timedelta(days=MOST_DAYS - 1), people=MOST_PEOPLE).people == MOST_PEOPLE
    )


def test_hours_keep_to_the_window_that_the_creditor_chose() -> None:
    careful = make_creditor(policy_overrides={"contacts.window_until": "18:00"})

    assert str(refused(careful, start=time(17), until=time(18, 15))) == (
        "Op deze uren mag niemand gebeld worden. Kies uren binnen de beltijden. Die zijn van 7.00 tot 18.00 uur."
    )
    assert put(careful, start=time(17), until=time(18)).quarters == 4


def test_hours_skip_sundays_and_holidays(late: Case) -> None:
    outcome = put(late.creditor, from_on=date(2026, 12, 24), until_on=date(2026, 12, 28))

    assert (outcome.days, outcome.quarters) == (2, 8)
    assert outcome.skipped == (date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 27))
    days = {starts_at.date() for starts_at in CallSlot.objects.values_list("starts_at", flat=True)}
    assert sorted(days) == [date(2026, 12, 24), date(2026, 12, 28)]


def test_hours_of_today_begin_with_what_still_comes(late: Case) -> None:
    outcome = put(late.creditor, from_on=NOW.date(), start=time(8), until=time(10))

    assert outcome.quarters == 3  # it is nine o'clock: the quarter that begins now is too late
    assert [slot.hour for slot in calls.offer(late.creditor, NOW)] == ["9.15", "9.30", "9.45"]


def test_hours_set_again_are_the_same_and_other_people_count_from_now_on(late: Case) -> None:
    first, again = put(late.creditor), put(late.creditor)
    more = put(late.creditor, start=time(19, 30), people=3)

    assert first == again
    assert (more.quarters, CallSlot.objects.count()) == (2, 4)
    assert [slot.free for slot in calls.offer(late.creditor, NOW)] == [2, 2, 3, 3]


def test_hours_follow_the_clock_on_the_wall_in_summer_too(late: Case) -> None:
    put(late.creditor, from_on=date(2027, 7, 1), start=time(9), until=time(9, 15))

    assert CallSlot.objects.get().starts_at == datetime(2027, 7, 1, 7, 0, tzinfo=UTC)


def test_hours_of_one_creditor_are_not_those_of_another(late: Case) -> None:
    other = make_creditor()
    put(other)

    put(late.creditor, people=0)

    assert (len(calls.offer(other, NOW)), calls.offer(late.creditor, NOW)) == (4, [])


def test_hours_closed_keep_what_was_promised_and_tell_how_much(late: Case) -> None:
    put(late.creditor, until_on=FRIDAY)
    promised = promise(late)
    evening = promised.slot.starts_at

    outcome = put(late.creditor, until_on=FRIDAY, people=0)

    assert (outcome.days, outcome.quarters, outcome.people, outcome.alone) == (3, 12, 0, 1)
    promised.refresh_from_db()
    assert (promised.state, promised.slot.starts_at, calls.offer(late.creditor, NOW)) == ("planned", evening, [])
    page = worklist.today(Viewer(late.creditor_id, 1, whole_team=True), "", evening - timedelta(hours=1))
    assert [(row.title, row.deadline.text) for row in page.rows] == [("Bel terug op het gekozen moment", "19.00 uur")]


def test_hours_closed_before_stay_closed_and_nothing_new_is_made(late: Case) -> None:
    assert put(late.creditor, people=0).quarters == 0
    put(late.creditor)
    put(late.creditor, people=0)

    assert (put(late.creditor, people=0).days, CallSlot.objects.count()) == (0, 4)


def test_hours_can_be_closed_on_days_that_are_not_allowed_any_more(late: Case) -> None:
    CallSlot.objects.create(creditor=late.creditor, starts_at=datetime(2026, 11, 29, 20, 0, tzinfo=UTC))

    assert put(late.creditor, from_on=SUNDAY, start=time(0), until=time(23, 45), people=0).quarters == 1


def test_fewer_people_than_promises_is_told(late: Case) -> None:
    put(late.creditor, until=time(19, 15))
    for case in (late, make_late_case(late.creditor)):
        promise(case)

    assert put(late.creditor, until=time(19, 15), people=1).alone == 1
    assert put(late.creditor, until=time(19, 15), people=2).alone == 0


def test_cancelled_promise_is_no_promise_any_more(late: Case) -> None:
    put(late.creditor)
    calls.cancel(promise(late), by="user:1", at=NOW)

    assert put(late.creditor, people=0).alone == 0


def test_dry_run_tells_the_same_and_changes_nothing(late: Case) -> None:
    looked = put(late.creditor, from_on=SATURDAY, until_on=MONDAY, dry_run=True)

    assert (CallSlot.objects.count(), AuditEvent.objects.count()) == (0, 0)
    assert looked == put(late.creditor, from_on=SATURDAY, until_on=MONDAY)

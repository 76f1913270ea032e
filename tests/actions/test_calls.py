"""Calls: only slots that exist, one place per promise, and a call written down stops what is queued."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.actions.conftest import make_late_case
from tests.factories import NOW, TODAY, make_contact, make_creditor, make_moment, make_request
from tijdig.actions import audit, calls
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import AuditEvent, Call, CallBack, CallSlot, Case, Contact, ContactPoint, Hold, Request
from tijdig.words import CallResult, Direction

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 11, 25, 18, 45, tzinfo=UTC)  # 19.45 in Amsterdam


def make_slot(case: Case, starts_at: datetime = EVENING, places: int = 1) -> CallSlot:
    return CallSlot.objects.create(creditor=case.creditor, starts_at=starts_at, places=places)


def ask(case: Case, slot: CallSlot, **values: Any) -> Request:
    return calls.ask(case, slot.pk, "06 00 00 01 01", by="customer:1", at=NOW, **values)


def log(case: Case, result: CallResult = CallResult.REACHED, **values: Any) -> Contact:
    facts: dict[str, Any] = {"good_conversation": True, "by": "user:1", "at": NOW}
    return calls.log(case, result, "Wij spraken elkaar.", **facts | values)


def test_offer_shows_only_slots_with_room_in_the_coming_days(late: Case) -> None:
    make_slot(late, NOW)
    make_slot(late, NOW + timedelta(days=9))
    make_slot(make_late_case(make_creditor()))
    make_slot(late, NOW + timedelta(hours=1), places=0)
    evening = make_slot(late, places=2)

    (slot,) = calls.offer(late.creditor, NOW)

    assert (slot.number, slot.day, slot.hour, slot.free) == (evening.pk, date(2026, 11, 25), "19.45", 2)


def test_call_asked_takes_its_place_and_stops_what_is_queued(late: Case) -> None:
    make_contact(make_moment(late))
    slot = make_slot(late)

    request = ask(late, slot)

    promised = CallBack.objects.get()
    assert (request.kind, request.answer_due_on) == ("call_me", date(2026, 11, 25))
    assert (promised.request, promised.slot, promised.phone, promised.state) == (
        request, slot, "06 00 00 01 01", "planned",
    )  # fmt: skip
    assert (calls.offer(late.creditor, NOW), Contact.objects.get().stop_reason) == ([], "reacted")
    assert Hold.objects.get().until_on is None


def test_call_asked_again_in_the_same_slot_rings_at_the_last_number(late: Case) -> None:
    slot = make_slot(late)
    ask(late, slot)

    again = calls.ask(late, slot.pk, "06 00 00 99 99", by="customer:1", at=NOW)

    promised = CallBack.objects.get()
    assert (promised.phone, promised.request, promised.state) == ("06 00 00 99 99", again, "planned")


def test_call_asked_is_refused_when_somebody_was_first_and_nothing_stays(late: Case) -> None:
    slot = make_slot(late)
    ask(make_late_case(late.creditor), slot)

    with pytest.raises(RefusedError) as refused:
        ask(late, slot)

    assert (refused.value.code, Request.objects.filter(case=late).count()) == (Refusal.SLOT_TAKEN, 0)
    assert Hold.objects.filter(case=late).count() == 0


def test_call_asked_for_a_slot_of_another_creditor_is_refused(late: Case) -> None:
    slot = make_slot(make_late_case(make_creditor()))

    with pytest.raises(RefusedError) as refused:
        ask(late, slot)

    assert refused.value.code == Refusal.SLOT_TAKEN


def test_call_asked_twice_on_one_form_is_one_request(late: Case) -> None:
    slot = make_slot(late)

    assert ask(late, slot, once="form-1") == ask(late, slot, once="form-1")
    assert (Request.objects.count(), CallBack.objects.count()) == (1, 1)


def test_call_moved_to_another_slot_gives_its_place_back(late: Case) -> None:
    first, second = make_slot(late), make_slot(late, EVENING + timedelta(minutes=15))
    ask(late, first)

    calls.plan(late, second.pk, "06 00 00 01 01", by="user:1", at=NOW)

    assert [slot.number for slot in calls.offer(late.creditor, NOW)] == [first.pk]
    assert sorted(CallBack.objects.values_list("state", flat=True)) == ["cancelled", "planned"]


def test_call_planned_by_a_colleague_keeps_quiet_until_it_is_over(late: Case) -> None:
    slot = make_slot(late)

    planned = calls.plan(late, slot.pk, "06 00 00 01 01", by="user:1", at=NOW, version=1)

    assert calls.plan(late, slot.pk, "06 00 00 01 01", by="user:1", at=NOW) == planned
    assert Hold.objects.get().until_on == date(2026, 11, 26)
    with pytest.raises(ConflictError):
        calls.plan(late, slot.pk, "06 00 00 01 01", by="user:2", at=NOW, version=1)


def test_call_that_reached_stops_everything_and_answers_the_request(late: Case) -> None:
    make_contact(make_moment(late))
    request = ask(late, make_slot(late))

    contact = log(late, at=EVENING)

    late.refresh_from_db()
    request.refresh_from_db()
    assert (contact.kind, contact.state, contact.text, contact.happened_at) == (
        "phone", "delivered", "Wij spraken elkaar.", EVENING,
    )  # fmt: skip
    assert (request.state, request.answer) == ("answered", "Wij spraken elkaar op woensdag 25 november.")
    assert (CallBack.objects.get().state, late.last_conversation_on) == ("done", date(2026, 11, 25))
    assert Call.objects.get().is_good_conversation
    assert set(Hold.objects.values_list("until_on", flat=True)) == {date(2026, 12, 2)}


def test_call_that_reached_nobody_leaves_the_request_open(late: Case) -> None:
    request = ask(late, make_slot(late))

    contact = log(late, CallResult.NOT_REACHED, at=EVENING)

    request.refresh_from_db()
    assert (contact.state, request.state, CallBack.objects.get().state) == ("failed", "open", "missed")
    assert not Call.objects.get().is_good_conversation
    assert Hold.objects.count() == 1


def test_call_before_the_slot_leaves_a_later_promise_standing(late: Case) -> None:
    ask(late, make_slot(late))

    log(late, CallResult.VOICEMAIL)

    assert CallBack.objects.get().state == "planned"


def test_call_to_a_wrong_number_says_so_of_the_number(late: Case) -> None:
    log(late, CallResult.WRONG_NUMBER, phone="0600000101")

    assert list(ContactPoint.objects.filter(state="wrong").values_list("kind", flat=True)) == ["mobile"]


def test_call_promised_later_at_a_wrong_number_is_off_and_its_question_stays(late: Case) -> None:
    asked = ask(late, make_slot(late))

    log(late, CallResult.WRONG_NUMBER, phone="0600000101")

    asked.refresh_from_db()
    assert (CallBack.objects.get().state, asked.state) == ("cancelled", "open")


def test_call_of_the_customer_is_kept_as_theirs(late: Case) -> None:
    make_contact(make_moment(late))

    contact = log(late, direction=Direction.IN, good_conversation=False)

    late.refresh_from_db()
    assert (contact.direction, contact.state, late.last_conversation_on) == ("in", "received", None)
    assert Contact.objects.get(state="stopped").stop_reason == "reacted"


def test_call_is_logged_once_and_the_second_colleague_is_told(late: Case) -> None:
    first = log(late, version=1, once="form-1")

    assert log(late, version=1, once="form-1") == first
    with pytest.raises(ConflictError):
        log(late, version=1)
    assert Call.objects.count() == 1


def test_call_not_needed_any_more_frees_its_slot(late: Case) -> None:
    ask(late, make_slot(late))

    calls.cancel(CallBack.objects.get(), by="user:1", at=NOW)

    assert len(calls.offer(late.creditor, NOW)) == 1
    with pytest.raises(RefusedError) as refused:
        calls.cancel(CallBack.objects.get(), by="user:1", at=NOW)
    assert refused.value.code == Refusal.ALREADY_DONE


def test_call_is_undone_when_its_trace_fails(late: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    make_contact(make_moment(late, day=TODAY - timedelta(days=1)))
    slot = make_slot(late)
    make_request(late)

    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("the trace cannot be written")

    monkeypatch.setattr(audit, "record", fail)
    for act in (lambda: ask(late, slot), lambda: log(late), lambda: calls.plan(late, slot.pk, "1", by="u", at=NOW)):
        with pytest.raises(OSError, match="trace"):
            act()

    assert (Request.objects.count(), CallBack.objects.count(), Call.objects.count()) == (1, 0, 0)
    assert (Hold.objects.count(), AuditEvent.objects.count(), Contact.objects.get().state) == (0, 0, "planned")

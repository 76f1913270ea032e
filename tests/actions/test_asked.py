"""What customers ask in the portal: the very same twice is one, and who is in distress gets a person today."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.factories import NOW, TODAY, make_claim, make_contact, make_membership, make_moment
from tests.web.portal.visits import make_slots
from tijdig.actions import asked, audit, calls, forms, solving
from tijdig.actions.asked import Asker
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import AuditEvent, CallBack, CallSlot, Case, Contact, Hold, Request
from tijdig.queries import filledin, portal
from tijdig.queries.doors import Visitor
from tijdig.words import ChannelKind, RequestKind

pytestmark = pytest.mark.django_db

ANNA = Asker(session=7, by="customer:1", at=NOW, once="a", text="Bel mij na zessen.")
LOST = replace(ANNA, text="Ik zie het niet meer zitten.")


def parts(case: Case, cents: int, asker: Asker) -> Request:
    return asked.receive(case, RequestKind.PAY_IN_PARTS, {"instalment_cents": cents, "first_on": None}, asker)


def test_request_keeps_the_session_that_made_it(late: Case) -> None:
    request = parts(late, 2_500, ANNA)

    assert Request.objects.get().details == {
        "instalment_cents": 2_500, "first_on": None, "once": "a", "session": 7,
    }  # fmt: skip
    assert AuditEvent.objects.filter(what="request.received", noun_id=str(request.pk)).count() == 1
    assert Hold.objects.filter(kind="paused").count() == 0


@pytest.mark.parametrize("again", [{"once": "b"}, {"once": "b", "text": ""}, {}])
def test_very_same_wish_that_waits_is_one_request(again: dict[str, Any], late: Case) -> None:
    first = parts(late, 2_500, ANNA)

    second = parts(late, 2_500, replace(ANNA, at=NOW + timedelta(hours=1), **again))

    assert (second.pk, Request.objects.count()) == (first.pk, 1)


def test_same_wish_from_another_session_is_a_new_one_so_that_nobody_comes_upon_it_by_guessing(late: Case) -> None:
    first = parts(late, 2_500, ANNA)

    second = parts(late, 2_500, replace(ANNA, once="b", session=8))

    first.refresh_from_db()
    assert (first.state, second.details["session"]) == ("withdrawn", 8)


@pytest.mark.parametrize(("cents", "text"), [(3_000, ANNA.text), (2_500, "Toch liever mailen.")])
def test_other_wish_takes_the_place_of_the_first_and_says_so(cents: int, text: str, late: Case) -> None:
    first = parts(late, 2_500, ANNA)

    second = parts(late, cents, replace(ANNA, once="b", text=text))

    first.refresh_from_db()
    assert (first.state, first.details["replaced_by"], second.state) == ("withdrawn", second.pk, "open")


def test_same_wish_after_our_answer_is_a_new_one(late: Case) -> None:
    first = parts(late, 2_500, ANNA)
    Request.objects.update(state="answered")

    assert parts(late, 2_500, replace(ANNA, once="b")).pk != first.pk


def test_call_in_the_same_slot_on_the_same_number_is_one(late: Case) -> None:
    early, evening = make_slots(late, *(datetime(2026, 11, 25, hour, tzinfo=UTC) for hour in (9, 18)), places=2)
    first = asked.call(late, early.pk, "020 555 01 01", ANNA)

    same = asked.call(late, early.pk, "020 555 01 01", replace(ANNA, once="b"))
    later = asked.call(late, evening.pk, "020 555 01 01", replace(ANNA, once="c"))

    assert same.pk == first.pk
    assert later.pk != first.pk
    assert list(CallBack.objects.order_by("pk").values_list("state", flat=True)) == ["cancelled", "planned"]


def test_bill_that_was_paid_already_is_told_and_held(late: Case) -> None:
    claim = make_claim(late.customer)

    request = asked.disagree(late, [claim], {"why": "paid"}, ANNA)

    assert (request.details["why"], request.details["claims"]) == ("paid", [claim.pk])
    assert Hold.objects.get(kind="disputed").claim == claim


def test_words_of_distress_bring_a_person_today_and_no_message(late: Case) -> None:
    make_contact(make_moment(late, day=TODAY - timedelta(days=1)))
    samira = make_membership(creditor=late.creditor)

    request = asked.receive(late, RequestKind.HELP, {"help": "talk"}, LOST)

    hold = Hold.objects.get(kind="paused")
    assert (hold.reason, hold.note, hold.made_by) == ("distress", asked.NOTE, "system")
    assert AuditEvent.objects.filter(what="hold.placed", noun_id=str(hold.pk)).count() == 1
    assert set(Contact.objects.values_list("state", flat=True)) == {"stopped"}
    assert request.text == LOST.text
    assert _kinds(late, samira.user_id) == {"distress", "request"}


def _kinds(case: Case, user: int) -> set[str]:
    from django.db import connection

    from tijdig.queries.worksources import items

    sql = items(case.creditor, whole_team=True, tolerance_days=5, workdays=2, named_after_days=1)
    values = {"creditor": case.creditor_id, "user": user, "actor": f"user:{user}", "day": TODAY}
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} SELECT kind FROM items WHERE due_on <= %(last)s", values | {"last": "2026-11-26"})
        return {row[0] for row in cursor.fetchall()}


def test_words_of_distress_are_undone_with_the_request_when_the_trace_fails(
    late: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("the trace cannot be written")

    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(OSError, match="trace"):
        asked.receive(late, RequestKind.HELP, {"help": "talk"}, LOST)

    assert (Request.objects.count(), Hold.objects.count()) == (0, 0)


def test_words_of_distress_are_heard_when_the_request_is_refused(late: Case) -> None:
    with pytest.raises(RefusedError) as refused:
        asked.call(late, 999, "020 555 01 01", LOST)
    asked.heard(late, LOST)

    assert refused.value.code == Refusal.SLOT_TAKEN
    assert LOST.text in Hold.objects.get(kind="paused").note


def test_open_form_with_words_of_distress_is_due_today_and_pauses_once_it_is_matched(late: Case) -> None:
    form = forms.receive(late.creditor, "Anna", ChannelKind.PHONE, "06 12 34 56 78", at=NOW, text=LOST.text)
    calm = forms.receive(late.creditor, "Anna", ChannelKind.PHONE, "06 12 34 56 78", at=NOW, text="Bel mij.")

    forms.match(form, late, by="user:1", at=NOW)

    assert (form.answer_due_on, calm.answer_due_on > TODAY) == (TODAY, True)
    assert Hold.objects.get(kind="paused").reason == "distress"


# With the code of a letter alone -------------------------------------------------------------------------------------


NEIGHBOUR = replace(ANNA, session=8, once="n", by_code=True, text="")
OWN, OTHER = "06 00 00 01 01", "06 99 99 99 99"


def planned(case: Case) -> CallBack:
    return CallBack.objects.select_related("request").get(case=case, state="planned")


@pytest.fixture
def slots(late: Case) -> list[CallSlot]:
    return make_slots(late, *(datetime(2026, 11, 25, hour, tzinfo=UTC) for hour in (9, 13, 18)), places=2)


@pytest.mark.parametrize("who", ["known", "colleague"])
@pytest.mark.parametrize("again", ["same slot", "other slot", "no slot"])
def test_call_of_who_is_known_is_not_moved_to_another_number_by_a_code(
    who: str, again: str, late: Case, slots: list[CallSlot]
) -> None:
    if who == "known":
        asked.call(late, slots[0].pk, OWN, ANNA)
    else:
        calls.plan(late, slots[0].pk, OWN, by="user:1", at=NOW)
    before = planned(late)

    if again == "no slot":
        request = asked.receive(late, RequestKind.CALL_ME, {"phone": OTHER}, NEIGHBOUR)
    else:
        request = asked.call(late, slots[again == "other slot"].pk, OTHER, NEIGHBOUR)

    after = planned(late)
    assert (after.pk, after.phone, after.slot, after.request) == (before.pk, OWN, slots[0], before.request)
    assert before.request is None or before.request.state == "open"
    assert (request.state, request.details["phone"]) == ("open", OTHER)
    facts = list(filledin.said(request.details))
    assert f"Nummer: {OTHER}" in facts
    assert any("bel eerst dat nummer" in fact for fact in facts)


def test_code_moves_the_time_of_a_call_and_the_number_stays_sure(late: Case, slots: list[CallSlot]) -> None:
    first = asked.call(late, slots[0].pk, OWN, ANNA)

    moved = asked.call(late, slots[1].pk, "+31 6 00000101", NEIGHBOUR)
    beside = asked.call(late, slots[2].pk, OTHER, replace(NEIGHBOUR, once="m"))

    first.refresh_from_db()
    moved.refresh_from_db()
    assert (first.state, moved.state, beside.state) == ("withdrawn", "open", "open")
    assert (planned(late).slot, planned(late).request) == (slots[1], moved)


def test_call_that_a_code_planned_may_be_moved_by_a_code_and_by_who_is_known(late: Case, slots: list[CallSlot]) -> None:
    asked.call(late, slots[0].pk, OTHER, NEIGHBOUR)
    asked.call(late, slots[1].pk, "06 88 88 88 88", replace(NEIGHBOUR, once="m"))
    assert planned(late).phone == "06 88 88 88 88"

    asked.call(late, slots[2].pk, OWN, ANNA)

    assert (planned(late).phone, Request.objects.filter(state="open").count()) == (OWN, 1)


def test_code_takes_back_nothing_that_somebody_known_asked(late: Case) -> None:
    first = parts(late, 2_500, ANNA)

    parts(late, 100, NEIGHBOUR)
    last = parts(late, 200, replace(NEIGHBOUR, once="m"))

    first.refresh_from_db()
    waiting = Request.objects.filter(state="open").order_by("pk")
    assert (first.state, [one.pk for one in waiting]) == ("open", [first.pk, last.pk])


@pytest.mark.parametrize(("full", "other"), [(NEIGHBOUR, ANNA), (ANNA, NEIGHBOUR)], ids=["code", "known"])
def test_questions_of_one_do_not_use_up_those_of_the_other(full: Asker, other: Asker, late: Case) -> None:
    def explain(asker: Asker, number: int) -> Request:
        once = replace(asker, once=f"{asker.session}-{number}", text=f"Wat is regel {number}?")
        return asked.receive(late, RequestKind.EXPLAIN, {}, once)

    for number in range(12):
        explain(full, number)

    with pytest.raises(RefusedError) as refused:
        explain(full, 12)

    assert refused.value.code == Refusal.MANY_QUESTIONS
    assert explain(other, 1).state == "open"


def test_changing_ones_mind_has_an_end_for_today_and_sends_few_messages(late: Case, carry: Any) -> None:
    for number in range(20):
        last = parts(late, 100 + number, replace(NEIGHBOUR, once=str(number)))

    with pytest.raises(RefusedError) as refused:
        parts(late, 999, replace(NEIGHBOUR, once="more"))
    known = parts(late, 2_500, ANNA)
    tomorrow = parts(late, 1_000, replace(NEIGHBOUR, once="tomorrow", at=NOW + timedelta(days=1)))

    assert refused.value.code == Refusal.MANY_TODAY
    told = [int(key.split("-")[2]) for key in Contact.objects.order_by("pk").values_list("key", flat=True)]
    assert (len(told), told[3:]) == (5, [known.pk, tomorrow.pk])
    assert Request.objects.filter(state="open").count() == 2
    last.refresh_from_db()
    assert last.details["replaced_by"] == known.pk


def test_moving_a_call_to_and_fro_sends_few_messages_and_the_overview_tells_the_last(
    late: Case, slots: list[CallSlot], carry: Any
) -> None:
    for number in range(8):
        asked.call(late, slots[number % 3].pk, OTHER, replace(NEIGHBOUR, once=str(number)))

    visitor = Visitor(late.customer_id, late.pk, late.creditor_id, 0, 8)
    steps = " ".join(portal.overview(visitor, NOW).steps)
    assert Contact.objects.filter(key__contains="call_planned").count() == 3
    assert "om 14.00 uur" in steps.replace("\N{NO-BREAK SPACE}", " ")


def test_colleague_who_plans_a_call_always_tells_it(late: Case, slots: list[CallSlot], carry: Any) -> None:
    for number in range(5):
        solving.promise_call(late, slots[number % 3].pk, OWN, by="user:1", at=NOW)

    assert Contact.objects.filter(key__contains="call_planned").count() == 5


def test_long_words_of_distress_fit_the_note_and_do_not_fill_the_list(late: Case) -> None:
    long = replace(LOST, text=f"{LOST.text} {'Help mij. ' * 180}")

    for _ in range(25):
        asked.heard(late, long)

    notes = list(Hold.objects.filter(reason="distress").values_list("note", flat=True))
    assert (len(notes), max(map(len, notes))) == (20, 400)
    assert LOST.text in notes[0]

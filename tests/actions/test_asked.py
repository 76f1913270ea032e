"""What customers ask in the portal: the very same twice is one, and who is in distress gets a person today."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.factories import NOW, TODAY, make_claim, make_contact, make_membership, make_moment
from tests.web.portal.visits import make_slots
from tijdig.actions import asked, audit, forms
from tijdig.actions.asked import Asker
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import AuditEvent, CallBack, Case, Contact, Hold, Request
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

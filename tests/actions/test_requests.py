"""Requests: the case is quiet until we have answered, and for some days after."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW, TODAY, make_claim, make_contact, make_membership, make_moment, make_user
from tijdig.actions import audit, night, requests
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import AuditEvent, Case, Contact, Hold, Request
from tijdig.words import ChannelKind, RequestKind

pytestmark = pytest.mark.django_db


def ask(case: Case, kind: RequestKind = RequestKind.CALL_ME) -> Request:
    return requests.receive(case, kind, by_channel=ChannelKind.PORTAL, by="customer:1", at=NOW, text="Bel mij.")


def test_request_stops_everything_until_we_answer(late: Case) -> None:
    make_contact(make_moment(late, day=TODAY - timedelta(days=1)))

    request = ask(late)

    hold = Hold.objects.get()
    assert (request.answer_due_on, request.state) == (date(2026, 11, 26), "open")
    assert (hold.kind, hold.until_on) == ("reacted", None)
    assert Contact.objects.get().stop_reason == "reacted"
    assert night.run(TODAY, at=NOW, by="test").waiting == 1


def test_request_answered_lets_the_quiet_days_run(late: Case) -> None:
    request = ask(late)

    answered = requests.answer(request, "Wij bellen morgen.", by="user:1", at=NOW + timedelta(days=1), version=1)

    assert (answered.state, answered.answer, answered.answered_by, answered.version) == (
        "answered", "Wij bellen morgen.", "user:1", 2,
    )  # fmt: skip
    assert Hold.objects.get().until_on == TODAY + timedelta(days=8)


def test_request_answered_waits_for_the_other_one(late: Case) -> None:
    first, second = ask(late), ask(late, RequestKind.EXPLAIN)
    requests.answer(first, "Zo zit het.", by="user:1", at=NOW)
    assert set(Hold.objects.values_list("until_on", flat=True)) == {None}

    requests.withdraw(second, by="customer:1", at=NOW)

    assert set(Hold.objects.values_list("until_on", flat=True)) == {TODAY + timedelta(days=7)}
    assert Request.objects.get(pk=second.pk).state == "withdrawn"


def test_request_answered_brings_an_own_contact_person(late: Case) -> None:
    samira, dewi = (make_membership(make_user(), late.creditor).user for _ in range(2))

    requests.answer(ask(late), "Ja.", by=f"user:{samira.pk}", at=NOW)
    requests.answer(ask(late), "Ja.", by=f"user:{dewi.pk}", at=NOW)

    late.refresh_from_db()
    assert late.handler == samira


def test_request_is_answered_once(late: Case) -> None:
    request = ask(late)
    requests.answer(request, "Ja.", by="user:1", at=NOW)

    with pytest.raises(RefusedError) as refused:
        requests.answer(request, "Nee.", by="user:2", at=NOW)

    assert refused.value.code == Refusal.ALREADY_DONE


def test_request_refuses_the_second_of_two(late: Case) -> None:
    request = ask(late)
    requests.answer(request, "Ja.", by="user:1", at=NOW, version=1)

    with pytest.raises(ConflictError):
        requests.answer(request, "Nee.", by="user:2", at=NOW, version=1)


def test_request_is_undone_when_its_trace_fails(late: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("the trace cannot be written")

    request = ask(late)
    monkeypatch.setattr(audit, "record", fail)

    with pytest.raises(OSError, match="trace"):
        ask(late)
    with pytest.raises(OSError, match="trace"):
        requests.answer(request, "Ja.", by="user:1", at=NOW)

    request.refresh_from_db()
    assert (Request.objects.count(), request.state, Hold.objects.get().until_on) == (1, "open", None)
    assert AuditEvent.objects.filter(what="request.received").count() == 1


def test_request_sent_twice_on_one_form_is_one_request(late: Case) -> None:
    first = requests.receive(
        late, RequestKind.EXPLAIN, by_channel=ChannelKind.PORTAL, by="customer:1", at=NOW, once="form-1"
    )
    again = requests.receive(
        late, RequestKind.EXPLAIN, by_channel=ChannelKind.PORTAL, by="customer:1", at=NOW, once="form-1"
    )

    assert (first, Request.objects.count(), Hold.objects.count()) == (again, 1, 1)


def test_request_asked_again_takes_the_place_of_the_one_that_waits(late: Case) -> None:
    first, explain = ask(late), ask(late, RequestKind.EXPLAIN)
    second = ask(late)

    states = dict(Request.objects.values_list("pk", "state"))
    assert states == {first.pk: "withdrawn", explain.pk: "open", second.pk: "open"}
    assert set(Hold.objects.values_list("until_on", flat=True)) == {None}


def test_disagreement_holds_the_claim_and_asks_for_an_answer(late: Case) -> None:
    make_contact(make_moment(late))
    (claim,) = late.customer.claims.all()

    def disagree() -> Request:
        return requests.disagree(
            late, [claim], by_channel=ChannelKind.PORTAL, by="customer:1", at=NOW, text="Al betaald.", once="form-1"
        )

    first = disagree()

    assert disagree() == first
    assert sorted(Hold.objects.values_list("kind", "claim")) == [("disputed", claim.pk), ("reacted", None)]
    assert (first.details["claims"], first.text, Contact.objects.get().state) == ([claim.pk], "Al betaald.", "stopped")


def test_disagreement_with_everything_is_one_hold(late: Case) -> None:
    for mark in ("form-1", "form-2"):
        requests.disagree(late, [], by_channel=ChannelKind.PORTAL, by="customer:1", at=NOW, once=mark)

    assert Hold.objects.filter(kind="disputed", claim=None).count() == 1


def test_questions_that_wait_have_an_end_and_a_way_to_call(late: Case) -> None:
    for _ in range(12):
        ask(late, RequestKind.EXPLAIN)

    with pytest.raises(RefusedError) as refused:
        ask(late, RequestKind.HELP)

    assert refused.value.code == Refusal.MANY_QUESTIONS
    assert ask(late, RequestKind.CALL_ME).state == "open"


@pytest.mark.parametrize("text", ["\u200b\u200b\u202e", "\ufeff", "\n\t "])
def test_request_answered_with_signs_that_nobody_sees_is_refused(text: str, late: Case) -> None:
    with pytest.raises(RefusedError) as refused:
        requests.answer(ask(late), text, by="user:1", at=NOW)

    assert refused.value.code == Refusal.WORDS_NEEDED


def test_disagreement_with_many_bills_is_held_one_by_one_and_asks_the_database_a_few_times(late: Case) -> None:
    make_contact(make_moment(late, day=TODAY - timedelta(days=1)))
    claims = [make_claim(late.customer) for _ in range(60)]

    with CaptureQueriesContext(connection) as asked:
        requests.disagree(late, claims, by_channel=ChannelKind.PORTAL, by="customer:1", at=NOW)

    held = Hold.objects.filter(kind="disputed", owner="handler", made_by="customer:1", since_on=TODAY)
    assert set(held.values_list("claim", flat=True)) == {claim.pk for claim in claims}
    trail = AuditEvent.objects.filter(what="hold.placed", noun_id__in=[str(hold.pk) for hold in held])
    assert trail.count() == 60
    assert Contact.objects.get().state == "stopped"
    assert len(asked) < 60

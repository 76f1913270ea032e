"""Handing over, open forms, and closing by hand."""

from typing import Any

import pytest

from tests.actions.conftest import make_late_case
from tests.factories import (
    NOW,
    TODAY,
    make_claim,
    make_contact,
    make_creditor,
    make_hand_over,
    make_membership,
    make_moment,
    make_request,
    make_user,
)
from tijdig.actions import arrangements, audit, closing, forms, handovers
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import Arrangement, AuditEvent, Case, Contact, HandOver, Hold, MoneyEntry, OpenForm, Request
from tijdig.queries import visible
from tijdig.words import ChannelKind, ClosingReason

pytestmark = pytest.mark.django_db


def test_case_handed_over_has_a_new_handler_and_a_summary(late: Case) -> None:
    dewi = make_membership(creditor=late.creditor).user

    given = handovers.give(late, dewi, " Anna belt liever. ", by="user:1", at=NOW, version=1)

    late.refresh_from_db()
    assert (late.handler, given.summary, late.version) == (dewi, "Anna belt liever.", 2)
    assert AuditEvent.objects.get().what == "case.handed_over"
    with pytest.raises(ConflictError):
        handovers.give(late, dewi, "Nog een keer.", by="user:2", at=NOW, version=1)


def test_case_is_not_handed_over_to_strangers_or_without_words(late: Case) -> None:
    stranger, gone = make_user(), make_membership(creditor=late.creditor, until_on=TODAY).user

    for who, words, code in (
        (stranger, "Kijk je mee?", Refusal.OTHER_TEAM),
        (gone, "Kijk je mee?", Refusal.OTHER_TEAM),
        (stranger, "  ", Refusal.WORDS_NEEDED),
    ):
        with pytest.raises(RefusedError) as refused:
            handovers.give(late, who, words, by="user:1", at=NOW)
        assert refused.value.code == code

    assert HandOver.objects.count() == 0


def test_case_is_taken_over_once_by_who_it_was_given_to(late: Case) -> None:
    dewi = make_membership(creditor=late.creditor).user
    given = handovers.give(late, dewi, "Kijk je mee?", by="user:1", at=NOW)
    me = f"user:{dewi.pk}"

    with pytest.raises(RefusedError) as refused:
        handovers.take(late, by="user:987654", at=NOW)
    assert refused.value.code == Refusal.NOT_YOURS
    with pytest.raises(ConflictError):
        handovers.take(late, by=me, at=NOW, version=1)
    assert handovers.take(late, by=me, at=NOW, version=2) == given

    event = AuditEvent.objects.order_by("pk").last()
    assert event
    assert (event.what, event.noun_id, event.by) == ("case.taken_over", str(given.pk), me)
    with pytest.raises(RefusedError):
        handovers.take(late, by=me, at=NOW)


def receive(case: Case, **values: Any) -> OpenForm:
    facts: dict[str, Any] = {"text": "Ik kreeg een brief.", "at": NOW}
    return forms.receive(case.creditor, "A. de Wit", ChannelKind.PHONE, "06 00 00 01 01", **facts | values)


def test_form_has_a_day_for_its_answer_and_is_kept_once(late: Case) -> None:
    form = receive(late)

    assert receive(late) == form
    assert (f"{form.answer_due_on}", form.state) == ("2026-11-26", "open")
    assert receive(late, text="Iets anders.") != form
    assert set(AuditEvent.objects.values_list("by", "case_id_text")) == {("visitor", "")}


def test_form_matched_becomes_a_request_and_stops_what_is_queued(late: Case) -> None:
    make_contact(make_moment(late))
    form = receive(late)

    request = forms.match(form, late, by="user:1", at=NOW, version=1)

    form.refresh_from_db()
    assert (form.state, form.case, form.done_by) == ("matched", late, "user:1")
    assert (request.kind, request.text, request.details["reach_at"]) == (
        "call_me", "Ik kreeg een brief.", "06 00 00 01 01",
    )  # fmt: skip
    assert Contact.objects.get().stop_reason == "reacted"
    with pytest.raises(ConflictError):
        forms.match(form, late, by="user:2", at=NOW, version=1)
    with pytest.raises(RefusedError) as refused:
        forms.answer(form, by="user:2", at=NOW)
    assert refused.value.code == Refusal.ALREADY_DONE


def test_form_is_not_matched_with_a_case_of_another_creditor(late: Case) -> None:
    form = receive(make_late_case(make_creditor()))

    with pytest.raises(RefusedError) as refused:
        forms.match(form, late, by="user:1", at=NOW)

    assert (refused.value.code, Request.objects.count()) == (Refusal.OTHER_CASE, 0)


def test_form_answered_without_a_case(late: Case) -> None:
    assert forms.answer(receive(late), by="user:1", at=NOW).state == "answered"


def test_case_closed_by_hand_stops_everything_and_ends_its_arrangement(late: Case) -> None:
    make_contact(make_moment(late))
    arrangements.agree(late, count=2, first_on=NOW.date().replace(month=12), by="user:1", at=NOW)

    closing.close_by_hand(late, ClosingReason.WAIVED, by="user:1", at=NOW)

    late.refresh_from_db()
    assert (late.state, late.closing_reason, late.closed_on) == ("closed", "waived", TODAY)
    assert (Arrangement.objects.get().state, Hold.objects.get().lifted_by) == ("ended", "user:1")
    assert Contact.objects.get().state == "stopped"
    with pytest.raises(RefusedError) as refused:
        closing.close_by_hand(late, ClosingReason.WAIVED, by="user:1", at=NOW)
    assert refused.value.code == Refusal.ALREADY_DONE


@pytest.mark.parametrize(
    ("reason", "booked"),
    [
        (ClosingReason.WAIVED, "waived"),
        (ClosingReason.SETTLED, "settled"),
        (ClosingReason.CORRECTED, "by_hand"),
    ],
)
def test_case_closed_by_hand_owes_nothing(reason: ClosingReason, booked: str, late: Case) -> None:
    closing.close_by_hand(late, reason, by="user:1", at=NOW)

    entry = MoneyEntry.objects.order_by("pk").last()
    assert entry
    assert (entry.kind, entry.reason, entry.amount_cents, entry.made_by) == ("correction", booked, -10_000, "user:1")
    assert visible.open_cents(late) == 0
    assert list(AuditEvent.objects.order_by("pk").values_list("what", flat=True)) == ["money.entered", "case.closed"]


def test_much_is_waived_by_a_lead_only(late: Case) -> None:
    make_claim(late.customer, amount_cents=15_001)

    with pytest.raises(RefusedError) as refused:
        closing.close_by_hand(late, ClosingReason.WAIVED, by="user:1", at=NOW)
    late.refresh_from_db()
    assert (refused.value.code, late.state) == (Refusal.WAIVE_BY_LEAD, "open")

    closing.close_by_hand(late, ClosingReason.WAIVED, by="user:1", at=NOW, by_lead=True)

    assert visible.open_cents(late) == 0


def test_case_is_not_closed_as_paid_while_something_is_open_or_unanswered(late: Case) -> None:
    make_claim(late.customer)
    with pytest.raises(RefusedError) as refused:
        closing.close_by_hand(late, ClosingReason.PAID, by="user:1", at=NOW)
    assert refused.value.code == Refusal.STILL_OPEN

    make_request(late)
    with pytest.raises(RefusedError) as refused:
        closing.close_by_hand(late, ClosingReason.SETTLED, by="user:1", at=NOW)
    assert refused.value.code == Refusal.ANSWER_FIRST

    late.refresh_from_db()
    with pytest.raises(ConflictError):
        closing.close_by_hand(late, ClosingReason.SETTLED, by="user:1", at=NOW, version=7)
    assert (late.state, late.version) == ("open", 1)


def test_acts_are_undone_when_their_trace_fails(late: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    dewi, form, given = make_membership(creditor=late.creditor).user, receive(late), make_late_case()
    make_hand_over(given, to_user=dewi)

    def fail(*_args: Any, **_values: Any) -> None:
        raise OSError("the trace cannot be written")

    monkeypatch.setattr(audit, "record", fail)
    for act in (
        lambda: handovers.give(late, dewi, "Kijk je mee?", by="user:1", at=NOW),
        lambda: handovers.take(given, by=f"user:{dewi.pk}", at=NOW),
        lambda: receive(late, text="Nieuw."),
        lambda: forms.match(form, late, by="user:1", at=NOW),
        lambda: closing.close_by_hand(late, ClosingReason.WAIVED, by="user:1", at=NOW),
    ):
        with pytest.raises(OSError, match="trace"):
            act()

    late.refresh_from_db()
    form.refresh_from_db()
    assert (late.state, late.handler, form.state) == ("open", None, "open")
    given.refresh_from_db()
    assert (HandOver.objects.count(), OpenForm.objects.count(), Request.objects.count()) == (1, 1, 0)
    assert given.version == 1

"""What we promise or give is told in writing, at once, once, and only while it is true."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.actions.carriers import Carrier
from tests.factories import NOW, TODAY, make_call_slot, make_claim, make_customer_session, make_representative
from tijdig.actions import arrangements, asked, payments, replies, sending, solving, wishes
from tijdig.actions.refusals import RefusedError
from tijdig.models import Case, Claim, Contact, ContactPoint
from tijdig.queries import replies as found
from tijdig.queries import visible
from tijdig.rules import dutch
from tijdig.words import ChannelKind, PauseReason, RequestKind

pytestmark = pytest.mark.django_db
Carry = Callable[[str], type[Carrier]]
UNTIL = date(2026, 12, 22)


@pytest.fixture
def send(django_capture_on_commit_callbacks: Any, carry: Carry) -> Any:
    """What is sent once everything is written is sent here too."""
    carry("Carrier")
    return lambda: django_capture_on_commit_callbacks(execute=True)


def sent() -> list[tuple[str, str, str]]:
    rows = Contact.objects.filter(found.IS_REPLY).order_by("pk")
    return [(str(found.kind_of(one)), one.kind, one.state) for one in rows]


def rest(case: Case, reason: PauseReason = PauseReason.NOT_NOW) -> None:
    solving.rest(case, reason, until_on=UNTIL, by="user:1", at=NOW)


def test_rest_is_told_with_its_end(late: Case, send: Any) -> None:
    with send():
        rest(late)

    assert sent() == [("paused", "email", "handed_over")]
    (message,) = Carrier.kept.values()
    assert "U hebt rust tot en met maandag 21 december 2026." in message.content.text
    assert "Het lukt nu even niet." in message.content.text


def test_rest_for_somebody_in_distress_is_told_by_a_person(late: Case, send: Any) -> None:
    with send():
        rest(late, PauseReason.DISTRESS)

    assert sent() == []


def test_rest_that_is_refused_tells_nothing(late: Case, send: Any) -> None:
    with pytest.raises(RefusedError), send():
        solving.rest(late, PauseReason.NOT_NOW, until_on=TODAY, by="user:1", at=NOW)

    assert Contact.objects.count() == 0


def test_rest_of_a_client_is_told_to_the_administrator(late: Case, send: Any) -> None:
    make_representative(late.customer)

    with send():
        rest(late)

    (message,) = Carrier.kept.values()
    assert message.recipient.via
    assert "heeft rust tot en met maandag 21 december 2026" in message.content.text


def test_promised_call_is_told_with_its_day_and_hours(late: Case, send: Any) -> None:
    slot = make_call_slot(late.creditor)

    with send():
        solving.promise_call(late, slot.pk, "06 00 00 01 01", by="user:1", at=NOW)

    assert sent() == [("call_planned", "email", "handed_over")]
    (message,) = Carrier.kept.values()
    assert "woensdag 25 november 2026, tussen 10.00 en 10.15 uur" in message.content.text
    assert "U spreekt dan met een medewerker." in message.content.text


def test_promised_call_goes_by_text_message_and_never_by_letter(late: Case, send: Any) -> None:
    wishes.prefer(late, ChannelKind.LETTER, by="customer:1", at=NOW)
    ContactPoint.objects.filter(kind="email").delete()
    late.customer.refresh_from_db()

    with send():
        solving.promise_call(late, make_call_slot(late.creditor).pk, "06 00 00 01 01", by="user:1", at=NOW)

    assert sent() == [("call_planned", "sms", "handed_over")]
    ContactPoint.objects.filter(kind="mobile").delete()
    later = make_call_slot(late.creditor, starts_at=datetime.fromisoformat("2026-11-25T14:00:00+00:00"))
    solving.promise_call(late, later.pk, "06 00 00 01 01", by="user:1", at=NOW)
    assert len(sent()) == 1


def test_call_is_not_told_to_who_runs_the_money_of_somebody_else(late: Case, send: Any) -> None:
    make_representative(late.customer)

    with send():
        solving.promise_call(late, make_call_slot(late.creditor).pk, "06 00 00 01 01", by="user:1", at=NOW)

    assert sent() == []


def test_call_is_told_only_until_it_was_to_be(late: Case, carry: Carry) -> None:
    carry("Carrier")
    slot = make_call_slot(late.creditor)
    solving.promise_call(late, slot.pk, "06 00 00 01 01", by="user:1", at=NOW)

    sending.send_due(slot.starts_at + timedelta(minutes=1), by="test")
    replies.mend(slot.starts_at + timedelta(minutes=2), by="test")

    assert sent() == [("call_planned", "email", "stopped")]


def test_call_that_the_customer_asked_for_is_told_once(late: Case, send: Any) -> None:
    slot, session = make_call_slot(late.creditor), make_customer_session(late.customer)
    asker = asked.Asker(session.pk, f"customer:{late.customer_id}", NOW, once="form-1")

    with send():
        asked.call(late, slot.pk, "06 00 00 01 01", asker)
        asked.call(late, slot.pk, "06 00 00 01 01", asker)

    assert sent() == [("call_planned", "email", "handed_over")]


def test_question_is_told_to_be_here_with_the_day_of_our_answer(late: Case, send: Any) -> None:
    session = make_customer_session(late.customer)
    asker = asked.Asker(session.pk, f"customer:{late.customer_id}", NOW, once="form-1")

    with send():
        request = asked.receive(late, RequestKind.PAY_LATER, {}, asker)
        asked.receive(late, RequestKind.PAY_LATER, {}, asker)

    assert sent() == [("received", "email", "handed_over")]
    (message,) = Carrier.kept.values()
    assert "U vroeg of later betalen kan." in message.content.text
    assert f"uiterlijk {dutch.weekday(request.answer_due_on)}" in message.content.text


def test_question_of_somebody_in_distress_brings_a_person_and_no_message(late: Case, send: Any) -> None:
    session = make_customer_session(late.customer)
    asker = asked.Asker(session.pk, f"customer:{late.customer_id}", NOW, text="Ik zie het niet meer zitten.")

    with send():
        asked.receive(late, RequestKind.HELP, {}, asker)

    assert sent() == []


def test_call_that_somebody_in_distress_asked_for_is_not_told(late: Case, send: Any) -> None:
    slot, session = make_call_slot(late.creditor), make_customer_session(late.customer)
    asker = asked.Asker(session.pk, f"customer:{late.customer_id}", NOW, text="Ik zie het niet meer zitten.")

    with send():
        asked.call(late, slot.pk, "06 00 00 01 01", asker)

    assert sent() == []


def arranged(case: Case) -> Claim:
    """An arrangement over the one claim that is late."""
    arrangements.agree(case, first_on=date(2026, 12, 1), count=2, by="user:1", at=NOW)
    return Claim.objects.get(customer=case.customer)


def test_arrangement_that_is_paid_is_thanked_for_while_something_else_is_open(late: Case, send: Any) -> None:
    claim = arranged(late)
    make_claim(late.customer, due_on=TODAY - timedelta(days=3))

    with send():
        payments.book(claim, visible.balance_cents(claim), booked_on=TODAY, by="test", at=NOW)
    sending.send_due(NOW, by="test")

    assert sent() == [("completed", "email", "handed_over")]
    (message,) = Carrier.kept.values()
    assert "Alle termijnen zijn betaald." in message.content.text
    assert "Er staat nog een andere rekening open." in message.content.text


def test_arrangement_that_was_written_off_is_not_thanked_for(late: Case, send: Any) -> None:
    claim = arranged(late)
    make_claim(late.customer, due_on=TODAY - timedelta(days=3))

    with send():
        payments.correct(claim, -visible.balance_cents(claim), booked_on=TODAY, by="test", at=NOW)

    assert sent() == []

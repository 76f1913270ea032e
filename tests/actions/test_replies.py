"""Answers to what a customer did: sent at once, by a way that is safe, kept word for word, never held back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.actions.carriers import Busy, Carrier, NoSuchAddress
from tests.actions.test_sending import LONG_AGO
from tests.factories import NOW, TODAY, make_claim, make_membership, make_representative, make_user
from tijdig.actions import arrangements, audit, calls, night, payments, requests, sending, solving, stops, wishes
from tijdig.actions import replies as replying
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.channels.base import Message, Receipt, Undeliverable
from tijdig.models import AuditEvent, Case, Claim, Contact, ContactPoint, Creditor, LetterCode, Request
from tijdig.queries import replies, worklist
from tijdig.queries.doors import code_hash, letter_code
from tijdig.queries.worklist import Viewer
from tijdig.words import CallResult, ChannelKind, Direction, ReplyKind, RequestKind

pytestmark = pytest.mark.django_db
Carry = Callable[[str], type[Carrier]]
SUNDAY_NIGHT = datetime(2026, 11, 29, 22, 30, tzinfo=UTC)
WORDS = "Ja, dat kan.\n\nU betaalt € 25 per maand."


@pytest.fixture
def send(django_capture_on_commit_callbacks: Any, carry: Carry) -> Any:
    """What is sent once everything is written is sent here too."""
    carry("Carrier")
    return lambda: django_capture_on_commit_callbacks(execute=True)


def asked(case: Case, kind: RequestKind = RequestKind.PAY_IN_PARTS) -> Request:
    return requests.receive(case, kind, by_channel=ChannelKind.PORTAL, by="customer:1", at=NOW)


def sent() -> list[tuple[str, str, str]]:
    rows = Contact.objects.filter(replies.IS_REPLY).order_by("pk")
    return [(str(replies.kind_of(one)), one.kind, one.state) for one in rows]


def tell_all_is_paid(at: datetime) -> None:
    replying.mend(at, by="test")
    sending.send_due(at, by="test")


def test_answer_goes_out_at_once_also_on_a_sunday_night(late: Case, send: Any) -> None:
    samira = make_membership(make_user(name="Samira Kaya"), late.creditor).user
    request = asked(late)

    with send():
        requests.answer(request, WORDS, by=f"user:{samira.pk}", at=SUNDAY_NIGHT)

    contact = Contact.objects.get()
    message = Carrier.kept[contact.key]
    assert (contact.kind, contact.state, contact.handed_over_at) == ("email", "handed_over", SUNDAY_NIGHT)
    assert message.recipient.email == f"{late.customer.number}@post.example"
    assert "U vroeg of betalen in delen kan. Dit is ons antwoord." in message.content.text
    assert "Ja, dat kan.\nU betaalt € 25 per maand." in message.content.text
    assert "Samira Kaya" in message.content.text
    assert contact.text == message.content.text


def test_answer_leaves_a_trace(late: Case, send: Any) -> None:
    with send():
        requests.answer(asked(late), WORDS, by="user:1", at=NOW)

    told = list(AuditEvent.objects.order_by("pk").values_list("what", flat=True))
    assert told[-3:] == ["request.answered", "reply.planned", "contact.handed_over"]
    assert AuditEvent.objects.get(what="reply.planned").facts == {"about": "answer", "kind": "email"}


def test_answer_is_undone_when_its_trace_fails(late: Case, send: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    request = asked(late)
    record = audit.record

    def fail(what: str, *values: Any, **more: Any) -> Any:
        if what == "reply.planned":
            raise RuntimeError(what)
        return record(what, *values, **more)

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError), send():
        requests.answer(request, WORDS, by="user:1", at=NOW)

    request.refresh_from_db()
    assert (request.state, Contact.objects.count(), Carrier.calls) == ("open", 0, [])


def test_answer_without_words_is_refused(late: Case, send: Any) -> None:
    with pytest.raises(RefusedError) as refused:
        requests.answer(asked(late), " \n ", by="user:1", at=NOW)

    assert refused.value.code == Refusal.WORDS_NEEDED
    assert Contact.objects.count() == 0


def test_answer_is_sent_once_whoever_else_is_sending(late: Case, send: Any) -> None:
    with send():
        requests.answer(asked(late), WORDS, by="user:1", at=NOW)

    sending.send_due(NOW, by="test")

    assert len(Carrier.calls) == 1


def test_answer_takes_the_way_that_the_customer_likes_and_never_the_other(late: Case) -> None:
    def kinds() -> list[str]:
        late.customer.refresh_from_db()
        return [way.kind for way in replies.ways(late, TODAY)]

    assert kinds() == ["email", "sms", "letter"]
    wishes.prefer(late, ChannelKind.LETTER, by="customer:1", at=NOW)
    assert kinds() == ["letter", "email", "sms"]
    wishes.refuse(late, ChannelKind.EMAIL, by="customer:1", at=NOW)
    assert kinds() == ["letter", "sms"]
    wishes.unsafe(late, by="customer:1", at=NOW)
    assert kinds() == []


def test_arrangement_goes_in_a_mail_or_on_paper_before_a_text_message(late: Case) -> None:
    def kinds(kind: ReplyKind) -> list[str]:
        late.customer.refresh_from_db()
        return [way.kind for way in replies.ways(late, TODAY, kind)]

    assert kinds(ReplyKind.ANSWER) == ["email", "sms", "letter"]
    assert kinds(ReplyKind.ARRANGED) == ["email", "letter", "sms"]
    wishes.prefer(late, ChannelKind.SMS, by="customer:1", at=NOW)
    assert (kinds(ReplyKind.ANSWER)[0], kinds(ReplyKind.ARRANGED)) == ("sms", ["email", "letter", "sms"])
    wishes.prefer(late, ChannelKind.LETTER, by="customer:1", at=NOW)
    assert kinds(ReplyKind.ARRANGED) == ["letter", "email", "sms"]


def test_arrangement_of_who_has_no_mail_goes_on_paper(late: Case, send: Any) -> None:
    ContactPoint.objects.filter(kind="email").delete()

    with send():
        solving.arrange(late, count=4, first_on=date(2026, 12, 1), by="user:1", at=NOW)

    assert sent() == [("arranged", "letter", "handed_over")]


def test_text_message_is_said_to_only_point_to_the_own_page(late: Case, send: Any) -> None:
    ContactPoint.objects.exclude(kind="mobile").delete()
    (way,) = replies.ways(late, TODAY)

    with send():
        requests.answer(asked(late), WORDS, by="user:1", at=NOW)

    assert way.told(ReplyKind.ANSWER) == "De klant krijgt een sms: het antwoord staat op de eigen pagina."
    assert replies.fate(late, TODAY) == "De klant kreeg een sms: het staat op de eigen pagina."


def test_answer_on_paper_brings_a_code_that_opens_the_door(late: Case, send: Any) -> None:
    wishes.prefer(late, ChannelKind.LETTER, by="customer:1", at=NOW)
    late.customer.refresh_from_db()

    with send():
        requests.answer(asked(late), WORDS, by="user:1", at=NOW)

    code = letter_code(late.pk, TODAY)
    text = Contact.objects.get(kind="letter").text.replace("\N{NO-BREAK SPACE}", " ")
    assert f"vul in: {code}" in text
    assert LetterCode.objects.get(code_hash=code_hash(code)).case == late


def test_answer_goes_to_the_administrator_who_runs_the_money(late: Case, send: Any) -> None:
    make_representative(late.customer)

    with send():
        requests.answer(asked(late), WORDS, by="user:1", at=NOW)

    (message,) = Carrier.kept.values()
    assert (message.recipient.email, message.recipient.via) == ("post@lotusbewind.example", "Lotus Bewind")
    assert "Dag Lotus Bewind" in message.content.text
    assert "Dit gaat over uw cliënt Anna de Wit. Er was een vraag. Dit is ons antwoord." in message.content.text
    assert "Ja, dat kan.\nU betaalt € 25 per maand." in message.content.text


def test_answer_finds_another_way_when_an_address_does_not_work(late: Case, send: Any, settings: Any) -> None:
    settings.CHANNELS = settings.CHANNELS | {"email": "tests.actions.carriers.NoSuchAddress"}

    with send():
        requests.answer(asked(late), WORDS, by="user:1", at=NOW)

    assert sent() == [("answer", "email", "failed"), ("answer", "sms", "handed_over")]
    assert ContactPoint.objects.get(kind="email").state == "bounced"
    assert NoSuchAddress.calls == list(Contact.objects.order_by("pk").values_list("key", flat=True))


def test_answer_waits_for_a_provider_that_is_busy(late: Case, send: Any, settings: Any, carry: Carry) -> None:
    settings.CHANNELS = dict.fromkeys(settings.CHANNELS, "tests.actions.carriers.Busy")
    with send():
        requests.answer(asked(late), WORDS, by="user:1", at=NOW)
    assert (sent(), len(Busy.calls)) == ([("answer", "email", "planned")], 1)

    carry("Carrier")
    sending.send_due(NOW + timedelta(days=1), by="test")

    assert sent() == [("answer", "email", "handed_over")]


def test_answer_is_not_stopped_by_what_stops_reminders(late: Case, send: Any) -> None:
    night.run(TODAY, at=NOW, by="test")
    requests.answer(asked(late), WORDS, by="user:1", at=NOW)

    stops.reacted(late, by="customer:1", at=NOW)

    reminders = Contact.objects.exclude(replies.IS_REPLY)
    assert set(reminders.values_list("state", flat=True)) == {"stopped"}
    assert sent() == [("answer", "email", "planned")]


@pytest.mark.parametrize("wish", ["unsafe", "not_by", "administrator", "other_account"])
def test_answer_that_waits_goes_only_where_it_is_still_right(
    wish: str, late: Case, send: Any, settings: Any, carry: Carry
) -> None:
    settings.CHANNELS = dict.fromkeys(settings.CHANNELS, "tests.actions.carriers.Busy")
    with send():
        requests.answer(asked(late), WORDS, by="user:1", at=NOW)
    if wish == "unsafe":
        wishes.unsafe(late, by="customer:1", at=NOW)
    elif wish == "not_by":
        wishes.refuse(late, ChannelKind.EMAIL, by="customer:1", at=NOW)
    elif wish == "administrator":
        make_representative(late.customer)
    else:
        Creditor.objects.update(iban="NL20INGB0001234567")
    carry("Carrier")

    tell_all_is_paid(NOW + timedelta(hours=1))
    tell_all_is_paid(NOW + timedelta(hours=2))

    then = {
        "unsafe": [("answer", "email", "stopped")],
        "not_by": [("answer", "email", "stopped"), ("answer", "sms", "handed_over")],
        "administrator": [("answer", "email", "stopped"), ("answer", "letter", "handed_over")],
        "other_account": [("answer", "email", "stopped"), ("answer", "sms", "handed_over")],
    }
    assert sent() == then[wish]


def test_answer_that_a_late_refusal_lost_takes_another_way(late: Case, send: Any, settings: Any, carry: Carry) -> None:
    settings.CHANNELS = dict.fromkeys(settings.CHANNELS, "tests.actions.carriers.Busy")
    with send():
        requests.answer(asked(late), WORDS, by="user:1", at=NOW)
    carry("Carrier")
    settings.CHANNELS = settings.CHANNELS | {"email": "tests.actions.carriers.NoSuchAddress"}

    for hours in (1, 2):
        tell_all_is_paid(NOW + timedelta(hours=hours))

    assert sent() == [("answer", "email", "failed"), ("answer", "sms", "handed_over")]


def test_answer_that_nothing_brings_home_is_on_the_list_until_somebody_calls(
    late: Case, send: Any, settings: Any
) -> None:
    settings.CHANNELS = dict.fromkeys(settings.CHANNELS, "tests.actions.carriers.NoSuchAddress")
    viewer = Viewer(late.creditor_id, 1)
    with send():
        requests.answer(asked(late), WORDS, by="user:1", at=NOW)

    assert sent() == [("answer", kind, "failed") for kind in ("email", "sms", "letter")]
    assert replying.mend(NOW, by="test") == 0
    assert [row.title for row in worklist.today(viewer, "", NOW).rows] == ["Bel: ons antwoord kwam niet aan"]
    assert replies.fate(late, TODAY) == "Er is geen adres dat werkt, dus er ging niets uit. Bel de klant ook."

    calls.log(late, CallResult.REACHED, "Verteld.", good_conversation=True, by="user:1", at=NOW + timedelta(hours=1))
    assert worklist.today(viewer, "", NOW).rows == ()


def test_death_stops_an_answer_too(late: Case, send: Any) -> None:
    requests.answer(asked(late), WORDS, by="user:1", at=NOW)

    stops.died(late, died_on=TODAY, by="user:1", at=NOW)

    assert sent() == [("answer", "email", "stopped")]
    late.customer.refresh_from_db()
    assert replies.ways(late, TODAY) == ()


def test_arrangement_is_sent_in_writing_and_answers_the_question(late: Case, send: Any) -> None:
    request = asked(late)

    def arrange() -> Any:
        return solving.arrange(late, count=4, first_on=date(2026, 12, 1), by="user:1", at=NOW)

    with send():
        made = arrange()
    with send():
        assert arrange() == made

    (message,) = Carrier.kept.values()
    text = message.content.text.replace("\N{NO-BREAK SPACE}", " ")
    request.refresh_from_db()
    assert request.answer.startswith("Wij spraken af: u betaalt")
    assert "U betaalt € 100,00 in vier termijnen. De eerste is op dinsdag 1 december 2026." in text
    assert text.count("€ 25,00") == 4
    assert "maandag 4 januari 2027: € 25,00" in text
    assert "Er komen geen kosten bij." in text


def test_arrangement_speaks_as_the_creditor_does(late: Case, send: Any) -> None:
    late.creditor.is_formal = False
    late.creditor.save()
    request = asked(late)

    solving.arrange(late, count=1, first_on=date(2026, 12, 1), by="user:1", at=NOW)

    request.refresh_from_db()
    assert request.answer.replace("\N{NO-BREAK SPACE}", " ") == (
        "Wij spraken af: je betaalt € 100,00 op 1 december 2026."
    )


def test_call_answers_without_another_message_and_keeps_our_notes_to_ourselves(late: Case, send: Any) -> None:
    request = asked(late)

    with send():
        solving.spoke(
            late, CallResult.REACHED, "Klinkt erg moe.", good_conversation=True, answers=True, by="user:1", at=NOW,
            direction=Direction.OUT, phone="", version=Case.objects.get(pk=late.pk).version, once="1",
        )  # fmt: skip

    request.refresh_from_db()
    assert (request.state, request.answer) == ("answered", "Wij spraken elkaar op dinsdag 24 november.")
    assert sent() == []


def reminded(case: Case) -> Claim:
    """A first reminder went out; its only bill."""
    night.run(TODAY, at=NOW, by="test")
    sending.send_due(NOW, by="test")
    return case.customer.claims.get()


def test_last_cent_brings_thanks_to_who_had_heard_of_it(late: Case, send: Any) -> None:
    claim = reminded(late)

    with send():
        payments.book(claim, 4_000, booked_on=TODAY, by="bank", at=NOW)
    assert sent() == []
    with send():
        payments.book(claim, 6_000, booked_on=TODAY, by="bank", at=NOW)
    sending.send_due(NOW, by="test")

    assert sent() == [("paid", "email", "handed_over")]
    assert "Alles is betaald. Dank u wel!" in Contact.objects.get(replies.IS_REPLY).text


def test_thanks_wait_for_a_decent_hour(late: Case, send: Any) -> None:
    claim, monday = reminded(late), datetime(2026, 11, 30, 6, 0, tzinfo=UTC)

    with send():
        payments.book(claim, 10_000, booked_on=TODAY, by="bank", at=SUNDAY_NIGHT)
    sending.send_due(SUNDAY_NIGHT, by="test")
    assert sent() == [("paid", "email", "planned")]
    sending.send_due(monday, by="test")

    assert sent() == [("paid", "email", "handed_over")]


def test_two_payments_that_crossed_are_thanked_for_once(late: Case, send: Any) -> None:
    claim = reminded(late)

    with send():
        payments.book(claim, 10_000, booked_on=TODAY, by="bank", at=NOW)
        payments.book(claim, 10_000, booked_on=TODAY, by="bank", at=NOW)

    assert len(sent()) == 1


def test_paid_again_after_it_came_back_is_thanked_for_again_also_in_the_same_moment(late: Case, send: Any) -> None:
    claim = reminded(late)

    with send():
        first = payments.book(claim, 10_000, booked_on=TODAY, by="bank", at=NOW)
        payments.reverse(first, booked_on=TODAY, by="bank", at=NOW + timedelta(seconds=1))
        payments.book(claim, 10_000, booked_on=TODAY, by="bank", at=NOW + timedelta(seconds=1))

    assert [kind for kind, _, _ in sent()] == ["paid", "paid"]


def test_who_was_reminded_of_one_bill_and_paid_two_is_thanked(late: Case, send: Any) -> None:
    claim = reminded(late)
    other = make_claim(late.customer, amount_cents=2_000, due_on=TODAY)

    with send():
        payments.book(claim, 10_000, booked_on=TODAY, by="bank", at=NOW)
        payments.book(other, 2_000, booked_on=TODAY, by="bank", at=NOW)

    assert len(sent()) == 1


def test_next_bill_paid_in_time_is_not_thanked_for_because_of_an_old_reminder(late: Case, send: Any) -> None:
    claim = reminded(late)
    payments.book(claim, 10_000, booked_on=TODAY, by="bank", at=NOW)
    later = NOW + timedelta(days=30)
    other = make_claim(late.customer, amount_cents=2_000, due_on=later.date())
    Case.objects.filter(pk=late.pk).update(state="open", closed_on=None, closing_reason="")

    payments.book(other, 2_000, booked_on=later.date(), by="bank", at=later)

    assert len(sent()) == 1


def test_payment_in_time_is_not_thanked_for(late: Case, send: Any) -> None:
    (claim,) = late.customer.claims.all()

    with send():
        payments.book(claim, 10_000, booked_on=TODAY, by="bank", at=NOW)

    assert sent() == []


def test_thanks_are_not_worth_a_letter(late: Case, send: Any) -> None:
    ContactPoint.objects.exclude(kind="post").update(state="wrong")
    night.run(TODAY, at=NOW, by="test")
    sending.send_due(NOW, by="test")
    (claim,) = late.customer.claims.all()

    with send():
        payments.book(claim, 10_000, booked_on=TODAY, by="bank", at=NOW)

    assert sent() == []


def test_answer_counts_for_no_cap_of_outreach(late: Case, send: Any) -> None:
    with send():
        made = solving.arrange(late, count=1, first_on=date(2026, 11, 26), by="user:1", at=NOW)
    arrangements.end(made, by="user:1", at=NOW)

    counts = night.run(TODAY + timedelta(days=1), at=NOW + timedelta(days=1), by="test")

    assert (sent(), counts.planned) == ([("arranged", "email", "handed_over")], 3)


class Broken(Carrier):
    """Breaks in a way that nobody foresaw."""

    def send(self, message: Message) -> Receipt:
        raise RuntimeError("the provider's library fell over")


class Unprintable(Carrier):
    """Cannot carry these words; the address is fine."""

    def send(self, message: Message) -> Receipt:
        raise Undeliverable("letter_not_printable", permanent=True, about_address=False)


def test_answer_stands_when_the_provider_breaks_and_is_sent_later(
    late: Case, send: Any, settings: Any, carry: Carry, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CHANNELS = dict.fromkeys(settings.CHANNELS, "tests.actions.test_replies.Broken")
    request = asked(late)
    with send():
        requests.answer(request, WORDS, by="user:1", at=NOW)
    request.refresh_from_db()
    assert (request.state, sent()) == ("answered", [("answer", "email", "claimed")])

    carry("Carrier")
    Contact.objects.update(lease_key="0:1:1:1", lease_until=LONG_AGO)
    sending.send_due(NOW, by="test")

    assert sent() == [("answer", "email", "handed_over")]


def test_words_that_cannot_be_printed_leave_the_address_good(late: Case, send: Any, settings: Any) -> None:
    ContactPoint.objects.exclude(kind="post").delete()
    settings.CHANNELS = settings.CHANNELS | {"letter": "tests.actions.test_replies.Unprintable"}

    with send():
        requests.answer(asked(late), "Dag \U0001f600", by="user:1", at=NOW)

    assert sent() == [("answer", "letter", "failed")]
    assert ContactPoint.objects.get().state == "unverified"
    assert [way.kind for way in replies.ways(late, TODAY)] == ["letter"]

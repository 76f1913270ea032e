"""What the customer hears of a joint arrangement: one message for each thing that happens, from where it was asked."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F

from tests.actions.carriers import Carrier
from tests.actions.test_joint import FIRST, WHO, asked, parts, running
from tests.factories import NOW, TODAY, make_hold
from tijdig.actions import consents, instalments, night, payments, replies
from tijdig.actions import joint as acts
from tijdig.models import Consent, Contact, Creditor, Joint, JointPart
from tijdig.queries import jointmoney, worksources
from tijdig.words import ChangeReason, Rhythm

__all__ = ["asked"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("named")]
NIGHT = datetime(2026, 12, 12, 2, 0, tzinfo=UTC)  # three days before the first payment
OPENS = datetime(2026, 12, 12, 6, 0, tzinfo=UTC)
LATE = datetime(2026, 12, 22, 2, 0, tzinfo=UTC)  # the bank has had its days


@pytest.fixture
def named(asked: Joint) -> None:
    """Customers know each organisation by its own name."""
    Creditor.objects.filter(pk__in=asked.parts.values("creditor")).update(sender_name=F("name"))


def kept(kind: str = "") -> list[Contact]:
    rows = Contact.objects.filter(key__startswith=f"reply-{kind or 'joint'}").exclude(
        key__startswith="reply-joint_agreed"
    )
    return list(rows.exclude(key__startswith="reply-joint_proposed").order_by("pk"))


def said() -> list[str]:
    return [one.key.split("-")[1] for one in kept()]


def text_of(kind: str) -> str:
    (message,) = kept(kind)
    return message.text.replace("\xa0", " ")


def own_file_pays(joint: Joint, cents: int, at: datetime) -> None:
    own = parts(joint)[0]
    claim = jointmoney.claims(jointmoney.part(own.pk), TODAY)[0]
    payments.book(claim, cents, booked_on=at.date(), by="user:1", at=at)


def reminded(at: datetime) -> int:
    """How many messages a night brings, in which no plan failed."""
    before = Contact.objects.count()
    assert acts.remind_all(at, by="system") == set()
    return Contact.objects.count() - before


# A payment -----------------------------------------------------------------------------------------------------------


def test_reminder_goes_once_to_the_customer_and_not_once_for_each_organisation(asked: Joint) -> None:
    joint = running(asked)

    night.run(NIGHT.date(), at=NIGHT, by="test")
    acts.remind_all(NIGHT + timedelta(hours=1), by="system")

    assert Contact.objects.filter(key__startswith="reply-instalment").count() == 0
    (message,) = kept("joint_instalment")
    assert message.case_id == joint.case_id
    assert (message.state, message.send_from) == ("planned", OPENS)
    assert message.send_until == datetime(2026, 12, 15, 23, 0, tzinfo=UTC)
    text = text_of("joint_instalment")
    assert "De volgende betaling voor alles samen is € 60,00, op dinsdag 15 december 2026." in text
    assert all(f"\n{name}: €" in text for name in ("Woonstede", "Bosstroom", "Water", "Zorg"))


def test_reminder_names_one_account_where_one_takes_it_for_all(asked: Joint) -> None:
    joint = running(asked)
    payee = joint.case.creditor
    Creditor.objects.filter(pk=payee.pk).update(iban="NL91ABNA0417164300", iban_name="Stichting Samen")
    Joint.objects.filter(pk=joint.pk).update(pay_to=payee)

    acts.remind_all(NIGHT, by="system")

    text = text_of("joint_instalment")
    assert f"€ 60,00. Rekening: NL91 ABNA 0417 1643 00. Naam: Stichting Samen. Kenmerk: SAMEN-{joint.pk}." in text
    assert "Bosstroom: €" not in text


@pytest.mark.parametrize("hold", ["paused", "disputed", "debt_help", "died"])
def test_reminder_stays_back_while_something_else_keeps_the_case_quiet(asked: Joint, hold: str) -> None:
    joint = running(asked)
    make_hold(joint.case, kind=hold, until_on=date(2027, 1, 1), since_on=TODAY)

    assert reminded(NIGHT) == 0


def test_reminder_for_what_was_agreed_in_those_very_days_does_not_go(asked: Joint) -> None:
    running(asked)

    assert reminded(NIGHT - timedelta(days=1)) == 0
    Joint.objects.get().plans.update(made_at=NIGHT - timedelta(hours=3))
    assert reminded(NIGHT) == 0


def test_money_overtakes_the_reminder_whichever_file_it_came_in_at(asked: Joint) -> None:
    joint = running(asked)
    acts.remind_all(NIGHT, by="system")

    own_file_pays(joint, 1_000, NIGHT + timedelta(hours=1))

    (message,) = kept("joint_instalment")
    assert (message.state, message.stop_reason) == ("stopped", "changed")
    assert replies.mend(NIGHT + timedelta(hours=1), by="system") == 0
    assert len(kept()) == 1


def test_thanks_go_once_for_a_whole_payment_and_name_the_next(asked: Joint) -> None:
    joint = running(asked)

    acts.pay(joint, 1_000, FIRST, "bank-1", **WHO)
    assert said() == []
    acts.pay(joint, 5_000, FIRST, "bank-2", **WHO)

    assert said() == ["joint_thanked"]
    assert "Uw betaling van € 50,00 is binnen, voor iedereen samen." in text_of("joint_thanked")
    assert "De volgende is € 60,00, op vrijdag 15 januari 2027." in text_of("joint_thanked")
    assert Contact.objects.filter(key__startswith="reply-thanked").count() == 0


def test_the_last_payment_ends_it_with_one_warm_message(asked: Joint) -> None:
    joint = running(asked)

    for turn in range(6):
        acts.pay(joint, 6_000, FIRST, f"bank-{turn}", **WHO)

    assert said() == ["joint_thanked"] * 5 + ["joint_completed"]
    assert [one.state for one in kept()] == ["stopped"] * 5 + ["planned"]  # one thank-you on one morning
    assert "Alles uit het plan is betaald." in text_of("joint_completed")
    assert "bij ons en bij Bosstroom, Water en Zorg" in text_of("joint_completed")
    assert not Contact.objects.filter(key__startswith="reply-paid").exists()
    assert not Contact.objects.filter(key__startswith="reply-completed").exists()


def test_missed_payment_brings_one_friendly_message_and_one_call(asked: Joint) -> None:
    joint = running(asked)

    night.run(LATE.date() - timedelta(days=2), at=LATE - timedelta(days=2), by="test")
    assert said() == []  # five days of tolerance for the bank
    night.run(LATE.date(), at=LATE, by="test")
    night.run(LATE.date() + timedelta(days=3), at=LATE + timedelta(days=3), by="test")

    joint.refresh_from_db()
    assert (joint.state, said()) == ("missed", ["joint_missed"])
    (message,) = kept("joint_missed")
    assert message.send_from == datetime(2026, 12, 22, 6, 0, tzinfo=UTC)
    text = text_of("joint_missed")
    assert "De betaling van dinsdag 15 december 2026 is nog niet binnen: € 60,00." in text
    assert "Het plan met ons en Bosstroom, Water en Zorg blijft staan." in text


def test_missed_payment_is_on_the_list_of_who_speaks_and_on_no_other(asked: Joint) -> None:
    joint = running(asked)
    acts.pass_all(LATE, by="system")

    for number, kinds in ((joint.case.creditor_id, {"joint"}), (parts(joint)[1].creditor_id, set())):
        creditor = Creditor.objects.get(pk=number)
        head = worksources.items(creditor, whole_team=True, tolerance_days=5, workdays=2, named_after_days=14)
        with connection.cursor() as cursor:
            values = {"creditor": number, "user": 0, "actor": "", "day": LATE.date()}
            cursor.execute(f"{head} SELECT DISTINCT kind FROM items WHERE kind IN ('joint', 'missed')", values)
            assert {row[0] for row in cursor.fetchall()} == kinds


def test_arrangement_that_goes_on_alone_is_reminded_of_by_its_own_organisation(asked: Joint) -> None:
    joint = running(asked)
    acts.end(joint, **WHO)

    assert instalments.remind_all(NIGHT, by="system") == 2
    assert reminded(NIGHT) == 0


# A pause, and a change -----------------------------------------------------------------------------------------------


def test_pause_is_told_at_once_and_its_end_shortly_before_the_next_payment(
    asked: Joint, carry: Callable[[str], type[Carrier]], django_capture_on_commit_callbacks: Any
) -> None:
    joint = running(asked)
    carrier = carry("Carrier")
    until, sunday = date(2026, 12, 29), datetime(2026, 12, 6, 22, 0, tzinfo=UTC)

    with django_capture_on_commit_callbacks(execute=True):
        acts.pause(joint, until, by=f"customer:{joint.case.customer_id}", at=sunday)

    assert said() == ["joint_paused"]
    assert kept()[0].key in carrier.kept  # on a Sunday night: it answers what the customer did
    assert "Tot en met maandag 28 december 2026 hoeft u niets te betalen." in text_of("joint_paused")
    assert reminded(NIGHT) == 0
    before = datetime(2026, 12, 26, 2, 0, tzinfo=UTC)
    assert reminded(before) == 1
    assert "De pauze is bijna voorbij. De volgende betaling is € 60,00, op dinsdag 29 december 2026." in text_of(
        "joint_resumed"
    )
    acts.pass_all(datetime(2026, 12, 29, 2, 0, tzinfo=UTC), by="system")
    assert (Joint.objects.get().state, said()) == ("active", ["joint_paused", "joint_resumed"])


def test_other_day_and_other_amount_are_told_with_every_payment(asked: Joint) -> None:
    joint = running(asked)

    acts.new_day(joint, FIRST + timedelta(days=7), **WHO)
    acts.revise(joint, ChangeReason.LESS_INCOME, **WHO)
    acts.capacity(joint, 3_000, Rhythm.MONTHLY, FIRST, **WHO)
    acts.confirm(joint, **WHO)

    assert said() == ["joint_changed", "joint_changed"]
    moved, lower = [one.text.replace("\xa0", " ") for one in kept()]
    assert "De eerste is op dinsdag 22 december 2026." in moved
    assert "dinsdag 15 december 2026: € 30,00" in lower
    assert "Dit geldt voor ons en ook voor Bosstroom, Water en Zorg." in lower
    assert Contact.objects.filter(key__startswith="reply-joint_proposed").count() == 2


# Who goes, how it ends, and a person first ---------------------------------------------------------------------------


def test_who_steps_out_is_named_with_what_stands_there_now(asked: Joint) -> None:
    joint = running(asked)
    _, energy, water, _ = parts(joint)

    acts.leave(energy, by=f"creditor:{energy.creditor_id}", at=datetime(2026, 11, 29, 22, 0, tzinfo=UTC))
    acts.withdraw(water, **WHO)

    assert said() == ["joint_left", "joint_left"]
    gone, back = kept()
    assert gone.send_from == datetime(2026, 11, 30, 6, 0, tzinfo=UTC)  # theirs to do: the customer sleeps
    assert "Het plan gaat door, zonder Bosstroom." in gone.text
    assert "Bosstroom: Hier is nu geen regeling." in gone.text
    assert "Het plan gaat door, zonder Water." in back.text
    assert "Water: De regeling loopt hier gewoon door." in back.text
    assert "Wim, 020 555 02 22" not in back.text  # what Water told is not told on any more
    assert {gone.state, back.state} == {"planned"}


def test_consent_that_ended_is_told_of_in_the_hours_of_outreach(asked: Joint) -> None:
    joint = running(asked)
    water = parts(joint)[2]
    assert water.consent is not None
    consents.withdraw(water.consent, **WHO)

    acts.pass_all(NIGHT, by="system")

    (message,) = kept("joint_left")
    assert message.send_from == OPENS


def test_all_whose_consent_ends_in_one_night_are_named_in_one_message(asked: Joint) -> None:
    joint = running(asked)
    Consent.objects.filter(purpose="joint").update(until_on=TODAY + timedelta(days=1))

    acts.pass_all(NOW + timedelta(days=1), by="system")

    assert said() == ["joint_left"]
    text = text_of("joint_left")
    assert "Het plan gaat door, zonder Bosstroom, Water en Zorg." in text
    for name in ("Bosstroom", "Water", "Zorg"):
        assert f"{name}: De regeling loopt hier gewoon door." in text
    assert "Hier is nu geen regeling" not in text
    assert "Aan ons betaalt u wat wij afspraken." in text
    assert [part.state for part in parts(joint)] == ["running", "left", "left", "left"]


def test_who_goes_after_ours_is_paid_is_told_without_a_word_on_paying_us(asked: Joint) -> None:
    joint = running(asked)
    own, energy, *_ = parts(joint)
    acts.pay(joint, 10_000, TODAY, "eigen", part=own, **WHO)

    acts.withdraw(energy, **WHO)

    text = text_of("joint_left")
    assert "Aan Water en Zorg betaalt u wat is afgesproken." in text
    assert "Aan ons" not in text


@pytest.mark.parametrize(("steps_out", "stands"), [(True, "Hier is nu geen regeling."), (False, "De regeling loopt")])
def test_nobody_is_thanked_for_all_while_some_is_open_elsewhere(asked: Joint, steps_out: bool, stands: str) -> None:
    joint = running(asked)
    own, *rest = parts(joint)
    acts.pay(joint, 10_000, TODAY, "eigen", part=own, **WHO)

    for hours, part in enumerate(rest, start=1):
        (acts.leave if steps_out else acts.withdraw)(part, by="user:1", at=NOW + timedelta(hours=hours))

    assert said() == ["joint_left", "joint_left", "joint_ended"]
    text = text_of("joint_ended")
    assert f"{own.creditor.name}: Hier is alles betaald." in text
    for name in ("Bosstroom", "Water", "Zorg"):
        assert f"{name}: {stands}" in text
    assert "Aan ons" not in text


def test_end_says_for_each_organisation_what_now_with_a_person(asked: Joint) -> None:
    joint = running(asked)
    own, _, water, _ = parts(joint)
    JointPart.objects.filter(pk=own.pk).update(contact="Nadia Bos")

    acts.end(joint, **WHO)

    text = text_of("joint_ended")
    assert "Het plan voor alles samen is gestopt." in text
    assert "Water: De regeling loopt hier gewoon door. Vragen? Bel Wim, 020 555 02 22." in text
    assert f"Bel Nadia Bos, {own.creditor.phone}." in text
    assert water.state == "running"  # as it was read before


def test_wish_that_was_let_go_is_no_news(asked: Joint) -> None:
    Joint.objects.all().delete()
    joint = acts.start(asked.case, [], by_channel="phone", **WHO)

    acts.end(joint, **WHO)

    assert said() == []


def test_person_first_says_by_when_and_help_is_an_offer(asked: Joint) -> None:
    joint = running(asked)

    acts.ask_help(joint, **WHO)
    acts.go_on(joint, **WHO)
    acts.capacity(joint, 6_000, Rhythm.MONTHLY, FIRST, **WHO)
    acts.confirm(joint, **WHO)
    acts.seizure(joint, **WHO)

    first, *_, second = kept("joint_weighed")
    assert "U hoort van ons, uiterlijk donderdag 26 november 2026." in first.text
    assert "Geldfit op 0800-8115. U kiest zelf." in first.text
    assert first.key != second.key


def test_halfway_asks_whether_the_plan_suits(asked: Joint) -> None:
    _, _, water, care = parts(asked)
    acts.balance(water, 9_000, **WHO)
    acts.balance(care, 12_000, **WHO)
    acts.accept(water, **WHO)
    acts.accept(care, **WHO)

    acts.pass_all(NOW + timedelta(days=7), by="system")

    assert said() == ["joint_halfway"]
    text = text_of("joint_halfway")
    assert "Het plan blijft staan tot en met dinsdag 8 december 2026." in text
    assert "€" not in text


def test_proposal_that_others_made_ready_at_night_waits_for_the_morning(asked: Joint) -> None:
    _, _, water, care = parts(asked)
    acts.balance(water, 9_000, **WHO)
    acts.balance(care, 12_000, **WHO)
    evening: dict[str, Any] = {"by": f"creditor:{water.creditor_id}", "at": datetime(2026, 11, 24, 22, 0, tzinfo=UTC)}

    acts.accept(water, **evening)
    acts.accept(care, **evening)

    (message,) = Contact.objects.filter(key__startswith="reply-joint_proposed")
    assert message.send_from == datetime(2026, 11, 25, 6, 0, tzinfo=UTC)


def test_newer_word_overtakes_an_older_one_that_waits(asked: Joint) -> None:
    joint = running(asked)
    acts.remind_all(NIGHT, by="system")

    acts.end(joint, by="user:1", at=NIGHT + timedelta(hours=1))

    assert [(one.key.split("-")[1], one.state) for one in kept()] == [
        ("joint_instalment", "stopped"), ("joint_ended", "planned"),
    ]  # fmt: skip


@pytest.mark.parametrize("hold", ["debt_help", "died"])
def test_what_we_begin_ourselves_is_held_back_and_an_answer_is_not(asked: Joint, hold: str) -> None:
    joint = running(asked)
    make_hold(joint.case, kind=hold, until_on=None, since_on=TODAY)

    acts.pass_all(LATE, by="system")
    assert said() == []
    acts.end(joint, by="user:1", at=LATE)
    assert said() == ["joint_ended"]


@pytest.mark.parametrize("is_paid", [False, True])
def test_reminder_that_did_not_arrive_goes_another_way_only_while_it_is_true(asked: Joint, is_paid: bool) -> None:
    joint = running(asked)
    acts.remind_all(NIGHT, by="system")
    Contact.objects.filter(key__startswith="reply-joint_instalment").update(state="failed")
    if is_paid:
        acts.pay(joint, 6_000, FIRST, "bank-1", by="user:1", at=NIGHT)
        Contact.objects.filter(key__startswith="reply-joint_thanked").delete()

    replies.mend(NIGHT + timedelta(hours=8), by="system")

    assert [one.kind for one in kept("joint_instalment")] == (["email"] if is_paid else ["email", "sms"])


@pytest.mark.parametrize("then", ["go_on", "still"])
def test_person_first_is_told_another_way_only_as_long_as_it_is_so(asked: Joint, then: str) -> None:
    joint = running(asked)
    acts.ask_help(joint, **WHO)
    Contact.objects.filter(key__startswith="reply-joint_weighed").update(state="failed")
    if then == "go_on":
        acts.go_on(joint, **WHO)

    replies.mend(NOW + timedelta(hours=1), by="system")

    assert len(kept("joint_weighed")) == (2 if then == "still" else 1)

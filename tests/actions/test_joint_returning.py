"""Money for all that goes back: exactly the one payment, the plan runs again, and the customer hears it kindly."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db.models import F
from django.utils.module_loading import import_string

from tests.actions.test_joint import FIRST, WHO, agree, asked, parts, running, states
from tests.actions.test_joint_ends import offered
from tests.factories import NOW, TODAY, make_room
from tijdig.actions import joint as acts
from tijdig.actions import payments
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import AuditEvent, Consent, Contact, Creditor, Joint, JointEntry, JointPayment, MoneyEntry
from tijdig.queries import jointdue, jointmoney, jointrows, jointsaid, visible
from tijdig.rules import dutch
from tijdig.words import ChannelKind, Rhythm

__all__ = ["asked"]
pytestmark = pytest.mark.django_db


# Exactly the one -----------------------------------------------------------------------------------------------------


def two_plans(first: Joint) -> tuple[Joint, JointPayment, Joint]:
    """One after the other in the same two files: of the first something was paid under B-1 before it was stopped."""
    joint = running(first)
    one = acts.pay(joint, 6_000, TODAY, "B-1", **WHO)
    acts.end(joint, **WHO)
    energy = parts(joint)[1]
    assert energy.case is not None
    second = acts.start(energy.case, [joint.case.creditor], by_channel=ChannelKind.PHONE, **WHO)
    for part in second.parts.exclude(creditor=energy.creditor):
        agree(part)
    acts.capacity(second, 6_000, Rhythm.MONTHLY, FIRST, **WHO)
    acts.ask(second, **WHO)
    return joint, one, acts.confirm(Joint.objects.get(pk=second.pk), **WHO)


def booked(paid: JointPayment) -> list[int]:
    return sorted(-entry.amount_cents for entry in jointdue.entries_of(paid))


def taken_back() -> int:
    return -sum(MoneyEntry.objects.filter(kind="reversal").values_list("amount_cents", flat=True))


def test_storno_of_one_payment_leaves_another_under_the_same_reference_alone(asked: Joint) -> None:
    first, one, second = two_plans(asked)
    other = acts.pay(second, 3_000, TODAY, "B-1", **WHO)
    files = sum(one.shares[str(part.pk)] for part in parts(first)[:2])

    acts.take_back(one, booked_on=TODAY, **WHO)

    assert taken_back() == -files
    assert sum(booked(other)) == 3_000
    assert booked(one) == []


def test_each_line_in_the_book_knows_of_which_payment_it_is(asked: Joint) -> None:
    joint = running(asked)
    paid = acts.pay(joint, 6_000, TODAY, "B-1", **WHO)

    entries = MoneyEntry.objects.filter(kind="payment")
    assert entries.count() == 2
    assert {entry.joint_entry.payment_id for entry in entries} == {paid.pk}


link = import_string("tijdig.migrations.0015_joint_entries.link")


def linked() -> set[tuple[int, int]]:
    return set(JointEntry.objects.values_list("payment", "entry"))


def test_what_was_booked_before_is_linked_as_far_as_it_can_be_known(asked: Joint) -> None:
    _, _, second = two_plans(asked)
    acts.pay(second, 3_000, TODAY, "B-1", **WHO)
    acts.pay(second, 3_000, TODAY, "B-2", **WHO)
    made = linked()
    JointEntry.objects.all().delete()

    link(apps, None)

    assert linked() == made


def test_what_does_not_come_out_to_the_cent_stays_unlinked_and_goes_back_in_the_file(asked: Joint) -> None:
    joint = running(asked)
    paid = acts.pay(joint, 6_000, TODAY, "B-1", **WHO)
    JointEntry.objects.all().delete()
    own = str(parts(joint)[0].pk)
    JointPayment.objects.update(shares=paid.shares | {own: paid.shares[own] + 1})
    energy = MoneyEntry.objects.filter(kind="payment").latest("pk")

    link(apps, None)

    assert linked() == {(paid.pk, energy.pk)}
    JointEntry.objects.all().delete()
    with pytest.raises(RefusedError) as refused:
        acts.take_back(JointPayment.objects.get(), booked_on=TODAY, **WHO)
    assert refused.value.code == Refusal.BACK_IN_THE_FILE
    assert (taken_back(), JointPayment.objects.count()) == (0, 1)


# It runs again -------------------------------------------------------------------------------------------------------


def paid_off(joint: Joint) -> JointPayment:
    """All six payments; the last one."""
    for turn in range(6):
        last = acts.pay(joint, 6_000, TODAY + timedelta(days=turn), f"bank-{turn}", **WHO)
    joint.refresh_from_db()
    assert joint.state == "completed"
    return last


LATER = NOW + timedelta(days=150)  # every day of the plan has come


@pytest.fixture
def named(asked: Joint) -> None:
    Creditor.objects.filter(pk__in=asked.parts.values("creditor")).update(sender_name=F("name"))


def told(kind: str) -> list[Contact]:
    return list(Contact.objects.filter(key__startswith=f"reply-{kind}").order_by("pk"))


@pytest.mark.usefixtures("named")
def test_storno_of_the_last_payment_lets_the_plan_run_again_and_is_told_kindly(asked: Joint) -> None:
    joint = running(asked)
    last = paid_off(joint)

    acts.take_back(last, booked_on=LATER.date(), by="user:1", at=LATER)

    joint = Joint.objects.get(pk=joint.pk)
    assert (joint.state, joint.ended_on) == ("active", None)
    due = jointsaid.next_payment(jointrows.held(joint))
    assert due is not None
    assert due.amount_cents == 6_000
    assert due.due_on > LATER.date()  # the next day of the rhythm, not one that has passed
    assert joint.due_on is not None
    assert joint.due_on > due.due_on
    assert [one.state for one in told("joint_completed")] == ["stopped"]
    (message,) = told("joint_back")
    text = message.text.replace("\xa0", " ")
    assert "Uw betaling van € 60,00 voor alles samen ging terug. Dat bedrag staat weer in het plan." in text
    assert f"U betaalt € 60,00 op {dutch.weekday(due.due_on)}. Past dat niet? Bel ons." in text
    assert "Dat kan iedereen gebeuren." in text


def test_plan_that_runs_again_stands_in_each_file_as_an_arrangement(asked: Joint) -> None:
    joint = running(asked)
    last = paid_off(joint)
    back = [part for part in parts(joint) if str(part.pk) in last.shares]
    files = {part.pk: last.shares[str(part.pk)] for part in back if part.case_id}
    assert files

    acts.take_back(last, booked_on=LATER.date(), by="user:1", at=LATER)

    for part in parts(joint):
        if part.pk in files:
            assert part.arrangement is not None
            assert (part.state, part.arrangement.state, part.arrangement.total_cents) == (
                "running", "active", files[part.pk],
            )  # fmt: skip
            assert part.arrangement.instalments.earliest("number").due_on > LATER.date()


def test_consents_that_ended_with_the_plan_stand_again_and_those_taken_back_do_not(asked: Joint) -> None:
    joint = running(asked)
    last = paid_off(joint)
    _, energy, water, _ = parts(joint)
    Consent.objects.filter(pk=energy.consent_id).update(withdrawn_by="customer:1")

    acts.take_back(last, booked_on=TODAY, **WHO)

    back = [part for part in parts(joint) if str(part.pk) in last.shares and part.consent]
    assert water in back
    assert {part.pk: part.consent.withdrawn_at is None for part in back if part.consent} == {
        part.pk: part != energy for part in back
    }
    assert AuditEvent.objects.filter(what="consent.stands_again").count() >= 1
    assert parts(joint)[1].state == "paid"


def test_storno_in_one_file_after_the_end_is_heard_in_the_night(asked: Joint) -> None:
    joint = running(asked)
    paid_off(joint)
    entry = MoneyEntry.objects.filter(kind="payment").latest("pk")
    payments.reverse(entry, booked_on=LATER.date(), by="user:1", at=LATER)

    acts.pass_all(LATER + timedelta(hours=9), by="system")
    acts.pass_all(LATER + timedelta(hours=10), by="system")

    joint.refresh_from_db()
    assert (joint.state, len(told("joint_back"))) == ("active", 1)
    assert jointrows.held(joint).lefts()[0][3] == -entry.amount_cents


def test_plan_stays_done_where_another_took_its_place_and_the_files_are_open(asked: Joint) -> None:
    joint = running(asked)
    last = paid_off(joint)
    other = acts.start(joint.case, [], by_channel=ChannelKind.PHONE, **WHO)

    acts.take_back(last, booked_on=TODAY, **WHO)

    joint.refresh_from_db()
    assert (joint.state, other.state, told("joint_back")) == ("completed", "requested", [])
    assert taken_back() == -sum(last.shares.get(str(part.pk), 0) for part in parts(joint)[:2])
    assert JointPayment.objects.latest("pk").shares == {}


def test_storno_of_before_a_new_version_is_paid_after_the_last_payment(asked: Joint) -> None:
    joint = running(asked)
    first = acts.pay(joint, 6_000, TODAY, "bank-1", **WHO)
    acts.pause(joint, jointrows.held(joint).lefts()[0][1] + timedelta(days=10), **WHO)
    before = jointrows.held(joint).lefts()

    acts.take_back(first, booked_on=TODAY, **WHO)

    after = jointrows.held(Joint.objects.get(pk=joint.pk)).lefts()
    assert after[: len(before)] == before
    assert sum(cents for *_, cents in after) == sum(cents for *_, cents in before) + 6_000
    by_day: dict[date, int] = {}
    for _, on, _, cents in after:
        by_day[on] = by_day.get(on, 0) + cents
    assert max(by_day.values()) <= 6_000
    for part in parts(joint)[:2]:
        assert part.arrangement is not None
        assert part.arrangement.total_cents == visible.open_cents(part.arrangement.case)


# Less is owed --------------------------------------------------------------------------------------------------------


def test_bill_that_was_lowered_makes_the_own_arrangement_shorter_whatever_room_there_is(asked: Joint) -> None:
    joint = running(asked)
    own = parts(joint)[0]
    make_room(joint.case, state="none", spare_cents=None)
    (claim,) = jointmoney.claims(jointmoney.part(own.pk), TODAY)
    payments.correct(claim, -2_500, booked_on=TODAY, **WHO)

    acts.tick(joint, **WHO)

    made = jointmoney.part(own.pk).arrangement
    assert made is not None
    assert (made.state, made.total_cents) == ("active", 7_500)
    want = [(on, cents) for _, on, number, cents in jointrows.held(joint).lefts() if number == own.pk]
    assert list(made.instalments.order_by("number").values_list("due_on", "amount_cents")) == want
    assert made.change == "amount"


def test_bill_that_was_put_right_whole_before_the_yes_is_nobodys_payment(asked: Joint) -> None:
    offered(asked)
    energy = parts(asked)[1]
    (claim,) = jointmoney.claims(jointmoney.part(energy.pk), TODAY)
    payments.correct(claim, -5_000, booked_on=TODAY, **WHO)

    joint = acts.confirm(Joint.objects.get(pk=asked.pk), **WHO)

    assert (joint.state, states(joint)) == ("active", ["running", "paid", "running", "running"])
    assert not JointPayment.objects.exists()
    assert parts(joint)[1].balance_cents == 0


def test_bill_that_was_paid_in_part_and_put_right_before_the_yes_is_paid_so_much(asked: Joint) -> None:
    offered(asked)
    energy = parts(asked)[1]
    (claim,) = jointmoney.claims(jointmoney.part(energy.pk), TODAY)
    payments.correct(claim, -2_000, booked_on=TODAY, **WHO)
    payments.book(claim, 3_000, booked_on=TODAY, by="user:1", at=NOW + timedelta(minutes=1))

    joint = acts.confirm(Joint.objects.get(pk=asked.pk), **WHO)

    assert [(paid.amount_cents, paid.shares) for paid in JointPayment.objects.all()] == [
        (3_000, {str(energy.pk): 3_000})
    ]
    assert parts(joint)[1].balance_cents == 3_000


def test_nobody_is_asked_more_than_is_open_before_the_plan_has_heard_of_it(asked: Joint) -> None:
    joint = running(asked)
    own = parts(joint)[0]
    (claim,) = jointmoney.claims(jointmoney.part(own.pk), TODAY)
    payments.correct(claim, -9_500, booked_on=TODAY, **WHO)

    held = jointrows.held(joint)

    assert sum(cents for _, _, part, cents in held.lefts() if part == own.pk) == 500
    assert [held.left_cents(part) for part in held.parts] == [500, 5_000, 9_000, 12_000]
    due = jointsaid.next_payment(held)
    assert due is not None
    acts.tick(joint, **WHO)
    assert jointrows.held(joint).less == {}


def test_bill_that_was_lowered_after_every_day_has_passed_is_heard_in_the_night(asked: Joint) -> None:
    joint = running(asked)
    own = parts(joint)[0]
    (claim,) = jointmoney.claims(jointmoney.part(own.pk), TODAY)
    long_after = NOW + timedelta(days=300)
    payments.correct(claim, -2_500, booked_on=long_after.date(), by="user:1", at=long_after)

    acts.tick(joint, by="night", at=long_after)

    made = jointmoney.part(own.pk).arrangement
    assert made is not None
    assert made.total_cents == 7_500

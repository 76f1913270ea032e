"""An organisation that gave its word says yes by itself, but never where a person is asked for first; who signs."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.actions.test_joint import FIRST, WHO, agree, asked, parts, running, states
from tests.factories import (
    NOW,
    TODAY,
    make_consequence,
    make_hold,
    make_membership,
    make_representative,
    make_request,
    make_room,
    make_transfer,
    make_user,
)
from tijdig.actions import joint as acts
from tijdig.actions import payments
from tijdig.models import AuditEvent, Case, Contact, Creditor, Customer, Joint, JointPart, JointPayment, JointPlan
from tijdig.queries import jointfirst, jointmoney, jointrows
from tijdig.rules.joint.drafts import JointRefusedError, Refused
from tijdig.rules.joint.personfirst import File, PersonFirst, reasons
from tijdig.words import ChangeReason, ChannelKind, HoldKind, PauseReason, RequestKind, Rhythm

__all__ = ["asked"]
pytestmark = pytest.mark.django_db


# The rule ------------------------------------------------------------------------------------------------------------

H, R, F = HoldKind, PauseReason, PersonFirst
FILES: list[tuple[dict[str, Any], PersonFirst]] = [
    ({"has_died": True}, F.DIED),
    *(({"holds": {kind}}, why) for kind, why in (
        (H.DIED, F.DIED), (H.DEBT_HELP, F.HELP), (H.COLLECTION_PAUSE, F.HELP), (H.MORATORIUM, F.HELP),
        (H.SETTLEMENT, F.HELP), (H.REPRESENTED, F.REPRESENTED), (H.DISPUTED, F.DISPUTED), (H.MOVED, F.MOVED),
    )),
    *(({"pauses": {reason}}, why) for reason, why in (
        (R.DISTRESS, F.DISTRESS), (R.COMPLAINT, F.COMPLAINT), (R.OTHER, F.NOTED),
    )),
    *(({"asks": {kind}}, why) for kind, why in (
        (RequestKind.NOT_ME, F.NOT_ME), (RequestKind.COMPLAINT, F.COMPLAINT), (RequestKind.DISAGREE, F.DISPUTED),
    )),
    ({"is_represented": True}, F.REPRESENTED),
    ({"is_safe": False}, F.NOT_SAFE),
    ({"has_seizure": True}, F.SEIZURE),
    ({"is_near": True}, F.NEAR),
    ({"is_at_agency": True}, F.AGENCY),
    ({"is_in_hand": True}, F.IN_HAND),
]  # fmt: skip


@pytest.mark.parametrize(("values", "why"), FILES)
def test_each_stop_that_lasts_asks_a_person(values: dict[str, Any], why: PersonFirst) -> None:
    held = {key: frozenset(value) if isinstance(value, set) else value for key, value in values.items()}

    assert reasons(File(**held)) == (why,)


def test_rest_that_the_customer_asked_for_is_no_reason() -> None:
    rest = frozenset({R.ASKED, R.NOT_NOW, R.WAITING_FOR_INCOME, R.WAITING_FOR_PAPERS, R.JOINT})
    file = File(frozenset({H.PAUSED, H.REACTED, H.AGREED}), rest, frozenset({RequestKind.PAY_IN_PARTS}))

    assert reasons(file) == ()


def test_the_weightiest_stands_first() -> None:
    assert reasons(File(frozenset({H.MOVED, H.DIED}), is_in_hand=True)) == (F.DIED, F.MOVED, F.IN_HAND)


# In the files --------------------------------------------------------------------------------------------------------


def died(case: Case) -> None:
    Customer.objects.filter(pk=case.customer_id).update(died_on=TODAY)


def unsafe(case: Case) -> None:
    Customer.objects.filter(pk=case.customer_id).update(is_safe_to_contact=False)


STATES: dict[str, Any] = {
    "died": died,
    "died_hold": lambda case: make_hold(case, kind="died", until_on=None),
    "settlement": lambda case: make_hold(case, kind="settlement", until_on=None),
    "complaint": lambda case: make_hold(case, reason="complaint"),
    "distress": lambda case: make_hold(case, reason="distress"),
    "not_me": lambda case: make_request(case, kind="not_me"),
    "represented": lambda case: make_representative(case.customer, since_on=TODAY),
    "unsafe": unsafe,
    "seizure": lambda case: make_room(case, has_seizure=True),
    "near": make_consequence,
    "agency": make_transfer,
    "in_hand": lambda case: Case.objects.filter(pk=case.pk).update(by_hand=True),
}


@pytest.mark.parametrize("state", STATES)
def test_organisation_with_a_file_for_which_a_person_comes_first_is_asked_with_the_usual_days(
    asked: Joint, state: str
) -> None:
    acts.end(asked, **WHO)
    energy = parts(asked)[1]
    STATES[state](energy.case)

    joint = begun_again(asked)

    own, there = joint.parts.get(creditor=asked.case.creditor), joint.parts.get(creditor=energy.creditor)
    assert (own.state, there.state) == ("confirmed", "asked")
    assert (there.balance_cents, there.due_on) == (None, date(2026, 12, 1))
    acts.balance(there, 5_000, is_checked=True, **WHO)
    there.refresh_from_db()
    assert there.state == "proposed"


def begun_again(before: Joint) -> Joint:
    """Another plan with the same two that have a file here."""
    energy = parts(before)[1]
    joint = acts.start(before.case, [energy.creditor], by_channel=ChannelKind.PHONE, **WHO)
    agree(joint.parts.get(creditor=energy.creditor))
    acts.capacity(joint, 6_000, Rhythm.MONTHLY, FIRST, **WHO)
    return acts.ask(joint, **WHO)


def test_what_was_answered_or_is_over_counts_no_more(asked: Joint) -> None:
    case = parts(asked)[1].case
    assert case is not None
    make_request(case, kind="not_me", state="answered")
    make_hold(case, kind="died", until_on=None, lifted_at=NOW, lifted_by="user:1")
    make_consequence(case, on_day=date(2026, 11, 1))

    assert jointfirst.why(case, TODAY) == ()


def test_reason_that_came_between_the_amount_and_the_proposal_asks_a_person_too(asked: Joint) -> None:
    _, energy, water, care = parts(asked)
    assert energy.case is not None
    make_hold(energy.case, reason="complaint")

    acts.balance(water, 9_000, **WHO)
    acts.balance(care, 12_000, **WHO)

    assert states(asked) == ["accepted", "proposed", "proposed", "proposed"]
    assert JointPart.objects.get(pk=energy.pk).due_on == date(2026, 12, 8)


# Who signs -----------------------------------------------------------------------------------------------------------


def proposed_by(joint: Joint, by: str) -> str:
    """The words of the proposal, after somebody gave the last answer."""
    Creditor.objects.filter(pk__in=joint.parts.values("creditor")).update(sender_name="Woonstede")
    _, _, water, care = parts(joint)
    acts.balance(water, 9_000, **WHO)
    acts.balance(care, 12_000, **WHO)
    acts.accept(water, **WHO)
    acts.accept(care, by=by, at=NOW)
    return Contact.objects.get(key__startswith="reply-joint_proposed").text


def test_colleague_of_another_organisation_signs_nothing_here(asked: Joint) -> None:
    bo = make_user(name="Bo Bos", email="bo@bosstroom.example")
    make_membership(bo, parts(asked)[1].creditor)

    text = proposed_by(asked, f"user:{bo.pk}")

    assert "Bo Bos" not in text


def test_own_contact_person_signs_what_a_colleague_elsewhere_set_off(asked: Joint) -> None:
    bo, sam = make_user(name="Bo Bos", email="bo@bosstroom.example"), make_user(name="Sam Smit", email="s@w.example")
    make_membership(bo, parts(asked)[1].creditor)
    make_membership(sam, asked.case.creditor)
    Case.objects.filter(pk=asked.case_id).update(handler=sam)

    text = proposed_by(asked, f"user:{bo.pk}")

    assert "Bo Bos" not in text
    assert "Sam Smit" in text


def test_contact_person_who_left_signs_nothing(asked: Joint) -> None:
    bo, sam = make_user(name="Bo Bos", email="bo@bosstroom.example"), make_user(name="Sam Smit", email="s@w.example")
    make_membership(bo, parts(asked)[1].creditor)
    make_membership(sam, asked.case.creditor, until_on=TODAY)
    Case.objects.filter(pk=asked.case_id).update(handler=sam)

    assert "Sam Smit" not in proposed_by(asked, f"user:{bo.pk}")


def test_colleague_of_the_house_signs_with_the_own_name(asked: Joint) -> None:
    sam = make_user(name="Sam Smit", email="s@w.example")
    make_membership(sam, asked.case.creditor)

    assert "Sam Smit" in proposed_by(asked, f"user:{sam.pk}")


# When, and what more money did ---------------------------------------------------------------------------------------


def test_first_day_comes_after_the_last_day_of_the_yes_with_days_to_pay_in(asked: Joint) -> None:
    acts.capacity(asked, 6_000, Rhythm.MONTHLY, date(2026, 12, 1), **WHO)
    _, _, water, care = parts(asked)

    acts.balance(water, 9_000, **WHO)
    acts.balance(care, 12_000, **WHO)
    to_them = first_day(asked)
    acts.accept(water, **WHO)
    acts.accept(care, **WHO)

    assert (Joint.objects.get().state, to_them, first_day(asked)) == ("offered", date(2027, 1, 4), date(2027, 1, 4))


def test_first_day_that_is_late_enough_stays_as_the_customer_chose_it(asked: Joint) -> None:
    _, _, water, care = parts(asked)
    acts.balance(water, 9_000, **WHO)
    acts.balance(care, 12_000, **WHO)
    acts.accept(water, **WHO)
    acts.accept(care, **WHO)

    assert first_day(asked) == FIRST


def first_day(joint: Joint) -> date:
    plan = JointPlan.objects.filter(joint=joint).order_by("number").last()
    assert plan is not None
    return min(plan.lines.values_list("due_on", flat=True))


def test_plan_that_runs_skips_nothing_by_being_made_anew(asked: Joint) -> None:
    joint = running(asked)
    at = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)

    acts.revise(joint, ChangeReason.LESS_INCOME, by="user:1", at=at)
    acts.capacity(joint, 3_000, Rhythm.MONTHLY, FIRST, by="user:1", at=at)

    assert first_day(joint) == FIRST


def test_days_to_begin_anew_come_after_the_pause_that_was_just_given(asked: Joint) -> None:
    joint = running(asked)
    until = date(2026, 12, 28)
    acts.pause(joint, until, **WHO)
    acts.revise(joint, ChangeReason.LESS_INCOME, **WHO)

    with pytest.raises(JointRefusedError) as refused:
        acts.capacity(joint, 3_000, Rhythm.MONTHLY, until - timedelta(days=1), **WHO)
    acts.capacity(joint, 3_000, Rhythm.MONTHLY, until, **WHO)

    assert refused.value.code == Refused.BAD_DAY
    assert first_day(joint) == until


def test_payment_that_a_file_heard_of_stands_under_the_day_on_which_it_was_made(asked: Joint) -> None:
    joint = running(asked)
    own = parts(joint)[0]
    claim = jointmoney.claims(jointmoney.part(own.pk), TODAY)[0]
    payments.book(claim, 1_000, booked_on=date(2026, 12, 14), by="bank", at=datetime(2026, 12, 20, 9, 0, tzinfo=UTC))

    acts.tick(joint, by="system", at=datetime(2026, 12, 21, 2, 0, tzinfo=UTC))

    assert JointPayment.objects.get(joint=joint).paid_on == date(2026, 12, 14)


def test_thanks_for_more_than_one_payment_say_how_many_come_before_their_turn(asked: Joint) -> None:
    joint = running(asked)
    Creditor.objects.update(sender_name="Woonstede")

    acts.pay(joint, 20_000, FIRST, "bank-1", by="bank", at=datetime(2026, 12, 15, 9, 0, tzinfo=UTC))

    text = Contact.objects.get(key__startswith="reply-joint_thanked").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "De volgende is € 40,00, op maandag 15 maart 2027." in text
    assert "U bent nu twee betalingen vooruit. Tot en met zondag 14 maart 2027 hoeft u niets te betalen." in text


def test_thanks_for_the_payment_of_this_turn_say_nothing_of_being_ahead(asked: Joint) -> None:
    joint = running(asked)

    acts.pay(joint, 6_000, FIRST, "bank-1", by="bank", at=datetime(2026, 12, 13, 9, 0, tzinfo=UTC))

    assert "vooruit" not in Contact.objects.get(key__startswith="reply-joint_thanked").text


def test_sooner_day_after_paying_more_ends_the_plan_sooner_with_the_same_amount(asked: Joint) -> None:
    joint = running(asked)
    at = datetime(2026, 12, 15, 9, 0, tzinfo=UTC)
    before = last_day(joint)
    acts.pay(joint, 20_000, FIRST, "bank-1", by="bank", at=at)

    (sooner, *_) = jointrows.held(Joint.objects.get(pk=joint.pk)).ahead(at.date())
    acts.new_day(joint, sooner, by="customer:1", at=at)

    assert (sooner, last_day(joint)) == (date(2027, 1, 15), date(2027, 3, 15))
    assert before == date(2027, 5, 18)
    assert max(sum_of_each(joint).values()) == 6_000


def last_day(joint: Joint) -> date:
    return max(on for _, on, _, _ in jointrows.held(Joint.objects.get(pk=joint.pk)).lefts())


def sum_of_each(joint: Joint) -> dict[date, int]:
    found: dict[date, int] = {}
    for _, on, _, cents in jointrows.held(Joint.objects.get(pk=joint.pk)).lefts():
        found[on] = found.get(on, 0) + cents
    return found


def test_customer_who_doubts_leaves_everything_as_it_was(asked: Joint) -> None:
    _, _, water, care = parts(asked)
    acts.balance(water, 9_000, **WHO)
    acts.balance(care, 12_000, **WHO)
    acts.accept(water, **WHO)
    with pytest.raises(JointRefusedError):
        acts.doubt(asked, **WHO)
    acts.accept(care, **WHO)
    before = Joint.objects.values().get()

    acts.doubt(asked, **WHO)

    assert Joint.objects.values().get() == before
    assert AuditEvent.objects.filter(what="joint.doubted").count() == 1


def test_colleague_of_another_organisation_becomes_nobodys_contact_person(asked: Joint) -> None:
    sam = make_user(name="Sam Smit", email="s@w.example")
    make_membership(sam, asked.case.creditor)
    _, energy, water, care = parts(asked)
    acts.balance(water, 9_000, **WHO)
    acts.balance(care, 12_000, **WHO)
    acts.accept(water, **WHO)
    acts.accept(care, **WHO)

    acts.confirm(Joint.objects.get(), by=f"user:{sam.pk}", at=NOW)

    assert energy.case is not None
    handlers = {one.pk: one.handler_id for one in Case.objects.filter(pk__in=[asked.case_id, energy.case.pk])}
    assert handlers == {asked.case_id: sam.pk, energy.case.pk: None}

"""A consent that ends while the plan runs: asked in time, nothing of the plan changes; else it ends as was said."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests import beginnings
from tests.actions.carriers import Carrier
from tests.actions.conftest import make_late_case
from tests.factories import NOW, TODAY, make_creditor
from tijdig.actions import consents, night
from tijdig.actions import joint as acts
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.messages.consents.tellings import Telling
from tijdig.models import AnswerLink, AuditEvent, Case, Consent, Contact, Joint, JointPart, JointPlan, Shared
from tijdig.queries import jointrenewal, jointwork
from tijdig.rules.joint.drafts import JointRefusedError, Refused
from tijdig.words import AssuranceLevel, ChannelKind, Rhythm, SharedData

pytestmark = pytest.mark.django_db
WORDS, CALL = "samen-2026-11-b", {"by": "user:1", "proof": "gesprek 12"}
HOW: dict[str, Any] = {"language": "nl", "by_channel": ChannelKind.PHONE, "level": AssuranceLevel.PROVEN}
ENDS = date(2027, 5, 24)
ASKED = ENDS - timedelta(days=56)
"""A consent of six months, and the day on which the customer is asked."""


@pytest.fixture
def running(carry: Callable[[str], type[Carrier]]) -> Joint:
    """Where it was asked, one with a file here, and one outside: a plan of more than six months."""
    return beginnings.begin_with(make_running)


def make_running() -> Joint:
    house = make_creditor(policy_overrides={"joint.consent_months": 6})
    late = make_late_case(house, cents=50_000)
    energy = make_late_case(make_creditor(name="Bosstroom", code="bosstroom"), cents=20_000)
    water = make_creditor(name="Waterheld", code="waterheld", joint_email="samen@waterheld.example")
    joint = acts.start(late, [energy.creditor, water], by_channel=ChannelKind.PHONE, by="user:1", at=NOW)
    for part in others(joint):
        acts.consent(part, text_version=WORDS, at=NOW, **HOW, **CALL)
    acts.capacity(joint, 6_000, Rhythm.MONTHLY, date(2026, 12, 15), by="user:1", at=NOW)
    acts.ask(joint, by="user:1", at=NOW)
    acts.balance(others(joint)[1], 30_000, by="creditor:3", at=NOW)
    acts.accept(others(joint)[1], by="creditor:3", at=NOW)
    return acts.confirm(Joint.objects.get(pk=joint.pk), by="user:1", at=NOW)


def others(joint: Joint) -> list[JointPart]:
    return list(joint.parts.exclude(creditor=joint.case.creditor).order_by("pk"))


def nine(day: date) -> datetime:
    return NOW + timedelta(days=(day - TODAY).days)


def pay_until(joint: Joint, day: date) -> None:
    """Every payment on its day, and each night passes it."""
    plan = JointPlan.objects.get(joint=joint, confirmed_at__isnull=False)
    for on in sorted({line.due_on for line in plan.lines.all() if line.due_on <= day}):
        cents = sum(line.amount_cents for line in plan.lines.all() if line.due_on == on)
        acts.pay(Joint.objects.get(pk=joint.pk), cents, on, f"bank-{on}", by="user:1", at=nine(on))


def pass_night(day: date) -> None:
    acts.pass_all(nine(day), by="night")
    acts.ask_again_all(nine(day), by="night")


def messages() -> list[Contact]:
    return list(Contact.objects.filter(key__contains="joint_renew").order_by("pk"))


def renew(part: JointPart, day: date, **more: Any) -> Consent:
    return acts.renew(part, text_version=WORDS, at=nine(day), **HOW | CALL | more)


def test_customer_is_asked_once_in_time_and_who_takes_part_is_warned(running: Joint) -> None:
    pay_until(running, ASKED)
    pass_night(ASKED - timedelta(days=1))
    assert messages() == []

    for days in range(4):
        pass_night(ASKED + timedelta(days=days))

    assert len({contact.kind for contact in messages()}) == len(messages()) == 1
    energy, water = others(running)
    told = [(row.to, row.at.date()) for row in Shared.objects.filter(what=Telling.RENEW).order_by("pk")]
    assert told == [(energy.creditor, ASKED), (water.creditor, ASKED)]
    assert AnswerLink.objects.filter(part=water, ended_at=None, made_at=nine(ASKED)).count() == 1
    assert [part.pk for part in jointrenewal.ending(running, ASKED)] == [energy.pk, water.pk]


def test_yes_again_is_a_new_line_and_the_plan_stays_as_it_was(running: Joint) -> None:
    pay_until(running, ASKED)
    pass_night(ASKED)
    energy, _ = others(running)
    before, plan = energy.consent, Joint.objects.get().plans.count()
    assert before is not None

    given = renew(energy, ASKED + timedelta(days=3))

    before.refresh_from_db()
    assert energy.consent == given != before
    assert (before.withdrawn_by, AuditEvent.objects.filter(what="consent.ended").get().facts["why"]) == (
        "tijdig", "renewed",
    )  # fmt: skip
    assert (given.text_version, given.until_on, given.other_customer) == (
        WORDS, date(2027, 10, 1), before.other_customer,
    )  # fmt: skip
    joint = Joint.objects.get()
    assert (joint.state, joint.plans.count(), energy.state) == ("active", plan, "running")
    for day in (ENDS, ENDS + timedelta(days=1)):
        pass_night(day)
    energy.refresh_from_db()
    assert (energy.state, energy.consent) == ("running", given)


def test_without_a_yes_it_ends_on_the_day_that_was_said_and_goes_on_apart(running: Joint) -> None:
    pay_until(running, ENDS)
    pass_night(ASKED)
    pass_night(ENDS - timedelta(days=1))
    assert {part.state for part in others(running)} == {"running"}

    pass_night(ENDS)

    energy, water = others(running)
    assert (energy.state, water.state) == ("left", "left")
    assert energy.arrangement is not None
    assert energy.arrangement.state == "active"
    assert Contact.objects.filter(key__contains="joint_left").exists()


def test_yes_for_one_leaves_the_other_to_end_and_asks_nobody_twice(running: Joint) -> None:
    pay_until(running, ENDS)
    pass_night(ASKED)
    renew(others(running)[0], ASKED)
    for days in range(1, 5):
        pass_night(ASKED + timedelta(days=days))
    assert len(messages()) == 1

    pass_night(ENDS)

    assert [part.state for part in others(running)] == ["running", "left"]


def test_question_that_waits_to_go_out_is_not_sent_after_the_yes(running: Joint) -> None:
    pay_until(running, ASKED)
    pass_night(ASKED)

    for part in others(running):
        renew(part, ASKED + timedelta(days=1))

    assert {contact.state for contact in messages()} == {"stopped"}


def test_too_early_too_late_or_unsure_who_is_refused(running: Joint) -> None:
    energy, _ = others(running)

    with pytest.raises(JointRefusedError) as early:
        renew(energy, ASKED - timedelta(days=1))
    with pytest.raises(RefusedError) as unsure:
        renew(energy, ASKED, level=AssuranceLevel.KNOWN)
    with pytest.raises(RefusedError) as proofless:
        renew(energy, ASKED, proof=" ")
    with pytest.raises((RefusedError, JointRefusedError)):
        renew(energy, ENDS)

    assert (early.value.code, unsure.value.code, proofless.value.code) == (
        Refused.NOT_NOW, Refusal.NOT_SURE_WHO, Refusal.PROOF_NEEDED,
    )  # fmt: skip
    assert Consent.objects.filter(purpose="joint").count() == 2


def test_what_was_told_before_is_still_shown_after_a_new_yes(running: Joint) -> None:
    pay_until(running, ASKED)
    pass_night(ASKED)
    energy, _ = others(running)
    before = set(Shared.objects.filter(to=energy.creditor).values_list("pk", flat=True))

    renew(energy, ASKED)

    shown = {row.pk for row in jointrenewal.told(JointPart.objects.get(pk=energy.pk))}
    assert before < shown


def test_taking_back_works_as_before_after_a_new_yes(running: Joint) -> None:
    pay_until(running, ASKED)
    pass_night(ASKED)
    energy, _ = others(running)
    given = renew(energy, ASKED)

    acts.withdraw_consent(given, by=f"customer:{running.case.customer_id}", at=nine(ASKED))

    energy.refresh_from_db()
    assert energy.state == "left"
    with pytest.raises(consents.NoConsentError):
        consents.share(given.pk, [SharedData.STATUS], "x", energy.creditor, by="user:1", at=nine(ASKED))


def test_real_nights_ask_and_let_it_end(running: Joint) -> None:
    pay_until(running, ENDS)

    for day in (ASKED, ASKED + timedelta(days=1), ENDS):
        night.run(day, at=nine(day), by="night")

    assert len(messages()) == 1
    assert [part.state for part in others(running)] == ["left", "left"]


def test_one_of_them_is_in_the_list_of_who_waits(running: Joint) -> None:
    assert jointwork.seen_by(others(running)[0].creditor_id, ASKED).count() == 1
    assert Case.objects.count() == 2

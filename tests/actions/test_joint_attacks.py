"""Who means harm, or has bad luck: a twin, a link taken back, money between the proposal and the yes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.actions.carriers import Carrier
from tests.actions.conftest import make_late_case
from tests.actions.test_joint import FIRST, WHO, agree, asked, parts, running
from tests.factories import NOW, TODAY, make_consent, make_creditor, make_room
from tijdig.actions import answering, arrangements, consents, payments
from tijdig.actions import joint as acts
from tijdig.actions.answering import AnswerFault, AnswerShutError
from tijdig.actions.arrangements import Yes
from tijdig.actions.consents import NoConsentError
from tijdig.actions.joint import passing
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import (
    AnswerLink,
    AuditEvent,
    Case,
    CustomerDetails,
    Hold,
    Joint,
    JointPart,
    JointPayment,
    MoneyEntry,
)
from tijdig.queries import jointdesk, jointdue, jointfile, jointmoney
from tijdig.queries.doors import keyed_hash
from tijdig.rules.joint.drafts import JointRefusedError
from tijdig.words import AssuranceLevel, ChannelKind, Rhythm

__all__ = ["asked"]
pytestmark = pytest.mark.django_db
Carry = Callable[[str], type[Carrier]]


def told_and_asked(joint: Joint) -> None:
    acts.capacity(joint, 6_000, Rhythm.MONTHLY, FIRST, **WHO)
    joint.refresh_from_db()
    acts.ask(joint, **WHO)


def test_the_file_of_a_twin_is_not_taken_for_ones_own(late: Case, carry: Carry) -> None:
    energy = make_creditor(name="Bosstroom", code="bosstroom", joint_email="samen@bosstroom.example")
    twin = make_late_case(energy, cents=7_700, number="TWIN-1")
    CustomerDetails.objects.filter(customer=twin.customer).update(first_name="Bea")
    joint = acts.start(late, [energy], by_channel=ChannelKind.PHONE, **WHO)
    part = joint.parts.get(creditor=energy)
    who: dict[str, Any] = {"by": f"customer:{late.customer_id}", "at": NOW}

    acts.consent(
        part, text_version="samen-2026-11", language="nl", by_channel=ChannelKind.PORTAL, level=AssuranceLevel.PROVEN,
        proof="session:1", customer_number="TWIN-1", **who,
    )  # fmt: skip
    told_and_asked(joint)

    part.refresh_from_db()
    assert (part.balance_cents, part.case_id) == (None, None)
    assert not Hold.objects.filter(case=twin).exists()


def test_a_link_that_was_taken_back_is_not_used(late: Case, carry: Carry) -> None:
    energy = make_late_case(make_creditor(name="Bosstroom", code="bosstroom"), cents=5_000)
    link = make_consent(
        late.customer, other=energy.creditor, other_customer=energy.customer, purpose="overview", data=[], until_on=None
    )
    joint = acts.start(late, [energy.creditor], by_channel=ChannelKind.PHONE, **WHO)

    consents.withdraw(link, by="user:1", at=NOW)
    agree(joint.parts.get(creditor=energy.creditor))
    told_and_asked(joint)

    part = joint.parts.get(creditor=energy.creditor)
    assert (part.balance_cents, part.case_id) == (None, None)
    assert not Hold.objects.filter(case=energy).exists()


def test_one_can_begin_again_after_the_end(asked: Joint) -> None:
    acts.end(asked, **WHO)
    again = acts.start(asked.case, [part.creditor for part in parts(asked)[1:]], by_channel=ChannelKind.PHONE, **WHO)

    for part in again.parts.exclude(creditor=again.case.creditor):
        agree(part)

    assert all(part.consent for part in parts(again)[1:])


def test_money_between_the_proposal_and_the_yes_makes_a_new_proposal(asked: Joint) -> None:
    _, energy, water, care = parts(asked)
    acts.balance(water, 9_000, **WHO)
    acts.balance(care, 12_000, **WHO)
    acts.accept(water, **WHO)
    acts.accept(care, **WHO)
    claim = jointmoney.claims(jointmoney.part(energy.pk), TODAY)[0]
    payments.book(claim, 100, booked_on=TODAY, by="user:1", at=NOW, reference="x1")

    first = acts.confirm(Joint.objects.get(pk=asked.pk), **WHO)
    assert first.state != "active"
    for part in parts(first):
        if part.state == "proposed":
            acts.accept(part, **WHO)
    first.refresh_from_db()

    assert acts.confirm(first, **WHO).state == "active"


def test_a_reference_that_somebody_typed_does_not_stop_the_night(asked: Joint) -> None:
    joint, later = running(asked), NOW + timedelta(days=1)
    part = parts(joint)[1]
    typed = f"dossier:{part.pk}:2:{later.timestamp():.0f}"
    acts.pay(joint, 600, TODAY, typed, **WHO)
    payments.book(jointmoney.claims(jointmoney.part(part.pk), TODAY)[0], 100, booked_on=TODAY, reference="x1", **WHO)

    assert passing.pass_all(later, by="night") == set()

    assert set(JointPayment.objects.values_list("reference", flat=True)) == {f"kenmerk {typed}", typed}


def test_money_booked_under_a_word_of_ours_can_be_taken_back(asked: Joint) -> None:
    joint = running(asked)
    for typed in ("terug: dubbel betaald", "Dossier: balie", "terug:1", "dossier:1:1:1"):
        paid = acts.pay(joint, 600, TODAY, typed, **WHO)
        assert acts.pay(joint, 600, TODAY, typed, **WHO) == paid
        assert paid in jointdesk.standing(joint)
        assert jointdesk.named_so(joint, typed) == jointdesk.said_of(paid)

        acts.take_back(paid, booked_on=TODAY, **WHO)

        assert paid not in jointdesk.standing(joint)
    assert sum(MoneyEntry.objects.exclude(kind="claim").values_list("amount_cents", flat=True)) == 0


def test_nobody_makes_another_payment_look_returned_by_typing_its_number(asked: Joint) -> None:
    joint = running(asked)
    good = acts.pay(joint, 600, TODAY, "B-1", **WHO)

    other = acts.pay(joint, 600, TODAY + timedelta(days=1), f"terug:{good.pk}", **WHO)

    assert jointdesk.standing(joint) == [other, good]
    assert jointdue.paid_days(joint) == [good.paid_on, other.paid_on]
    acts.take_back(good, booked_on=TODAY, **WHO)
    assert jointdesk.standing(joint) == [other]


def test_who_has_less_room_now_can_take_a_pause(late: Case) -> None:
    wish: dict[str, Any] = {"instalment_cents": 2_500, "first_on": TODAY + timedelta(days=10)}
    made = arrangements.agree(late, by="user:1", at=NOW, yes=Yes(is_sure=True), **wish)
    make_room(late, state="ok", spare_cents=500)

    later = arrangements.pause(made, 2, by="customer:1", at=NOW)

    assert later.first_on >= made.first_on
    assert later.change == "pause"


@pytest.fixture
def links(asked: Joint) -> dict[str, str]:
    """The tokens of the two organisations that answer by a link, with the code 123456 for each."""
    found = {}
    for link in AnswerLink.objects.select_related("part__creditor"):
        token = f"token-{link.part.creditor.code}"
        code = keyed_hash("answer-code", f"{link.pk}-123456") if link.part.creditor.code == "water" else ""
        AnswerLink.objects.filter(pk=link.pk).update(
            token_hash=keyed_hash("answer", token), code_hash=code, code_until=NOW + timedelta(minutes=9)
        )
        found[link.part.creditor.code] = token
    return found


def shut(act: Callable[[], object]) -> AnswerFault:
    with pytest.raises(AnswerShutError) as error:
        act()
    return error.value.code


def withdrawn(part: JointPart) -> None:
    consent = JointPart.objects.select_related("consent__customer").get(pk=part.pk).consent
    assert consent is not None
    consents.withdraw(consent, by="customer:1", at=NOW)


def test_code_of_one_organisation_opens_nothing_of_another(asked: Joint, links: dict[str, str]) -> None:
    care = AnswerLink.objects.get(part=parts(asked)[3])
    water = AnswerLink.objects.get(part=parts(asked)[2])
    AnswerLink.objects.filter(pk=care.pk).update(code_hash=water.code_hash)

    assert shut(lambda: answering.enter(links["zorg"], "123456", at=NOW)) == AnswerFault.WRONG
    assert answering.enter(links["water"], "123456", at=NOW).part == parts(asked)[2]


def test_no_code_is_mailed_once_the_consent_was_taken_back(asked: Joint, links: dict[str, str], carry: Carry) -> None:
    withdrawn(parts(asked)[2])
    before, mailed = AnswerLink.objects.get(part=parts(asked)[2]).code_hash, len(Carrier.kept)

    assert shut(lambda: answering.send_code(links["water"], at=NOW)) == AnswerFault.OVER
    assert (AnswerLink.objects.get(part=parts(asked)[2]).code_hash, len(Carrier.kept)) == (before, mailed)
    assert answering.send_code(links["zorg"], at=NOW).part == parts(asked)[3]


ANSWERS: dict[str, Callable[[JointPart], object]] = {
    "balance": lambda part: acts.balance(part, 7_777, contact="Wie dan ook", is_threatening=True, **WHO),
    "accept": lambda part: acts.accept(part, **WHO),
    "counter": lambda part: acts.counter(part, 2_000, "Liever dit.", **WHO),
    "decline": lambda part: acts.decline(part, "Liever niet.", **WHO),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answer_after_the_consent_was_taken_back_changes_nothing(name: str, asked: Joint) -> None:
    part = parts(asked)[2]
    withdrawn(part)
    before = JointPart.objects.filter(pk=part.pk).values().get()

    with pytest.raises((JointRefusedError, NoConsentError)):
        ANSWERS[name](part)

    assert JointPart.objects.filter(pk=part.pk).values().get() == before


@pytest.mark.parametrize("name", ["balance", "accept"])
def test_answer_that_is_sent_again_changes_nothing(name: str, asked: Joint) -> None:
    _, _, water, care = parts(asked)
    acts.balance(water, 9_000, contact="Wim", **WHO)
    acts.balance(care, 12_000, **WHO)
    acts.accept(water, **WHO)
    before = JointPart.objects.filter(pk=water.pk).values().get()

    with pytest.raises(JointRefusedError):
        ANSWERS[name](water)

    assert JointPart.objects.filter(pk=water.pk).values().get() == before


def test_money_for_a_part_of_another_plan_is_refused_and_booked_nowhere(asked: Joint, late: Case) -> None:
    running(asked)
    other = acts.start(make_late_case(late.creditor, number="B-1"), [], by_channel=ChannelKind.PHONE, **WHO)
    booked = MoneyEntry.objects.count()

    with pytest.raises(JointRefusedError):
        acts.pay(Joint.objects.get(pk=asked.pk), 100, TODAY, "x1", part=parts(other)[0], **WHO)

    assert (MoneyEntry.objects.count(), JointPayment.objects.count()) == (booked, 0)


def test_file_for_debt_help_says_nothing_more_of_who_may_not_be_told_of(asked: Joint) -> None:
    _, _, water, care = parts(asked)
    acts.balance(water, 9_000, contact="Wim, 020 555 02 22", **WHO)
    acts.balance(care, 12_000, contact="Zus", **WHO)
    acts.refer(Joint.objects.get(pk=asked.pk), reason="De klant vraagt het.", **WHO)
    withdrawn(water)

    file = jointfile.as_json(Joint.objects.get(pk=asked.pk), TODAY)

    told = {one["name"]: (one["balance_cents"], one["contact"]) for one in file["organisations"]}
    assert told["Water"] == (None, "")
    assert told["Zorg"] == (12_000, "Zus")
    assert "90,00" not in " ".join(jointfile.as_lines(file))


def test_what_was_refused_in_a_step_stands_in_the_trail_when_the_step_is_undone(asked: Joint) -> None:
    water = parts(asked)[2]
    withdrawn(water)

    with pytest.raises(NoConsentError):
        acts.balance(water, 7_777, **WHO)

    (event,) = AuditEvent.objects.filter(what="consent.refused")
    assert (event.by, event.noun_id, event.facts["data"]) == (
        "user:1", str(asked.case.creditor_id), ["balance", "contact"],
    )  # fmt: skip


@pytest.mark.parametrize("reason", ["\N{ZERO WIDTH SPACE}", "\N{RIGHT-TO-LEFT OVERRIDE}\n\N{ZERO WIDTH SPACE} ", "-"])
def test_reason_that_nobody_can_see_is_none(asked: Joint, reason: str) -> None:
    water = asked.parts.get(creditor__name="Water")

    with pytest.raises(RefusedError, match=Refusal.WORDS_NEEDED.label):
        acts.decline(water, reason, **WHO)

    acts.decline(water, "Nee,\N{RIGHT-TO-LEFT OVERRIDE} wij\nkennen u niet.\n", **WHO)
    water.refresh_from_db()
    assert water.reason == "Nee, wij\nkennen u niet."

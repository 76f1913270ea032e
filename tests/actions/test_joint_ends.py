"""What ends and what goes on: consents that are for nothing any more, money before the yes, the same money twice."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.actions.carriers import Carrier
from tests.actions.test_joint import FIRST, WHO, asked, parts, running, states
from tests.factories import NOW, TODAY, make_claim
from tijdig.actions import consents, payments
from tijdig.actions import joint as acts
from tijdig.actions.consents import NoConsentError
from tijdig.actions.joint.keeping import PaidOtherwiseError
from tijdig.actions.refusals import ConflictError, Refusal
from tijdig.models import Arrangement, AuditEvent, Case, Consent, Joint, JointPart, JointPayment, JointPlan, MoneyEntry
from tijdig.queries import jointmoney
from tijdig.words import ChangeReason, Rhythm, SharedData

__all__ = ["asked"]
pytestmark = pytest.mark.django_db
Carry = Callable[[str], type[Carrier]]


def why_ended(part: JointPart) -> list[str]:
    rows = AuditEvent.objects.filter(what="consent.ended", noun_id=str(part.consent_id))
    return [row.facts["why"] for row in rows]


def standing(joint: Joint) -> list[bool]:
    """Of each that was asked under one: whether the consent stands."""
    return [part.consent.withdrawn_at is None for part in parts(joint) if part.consent]


def test_consent_of_who_is_out_ends_at_once_and_nothing_is_told_any_more(asked: Joint) -> None:
    _, _, water, _ = parts(asked)
    acts.balance(water, 9_000, **WHO)

    acts.leave(water, **WHO)

    assert (standing(asked), why_ended(water)) == ([True, False, True], ["part"])
    assert water.consent is not None
    with pytest.raises(NoConsentError):
        consents.share(water.consent_id, [SharedData.STATUS], "nog iets", water.creditor, **WHO)


def test_consent_of_who_says_no_ends(asked: Joint) -> None:
    water = parts(asked)[2]

    acts.decline(water, "Wij doen niet mee.", **WHO)

    assert (standing(asked), why_ended(water)) == ([True, False, True], ["part"])


def test_consents_of_a_plan_that_is_over_end_with_it(asked: Joint) -> None:
    joint = running(asked)
    for turn in range(6):
        acts.pay(joint, 6_000, FIRST, f"bank-{turn}", **WHO)

    assert (joint.state, standing(joint)) == ("completed", [False] * 3)
    assert [why_ended(part) for part in parts(joint)[1:]] == [["plan"]] * 3


def test_consent_of_a_plan_that_was_over_before_ends_in_the_night(asked: Joint) -> None:
    """As plans that ended before consents ended with them."""
    Joint.objects.update(state="ended", due_on=None)

    acts.pass_all(NOW, by="night")
    acts.pass_all(NOW, by="night")

    assert standing(asked) == [False] * 3
    assert [why_ended(part) for part in parts(asked)[1:]] == [["plan"]] * 3


def test_consents_stay_with_debt_help_which_reads_the_file_with_them(asked: Joint) -> None:
    joint = running(asked)

    acts.refer(joint, reason="Er is meer aan de hand.", **WHO)

    assert (joint.state, standing(joint)) == ("referred", [True] * 3)


def test_consent_taken_back_on_any_page_is_heard_in_the_same_moment(asked: Joint) -> None:
    joint = running(asked)
    energy = parts(joint)[1]
    assert energy.consent is not None
    case = Case.objects.get(pk=joint.case_id)

    with pytest.raises(ConflictError):
        acts.withdraw_consent(energy.consent, version=case.version + 1, **WHO)
    acts.withdraw_consent(energy.consent, version=case.version, **WHO)

    assert states(joint) == ["running", "left", "running", "running"]
    assert AuditEvent.objects.filter(what="consent.withdrawn", noun_id=str(energy.consent_id)).count() == 1
    assert why_ended(energy) == []
    assert Arrangement.objects.filter(case=energy.case, state="active").count() == 1


def test_consent_that_no_plan_rests_on_is_taken_back_as_ever(asked: Joint) -> None:
    acts.end(asked, **WHO)
    other = Consent.objects.get(purpose="overview")

    acts.withdraw_consent(other, **WHO)

    other.refresh_from_db()
    assert other.withdrawn_by == "user:1"


def offered(joint: Joint) -> None:
    _, _, water, care = parts(joint)
    acts.balance(water, 9_000, **WHO)
    acts.balance(care, 12_000, **WHO)
    acts.accept(water, **WHO)
    acts.accept(care, **WHO)


def test_all_paid_at_a_file_before_the_yes_closes_there_and_the_yes_holds_for_the_rest(asked: Joint) -> None:
    offered(asked)
    energy = parts(asked)[1]
    (claim,) = jointmoney.claims(jointmoney.part(energy.pk), TODAY)
    payments.book(claim, 5_000, booked_on=TODAY, **WHO)
    shown = JointPlan.objects.order_by("number").last()
    assert shown is not None

    joint = acts.confirm(Joint.objects.get(pk=asked.pk), **WHO)

    assert (joint.state, states(joint)) == ("active", ["running", "paid", "running", "running"])
    assert JointPayment.objects.get().shares == {str(energy.pk): 5_000}
    assert MoneyEntry.objects.filter(kind="payment").count() == 1
    agreed = JointPlan.objects.order_by("number").last()
    assert agreed is not None
    assert list(agreed.lines.order_by("due_on", "part").values_list("due_on", "part", "amount_cents")) == list(
        shown.lines.exclude(part=energy).order_by("due_on", "part").values_list("due_on", "part", "amount_cents")
    )


def test_all_paid_at_one_and_some_at_another_makes_a_new_proposal(asked: Joint) -> None:
    offered(asked)
    own, energy, _, _ = parts(asked)
    for part, cents in ((energy, 5_000), (own, 1_000)):
        (claim,) = jointmoney.claims(jointmoney.part(part.pk), TODAY)
        payments.book(claim, cents, booked_on=TODAY, **WHO)

    joint = acts.confirm(Joint.objects.get(pk=asked.pk), **WHO)

    assert joint.state in {"proposed", "offered"}
    assert states(joint)[1] == "paid"


def test_payment_that_came_in_meanwhile_shows_the_changed_plan_first(asked: Joint) -> None:
    """A plan runs, is made anew, and money comes in at a file before the yes to it."""
    joint = running(asked)
    acts.revise(joint, ChangeReason.LESS_INCOME, **WHO)
    acts.capacity(joint, 3_000, Rhythm.MONTHLY, FIRST, **WHO)
    (claim,) = jointmoney.claims(jointmoney.part(parts(joint)[0].pk), TODAY)
    payments.book(claim, 1_000, booked_on=TODAY, **WHO)

    assert acts.confirm(joint, **WHO).state == "offered"
    assert acts.confirm(joint, **WHO).state == "active"


def test_same_reference_with_another_amount_is_refused_with_what_and_where(asked: Joint) -> None:
    joint = running(asked)
    first = acts.pay(joint, 6_000, FIRST, "bank-1", **WHO)

    with pytest.raises(PaidOtherwiseError) as refused:
        acts.pay(joint, 5_000, FIRST, "bank-1", **WHO)

    assert refused.value.code == Refusal.PAID_OTHERWISE
    said = str(refused.value).replace("\N{NO-BREAK SPACE}", " ")
    assert f"plan {joint.pk}, kenmerk bank-1: er staat al € 60,00, nu € 50,00." in said
    assert acts.pay(joint, 6_000, FIRST + timedelta(days=1), "bank-1", **WHO) == first
    assert JointPayment.objects.count() == 1


def test_a_plan_of_years_stands_in_every_file_with_its_days(asked: Joint) -> None:
    """36,000 cents at 6 euro a time are 60 payments, beyond the years of which every holiday is known."""
    _, _, water, care = parts(asked)
    acts.capacity(asked, 600, Rhythm.MONTHLY, FIRST, **WHO)
    acts.balance(water, 9_000, **WHO)
    acts.balance(care, 12_000, **WHO)
    joint = acts.go_on(Joint.objects.get(pk=asked.pk), **WHO)
    for part in parts(joint):
        if part.state == "proposed":
            acts.accept(part, **WHO)

    assert acts.confirm(Joint.objects.get(pk=asked.pk), **WHO).state == "active"

    last = max(JointPlan.objects.order_by("-number")[0].lines.values_list("due_on", flat=True))
    assert date(2031, 11, 1) <= last <= date(2032, 4, 1)
    ends = [made.instalments.order_by("-number")[0].due_on for made in Arrangement.objects.filter(state="active")]
    assert {day.isoweekday() <= 5 for day in ends} == {True}
    assert max(ends) > date(2029, 1, 1)


def test_a_new_bill_before_the_yes_stays_outside_and_the_yes_holds(asked: Joint) -> None:
    _, energy, water, care = parts(asked)
    acts.balance(water, 9_000, **WHO)
    acts.balance(care, 12_000, **WHO)
    acts.accept(water, **WHO)
    acts.accept(care, **WHO)
    case = jointmoney.part(energy.pk).case
    assert case is not None
    before = jointmoney.open_cents(case, TODAY)
    make_claim(case.customer, amount_cents=4_400, due_on=TODAY - timedelta(days=1))

    joint = acts.confirm(Joint.objects.get(pk=asked.pk), **WHO)

    made = Arrangement.objects.get(case=case, state="active")
    assert (joint.state, made.total_cents) == ("active", before)
    assert jointmoney.open_cents(case, TODAY) == before + 4_400


def test_reference_of_the_plan_stands_on_each_payment_and_each_is_booked(asked: Joint) -> None:
    joint = running(asked)
    for months in (0, 1, 1):
        acts.pay(joint, 6_000, FIRST + timedelta(days=31 * months), f"SAMEN-{joint.pk}", **WHO)

    assert [row.amount_cents for row in JointPayment.objects.order_by("pk")] == [6_000, 6_000]


def test_reference_of_the_plan_is_the_same_payment_on_one_day_until_it_went_back(asked: Joint) -> None:
    joint = running(asked)
    first = acts.pay(joint, 1_000, TODAY, f"SAMEN-{joint.pk}", **WHO)
    assert acts.pay(joint, 1_000, TODAY, f"samen {joint.pk}", **WHO) == first
    with pytest.raises(PaidOtherwiseError):
        acts.pay(joint, 1_500, TODAY, f"SAMEN-{joint.pk}", **WHO)

    acts.take_back(first, booked_on=TODAY, **WHO)
    again = acts.pay(joint, 1_000, TODAY, f"SAMEN-{joint.pk}", **WHO)

    assert again != first
    assert acts.pay(joint, 1_000, TODAY, f"SAMEN-{joint.pk}", **WHO) == again

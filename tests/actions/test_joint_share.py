"""A share of a joint plan: it changes in the plan only, and has no voice of its own (docs/adr/0057)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.actions.test_joint import FIRST, WHO, asked, parts, running
from tests.factories import NOW, TODAY, make_claim
from tijdig.actions import arrangements, closing, holds, night, payments, proposing, solving
from tijdig.actions import joint as acts
from tijdig.actions.arrangements import Yes
from tijdig.actions.asked import Asker
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import Arrangement, Case, Contact, Creditor, Hold, Joint, Request
from tijdig.planner.codes import HoldCode
from tijdig.queries import frames, jointmoney, standing
from tijdig.rules.solutions.shapes import Shape
from tijdig.words import ChangeReason, ClosingReason

__all__ = ["asked"]
pytestmark = pytest.mark.django_db
EVE = datetime(2026, 12, 12, 2, 0, tzinfo=UTC)  # three days before the first payment
OVER = datetime(2027, 2, 1, 2, 0, tzinfo=UTC)
SHAPE = Shape(first_on=date(2027, 1, 4), instalment_cents=1_000)
ASKER = Asker(1, "customer:1", NOW)


def share_of(joint: Joint) -> Arrangement:
    return Arrangement.objects.get(case=joint.case, state="active")


ALONE: dict[str, Callable[[Arrangement], Any]] = {
    "change": lambda made: arrangements.change(
        made, ChangeReason.AMOUNT, instalment_cents=1_000, first_on=date(2027, 1, 4), yes=Yes(reason="Past."), **WHO
    ),
    "pause": lambda made: arrangements.pause(made, 2, **WHO),
    "end": lambda made: arrangements.end(made, **WHO),
    "told pause": lambda made: solving.pause(made, 2, yes=Yes(), **WHO),
    "asked change": lambda made: proposing.propose_change(made, ChangeReason.AMOUNT, SHAPE, ASKER, is_sure=True),
    "asked pause": lambda made: proposing.propose_pause(made, 2, ASKER),
}


@pytest.mark.parametrize("how", ALONE)
def test_share_of_a_plan_changes_in_that_plan_and_nowhere_else(how: str, asked: Joint) -> None:
    joint = running(asked)
    made = share_of(joint)

    with pytest.raises(RefusedError) as refused:
        ALONE[how](made)

    assert refused.value.code == Refusal.IN_JOINT
    assert share_of(joint) == made
    assert parts(joint)[0].arrangement_id == made.pk
    assert not Request.objects.exists()


@pytest.mark.parametrize("how", ["pause", "end"])
def test_share_that_goes_on_alone_changes_again(how: str, asked: Joint) -> None:
    joint = acts.end(running(asked), **WHO)

    ALONE[how](share_of(joint))

    assert Arrangement.objects.filter(case=joint.case).exclude(state="active").exists()


def test_share_ends_with_its_file(asked: Joint) -> None:
    joint = running(asked)

    closing.close_by_hand(joint.case, ClosingReason.WAIVED, by_lead=True, **WHO)

    assert Arrangement.objects.get(case=joint.case).state == "ended"


# What is said --------------------------------------------------------------------------------------------------------


def of_its_own() -> list[str]:
    """What a file said beside the one voice of the plan."""
    keys = Contact.objects.filter(key__startswith="reply-").values_list("key", flat=True)
    return [key for key in keys if not key.startswith("reply-joint")]


def test_share_that_is_paid_says_nothing_while_the_plan_runs(asked: Joint) -> None:
    joint = running(asked)
    make_claim(joint.case.customer, amount_cents=9_952, due_on=TODAY + timedelta(days=11))
    (claim,) = jointmoney.claims(jointmoney.part(parts(joint)[0].pk), TODAY)

    payments.book(claim, 4_000, booked_on=TODAY, **WHO)
    payments.book(claim, 6_000, booked_on=TODAY, **WHO)

    assert Arrangement.objects.get(case=joint.case).state == "completed"
    assert of_its_own() == []


@pytest.mark.parametrize(
    ("due_in", "says"),
    [
        (11, "Bij ons komt nog een andere rekening: € 99,52, te betalen op zaterdag 5 december 2026."),
        (-3, "Bij ons staat nog een andere rekening open. Die zat niet in het plan."),
        (None, ""),
    ],
)
def test_end_of_a_plan_is_one_goodbye_that_names_what_is_still_open(
    due_in: int | None, says: str, asked: Joint
) -> None:
    joint = running(asked)
    Creditor.objects.filter(pk=joint.case.creditor_id).update(sender_name="Woonstede")
    if due_in is not None:
        make_claim(joint.case.customer, amount_cents=9_952, due_on=TODAY + timedelta(days=due_in))

    acts.pay(joint, 36_000, FIRST, "bank-1", **WHO)

    (goodbye,) = Contact.objects.filter(key__startswith="reply-joint_completed")
    said = goodbye.text.replace("\N{NO-BREAK SPACE}", " ")
    assert of_its_own() == []
    assert says in said
    assert ("andere rekening" in said) == bool(says)
    assert "niets meer open" not in said


@pytest.mark.parametrize(
    ("due_in", "says"),
    [(11, "Er komt nog een andere rekening: € 99,52, te betalen op zaterdag 5 december 2026."), (-3, "Er staat nog")],
)
def test_arrangement_that_is_done_says_nothing_is_open_only_where_it_is_so(
    due_in: int, says: str, asked: Joint
) -> None:
    joint = acts.end(running(asked), **WHO)
    made = share_of(joint)
    make_claim(joint.case.customer, amount_cents=9_952, due_on=TODAY + timedelta(days=due_in))

    payments.book(made.claims.get(), 10_000, booked_on=TODAY, **WHO)

    (done,) = Contact.objects.filter(key__startswith="reply-completed")
    said = done.text.replace("\N{NO-BREAK SPACE}", " ")
    assert says in said
    assert "Er staat niets meer open" not in said


def test_payment_of_a_bill_beside_the_plan_leaves_its_reminder_as_it_is(asked: Joint) -> None:
    joint = running(asked)
    acts.remind_all(EVE, by="system")
    claim = make_claim(joint.case.customer, amount_cents=9_952, due_on=TODAY + timedelta(days=11))

    payments.book(claim, 9_952, booked_on=EVE.date(), by="bank", at=EVE + timedelta(hours=1))

    (reminder,) = Contact.objects.filter(key__startswith="reply-joint_instalment")
    assert reminder.state == "planned"
    assert of_its_own() == []


# Quiet as long as it runs --------------------------------------------------------------------------------------------


def share_whose_days_are_over(asked: Joint) -> tuple[Joint, Arrangement]:
    """The hold of a share with one instalment that was missed: its own last day is over, and the plan goes on."""
    joint = running(asked)
    made = share_of(joint)
    Hold.objects.filter(pk=made.hold_id).update(until_on=OVER.date())
    return joint, made


@pytest.mark.parametrize("state", ["active", "missed", "paused", "revising"])
def test_share_is_quiet_after_its_own_last_day_while_the_plan_runs(state: str, asked: Joint) -> None:
    joint, made = share_whose_days_are_over(asked)
    Joint.objects.filter(pk=joint.pk).update(state=state)

    holds.run_out(OVER, by="test")
    row = frames.of_case(Case.objects.get(pk=joint.case_id), OVER.date()).accounts.plain(0)
    night.run(OVER.date(), at=OVER, by="test")

    assert Hold.objects.get(pk=made.hold_id).lifted_at is None
    assert (row.hold, row.hold_has_end) == (HoldCode.AGREED, False)
    assert not Contact.objects.filter(moment__isnull=False).exists()
    assert standing.active_holds(OVER.date()).filter(pk=made.hold_id).exists()


def test_share_whose_days_are_over_is_quiet_no_more_when_the_plan_ends(asked: Joint) -> None:
    joint, made = share_whose_days_are_over(asked)

    acts.end(joint, by="user:1", at=OVER)
    holds.run_out(OVER, by="test")

    assert Hold.objects.get(pk=made.hold_id).lifted_at == OVER
    assert frames.of_case(Case.objects.get(pk=joint.case_id), OVER.date()).accounts.plain(0).hold == HoldCode.NONE

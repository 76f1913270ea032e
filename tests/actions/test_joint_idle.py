"""A night in which nothing happened changes nothing of a plan; each reason to take it in hand still does."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.actions.test_joint import FIRST, WHO, asked, parts, running
from tests.factories import NOW, TODAY
from tijdig.actions import consents, payments
from tijdig.actions import joint as acts
from tijdig.actions.joint import passing
from tijdig.models import AuditEvent, Case, Consent, Joint, JointPart, MoneyEntry
from tijdig.queries import jointmoney, jointnight

__all__ = ["asked"]
pytestmark = pytest.mark.django_db


def night(days: int) -> datetime:
    return NOW + timedelta(days=days)


def files(joint: Joint) -> dict[int, int]:
    """The version of each file, by number: it goes up with each change."""
    return dict(Case.objects.filter(joint_parts__joint=joint).values_list("pk", "version"))


def claim_of(part: JointPart) -> Any:
    return jointmoney.claims(jointmoney.part(part.pk), TODAY)[0]


def idle(joint: Joint, first: int, *more: int) -> bool:
    """Whether these nights leave the files, the plan and the trail as they were."""
    seen = files(joint), Joint.objects.get(pk=joint.pk).version, AuditEvent.objects.count()
    for days in (first, *more):
        assert acts.pass_all(night(days), by="night") == set()
    return seen == (files(joint), Joint.objects.get(pk=joint.pk).version, AuditEvent.objects.count())


def test_two_idle_nights_leave_every_file_as_it_was(asked: Joint) -> None:
    joint = running(asked)

    assert idle(joint, 1, 2)


def test_two_idle_nights_of_a_plan_that_is_done_do_too(asked: Joint) -> None:
    joint = running(asked)
    acts.pay(joint, 36_000, TODAY, "B-1", **WHO)

    assert Joint.objects.get(pk=joint.pk).state == "completed"
    assert idle(joint, 1, 2)


def paid_there(joint: Joint) -> None:
    payments.book(claim_of(parts(joint)[0]), 1_000, booked_on=TODAY, reference="x1", **WHO)


def put_right(joint: Joint) -> None:
    payments.correct(claim_of(parts(joint)[0]), -1_000, booked_on=TODAY, **WHO)


def gone_back(joint: Joint) -> None:
    acts.pay(joint, 6_000, TODAY, "B-1", **WHO)
    payments.reverse(MoneyEntry.objects.filter(kind="payment").latest("pk"), booked_on=TODAY, **WHO)


def gone_back_after_all(joint: Joint) -> None:
    acts.pay(joint, 36_000, TODAY, "B-1", **WHO)
    payments.reverse(MoneyEntry.objects.filter(kind="payment").latest("pk"), booked_on=TODAY, **WHO)


def withdrawn(joint: Joint) -> None:
    given = Consent.objects.get(joint_parts=parts(joint)[2])
    consents.withdraw(given, by="customer:1", at=NOW)


def picked(joint: Joint) -> None:
    JointPart.objects.filter(pk=parts(joint)[3].pk).update(state="picked", due_on=night(1).date())


REASONS: dict[str, Callable[[Joint], None]] = {
    "paid there": paid_there,
    "put right there": put_right,
    "gone back there": gone_back,
    "gone back when it was done": gone_back_after_all,
    "a consent that ended": withdrawn,
    "a part that is due": picked,
}


@pytest.mark.parametrize("why", REASONS)
def test_each_reason_takes_it_in_hand_once(why: str, asked: Joint) -> None:
    joint = running(asked)
    REASONS[why](joint)

    assert not idle(joint, 1)
    assert idle(joint, 2, 3)


def test_day_of_the_whole_takes_it_in_hand(asked: Joint) -> None:
    joint = running(asked)
    late = (FIRST - TODAY).days + 6

    assert idle(joint, late - 1)
    assert not idle(joint, late)
    assert Joint.objects.get(pk=joint.pk).state == "missed"


def test_a_word_that_was_given_late_is_heard(asked: Joint) -> None:
    joint = running(asked)
    energy = parts(joint)[1]
    JointPart.objects.filter(pk=energy.pk).update(state="asked", due_on=night(9).date())

    assert jointnight.has_work(Joint.objects.get(pk=joint.pk), night(1).date())


def test_money_that_went_back_where_another_plan_took_its_place_keeps_no_night_busy(asked: Joint) -> None:
    joint = running(asked)
    gone_back_after_all(joint)
    Joint.objects.create(case=joint.case, state="requested", by_channel="phone", made_by="user:1", made_at=NOW)

    assert not jointnight.has_work(Joint.objects.get(pk=joint.pk), night(1).date())


def test_tick_on_demand_hears_whatever_there_is(asked: Joint) -> None:
    joint = running(asked)
    paid_there(joint)

    passing.tick(joint, **WHO)

    assert parts(joint)[0].balance_cents == 10_000
    assert joint.payments.get().amount_cents == 1_000

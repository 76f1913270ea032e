"""Money that went back under a day before the plan was done, or of which nobody had heard when the last euro came."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.actions.test_joint import WHO, asked, parts, running
from tests.actions.test_joint_returning import LATER, paid_off
from tests.factories import NOW, TODAY
from tijdig.actions import joint as acts
from tijdig.actions import payments
from tijdig.models import Joint, JointPayment, MoneyEntry
from tijdig.queries import jointfacts

__all__ = ["asked"]
pytestmark = pytest.mark.django_db


def test_storno_under_a_day_before_the_plan_was_done_is_heard_in_the_night(asked: Joint) -> None:
    joint = running(asked)
    paid_off(joint)
    entry = MoneyEntry.objects.filter(kind="payment").latest("pk")
    assert joint.ended_on is not None
    payments.reverse(entry, booked_on=joint.ended_on - timedelta(days=3), by="user:1", at=LATER)

    acts.pass_all(LATER + timedelta(hours=9), by="system")

    joint.refresh_from_db()
    assert joint.state == "active"


def test_storno_that_was_written_down_just_after_midnight_is_of_that_day(asked: Joint) -> None:
    """23:30 by the clock of the world is the day after in Amsterdam: the day on which the plan was done there."""
    joint = running(asked)
    paid_off(joint)
    entry = MoneyEntry.objects.filter(kind="payment").latest("pk")
    after_midnight = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    Joint.objects.filter(pk=joint.pk).update(ended_on=after_midnight.date() + timedelta(days=1))

    payments.reverse(entry, booked_on=TODAY, by="user:1", at=after_midnight)

    assert joint.pk in jointfacts.waiting(after_midnight.date() + timedelta(days=1))


def test_last_euro_is_not_the_end_while_something_went_back_that_nobody_heard_of(asked: Joint) -> None:
    joint = running(asked)
    for turn in range(5):
        acts.pay(joint, 6_000, TODAY, f"bank-{turn}", **WHO)
    entry = MoneyEntry.objects.filter(kind="payment").earliest("pk")
    payments.reverse(entry, booked_on=TODAY, by="user:1", at=NOW + timedelta(hours=1))

    acts.pay(joint, 6_000, TODAY, "bank-5", by="user:1", at=NOW + timedelta(hours=2))

    joint.refresh_from_db()
    left = sum(part.left_cents for part in jointfacts.read(joint, TODAY).parts)
    assert (joint.state, left) == ("active", -entry.amount_cents)
    assert sum(part.balance_cents or 0 for part in parts(joint)) == 36_000
    assert JointPayment.objects.filter(reference__startswith="terug:").count() == 1

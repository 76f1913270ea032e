"""Who can be reached by text message alone hears of everything, and no message holds an amount or a word of arrears."""

from datetime import timedelta

import pytest

from tests.actions.test_joint import FIRST, WHO, asked, parts, running
from tests.factories import NOW
from tests.messages.test_joint_sms import AMOUNT, WORDS
from tijdig.actions import joint as acts
from tijdig.models import Contact, ContactPoint, Joint
from tijdig.queries import jointrows
from tijdig.words import ChangeReason, Rhythm

__all__ = ["asked"]
pytestmark = pytest.mark.django_db


def live(joint: Joint) -> None:
    """A life in which most things happen once."""
    acts.remind_all(NOW.replace(month=12, day=12, hour=8), by="system")
    first = acts.pay(joint, 6_000, FIRST, "bank-1", **WHO)
    acts.take_back(first, booked_on=FIRST, by="user:1", at=NOW + timedelta(days=25))
    acts.tick(joint, by="system", at=NOW + timedelta(days=40))
    acts.new_day(joint, FIRST + timedelta(days=40), by="user:1", at=NOW + timedelta(days=41))
    acts.pause(joint, FIRST + timedelta(days=50), by="customer:1", at=NOW + timedelta(days=42))
    acts.new_day(joint, FIRST + timedelta(days=48), by="customer:1", at=NOW + timedelta(days=43))
    acts.revise(joint, ChangeReason.LESS_INCOME, by="customer:1", at=NOW + timedelta(days=44))
    acts.capacity(
        joint, 5_000, Rhythm.MONTHLY, FIRST + timedelta(days=55), by="customer:1", at=NOW + timedelta(days=44)
    )
    joint.refresh_from_db()
    acts.confirm(joint, by="customer:1", at=NOW + timedelta(days=45))
    left = Joint.objects.get(pk=joint.pk)
    last = acts.pay(left, left_of(left), FIRST + timedelta(days=50), "bank-2", by="user:1", at=NOW + timedelta(days=50))
    acts.take_back(last, booked_on=FIRST, by="user:1", at=NOW + timedelta(days=51))
    running_ = next(part for part in parts(joint)[2:] if part.state == "running")
    acts.leave(running_, by="user:1", at=NOW + timedelta(days=51))
    acts.ask_help(joint, by="customer:1", at=NOW + timedelta(days=52))
    acts.go_on(joint, by="user:1", at=NOW + timedelta(days=52))
    acts.end(joint, by="customer:1", at=NOW + timedelta(days=53))


def left_of(joint: Joint) -> int:
    return sum(cents for *_, cents in jointrows.held(joint).lefts())


def test_text_messages_of_a_whole_life_betray_nothing(asked: Joint) -> None:
    ContactPoint.objects.exclude(kind="mobile").delete()

    live(running(asked))

    rows = list(Contact.objects.filter(case=asked.case, kind="sms").order_by("pk"))
    said = {row.key.split("-")[1] for row in rows}
    assert {"joint_agreed", "joint_instalment", "joint_missed", "joint_paused", "joint_changed", "joint_left"} <= said
    assert {"joint_completed", "joint_back", "joint_weighed", "joint_ended"} <= said
    for row in rows:
        assert not AMOUNT.search(row.text), row.key
        assert not WORDS["nl"].search(row.text), row.key

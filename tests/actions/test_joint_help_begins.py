"""Debt help or a settlement begins while a plan runs, or a cent is left: a person looks, and nobody is written to."""

from datetime import timedelta

import pytest

from tests.actions.test_joint import WHO, asked, parts, running
from tests.factories import NOW, TODAY
from tijdig.actions import holds
from tijdig.actions import joint as acts
from tijdig.models import Contact, Hold, Joint
from tijdig.queries import jointdue
from tijdig.words import HoldKind

__all__ = ["asked"]
pytestmark = pytest.mark.django_db


def nights(count: int, first: int = 1) -> None:
    for days in range(first, first + count):
        at = NOW + timedelta(days=days)
        assert acts.pass_all(at, by="night") | acts.remind_all(at, by="night") == set()


def written(kind: str) -> int:
    return Contact.objects.filter(key__startswith=f"reply-{kind}").count()


@pytest.mark.parametrize("kind", ["debt_help", "collection_pause", "moratorium", "settlement"])
def test_plan_waits_for_a_person_once_help_or_a_settlement_begins_where_it_was_asked(asked: Joint, kind: str) -> None:
    joint = running(asked)
    holds.place(joint.case, HoldKind(kind), by="user:1", at=NOW, until_on=TODAY + timedelta(days=200))

    nights(60)

    joint.refresh_from_db()
    assert joint.state == "weighed"
    assert [row["why"] for row in joint.weighs] == ["help"]
    assert [written(kind) for kind in ("joint_missed", "joint_instalment", "joint_weighed")] == [0, 0, 0]


def test_who_was_talked_to_goes_on_and_is_not_put_before_a_person_again(asked: Joint) -> None:
    joint = running(asked)
    holds.place(joint.case, HoldKind.DEBT_HELP, by="user:1", at=NOW)
    nights(1)

    acts.go_on(Joint.objects.get(pk=joint.pk), by="user:1", at=NOW + timedelta(days=2))
    acts.keep_old(Joint.objects.get(pk=joint.pk), by="user:1", at=NOW + timedelta(days=2))
    nights(5, first=3)

    joint.refresh_from_db()
    assert joint.state == "active"
    Hold.objects.filter(kind="debt_help").update(lifted_at=NOW, lifted_by="user:1")
    holds.place(joint.case, HoldKind.SETTLEMENT, by="user:1", at=NOW + timedelta(days=9))
    nights(1, first=9)
    joint.refresh_from_db()
    assert joint.state == "weighed"


def test_help_that_is_known_elsewhere_is_not_known_here(asked: Joint) -> None:
    joint = running(asked)
    energy = parts(joint)[1].case
    assert energy is not None
    holds.place(energy, HoldKind.DEBT_HELP, by="user:1", at=NOW)

    nights(3)

    joint.refresh_from_db()
    assert joint.state == "active"


def test_nobody_is_written_to_about_a_cent_and_a_person_looks(asked: Joint) -> None:
    joint = running(asked)
    acts.pay(joint, jointdue.left_cents(joint, TODAY) - 1, TODAY, "bijna", **WHO)

    nights(240)

    joint.refresh_from_db()
    assert joint.state == "missed"
    assert (written("joint_missed"), written("joint_instalment")) == (0, 0)


def test_a_whole_euro_that_is_late_is_told(asked: Joint) -> None:
    joint = running(asked)
    acts.pay(joint, jointdue.left_cents(joint, TODAY) - 100, TODAY, "bijna", **WHO)

    nights(240)

    assert (written("joint_missed"), written("joint_instalment")) == (1, 1)

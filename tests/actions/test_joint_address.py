"""An organisation whose registered address changes while it is in a plan: somebody sees it, and can tell it anew."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests.actions.test_joint import WHO, asked, parts, running
from tests.factories import NOW, TODAY
from tijdig.actions import joint as acts
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import AnswerLink, AuditEvent, Creditor, Joint, Shared
from tijdig.queries import answering, jointmail, worksources

__all__ = ["asked"]
pytestmark = pytest.mark.django_db
LATER: dict[str, Any] = {"by": "user:1", "at": NOW + timedelta(days=1)}


def listed(creditor: Creditor) -> list[tuple[str, str]]:
    head = worksources.items(creditor, whole_team=True, tolerance_days=5, workdays=2, named_after_days=14)
    with connection.cursor() as cursor:
        values = {"creditor": creditor.pk, "user": 0, "actor": "", "day": TODAY}
        cursor.execute(f"{head} SELECT due_on, words FROM items WHERE code = 'untold' ORDER BY words", values)
        return [(str(due_on)[:10], words) for due_on, words in cursor.fetchall()]


def moves(creditor_id: int, to: str) -> None:
    Creditor.objects.filter(pk=creditor_id).update(joint_email=to)


def test_organisation_in_a_plan_whose_address_changed_is_on_the_list_of_today_until_it_is_told(asked: Joint) -> None:
    joint = running(asked)
    water = parts(joint)[2]
    assert listed(joint.case.creditor) == []

    moves(water.creditor_id, "nieuw@water.example")

    assert listed(joint.case.creditor) == [("2026-11-24", "Water")]
    assert listed(parts(joint)[1].creditor) == []  # it was not asked there
    why = jointmail.untold(joint, TODAY)[water.pk]
    assert "Water@x.example" in why.why
    assert why.can_mail

    made = acts.invite_again(water, **LATER)

    assert answering.works(made, LATER["at"])
    assert made.sent_to == "nieuw@water.example"
    assert (listed(joint.case.creditor), jointmail.untold(joint, TODAY)) == ([], {})


def test_day_of_the_change_is_the_day_on_the_list(asked: Joint) -> None:
    water = parts(asked)[2]
    AuditEvent.objects.create(
        at=NOW + timedelta(days=3), by="user:1", what="creditor.changed", noun="creditor",
        noun_id=str(water.creditor_id), case_id_text="", facts={"changed": ["joint_email"]},
    )  # fmt: skip
    moves(water.creditor_id, "nieuw@water.example")

    assert listed(asked.case.creditor) == [("2026-11-27", "Water")]


def test_who_has_no_address_any_more_is_not_written_down_as_told(asked: Joint) -> None:
    _, _, water, care = parts(asked)
    acts.balance(water, 9_000, **WHO)
    before = Shared.objects.filter(to=water.creditor_id).count()
    moves(water.creditor_id, "")

    acts.balance(care, 12_000, **WHO)

    assert parts(asked)[2].state == "proposed"
    assert Shared.objects.filter(to=water.creditor_id).count() == before
    assert AuditEvent.objects.get(what="joint.not_told").noun_id == str(water.pk)
    assert [words for _, words in listed(asked.case.creditor)] == ["Water"]
    assert not jointmail.untold(asked, TODAY)[water.pk].can_mail
    with pytest.raises(RefusedError) as refused:
        acts.invite_again(water, **LATER)
    assert refused.value.code == Refusal.NO_JOINT_EMAIL


def test_who_never_had_a_mail_is_on_the_list_once_there_is_an_address(asked: Joint) -> None:
    water = parts(asked)[2]
    AnswerLink.objects.filter(part=water).delete()
    AuditEvent.objects.create(
        at=NOW, by="user:1", what="joint.not_told", noun="jointpart", noun_id=str(water.pk),
        case_id_text=str(asked.case_id), facts={},
    )  # fmt: skip

    assert [words for _, words in listed(asked.case.creditor)] == ["Water"]
    assert jointmail.untold(asked, TODAY)[water.pk].can_mail


def test_without_a_consent_nobody_has_to_be_told(asked: Joint) -> None:
    water = parts(asked)[2]
    moves(water.creditor_id, "nieuw@water.example")

    acts.withdraw(water, **WHO)

    assert (listed(asked.case.creditor), jointmail.untold(asked, TODAY)) == ([], {})

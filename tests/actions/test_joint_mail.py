"""An e-mail to an organisation that does not arrive is seen at once where it was asked, with what to do."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests.actions.carriers import Carrier
from tests.actions.test_joint import WHO, asked, parts
from tests.factories import NOW, TODAY
from tijdig.actions import answering, reports
from tijdig.actions import joint as acts
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.channels.base import DeliveryReport
from tijdig.models import AnswerLink, AuditEvent, Creditor, Joint
from tijdig.queries import jointmail, worksources
from tijdig.rules.joint.drafts import JointRefusedError

__all__ = ["asked"]
pytestmark = pytest.mark.django_db
Carry = Callable[[str], type[Carrier]]


def listed(creditor: Creditor) -> list[tuple[str, str]]:
    head = worksources.items(creditor, whole_team=True, tolerance_days=5, workdays=2, named_after_days=14)
    with connection.cursor() as cursor:
        values = {"creditor": creditor.pk, "user": 0, "actor": "", "day": TODAY}
        cursor.execute(f"{head} SELECT code, words FROM items WHERE kind = 'joint' ORDER BY words", values)
        return [(code, words) for code, words in cursor.fetchall() if code == "unsent"]


@pytest.fixture
def send(django_capture_on_commit_callbacks: Any) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def lost(asked: Joint, carry: Carry, send: Any) -> Joint:
    """Both outside were asked once more, and no mail server takes it."""
    carry("NoSuchAddress")
    for part in parts(asked)[2:]:
        with send():
            acts.invite_again(part, **WHO)
    return Joint.objects.get(pk=asked.pk)


def test_refused_mail_is_on_the_list_of_today_at_once(lost: Joint) -> None:
    assert listed(lost.case.creditor) == [("unsent", "Water"), ("unsent", "Zorg")]
    told = AuditEvent.objects.filter(what="answer.refused").order_by("pk")[0]
    assert told.facts["code"] == "no_such_address"
    assert listed(parts(lost)[1].creditor) == []  # it was not asked there


def test_refused_mail_names_the_address(lost: Joint) -> None:
    assert {found.address for found in jointmail.refused(lost).values()} == {"Water@x.example", "Zorg@x.example"}


def test_mail_that_was_taken_or_looked_at_after_all_is_none_of_it(lost: Joint, carry: Carry, send: Any) -> None:
    water, care = parts(lost)[2:]
    carry("Carrier")
    with send():
        acts.invite_again(water, by="user:1", at=NOW + timedelta(hours=1))
    link = AnswerLink.objects.filter(part=care).order_by("pk").last()
    assert link is not None
    AuditEvent.objects.create(
        at=NOW, by="creditor:1", what="answer.looked", noun="answerlink", noun_id=str(link.pk),
        case_id_text=str(lost.case_id), facts={},
    )  # fmt: skip

    assert listed(lost.case.creditor) == []
    assert jointmail.refused(lost) == {}


def test_who_answered_needs_no_mail_any_more(lost: Joint) -> None:
    water, care = parts(lost)[2:]

    acts.balance(water, 9_000, **WHO)

    assert listed(lost.case.creditor) == [("unsent", "Zorg")]
    with pytest.raises(RefusedError) as refused:
        acts.invite_again(water, **WHO)
    assert refused.value.code == Refusal.ALREADY_DONE
    Creditor.objects.filter(pk=care.creditor_id).update(joint_email="")
    with pytest.raises(RefusedError) as refused:
        acts.invite_again(care, **WHO)
    assert refused.value.code == Refusal.NO_JOINT_EMAIL


def test_mail_that_bounces_later_is_seen_too(
    asked: Joint, carry: Carry, send: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier = carry("Carrier")
    water = parts(asked)[2]
    with send():
        link = acts.invite_again(water, **WHO)
    (key,) = [key for key in carrier.kept if key.startswith(f"answer-{link.pk}-")]
    bounce = [DeliveryReport(key, NOW, is_delivered=False, code="5.1.1")]
    monkeypatch.setattr(Carrier, "reports", lambda _self, _payload: bounce)

    assert reports.take("email", b"", by="system", at=NOW) == 1

    assert listed(asked.case.creditor) == [("unsent", "Water")]
    assert not answering.bounced(DeliveryReport("answer-x-1", NOW, is_delivered=False))
    assert not answering.bounced(DeliveryReport(key, NOW, is_delivered=True))


def test_nothing_is_mailed_again_without_consent(lost: Joint) -> None:
    water = parts(lost)[2]
    acts.withdraw(water, **WHO)

    with pytest.raises((RefusedError, JointRefusedError)):
        acts.invite_again(water, **WHO)

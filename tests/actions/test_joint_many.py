"""Many organisations in one plan: asking them takes as many questions to the database as asking a few."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.actions.carriers import Carrier
from tests.actions.conftest import make_late_case
from tests.actions.test_joint import FIRST, WHO, agree
from tests.factories import TODAY, make_creditor
from tijdig.actions import audit
from tijdig.actions import joint as acts
from tijdig.models import AnswerLink, AuditEvent, Case, Joint, JointPart, Shared
from tijdig.queries import jointfacts
from tijdig.words import ChannelKind, Rhythm

pytestmark = pytest.mark.django_db
Carry = Callable[[str], type[Carrier]]


def wished(case: Case, count: int) -> Joint:
    """So many organisations without a file here, all agreed to."""
    wanted = [
        make_creditor(name=f"Huis {case.pk}-{one}", code=f"h-{case.pk}-{one}", joint_email=f"{one}@x.example")
        for one in range(count)
    ]
    joint = acts.start(case, wanted, by_channel=ChannelKind.PHONE, **WHO)
    for part in joint.parts.exclude(creditor=case.creditor).order_by("pk"):
        agree(part)
    acts.capacity(joint, 60_000, Rhythm.MONTHLY, FIRST, **WHO)
    return joint


def questions(work: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as asked:
        work()
    return len(asked)


def test_asking_many_asks_the_database_as_often_as_asking_a_few(late: Case, carry: Carry) -> None:
    few, many = wished(late, 2), wished(make_late_case(late.creditor, number="K-2"), 12)
    wished(make_late_case(late.creditor, number="K-3"), 1)  # whatever is laid out once, is laid out

    counts = [questions(lambda joint=joint: acts.ask(joint, **WHO)) for joint in (few, many)]

    assert counts[0] >= counts[1]
    parts = JointPart.objects.filter(joint=many).exclude(creditor=late.creditor)
    assert set(parts.values_list("state", flat=True)) == {"asked"}
    assert sorted(AnswerLink.objects.filter(part__joint=many).values_list("part", flat=True)) == sorted(
        parts.values_list("pk", flat=True)
    )
    assert Shared.objects.filter(to__in=parts.values("creditor")).count() == 12
    traces = AuditEvent.objects.filter(case_id_text=str(many.case_id), what__in=("answer.invited", "consent.shared"))
    assert traces.count() == 24


def test_reading_many_files_here_asks_as_often_as_reading_a_few(late: Case, carry: Carry) -> None:
    joints = []
    for count in (2, 9):
        joint = wished(make_late_case(late.creditor, number=f"M-{count}"), count)
        for part in joint.parts.exclude(creditor=late.creditor):
            JointPart.objects.filter(pk=part.pk).update(case=make_late_case(part.creditor))
        joints.append(joint)
    for joint in joints:
        jointfacts.read(joint, TODAY)

    counts = [questions(lambda joint=joint: jointfacts.read(joint, TODAY)) for joint in joints]

    assert counts[0] == counts[1]


def test_nobody_is_asked_when_one_of_many_traces_cannot_be_written(
    late: Case, carry: Carry, monkeypatch: pytest.MonkeyPatch
) -> None:
    joint = wished(late, 3)

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "record_all", broken)
    with pytest.raises(RuntimeError):
        acts.ask(joint, **WHO)

    joint.refresh_from_db()
    assert (joint.state, Shared.objects.count(), AnswerLink.objects.count()) == ("requested", 0, 0)

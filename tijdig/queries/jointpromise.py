"""By which day a customer was told that a person calls: time that goes by makes it late, and never another day."""

from collections.abc import Collection, Iterable
from datetime import date

from tijdig.models import AuditEvent, Joint
from tijdig.queries import policies
from tijdig.rules.joint.facts import Topic
from tijdig.rules.workdays import add_workdays, local_day
from tijdig.words import JointState


def call_by(joint: Joint) -> date | None:
    """The last day that was told of one of them; none where nobody was promised a call."""
    return call_by_each([joint]).get(joint.pk)


def of_numbers(numbers: Collection[int]) -> dict[int, date]:
    """The same of many, by their number; without any it asks nothing of the database."""
    if not numbers:
        return {}
    return call_by_each(Joint.objects.filter(pk__in=numbers).select_related("case__creditor"))


def call_by_each(joints: Iterable[Joint]) -> dict[int, date]:
    """The same of many. The day of the whole is set anew every time that it goes by; what was told stays."""
    weighed = {joint.pk: joint for joint in joints if joint.state == JointState.WEIGHED}
    since = _since(weighed.values())
    found = {number: _told(joint, since.get(number)) for number, joint in weighed.items()}
    return {number: day for number, day in found.items() if day is not None}


def _told(joint: Joint, since: date | None) -> date | None:
    if since is None or joint.due_on is None:
        return joint.due_on
    policy = policies.of(joint.case.creditor, since)
    return min(joint.due_on, add_workdays(since, policy.joint.weigh_workdays, policy))


def _since(joints: Collection[Joint]) -> dict[int, date]:
    """When each was last put before a person, as the trail says it."""
    if not joints:
        return {}
    rows = AuditEvent.objects.filter(
        case_id_text__in=[str(joint.case_id) for joint in joints], noun="joint", what="joint.message",
        noun_id__in=[str(joint.pk) for joint in joints],
    )  # fmt: skip
    told = rows.order_by("pk").values_list("noun_id", "at", "facts")
    return {int(number): local_day(at) for number, at, facts in told if facts.get("topic") == Topic.WEIGH}

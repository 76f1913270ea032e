"""By which day a customer was told that something comes: time that goes by makes it late, and never another day.

That a person calls, that the plan is made anew, or that we know more: the night sets the day of the whole anew every
time that it goes by, and what was told stays.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final

from tijdig.models import AuditEvent, Joint
from tijdig.queries import policies
from tijdig.rules.joint.drafts import last_day_of
from tijdig.rules.joint.facts import Topic
from tijdig.rules.workdays import local_day
from tijdig.words import JointState

KEPT: Final = frozenset({JointState.WEIGHED, JointState.REVISING, JointState.INVENTORY})
"""In these a day was told on which we do something."""


def call_by(joint: Joint) -> date | None:
    """The last day that was told of one of them; none where nobody was promised a call."""
    return told_by(joint) if joint.state == JointState.WEIGHED else None


def told_by(joint: Joint) -> date | None:
    """The last day that was told, of a call or of anything else that we do; none where it is not our turn."""
    return told_by_each([joint]).get(joint.pk)


def of_numbers(numbers: Collection[int]) -> dict[int, date]:
    """The same of many, by their number; without any it asks nothing of the database."""
    if not numbers:
        return {}
    return told_by_each(Joint.objects.filter(pk__in=numbers).select_related("case__creditor"))


def told_by_each(joints: Iterable[Joint]) -> dict[int, date]:
    """The same of many. The day of the whole is set anew every time that it goes by; what was told stays."""
    kept = {joint.pk: joint for joint in joints if joint.state in KEPT}
    since = _since(kept)
    found = {number: _told(joint, since.get(number)) for number, joint in kept.items()}
    return {number: day for number, day in found.items() if day is not None}


def _told(joint: Joint, since: date | None) -> date | None:
    if since is None or joint.due_on is None:
        return joint.due_on
    last = last_day_of(JointState(joint.state), since, policies.of(joint.case.creditor, since))
    return min(joint.due_on, last) if last else joint.due_on


def _since(joints: Mapping[int, Joint]) -> dict[int, date]:
    """When each came where it is, or was put before a person again, as the trail says it."""
    if not joints:
        return {}
    rows = AuditEvent.objects.filter(
        case_id_text__in=[str(joint.case_id) for joint in joints.values()], noun="joint", what__startswith="joint.",
        noun_id__in=[str(number) for number in joints],
    )  # fmt: skip
    found: dict[int, date] = {}
    for number, what, at, facts in rows.order_by("pk").values_list("noun_id", "what", "at", "facts"):
        state = joints[int(number)].state
        is_call = what == "joint.message" and facts.get("topic") == Topic.WEIGH
        came = facts.get("to") == state != facts.get("from")
        if is_call if state == JointState.WEIGHED else came:
            found[int(number)] = local_day(at)
    return found

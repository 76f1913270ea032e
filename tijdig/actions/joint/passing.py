"""What time does to joint arrangements: in the night to all of them, or to one on demand."""

from datetime import datetime

from django.db.models import QuerySet

from tijdig.actions.joint import consenting, finding, keeping, returning
from tijdig.actions.joint.apart import Apart
from tijdig.actions.joint.stepping import changing
from tijdig.models import Joint
from tijdig.queries import jointfirst, jointnight
from tijdig.queries.ready import Ready
from tijdig.rules.joint import events as e
from tijdig.rules.joint.moving import due
from tijdig.rules.workdays import local_day


def tick(joint: Joint, *, by: str, at: datetime) -> Joint:
    """A day began: what came in is heard, and whatever is due goes on or goes to a person."""
    with changing(joint, by=by, at=at) as work:
        keeping.hear_money(work)
        returning.hear_back(work)
        if jointfirst.began_help(work.facts, work.row.case, work.day):
            work.step(e.HelpAsked())  # debt help, or a settlement: a person looks before anybody is asked to pay
        found = due(work.facts)
        if found is not None and found.on <= work.day:
            work.step(e.TimePassed())
    return joint


def pass_all(at: datetime, *, by: str) -> set[int]:
    """The same for all that have something to do; the numbers of those that could not go on.

    One keeps no other waiting. Each is looked at without a lock first: nothing to do is no change of its files.
    """
    apart, day = Apart(), local_day(at)
    consenting.end_all(apart, at, by=by)
    finding.find_all(apart, at, by=by)
    for number in jointnight.to_look_at(day):
        with apart.one(number, "joint.not_passed"):
            for joint in _JOINT.rows(number=number):
                if jointnight.has_work(joint, day):
                    tick(joint, by=by, at=at)
    return apart.stuck


def _joint_rows(number: int) -> QuerySet[Joint]:
    return Joint.objects.select_related("case__creditor").filter(pk=number)


_JOINT = Ready(_joint_rows)

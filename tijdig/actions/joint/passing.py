"""What time does to joint arrangements: in the night to all of them, or to one on demand."""

import logging
from datetime import datetime

from tijdig.actions.joint import consenting, finding, keeping, returning
from tijdig.actions.joint.stepping import changing
from tijdig.models import Joint
from tijdig.queries import jointfacts, jointrenewal
from tijdig.rules.joint import events as e
from tijdig.rules.joint.moving import due
from tijdig.rules.workdays import local_day

_log = logging.getLogger(__name__)


def tick(joint: Joint, *, by: str, at: datetime) -> Joint:
    """A day began: what came in is heard, and whatever is due goes on or goes to a person."""
    with changing(joint, by=by, at=at) as work:
        keeping.hear_money(work)
        returning.hear_back(work)
        found = due(work.facts)
        if found is not None and found.on <= work.day:
            work.step(e.TimePassed())
    return joint


def pass_all(at: datetime, *, by: str) -> int:
    """The same for all that are not over; how many. One that cannot go on keeps no other waiting: a person looks."""
    count = 0
    consenting.end_all(at, by=by)
    finding.find_all(at, by=by)
    day = local_day(at)
    for number in sorted({*jointfacts.waiting(day), *jointrenewal.to_ask(day)}):
        try:
            tick(Joint.objects.get(pk=number), by=by, at=at)
            count += 1
        except Exception as refused:
            code = getattr(refused, "code", type(refused).__name__)
            _log.warning("joint.not_passed", extra={"joint": number, "code": code})
    return count

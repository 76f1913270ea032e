"""Last days as the judge of joint arrangements counts them: a day that was given is theirs until it is over."""

from datetime import date, timedelta

from tijdig.rules.joint.facts import Joint, Part
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

WHOLE_DAY = frozenset({S.INVENTORY, S.WEIGHED, S.PROPOSED, S.MISSED, S.REVISING})
"""The day of these is the last one that somebody has; of the others the first on which it is otherwise."""
_SILENT = frozenset({P.SILENT, P.UNDECIDED})
_DAY = timedelta(days=1)


def whole_too_late_on(joint: Joint) -> date | None:
    """The first day after the last one of the whole."""
    return joint.due_on + _DAY if joint.due_on and joint.state in WHOLE_DAY else joint.due_on


def too_late_on(part: Part) -> date | None:
    """The first day after the last one that an organisation has."""
    if part.due_on is None or part.state == P.PICKED or (part.state in _SILENT and part.due_on == part.hold_until):
        return part.due_on
    return part.due_on + _DAY


def is_cut(before: Joint, after: Joint, day: date) -> bool:
    """Whether somebody is silent since this day whose last day was not over; the end of all quiet ends it too."""
    was = {part.id: part for part in before.parts}
    until = before.standstill_until
    is_over = until is not None and until <= day and before.running is None
    now = [part for part in after.parts if part.state in _SILENT and was.get(part.id, part).state not in _SILENT]
    return any(
        (too_late_on(was[part.id]) or day) > day and not (is_over and was[part.id].state == P.PROPOSED) for part in now
    )

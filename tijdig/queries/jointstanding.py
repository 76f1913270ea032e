"""Where one organisation stands in a plan for all together, as its customer reads it, and what happens there now."""

from datetime import date, timedelta

from tijdig.languages import say
from tijdig.messages.languages import here
from tijdig.models import JointPart
from tijdig.queries import jointquiet
from tijdig.queries.house import Person
from tijdig.queries.jointrows import Held
from tijdig.queries.jointwords import (
    BRIEF,
    GOES_ON,
    NEVER,
    NEVER_ANSWERED,
    NEVER_BACK,
    NOT_ALONG,
    NOT_BEGUN,
    NOT_LATE,
    NOTHING_OPEN,
    STANDS,
    STILL_SILENT,
    TAKEN_BACK,
)
from tijdig.rules import actors
from tijdig.rules.workdays import local_day
from tijdig.words import ArrangementState
from tijdig.words import JointPartState as P

SILENT = frozenset({P.SILENT, P.UNDECIDED})
_DAY = timedelta(days=1)


def brief(part: JointPart, held: Held, *, was_in: bool) -> str:
    """Where it stands, in a few words."""
    state = P(part.state)
    if state != P.LEFT or was_in:
        return say(BRIEF[state], **_amounts(part, held))
    if part.balance_cents == 0:
        return say(NOT_LATE)
    return say(NOT_BEGUN if _never_began(part, held) else NOT_ALONG)


def stands(part: JointPart, held: Held, person: Person, *, was_in: bool) -> str:
    """Where it stands, and what happens there now."""
    state = P(part.state)
    if state == P.LEFT:
        return _left(part, held, was_in=was_in)
    if state in SILENT and part.due_on is not None and part.due_on == jointquiet.until_of(part):
        return say(STILL_SILENT, day=here.near(part.due_on - _DAY), person=person.name)
    if state == P.DECLINED and not part.reason:
        return say(NEVER_ANSWERED)
    return say(
        STANDS[state],
        **_amounts(part, held),
        day=here.near(part.due_on) if part.due_on else "",
        person=person.name,
        counter=here.euros(part.counter_cents or 0),
    )


def _left(part: JointPart, held: Held, *, was_in: bool) -> str:
    """Of who is not in it: whether it ever was, why not, and where what is open there goes on."""
    name, taken_back = part.creditor.sender_name, taken_back_on(part)
    day = here.day(taken_back) if taken_back else ""
    if was_in:
        out = say(STANDS[P.LEFT]) if taken_back is None else say(TAKEN_BACK, day=day, name=name)
        return f"{out} {say(GOES_ON, name=name)}" if goes_on(part, held) else out
    if part.balance_cents == 0:
        return say(NOTHING_OPEN)
    if _never_began(part, held):
        return f"{say(NOT_BEGUN)}."
    return say(NEVER) if taken_back is None else say(NEVER_BACK, day=day, name=name)


def _never_began(part: JointPart, held: Held) -> bool:
    """Whether there was never a plan to be in, and not because this consent was taken back."""
    return held.is_over and held.running is None and taken_back_on(part) is None


def _amounts(part: JointPart, held: Held) -> dict[str, str]:
    return {"open": here.euros(part.balance_cents or 0), "left": here.euros(held.left_cents(part))}


def taken_back_on(part: JointPart) -> date | None:
    """On which day the customer took the consent back; nothing where it ended by itself, or stands."""
    given = part.consent
    if given is None or given.withdrawn_at is None or not actors.is_for_customer(given.withdrawn_by):
        return None
    return local_day(given.withdrawn_at)


def goes_on(part: JointPart, held: Held) -> bool:
    """Whether what was agreed there goes on as an arrangement of its own, as far as we know."""
    if part.arrangement is not None:
        return part.arrangement.state == ArrangementState.ACTIVE
    if held.running is None or part.state != P.LEFT:
        return False
    was_to_the_end = held.is_over and any(line.part_id == part.pk for line in held.lines_of(held.running))
    return was_to_the_end or taken_back_on(part) is not None


def is_apart(part: JointPart, held: Held, *, was_in: bool) -> bool:
    """Whether something is open there, or may be, that nobody agreed anything about."""
    return part.balance_cents != 0 and not (was_in and goes_on(part, held))

"""The page on which a customer takes a pause in a joint arrangement: until when the next payment can wait."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tijdig.messages.languages import here
from tijdig.queries import jointfacts, jointrows, policies, portal
from tijdig.queries.asking import Choice
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person
from tijdig.queries.jointsteps import every_day
from tijdig.rules.joint.living import pause_bounds
from tijdig.rules.workdays import local_day

_DAY = timedelta(days=1)
PAUSE_WEEKS = (1, 2, 4)
"""The pauses that one tap gives, as far as the limits allow; any other day within them can be filled in."""


@dataclass(frozen=True, slots=True)
class PausePage:
    """How long a pause may be."""

    house: House
    person: Person
    version: int
    ends: tuple[Choice, ...]
    every: tuple[Choice, ...]
    until: str  # while there is one
    was: str  # the day of the next payment as it is now; nothing once that went by


def pausing(visitor: Visitor, at: datetime) -> PausePage:
    """The ends of a pause that can be chosen, counted from the next payment."""
    case, around = portal.frame(visitor)
    held, day = jointrows.of(visitor), local_day(at)
    policy = policies.of(case.creditor, day)
    joint = jointfacts.read(held.joint, day) if held else None
    first, last = pause_bounds(joint, day, policy) if joint else (day + _DAY, day)
    ends = [on for weeks in PAUSE_WEEKS if (on := first - _DAY + timedelta(weeks=weeks)) <= last]
    ends = [*ends, last] if last not in ends else ends
    paused = held is not None and held.state.value == "paused" and held.lefts()
    until = here.near(held.lefts()[0][1]) if held and paused else ""
    was = here.near(first - _DAY) if first - _DAY > day and not paused else ""
    choices = tuple(Choice(end.isoformat(), here.near(end)) for end in ends)
    version = held.joint.version if held else 0
    return PausePage(around.house, around.person, version, choices, every_day(first, last, policy), until, was)

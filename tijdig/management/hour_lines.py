"""What the verb `tijdig hours` takes: days, hours and weekdays as people type them, and what it says otherwise."""

import re
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import CommandError

from tijdig.actions import hours as call_hours
from tijdig.actions import teamhours
from tijdig.actions.hours import Hours
from tijdig.actions.refusals import RefusedError
from tijdig.actions.teamhours import TeamTime
from tijdig.models import Creditor
from tijdig.queries import creditors
from tijdig.words import Skill

REFUSED, USAGE = 3, 2
BOTH = (
    "er is niets veranderd. Geef --open en --people voor terugbeluren, of --skill en --minutes voor de tijd van een "
    "team."
)
_HOURS = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
_WEEKDAYS = re.compile(r"([1-7])(?:-([1-7]))?")


def wanted(options: dict[str, Any]) -> Hours | TeamTime:
    """What was typed: hours in which customers can be called back, or the minutes of a team; never a bit of both."""
    first, last = options["first"], options["until"] or options["first"]
    of_calls = (options["open"], options["people"])
    of_team = (options["skill"], options["minutes"])
    if None not in of_calls and of_team == (None, None):
        (start, until), people = of_calls
        return Hours(first, last, start, until, people, options["weekdays"])
    if None not in of_team and of_calls == (None, None):
        return TeamTime(first, last, *of_team, options["weekdays"])
    raise CommandError(BOTH, returncode=USAGE)


def put(creditor: Creditor, wish: Hours | TeamTime, *, at: datetime) -> list[str]:
    """Set it; what became of it, line by line."""
    if isinstance(wish, Hours):
        return call_hours.put(creditor, wish, by="system", at=at).lines
    return teamhours.put(creditor, wish, by="system", at=at).lines


@contextmanager
def advice() -> Iterator[None]:
    """A refusal becomes one clear line on the terminal."""
    try:
        yield
    except RefusedError as error:
        raise CommandError(f"er is niets veranderd. {error}", returncode=REFUSED) from error


def creditor_of(code: str) -> Creditor:
    """The organisation with this code."""
    creditor = creditors.listed().filter(code=code).first()
    if creditor is None:
        message = f"er is geen organisatie met de code “{code}”. Zie: tijdig creditor --list"
        raise CommandError(message, returncode=REFUSED)
    return creditor


def day(text: str) -> date:
    """`2026-12-07`."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is geen dag; schrijf bijvoorbeeld 2026-12-07.") from error


def skill(text: str) -> Skill:
    """`call`, `visit` or `look`."""
    try:
        return Skill(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” kent Tijdig niet; kies uit {', '.join(Skill)}.") from error


def hours(text: str) -> tuple[time, time]:
    """`09:00-20:00`."""
    found = _HOURS.fullmatch(text)
    try:
        first, second, third, fourth = map(int, found.groups()) if found else (24, 0, 24, 0)
        return time(first, second), time(third, fourth)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” zijn geen uren; schrijf bijvoorbeeld 09:00-17:30.") from error


def weekdays(text: str) -> frozenset[int]:
    """`1-5`, or `1,3,6`: Monday is 1."""
    found = [_WEEKDAYS.fullmatch(part) for part in text.split(",")]
    parts = [range(int(part[1]), int(part[2] or part[1]) + 1) if part else range(0) for part in found]
    if not all(parts):
        raise ArgumentTypeError(f"“{text}” zijn geen dagen van de week; schrijf bijvoorbeeld 1-5 (maandag is 1).")
    return frozenset(day for part in parts for day in part)

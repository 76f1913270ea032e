"""What the verb `tijdig hours` takes: days, hours and weekdays as people type them, and what it says otherwise."""

import re
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time

from django.core.management.base import CommandError

from tijdig.actions.refusals import RefusedError
from tijdig.models import Creditor
from tijdig.queries import creditors

REFUSED = 3
_HOURS = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
_WEEKDAYS = re.compile(r"([1-7])(?:-([1-7]))?")


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

"""The one clock: real now, the demo's fixed moment, or what `--date` and `--at` ask; read at the edge only."""

import re
from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import CommandError

START_OF_WORK = time(9)
"""The hour that `--date` alone means: a night is over, and messages may go out."""

_HOUR = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")


def add_arguments(parser: ArgumentParser) -> None:
    """Give a command `--date` and `--at`."""
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="the day to act on (09:00 in Amsterdam); default: today")
    parser.add_argument("--at", metavar="TIME", help="HH:MM on that day, or YYYY-MM-DDTHH:MM; default: now")


def moment(options: Mapping[str, Any]) -> datetime:
    """The moment a command acts on, in UTC: its options, else the demo's fixed moment, else real now."""
    day, at = options.get("date"), options.get("at")
    if at and not _HOUR.fullmatch(at):
        return _agree(_moment_of(at), day)
    if at:
        return _local(_day_of(day) if day else local(now()).date(), _hour_of(at))
    return _on(_day_of(day)) if day else now()


def now() -> datetime:
    """The fixed moment of the demo when there is one, else the real one; in UTC."""
    return fixed() or datetime.now(UTC)  # noqa: TID251 - this is the clock


def fixed() -> datetime | None:
    """The moment at which this installation's clock stands still, if it does."""
    try:
        text = Path(settings.CLOCK_FILE).read_text().strip()
    except FileNotFoundError:
        return None
    return _moment_of(text)


def fix(at: datetime) -> None:
    """Let this installation's clock stand still (the demo's night is the same whatever hour it really is)."""
    path = Path(settings.CLOCK_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(at.astimezone(UTC).isoformat() + "\n")
    fresh.replace(path)


def run_on() -> None:
    """Let the clock walk again."""
    Path(settings.CLOCK_FILE).unlink(missing_ok=True)


def local(at: datetime) -> datetime:
    """The same moment as people in the Netherlands read it."""
    return at.astimezone(_zone())


def day_of(at: datetime) -> date:
    """The day of a moment, as people in the Netherlands count it."""
    return local(at).date()


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.DISPLAY_TIME_ZONE)


def _on(day: date) -> datetime:
    standing = fixed()
    return standing if standing and day_of(standing) == day else _local(day, START_OF_WORK)


def _agree(at: datetime, day: str | None) -> datetime:
    if day and day_of(at) != _day_of(day):
        message = f"--date {day} and --at {local(at):%Y-%m-%dT%H:%M} name two different days; give one of them."
        raise CommandError(message)
    return at


def _day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"--date {text!r} is not a day; write it as 2026-11-23."
        raise CommandError(message) from error


def _hour_of(text: str) -> time:
    try:
        return time.fromisoformat(text.zfill(5) if text.count(":") == 1 else text.zfill(8))
    except ValueError as error:
        message = f"--at {text!r} is not a time; write it as 09:00 or 2026-11-23T09:00."
        raise CommandError(message) from error


def _moment_of(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        message = f"--at {text!r} is not a moment; write it as 09:00 or 2026-11-23T09:00."
        raise CommandError(message) from error
    return at.astimezone(UTC) if at.tzinfo else _local(at.date(), at.time())


def _local(day: date, hour: time) -> datetime:
    """That hour in Amsterdam; in the autumn hour that comes twice the first one, in spring's lost hour a refusal."""
    at = datetime.combine(day, hour, tzinfo=_zone()).astimezone(UTC)
    if local(at).replace(tzinfo=None) != datetime.combine(day, hour):
        message = f"{day} {hour:%H:%M} does not exist: the clock goes forward in that night. Take an hour later."
        raise CommandError(message)
    return at


def tomorrow(at: datetime) -> datetime:
    """The start of work on the next day, for those who walk through days."""
    return _local(day_of(at) + timedelta(days=1), START_OF_WORK)

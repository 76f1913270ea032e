"""On which days somebody pays: as often as their money comes in, and never on a day on which banks do nothing."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from tijdig.policy import Policy
from tijdig.rules.dates import months_after
from tijdig.rules.workdays import next_pay_day
from tijdig.words import Rhythm

_WEEKS: Final[Mapping[Rhythm, int]] = MappingProxyType({Rhythm.WEEKLY: 1, Rhythm.FOUR_WEEKLY: 4})
_A_YEAR: Final[Mapping[Rhythm, int]] = MappingProxyType({Rhythm.WEEKLY: 52, Rhythm.FOUR_WEEKLY: 13, Rhythm.MONTHLY: 12})
_MONTHS, _WEEK, _LONGEST = 12, timedelta(weeks=1), 31


def days(first_on: date, rhythm: Rhythm, count: int, policy: Policy) -> tuple[date, ...]:
    """So many days to pay on; a day on which banks do nothing becomes the first workday after it.

    Each is counted from `first_on` itself, so that one day moved by a weekend moves no other. After the years whose
    holidays are known, the days are those to be expected (docs/adr/0021). ValueError when `count` is below zero.
    """
    if count < 0:
        raise ValueError("days are counted forward only")
    return tuple(next_pay_day(_later(first_on, rhythm, turn), policy) for turn in range(count))


def later(first_on: date, rhythm: Rhythm, turns: int) -> date:
    """The day so many turns later, as the rhythm says it: not yet moved to a workday."""
    return _later(first_on, rhythm, turns)


def turns_until(first_on: date, last_on: date, rhythm: Rhythm, policy: Policy) -> int:
    """How many days of the rhythm fall on or before the last day, moved to workdays; none when it is before them."""
    turns = 0
    while next_pay_day(_later(first_on, rhythm, turns), policy) <= last_on:
        turns += 1
    return turns


def income_day(day_of_month: int, from_on: date) -> date:
    """The first day on or after `from_on` on which the money of this day of the month comes in.

    The 31st is the last day of a shorter month. ValueError for a day that no month has.
    """
    if not 1 <= day_of_month <= _LONGEST:
        raise ValueError(f"a day of the month is 1 to {_LONGEST}: {day_of_month}")
    # December has every day of a month, so that no month cuts the day short on the way.
    anchor = date(from_on.year - 1, _MONTHS, day_of_month)
    turns = 0
    while months_after(anchor, turns) < from_on:
        turns += 1
    return months_after(anchor, turns)


def parts_max(months: int, rhythm: Rhythm) -> int:
    """How many parts fit in so many months: 12 months are 12 parts a month, 13 per four weeks and 52 a week."""
    return months * _A_YEAR[rhythm] // _MONTHS


def months_needed(parts: int, rhythm: Rhythm) -> int:
    """How many whole months so many parts take, rounded up: the same measure the other way round."""
    return -(-parts * _MONTHS // _A_YEAR[rhythm])


def a_month(each_cents: int, rhythm: Rhythm) -> int:
    """What so much each time comes to in a month, rounded down, to lay beside what somebody can miss in a month."""
    return each_cents * _A_YEAR[rhythm] // _MONTHS


def a_turn(month_cents: int, rhythm: Rhythm) -> int:
    """What so much a month comes to each time, rounded down: never more in a year than they can miss."""
    return month_cents * _MONTHS // _A_YEAR[rhythm]


def _later(first_on: date, rhythm: Rhythm, turns: int) -> date:
    if rhythm in _WEEKS:
        return first_on + turns * _WEEKS[rhythm] * _WEEK
    return months_after(first_on, turns)

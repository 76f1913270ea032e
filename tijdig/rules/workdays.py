"""Days and hours: holidays, workdays, and when a message may reach somebody."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tijdig.policy import Policy
from tijdig.policy.subjects import Yearly
from tijdig.rules.dates import easter

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6


def is_holiday(day: date, policy: Policy) -> bool:
    """Whether the law, or a decree on its ground, makes this day a holiday; PolicyError for a year without data."""
    return policy.holidays.has(day)


def is_weekend(day: date) -> bool:
    """Saturday or Sunday."""
    return day.weekday() >= _SATURDAY


def is_workday(day: date, policy: Policy) -> bool:
    """Monday to Friday, and no holiday."""
    return not is_weekend(day) and not policy.holidays.has(day)


def next_workday(day: date, policy: Policy) -> date:
    """This day when it is a workday, else the first workday after it (Algemene termijnenwet art. 1)."""
    while not is_workday(day, policy):
        day += _DAY
    return day


def is_pay_day(day: date, policy: Policy) -> bool:
    """Whether one can pay on this day: a workday, and after the years that are known a workday as far as expected.

    For a day to pay on and nothing else: a term of the law asks `is_workday`. PolicyError before the first known year.
    """
    if day.year <= policy.holidays.last_year:
        return is_workday(day, policy)
    return not is_weekend(day) and day not in _expected(day.year, policy.holidays.yearly)


def next_pay_day(day: date, policy: Policy) -> date:
    """This day when one can pay on it, else the first day after it on which one can."""
    while not is_pay_day(day, policy):
        day += _DAY
    return day


@lru_cache(maxsize=256)
def _expected(year: int, yearly: tuple[Yearly, ...]) -> frozenset[date]:
    """The holidays that the law names for every year (Algemene termijnenwet art. 3 lid 1 en 2)."""
    return frozenset(_falls_on(one, year) for one in yearly)


def _falls_on(one: Yearly, year: int) -> date:
    if one.month is None or one.day is None:
        return easter(year) + timedelta(days=one.easter_days or 0)
    on = date(year, one.month, one.day)
    return on + timedelta(days=one.on_sunday_days) if on.weekday() == _SUNDAY else on


# Every step of every plan asks for the same few terms from the same few days; a Policy is equal only to itself.
@lru_cache(maxsize=8192)
def add_workdays(day: date, n: int, policy: Policy) -> date:
    """The nth workday after a day; the day itself never counts. n = 0 gives the day; ValueError when n is below 0."""
    if n < 0:
        raise ValueError("workdays are counted forward only")
    for _ in range(n):
        day = next_workday(day + _DAY, policy)
    return day


def is_outreach_day(day: date, policy: Policy) -> bool:
    """Whether anything may go out on this day: Monday to Saturday, no holiday (Besluit kwaliteit art. 4.2)."""
    return day.isoweekday() in policy.contacts.outreach_weekdays and not policy.holidays.has(day)


def may_reach_out(at: datetime, policy: Policy) -> bool:
    """Whether a message may reach somebody at this moment, judged in Amsterdam time. ValueError without time zone."""
    window = _window(local_day(at), policy)
    return window is not None and window[0] <= at < window[1]


def next_permitted(at: datetime, policy: Policy) -> datetime:
    """The first moment from `at` on at which a message may reach somebody, in UTC; `at` itself when it may.

    ValueError without time zone; PolicyError when it runs into a year whose holidays are not known.
    """
    day = local_day(at)
    while True:
        window = _window(day, policy)
        if window and at < window[1]:
            return max(at.astimezone(UTC), window[0])
        day += _DAY


def local_day(at: datetime) -> date:
    """The calendar day in Amsterdam of a moment. ValueError without time zone."""
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(AMSTERDAM).date()


# A night asks this for the same few days and policies a hundred thousand times; a Policy is equal only to itself.
@lru_cache(maxsize=8192)
def _window(day: date, policy: Policy) -> tuple[datetime, datetime] | None:
    """From when until when messages may go out on a day, in UTC; None when nothing may."""
    if not is_outreach_day(day, policy):
        return None
    return _utc(day, policy.contacts.window_from), _utc(day, policy.contacts.window_until)


def _utc(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, AMSTERDAM).astimezone(UTC)

"""Arithmetic of months and years, where the calendar has no such day."""

from calendar import monthrange
from datetime import date

_MONTHS = 12


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last day of the month where that day does not exist."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 - months, _MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of the month where that day does not exist."""
    return months_before(day, -months)


def anniversary(day: date, years: int) -> date:
    """The same day so many years later; 1 March where 29 February does not exist, so that a year is never short."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)

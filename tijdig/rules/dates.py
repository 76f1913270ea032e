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


def easter(year: int) -> date:
    """Easter Sunday of a year of our calendar, from 1583 on. Source: Meeus, Astronomical Algorithms (1991), ch. 8."""
    golden, century, place = year % 19, year // 100, year % 100
    skipped, leap = century // 4, century % 4
    moved = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - skipped - moved + 15) % 30
    week = (32 + 2 * leap + 2 * (place // 4) - moon - place % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def anniversary(day: date, years: int) -> date:
    """The same day so many years later; 1 March where 29 February does not exist, so that a year is never short."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)

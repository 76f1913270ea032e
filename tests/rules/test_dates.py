"""Months and years where the calendar has no such day."""

from datetime import date

import pytest

from tijdig.rules import dates


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2028, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 3, 15), 6, date(2025, 9, 15)),
        (date(2026, 12, 31), 6, date(2026, 6, 30)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
    ],
)
def test_months_before_stays_in_its_month(day: date, months: int, before: date) -> None:
    assert dates.months_before(day, months) == before


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        (date(2024, 2, 29), 1, date(2025, 3, 1)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2026, 11, 23), 2, date(2028, 11, 23)),
    ],
)
def test_anniversary_never_makes_a_year_short(day: date, years: int, later: date) -> None:
    assert dates.anniversary(day, years) == later


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (1961, 4, 2),
        (1818, 3, 22),
        (2026, 4, 5),
        (2029, 4, 1),
        (2030, 4, 21),
        (2035, 3, 25),
        (2038, 4, 25),
        (2049, 4, 18),
    ],
)
def test_easter_is_as_published(year: int, month: int, day: int) -> None:
    assert dates.easter(year) == date(year, month, day)


def march(year: int) -> int:
    """Easter Sunday as a day of March, by the calendar of Clavius. Source: Knuth, The Art of Computer Programming 1."""
    golden, century = year % 19 + 1, year // 100 + 1
    skipped, moved = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    epact = (11 * golden + 20 + moved - skipped) % 30
    epact += (epact == 25 and golden > 11) or epact == 24
    full_moon = 44 - epact + 30 * (44 - epact < 21)
    return full_moon + 7 - (5 * year // 4 - skipped - 10 + full_moon) % 7


def test_easter_is_where_another_way_of_reckoning_puts_it() -> None:
    years = range(1583, 5000)

    assert [(dates.easter(year) - date(year, 3, 1)).days + 1 for year in years] == list(map(march, years))


def test_easter_is_a_sunday_from_22_march_to_25_april() -> None:
    found = [dates.easter(year) for year in range(1900, 2200)]

    assert {day.isoweekday() for day in found} == {7}
    assert all((3, 22) <= (day.month, day.day) <= (4, 25) for day in found)

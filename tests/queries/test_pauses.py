"""Rest to choose from: days that people think in, the soonest first, and none beyond what the policy allows."""

from datetime import date, timedelta

import pytest

from tijdig.queries.pauses import ends, friday

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "meant"),
    [
        (MONDAY, date(2026, 11, 27)),
        (date(2026, 11, 25), date(2026, 11, 27)),  # Wednesday: two days of rest
        (date(2026, 11, 26), date(2026, 12, 4)),  # Thursday: tomorrow is no rest
        (date(2026, 11, 27), date(2026, 12, 4)),
        (date(2026, 11, 28), date(2026, 12, 4)),
        (date(2026, 11, 29), date(2026, 12, 4)),
    ],
)
def test_the_friday_that_somebody_means(day: date, meant: date) -> None:
    assert friday(day) == meant


def test_rest_ends_on_friday_or_after_one_two_or_four_weeks() -> None:
    assert list(ends(MONDAY, 366)) == [
        (date(2026, 11, 27), "tot vrijdag"),
        (date(2026, 11, 30), "een week"),
        (date(2026, 12, 7), "twee weken"),
        (date(2026, 12, 21), "vier weken"),
    ]


@pytest.mark.parametrize(("day", "is_offered"), [
    (MONDAY, True), (date(2026, 11, 24), True), (date(2026, 11, 25), True), (date(2026, 11, 29), True),
    (date(2026, 11, 26), False), (date(2026, 11, 27), False), (date(2026, 11, 28), False),
])  # fmt: skip
def test_a_week_is_offered_unless_friday_is_about_a_week_away(day: date, is_offered: bool) -> None:
    found = list(ends(day, 366))

    assert ((day + timedelta(weeks=1), "een week") in found) is is_offered
    assert found == sorted(found)
    assert len(dict(found)) == len(found)


@pytest.mark.parametrize(("most_days", "count"), [(3, 0), (4, 1), (6, 1), (7, 2), (13, 2), (14, 3), (27, 3), (28, 4)])
def test_no_rest_ends_beyond_what_is_allowed(most_days: int, count: int) -> None:
    found = [on for on, _ in ends(MONDAY, most_days)]

    assert len(found) == count
    assert all(on <= MONDAY + timedelta(days=most_days) for on in found)

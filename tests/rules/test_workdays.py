"""Quiet hours, holidays and workdays, with the worked examples of the law."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.policy import Policy, PolicyError, load
from tijdig.rules import workdays
from tijdig.rules.workdays import AMSTERDAM

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 4 * 365 * 86_400 - 30 * 86_400).map(lambda seconds: BEGIN + timedelta(seconds=seconds))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("wanted", "permitted"),
    [
        ("2026-11-28T19:59:59", "2026-11-28T19:59:59"),  # T-WKI-1: a Saturday, just in time
        ("2026-11-28T20:00:00", "2026-11-30T07:00:00"),  # T-WKI-1: Sunday is skipped
        ("2026-12-25T10:00:00", "2026-12-28T07:00:00"),  # T-WKI-2: two Christmas days and a Sunday
        # T-WKI-3 as the holiday data have it: 5 May, Ascension on the 6th, and the 7th made equal by decree.
        ("2027-05-04T20:30:00", "2027-05-08T07:00:00"),
        ("2026-11-23T06:59:59", "2026-11-23T07:00:00"),
        ("2026-11-23T07:00:00", "2026-11-23T07:00:00"),
        ("2026-11-23T23:30:00", "2026-11-24T07:00:00"),
        # T-WKI-4: the clock goes forward on Sunday 28 March 2027 and back on Sunday 25 October 2026.
        ("2027-03-27T20:00:00", "2027-03-30T07:00:00"),  # Easter Sunday and Monday follow
        ("2026-10-24T20:00:00", "2026-10-26T07:00:00"),
    ],
)
def test_next_permitted_keeps_the_quiet_hours(wanted: str, permitted: str, policy: Policy) -> None:
    assert workdays.next_permitted(local(wanted).astimezone(UTC), policy) == local(permitted)


def test_next_permitted_is_stored_in_utc_and_judged_in_amsterdam(policy: Policy) -> None:
    summer = workdays.next_permitted(datetime(2026, 10, 23, 18, 0, tzinfo=UTC), policy)
    winter = workdays.next_permitted(datetime(2026, 10, 24, 18, 0, tzinfo=UTC), policy)

    assert summer.isoformat() == "2026-10-24T05:00:00+00:00"
    assert winter.isoformat() == "2026-10-26T06:00:00+00:00"


@given(MOMENTS)
def test_next_permitted_is_permitted_and_the_first(at: datetime) -> None:
    policy = load(date(2026, 11, 23))
    permitted = workdays.next_permitted(at, policy)

    assert permitted >= at
    assert workdays.may_reach_out(permitted, policy)
    assert (permitted == at) == workdays.may_reach_out(at, policy)
    assert permitted == at or not workdays.may_reach_out(permitted - timedelta(seconds=1), policy)


@given(MOMENTS)
def test_may_reach_out_follows_the_local_clock(at: datetime) -> None:
    policy = load(date(2026, 11, 23))
    here = at.astimezone(AMSTERDAM)

    expected = 7 <= here.hour < 20 and here.isoweekday() != 7 and here.date() not in policy.holidays.days

    assert workdays.may_reach_out(at, policy) == expected


def test_the_window_opens_on_the_minute_and_is_shut_on_the_minute(policy: Policy) -> None:
    opens, shuts = policy.contacts.window_from, policy.contacts.window_until
    first = local(f"2026-11-23T{opens:%H:%M}:00")
    end = local(f"2026-11-23T{shuts:%H:%M}:00")

    assert workdays.may_reach_out(first, policy)
    assert not workdays.may_reach_out(first - timedelta(microseconds=1), policy)
    assert workdays.may_reach_out(end - timedelta(microseconds=1), policy)
    assert not workdays.may_reach_out(end, policy)


def test_a_creditor_may_narrow_the_window_but_not_widen_it(policy: Policy) -> None:
    late = load(date(2026, 11, 23), "webwinkel", None, {"contacts.window_from": "09:00"})

    assert workdays.may_reach_out(local("2026-11-23T08:00:00"), policy)
    assert not workdays.may_reach_out(local("2026-11-23T08:00:00"), late)


def test_a_moment_without_time_zone_is_refused(policy: Policy) -> None:
    with pytest.raises(ValueError, match="time zone"):
        workdays.next_permitted(datetime(2026, 11, 23, 9, 0), policy)  # noqa: DTZ001 - the fault under test


@pytest.mark.parametrize(
    ("day", "is_holiday"),
    [("2026-04-03", True), ("2026-05-15", True), ("2025-04-26", True), ("2025-04-27", False), ("2026-11-23", False)],
)
def test_is_holiday_knows_good_friday_decrees_and_kings_day(day: str, is_holiday: bool, policy: Policy) -> None:
    assert workdays.is_holiday(date.fromisoformat(day), policy) == is_holiday


def test_a_year_without_data_says_what_to_add(policy: Policy) -> None:
    with pytest.raises(PolicyError) as fault:
        workdays.is_holiday(date(2029, 1, 1), policy)

    assert str(fault.value) == "holidays.toml: 2029: covers 2025-2028; add the holidays of 2029 with their source"


@pytest.mark.parametrize("year", [2025, 2026, 2027, 2028])
def test_days_that_the_law_names_are_the_known_ones_without_those_of_a_decree(year: int, policy: Policy) -> None:
    """What is reckoned for later years is right for the years that are known."""
    far = replace(policy, holidays=replace(policy.holidays, last_year=year - 1))
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    by_decree = {day for day in policy.holidays.days if "decree" in policy.value(f"holidays.{day}").source[0]}

    moved = {day for day in days if workdays.is_pay_day(day, far) != workdays.is_workday(day, policy)}

    assert moved == {day for day in by_decree if day.year == year and day.weekday() < 5}


def test_a_day_to_pay_on_far_ahead_is_reckoned_and_a_term_of_the_law_is_not(policy: Policy) -> None:
    """27 April 2031 is a Sunday: King's Day is on the 26th, a Saturday. Easter is on 13 April that year."""
    assert workdays.next_pay_day(date(2031, 4, 11), policy) == date(2031, 4, 15)
    assert workdays.is_pay_day(date(2031, 4, 28), policy)
    assert not workdays.is_pay_day(date(2031, 5, 5), policy)
    with pytest.raises(PolicyError, match="add the holidays of 2031"):
        workdays.next_workday(date(2031, 4, 11), policy)


@pytest.mark.parametrize(
    ("day", "n", "result"),
    [
        ("2026-11-27", 2, "2026-12-01"),  # T-WKI-6: a complaint on Friday is acknowledged by Tuesday
        ("2026-11-28", 1, "2026-11-30"),
        ("2026-12-24", 1, "2026-12-28"),
        ("2026-11-28", 0, "2026-11-28"),
    ],
)
def test_add_workdays_skips_weekends_and_holidays(day: str, n: int, result: str, policy: Policy) -> None:
    assert workdays.add_workdays(date.fromisoformat(day), n, policy) == date.fromisoformat(result)


def test_add_workdays_counts_forward_only(policy: Policy) -> None:
    with pytest.raises(ValueError, match="forward"):
        workdays.add_workdays(date(2026, 11, 23), -1, policy)


@pytest.mark.parametrize(
    ("day", "result"), [("2026-12-26", "2026-12-28"), ("2026-11-23", "2026-11-23"), ("2026-01-01", "2026-01-05")]
)
def test_next_workday_moves_a_term_on(day: str, result: str, policy: Policy) -> None:
    assert workdays.next_workday(date.fromisoformat(day), policy) == date.fromisoformat(result)


def test_local_day_turns_at_midnight_in_amsterdam() -> None:
    assert workdays.local_day(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == date(2026, 11, 24)

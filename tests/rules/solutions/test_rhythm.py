"""Days to pay on: as often as the money comes in, each a workday, and one moved day moves no other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.policy import Policy, PolicyError, load
from tijdig.rules.solutions import rhythm
from tijdig.rules.workdays import is_workday, next_workday
from tijdig.words import Rhythm

TODAY = date(2026, 11, 24)
RHYTHMS = st.sampled_from(list(Rhythm))


@pytest.mark.parametrize(
    ("first", "how", "expected"),
    [
        (date(2026, 12, 4), Rhythm.WEEKLY, [(12, 4), (12, 11), (12, 18), (12, 28), (1, 4), (1, 8)]),
        (date(2026, 12, 4), Rhythm.FOUR_WEEKLY, [(12, 4), (1, 4), (1, 29), (2, 26), (3, 30), (4, 23)]),
        (date(2026, 12, 31), Rhythm.MONTHLY, [(12, 31), (2, 1), (3, 1), (3, 31), (4, 30), (5, 31)]),
    ],
)
def test_days_follow_the_rhythm_and_move_to_a_workday(
    first: date, how: Rhythm, expected: list[tuple[int, int]], policy: Policy
) -> None:
    """25 December and 1 January are Fridays; 26 March 2027 is Good Friday before Easter."""
    assert [(day.month, day.day) for day in rhythm.days(first, how, 6, policy)] == expected


def test_no_days_is_no_fault_and_less_is(policy: Policy) -> None:
    assert rhythm.days(TODAY, Rhythm.WEEKLY, 0, policy) == ()

    with pytest.raises(ValueError, match="forward only"):
        rhythm.days(TODAY, Rhythm.WEEKLY, -1, policy)


def test_days_after_the_known_years_are_those_to_be_expected(policy: Policy) -> None:
    """2029 has Easter on 1 April; 27 April is a Friday; 1 January 2034 is a Sunday."""
    assert rhythm.days(date(2028, 12, 26), Rhythm.MONTHLY, 5, policy)[1:] == (
        date(2029, 1, 26), date(2029, 2, 26), date(2029, 3, 26), date(2029, 4, 26),
    )  # fmt: skip
    assert rhythm.days(date(2029, 3, 30), Rhythm.WEEKLY, 5, policy) == (
        date(2029, 4, 3), date(2029, 4, 6), date(2029, 4, 13), date(2029, 4, 20), date(2029, 4, 30),
    )  # fmt: skip
    assert rhythm.days(date(2033, 12, 25), Rhythm.WEEKLY, 2, policy) == (date(2033, 12, 27), date(2034, 1, 2))


def test_days_before_the_known_years_are_refused(policy: Policy) -> None:
    with pytest.raises(PolicyError, match="add the holidays"):
        rhythm.days(date(2020, 1, 1), Rhythm.MONTHLY, 1, policy)


@given(how=RHYTHMS, ahead=st.integers(0, 300), count=st.integers(1, 15))
def test_days_are_workdays_in_a_row_none_more_than_a_long_weekend_late(how: Rhythm, ahead: int, count: int) -> None:
    policy, first = load(TODAY), TODAY + timedelta(days=ahead)

    found = rhythm.days(first, how, count, policy)

    assert list(found) == sorted(set(found))
    assert all(is_workday(day, policy) for day in found)
    late = [(day - rhythm.later(first, how, turn)).days for turn, day in enumerate(found)]
    assert 0 <= min(late) <= max(late) <= 5


@given(how=RHYTHMS, ahead=st.integers(0, 300), span=st.integers(-30, 400))
def test_turns_until_counts_the_days_that_fall_before_the_end(how: Rhythm, ahead: int, span: int) -> None:
    policy, first = load(TODAY), TODAY + timedelta(days=ahead)
    last = first + timedelta(days=span)

    turns = rhythm.turns_until(first, last, how, policy)

    found = rhythm.days(first, how, turns + 1, policy)
    assert [day for day in found if day <= last] == list(found[:turns])


@pytest.mark.parametrize(
    ("day", "after", "expected"),
    [
        (24, date(2026, 11, 24), date(2026, 11, 24)),
        (23, date(2026, 11, 24), date(2026, 12, 23)),
        (31, date(2027, 2, 1), date(2027, 2, 28)),
        (31, date(2027, 3, 1), date(2027, 3, 31)),
        (30, date(2028, 2, 1), date(2028, 2, 29)),
        (1, date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_income_day_is_the_first_on_or_after(day: int, after: date, expected: date) -> None:
    assert rhythm.income_day(day, after) == expected


@pytest.mark.parametrize("day", [0, 32, -1])
def test_income_day_that_no_month_has_is_refused(day: int) -> None:
    with pytest.raises(ValueError, match="1 to 31"):
        rhythm.income_day(day, TODAY)


def test_first_payment_by_income_is_the_workday_on_or_after_it(policy: Policy) -> None:
    """24 January 2027 is a Sunday; the money of February comes in on a Wednesday again."""
    first = rhythm.income_day(24, date(2027, 1, 1))

    assert rhythm.days(first, Rhythm.MONTHLY, 2, policy) == (date(2027, 1, 25), date(2027, 2, 24))
    assert next_workday(first, policy) == date(2027, 1, 25)


@pytest.mark.parametrize(
    ("how", "parts", "needed"), [(Rhythm.MONTHLY, 24, 24), (Rhythm.FOUR_WEEKLY, 26, 24), (Rhythm.WEEKLY, 104, 24)]
)
def test_two_years_hold_more_parts_the_more_often_they_come(how: Rhythm, parts: int, needed: int) -> None:
    assert rhythm.parts_max(24, how) == parts
    assert (rhythm.months_needed(parts, how), rhythm.months_needed(parts + 1, how)) == (needed, needed + 1)


@given(how=RHYTHMS, month=st.integers(0, 100_000))
def test_a_turn_never_comes_to_more_than_the_month_allows(how: Rhythm, month: int) -> None:
    assert rhythm.a_month(rhythm.a_turn(month, how), how) <= month
    assert (rhythm.a_turn(10_000, Rhythm.WEEKLY), rhythm.a_month(2_500, Rhythm.WEEKLY)) == (2_307, 10_833)

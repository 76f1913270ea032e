"""Statutory interest, against worked examples."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.policy import Policy, load
from tijdig.rules.interest import Interest, InterestError, InterestFault, charged_interest, statutory_interest

# LAW 1.3: principal, first day, last day, interest.
TABLE = [
    (100000, "2026-01-01", "2026-12-31", 4000),
    (82000, "2026-05-31", "2026-06-30", 279),
    (1000000, "2025-12-17", "2026-01-15", 4110),
    (100000, "2025-12-17", "2026-01-15", 411),
    (100000, "2022-12-01", "2023-01-31", 510),
    (50000, "2024-07-01", "2026-06-30", 5919),
]

# LAW 1.3: from when which rate holds, in basis points.
RATES = [
    ("2007-01-01", 600),
    ("2009-07-01", 400),
    ("2010-01-01", 300),
    ("2011-07-01", 400),
    ("2012-07-01", 300),
    ("2015-01-01", 200),
    ("2023-01-01", 400),
    ("2023-07-01", 600),
    ("2024-01-01", 700),
    ("2025-01-01", 600),
    ("2026-01-01", 400),
]


@pytest.mark.parametrize(("principal", "first", "last", "cents"), TABLE)
def test_interest_equals_the_worked_examples(principal: int, first: str, last: str, cents: int, policy: Policy) -> None:
    found = statutory_interest(principal, date.fromisoformat(first), date.fromisoformat(last), policy)

    assert found.cents == cents


@pytest.mark.parametrize(("since", "rate"), RATES)
def test_rates_begin_on_their_day(since: str, rate: int, policy: Policy) -> None:
    day = date.fromisoformat(since)

    assert statutory_interest(100, day, day, policy).parts[0].rate == rate


def test_interest_shows_what_it_is_made_of(policy: Policy) -> None:
    parts = statutory_interest(1000000, date(2025, 12, 17), date(2026, 1, 15), policy).parts

    assert [(part.days, part.rate, part.base_cents, part.cents) for part in parts] == [
        (15, 600, 1000000, 2466),
        (15, 400, 1000000, 1644),
    ]


def test_interest_joins_the_principal_after_a_year_of_default(policy: Policy) -> None:
    parts = statutory_interest(50000, date(2024, 7, 1), date(2026, 6, 30), policy).parts

    assert [part.base_cents for part in parts] == [50000, 50000, 53252, 53252]
    assert parts[2].first_on == date(2025, 7, 1)


def test_a_default_on_29_february_has_its_year_end_on_the_28th(policy: Policy) -> None:
    parts = statutory_interest(100000, date(2024, 2, 29), date(2025, 3, 1), policy).parts

    assert [(part.first_on, part.last_on) for part in parts] == [
        (date(2024, 2, 29), date(2024, 12, 31)),
        (date(2025, 1, 1), date(2025, 2, 28)),
        (date(2025, 3, 1), date(2025, 3, 1)),
    ]


@given(st.integers(0, 10**8), st.dates(date(2007, 1, 1), date(2026, 12, 31)), st.integers(0, 3000))
def test_the_parts_cover_the_period_without_gap(principal: int, first_on: date, length: int) -> None:
    policy = load(date(2026, 11, 23))
    last_on = min(first_on + timedelta(days=length), date(2026, 12, 31))
    parts = statutory_interest(principal, first_on, last_on, policy).parts

    assert (parts[0].first_on, parts[-1].last_on) == (first_on, last_on)
    assert all(b.first_on - a.last_on == timedelta(days=1) for a, b in pairwise(parts))
    assert sum(part.days for part in parts) == (last_on - first_on).days + 1


@pytest.mark.parametrize(
    ("principal", "first_on", "last_on", "fault"),
    [
        (-1, date(2026, 1, 1), date(2026, 1, 2), InterestFault.NEGATIVE_PRINCIPAL),
        (1, date(2026, 1, 2), date(2026, 1, 1), InterestFault.BACKWARD_PERIOD),
        (1, date(2006, 12, 31), date(2007, 1, 1), InterestFault.BEFORE_TABLE),
        (1, date(2026, 12, 31), date(2027, 1, 1), InterestFault.RATE_NOT_KNOWN),
    ],
)
def test_interest_refuses_what_it_cannot_know(
    principal: int, first_on: date, last_on: date, fault: InterestFault, policy: Policy
) -> None:
    with pytest.raises(InterestError) as error:
        statutory_interest(principal, first_on, last_on, policy)

    assert error.value.fault == fault


def test_a_forecast_goes_on_with_the_last_rate_when_asked(policy: Policy) -> None:
    found = statutory_interest(100000, date(2027, 1, 1), date(2027, 12, 31), policy, assume_last_rate=True)

    assert found.cents == 4000


def test_no_interest_is_charged_unless_the_creditor_set_so(policy: Policy) -> None:
    charging = load(date(2026, 11, 23), "webwinkel", None, {"costs.charges_interest": True})
    question = (100000, date(2026, 1, 1), date(2026, 12, 31))

    assert charged_interest(*question, policy) == Interest(cents=0, parts=())
    assert charged_interest(*question, charging) == statutory_interest(*question, policy)


def test_days_that_stand_still_bear_no_interest(policy: Policy) -> None:
    first, last = date(2025, 1, 1), date(2025, 1, 31)
    whole = statutory_interest(1_000_000, first, last, policy)

    found = statutory_interest(1_000_000, first, last, policy, still=[(date(2025, 1, 11), date(2025, 1, 20))])

    assert [(part.first_on.day, part.last_on.day) for part in found.parts] == [(1, 10), (21, 31)]
    assert sum(part.days for part in found.parts) == 21
    assert found.cents == round(whole.cents * 21 / 31)


@pytest.mark.parametrize(
    ("still", "days"),
    [
        ([(date(2024, 1, 1), date(2026, 1, 1))], 0),
        ([(date(2024, 1, 1), date(2025, 1, 10))], 21),
        ([(date(2025, 1, 31), date(2025, 2, 9))], 30),
        ([(date(2025, 1, 2), date(2025, 1, 5)), (date(2025, 1, 4), date(2025, 1, 8))], 24),
        ([(date(2025, 2, 1), date(2025, 2, 9))], 31),
    ],
)
def test_days_count_once_however_they_stand_still(still: list[tuple[date, date]], days: int, policy: Policy) -> None:
    found = statutory_interest(1_000_000, date(2025, 1, 1), date(2025, 1, 31), policy, still=still)

    assert sum(part.days for part in found.parts) == days

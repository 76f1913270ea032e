"""The clock goes back on 25 October 2026 and forward on 28 March 2027: no day is lost, doubled or an hour off."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tijdig.policy import load
from tijdig.rules.joint.drafts import Draft, deadline
from tijdig.rules.joint.facts import Joint, Line, Part, Plan
from tijdig.rules.solutions import rhythm
from tijdig.rules.workdays import AMSTERDAM, local_day, may_reach_out, next_permitted
from tijdig.words import JointPartState, JointState, Rhythm

POLICY = load(date(2026, 10, 1))
BACK, FORWARD = date(2026, 10, 25), date(2027, 3, 28)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (utc(2026, 10, 24, 21, 59), date(2026, 10, 24)),
        (utc(2026, 10, 24, 22, 0), BACK),
        (utc(2026, 10, 25, 0, 30), BACK),  # 2:30 for the first time
        (utc(2026, 10, 25, 1, 30), BACK),  # 2:30 once more
        (utc(2026, 10, 25, 22, 59), BACK),
        (utc(2026, 10, 25, 23, 0), date(2026, 10, 26)),
        (utc(2027, 3, 27, 22, 59), date(2027, 3, 27)),
        (utc(2027, 3, 27, 23, 0), FORWARD),
        (utc(2027, 3, 28, 0, 59), FORWARD),  # 1:59, and then it is 3:00
        (utc(2027, 3, 28, 1, 0), FORWARD),
        (utc(2027, 3, 28, 21, 59), FORWARD),
        (utc(2027, 3, 28, 22, 0), date(2027, 3, 29)),
    ],
)
def test_day_begins_and_ends_at_midnight_in_amsterdam(at: datetime, day: date) -> None:
    assert local_day(at) == day


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        (utc(2026, 10, 24, 4, 59), utc(2026, 10, 24, 5, 0)),  # Saturday, still summer
        (utc(2026, 10, 25, 0, 30), utc(2026, 10, 26, 6, 0)),
        (utc(2026, 10, 25, 1, 30), utc(2026, 10, 26, 6, 0)),
        (utc(2027, 3, 27, 19, 0), utc(2027, 3, 30, 5, 0)),  # Sunday and Monday are Easter
        (utc(2027, 3, 28, 1, 30), utc(2027, 3, 30, 5, 0)),
    ],
)
def test_outreach_opens_at_seven_on_the_clock_of_that_day(at: datetime, opens: datetime) -> None:
    assert next_permitted(at, POLICY) == opens
    assert opens.astimezone(AMSTERDAM).time() == POLICY.contacts.window_from
    assert may_reach_out(opens, POLICY)
    assert not may_reach_out(opens - timedelta(seconds=1), POLICY)


def test_same_moment_two_times_over_is_told_apart() -> None:
    """Half past two comes twice: both are outside of the hours, in which order they come stays known."""
    first, second = (datetime.combine(BACK, time(2, 30, fold=fold), AMSTERDAM) for fold in (0, 1))

    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)
    assert next_permitted(first, POLICY) == next_permitted(second, POLICY) == utc(2026, 10, 26, 6, 0)


@pytest.mark.parametrize(
    ("first_on", "each", "days"),
    [
        (date(2026, 10, 18), Rhythm.WEEKLY, [(2026, 10, 19), (2026, 10, 26), (2026, 11, 2)]),
        (BACK, Rhythm.FOUR_WEEKLY, [(2026, 10, 26), (2026, 11, 23), (2026, 12, 21)]),
        (date(2027, 2, 28), Rhythm.MONTHLY, [(2027, 3, 1), (2027, 3, 30), (2027, 4, 28)]),
        (date(2027, 3, 21), Rhythm.WEEKLY, [(2027, 3, 22), (2027, 3, 30), (2027, 4, 5)]),
    ],
)
def test_pay_days_stay_on_their_days(first_on: date, each: Rhythm, days: list[tuple[int, int, int]]) -> None:
    assert rhythm.days(first_on, each, 3, POLICY) == tuple(date(*one) for one in days)


@pytest.mark.parametrize("day", [BACK, FORWARD])
def test_tolerance_is_counted_in_days(day: date) -> None:
    on = day - timedelta(days=3)
    plan = Plan(1, 5_000, (Line(1, on, 1, 5_000),), on, confirmed_on=on)
    part = Part(1, JointPartState.RUNNING, has_consent=True, balance_cents=5_000)
    joint = Joint(JointState.ACTIVE, (part,), on, running=plan)

    assert deadline(Draft(joint, on, POLICY)) == on + timedelta(days=POLICY.contacts.instalment_tolerance_days + 1)

"""Playing forward: time alone does what `changes.later` says, and our own steps do what the next morning would read."""

from datetime import date, timedelta

import numpy as np
import pytest

from tests.planner.cases import accounts_around
from tests.planner.reference_later import later
from tijdig.planner.aging import aged
from tijdig.planner.ahead import Walk, done_by
from tijdig.planner.codes import NEVER, ByWhom, ConsequenceCode, Stage
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.plan import plan
from tijdig.policy import Policy, load

DAY = date(2026, 11, 24)
POLICY = load(DAY)
CHARGING = load(DAY, overrides={"costs.charges_collection_costs": True})
LATE = AccountRow(
    case_id=1,
    open_cents=40_000,
    overdue_cents=40_000,
    oldest_overdue_days=9,
    unnamed_overdue_days=9,
    customer_months=40,
    late_bills=1,
)


def walked(row: AccountRow, nights: int, policy: Policy = POLICY) -> tuple[Walk, list[int]]:
    """One case so many nights on, and the nights on which something went out."""
    walk, acted = Walk(Accounts.from_rows([row]), policy), []
    for night in range(nights):
        decisions = walk.night(DAY + timedelta(days=night))
        acted += [night] if decisions.acts[0] else []
        walk.ahead(decisions)
    return walk, acted


@pytest.mark.parametrize("days", [1, 2, 6, 7, 30])
def test_time_alone_does_to_many_what_it_does_to_one(days: int) -> None:
    some = accounts_around(seed=days, size=1_500)

    after = aged(some, days)

    assert [after.plain(number) for number in range(len(some))] == [
        later(some.plain(number), days) for number in range(len(some))
    ]


def test_the_next_morning_knows_what_went_out() -> None:
    walk, acted = walked(LATE, 1)

    now = walk.accounts.plain(0)
    assert acted == [0]
    assert (now.stage_reached, now.days_since_stage, now.days_since_moment) == (Stage.S1, 1, 1)
    assert (now.moments_7d, now.moment_today, now.named_unresolved) == (1, False, True)
    assert (now.named_overdue_cents, now.unnamed_overdue_days, now.letters_without_reaction) == (40_000, 0, 1)
    assert now.last_form != 0


def test_the_road_is_walked_at_its_own_pace() -> None:
    walk, acted = walked(LATE, 40)

    second = POLICY.stages.second_reminder_after_days
    assert acted == [0, second, second + POLICY.stages.notice_after_days]
    assert walk.accounts.plain(0).stage_reached == Stage.S3


def test_moments_of_a_week_leave_the_window() -> None:
    counts = []
    walk = Walk(Accounts.from_rows([LATE._replace(moments_7d=1, days_since_moment=4)]), POLICY)
    for night in range(9):
        counts.append(walk.accounts.plain(0).moments_7d)
        walk.ahead(walk.night(DAY + timedelta(days=night)))

    assert counts == [1, 2, 2, 1, 1, 1, 1, 0, 0]  # the old one is 7 days ago on night 3, ours on night 7


def test_a_call_is_tried_on_its_day_and_reaches_nobody() -> None:
    walk = Walk(Accounts.from_rows([LATE._replace(prefers=16)]), POLICY)
    decisions = walk.night(DAY)
    assert decisions.by_whom[0] == ByWhom.CALLER
    days = int(decisions.person_on[0]) - DAY.toordinal()

    tried = []
    for night in range(days + 9):
        tried.append((walk.accounts.plain(0).calls_unanswered, walk.accounts.plain(0).call_days_7d))
        walk.ahead(walk.night(DAY + timedelta(days=night)))

    assert tried[days] == (0, 0)
    assert tried[days + 1] == (1, 1)
    assert tried[days + 7] == (1, 0)


@pytest.mark.parametrize("policy", [POLICY, CHARGING])
def test_a_term_runs_only_where_costs_are_charged(policy: Policy) -> None:
    ready = LATE._replace(
        named_unresolved=True,
        named_overdue_cents=40_000,
        unnamed_overdue_days=0,
        stage_reached=2,
        days_since_stage=60,
        days_since_moment=60,
    )
    some = Accounts.from_rows([ready])
    decisions = plan(some, policy, DAY)
    assert decisions.stage[0] == Stage.S3

    evening = done_by(some, decisions, policy).plain(0)

    assert (evening.notice_running_days_left > 14) is policy.costs.charges_collection_costs
    assert evening.stage_reached == Stage.S3


def test_a_term_that_is_over_counts_its_days() -> None:
    some = Accounts.from_rows([LATE._replace(notice_running_days_left=2)])

    assert aged(some).plain(0).notice_running_days_left == 1
    over = aged(aged(some)).plain(0)
    assert (over.notice_running_days_left, over.notice_over_days) == (0, 1)


def test_a_consequence_is_told_once() -> None:
    near = LATE._replace(consequence=ConsequenceCode.SUMMONS, consequence_in_days=10)

    walk, acted = walked(near, 5)

    assert acted[0] == 0
    assert walk.accounts.plain(0).consequence_told


def test_nothing_happens_to_a_case_at_rest_but_time() -> None:
    rest = LATE._replace(hold=8, hold_has_end=True, hold_days_left=10)

    walk, acted = walked(rest, 5)

    assert acted == []
    assert walk.accounts.plain(0) == later(rest, 5)


def test_types_stay_what_they_are_and_never_stays_never() -> None:
    some = accounts_around(seed=8, size=300)
    walk = Walk(some, POLICY)
    for night in range(3):
        walk.ahead(walk.night(DAY + timedelta(days=night)))

    for name in ("days_since_inbound", "days_since_stage", "open_cents", "is_open", "moments_7d"):
        assert getattr(walk.accounts, name).dtype == getattr(some, name).dtype
    assert np.array_equal(
        walk.accounts.days_since_inbound[some.days_since_inbound == NEVER],
        np.full(int((some.days_since_inbound == NEVER).sum()), NEVER),
    )

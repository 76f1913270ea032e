"""Playing forward: time alone does what `changes.later` says, and our own steps do what the next morning would read."""

from datetime import date, timedelta

import numpy as np
import pytest

from tests.planner.cases import accounts_around
from tests.planner.reference_later import later
from tijdig.planner.aging import aged
from tijdig.planner.ahead import Walk, done_by
from tijdig.planner.codes import NEVER, ByWhom, ConsequenceCode, Form, HoldCode, Stage, Weight
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
BY_TEAM = LATE._replace(late_bills=2)
"""Late more often, and for a small sum: an e-mail and a text message, and nobody calls."""

BEFORE = AccountRow(case_id=1, open_cents=9_000, due_in_days=3, had_arrears=True, late_bills=0, late_in_a_row=0)
NEW_CLAIM = LATE._replace(
    oldest_overdue_days=30,
    unnamed_overdue_days=6,
    named_unresolved=True,
    named_overdue_cents=20_000,
    stage_reached=1,
    days_since_stage=9,
    days_since_moment=9,
)
AT_REST = LATE._replace(hold=int(HoldCode.AGREED), hold_has_end=True, hold_days_left=30)
TO_BE_VISITED = LATE._replace(
    overdue_cents=80_000,
    named_overdue_cents=80_000,
    open_cents=80_000,
    unnamed_overdue_days=0,
    oldest_overdue_days=60,
    named_unresolved=True,
    stage_reached=1,
    days_since_stage=40,
    days_since_moment=40,
    weights=int(Weight.HOME),
    size_percent=90,
    letters_without_reaction=2,
)


def walked(row: AccountRow, nights: int, policy: Policy = POLICY) -> tuple[Walk, list[int]]:
    """One case so many nights on, and the nights on which something went out."""
    walk, acted = Walk(Accounts.from_rows([row]), policy), []
    for night in range(nights):
        decisions = walk.night(DAY + timedelta(days=night))
        acted += [night] if decisions.acts[0] else []
        walk.ahead(decisions)
    return walk, acted


def evening(row: AccountRow, policy: Policy = POLICY) -> AccountRow:
    """One case when everything that was decided for today has been sent."""
    one = Accounts.from_rows([row])
    return done_by(one, plan(one, policy, DAY), policy).plain(0)


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


def test_a_word_before_the_due_date_names_nothing_and_is_no_step_on_the_road() -> None:
    assert evening(BEFORE) == BEFORE._replace(days_since_moment=0, last_form=int(Form.LIGHT))


def test_a_new_claim_is_named_and_the_road_goes_on_from_where_it_was() -> None:
    now = evening(NEW_CLAIM)

    assert (now.named_overdue_cents, now.unnamed_overdue_days) == (40_000, 0)
    assert (now.stage_reached, now.days_since_stage, now.days_since_moment) == (Stage.S1, 9, 0)


def test_a_case_in_which_nothing_is_open_is_closed() -> None:
    assert not evening(AccountRow(case_id=1)).is_open


def test_only_a_letter_can_lie_unopened() -> None:
    assert evening(BY_TEAM).letters_without_reaction == 0
    assert evening(BY_TEAM._replace(has_email=False)).letters_without_reaction == 1


def test_an_approach_runs_until_its_person_comes() -> None:
    assert evening(LATE).approach_days_left == 6  # a call on Monday 30 November
    assert evening(BY_TEAM).approach_days_left == 0


def test_a_call_that_was_not_given_is_made_good_by_a_new_one_alone() -> None:
    some = [row._replace(call_not_given=True) for row in (LATE, BY_TEAM, AT_REST)]

    assert [evening(row).call_not_given for row in some] == [False, True, True]


def test_a_first_reminder_tells_of_no_consequence() -> None:
    assert not evening(LATE).consequence_told


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
    assert tried[days + 1] == tried[days + 6] == (1, 1)
    assert tried[days + 7] == (1, 0)


def test_a_call_is_tried_also_when_somebody_looks_at_the_case_before_it() -> None:
    near = LATE._replace(consequence=int(ConsequenceCode.EVICTION), consequence_in_days=10)

    before, after = (walked(near, nights)[0].accounts.plain(0) for nights in (6, 7))

    assert (before.calls_unanswered, after.calls_unanswered) == (0, 1)


def test_calls_of_before_leave_the_window_after_a_week() -> None:
    rest = AT_REST._replace(calls_unanswered=2, call_days_7d=2)

    counts = [walked(rest, nights)[0].accounts.plain(0).call_days_7d for nights in (0, 6, 7)]

    assert counts == [2, 2, 0]


def test_a_visit_counts_once_and_only_for_who_is_visited() -> None:
    visited, walk = walked(TO_BE_VISITED, 4), walked(LATE, 4)

    assert visited[1] == walk[1] == [0]
    assert visited[0].accounts.plain(0).visits == 1
    assert walk[0].accounts.plain(0).visits == 0


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


def test_a_term_counts_down_to_its_last_free_day() -> None:
    """Sent on 24 November, in the house on the 26th at the latest, fourteen days from the 27th: free up to the 10th."""
    ready = NEW_CLAIM._replace(
        named_overdue_cents=40_000, unnamed_overdue_days=0, stage_reached=2, days_since_stage=60, days_since_moment=60
    )
    last_day = (date(2026, 12, 10) - DAY).days

    assert evening(ready, CHARGING).notice_running_days_left == last_day + 1
    on_last, after = (walked(ready, nights, CHARGING)[0].accounts.plain(0) for nights in (last_day, last_day + 1))
    assert (on_last.notice_running_days_left, on_last.notice_over_days) == (1, NEVER)
    assert (after.notice_running_days_left, after.notice_over_days) == (0, 1)


def test_a_first_reminder_starts_no_term_where_costs_are_charged() -> None:
    now = evening(LATE, CHARGING)

    assert (now.stage_reached, now.notice_running_days_left) == (Stage.S1, 0)


def test_a_reminder_beside_a_notice_starts_no_term_of_its_own() -> None:
    ready = NEW_CLAIM._replace(unnamed_overdue_days=0, stage_reached=2, days_since_stage=60, days_since_moment=60)
    some = Accounts.from_rows([LATE, ready._replace(case_id=2)])

    now = done_by(some, plan(some, CHARGING, DAY), CHARGING)

    assert now.stage_reached.tolist() == [Stage.S1, Stage.S3]
    assert now.notice_running_days_left.tolist() == [0, 17]


def test_a_term_that_is_over_counts_its_days() -> None:
    some = Accounts.from_rows([LATE._replace(notice_running_days_left=2)])

    days = [aged(some, days).plain(0) for days in (1, 2, 3)]

    assert [(one.notice_running_days_left, one.notice_over_days) for one in days] == [(1, NEVER), (0, 1), (0, 2)]


def test_a_consequence_is_told_once() -> None:
    near = LATE._replace(consequence=ConsequenceCode.SUMMONS, consequence_in_days=10)

    walk, acted = walked(near, 5)

    assert acted[0] == 0
    assert walk.accounts.plain(0).consequence_told


def test_nothing_happens_to_a_case_at_rest_but_time() -> None:
    walk, acted = walked(AT_REST, 5)

    assert acted == []
    assert walk.accounts.plain(0) == later(AT_REST, 5)


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

"""An explanation holds every rule, what it read, and what would lead elsewhere; and it says the same as the plan."""

from datetime import date, timedelta

import pytest

from tests.planner.cases import MONDAY, STANDARD, accounts_around, accounts_ordinary
from tests.planner.reference_later import later
from tijdig.planner.aging import aged
from tijdig.planner.changes import WITHOUT_HOLD
from tijdig.planner.codes import (
    NEVER,
    ByWhom,
    ConsequenceCode,
    Form,
    HoldCode,
    Kind,
    Option,
    Weight,
    Whether,
)
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.dimensions.limits import LIMITS
from tijdig.planner.explain import KEEPS, Explanation, Line, explain
from tijdig.planner.plan import TABLES, decision_at, plan
from tijdig.planner.reasons import Reason

ANNA = AccountRow(
    case_id=42,
    open_cents=18_240,
    overdue_cents=18_240,
    named_overdue_cents=18_240,
    oldest_overdue_days=14,
    named_unresolved=True,
    stage_reached=1,
    days_since_stage=11,
    days_since_moment=11,
)


def explained(row: AccountRow, day: date = MONDAY) -> Explanation:
    return explain(Accounts.from_rows([row]), STANDARD, day)


def deciding(explanation: Explanation) -> dict[str, Line]:
    return {line.dimension: line for line in explanation.lines if line.decides and line.reason not in KEEPS}


def in_time(explanation: Explanation) -> list[tuple[int, Reason]]:
    return [(change.days, change.decision.reason) for change in explanation.changes if change.days]


def test_explain_takes_one_account() -> None:
    with pytest.raises(ValueError, match="one account at a time, not 2"):
        explain(accounts_around(seed=1, size=2), STANDARD, MONDAY)


def test_explain_holds_every_rule_and_limit_once_and_decides_as_the_plan_does() -> None:
    accounts = accounts_around(seed=2, size=30)
    decisions = plan(accounts, STANDARD, MONDAY)
    for number in range(30):
        explanation = explain(accounts.row(number), STANDARD, MONDAY)
        limits = [line for line in explanation.lines if line.is_limit]

        assert len(explanation.lines) - len(limits) == sum(len(table) for table in TABLES.values())
        assert len(limits) == (len(LIMITS) if decisions.acts[number] else 0)
        assert {name: line.reason for name, line in deciding(explanation).items()} == explanation.decision.reasons
        assert all(line.holds for line in explanation.lines if line.decides)
        assert explanation.decision == decision_at(decisions, number)


def test_explain_has_one_rule_or_the_limits_in_its_place_that_decide_in_each_dimension() -> None:
    accounts = accounts_ordinary(seed=3, size=40)
    for number in range(40):
        lines = explain(accounts.row(number), STANDARD, MONDAY).lines
        for dimension in TABLES:
            found = [line for line in lines if line.decides and line.dimension == dimension]

            assert found
            found = [line for line in found if line.reason != Reason.FITS_THE_WAY]
            assert all(line.is_limit for line in found) or len(found) == 1


def test_explain_of_options_that_do_not_fit_keeps_why_they_were_chosen() -> None:
    """Somebody who cannot be called hears no moment to choose; that it is another way than before still shows."""
    row = ANNA._replace(
        days_since_stage=20, days_since_moment=20, last_form=int(Form.WRITTEN), not_by=int(Kind.PHONE), late_bills=1
    )

    explanation = explained(row)

    assert explanation.decision.options == Option.BY_HAND
    assert explanation.decision.reasons["options"] == Reason.ANOTHER_WAY
    lines = [line for line in explanation.lines if line.dimension == "options" and line.decides]
    assert [(line.reason, line.outcome, line.is_limit) for line in lines] == [
        (Reason.ANOTHER_WAY, Option.BY_HAND | Option.CHOOSE_SLOT, False),
        (Reason.FITS_THE_WAY, Option.BY_HAND, True),
    ]


def test_explain_of_a_visit_that_cannot_be_shows_each_limit_in_its_turn() -> None:
    """A visit becomes a call, and that call one too many: both limits show, and no other one."""
    row = ANNA._replace(
        days_since_stage=20,
        days_since_moment=20,
        weights=int(Weight.HOME),
        size_percent=90,
        letters_without_reaction=2,
        calls_today=2,
        call_days_7d=1,
    )

    lines = [line for line in explained(row).lines if line.dimension == "by_whom"]

    assert [line.reason for line in lines if line.decides] == [Reason.NO_VISIT, Reason.CALLED_ENOUGH]
    assert [line.outcome for line in lines if line.decides] == [ByWhom.CALLER, ByWhom.TEAM]
    assert explained(row).decision.reasons["by_whom"] == Reason.CALLED_ENOUGH
    visit = next(line for line in lines if line.reason == Reason.VISIT_OFFERED)
    assert (visit.holds, visit.decides) == (True, False)


def test_explain_of_two_limits_that_ask_the_same_shows_the_first() -> None:
    """Nobody to call, so that there is no number and were enough calls does not come up."""
    row = ANNA._replace(
        days_since_stage=20,
        days_since_moment=20,
        weights=int(Weight.HOME),
        size_percent=90,
        letters_without_reaction=2,
        calls_today=2,
        call_days_7d=1,
        has_phone=False,
    )

    lines = [line for line in explained(row).lines if line.dimension == "by_whom" and line.decides]

    assert [line.reason for line in lines] == [Reason.NO_VISIT]


def test_explain_of_a_limit_shows_its_facts_and_numbers() -> None:
    lines = [
        line for line in explained(ANNA._replace(days_since_stage=20, days_since_moment=20)).lines if line.is_limit
    ]
    enough = next(line for line in lines if line.reason == Reason.CALLED_ENOUGH)

    assert "rule:HC09" in [source.key for source in enough.sources]
    assert (enough.holds, enough.decides) == (False, False)


def test_explain_shows_what_the_rule_read() -> None:
    line = deciding(explained(ANNA))["whether"]

    assert line.reason == Reason.TIME_AFTER_FIRST
    assert line.facts["days_since_stage"] == 11
    assert "stages.second_reminder_after_days" in [value.key for value in line.numbers]
    assert line.sources[0].key == "choice:stage-ladder"


@pytest.mark.parametrize(("late_bills", "holds"), [(1, True), (2, False)])
def test_explain_calls_once_late_the_first_time_and_twice_late_no_more(late_bills: int, holds: bool) -> None:
    """Another rule decides for who was late twice; the page of a case shows that these did not hold."""
    lines = explained(ANNA._replace(days_since_stage=20, late_bills=late_bills, bills_on_time=0)).lines

    found = {line.reason: line.holds for line in lines if line.dimension == "history"}
    assert (found[Reason.H_NOT_KNOWN], found[Reason.H1_FIRST_TIME]) == (holds, holds)


def test_explain_leaves_it_to_who_knows_the_texts_that_something_is_held() -> None:
    assert not explained(ANNA).is_held


def test_explain_shows_the_facts_behind_a_short_name() -> None:
    lines = [line for line in explained(ANNA).lines if line.reason == Reason.NOBODY_REACHABLE]

    assert [sorted(line.facts) for line in lines] == [["has_email", "has_iban", "has_mobile", "has_post", "not_by"]]


def test_explain_says_what_time_brings() -> None:
    assert in_time(explained(ANNA)) == [(3, Reason.SAY_SECOND)]


def test_explain_says_what_time_brings_by_way_of_a_rest_day() -> None:
    friday = date(2026, 11, 20)

    assert in_time(explained(ANNA._replace(days_since_stage=12, days_since_moment=12), friday)) == [
        (2, Reason.REST_DAY),
        (3, Reason.SAY_SECOND),
    ]


def test_explain_of_a_message_today_does_not_look_ahead() -> None:
    assert in_time(explained(ANNA._replace(days_since_stage=14, days_since_moment=14))) == []


def test_explain_does_not_look_into_years_without_holidays() -> None:
    last = date(2028, 12, 15)

    assert in_time(explained(ANNA._replace(days_since_stage=0, days_since_moment=5), last)) == []


def test_explain_says_what_ends_the_rest() -> None:
    explanation = explained(ANNA._replace(hold=int(HoldCode.AGREED), hold_has_end=True, hold_days_left=5))

    without = [change for change in explanation.changes if change.columns == WITHOUT_HOLD]
    assert [change.decision.reason for change in without] == [Reason.TIME_AFTER_FIRST]
    assert in_time(explanation) == [(5, Reason.SAY_SECOND)]


def test_later_moves_every_day_and_leaves_never_alone() -> None:
    row = ANNA._replace(due_in_days=9, hold=9, hold_has_end=True, hold_days_left=2, moment_today=False, moments_7d=0)

    moved = later(row, 4)

    assert (moved.oldest_overdue_days, moved.unnamed_overdue_days, moved.due_in_days) == (18, 0, 5)
    assert (moved.days_since_stage, moved.days_since_inbound, moved.hold_days_left) == (15, NEVER, 0)


def test_later_a_claim_falls_due_and_is_not_paid() -> None:
    moved = later(AccountRow(open_cents=700, due_in_days=2), 5)

    assert (moved.overdue_cents, moved.oldest_overdue_days, moved.unnamed_overdue_days) == (700, 3, 3)
    assert moved.due_in_days == NEVER


def test_later_on_the_due_date_nothing_is_late_yet() -> None:
    moved = later(AccountRow(open_cents=700, due_in_days=2), 2)

    assert (moved.overdue_cents, moved.due_in_days) == (0, 0)


def test_later_a_notice_runs_out() -> None:
    row = ANNA._replace(stage_reached=3, notice_running_days_left=3)

    assert (later(row, 2).notice_running_days_left, later(row, 2).notice_over_days) == (1, NEVER)
    assert (later(row, 3).notice_running_days_left, later(row, 3).notice_over_days) == (0, 1)


def test_later_the_week_with_messages_passes() -> None:
    row = ANNA._replace(moment_today=True, days_since_moment=0, moments_7d=3)

    assert (later(row, 6).moments_7d, later(row, 7).moments_7d) == (3, 0)
    assert later(row, 1).moment_today is False


def test_later_the_day_of_a_consequence_comes_nearer_and_calls_are_forgotten() -> None:
    row = ANNA._replace(
        consequence=int(ConsequenceCode.SUMMONS),
        consequence_in_days=30,
        approach_days_left=5,
        calls_today=2,
        call_days_7d=2,
        distress_days=10,
        handed_over_days=NEVER,
    )

    moved = later(row, 6)

    assert (moved.consequence_in_days, moved.approach_days_left, moved.calls_today) == (24, 0, 0)
    assert (moved.call_days_7d, later(row, 7).call_days_7d) == (2, 0)
    assert (moved.distress_days, moved.handed_over_days) == (16, NEVER)


@pytest.mark.parametrize("days", [1, 6, 7, 30])
def test_later_of_many_rows_at_once_is_later_of_each(days: int) -> None:
    accounts = accounts_ordinary(seed=4, size=400)
    moved = aged(accounts, days)

    assert [moved.plain(number) for number in range(400)] == [later(accounts.plain(n), days) for n in range(400)]


def test_later_agrees_with_waiting_until_then() -> None:
    decision = explained(ANNA).decision
    days = (decision.wait_until - MONDAY).days

    again = decision_at(plan(Accounts.from_rows([later(ANNA, days)]), STANDARD, MONDAY + timedelta(days=days)), 0)

    assert again.whether == Whether.ACT

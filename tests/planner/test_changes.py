"""The smallest change that leads elsewhere: a day, one fact at its boundary, or what only changes as one."""

from tests.planner.cases import MONDAY, STANDARD
from tijdig.planner.changes import FREE_FLAGS, Change, Facts, changes, in_facts, in_time
from tijdig.planner.codes import NEVER, HoldCode
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.plan import decision_at, plan
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
AGREED = ANNA._replace(hold=int(HoldCode.AGREED), hold_has_end=True, hold_days_left=5)
WAITED_ENOUGH = ANNA._replace(days_since_stage=20, days_since_moment=20)


def changes_of(row: AccountRow) -> tuple[Change, ...]:
    return in_facts(Accounts.from_rows([row]), STANDARD, MONDAY)


def leading_to(reason: Reason, row: AccountRow) -> list[Facts]:
    return [change.columns for change in changes_of(row) if change.decision.reason == reason]


def days_of(row: AccountRow) -> list[tuple[int, Reason]]:
    return [(change.days, change.decision.reason) for change in in_time(Accounts.from_rows([row]), STANDARD, MONDAY)]


def test_time_is_told_from_the_next_day_on() -> None:
    assert days_of(ANNA._replace(days_since_stage=13, days_since_moment=13)) == [(1, Reason.SAY_SECOND)]


def test_time_is_told_as_far_as_a_rest_and_a_term_after_it() -> None:
    assert days_of(AGREED._replace(hold_days_left=40)) == [(40, Reason.SAY_SECOND)]


def test_time_comes_first_and_then_the_facts() -> None:
    found = changes(Accounts.from_rows([ANNA]), STANDARD, MONDAY)

    assert [change.days for change in found] == [3, *[0] * (len(found) - 1)]
    assert found[1:] == changes_of(ANNA)
    assert not any(change.is_held for change in found)


def test_changes_of_facts_lead_elsewhere_and_each_to_another_place() -> None:
    outcomes = [
        (change.decision.reason, change.decision.stage, change.decision.channels, change.decision.to_whom)
        for change in changes_of(ANNA)
    ]

    assert len(outcomes) == len(set(outcomes))
    assert all(reason != Reason.TIME_AFTER_FIRST for reason, _, _, _ in outcomes)


def test_changes_of_facts_are_true_when_they_are_planned() -> None:
    for change in changes_of(ANNA):
        changed = Accounts.from_rows([ANNA._replace(**change.columns)])

        assert decision_at(plan(changed, STANDARD, MONDAY), 0).reason == change.decision.reason


def test_changes_of_the_ways_to_reach_somebody() -> None:
    row = AccountRow(open_cents=5_000, overdue_cents=5_000, oldest_overdue_days=4, unnamed_overdue_days=4)

    found = {change.decision.reasons["channels"] for change in changes_of(row)}

    assert {Reason.LETTER_AND_EMAIL, Reason.LETTER_AND_SMS, Reason.LIKES_EMAIL, Reason.LIKES_LETTER} <= found


def test_changes_of_numbers_stand_on_the_boundary_just_below_or_just_above_it() -> None:
    assert leading_to(Reason.SAY_SECOND, ANNA) == [{"days_since_stage": 14}]
    assert leading_to(Reason.TIME_AFTER_FIRST, WAITED_ENOUGH) == [{"days_since_stage": 13}]
    assert leading_to(Reason.MISSED_INSTALMENT, AGREED) == [{"missed_instalment_days": 6}]


def test_changes_of_numbers_go_down_to_nothing_and_not_below() -> None:
    assert leading_to(Reason.NOTHING_OPEN, ANNA) == [{"open_cents": 0}]
    assert leading_to(Reason.FEW_PREMIUMS, WAITED_ENOUGH) == []


def test_changes_of_flags_turn_one_round() -> None:
    assert leading_to(Reason.NOT_SAFE, ANNA) == [{"is_safe": False}]
    assert leading_to(Reason.BY_HAND, ANNA) == [{"by_hand": True}]


def test_flags_that_hang_on_other_facts_are_not_turned_round_alone() -> None:
    assert FREE_FLAGS == (
        "has_disputed_all",
        "is_represented",
        "representative_reachable",
        "has_post",
        "has_email",
        "has_mobile",
        "is_safe",
        "had_arrears",
        "is_handed_over",
        "has_phone",
        "has_iban",
        "call_not_given",
        "has_seizure",
        "says_no",
        "by_hand",
        "consequence_told",
    )


def test_a_rest_ends_with_all_that_belongs_to_it() -> None:
    first = changes_of(AGREED)[0]

    assert first.decision.reason == Reason.TIME_AFTER_FIRST
    assert first.columns == {
        "hold": HoldCode.NONE,
        "hold_has_end": False,
        "hold_days_left": 0,
        "is_distressed": False,
        "missed_instalment_days": NEVER,
    }


def test_paying_all_that_is_overdue_takes_everything_with_it_that_hangs_on_it() -> None:
    first = changes_of(ANNA)[0]

    assert first.decision.reason == Reason.NOTHING_DUE
    assert first.columns == {
        "overdue_cents": 0,
        "named_overdue_cents": 0,
        "oldest_overdue_days": 0,
        "unnamed_overdue_days": 0,
        "named_unresolved": False,
        "stage_reached": 0,
        "days_since_stage": NEVER,
        "notice_running_days_left": 0,
        "notice_over_days": NEVER,
        "consequence": 0,
        "consequence_in_days": NEVER,
        "consequence_told": False,
    }

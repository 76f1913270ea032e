"""The checks find what is wrong, one fault at a time, and nothing in what is right."""

import numpy as np
import pytest

from tests.planner.cases import MONDAY, ORDINARY, STANDARD, accounts_around
from tests.planner.proposing import proposals
from tijdig.planner.checks import contradictions, sleeping
from tijdig.planner.codes import NEVER, HoldCode, Owner, Whether
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.decisions import Decisions
from tijdig.planner.plan import judge, plan
from tijdig.planner.today import Today

NAMED = AccountRow(
    case_id=3,
    open_cents=900,
    overdue_cents=900,
    named_overdue_cents=900,
    oldest_overdue_days=20,
    named_unresolved=True,
    stage_reached=1,
    days_since_stage=9,
    days_since_moment=9,
)
NEW = AccountRow(case_id=4, open_cents=900, overdue_cents=900, oldest_overdue_days=5, unnamed_overdue_days=5)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (NAMED._replace(oldest_overdue_days=0), "overdue sum without overdue days, or the other way round"),
        (NEW._replace(unnamed_overdue_days=0), "overdue, but neither named nor waiting to be named"),
        (AccountRow(case_id=4, unnamed_overdue_days=1), "a claim to be named, but nothing overdue"),
        (AccountRow(case_id=4, named_unresolved=True), "named and unresolved, but nothing overdue"),
        (NAMED._replace(named_overdue_cents=0), "named and unresolved, but no sum was named, or the other way round"),
        (NEW._replace(named_overdue_cents=1), "named and unresolved, but no sum was named, or the other way round"),
        (NAMED._replace(named_overdue_cents=901), "more was named than is overdue"),
        (NEW._replace(unnamed_overdue_days=6), "an unnamed claim older than the oldest"),
        (NAMED._replace(stage_reached=0), "a stage was reached, but nothing overdue was named"),
        (NAMED._replace(days_since_stage=NEVER), "a stage without the day it was reached"),
        (NEW._replace(moment_today=True), "a moment today, but not in the last seven days"),
        (NEW._replace(moment_today=True, moments_7d=1), "a moment today, but the last one is longer ago"),
        (NAMED._replace(notice_running_days_left=1, notice_over_days=2), "a notice that runs and is over"),
        (NEW._replace(missed_instalment_days=9), "an instalment missed without an arrangement that runs"),
        (NEW._replace(consequence=1), "a consequence without its day, or the other way round"),
        (NEW._replace(consequence_in_days=9), "a consequence without its day, or the other way round"),
        (NEW._replace(consequence_told=True), "told of a consequence that is not there"),
        (NEW._replace(is_distressed=True), "in distress now, but never before"),
        (NEW._replace(calls_today=1), "more calls on a day than days with calls"),
        (NEW._replace(approach_days_left=1), "an approach that runs, but none was made"),
        (NEW._replace(due_in_days=-1), "a count of days or moments below zero"),
    ],
)
def test_contradictions_are_found(row: AccountRow, fault: str) -> None:
    found = contradictions(Accounts.from_rows([NAMED._replace(case_id=1), row, NEW._replace(case_id=2)]))

    assert found[fault].tolist() == [row.case_id]


def test_contradictions_of_sound_accounts_are_none() -> None:
    today = NAMED._replace(moment_today=True, moments_7d=1, days_since_moment=0)
    promised = NAMED._replace(hold=int(HoldCode.AGREED), missed_instalment_days=9)
    near = NAMED._replace(consequence=1, consequence_in_days=0, consequence_told=True)
    called = NAMED._replace(calls_today=1, call_days_7d=1, last_form=3, approach_days_left=3)
    distressed = NAMED._replace(is_distressed=True, distress_days=0)
    cent = NEW._replace(open_cents=1, overdue_cents=1)

    rows = [NAMED, NEW, today, promised, near, called, distressed, cent, AccountRow()]
    assert contradictions(Accounts.from_rows(rows)) == {}


def test_every_ordinary_case_is_sound() -> None:
    assert contradictions(Accounts.from_rows(list(ORDINARY.values()))) == {}


def asleep(column: str, value: int) -> list[int]:
    rows = [NAMED._replace(case_id=8), NEW._replace(case_id=9)]
    decisions = plan(Accounts.from_rows(rows), STANDARD, MONDAY)
    columns = {name: np.array(values) for name, values in decisions.columns.items()}
    rules = {name: np.array(values) for name, values in decisions.rules.items()}
    (columns if column in columns else rules)[column][:] = value
    found: list[int] = sleeping(Decisions(MONDAY, decisions.case_id, columns, rules)).tolist()
    return found


def test_sleeping_finds_a_waiting_case_without_an_end() -> None:
    assert asleep("wait_until", MONDAY.toordinal()) == [8]


def test_sleeping_finds_a_waiting_case_without_an_owner() -> None:
    assert asleep("owner", len(Owner)) == [8]


def test_sleeping_finds_a_message_without_a_carrier() -> None:
    assert asleep("channels", 0) == [9]


def test_sleeping_finds_a_case_for_a_handler_without_a_day_for_that_person() -> None:
    decisions = plan(Accounts.from_rows([NAMED._replace(stage_reached=3, days_since_stage=40)]), STANDARD, MONDAY)
    assert sleeping(decisions).tolist() == []

    decisions.columns["person_on"][:] = MONDAY.toordinal()

    assert decisions.owner.tolist() == [Owner.HANDLER]
    assert sleeping(decisions).tolist() == [3]


def test_nothing_sleeps_of_what_the_gate_keeps_back() -> None:
    """Whatever somebody proposes: what is left has a step, or a day and somebody who looks."""
    accounts = accounts_around(seed=51, size=20_000)
    judged = judge(accounts, Today.of(STANDARD, MONDAY), proposals(accounts, MONDAY, seed=52))

    back = proposals(accounts, MONDAY, seed=52).acts & ~judged.acts
    assert back.sum() > 1_000
    assert np.isin(sleeping(judged), accounts.case_id[back]).sum() == 0


def test_sleeping_finds_a_decision_without_an_outcome() -> None:
    assert asleep("whether", len(Whether)) == [8, 9]


def test_sleeping_finds_a_decision_without_a_rule() -> None:
    decisions = plan(Accounts.from_rows([NAMED]), STANDARD, MONDAY)
    rules = decisions.rules | {"whether": np.array([-1], dtype=np.int8)}

    assert sleeping(Decisions(MONDAY, decisions.case_id, decisions.columns, rules)).tolist() == [3]

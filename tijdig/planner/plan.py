"""Plans any number of cases: every dimension in its order, in every table the first rule that holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tijdig.planner.codes import ByWhom, Frame, Kind, Owner, Stage, Tone, ToWhom, Whether
from tijdig.planner.columns import Accounts
from tijdig.planner.decisions import Decision, Decisions, Small, Table
from tijdig.planner.dimensions import channels, people, stage, whether, words
from tijdig.planner.dimensions.when import WAITS
from tijdig.planner.today import Today
from tijdig.policy import Policy

TABLES: Mapping[str, Table] = {
    "whether": whether.RULES,
    "stage": stage.RULES,
    "channels": channels.RULES,
    "frame": words.FRAME,
    "tone": words.TONE,
    "by_whom": people.BY_WHOM,
    "to_whom": people.TO_WHOM,
}
"""The dimensions in the order in which they are decided; a rule may read what was decided before."""

OWNERS: Small = np.array([reason.owner for _, reason, _ in whether.RULES], dtype=np.int8)

# A block stays in the processor's cache; whole columns would not.
BLOCK = 1 << 15


def plan(accounts: Accounts, policy: Policy, day: date) -> Decisions:
    """The next right step for each account on this day; the order and the size of the whole change nothing."""
    today = Today.of(policy, day)
    blocks = [
        plan_block(accounts.take(slice(start, start + BLOCK)), today)
        for start in range(0, max(len(accounts), 1), BLOCK)
    ]
    return Decisions(
        day=day,
        case_id=accounts.case_id,
        columns={name: np.concatenate([block.columns[name] for block in blocks]) for name in blocks[0].columns},
        rules={name: np.concatenate([block.rules[name] for block in blocks]) for name in blocks[0].rules},
    )


def plan_block(accounts: Accounts, today: Today) -> Decisions:
    """One block of accounts, small enough to stay near the processor."""
    decisions = Decisions(day=today.day, case_id=accounts.case_id)
    for name, table in TABLES.items():
        won = first_that_holds(table, accounts, today, decisions)
        decisions.rules[name] = won
        decisions.columns[name] = np.array([outcome for outcome, _, _ in table], dtype=np.int8)[won]
        if name == "whether":
            decisions.columns["owner"] = OWNERS[won]
            decisions.columns["wait_until"] = wait_until(won, accounts, today)
    return decisions


def first_that_holds(table: Table, accounts: Accounts, today: Today, decisions: Decisions) -> Small:
    """The number of the first rule that holds for each account. There must be one: no case without an answer."""
    won = np.full(len(accounts), -1, dtype=np.int8)
    undecided = np.ones(len(accounts), dtype=np.bool_)
    for number, (_, _, holds) in enumerate(table):
        wins = holds(accounts, today, decisions) & undecided
        np.copyto(won, np.int8(number), where=wins)
        undecided &= ~wins
        if not undecided.any():
            return won
    lost = accounts.case_id[undecided]
    raise AssertionError(f"no rule holds for {len(lost)} cases, the first is case {lost[0]}")


def wait_until(won: Small, accounts: Accounts, today: Today) -> NDArray[np.int32]:
    """The day on which each case is looked at again, as a number: today where something happens, else later."""
    days = np.zeros(len(accounts), dtype=np.int32)
    for number in np.unique(won):
        outcome, reason, _ = whether.RULES[number]
        if outcome in (Whether.STOP, Whether.WAIT):
            which = won == number
            waits = np.broadcast_to(WAITS[reason](accounts, today), which.shape)
            days[which] = np.maximum(waits[which], 1)
    return days + today.day.toordinal()


def decision_at(decisions: Decisions, number: int) -> Decision:
    """One decision in plain values."""
    code = {name: int(decisions.columns[name][number]) for name in decisions.columns}
    return Decision(
        case_id=int(decisions.case_id[number]),
        whether=Whether(code["whether"]),
        stage=Stage(code["stage"]),
        channels=Kind(code["channels"]),
        frame=Frame(code["frame"]),
        tone=Tone(code["tone"]),
        by_whom=ByWhom(code["by_whom"]),
        to_whom=ToWhom(code["to_whom"]),
        reasons={name: table[int(decisions.rules[name][number])][1] for name, table in TABLES.items()},
        owner=Owner(code["owner"]),
        wait_until=date.fromordinal(code["wait_until"]),
    )

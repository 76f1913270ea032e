"""Why one case gets what it gets: every rule with true or false, its facts, its numbers and their sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tijdig.planner.changes import Change, changes
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.decisions import Decision, Decisions
from tijdig.planner.plan import TABLES, decision_at, plan_block
from tijdig.planner.reasons import Reason
from tijdig.planner.today import Today
from tijdig.planner.watching import watch
from tijdig.policy import Policy, Source, Value


@dataclass(frozen=True)
class Line:
    """One rule, as it came out for this case."""

    dimension: str
    outcome: int
    reason: Reason
    holds: bool
    decides: bool  # the first of its dimension that holds
    facts: dict[str, int]  # column -> value in this case
    numbers: tuple[Value, ...]  # the numbers of the policy that the rule reads
    sources: tuple[Source, ...]  # of the rule and of its numbers


@dataclass(frozen=True)
class Explanation:
    """One decision with all its rules, and the smallest changes that would lead elsewhere."""

    day: date
    account: AccountRow
    decision: Decision
    lines: tuple[Line, ...]
    changes: tuple[Change, ...]


def explain(account: Accounts, policy: Policy, day: date) -> Explanation:
    """Everything there is to say about the decision on one account (a column of length one)."""
    if len(account) != 1:
        raise ValueError(f"explain one account at a time, not {len(account)}")
    today = Today.of(policy, day)
    decisions = plan_block(account, today)
    return Explanation(
        day=day,
        account=account.plain(0),
        decision=decision_at(decisions, 0),
        lines=tuple(_lines(account, policy, today, decisions)),
        changes=changes(account, policy, day),
    )


def _lines(account: Accounts, policy: Policy, today: Today, decisions: Decisions) -> Iterator[Line]:
    plain = account.plain(0)._asdict()
    for dimension, table in TABLES.items():
        won = int(decisions.rules[dimension][0])
        for number, (outcome, reason, test) in enumerate(table):
            holds, columns, keys = watch(test, account, today, decisions)
            numbers = tuple(policy.value(key) for key in keys)
            named = (*reason.sources, *(source for value in numbers for source in value.source))
            yield Line(
                dimension=dimension,
                outcome=int(outcome),
                reason=reason,
                holds=holds,
                decides=number == won,
                facts={column: plain[column] for column in columns},
                numbers=numbers,
                sources=tuple(policy.source(key) for key in dict.fromkeys(named)),
            )

"""Why one case gets what it gets: every rule with true or false, its facts, its numbers and their sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from tijdig.planner.changes import Change, changes
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.decisions import PLACES, Decision, Decisions, Test
from tijdig.planner.dimensions.limits import LIMITS
from tijdig.planner.plan import TABLES, decide, decision_at, enforced, limit, limits_after, plan_block
from tijdig.planner.products import policy_of
from tijdig.planner.reasons import Reason
from tijdig.planner.today import Today, today_of
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
    is_limit: bool = False  # a hard limit: what it says goes before every rule


@dataclass(frozen=True)
class Explanation:
    """One decision with all its rules, and the smallest changes that would lead elsewhere."""

    day: date
    account: AccountRow
    decision: Decision
    lines: tuple[Line, ...]
    changes: tuple[Change, ...]
    is_held: bool = False  # planned, and kept back: there are no words for it yet; who knows the texts says so


def explain(account: Accounts, policy: Policy, day: date) -> Explanation:
    """Everything there is to say about the decision on one account (a column of length one)."""
    if len(account) != 1:
        raise ValueError(f"explain one account at a time, not {len(account)}")
    today = today_of(account, policy, day)
    own = policy_of(policy, int(account.product[0]))
    decisions = plan_block(account, today)
    return Explanation(
        day=day,
        account=account.plain(0),
        decision=decision_at(decisions, 0),
        lines=tuple(_lines(account, own, today, decisions)),
        changes=changes(account, policy, day),
    )


def _lines(account: Accounts, policy: Policy, today: Today, decisions: Decisions) -> Iterator[Line]:
    """Every rule of every dimension, each judged on what was decided before it, as the planner does."""
    seen = Decisions(today.day, account.case_id)
    kept = ("owner", "wait_until", "person_on")
    for dimension in TABLES:
        seen.columns.update({name: decisions.columns[name] for name in kept})
        if dimension != "whether" and not seen.acts[0]:
            seen.columns[dimension] = decisions.columns[dimension]
            won = decisions.rules[dimension]
        else:
            decide(dimension, account, today, seen)
            won = seen.rules[dimension]
        yield from _table(_Case(account, policy, today, seen), dimension, int(won[0]))
        limit(dimension, account, today, seen)


@dataclass(frozen=True)
class _Case:
    account: Accounts
    policy: Policy
    today: Today
    seen: Decisions  # what was decided before


def _table(case: _Case, dimension: str, won: int) -> Iterator[Line]:
    """The rules of one dimension and the limits after it; of two with one reason the first that holds decides.

    Where a limit only left something out, the rule still decides with it.
    """
    is_decided = False
    limits = tuple(_limits(case, dimension)) if case.seen.acts[0] else ()
    amended = {line.dimension for line in limits if line.decides and line.reason not in KEEPS}
    for outcome, reason, test in enforced(dimension, case.today.without):
        line = _line(case, dimension, outcome, reason, test)
        decides = line.holds and PLACES[reason] == won and not is_decided
        is_decided |= decides
        yield replace(line, decides=decides and dimension not in amended)
    yield from limits


KEEPS = {one.reason for one in LIMITS if one.keeps_reason}


def _limits(case: _Case, dimension: str) -> Iterator[Line]:
    """The limits of one dimension, each judged on what the one before it left, as the planner does."""
    left = Decisions(case.today.day, case.account.case_id, dict(case.seen.columns), dict(case.seen.rules))
    after = replace(case, seen=left)
    for one in limits_after(dimension, case.today.without):
        outcome = np.broadcast_to(np.asarray(one.amend(case.account, case.today, left), dtype=np.int16), 1)
        line = _line(after, one.changes, int(outcome[0]), one.reason, one.test)
        holds = line.holds and bool(left.acts[0])
        yield replace(line, holds=holds, decides=holds, is_limit=True)
        if holds:
            left.columns[one.changes] = outcome


def _line(case: _Case, dimension: str, outcome: int, reason: Reason, test: Test) -> Line:
    holds, columns, keys = watch(test, case.account, case.today, case.seen)
    numbers = tuple(case.policy.value(key) for key in keys)
    named = (*reason.sources, *(source for value in numbers for source in value.source))
    plain = case.account.plain(0)._asdict()
    return Line(
        dimension=dimension,
        outcome=int(outcome),
        reason=reason,
        holds=holds,
        decides=False,
        facts={column: plain[column] for column in columns},
        numbers=numbers,
        sources=tuple(case.policy.source(key) for key in dict.fromkeys(named)),
    )

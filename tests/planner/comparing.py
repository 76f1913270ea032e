"""Holds the rules against the second planner: both in plain values, and what they do not agree on."""

from collections.abc import Iterator
from datetime import date
from enum import IntEnum
from typing import Any

from tests.planner.reference import decide
from tests.planner.reference import judge as judge_plainly
from tijdig.planner.codes import (
    NOTHING,
    ByWhom,
    Form,
    Frame,
    History,
    Owner,
    Rank,
    Stage,
    Tone,
    ToWhom,
    When,
    Whether,
)
from tijdig.planner.columns import NAMES, AccountRow, Accounts
from tijdig.planner.decisions import REASONS, Decisions
from tijdig.planner.plan import judge, plan
from tijdig.planner.today import Today
from tijdig.policy import Policy

CODES: dict[str, type[IntEnum]] = {
    "whether": Whether,
    "owner": Owner,
    "stage": Stage,
    "frame": Frame,
    "tone": Tone,
    "by_whom": ByWhom,
    "form": Form,
    "when": When,
    "rank": Rank,
    "to_whom": ToWhom,
    "history": History,
}
NAMED = {name: {int(code): code.name for code in codes} for name, codes in CODES.items()}
NAMED["history"][NOTHING] = "NONE"
Difference = tuple[dict[str, tuple[object, object]], AccountRow, date]
WHY = {place: reason.value for place, reason in enumerate(REASONS)}


def plain_rows(accounts: Accounts) -> Iterator[AccountRow]:
    """Every account in plain Python values."""
    return map(AccountRow._make, zip(*(getattr(accounts, name).tolist() for name in NAMES), strict=True))


def plain_decisions(decisions: Decisions) -> Iterator[dict[str, object]]:
    """Every decision by name, as the second planner says it."""
    named: dict[str, list[Any]] = {
        name: [NAMED[name][code] for code in decisions.columns[name].tolist()] if name in NAMED else column.tolist()
        for name, column in decisions.columns.items()
    }
    named["until"] = [date.fromordinal(day) for day in named.pop("wait_until")]
    named["person_on"] = [date.fromordinal(day) if day else None for day in named["person_on"]]
    whys = {name: [WHY[place] for place in places.tolist()] for name, places in decisions.rules.items()}
    for number in range(len(decisions)):
        found = {name: values[number] for name, values in named.items()}
        yield found | {"reasons": {name: values[number] for name, values in whys.items()}}


def differences(accounts: Accounts, policy: Policy, day: date, other: Policy | None = None) -> list[Difference]:
    """What the two planners do not agree on, with the account that shows it; `other` is for the second one."""
    found = []
    for row, mine in zip(plain_rows(accounts), plain_decisions(plan(accounts, policy, day)), strict=True):
        theirs = decide(row, other or policy, day)
        if mine != theirs:
            found.append((unlike(mine, theirs), row, day))
    return found


def judged_differently(accounts: Accounts, policy: Policy, day: date, proposed: Decisions) -> list[Difference]:
    """What the two gates do not agree on, when both judge the same proposals."""
    found = []
    judged = judge(accounts, Today.of(policy, day), proposed)
    pairs = zip(plain_decisions(judged), plain_decisions(proposed), strict=True)
    for row, (mine, before) in zip(plain_rows(accounts), pairs, strict=True):
        theirs = judge_plainly(row, policy, day, before)
        if mine != theirs:
            found.append((unlike(mine, theirs), row, day))
    return found


def unlike(mine: dict[str, object], theirs: dict[str, object]) -> dict[str, tuple[object, object]]:
    """By name: what the rules say, and what the second planner says."""
    ours, others = flat(mine), flat(theirs)
    return {key: (ours.get(key), others.get(key)) for key in {**ours, **others} if ours.get(key) != others.get(key)}


def flat(decision: dict[str, object]) -> dict[str, object]:
    """With the reason of each dimension beside its outcome."""
    reasons = decision["reasons"]
    assert isinstance(reasons, dict)
    outcomes = {name: outcome for name, outcome in decision.items() if name != "reasons"}
    return {**outcomes, **{f"why {name}": reason for name, reason in reasons.items()}}

"""The smallest changes that would lead elsewhere: what time alone does, and what one other fact would do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any, cast

from tijdig.planner.aging import aged
from tijdig.planner.checks import contradictions
from tijdig.planner.codes import NEVER, HoldCode, Kind, Need, Room, Whether
from tijdig.planner.columns import DTYPES, AccountRow, Accounts
from tijdig.planner.decisions import Decision
from tijdig.planner.dimensions.limits import LIMITS
from tijdig.planner.meanings import COLUMNS
from tijdig.planner.plan import TABLES, decision_at, plan, plan_block
from tijdig.planner.today import today_of
from tijdig.planner.watching import watch
from tijdig.policy import Policy, PolicyError

Facts = dict[str, Any]

WITHOUT_HOLD: Facts = {
    "hold": HoldCode.NONE,
    "hold_has_end": False,
    "hold_days_left": 0,
    "is_distressed": False,
    "missed_instalment_days": NEVER,
}
WITHOUT_ARREARS: Facts = {
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
TIED = ("is_open", "named_unresolved", "moment_today", "hold_has_end", "is_distressed")
# Facts that stand on their own: one of them can be different while all others stay as they are.
FREE_FLAGS = tuple(name for name, dtype in DTYPES.items() if dtype.kind == "b" and name not in TIED)
FREE_CODES: dict[str, tuple[int, ...]] = {
    "prefers": (Kind.NONE, Kind.LETTER, Kind.EMAIL, Kind.SMS, Kind.PHONE),
    "not_by": (Kind.NONE, Kind.LETTER, Kind.EMAIL, Kind.SMS, Kind.PHONE),
    "room": tuple(Room),
    "needs": (Need.NONE, Need.CALL_RATHER, Need.READ_ALOUD, Need.ONE_QUESTION, Need.PAPER),
}
COUNTS = (
    "days", "cents", "moments", "letters", "stage 0..3", "months", "bills", "percent", "calls", "visits", "hundredths",
)  # fmt: skip
COUNTED = tuple(name for name, column in COLUMNS.items() if column.unit in COUNTS)


@dataclass(frozen=True)
class Change:
    """Something that would lead elsewhere: so many days, or these columns with these values."""

    days: int  # 0: today
    columns: Facts
    decision: Decision
    is_held: bool = False  # as in Explanation


def changes(account: Accounts, policy: Policy, day: date) -> tuple[Change, ...]:
    """First what time alone brings, then per other outcome the smallest change of a fact that leads there."""
    return (*in_time(account, policy, day), *in_facts(account, policy, day))


def in_time(account: Accounts, policy: Policy, day: date) -> Iterator[Change]:
    """What comes next when nothing is paid, said or agreed, up to and with the first message."""
    last = decision_at(plan(account, policy, day), 0)
    if last.whether in (Whether.ACT, Whether.CLOSE):
        return
    for days in range(1, policy.contacts.hold_review_days + policy.stages.notice_after_days):
        try:
            ahead = plan(aged(account, days), policy, day + timedelta(days=days))
        except PolicyError:  # the holidays of that year are not known yet
            return
        decision = decision_at(ahead, 0)
        if decision.reason != last.reason:
            yield Change(days=days, columns={}, decision=decision)
        if decision.whether == Whether.ACT:
            return
        last = decision


def in_facts(account: Accounts, policy: Policy, day: date) -> tuple[Change, ...]:
    """Per other outcome the nearest single fact that leads there; facts that contradict others are left out."""
    plain = account.plain(0)
    now = decision_at(plan(account, policy, day), 0)
    tries = list(chain(_together(plain), _numbers(plain, policy, day), _flags(plain)))
    others = Accounts.from_rows([plain._replace(**columns)._replace(case_id=n) for n, columns in enumerate(tries)])
    impossible = {int(n) for cases in contradictions(others).values() for n in cases}
    decisions = plan(others, policy, day)
    found: dict[tuple[object, ...], Change] = {_outcome(now): Change(0, {}, now)}
    for n, columns in enumerate(tries):
        if n not in impossible:
            decision = decision_at(decisions, n)
            found.setdefault(_outcome(decision), Change(0, columns, decision))
    return tuple(found.values())[1:]


def _outcome(decision: Decision) -> tuple[object, ...]:
    return decision.reason, decision.stage, decision.channels, decision.by_whom, decision.to_whom


def _together(account: AccountRow) -> Iterator[Facts]:
    """Facts that change as one: the rest ends, or all that is overdue is paid."""
    if account.hold:
        yield WITHOUT_HOLD
    if account.overdue_cents:
        yield WITHOUT_ARREARS


def _numbers(account: AccountRow, policy: Policy, day: date) -> Iterator[Facts]:
    """Each number of the case at and beside each number of the policy that a rule holds it against, nearest first."""
    for column, keys in _borders(Accounts.from_rows([account]), policy, day).items():
        now = getattr(account, column)
        values = {cast(int, policy.value(key).value) for key in keys} | {0, 1}
        near = {value + step for value in values for step in (-1, 0, 1)}
        for value in sorted(near, key=lambda value: (abs(value - now), value)):
            if value >= 0 and value != now:
                yield {column: value}


def _borders(account: Accounts, policy: Policy, day: date) -> dict[str, set[str]]:
    """Per column of days, cents or counts the numbers that stand in the same rule, with the same kind of unit."""
    today = today_of(account, policy, day)
    decisions = plan_block(account, today)
    borders: dict[str, set[str]] = {}
    tests = [test for table in TABLES.values() for _, _, test in table] + [one.test for one in LIMITS]
    for test in tests:
        _, columns, keys = watch(test, account, today, decisions)
        numbers = [key for key in keys if isinstance(policy.value(key).value, int)]
        for column in columns:
            if column in COUNTED:
                is_money = COLUMNS[column].unit == "cents"
                alike = {key for key in numbers if (policy.value(key).unit == "cents") == is_money}
                borders.setdefault(column, set()).update(alike)
    return borders


def _flags(account: AccountRow) -> Iterator[Facts]:
    for column in FREE_FLAGS:
        yield {column: not getattr(account, column)}
    for column, codes in FREE_CODES.items():
        for code in codes:
            if getattr(account, column) != code:
                yield {column: int(code)}

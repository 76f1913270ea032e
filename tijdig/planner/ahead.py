"""Plays a plan forward night by night: our own steps count, and nothing is paid, said or new meanwhile.

That is no forecast. It shows what a policy would do to somebody who stays silent, which is the longest road there is.
Every person who is asked for has time, and a call reaches nobody; of claims to come only the next one falls due.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tijdig.planner.changes import DAYS_IN_WINDOW, SINCE
from tijdig.planner.codes import NEVER, ByWhom, Kind, Stage, Whether
from tijdig.planner.columns import DTYPES, Accounts, Flags
from tijdig.planner.costing import CALLERS
from tijdig.planner.decisions import Decisions
from tijdig.planner.plan import plan
from tijdig.policy import Policy
from tijdig.rules.notices import notice_term

Ordinals = NDArray[np.int64]


class Walk:
    """Many cases on their way under one policy; `accounts` is how they stand on the morning of the next night."""

    def __init__(self, accounts: Accounts, policy: Policy) -> None:
        self.accounts = accounts
        self.policy = policy
        self._nights = 0
        self._start = accounts
        self._moments: list[Flags] = []
        self._calls: list[Flags] = []
        self._person_on: Ordinals = np.zeros(len(accounts), dtype=np.int64)
        self._is_call: Flags = np.zeros(len(accounts), dtype=np.bool_)

    def night(self, day: date) -> Decisions:
        """The plan of this night; PolicyError for a day of which the calendar is not known."""
        return plan(self.accounts, self.policy, day)

    def ahead(self, decisions: Decisions) -> None:
        """Do what was decided, and go on to the next morning."""
        day = decisions.day
        done = done_by(self.accounts, decisions, self.policy)
        asks = decisions.acts & (decisions.person_on > 0)
        self._person_on = np.where(decisions.acts, decisions.person_on * asks, self._person_on)
        self._is_call = np.where(asks, np.isin(decisions.by_whom, CALLERS), self._is_call)
        visits = decisions.acts & (decisions.by_whom == ByWhom.VISITOR)
        calls = self._is_call & (self._person_on == day.toordinal())
        self._moments = [*self._moments, decisions.acts][1 - DAYS_IN_WINDOW :]
        self._calls = [*self._calls, calls][1 - DAYS_IN_WINDOW :]
        done = _with(done, calls_unanswered=_more(done.calls_unanswered, calls), visits=_more(done.visits, visits))
        self._nights += 1
        self.accounts = self._counted(aged(done))

    def _counted(self, accounts: Accounts) -> Accounts:
        """The counts of a week: what stood there at the start until it runs out, and what was done since."""
        start = self._start
        still = since(start.days_since_moment, self._nights) < DAYS_IN_WINDOW
        moments = np.where(still, start.moments_7d, 0) + _together(self._moments)
        calls = (start.call_days_7d if self._nights < DAYS_IN_WINDOW else 0) + _together(self._calls)
        return _with(accounts, moments_7d=moments, call_days_7d=calls)


def done_by(accounts: Accounts, decisions: Decisions, policy: Policy) -> Accounts:
    """How the cases stand in the evening, when everything that was decided for today has been sent."""
    a, acts, stage = accounts, decisions.acts, decisions.stage
    names = acts & (stage >= Stage.S1)
    climbs = acts & (stage > a.stage_reached)
    found: dict[str, Any] = {
        "is_open": a.is_open & (decisions.whether != Whether.CLOSE),
        "named_unresolved": a.named_unresolved | names,
        "named_overdue_cents": np.where(names, a.overdue_cents, a.named_overdue_cents),
        "unnamed_overdue_days": np.where(names, 0, a.unnamed_overdue_days),
        "stage_reached": np.where(climbs, stage, a.stage_reached),
        "days_since_stage": np.where(climbs, 0, a.days_since_stage),
        "days_since_moment": np.where(acts, 0, a.days_since_moment),
        "letters_without_reaction": _more(a.letters_without_reaction, acts & ((decisions.channels & Kind.LETTER) != 0)),
        "last_form": np.where(acts, decisions.form, a.last_form),
        "approach_days_left": np.where(
            acts, np.maximum(decisions.person_on - decisions.day.toordinal(), 0), a.approach_days_left
        ),
        "call_not_given": a.call_not_given & ~(acts & np.isin(decisions.by_whom, CALLERS)),
        "consequence_told": a.consequence_told | (acts & (stage >= Stage.S4B)),
    }
    if policy.costs.charges_collection_costs:
        found |= _noticed(accounts, acts & (stage == Stage.S3), decisions.day, policy)
    return _with(accounts, **found)


def aged(accounts: Accounts, days: int = 1) -> Accounts:
    """The same cases so many days later, when nothing is paid, said or sent; many rows of `changes.later` at once."""
    a = accounts
    falls_due = a.due_in_days < days
    newly_late = np.where(falls_due, days - a.due_in_days, 0)
    left = a.notice_running_days_left - days
    found: dict[str, Any] = {name: since(getattr(a, name), days) for name in SINCE}
    ends = (a.notice_running_days_left > 0) & (left <= 0)
    found["notice_over_days"] = np.where(ends, 1 - left, found["notice_over_days"])
    found["overdue_cents"] = np.where(falls_due & (a.overdue_cents == 0), a.open_cents, a.overdue_cents)
    for name in ("oldest_overdue_days", "unnamed_overdue_days"):
        values = getattr(a, name)
        found[name] = np.maximum(values + days * (values > 0), newly_late)
    found["due_in_days"] = np.where(falls_due, NEVER, since(a.due_in_days, -days))
    found["hold_days_left"] = np.maximum(a.hold_days_left - days, 0)
    found["notice_running_days_left"] = np.maximum(left, 0)
    is_ahead = (a.consequence != 0) & (a.consequence_in_days >= days)  # once its day is over it is no longer ahead
    found["consequence"] = np.where(is_ahead, a.consequence, 0)
    found["consequence_in_days"] = np.where(is_ahead, a.consequence_in_days - days, NEVER)
    found["consequence_told"] = a.consequence_told & is_ahead
    found["approach_days_left"] = np.maximum(a.approach_days_left - days, 0)
    found["calls_today"] = np.zeros(len(a), dtype=np.int16)
    found["moment_today"] = np.zeros(len(a), dtype=np.bool_)
    if days >= DAYS_IN_WINDOW:
        found["call_days_7d"] = np.zeros(len(a), dtype=np.int16)
    found["moments_7d"] = np.where(found["days_since_moment"] >= DAYS_IN_WINDOW, 0, a.moments_7d)
    return _with(accounts, **found)


def since(values: NDArray[Any], days: int) -> NDArray[Any]:
    """Day counts so many days later; NEVER stays NEVER."""
    return np.where(values >= NEVER, values, values + days)


def _noticed(accounts: Accounts, notices: Flags, day: date, policy: Policy) -> dict[str, Any]:
    """A term begins to run where a notice of the law goes out."""
    if not notices.any():
        return {}
    left = (notice_term(day, policy).last_free_on - day).days + 1
    return {
        "notice_running_days_left": np.where(notices, left, accounts.notice_running_days_left),
        "notice_over_days": np.where(notices, NEVER, accounts.notice_over_days),
    }


def _with(accounts: Accounts, **found: Any) -> Accounts:
    """The same cases with these columns, each in its own type."""
    columns: dict[str, Any] = {name: np.asarray(values).astype(DTYPES[name]) for name, values in found.items()}
    return replace(accounts, **columns)


def _more(counts: NDArray[Any], which: Flags) -> NDArray[Any]:
    """One more of something for these cases."""
    return counts + which.astype(np.int16)


def _together(days: list[Flags]) -> NDArray[np.int16]:
    """On how many of these days each case had it."""
    total: NDArray[np.int16] = np.sum(days, axis=0, dtype=np.int16)
    return total

"""Plays a plan forward night by night: our own steps count, and nothing is paid, said or new meanwhile.

That is no forecast. It shows what a policy would do to somebody who stays silent, which is the longest road there is.
Every person who is asked for has time, and a call reaches nobody; of claims to come only the next one falls due.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tijdig.planner.aging import DAYS_IN_WINDOW, aged, since, with_columns
from tijdig.planner.codes import NEVER, ByWhom, Kind, Stage, Whether
from tijdig.planner.columns import Accounts, Flags
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
        tried = {"calls_unanswered": _more(done.calls_unanswered, calls), "visits": _more(done.visits, visits)}
        done = with_columns(done, **tried)
        self._nights += 1
        self.accounts = self._counted(aged(done))

    def _counted(self, accounts: Accounts) -> Accounts:
        """The counts of a week: what stood there at the start until it runs out, and what was done since."""
        start = self._start
        still = since(start.days_since_moment, self._nights) < DAYS_IN_WINDOW
        moments = np.where(still, start.moments_7d, 0) + _together(self._moments)
        calls = (start.call_days_7d if self._nights < DAYS_IN_WINDOW else 0) + _together(self._calls)
        return with_columns(accounts, moments_7d=moments, call_days_7d=calls)


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
    return with_columns(accounts, **found)


def _noticed(accounts: Accounts, notices: Flags, day: date, policy: Policy) -> dict[str, Any]:
    """A term begins to run where a notice of the law goes out."""
    if not notices.any():
        return {}
    left = (notice_term(day, policy).last_free_on - day).days + 1
    return {
        "notice_running_days_left": np.where(notices, left, accounts.notice_running_days_left),
        "notice_over_days": np.where(notices, NEVER, accounts.notice_over_days),
    }


def _more(counts: NDArray[Any], which: Flags) -> NDArray[Any]:
    """One more of something for these cases."""
    return counts + which.astype(np.int16)


def _together(days: list[Flags]) -> NDArray[np.int16]:
    """On how many of these days each case had it."""
    total: NDArray[np.int16] = np.sum(days, axis=0, dtype=np.int16)
    return total

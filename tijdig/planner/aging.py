"""The same cases some days later, when nothing is paid, said or sent: what time alone changes in the columns."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tijdig.planner.codes import NEVER
from tijdig.planner.columns import DTYPES, Accounts

DAYS_IN_WINDOW = 7  # what moments_7d means
SINCE = (
    "days_since_stage",
    "days_since_moment",
    "days_since_inbound",
    "days_since_conversation",
    "part_paid_days",
    "notice_over_days",
    "handed_over_days",
    "missed_instalment_days",
    "distress_days",
)


def aged(accounts: Accounts, days: int = 1) -> Accounts:
    """The same cases so many days later, when nothing is paid, said or sent."""
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
    return with_columns(accounts, **found)


def since(values: NDArray[Any], days: int) -> NDArray[Any]:
    """Day counts so many days later; NEVER stays NEVER."""
    return np.where(values >= NEVER, values, values + days)


def with_columns(accounts: Accounts, **found: Any) -> Accounts:
    """The same cases with these columns, each in its own type."""
    columns: dict[str, Any] = {name: np.asarray(values).astype(DTYPES[name]) for name, values in found.items()}
    return replace(accounts, **columns)

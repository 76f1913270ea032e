"""Invariants that anybody can check: no case sleeps, and no columns contradict each other."""

import numpy as np
from numpy.typing import NDArray

from tijdig.planner.codes import NEVER, HoldCode, Owner, Whether
from tijdig.planner.columns import Accounts, Flags
from tijdig.planner.decisions import PLACES, Decisions
from tijdig.planner.dimensions.limits import LIMITS
from tijdig.planner.dimensions.whether import RULES

WHETHER = [PLACES[reason] for _, reason, _ in RULES] + [PLACES[one.reason] for one in LIMITS]
"""Places of the reasons for which something may go out, wait, stop or be done."""


def sleeping(decisions: Decisions) -> NDArray[np.int64]:
    """The cases that would be forgotten: no step today, and no reason, owner or end date to wait for. Must be empty."""
    today = decisions.day.toordinal()
    waits = (decisions.whether == Whether.WAIT) | (decisions.whether == Whether.STOP)
    has_reason = np.isin(decisions.rules["whether"], WHETHER)
    has_owner = np.isin(decisions.owner, [int(owner) for owner in Owner])
    has_end = decisions.wait_until > today
    has_step = decisions.acts & (decisions.channels != 0)
    is_done = decisions.whether == Whether.CLOSE
    has_person = (decisions.owner != Owner.HANDLER) | (decisions.person_on > today) | ~waits
    is_awake = has_reason & has_person & (is_done | has_step | (waits & has_owner & has_end))
    asleep: NDArray[np.int64] = decisions.case_id[~is_awake]
    return asleep


def contradictions(accounts: Accounts) -> dict[str, NDArray[np.int64]]:
    """Per thing that cannot be true, the cases of which the columns say so; empty when all is well."""
    a = accounts
    has_overdue = a.overdue_cents > 0
    faults: dict[str, Flags] = {
        "overdue sum without overdue days, or the other way round": has_overdue != (a.oldest_overdue_days > 0),
        "overdue, but neither named nor waiting to be named": (
            has_overdue & ~a.named_unresolved & (a.unnamed_overdue_days == 0)
        ),
        "a claim to be named, but nothing overdue": ~has_overdue & (a.unnamed_overdue_days > 0),
        "named and unresolved, but nothing overdue": ~has_overdue & a.named_unresolved,
        "named and unresolved, but no sum was named, or the other way round": (
            a.named_unresolved != (a.named_overdue_cents > 0)
        ),
        "more was named than is overdue": a.named_overdue_cents > a.overdue_cents,
        "an unnamed claim older than the oldest": a.unnamed_overdue_days > a.oldest_overdue_days,
        "a stage was reached, but nothing overdue was named": (a.stage_reached > 0) != a.named_unresolved,
        "a stage without the day it was reached": (a.stage_reached > 0) != (a.days_since_stage < NEVER),
        "a moment today, but not in the last seven days": a.moment_today & (a.moments_7d == 0),
        "a moment today, but the last one is longer ago": a.moment_today != (a.days_since_moment == 0),
        "a notice that runs and is over": (a.notice_running_days_left > 0) & (a.notice_over_days < NEVER),
        "an instalment missed without an arrangement that runs": (
            (a.missed_instalment_days < NEVER) & (a.hold != HoldCode.AGREED)
        ),
        "a consequence without its day, or the other way round": (
            (a.consequence != 0) != (a.consequence_in_days < NEVER)
        ),
        "told of a consequence that is not there": a.consequence_told & (a.consequence == 0),
        "in distress now, but never before": a.is_distressed & (a.distress_days >= NEVER),
        "more calls on a day than days with calls": (a.calls_today > 0) & (a.call_days_7d == 0),
        "an approach that runs, but none was made": (a.approach_days_left > 0) & (a.last_form == 0),
        "a count of days or moments below zero": _below_zero(a),
    }
    return {fault: a.case_id[which] for fault, which in faults.items() if which.any()}


def _below_zero(a: Accounts) -> Flags:
    counts = (a.oldest_overdue_days, a.unnamed_overdue_days, a.days_since_moment, a.moments_7d, a.due_in_days)
    is_below: Flags = np.minimum.reduce(counts) < 0
    return is_below

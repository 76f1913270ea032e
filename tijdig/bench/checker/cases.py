"""Invented cases for the checker: most of them ordinary, and each thing that can be the matter often enough.

The facts of one case agree with each other, as those of a real case do. They are plain columns by name.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tijdig.bench.checker.codes import CONSEQUENCES, HOLDS, HOME, NEVER, PRODUCTS

Columns = dict[str, NDArray[Any]]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]

HOMES = (PRODUCTS["RENT"], PRODUCTS["MORTGAGE"])
AGREED = HOLDS["AGREED"]
KINDS = (1, 2, 4, 8, 16, 32, 64, 128)
FIXED_COST, THREATENING = 1, 2


class Chance:
    """Draws columns of one length."""

    def __init__(self, seed: int, size: int) -> None:
        self._drawn = np.random.default_rng(seed)  # noqa: TID251 - a fixed seed makes the same cases every time
        self.size = size

    def yes(self, share: float) -> Flags:
        """Yes in this share of the cases."""
        found: Flags = self._drawn.random(self.size) < share
        return found

    def whole(self, low: int, high: int) -> Whole:
        """A whole number, both ends included."""
        return self._drawn.integers(low, high, self.size, endpoint=True)

    def one_of(self, values: Sequence[int]) -> Whole:
        """Any of these."""
        return np.asarray(values)[self._drawn.integers(0, len(values), self.size)]

    def sums(self, low: float, high: float) -> Whole:
        """Sums in cents between two powers of ten: many small, some large."""
        return (10 ** self._drawn.uniform(low, high, self.size)).astype(np.int64)

    def rarely(self, share: float, value: Any, otherwise: int) -> Whole:
        """This value in a share of the cases, something ordinary in all others."""
        found: Whole = np.where(self.yes(share), value, otherwise)
        return found


def invented(seed: int, size: int) -> Columns:
    """So many cases; the same seed and size give the same cases."""
    chance = Chance(seed, size)
    columns: Columns = {"case_id": np.arange(size) + 1}
    for part in (_claims, _moments, _rest, _reach, _person, _people, _near):
        columns |= part(chance, columns)
    return columns


def _claims(c: Chance, _: Columns) -> Columns:
    """What is open and late, and how far the road went: nothing late, unnamed, or stage 1 to 3 with or without more."""
    road = c.one_of((0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4))
    is_named, has_new = road >= 2, (road == 1) | ((road >= 2) & c.yes(0.15))
    late = np.where(road > 0, c.sums(3.0, 5.5), 0)
    unnamed_days = np.where(has_new, c.whole(1, 9), 0)
    named = np.where(is_named, np.where(has_new, late // 2, late), 0)
    is_open = c.yes(0.98)
    is_rare = c.yes(0.01) & (road == 0)
    return {
        "is_open": is_open,
        "open_cents": np.where(is_rare, 0, late + c.sums(3.0, 4.5)),
        "overdue_cents": late,
        "named_overdue_cents": named,
        "named_unresolved": is_named,
        "unnamed_overdue_days": unnamed_days,
        "oldest_overdue_days": np.where(is_named, unnamed_days + c.whole(5, 120), unnamed_days),
        "due_in_days": c.rarely(0.7, c.whole(0, 30), NEVER),
        "stage_reached": np.maximum(road - 1, 0),
        "product": c.whole(0, max(PRODUCTS.values())),
        "had_arrears": c.yes(0.3),
        "premiums_late": c.whole(0, 700),
        "size_percent": c.whole(0, 100),
    }


def _moments(c: Chance, known: Columns) -> Columns:
    """When something last went out, and how often in a week."""
    is_named, stage = known["named_unresolved"], known["stage_reached"]
    stage_days = np.where(is_named, c.whole(0, 45), NEVER)
    last = np.where(is_named, np.minimum(stage_days, c.whole(0, 45)), c.rarely(0.15, c.whole(0, 30), NEVER))
    in_week = np.where(last <= 6, np.maximum(c.one_of((1, 1, 1, 2, 3, 3, 4)), 1), 0)
    runs = (stage == 3) & c.yes(0.4)
    is_over = (stage == 3) & ~runs & c.yes(0.6)
    return {
        "days_since_stage": stage_days,
        "days_since_moment": last,
        "moment_today": last == 0,
        "moments_7d": in_week,
        "part_paid_days": c.rarely(0.08, c.whole(0, 20), NEVER),
        "notice_running_days_left": np.where(runs, c.whole(1, 16), 0),
        "notice_over_days": np.where(is_over, c.whole(1, 20), NEVER),
        "letters_without_reaction": c.one_of((0, 0, 0, 1, 1, 2, 3, 4)),
        "last_form": np.where(is_named, c.whole(0, 6), 0),
    }


def _rest(c: Chance, _: Columns) -> Columns:
    """Reasons to leave somebody in peace."""
    hold = c.rarely(0.12, c.whole(1, max(HOLDS.values())), 0)
    has_end = (hold > 0) & c.yes(0.6)
    missed = (hold == AGREED) & c.yes(0.4)
    return {
        "hold": hold,
        "hold_has_end": has_end,
        "hold_days_left": np.where(has_end, c.whole(0, 30), 0),
        "missed_instalment_days": np.where(missed, c.whole(1, 20), NEVER),
        "has_disputed_all": c.yes(0.03),
        "days_since_inbound": c.rarely(0.12, c.whole(0, 14), NEVER),
        "days_since_conversation": c.rarely(0.10, c.whole(0, 14), NEVER),
        "is_handed_over": c.yes(0.02),
        "by_hand": c.yes(0.02),
        "joint_creditors": c.rarely(0.03, c.whole(1, 4), 0),
        "has_seizure": c.yes(0.04),
    }


def _reach(c: Chance, _: Columns) -> Columns:
    """How somebody can be reached, and how not."""
    refused = c.one_of(KINDS) | c.rarely(0.3, c.one_of(KINDS), 0)
    is_represented = c.yes(0.08)
    return {
        "is_represented": is_represented,
        "representative_reachable": is_represented & c.yes(0.6),
        "has_post": c.yes(0.9),
        "has_email": c.yes(0.75),
        "has_mobile": c.yes(0.75),
        "has_phone": c.yes(0.8),
        "has_iban": c.yes(0.5),
        "is_safe": c.yes(0.98),
        "not_by": c.rarely(0.2, refused, 0),
        "prefers": c.rarely(0.3, c.one_of(KINDS), 0),
    }


def _person(c: Chance, _: Columns) -> Columns:
    """What somebody told us: room, needs, events, distress, and what went before."""
    is_distressed = c.yes(0.02)
    return {
        "room": c.one_of((0, 0, 0, 0, 0, 1, 1, 1, 2)),
        "needs": c.rarely(0.2, c.one_of(KINDS), 0),
        "events": c.rarely(0.1, c.one_of((1, 2, 4, 8, 16, 32, 64)), 0),
        "says_no": c.yes(0.1),
        "is_distressed": is_distressed,
        "distress_days": np.where(is_distressed, c.whole(0, 60), c.rarely(0.06, c.whole(0, 800), NEVER)),
        "customer_months": c.rarely(0.8, c.whole(0, 120), NEVER),
        "late_bills": c.whole(1, 9),
        "late_in_a_row": c.whole(0, 4),
        "bills_on_time": c.whole(0, 8),
        "handed_over_days": c.rarely(0.1, c.whole(0, 1500), NEVER),
    }


def _people(c: Chance, _: Columns) -> Columns:
    """Calls and visits that were made."""
    days = c.one_of((0, 0, 0, 0, 0, 1, 2, 3, 4))
    return {
        "calls_unanswered": c.one_of((0, 0, 0, 0, 1, 2, 3, 4)),
        "call_days_7d": days,
        "calls_today": np.where(days > 0, c.one_of((0, 0, 0, 1, 2, 3)), 0),
        "call_not_given": c.yes(0.05),
        "visits": c.one_of((0, 0, 0, 0, 1, 2, 3)),
    }


def _near(c: Chance, known: Columns) -> Columns:
    """Something serious that somebody recorded with its day, and what hangs on the claims."""
    is_late = known["overdue_cents"] > 0
    near = np.where(is_late & c.yes(0.2), c.whole(1, max(CONSEQUENCES.values())), 0)
    home = np.where(np.isin(known["product"], HOMES), HOME | FIXED_COST | THREATENING, 0)
    return {
        "consequence": near,
        "consequence_in_days": np.where(near > 0, c.whole(0, 90), NEVER),
        "consequence_told": (near > 0) & c.yes(0.4),
        "weights": home | c.one_of((0, 0, FIXED_COST, FIXED_COST | THREATENING)),
    }

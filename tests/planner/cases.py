"""Accounts at and around every boundary, and policies and days on which boundaries move."""

from dataclasses import replace
from datetime import date

import numpy as np

from tijdig.planner.codes import NEVER, HoldCode, Kind
from tijdig.planner.columns import NAMES, Accounts
from tijdig.policy import Policy, load

MONDAY = date(2026, 11, 23)
DAYS = (
    MONDAY,
    date(2026, 11, 21),  # Saturday: the last day before a Sunday
    date(2026, 11, 22),  # Sunday
    date(2026, 12, 24),  # before Christmas, Saturday 26 December and Sunday: four days until the next
    date(2026, 12, 25),
    date(2027, 5, 4),  # before 5, 6 and 7 May 2027
    date(2027, 5, 6),
)
YES_NO = (False, True)
AROUND = {
    "is_open": (True, True, True, True, True, True, True, False),
    "open_cents": (100_000, 100_000, 100_000, 100_000, 100_000, 1, 0, -5),
    "overdue_cents": (5_000, 5_000, 5_000, 2_500, 2_499, 999, 1_000, 1, 0, 0),
    "named_overdue_cents": (5_000, 5_000, 5_000, 2_500, 2_499, 999, 0),
    "oldest_overdue_days": (0, 1, 7, 8, 30, NEVER),
    "due_in_days": (0, 1, 2, 3, 4, 6, 7, 8, 14, NEVER),
    "unnamed_overdue_days": (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 60),
    "named_unresolved": (True, True, False),
    "stage_reached": (0, 1, 1, 2, 2, 2, 3),
    "days_since_stage": (0, 1, 6, 7, 9, 10, 13, 14, 15, 20, 21, 27, 28, 60, NEVER),
    "days_since_moment": (0, 1, 2, 3, 4, 5, 6, 7, 8, 14, 14, 14, NEVER, NEVER),
    "moments_7d": (0, 0, 0, 0, 1, 2, 3, 4),
    "moment_today": (False, False, False, False, False, True),
    "days_since_inbound": (NEVER, NEVER, NEVER, NEVER, 0, 6, 7, 8),
    "days_since_conversation": (NEVER, NEVER, NEVER, NEVER, 0, 6, 7, 8),
    "hold": (*(0,) * 24, *(int(code) for code in HoldCode)),
    "hold_has_end": YES_NO,
    "hold_days_left": (0, 1, 30),
    "has_disputed_all": (False,) * 12 + (True,),
    "part_paid_days": (NEVER, NEVER, NEVER, NEVER, 0, 1, 6, 7, 8),
    "is_represented": (False,) * 6 + (True,),
    "representative_reachable": YES_NO,
    "has_post": (True, True, True, False),
    "has_email": (True, True, False),
    "has_mobile": (True, True, False),
    "is_safe": (True,) * 12 + (False,),
    "prefers": (0, 0, *(int(kind) for kind in Kind)),
    "not_by": (0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8),
    "letters_without_reaction": (0, 1, 2, 3, 4),
    "notice_running_days_left": (0, 0, 0, 0, 0, 1, 14),
    "notice_over_days": (NEVER, NEVER, NEVER, NEVER, 1, 3, 4),
    "had_arrears": YES_NO,
}
"""Values of each column that a rule reads, the ordinary ones several times; sector and language are read by none."""


def accounts_around(seed: int, size: int) -> Accounts:
    """So many accounts with each value drawn from those at and around its boundaries."""
    chance = np.random.default_rng(seed)
    drawn = {name: np.array(values)[chance.integers(0, len(values), size)] for name, values in AROUND.items()}
    return Accounts.from_columns(case_id=np.arange(size) + 1, **drawn)


def accounts_from_bytes(data: bytes) -> Accounts:
    """Accounts of which each byte chooses one value; a shorter or smaller input means fewer and plainer accounts."""
    width = len(AROUND)
    size = max(len(data) // width, 1)
    chosen = np.frombuffer(data.ljust(width, b"\0")[: size * width], dtype=np.uint8).reshape(size, width)
    drawn = {name: np.array(values)[chosen[:, n] % len(values)] for n, (name, values) in enumerate(AROUND.items())}
    return Accounts.from_columns(case_id=np.arange(size) + 1, **drawn)


def policy_with(policy: Policy, key: str, value: object) -> Policy:
    """The policy with one number changed."""
    subject, _, name = key.partition(".")
    return replace(policy, **{subject: replace(getattr(policy, subject), **{name: value})})


def policy_at_bounds(policy: Policy, which: int) -> Policy:
    """The policy of a creditor that chooses the lowest (0) or the highest (1) that is allowed, everywhere."""
    for key, value in policy.values.items():
        if key.startswith(("contacts.", "stages.")) and value.bounds and isinstance(value.value, int):
            policy = policy_with(policy, key, value.bounds[which])
    return policy


STANDARD = load(MONDAY)
POLICIES = {
    "standard": STANDARD,
    "housing": load(MONDAY, sector="housing"),
    "health": load(MONDAY, sector="health"),
    "early": policy_with(STANDARD, "stages.first_reminder_from_days", 1),
    "late": policy_with(STANDARD, "stages.first_reminder_from_days", 5),
    "lowest": policy_at_bounds(STANDARD, 0),
    "highest": policy_at_bounds(STANDARD, 1),
    "sparing": policy_with(STANDARD, "contacts.moments_per_7_days", 1),
    "two a day": policy_with(STANDARD, "contacts.moments_per_day", 2),
}


def columns_of(accounts: Accounts) -> dict[str, np.ndarray]:
    return {name: getattr(accounts, name) for name in NAMES}

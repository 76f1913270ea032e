"""Accounts at and around every boundary, and policies and days on which boundaries move."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from tijdig.planner.codes import NEVER, ConsequenceCode, Form, HoldCode, Kind, Need, ProductCode, Room, Weight
from tijdig.planner.columns import NAMES, AccountRow, Accounts
from tijdig.policy import Policy, load

MONDAY = date(2026, 11, 23)
SPARSE = 70  # days: longer than any wait between two steps
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
SELDOM = (*(False,) * 12, True)
MOSTLY = (*(True,) * 5, False)
NEEDS = tuple(int(need) for need in Need)
FOR_STEPS: Mapping[str, Sequence[Any]] = {
    "has_mobile": MOSTLY,
    "has_phone": MOSTLY,
    "has_iban": YES_NO,
    "prefers": (0, 0, 0, 0, *(int(kind) for kind in Kind)),
    "not_by": (0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 16, 20, 32, 64, 128),
    "letters_without_reaction": (0, 0, 1, 2, 3, 4, 5),
    "product": tuple(int(code) for code in ProductCode),
    "weights": (0, 1, 3, 7, 16, 17, 19, int(Weight.SIGNALLING)),
    "size_percent": (0, 20, 49, 50, 66, 67, 68, 89, 90, 99),
    "premiums_late": (0, 0, 99, 100, 199, 200, 250, 399, 400, 599, 600, 700),
    "customer_months": (NEVER, NEVER, 60, 13, 12, 4, 3, 2, 1, 0),
    "late_bills": (0, 1, 1, 1, 2, 2, 3, 5, 6, 7, 8, 9),
    "bills_on_time": (12, 12, 4, 3, 2, 0),
    "late_in_a_row": (0, 1, 1, 1, 1, 2, 3, 4, 6, 7),
    "handed_over_days": (*(NEVER,) * 8, 0, 364, 365, 1094, 1095, 1096, 1824, 1825),
    "needs": (*(0,) * 12, *NEEDS, 5, 34, 68, 127),
    "events": (0, 0, 0, 0, 0, 0, 1, 2, 64, 127),
    "calls_unanswered": (0, 0, 0, 1, 2, 3, 4, 6, 7),
    "calls_today": (0, 0, 0, 0, 1, 2, 3),
    "call_days_7d": (0, 0, 0, 1, 2, 3, 4),
    "call_not_given": SELDOM,
    "visits": (0, 0, 0, 1, 2, 3, 4, 5),
    "last_form": (0, 0, *(int(form) for form in Form)),
    "approach_days_left": (0, 0, 5),
    "has_seizure": SELDOM,
    "says_no": (False, False, True),
    "distress_days": (*(NEVER,) * 6, 0, 179, 180, 364, 365, 366, 1095),
    "room": (0, 0, 0, int(Room.OK), int(Room.OK), int(Room.NONE)),
    "had_arrears": YES_NO,
    "language": (0, 0, 1, 5),
    "sector": (0, 1, 4, 9),
}
"""Columns that say how a step looks, or are read by no rule: any of them may be off the ordinary."""

FOR_WHETHER: Mapping[str, Sequence[Any]] = {
    "is_open": (True, True, True, True, True, True, True, False),
    "open_cents": (100_000, 100_000, 100_000, 100_000, 100_000, 1, 0, -5),
    "overdue_cents": (60_000, 50_000, 49_999, 25_000, 5_000, 5_000, 4_999, 2_500, 2_499, 1_000, 999, 1, 0, 0, 500_000),
    "named_overdue_cents": (60_000, 5_000, 20_000, 19_999, 2_500, 2_499, 1_000, 999, 0),
    "oldest_overdue_days": (0, 1, 7, 8, 30, NEVER),
    "due_in_days": (0, 1, 2, 3, 4, 6, 7, 8, 13, 14, 15, NEVER),
    "unnamed_overdue_days": (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 60),
    "named_unresolved": (True, True, False),
    "stage_reached": (0, 1, 1, 2, 2, 2, 3),
    "days_since_stage": (0, 1, 3, 4, 6, 7, 9, 10, 13, 14, 15, 20, 21, 27, 28, 44, 45, 59, 60, NEVER),
    "days_since_moment": (0, 1, 2, 3, 4, 5, 6, 7, 8, 13, 14, 14, 14, NEVER, NEVER),
    "moments_7d": (0, 0, 0, 0, 1, 2, 3, 4),
    "moment_today": (False, False, False, False, False, True),
    "days_since_inbound": (NEVER, NEVER, NEVER, NEVER, 0, 2, 3, 6, 7, 8, 27, 28),
    "days_since_conversation": (NEVER, NEVER, NEVER, 0, 6, 7, 8, 27, 28, 60),
    "hold": (*(0,) * 24, *(int(code) for code in HoldCode), int(HoldCode.AGREED), 77),
    "hold_has_end": YES_NO,
    "hold_days_left": (0, 1, 30),
    "has_disputed_all": SELDOM,
    "part_paid_days": (NEVER, NEVER, NEVER, NEVER, 0, 1, 2, 6, 7, 8, 27, 28),
    "is_represented": (False,) * 6 + (True,),
    "representative_reachable": YES_NO,
    "has_post": MOSTLY,
    "has_email": MOSTLY,
    "is_safe": (True,) * 12 + (False,),
    "notice_running_days_left": (0, 0, 0, 0, 0, 1, 14),
    "notice_over_days": (NEVER, NEVER, NEVER, NEVER, 1, 2, 3, 4, 14, 15),
    "is_handed_over": SELDOM,
    "joint_creditors": (*(0,) * 8, 1, 3),
    "missed_instalment_days": (NEVER, NEVER, 0, 4, 5, 6, 10, 11),
    "is_distressed": SELDOM,
    "by_hand": SELDOM,
    "consequence": (0, 0, *(int(code) for code in ConsequenceCode)),
    "consequence_in_days": (NEVER, 0, 1, 27, 28, 29, 41, 42, 43, 84, 85),
    "consequence_told": YES_NO,
}
"""Columns that decide whether anything goes out: most of their values stop or delay it."""

AROUND: Mapping[str, Sequence[Any]] = {**FOR_WHETHER, **FOR_STEPS}
"""Values of each column at and around every number that a rule holds it against, the ordinary ones several times."""

LATE = AccountRow(open_cents=100_000, overdue_cents=60_000, oldest_overdue_days=9, customer_months=30)
NAMED = LATE._replace(
    named_overdue_cents=60_000,
    oldest_overdue_days=60,
    named_unresolved=True,
    stage_reached=1,
    days_since_stage=9,
    days_since_moment=9,
)
ORDINARY: Mapping[str, AccountRow] = {
    "first": LATE._replace(unnamed_overdue_days=9),
    "new claim": NAMED._replace(unnamed_overdue_days=6),
    "second": NAMED._replace(days_since_stage=50, days_since_moment=50, premiums_late=200),
    "second and a new claim": NAMED._replace(days_since_stage=50, days_since_moment=20, unnamed_overdue_days=6),
    "notice": NAMED._replace(stage_reached=2, days_since_stage=70, days_since_moment=70, premiums_late=400),
    "before": AccountRow(open_cents=9_000, due_in_days=3, had_arrears=True, late_bills=0, late_in_a_row=0),
    "near": NAMED._replace(
        stage_reached=3,
        days_since_stage=40,
        days_since_moment=40,
        notice_over_days=20,
        consequence=int(ConsequenceCode.SUMMONS),
        consequence_in_days=20,
    ),
    "loss": NAMED._replace(
        stage_reached=3,
        days_since_stage=40,
        days_since_moment=40,
        notice_over_days=20,
        weights=int(Weight.FIXED_COST | Weight.THREATENING | Weight.HOME),
        consequence=int(ConsequenceCode.EVICTION),
        consequence_in_days=20,
    ),
}
"""Cases on which something goes out today, one for each thing there is to say."""

OFF_FOR_WHETHER, OFF_FOR_STEPS = 0.02, 0.3
"""How often a column of an ordinary case is off the ordinary."""


def accounts_around(seed: int, size: int) -> Accounts:
    """So many accounts: one half drawn anyhow, the other half ordinary but for a few columns, in turn."""
    half = (size + 1) // 2
    anyhow, ordinary = accounts_anyhow(seed, half), accounts_ordinary(seed, size - half)
    columns = {}
    for name in NAMES:
        columns[name] = np.empty(size, dtype=getattr(anyhow, name).dtype)
        columns[name][0::2], columns[name][1::2] = getattr(anyhow, name), getattr(ordinary, name)
    return Accounts.from_columns(**columns | {"case_id": np.arange(size) + 1})


def accounts_anyhow(seed: int, size: int) -> Accounts:
    """So many accounts with each value drawn from those at and around its boundaries; few of them act."""
    chance = np.random.default_rng(seed)
    drawn = {name: np.array(values)[chance.integers(0, len(values), size)] for name, values in AROUND.items()}
    return Accounts.from_columns(case_id=np.arange(size) + 1, **drawn)


def accounts_ordinary(seed: int, size: int, off_for_whether: float = OFF_FOR_WHETHER) -> Accounts:
    """So many accounts on which something goes out, but for what a few columns off the ordinary do to them."""
    chance = np.random.default_rng([seed, 1])
    rows = list(ORDINARY.values())
    which = chance.integers(0, len(rows), size)
    columns = {name: np.array([getattr(row, name) for row in rows])[which] for name in AROUND}
    for off, around in ((off_for_whether, FOR_WHETHER), (OFF_FOR_STEPS, FOR_STEPS)):
        for name, values in around.items():
            other = np.array(values)[chance.integers(0, len(values), size)]
            columns[name] = np.where(chance.random(size) < off, other, columns[name])
    return Accounts.from_columns(case_id=np.arange(size) + 1, **columns)


def accounts_from_bytes(data: bytes) -> Accounts:
    """Accounts of which each byte chooses one value; a shorter or smaller input means fewer and plainer accounts."""
    width = len(AROUND)
    size = max(len(data) // width, 1)
    chosen = np.frombuffer(data.ljust(width, b"\0")[: size * width], dtype=np.uint8).reshape(size, width)
    drawn = {name: np.array(values)[chosen[:, n] % len(values)] for n, (name, values) in enumerate(AROUND.items())}
    return Accounts.from_columns(case_id=np.arange(size) + 1, **drawn)


def accounts_ordinary_from_bytes(data: bytes) -> Accounts:
    """Ordinary accounts: of four bytes the first says which, the others put one column off the ordinary each, twice."""
    rows, names, found = list(ORDINARY.values()), list(AROUND), []
    for start in range(0, max(len(data) - len(data) % BYTES, BYTES), BYTES):
        first, *off = data[start : start + BYTES].ljust(BYTES, b"\0")
        changed = {}
        for column, value in zip(off[0::2], off[1::2], strict=True):
            name = names[column % len(names)]
            changed[name] = AROUND[name][value % len(AROUND[name])]
        found.append(rows[first % len(rows)]._replace(**changed if first >= len(rows) else {}))
    return Accounts.from_rows([row._replace(case_id=number) for number, row in enumerate(found, start=1)])


BYTES = 9
"""Of one account of accounts_ordinary_from_bytes: which one it is, and four columns with their value."""


def policy_with(policy: Policy, key: str, value: object) -> Policy:
    """The policy with one number changed, also for products that have a number of their own."""
    subject, _, name = key.partition(".")
    products = {
        product: {own: replace(number, value=value) if own == key else number for own, number in numbers.items()}
        for product, numbers in policy.products.items()
    }
    changed = replace(getattr(policy, subject), **{name: value})
    version = f"{policy.version}, {key} {value}"
    return replace(policy, version=version, products=products, **{subject: changed})


def policy_at_bounds(policy: Policy, which: int) -> Policy:
    """The policy of a creditor that chooses the lowest (0) or the highest (1) that is allowed, everywhere."""
    for key, value in policy.values.items():
        if key.startswith(SUBJECTS) and value.bounds and isinstance(value.value, int):
            policy = policy_with(policy, key, value.bounds[which])
    return policy


SUBJECTS = ("contacts.", "stages.", "histories.", "steps.")
STANDARD = load(MONDAY)
POLICIES = {
    "standard": STANDARD,
    "housing": load(MONDAY, sector="housing"),
    "health": load(MONDAY, sector="health"),
    "energy": load(MONDAY, sector="energy"),
    "mortgage": load(MONDAY, sector="mortgage"),
    "early": policy_with(STANDARD, "stages.first_reminder_from_days", 1),
    "late": policy_with(STANDARD, "stages.first_reminder_from_days", 5),
    "lowest": policy_at_bounds(STANDARD, 0),
    "highest": policy_at_bounds(STANDARD, 1),
    "sparing": policy_with(STANDARD, "contacts.moments_per_7_days", 1),
    "two a day": policy_with(STANDARD, "contacts.moments_per_day", 2),
}


def columns_of(accounts: Accounts) -> dict[str, np.ndarray]:
    return {name: getattr(accounts, name) for name in NAMES}

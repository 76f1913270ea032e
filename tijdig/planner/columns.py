"""The columns that the planner reads: one row per case, one account is a column of length one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, NamedTuple, TypeVar, cast, get_args, get_type_hints

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tijdig.planner.codes import NEVER, Kind

Flags = NDArray[np.bool_]
Days = NDArray[np.int16]
Codes = NDArray[np.int16]
Cents = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Accounts:
    """Everything the planner knows of many cases, as they stand on the morning of one day; meanings.py tells each.

    "Overdue", "named" and "unnamed" leave disputed claims out, and what is arranged while a newer bill is late
    beside it. A claim due today is 0 days late and not yet overdue.
    "Since" columns count whole days (today is 0, yesterday 1) and hold NEVER when it did not happen.
    """

    case_id: NDArray[np.int64]
    sector: Codes
    language: Codes
    is_open: Flags
    open_cents: Cents
    overdue_cents: Cents
    named_overdue_cents: Cents
    oldest_overdue_days: Days
    due_in_days: Days
    unnamed_overdue_days: Days
    named_unresolved: Flags
    stage_reached: Codes
    days_since_stage: Days
    days_since_moment: Days
    moments_7d: Codes
    moment_today: Flags
    days_since_inbound: Days
    days_since_conversation: Days
    hold: Codes
    hold_has_end: Flags
    hold_days_left: Days
    has_disputed_all: Flags
    part_paid_days: Days
    is_represented: Flags
    representative_reachable: Flags
    has_post: Flags
    has_email: Flags
    has_mobile: Flags
    is_safe: Flags
    prefers: Codes
    not_by: Codes
    letters_without_reaction: Codes
    notice_running_days_left: Days
    notice_over_days: Days
    had_arrears: Flags
    product: Codes
    weights: Codes
    size_percent: Codes
    premiums_late: Codes
    customer_months: Days
    late_bills: Codes
    late_in_a_row: Codes
    bills_on_time: Codes
    handed_over_days: Days
    is_handed_over: Flags
    needs: Codes
    room: Codes
    events: Codes
    joint_creditors: Codes
    has_phone: Flags
    has_iban: Flags
    calls_unanswered: Codes
    calls_today: Codes
    call_days_7d: Codes
    call_not_given: Flags
    visits: Codes
    last_form: Codes
    approach_days_left: Days
    missed_instalment_days: Days
    has_seizure: Flags
    says_no: Flags
    is_distressed: Flags
    distress_days: Days
    by_hand: Flags
    consequence: Codes
    consequence_in_days: Days
    consequence_told: Flags
    memo: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Conditions that were worked out for these rows before: see `once`."""

    @classmethod
    def from_columns(cls, **columns: ArrayLike) -> Accounts:
        """Accounts from arrays or lists by name; a column left out holds the default of AccountRow in every row."""
        unknown = sorted(set(columns) - set(NAMES))
        if unknown:
            raise TypeError(f"no such columns: {', '.join(unknown)}")
        lengths = {len(np.atleast_1d(np.asarray(values))) for values in columns.values()}
        if len(lengths) != 1:
            raise ValueError(f"columns of different lengths: {sorted(lengths)}")
        size = lengths.pop()
        return cls(**{name: _fitted(name, columns.get(name), size) for name in NAMES})

    @classmethod
    def from_rows(cls, rows: Sequence[AccountRow]) -> Accounts:
        """Accounts from plain rows, for tests and small files."""
        if not rows:
            return cls(**{name: np.empty(0, dtype=DTYPES[name]) for name in NAMES})
        return cls.from_columns(**dict(zip(AccountRow._fields, map(list, zip(*rows, strict=True)), strict=True)))

    def __len__(self) -> int:
        return len(self.case_id)

    def take(self, which: NDArray[Any] | slice) -> Accounts:
        """Some of the rows, by index, mask or slice."""
        return Accounts(**{name: getattr(self, name)[which] for name in NAMES})

    def some(self, rows: NDArray[np.intp]) -> Accounts:
        """As `take`, but a column is only taken when a rule asks for it."""
        return cast(Accounts, _Some(self, rows))

    def row(self, number: int) -> Accounts:
        """One account: the same columns, of length one."""
        return self.take(np.array([number]))

    def plain(self, number: int) -> AccountRow:
        """One account as plain Python values."""
        return AccountRow(**{name: getattr(self, name)[number].item() for name in AccountRow._fields})

    @property
    def usable(self) -> Codes:
        """The kinds that exist for this account and that the customer does not refuse, as Kind bits."""
        if "usable" in self.memo:
            return cast(Codes, self.memo["usable"])
        exist = np.zeros(len(self), dtype=np.int16)
        for has, kind in (
            (self.has_post, Kind.LETTER),
            (self.has_email, Kind.EMAIL),
            (self.has_mobile, Kind.SMS),
            (self.has_iban, Kind.TRANSFER),
        ):
            exist |= has * np.int16(kind)
        usable: Codes = exist & ~self.not_by
        self.memo["usable"] = usable
        return usable


class _Some:
    """Some rows of accounts; stands in for them, and takes each column the first time it is asked for."""

    def __init__(self, whole: Accounts, rows: NDArray[np.intp]) -> None:
        self.whole = whole
        self.rows = rows
        self.memo: dict[str, Any] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def __getattr__(self, name: str) -> Any:
        if name not in DTYPES and name != "usable":
            raise AttributeError(name)
        values = getattr(self.whole, name)[self.rows]
        setattr(self, name, values)
        return values


class AccountRow(NamedTuple):
    """One account in plain values; the defaults are a reachable customer with nothing overdue and no history."""

    case_id: int = 0
    sector: int = 0
    language: int = 0
    is_open: bool = True
    open_cents: int = 0
    overdue_cents: int = 0
    named_overdue_cents: int = 0
    oldest_overdue_days: int = 0
    due_in_days: int = NEVER
    unnamed_overdue_days: int = 0
    named_unresolved: bool = False
    stage_reached: int = 0
    days_since_stage: int = NEVER
    days_since_moment: int = NEVER
    moments_7d: int = 0
    moment_today: bool = False
    days_since_inbound: int = NEVER
    days_since_conversation: int = NEVER
    hold: int = 0
    hold_has_end: bool = False
    hold_days_left: int = 0
    has_disputed_all: bool = False
    part_paid_days: int = NEVER
    is_represented: bool = False
    representative_reachable: bool = False
    has_post: bool = True
    has_email: bool = True
    has_mobile: bool = True
    is_safe: bool = True
    prefers: int = 0
    not_by: int = 0
    letters_without_reaction: int = 0
    notice_running_days_left: int = 0
    notice_over_days: int = NEVER
    had_arrears: bool = False
    product: int = 0
    weights: int = 0
    size_percent: int = 0
    premiums_late: int = 0
    customer_months: int = NEVER
    late_bills: int = 1
    late_in_a_row: int = 1
    bills_on_time: int = 12
    handed_over_days: int = NEVER
    is_handed_over: bool = False
    needs: int = 0
    room: int = 0
    events: int = 0
    joint_creditors: int = 0
    has_phone: bool = True
    has_iban: bool = False
    calls_unanswered: int = 0
    calls_today: int = 0
    call_days_7d: int = 0
    call_not_given: bool = False
    visits: int = 0
    last_form: int = 0
    approach_days_left: int = 0
    missed_instalment_days: int = NEVER
    has_seizure: bool = False
    says_no: bool = False
    is_distressed: bool = False
    distress_days: int = NEVER
    by_hand: bool = False
    consequence: int = 0
    consequence_in_days: int = NEVER
    consequence_told: bool = False


DTYPES: Mapping[str, np.dtype[Any]] = {
    name: np.dtype(get_args(get_args(array)[1])[0])
    for name, array in get_type_hints(Accounts).items()
    if name != "memo"
}
NAMES: tuple[str, ...] = tuple(DTYPES)
DEFAULTS: Mapping[str, int | bool] = AccountRow()._asdict()


Condition = TypeVar("Condition", bound=Callable[..., Any])


def once(condition: Condition) -> Condition:
    """A condition that many rules share is worked out once for a set of accounts, as long as the day is the same."""
    name = condition.__name__

    @wraps(condition)
    def remembered(a: Accounts, *day: Any) -> Any:
        known = a.memo.get(name)
        if known is None or any(one is not other for one, other in zip(known[0], day, strict=True)):
            known = a.memo[name] = (day, condition(a, *day))
        return known[1]

    return cast(Condition, remembered)


def _fitted(name: str, values: ArrayLike | None, size: int) -> NDArray[Any]:
    """The values in the column's own type; what happened a century ago is NEVER, and does not turn negative."""
    if values is None:
        return np.full(size, DEFAULTS[name], dtype=DTYPES[name])
    array = np.asarray(values)
    if DTYPES[name] == np.int16:
        array = np.clip(array, -NEVER, NEVER)
    return np.ascontiguousarray(array, dtype=DTYPES[name])

"""The columns that the planner reads: one row per case, one account is a column of length one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, get_args, get_type_hints

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

    "Overdue", "named" and "unnamed" leave disputed claims out. A claim due today is 0 days late and not yet overdue.
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

    def row(self, number: int) -> Accounts:
        """One account: the same columns, of length one."""
        return self.take(np.array([number]))

    def plain(self, number: int) -> AccountRow:
        """One account as plain Python values."""
        return AccountRow(**{name: getattr(self, name)[number].item() for name in AccountRow._fields})

    @property
    def usable(self) -> Codes:
        """The kinds that exist for this account and that the customer does not refuse, as Kind bits."""
        exist = self.has_post * Kind.LETTER + self.has_email * Kind.EMAIL + self.has_mobile * Kind.SMS
        usable: Codes = exist.astype(np.int16) & ~self.not_by
        return usable


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


DTYPES: Mapping[str, np.dtype[Any]] = {
    name: np.dtype(get_args(get_args(array)[1])[0]) for name, array in get_type_hints(Accounts).items()
}
NAMES: tuple[str, ...] = tuple(DTYPES)
DEFAULTS: Mapping[str, int | bool] = AccountRow()._asdict()


def _fitted(name: str, values: ArrayLike | None, size: int) -> NDArray[Any]:
    """The values in the column's own type; what happened a century ago is NEVER, and does not turn negative."""
    if values is None:
        return np.full(size, DEFAULTS[name], dtype=DTYPES[name])
    array = np.asarray(values)
    if DTYPES[name] == np.int16:
        array = np.clip(array, -NEVER, NEVER)
    return np.ascontiguousarray(array, dtype=DTYPES[name])

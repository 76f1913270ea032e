"""The columns that the planner reads: one row per case, one account is a column of length one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tijdig.planner.codes import NEVER, Kind

Flags = NDArray[np.bool_]
Days = NDArray[np.int16]
Codes = NDArray[np.int16]
Cents = NDArray[np.int64]


def _column(dtype: type[np.generic], unit: str, meaning: str, label: str) -> Any:
    """One column: how it is stored, its unit, what it means and how staff read it."""
    return field(metadata={"dtype": np.dtype(dtype), "unit": unit, "meaning": meaning, "label": label})


def _cents(meaning: str, label: str) -> Any:
    return _column(np.int64, "cents", meaning, label)


def _days(meaning: str, label: str) -> Any:
    return _column(np.int16, "days", meaning, label)


def _code(unit: str, meaning: str, label: str) -> Any:
    return _column(np.int16, unit, meaning, label)


def _flag(meaning: str, label: str) -> Any:
    return _column(np.bool_, "yes/no", meaning, label)


@dataclass(frozen=True, slots=True)
class Accounts:
    """Everything the planner knows of many cases, as they stand on the morning of one day.

    "Overdue", "named" and "unnamed" leave disputed claims out. A claim due today is 0 days late and not yet overdue.
    "Since" columns count whole days (today is 0, yesterday 1) and hold NEVER when it did not happen.
    """

    case_id: NDArray[np.int64] = _column(np.int64, "id", "the case; no rule reads it", "dossier")
    sector: Codes = _code("SectorCode", "what kind of creditor it is", "sector")
    language: Codes = _code("code", "language of the customer; no rule of this floor reads it", "taal")
    is_open: Flags = _flag("the case is open", "dossier is open")
    open_cents: Cents = _cents("everything still open, also disputed and not yet due", "nog open")
    overdue_cents: Cents = _cents("open, past its due date and undisputed", "te laat en niet betwist")
    oldest_overdue_days: Days = _days("days late of the oldest overdue claim; 0 when none", "dagen te laat (oudste)")
    due_in_days: Days = _days(
        "days until the next claim that is not overdue falls due (0 = today); NEVER when none",
        "dagen tot de volgende vervaldatum",
    )
    unnamed_overdue_days: Days = _days(
        "days late of the oldest overdue claim that no sent or planned moment named since it fell due; 0 when none",
        "dagen te laat (oudste die nog niet is genoemd)",
    )
    named_unresolved: Flags = _flag(
        "some overdue claim was named in a moment after it fell due", "eerder genoemd en nog open"
    )
    stage_reached: Codes = _code(
        "stage 0..3",
        "highest stage (1..3) of a moment that named a claim which is still overdue; 0 when none",
        "bereikte stap",
    )
    days_since_stage: Days = _days(
        "since the first moment of that stage that named such a claim", "dagen sinds de bereikte stap"
    )
    days_since_moment: Days = _days("since the last moment of outreach of any stage", "dagen sinds het laatste bericht")
    moments_7d: Codes = _code("moments", "moments of outreach in the six days before and today", "berichten in 7 dagen")
    moment_today: Flags = _flag("a moment of outreach is already planned or sent for today", "vandaag al een bericht")
    days_since_inbound: Days = _days("since the customer last contacted us, in any way", "dagen sinds reactie")
    days_since_conversation: Days = _days("since the last good conversation", "dagen sinds goed gesprek")
    hold: Codes = _code("HoldCode", "the strongest hold that is active today; NONE when none", "reden van rust")
    hold_has_end: Flags = _flag("that hold has an end date", "rust heeft einddatum")
    hold_days_left: Days = _days("days until that hold ends (0 = no longer active); 0 without end", "dagen rust over")
    has_disputed_all: Flags = _flag("everything that is overdue is disputed", "alles is betwist")
    part_paid_days: Days = _days("since the last payment that left something overdue", "dagen sinds deelbetaling")
    is_represented: Flags = _flag("a protective administrator acts for the customer", "heeft een bewindvoerder")
    representative_reachable: Flags = _flag("the administrator has an address or e-mail", "bewindvoerder is bereikbaar")
    has_post: Flags = _flag("a usable postal address of whom we write to (customer or administrator)", "postadres")
    has_email: Flags = _flag("a usable e-mail address of whom we write to", "e-mailadres")
    has_mobile: Flags = _flag("a usable mobile number of whom we write to", "mobiel nummer")
    is_safe: Flags = _flag("it is safe to contact the customer at the known addresses", "veilig te bereiken")
    prefers: Codes = _code("Kind", "the one kind the customer likes best; NONE when not known", "voorkeur")
    not_by: Codes = _code("Kind bits", "kinds the customer does not want", "liever niet via")
    letters_without_reaction: Codes = _code(
        "letters", "letters in a row without any reaction", "brieven zonder reactie"
    )
    notice_running_days_left: Days = _days(
        "days until the term of a running fourteen-day notice is over (last day of the term = 1); 0 when none runs",
        "dagen over van de veertiendagenbrief",
    )
    notice_over_days: Days = _days(
        "days since the last day of the term of a fourteen-day notice that still stands; NEVER when none or running",
        "dagen na de veertiendagenbrief",
    )
    had_arrears: Flags = _flag(
        "had arrears here before, solved since; earns a kind word before the due date", "eerder te laat"
    )

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


NAMES: tuple[str, ...] = tuple(column.name for column in fields(Accounts))
DTYPES: Mapping[str, np.dtype[Any]] = {column.name: column.metadata["dtype"] for column in fields(Accounts)}
UNITS: Mapping[str, str] = {column.name: column.metadata["unit"] for column in fields(Accounts)}
MEANINGS: Mapping[str, str] = {column.name: column.metadata["meaning"] for column in fields(Accounts)}
LABELS: Mapping[str, str] = {column.name: column.metadata["label"] for column in fields(Accounts)}
DEFAULTS: Mapping[str, int | bool] = AccountRow()._asdict()


def _fitted(name: str, values: ArrayLike | None, size: int) -> NDArray[Any]:
    """The values in the column's own type; a claim of a century ago is as late as NEVER instead of turning negative."""
    if values is None:
        return np.full(size, DEFAULTS[name], dtype=DTYPES[name])
    array = np.asarray(values)
    if DTYPES[name] == np.int16:
        array = np.clip(array, -NEVER, NEVER)
    return np.ascontiguousarray(array, dtype=DTYPES[name])

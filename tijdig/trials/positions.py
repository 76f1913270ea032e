"""What each customer has open on one day, gathered from a creditor's own rows in a few numbers per customer."""

from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np

from tijdig.intake.reading import Chunk
from tijdig.planner.codes import NEVER, Kind
from tijdig.planner.columns import Accounts

NO_DAY = 0  # an ordinal that no date has
FIELDS = ("customer", "reference", "due", "open", "invoiced", "settled", "disputed")


REACH = (("post", Kind.LETTER), ("email", Kind.EMAIL), ("mobile", Kind.SMS))


class Positions:
    """One slot of numbers per customer; rows of one customer may come in any order, and nothing else is kept."""

    def __init__(self, day: date) -> None:
        self.day = day.toordinal()
        self._iso = day.isoformat()
        self.numbers: list[str] = []
        self._slots: dict[str, int] = {}
        self._open, self._overdue, self._disputed = array("q"), array("q"), array("q")
        self._oldest, self._next = array("i"), array("i")
        self._reach = array("h")
        self.claims = 0
        self.settled = 0
        self.last_on = NO_DAY
        self._seen: set[int] = set()

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def open_cents(self) -> int:
        """Everything that is open, of all customers."""
        return sum(self._open)

    @property
    def overdue_cents(self) -> int:
        """Open, past its due date and undisputed, of all customers."""
        return sum(self._overdue)

    def add(self, chunk: Chunk) -> list[int]:
        """Count the rows of a chunk; gives the lines that are left out because their reference came before."""
        columns, size = chunk.columns, len(chunk.lines)
        nothing: Sequence[Any] = [None] * size
        again = []
        for line, customer, reference, due, cents, invoiced, settled, disputed, reach in zip(
            chunk.lines,
            *(columns.get(name, nothing) for name in FIELDS),
            _reach(columns, size),
            strict=True,
        ):
            key = hash((customer, reference))
            if key in self._seen:
                again.append(line)
                continue
            self._seen.add(key)
            slot = self._slot(customer)
            self._reach[slot] |= reach
            if (invoiced and invoiced > self._iso) or (settled and settled <= self._iso):
                self._pass(settled)
            else:
                self._count(slot, date.fromisoformat(due).toordinal(), cents, is_disputed=bool(disputed))
        return again

    def _pass(self, settled: str | None) -> None:
        """A bill that is paid, or not made yet, on this day: nothing is open."""
        if settled and settled <= self._iso:
            self.settled += 1
            self.last_on = max(self.last_on, date.fromisoformat(settled).toordinal())

    def _count(self, slot: int, due: int, cents: int, *, is_disputed: bool) -> None:
        """A negative amount (a credit note) lowers what is open."""
        self.claims += cents > 0
        self._open[slot] += cents
        if due >= self.day:
            self._next[slot] = min(self._next[slot] or due, due)
        elif is_disputed:
            self._disputed[slot] += cents
        else:
            self._overdue[slot] += cents
            if cents > 0:
                self._oldest[slot] = min(self._oldest[slot] or due, due)

    def _slot(self, customer: str) -> int:
        slot = self._slots.get(customer)
        if slot is None:
            slot = self._slots[customer] = len(self.numbers)
            self.numbers.append(customer)
            for cents in (self._open, self._overdue, self._disputed):
                cents.append(0)
            for days in (self._oldest, self._next):
                days.append(NO_DAY)
            self._reach.append(0)
        return slot

    def has_addresses(self) -> bool:
        """Whether the file gave any way to reach anybody."""
        return any(self._reach)

    def accounts(self, *, sector: int, assume: Kind = Kind.NONE, size: int = 50_000) -> Iterator[tuple[int, Accounts]]:
        """The planner's columns in pieces, each with the number of its first customer.

        There is no history in one file: nothing counts as named before. `assume` is how everybody can be reached
        when the file does not say it.
        """
        for start in range(0, len(self), size):
            yield start, self._piece(slice(start, start + size), start, sector, assume)

    def _piece(self, part: slice, start: int, sector: int, assume: Kind) -> Accounts:
        oldest, next_due = np.array(self._oldest[part]), np.array(self._next[part])
        overdue = np.array(self._overdue[part])
        late = np.where((oldest != NO_DAY) & (overdue > 0), self.day - oldest, 0)
        reach = np.array(self._reach[part]) | int(assume)
        opened = np.array(self._open[part])
        return Accounts.from_columns(
            case_id=np.arange(start + 1, start + 1 + len(oldest)),
            sector=np.full(len(oldest), sector),
            is_open=np.ones(len(oldest), dtype=np.bool_),
            open_cents=opened,
            overdue_cents=np.maximum(overdue, 0),
            oldest_overdue_days=late,
            unnamed_overdue_days=late,
            due_in_days=np.where(next_due != NO_DAY, next_due - self.day, NEVER),
            has_disputed_all=(np.array(self._disputed[part]) > 0) & (overdue <= 0),
            has_post=(reach & Kind.LETTER) > 0,
            has_email=(reach & Kind.EMAIL) > 0,
            has_mobile=(reach & Kind.SMS) > 0,
            has_phone=(reach & Kind.SMS) > 0,
        )


def _reach(columns: dict[str, list[Any]], size: int) -> Sequence[int]:
    """For every row the kinds of address it holds, as Kind bits."""
    reach = np.zeros(size, dtype=np.int16)
    for name, kind in REACH:
        if name in columns:
            reach |= np.array([bool(value) for value in columns[name]], dtype=np.int16) * np.int16(kind)
    found: list[int] = reach.tolist()
    return found

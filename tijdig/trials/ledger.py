"""A ledger with a past: when each bill was made, fell due and was paid; moved by whole weeks into our own time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from tijdig.intake import FileError, Profile, Reading
from tijdig.policy.subjects import Intake as Limits

NEEDED = ("invoiced", "settled")
FIELDS = ("customer", "reference", "invoiced", "due", "settled", "open")
WEEK = 7


class TrialError(Exception):
    """A trial cannot run: what is the matter and what to do about it, in plain Dutch."""


@dataclass(frozen=True, slots=True)
class Bill:
    """One bill of the ledger, of which everything that happened is known."""

    customer: str
    number: str
    invoiced_on: date
    due_on: date
    settled_on: date
    cents: int
    is_disputed: bool

    @property
    def days_late(self) -> int:
        """Days between due date and payment; below zero when paid early."""
        return (self.settled_on - self.due_on).days


def read(path: Path, profile: Profile, limits: Limits) -> list[Bill]:
    """All bills of a file; a replay judges with dates, so one wrong line is a wrong file."""
    absent = [name for name in NEEDED if name not in profile.columns]
    if absent:
        raise TrialError(
            f"Het profiel {profile.name} zegt niet wanneer een rekening is gemaakt en betaald. Een herhaling heeft die "
            "geschiedenis nodig. Kies --profile public-ledger, of maak een profiel met " + " en ".join(NEEDED) + "."
        )
    try:
        bills = list(_bills(Reading(path, profile, limits=limits)))
    except FileError as fault:
        raise TrialError(str(fault)) from fault
    if not bills:
        raise TrialError(
            f"In {path.name} staat geen enkele rekening. Maak het bestand opnieuw en probeer het nog eens."
        )
    return bills


def shift(bills: Sequence[Bill], *, since: date) -> timedelta:
    """The fewest whole weeks that bring the first bill to `since` or later: every day keeps its day of the week."""
    days = (since - min(bill.invoiced_on for bill in bills)).days
    return timedelta(days=-(-days // WEEK) * WEEK)


def shifted(bills: Iterable[Bill], by: timedelta) -> list[Bill]:
    """The same bills on other days."""
    return [
        replace(bill, invoiced_on=bill.invoiced_on + by, due_on=bill.due_on + by, settled_on=bill.settled_on + by)
        for bill in bills
    ]


def copied(bills: Sequence[Bill], times: int) -> list[Bill]:
    """Every customer so many times; the copies are called NUMBER-2, NUMBER-3 and so on."""
    copies = [replace(bill, customer=f"{bill.customer}-{copy}") for copy in range(2, times + 1) for bill in bills]
    return [*bills, *copies]


def _bills(reading: Reading) -> Iterator[Bill]:
    for chunk in reading.chunks():
        if chunk.bad:
            first = chunk.bad[0]
            raise TrialError(f"Regel {first.line} van {reading.path.name} is niet te gebruiken. {first.advice}")
        columns, size = chunk.columns, len(chunk.lines)
        nothing = [False] * size
        for line, customer, number, invoiced, due, settled, cents, disputed in zip(
            chunk.lines,
            *(columns.get(name, nothing) for name in FIELDS),
            columns.get("disputed", nothing),
            strict=True,
        ):
            if not (invoiced and settled):
                raise TrialError(f"Regel {line} mist een factuurdatum of betaaldatum. Vul die in of laat de regel weg.")
            made, falls_due, paid = map(date.fromisoformat, (invoiced, due, settled))
            yield Bill(customer, number, made, falls_due, paid, cents, bool(disputed))

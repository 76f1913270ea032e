"""Payments in a file: its good lines as plain values, and its lines as they came for whoever has to send one back."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date

from tijdig.intake.faults import BadRow, FaultCode, RowFault
from tijdig.intake.reading import Chunk, Reading

NO_REFERENCE = frozenset({"NOTPROVIDED", "NONREF"})
"""What banks write where there is no reference (ISO 20022 and MT940): it says nothing, and many payments share it."""


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One payment as the file tells it; empty texts for what the line does not say."""

    line: int
    payment_reference: str
    reference: str
    customer: str
    cents: int
    paid_on: date
    bank_reference: str


def lines(chunk: Chunk) -> Iterator[PaymentLine]:
    """The good lines of a chunk."""
    nothing = [""] * len(chunk.lines)
    names = ("payment_reference", "reference", "customer", "paid", "paid_on", "bank_reference")
    columns = [chunk.columns.get(name, nothing) for name in names]
    for line, payment_reference, reference, customer, cents, day, bank in zip(chunk.lines, *columns, strict=True):
        own = "" if bank.upper() in NO_REFERENCE else bank
        yield PaymentLine(line, payment_reference, reference, customer, cents, date.fromisoformat(day), own)


def fault(reading: Reading, line: int, name: str, code: FaultCode, value: str = "", expected: str = "") -> RowFault:
    """What is wrong with one cell, with its column as the file calls it."""
    return RowFault(line, reading.heading(name), code, value, expected)


def as_they_came(reading: Reading, wanted: Container[int]) -> dict[int, tuple[str, ...]]:
    """The cells of these lines, read once more."""
    return {
        line: tuple(row)
        for records in reading.raw()
        for line, row in zip(records.lines, records.rows, strict=True)
        if line in wanted
    }


def returned(reading: Reading, faults: dict[int, RowFault]) -> list[BadRow]:
    """Lines that could be read but not booked, each as it came with what is wrong."""
    cells = as_they_came(reading, faults.keys())
    return [BadRow(line, cells[line], (found,)) for line, found in faults.items()]

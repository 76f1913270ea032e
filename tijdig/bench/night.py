"""The night of a large creditor: cases that all act tonight, planned, composed as e-mail and SMS, and written."""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from time import perf_counter
from typing import Any

from tijdig.bench.scratch import in_own_database

CASES = 100_000
DAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
SIZE = 20_000


def measure(size: int = CASES) -> dict[str, Any]:
    """Plan, compose and write a night of so many cases in an SQLite database of its own."""
    return in_own_database("tijdig.bench.night", size)


def inside(size: int) -> dict[str, Any]:
    """The measurement itself, with the database of this process as its own."""
    from tijdig.actions import night
    from tijdig.models import Contact

    fill(size)
    started = perf_counter()
    counts = night.run(DAY, at=AT, by="bench")
    seconds = perf_counter() - started
    if counts.planned != 2 * size or Contact.objects.count() != 2 * size:
        message = f"expected {2 * size} messages, found {counts.planned}"
        raise AssertionError(message)
    return {"cases": size, "seconds": round(seconds, 1), "messages": counts.planned}


def fill(size: int) -> None:
    """One energy company whose customers have an e-mail address, a mobile number and a bill that is ten days late."""
    from django.db import transaction

    from tijdig.actions import bulk
    from tijdig.models import Case, Claim, ContactPoint, Creditor, Customer, CustomerDetails, MoneyEntry

    creditor = Creditor.objects.create(**CREDITOR)
    at = AT.replace(tzinfo=None).isoformat(sep=" ")
    for start in range(1, size + 1, SIZE):
        ids = range(start, min(start + SIZE, size + 1))
        with transaction.atomic():
            _insert(bulk, Customer, _customers(creditor.pk, ids))
            _insert(bulk, CustomerDetails, _details(ids))
            _insert(bulk, ContactPoint, _points(ids))
            _insert(bulk, Case, _cases(creditor.pk, ids))
            _insert(bulk, Claim, _claims(creditor.pk, ids))
            _insert(bulk, MoneyEntry, _entries(creditor.pk, ids, at))


def _insert(bulk: Any, model: Any, rows: Iterator[dict[str, Any]]) -> None:
    """Rows by name; what a row does not say holds the default of the model."""
    columns = [field for field in model._meta.concrete_fields if not field.primary_key]
    rest = {field.column: _default(bulk, field) for field in columns}
    values = [tuple((rest | row).values()) for row in rows]
    bulk.insert(model, list(rest), values)


def _default(bulk: Any, field: Any) -> Any:
    value = field.get_default()
    return bulk.text(value) if isinstance(value, list | dict) else value


CREDITOR = {
    "code": "lichtbron",
    "name": "Lichtbron",
    "sector": "energy",
    "sender_name": "Lichtbron",
    "sms_sender": "Lichtbron",
    "address_lines": ["Postbus 2400", "8000 CK  Zwolle"],
    "iban": "NL20INGB0001234567",
    "iban_name": "Lichtbron",
    "phone": "088 555 02 34",
    "phone_hours": "maandag t/m zaterdag van 8 tot 20 uur",
    "email": "klant@lichtbron.example",
    "website": "lichtbron.example",
    "portal_url": "https://mijn.lichtbron.example",
}


def _customers(creditor: int, ids: range) -> Iterator[dict[str, Any]]:
    for number in ids:
        yield {"creditor_id": creditor, "number": f"L{number:08d}"}


def _details(ids: range) -> Iterator[dict[str, Any]]:
    for number in ids:
        yield {"customer_id": number, "salutation": "mevrouw", "first_name": "Anna", "last_name": f"de Wit {number}"}


def _points(ids: range) -> Iterator[dict[str, Any]]:
    for number in ids:
        noted = {"customer_id": number, "noted_on": DAY}
        yield noted | {"kind": "email", "value": f"klant{number}@post.example"}
        yield noted | {"kind": "mobile", "value": f"06 00 {number:06d}"}


def _cases(creditor: int, ids: range) -> Iterator[dict[str, Any]]:
    for number in ids:
        yield {"creditor_id": creditor, "customer_id": number}


def _claims(creditor: int, ids: range) -> Iterator[dict[str, Any]]:
    for number in ids:
        yield {
            "creditor_id": creditor,
            "customer_id": number,
            "reference": f"F{number:08d}",
            "kind": "energy",
            "description": "Energie november 2026",
            "invoiced_on": date(2026, 10, 31),
            "due_on": date(2026, 11, 14),
        }


def _entries(creditor: int, ids: range, at: str) -> Iterator[dict[str, Any]]:
    made = {
        "creditor_id": creditor,
        "kind": "claim",
        "booked_on": date(2026, 10, 31),
        "made_by": "bench",
        "made_at": at,
    }
    for number in ids:
        yield made | {"claim_id": number, "amount_cents": 10_000 + number % 9_000}


if __name__ == "__main__":
    from tijdig.bench.scratch import answer

    answer(inside, sys.argv)

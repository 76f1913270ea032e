"""The files that the creditors send: full lists with contact data, as Dutch programs export them."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from demo.bills import Bill
from demo.coalition import Member
from tijdig.rules.dutch import number
from tijdig.words import ClaimKind

PROFILE = "snapshot"
HEADER = (
    "Klantnummer",
    "Klantsoort",
    "Aanhef",
    "Voornaam",
    "Achternaam",
    "Straat",
    "Huisnummer",
    "Postcode",
    "Plaats",
    "E-mail",
    "Mobiel",
    "Geboortedatum",
    "Taal",
    "Contractnummer",
    "Factuurnummer",
    "Factuurdatum",
    "Vervaldatum",
    "Openstaand bedrag",
    "Soort",
    "Omschrijving",
)


def write(path: Path, members: Iterable[Member], day: date, *, mistake: str = "") -> int:
    """Write the list of that day and return its number of lines; `mistake` spoils one due date, as happens in life."""
    rows = [row for member in members for row in _rows(member, day)]
    if mistake and rows:
        rows[len(rows) // 2][HEADER.index("Vervaldatum")] = mistake
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(HEADER)
        writer.writerows(rows)
    return len(rows)


def _rows(member: Member, day: date) -> Iterator[list[str]]:
    """One line per open bill, each with all that the creditor knows of the customer."""
    for bill in member.open_on(day):
        yield [*_known(member), *_owed(bill, day)]


def _known(member: Member) -> list[str]:
    person = member.person
    street, number = _split(person.street)
    return [
        member.number,
        "consument",
        person.salutation,
        person.first_name,
        person.last_name,
        street,
        number,
        person.postcode,
        person.town,
        person.email,
        person.mobile,
        _day(person.birth_on),
        person.language,
        member.contract,
    ]


def _owed(bill: Bill, day: date) -> list[str]:
    return [
        bill.reference,
        _day(bill.invoiced_on),
        _day(bill.due_on),
        amount_text(bill.open_on(day)),
        ClaimKind(bill.kind).label,
        bill.description,
    ]


def _split(street: str) -> tuple[str, str]:
    """Street and house number: the number begins at the first digit."""
    at = next(place for place, sign in enumerate(street) if sign.isdigit())
    return street[:at].strip(), street[at:]


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def amount_text(cents: int) -> str:
    """1.120,75"""
    return f"{number(cents // 100)},{cents % 100:02d}"

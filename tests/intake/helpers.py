"""Small files for the tests of intake."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tijdig.intake import Profile, Reading, profiles
from tijdig.policy import load

LIMITS = load(date(2026, 11, 23)).intake
HEADER = "Klantnummer;Factuurnummer;Vervaldatum;Openstaand bedrag"
SNAPSHOT = (
    "Klantnummer;Aanhef;Voornaam;Achternaam;Straat;Huisnummer;Postcode;Plaats;E-mail;Mobiel;Geboortedatum;Taal;"
    "Contractnummer;Factuurnummer;Factuurdatum;Vervaldatum;Openstaand bedrag"
)


def write(path: Path, rows: Iterable[str], header: str = HEADER, encoding: str = "utf-8") -> Path:
    path.write_bytes("".join(f"{row}\r\n" for row in (header, *rows)).encode(encoding))
    return path


def write_xlsx(path: Path, rows: Iterable[Iterable[Any]], header: str = HEADER) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(header.split(";"))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def reading(path: Path, profile: str | Profile = "open-items", **limits: int) -> Reading:
    found = profiles.load(profile) if isinstance(profile, str) else profile
    changed = {**{name: getattr(LIMITS, name) for name in LIMITS.__dataclass_fields__}, **limits}
    return Reading(path, found, limits=type(LIMITS)(**changed), sector="housing")


def read(path: Path, profile: str | Profile = "open-items", **limits: int) -> tuple[list[dict[str, Any]], list[Any]]:
    """Good rows as dictionaries, and bad rows."""
    good: list[dict[str, Any]] = []
    bad: list[Any] = []
    for chunk in reading(path, profile, **limits).chunks():
        rows = zip(chunk.lines, *chunk.columns.values(), strict=True)
        good += [dict(zip(["line", *chunk.columns], row, strict=True)) for row in rows]
        bad += chunk.bad
    return good, bad


def codes(bad: list[Any]) -> list[tuple[int, str, str]]:
    """Line, column and code of everything that is wrong."""
    return [(fault.line, fault.column, fault.code.value) for row in bad for fault in row.faults]

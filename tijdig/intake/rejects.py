"""The rejects file: the bad lines as they came, each with why and what to do, to be mended and sent again."""

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from tijdig.intake.faults import BadRow
from tijdig.intake.profiles import Profile

REASON = "tijdig_reden"
EXTRA = ("tijdig_regel", "tijdig_kolom", REASON, "tijdig_advies")
"""Our columns behind the creditor's own; reading a file again leaves them out."""

Kept = tuple[int, str, str, str, str]
"""A bad row: its line, its columns, its first code, all advice, and the row itself as text."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9][0-9.,' ]*-?")
_GUARDED = re.compile(r"'(?=[=+\-@\t\r\n])")


def guarded(cell: str) -> str:
    """A cell that a spreadsheet shows as text and never runs as a formula; numbers stay numbers."""
    if cell.startswith(_DANGEROUS) and not _PLAIN_NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def unguarded(cell: str) -> str:
    """What stood in a cell before it was guarded."""
    return _GUARDED.sub("", cell, count=1) if cell[:1] == "'" else cell


def raw_text(cells: Sequence[str], profile: Profile) -> str:
    """The cells of a row as one line of CSV, to keep."""
    made = io.StringIO()
    _writer(made, profile).writerow(cells)
    return made.getvalue().removesuffix("\r\n")


def raw_cells(text: str, profile: Profile) -> list[str]:
    """The cells of a kept row."""
    return next(csv.reader([text], delimiter=profile.separator, quotechar=profile.quote), [])


def kept(bad: BadRow, profile: Profile) -> Kept:
    """A bad row as it is kept and written."""
    columns = ", ".join(dict.fromkeys(fault.column for fault in bad.faults if fault.column))
    return bad.line, columns[:60], bad.faults[0].code.value, bad.advice[:300], raw_text(bad.raw, profile)


def write(path: Path, header: Sequence[str], rows: Iterable[Kept], profile: Profile) -> None:
    """Write rows as a file that this profile reads again.

    It holds personal data: only its owner may read it. It appears whole or not at all.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    try:
        # The byte order mark tells spreadsheets and ourselves that this is UTF-8, whatever the profile says.
        opened = os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8-sig", newline="") as file:
            _fill(file, header, rows, profile)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def content(header: Sequence[str], rows: Iterable[Kept], profile: Profile) -> bytes:
    """The same file without a place on the disk: for whoever asks for it on a page."""
    made = io.StringIO()
    _fill(made, header, rows, profile)
    return made.getvalue().encode("utf-8-sig")


def _fill(file: TextIO, header: Sequence[str], rows: Iterable[Kept], profile: Profile) -> None:
    writer = _writer(file, profile)
    writer.writerows([] for _ in range(profile.header_lines - 1))
    writer.writerow([*map(guarded, header), *EXTRA])
    writer.writerows(_lines(header, rows, profile))


def _lines(header: Sequence[str], rows: Iterable[Kept], profile: Profile) -> Iterator[list[str]]:
    for line, columns, codes, advice, text in rows:
        theirs = _fitted(raw_cells(text, profile), len(header), profile)
        yield [*map(guarded, theirs), str(line), columns, codes, advice]


def _fitted(row: list[str], width: int, profile: Profile) -> list[str]:
    """As many cells as the header: what is too much stays together in the last one, for a person to see."""
    if len(row) > width:
        return [*row[: width - 1], profile.separator.join(row[width - 1 :])]
    return row + [""] * (width - len(row))


def _writer(file: TextIO, profile: Profile) -> Any:  # csv gives its writer no name of its own
    return csv.writer(file, delimiter=profile.separator, quotechar=profile.quote, lineterminator="\r\n")

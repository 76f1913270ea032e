"""XLSX: the first sheet as rows of text, read as a stream, after a look whether unpacking it is safe."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, Self

from tijdig.intake.cells import Rounded, dated, priced
from tijdig.intake.csv_file import Records
from tijdig.intake.faults import FileCode, FileError
from tijdig.intake.profiles import Profile
from tijdig.policy.subjects import Intake as Limits

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0"
BLOCK_ROWS = 5_000
MOST_PARTS = 2_000
MOST_COLUMNS = 200
SHARED_TEXTS_SHARE = 16
"""Shared texts stay in memory while reading, so they may be a sixteenth of what the whole may unpack to."""
MOST_ROWS = 1_048_576
"""As many as a sheet can have; a file that names a higher row would have us count empty rows for days."""
PAYMENT_BYTES, PAYMENT_ROWS, PAYMENT_MARKS, PAYMENT_SIDE_MARKS = 16 << 10, 10, 200, 20
"""For every payment that a file may have: bytes unpacked, rows with the empty ones, marks in its cells and elsewhere.

Thirty cells of text are 2 kB and 180 marks. A mark takes some ten microseconds to read, whether it holds something or
not, and in styles and names up to eighty. So a thousand payments are two seconds, and not the minutes that a list of a
million bills may take: a colleague waits for them, and so does a thread of the web server.
"""
CELLS_IN = ("xl/worksheets/sheet", "xl/sharedstrings")
"""How the parts begin where cells and their texts stand."""
MOST_DIGITS = 15
"""A spreadsheet keeps no more of a number; what comes after it has become zeros."""
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError),  # the archive, or how it was packed
    *(LookupError, ValueError, SyntaxError, TypeError, ArithmeticError),  # what lies in it
)
SMALL = 1 << 20
"""Below this size unpacked, no ratio is dangerous: one empty template packs very well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a workbook may unpack to, and how much there may be to read."""

    limits: Limits
    unpacked: int
    shared_texts: int
    rows: int = MOST_ROWS
    marks: int = 0  # every "<" where cells stand: each has one at least, full or empty; zero: they are not counted
    side_marks: int = 0  # and in all other parts

    @classmethod
    def of_list(cls, limits: Limits) -> Self:
        """A list of everything that is open, of any size."""
        most = limits.max_unpacked_bytes
        return cls(limits=limits, unpacked=most, shared_texts=most // SHARED_TEXTS_SHARE)

    @classmethod
    def of_payments(cls, limits: Limits) -> Self:
        """As many payments as one file may have, with room around them."""
        lines = limits.max_payments
        most = min(lines * PAYMENT_BYTES, limits.max_unpacked_bytes)
        rows = min(lines * PAYMENT_ROWS, MOST_ROWS)
        marks, side = lines * PAYMENT_MARKS, lines * PAYMENT_SIDE_MARKS
        return cls(limits=limits, unpacked=most, shared_texts=most, rows=rows, marks=marks, side_marks=side)


class XlsxFile:
    """The first sheet of a workbook; typed cells become the text that the profile would expect in a CSV."""

    def __init__(self, path: Path, profile: Profile, bounds: Bounds) -> None:
        self.path = path
        self.profile = profile
        self.encoding = profile.encoding
        self.read = 0
        self.digest = hashlib.sha256()
        self.bounds = bounds

    def records(self) -> Iterator[Records]:
        """All rows in order; FileError when the file is no workbook or not safe to unpack."""
        self._digest()
        try:
            check_unpacking(self.path, self.bounds)
            if self.bounds.marks:
                self._count_marks()
            yield from self._blocks()
        except _BROKEN as error:  # with defusedxml beside it, openpyxl refuses entities as a ValueError
            raise FileError(FileCode.UNREADABLE, {"file": self.path.name}) from error

    def _digest(self) -> None:
        with self.path.open("rb") as file:
            while block := file.read(1 << 20):
                self.digest.update(block)
                self.read += len(block)

    def _count_marks(self) -> None:
        """FileError when there is too much to read; counting takes a hundredth of reading."""
        left = {True: self.bounds.marks, False: self.bounds.side_marks}
        with zipfile.ZipFile(self.path) as packed:
            for part in packed.infolist():
                has_cells = part.filename.lower().startswith(CELLS_IN)
                with packed.open(part) as stream:
                    while block := stream.read(1 << 20):
                        left[has_cells] -= block.count(b"<")
        if min(left.values()) < 0:
            raise self._too_many_cells()

    def _too_many_cells(self) -> FileError:
        facts = {"file": self.path.name, "expected": self.bounds.limits.max_payments}
        return FileError(FileCode.TOO_MANY_CELLS, facts)

    def _blocks(self) -> Iterator[Records]:
        from openpyxl import load_workbook  # here: it takes a tenth of the start of every command, and few need it

        with self.path.open("rb") as file:  # openpyxl itself would leave the file of a broken workbook open
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what the file says of its own size may be a lie
            records = Records()
            for line, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
                if line > self.bounds.rows < MOST_ROWS:
                    raise self._too_many_cells()
                if line > MOST_ROWS:
                    raise FileError(FileCode.UNREADABLE, {"file": self.path.name})
                if cells.count(None) == len(cells):  # a sheet may have very many, and they say nothing
                    continue
                records.lines.append(line)
                records.rows.append(self._texts(cells))
                if len(records.rows) == BLOCK_ROWS:
                    yield records
                    records = Records()
            yield records

    def _texts(self, cells: Sequence[Any]) -> list[str]:
        return [text(cell, self.profile) for cell in cells]


def text(cell: object, profile: Profile) -> str:
    """A typed cell as this profile writes it; numbers with a fraction as amounts, since nothing else has one."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        words = profile.yes if cell else profile.no
        return words[0] if words else str(cell)
    if isinstance(cell, (datetime, date)):
        return dated(cell, profile.date)
    if isinstance(cell, float) and not cell.is_integer():
        cents = (Decimal(repr(cell)) * 100).quantize(Decimal(1), ROUND_HALF_UP)
        return priced(int(cents), profile)
    if isinstance(cell, time):
        return cell.isoformat()
    whole = str(int(cell)) if isinstance(cell, float) else str(cell)
    is_whole = isinstance(cell, (int, float))
    return Rounded(whole) if is_whole and len(whole.lstrip("-")) > MOST_DIGITS else whole


def check_unpacking(path: Path, bounds: Bounds) -> None:
    """FileError when unpacking would take too much: Python's zipfile never gives more bytes than a part declares."""
    with zipfile.ZipFile(path) as packed:
        parts = packed.infolist()
    size = sum(part.file_size for part in parts)
    shared = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
    ratio = max((part.file_size // max(part.compress_size, 1) for part in parts if part.file_size > SMALL), default=0)
    if any(part.flag_bits & 1 for part in parts):
        raise FileError(FileCode.OLD_EXCEL, {"file": path.name})
    if len(parts) > MOST_PARTS:
        raise FileError(FileCode.BOMB, {"file": path.name, "value": f"{len(parts)} delen"})
    if size > bounds.unpacked or shared > bounds.shared_texts or ratio > bounds.limits.max_unpacked_ratio:
        raise FileError(FileCode.BOMB, {"file": path.name, "value": f"{size // (1 << 20)} MiB"})

"""XLSX: the first sheet as rows of text, read as a stream, after a look whether unpacking it is safe."""

import hashlib
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from tijdig.intake.cells import dated, priced
from tijdig.intake.csv_file import Records
from tijdig.intake.faults import FileCode, FileError
from tijdig.intake.profiles import Profile

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0"
BLOCK_ROWS = 5_000
MOST_PARTS = 2_000
MOST_COLUMNS = 200
SHARED_TEXTS_SHARE = 16
"""Shared texts stay in memory while reading, so they may be a sixteenth of what the whole may unpack to."""
MOST_ROWS = 1_048_576
"""As many as a sheet can have; a file that names a higher row would have us count empty rows for days."""
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError),  # the archive, or how it was packed
    *(InvalidFileException, LookupError, ValueError, SyntaxError, TypeError, ArithmeticError),  # what lies in it
)
SMALL = 1 << 20
"""Below this size unpacked, no ratio is dangerous: one empty template packs very well."""


class XlsxFile:
    """The first sheet of a workbook; typed cells become the text that the profile would expect in a CSV."""

    def __init__(self, path: Path, profile: Profile, *, most_bytes: int, most_ratio: int) -> None:
        self.path = path
        self.profile = profile
        self.encoding = profile.encoding
        self.read = 0
        self.digest = hashlib.sha256()
        self._limits = (most_bytes, most_ratio)

    def records(self) -> Iterator[Records]:
        """All rows in order; FileError when the file is no workbook or not safe to unpack."""
        self._digest()
        try:
            check_unpacking(self.path, *self._limits)
            yield from self._blocks()
        except _BROKEN as error:  # with defusedxml beside it, openpyxl refuses entities as a ValueError
            raise FileError(FileCode.UNREADABLE, {"file": self.path.name}) from error

    def _digest(self) -> None:
        with self.path.open("rb") as file:
            while block := file.read(1 << 20):
                self.digest.update(block)
                self.read += len(block)

    def _blocks(self) -> Iterator[Records]:
        with self.path.open("rb") as file:  # openpyxl itself would leave the file of a broken workbook open
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what the file says of its own size may be a lie
            records = Records()
            for line, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
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
    return str(int(cell)) if isinstance(cell, float) else str(cell)


def check_unpacking(path: Path, most_bytes: int, most_ratio: int) -> None:
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
    if size > most_bytes or shared > most_bytes // SHARED_TEXTS_SHARE or ratio > most_ratio:
        raise FileError(FileCode.BOMB, {"file": path.name, "value": f"{size // (1 << 20)} MiB"})

"""CSV: bytes in, rows of text out, block by block, so that a file of any size takes the same memory."""

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from tijdig.intake.faults import BadRow, FaultCode, FileCode, FileError, RowFault
from tijdig.intake.profiles import Profile

BLOCK = 1 << 17
LINES_IN_QUOTES = 20
"""A quoted cell may hold some line ends (an address); more means that its closing quote was forgotten."""
KEPT_OF_UNREADABLE = 400
UTF8_BOM = b"\xef\xbb\xbf"
UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")


@dataclass
class Records:
    """Some rows of a file with their line numbers, and the lines that are no rows."""

    lines: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)


class CsvFile:
    """A CSV file being read from front to back; `read` counts its bytes, `digest` knows them."""

    def __init__(self, file: BinaryIO, profile: Profile, longest: int, name: str) -> None:
        self.profile = profile
        self.longest = longest
        self.name = name
        self.encoding = profile.encoding
        self.read = 0
        self.digest = hashlib.sha256()
        self._file = file
        self._rest = b""
        self._least = BLOCK
        self._line = 1
        self._ended = False

    def records(self) -> Iterator[Records]:
        """All rows in order; FileError when the letters are not in the agreed encoding."""
        self._look_at_the_start()
        while block := self._block():
            records = Records()
            if len(block) > self.longest and not _after_last_line(block):
                self._skip_line(block, records)
            else:
                self._split(block, records)
            yield records

    def _bytes(self) -> bytes:
        data = self._file.read(BLOCK)
        self.read += len(data)
        self.digest.update(data)
        self._ended = not data
        return data

    def _look_at_the_start(self) -> None:
        start = self._bytes()
        if not start:
            raise FileError(FileCode.EMPTY_FILE, {"file": self.name})
        if start.startswith(UTF16_BOMS) or b"\0" in start[:4]:
            raise self._wrong_encoding(1, "UTF-16")
        if start.startswith(UTF8_BOM):
            start, self.encoding = start[len(UTF8_BOM) :], "utf-8"
        self._rest = start

    def _block(self) -> bytes:
        """The next whole lines; the beginning of a line that is too long; nothing at the end."""
        data = self._rest
        while True:
            if len(data) >= self._least or self._ended:
                cut = len(data) if self._ended else _after_last_line(data)
                if cut or len(data) > self.longest:
                    cut = cut or len(data)
                    self._rest, self._least = data[cut:], BLOCK
                    return data[:cut]
            if self._ended:
                return b""
            data += self._bytes()

    def _skip_line(self, block: bytes, records: Records) -> None:
        """Leave out the rest of a line without end, however long: this is what keeps memory flat."""
        self._too_long(block[:KEPT_OF_UNREADABLE].decode(self.encoding, "replace"), self._line, records)
        self._line += 1
        while data := self._rest or self._bytes():
            self._rest = b""
            end = data.find(b"\n")
            if end >= 0:
                self._rest = data[end + 1 :]
                return

    def _too_long(self, text: str, line: int, records: Records) -> None:
        fault = RowFault(line, "", FaultCode.LINE_TOO_LONG, expected=str(self.longest))
        records.bad.append(_unreadable(text, fault))

    def _split(self, block: bytes, records: Records) -> None:
        text = self._decode(block)
        lines = list(io.StringIO(text, newline=""))
        first = self._line
        self._line += len(lines)
        fits = len(block) <= self.longest or max(map(len, lines)) <= self.longest
        plain = fits and self.profile.quote not in text and "\0" not in text
        numbered: tuple[list[int], list[str]] = (list(range(first, self._line)), lines)
        if not plain:
            numbered = self._whole_records(lines, first, records)
        self._parse(*numbered, records)

    def _decode(self, block: bytes) -> str:
        try:
            text = block.decode(self.encoding)
        except UnicodeDecodeError as error:
            line = self._line + block.count(b"\n", 0, error.start)
            raise self._wrong_encoding(line, "windows-1252" if self.encoding == "utf-8" else "iets anders") from error
        if self.encoding != "utf-8" and not block.isascii() and _is_utf8(block):
            first = next(place for place, byte in enumerate(block) if byte > 127)
            raise self._wrong_encoding(self._line + block.count(b"\n", 0, first), "UTF-8")
        return text

    def _wrong_encoding(self, line: int, looks_like: str) -> FileError:
        details = {"file": self.name, "line": line, "value": looks_like, "expected": self.profile.encoding}
        return FileError(FileCode.WRONG_ENCODING, details)

    def _whole_records(self, lines: list[str], first: int, records: Records) -> tuple[list[int], list[str]]:
        """Join lines that a quoted cell holds together, and set aside those that cannot be read at all."""
        numbers: list[int] = []
        texts: list[str] = []
        at, quote = 0, self.profile.quote
        while at < len(lines):
            text, taken = lines[at], 1
            if text.count(quote) & 1 and self._is_open(text):
                text, taken = self._until_closed(lines, at)
                if not taken and not self._ended and len(lines) - at <= LINES_IN_QUOTES:
                    self._give_back(lines[at:])
                    break
            if self._is_usable(text, first + at, taken, records):
                numbers.append(first + at)
                texts.append(text)
            at += max(taken, 1)
        return numbers, texts

    def _is_usable(self, text: str, line: int, taken: int, records: Records) -> bool:
        """Whether this text can be a row; if not, it was set aside as unreadable."""
        if not taken:
            records.bad.append(_unreadable(text, RowFault(line, "", FaultCode.UNCLOSED_QUOTE)))
        elif "\0" in text:
            records.bad.append(_unreadable(text, RowFault(line, "", FaultCode.NUL_BYTE)))
        elif len(text) > self.longest:
            self._too_long(text[:KEPT_OF_UNREADABLE], line, records)
        else:
            return True
        return False

    def _until_closed(self, lines: list[str], at: int) -> tuple[str, int]:
        """The record that begins at `at` and how many lines it takes; 0 when its quote never closes."""
        text = lines[at]
        for taken, line in enumerate(lines[at + 1 : at + LINES_IN_QUOTES], start=2):
            text += line
            if not text.count(self.profile.quote) & 1 and not self._is_open(text):
                return text, taken
        return lines[at], 0

    def _is_open(self, text: str) -> bool:
        """Whether a quoted cell is still open at the end of this text."""
        reader = csv.reader([text], delimiter=self.profile.separator, quotechar=self.profile.quote, strict=True)
        try:
            next(reader)
        except csv.Error as error:
            return "unexpected end" in str(error)
        return False

    def _give_back(self, lines: Sequence[str]) -> None:
        """These lines go with what follows them: with so much that it cannot be the same lines once more."""
        self._line -= len(lines)
        self._rest = "".join(lines).encode(self.encoding) + self._rest
        self._least = 2 * len(self._rest)

    def _parse(self, numbers: list[int], texts: list[str], records: Records) -> None:
        try:
            rows = list(self._reader(texts))
        except csv.Error:
            numbers, rows = self._parse_one_by_one(numbers, texts, records)
        records.lines, records.rows = numbers, rows

    def _parse_one_by_one(
        self, numbers: list[int], texts: list[str], records: Records
    ) -> tuple[list[int], list[list[str]]]:
        lines, rows = [], []
        for number, text in zip(numbers, texts, strict=True):
            try:
                rows.append(next(self._reader([text])))
                lines.append(number)
            except csv.Error:  # a cell beyond the limit of Python's csv, or line ends where none can be
                self._too_long(text[:KEPT_OF_UNREADABLE], number, records)
        return lines, rows

    def _reader(self, texts: list[str]) -> Iterator[list[str]]:
        return csv.reader(texts, delimiter=self.profile.separator, quotechar=self.profile.quote)


def _after_last_line(data: bytes) -> int:
    """Where the last whole line ends; 0 when there is none. Very old files end their lines with a bare return."""
    return data.rfind(b"\n") + 1 or data.rfind(b"\r", 0, len(data) - 1) + 1


def _is_utf8(block: bytes) -> bool:
    try:
        block.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unreadable(text: str, fault: RowFault) -> BadRow:
    shown = text[:KEPT_OF_UNREADABLE].replace("\0", "␀").rstrip("\r\n")
    return BadRow(fault.line, (shown,), (fault,))

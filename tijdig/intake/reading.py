"""Reading a creditor's file with a profile: checked columns and bad rows, chunk by chunk."""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from tijdig.intake import cells
from tijdig.intake.csv_file import CsvFile, Records
from tijdig.intake.faults import BadRow, FaultCode, FileCode, FileError, RowFault
from tijdig.intake.profiles import PAYMENTS, REQUIRED, WHOSE, Profile
from tijdig.intake.rejects import REASON, unguarded
from tijdig.intake.xlsx_file import OLE_MAGIC, ZIP_MAGIC, Bounds, XlsxFile
from tijdig.policy.subjects import Intake as Limits
from tijdig.words import IntakeKind

_OF_CLAIM = {"customer": 40, "reference": 60, "description": 160, "payment_reference": 35, "contract": 40}
_OF_PERSON = {"salutation": 20, "first_name": 80, "last_name": 120, "postcode": 12, "town": 80, "address": 280}
LONGEST = _OF_CLAIM | _OF_PERSON | {"bank_reference": 60}
"""How many characters the tables hold."""
_SEPARATORS = {";": "puntkomma's", ",": "komma's", "\t": "tabs", "|": "rechte strepen"}


class Item(NamedTuple):
    """One line of a file as plain Python values, for whoever looks at a file without a database."""

    line: int
    customer: str
    reference: str
    kind: str
    due_on: date
    open_cents: int
    invoiced_on: date | None
    settled_on: date | None
    is_disputed: bool
    is_paperless: bool | None
    details: dict[str, Any]


@dataclass
class Chunk:
    """Some good rows as columns by field, and the bad ones."""

    lines: list[int] = field(default_factory=list)
    columns: dict[str, list[Any]] = field(default_factory=dict)
    bad: list[BadRow] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many rows it holds, good and bad."""
        return len(self.lines) + len(self.bad)


class Reading:
    """One file being read. After `chunks` it knows its digest, its header and whether it is a mended rejects file."""

    def __init__(self, path: Path, profile: Profile, *, limits: Limits, sector: str = "") -> None:
        self.path = path
        self.profile = profile
        self.limits = limits
        self.sector = sector
        self.header: tuple[str, ...] = ()
        self.is_mended_rejects = False
        self.remarks: Counter[str] = Counter()
        self.sha256 = ""
        self.bytes_read = 0
        self.bytes_total = 0
        self._places: dict[str, tuple[int, ...]] = {}
        self._headings: dict[str, str] = {}
        self._columns: dict[str, Any] = {}

    @property
    def kind(self) -> IntakeKind:
        """Full list or changes; mended rejects never are the full list."""
        return IntakeKind.CHANGES if self.is_mended_rejects else self.profile.kind

    def has(self, name: str) -> bool:
        """Whether the file has this field."""
        return name in self._places

    def heading(self, name: str) -> str:
        """How the file calls this field; as the profile does when the file has none."""
        return self._headings.get(name, self.profile.columns.get(name, ("",))[0])

    def chunks(self) -> Iterator[Chunk]:
        """All rows, checked; FileError when the file as a whole cannot be used."""
        try:
            if not self.path.is_file():  # a pipe or a device would keep us waiting, or never end
                raise FileNotFoundError
            with self.path.open("rb") as file:
                self.bytes_total = self.path.stat().st_size
                source = self._source(file)
                for records in source.records():
                    self.bytes_read = source.read
                    if chunk := self._chunk(records):
                        yield chunk
                self.sha256 = source.digest.hexdigest()
        except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
            raise FileError(FileCode.NO_FILE, {"file": self.path.name}) from error
        if not self.header:
            raise FileError(FileCode.EMPTY_FILE, {"file": self.path.name})

    def raw(self) -> Iterator[Records]:
        """All rows once more, as they came, for whoever has to show a line again."""
        with self.path.open("rb") as file:
            yield from filter(lambda records: records.lines, self._source(file).records())

    def items(self) -> Iterator[Item]:
        """All good rows one by one."""
        for chunk in self.chunks():
            yield from _items(chunk)

    def _source(self, file: BinaryIO) -> CsvFile | XlsxFile:
        """By what the file is, not by what it is called."""
        magic = file.read(4)
        file.seek(0)
        if magic == OLE_MAGIC:
            raise FileError(FileCode.OLD_EXCEL, {"file": self.path.name})
        if magic == ZIP_MAGIC:
            bounds = Bounds.of_payments if self.profile.about == PAYMENTS else Bounds.of_list
            return XlsxFile(self.path, self.profile, bounds(self.limits))
        return CsvFile(file, self.profile, self.limits.max_line_bytes, self.path.name)

    # Header ---------------------------------------------------------------------------------------------------------

    def _chunk(self, records: Records) -> Chunk | None:
        if not self.header:
            self._read_header(records)
        return self._checked(records) if self.header else None

    def _read_header(self, records: Records) -> None:
        while records.rows and not self.header:
            line, row = records.lines.pop(0), records.rows.pop(0)
            if line >= self.profile.header_lines and any(map(str.strip, row)):
                self._understand_header(row, line)
        if not self.header and records.bad:
            raise FileError(FileCode.UNREADABLE, {"file": self.path.name})

    def _understand_header(self, row: Sequence[str], line: int) -> None:
        names = [cells.printable(name) for name in row]
        while names and not names[-1]:
            names.pop()
        found: dict[str, list[int]] = {}
        for place, name in enumerate(names):
            found.setdefault(name.casefold(), []).append(place)
        self._places = self._find_places(found, row[: len(names)], line)
        self.header = tuple(names)
        self.is_mended_rejects = REASON in found
        self._columns = self._make_columns()

    def _find_places(self, found: dict[str, list[int]], row: Sequence[str], line: int) -> dict[str, tuple[int, ...]]:
        places, missing = {}, []
        for name in self.profile.columns:
            headers = self._headers(name, found)
            spots = [found.get(header.casefold(), []) for header in headers]
            if all(spots):
                places[name], self._headings[name] = tuple(spot[0] for spot in spots), headers[0]
            elif name not in self.profile.optional:
                missing += [header for header, spot in zip(headers, spots, strict=True) if not spot]
            for header, spot in zip(headers, spots, strict=True):
                if len(spot) > 1:
                    raise FileError(FileCode.DOUBLE_COLUMN, {"file": self.path.name, "value": header})
        if self.profile.about == PAYMENTS and not any(name in places for name in WHOSE):
            known = [self.profile.columns[name][0] for name in WHOSE if name in self.profile.columns]
            missing.append(" of ".join(known))
        if missing:
            raise self._without_columns(missing, row, line)
        return places

    def _headers(self, name: str, found: Container[str]) -> tuple[str, ...]:
        """How the file calls this field: as agreed, or by another of the usual names."""
        agreed = self.profile.columns[name]
        others = [(other,) for other in self.profile.also.get(name, ()) if other.casefold() in found]
        return agreed if agreed[0].casefold() in found or not others else others[0]

    def _without_columns(self, missing: Sequence[str], row: Sequence[str], line: int) -> FileError:
        """Why columns are not there: often the whole line is one cell, because another sign stands between them."""
        facts: dict[str, object] = {"file": self.path.name, "line": line}
        agreed = self.profile.separator
        for sign, words in _SEPARATORS.items():
            there = {cells.printable(name.strip('"')).casefold(): [0] for name in row[0].split(sign)}
            columns = self.profile.columns.items()
            names = [name for name, headers in columns if set(headers) & set(missing)]
            is_there = names and all(
                header.casefold() in there for name in names for header in self._headers(name, there)
            )
            if len(row) == 1 and sign != agreed and is_there:
                return FileError(FileCode.WRONG_SEPARATOR, facts | {"value": words, "expected": _SEPARATORS[agreed]})
        expected = ", ".join(f"“{header}”" for header in missing)
        shown = ", ".join(f"“{cells.printable(name)[:40]}”" for name in row[:20])
        return FileError(FileCode.MISSING_COLUMN, facts | {"value": shown, "expected": expected})

    # Columns --------------------------------------------------------------------------------------------------------

    def _make_columns(self) -> dict[str, Any]:
        """For every field in the file, who understands its cells."""
        profile, remarks = self.profile, self.remarks
        due, other_date = cells.dates(profile, required=True), cells.dates(profile, required=False)
        truths: dict[str, Any] = dict.fromkeys(profile.no, False) | dict.fromkeys(profile.yes, True)
        kinds: dict[str, Any] = {"": profile.kind_for(self.sector)}
        kinds |= {word.casefold(): kind for word, kind in profile.kind_by_word.items()}
        sorts: dict[str, Any] = {"": "consumer"}
        sorts |= {word.casefold(): kind for word, kind in profile.customer_kinds.items()}
        amounts = cells.amounts(profile, self.limits.max_amount_cents)
        special = {
            "due": cells.Remembered(due),
            "open": cells.Remembered(amounts),
            "paid": cells.Remembered(amounts),
            "paid_on": cells.Remembered(due),
            "invoiced": cells.Remembered(other_date),
            "settled": cells.Remembered(other_date),
            "birth": cells.Remembered(other_date),
            "disputed": cells.Remembered(cells.choices(truths)),
            "paperless": cells.Remembered(cells.choices(truths)),
            "kind": cells.Remembered(cells.choices(kinds)),
            "customer_kind": cells.Remembered(cells.choices(sorts)),
            "language": cells.Doubtful(cells.language, "language", remarks),
            "email": cells.Doubtful(cells.email, "email", remarks),
            "mobile": cells.Doubtful(cells.numbers(profile.country, profile.mobile), "mobile", remarks),
            "phone": cells.Doubtful(cells.numbers(profile.country), "phone", remarks),
            "iban": cells.Doubtful(cells.iban, "iban", remarks),
        }
        required = REQUIRED[profile.about]
        texts = {name: cells.Texts(length, required=name in required) for name, length in LONGEST.items()}
        exact = (*WHOSE, "bank_reference") if profile.about == PAYMENTS else ("payment_reference",)
        texts |= {name: cells.Keys(LONGEST[name]) for name in exact}
        return {name: (texts | special)[name] for name in self._places}

    def _checked(self, records: Records) -> Chunk:
        chunk = Chunk(bad=records.bad)
        lines, rows = self._right_width(records, chunk.bad)
        if not rows:
            return chunk
        by_place = list(zip(*rows, strict=True))
        before = self._wrong()
        columns = {name: column.column(self._words(name, by_place)) for name, column in self._columns.items()}
        if self._wrong() == before:
            chunk.lines, chunk.columns = lines, columns
        else:
            self._set_apart(chunk, lines, rows, columns)
        self._finish(chunk.columns, len(chunk.lines))
        return chunk

    def _words(self, name: str, by_place: list[tuple[str, ...]]) -> Sequence[str]:
        places = self._places[name]
        if len(places) == 1:
            return by_place[places[0]]
        cells_of_rows = zip(*(by_place[at] for at in places), strict=True)
        return [" ".join(filter(None, parts)) for parts in cells_of_rows]

    def _wrong(self) -> int:
        return sum(column.wrong for column in self._columns.values())

    def _right_width(self, records: Records, bad: list[BadRow]) -> tuple[list[int], list[list[str]]]:
        """Rows as wide as the header; empty ones are left out, empty cells at the end do not count."""
        lines, rows, width = records.lines, records.rows, len(self.header)
        if self.is_mended_rejects:
            rows = [[unguarded(cell) for cell in row] for row in rows]
        if set(map(len, rows)) == {width} and all(map(any, rows)):
            return lines, rows
        kept = []
        for line, row in zip(lines, rows, strict=True):
            if not any(map(str.strip, row)):
                continue
            if len(row) >= width and not any(map(str.strip, row[width:])):
                kept.append((line, row[:width]))
            else:
                fault = RowFault(line, "", FaultCode.WRONG_CELL_COUNT, str(len(row)), str(width))
                # Where its cells shifted nobody knows; its customer is named: nothing of theirs is closed.
                place = self._places.get("customer", (len(row),))[0]
                customer = "".join(row[place:][:1])
                bad.append(BadRow(line, tuple(row), (fault,), cells.printable(customer)[: LONGEST["customer"]]))
        return [line for line, _ in kept], [row for _, row in kept]

    def _set_apart(self, chunk: Chunk, lines: list[int], rows: list[list[str]], columns: dict[str, list[Any]]) -> None:
        names = list(columns)
        good: list[tuple[Any, ...]] = []
        for line, row, values in zip(lines, rows, zip(*columns.values(), strict=True), strict=True):
            faults = [
                RowFault(line, self.heading(name), value.code, value.value, value.expected)
                for name, value in zip(names, values, strict=True)
                if isinstance(value, cells.Wrong)
            ]
            if faults:
                known = {name: value for name, value in zip(names, values, strict=True) if isinstance(value, str)}
                keys = [known.get(name, "") for name in ("customer", "reference")]
                chunk.bad.append(BadRow(line, tuple(row), tuple(faults), *keys))
            else:
                chunk.lines.append(line)
                good.append(values)
        chunk.columns = {name: list(column) for name, column in zip(names, zip(*good, strict=True), strict=False)}

    def _finish(self, columns: dict[str, list[Any]], size: int) -> None:
        """What follows from several cells: the kind of claim, the right postcode, the postal address."""
        if not size:
            return
        if "kind" not in columns:
            columns["kind"] = [self.profile.kind_for(self.sector)] * size
        if "postcode" in columns:
            columns["postcode"] = list(map(cells.postcode, columns["postcode"]))
        if "address" in columns:
            nothing = [""] * size
            places = zip(columns.get("postcode", nothing), columns.get("town", nothing), strict=True)
            columns["post"] = [
                f"{street}\n{f'{code} {town}'.strip()}" if street and (code or town) else ""
                for street, (code, town) in zip(columns["address"], places, strict=True)
            ]


def _items(chunk: Chunk) -> Iterator[Item]:
    names = list(chunk.columns)
    for line, values in zip(chunk.lines, zip(*chunk.columns.values(), strict=True), strict=True):
        row = dict(zip(names, values, strict=True))
        yield Item(
            line=line,
            customer=row.pop("customer"),
            reference=row.pop("reference"),
            kind=row.pop("kind"),
            due_on=date.fromisoformat(row.pop("due")),
            open_cents=row.pop("open"),
            invoiced_on=_day(row.pop("invoiced", None)),
            settled_on=_day(row.pop("settled", None)),
            is_disputed=bool(row.pop("disputed", False)),
            is_paperless=row.pop("paperless", None),
            details=row,
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

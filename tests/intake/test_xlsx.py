import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from tests.intake.helpers import HEADER, codes, read, reading, write_xlsx
from tijdig.intake import FileError, profiles
from tijdig.intake.faults import FileCode
from tijdig.intake.xlsx_file import text

DUTCH = profiles.load("open-items")
MIDNIGHT = datetime(2026, 3, 31)  # noqa: DTZ001 - cells of a workbook know no zone
NOON = datetime(2026, 3, 1, 12)  # noqa: DTZ001
ROW = ["K1", "F1", date(2026, 3, 31), 1234.56]


def refusal(path: Path, **limits: int) -> FileCode:
    with pytest.raises(FileError) as error:
        list(reading(path, **limits).chunks())
    return error.value.code


def test_workbook_is_read_with_its_own_dates_and_numbers(tmp_path: Path) -> None:
    rows = [ROW, [1001, 2002, MIDNIGHT, 50], ["K2", "F2", "31-03-2026", "1.234,56"], [None] * 4]
    good, bad = read(write_xlsx(tmp_path / "a.xlsx", rows))

    assert bad == []
    assert [(row["line"], row["customer"], row["reference"], row["due"], row["open"]) for row in good] == [
        (2, "K1", "F1", "2026-03-31", 123456),
        (3, "1001", "2002", "2026-03-31", 5000),
        (4, "K2", "F2", "2026-03-31", 123456),
    ]


def test_workbook_tells_its_faults_with_line_and_column(tmp_path: Path) -> None:
    good, bad = read(
        write_xlsx(tmp_path / "a.xlsx", [ROW, ["K1", "F2", "31-02-2026", "1,234.56"], ["K1", "F3", None, -5]])
    )

    assert len(good) == 1
    assert codes(bad) == [
        (3, "Vervaldatum", "impossible_date"),
        (3, "Openstaand bedrag", "other_amount_style"),
        (4, "Vervaldatum", "missing_value"),
        (4, "Openstaand bedrag", "negative_amount"),
    ]


def test_typed_cells_become_the_text_of_the_profile() -> None:
    cells = [None, "a", True, False, NOON, date(2026, 3, 1), 12.5, 0.1 + 0.2, 3.0, 7, time(9)]

    assert [text(cell, DUTCH) for cell in cells] == [
        *["", "a", "ja", "nee", "01-03-2026", "01-03-2026", "12,50", "0,30", "3", "7", "09:00:00"],
    ]


def test_many_rows_come_in_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tijdig.intake.xlsx_file.BLOCK_ROWS", 10)
    found = reading(write_xlsx(tmp_path / "a.xlsx", [ROW] * 35))

    assert [len(chunk.lines) for chunk in found.chunks()] == [9, 10, 10, 6]
    assert len(found.sha256) == 64


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "bom.xlsx", [ROW])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet9.xml", b"0" * 60_000_000)

    assert path.stat().st_size < 100_000
    assert refusal(path) is FileCode.BOMB


def test_workbook_with_too_much_inside_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [ROW])

    assert refusal(path, max_unpacked_bytes=1000) is FileCode.BOMB


def test_workbook_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [ROW])
    with zipfile.ZipFile(path, "a") as packed:
        for number in range(2100):
            packed.writestr(f"x/{number}", b"")

    assert refusal(path) is FileCode.BOMB


def test_workbook_whose_part_lies_about_its_size_stays_harmless(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["K1", "F1", "31-03-2026", "x" * 50_000]] * 200)
    data = path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        part = packed.getinfo("xl/worksheets/sheet1.xml")
    lied = data.replace(part.file_size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    path.write_bytes(lied)

    assert lied != data
    assert refusal(path) is FileCode.UNREADABLE


def test_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    good = write_xlsx(tmp_path / "a.xlsx", [ROW])
    bad = tmp_path / "b.xlsx"
    bomb = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for part in source.infolist():
            data = source.read(part)
            if part.filename.endswith("sheet1.xml"):
                at = data.index(b"<worksheet")
                data = data[:at] + bomb.encode() + data[at:]
            target.writestr(part, data)

    assert openpyxl.DEFUSEDXML
    assert refusal(bad) is FileCode.UNREADABLE


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, FileCode.OLD_EXCEL),
        (b"PK\x03\x04 and then nothing", FileCode.UNREADABLE),
    ],
)
def test_other_and_broken_workbooks_are_refused(tmp_path: Path, content: bytes, code: FileCode) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)

    assert refusal(path) is code


def test_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [ROW])
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(data)

    assert refusal(path) is FileCode.OLD_EXCEL


def test_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("brief.txt", HEADER)

    assert refusal(path) is FileCode.UNREADABLE


def test_sheet_that_claims_to_be_huge_is_read_as_it_is(tmp_path: Path) -> None:
    good = write_xlsx(tmp_path / "a.xlsx", [ROW])
    vast = tmp_path / "b.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(vast, "w") as target:
        for part in source.infolist():
            data = source.read(part)
            if part.filename.endswith("sheet1.xml"):
                data = data.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
            target.writestr(part, data)

    assert len(read(vast)[0]) == 1


def with_part(good: Path, name: str, old: bytes, new: bytes) -> Path:
    """The same workbook with other words in one of its parts."""
    made = good.with_name("made.xlsx")
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(made, "w") as target:
        for part in source.infolist():
            data = source.read(part)
            if part.filename.endswith(name):
                assert old in data
                data = data.replace(old, new)
            target.writestr(part, data)
    return made


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("sheet1.xml", b'<row r="2"', b'<row r="99999999999"'),
        ("sheet1.xml", b"1234.56", b"1e999"),
        ("workbook.xml", b"<sheets>", b"<sheetz>"),
        ("workbook.xml", b"sheetId=", b"sheetIt="),
    ],
    ids=["a row beyond all rows", "an amount without end", "no sheets", "a key that does not exist"],
)
def test_workbook_with_nonsense_inside_is_refused(tmp_path: Path, name: str, old: bytes, new: bytes) -> None:
    good = write_xlsx(tmp_path / "a.xlsx", [("K1", "F1", date(2026, 3, 31), 1234.56)])
    path = with_part(good, name, old, new)

    assert refusal(path) is FileCode.UNREADABLE


def test_workbook_with_a_damaged_part_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [ROW] * 50)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as packed:
        place = packed.getinfo("xl/worksheets/sheet1.xml")
    begin = place.header_offset + 30 + len(place.filename)
    data[begin : begin + 40] = bytes(byte ^ 0x5A for byte in data[begin : begin + 40])
    path.write_bytes(data)

    assert refusal(path) is FileCode.UNREADABLE


def test_empty_rows_say_nothing_and_lines_keep_their_number(tmp_path: Path) -> None:
    row = ("K1", "F1", date(2026, 3, 31), 10)
    good, bad = read(write_xlsx(tmp_path / "a.xlsx", [row, *[(None,) * 4] * 3, ("K2", *row[1:])]))

    assert [found["line"] for found in good] == [2, 6]
    assert bad == []


def test_payment_reference_that_lost_figures_comes_back(tmp_path: Path) -> None:
    rows = [[*ROW, 1234567890123456], ["K2", *ROW[1:], "1234567890123456"]]

    good, bad = read(write_xlsx(tmp_path / "a.xlsx", rows, f"{HEADER};Betalingskenmerk"))

    assert codes(bad) == [(2, "Betalingskenmerk", "rounded_number")]
    assert [row["payment_reference"] for row in good] == ["1234567890123456"]

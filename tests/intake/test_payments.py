"""Files of payments: the usual headings, the usual mistakes, and files that are none."""

import os
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest

from tests.intake.helpers import LIMITS, codes, reading, write, write_xlsx
from tijdig.intake import FileError, ProfileError, profiles
from tijdig.intake.faults import BadRow, FileCode
from tijdig.intake.payments import PaymentLine, lines
from tijdig.intake.profiles import PAYMENTS

BANK = profiles.load("payments", PAYMENTS)
HEADER = "Betalingskenmerk;Factuurnummer;Klantnummer;Bedrag;Datum;Bankreferentie"
DAY = date(2026, 11, 20)


def read(path: Path, profile: profiles.Profile = BANK) -> tuple[list[PaymentLine], list[BadRow]]:
    good: list[PaymentLine] = []
    bad: list[BadRow] = []
    for chunk in reading(path, profile).chunks():
        good += lines(chunk)
        bad += chunk.bad
    return good, bad


def test_payments_are_read(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv", ["RF18 1234;F1;K1;1.234,56;20-11-2026;B-1", ";;K2;25;20-11-2026;NOTPROVIDED"], HEADER
    )

    good, bad = read(path)

    assert bad == []
    assert good == [
        PaymentLine(2, "RF18 1234", "F1", "K1", 123_456, DAY, "B-1"),
        PaymentLine(3, "", "", "K2", 2_500, DAY, ""),
    ]


@pytest.mark.parametrize(
    "header",
    ["Klantnummer;Bedrag;Datum", "debiteurnummer;Ontvangen;Boekdatum", "Relatienummer;Betaald bedrag;VALUTADATUM"],
)
def test_columns_may_have_another_of_the_usual_names(tmp_path: Path, header: str) -> None:
    good, _ = read(write(tmp_path / "a.csv", ["K1;25,00;20-11-2026"], header))

    assert good == [PaymentLine(2, "", "", "K1", 2_500, DAY, "")]


def test_fault_names_the_column_as_the_file_does(tmp_path: Path) -> None:
    _, bad = read(write(tmp_path / "a.csv", ["K1;;20-11-2026", "K1;5,00;31-02-2026"], "Klant;Ontvangen;Boekdatum"))

    assert codes(bad) == [(2, "Ontvangen", "missing_value"), (3, "Boekdatum", "impossible_date")]


@pytest.mark.parametrize(
    ("amount", "cents"),
    [("1.234,56", 123_456), ("25", 2_500), ("€ 25,00", 2_500), ("-25,00", -2_500), ("25,00-", -2_500)],
)
def test_amount_is_understood(tmp_path: Path, amount: str, cents: int) -> None:
    good, _ = read(write(tmp_path / "a.csv", [f"K1;{amount};20-11-2026"], "Klant;Bedrag;Datum"))

    assert [line.cents for line in good] == [cents]


@pytest.mark.parametrize("amount", ["1,234.56", "25.00", "vijf", "2.5,00", "1e3", "2000000,00", "=1+1"])
def test_amount_is_never_guessed(tmp_path: Path, amount: str) -> None:
    good, bad = read(write(tmp_path / "a.csv", [f"K1;{amount};20-11-2026"], "Klant;Bedrag;Datum"))

    assert (good, len(bad)) == ([], 1)


def test_shifted_cells_cost_one_line(tmp_path: Path) -> None:
    good, bad = read(
        write(tmp_path / "a.csv", ["K1;5,00", "K2;extra;5,00;20-11-2026", "K3;5,00;20-11-2026"], "Klant;Bedrag;Datum")
    )

    assert [line.customer for line in good] == ["K3"]
    assert codes(bad) == [(2, "", "wrong_cell_count"), (3, "", "wrong_cell_count")]


def test_shifted_cells_in_a_file_without_customers_cost_one_line(tmp_path: Path) -> None:
    good, bad = read(write(tmp_path / "a.csv", ["F1;5,00", "F2;5,00;20-11-2026"], "Factuur;Bedrag;Datum"))

    assert ([line.reference for line in good], codes(bad)) == (["F2"], [(2, "", "wrong_cell_count")])


def test_byte_order_mark_and_excel_are_read(tmp_path: Path) -> None:
    marked = write(tmp_path / "a.csv", ["K1;5,00;20-11-2026"], "\ufeffKlant;Bedrag;Datum")
    sheet = write_xlsx(
        tmp_path / "a.xlsx", [["K1", 1234.56, date(2026, 11, 20)], [100001, 5, "20-11-2026"]], "Klant;Bedrag;Datum"
    )

    assert [line.customer for line in read(marked)[0]] == ["K1"]
    assert [(line.customer, line.cents, line.paid_on) for line in read(sheet)[0]] == [
        ("K1", 123_456, DAY),
        ("100001", 500, DAY),
    ]


@pytest.mark.parametrize("column", ["Betalingskenmerk", "Factuurnummer", "Klantnummer", "Bankreferentie"])
@pytest.mark.parametrize("number", [1234567890123456, -1234567890123456, 1.2345678901234567e19])
def test_number_of_more_digits_than_a_workbook_keeps_is_no_reference(
    tmp_path: Path, column: str, number: float
) -> None:
    names = ["Bedrag", "Datum", "Klant" if column != "Klantnummer" else "Factuur", column]
    rows = [[5, DAY, "K1", number], [5, DAY, "K1", 123456789012345], [5, DAY, "K1", "1234567890123456"]]

    good, bad = read(write_xlsx(tmp_path / "a.xlsx", rows, ";".join(names)))

    assert ([line.line for line in good], codes(bad)) == ([3, 4], [(2, column, "rounded_number")])
    assert "Maak de cel eerst op als tekst en vul het nummer opnieuw in." in bad[0].advice


def test_long_number_is_told_once_where_it_is_also_too_long(tmp_path: Path) -> None:
    _, bad = read(write_xlsx(tmp_path / "a.xlsx", [["K1", 5, DAY, 10**70]], "Klant;Bedrag;Datum;Bankreferentie"))

    assert codes(bad) == [(2, "Bankreferentie", "rounded_number")]


def with_words(folder: Path, name: str, mark: bytes, more: bytes) -> Path:
    """A workbook with one payment, and more in one of its parts, before this mark; it packs as badly as real ones."""
    made = write_xlsx(folder / "good.xlsx", [["K1", 5, DAY]], "Klant;Bedrag;Datum")
    path, noise = folder / "a.xlsx", os.urandom(len(more) // 190 + 1).hex().encode()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            data = source.read(part)
            if part.filename.endswith(name):
                assert mark in data
                data = data.replace(mark, more + mark) + b"<!--" + noise + b"-->"
            target.writestr(part, data)
    return path


@pytest.mark.parametrize(
    ("part", "mark", "more", "code"),
    [
        ("sheet1.xml", b"</sheetData>", (b"<row>" + b"<c/>" * 300 + b"</row>") * 30_000, FileCode.BOMB),
        ("sheet1.xml", b"</sheetData>", (b"<row>" + b"<c/>" * 300 + b"</row>") * 700, FileCode.TOO_MANY_CELLS),
        ("sheet1.xml", b"</sheetData>", b"<row>" + b"<c/>" * 210_000 + b"</row>", FileCode.TOO_MANY_CELLS),
        ("sheet1.xml", b"</sheetData>", b"<row/>" * 11_000, FileCode.TOO_MANY_CELLS),
        ("sheet1.xml", b"</sheetData>", b'<row r="1000000"><c/></row>', FileCode.TOO_MANY_CELLS),
        ("styles.xml", b"</fonts>", b"<font/>" * 21_000, FileCode.TOO_MANY_CELLS),
        (
            "workbook.xml.rels",
            b"</Rel",
            b'<Relationship Id="x" Type="y" Target="z"/>' * 21_000,
            FileCode.TOO_MANY_CELLS,
        ),
    ],
    ids=["very large", "wide", "one row", "long", "a row far down", "styles", "relations"],
)
def test_small_workbook_with_very_much_to_read_is_refused_at_once(
    tmp_path: Path, part: str, mark: bytes, more: bytes, code: FileCode
) -> None:
    path = with_words(tmp_path, part, mark, more)

    began = time.process_time()
    with pytest.raises(FileError) as refused:
        read(path)

    assert (refused.value.code, path.stat().st_size < 1 << 20) == (code, True)
    assert time.process_time() - began < 2


def test_list_may_have_what_payments_may_not(tmp_path: Path) -> None:
    rows = [["K1", f"F{number}", "31-03-2026", "1,00"] for number in range(10_500)]
    path = write_xlsx(tmp_path / "a.xlsx", rows)

    assert sum(chunk.size for chunk in reading(path).chunks()) == 10_500


def test_as_many_wide_payments_as_a_file_may_have_are_read(tmp_path: Path) -> None:
    header = "Klant;Bedrag;Datum;" + ";".join(f"Kolom {number}" for number in range(27))
    rows = [[f"K{number}", 5, DAY, *[f"Omschrijving van {number}"] * 27] for number in range(LIMITS.max_payments)]

    assert len(read(write_xlsx(tmp_path / "a.xlsx", rows, header))[0]) == LIMITS.max_payments


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", FileCode.EMPTY_FILE),
        (b"\r\n\r\n", FileCode.EMPTY_FILE),
        (b"Klantnummer,Bedrag,Datum\r\nK1,5,20-11-2026\r\n", FileCode.WRONG_SEPARATOR),
        (b"Debiteurnummer\tOntvangen\tDag\r\nK1\t5\t20-11-2026\r\n", FileCode.WRONG_SEPARATOR),
        (b"Klantnummer;Bedrag\r\nK1;5\r\n", FileCode.MISSING_COLUMN),
        (b"Omschrijving;Bedrag;Datum\r\nHuur;5;20-11-2026\r\n", FileCode.MISSING_COLUMN),
        (b"Klantnummer;Bedrag;Bedrag;Datum\r\nK1;5;5;20-11-2026\r\n", FileCode.DOUBLE_COLUMN),
        ("Klantnummer;Bedrag;Datum\r\nK1;5;20-11-2026".encode("utf-16"), FileCode.WRONG_ENCODING),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", FileCode.WRONG_ENCODING),
        (b"PK\x03\x04 no workbook at all", FileCode.UNREADABLE),
        (b"\xd0\xcf\x11\xe0 old", FileCode.OLD_EXCEL),
    ],
)
def test_file_that_is_none_is_refused(tmp_path: Path, content: bytes, code: FileCode) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)

    with pytest.raises(FileError) as refused:
        read(path)

    assert refused.value.code == code


def test_file_without_a_key_says_which_columns_would_do(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="Betalingskenmerk of Factuurnummer of Klantnummer"):
        read(write(tmp_path / "a.csv", ["Huur;5;20-11-2026"], "Omschrijving;Bedrag;Datum"))


def test_ten_megabytes_of_junk_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(os.urandom(1 << 16).hex().encode() * 80)

    with pytest.raises(FileError) as refused:
        read(path)

    assert refused.value.code in {FileCode.MISSING_COLUMN, FileCode.UNREADABLE}


def test_profile_of_payments_is_no_profile_of_a_list() -> None:
    assert profiles.names(PAYMENTS) == ("payments",)
    with pytest.raises(ProfileError, match="choose from open-items"):
        profiles.load("payments")
    with pytest.raises(ProfileError, match="choose from payments"):
        profiles.load("snapshot", PAYMENTS)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "about"),
        ('about = "bills"', "about"),
        ('about = "payments"\ntitle = "x"\n[list]\nkind = "changes"\n[columns]\npaid = "B"\npaid_on = "D"', "columns"),
        ('about = "payments"\ntitle = "x"\n[list]\nkind = "changes"\n[columns]\npaid = "B"\ndue = "D"', "columns.due"),
        (
            'about = "payments"\ntitle = "x"\n[columns]\npaid = "B"\npaid_on = "D"\nreference = "F"\n[also]\ndue = []',
            "also.due",
        ),
    ],
)
def test_profile_error_names_the_key(tmp_path: Path, text: str, key: str) -> None:
    path = tmp_path / "eigen.toml"
    path.write_text(text)

    with pytest.raises(ProfileError) as error:
        profiles.load(str(path), PAYMENTS)

    assert error.value.key == key

import codecs
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.intake.helpers import HEADER, SNAPSHOT, codes, read, reading, write
from tijdig.intake import FileError, profiles
from tijdig.intake.faults import FaultCode, FileCode

DUTCH = profiles.load("open-items")
ROW = "K1;F1;31-03-2026;1.234,56"


def refusal(path: Path, **limits: int) -> FileError:
    with pytest.raises(FileError) as error:
        list(reading(path, **limits).chunks())
    return error.value


def test_dutch_list_is_read(tmp_path: Path) -> None:
    good, bad = read(write(tmp_path / "a.csv", [ROW, "K1;F2;1-4-2026;0,50"]))

    assert bad == []
    assert good == [
        {"line": 2, "customer": "K1", "reference": "F1", "due": "2026-03-31", "open": 123456, "kind": "rent"},
        {"line": 3, "customer": "K1", "reference": "F2", "due": "2026-04-01", "open": 50, "kind": "rent"},
    ]


def test_snapshot_makes_one_postal_address_and_leaves_doubtful_points_empty(tmp_path: Path) -> None:
    person = "K1;mevrouw;Anna;de Wit;Lindepad;7;1288aw;Watermeer;anna@;06-12345678;17-05-1984;"
    row = f"{person};C1;F1;01-03-2026;31-03-2026;50"
    found = reading(write(tmp_path / "a.csv", [row], SNAPSHOT), "snapshot")

    item = next(found.items())

    assert item.details["post"] == "Lindepad 7\n1288 AW Watermeer"
    assert (item.details["email"], item.details["mobile"]) == ("", "+31612345678")
    assert (item.details["birth"], item.details["language"]) == ("1984-05-17", "nl")
    assert found.remarks == {"email": 1}


def test_public_ledger_is_read(shared_data: Path) -> None:
    items = list(reading(shared_data / "ledger" / "accounts-receivable.csv", "public-ledger").items())

    assert len(items) == 2466
    assert sum(item.is_disputed for item in items) > 0
    assert all(item.settled_on and item.settled_on >= item.due_on for item in items if item.line in {3, 5})


def test_every_fault_is_told_with_line_and_column(tmp_path: Path) -> None:
    rows = [
        "K1;F1;31-02-2026;1,00",
        "K1;F2;31-03-2026;1,234.56",
        "K1;F3;31-03-2026;-1,00",
        "K1;;31-03-2026;1,00",
        "K1;F5;31-03-2026",
        "K1;F6;31-03-2026;1,00;extra",
        "K1;F7;geen;veel",
        "K1;F8;31-03-2026;1,00;",
    ]
    good, bad = read(write(tmp_path / "a.csv", rows))

    assert [row["line"] for row in good] == [9]
    assert sorted(codes(bad)) == [
        (2, "Vervaldatum", "impossible_date"),
        (3, "Openstaand bedrag", "other_amount_style"),
        (4, "Openstaand bedrag", "negative_amount"),
        (5, "Factuurnummer", "missing_value"),
        (6, "", "wrong_cell_count"),
        (7, "", "wrong_cell_count"),
        (8, "Openstaand bedrag", "bad_amount"),
        (8, "Vervaldatum", "bad_date"),
    ]
    assert next(row.advice for row in bad if row.line == 2) == (
        "“31-02-2026” bestaat niet op de kalender. Schrijf een echte datum, als 31-03-2026."
    )


def test_kind_of_claim_comes_from_its_word(tmp_path: Path) -> None:
    rows = [f"{ROW};Servicekosten", f"{ROW};", f"{ROW};gokken"]
    good, bad = read(write(tmp_path / "a.csv", rows, HEADER + ";Soort"))

    assert [row["kind"] for row in good] == ["service_costs", "rent"]
    assert codes(bad) == [(4, "Soort", "unknown_word")]


def test_empty_lines_and_cells_do_not_count(tmp_path: Path) -> None:
    good, bad = read(write(tmp_path / "a.csv", [ROW, "", ";;;", " ; ; ; ", ROW]))

    assert ([row["line"] for row in good], bad) == ([2, 6], [])


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n\r\n"])
def test_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "leeg.csv"
    path.write_bytes(content)

    assert refusal(path).code is FileCode.EMPTY_FILE


def test_missing_and_double_columns_are_named(tmp_path: Path) -> None:
    missing = refusal(write(tmp_path / "a.csv", [ROW], HEADER.replace("Vervaldatum", "Datum")))
    double = refusal(write(tmp_path / "b.csv", [ROW], HEADER + ";vervaldatum"))

    assert missing.code is FileCode.MISSING_COLUMN
    assert "ontbreekt de kolom “Vervaldatum”. Gevonden op regel 1: “Klantnummer”" in str(missing)
    assert double.code is FileCode.DOUBLE_COLUMN


@pytest.mark.parametrize(("sign", "words"), [(",", "komma's"), ("\t", "tabs"), ("|", "rechte strepen")])
def test_another_sign_between_the_columns_is_named(tmp_path: Path, sign: str, words: str) -> None:
    found = refusal(write(tmp_path / "a.csv", [ROW.replace(";", sign)], HEADER.replace(";", sign)))

    assert found.code is FileCode.WRONG_SEPARATOR
    assert f"staan op regel 1 {words} tussen de kolommen. Afgesproken zijn puntkomma's." in str(found)


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "weg.csv").code is FileCode.NO_FILE
    assert refusal(tmp_path).code is FileCode.NO_FILE


def test_header_may_stand_lower(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [";;;", HEADER, ROW], "Lijst van maart;;;")

    good, bad = read(path, replace(DUTCH, header_lines=3))

    assert ([row["line"] for row in good], bad) == ([4], [])


# Encoding ---------------------------------------------------------------------------------------------------------

NAMED = HEADER + ";Omschrijving"


def test_wrong_encoding_is_found_both_ways(tmp_path: Path) -> None:
    rows = [ROW + ";kort", ROW + ";café"]
    old = refusal(write(tmp_path / "oud.csv", rows, NAMED, "windows-1252"))
    with pytest.raises(FileError) as new:
        read(write(tmp_path / "nieuw.csv", rows, NAMED), replace(DUTCH, encoding="cp1252"))

    assert str(old) == (
        "De letters in “oud.csv” zijn anders opgeslagen dan afgesproken (utf-8). Regel 3 lijkt windows-1252. "
        "Bewaar het bestand als utf-8."
    )
    assert "Regel 3 lijkt UTF-8" in str(new.value)


def test_old_encoding_is_read_when_agreed(tmp_path: Path) -> None:
    good, _ = read(write(tmp_path / "a.csv", [ROW + ";café"], NAMED, "cp1252"), replace(DUTCH, encoding="cp1252"))

    assert good[0]["description"] == "café"


def test_byte_that_no_encoding_knows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"{NAMED}\n{ROW};caf\x81\n".encode("latin-1"))

    with pytest.raises(FileError, match="iets anders"):
        read(path, replace(DUTCH, encoding="cp1252"))


def test_byte_order_mark_is_left_out_and_believed(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [ROW + ";café"], NAMED, "utf-8-sig")

    assert read(path)[0] == read(path, replace(DUTCH, encoding="cp1252"))[0]
    assert read(path)[0][0]["description"] == "café"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_utf16_is_refused(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(codecs.encode(f"{HEADER}\n{ROW}\n", encoding))

    assert refusal(path).code is FileCode.WRONG_ENCODING


# Lines and quotes ---------------------------------------------------------------------------------------------------


def test_quoted_cells_may_hold_separators_quotes_and_line_ends(tmp_path: Path) -> None:
    rows = ['"K;1";"F""1";31-03-2026;1,00;"eerste\r\ntweede"', f'{ROW};5" pijp', ROW + ";gewoon"]
    good, bad = read(write(tmp_path / "a.csv", rows, NAMED))

    assert bad == []
    assert [(row["line"], row["customer"], row["reference"]) for row in good] == [
        (2, "K;1", 'F"1'),
        (4, "K1", "F1"),
        (5, "K1", "F1"),
    ]
    assert [row["description"] for row in good] == ["eerste tweede", '5" pijp', "gewoon"]


def test_quote_that_never_closes_costs_one_line(tmp_path: Path) -> None:
    rows = [ROW + ';"open', *[ROW + ";goed"] * 30, ROW + ';"ook open']
    good, bad = read(write(tmp_path / "a.csv", rows, NAMED))

    assert len(good) == 30
    assert codes(bad) == [(2, "", "unclosed_quote"), (33, "", "unclosed_quote")]


def test_quoted_cell_may_lie_across_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tijdig.intake.csv_file.BLOCK", 64)
    rows = [f'K{n};F{n};31-03-2026;1,00;"regel\r\neen\r\ntwee"' for n in range(50)]

    good, bad = read(write(tmp_path / "a.csv", rows, NAMED))

    assert bad == []
    assert [row["line"] for row in good] == list(range(2, 152, 3))
    assert {row["description"] for row in good} == {"regel een twee"}


def test_bare_returns_end_lines_too(tmp_path: Path) -> None:
    path = tmp_path / "mac.csv"
    path.write_bytes(f"{HEADER}\r{ROW}\r{ROW}".encode())

    assert [row["line"] for row in read(path)[0]] == [2, 3]


def test_nul_byte_costs_one_line(tmp_path: Path) -> None:
    good, bad = read(write(tmp_path / "a.csv", [ROW, "K1;F\0;31-03-2026;1,00", ROW]))

    assert len(good) == 2
    assert codes(bad) == [(3, "", "nul_byte")]
    assert "\0" not in bad[0].raw[0]


def test_long_line_costs_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tijdig.intake.csv_file.BLOCK", 4096)
    rows = [ROW, "K1;" + "x" * 3000, "K1;" + "y" * 100_000, ROW]

    good, bad = read(write(tmp_path / "a.csv", rows), max_line_bytes=2000)

    assert [row["line"] for row in good] == [2, 5]
    assert sorted(codes(bad)) == [(3, "", "line_too_long"), (4, "", "line_too_long")]


def test_cell_beyond_what_python_reads_costs_one_line(tmp_path: Path) -> None:
    good, bad = read(write(tmp_path / "a.csv", [ROW, "K1;" + "x" * 200_000, ROW]))

    assert len(good) == 2
    assert codes(bad) == [(3, "", "line_too_long")]


def test_file_whose_header_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Klant\0nummer;Factuurnummer\n")

    assert refusal(path).code is FileCode.UNREADABLE


@pytest.mark.slow
def test_line_of_two_gigabytes_takes_no_memory(tmp_path: Path) -> None:
    path = write(tmp_path / "groot.csv", [ROW])
    with path.open("r+b") as file:
        file.seek(0, 2)
        file.write(b"K2;")
        file.truncate(2 * 1024**3)  # sparse: zeros that take no room on disk
        file.seek(0, 2)
        file.write(f"\n{ROW}\n".encode())
    script = (
        "import sys; from pathlib import Path; from tests.intake.helpers import read, codes\n"
        "good, bad = read(Path(sys.argv[1]))\n"
        "print(len(good), codes(bad))\n"
        "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])\n"
    )

    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)

    found, peak = done.stdout.splitlines()
    assert found == "2 [(3, '', 'line_too_long')]"
    assert int(peak) < 200 * 1024


def test_quote_that_never_closes_among_long_lines_does_not_keep_us_busy(tmp_path: Path) -> None:
    before = [f"K{at};F{at};31-03-2026;1,00" for at in range(4_000)]
    long = "x" * 10_000
    # The line with the quote begins just before the end of a block, so that a block of few, long lines begins with it.
    rows = [row for row, end in zip(before, range(0, 122_000, 28), strict=False) if end]
    good, bad = read(write(tmp_path / "a.csv", [*rows, f'"{long}', *[long] * 40, ROW]))

    assert len(good) == len(rows) + 1
    assert good[-1]["line"] == len(rows) + 43
    assert len(bad) == 41
    assert bad[0].faults[0].code is FaultCode.UNCLOSED_QUOTE


def test_last_lines_without_an_end_are_all_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f"K{at};F{at};31-03-2026;1,00" for at in range(3_000)]
    path.write_bytes("\n".join([HEADER, *rows]).encode())

    good, bad = read(path, max_line_bytes=40_000)

    assert (len(good), bad) == (3_000, [])


def test_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")

    assert refusal(tmp_path / "a.csv").code is FileCode.NO_FILE


def test_row_with_shifted_cells_still_names_its_customer(tmp_path: Path) -> None:
    rows = ["K1;F1;31-03-2026;1,00;nog iets", "K2", ";;;;nog iets", f"{'x' * 50};F3"]
    _, bad = read(write(tmp_path / "a.csv", rows))

    assert [(row.customer, row.reference) for row in bad] == [("K1", ""), ("K2", ""), ("", ""), ("x" * 40, "")]

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.helpers import HEADER, read, reading, write
from tijdig.intake import profiles, rejects
from tijdig.words import IntakeKind

DUTCH = profiles.load("open-items")
ATTACK = "=HYPERLINK(A1)"


def rejected(path: Path, tmp_path: Path, profile: profiles.Profile = DUTCH) -> Path:
    found = reading(path, profile)
    bad = [row for chunk in found.chunks() for row in chunk.bad]
    out = tmp_path / "out" / "fouten.csv"
    rows = [rejects.kept(row, profile) for row in bad]
    rejects.write(out, found.header, rows, profile)
    return out


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_rejects_file_holds_the_lines_as_they_came_with_reason_and_advice(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", ["K1;F1;31-02-2026;1,00", "K1;F2;31-03-2026;1,00", "K1;F3;31-03-2026"])

    header, short, wrong = cells(rejected(path, tmp_path))

    assert header == [*HEADER.split(";"), "tijdig_regel", "tijdig_kolom", "tijdig_reden", "tijdig_advies"]
    assert short[:7] == ["K1", "F3", "31-03-2026", "", "4", "", "wrong_cell_count"]
    assert wrong[:7] == ["K1", "F1", "31-02-2026", "1,00", "2", "Vervaldatum", "impossible_date"]
    assert wrong[7].endswith("Schrijf een echte datum, als 31-03-2026.")


def test_rejects_file_is_for_its_owner_only(tmp_path: Path) -> None:
    out = rejected(write(tmp_path / "a.csv", ["K1;F1;x;1,00"]), tmp_path)

    assert out.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in out.parent.iterdir()] == ["fouten.csv"]


def test_rejects_file_runs_no_formula_and_comes_back_as_it_was(tmp_path: Path) -> None:
    row = f"{ATTACK};+cmd|x;31-02-2026;-5,00"
    out = rejected(write(tmp_path / "a.csv", [row]), tmp_path)
    mended = tmp_path / "verbeterd.csv"
    mended.write_bytes(out.read_bytes().replace(b"31-02-2026", b"31-03-2026").replace(b"-5,00", b"5,00"))

    found = reading(mended)
    good = list(found.items())

    assert cells(out)[1][:4] == [f"'{ATTACK}", "'+cmd|x", "31-02-2026", "-5,00"]
    assert (good[0].customer, good[0].reference, good[0].open_cents) == (ATTACK, "+cmd|x", 500)
    assert found.kind is IntakeKind.CHANGES  # never the full list: everybody else would be closed
    assert reading(write(tmp_path / "b.csv", [row])).kind is IntakeKind.FULL


def test_rejects_file_keeps_what_was_too_much(tmp_path: Path) -> None:
    out = rejected(write(tmp_path / "a.csv", ["K1;F1;31-03-2026;1,00;en;meer"]), tmp_path)

    assert cells(out)[1][:4] == ["K1", "F1", "31-03-2026", "1,00;en;meer"]


def test_rejects_file_has_its_header_where_the_profile_looks(tmp_path: Path) -> None:
    profile = replace(DUTCH, header_lines=3)
    out = rejected(write(tmp_path / "a.csv", ["", HEADER, "K1;F1;x;1,00"], "Lijst;;;"), tmp_path, profile)
    mended = tmp_path / "verbeterd.csv"
    mended.write_bytes(out.read_bytes().replace(b";x;", b";31-03-2026;"))

    assert [row["line"] for row in read(mended, profile)[0]] == [4]


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40))
def test_guarded_cell_starts_no_formula_and_can_be_undone(cell: str) -> None:
    made = rejects.guarded(cell)

    assert not made.startswith(("=", "@", "\t", "\r", "\n"))
    assert cell.startswith("'") or rejects.unguarded(made) == cell


@pytest.mark.parametrize("cell", ["-12,50", "+31612345678", "12,50-", "-1.234,56"])
def test_numbers_stay_numbers(cell: str) -> None:
    assert rejects.guarded(cell) == cell


@pytest.mark.parametrize("cell", ["-2+3+cmd|' /C calc'!A0", "+A1", "-A1", "=1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_become_text(cell: str) -> None:
    assert rejects.guarded(cell) == f"'{cell}"

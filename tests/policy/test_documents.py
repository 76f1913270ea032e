"""The policy as pages for people."""

from datetime import date, time
from pathlib import Path

import pytest

from tijdig.policy import Value, documents
from tijdig.policy.loader import FOLDER
from tijdig.policy.reading import read

DOCS = Path(__file__).resolve().parents[2] / "docs" / "policy"


def value(found: object, unit: str) -> Value:
    return Value("x.y", found, unit, date(2025, 1, 1), "Daarom.", ("law:x",), "high")


@pytest.mark.parametrize(
    ("found", "unit", "written"),
    [
        (7, "days", "7 dagen"),
        (1, "days", "1 dag"),
        (1, "parts", "1 deel"),
        (112050, "cents", "€ 1.120,50"),
        (2100, "basis points", "21%"),
        (50, "basis points", "0,5%"),
        (400, "basis points a year", "4% per jaar"),
        (((250000, 1500), (100, 50)), "scale", "15% over € 2.500,00; 0,5% over € 1,00"),
        ((("fixed_cost", True), ("threatening", False)), "attributes", "vaste last"),
        ((("fixed_cost", False),), "attributes", "geen"),
        (0.05, "share", "5%"),
        (time(7), "time of day", "07:00 uur (Amsterdam)"),
        (True, "yes or no", "ja"),
        (False, "yes or no", "nee"),
        (date(2026, 12, 31), "date", "2026-12-31"),
        ((7, 1), "weekdays", "7; 1 dagen van de week (maandag = 1)"),
        (("na heden", "na datum"), "phrases", "na heden; na datum"),
    ],
)
def test_described_is_what_a_person_reads(found: object, unit: str, written: str) -> None:
    assert documents.described(value(found, unit)) == written


def test_every_value_and_source_is_on_a_page() -> None:
    pages, data = documents.pages(), read(FOLDER)

    for key in data.values:
        assert f"## `{key}`" in pages[f"{key.partition('.')[0]}.md"]
    for key in data.sources:
        assert f"| `{key}` |" in pages["sources.md"]
    for day in data.holidays:
        assert f"| {day} |" in pages["holidays.md"]
    for name in pages.keys() - {"README.md"}:
        assert f"]({name})" in pages["README.md"]


def test_a_page_tells_what_a_sector_does_otherwise() -> None:
    assert "**21 dagen** voor de sector `health`, vanaf 2025-01-01." in documents.pages()["stages.md"]


def test_the_pages_in_the_project_are_those_of_the_data() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}

    assert written == documents.pages(), "run `python -m tijdig.policy.documents docs/policy`"


def test_write_makes_the_folder(tmp_path: Path) -> None:
    documents.write(tmp_path / "new" / "policy")

    assert {path.name for path in (tmp_path / "new" / "policy").iterdir()} == documents.pages().keys()

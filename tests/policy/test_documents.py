"""The policy as pages for people."""

import re
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from tijdig.policy import Value, documents, evidence, rulepages
from tijdig.policy.loader import FOLDER
from tijdig.policy.reading import read
from tijdig.policy.rules import load_rules
from tijdig.stats import documents as evidence_page
from tijdig.words import ClaimKind

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


def test_a_page_tells_what_a_product_does_otherwise() -> None:
    assert "**2 maandpremies** bij `health_premium`, vanaf 2025-01-01." in documents.pages()["stages.md"]
    assert "**3 brieven** bij `energy`, vanaf 2025-01-01." in documents.pages()["steps.md"]


def test_every_kind_of_claim_has_its_whole_road_in_one_table() -> None:
    page = documents.pages()["stages.md"]
    rows = [line for line in page.splitlines() if line.startswith("|")][2:]

    assert {row.split(" | ")[0].removeprefix("| ") for row in rows} == {kind.label for kind in ClaimKind}
    assert "| energie | 7 | 3 | 14 | 14 | 14 | 2 | 2 | 3 | 42 | – |" in rows
    assert "| zorgpremie | 7 | 3 | 21 | 28 | 7 | 2 | 2 | 2 | 42 | 2, 4, 6 |" in rows
    assert "| eigen risico | 7 | 3 | 14 | 14 | 7 | 2 | 2 | 2 | 42 | – |" in rows


def test_a_newer_figure_is_on_the_page_of_the_rule_that_reads_it(edited: Callable[..., Path]) -> None:
    folder = edited("steps.toml", "[visits_max]\nvalue = 2", "[visits_max]\nvalue = 3")

    assert "* Getal: [`steps.visits_max`](steps.md): 2 bezoeken" in documents.pages()["rules.md"]
    assert "* Getal: [`steps.visits_max`](steps.md): 3 bezoeken" in documents.pages(folder)["rules.md"]


def test_a_lawyer_finds_every_rule_with_its_grounds_on_one_page() -> None:
    page, rules, data = documents.pages()["rules.md"], load_rules(), read(FOLDER)
    parts = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL))

    assert list(parts) == [*rules.situations, *rules.constraints]
    for key, rule in rules.situations.items():
        assert f"| [{key}](#{key.lower()}) | {rule.situation} | {rule.grade} |" in page
        assert f"* Zekerheid: {rule.grade}\n" in parts[key]
        assert f"**{rule.situation}.** {rule.action}" in parts[key]
    for key, limit in rules.constraints.items():
        assert f"**{limit.rule}**" in parts[key]
        assert all(f"`{module}`" in parts[key] for module in limit.checked)
        assert limit.later in parts[key]
    for either in rules.every:
        part = parts[either.key]
        assert all(f"{data.sources[source].title} (`{source}`)" in part for source in either.sources)
        assert all(f"* Aangepast: {amendment.how} ([besluit " in part for amendment in either.amended)


def test_why_strict_is_no_rule_stands_on_figures_that_are_computed(edited: Callable[..., Path]) -> None:
    page = documents.pages()["strict.md"]
    folder = edited("evidence.toml", "rate = 21.9", "rate = 26.9")

    assert len(re.findall(r"^\| `[A-Z0-9-]+` ", page, re.MULTILINE)) == len(rulepages.STRICT) == 8
    assert "| 21,9/24,2 | ≤3.272 | -2,3 [-4,3; -0,3] |" in page
    assert "| 26,9/24,2 | ≤3.272 | +2,7 [" in documents.pages(folder)["strict.md"]
    assert all(f"]({name}" in page for name in ("evidence.md", "rules.md#p11", "rules.md#p13", "rules.md#hc01"))


def test_a_comparison_that_does_not_exist_is_no_line_that_is_silently_missing() -> None:
    with pytest.raises(KeyError):
        evidence_page.comparisons(evidence.load(), ["K4-9815-STAGE:nothing"])


def test_the_pages_in_the_project_are_those_of_the_data() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}

    assert written == documents.pages(), "run `python -m tijdig.policy.documents docs/policy`"


def test_write_makes_the_folder(tmp_path: Path) -> None:
    documents.write(tmp_path / "new" / "policy")

    assert {path.name for path in (tmp_path / "new" / "policy").iterdir()} == documents.pages().keys()

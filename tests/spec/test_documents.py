"""docs/rules says what the tables and the rules say today."""

from pathlib import Path

from tests.spec.documents import DOCS, pages, write
from tijdig.planner.plan import TABLES
from tijdig.policy.rules import load_rules


def test_the_pages_in_the_project_are_those_of_the_tables() -> None:
    in_project = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}

    assert in_project == pages(), "run `make docs`"


def test_the_contents_lead_to_every_page() -> None:
    made = pages()

    assert [name for name in made if name != "README.md" and f"({name})" not in made["README.md"]] == []


def test_every_rule_stands_on_its_page() -> None:
    text = "\n".join(pages().values())

    assert [
        reason.value for table in TABLES.values() for _, reason, _ in table if f"`{reason.value}`" not in text
    ] == []


def test_every_rule_and_constraint_has_its_paragraph() -> None:
    page = pages()["per-regel.md"]

    assert [rule.key for rule in load_rules().every if f"\n## {rule.key}\n" not in page] == []


def test_every_rule_of_the_planner_has_an_example() -> None:
    paragraphs = pages()["per-regel.md"].split("\n## ")[1:]
    without = [text.partition("\n")[0] for text in paragraphs if "* Voorbeeld:" not in text]

    assert [key for key in without if key.startswith("P")] == []
    assert without == NOT_A_DECISION


NOT_A_DECISION = ["HC02", "HC03", "HC04", "HC11", "HC12", "HC14", "HC15"]
"""Constraints on texts, arrangements and experiments: no decision on one case can show them."""


def test_write_takes_away_pages_that_are_no_longer_made(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text("old", encoding="utf-8")

    write(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(pages())

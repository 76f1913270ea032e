"""Writes docs/rules from the tables of the spec and from the rules themselves: `python -m tests.spec.documents`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.spec.chapters import CHAPTERS
from tests.spec.language import MONDAY, Chapter, Row, Section, fact, kinds, rows
from tijdig.planner import codes
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.meanings import COLUMNS
from tijdig.planner.plan import TABLES, plan_block
from tijdig.planner.reasons import Reason
from tijdig.planner.text import DIMENSIONS, OWNERS, date_text, fact_text, number_text, outcome_text
from tijdig.planner.today import Today
from tijdig.planner.watching import watch
from tijdig.policy import load

DOCS = Path(__file__).resolve().parents[2] / "docs" / "rules"
MADE = "<!-- Gemaakt uit tests/spec. Verander de tabel daar, en maak deze bladzijde opnieuw met `make docs`. -->"
HEADINGS = {
    "whether": "besluit",
    "reason": "reden",
    "stage": "stap",
    "channels": "wegen",
    "frame": "voorop",
    "tone": "toon",
    "by_whom": "door wie",
    "to_whom": "aan wie",
    "owner": "wie is aan zet",
    "days": "opnieuw bekeken over (dagen)",
}
CODES = {
    "whether": codes.Whether,
    "stage": codes.Stage,
    "frame": codes.Frame,
    "tone": codes.Tone,
    "by_whom": codes.ByWhom,
    "to_whom": codes.ToWhom,
}
PAGES = {
    "whether": "regels-1-gaat-er-iets-uit.md",
    "stage": "regels-2-welke-stap.md",
    "channels": "regels-3-welke-weg.md",
    "frame": "regels-4-wat-staat-voorop.md",
    "tone": "regels-5-welke-toon.md",
    "by_whom": "regels-6-door-wie.md",
    "to_whom": "regels-7-aan-wie.md",
}


def pages() -> dict[str, str]:
    """Every page by its file name."""
    made = {chapter.file: "\n".join(_chapter(chapter)) for chapter in CHAPTERS}
    made |= {PAGES[name]: "\n".join(_rules(name)) for name in TABLES}
    return {"README.md": "\n".join(_contents())} | made


def write(folder: Path = DOCS) -> None:
    """Writes every page anew and takes away those that are no longer made."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        old.unlink()
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


def _contents() -> Iterator[str]:
    yield from ("# De regels van de planner", "", MADE, "")
    yield "Elke nacht kijkt Tijdig per dossier: wat is nu de volgende goede stap? Deze bladzijden laten zien hoe."
    yield "Elke tabel is ook een test: wat er staat, gebeurt."
    yield from ("", "## Met voorbeelden", "")
    yield from (f"* [{chapter.title}]({chapter.file})" for chapter in CHAPTERS)
    yield from ("", "## Alle regels, in hun volgorde", "")
    yield from (f"* [{DIMENSIONS[name]}]({PAGES[name]})" for name in TABLES)
    yield ""


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield from (f"# {chapter.title}", "", MADE, "", chapter.text, "")
    for section in chapter.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    lines = list(rows(section))
    yield from (f"## {section.title}", "", section.text, "")
    if section.sector:
        yield from (f"Dit geldt voor de sector `{section.sector}`.", "")
    if base := _base(section.base, set(lines[0].given)):
        yield from (f"Op elke regel ook: {base}.", "")
    given = ["dag" if name == "day" else COLUMNS[name].label for name in lines[0].given]
    yield from _table([*given, *(HEADINGS[name] for name in lines[0].expected)], [_cells(line) for line in lines])


def _base(base: AccountRow, given: set[str]) -> str:
    """The facts that hold on every line, are not in the table, and differ from those of an ordinary customer."""
    plain = AccountRow()._asdict()
    facts = {name: value for name, value in base._asdict().items() if value != plain[name] and name not in given}
    return "; ".join(fact_text(name, value) for name, value in facts.items())


def _cells(row: Row) -> list[str]:
    given = [
        date_text(date.fromisoformat(text)) if name == "day" else fact_text(name, fact(name, text)).split(": ", 1)[1]
        for name, text in row.given.items()
    ]
    return [*given, *(_result(name, text) for name, text in row.expected.items())]


def _result(name: str, text: str) -> str:
    if name == "reason":
        return f"{Reason(text).text} (`{text}`)"
    if name == "channels":
        return outcome_text(name, kinds(text))
    if name == "owner":
        return OWNERS[codes.Owner[text]]
    return outcome_text(name, CODES[name][text]) if name in CODES else text


def _rules(name: str) -> Iterator[str]:
    """One dimension: its rules in order, with what the customer may read, the numbers and the sources."""
    policy, account = load(MONDAY), Accounts.from_rows([AccountRow()])
    today = Today.of(policy, MONDAY)
    decisions = plan_block(account, today)
    yield from (f"# {DIMENSIONS[name]}", "", MADE, "", "De eerste regel die waar is, beslist.", "")
    lines = []
    for number, (outcome, reason, test) in enumerate(TABLES[name], start=1):
        _, columns, keys = watch(test, account, today, decisions)
        facts = ", ".join(COLUMNS[column].label for column in columns)
        numbers = ", ".join(number_text(policy.value(key)) for key in keys)
        sources = ", ".join(policy.source(key).title for key in reason.sources)
        lines.append(
            [str(number), outcome_text(name, outcome), f"`{reason.value}`", reason.text, facts, numbers, sources]
        )
    yield from _table(["", "uitkomst", "regel", "wat de klant mag lezen", "kijkt naar", "getallen", "bron"], lines)


def _table(heading: list[str], lines: list[list[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heading) + " |"
    yield "|" + "---|" * len(heading)
    for line in lines:
        yield "| " + " | ".join(line) + " |"
    yield ""


if __name__ == "__main__":
    write()

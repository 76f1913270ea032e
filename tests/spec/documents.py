"""Writes docs/rules from the tables of the spec and from the rules themselves: `python -m tests.spec.documents`."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from tests.spec.chapters import CHAPTERS
from tests.spec.language import MONDAY, WISH, Chapter, Row, Section, code, decided, fact, rows
from tijdig.planner import codes
from tijdig.planner.columns import AccountRow, Accounts
from tijdig.planner.decisions import Test
from tijdig.planner.dimensions.limits import LIMITS
from tijdig.planner.meanings import COLUMNS
from tijdig.planner.outcomes import DIMENSIONS, OWNERS, outcome_text
from tijdig.planner.plan import TABLES, plan_block
from tijdig.planner.reasons import Reason
from tijdig.planner.text import date_text, fact_text, number_text
from tijdig.planner.today import Today
from tijdig.planner.watching import watch
from tijdig.policy import load
from tijdig.policy.rules import Constraint, Situation, load_rules

DOCS = Path(__file__).resolve().parents[2] / "docs" / "rules"
MADE = "<!-- Gemaakt uit tests/spec. Verander de tabel daar, en maak deze bladzijde opnieuw met `make docs`. -->"
HEADINGS = {
    **{name: text.rstrip("?").lower() for name, text in DIMENSIONS.items()},
    "whether": "besluit",
    "reason": "reden",
    "owner": "wie is aan zet",
    "days": "opnieuw bekeken over (dagen)",
    "person_days": "een mens over (dagen)",
}
PAGES = {
    name: f"regels-{number:02}-{file}.md"
    for number, (name, file) in enumerate(
        {
            "whether": "gaat-er-iets-uit",
            "history": "wat-ging-vooraf",
            "stage": "welke-stap",
            "channels": "welke-weg",
            "frame": "wat-staat-voorop",
            "tone": "welke-toon",
            "by_whom": "door-wie",
            "form": "welke-vorm",
            "options": "wat-gaat-er-mee",
            "when": "wanneer",
            "rank": "wie-komt-eerst",
            "to_whom": "aan-wie",
        }.items(),
        start=1,
    )
}
LIMITS_PAGE = "regels-13-grenzen.md"
BY_RULE = "per-regel.md"


@lru_cache(maxsize=1)
def pages() -> Mapping[str, str]:
    """Every page by its file name."""
    made = {chapter.file: "\n".join(_chapter(chapter)) for chapter in CHAPTERS}
    made |= {PAGES[name]: "\n".join(_rules(name)) for name in TABLES}
    made |= {LIMITS_PAGE: "\n".join(_limits()), BY_RULE: "\n".join(_by_rule())}
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
    yield from (f"* [Grenzen die niemand voorbijgaat]({LIMITS_PAGE})", "", "## Voor wie de regels nakijkt", "")
    yield f"* [Per regel: waar P01 tot en met P30 en elke grens gebeurt, met voorbeelden]({BY_RULE})"
    yield "* [De regels zelf, met bron en zekerheid](../policy/rules.md)"
    yield "* [Waarom 'streng werkt later' hier een proef is en geen regel](../policy/strict.md)"
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
    heading = [_heading(name) for name in (*lines[0].given, *lines[0].expected)]
    yield from _table(heading, [_cells(line) for line in lines])


def _base(base: AccountRow, given: set[str]) -> str:
    """The facts that hold on every line, are not in the table, and differ from those of an ordinary customer."""
    plain = AccountRow()._asdict()
    facts = {name: value for name, value in base._asdict().items() if value != plain[name] and name not in given}
    return "; ".join(fact_text(name, value) for name, value in facts.items())


def _cells(row: Row) -> list[str]:
    return [*(_given(name, text) for name, text in row.given.items()), *_results(row)]


def _given(name: str, text: str) -> str:
    if name == "day":
        return date_text(date.fromisoformat(text))
    if name.startswith(WISH):
        dimension = name.removeprefix(WISH)
        return outcome_text(dimension, code(dimension, text))
    return fact_text(name, fact(name, text)).split(": ", 1)[1]


def _results(row: Row) -> list[str]:
    return [_result(name, text) for name, text in row.expected.items()]


def _result(name: str, text: str) -> str:
    if name.startswith("reason"):
        return f"{Reason(text).text} (`{text}`)"
    if name == "owner":
        return OWNERS[codes.Owner[text]]
    return outcome_text(name, code(name, text)) if name in DIMENSIONS else text.replace("none", "geen")


def _heading(name: str) -> str:
    """The words above a column of a table."""
    if name == "day":
        return "dag"
    if name.startswith(WISH):
        return "wens: " + HEADINGS[name.removeprefix(WISH)]
    if name.startswith("reason "):
        return "waarom: " + HEADINGS[name.removeprefix("reason ")]
    return COLUMNS[name].label if name in COLUMNS else HEADINGS[name]


def _rules(name: str) -> Iterator[str]:
    """One dimension: its rules in order, with what the customer may read, the numbers and the sources."""
    yield from (f"# {DIMENSIONS[name]}", "", MADE, "", "De eerste regel die waar is, beslist.", "")
    heading = ["", "uitkomst", "regel", "wat de klant mag lezen", "kijkt naar", "getallen", "bron"]
    lines = [
        [str(number), outcome_text(name, outcome), *_seen(reason, test)]
        for number, (outcome, reason, test) in enumerate(TABLES[name], start=1)
    ]
    yield from _table(heading, lines)


def _limits() -> Iterator[str]:
    """The gate: what it looks at, and what it changes."""
    yield from ("# Grenzen die niemand voorbijgaat", "", MADE, "")
    yield "Meteen na elke vraag. Een grens maakt een stap milder, of geeft hem aan een mens."
    yield from ("Of er vandaag iets uit mag, staat bij de eerste vraag.", "")
    heading = ["", "na de vraag", "verandert", "grens", "wat de klant mag lezen", "kijkt naar", "getallen", "bron"]
    lines = [
        [str(number), DIMENSIONS[one.after], HEADINGS[one.changes], *_seen(one.reason, one.test)]
        for number, one in enumerate(LIMITS, start=1)
    ]
    yield from _table(heading, lines)


def _seen(reason: Reason, test: Test) -> list[str]:
    """A rule in words: its reason, the facts and numbers it was seen to read, and where it comes from."""
    policy, account = load(MONDAY), Accounts.from_rows([AccountRow()])
    today = Today.of(policy, MONDAY)
    _, columns, keys = watch(test, account, today, plan_block(account, today))
    return [
        f"`{reason.value}`",
        reason.text,
        ", ".join(COLUMNS[column].label for column in columns),
        ", ".join(number_text(policy.value(key)) for key in keys),
        ", ".join(policy.source(key).title for key in reason.sources),
    ]


def _by_rule() -> Iterator[str]:
    """Per rule and constraint the lines that carry it out, and examples that are tests as well."""
    yield from ("# Per regel", "", MADE, "")
    yield "Per regel (P) en per grens (HC, D): wat er staat, welke regels van de planner dat doen, en een voorbeeld."
    yield from ("Elk voorbeeld is ook een test.", "")
    shown = _examples()
    for rule in load_rules().every:
        said = rule.situation if isinstance(rule, Situation) else rule.rule
        does = f" **{rule.action}**" if isinstance(rule, Situation) else ""
        yield from (f"## {rule.key}", "", f"{said}.{does}".replace("..", "."), "")
        yield from (f"* `{reason.value}`: {reason.text}" for reason in Reason if rule.key in reason.rules)
        if isinstance(rule, Constraint) and rule.checked:
            yield "* Bewaakt in: " + ", ".join(f"`{module}`" for module in rule.checked)
        for chapter, section in list(dict.fromkeys(shown.get(rule.key, ())))[:EXAMPLES]:
            yield f"* Voorbeeld: [{section}]({chapter})"
        yield ""


EXAMPLES = 3


def _examples() -> dict[str, list[tuple[str, str]]]:
    """Per rule the tables in which it decides something."""
    found: dict[str, list[tuple[str, str]]] = {}
    for chapter in CHAPTERS:
        for section in chapter.sections:
            for row in rows(section):
                for rule in {rule for reason in decided(row).reasons.values() for rule in reason.rules}:
                    found.setdefault(rule, []).append((chapter.file, section.title))
    return found


def _table(heading: list[str], lines: list[list[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heading) + " |"
    yield "|" + "---|" * len(heading)
    for line in lines:
        yield "| " + " | ".join(line) + " |"
    yield ""


if __name__ == "__main__":
    write()

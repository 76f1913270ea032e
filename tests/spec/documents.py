"""Writes docs/rules from the tables of the spec and from the rules themselves: `python -m tests.spec.documents`."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from tests.spec import rulepages
from tests.spec.chapters import CHAPTERS
from tests.spec.conditions import number_words
from tests.spec.kept import told
from tests.spec.language import WISH, Chapter, Row, Section, code, decided, fact, rows
from tests.spec.rulepages import FILES, LIMITS_FILE
from tests.spec.tables import HEADINGS, MADE, table
from tijdig.planner import codes
from tijdig.planner.columns import AccountRow
from tijdig.planner.meanings import COLUMNS
from tijdig.planner.outcomes import DIMENSIONS, OWNERS, outcome_text
from tijdig.planner.plan import TABLES
from tijdig.planner.reasons import Reason
from tijdig.planner.text import date_text, fact_text
from tijdig.policy.rules import Constraint, Situation, load_rules
from tijdig.words import Stage

DOCS = Path(__file__).resolve().parents[2] / "docs" / "rules"
BY_RULE = "per-regel.md"


@lru_cache(maxsize=1)
def pages() -> Mapping[str, str]:
    """Every page by its file name."""
    made = {chapter.file: "\n".join(_chapter(chapter)) for chapter in CHAPTERS}
    made |= rulepages.pages() | {BY_RULE: "\n".join(_by_rule())}
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
    yield "Wie ze leest, hoeft geen code te kunnen lezen."
    yield from ("", "## Met voorbeelden", "", "Elke tabel is ook een test: wat er staat, gebeurt.", "")
    yield from (f"* [{chapter.title}]({chapter.file})" for chapter in CHAPTERS)
    yield from ("", "## Alle regels, in hun volgorde", "", *ORDER, "")
    yield from (f"* [{DIMENSIONS[name]}]({FILES[name]})" for name in TABLES)
    yield from (f"* [Grenzen die niemand voorbijgaat]({LIMITS_FILE})", "", "## Voor wie de regels nakijkt", "")
    yield f"* [Per regel: waar P01 tot en met P30 en elke grens gebeurt, met voorbeelden]({BY_RULE})"
    yield "* [De regels zelf, met bron en zekerheid](../policy/rules.md)"
    yield "* [Waarom 'streng werkt later' hier een proef is en geen regel](../policy/strict.md)"
    yield from ("", "## Vaste woorden", "")
    yield from (f"* **{word}**: {meaning}" for word, meaning in FIXED.items())
    yield ""


ORDER = (
    "Bij elke regel staat wat eruit komt, en wanneer. Die zinnen zijn vertaald uit het programma zelf.",
    "Verandert een regel, dan verandert de zin mee, of een test zegt dat er een woord ontbreekt.",
    "Tussen haakjes staat de naam van de regel, met de afspraken en grenzen (P, HC, D) die hij uitvoert.",
    "Een woord met een link wordt verderop op de bladzijde uitgelegd. Elk getal staat er met zijn naam bij.",
)
FIXED = {
    "dossier": "één klant bij één organisatie, met alle rekeningen",
    "te laat": "na de betaaldatum, en niet betwist. De dag na de betaaldatum is dag 1",
    "moment": "alles wat op één dag over één inhoud uitgaat, langs welke wegen ook; dat telt als één bericht",
    "bericht": "wat wij zelf beginnen te sturen; een antwoord op wat de klant deed, telt hier niet mee",
    "genoemd": "de rekening stond in een bericht nadat hij te laat was",
    "stap": "hoe ver de weg is: " + ", ".join(f"{word.value} {word.label}" for word in Stage),
    "bereikte stap": "de hoogste stap van een bericht waarin een rekening stond die nu nog te laat is",
    "rust": "een reden om niets te sturen, met een datum en iemand die erover gaat",
    "reactie": "de klant liet iets weten, langs welke weg ook",
    "zwaarste rekening": "een rekening die wonen, levering of verzekering bedreigt gaat voor; daarna telt het bedrag",
    "maanden waarover wij terugkijken": number_words("histories.looks_back_months"),
    "wat helpt": "wat de klant vertelde, of wat openlijk in een gesprek is genoteerd; de klant kan het weghalen",
    "gevolg": "een dagvaarding, ontruiming of afsluiting, door een mens vastgelegd met de dag waarop het gebeurt",
    "ruimte om te betalen": "wat de klant daarover zei of liet noteren; nooit uitgerekend uit betalingen",
    "aanpak": "een klein pakket berichten en gesprekken die bij elkaar horen",
    "grens": "wat nooit mag: geen regel, proef of medewerker komt erlangs",
    "aan zet": "wie iets moet doen voordat er in het dossier weer iets gebeurt",
}


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
    yield from table(heading, [_cells(line) for line in lines])


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
        for reason in (reason for reason in Reason if rule.key in reason.rules):
            yield f"* `{reason.value}` ({', '.join(rulepages.places(reason))}): {reason.text}"
        if isinstance(rule, Constraint):
            yield from told(rule)
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


if __name__ == "__main__":
    write()

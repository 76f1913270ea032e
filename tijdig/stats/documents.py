"""The evidence as a page for people: what holds, what the figures are, what to keep in mind (docs/policy)."""

from collections.abc import Iterable, Iterator, Sequence

from tijdig.policy.evidence import Evidence, Finding, Study
from tijdig.policy.evidence_words import (
    ALLOCATIONS,
    COUNTRIES,
    CREDITORS,
    FRAMINGS,
    KINDS,
    OUTCOMES,
    SECTORS,
    SIZES,
    STAGES,
    VERDICTS,
)
from tijdig.stats import notation, reanalysis, verdicts
from tijdig.stats.notation import DUTCH

_INTRO = (
    "Alle getallen komen uit het rapport van Goosen en Van Geuns (HvA, 2019), tenzij er een andere bron staat.",
    "De regels tussen haakjes wijzen naar de tekst van dat rapport. `tijdig evidence` rekent alles opnieuw uit.",
)
_LEGEND = (
    "`[ ]`: 95%-interval (Newcombe voor het verschil, Katz voor de verhouding).",
    "`p`: hoe vaak toeval alleen zo'n verschil geeft; tussen haakjes de exacte toets van Fisher.",
    "`n per groep`: is alleen een totaal bekend, dan rekenen we met gelijke groepen. `?`: onbekend. "
    "`≤` en `≥`: hooguit en minstens, omdat het totaal van alle stappen samen is.",
    "`power`: de kans dat zo'n proef dit verschil laat zien.",
    "`n_min`: zo veel mensen per groep maken van deze cijfers een zeker verschil.",
    "`n80`: zo veel mensen per groep vinden dit verschil met 80% kans weer.",
    "`–`: het verschil is te klein om daar iets over te zeggen.",
)


def lines(evidence: Evidence) -> Iterator[str]:
    """The page without its title, line by line."""
    yield from _INTRO
    yield from ("", "## Hoe zeker is het", "")
    yield from (f"* **{grade}**: {says}" for grade, says in evidence.grades.items())
    yield from (
        "",
        "## Wat houdt stand",
        "",
        "| wat vaak gezegd wordt | uitkomst | zekerheid | onderzoek |",
        "|---|---|---|---|",
    )
    for claim in evidence.claims:
        studies = ", ".join(f"`{key}`" for key in claim.studies)
        yield f"| {claim.says} | {VERDICTS[claim.verdict]} | {claim.grade} | {studies} |"
    yield from ("", "## Opnieuw uitgerekend", "")
    yield from table(reanalysis.results(evidence))
    yield ""
    yield from (f"* {line}" for line in _LEGEND)
    yield from ("", "## De onderzoeken")
    for study in evidence.studies.values():
        yield from _study(study)


def comparisons(evidence: Evidence, keys: Sequence[str]) -> list[str]:
    """The table of these comparisons only ("STUDY:contrast"), in this order; KeyError when one does not exist."""
    found = {result.key: result for result in reanalysis.results(evidence)}
    return list(table(found[key] for key in keys))


def table(results: Iterable[reanalysis.Result]) -> Iterator[str]:
    """Comparisons as the lines of a table, with what each comes to."""
    yield f"| onderzoek, vergelijking | {' | '.join(notation.COLUMNS)} | dus |"
    yield "|---" * (len(notation.COLUMNS) + 2) + "|"
    for found in results:
        cells = " | ".join(notation.cells(found, DUTCH))
        yield f"| `{found.study.key}` {found.contrast.label} | {cells} | {verdicts.words(found)} |"


def _study(study: Study) -> Iterator[str]:
    yield from ("", f"### {study.title}", "", study.says, "")
    place = f"regels {study.lines[0]}-{study.lines[1]}" if study.lines else study.ref
    yield f"* `{study.key}`: {study.authors} {study.year}".rstrip() + f" ({place}); zekerheid {study.grade}."
    sectors = ", ".join(SECTORS[sector] for sector in study.sectors)
    yield f"* {sectors}; {COUNTRIES[study.country]}; afzender: {CREDITORS[study.creditor]}; {STAGES[study.stage]}."
    yield f"* Gemeten: {OUTCOMES[study.outcome]}. Groepen: {ALLOCATIONS[study.allocation]}."
    if study.arms:
        people = f"{DUTCH.number(study.total, 0)} mensen; " if study.total else ""
        yield f"* Omvang: {people}{SIZES[study.sizes]}."
    yield from (f"* Let op: {note}" for note in study.notes)
    if study.arms:
        yield from ("", "| rij | groep | wat er opvalt | stap | % |", "|---|---|---|---|---|")
    for arm in study.arms:
        rate = f"{arm.rate:g}".replace(".", ",")
        yield f"| {arm.row} | {arm.label} | {FRAMINGS[arm.framing]} | {STAGES[arm.stage]} | {rate} |"
    if study.findings:
        yield from ("", "| rij | wat | soort | getallen | regels |", "|---|---|---|---|---|")
    yield from (_finding(finding) for finding in study.findings)


def _finding(finding: Finding) -> str:
    figures = "; ".join(f"{name} {_figure(value)}" for name, value in finding.figures.items())
    first, last = finding.lines
    return f"| {finding.row} | {finding.says} | {KINDS[finding.kind]} | {figures} | {first}-{last} |"


def _figure(value: float) -> str:
    return DUTCH.number(value, 0) if value == int(value) and value > 9999 else f"{value:g}".replace(".", ",")

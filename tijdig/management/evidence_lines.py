"""What `tijdig evidence` prints: the table of every comparison, or the same as JSON."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from tijdig.policy.evidence import Study
from tijdig.policy.evidence_words import ALLOCATIONS, OUTCOMES, SECTORS, SIZES, STAGES
from tijdig.stats import notation, verdicts
from tijdig.stats.effects import Interval
from tijdig.stats.reanalysis import Result

HEADS = ("vergelijking", *notation.COLUMNS)
GAP = "  "
LEGEND = (
    "Getallen met een punt, zoals in artikelen. pp = procentpunt. [ ] = 95%-interval: Newcombe voor het verschil,",
    "Katz voor de verhouding. p: tweezijdig, samengevoegd; tussen haakjes de exacte toets van Fisher.",
    "n per groep: is alleen een totaal bekend, dan gelijke groepen. ? = onbekend. ≤ en ≥: hooguit en minstens.",
    "power: de kans dat zo'n proef dit verschil laat zien. n_min: mensen per groep waarbij p onder 0.05 komt.",
    "n80: mensen per groep om het verschil met 80% kans weer te vinden. – = te klein verschil om iets over te zeggen.",
)


def table(results: Sequence[Result]) -> Iterator[str]:
    """The table: a line per comparison under a line per study, and what the signs mean."""
    rows = [(result, (f"  {result.contrast.label}", *notation.cells(result))) for result in results]
    widths = [max(len(cells[i]) for cells in [HEADS, *(cells for _, cells in rows)]) for i in range(len(HEADS))]
    yield _line(HEADS, widths)
    for study, group in groupby(rows, key=lambda row: row[0].study):
        yield ""
        yield f"{study.key} · {study.title} ({by_whom(study)}; zekerheid {study.grade})"
        for _, cells in group:
            yield _line(cells, widths)
    yield ""
    yield from LEGEND


def more(study: Study, grades: str) -> Iterator[str]:
    """All about one study: what it means, how it was done, what else it found, and what to keep in mind."""
    yield f"{study.key} · {study.title}"
    yield f"  {by_whom(study)}. {', '.join(SECTORS[sector] for sector in study.sectors)}; {STAGES[study.stage]}."
    yield f"  {study.says}"
    yield f"  Zekerheid {study.grade}: {grades}"
    yield f"  Gemeten: {OUTCOMES[study.outcome]}. Groepen: {ALLOCATIONS[study.allocation]}."
    if study.arms:
        yield f"  Omvang: {SIZES[study.sizes]}."
    for finding in study.findings:
        yield f"  {finding.row} {finding.says}"
    for note in study.notes:
        yield f"  * {note}"


def by_whom(study: Study) -> str:
    """Who found it, and where it can be read."""
    place = f"regels {study.lines[0]}-{study.lines[1]}" if study.lines else study.ref
    return f"{study.authors} {study.year}".strip() + f"; {place}"


def as_json(results: Sequence[Result]) -> str:
    """Every comparison with all its figures, unrounded; what cannot be known is null."""
    return json.dumps([_figures(result) for result in results], ensure_ascii=False, indent=2)


def _figures(result: Result) -> dict[str, object]:
    return {
        "comparison": result.key,
        "label": result.contrast.label,
        "grade": result.contrast.grade,
        "stage": result.contrast.arms[0].stage,
        "sectors": result.study.sectors,
        "outcome": result.study.outcome,
        "lines": result.study.lines,
        "rows": [arm.row for arm in (*result.contrast.arms, *result.contrast.against) if arm.row],
        "rates": result.rates,
        "sizes": result.sizes,
        "sizes_are": result.study.sizes,
        "difference": result.difference,
        "difference_interval": _ends(result.difference_interval),
        "ratio": result.ratio,
        "ratio_interval": _ends(result.ratio_interval),
        "p": result.p,
        "fisher": result.fisher,
        "power": result.power,
        "smallest_size": result.smallest_size,
        "needed_size": result.needed_size,
        "means": verdicts.words(result),
    }


def _ends(interval: Interval | None) -> tuple[float, float] | None:
    return (interval.low, interval.high) if interval else None


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return GAP.join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()

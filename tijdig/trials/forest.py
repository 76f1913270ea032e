"""Draws the evidence as a forest plot: every comparison with its uncertainty, under a sentence of what it means."""

from collections.abc import Sequence
from itertools import groupby
from math import ceil, floor
from textwrap import wrap
from xml.sax.saxutils import escape

from tijdig.policy.evidence import Study
from tijdig.stats import notation, verdicts
from tijdig.stats.notation import DUTCH
from tijdig.stats.reanalysis import Result
from tijdig.stats.verdicts import Meaning
from tijdig.trials.charts import INK, LEAF, LINE, OCHRE, PAPER, SOFT, Panel, drawing

WIDTH, MARGIN = 800, 28
LEFT, RIGHT = 330, 600
ROW, HEAD, FOOT = 38, 22, 4
STEP = 10  # percentage points between two lines of the grid
TAIL = 16
LETTERS, SPARE, LEADING = 108, 8, 20
COLORS: dict[Meaning, str] = {"more": LEAF, "fewer": OCHRE, "chance": SOFT, "unknown": SOFT}
TITLE = "Wat onderzoek zegt over reageren"
INTRO = (
    "Elke stip is het verschil met de andere groep: hoeveel mensen méér er reageren van elke 100. "
    "De streep laat zien hoe groot of klein het echte verschil kan zijn. Raakt hij de nul, dan kan het toeval zijn.",
    "Gestippeld: we kennen alleen een totaal van alle stappen, dus de echte streep is langer.",
    "Open stip: we weten niet hoeveel mensen meededen. Dan staat erbij vanaf hoeveel mensen per groep het zeker is.",
)


def plot(results: Sequence[Result]) -> str:
    """The whole drawing as one SVG; the comparisons of one study stand together."""
    panels = [_said(TITLE, INTRO, size=22)]
    scale = Scale(results)
    panels += [_group(study, list(rows), scale) for study, rows in groupby(results, key=lambda result: result.study)]
    description = " ".join(f"{result.study.title}, {verdicts.sentence(result)}" for result in results)
    return drawing(TITLE, description, panels, width=WIDTH, margin=MARGIN, name="evidence")


class Scale:
    """Percentage points on the paper: the same for every group, and wide enough for all of them."""

    def __init__(self, results: Sequence[Result]) -> None:
        values = [0.0]
        for result in results:
            ends = result.difference_interval
            values += [result.difference * 100, *((ends.low * 100, ends.high * 100) if ends else ())]
        self.low = floor(min(values) / STEP) * STEP
        self.high = max(ceil(max(values) / STEP) * STEP, self.low + STEP)

    def x(self, share: float) -> float:
        """Where a difference, as a share of 1, stands."""
        return LEFT + (share * 100 - self.low) / (self.high - self.low) * (RIGHT - LEFT)

    def steps(self) -> range:
        """The percentage points that get a line."""
        return range(self.low, self.high + 1, STEP)


def _group(study: Study, results: Sequence[Result], scale: Scale) -> Panel:
    """One study: its name, what it means, its comparisons, and where it can be read."""
    head, body = _said(study.title, [study.says], size=16), _rows(results, scale)
    where = f"regels {study.lines[0]}-{study.lines[1]} van het rapport" if study.lines else study.ref
    source = f"{study.authors} {study.year}".strip() + f"; {where}. Zekerheid {study.grade}."
    foot = _text(0, body.height + 12, source, size=11, color=SOFT)
    svg = f'{head.svg}<g transform="translate(0 {head.height:g})">{body.svg}{foot}</g>'
    return Panel(svg, head.height + body.height + 14)


def _said(heading: str, texts: Sequence[str], *, size: int) -> Panel:
    """A heading with what it means under it, in lines of about the same length: no last line of one word."""
    svg, y = _text(0, size, heading, size=size, weight=700), size + 8.0
    for text in texts:
        lines = ceil(len(text) / LETTERS)
        for line in wrap(text, min(LETTERS, len(text) // lines + SPARE)):
            y += LEADING
            svg += _text(0, y - 4, line, size=13, color=SOFT)
    return Panel(svg, y + 6)


def _rows(results: Sequence[Result], scale: Scale) -> Panel:
    bottom = HEAD + len(results) * ROW
    svg = ""
    for points in scale.steps():
        x = scale.x(points / 100)
        color = SOFT if points == 0 else LINE
        svg += f'<path d="M{x:.1f} {HEAD}V{bottom}" stroke="{color}"/>'
        svg += _text(x, HEAD - 6, f"{points:+d}" if points else "0", size=11, color=SOFT, anchor="middle")
    for number, result in enumerate(results):
        svg += f'<g transform="translate(0 {HEAD + number * ROW})">{_row(result, scale)}</g>'
    return Panel(svg, bottom + FOOT)


def _row(result: Result, scale: Scale) -> str:
    color, middle = COLORS[verdicts.meaning(result)], ROW / 2
    x = scale.x(result.difference)
    rates = notation.rates(result, DUTCH).replace("/", " tegen ")
    svg = _text(0, middle - 2, result.contrast.label, size=13)
    svg += _text(0, middle + 13, f"{rates} van de 100", size=11, color=SOFT)
    svg += _line(result, scale, color)
    fill = PAPER if result.difference_interval is None else color
    svg += f'<circle cx="{x:.1f}" cy="{middle:g}" r="5" fill="{fill}" stroke="{color}" stroke-width="2"/>'
    value = DUTCH.number(result.difference * 100, 1, signed=True)
    ends = result.difference_interval
    around = f" {DUTCH.interval(ends, 1, unit=100)}" if ends else ""
    svg += _text(WIDTH, middle - 2, value + around, size=13, weight=700, anchor="end")
    return svg + _text(WIDTH, middle + 13, verdicts.words(result), size=11, color=color, anchor="end")


def _line(result: Result, scale: Scale, color: str) -> str:
    """How sure: a line where it is known, with dotted tails where it is longer, dots only where nobody knows."""
    ends, y = result.difference_interval, ROW / 2
    if ends is None:
        return _dotted(LEFT, RIGHT, y, color)
    low, high = scale.x(ends.low), scale.x(ends.high)
    svg = f'<path d="M{low:.1f} {y:g}H{high:.1f}" stroke="{color}" stroke-width="3" stroke-linecap="round"/>'
    if result.at_most:
        svg += _dotted(max(low - TAIL, LEFT), low, y, color) + _dotted(high, min(high + TAIL, RIGHT), y, color)
    return svg


def _dotted(start: float, end: float, y: float, color: str) -> str:
    return (
        f'<path d="M{start:.1f} {y:g}H{end:.1f}" stroke="{color}" stroke-width="2" stroke-dasharray="0.1 5"'
        ' stroke-linecap="round"/>'
    )


def _text(
    x: float, y: float, text: str, *, size: int, color: str = INK, weight: int = 400, anchor: str = "start"
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{color}" font-weight="{weight}"'
        f' text-anchor="{anchor}">{escape(text)}</text>'
    )

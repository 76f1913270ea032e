"""Draws two plans beside each other: per kind of step a bar for now and one for then, and the difference."""

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple
from xml.sax.saxutils import escape

from tijdig.rules.dutch import number
from tijdig.trials.charts import INK, LEAF, LINE, SOFT, STONE, Panel, Part, drawing

WIDTH, MARGIN = 760, 28
LABEL, AMOUNT = 200, 150  # room at the left for what it is, at the right for how much
BAR, BETWEEN, ROW = 11, 3, 38
STRIP = 18
TITLE_LETTERS, LETTERS, SMALL_LETTERS = 62, 98, 112
MOSS, MIST = "#67947e", "#a3c2b2"
LEGEND = (("nu", STONE), ("dan", LEAF))


class Pair(NamedTuple):
    """One thing that is counted under both plans."""

    label: str
    before: int
    after: int


class Group(NamedTuple):
    """Pairs under one heading, with one scale."""

    heading: str
    pairs: tuple[Pair, ...]


class Strip(NamedTuple):
    """A whole in stretches, each with its name under it."""

    heading: str
    parts: tuple[tuple[str, Part], ...]


def plot(title: str, says: Sequence[str], foot: Sequence[str], strip: Strip, groups: Sequence[Group]) -> str:
    """The whole drawing as one SVG: what it says above it, what to keep in mind under it.

    Groups in which nothing is counted are left out.
    """
    shown = [group for group in groups if any(pair.before or pair.after for pair in group.pairs)]
    panels = [_heading(title, says), _strip(strip)]
    panels += [_group(group, with_legend=group is shown[0]) for group in shown]
    panels += [_small(foot)] if foot else []
    told = " ".join((*says, *_told(strip, shown), *foot))
    return drawing(title, told, panels, width=WIDTH, margin=MARGIN, name="what-if")


def signed(difference: int) -> str:
    """A difference with its sign; nothing changed is a word."""
    if not difference:
        return "gelijk"
    return f"{'+' if difference > 0 else '−'}{number(abs(difference))}"


def _told(strip: Strip, groups: Sequence[Group]) -> Iterator[str]:
    """Everything that can be seen, for those who listen."""
    yield f"{strip.heading}: {', '.join(f'{name} {number(int(part.value))}' for name, part in strip.parts)}."
    for group in groups:
        told = (f"{pair.label} nu {number(pair.before)}, dan {number(pair.after)}" for pair in group.pairs)
        yield f"{group.heading}: {'; '.join(told)}."


def _heading(title: str, says: Sequence[str]) -> Panel:
    """The question, and the answer in words under it."""
    svg, y = "", 0.0
    for line in wrap(title, TITLE_LETTERS, break_on_hyphens=False):
        y += 26
        svg += _text(0, y - 6, line, size=20, weight=700)
    y += 6
    for place, said in enumerate(says):
        for line in wrap(said, LETTERS):
            y += 21
            svg += _text(0, y - 5, line, size=14, color=SOFT if place else INK)
        y += 3
    return Panel(svg, y)


def _small(foot: Sequence[str]) -> Panel:
    svg, y = f'<path d="M0 0H{WIDTH}" stroke="{LINE}"/>', 8.0
    for text in foot:
        for line in wrap(text, SMALL_LETTERS):
            y += 17
            svg += _text(0, y - 4, line, size=12, color=SOFT)
    return Panel(svg, y)


def _strip(strip: Strip) -> Panel:
    whole = sum(part.value for _, part in strip.parts) or 1
    svg, x, y = _text(0, 16, strip.heading, size=15, weight=700), 0.0, 28.0
    for _, part in strip.parts:
        length = part.value / whole * WIDTH
        svg += _rect(x, y, length, STRIP, part.color)
        x += length
    y += STRIP + 8
    x = 0.0
    for name, part in strip.parts:
        label, amount = name, number(int(part.value))
        room = 40 + 6.9 * (len(label) + len(amount) + 1)
        if x and x + room > WIDTH:
            x, y = 0.0, y + 20
        svg += _rect(x, y + 2, 11, 11, part.color)
        svg += (
            f'<text x="{x + 17:g}" y="{y + 12:g}" font-size="13" fill="{SOFT}">{escape(label)} '
            f'<tspan font-weight="700" fill="{INK}">{escape(amount)}</tspan></text>'
        )
        x += room
    return Panel(svg, y + 18)


def _group(group: Group, *, with_legend: bool) -> Panel:
    svg = _text(0, 16, group.heading, size=15, weight=700)
    svg += _text(WIDTH, 16, "verschil", size=12, color=SOFT, anchor="end")
    x = float(WIDTH - AMOUNT - 60)
    for name, color in LEGEND if with_legend else ():
        svg += _rect(x, 6, 11, 11, color) + _text(x + 16, 16, name, size=12, color=SOFT)
        x += 52
    longest = max(max(pair.before, pair.after) for pair in group.pairs) or 1
    top = 30.0
    for pair in group.pairs:
        svg += f'<g transform="translate(0 {top:g})">{_pair(pair, longest)}</g>'
        top += ROW
    svg += f'<path d="M{LABEL} 26V{top - 6:g}" stroke="{LINE}"/>'
    return Panel(svg, top - 8)


def _pair(pair: Pair, longest: int) -> str:
    room = WIDTH - LABEL - AMOUNT - 8
    svg = _text(0, 17, pair.label, size=13)
    for place, (value, color) in enumerate(((pair.before, STONE), (pair.after, LEAF))):
        y = place * (BAR + BETWEEN)
        length = max(value / longest * room, 1.5 if value else 0)
        if length:
            svg += _rect(LABEL, y, length, BAR, color)
        ink, weight = (INK, 700) if place else (SOFT, 400)
        svg += _text(LABEL + length + 6, y + 10, number(value), size=11, color=ink, weight=weight)
    color = INK if pair.after != pair.before else SOFT
    weight = 700 if pair.after != pair.before else 400
    return svg + _text(WIDTH, 17, signed(pair.after - pair.before), size=13, color=color, weight=weight, anchor="end")


def _rect(x: float, y: float, width: float, height: float, color: str) -> str:
    return f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" rx="1.5" fill="{color}"/>'


def _text(
    x: float, y: float, text: str, *, size: int, color: str = INK, weight: int = 400, anchor: str = "start"
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{color}" font-weight="{weight}"'
        f' text-anchor="{anchor}">{escape(text)}</text>'
    )

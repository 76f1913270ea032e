"""Small charts as SVG: labelled directly, readable in one colour, with title and description for those who listen."""

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

INK, SOFT, PAPER, LINE = "#1d2b33", "#51626c", "#fbfaf7", "#d9d6cd"
LEAF, LEAF_DARK, LEAF_TINT = "#17654b", "#0f4a37", "#e4f0ea"
SKY, SKY_TINT, OCHRE, SUN_TINT, STONE = "#24577a", "#e3eef5", "#6b5200", "#fdf3d6", "#a9a497"
FONT = "'Atkinson Hyperlegible', system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"

# Heights of one line of words and one bar; the room between two bars and between two panels.
TEXT, BAR, GAP, PANEL = 20, 14, 12, 40
NARROWEST = 1.5
LETTER = 0.56  # of its height: how wide a letter is at most, on average


class Part(NamedTuple):
    """One stretch of a bar."""

    value: float
    color: str


class Bar(NamedTuple):
    """One bar with its words above it: what it is, and how much."""

    label: str
    parts: tuple[Part, ...]
    amount: str


class Column(NamedTuple):
    """One step in time: stretches from the bottom up, and the words under it (empty for most)."""

    label: str
    parts: tuple[Part, ...]


class Panel(NamedTuple):
    """A piece of a drawing and how high it is."""

    svg: str
    height: float


def drawing(
    title: str, description: str, panels: Sequence[Panel], *, width: int, margin: int = 0, name: str = "chart"
) -> str:
    """One SVG with its panels under each other; with a margin it lies on paper of its own."""
    pieces, y = [], 0.0
    for panel in panels:
        pieces.append(f'<g transform="translate(0 {y:g})">{panel.svg}</g>')
        y += panel.height + PANEL
    height = max(y - PANEL, 0) + 4
    box = (-margin, -margin, width + 2 * margin, height + 2 * margin)
    if margin:
        pieces.insert(0, _rect(*box, PAPER))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box[0]} {box[1]} {box[2]} {box[3]:g}" role="img"'
        f' aria-labelledby="{name}-title {name}-desc" font-family={quoteattr(FONT)}>'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
        + "".join(pieces)
        + "</svg>"
    )


def words(heading: str, lines: Sequence[str], *, width: int, size: int = 13) -> Panel:
    """A heading and what it means, in lines that fit."""
    svg = _text(0, 20, heading, size=size + 7, weight=700)
    lines = [part for line in lines for part in wrap(line, int(width / (size * LETTER)))]
    for number, line in enumerate(lines, start=1):
        svg += _text(0, 20 + number * (size + 8), line, size=size, color=SOFT)
    return Panel(svg, 20.0 + len(lines) * (size + 8))


def bars(heading: str, items: Sequence[Bar], *, width: int, legend: Sequence[tuple[str, str]] = ()) -> Panel:
    """Bars under each other, longest value across the whole width; the amount stands at the right, above its bar."""
    svg, y = _head(heading, legend, width)
    longest = max((sum(part.value for part in item.parts) for item in items), default=0) or 1
    for item in items:
        svg += _text(0, y + 14, item.label, size=13)
        svg += _text(width, y + 14, item.amount, size=13, weight=700, anchor="end")
        y += TEXT
        svg += _rect(0, y, width, BAR, "#f1efe8")
        x = 0.0
        for part in (part for part in item.parts if part.value):
            length = max(part.value / longest * width, NARROWEST)
            svg += _rect(min(x, width - length), y, length, BAR, part.color)  # a sliver stays in sight
            x += length
        y += BAR + GAP
    return Panel(svg, y - GAP)


def columns(
    heading: str, items: Sequence[Column], *, width: int, height: int, legend: Sequence[tuple[str, str]] = ()
) -> Panel:
    """Columns beside each other over time, with the highest value named at its line."""
    svg, top = _head(heading, legend, width)
    top += 14
    highest = max((sum(part.value for part in item.parts) for item in items), default=0) or 1
    svg += f'<path d="M0 {top:g}H{width}M0 {top + height:g}H{width}" stroke="{LINE}"/>'
    svg += _text(0, top - 4, f"{highest:g}", size=12, color=SOFT)
    step = width / max(len(items), 1)
    for number, item in enumerate(items):
        y = top + height
        for part in (part for part in item.parts if part.value):
            tall = part.value / highest * height
            y -= tall
            svg += _rect(number * step + step * 0.14, y, step * 0.72, tall, part.color)
        if item.label:
            svg += _text(number * step, top + height + 16, item.label, size=12, color=SOFT)
    return Panel(svg, top + height + 20)


def _head(heading: str, legend: Sequence[tuple[str, str]], width: int) -> tuple[str, float]:
    """The heading, and the names of the colours; how far down it came."""
    svg, y = (_text(0, 16, heading, size=15, weight=700), 28.0) if heading else ("", 0.0)
    x = 0.0
    for name, color in legend:
        room = 18 + 7.2 * len(name) + 14
        if x and x + room > width:
            x, y = 0.0, y + TEXT
        svg += _rect(x, y + 2, 11, 11, color) + _text(x + 16, y + 12, name, size=12, color=SOFT)
        x += room
    return svg, y + (TEXT + 6 if legend else 2)


def _rect(x: float, y: float, width: float, height: float, color: str) -> str:
    return f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" rx="1.5" fill="{color}"/>'


def _text(
    x: float, y: float, text: str, *, size: int, color: str = INK, weight: int = 400, anchor: str = "start"
) -> str:
    bold = f' font-weight="{weight}"' if weight != 400 else ""
    side = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{color}"{bold}{side}>{escape(text)}</text>'

"""docs/states/*.svg: how each kind of thing moves, drawn from the tables in tijdig/rules/lifecycle.py."""

import sys
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from tijdig.rules.lifecycle import (
    ARRANGEMENT,
    CALL_BACK,
    CASE,
    CONTACT,
    FORM,
    INTAKE,
    JOINT,
    JOINT_PART,
    NIGHT,
    REQUEST,
)
from tijdig.words import Word

Table = Mapping[Word, frozenset[Word]]

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "states"
TABLES: Mapping[str, tuple[str, Table]] = {
    "joint": ("A joint arrangement", JOINT),
    "joint_part": ("One organisation in a joint arrangement", JOINT_PART),
    "arrangement": ("An arrangement", ARRANGEMENT),
    "contact": ("A message, a call, a visit", CONTACT),
    "case": ("A case", CASE),
    "request": ("What a customer asks", REQUEST),
    "call_back": ("A promised call", CALL_BACK),
    "form": ("An open form", FORM),
    "intake": ("A file that comes in", INTAKE),
    "night": ("A night", NIGHT),
}
BOX, HIGH, ACROSS, DOWN, EDGE, LINE = 190, 46, 84, 46, 28, 15
COLORS = ("#0b5d6b", "#8a3c12", "#4b3d8f", "#2f6b1f", "#8f2d56", "#5a5a00", "#1f4e9c", "#7a4a00", "#00695c", "#6a1b9a")
MANY = 4
"""A last state to which so many lead is written in each of them: lines from everywhere hide the others."""
LETTER = 7.0


def drawing(title: str, table: Table) -> str:
    """One picture: columns by how many moves it takes to come there, a double edge for what is over."""
    common = _common(table)
    columns = _columns(table, common)
    places = _places(columns)
    rows = max(len(column) for column in columns)
    arcs = [_arc(now, then, place, places) for place, (now, then) in enumerate(_moves(table, common))]
    boxes = [_box(state, places[state], table, common) for state in table if state in places]
    width = EDGE * 2 + len(columns) * BOX + (len(columns) - 1) * ACROSS
    height = EDGE * 2 + 3 * LINE + rows * (HIGH + DOWN) + ACROSS
    heads = "".join(
        f'<marker id="a{n}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0 8 4 0 8z" fill="{color}"/></marker>'
        for n, color in enumerate(COLORS)
    )
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-label="{escape(title)}" font-family="system-ui, sans-serif">',
        f"<title>{escape(title)}</title><desc>{escape(words(table))}</desc><defs>{heads}</defs>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="{EDGE}" y="{EDGE}" font-size="17" font-weight="600" fill="#1b1b1b">{escape(title)}</text>',
        *arcs,
        *boxes,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def words(table: Table) -> str:
    """The same in words, for who does not see the picture."""
    return "; ".join(f"{now} to {', '.join(sorted(then)) or 'nothing more'}" for now, then in table.items())


def _common(table: Table) -> frozenset[Word]:
    """The last states that are written in the boxes."""
    over = [state for state in table if not table[state]]
    return frozenset(last for last in over if sum(last in then for then in table.values()) >= MANY)


def _moves(table: Table, common: frozenset[Word]) -> list[tuple[Word, Word]]:
    order = list(table)
    return [(now, then) for now in order for then in sorted(table[now], key=order.index) if then not in common]


def _columns(table: Table, common: frozenset[Word]) -> list[list[Word]]:
    """By the fewest moves from a beginning: the first of the list, and what nothing leads to."""
    order = list(table)
    led = {then for now, states in table.items() for then in states if then != now}
    depth = {state: 0 for state in order if state not in led or state is order[0]}
    waiting = list(depth)
    for now in waiting:
        for then in sorted(table[now] - depth.keys(), key=order.index):
            depth[then] = depth[now] + 1
            waiting.append(then)
    last = max(depth.values())
    depth |= dict.fromkeys(common, last + (last == 0))
    found = [[state for state in order if depth.get(state) == column] for column in range(max(depth.values()) + 1)]
    return [column for column in found if column]


def _places(columns: Sequence[Sequence[Word]]) -> dict[Word, tuple[int, int]]:
    """The upper left corner of each box; a short column stands in the middle of the long ones."""
    rows = max(len(column) for column in columns)
    top = EDGE + 2 * LINE + ACROSS // 2
    return {
        state: (
            EDGE + number * (BOX + ACROSS),
            top + (rows - len(column)) * (HIGH + DOWN) // 2 + place * (HIGH + DOWN),
        )
        for number, column in enumerate(columns)
        for place, state in enumerate(column)
    }


def _box(state: Word, place: tuple[int, int], table: Table, common: frozenset[Word]) -> str:
    (x, y), is_last = place, not table[state]
    fill, middle = ("#eef3f4", x + BOX / 2) if is_last else ("#ffffff", x + BOX / 2)
    also = sorted(table[state] & common)
    size = min(13.0, BOX / max(1, len(state.label)) * 13 / LETTER - 1)
    found = [
        f'<rect x="{x}" y="{y}" width="{BOX}" height="{HIGH}" rx="9" fill="{fill}" stroke="#1b1b1b"'
        f' stroke-width="{2.5 if is_last else 1.2}"/>',
        f'<text x="{middle}" y="{y + 19}" font-size="13" font-weight="600" text-anchor="middle">{escape(state)}</text>',
        f'<text x="{middle}" y="{y + 36}" font-size="{size:.1f}" fill="#444" text-anchor="middle">'
        f"{escape(state.label)}</text>",
    ]
    if also:
        found.append(
            f'<text x="{middle}" y="{y + HIGH + LINE - 1}" font-size="11" fill="#1b1b1b" text-anchor="middle">'
            f"or {escape(', '.join(also))}</text>"
        )
    return "".join(found)


def _arc(now: Word, then: Word, number: int, places: Mapping[Word, tuple[int, int]]) -> str:
    """A line in the colour of where it begins: on to the right, back over the top, aside within a column."""
    order = list(places)
    color = order.index(now) % len(COLORS)
    (x, y), (to_x, to_y) = places[now], places[then]
    shift = (number % 5 - 2) * 6
    start, end = y + HIGH / 2 + shift, to_y + HIGH / 2 + shift
    if to_x > x:
        bend = ACROSS / 2 + (to_x - x - BOX - ACROSS) / 4
        path = f"M{x + BOX} {start} C{x + BOX + bend} {start} {to_x - bend} {end} {to_x} {end}"
    elif to_x == x:
        side = 26 + abs(to_y - y) / 9
        path = f"M{x + BOX} {start} C{x + BOX + side} {start} {to_x + BOX + side} {end} {to_x + BOX} {end}"
    else:
        over = min(y, to_y) - 30 - (x - to_x) / 14 - abs(shift)
        path = f"M{x + BOX / 2 + shift * 4} {y} C{x + BOX / 2} {over} {to_x + BOX / 2} {over} "
        path += f"{to_x + BOX / 2 + shift * 4} {to_y}"
    return f'<path d="{path}" fill="none" stroke="{COLORS[color]}" stroke-width="1.6" marker-end="url(#a{color})"/>'


def files() -> dict[str, str]:
    """Every file, by its name."""
    lines = ["# How things move", ""]
    lines.append("Drawn by `make docs` from the tables in `tijdig/rules/lifecycle.py`: nothing else decides.")
    lines.append("A thick edge is the end; a line has the colour of the state it leaves.")
    for name, (title, table) in TABLES.items():
        lines += ["", f"## {title}", "", f"![{title}: {words(table)}]({name}.svg)"]
    drawn = {f"{name}.svg": drawing(title, table) for name, (title, table) in TABLES.items()}
    return drawn | {"README.md": "\n".join(lines) + "\n"}


def main() -> None:
    """Write them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(files())} files in docs/states\n")


if __name__ == "__main__":
    main()

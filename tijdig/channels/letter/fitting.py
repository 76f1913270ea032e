"""How large the type of a letter may be: its height counted line by line, so that Typst need not try every size.

Measured: trying sizes inside the sheet takes twice as long as the letter itself.
"""

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from tijdig.channels.letter.envelopes import EnvelopeProfile
from tijdig.messages import content as words
from tijdig.messages.content import Block

# Size in points, and the space between lines in em. Smaller is hard to read; then the list of claims turns the page.
# The last is for the notice with most to say: over a part, for water, by a third party.
SIZES: Final = ((10.5, 0.62), (10.0, 0.60), (9.6, 0.56), (9.6, 0.50), (9.6, 0.46))
# Large print: 18 points, and a little less for the letter with most to say.
LARGE_SIZES: Final = ((18.0, 0.55), (16.0, 0.5))
# The post reads 10 to 12 points; smaller only where a long address would not fit otherwise.
_ADDRESS_SIZES: Final = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0)

_MM: Final = 72 / 25.4
_WIDTH: Final = 165 * _MM
# From the top of the body to the bottom margin, less what this way of counting leaves out (see the test).
_ROOM: Final = (297 - 11 - 83.9) * _MM
_CAPITAL: Final = 0.668  # the height of a capital, in em
_SPACE: Final = 0.85  # between two blocks, in em
_SLIP: Final = 21.6 * _MM  # with two lines to tick
_SLIP_LINE: Final = 4.2 * _MM
_SLIP_LONG: Final = 60  # letters: a longer choice takes the whole width
_TWO_CODES: Final = 48 * _MM  # less would do for labels of one line
_TITLE: Final = 13


def sizes(blocks: Sequence[Block]) -> Iterator[tuple[float, float]]:
    """The size that should fit and all smaller ones, largest first."""
    place = next((i for i, (size, gap) in enumerate(SIZES) if height(blocks, size, gap) <= _ROOM), len(SIZES) - 1)
    yield from SIZES[place:]


def height(blocks: Sequence[Block], size: float, gap: float) -> float:
    """How high the first page is, in points."""
    last = max(place for place, block in enumerate(blocks) if block.kind in (words.SIGNATURE, words.SMALL, words.SLIP))
    total = _TITLE * (_CAPITAL + 1)
    for block in blocks[: last + 1]:
        total += _block(block, size, gap) + _SPACE * size
    return total


def address_size(lines: Sequence[str], window: EnvelopeProfile, *, large: bool = False) -> float:
    """The largest size at which an address stands inside its window, with room for what hangs below its last line."""
    _, _, width, height = window.room
    edge, room = width * _MM * 0.99, (height - 2) * _MM
    for size in (12.0, *_ADDRESS_SIZES) if large else _ADDRESS_SIZES:
        rows = sum([count_lines(line, edge / size, "regular") for line in lines])
        if size * (rows * (_CAPITAL + 0.5) - 0.5) <= room:
            return size
    return _ADDRESS_SIZES[-1]


def _block(block: Block, size: float, gap: float) -> float:
    kind = block.kind
    if kind == words.LEAD:
        return _paragraph(block.text, size * 1.08, gap, face="bold")
    if kind == words.HEADING:
        # More space above, less below than between other blocks.
        return size * (0.95 * _CAPITAL + 1.15 + 0.6 - 2 * _SPACE)
    if kind == words.AMOUNT:
        return size * (1.5 * _CAPITAL + (len(block.rows) - 1) * (_CAPITAL + 0.5))
    if kind == words.WAYS:
        return _ways(block, size)
    if kind == words.CLAIMS:
        return _claims(block, size * 0.92)
    if kind == words.STEPS:
        return _steps(block, size, gap)
    if kind == words.SIGNATURE:
        return size * ((len(block.rows) + 1) * (_CAPITAL + gap) - gap + 0.35)
    if kind == words.SMALL:
        return _paragraph(block.text, size * 0.86, gap)
    if kind == words.SAID:
        rows = [_paragraph(row[0], size, gap, _WIDTH - 4 * _MM) for row in block.rows]
        return sum(rows) + (len(rows) - 1) * _SPACE * size + 0.4 * size
    if kind == words.PARTS:
        return len(block.rows) * (size * 0.96 * _CAPITAL + 2 * _MM)
    if kind == words.TONGUE:
        return _paragraph(f"{block.text} {block.rows[0][2]}", size * 0.94, gap, _WIDTH - 4 * _MM) + 0.4 * size
    if kind == words.SLIP:
        return _SLIP + sum(len(row[0]) > _SLIP_LONG for row in block.rows) * _SLIP_LINE
    return _paragraph(block.text, size, gap)


def _paragraph(text: str, size: float, gap: float, width: float = _WIDTH, face: str = "regular") -> float:
    lines = count_lines(text, width / size, face)
    return size * (lines * (_CAPITAL + gap) - gap)


def _ways(block: Block, size: float) -> float:
    """Two columns beside the code; a row is as high as its longer half. The box has its own space around it."""
    small = size * 0.94
    width = (_WIDTH - (8 + 24 + 4 + 4) * _MM) / 2 - 7.5 * _MM
    each = [_paragraph(row[2], small, 0.5, width) + small * (_CAPITAL + 0.5) for row in block.rows]
    pairs = [max(each[i : i + 2]) for i in range(0, len(each), 2)]
    ways = sum(pairs) + (len(pairs) - 1) * 2.6 * _MM + size * 1.1
    codes = _TWO_CODES if any(row[0] == "listen" and row[3] for row in block.rows) else 0
    return max(ways, codes) + 7.2 * _MM


def _claims(block: Block, size: float) -> float:
    width = (_WIDTH - 90 * _MM) / size
    lines = [count_lines(row[0], width, "regular") for row in block.rows[1:-1]]
    return (sum(lines) + 2) * size * _CAPITAL + len(block.rows) * 2 * _MM - size * 0.25


def _steps(block: Block, size: float, gap: float) -> float:
    first = max(_length(row[0], "bold") for row in block.rows) * size + 4 * _MM
    rows = [_paragraph(row[1], size, gap, _WIDTH - first) for row in block.rows]
    return sum(rows) + (len(rows) - 1) * 0.65 * size


def claim_widths(block: Block) -> list[float]:
    """How wide the columns of the reference, the day and the amount have to be, in em of the table."""
    head, *rows, total = block.rows
    amounts = [width([row[3] for row in rows], "regular"), width([total[3]], "bold"), width([head[3]], "regular")]
    columns = [width([row[place] for row in (head, *rows)], "regular") for place in (1, 2)]
    return [column + 0.1 for column in (*columns, max(amounts))]


def width(texts: Iterable[str], face: str) -> float:
    """How wide the longest of these is on one line, in em, and a little more."""
    return max([_length(text, face) for text in texts], default=0.0) * 1.01


def count_lines(text: str, width: float, face: str) -> int:
    """How many lines a text takes when each takes as many words as fit; `width` in em."""
    lines, used, space = 1, 0.0, _widths()[face][" "]
    for word in text.split(" "):
        length = _length(word, face)
        if used and used + space + length > width:
            lines, used = lines + 1, length
        else:
            used += space + length if used else length
    return lines


@lru_cache(maxsize=1 << 14)  # words come back, in one letter and in the next
def _length(word: str, face: str) -> float:
    widths = _widths()[face]
    known = word if word.isascii() else unicodedata.normalize("NFKD", word)
    return sum([widths.get(letter, 0.0 if unicodedata.combining(letter) else 0.6) for letter in known])


@cache
def _widths() -> Mapping[str, Mapping[str, float]]:
    data = tomllib.loads(Path(__file__).with_name("widths.toml").read_text())
    return {
        face: {chr(code): width / 1000 for code, width in enumerate(widths, start=32)} for face, widths in data.items()
    }

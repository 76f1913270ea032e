"""How large the type of a letter may be: a guess of its height, so that Typst need not try every size.

Measured: trying sizes inside the sheet takes as long as the letter itself, twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import Final

from tijdig.messages import content as words
from tijdig.messages.content import Block

# Size in points, and the space between lines in em.
SIZES: Final = ((10.5, 0.62), (10.0, 0.60), (9.6, 0.56), (9.2, 0.54), (8.8, 0.50), (8.4, 0.48))

_MM: Final = 72 / 25.4
_WIDTH: Final = 165 * _MM
# What fits according to this way of counting; set so that the guess is right for letters of every kind (see the test).
_ROOM: Final = 625
# Of the typeface, in em: the height of a capital, and the width of a letter on average.
_CAPITAL: Final = 0.668
_LETTER: Final = 0.515
_BOLD_LETTER: Final = 0.54
_SLIP: Final = 22 * _MM
_TITLE: Final = 13 * 1.9


def sizes(blocks: Sequence[Block]) -> Iterator[tuple[float, float]]:
    """The size that should fit and all smaller ones, largest first."""
    place = next((i for i, (size, gap) in enumerate(SIZES) if height(blocks, size, gap) <= _ROOM), len(SIZES) - 1)
    yield from SIZES[place:]


def height(blocks: Sequence[Block], size: float, gap: float) -> float:
    """About how high the first page is, in points."""
    total = _TITLE
    for block in _first_page(blocks):
        total += _block(block, size, gap) + 0.85 * size
    return total


def _first_page(blocks: Sequence[Block]) -> Iterable[Block]:
    last = max(place for place, block in enumerate(blocks) if block.kind in (words.SIGNATURE, words.SMALL, words.SLIP))
    return blocks[: last + 1]


def _block(block: Block, size: float, gap: float) -> float:
    kind = block.kind
    if kind == words.LEAD:
        return _paragraph(block.text, size * 1.08, gap, _BOLD_LETTER)
    if kind == words.HEADING:
        return size * (_CAPITAL + 1.15 + 0.55 - 0.85 * 2)
    if kind == words.AMOUNT:
        return size * 1.5 * _CAPITAL + 7.2 * _MM + size * 2.5
    if kind == words.WAYS:
        return _ways(block, size * 0.94)
    if kind == words.CLAIMS:
        lines = [ceil(len(row[0]) * size * 0.92 * _LETTER / (_WIDTH * 0.5)) for row in block.rows[1:-1]]
        return (sum(lines) + 2) * size * 0.92 * _CAPITAL + len(block.rows) * 2 * _MM
    if kind == words.STEPS:
        return sum(_paragraph(row[1], size, gap, _LETTER, _WIDTH * 0.75) + 0.65 * size for row in block.rows)
    if kind == words.SIGNATURE:
        return (len(block.rows) + 1) * size * (_CAPITAL + gap) + 0.35 * size
    if kind == words.SMALL:
        return _paragraph(block.text, size * 0.86, gap, _LETTER)
    if kind == words.SLIP:
        return _SLIP
    return _paragraph(block.text, size, gap, _LETTER)


def _paragraph(text: str, size: float, gap: float, letter: float, width: float = _WIDTH) -> float:
    lines = ceil(len(text) * size * letter / width)
    return size * (lines * (_CAPITAL + gap) - gap)


def _ways(block: Block, size: float) -> float:
    """Two columns beside the code; a row is as high as its longer half."""
    width = (_WIDTH - (8 + 24 + 4 + 4) * _MM) / 2 - 7.5 * _MM
    each = [_paragraph(row[2], size, 0.5, _LETTER, width) + size * (_CAPITAL + 0.5) for row in block.rows]
    pairs = [max(each[i : i + 2]) for i in range(0, len(each), 2)]
    return sum(pairs) + (len(pairs) - 1) * 2.6 * _MM

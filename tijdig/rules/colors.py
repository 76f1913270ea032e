"""Colours that can be read: the contrast of two of them, as WCAG 2.2 counts it, and the pairs of a theme."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_HEX: Final = re.compile(r"#[0-9a-fA-F]{6}")
READABLE: Final = 4.5
WHITE, PAPER, BLACK = "#ffffff", "#fbfaf7", "#000000"
DARK, TINT = 0.80, 0.11
"""How much of the main colour is left in its dark shade (with black) and its light one (with white)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Words in one colour on another, somewhere on our pages."""

    token: str  # what a creditor chose: main or link
    over: str
    under: str
    place: str

    @property
    def ratio(self) -> float:
        """The contrast of the two."""
        return contrast(self.over, self.under)


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white); ValueError for what is not `#rrggbb`."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(color: str, on: str, otherwise: str) -> str:
    """The colour when it is one and can be read on the other, else the one we know can."""
    return color if _HEX.fullmatch(color) and contrast(color, on) >= READABLE else otherwise


def mixed(color: str, other: str, share: float) -> str:
    """`share` of the one with the rest of the other, in sRGB; old telephones cannot mix by themselves."""
    parts = zip(_parts(color), _parts(other), strict=True)
    return "#" + "".join(f"{round(one * share + two * (1 - share)):02x}" for one, two in parts)


def dark(main: str) -> str:
    """The shade of a main colour for words on a light surface, and under a finger."""
    return mixed(main, BLACK, DARK)


def tint(main: str) -> str:
    """The light surface that belongs to a main colour."""
    return mixed(main, WHITE, TINT)


def pairs(main: str, link: str) -> Iterator[Pair]:
    """Every pair that the two colours of a creditor make on our pages."""
    yield Pair("main", WHITE, main, "op een knop")
    yield Pair("main", dark(main), tint(main), "op een gekleurd vlak")
    yield Pair("link", link, PAPER, "op de pagina")
    yield Pair("link", link, tint(main), "op een gekleurd vlak")


def unreadable(main: str, link: str) -> tuple[Pair, ...]:
    """The pairs that do not reach the contrast of WCAG AA."""
    return tuple(pair for pair in pairs(main, link) if pair.ratio < READABLE)


def _parts(color: str) -> tuple[int, int, int]:
    if not _HEX.fullmatch(color):
        raise ValueError("a colour is written as #rrggbb")
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    scaled = [part / 255 for part in _parts(color)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in scaled]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

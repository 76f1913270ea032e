"""Colours that can be read: the contrast of two of them, as WCAG 2.2 counts it."""

import re
from typing import Final

_HEX: Final = re.compile(r"#[0-9a-fA-F]{6}")
READABLE: Final = 4.5


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white); ValueError for what is not `#rrggbb`."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(color: str, on: str, otherwise: str) -> str:
    """The colour when it is one and can be read on the other, else the one we know can."""
    return color if _HEX.fullmatch(color) and contrast(color, on) >= READABLE else otherwise


def _luminance(color: str) -> float:
    if not _HEX.fullmatch(color):
        raise ValueError("a colour is written as #rrggbb")
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

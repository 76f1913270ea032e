"""A language that nobody speaks: Dutch in Arabic letters. What can still be read on a page, no translator ever sees."""

import re
from typing import Final

_LATIN: Final = "abcdefghijklmnopqrstuvwxyzéëïöüè"
_ARABIC: Final = "ابجدهفغحيظكلمنوپقرستعڤخژزضثصشطذة"
_LETTERS: Final = str.maketrans(_LATIN + _LATIN.upper(), _ARABIC * 2)
_KEPT: Final = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{[^{}]*\}|<[^>]*>|&[a-z#0-9]+;", re.DOTALL)


def mirrored(text: str) -> str:
    """The same text in Arabic letters; tags, values and figures as they are."""
    found, at = [], 0
    for kept in _KEPT.finditer(text):
        found += [text[at : kept.start()].translate(_LETTERS), kept[0]]
        at = kept.end()
    return "".join([*found, text[at:].translate(_LETTERS)])

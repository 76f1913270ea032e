"""Names as people type them: `ozturk` is Öztürk, `szymanska` is Szymańska, and `strasse` is Straße.

And what everybody can see of them: a name of signs that show nothing is no name.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_OWN: Final = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ĳ": "ij", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i",
}  # fmt: skip
_LETTERS: Final = [chr(code) for first, last in ((0xC0, 0x24F), (0x1EA0, 0x1EF9)) for code in range(first, last + 1)]


_JOINS: Final = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
"""Without these some names are spelled wrong: they stay between two letters, and nowhere else."""
_EMPTY: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters, marks and signs that are drawn as nothing."""
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


def shown(typed: str) -> str:
    """What somebody sees of it: on one line, without signs that show nothing or turn the line around."""
    kept = "".join(sign if _is_seen(typed, place) else " " for place, sign in enumerate(typed))
    return " ".join(kept.split())


def is_readable(typed: str) -> bool:
    """Whether there is a letter or a digit in it that can be seen."""
    return any(sign.isalnum() for sign in shown(typed))


def _is_seen(typed: str, place: int) -> bool:
    sign = typed[place]
    if sign in _JOINS:
        return typed[place - 1 : place].isalpha() and typed[place + 1 : place + 2].isalpha()
    return sign not in _EMPTY and unicodedata.category(sign) not in _UNSEEN


def folded(words: str) -> str:
    """Small letters without anything on or under them."""
    bare = "".join(_OWN.get(sign, sign) for sign in words.lower())
    return "".join(sign for sign in unicodedata.normalize("NFD", bare) if not unicodedata.combining(sign))


def pattern(word: str) -> str:
    """A regular expression for this word in whatever way it was written down; the same for every engine.

    Each letter is spelled out with its capital and its accents: how an engine folds letters hangs on its locale.
    """
    return "".join(_pieces(folded(word)))


def _spelled() -> dict[str, str]:
    """For each letter, or two together, all the signs that stand for it."""
    found: dict[str, set[str]] = {}
    for sign in _LETTERS:
        found.setdefault(folded(sign), set()).add(sign)
    return {plain: "".join(sorted(signs)) for plain, signs in found.items() if plain.isascii() and plain.isalpha()}


_SPELLED: Final = _spelled()


def _pieces(word: str) -> Iterator[str]:
    place = 0
    while place < len(word):
        pair, sign = word[place : place + 2], word[place]
        if len(pair) > 1 and pair in _SPELLED:
            yield f"(?:{_class(pair[0])}{_class(pair[1])}|[{_SPELLED[pair]}])"
            place += 2
            continue
        yield _class(sign)
        place += 1


def _class(sign: str) -> str:
    if not (sign.isascii() and sign.isalpha()):
        return re.escape(sign)
    return f"[{sign}{sign.upper()}{_SPELLED.get(sign, '')}]"

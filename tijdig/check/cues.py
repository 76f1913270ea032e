"""Which pieces of text a pattern cannot do without: most texts hold none of them, and then need no search."""

import re
from collections.abc import Collection
from typing import Final

Cues = frozenset[str]
SHORTEST, LONG_ENOUGH = 3, 8
DIGIT: Final = "0-9"  # stands for any digit
_DIGIT: Final = re.compile(r"\d")
_OPTIONAL: Final = "?*"


def cues(pattern: str) -> Cues:
    """One of these stands in every text in which the pattern is found; empty when that cannot be said."""
    found = _Reader(pattern).choice() or frozenset()
    return frozenset(each for each in found if not any(other in each for other in found if other != each))


def hold_any(pieces: Collection[str], said: str) -> bool:
    """Whether one of these stands in a text."""
    return any(map(said.__contains__, pieces)) or (DIGIT in pieces and _DIGIT.search(said) is not None)


class _Reader:
    """Reads as much of regular expressions as our lists use."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def choice(self) -> Cues | None:
        """Alternatives: one of each."""
        found = [self._sequence()]
        while self._take("|"):
            found.append(self._sequence())
        self._take(")")
        return None if None in found else frozenset().union(*(each for each in found if each))

    def _sequence(self) -> Cues | None:
        """One after the other: the most telling part."""
        parts, run = [], ""
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            sign = self._pattern[self._at]
            if sign == "(":
                parts += [frozenset({run}), self._group()]
                run = ""
            elif (sign.isalnum() or sign in "-/") and not self._is_optional(self._at + 1):
                run += sign
                self._at += 1
            else:
                parts += [frozenset({run}), self._digit()]
                run = ""
                self._skip()
        parts.append(frozenset({run}))
        good = [part for part in parts if part and all(len(cue) >= SHORTEST or cue == DIGIT for cue in part)]
        return max(good, key=_weight, default=None)

    def _group(self) -> Cues | None:
        self._at += 1
        looks = self._take("?=") or self._take("?!") or self._take("?<!") or self._take("?<=")
        _ = self._take("?:")
        inside = self.choice()
        is_optional = self._is_optional(self._at)
        self._quantity()
        return None if looks or is_optional else inside

    def _is_optional(self, at: int) -> bool:
        return self._pattern[at : at + 1] in set(_OPTIONAL) or self._pattern.startswith("{0", at)

    def _digit(self) -> Cues | None:
        is_needed = self._pattern.startswith("\\d", self._at) and not self._is_optional(self._at + 2)
        return frozenset({DIGIT}) if is_needed else None

    def _skip(self) -> None:
        """A sign that is no letter, with how often it stands there."""
        sign = self._pattern[self._at]
        if sign == "[":
            self._at = self._pattern.index("]", self._at + 1) + 1
        else:
            self._at += 2 if sign == "\\" else 1
        self._quantity()

    def _quantity(self) -> None:
        while self._at < len(self._pattern) and self._pattern[self._at] in "?*+{":
            if self._pattern[self._at] == "{":
                self._at = self._pattern.index("}", self._at)
            self._at += 1

    def _take(self, words: str) -> bool:
        if not self._pattern.startswith(words, self._at):
            return False
        self._at += len(words)
        return True


def _weight(part: Cues) -> tuple[int, int]:
    return min(LONG_ENOUGH, *(0 if cue == DIGIT else len(cue) for cue in part)), -len(part)

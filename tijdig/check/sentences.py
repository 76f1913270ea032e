"""Where Dutch sentences end: not after t.a.v., nr. 4, 1.480 or A. de Vries; syllables; and how easy a text reads."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from tijdig.check.lists import words

_END: Final = re.compile(r"[.?!…]+[\"'”’)\]]*(?=\s|$)")
_DOTTED: Final = re.compile(r"(?:^|[\s(])((?:[^\W\d_]{1,4}\.)*[^\W\d_]{1,6})\.$")
_LONGEST_DOTTED: Final = 6
_SYLLABLE: Final = re.compile(r"[äëïöü]?(?:ij|[aeiouyáàâéèêíìîóòôúùû])+|[äëïöü]")


def boundaries(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one paragraph: where each begins and ends."""
    at = start
    for found in _END.finditer(text, start, end):
        if found.end() <= at or not _is_end(text, found, end):
            continue
        yield _trim(text, at, found.end())
        at = found.end()
    if text[at:end].strip():
        yield _trim(text, at, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))


def _is_end(text: str, found: re.Match[str], end: int) -> bool:
    rest = text[found.end() : min(found.end() + 40, end)].lstrip()
    if not rest:
        return True
    follows = re.match(r"[\w'’]+", rest)
    opener = rest.lstrip("\"'“‘(")[:1]
    if opener.islower() and not rest.startswith(("'s ", "’s ")):
        return False
    dotted = _dotted(text, found.start()) if found[0][0] == "." else None
    if dotted is None:
        return True
    word = dotted[1]
    is_initial = len(word.rsplit(".", 1)[-1]) == 1 and word[-1].isupper()
    if not is_initial and "." not in word and word.lower() not in words("grammar", "no_end"):
        return True
    return (
        not is_initial
        and follows is not None
        and follows[0][0].isupper()
        and follows[0].lower() in words("grammar", "openers")
    )


def _dotted(text: str, place: int) -> re.Match[str] | None:
    """What before a dot can be an abbreviation."""
    last = text[max(0, place - _LONGEST_DOTTED - 1) : place]
    if len(last) > _LONGEST_DOTTED and last.isalpha():
        return None
    return _DOTTED.search(text[max(0, place - 24) : place + 1])


@lru_cache(100_000)
def syllables(word: str) -> int:
    """Syllables by groups of vowels; at least one."""
    return max(len(_SYLLABLE.findall(word)), 1)


class Measured(NamedTuple):
    """What is counted to say how hard a text is."""

    sentences: int
    words: int
    sizes: Mapping[int, int]  # how many words have so many syllables

    @property
    def measured(self) -> int:
        """How many words count."""
        return sum(self.sizes.values())

    @property
    def ease(self) -> float:
        """Flesch-Douma: from 0 (very hard) to 100 (very easy)."""
        return douma(self.sentences, self.measured, sum(size * count for size, count in self.sizes.items()))


def douma(sentence_count: int, word_count: int, syllable_count: int) -> float:
    """Flesch-Douma: from 0 (very hard) to 100 (very easy)."""
    return 206.835 - 0.93 * word_count / sentence_count - 77 * syllable_count / word_count

"""How hard a Dutch text is: its sentences, its words, its syllables, and Flesch-Douma as an alarm (not as proof)."""

import re
from collections.abc import Iterable
from typing import Final

from tijdig.messages import content as words
from tijdig.messages.content import Content

# What the typeface of our letters holds: Latin with all its accents, and the signs of a Dutch sentence.
_LATIN_END: Final = 0x250
_SIGNS: Final = frozenset("€–—‘’“”„…•†")
_END: Final = re.compile(r"(?<=[.?!])\s+")
_GREETED: Final = re.compile(r"^Dag[^,]*, ")
_DATE: Final = re.compile(r"(?:[a-z]+dag )?\d{1,2} [a-z]+ \d{4}")
_WORD: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿĀ-ž]+(?:['’-][A-Za-zÀ-ÖØ-öø-ÿ]+)*")
# A vowel with a diaeresis begins a syllable of its own: be-ë-in-di-gen is be-ein-di-gen.
_SYLLABLE: Final = re.compile(r"[äëïöü]?[aeiouyáàâéèêíìîóòôúùû]+|[äëïöü]")
# Not prose: numbers and names that nobody reads as a sentence; and a line in another language.
_NO_PROSE: Final = frozenset((words.CLAIMS, words.SIGNATURE, words.AMOUNT, words.SLIP, words.PARTS, words.TONGUE))


def sentences(content: Content) -> list[str]:
    """All sentences of the running text; a heading or a cell is one by itself."""
    return [part for piece in _prose(content) for part in _END.split(piece) if part]


def unprintable(text: str) -> str:
    """The signs in a text that our letters cannot show, each once: pictures, and scripts of which we have no type."""
    strange = [sign for sign in text if not sign.isspace() and ord(sign) >= _LATIN_END and sign not in _SIGNS]
    return "".join(dict.fromkeys(strange))


def split(text: str) -> list[str]:
    """The sentences of a plain text."""
    return [part for line in text.splitlines() for part in _END.split(line.strip()) if part]


def count_words(sentence: str) -> int:
    """Words as a reader meets them: what stands between spaces, a sign of its own not counted."""
    return sum(any(letter.isalnum() for letter in word) for word in sentence.split())


def easy_words(sentence: str, names: Iterable[str] = ()) -> int:
    """Words as somebody meets them who reads slowly: a date, a name or a number is looked at as one thing."""
    line = _DATE.sub("datum", _GREETED.sub("", sentence))
    for name in filter(None, names):
        line = line.replace(name, "naam")
    return count_words(line)


def syllables(word: str) -> int:
    """Syllables by groups of vowels; at least one."""
    return max(len(_SYLLABLE.findall(word.lower())), 1)


def douma(sentence_count: int, word_count: int, syllable_count: int) -> float:
    """Flesch-Douma: from 0 (very hard) to 100 (very easy)."""
    return 206.835 - 0.93 * word_count / sentence_count - 77 * syllable_count / word_count


def reading_ease(content: Content) -> float:
    """Flesch-Douma of the running text."""
    lines = [line for line in sentences(content) if _WORD.search(line)]
    found = [word for line in lines for word in _WORD.findall(line)]
    return douma(len(lines), len(found), sum(map(syllables, found)))


def _prose(content: Content) -> Iterable[str]:
    for block in content.blocks:
        if block.kind in _NO_PROSE:
            continue
        if block.text:
            yield block.text
        if block.kind == words.STEPS:
            yield from (cell for row in block.rows for cell in row)
        if block.kind == words.WAYS:
            yield from (row[1] for row in block.rows)

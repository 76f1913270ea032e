"""Words: officialese, rare words, abbreviations, and capitals that shout."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from tijdig.check import lists
from tijdig.check.findings import Hit
from tijdig.check.rules.reading import level
from tijdig.check.text import SHORT, WORD, Role, Sentence, Text, Token

_EXPLAINED: Final = re.compile(r"\s*(?:\(|: |, dat is|, oftewel|, ofwel|: dat|\. dat (?:is|betekent|wil zeggen|heet))")
_NAMED: Final = re.compile(r"(?:heet|heten|noemen \w+|noemt \w+ dat|het woord|de term|betekent)\s+(?:\w+ ){0,2}$")
_SHOUT: Final = re.compile(r"(?<![\w.-])[A-ZÀ-Þ][A-ZÀ-Þ'’]*(?:[\s]+[A-ZÀ-Þ][A-ZÀ-Þ'’]*)*(?![\w-]|\.[A-Za-z])")
_VOWELS: Final = "AEIOUYÉËÏÁÈ"
_LOUD: Final = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'’]")
SHOUT_LETTERS: Final = 4


def jargon(text: Text) -> Iterator[Hit]:
    rare = {start for start, _, _ in _places(text, "rare")}
    left = lists.words("mild", "fine") | (lists.words("mild", "mild") if any(level(text)) else frozenset())
    for start, end, phrase in _places(text, "pairs"):
        if phrase.hard not in left and start not in rare and not _is_explained(text, start, end):
            yield Hit(start, end, "Dit is ambtelijke taal.", lists.instead(phrase))


def rare_words(text: Text) -> Iterator[Hit]:
    for start, end, phrase in _places(text, "rare"):
        if not _is_explained(text, start, end):
            yield Hit(start, end, "Dit woord kent niet iedereen.", lists.instead(phrase))


def _places(text: Text, of: str) -> Iterator[tuple[int, int, lists.Phrase]]:
    for sentence, found in text.phrases:
        if found.of == of and not _is_name(sentence, found.first, text):
            yield sentence.tokens[found.first].start, sentence.tokens[found.last].end, found.phrase


def _is_name(sentence: Sentence, index: int, text: Text) -> bool:
    """A capital inside a sentence: a name."""
    token = sentence.tokens[index]
    said = text.plain[token.start : token.end]
    return index > 0 and said[:1].isupper() and not said.isupper() and text.plain[token.start - 2 : token.start] != ": "


def _is_explained(text: Text, start: int, end: int) -> bool:
    return bool(
        _EXPLAINED.match(text.low[end : end + 30]) or _NAMED.search(text.low[max(0, start - 40) : start])
    ) and not text.low[end : end + 2].startswith(", d")


def abbreviations(text: Text) -> Iterator[Hit]:
    shorts = _bare_shorts()
    for sentence in text.read:
        for token in sentence.tokens:
            if token.kind == WORD and token.low not in shorts:
                continue
            start, end = token.start, token.end + _has_dot(text, token)
            said = text.low[start:end]
            full = _shorts().get(said) or _shorts().get(token.low)
            is_strange = token.kind == SHORT and not _is_fine(token.low) and not _is_initials(text, token)
            if (full is not None or is_strange) and not _has_words_beside(text, start, end):
                yield Hit(
                    start,
                    end,
                    "Deze afkorting kent niet iedereen.",
                    f"schrijf '{full}'" if full else "schrijf het woord voluit",
                )


def _has_words_beside(text: Text, start: int, end: int) -> bool:
    """Between brackets after the words, or with the words between brackets after it."""
    return text.low[end : end + 3].lstrip().startswith("(") or (
        text.low[start - 1 : start],
        text.low[end : end + 1],
    ) == ("(", ")")


def _has_dot(text: Text, token: Token) -> bool:
    """A dot right after it that belongs to it."""
    return text.plain[token.end : token.end + 1] == "." and f"{token.low}." in _shorts()


@cache
def _bare_shorts() -> frozenset[str]:
    return frozenset(form.removesuffix(".") for form in _shorts())


@cache
def _shorts() -> Mapping[str, str]:
    """Every way to write an abbreviation of the list, with the words."""
    return {form: row["full"] for row in lists.data("abbreviations").get("abbreviation", ()) for form in row["forms"]}


def _is_fine(low: str) -> bool:
    fine = lists.words("abbreviations", "fine")
    return low in fine or f"{low}." in fine or low.removesuffix(".") in fine


def _is_initials(text: Text, token: Token) -> bool:
    said = text.plain[token.start : token.end]
    return said.replace(".", "").isupper() and not said.islower()


def capitals(text: Text) -> Iterator[Hit]:
    for line in text.lines:
        if line.role in (Role.HEAD, Role.SIGNATURE, Role.CLOSING, Role.META, Role.BLANK):
            continue
        if _LOUD.search(text.plain, line.start, line.end) is None:
            continue
        for found in _SHOUT.finditer(text.plain, line.start, line.end):
            words = [word for word in re.findall(r"[^\s]+", found[0]) if len(word) > 1]
            if any(_shouts(word) for word in words) and not _after_code(text, found.start()):
                yield Hit(found.start(), found.end(), "Hoofdletters klinken als schreeuwen.", "gebruik gewone letters")


def _shouts(word: str) -> bool:
    """A word and no abbreviation: listed as a small word, or long and to be spoken."""
    low = word.lower().strip("'’")
    if low in lists.words("capitals", "small_words"):
        return True
    if word in lists.words("capitals", "names") or low in lists.words("abbreviations", "fine"):
        return False
    vowels = sum(letter in _VOWELS for letter in word)
    return len(word) >= SHOUT_LETTERS and 0.25 <= vowels / len(word) <= 0.7


def _after_code(text: Text, start: int) -> bool:
    """A town after its postcode, or part of an account number."""
    return bool(re.search(r"(?:\d{4} ?[A-Z]{2} +|[A-Z]{2}\d\d ?|\d[ -]?)$", text.plain[max(0, start - 12) : start]))

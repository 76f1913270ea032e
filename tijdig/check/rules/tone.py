"""Tone: what hurts, threatens, shames or hurries, and a guess at somebody's sex."""

import re
from collections.abc import Iterator
from typing import Final

from tijdig.check import lists
from tijdig.check.findings import INFO, Hit
from tijdig.check.hints import found
from tijdig.check.text import Line, Role, Text

_MONTH: Final = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_SOURCE: Final = re.compile(
    r"onderzoek\w*|enquête|meting\w*|gemeten|cijfers|bron\b|telling|jaarverslag|cbs\b|nibud\b|rapport\w*|steekproef"
)
_YEAR: Final = re.compile(rf"\b(?:19|20)\d\d\b|\b(?:{_MONTH})\b")
_TO: Final = re.compile(
    r"(?:^|\n)[ \t]*(?:aan\s+)?(?:de\s+)?(?:heer|mevrouw|dhr\.|mevr\.|mw\.|mej\.)(?:\s*/\s*(?:mevrouw|heer))?[ \t]+\w"
)
_SEX: Final = re.compile(r"\b(?:heer|heren|mevrouw|meneer|mijnheer|dames?|dhr|mevr|mw)\b")
_SURNAME: Final = re.compile(r"\.?\s+(?:[a-z'’-]+\s+){0,3}(?:'t\s+)?[A-ZÀ-Þ]")
_CALLED: Final = ("meneer", "mevrouw", "mijnheer")
_VOCATIVE: Final = re.compile(rf"(?:^|[.?!\n]\s*)(?:{'|'.join(_CALLED)})(?:\s+[a-z'-]+){{0,3}},")


def say(table: str, message: str, text: Text) -> Iterator[Hit]:
    ends: list[tuple[int, int]] = []
    for match, pattern in found(table, text):
        if any(start < match.end() and match.start() < end for start, end in ends):
            continue
        ends.append(match.span())
        yield Hit(*_trimmed(text, match), message, pattern.say)


def _trimmed(text: Text, match: re.Match[str]) -> tuple[int, int]:
    said = text.plain[match.start() : match.end()]
    return match.start(), match.end() - (len(said) - len(said.rstrip(" ,\n")))


def emotions(text: Text) -> Iterator[Hit]:
    yield from say("emotion", "Dit legt gevoel op de lezer.", text)


def blame(text: Text) -> Iterator[Hit]:
    yield from say("blame", "Dit geeft de lezer de schuld.", text)


def threats(text: Text) -> Iterator[Hit]:
    yield from say("threat", "Dit dreigt, zonder dag en zonder uitweg.", text)


def far_consequences(text: Text) -> Iterator[Hit]:
    yield from say("far_consequence", "Dit gevolg is nu niet waar, ver weg of vaag.", text)


def comparisons(text: Text) -> Iterator[Hit]:
    yield from say("shaming_comparison", "Dit vergelijkt de lezer met anderen.", text)


def urgency(text: Text) -> Iterator[Hit]:
    yield from say("false_urgency", "Deze haast is niet echt.", text)


def percentages(text: Text) -> Iterator[Hit]:
    for hit in say("unproven_percentage", "Dit deel staat er zonder bron en datum.", text):
        if not _is_proven(text, hit.start):
            yield hit


def _is_proven(text: Text, place: int) -> bool:
    """A source with a date, in the same sentence or one beside it."""
    running = text.running
    at = next((index for index, each in enumerate(running) if each.start <= place < each.end), None)
    near = running[max(0, at - 2) : at + 2] if at is not None else ()
    said = " ".join(text.low[each.start : each.end] for each in near)
    return bool(_SOURCE.search(said) and _YEAR.search(said))


def gender_guesses(text: Text) -> Iterator[Hit]:
    """In the greeting, in the address, or when the letter calls somebody so."""
    for line in text.of(Role.GREETING, Role.HEAD):
        part = text.low[line.start : line.end]
        found = _guessed(part) or (_TO.search(part) if line.role == Role.HEAD else None)
        if found is None and line.role == Role.GREETING:
            found = re.search(r"\b(?:heer|mevrouw|meneer|mijnheer|dhr|mevr)\b", part)
        if found:
            yield _guess(line.start + found.start(), line.start + found.end(), text, line)
    called = _VOCATIVE.finditer(text.reading) if any(map(text.reading.__contains__, _CALLED)) else ()
    for found in called:
        yield _guess(found.start(), found.end(), text)


def _guessed(said: str) -> re.Match[str] | None:
    return next(
        (found for pattern in lists.patterns("guesses", "grammar") if (found := pattern.find.search(said))), None
    )


def _guess(start: int, end: int, text: Text, line: Line | None = None) -> Hit:
    said = text.plain[start:end]
    start += len(said) - len(said.lstrip())
    instead = "schrijf de naam, zoals 'Beste Robin Jansen'"
    if line is not None and _is_known(text, start, end, line):
        return Hit(start, end, "Weet u zeker of de lezer een man of een vrouw is?", instead, INFO)
    return Hit(start, end, "U raadt of de lezer een man of een vrouw is.", instead)


def _is_known(text: Text, start: int, end: int, line: Line) -> bool:
    """'Dag mevrouw De Wit' may come from the creditor's own file, as an address may; 'heer/mevrouw' knows nothing."""
    is_one = len(_SEX.findall(text.low, start, line.end)) == 1
    return is_one and _SURNAME.match(text.plain, end, line.end) is not None

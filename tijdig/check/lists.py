"""The word lists and patterns in data/: loaded once, and found in one walk over the words of a text."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from tijdig.check.cues import cues, hold_any
from tijdig.check.tokens import Token

_FOLDER: Final = Path(__file__).parent / "data"
_PLAIN: Final = 3  # letters of a word* by which it is filed
_LISTS: Final = (("pairs", "pair"), ("rare", "word"), ("nouns", "noun"))
_MOST_KNOWN: Final = 100_000

# Short names for what patterns often need; {paar} is up to four words that may stand between.
_MACROS: Final = {
    "u": r"(?:u|je|jij|jullie)",
    "uw": r"(?:uw|je|jouw|jullie)",
    "wij": r"(?:wij|we|ik)",
    "heeft": r"(?:heeft|hebt|heb)",
    "bent": r"(?:bent|ben)",
    "paar": r"(?:(?:[\w'-]+[^\w.?!\n]+){0,4}?)",
    "rest": r"[^.?!\n]*?",
    "klanten": (
        r"(?:klanten|huurders|verzekerden|inwoners|bewoners|mensen|personen|abonnees|gebruikers|leden|gezinnen|huishoudens|buren"
        r"|bellers|deelnemers|kopers|afnemers|consumenten|burgers|stadsgenoten|buurtgenoten|leeftijdsgenoten|kijkers|ouders"
        r"|studenten|ondernemers|rekeninghouders)"
    ),
    "getal": r"(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|veertien|\d+)",
    "tien": r"(?:\d+|één|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|honderd|duizend)",
}


class Phrase(NamedTuple):
    """A word or expression with what to write instead."""

    hard: str
    simple: tuple[str, ...]
    note: str
    not_after: frozenset[str]
    not_before: frozenset[str]
    needs: frozenset[str] = frozenset()
    """One of these has to follow, in the same sentence."""


class Pattern(NamedTuple):
    """A way of saying something, as a regular expression on lower case."""

    find: re.Pattern[str]
    cues: tuple[str, ...]
    unless: re.Pattern[str] | None
    say: str


class Form(NamedTuple):
    """One way to write an expression, and the list it comes from."""

    of: str
    words: tuple[str, ...]
    phrase: Phrase


class Found(NamedTuple):
    """Where an expression stands: the first and the last word."""

    of: str
    first: int
    last: int
    phrase: Phrase


class _Begun(NamedTuple):
    """What may follow once a first word stands there."""

    alone: tuple[Form, ...]
    by_second: Mapping[str, tuple[Form, ...]]
    open_second: tuple[Form, ...]

    @property
    def is_loose(self) -> bool:
        """Whether the first word is enough, or any second word may do."""
        return bool(self.alone or self.open_second)

    def forms(self, second: str) -> tuple[Form, ...]:
        """The forms that the second word still allows."""
        return (*self.by_second.get(second, ()), *self.open_second, *self.alone)


class Phrases:
    """Many expressions of several lists, found in one walk; the longest of each list wins."""

    def __init__(self, entries: Iterable[tuple[str, str, Phrase]]) -> None:
        self._filed: dict[str, list[Form]] = {}
        for of, form, phrase in entries:
            words = tuple(_bare(word) for word in form.split())
            if words:
                key = words[0][:_PLAIN] + "*" if words[0].endswith("*") else words[0]
                self._filed.setdefault(key, []).append(Form(of, words, phrase))
        self._known: dict[str, _Begun | None] = {}

    def find(self, tokens: Sequence[Token]) -> Iterator[Found]:
        """Where each expression stands."""
        until: dict[str, int] = {}
        known = self._known
        for at, token in enumerate(tokens):
            begun = known[token.low] if token.low in known else self._learn(token.low)
            if begun is not None and (begun.is_loose or _next(tokens, at) in begun.by_second):
                yield from _longest(begun, tokens, at, until)

    def _learn(self, word: str) -> _Begun | None:
        """What may begin with a word; kept, since texts use the same words again and again."""
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        bare = _bare(word)
        may = [*self._filed.get(bare, ()), *self._filed.get(bare[:_PLAIN] + "*", ())]
        self._known[word] = _begun([form for form in may if _is_form(form.words[0], bare)])
        return self._known[word]


def _next(tokens: Sequence[Token], at: int) -> str:
    return tokens[at + 1].low if at + 1 < len(tokens) else ""


def _longest(begun: _Begun, tokens: Sequence[Token], at: int, until: dict[str, int]) -> Iterator[Found]:
    second = _next(tokens, at)
    best: dict[str, Form] = {}
    for form in begun.forms(second):
        is_longer = form.of not in best or len(form.words) > len(best[form.of].words)
        if is_longer and at >= until.get(form.of, 0) and _fits(form, tokens, at):
            best[form.of] = form
    for of, form in best.items():
        until[of] = at + len(form.words)
        yield Found(of, at, until[of] - 1, form.phrase)


def _begun(may: Sequence[Form]) -> _Begun | None:
    if not may:
        return None
    by_second: dict[str, tuple[Form, ...]] = {}
    for form in may:
        if len(form.words) > 1 and not form.words[1].endswith("*"):
            by_second[form.words[1]] = (*by_second.get(form.words[1], ()), form)
    return _Begun(
        tuple(form for form in may if len(form.words) == 1),
        by_second,
        tuple(form for form in may if len(form.words) > 1 and form.words[1].endswith("*")),
    )


def _bare(word: str) -> str:
    """A word as it is filed: without its last dot."""
    return word if word.isalpha() and word.islower() else word.lower().removesuffix(".").replace("’", "'")


def _is_form(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


def _fits(form: Form, tokens: Sequence[Token], at: int) -> bool:
    """Whether all its words stand there, and no word beside them that makes it fine."""
    after = at + len(form.words)
    if after > len(tokens):
        return False
    if not all(
        _is_form(part, _bare(token.low)) for part, token in zip(form.words[1:], tokens[at + 1 : after], strict=True)
    ):
        return False
    phrase = form.phrase
    if phrase.not_after and at and tokens[at - 1].low in phrase.not_after:
        return False
    if phrase.needs and not any(token.low in phrase.needs for token in tokens[at + 1 :]):
        return False
    return not (phrase.not_before and after < len(tokens) and tokens[after].low in phrase.not_before)


@cache
def data(name: str) -> Mapping[str, Any]:
    """One file of data/; empty when it is not there."""
    path = _FOLDER / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


@cache
def phrases() -> Phrases:
    """The expressions of all lists."""
    return Phrases(
        (of, form, _phrase(row)) for of, table in _LISTS for row in data(of).get(table, ()) for form in _forms(row)
    )


def _forms(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(row.get("forms") or (row.get("hard") or row["short"],))


def _phrase(row: Mapping[str, Any]) -> Phrase:
    simple = row.get("simple") or row.get("full") or ()
    return Phrase(
        row.get("hard") or row.get("short", ""),
        (simple,) if isinstance(simple, str) else tuple(simple),
        row.get("note", ""),
        frozenset(row.get("not_after", ())),
        frozenset(row.get("not_before", ())),
        frozenset(row.get("needs", ())),
    )


def instead(phrase: Phrase) -> str:
    """What to write in its place, for a person."""
    ways = " of ".join(f"'{way}'" for way in phrase.simple)
    return f"schrijf {ways}" + (f" ({phrase.note})" if phrase.note else "") if ways else phrase.note


@cache
def words(name: str, key: str) -> frozenset[str]:
    """A plain list of words."""
    return frozenset(data(name).get(key, ()))


@cache
def patterns(table: str, file: str = "tone") -> tuple[Pattern, ...]:
    """The patterns of one rule."""
    return tuple(_pattern({"find": row} if isinstance(row, str) else row) for row in data(file).get(table, ()))


def _pattern(row: Mapping[str, str]) -> Pattern:
    find, unless = _written_out(row["find"]), row.get("unless")
    return Pattern(
        _compiled(find),
        tuple(sorted(cues(find), key=len, reverse=True)),
        _compiled(_written_out(unless)) if unless else None,
        row.get("say", ""),
    )


def _written_out(pattern: str) -> str:
    for name, meaning in _MACROS.items():
        pattern = pattern.replace("{" + name + "}", meaning)
    return pattern


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """One pattern by itself."""
    return _compiled(_written_out(pattern))


def _compiled(pattern: str) -> re.Pattern[str]:
    """A space is any white space; a pattern begins where a word begins."""
    return re.compile(rf"\b(?:{pattern})".replace(" ?", r"\s*").replace(" ", r"\s+"))


def may_hold(pattern: Pattern, said: str) -> bool:
    """Whether a text holds one of the pieces that the pattern cannot do without."""
    return not pattern.cues or hold_any(pattern.cues, said)

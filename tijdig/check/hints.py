"""Hundreds of patterns on every letter, fast: each word of the text says which patterns may hold in its sentence."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, Protocol

from tijdig.check.cues import hold_any
from tijdig.check.lists import Pattern, data, patterns

_MOST_KNOWN: Final = 100_000
_TABLES: Final = (  # besides everything in tone.toml
    ("contents", "asks_money"),
    ("grammar", "made_nouns"),
    ("grammar", "noun_chains"),
    ("grammar", "cancelling"),
)


Hints = dict[str, dict[int, list[int]]]
"""For each table its patterns, by number, with the sentences in which they may hold."""


class Read(Protocol):
    """A text in lower case, its sentences, and what its words hint at."""

    @property
    def reading(self) -> str: ...

    @property
    def pieces(self) -> Sequence[tuple[int, int]]: ...

    @property
    def hints(self) -> Hints: ...


class Index:
    """All patterns with a number; a word is asked once which of them it may belong to."""

    def __init__(self) -> None:
        self.patterns: list[Pattern] = []
        self.table_of: list[str] = []
        self.known: dict[str, tuple[int, ...]] = {}
        self._by_cue: dict[str, list[int]] = {}
        for file, table in (*(("tone", table) for table in data("tone")), *_TABLES):
            self.patterns += patterns(table, file)
            self.table_of += [table] * (len(self.patterns) - len(self.table_of))
        for number, pattern in enumerate(self.patterns):
            for cue in pattern.cues:
                self._by_cue.setdefault(cue, []).append(number)
        self.anywhere = tuple(number for number, pattern in enumerate(self.patterns) if not pattern.cues)

    def learn(self, word: str) -> tuple[int, ...]:
        """The patterns that a word hints at."""
        if len(self.known) > _MOST_KNOWN:
            self.known.clear()
        found = {number for cue, numbers in self._by_cue.items() if hold_any((cue,), word) for number in numbers}
        self.known[word] = tuple(sorted(found))
        return self.known[word]


@cache
def index() -> Index:
    """Made once."""
    return Index()


def hints(words: Sequence[Sequence[str]]) -> Hints:
    """For each pattern the sentences whose words hint at it."""
    made = index()
    near: dict[int, list[int]] = {number: list(range(len(words))) for number in made.anywhere}
    known = made.known
    for place, sentence in enumerate(words):
        for word in sentence:
            for number in known[word] if word in known else made.learn(word):
                places = near.setdefault(number, [])
                if not places or places[-1] != place:
                    places.append(place)
    found: Hints = {}
    for number in sorted(near):
        found.setdefault(made.table_of[number], {})[number] = near[number]
    return found


def found(table: str, text: Read) -> Iterator[tuple[re.Match[str], Pattern]]:
    """Every place where a pattern of this table holds."""
    for number, places in text.hints.get(table, {}).items():
        pattern = index().patterns[number]
        for start, end in (text.pieces[place] for place in places):
            for match in pattern.find.finditer(text.reading, start, end):
                if not (pattern.unless and pattern.unless.search(text.reading, start, end)):
                    yield match, pattern

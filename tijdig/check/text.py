"""A letter as its reader sees it: letterhead, greeting, headings, sentences, lists, closing; all with their places."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, Final, NamedTuple

from tijdig.check import layout
from tijdig.check.hints import Hints, hints
from tijdig.check.layout import Line, Role
from tijdig.check.lists import Found, phrases
from tijdig.check.sentences import Measured, boundaries, syllables
from tijdig.check.tokens import AMOUNT, IBAN, PHONE, SHORT, WORD, Token, tokens

SHORT_PIECE: Final = 3  # a piece of fewer words is no sentence to measure by
RUNNING: Final = frozenset((Role.PROSE, Role.ITEM))
READ: Final = frozenset((Role.PROSE, Role.ITEM, Role.HEADING, Role.SUBJECT))


class Sentence(NamedTuple):
    """One sentence; or one line that is none, such as a heading."""

    start: int
    end: int
    role: Role
    tokens: tuple[Token, ...]

    @property
    def word_count(self) -> int:
        """Words as a reader meets them."""
        return len(self.tokens)


@dataclass(frozen=True)
class Text:
    """A text with its kind and what its sender promises, ready for the rules."""

    raw: str
    kind: str
    settings: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def plain(self) -> str:
        """The text with signs of layout made blank, each letter in its place."""
        return layout.without_marks(self.raw)

    @cached_property
    def low(self) -> str:
        """The plain text in lower case, each letter in its place."""
        low = self.plain.lower().replace("’", "'")
        if len(low) == len(self.plain):
            return low
        return "".join(small if len(small := letter.lower()) == 1 else letter for letter in self.plain)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines, each with the part it plays."""
        return layout.lines(self.plain, self.raw, self.kind)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Everything that is read, cut into sentences."""
        return tuple(self._sentences())

    @cached_property
    def running(self) -> tuple[Sentence, ...]:
        """The sentences of the letter itself."""
        return tuple(sentence for sentence in self.sentences if sentence.role in RUNNING)

    @cached_property
    def read(self) -> tuple[Sentence, ...]:
        """The letter itself with its headings and subject."""
        return tuple(sentence for sentence in self.sentences if sentence.role in READ)

    @cached_property
    def reading(self) -> str:
        """In lower case: subject, headings and running text; all else is blank."""
        kept, at = [], 0
        for line in self.lines:
            kept.append(" " * (line.start - at))
            part = self.low[line.start : line.end]
            kept.append(part if line.role in READ or line.role == Role.ROW else " " * len(part))
            kept.append("\n" if line.end < len(self.low) else "")
            at = line.end + 1
        return "".join(kept)

    @cached_property
    def measured(self) -> Measured:
        """How hard the running text reads."""
        whole = [each for each in self.running if each.word_count >= SHORT_PIECE]
        sizes = Counter([syllables(token.low) for each in whole for token in each.tokens if token.kind == WORD])
        return Measured(len(whole), sum(each.word_count for each in whole), sizes)

    @cached_property
    def phrases(self) -> tuple[tuple[Sentence, Found], ...]:
        """Every expression of the word lists, in the sentence in which it stands."""
        return tuple((each, found) for each in self.read for found in phrases().find(each.tokens))

    @cached_property
    def _told(self) -> tuple[Sentence, ...]:
        return tuple(each for each in self.sentences if each.role in READ or each.role == Role.ROW)

    @cached_property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """Where each sentence that is read begins and ends."""
        return tuple((each.start, each.end) for each in self._told)

    @cached_property
    def hints(self) -> Hints:
        """For each pattern the sentences in which it may hold."""
        return hints([[token.low for token in each.tokens] for each in self._told])

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All words, in order."""
        return tuple(chain.from_iterable(sentence.tokens for sentence in self.sentences))

    @cached_property
    def phones(self) -> tuple[Token, ...]:
        """All telephone numbers."""
        return tuple(token for token in self.tokens if token.kind == PHONE)

    def of(self, *roles: Role) -> tuple[Line, ...]:
        """The lines that play one of these parts."""
        return tuple(line for line in self.lines if line.role in roles)

    def said(self, start: int, end: int) -> str:
        """The words at a place, as they were written."""
        return self.raw[start:end]

    def sentence_at(self, place: int) -> Sentence | None:
        """The sentence at a place."""
        return next((each for each in self.sentences if each.start <= place < each.end), None)

    def _sentences(self) -> Iterator[Sentence]:
        for start, end, role in layout.blocks(self.plain, self.lines):
            cuts = boundaries(self.plain, start, end) if role in READ else ((start, end),)
            for first, last in cuts:
                found = tokens(self.plain, first, last)
                if found:
                    yield Sentence(first, last, role, found)


__all__ = ["AMOUNT", "IBAN", "PHONE", "SHORT", "WORD", "Line", "Role", "Sentence", "Text", "Token"]

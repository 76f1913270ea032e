"""Print runs: many letters in one PDF, and for the print house a line about each.

Faster than one PDF each: typefaces and what is the same in every letter are worked out once per run.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tijdig.channels.base import Message, Undeliverable
from tijdig.channels.letter import layout
from tijdig.channels.letter.pdf import count_pages, fitted, guessed
from tijdig.channels.letter.styles import LetterStyle
from tijdig.channels.letter.typesetter import typeset

SIZE: Final = 12
"""Letters in one run: larger ones are no faster and take more memory (25 letters: 250 MiB)."""

_TITLES: Final = {"nl": "Brieven om te printen: {count}", "en": "Letters to print: {count}"}


@dataclass(frozen=True, slots=True)
class PrintLine:
    """One letter of a run: on which pages it stands, counted from 1, and what the print house has to do with it."""

    key: str
    first_page: int
    pages: int
    tasks: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PrintRun:
    """One PDF with the lines of its letters, in order, and the letters that could not be printed."""

    pdf: bytes
    lines: tuple[PrintLine, ...]
    refused: dict[str, Undeliverable]

    def manifest(self) -> list[dict[str, Any]]:
        """A line per letter for the print house; a run whose sum differs is not to be printed."""
        sha256 = hashlib.sha256(self.pdf).hexdigest()
        return [
            {"id": line.key, "first_page": line.first_page, "pages": line.pages, **line.tasks, "sha256": sha256}
            for line in self.lines
        ]


@dataclass(slots=True)
class _Sheet:
    """One letter on its way into a run: what to draw, and on how many pages it should stand."""

    message: Message
    style: LetterStyle
    data: dict[str, Any]
    pages: int


def print_run(messages: Sequence[Message]) -> PrintRun:
    """These letters as one PDF; who cannot be printed is refused and does not stop the rest."""
    refused: dict[str, Undeliverable] = {}
    sheets = _sheets(messages, refused, _guessed)
    try:
        made = _typeset(sheets)
        is_right = count_pages(made) == sum([sheet.pages for sheet in sheets])
    except Undeliverable:
        is_right = False
    if not is_right:  # a guess was wrong, or one of them cannot be printed at all: try each alone
        sheets = _sheets([sheet.message for sheet in sheets], refused, _tried)
        made = _typeset(sheets)
    return PrintRun(made, tuple(_lines(sheets)), refused)


def _sheets(
    messages: Sequence[Message], refused: dict[str, Undeliverable], fit: Callable[[Message, LetterStyle], _Sheet]
) -> list[_Sheet]:
    sheets = []
    for message in messages:
        try:
            sheets.append(fit(message, LetterStyle.of(message.content.options)))
        except Undeliverable as refusal:
            refused[message.key] = refusal
    return sheets


def _guessed(message: Message, style: LetterStyle) -> _Sheet:
    """One page and no more, which is nearly always right; what may be longer is tried at once."""
    data = guessed(message, style)
    return _tried(message, style) if style.large_print or data["rest"] else _Sheet(message, style, data, 1)


def _tried(message: Message, style: LetterStyle) -> _Sheet:
    made = fitted(message)
    return _Sheet(message, style, made.data, made.pages)


def _typeset(sheets: Sequence[_Sheet]) -> bytes:
    if not sheets:
        return b""
    first = sheets[0].message
    title = _TITLES.get(first.content.language, _TITLES["nl"]).format(count=len(sheets))
    letters = [sheet.data for sheet in sheets]
    return typeset("letter", layout.document(letters, first.at, title, first.sender.name), int(first.at.timestamp()))


def _lines(sheets: Iterable[_Sheet]) -> Iterator[PrintLine]:
    page = 1
    for sheet in sheets:
        yield PrintLine(sheet.message.key, page, sheet.pages, sheet.style.tasks(sheet.message.content.language))
        page += sheet.pages

"""A paper to keep as an accessible PDF: the sheet of letters, without an address in a window and as long as it is."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from tijdig.channels.base import Undeliverable
from tijdig.channels.colors import safe_color
from tijdig.channels.letter import layout
from tijdig.channels.letter.typesetter import has_letter, typeset
from tijdig.messages import content as words
from tijdig.messages.content import Block
from tijdig.messages.facts import Sender
from tijdig.messages.values import clean

LANGUAGE: Final = "nl"
SQUARE: Final = "\N{WHITE SQUARE}"
SQUARE_MEANS: Final = f"{SQUARE} is een teken dat wij hier niet kunnen afdrukken. Op onze website staat het wel."
TRIED: Final = 300
"""So many signs are looked up one by one: a page of them takes a blink."""


def pdf(title: str, blocks: Sequence[Block], sender: Sender, at: datetime) -> bytes:
    """The paper; the same bytes for the same moment. Undeliverable when something in it cannot be printed.

    A name in a script of which we have no typeface stops no paper: each such sign is a square, and that is said.
    """
    try:
        return _typeset(title, blocks, sender, at, {})
    except Undeliverable:
        lacking = _lacking("".join([title, *_sender_words(sender), *(word for one in blocks for word in _words(one))]))
        if not lacking:
            raise
        return _typeset(title, [*blocks, Block(words.SMALL, SQUARE_MEANS)], sender, at, dict.fromkeys(lacking, SQUARE))


def _typeset(title: str, blocks: Sequence[Block], sender: Sender, at: datetime, instead: Mapping[int, str]) -> bytes:
    logo, author = (clean(word).translate(instead) for word in _sender_words(sender))
    data = {
        "title": title.translate(instead),
        "author": author,
        "language": LANGUAGE,
        "color": safe_color(sender.color_main, layout.GREEN),
        "logo": logo,
        "initial": logo[:1].upper(),
        "blocks": [_printable(block, instead) for block in blocks],
        "at": [at.year, at.month, at.day, at.hour, at.minute, at.second],
    }
    return typeset("paper", data, int(at.timestamp()))


def _sender_words(sender: Sender) -> tuple[str, str]:
    return sender.logo or sender.name, sender.name


def _words(block: Block) -> Iterator[str]:
    yield block.text
    for row in block.rows:
        yield from row


def _lacking(text: str) -> list[int]:
    """The signs of it that no typeface of ours has. Of a text with very many only the first ones are tried."""
    signs = list(dict.fromkeys(sign for sign in text if not sign.isascii()))
    return [ord(sign) for place, sign in enumerate(signs) if place >= TRIED or not has_letter(sign)]


def _printable(block: Block, instead: Mapping[int, str]) -> dict[str, Any]:
    """Its words without signs that nobody can see; a name from a file cannot turn the page around."""
    rows = tuple(tuple(clean(cell).translate(instead) for cell in row) for row in block.rows)
    return {**block._asdict(), "text": clean(block.text).translate(instead), "rows": rows}

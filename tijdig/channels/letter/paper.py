"""A paper to keep as an accessible PDF: the sheet of letters, without an address in a window and as long as it is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from tijdig.channels.colors import safe_color
from tijdig.channels.letter import layout
from tijdig.channels.letter.typesetter import typeset
from tijdig.messages.content import Block
from tijdig.messages.facts import Sender
from tijdig.messages.values import clean

LANGUAGE: Final = "nl"


def pdf(title: str, blocks: Sequence[Block], sender: Sender, at: datetime) -> bytes:
    """The paper; the same bytes for the same moment. Undeliverable when something in it cannot be printed."""
    logo = clean(sender.logo or sender.name)
    data = {
        "title": title,
        "author": clean(sender.name),
        "language": LANGUAGE,
        "color": safe_color(sender.color_main, layout.GREEN),
        "logo": logo,
        "initial": logo[:1].upper(),
        "blocks": [_printable(block) for block in blocks],
        "at": [at.year, at.month, at.day, at.hour, at.minute, at.second],
    }
    return typeset("paper", data, int(at.timestamp()))


def _printable(block: Block) -> dict[str, Any]:
    """Its words without signs that nobody can see; a name from a file cannot turn the page around."""
    rows = tuple(tuple(clean(cell) for cell in row) for row in block.rows)
    return {**block._asdict(), "text": clean(block.text), "rows": rows}

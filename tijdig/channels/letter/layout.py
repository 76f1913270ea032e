"""What the sheet is given to draw: the words of a letter sorted by where they stand, its codes, and its sizes."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from tijdig.channels.base import Message
from tijdig.channels.colors import safe_color
from tijdig.channels.letter import envelopes, fitting, postal, qr
from tijdig.channels.letter.styles import FREE_LINE, LetterStyle
from tijdig.messages import content as words
from tijdig.messages.content import Block
from tijdig.messages.facts import Sender
from tijdig.messages.languages import speech
from tijdig.messages.values import clean

GREEN: Final = "#17654b"
SCREEN: Final = "screen"
LISTEN: Final = "listen"
"""A way to react with this icon gets a code of its own: it leads to this letter, spoken."""

_KEPT: Final = "\u00a0"
_CLOSING: Final = frozenset((words.SIGNATURE, words.SMALL, words.SLIP))


def letter(message: Message, style: LetterStyle) -> dict[str, Any]:
    """Everything about one letter but the size of its type; Undeliverable when the address cannot be printed."""
    sender, text = message.sender, message.content
    first, rest = pages([_unbroken(block, text.language) for block in text.blocks])
    window = envelopes.profile(style.envelope)
    address = postal.address_lines(message.recipient)
    logo = clean(sender.logo or sender.name)
    return {
        "subject": _together(text.language).sub(_KEPT, text.subject),
        "language": text.language,
        "dateline": text.dateline,
        "color": safe_color(sender.color_main, GREEN),
        "logo": logo,
        "initial": logo[:1].upper(),
        "sender": _sender_lines(sender),
        "address": [line.replace("  ", "\u00a0\u00a0") for line in address],
        "address_size": fitting.address_size(address, window, large=style.large_print),
        "window": window.room,
        "below": window.window_y + window.window_height,
        "free": list(FREE_LINE.values()) if style.by_hand else None,
        "large": style.large_print,
        "codes": list(_codes(text.link, text.blocks)),
        "first": list(_boxed(block for block in first if block.kind != words.SLIP)),
        "slip": [block._asdict() for block in first if block.kind == words.SLIP],
        "rest": [_measured(block) for block in rest],
    }


def document(letters: Sequence[dict[str, Any]], at: datetime, title: str, author: str) -> dict[str, Any]:
    """One PDF of these letters."""
    return {
        "title": title,
        "author": author,
        "language": letters[0]["language"],
        "at": [at.year, at.month, at.day, at.hour, at.minute, at.second],
        "letters": letters,
    }


def pages(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """What follows the closing goes to a page of its own: the list of many claims."""
    last = max(place for place, block in enumerate(blocks) if block.kind in _CLOSING)
    return blocks[: last + 1], blocks[last + 1 :]


def _unbroken(block: Block, language: str) -> Block:
    """The block with each day and its month, each number and each postcode on one line."""
    inside = _together(language)
    rows = tuple([tuple([inside.sub(_KEPT, cell) for cell in row]) for row in block.rows])
    return block._replace(text=inside.sub(_KEPT, block.text), rows=rows)


@cache
def _together(language: str) -> re.Pattern[str]:
    """The spaces inside a date, an hour, a telephone number, a reference and a postcode."""
    months = "|".join(map(re.escape, speech(language).months))
    return re.compile(rf"(?<=\d) (?=\d|(?:{months}|uur|[A-Z]{{2}})\b)")


def _sender_lines(sender: Sender) -> list[str]:
    return [clean(line) for line in (sender.name, *sender.address_lines, sender.phone, sender.website) if line]


def _codes(link: str, blocks: Iterable[Block]) -> Iterable[dict[str, str]]:
    ways = [row for block in blocks if block.kind == words.WAYS for row in block.rows]
    label = next((label for icon, label, *_ in ways if icon == SCREEN), "")
    yield {"svg": qr.svg(link), "alt": f"QR-code naar {link}", "label": label}
    for icon, label, _, address in ways:
        if icon == LISTEN and address:
            yield {"svg": qr.svg(address), "alt": f"QR-code naar {address}: {label}", "label": label}


def _boxed(blocks: Iterable[Block]) -> Iterable[dict[str, Any]]:
    """The amount and the ways to react stand together in one box."""
    amount: Block | None = None
    for block in blocks:
        if block.kind == words.AMOUNT:
            amount = block
        elif block.kind == words.WAYS:
            yield {"kind": "box", "amount": amount.rows if amount else (), "ways": block._asdict()}
        else:
            yield _measured(block)


def _measured(block: Block) -> dict[str, Any]:
    """The block with the widths of its narrow columns, so that the typesetter need not try every cell."""
    if block.kind == words.CLAIMS:
        return {**block._asdict(), "widths": fitting.claim_widths(block)}
    if block.kind == words.STEPS:
        return {**block._asdict(), "width": fitting.width([row[0] for row in block.rows], "bold")}
    if block.kind == words.TONGUE:
        return {**block._asdict(), "shown": block.rows[0][2].removeprefix("https://")}
    return block._asdict()

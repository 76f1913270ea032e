"""A letter as PDF/UA: the words laid out by Typst, the same bytes for the same message."""

import io
import json
import os
import re
import threading
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, cast

import segno
import typst

from tijdig.channels.base import Message, Undeliverable
from tijdig.channels.colors import safe_color
from tijdig.channels.letter import envelopes, fitting, postal
from tijdig.messages import content as words
from tijdig.messages.content import Block
from tijdig.messages.facts import Sender
from tijdig.messages.render import clean

_ROOT: Final = Path(__file__).resolve().parents[2]
_SHEET: Final = Path(__file__).with_name("letter.typ")
_PAGE: Final = re.compile(rb"/Type\s*/Page\b")
_forked: Final[list[bool]] = []
_CLOSING: Final = frozenset((words.SIGNATURE, words.SMALL, words.SLIP))


def pdf(message: Message) -> bytes:
    """The letter, or Undeliverable when its address or its letters cannot be printed.

    One page (and one more for a long list): the guessed size of type is nearly always right; if not, the next smaller.
    """
    data = _data(message)
    pages = 2 if data["rest"] else 1
    made = b""
    for size, gap in fitting.sizes(message.content.blocks):
        made = _compiled({**data, "size": size, "gap": gap}, int(message.at.timestamp()))
        if len(_PAGE.findall(made)) <= pages:
            break
    return made


def _compiled(data: dict[str, Any], timestamp: int) -> bytes:
    if _forked:
        raise RuntimeError("this process was forked from one that made letters; start workers afresh (spawn)")
    try:
        made = _compilers().own.compile(
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards="ua-1",
            timestamp=timestamp,
        )
    except typst.TypstError as error:
        raise Undeliverable("letter_not_printable", permanent=True, detail=str(error), about_address=False) from error
    return cast(bytes, made)


class _Compilers(threading.local):
    """One compiler per thread: reading fonts and the sheet once makes it three times as fast; it cannot be shared."""

    def __init__(self) -> None:
        fonts = [str(_ROOT / "static" / "fonts")]
        self.own = typst.Compiler(input=str(_SHEET), root=str(_ROOT), font_paths=fonts, ignore_system_fonts=True)


@cache
def _compilers() -> _Compilers:
    # The typesetter's own threads do not survive a fork: it would wait for them for ever.
    os.register_at_fork(after_in_child=_refuse)
    return _Compilers()


def _refuse() -> None:
    _forked.append(True)


def _data(message: Message) -> dict[str, Any]:
    sender, text, at = message.sender, message.content, message.at
    first, rest = _pages(text.blocks)
    window = envelopes.profile()
    logo = clean(sender.logo or sender.name)
    return {
        "subject": text.subject,
        "language": text.language,
        "dateline": text.dateline,
        "at": [at.year, at.month, at.day, at.hour, at.minute, at.second],
        "color": safe_color(sender.color_main, "#17654b"),
        "logo": logo,
        "initial": logo[:1].upper(),
        "sender": {"name": clean(sender.name), "lines": _sender_lines(sender)},
        "address": postal.address_lines(message.recipient),
        "window": window.room,
        "below": window.window_y + window.window_height,
        "qr": qr_svg(text.link),
        "qr_alt": f"QR-code naar {text.link}",
        "first": list(_boxed(block for block in first if block.kind != words.SLIP)),
        "slip": [block._asdict() for block in first if block.kind == words.SLIP],
        "rest": [block._asdict() for block in rest],
    }


@lru_cache(maxsize=4096)
def qr_svg(link: str) -> str:
    """The address as a QR code. A fixed mask is as readable and four times as fast as trying all eight."""
    out = io.BytesIO()
    segno.make(link, error="m", micro=False, boost_error=False, mask=3).save(
        out, kind="svg", border=0, xmldecl=False, dark="#1d2b33"
    )
    return out.getvalue().decode()


def _sender_lines(sender: Sender) -> list[str]:
    return [clean(line) for line in (sender.name, *sender.address_lines, sender.phone, sender.website) if line]


def _pages(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """What follows the closing goes to a page of its own: the list of many claims."""
    last = max(place for place, block in enumerate(blocks) if block.kind in _CLOSING)
    return blocks[: last + 1], blocks[last + 1 :]


def _boxed(blocks: Iterable[Block]) -> Iterable[dict[str, Any]]:
    """The amount and the ways to react stand together in one box."""
    amount: Block | None = None
    for block in blocks:
        if block.kind == words.AMOUNT:
            amount = block
        elif block.kind == words.WAYS:
            yield {"kind": "box", "amount": (amount or Block(words.AMOUNT))._asdict(), "ways": block._asdict()}
        else:
            yield block._asdict()

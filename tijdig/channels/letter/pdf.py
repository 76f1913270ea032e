"""A letter as one PDF: the guessed size of type, the next smaller when that is too large, refused when nothing fits."""

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from tijdig.channels.base import Message, Undeliverable
from tijdig.channels.letter import fitting, layout
from tijdig.channels.letter.styles import LetterStyle
from tijdig.channels.letter.typesetter import typeset
from tijdig.policy import load
from tijdig.rules.workdays import local_day

_PAGE: Final = re.compile(rb"/Type\s*/Page\b")


class Fitted(NamedTuple):
    """A letter at a size of type at which it fits: what was drawn, the PDF, and its pages."""

    data: dict[str, Any]
    pdf: bytes
    pages: int


def pdf(message: Message) -> bytes:
    """The letter, or Undeliverable when its address or its letters cannot be printed, or when it is too long."""
    return fitted(message).pdf


def fitted(message: Message) -> Fitted:
    """The letter at the largest size of type at which it is not too long (HC03); a list of claims comes after it."""
    style = LetterStyle.of(message.content.options)
    data = layout.letter(message, style)
    for size, gap, most in _sizes(message, style):
        sized = {**data, "size": size, "gap": gap}
        made = _typeset(message, {**sized, "rest": []})
        if count_pages(made) <= most:
            made = _typeset(message, sized) if data["rest"] else made
            return Fitted(sized, made, count_pages(made))
    detail = f"the text {message.content.template} does not fit on the pages a letter may have"
    raise Undeliverable("letter_too_long", permanent=True, detail=detail, about_address=False)


def count_pages(made: bytes) -> int:
    """How many pages a PDF of ours has."""
    return len(_PAGE.findall(made))


def _typeset(message: Message, data: dict[str, Any]) -> bytes:
    document = layout.document([data], message.at, message.content.subject, data["sender"][0])
    return typeset("letter", document, int(message.at.timestamp()))


def guessed(message: Message, style: LetterStyle) -> dict[str, Any]:
    """The letter at the size that should fit, not yet tried."""
    size, gap, _ = next(iter(_sizes(message, style)))
    return {**layout.letter(message, style), "size": size, "gap": gap}


def _sizes(message: Message, style: LetterStyle) -> Iterator[tuple[float, float, int]]:
    """Sizes of type to try, each with the pages it may take.

    Large print takes twice as many; a third page is better than no letter for who asked for it.
    """
    most = load(local_day(message.at)).messages.letter_max_pages
    if not style.large_print:
        yield from ((size, gap, most) for size, gap in fitting.sizes(message.content.blocks))
        return
    for times in (2, 3):
        yield from ((size, gap, most * times) for size, gap in fitting.LARGE_SIZES)

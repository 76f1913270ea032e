"""The code of a letter, left out wherever its words are shown again: whoever reads along would come in with it."""

import re
from dataclasses import replace
from typing import Final

from tijdig.messages.content import Content
from tijdig.queries.doors import LETTERS

CODE: Final = re.compile(rf"\b[{LETTERS}]{{3}}[ \u00a0][{LETTERS}]{{3}}[ \u00a0][{LETTERS}]{{3}}\b")
HIDDEN: Final = "••• ••• •••"
_IN_LINK: Final = re.compile(r"[?&]code=[^&#\s]*")


def without_code(text: str, instead: str = HIDDEN) -> str:
    """The words with something else where the code stood, and no address that brings it along."""
    return CODE.sub(instead, _IN_LINK.sub("", text))


def content_without_code(content: Content) -> Content:
    """A letter that says all it said, but the code: not in its words, and not in what its QR code holds."""
    blocks = (
        block._replace(
            text=without_code(block.text), rows=tuple(tuple(without_code(cell) for cell in row) for row in block.rows)
        )
        for block in content.blocks
    )
    return replace(content, link=_IN_LINK.sub("", content.link), blocks=tuple(blocks))

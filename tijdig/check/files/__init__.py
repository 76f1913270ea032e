"""From a file to the text of a letter: Markdown, plain text, e-mail, Word and PDF; else one line says why not."""

import re
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Final, NamedTuple

from tijdig.check.files.mail import mail
from tijdig.check.files.plain import plain
from tijdig.check.files.refusals import Unreadable
from tijdig.check.files.word import word
from tijdig.check.findings import KINDS

__all__ = ["MOST_BYTES", "MOST_LETTERS", "Source", "Unreadable", "read"]
MOST_BYTES: Final = 10_000_000
MOST_LETTERS: Final = 200_000
_DUTCH: Final = {"brief": "letter", "e-mail": "email", "mail": "email", "envelop": "envelope"}
_KIND: Final = re.compile(
    r"\A(?:---\s*\n(?:.*\n){0,20}?)?(?:kind|soort)\s*:\s*([\w-]+)\s*$", re.MULTILINE | re.IGNORECASE
)
_FOREIGN: Final = frozenset((".doc", ".rtf", ".odt", ".pages", ".msg"))
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0"


class Source(NamedTuple):
    """The text of a file, and what kind it says to be (empty: nothing said)."""

    text: str
    kind: str


def _pdf(data: bytes) -> str:
    from tijdig.check.files.pages import pages  # the PDF library is an extra, and slow to load

    return pages(data)


_READERS: Final[Mapping[str, Callable[[bytes], str]]] = {".eml": mail, ".docx": word, ".docm": word, ".pdf": _pdf}
_KINDS: Final = {".eml": "email"}


def read(data: bytes, name: str) -> Source:
    """The text in a file, by the ending of its name."""
    ending = PurePath(name).suffix.lower()
    if len(data) > MOST_BYTES:
        raise Unreadable(f"is te groot (meer dan {MOST_BYTES // 1_000_000} MB)")
    if data.startswith(_OLD_WORD):
        raise Unreadable("heeft een wachtwoord of is een oud Word-bestand; sla het zonder wachtwoord op als .docx")
    if ending in _FOREIGN:
        raise Unreadable("is een soort bestand dat wij niet lezen; sla het op als .docx, .pdf, .eml, .md of .txt")
    try:
        text = _READERS.get(ending, plain)(data).replace("\r\n", "\n").replace("\r", "\n")
    except RecursionError as fault:  # hundreds of boxes in boxes, or messages in messages
        raise Unreadable("is te diep in elkaar gestopt; sla het opnieuw op") from fault
    if not text.strip():
        raise Unreadable("is leeg")
    if len(text) > MOST_LETTERS:
        raise Unreadable(f"is te lang (meer dan {MOST_LETTERS:_} tekens)".replace("_", "."))
    return Source(text, _said(text) or _KINDS.get(ending, ""))


def _said(text: str) -> str:
    """The kind that the first lines name."""
    found = _KIND.match(text)
    named = found[1].lower() if found else ""
    kind = _DUTCH.get(named, named)
    return kind if kind in KINDS else ""

"""An e-mail: its subject and its text part, or the words of its HTML."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Final

from tijdig.check.files.refusals import Unreadable

_BLOCKS: Final = frozenset(
    [
        "p",
        "div",
        "br",
        "tr",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "ul",
        "ol",
        "section",
        "article",
        "header",
        "footer",
        "blockquote",
        "td",
        "th",
    ]
)
_APART: Final = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "section"])
_SILENT: Final = frozenset({"style", "script", "head", "title", "template"})


def mail(data: bytes) -> str:
    """The subject on the first line, then the text."""
    message = message_from_bytes(data, policy=policy.default)
    body = message.get_body(("plain", "html"))
    if not isinstance(body, EmailMessage):
        raise Unreadable("is geen e-mail met tekst")
    try:
        said = body.get_content()
    except (LookupError, ValueError, KeyError) as fault:
        raise Unreadable("is een e-mail waarvan de tekst niet te lezen is") from fault
    words = words_of_html(said) if body.get_content_type() == "text/html" else str(said)
    subject = " ".join(str(message["subject"] or "").split())
    if not words.strip():
        raise Unreadable("is een e-mail zonder tekst")
    return (f"Onderwerp: {subject}\n\n" if subject else "") + words


def words_of_html(html: str) -> str:
    """What a reader sees, a line for each block."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(reader.found).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the library calls it so
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.found.append("\n\n" if tag in _APART else "\n")
        if tag == "li":
            self.found.append("- ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BLOCKS and tag != "br":
            self.found.append("\n\n" if tag in _APART else "\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(re.sub(r"\s+", " ", data))

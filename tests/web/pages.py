"""Reads a page as a person or a screen reader would: headings, links, words."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

WEIGHT = 50_000
"""A first page weighs less than this, with its style sheet and the two fonts that every page needs."""

WORDS = 15
"""A sentence that people read in one go has no more words than this."""

BLOCKS = {"p", "li", "h1", "h2", "h3", "td", "th", "section", "title", "label", "dt", "dd"}


@dataclass
class Page:
    """What stands on a page."""

    language: str = ""
    title: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    text: str = ""

    @property
    def sentences(self) -> list[str]:
        """What is said, sentence by sentence; the end of a paragraph ends one too."""
        parts = re.split(r"[.?:](?=\s)|\n\s*\n|\x00", self.text)
        return [" ".join(part.split()) for part in parts if part.strip()]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.open: list[tuple[str, dict[str, str | None], list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        self.page.language = facts.get("lang") or self.page.language if tag == "html" else self.page.language
        self.page.ids += [facts["id"] or ""] if "id" in facts else []
        self.page.inline += [name for name in facts if name == "style" or name.startswith("on")]
        if tag == "script" and not facts.get("src"):
            self.page.inline.append("script")
        if tag in {"title", "h1", "h2", "h3", "h4", "a"}:
            self.open.append((tag, facts, []))

    def handle_data(self, data: str) -> None:
        self.page.text += data
        for _, _, words in self.open:
            words.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.page.text += "\x00" if tag in BLOCKS else ""
        if not self.open or self.open[-1][0] != tag:
            return
        _, facts, words = self.open.pop()
        text = " ".join("".join(words).split())
        if tag == "title":
            self.page.title = text
        elif tag == "a":
            self.page.links[text] = facts.get("href") or ""
        else:
            self.page.headings.append((int(tag[1]), text))


def read(html: bytes | str) -> Page:
    """A page from its HTML."""
    reader = _Reader()
    reader.feed(html.decode() if isinstance(html, bytes) else html)
    reader.close()
    return reader.page


def said(page: Page) -> str:
    """All that stands on a page, as one line."""
    return " ".join(page.text.replace("\x00", " ").split())

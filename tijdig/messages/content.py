"""The frozen content of one message: typed blocks of words, the same words as plain text, and its JSON."""

import json
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

# What a block can be. Layouts know all of these and nothing else.
LEAD: Final = "lead"  # the bold first paragraph with the action
TEXT: Final = "text"
HEADING: Final = "heading"
GREETING: Final = "greeting"
AMOUNT: Final = "amount"  # rows: (label, value)
WAYS: Final = "ways"  # how to react; rows: (icon, label, value, address or "")
CLAIMS: Final = "claims"  # rows: a heading row, (description, reference, due, amount, mark) for each, the total
STEPS: Final = "steps"  # what happens now; rows: (when, text)
SLIP: Final = "slip"  # reply slip on paper; rows: (choice,)
SIGNATURE: Final = "signature"  # rows: (line,)
SMALL: Final = "small"
SAID: Final = "said"  # what one of us wrote to this one customer; rows: (paragraph,)
PARTS: Final = "parts"  # the instalments of an arrangement; rows: (day, amount)
HOUSES: Final = "houses"  # in a text only: filled in it is STEPS, a row for each organisation of a joint arrangement
TONGUE: Final = "tongue"  # one line in another language, with an address; rows: (language, direction, address)
BLOCK_KINDS: Final = frozenset(
    {LEAD, TEXT, HEADING, GREETING, AMOUNT, WAYS, CLAIMS, STEPS, SLIP, SIGNATURE, SMALL, SAID, PARTS, HOUSES, TONGUE}
)


class Block(NamedTuple):
    """One piece of a message: what it is, its words, and its rows when it is a list or table."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    def plain(self) -> str:
        """The words as plain text."""
        rows = self.rows
        if self.kind == WAYS:
            lines = [f"- {label}: {value}" if label else f"- {value}" for _, label, value, _ in rows]
        elif self.kind == CLAIMS:
            lines = [_claim_line(row) for row in rows[1:]]
        elif self.kind in (AMOUNT, STEPS, PARTS):
            lines = [f"{first}: {second}" for first, second in rows]
        elif self.kind == SLIP:
            lines = [f"[ ] {row[0]}" for row in rows]
        elif self.kind == TONGUE:
            lines = [row[2] for row in rows]
        else:
            lines = [row[0] for row in rows]
        return "\n".join([self.text, *lines] if self.text else lines)


def _claim_line(row: tuple[str, ...]) -> str:
    description, reference, due, amount, mark = row
    if not reference:
        return f"{description}: {amount}"
    return f"- {description} ({reference}), {due}: {amount}{mark}"


@dataclass(frozen=True, slots=True)
class Content:
    """What one message says on one channel; kept word for word once it is made."""

    kind: str
    template: str
    version: str
    language: str
    formality: str
    subject: str
    dateline: str
    link: str
    blocks: tuple[Block, ...]
    level: str = "B1"
    options: tuple[str, ...] = ()  # how it is made and sent on paper: channels/letter/styles.py

    @property
    def text(self) -> str:
        """All words as plain text, in reading order."""
        return "\n\n".join(block.plain() for block in self.blocks)

    def to_json(self) -> dict[str, Any]:
        """Plain values for a JSON column."""
        return {
            "kind": self.kind,
            "template": self.template,
            "version": self.version,
            "language": self.language,
            "formality": self.formality,
            "subject": self.subject,
            "dateline": self.dateline,
            "link": self.link,
            "blocks": self.blocks,
            "level": self.level,
            "options": self.options,
        }

    @classmethod
    def from_json(cls, values: dict[str, Any] | str) -> "Content":
        """The same content again, from a JSON column or its text."""
        known: dict[str, Any] = json.loads(values) if isinstance(values, str) else values
        blocks = tuple(Block(kind, text, tuple(tuple(row) for row in rows)) for kind, text, rows in known["blocks"])
        return cls(**{**known, "blocks": blocks, "options": tuple(known.get("options", ()))})

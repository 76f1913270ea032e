"""Texts as data: read from TOML, checked, and compiled once into blocks that are quick to fill in.

`[u hebt|je hebt]` gives both forms of address in one text, so that they cannot drift apart. `{total}` is a value.
`a2` beside `text` or `cells` says the same in the easiest words; `level` keeps a part to one of the two levels.
`when` names conditions from a closed list; what they mean is decided in values.py, never in the data.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Final

from tijdig.messages.content import BLOCK_KINDS, SLIP, Block
from tijdig.messages.facts import Formality, Level

TEXTS: Final = Path(__file__).parent / "texts"

# Every condition a text may ask for; one bit each.
FLAGS: Final = {
    name: 1 << place
    for place, name in enumerate((
        "many", "has_notice", "part_notice", "with_vat", "signalling", "may_refuse", "paper", "letter",
        "email", "third_party", "phone_free", "no_menu", "bank", "respond_by", "slip", "signer", "S0",
        "thankful", "concerned", "code", "one_part", "client", "links",
        # What the planner puts first and what it sends along (values.FRAMES, values.OPTIONS).
        "explain", "details", "supportive", "consequence_help", "firm",
        "four_steps", "choose_slot", "ask_preference", "ask_event",
        # What is really going to happen on a day that is known.
        "summons", "eviction", "sale", "cut_energy", "cut_water", "cut_health", "cut_other",
        "near", "avoids_all", "urgent_help", "rights", "no_costs", "figure",
        # What only some occasions know.
        "turning_18", "high_bill", "failed_debit", "nothing_left", "bill_to_come", "with_others", "explained",
        "joined", "houses", "many_houses", "one_account", "with_us", "ahead", "absent", "beside_plan",
        # There is a voice for this letter: a second code on paper.
        "listen",
    ))
}  # fmt: skip

# Every value a text may use.
FIELDS: Final = frozenset((
    "salutation", "customer", "customer_number", "sender", "team", "signer", "phone", "phone_link", "hours",
    "portal", "portal_short", "reply_address", "place", "iban", "iban_name", "reference",
    "total", "principal", "notice_bills", "costs", "received", "last_day", "respond_by", "what", "due", "count", "day",
    "registration", "on_behalf_of", "passed_on", "code", "asked", "first", "first_on",
    "part", "part_on", "answer_on", "meet_on", "meet_from", "meet_until", "who", "paused", "until", "spoke_on",
    "before", "others", "absent", "joined", "helper", "ahead", "free_until",
    "happens_on", "avoid", "agency", "figure_count", "figure_of", "figure_day", "listen",
))  # fmt: skip

# Parts that several texts use; each name stands in one of them.
SHARED: Final = ("shared.toml", "reminders.toml", "answers.toml")

_FORMS: Final = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")


class TextError(Exception):
    """A text file that cannot be used: which file, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a block, with what must and must not hold for it to be shown."""

    needs: int
    bars: int
    cells: tuple[str, ...]

    def holds(self, flags: int) -> bool:
        """Whether it is shown."""
        return flags & self.needs == self.needs and not flags & self.bars


@dataclass(frozen=True, slots=True)
class Part:
    """One block before it is filled in; `ready` when it holds no value at all."""

    kind: str
    needs: int
    bars: int
    text: str
    rows: tuple[Row, ...]
    ready: Block | None

    def fill(self, flags: int, values: Mapping[str, str]) -> Block:
        """The block with this customer's values."""
        if self.ready is not None:
            return self.ready
        rows = tuple(tuple([cell.format_map(values) for cell in row.cells]) for row in self.rows if row.holds(flags))
        return Block(self.kind, self.text.format_map(values) if self.text else "", rows)


@dataclass(frozen=True, slots=True)
class Template:
    """One text: for one occasion, one kind of carrier, one language, one form of address."""

    name: str
    version: str
    subjects: tuple[Row, ...]  # one, or one for each condition
    dateline: str
    parts: tuple[Part, ...]

    @property
    def has_slip(self) -> bool:
        """Whether a reply slip is part of this text."""
        return any(part.kind == SLIP for part in self.parts)

    def subject(self, flags: int, values: Mapping[str, str]) -> str:
        """The subject that applies, filled in."""
        return next((row.cells[0].format_map(values) for row in self.subjects if row.holds(flags)), "")

    def blocks(self, flags: int, values: Mapping[str, str]) -> list[Block]:
        """The blocks that apply, filled in."""
        return [
            part.fill(flags, values)
            for part in self.parts
            if flags & part.needs == part.needs and not flags & part.bars
        ]


@cache
def template(language: str, occasion: str, kind: str, formality: Formality, level: Level = "B1") -> Template:
    """Load and compile one text; the result is kept."""
    folder = TEXTS / language
    path = folder / f"{occasion}.{kind}.toml"
    if not path.is_file():
        raise TextError(f"texts/{language}/{path.name} is missing: write it, or do not plan {occasion} as {kind}.")
    source = path.read_bytes()
    pieces, fragments = shared(language)
    text = tomllib.loads(source.decode())
    reader = _Reader(f"texts/{language}/{path.name}", formality, level)
    spread = [block for block in _spread(text["blocks"], fragments, path.name) if reader.is_at_level(block)]
    return Template(
        name=f"{language}/{occasion}.{kind}",
        version=hashlib.sha256(source + pieces).hexdigest()[:12],
        subjects=reader.subjects(text.get("subject", "")),
        dateline=reader.words(text.get("dateline", "")),
        parts=tuple(reader.part(block) for block in spread),
    )


@cache
def shared(language: str) -> tuple[bytes, Mapping[str, Any]]:
    """The parts that several texts use: as they stand in their files, and by name."""
    found = [path.read_bytes() for name in SHARED if (path := TEXTS / language / name).is_file()]
    return b"".join(found), {name: parts for pieces in found for name, parts in tomllib.loads(pieces.decode()).items()}


@cache
def phrases(language: str, formality: Formality) -> Mapping[str, Mapping[str, str]]:
    """What a claim is for, per kind of claim and per sector."""
    reader = _Reader(f"texts/{language}/phrases.toml", formality)
    data = tomllib.loads((TEXTS / language / "phrases.toml").read_text())
    return {table: {key: reader.words(words) for key, words in rows.items()} for table, rows in data.items()}


def occasions(language: str) -> list[tuple[str, str]]:
    """Every (occasion, kind) there is a text for."""
    names = sorted(path.name.split(".") for path in (TEXTS / language).glob("*.*.toml"))
    return [(occasion, kind) for occasion, kind, _ in names]


def _spread(blocks: Iterable[dict[str, Any]], fragments: Mapping[str, Any], file: str) -> Iterable[dict[str, Any]]:
    for block in blocks:
        if "use" not in block:
            yield block
            continue
        if block["use"] not in fragments:
            raise TextError(f"{file}: {' or '.join(SHARED)} has no [[{block['use']}]]; write it or drop the line.")
        for piece in fragments[block["use"]]:
            both = [one["level"] for one in (block, piece) if "level" in one]
            when = [*block.get("when", []), *piece.get("when", [])]
            if len(set(both)) <= 1:
                yield {**piece, "when": when, **({"level": both[0]} if both else {})}


@dataclass(frozen=True, slots=True)
class _Reader:
    file: str
    formality: Formality
    level: Level = "B1"

    def is_at_level(self, part: Mapping[str, Any]) -> bool:
        """Whether this part belongs to the level that is asked for; most belong to both."""
        return bool(part.get("level", self.level) == self.level)

    def easiest(self, part: Mapping[str, Any], words: str) -> Any:
        """Its words at this level: those in the easiest words where they are asked for and there are any."""
        return part["a2"] if self.level == "A2" and "a2" in part else part.get(words, "")

    def words(self, text: str) -> str:
        """One form of address, and only values we know: `{name.attribute}` never gets in."""
        chosen = _FORMS.sub(r"\1" if self.formality == "u" else r"\2", " ".join(text.split()))
        for _, name, form, conversion in Formatter().parse(chosen):
            if name is not None and (name not in FIELDS or form or conversion):
                raise TextError(
                    f"{self.file}: {{{name}}} is not a value we know; known are {', '.join(sorted(FIELDS))}."
                )
        return chosen

    def conditions(self, names: Sequence[str]) -> tuple[int, int]:
        needs = bars = 0
        for name in names:
            if name.removeprefix("!") not in FLAGS:
                raise TextError(f"{self.file}: when = {name!r} is no condition; known are {', '.join(FLAGS)}.")
            if name.startswith("!"):
                bars |= FLAGS[name[1:]]
            else:
                needs |= FLAGS[name]
        return needs, bars

    def part(self, block: Mapping[str, Any]) -> Part:
        if block["kind"] not in BLOCK_KINDS:
            raise TextError(f"{self.file}: kind = {block['kind']!r}; known are {', '.join(sorted(BLOCK_KINDS))}.")
        text = self.words(self.easiest(block, "text"))
        rows = tuple(self.row(row) for row in block.get("rows", ()))
        needs, bars = self.conditions(block.get("when", ()))
        is_plain = not rows and "{" not in text
        return Part(block["kind"], needs, bars, text, rows, Block(block["kind"], text) if is_plain else None)

    def subjects(self, subject: str | Sequence[Mapping[str, Any]]) -> tuple[Row, ...]:
        """One subject for all, or a list of which the first that applies is taken."""
        return tuple(self.row(row) for row in ([[subject]] if isinstance(subject, str) else subject))

    def row(self, row: Mapping[str, Any] | Sequence[str]) -> Row:
        if isinstance(row, Mapping):
            cells = self.easiest(row, "cells")
            return Row(*self.conditions(row.get("when", ())), tuple(self.words(cell) for cell in cells))
        return Row(0, 0, tuple(self.words(cell) for cell in row))

"""What the voice says: the words of a letter as they are for everybody, with "a sum" where the letter has the sum.

Nothing of one customer comes in: the script is composed from the sender alone. Its version is made from the words, so
sound of older words is never taken for sound of these.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from tijdig.messages import content as words
from tijdig.messages import templates
from tijdig.messages.content import Block
from tijdig.messages.facts import ClaimLine, Facts, Formality, NoticeFacts, Recipient, Sender
from tijdig.messages.values import flags_of, values_of
from tijdig.words import ClaimKind, Sector

KIND: Final = "letter"
_FILE: Final = "spoken.toml"
_FORMS: Final = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
_PHONE: Final = re.compile(r"(?<![\w.])0[0-9](?:[ -]?[0-9]){6,}(?!\w)|(?<![\w-])0800[ -][0-9 -]*[0-9]")
_NO_DAY: Final = date(2000, 1, 1)  # no day is ever said
_UNSAID: Final = frozenset((words.AMOUNT, words.SLIP))
_PAPER: Final = frozenset((words.CLAIMS, words.PARTS, words.SAID))
_USUAL: Final = {
    Sector.HOUSING: ClaimKind.RENT, Sector.ENERGY: ClaimKind.ENERGY, Sector.WATER: ClaimKind.WATER,
    Sector.HEALTH: ClaimKind.HEALTH_PREMIUM, Sector.TELECOM: ClaimKind.TELECOM, Sector.MORTGAGE: ClaimKind.MORTGAGE,
    Sector.WEBSHOP: ClaimKind.PURCHASE, Sector.CREDIT: ClaimKind.CONSUMER_CREDIT,
    Sector.MUNICIPAL: ClaimKind.MUNICIPAL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Script:
    """One letter as it is spoken: what a reader sees beside the player, and what the voice is given."""

    occasion: str
    language: str
    title: str
    paragraphs: tuple[str, ...]  # as people read them
    headings: frozenset[str]  # those of them that stand above others
    spoken: str  # as the voice reads them: numbers by figure, sites by their dots

    @property
    def version(self) -> str:
        """The mark of these very words."""
        return hashlib.sha256(self.spoken.encode()).hexdigest()[:12]


def occasions(language: str) -> tuple[str, ...]:
    """The letters of a language that can be read aloud; those to an administrator are not."""
    if not _path(language).is_file():
        return ()
    found = [occasion for occasion, kind in templates.occasions(language) if kind == KIND]
    return tuple(occasion for occasion in found if occasion not in _data(language)["unspoken"])


def script(language: str, occasion: str, sender: Sender, sector: str, *, charges_costs: bool = False) -> Script:
    """The words of one letter of this sender, the same for every customer."""
    facts = _facts(occasion, sender, sector, charges_costs=charges_costs)
    values = {**values_of(facts, language), **_values(language, sender.formality)}
    text = templates.template(language, occasion, KIND, sender.formality)
    flags = flags_of(occasion, KIND, facts, has_slip=text.has_slip) & ~templates.FLAGS["many"]
    blocks = text.blocks(flags, values)
    told = tuple(_told(blocks, language, sender.formality))
    headings = frozenset(_ended(block.text) for block in blocks if block.kind in (words.HEADING, words.WAYS))
    title = _titles(language, sender.formality).get(occasion, text.subject(flags, values))
    return Script(occasion, language, title, told, headings, "\n".join(_said(line, language) for line in told))


def read_out(text: str, language: str) -> str:
    """Any words as the voice reads them."""
    lines = (_said(_ended(line), language) for line in text.splitlines() if line.strip())
    return "\n".join(lines)


def place_of_code(language: str, formality: Formality) -> str:
    """What the voice says where the code stands."""
    return _values(language, formality)["code"]


def _facts(occasion: str, sender: Sender, sector: str, *, charges_costs: bool) -> Facts:
    """A letter to nobody: only what its sender and its sector bring along."""
    kind = _USUAL[Sector(sector)]
    notice = NoticeFacts(0, 0, _NO_DAY, _NO_DAY, _NO_DAY) if charges_costs and occasion == "S3" else None
    line = ClaimLine("", "", _NO_DAY, 0, kind, in_notice=True)
    signalled = sector in (Sector.HOUSING, Sector.ENERGY, Sector.WATER, Sector.HEALTH)
    return Facts(
        sender=sender,
        recipient=Recipient("", ""),
        lines=(line,),
        total_cents=0,
        day=_NO_DAY,
        stage=occasion,
        sector=sector,
        customer_number="",
        notice=notice,
        carriers=(KIND,),
        signalling=signalled,
        code="-",  # every letter has one; the voice says where it stands
    )


def _told(blocks: Iterable[Block], language: str, formality: Formality) -> Iterator[str]:
    """The words in the order in which somebody would read them to you."""
    paper = _papers(language, formality)
    for block in blocks:
        if block.kind in _UNSAID:
            continue
        if block.kind in _PAPER:
            yield paper[block.kind]
        elif block.kind in (words.WAYS, words.STEPS):
            yield from _listed(block)
        elif block.kind == words.SIGNATURE:
            yield f"{block.text} {', '.join(row[0] for row in block.rows)}."
        else:
            yield _ended(block.text)


def _listed(block: Block) -> Iterator[str]:
    if block.text:
        yield _ended(block.text)
    for row in block.rows:
        label, value = row[1:3] if block.kind == words.WAYS else row
        yield _ended(f"{label}: {value}" if label else value)


def _ended(text: str) -> str:
    """A heading and a greeting end like a sentence, so that the voice rests."""
    text = text[:1].upper() + text[1:].removesuffix(",")
    return text if text.endswith((".", "?", "!", ":")) else f"{text}."


def _said(text: str, language: str) -> str:
    """As it is read out: a telephone number figure by figure, and what the language says otherwise than it writes."""
    said = _PHONE.sub(_by_figure, text)
    for pattern, otherwise in _says(language):
        said = pattern.sub(otherwise, said)
    return said.replace("\u00a0", " ")


def _by_figure(found: re.Match[str]) -> str:
    groups = re.split(r"[ -]", found[0])
    return ", ".join(" ".join(group) for group in groups)


def _path(language: str) -> Any:
    return templates.TEXTS / language / _FILE


@cache
def _data(language: str) -> Mapping[str, Any]:
    data: dict[str, Any] = tomllib.loads(_path(language).read_text(encoding="utf-8"))
    return data


def _chosen(table: str, language: str, formality: Formality) -> dict[str, str]:
    which = r"\1" if formality == "u" else r"\2"
    return {name: _FORMS.sub(which, text) for name, text in _data(language)[table].items()}


@cache
def _values(language: str, formality: Formality) -> Mapping[str, str]:
    return _chosen("values", language, formality)


@cache
def _papers(language: str, formality: Formality) -> Mapping[str, str]:
    return _chosen("paper", language, formality)


@cache
def _titles(language: str, formality: Formality) -> Mapping[str, str]:
    return _chosen("titles", language, formality)


@cache
def _says(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), otherwise) for pattern, otherwise in _data(language)["says"])

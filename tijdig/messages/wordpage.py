"""Writes docs/words.md: what there is to say, by occasion, carrier, tone and level, and why each part is there.

`python -m tijdig.messages.wordpage docs/words.md` writes the page anew.
"""

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from tijdig.messages import samples
from tijdig.messages.check import kind_rules
from tijdig.messages.content import LEAD, TEXT
from tijdig.messages.occasions import Occasion, table
from tijdig.messages.tags import TaggedPart, parts
from tijdig.messages.tags import table as tags
from tijdig.messages.values import LANGUAGE

_NOTE: Final = "<!-- Made by `python -m tijdig.messages.wordpage docs/words.md`: change the texts instead. -->"
_COMPONENTS: Final = {"C": "kunnen", "O": "gelegenheid", "M": "willen"}
_KINDS: Final = {LEAD: "eerste zin", TEXT: "tekst"}


def page() -> str:
    """The whole page."""
    return "\n".join([_NOTE, "", *_head(), "", *_occasions(), "", *_tags(), "", *_parts()]) + "\n"


def _head() -> Iterator[str]:
    looks = [look for occasion in table().values() for look in samples.looks(occasion)]
    letters = sum("letter" in look.occasion.kinds for look in looks)
    messages = sum(len(look.occasion.kinds) for look in looks)
    yield "# Onze woorden"
    yield ""
    yield f"Er zijn {len(table())} gelegenheden om iets te zeggen. Met alle toonsoorten, uitkomsten en taalniveaus"
    yield f"zijn dat {letters} verschillende brieven en {messages} berichten, elk in u en in je. De organisatie uit het"
    yield "onderzoek had 27 brieven. Een brief is gemaakt van stukken, en een stuk wordt één keer geschreven."
    yield "`tijdig gallery` laat alles zien."


def _occasions() -> Iterator[str]:
    for group, rows in groupby(sorted(table().values(), key=_first_of_group), key=lambda row: row.group):
        yield f"## {group.capitalize()}"
        yield ""
        yield "| gelegenheid | naam | hoe | wegen | taal |"
        yield "|---|---|---|---|---|"
        for row in rows:
            looks = list(samples.looks(row))
            said = "; ".join(dict.fromkeys(", ".join(look.said) or "gewoon" for look in looks))
            kinds = ", ".join(kind_rules(kind).label for kind in row.kinds)
            levels = " en ".join(dict.fromkeys(look.level for look in looks))
            yield f"| {row.label} | `{row.name}` | {said} | {kinds} | {levels} |"
        yield ""


def _first_of_group(row: Occasion) -> int:
    return [one.group for one in table().values()].index(row.group)


def _tags() -> Iterator[str]:
    yield "## Waarom een stuk er staat"
    yield ""
    yield "Elk stuk zegt wat het goed laat werken (MAST), en wat iemand tegenhoudt dat het weghaalt (COM-B)."
    yield ""
    yield "| merk | soort | betekent | stukken |"
    yield "|---|---|---|---|"
    found = list(parts(LANGUAGE))
    for tag, meaning in tags()["mast"].items():
        yield f"| {tag} | MAST | {meaning} | {_count(found, tag)} |"
    for tag, (component, meaning) in tags()["barriers"].items():
        yield f"| {tag} | COM-B: {_COMPONENTS[component]} | {meaning} | {_count(found, tag)} |"


def _count(found: Iterable[TaggedPart], tag: str) -> int:
    return sum(tag in part.tags for part in found)


def _parts() -> Iterator[str]:
    yield "## De stukken"
    yield ""
    yield "Alleen eerste zinnen en alinea's; de tweede regel is de makkelijkste vorm (A2), waar die anders is."
    yield "`[u|je]` geeft beide aanspreekvormen, `{total}` wordt ingevuld."
    for file, rows in groupby(parts(LANGUAGE), key=lambda part: part.file):
        shown = [part for part in rows if part.kind in _KINDS]
        if not shown:
            continue
        yield ""
        yield f"### {file}"
        yield ""
        yield "| stuk | als | woorden | merken |"
        yield "|---|---|---|---|"
        for part in shown:
            words = " <br> ".join(_cell(text) for text in (part.text, part.a2) if text)
            when, why = _cell(", ".join(part.when)), ", ".join(part.tags)
            yield f"| {part.name}: {_KINDS[part.kind]} | {when} | {words} | {why} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")

"""Why each part of a text is there: what makes it work, and which barrier it takes away."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from tijdig.messages.templates import SHARED, TEXTS

_TABLE: Final = Path(__file__).with_name("tags.toml")


class TaggedPart(NamedTuple):
    """One part of a text as it stands in its file."""

    file: str
    name: str  # under which it is shared; of an occasion's own part the occasion
    kind: str
    when: tuple[str, ...]
    level: str  # of its own: B1 or A2; empty means both
    text: str
    a2: str  # empty where the text is easy enough for everybody
    tags: tuple[str, ...]


@cache
def table() -> Mapping[str, Mapping[str, Any]]:
    """What tags.toml says."""
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


def parts(language: str) -> Iterator[TaggedPart]:
    """Every part of every text: first those that are shared, then those of one occasion."""
    folder = TEXTS / language
    for name in SHARED:
        if (path := folder / name).is_file():
            for piece, blocks in tomllib.loads(path.read_text(encoding="utf-8")).items():
                yield from (_part(path, piece, "", block) for block in blocks)
    for path in sorted(folder.glob("*.*.toml")):
        occasion, carrier, _ = path.name.split(".")
        blocks = tomllib.loads(path.read_text(encoding="utf-8"))["blocks"]
        yield from (_part(path, occasion, carrier, block) for block in blocks if "use" not in block)


def _part(path: Path, name: str, carrier: str, block: Mapping[str, Any]) -> TaggedPart:
    return TaggedPart(
        path.name,
        name,
        block["kind"],
        tuple(block.get("when", ())),
        block.get("level", ""),
        " ".join(block.get("text", "").split()),
        " ".join(block.get("a2", "").split()),
        tuple(block.get("tags", ()) or _inherited(name, carrier, block["kind"])),
    )


def _inherited(name: str, carrier: str, kind: str) -> list[str]:
    """What a part that does not say it itself is there for."""
    known = table()
    found: list[str] = known["blocks"].get(kind) or known["carriers"].get(carrier) or known["names"].get(name) or []
    return found

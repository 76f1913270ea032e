"""A language that nobody speaks: the Dutch words, each read from right to left. It shows what a layout does with one
that is written so, before anybody has translated a word; and that a language is no more than a folder of files.
"""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

CODE: Final = "ar-XB"
"""What browsers and telephones call such a language: Arabic, of nowhere."""

_WORD: Final = re.compile(r"\{[^}]*\}|[^\W\d_]+")
_OVERRIDE, _POP = "\N{RIGHT-TO-LEFT OVERRIDE}", "\N{POP DIRECTIONAL FORMATTING}"
# Keys that hold no words: conditions, names of parts, tags.
_NO_WORDS: Final = frozenset(("use", "kind", "when", "level", "tags"))
_PATTERNS: Final = ("day", "near", "weekday", "hour", "euros", "thousands", "decimal")


def mirrored(text: str) -> str:
    """Every word from right to left; values and figures as they are."""
    return _WORD.sub(lambda found: found[0] if found[0].startswith("{") else f"{_OVERRIDE}{found[0]}{_POP}", text)


def write(source: Path, target: Path) -> None:
    """The texts of one language as those of a language from right to left, file by file."""
    target.mkdir(parents=True)
    for path in sorted(source.glob("*.toml")):
        if path.name in ("signed.toml", "spoken.toml", "tags.toml"):
            continue
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        made = _language(data) if path.name == "language.toml" else _mirrored(data)
        lines = [f"{json.dumps(key)} = {_toml(value)}\n" for key, value in made.items()]
        (target / path.name).write_text("".join(lines), encoding="utf-8")


def _language(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: "rtl" if key == "direction" else value if key in _PATTERNS else _mirrored(value)
        for key, value in data.items()
    }


def _mirrored(value: Any) -> Any:
    if isinstance(value, str):
        return mirrored(value)
    if isinstance(value, Mapping):
        kept = {key: inner for key, inner in value.items() if key in _NO_WORDS}
        ways = value.get("kind") == "ways"
        return {
            key: kept[key] if key in kept else _rows(inner, has_icons=ways) if key == "rows" else _mirrored(inner)
            for key, inner in value.items()
        }
    return [_mirrored(inner) for inner in value] if isinstance(value, Sequence) else value


def _rows(rows: Sequence[Any], *, has_icons: bool) -> list[Any]:
    """Where a row begins with an icon, its name stays what it is."""
    if not has_icons:
        return [_mirrored(row) for row in rows]
    return [
        {key: inner if key in _NO_WORDS else _cells(inner) for key, inner in row.items()}
        if isinstance(row, Mapping)
        else _cells(row)
        for row in rows
    ]


def _cells(cells: Sequence[str]) -> list[str]:
    return [cells[0], *map(mirrored, cells[1:])]


def _toml(value: Any) -> str:
    """A value on one line; what JSON writes of a text, TOML reads as the same."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(key)} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, str | bool | int | float):
        return json.dumps(value, ensure_ascii=False)
    return "[" + ", ".join(map(_toml, value)) + "]"

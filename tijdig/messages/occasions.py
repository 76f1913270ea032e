"""The table of occasions: what there is to say, by which carriers, and what it takes to say it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

_TABLE: Final = Path(__file__).with_name("occasions.toml")


@dataclass(frozen=True, slots=True)
class Occasion:
    """One row of occasions.toml, whose head says what each field means."""

    name: str
    label: str
    group: str
    kinds: tuple[str, ...]
    needs: tuple[str, ...]
    variants: tuple[str, ...] = ("",)
    frames: tuple[str, ...] = ("",)
    tones: tuple[str, ...] = ("",)


@cache
def table() -> Mapping[str, Occasion]:
    """All occasions by name, in the order of the table."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {name: Occasion(name=name, **_frozen(row)) for name, row in rows.items()}


def _frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}

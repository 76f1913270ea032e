"""Small faults in the numbers of the policy: one step up, one step down, a day moved, a word left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from tijdig.policy import loader, reading
from tijdig.policy.subjects import SUBJECTS
from tijdig.policy.values import Value

ROOT = Path(__file__).resolve().parents[2]
FOLDER = loader.FOLDER


@dataclass(frozen=True)
class Other:
    """One number that is another: which, for whom (scope), of which date, and what it becomes."""

    key: str
    scope: str  # "", "sector:energy", "product:energy"
    place: int  # of the dated values under that key
    value: Any
    before: Any

    def __str__(self) -> str:
        scope = f"[{self.scope}] " if self.scope else ""
        return f"{scope}{self.key}: {_difference(self.before, self.value)}"


def _difference(before: Any, after: Any) -> str:
    """What became of what; of a list only the part that differs."""
    if isinstance(before, tuple) and len(after) < len(before):
        return f"without {next(part for part in before if part not in after)}"
    if isinstance(before, tuple):
        before, after = next(pair for pair in zip(before, after, strict=True) if pair[0] != pair[1])
    return f"{before} → {after}"


def read_in(folder: str) -> set[str]:
    """The keys of the policy that the code of a folder names, as `subject.field`."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).rglob("*.py")))
    return {
        f"{subject}.{field}"
        for subject, kind in SUBJECTS.items()
        for field in reading.field_kinds(kind)
        if re.search(rf"\.{field}\b", text)
    }


def others(keys: set[str]) -> list[Other]:
    """Every change of these numbers, general, per sector and per product."""
    data = reading.read(FOLDER)
    scopes = {"": data.values}
    scopes |= {f"sector:{name}": by_key for name, by_key in data.by_sector.items()}
    scopes |= {f"product:{name}": by_key for name, by_key in data.by_product.items()}
    found = []
    for scope, by_key in scopes.items():
        for key, dated in by_key.items():
            if key in keys:
                for place, one in enumerate(dated):
                    found += [Other(key, scope, place, value, one.value) for value in _near(one.value)]
    return found


def holidays() -> list[date]:
    """Every holiday, to be left out."""
    return sorted(reading.read(FOLDER).holidays)


def put_in(other: Other) -> None:
    """Change the policy of this process, for good: only in a process that ends after it."""
    data = reading.read(FOLDER)
    group, _, name = other.scope.partition(":")
    by_key: dict[str, tuple[Value, ...]] = data.values
    if group:
        by_key = {"sector": data.by_sector, "product": data.by_product}[group][name]
    dated = list(by_key[other.key])
    dated[other.place] = replace(dated[other.place], value=other.value)
    by_key[other.key] = tuple(dated)
    forget()


def leave_out(day: date) -> None:
    """Make a holiday an ordinary day, in this process."""
    del reading.read(FOLDER).holidays[day]
    forget()


def forget() -> None:
    """No policy that was made before is used again."""
    loader._load.cache_clear()  # noqa: SLF001 - there is no other way to make it read again
    loader._made.cache_clear()  # noqa: SLF001
    loader._for_product.cache_clear()  # noqa: SLF001


def _near(value: Any) -> Iterator[Any]:
    """The values one step away."""
    match value:
        case bool():
            yield not value
        case int():
            yield from (value + 1, value - 1)
        case float():
            yield from (value * 1.1, value * 0.9)
        case time():
            yield from (_moved(value, minutes) for minutes in (1, -1))
        case date():
            yield from (value + timedelta(days=1), value - timedelta(days=1))
        case str():
            yield f"{value}x"
        case tuple():
            yield from _near_list(value)


def _near_list(value: tuple[Any, ...]) -> Iterator[Any]:
    """A list with one part left out, or with a number in it moved; a pair keeps its parts."""
    for place, part in enumerate(value):
        if not isinstance(part, tuple):
            yield (*value[:place], *value[place + 1 :])
        else:
            for other in _near_pair(part):
                yield (*value[:place], other, *value[place + 1 :])


def _near_pair(pair: tuple[Any, ...]) -> Iterator[Any]:
    for place, part in enumerate(pair):
        if isinstance(part, str):
            continue
        for other in _near(part):
            yield (*pair[:place], other, *pair[place + 1 :])


def _moved(hour: time, minutes: int) -> time:
    return (datetime.combine(date.min, hour) + timedelta(days=1, minutes=minutes)).time()

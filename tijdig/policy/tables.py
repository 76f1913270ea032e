"""Reads a TOML file, and one table of it key by key: what is missing, wrong or left over is told with its key."""

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from tijdig.policy.values import PolicyError


def read_toml(folder: Path, file: str) -> dict[str, Any]:
    """One file as plain tables; PolicyError when it is not there or is no TOML."""
    try:
        return tomllib.loads((folder / file).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PolicyError(file, "-", "put the file back; the policy is not complete without it") from None
    except tomllib.TOMLDecodeError as fault:
        raise PolicyError(file, "-", f"mend the TOML: {fault}") from fault


class Table:
    """The content of one table; `done()` refuses what nobody asked for."""

    def __init__(self, file: str, key: str, content: Any) -> None:
        self.file = file
        self.key = key
        if not isinstance(content, Mapping):
            raise PolicyError(file, key, "write a table: { key = value }")
        self._left = dict(content)

    def text(self, name: str, default: str | None = None) -> str:
        found = self._take(name, default)
        if not isinstance(found, str) or (default is None and not found.strip()):
            raise self._fault(name, "fill in with words")
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        found = self._take(name, None)
        if not isinstance(found, list) or not found or not all(isinstance(item, str) and item for item in found):
            raise self._fault(name, 'write a list of sentences: ["…"]')
        return tuple(found)

    def one_of(self, name: str, allowed: Collection[str], default: str | None = None) -> str:
        found = self.text(name, default)
        if found not in allowed:
            raise self._fault(name, f"{found!r} is not known; choose from " + ", ".join(allowed))
        return found

    def some_of(self, name: str, allowed: Collection[str]) -> tuple[str, ...]:
        found = self.texts(name)
        for item in found:
            if item not in allowed:
                raise self._fault(name, f"{item!r} is not known; choose from " + ", ".join(allowed))
        return found

    def number(self, name: str) -> float:
        found = self._take(name, None)
        if type(found) not in (int, float):
            raise self._fault(name, "write a number")
        return float(found)

    def numbers(self, name: str) -> dict[str, float]:
        found = Table(self.file, f"{self.key}.{name}", self._take(name, None))
        return {part: found.number(part) for part in found.names()}

    def whole(self, name: str) -> int | None:
        """A number of people, or nothing when the table does not say."""
        if name not in self._left:
            return None
        found = self._take(name, None)
        if type(found) is not int or found < 1:
            raise self._fault(name, "write a whole number of people, 1 or more")
        return found

    def flag(self, name: str) -> bool:
        found = self._left.pop(name, False)
        if type(found) is not bool:
            raise self._fault(name, "write true or false")
        return found

    def holds(self, name: str) -> bool:
        return name in self._left

    def names(self) -> tuple[str, ...]:
        """What is left to ask for, in the order of the file."""
        return tuple(self._left)

    def lines(self, name: str) -> tuple[int, int]:
        match self._take(name, None):
            case [int(first), int(last)] if 0 < first <= last:
                return first, last
        raise self._fault(name, "write the first and the last line of the report: [528, 542]")

    def rows(self, name: str) -> list[Any]:
        found = self._left.pop(name, [])
        if not isinstance(found, list):
            raise self._fault(name, "write a list of tables: [{ … }, { … }]")
        return found

    def tables(self, name: str) -> dict[str, Any]:
        found = self._take(name, None)
        if not isinstance(found, dict):
            raise self._fault(name, "write tables of their own")
        return found

    def done(self) -> None:
        for name in sorted(self._left):
            raise self._fault(name, "remove or rename it; nothing reads it")

    def _take(self, name: str, default: Any) -> Any:
        if name not in self._left and default is None:
            raise self._fault(name, "missing; add it")
        return self._left.pop(name, default)

    def _fault(self, name: str, mend: str) -> PolicyError:
        return PolicyError(self.file, f"{self.key}.{name}", mend)

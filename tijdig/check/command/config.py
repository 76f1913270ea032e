"""tijdig-check.toml, or [tool.tijdig.check] in pyproject.toml: what a team switches off, or keeps to."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Final

from tijdig.check.findings import ERROR, INFO, KINDS, WARNING
from tijdig.check.lists import data
from tijdig.check.rules import LOOKS

NAME: Final = "tijdig-check.toml"
SHAPES: Final[Mapping[str, type]] = {"off": list, "severity": dict, "allowed": list, "kinds": dict, "settings": dict}
KEYS: Final = tuple(SHAPES)
_VALUES: Final[Mapping[type, str]] = {bool: "true of false", int: "een getal", str: "een woord tussen aanhalingstekens"}
_SHAPED: Final[Mapping[type, str]] = {list: 'lijst, zoals ["capitals"],', dict: "tabel, onder [een kopje],"}


class BadConfig(ValueError):  # noqa: N818 - as it is said: a bad config
    """What is wrong in the configuration, in one line."""


@dataclass(frozen=True, slots=True)
class Config:
    """What a team chose."""

    off: frozenset[str] = frozenset()
    severity: Mapping[str, str] = field(default_factory=dict)
    allowed: tuple[str, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)

    def kind_of(self, name: str) -> str:
        """The kind of a file by the first pattern that fits; empty when none does."""
        return next(
            (
                kind
                for pattern, kind in self.kinds.items()
                if fnmatch(name, pattern) or fnmatch(Path(name).name, pattern)
            ),
            "",
        )


def load(named: Path | None, folder: Path) -> Config:
    """The configuration that was named, or the nearest one upwards."""
    if named is not None:
        return _config(_read(named), named)
    for path in _upwards(folder):
        if path.is_file():
            row = _read(path)
            found = row if path.name == NAME else _ours(row)
            if found is not None:
                return _config(found, path)
    return Config()


def _ours(row: Any) -> Any:
    """What stands under [tool.tijdig.check]; nothing when there is no such table."""
    for key in ("tool", "tijdig", "check"):
        row = row.get(key) if isinstance(row, dict) else None
    return row


def _upwards(folder: Path) -> Iterator[Path]:
    for each in (folder, *folder.parents):
        yield each / NAME
        yield each / "pyproject.toml"


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise BadConfig(f"{path}: niet te lezen ({fault})") from fault


def _config(row: Mapping[str, Any], path: Path) -> Config:
    wrong = [key for key in row if key not in KEYS]
    if wrong:
        raise BadConfig(f"{path}: '{wrong[0]}' kennen wij niet; kies uit {', '.join(KEYS)}")
    for key, shape in SHAPES.items():
        if not isinstance(row.get(key, shape()), shape):
            raise BadConfig(f"{path}: '{key}' moet een {_SHAPED[shape]} zijn")
    for key in ("off", "allowed"):
        if not all(isinstance(each, str) for each in row.get(key, ())):
            raise BadConfig(f"{path}: '{key}' moet een lijst van woorden tussen aanhalingstekens zijn")
    _settings(path, row.get("settings", {}))
    severity, kinds = dict(row.get("severity", {})), dict(row.get("kinds", {}))
    _known(path, "regel", [*row.get("off", ()), *severity], LOOKS)
    _known(path, "soort", list(kinds.values()), KINDS)
    _known(path, "ernst", list(severity.values()), (ERROR, WARNING, INFO))
    return Config(
        frozenset(row.get("off", ())), severity, tuple(row.get("allowed", ())), kinds, dict(row.get("settings", {}))
    )


def _settings(path: Path, settings: Mapping[str, Any]) -> None:
    """A name that nobody knows would be a promise that nobody checks."""
    offers = {row["setting"]: bool for row in data("promises")["offer"]}
    shapes: Mapping[str, type] = {**offers, "answer_days": int, "phone_hours": str, "sender": str}
    _known(path, "instelling", list(settings), shapes)
    for name, value in settings.items():
        if type(value) is not shapes[name]:
            raise BadConfig(f"{path}: instelling '{name}' moet {_VALUES[shapes[name]]} zijn")


def _known(path: Path, what: str, names: list[str], known: Any) -> None:
    strange = [name for name in names if name not in known]
    if strange:
        raise BadConfig(f"{path}: {what} '{strange[0]}' bestaat niet; kies uit {', '.join(known)}")

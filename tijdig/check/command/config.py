"""tijdig-check.toml, or [tool.tijdig.check] in pyproject.toml: what a team switches off, or keeps to."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Final

from tijdig.check.findings import ERROR, KINDS, WARNING
from tijdig.check.rules import LOOKS

NAME: Final = "tijdig-check.toml"
KEYS: Final = ("off", "severity", "allowed", "kinds", "settings")


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
            found = row if path.name == NAME else row.get("tool", {}).get("tijdig", {}).get("check")
            if found is not None:
                return _config(found, path)
    return Config()


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
    severity, kinds = dict(row.get("severity", {})), dict(row.get("kinds", {}))
    _known(path, "regel", [*row.get("off", ()), *severity], LOOKS)
    _known(path, "soort", list(kinds.values()), KINDS)
    _known(path, "ernst", list(severity.values()), (ERROR, WARNING))
    return Config(
        frozenset(row.get("off", ())), severity, tuple(row.get("allowed", ())), kinds, dict(row.get("settings", {}))
    )


def _known(path: Path, what: str, names: list[str], known: Any) -> None:
    strange = [name for name in names if name not in known]
    if strange:
        raise BadConfig(f"{path}: {what} '{strange[0]}' bestaat niet; kies uit {', '.join(known)}")

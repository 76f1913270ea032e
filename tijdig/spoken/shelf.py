"""The shelf of sound: one file for each letter, language and sender, under the mark of its words and its voice."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tijdig.spoken.engines import Engine, mp3
from tijdig.spoken.scripts import Script

__all__ = ["Made", "find", "mark", "old", "put"]


@dataclass(frozen=True, slots=True)
class Made:
    """One file that was made or was there: how long it is on the line."""

    path: Path
    is_new: bool
    size: int


def mark(script: Script, engine: Engine) -> str:
    """Words and voice together: when either changes, what lies on the shelf is of something else."""
    return hashlib.sha256(f"{script.version}:{engine.name}".encode()).hexdigest()[:12]


def put(sender: str, script: Script, engine: Engine, *, anew: bool = False) -> Made:
    """Speak this letter, unless its sound is there already; older sound of the same letter goes."""
    path = _path(sender, script, mark(script, engine))
    if path.is_file() and not anew:
        return Made(path, is_new=False, size=path.stat().st_size)
    sound = mp3(engine.wav(script.spoken, script.language))
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(sound)
    beside.replace(path)
    for gone in old(sender, script, engine):
        gone.unlink(missing_ok=True)
    return Made(path, is_new=True, size=len(sound))


def find(sender: str, script: Script, engine: Engine) -> Path | None:
    """The sound of these very words in this voice, or nothing: never that of older ones."""
    path = _path(sender, script, mark(script, engine))
    return path if path.is_file() else None


def occasions(sender: str, language: str) -> frozenset[str]:
    """The letters of this sender of which there is sound; of these very words or of older ones."""
    folder = Path(settings.SPOKEN_DIR) / sender / language
    return frozenset(path.stem.rpartition("-")[0] for path in folder.glob("*.mp3"))


def old(sender: str, script: Script, engine: Engine) -> Iterator[Path]:
    """Sound of this letter as it was before."""
    current = _path(sender, script, mark(script, engine))
    return (path for path in current.parent.glob(f"{script.occasion}-*.mp3") if path != current)


def _path(sender: str, script: Script, name: str) -> Path:
    return Path(settings.SPOKEN_DIR) / sender / script.language / f"{script.occasion}-{name}.mp3"

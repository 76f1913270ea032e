"""The database of a run on SQLite: laid by the migrations once, and copied until one of them changes."""

import os
import sqlite3
from hashlib import sha256
from pathlib import Path

import django
from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper


def laid(folder: Path) -> Path:
    """Where the laid database is kept, by all that decides what it looks like; there or not yet."""
    hashed = sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path, "migrations").glob("*.py")):
            hashed.update(f"{app.label}/{file.name}".encode() + file.read_bytes())
    return folder / f"{hashed.hexdigest()[:20]}.sqlite3"


_kept: list[Path] = []


def keep_in(folder: Path) -> Path:
    """Where this run keeps its laid database, and finds it."""
    _kept[:] = [laid(folder)]
    return _kept[0]


def kept() -> Path | None:
    """The laid database, where there is one to copy."""
    return next((file for file in _kept if file.exists()), None)


def bring(connection: BaseDatabaseWrapper, file: Path) -> sqlite3.Connection:
    """Put the laid tables where the run will look for its own; they stay while what is given back is open."""
    ours = sqlite3.connect(connection.creation._get_test_db_name(), uri=True)  # type: ignore[attr-defined]
    with sqlite3.connect(file) as before:
        before.backup(ours)
    before.close()
    return ours


def keep(connection: BaseDatabaseWrapper, file: Path) -> None:
    """Keep the tables of this run for the next; what was kept before is of other migrations."""
    connection.ensure_connection()
    beside = file.with_suffix(f".{os.getpid()}")
    copy = sqlite3.connect(beside)
    connection.connection.backup(copy)
    copy.close()
    for older in file.parent.glob("*.sqlite3"):
        older.unlink(missing_ok=True)
    beside.rename(file)

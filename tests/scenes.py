"""Scenes: programs of the tests that need processes and a database of their own, on the engine under test."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings

from tests import databases

ROOT = Path(__file__).resolve().parents[1]
NAME = f"tijdig_scene_{os.getpid()}"
LAID = "LAID_SCENE"
"""Where a scene on SQLite finds a database with empty tables; nothing when no test of the run laid one yet."""
EMPTY = "_empty"
"""How the database ends that a scene on PostgreSQL leaves for the next: empty tables, to be copied."""


def play(module: str, folder: Path, *words: str) -> Any:
    """Run this module as a program in this folder; its last line, JSON, is what it found."""
    laid = databases.kept()
    environment = os.environ | {
        LAID: str(laid) if laid else "",
        "TIJDIG_DATABASE_URL": _database(folder),
        "TIJDIG_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def _database(folder: Path) -> str:
    place = settings.DATABASES["default"]
    if not place["ENGINE"].endswith("postgresql"):
        return f"sqlite:///{folder}/scene.sqlite3"
    return f"{_server()}/{NAME}"


def _server() -> str:
    place = settings.DATABASES["default"]
    who = place["USER"] + (f":{place['PASSWORD']}" if place["PASSWORD"] else "")
    where = place["HOST"] + (f":{place['PORT']}" if place["PORT"] else "")
    return f"postgres://{who}@{where}"


def end() -> None:
    """Take away what the scenes of this process left on the server for each other."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        import psycopg

        with psycopg.connect(f"{_server()}/postgres", autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{NAME}{EMPTY}"')

"""A process with a database of its own, so that a benchmark touches nobody's data and its memory is only its own."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit, urlunsplit


def in_own_database(module: str, size: int) -> dict[str, Any]:
    """Run this module as a program on a fresh SQLite database; its last line is the answer."""
    with tempfile.TemporaryDirectory(prefix="tijdig-bench-") as folder:
        return _run(module, size, folder, f"sqlite:///{folder}/bench.sqlite3")


def in_own_postgres(module: str, size: int) -> dict[str, Any]:
    """The same on a fresh PostgreSQL database, which is gone afterwards; `TIJDIG_TEST_POSTGRES` says where."""
    import psycopg
    from psycopg import sql

    name = f"tijdig_bench_{os.getpid()}"
    server = urlsplit(_server())
    with (
        psycopg.connect(_server(), autocommit=True) as admin,
        tempfile.TemporaryDirectory(prefix="tijdig-bench-") as folder,
    ):
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            return _run(module, size, folder, urlunsplit(server._replace(path=f"/{name}")))
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def postgres_answers() -> bool:
    """Whether there is a PostgreSQL on which a database of our own can be made."""
    try:
        import psycopg

        psycopg.connect(_server(), connect_timeout=5).close()
    except (ImportError, OSError, RuntimeError):
        return False
    except Exception as error:
        if type(error).__name__ != "OperationalError":
            raise
        return False
    return True


def _server() -> str:
    return os.environ.get("TIJDIG_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/test")


def _run(module: str, size: int, folder: str, url: str) -> dict[str, Any]:
    place = {"TIJDIG_DATA_DIR": folder, "TIJDIG_DATABASE_URL": url}
    environment = os.environ | place | {"DJANGO_SETTINGS_MODULE": "tijdig.settings"}
    command = [sys.executable, "-m", module, str(size)]
    # The command is our own program with a number.
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def answer(inside: Callable[[int], dict[str, Any]], words: Sequence[str]) -> None:
    """Be that program: lay the tables, measure, print the answer."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(inside(int(words[1]))) + "\n")

"""A process with a database of its own, so that a benchmark touches nobody's data and its memory is only its own."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from typing import Any


def in_own_database(module: str, size: int) -> dict[str, Any]:
    """Run this module as a program on a fresh SQLite database; its last line is the answer."""
    with tempfile.TemporaryDirectory(prefix="tijdig-bench-") as folder:
        place = {"TIJDIG_DATA_DIR": folder, "TIJDIG_DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
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

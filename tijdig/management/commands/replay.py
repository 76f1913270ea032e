"""tijdig replay: a whole ledger day by day through intake, night, sending and stops, in a database of its own."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tijdig.trials import replay, terminal


class Command(BaseCommand):
    help = "Walk a ledger of bills and payments day by day through a database of its own, and show what went out."

    def add_arguments(self, parser: CommandParser) -> None:
        terminal.add_arguments(parser)
        parser.add_argument("--scale", type=int, default=1, metavar="N", help="so many copies of every customer")

    def handle(self, *_args: Any, file: Path, profile: str, out: Path, scale: int, **options: Any) -> None:
        with terminal.advice():
            replay.bills(file, profile, scale)  # what is wrong with the file is said before anything is made
            code = replay.run_apart(file, profile, out, scale, quiet=options["verbosity"] == 0)
        if code:
            sys.exit(code)
        self.stdout.write(f"Berichten: {out / replay.OUTBOX}\nManifest:  {out / replay.MANIFEST}")
        self.stdout.write(f"Grafiek:   {out / replay.CHART}")

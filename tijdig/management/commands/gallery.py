"""tijdig gallery: every message that a customer can get from us, in one folder to look at; nothing is sent or kept."""

from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tijdig.management.bars import bar
from tijdig.trials import gallery


class Command(BaseCommand):
    help = "Show every message a customer can get: letters, e-mails, text messages, by occasion, level and language."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, nargs="?", default=Path("var/gallery"), help="default: var/gallery")

    def handle(self, *_args: Any, folder: Path, **options: Any) -> None:
        start = perf_counter()
        with bar(quiet=options["verbosity"] == 0) as report:
            count = gallery.make(folder, report=report)
        self.stdout.write(f"{count} berichten in {perf_counter() - start:.0f} s: {folder / 'index.html'}")

"""tijdig shadow: what would go out tonight from a creditor's own file, as report and list; nothing is sent or kept."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tijdig import clock
from tijdig.trials import shadow_run, shadow_words, terminal
from tijdig.words import Sector


class Command(BaseCommand):
    help = "Show what would go out tonight from a file of open items: a report and a list; nothing is sent or kept."

    def add_arguments(self, parser: CommandParser) -> None:
        terminal.add_arguments(parser)
        parser.add_argument("--sector", choices=list(Sector), help="whose ladder of steps; default: the general one")
        clock.add_arguments(parser)

    def handle(self, *_args: Any, file: Path, profile: str, out: Path, **options: Any) -> None:
        day = clock.day_of(clock.moment(options))
        with terminal.advice(), terminal.bar("Lezen", quiet=options["verbosity"] == 0) as progress:
            kind = terminal.profile(profile)
            found = shadow_run.run(file, kind, out, day=day, sector=options["sector"], progress=progress)
        self.stdout.write(shadow_words.summary(found, out))

"""tijdig creditor: an organisation is set up or changed from its card; exit code 3 when the card has faults."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tijdig import clock
from tijdig.actions.creditors import put
from tijdig.intake.creditors import EXAMPLE, CardError, read
from tijdig.management.creditor_lines import list_lines, outcome_lines
from tijdig.queries import creditors

REFUSED = 3


class Command(BaseCommand):
    help = "Set up a creditor, or change it, from its own card (a small TOML file); all at once or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("file", type=Path, nargs="?", help="the card, a .toml file")
        what.add_argument("--example", action="store_true", help="print a card with an explanation of every key")
        what.add_argument("--list", action="store_true", help="tell which creditors there are")
        parser.add_argument("--dry-run", action="store_true", help="only tell what would change")
        clock.add_arguments(parser)

    def handle(self, *_args: Any, file: Path | None, dry_run: bool, **options: Any) -> None:
        if file is None:
            lines = EXAMPLE.splitlines() if options["example"] else list_lines(creditors.listed())
            self.stdout.write("\n".join(lines))
            return
        at = clock.moment(options)
        try:
            outcome = put(read(file, clock.day_of(at)), by="system", at=at, dry_run=dry_run)
        except CardError as error:
            self.stderr.write("\n".join(map(str, error.faults)))
            count = f"{len(error.faults)} {'fout' if len(error.faults) == 1 else 'fouten'}"
            raise CommandError(f"er is niets veranderd: {count} in {file.name}.", returncode=REFUSED) from error
        self.stdout.write("\n".join(outcome_lines(outcome, dry_run=dry_run)))

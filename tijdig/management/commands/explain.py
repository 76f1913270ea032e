"""tijdig explain: why a case gets what it gets, rule by rule, with numbers and sources."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tijdig import clock
from tijdig.queries import cases, explain


class Command(BaseCommand):
    help = "Tell why a case gets what it gets: every rule, its number, its source, and what would change it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", help="the number of the case, or creditor:customer-number")
        parser.add_argument(
            "--short", action="store_true", help="only the story, the rules that decided and what would change it"
        )
        clock.add_arguments(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        found = cases.find(options["case"])
        if found is None:
            message = f"er is geen dossier {options['case']!r}; geef het nummer, of organisatie:klantnummer"
            raise CommandError(message)
        self.stdout.write(explain.text(found, clock.day_of(clock.moment(options)), short=options["short"]))

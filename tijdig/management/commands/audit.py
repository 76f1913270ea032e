"""tijdig audit: whether what is kept to be fast is what the tables say; exit 1 when something differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tijdig import clock
from tijdig.bench.planning import auditing
from tijdig.management.bars import bar
from tijdig.management.numbers import at_least_one
from tijdig.queries import audits


class Command(BaseCommand):
    help = "Hold the summaries that the planner reads against the tables, for example `tijdig audit planning`."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["planning"], help="what to hold against the tables")
        parser.add_argument("--cases", type=at_least_one, help="so many open cases; default: all of them")
        parser.add_argument("--histories", type=at_least_one, help="instead: so many random histories")
        clock.add_arguments(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["histories"]:
            found = auditing.histories(options["histories"])
        else:
            day = clock.day_of(clock.moment(options))
            with bar(quiet=options["verbosity"] == 0) as progress:
                audit = audits.planning(day, most=options["cases"], progress=progress)
            columns = {name: len(cases) for name, cases in audit.differences.items()}
            found = {"cases": audit.cases, "stale": audit.stale, "differing": audit.count, "columns": columns}
        self.stdout.write(
            f"cases: {found['cases']}, to be read anew: {found['stale']}, differing: {found['differing']}"
        )
        if found["differing"]:
            raise CommandError(f"summaries differ from the tables: {found['columns']}")

"""tijdig what-if: the same nights under the policy as it is and under another number, and the difference."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console

from tijdig import clock
from tijdig.management import whatif_lines
from tijdig.management.bars import bar
from tijdig.policy import PolicyError
from tijdig.queries import whatif


class Command(BaseCommand):
    help = "Plan the same nights under the policy as it is and with other numbers: who gets what, why, at what cost."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("values", nargs="+", metavar="KEY=VALUE", help="like contacts.days_between_moments=14")
        parser.add_argument("--creditor", default="", metavar="CODE", help="one creditor only; default: all")
        parser.add_argument(
            "--nights", type=int, default=1, metavar="N", help="so many nights on (default: %(default)s)"
        )
        parser.add_argument("--svg", type=Path, metavar="FILE", help="draw the difference into this file")
        parser.add_argument("--json", action="store_true", help="every figure as JSON")
        clock.add_arguments(parser)

    def handle(self, *_args: Any, values: list[str], creditor: str, nights: int, **options: Any) -> None:
        day = clock.day_of(clock.moment(options))
        chosen = bool(options["date"] or options["at"])
        if path := options["svg"]:
            whatif_lines.check_path(path)
        try:
            with bar(quiet=options["verbosity"] == 0) as progress:
                tried = whatif.values_of(values, day)
                found = whatif.run(tried, day, chosen=chosen, nights=nights, code=creditor, progress=progress)
        except PolicyError as fault:
            raise CommandError(str(fault)) from fault
        if path:
            path.write_text(whatif_lines.chart(found), encoding="utf-8")
        if options["json"]:
            self.stdout.write(whatif_lines.as_json(found))
        else:
            console = Console(highlight=False)
            with console.capture() as text:
                console.print(whatif_lines.tables(found))
            self.stdout.write(text.get())

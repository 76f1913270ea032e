"""tijdig hours: when people can call customers; exit code 3 when it was refused."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tijdig import clock
from tijdig.actions.hours import EVERY_DAY, Hours, put
from tijdig.management import hour_lines


class Command(BaseCommand):
    help = "Open hours in which people can call, or close them; customers choose a moment in these hours only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("creditor", help="code of the organisation")
        parser.add_argument(
            "--from", dest="first", type=hour_lines.day, required=True, metavar="YYYY-MM-DD", help="the first day"
        )
        parser.add_argument("--until", type=hour_lines.day, metavar="YYYY-MM-DD", help="the last day; default: --from")
        parser.add_argument("--open", type=hour_lines.hours, required=True, metavar="HH:MM-HH:MM", help="in Amsterdam")
        parser.add_argument("--people", type=int, required=True, help="how many can call at once; 0 closes the hours")
        parser.add_argument("--weekdays", type=hour_lines.weekdays, default=EVERY_DAY, help="such as 1-5 (Monday is 1)")
        clock.add_arguments(parser)

    def handle(self, *_args: Any, creditor: str, first: Any, until: Any, open: Any, **options: Any) -> None:  # noqa: A002
        hours = Hours(first, until or first, open[0], open[1], options["people"], options["weekdays"])
        who = hour_lines.creditor_of(creditor)
        with hour_lines.advice():
            told = put(who, hours, by="system", at=clock.moment(options)).lines
        self.stdout.write("\n".join([f"{who.name}: {told[0]}", *told[1:]]))

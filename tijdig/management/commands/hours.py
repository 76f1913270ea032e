"""tijdig hours: when people can call customers; exit code 3 when it was refused."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tijdig import clock
from tijdig.actions.hours import EVERY_DAY
from tijdig.management import hour_lines


class Command(BaseCommand):
    help = "When people can be called back (--open, --people), or how many minutes a team has (--skill, --minutes)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("creditor", help="code of the organisation")
        parser.add_argument(
            "--from", dest="first", type=hour_lines.day, required=True, metavar="YYYY-MM-DD", help="the first day"
        )
        parser.add_argument("--until", type=hour_lines.day, metavar="YYYY-MM-DD", help="the last day; default: --from")
        parser.add_argument("--open", type=hour_lines.hours, metavar="HH:MM-HH:MM", help="in Amsterdam; with --people")
        parser.add_argument("--people", type=int, help="how many can call at once; 0 closes the hours")
        parser.add_argument("--skill", type=hour_lines.skill, help="call, visit or look; with --minutes")
        parser.add_argument("--minutes", type=int, help="what a team has on each day; 0 means nobody has time")
        parser.add_argument("--weekdays", type=hour_lines.weekdays, default=EVERY_DAY, help="such as 1-5 (Monday is 1)")
        clock.add_arguments(parser)

    def handle(self, *_args: Any, creditor: str, **options: Any) -> None:
        wanted, who = hour_lines.wanted(options), hour_lines.creditor_of(creditor)
        with hour_lines.advice():
            told = hour_lines.put(who, wanted, at=clock.moment(options))
        self.stdout.write("\n".join([f"{who.name}: {told[0]}", *told[1:]]))

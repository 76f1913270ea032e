"""tijdig send: hand over what is due; ends with one line of counts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tijdig import clock
from tijdig.actions import replies, sending
from tijdig.management.bars import bar


class Command(BaseCommand):
    help = "Hand over the messages that are due; outreach only at the hours that the policy permits."

    def add_arguments(self, parser: CommandParser) -> None:
        clock.add_arguments(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        at = clock.moment(options)
        replies.mend(at, by="system")
        with bar(quiet=options["verbosity"] == 0) as progress:
            counts = sending.send_due(at, by="system", progress=progress)
        for note in counts.notes:
            self.stdout.write(note)
        self.stdout.write(counts.line())

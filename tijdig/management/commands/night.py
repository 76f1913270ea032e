"""tijdig night: full stops, plan, compose, release; ends with one line of counts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tijdig import clock
from tijdig.actions import composing, night
from tijdig.actions.refusals import RefusedError
from tijdig.management.bars import bar
from tijdig.planner import costing
from tijdig.policy import PolicyError

REFUSALS = (RefusedError, night.SleepingCasesError, composing.WrongNoticeError)


class Command(BaseCommand):
    help = "Plan a day: stop what no longer holds, decide for every case, compose the messages and release them."

    def add_arguments(self, parser: CommandParser) -> None:
        clock.add_arguments(parser)

    def handle(self, *_args: Any, **options: Any) -> None:
        at = clock.moment(options)
        try:
            with bar(quiet=options["verbosity"] == 0) as progress:
                counts = night.run(clock.day_of(at), at=at, by="system", progress=progress)
        except REFUSALS as refusal:
            raise CommandError(str(refusal)) from refusal
        except PolicyError as fault:
            raise CommandError(f"Met dit beleid kan deze nacht niet worden gepland. {fault}") from fault
        for note in (*counts.notes, *costing.lines(counts.totals)):
            self.stdout.write(note)
        self.stdout.write(counts.line())

"""tijdig demo: a believable coalition's night and morning, what came of it, and the site."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from demo import coalition, days, fresh, play, serve, show, signing
from tijdig import clock
from tijdig.management.bars import bar
from tijdig.rules import dutch


class Command(BaseCommand):
    help = "A believable coalition of seven creditors: its night, its letters as files, then the site"
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="take the earlier demo away and start anew")
        parser.add_argument("--no-serve", action="store_true", help="end after the run")
        parser.add_argument("--codes", action="store_true", help="only say how to sign in, with codes for this moment")
        parser.add_argument(
            "--until", metavar="YYYY-MM-DD", help="let days pass up to this one: each with its night and its post"
        )
        parser.add_argument(
            "--people", type=int, default=coalition.PEOPLE, help="how many people (default: %(default)s)"
        )
        parser.add_argument("--port", type=int, default=8000, help="of the site on 127.0.0.1 (default: %(default)s)")

    def handle(
        self, *_args: Any, reset: bool, no_serve: bool, codes: bool, until: str, people: int, port: int, **options: Any
    ) -> None:
        address = f"http://{serve.HERE}:{port}"
        if codes:
            self.stdout.write("\n".join(signing.lines(address)))
            return
        if until:
            self._walk(until, quiet=options["verbosity"] == 0)
            return
        if reset:
            fresh.start()
        fresh.check()
        with bar(quiet=options["verbosity"] == 0) as watch:
            played = play.play(coalition.make(people), watch)
        show.outcome(played, address)
        if not no_serve:
            serve.site(port)

    def _walk(self, until: str, *, quiet: bool) -> None:
        """The days up to this one; the site that is open shows it at once."""
        try:
            day = date.fromisoformat(until)
        except ValueError as error:
            raise CommandError(f"--until {until!r} is not a day; write it as 2026-12-01.") from error
        if clock.fixed() is None:
            raise CommandError("Hier loopt de echte klok. Begin met: tijdig demo")
        if day <= clock.day_of(clock.now()):
            raise CommandError(f"Het is hier al {dutch.weekday(clock.day_of(clock.now()))}. Kies een latere dag.")
        with bar(quiet=quiet) as watch:
            sent = days.walk(day, watch)
        self.stdout.write(f"Het is nu {dutch.weekday(day)}, 09:00 uur. Er gingen {dutch.number(sent)} berichten uit.")

"""tijdig demo: a believable coalition's night and morning, what came of it, and the site."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from demo import coalition, fresh, play, serve, show, signing
from tijdig.management.bars import bar


class Command(BaseCommand):
    help = "A believable coalition of seven creditors: its night, its letters as files, then the site"
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="take the earlier demo away and start anew")
        parser.add_argument("--no-serve", action="store_true", help="end after the run")
        parser.add_argument("--codes", action="store_true", help="only say how to sign in, with codes for this moment")
        parser.add_argument(
            "--people", type=int, default=coalition.PEOPLE, help="how many people (default: %(default)s)"
        )
        parser.add_argument("--port", type=int, default=8000, help="of the site on 127.0.0.1 (default: %(default)s)")

    def handle(
        self, *_args: Any, reset: bool, no_serve: bool, codes: bool, people: int, port: int, **options: Any
    ) -> None:
        address = f"http://{serve.HERE}:{port}"
        if codes:
            self.stdout.write("\n".join(signing.lines(address)))
            return
        if reset:
            fresh.start()
        fresh.check()
        with bar(quiet=options["verbosity"] == 0) as watch:
            played = play.play(coalition.make(people), watch)
        show.outcome(played, address)
        if not no_serve:
            serve.site(port)

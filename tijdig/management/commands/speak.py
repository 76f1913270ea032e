"""tijdig speak: the sound of every letter, made ahead; what is there already and still true is left alone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tijdig.management.speaking import speak
from tijdig.spoken.engines import SpeechError, engine

NO_VOICE = "er is geen stem: installeer tijdig[spoken], of zet TIJDIG_SPEAKER (docs/operate.md)."


class Command(BaseCommand):
    help = "Make the sound of the letters that are read aloud; only of what is new or changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("creditor", nargs="?", help="only the letters of this creditor (its code)")
        parser.add_argument("--language", help="only this language")
        parser.add_argument("--anew", action="store_true", help="make all sound again, also what is there")

    def handle(self, *_args: Any, creditor: str, language: str, anew: bool, **_options: Any) -> None:
        voice = engine()
        if voice is None:
            raise CommandError(NO_VOICE)
        try:
            self.stdout.write(speak(voice, creditor, language, anew=anew))
        except SpeechError as error:
            raise CommandError(str(error)) from error

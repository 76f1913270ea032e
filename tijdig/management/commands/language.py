"""tijdig language: which texts a language has, and which of them a panel signed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tijdig.messages import languages
from tijdig.messages.templates import occasions, template


class Command(BaseCommand):
    help = "Tell which texts there are in a language and who signed them; with the version that a panel signs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", nargs="?", help="one language, text by text; without it a line for each language")

    def handle(self, *_args: Any, code: str | None, **_options: Any) -> None:
        if code is not None and code not in languages.codes():
            raise CommandError(f"er zijn geen teksten in {code!r}; wel in {', '.join(languages.codes())}.")
        lines = map(_summary, languages.codes()) if code is None else _texts(code)
        self.stdout.write("\n".join(lines))


def _summary(code: str) -> str:
    there = occasions(code)
    signed = sum(languages.is_signed(code, *one) for one in there)
    return (
        f"{code}  {languages.speech(code).name}: {len(there)} teksten, {signed} getekend, {len(there) - signed} concept"
    )


def _texts(code: str) -> list[str]:
    return [_line(code, occasion, kind) for occasion, kind in occasions(code)]


def _line(code: str, occasion: str, kind: str) -> str:
    version, signed = template(code, occasion, kind, "u").version, languages.signature(code, occasion, kind)
    if signed is None:
        state = "concept"
    elif languages.is_signed(code, occasion, kind):
        state = f"getekend op {signed.on:%Y-%m-%d} door {signed.panel}"
    else:
        state = f"veranderd na {signed.on:%Y-%m-%d}: weer concept"
    return f"{occasion}.{kind}  {version}  {state}"

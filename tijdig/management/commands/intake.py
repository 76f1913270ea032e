"""tijdig intake: a creditor's file comes in; exit code 3 when it was refused, 4 when it could not be tried."""

from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tijdig import clock
from tijdig.actions.intake import receive
from tijdig.intake import FileError, ProfileError, profiles
from tijdig.management.bars import bar
from tijdig.management.summaries import intake_lines

REFUSED, NOT_TRIED = 3, 4


class Command(BaseCommand):
    help = "Take in a creditor's list of open bills (CSV or XLSX), all at once or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the .csv or .xlsx file")
        parser.add_argument("--creditor", required=True, help="the code of the creditor")
        parser.add_argument("--profile", required=True, help="what the file looks like: a name, or a .toml file")
        parser.add_argument("--dry-run", action="store_true", help="only tell what it would do")
        parser.add_argument("--closes-many", action="store_true", help="yes, so many bills are really gone: close them")
        clock.add_arguments(parser)
        known = (f"  {name:<14} {profiles.load(name).title}" for name in profiles.names())
        parser.epilog, parser.formatter_class = "\n".join(["profiles:", *known]), RawDescriptionHelpFormatter

    def handle(self, *_args: Any, file: Path, **options: Any) -> None:
        told = ("creditor", "profile", "dry_run", "closes_many")
        facts: dict[str, Any] = {"by": "system"} | {name: options[name] for name in told}
        try:
            with bar(quiet=options["verbosity"] == 0) as progress:
                report = receive(file, **facts, at=clock.moment(options), progress=progress)
        except (FileError, ProfileError) as error:
            raise CommandError(str(error), returncode=NOT_TRIED) from error
        self.stdout.write("\n".join(intake_lines(report)))
        if report.is_refused:
            raise CommandError(report.refusal, returncode=REFUSED)

"""tijdig flags: what an organisation's own systems must leave alone, and for whom; exit code 3 when it was refused."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tijdig import clock
from tijdig.management import flag_lines, hour_lines
from tijdig.queries import flags
from tijdig.rules.workdays import local_day

REFUSED = 3


class Command(BaseCommand):
    help = "Write for whom nothing is cut off, advertised or lent on a day: those in arrears, or with an arrangement."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("creditor", help="code of the organisation")
        parser.add_argument("--json", action="store_true", help="JSON instead of lines with commas")
        parser.add_argument(
            "--since", type=hour_lines.day, metavar="YYYY-MM-DD", help="with what ended since then; default: that day"
        )
        parser.add_argument("--out", type=Path, metavar="FILE", help="default: flags-CREDITOR-DAY.csv, here")
        clock.add_arguments(parser)

    def handle(self, *_args: Any, creditor: str, since: date | None, out: Path | None, **options: Any) -> None:
        who, day = hour_lines.creditor_of(creditor), local_day(clock.moment(options))
        found = list(flags.of(who, day, changed_from=since or day))
        ending = "json" if options["json"] else "csv"
        path = out or Path(f"flags-{who.code}-{day.isoformat()}.{ending}")
        text = flag_lines.as_json(who.code, day, found) if options["json"] else flag_lines.as_csv(found)
        try:
            path.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            message = f"{path} kan niet geschreven worden ({error.strerror}). Kies een andere plek met --out."
            raise CommandError(message, returncode=REFUSED) from error
        people = len({event.customer_number for event in found if event.is_on})
        self.stdout.write(
            f"{who.name}: {people} {'klant' if people == 1 else 'klanten'}, {len(found)} regels in {path}."
        )

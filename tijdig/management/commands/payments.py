"""tijdig payments: a file of payments is booked; exit code 3 when it was refused, 4 when it could not be tried."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tijdig import clock
from tijdig.actions.payments_file import take
from tijdig.management.payment_lines import advice, payment_lines

COLUMNS = (
    "Bedrag and Datum always; Betalingskenmerk, Factuurnummer or Klantnummer, one of these three; "
    "Bankreferentie preferably, then the same payment is never booked twice. Lower case is fine."
)


class Command(BaseCommand):
    help = "Book the payments in a file (CSV or XLSX): what is queued stops, and who paid everything is done."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=f"the .csv or .xlsx file, with these columns: {COLUMNS}")
        parser.add_argument("--creditor", required=True, help="the code of the creditor")
        parser.add_argument("--profile", default="payments", help="what the file looks like: payments, or a .toml file")
        parser.add_argument("--dry-run", action="store_true", help="only tell what it would do")
        parser.add_argument(
            "--books-alike", action="store_true", help="yes, what looks like a payment we have is another"
        )
        clock.add_arguments(parser)

    def handle(self, *_args: Any, file: Path, **options: Any) -> None:
        facts: dict[str, Any] = {name: options[name] for name in ("creditor", "profile", "dry_run", "books_alike")}
        with advice():
            report = take(file, **facts, by="system", at=clock.moment(options))
        self.stdout.write("\n".join(payment_lines(report)))
        if report.is_refused:
            raise CommandError(report.refusal, returncode=3)

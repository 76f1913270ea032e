"""tijdig staff: who works where, with a first password that is shown once."""

import secrets  # noqa: TID251 - a first password is made here, at the edge
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tijdig import clock
from tijdig.actions import staff
from tijdig.words import Role


class Command(BaseCommand):
    help = "Let somebody work for a creditor (add), give a new password and app (renew), or end it (end)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["add", "renew", "end"])
        parser.add_argument("email", help="with which the colleague signs in")
        parser.add_argument("--name", default="", help="as customers read it (add)")
        parser.add_argument("--creditor", default="", help="code of the organisation (add, end)")
        parser.add_argument("--role", choices=[role.value for role in Role], default=Role.HANDLER.value)
        clock.add_arguments(parser)

    def handle(self, *_args: Any, what: str, email: str, name: str, creditor: str, role: str, **options: Any) -> None:
        by, at, password = "system", clock.moment(options), secrets.token_urlsafe(12)
        try:
            is_new = what == "renew"
            if what == "add":
                is_new = staff.invite(email, creditor, Role(role), name=name, password=password, by=by, at=at)
            elif what == "renew":
                staff.renew(email, password=password, by=by, at=at)
            else:
                staff.end(email, creditor, by=by, at=at)
        except staff.NobodyError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{email}: wachtwoord (eenmalig getoond) {password}" if is_new else f"{email}: gedaan.")

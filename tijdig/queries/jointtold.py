"""What was told under the consents of a joint arrangement, and what was paid, as a colleague reads it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tijdig.messages.consents import tellings
from tijdig.models import Joint, Shared
from tijdig.queries import consents, jointdue, jointrenewal
from tijdig.queries.doors import Staff
from tijdig.rules import dutch
from tijdig.rules.money import euros
from tijdig.rules.workdays import local_day


@dataclass(frozen=True)
class Told:
    """One time that something was told under a consent."""

    day: str
    by: str
    to: str
    what: str


def told(joint: Joint, staff: Staff, *, is_house: bool) -> Iterator[Told]:
    """What was told under its consents: all of it where it was asked, else what we heard and what we told."""
    for line in jointrenewal.told_in(joint, None if is_house else staff.creditor_id):
        yield Told(dutch.day(local_day(line.at)), consents.teller_of(line).name, line.to.name, said_of(line))


def said_of(line: Shared) -> str:
    """What one line says was told, as one colleague says it to another."""
    return tellings.to_staff(line.what, house=consents.teller_of(line).name, to=line.to.name)


def payments(joint: Joint) -> Iterator[tuple[str, str]]:
    for paid in joint.payments.order_by("-paid_on", "-pk"):
        went = " teruggeboekt" if jointdue.is_back(paid) else ""
        yield dutch.day(paid.paid_on), f"{euros(paid.amount_cents)}{went}"

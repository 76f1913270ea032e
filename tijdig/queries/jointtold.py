"""What was told under a consent, as one colleague says it to another: the register speaks to the customer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tijdig.models import Joint
from tijdig.queries import jointdue, jointrenewal
from tijdig.queries.doors import Staff
from tijdig.rules import dutch
from tijdig.rules.money import euros
from tijdig.rules.workdays import local_day

_OF_THE_CUSTOMER: Final = (
    ("Dat u samen wilt regelen. En wij vroegen", "Dat de klant samen wil regelen. En wij vroegen"),
    ("Wat zij elke keer krijgen als u samen regelt.", "Wat zij elke keer krijgen als de klant samen regelt."),
    ("Dat het plan loopt, en wie u helpt.", "Dat het plan loopt, en wie de klant helpt."),
    (
        "Dat uw toestemming bijna stopt, en dat wij u vroegen of het langer mag.",
        "Dat de toestemming bijna stopt, en dat wij de klant vroegen of het langer mag.",
    ),
    ("Dat u opnieuw ja zei, en tot wanneer.", "Dat de klant opnieuw ja zei, en tot wanneer."),
    ("Wie u bent, zodat zij u kunnen vinden.", "Wie de klant is, zodat zij het dossier kunnen vinden."),
    ("en wie u daar helpt.", "en wie de klant daar helpt."),
)


def to_staff(what: str) -> str:
    """The same about the customer, where it stands as it was said to the customer."""
    for said, told in _OF_THE_CUSTOMER:
        what = what.replace(said, told)
    return what


@dataclass(frozen=True)
class Told:
    """One time that something was told under a consent."""

    day: str
    to: str
    what: str


def told(joint: Joint, staff: Staff, *, is_house: bool) -> Iterator[Told]:
    """What was told under its consents: all of it where it was asked, else what we heard and what we told."""
    for line in jointrenewal.told_in(joint, None if is_house else staff.creditor_id):
        yield Told(dutch.day(local_day(line.at)), line.to.name, to_staff(line.what))


def payments(joint: Joint) -> Iterator[tuple[str, str]]:
    for paid in joint.payments.order_by("-paid_on", "-pk"):
        went = " teruggeboekt" if paid.reference.startswith(jointdue.BACK) else ""
        yield dutch.day(paid.paid_on), f"{euros(paid.amount_cents)}{went}"

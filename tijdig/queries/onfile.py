"""What the file of a creditor says of a customer, for a colleague to lay beside what somebody says or shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tijdig.models import Case, MoneyEntry
from tijdig.queries import visible
from tijdig.rules import dutch
from tijdig.rules.money import euros
from tijdig.words import EntryKind, FactSource, PointKind


class Asks(StrEnum):
    """What can be asked by telephone, as the trail keeps that it was right."""

    BIRTH = "geboortedatum"
    ADDRESS = "postcode en huisnummer"
    LAST_BILL = "bedrag van de laatste rekening"
    NUMBER = "klantnummer"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the file says."""

    label: str
    value: str
    asks: Asks | None = None  # under which answer it is kept that somebody knew it


def facts(case: Case, day: date) -> tuple[Fact, ...]:
    """Only what came with the file: what somebody told us later proves nothing of who tells it."""
    return tuple(_facts(case, day))


def _facts(case: Case, day: date) -> Iterator[Fact]:
    known = visible.details(case)
    if known and (name := f"{known.first_name} {known.last_name}".strip()):
        yield Fact("Naam", name)
    if known and known.birth_on:
        yield Fact("Geboren op", dutch.day(known.birth_on), Asks.BIRTH)
    rows = visible.points(case).filter(kind=PointKind.POST, source=FactSource.CREDITOR)
    if point := rows.last():
        yield Fact("Adres", ", ".join(point.value.splitlines()), Asks.ADDRESS)
    if bill := _last_bill(case, day):
        what = bill.claim.description or bill.claim.get_kind_display()
        yield Fact("Laatste rekening", f"{euros(bill.amount_cents)} ({what})", Asks.LAST_BILL)
    yield Fact("Klantnummer", case.customer.number, Asks.NUMBER)


def _last_bill(case: Case, day: date) -> MoneyEntry | None:
    """The newest bill that the customer can have by now, as it was sent."""
    rows = MoneyEntry.objects.filter(visible.seen_q("", "creditor__"), claim__customer_id=case.customer_id)
    sent = rows.filter(kind=EntryKind.CLAIM, booked_on__lte=day).select_related("claim")
    return sent.order_by("claim__due_on", "pk").last()

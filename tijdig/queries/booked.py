"""Money that was booked: payments that can be taken back, one that looks booked before, how a line is called."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from tijdig.models import Case, MoneyEntry
from tijdig.queries.visible import seen_q
from tijdig.words import EntryKind, EntryReason

TWO_YEARS = timedelta(days=731)
_LET_GO = (EntryReason.WAIVED, EntryReason.SETTLED)


def payments(case: Case, day: date) -> QuerySet[MoneyEntry]:
    """The payments of the last two years that stand, the newest first."""
    back = MoneyEntry.objects.filter(reverses=OuterRef("pk"))
    rows = MoneyEntry.objects.filter(
        seen_q("", "creditor__"), claim__customer_id=case.customer_id, kind=EntryKind.PAYMENT, amount_cents__lt=0
    )
    found = rows.filter(~Exists(back), booked_on__gte=day - TWO_YEARS).select_related("claim")
    return found.order_by("-booked_on", "-pk")


def is_alike(case: Case, cents: int, on: date) -> bool:
    """Whether so much was booked for this customer on this day already."""
    return payments(case, on).filter(booked_on=on, amount_cents=-cents).exists()


def is_let_go(entry: MoneyEntry) -> bool:
    """Whether this line says that the money need not be paid any more."""
    return entry.kind == EntryKind.CORRECTION and entry.reason in _LET_GO


def label(entry: MoneyEntry) -> str:
    """What a line in the book is, as people call it."""
    return EntryReason(entry.reason).label if is_let_go(entry) else EntryKind(entry.kind).label

"""Who owes what, asked for many payments at once: by payment reference, by bill or by customer number."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db.models import CharField, Sum, Value
from django.db.models.functions import Replace, Upper

from tijdig.models import Case, Claim, Contact, Creditor, Customer, Intake, MoneyEntry
from tijdig.queries.visible import seen_q
from tijdig.rules.references import compact
from tijdig.words import CaseState, ContactState, Direction, EntryKind, EntryReason, IntakeState

Item = TypeVar("Item")

AT_ONCE = 500
"""Values in one question: enough to ask seldom, few enough for every engine."""


@dataclass(slots=True)
class Owed:
    """One claim, with what is open of it; less with every payment that is planned for it."""

    claim: Claim
    open_cents: int


@dataclass(slots=True)
class Book:
    """What is known of everybody whom some payments could be of. Claims stand oldest first."""

    numbers: dict[str, int] = field(default_factory=dict)  # customer number -> customer
    claims: dict[int, list[Owed]] = field(default_factory=dict)  # customer -> claims
    cases: dict[int, Case] = field(default_factory=dict)  # customer -> case
    by_payment_reference: dict[str, list[Owed]] = field(default_factory=dict)
    by_reference: dict[str, list[Owed]] = field(default_factory=dict)

    def is_open(self, customer: int) -> bool:
        """Whether something is left to pay in an open case."""
        return self.cases[customer].state == CaseState.OPEN and any(one.open_cents > 0 for one in self.claims[customer])


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment that was booked before, as far as it went under one reference."""

    customer_id: int
    booked_on: date
    cents: int


def plain(reference: str) -> str:
    """A payment reference without the spaces and dots that people and banks put in it."""
    return compact(reference).replace(".", "").replace("-", "")


def book_of(
    creditor: Creditor, *, payment_references: Iterable[str], references: Iterable[str], numbers: Iterable[str]
) -> Book:
    """Everybody whom one of these names, with all their claims."""
    claims = Claim.objects.filter(seen_q("", "creditor__"), creditor=creditor)
    stripped: Replace | Upper = Upper("payment_reference", output_field=CharField())
    for sign in (" ", ".", "-"):
        stripped = Replace(stripped, Value(sign), Value(""), output_field=CharField())
    found: set[int] = set()
    for some in _some(set(map(plain, payment_references)) - {""}):
        rows = claims.annotate(plain=stripped).filter(plain__in=some)
        found.update(rows.values_list("customer_id", flat=True))
    for some in _some(set(references) - {""}):
        found.update(claims.filter(reference__in=some).values_list("customer_id", flat=True))
    people = Customer.objects.filter(seen_q("", "creditor__"), creditor=creditor)
    for some in _some(set(numbers) - {""}):
        found.update(people.filter(number__in=some).values_list("pk", flat=True))
    return _filled(creditor, sorted(found))


def _filled(creditor: Creditor, customers: Sequence[int]) -> Book:
    book = Book()
    balance = Sum("entries__amount_cents", filter=seen_q("entries__", "creditor__"), default=0)
    for some in _some(customers):
        cases = Case.objects.filter(seen_q("", "creditor__"), creditor=creditor, customer_id__in=some)
        for case in cases.select_related("customer"):
            book.cases[case.customer_id], book.claims[case.customer_id] = case, []
            book.numbers[case.customer.number] = case.customer_id
        rows = Claim.objects.filter(
            seen_q("", "creditor__"), customer_id__in=[one for one in some if one in book.cases]
        )
        for claim in rows.annotate(open_cents=balance).order_by("due_on", "pk"):
            owed = Owed(claim, claim.open_cents)
            book.claims[claim.customer_id].append(owed)
            book.by_reference.setdefault(claim.reference, []).append(owed)
            if claim.payment_reference:
                book.by_payment_reference.setdefault(plain(claim.payment_reference), []).append(owed)
    return book


def paid_under(creditor: Creditor, references: Iterable[str]) -> dict[str, set[Paid]]:
    """What was booked before under these references of the bank."""
    found: dict[str, set[Paid]] = {}
    for some in _some(set(references) - {""}):
        rows = MoneyEntry.objects.filter(creditor=creditor, kind=EntryKind.PAYMENT, reference__in=some)
        grouped = rows.values_list("reference", "claim__customer_id", "booked_on").annotate(cents=Sum("amount_cents"))
        for reference, customer, day, cents in grouped:
            found.setdefault(reference, set()).add(Paid(customer, day, -cents))
    return found


def paid_alike(customers: Iterable[int], days: Iterable[date]) -> set[Paid]:
    """Payments by hand or from the bank of these customers on these days, entry by entry."""
    found: set[Paid] = set()
    first, last = min(days, default=None), max(days, default=None)
    if first is None or last is None:
        return found
    for some in _some(customers):
        rows = MoneyEntry.objects.filter(
            claim__customer_id__in=some,
            kind=EntryKind.PAYMENT,
            reason__in=[EntryReason.BANK, EntryReason.BY_HAND],
            booked_on__range=(first, last),
        )
        kept = rows.values_list("claim__customer_id", "booked_on", "amount_cents")
        found |= {Paid(customer, day, -cents) for customer, day, cents in kept}
    return found


def queued(cases: Iterable[int]) -> int:
    """How many messages are queued for these cases that a payment stops."""
    states = [ContactState.PLANNED, ContactState.CLAIMED]
    rows = Contact.objects.filter(direction=Direction.OUT, state__in=states, moment__isnull=False)
    return sum(rows.filter(case_id__in=some).count() for some in _some(cases))


def same_file(creditor: Creditor, sha256: str) -> Intake | None:
    """The file with exactly this content that was taken in before."""
    rows = Intake.objects.filter(creditor=creditor, sha256=sha256, state=IntakeState.PUBLISHED)
    return rows.order_by("pk").first()


def _some(items: Iterable[Item]) -> Iterator[list[Item]]:
    rows = list(items)
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]

"""Who owes what, asked for many payments at once: by payment reference, by bill or by customer number."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import accumulate
from typing import TypeVar

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Replace, Upper

from tijdig.models import Arrangement, Case, Claim, Contact, Creditor, Customer, Intake, JointPart, MoneyEntry
from tijdig.queries.visible import seen_q
from tijdig.rules.arrangements import Part
from tijdig.rules.references import NUMBER_SIGNS, PAYMENT_SIGNS, bare_number, number_in_rf, plain
from tijdig.rules.solutions import shapes
from tijdig.words import ArrangementState, CaseState, ContactState, Direction, EntryKind, EntryReason, IntakeState
from tijdig.words import JointPartState as P

Item = TypeVar("Item")

AT_ONCE = 500
"""Values in one question: enough to ask seldom, few enough for every engine."""


@dataclass(slots=True)
class Owed:
    """One claim, with what is open of it; less with every payment that is planned for it."""

    claim: Claim
    open_cents: int


@dataclass(frozen=True, slots=True)
class Agreed:
    """What runs in a file: its bills, and its parts as far as they are asked here."""

    claims: frozenset[int]
    total_cents: int
    parts: tuple[Part, ...]  # none where one organisation takes the money for all

    def left(self, owed: Iterable[Owed]) -> tuple[Part, ...]:
        """The parts that are still to be paid, when so much is open of these claims."""
        open_cents = sum(one.open_cents for one in owed if one.claim.pk in self.claims)
        cents = shapes.left_of(self.parts, self.total_cents - open_cents)
        last = self.parts[len(self.parts) - len(cents) :]
        return tuple(replace(part, amount_cents=one) for part, one in zip(last, cents, strict=True))


@dataclass(slots=True)
class Owing:
    """What is known of everybody whom some payments could be of. Claims stand oldest first."""

    numbers: dict[str, int] = field(default_factory=dict)  # customer number -> customer
    bare_numbers: dict[str, set[int]] = field(default_factory=dict)  # and without its signs, as our references have it
    claims: dict[int, list[Owed]] = field(default_factory=dict)  # customer -> claims
    cases: dict[int, Case] = field(default_factory=dict)  # customer -> case
    agreed: dict[int, Agreed] = field(default_factory=dict)  # customer -> the arrangement that runs
    by_reference: dict[str, list[Owed]] = field(default_factory=dict)
    by_spelling: dict[str, list[Owed]] = field(default_factory=dict)  # payment reference as it is kept
    by_plain: dict[str, list[Owed]] = field(default_factory=dict)  # and without its signs

    def is_open(self, customer: int) -> bool:
        """Whether something is left to pay in an open case."""
        return self.cases[customer].state == CaseState.OPEN and any(one.open_cents > 0 for one in self.claims[customer])

    def under(self, payment_reference: str) -> list[Owed]:
        """The claims with this payment reference: spelled just so, or else with other spaces and dots."""
        spelled = [self.by_spelling[one] for one in spellings(payment_reference) if one in self.by_spelling]
        return spelled[0] if spelled else self.by_plain.get(plain(payment_reference), [])

    def over_number(self, payment_reference: str) -> set[int]:
        """The customers over whose number we made this payment reference, for who pays several bills at once."""
        return self.bare_numbers.get(number_in_rf(payment_reference), set())


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment that was booked before, as far as it went under one reference."""

    customer_id: int
    booked_on: date
    cents: int


def spellings(payment_reference: str) -> tuple[str, str]:
    """How a payment reference is most often kept: as people wrote it, or without signs."""
    return payment_reference, plain(payment_reference)


def bare(bank_reference: str) -> str:
    """A bank reference without what Excel and people change in it: capitals, spaces and zeros in front."""
    compacted = "".join(bank_reference.split()).casefold()
    return compacted.lstrip("0") or compacted[:1]


def named(
    creditor: Creditor, *, payment_references: Iterable[str], references: Iterable[str], numbers: Iterable[str]
) -> list[int]:
    """The customers whom one of these names."""
    claims = Claim.objects.filter(seen_q("", "creditor__"), creditor=creditor)
    asked = set(payment_references) - {""}
    own = _over_numbers(creditor, asked)
    found = {customer for customers in own.values() for customer in customers} | _under(claims, asked, own.keys())
    for some in _some(set(references) - {""}):
        found.update(claims.filter(reference__in=some).values_list("customer_id", flat=True))
    people = Customer.objects.filter(seen_q("", "creditor__"), creditor=creditor)
    for some in _some(set(numbers) - {""}):
        found.update(people.filter(number__in=some).values_list("pk", flat=True))
    return sorted(found)


def _over_numbers(creditor: Creditor, payment_references: set[str]) -> dict[str, set[int]]:
    """Per payment reference that we made over a customer's number: everybody whose number comes out the same."""
    bodies = {one: body for one in payment_references if (body := number_in_rf(one))}
    found: dict[str, set[int]] = {}
    if not bodies:
        return {}
    people, asked = Customer.objects.filter(seen_q("", "creditor__"), creditor=creditor), set(bodies.values())
    for rows in (people.filter(number__in=some) for some in _some(asked)):
        for number, customer in rows.values_list("number", "pk"):
            found.setdefault(number, set()).add(customer)
    for number, customer in _with_signs(people, asked):
        found.setdefault(number, set()).add(customer)
    return {one: found[body] for one, body in bodies.items() if body in found}


def _with_signs(people: QuerySet[Customer], asked: set[str]) -> Iterator[tuple[str, int]]:
    """Those of `asked` that are a number once its signs are left out. One question: it goes past every customer."""
    rows = people.annotate(bare=_without(NUMBER_SIGNS, "number")).filter(~Q(number=F("bare")))
    if len(asked) <= AT_ONCE:
        rows = rows.filter(bare__in=asked)
    for number, customer in rows.values_list("bare", "pk").iterator():
        if number in asked:
            yield number, customer


def _under(claims: QuerySet[Claim], payment_references: set[str], known: Collection[str]) -> set[int]:
    """Who has one of these: spelled just so, which costs little; without its signs only what is not `known` then."""
    found: dict[str, set[int]] = {}
    for some in _some({one for reference in payment_references for one in spellings(reference)} - {""}):
        rows = claims.filter(payment_reference__in=some)
        for spelled, customer in rows.values_list("payment_reference", "customer_id"):
            found.setdefault(spelled, set()).add(customer)
    people = {customer for customers in found.values() for customer in customers}
    missed = {plain(one) for one in payment_references if one not in known and found.keys().isdisjoint(spellings(one))}
    rows = claims.annotate(plain=_without(PAYMENT_SIGNS, "payment_reference"))
    for some in _some(missed - {""}):
        people.update(rows.filter(plain__in=some).values_list("customer_id", flat=True))
    return people


def _without(signs: Iterable[str], name: str) -> Replace | Upper:
    """A column in capitals, without these signs."""
    stripped: Replace | Upper = Upper(name, output_field=CharField())
    for sign in signs:
        stripped = Replace(stripped, Value(sign), Value(""), output_field=CharField())
    return stripped


def of(creditor: Creditor, customers: Iterable[int]) -> Owing:
    """What these customers owe, with all their claims."""
    owing = Owing()
    balance = Sum("entries__amount_cents", filter=seen_q("entries__", "creditor__"), default=0)
    for some in _some(customers):
        cases = Case.objects.filter(seen_q("", "creditor__"), creditor=creditor, customer_id__in=some)
        for case in cases.select_related("customer"):
            owing.cases[case.customer_id], owing.claims[case.customer_id] = case, []
            owing.numbers[case.customer.number] = case.customer_id
            owing.bare_numbers.setdefault(bare_number(case.customer.number), set()).add(case.customer_id)
        rows = Claim.objects.filter(
            seen_q("", "creditor__"), customer_id__in=[one for one in some if one in owing.cases]
        )
        for claim in rows.annotate(open_cents=balance).order_by("due_on", "pk"):
            owed = Owed(claim, claim.open_cents)
            owing.claims[claim.customer_id].append(owed)
            owing.by_reference.setdefault(claim.reference, []).append(owed)
            if claim.payment_reference:
                owing.by_spelling.setdefault(claim.payment_reference, []).append(owed)
                owing.by_plain.setdefault(plain(claim.payment_reference), []).append(owed)
        owing.agreed.update(_agreed(some))
    return owing


def _agreed(customers: Sequence[int]) -> dict[int, Agreed]:
    """Per customer the arrangement that runs; of a share that is paid elsewhere no part is asked here."""
    elsewhere = JointPart.objects.filter(arrangement=OuterRef("pk"), state=P.RUNNING, joint__pay_to__isnull=False)
    rows = Arrangement.objects.filter(state=ArrangementState.ACTIVE, case__customer_id__in=customers)
    rows = rows.annotate(is_elsewhere=Exists(elsewhere)).select_related("case")
    found: dict[int, Agreed] = {}
    for one in rows.prefetch_related("instalments", "claims"):
        parts = sorted((part.number, part.due_on, part.amount_cents) for part in one.instalments.all())
        asked = () if one.is_elsewhere else tuple(Part(*part) for part in parts)
        claims = frozenset(claim.pk for claim in one.claims.all())
        found[one.case.customer_id] = Agreed(claims, one.total_cents, asked)
    return found


def paid_under(creditor: Creditor, references: Iterable[str]) -> dict[str, set[Paid]]:
    """What was booked before under these references of the bank."""
    found: dict[str, set[Paid]] = {}
    for some in _some(set(references) - {""}):
        # Above nothing says nothing new, but from it the databases see that the index holds them all.
        rows = MoneyEntry.objects.filter(creditor=creditor, reference__gt="", reference__in=some)
        rows = rows.filter(kind=EntryKind.PAYMENT)
        grouped = rows.values_list("reference", "claim__customer_id", "booked_on").annotate(cents=Sum("amount_cents"))
        for reference, customer, day, cents in grouped:
            found.setdefault(reference, set()).add(Paid(customer, day, -cents))
    return found


def paid_alike(customers: Iterable[int], sums: Collection[tuple[date, int]]) -> dict[Paid, set[str]]:
    """Payments by hand or from the bank of these customers, of these days and cents, with their bare bank references.

    A payment by hand has none that says anything: whoever booked it did not have the line of the bank. One payment may
    stand there in parts, one for each bill: what was booked in one go and one after another counts together too, as
    far as it can have been one payment.
    """
    together: dict[tuple[int, date, datetime, str], list[int]] = {}
    if not sums:
        return {}
    (first, _), (last, _) = min(sums), max(sums)
    for some in _some(customers):
        rows = MoneyEntry.objects.filter(
            claim__customer_id__in=some,
            kind=EntryKind.PAYMENT,
            reason__in=[EntryReason.BANK, EntryReason.BY_HAND],
            booked_on__range=(first, last),
        )
        columns = ("claim__customer_id", "booked_on", "made_at", "reason", "reference", "amount_cents")
        for customer, day, at, reason, reference, cents in rows.order_by("pk").values_list(*columns):
            mark = "" if reason == EntryReason.BY_HAND else reference
            together.setdefault((customer, day, at, mark), []).append(-cents)
    found: dict[Paid, set[str]] = {}
    for (customer, day, _, mark), parts in together.items():
        for start in range(len(parts)):
            for cents in accumulate(parts[start:]):
                if (day, cents) in sums:
                    found.setdefault(Paid(customer, day, cents), set()).add(bare(mark))
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

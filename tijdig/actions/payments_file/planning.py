"""Planning: every line of a file of payments finds its claims, or what is wrong with it. Reads only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from tijdig.intake import FaultCode, Reading
from tijdig.intake.cells import dated, priced
from tijdig.intake.faults import RowFault
from tijdig.intake.payments import PaymentLine, fault
from tijdig.models import Claim, Creditor
from tijdig.queries import owing
from tijdig.queries.owing import Owed, Owing, Paid
from tijdig.rules import payments as rule

Above = tuple[int, int, int]
"""A line, so many cents above all that was open, and the case where they are booked."""


@dataclass(frozen=True, slots=True)
class Part:
    """So much of one line, for one claim."""

    line: PaymentLine
    claim: Claim
    cents: int


@dataclass
class Plan:
    """Which part of which line goes where, and what is wrong with the others."""

    parts: list[Part] = field(default_factory=list)
    faults: dict[int, RowFault] = field(default_factory=dict)
    known: int = 0
    above: list[Above] = field(default_factory=list)
    alike: list[int] = field(default_factory=list)  # lines like a payment that was booked, or stands above them
    cases: list[int] = field(default_factory=list)  # that something is booked on
    closing: int = 0

    @property
    def unknown(self) -> int:
        """Lines that are of nobody we know."""
        return sum(found.code == FaultCode.UNKNOWN_KEY for found in self.faults.values())

    def looked_at(self) -> str:
        """One word for all of it: the same word means that exactly the same is booked, sent back and pointed out."""
        parts = [(part.line.line, part.claim.pk, part.cents) for part in self.parts]
        faults = sorted((line, found.code.value) for line, found in self.faults.items())
        told = (self.known, self.closing, self.above, self.alike)
        return sha256(repr((parts, faults, *told)).encode()).hexdigest()


def named(creditor: Creditor, lines: Sequence[PaymentLine]) -> list[int]:
    """The customers whom these lines name."""
    return owing.named(
        creditor,
        payment_references=(line.payment_reference for line in lines),
        references=(line.reference for line in lines),
        numbers=(line.customer for line in lines),
    )


def plan(creditor: Creditor, reading: Reading, lines: Sequence[PaymentLine], owed: Owing, day: date) -> Plan:
    """Divide the lines over the claims in the order of the file, each on what the ones before it left open."""
    planner = _Planner(creditor, reading, lines, owed, day)
    for line in lines:
        planner.take(line)
    made, touched = planner.made, planner.touched
    made.cases = sorted(owed.cases[customer].pk for customer in touched)
    made.closing = sum(not owed.is_open(customer) for customer in touched)
    return made


class _Refusal(Exception):  # noqa: N818 - it never leaves this module
    """Why this line cannot be booked."""

    def __init__(self, found: RowFault) -> None:
        super().__init__()
        self.fault = found


class _Planner:
    """The lines taken one by one; what is open goes down as they are."""

    def __init__(
        self, creditor: Creditor, reading: Reading, lines: Sequence[PaymentLine], owed: Owing, day: date
    ) -> None:
        self.reading, self.owed, self.day, self.made = reading, owed, day, Plan()
        self.touched: dict[int, None] = {}
        self.under = owing.paid_under(creditor, (line.bank_reference for line in lines))
        self.before = owing.paid_alike(owed.cases, {(line.paid_on, line.cents) for line in lines})

    def take(self, line: PaymentLine) -> None:
        """Find where this line goes."""
        try:
            self._check(line)
            customer, claims = self._find(line)
            paid = Paid(customer, line.paid_on, line.cents)
            if self._is_known(line, paid):
                self.made.known += 1
                return
            self._divide(line, customer, claims)
        except _Refusal as refusal:
            self.made.faults[line.line] = refusal.fault
            return
        if line.bank_reference:
            self.under[line.bank_reference] = {paid}
        mark, earlier = owing.bare(line.bank_reference), self.before.setdefault(paid, set())
        if earlier and (not mark or "" in earlier or mark in earlier):  # two that the bank tells apart are two
            self.made.alike.append(line.line)
        earlier.add(mark)

    def _refuse(self, line: PaymentLine, name: str, code: FaultCode, value: str = "", expected: str = "") -> _Refusal:
        return _Refusal(fault(self.reading, line.line, name, code, value, expected))

    def _check(self, line: PaymentLine) -> None:
        profile = self.reading.profile
        if line.cents <= 0:
            raise self._refuse(line, "paid", FaultCode.NO_MONEY_IN, priced(line.cents, profile))
        if line.paid_on > self.day:
            raise self._refuse(line, "paid_on", FaultCode.FUTURE_DAY, dated(line.paid_on, profile.date))
        if not (line.payment_reference or line.reference or line.customer):
            raise self._refuse(line, "customer", FaultCode.NO_KEY)

    def _find(self, line: PaymentLine) -> tuple[int, list[Owed]]:
        """The one customer of this line, and the claims that it names; all that it says must be of that customer."""
        named = self._named(line)
        people = [{one.claim.customer_id for one in claims} for claims in named.values()]
        if line.customer:
            if line.customer not in self.owed.numbers:
                raise self._refuse(line, "customer", FaultCode.UNKNOWN_KEY, line.customer)
            people.append({self.owed.numbers[line.customer]})
        both = set.intersection(*people)
        if len(both) > 1:
            name, value = next((name, getattr(line, name)) for name in named)
            raise self._refuse(line, name, FaultCode.MORE_CUSTOMERS, value)
        claims = [[one for one in found if one.claim.customer_id in both] for found in named.values()]
        same = [one for one in claims[0] if all(one in others for others in claims[1:])] if claims else []
        if not both or (claims and not same):
            said = " en ".join(f"“{text}”" for text in (line.payment_reference, line.reference, line.customer) if text)
            raise self._refuse(line, next(iter(named)), FaultCode.KEYS_DISAGREE, said)
        return both.pop(), same

    def _named(self, line: PaymentLine) -> dict[str, list[Owed]]:
        """For each key of a claim that the line has: the claims that carry it."""
        found: dict[str, list[Owed]] = {}
        if line.payment_reference:
            found["payment_reference"] = self.owed.under(line.payment_reference)
        if line.reference:
            found["reference"] = self.owed.by_reference.get(line.reference, [])
        for name, claims in found.items():
            if not claims:
                raise self._refuse(line, name, FaultCode.UNKNOWN_KEY, getattr(line, name))
        return found

    def _is_known(self, line: PaymentLine, paid: Paid) -> bool:
        before = self.under.get(line.bank_reference, set()) if line.bank_reference else set()
        if before and paid not in before:
            raise self._refuse(line, "bank_reference", FaultCode.OTHER_PAYMENT, line.bank_reference)
        return paid in before

    def _divide(self, line: PaymentLine, customer: int, named: Iterable[Owed]) -> None:
        if not self.owed.is_open(customer):
            raise self._refuse(line, "customer", FaultCode.NOTHING_OPEN)
        first = [one for one in named if one.open_cents > 0]
        rest = [one for one in self.owed.claims[customer] if one.open_cents > 0 and one not in first]
        claims = first + rest
        parts = rule.divided(line.cents, [one.open_cents for one in claims])
        for one, cents in zip(claims, parts, strict=True):
            if cents:
                self.made.parts.append(Part(line, one.claim, cents))
                one.open_cents -= cents
        if (above := -claims[-1].open_cents) > 0:
            self.made.above.append((line.line, above, self.owed.cases[customer].pk))
        self.touched[customer] = None

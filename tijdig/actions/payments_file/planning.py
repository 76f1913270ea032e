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
from tijdig.queries import jointdue, owing
from tijdig.queries.jointdue import Due
from tijdig.queries.owing import Owed, Owing, Paid
from tijdig.rules import payments as rule
from tijdig.rules.references import joint_number, plain

Above = tuple[int, int, int]
"""A line, so many cents above all that was open, and the case where they are booked; or, booked nowhere, the plan."""


@dataclass(frozen=True, slots=True)
class Part:
    """So much of one line, for one claim."""

    line: PaymentLine
    claim: Claim
    cents: int


@dataclass(frozen=True, slots=True)
class Together:
    """One line that is for a joint arrangement: what is open there is split over the organisations, to the cent."""

    line: PaymentLine
    joint: int
    above_cents: int  # more than is open in the plan: it is booked nowhere

    @property
    def cents(self) -> int:
        """So much of the line is split."""
        return self.line.cents - self.above_cents


@dataclass
class Plan:
    """Which part of which line goes where, and what is wrong with the others."""

    parts: list[Part] = field(default_factory=list)
    together: list[Together] = field(default_factory=list)
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
        together = [(one.line.line, one.joint, one.cents, one.above_cents) for one in self.together]
        told = (self.known, self.closing, self.above, self.alike, together)
        return sha256(repr((parts, faults, *told)).encode()).hexdigest()


def named(creditor: Creditor, lines: Sequence[PaymentLine]) -> list[int]:
    """The customers whom these lines name."""
    return owing.named(
        creditor,
        payment_references=(line.payment_reference for line in lines),
        references=(line.reference for line in lines),
        numbers=(line.customer for line in lines),
    )


def joints(lines: Iterable[PaymentLine]) -> list[int]:
    """The joint arrangements that these lines name."""
    found = {joint_number(line.payment_reference, line.reference) for line in lines}
    return sorted(number for number in found if number is not None)


def plan(creditor: Creditor, reading: Reading, lines: Sequence[PaymentLine], owed: Owing, day: date) -> Plan:
    """Divide the lines over the claims in the order of the file, each on what the ones before it left open."""
    planner = _Planner(creditor, reading, lines, owed, day)
    for line in lines:
        planner.take(line)
    made, touched = planner.made, planner.touched
    shared = {case for one in made.together for case in planner.due[one.joint].cases}
    made.cases = sorted({*(owed.cases[customer].pk for customer in touched), *shared})
    made.closing = sum(not owed.is_open(customer) for customer in touched)
    return made


def still(reading: Reading, line: PaymentLine, house: str) -> RowFault:
    """What is said of a line for a joint arrangement that does not take it any more."""
    name = "payment_reference" if line.payment_reference else "reference"
    return fault(reading, line.line, name, FaultCode.JOINT_STILL, line.payment_reference or line.reference, house)


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
        self.together = jointdue.paid_under(creditor, {line.bank_reference for line in lines})
        self.before = owing.paid_alike(owed.cases, {(line.paid_on, line.cents) for line in lines})
        self.due = jointdue.of(creditor, joints(lines), day)
        self.above: dict[tuple[int, date, int], set[str]] = {}  # what stands above in this file, for all in one go

    def take(self, line: PaymentLine) -> None:
        """Find where this line goes."""
        try:
            self._check(line)
            if (number := joint_number(line.payment_reference, line.reference)) is not None:
                self._share(line, number)
                return
            customer, claims = self._find(line)
            paid = Paid(customer, line.paid_on, line.cents)
            if line.bank_reference in self.together:
                raise self._refuse(line, "bank_reference", FaultCode.OTHER_PAYMENT, line.bank_reference)
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

    def _share(self, line: PaymentLine, number: int) -> None:
        """A payment for all: once, and split is no more than is left of the plan; the rest is for a person."""
        due, said = self.due.get(number), line.payment_reference or line.reference
        name = "payment_reference" if line.payment_reference else "reference"
        if due is None:
            raise self._refuse(line, name, FaultCode.UNKNOWN_KEY, said)
        self._check_alone(line, due, name)
        if self._is_shared(line, due):
            self.made.known += 1
            return
        if due.left_cents <= 0:
            raise self._refuse(line, name, FaultCode.JOINT_STILL, said, due.house)
        one = Together(line, number, max(0, line.cents - due.left_cents))
        due.left_cents -= one.cents
        mark, same = owing.bare(line.bank_reference), (line.paid_on, line.cents)
        above = self.above.setdefault((number, *same), set())
        if same in due.alike or (above and (not mark or "" in above)):  # two that the bank tells apart are two
            self.made.alike.append(line.line)
        above.add(mark)
        if line.bank_reference:
            due.paid[line.bank_reference] = line.cents
            self.together[line.bank_reference] = number
        self.made.together.append(one)

    def _check_alone(self, line: PaymentLine, due: Due, name: str) -> None:
        """A payment for all names nothing else: no bill, no other plan, and no customer who is not in it."""
        keys = [text for text in (line.payment_reference, line.reference) if text]
        others = {plain(text) for text in keys if joint_number(text) != due.number}
        case = self.owed.cases.get(self.owed.numbers.get(line.customer, 0))
        is_other = bool(line.customer) and (case is None or case.pk not in due.cases)
        if others or is_other:
            said = [*keys, line.customer] if is_other else keys
            raise self._refuse(line, name, FaultCode.JOINT_AND_MORE, " en ".join(f"“{text}”" for text in said))

    def _is_shared(self, line: PaymentLine, due: Due) -> bool:
        """Whether this very payment was split before; never one that stands under the same mark of the bank."""
        if not line.bank_reference:
            return False
        cents = due.paid.get(line.bank_reference)
        elsewhere = self.together.get(line.bank_reference, due.number) != due.number
        if cents not in {None, line.cents} or elsewhere or self._is_of_a_bill(line, due):
            raise self._refuse(line, "bank_reference", FaultCode.OTHER_PAYMENT, line.bank_reference)
        return cents is not None

    def _is_of_a_bill(self, line: PaymentLine, due: Due) -> bool:
        """Whether the bank's mark stands at a bill of this organisation; what was split there stands so too."""
        return line.bank_reference not in due.paid and bool(self.under.get(line.bank_reference))

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
        if "payment_reference" not in named and line.payment_reference:
            people.append(self.owed.over_number(line.payment_reference))
        if line.customer:
            if line.customer not in self.owed.numbers:
                raise self._refuse(line, "customer", FaultCode.UNKNOWN_KEY, line.customer)
            people.append({self.owed.numbers[line.customer]})
        both = set.intersection(*people)
        if len(both) > 1:
            name = next(iter(named), "payment_reference")
            raise self._refuse(line, name, FaultCode.MORE_CUSTOMERS, getattr(line, name))
        claims = [[one for one in found if one.claim.customer_id in both] for found in named.values()]
        same = [one for one in claims[0] if all(one in others for others in claims[1:])] if claims else []
        if not both or (claims and not same):
            said = " en ".join(f"“{text}”" for text in (line.payment_reference, line.reference, line.customer) if text)
            raise self._refuse(line, next(iter(named), "payment_reference"), FaultCode.KEYS_DISAGREE, said)
        return both.pop(), same

    def _named(self, line: PaymentLine) -> dict[str, list[Owed]]:
        """For each key of a claim that the line has: the claims that carry it; a reference over a number names none."""
        found: dict[str, list[Owed]] = {}
        if line.payment_reference:
            claims = self.owed.under(line.payment_reference)
            if claims or not self.owed.over_number(line.payment_reference):
                found["payment_reference"] = claims
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
        """First over what the line names, then over what else is open there."""
        if not self.owed.is_open(customer):
            raise self._refuse(line, "customer", FaultCode.NOTHING_OPEN)
        first = [one for one in named if one.open_cents > 0]
        rest = [one for one in self.owed.claims[customer] if one.open_cents > 0 and one not in first]
        among_first = min(line.cents, sum(one.open_cents for one in first)) if rest else line.cents
        self._impute(line, customer, first, among_first)
        self._impute(line, customer, rest, line.cents - among_first)
        if (above := -min(one.open_cents for one in first + rest)) > 0:
            self.made.above.append((line.line, above, self.owed.cases[customer].pk))
        self.touched[customer] = None

    def _impute(self, line: PaymentLine, customer: int, claims: Sequence[Owed], cents: int) -> None:
        """So much of a line over these claims, in the order of docs/adr/0065."""
        if not cents:
            return
        agreed = self.owed.agreed.get(customer)
        arranged = agreed.claims if agreed else frozenset()
        bills = [rule.Bill(one.claim.due_on, one.open_cents, one.claim.pk in arranged) for one in claims]
        parts = agreed.left(self.owed.claims[customer]) if agreed else ()
        for place, some in rule.imputed(cents, bills, parts, line.paid_on).items():
            self.made.parts.append(Part(line, claims[place].claim, some))
            claims[place].open_cents -= some

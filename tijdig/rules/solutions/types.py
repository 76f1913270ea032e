"""What can be agreed, each as a type that cannot be made incomplete (EVIDENCE 4.3, 4.4).

None of them lets costs or extra interest in: a sum above zero there is an error, not a choice (DECISIONS 12). The
interest of a contract, of a mortgage or a credit, runs on as agreed and is told as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

from tijdig.policy import Policy
from tijdig.rules.arrangements import Part, above_room
from tijdig.rules.money import EURO_CENTS
from tijdig.rules.solutions import facts
from tijdig.rules.solutions.facts import IncompleteError
from tijdig.words import Mandate, Rhythm, SolutionKind, Word


class Frozen(Word):
    """What stands still for a while."""

    PRINCIPAL = "principal", "het bedrag zelf"
    INTEREST = "interest", "extra rente"
    COSTS = "costs", "kosten"


class Statement(Word):
    """On what the sum each time rests: nobody is asked for proof (DECISIONS 10)."""

    OWN = "own", "de klant noemde het zelf"
    BUDGET = "budget", "de klant rekende het uit met onze vragen"
    CONVERSATION = "conversation", "het kwam uit een gesprek"


class HelpWith(Word):
    """What was said about help: always something, and never a condition (DECISIONS 13)."""

    OFFERED = "offered", "hulp is aangeboden"
    MADE = "made", "hulp is erbij gevraagd"
    DECLINED = "declined", "de klant wil nu geen hulp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """One claim in it, with how it is made up."""

    claim: int
    principal_cents: int
    interest_cents: int  # what had been added before; nothing is added from now on
    costs_cents: int

    def __post_init__(self) -> None:
        """Sums of zero or more, and something open."""
        _at_least("Debt", 0, principal_cents=self.principal_cents, interest_cents=self.interest_cents)
        _at_least("Debt", 0, costs_cents=self.costs_cents)
        _ask(self.open_cents > 0, "Debt", "has nothing open")

    @property
    def open_cents(self) -> int:
        """All that is open of it."""
        return self.principal_cents + self.interest_cents + self.costs_cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """What we promise with every arrangement; the numbers come from the policy."""

    remind_days_before: int  # and a way to pay with it
    tolerance_days: int  # the bank gets its days
    contact_workdays: int  # then somebody calls; an arrangement never lapses by itself (DECISIONS 20)
    extra_interest_cents: int = 0
    costs_cents: int = 0

    def __post_init__(self) -> None:
        """No interest, no costs, and days that can be kept."""
        _at_least("Promises", 1, remind_days_before=self.remind_days_before, contact_workdays=self.contact_workdays)
        _at_least("Promises", 0, tolerance_days=self.tolerance_days)
        _costs_nothing("Promises", self.extra_interest_cents, self.costs_cents)


def promised(policy: Policy) -> Promises:
    """What holds for every arrangement under this policy."""
    return Promises(
        remind_days_before=policy.solutions.remind_days_before,
        tolerance_days=policy.contacts.instalment_tolerance_days,
        contact_workdays=policy.contacts.instalment_contact_workdays,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class InParts:
    """An arrangement with all that must stand in it; a part is due on a day, and the sum is exact."""

    creditor: int
    case: int
    debts: tuple[Debt, ...]
    parts: tuple[Part, ...]
    rhythm: Rhythm
    rests_on: Statement
    spare_cents: int | None  # what can be missed each time, where that was told
    promises: Promises
    contract_basis_points: int | None  # interest of a mortgage or credit, which runs on as agreed
    regular_bills: str  # "huur": what goes on beside it; empty where there is no such bill
    contact: str  # the person who knows of it
    others: tuple[int, ...]  # the creditors who are in it too, each under a consent
    consents: tuple[int, ...]
    review_on: date
    help: HelpWith
    decided_by: Mandate
    reason: str  # why a lead said yes
    has_upfront: bool  # the first part is of another size, by their own choice
    waives_last: bool
    told: str  # the whole of it in a few plain sentences

    def __post_init__(self) -> None:
        """Complete, exact, and within what can be missed."""
        where = "InParts"
        _ask(self.debts, where, "has no claim")
        _schedule(self.parts, sum(debt.open_cents for debt in self.debts))
        _filled(where, contact=self.contact, told=self.told)
        _ask(len(self.others) == len(self.consents), where, "needs one consent for each other creditor")
        _ask(self.parts[0].due_on <= self.review_on, where, "is looked at again before it begins")
        _ask(self.decided_by != Mandate.LEAD or self.reason.strip(), where, "lacks the reason of the lead")
        _ask(not self.waives_last or len(self.parts) > 1, where, "has one part, which cannot be given away")
        if self.contract_basis_points is not None:
            _at_least(where, 0, contract_basis_points=self.contract_basis_points)
        if self.spare_cents is not None:
            _within(self.parts, self.spare_cents, has_upfront=self.has_upfront)

    @property
    def total_cents(self) -> int:
        """All that is paid in parts."""
        return sum(part.amount_cents for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferral:
    """All of it later, on one day; meanwhile we keep quiet."""

    cents: int
    since_on: date
    until_on: date
    contact: str
    extra_interest_cents: int = 0
    costs_cents: int = 0

    def __post_init__(self) -> None:
        """A sum, a day that is to come, and nothing on top."""
        _at_least("Deferral", 1, cents=self.cents)
        _from_until("Deferral", self.since_on, self.until_on)
        _filled("Deferral", contact=self.contact)
        _costs_nothing("Deferral", self.extra_interest_cents, self.costs_cents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """Principal, extra interest or costs stand still until a day on which somebody looks."""

    what: frozenset[Frozen]
    debts: tuple[Debt, ...]  # what was open on that day, principal, interest and costs apart
    since_on: date
    until_on: date
    why: str

    def __post_init__(self) -> None:
        """Something, of something, until a day, for a reason."""
        _ask(self.what, "Freeze", "says nothing that stands still")
        _ask(self.debts, "Freeze", "has no claim")
        _from_until("Freeze", self.since_on, self.until_on)
        _filled("Freeze", why=self.why)


@dataclass(frozen=True, slots=True, kw_only=True)
class LowerRate:
    """Less interest of the contract for a time; afterwards the rate that was agreed comes back, and says so."""

    debts: tuple[Debt, ...]  # the loans it is about
    from_basis_points: int
    to_basis_points: int
    since_on: date
    until_on: date

    def __post_init__(self) -> None:
        """Lower, on something, and with an end."""
        _ask(self.debts, "LowerRate", "has no claim")
        _at_least("LowerRate", 0, to_basis_points=self.to_basis_points)
        _ask(self.to_basis_points < self.from_basis_points, "LowerRate", "is not lower than what was agreed")
        _from_until("LowerRate", self.since_on, self.until_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A bill was wrong, and was put right."""

    claim: int
    was_cents: int
    is_cents: int
    why: str

    def __post_init__(self) -> None:
        """It differs, and somebody can read why."""
        _at_least("Correction", 0, was_cents=self.was_cents, is_cents=self.is_cents)
        _ask(self.was_cents != self.is_cents, "Correction", "changes nothing")
        _filled("Correction", why=self.why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """Help was found: the customer goes there, or is called by them, which needs a consent."""

    to: str
    on_day: date
    consent: int | None  # under which the contact data went along; none when only the way there was told

    def __post_init__(self) -> None:
        """To somebody."""
        _filled("Referral", to=self.to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Small:
    """One small payment that the customer chose, or none: that is good as well (DECISIONS 10)."""

    cents: int
    due_on: date | None

    def __post_init__(self) -> None:
        """A sum has a day; nothing has none."""
        _at_least("Small", 0, cents=self.cents)
        _ask((self.cents > 0) == (self.due_on is not None), "Small", "a sum has a day, and nothing has none")


@dataclass(frozen=True, slots=True, kw_only=True)
class CostsDropped:
    """The costs are gone since there was contact."""

    debt: Debt  # as it was made up before: these costs are in it, and nothing else goes
    contact_on: date

    def __post_init__(self) -> None:
        """There were costs."""
        _at_least("CostsDropped", 1, costs_cents=self.debt.costs_cents)

    @property
    def claim(self) -> int:
        """Of which claim."""
        return self.debt.claim

    @property
    def cents(self) -> int:
        """How much need not be paid."""
        return self.debt.costs_cents


@dataclass(frozen=True, slots=True, kw_only=True)
class LastWaived:
    """The creditor gives the last part, as all others were paid."""

    arrangement: int
    number: int
    cents: int

    def __post_init__(self) -> None:
        """A part after another one, with a sum."""
        _at_least("LastWaived", 1, cents=self.cents)
        _ask(self.number > 1, "LastWaived", "the only part cannot be the last one")


Solution = (
    InParts | Deferral | Freeze | LowerRate | Correction | Referral | Small | CostsDropped | LastWaived
)  # fmt: skip
KINDS: Final[dict[SolutionKind, type[Any]]] = {
    SolutionKind.ARRANGEMENT: InParts,
    SolutionKind.DEFERRAL: Deferral,
    SolutionKind.FREEZE: Freeze,
    SolutionKind.LOWER_RATE: LowerRate,
    SolutionKind.CORRECTION: Correction,
    SolutionKind.REFERRAL: Referral,
    SolutionKind.SMALL: Small,
    SolutionKind.COSTS_DROPPED: CostsDropped,
    SolutionKind.LAST_WAIVED: LastWaived,
}


def kind_of(solution: Solution) -> SolutionKind:
    """The word for what it is."""
    return next(kind for kind, made in KINDS.items() if type(solution) is made)


def as_facts(solution: Solution) -> dict[str, Any]:
    """As it is kept."""
    return facts.as_facts(solution)


def from_facts(kind: SolutionKind, found: Any) -> Solution:
    """As it was kept; IncompleteError when that is not a whole solution of this kind."""
    made: Solution = facts.from_facts(KINDS[kind], found)
    return made


@dataclass(frozen=True, slots=True)
class Together:
    """Several solutions at once; those that bite each other cannot be made."""

    solutions: tuple[Solution, ...]

    def __post_init__(self) -> None:
        """One way to pay, nothing twice, a gift only with what it belongs to."""
        kinds = [kind_of(one) for one in self.solutions]
        _ask(kinds, "Together", "holds nothing")
        single = [kind for kind in set(kinds) if kind not in _MANY and kinds.count(kind) > 1]
        _ask(not single, "Together", f"holds twice: {', '.join(sorted(single))}")
        parts = next((one for one in self.solutions if isinstance(one, InParts)), None)
        for one in self.solutions:
            if isinstance(one, Small):
                _ask(parts is None, "Together", "a small payment stands instead of paying in parts, not beside it")
            if isinstance(one, Deferral) and parts:
                _ask(one.until_on <= parts.parts[0].due_on, "Together", "the first part comes before the deferral ends")
            if isinstance(one, LastWaived):
                _ask(parts is not None and parts.waives_last, "Together", "no arrangement gives its last part away")


_MANY: Final = frozenset({SolutionKind.CORRECTION, SolutionKind.REFERRAL, SolutionKind.COSTS_DROPPED})


def _schedule(parts: Sequence[Part], open_cents: int) -> None:
    """Numbered from one, each later than the one before, above a euro but for a smaller whole, and exact."""
    where = "InParts.parts"
    _ask(parts, where, "has no part")
    _ask([part.number for part in parts] == list(range(1, len(parts) + 1)), where, "are not numbered in a row")
    _ask(all(one.due_on < two.due_on for one, two in pairwise(parts)), where, "do not come one after the other")
    least = min(part.amount_cents for part in parts)
    _ask(least >= EURO_CENTS or (len(parts) == 1 and least > 0), where, "holds a part below one euro")
    total = sum(part.amount_cents for part in parts)
    _ask(total == open_cents, where, f"add up to {total} cents, where {open_cents} are open")


def _within(parts: Sequence[Part], spare_cents: int, *, has_upfront: bool) -> None:
    above = above_room(parts, spare_cents, has_upfront=has_upfront)
    _ask(not above, "InParts.parts", f"are more than can be missed: {', '.join(str(number) for number in above)}")


def _ask(holds: object, where: str, what: str) -> None:
    if not holds:
        raise IncompleteError(where, what)


def _at_least(where: str, least: int, **sums: int) -> None:
    for name, value in sums.items():
        _ask(value >= least, f"{where}.{name}", f"is {value}, and should be {least} or more")


def _filled(where: str, **texts: str) -> None:
    for name, text in texts.items():
        _ask(text.strip(), f"{where}.{name}", "is empty")


def _from_until(where: str, since_on: date, until_on: date) -> None:
    _ask(since_on < until_on, f"{where}.until_on", "comes before it begins")


def _costs_nothing(where: str, interest_cents: int, costs_cents: int) -> None:
    _ask(interest_cents == 0, f"{where}.extra_interest_cents", "nothing is added for a solution (DECISIONS 12)")
    _ask(costs_cents == 0, f"{where}.costs_cents", "nothing is added for a solution (DECISIONS 12)")

"""How a sum is made up, claim by claim, as art. 3.1 of the Besluit kwaliteit incassodienstverlening asks (LAW 1.4).

What we do not know is named as such to the customer, and told to colleagues by the action that shows the page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from tijdig.languages import marked, say
from tijdig.messages.languages import here
from tijdig.models import Case, Claim, Creditor, Moment, MoneyEntry
from tijdig.policy import Policy
from tijdig.queries import billnames, policies, portal, standingstill, visible
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person
from tijdig.rules.costs import collection_costs_cents
from tijdig.rules.interest import Days, Interest, InterestError, charged_interest
from tijdig.rules.workdays import local_day
from tijdig.words import (
    ContactState,
    CustomerKind,
    EntryKind,
    EntryReason,
    FactSource,
    PointKind,
    PointState,
    SenderType,
)

UNKNOWN: Final = "weten wij niet"
NO_DAY: Final = "datum onbekend"
LACKS: Final = {
    "creditor_address": "ons adres",
    "chamber_number": "ons nummer bij de Kamer van Koophandel",
    "registration": "ons nummer in het register van incassobureaus",
    "name": "[[uw|je]] naam",
    "address": "[[uw|je]] adres",
    "invoice_number": "het nummer van de rekening",
    "invoice_date": "de datum van de rekening",
    "title": "waar de rekening over gaat",
    "interest": "hoe de rente is opgebouwd",
}
"""What art. 3.1 asks and we may not have, in words for the customer."""

_LINES: Final = {
    EntryKind.CLAIM: marked("De rekening"),
    EntryKind.PAYMENT: marked("[[U betaalde|Je betaalde]]"),
    EntryKind.REVERSAL: marked("Een betaling ging terug"),
    EntryKind.CORRECTION: marked("Verbeterd"),
}
_REASONS: Final = {
    EntryReason.WAIVED: "Dit [[hoeft u|hoef je]] niet te betalen",
    EntryReason.SETTLED: "Geregeld met hulp",
    EntryReason.NO_LONGER_LISTED: "Staat niet meer open",
}
TOLD: Final = "Het adres dat [[u|je]] ons zelf gaf"
UNSAFE: Final = "[[Uw|Je]] adres laten wij hier niet zien. Dat is veiliger."
_GONE: Final = (ContactState.HANDED_OVER, ContactState.DELIVERED)


@dataclass(frozen=True, slots=True)
class Line:
    """One line in the book of a claim."""

    day: str
    what: str
    amount: str


@dataclass(frozen=True, slots=True)
class ClaimStatement:
    """One claim, from the bill to what is open now."""

    name: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    open: str
    interest: tuple[str, ...]
    interest_cents: int
    lacks: tuple[str, ...]  # codes of LACKS


@dataclass(frozen=True, slots=True)
class Statement:
    """The whole: who and who, claim by claim, and what comes on top."""

    house: House
    person: Person
    case_id: int
    creditor: tuple[str, ...]
    customer: tuple[str, ...]
    number: str  # as the customer's own name and address: only for who is known
    claims: tuple[ClaimStatement, ...]
    open: str
    interest: str  # empty where nothing is charged
    extra: str
    total: str
    zero: str  # as money
    coming: str  # what is not due yet, and stands on no line here
    day: str
    missing: tuple[str, ...]  # in words
    lacks: tuple[str, ...]
    shows_address: bool


def statement(visitor: Visitor, at: datetime) -> Statement:
    """The statement of this customer; name and address of both, those of the customer only for who is known."""
    case, around = portal.frame(visitor)
    day, shows = local_day(at), visitor.is_known
    policy = policies.of(case.creditor, day)
    opened = [claim for claim in visible.claims(case) if claim.open_cents > 0]
    # As on the overview: what is late. Who is on time sees what is to come.
    rows = [claim for claim in opened if claim.due_on < day] or opened
    coming = sum(claim.open_cents for claim in opened if claim not in rows)
    entries, longer = visible.entries_by_claim(case), _longer(case)
    still = standingstill.days(case, day) if policy.costs.charges_interest else {}
    added_to = {one.pk: interest_of(one, entries.get(one.pk, []), day, policy, still.get(one.pk, ())) for one in rows}
    claims = tuple(_claim(one, entries.get(one.pk, []), longer.get(one.pk), added_to[one.pk]) for one in rows)
    customer, lacking = _customer(case)
    lacks = (*_house_lacks(case.creditor), *lacking, *(code for one in claims for code in one.lacks))
    total, added = sum(claim.open_cents for claim in rows), sum(one.interest_cents for one in claims)
    return Statement(
        house=around.house,
        person=around.person,
        case_id=case.pk,
        creditor=tuple(_creditor(case.creditor)),
        customer=customer if shows else (),
        number=case.customer.number if shows else "",
        claims=claims,
        open=here.euros(total),
        interest=here.euros(added) if added else "",
        extra=_extra(case, rows, longer, day, policy),
        total=here.euros(total + added),
        zero=here.euros(0),
        coming=here.euros(coming) if coming else "",
        day=here.day(day),
        missing=tuple(say(LACKS[code]) for code in dict.fromkeys(lacks)),
        lacks=tuple(dict.fromkeys(lacks)),
        shows_address=shows,
    )


def lacks_of(claim: Claim) -> tuple[str, ...]:
    """What art. 3.1 asks of this claim and nobody told us (T-WKI-5)."""
    found = {
        "invoice_number": not claim.reference.strip(),
        "invoice_date": claim.invoiced_on is None,
        "title": not claim.description.strip(),
    }
    return tuple(code for code, is_lacking in found.items() if is_lacking)


def _house_lacks(creditor: Creditor) -> Iterator[str]:
    if not creditor.address_lines:
        yield "creditor_address"
    if creditor.sender_type == SenderType.THIRD_PARTY:
        yield "chamber_number"
        if not creditor.wki_registration:
            yield "registration"


def _creditor(creditor: Creditor) -> Iterator[str]:
    yield creditor.sender_name
    yield from creditor.address_lines
    if creditor.sender_type == SenderType.THIRD_PARTY:
        yield say("Namens {name}", name=creditor.name)
        if creditor.wki_registration:
            yield say("Registratienummer {number}", number=creditor.wki_registration)


def _customer(case: Case) -> tuple[tuple[str, ...], list[str]]:
    """Name and address; where a message is not safe, no address on a page that others may see."""
    details, point = visible.details(case), _address(case)
    name = f"{details.first_name} {details.last_name}".strip() if details else ""
    lacks = [code for code, known in (("name", name), ("address", point)) if not known]
    shown = point if case.customer.is_safe_to_contact else say(UNSAFE)
    return (*([name] if name else []), *shown.splitlines()), lacks


def _address(case: Case) -> str:
    """The address of the file; one that the customer told may be meant for us only, and is not shown."""
    usable = visible.points(case).filter(kind=PointKind.POST, is_safe=True)
    rows = list(usable.exclude(state__in=[PointState.WRONG, PointState.BOUNCED]))
    from_file = [point.value for point in rows if point.source == FactSource.CREDITOR]
    return from_file[-1] if from_file else say(TOLD) if rows else ""


def _claim(claim: Any, book: Sequence[MoneyEntry], longer: date | None, interest: Interest | None) -> ClaimStatement:
    return ClaimStatement(
        name=billnames.of(claim),
        facts=tuple(_facts(claim, book, longer)),
        lines=tuple(_line(entry, claim.invoiced_on) for entry in book),
        open=here.euros(claim.open_cents),
        interest=tuple(_interest(interest)),
        interest_cents=interest.cents if interest else 0,
        lacks=(*lacks_of(claim), *([] if interest else ["interest"])),
    )


def _facts(claim: Claim, book: Sequence[MoneyEntry], longer: date | None) -> Iterator[tuple[str, str]]:
    yield say("Waarvoor"), say(claim.get_kind_display())
    yield say("Nummer van de rekening"), claim.reference or say(UNKNOWN)
    yield say("Datum van de rekening"), here.day(claim.invoiced_on) if claim.invoiced_on else say(UNKNOWN)
    due = here.day(claim.due_on)
    if claim.invoiced_on:
        due = say("{day} ({days} de tijd)", day=due, days=_days((claim.due_on - claim.invoiced_on).days))
    yield say("Betalen voor of op"), due
    if longer is not None:
        yield say("Langer de tijd gekregen"), say("tot en met {day}", day=here.day(longer))
    yield (
        say("Bedrag van de rekening"),
        here.euros(sum(one.amount_cents for one in book if one.kind == EntryKind.CLAIM)),
    )


def _days(count: int) -> str:
    return say("één dag") if count == 1 else say("{count} dagen", count=count)


def _line(entry: MoneyEntry, invoiced_on: date | None) -> Line:
    """A bill stands on its own day: the day on which it came to us says nothing to the customer."""
    on = invoiced_on if entry.kind == EntryKind.CLAIM else entry.booked_on
    reason = EntryReason(entry.reason) if entry.reason else None
    line = _LINES[EntryKind(entry.kind)]
    what = say(_REASONS.get(reason, line) if reason else line)
    return Line(here.day(on) if on else say(NO_DAY), what, here.euros(entry.amount_cents))


def _longer(case: Case) -> dict[int, date]:
    """The last day that a notice which went out gave for a claim, by claim."""
    found: dict[int, date] = {}
    rows = Moment.objects.filter(case=case, pay_before_on__isnull=False, contacts__state__in=_GONE).distinct()
    for moment in rows.order_by("day", "pk"):
        for named in moment.claims:
            if moment.pay_before_on and named.get("in_notice"):
                found[int(named["id"])] = moment.pay_before_on
    return found


def interest_of(
    claim: Any, book: Sequence[MoneyEntry], day: date, policy: Policy, still: Sequence[Days] = ()
) -> Interest | None:
    """What interest a customer pays over a claim: mostly nothing. None where we cannot say how it is made up.

    That is so when part was paid after the due date, or a rate is not known: a sum without its composition is no sum.
    There is none over the days that stand `still`.
    """
    if claim.due_on >= day or not policy.costs.charges_interest:
        return Interest(0, ())
    if any(entry.kind != EntryKind.CLAIM and entry.booked_on > claim.due_on for entry in book):
        return None
    try:
        return charged_interest(claim.open_cents, claim.due_on + timedelta(days=1), day, policy, still=still)
    except InterestError:
        return None


def _interest(found: Interest | None) -> Iterator[str]:
    """Every run of days with its percentage and the sum it is over."""
    for part in found.parts if found else ():
        percent = f"{part.rate / 100:g}".replace(".", ",")
        span = say("{first} tot en met {last}", first=here.day(part.first_on), last=here.day(part.last_on))
        base, cents = here.euros(part.base_cents), here.euros(part.cents)
        yield say(
            "{days}: {rate}% per jaar over {base} is {interest}", days=span, rate=percent, base=base, interest=cents
        )


def _extra(case: Case, rows: Sequence[Any], longer: dict[int, date], day: date, policy: Policy) -> str:
    """Extra costs in one sentence: from when they may come, or what we spare once the law allows us to ask it.

    The law allows that over bills in a notice whose days are over, and not before (art. 6:96 lid 6 BW).
    """
    if policy.costs.charges_collection_costs:
        moment = Moment.objects.filter(case=case, costs_cents__gt=0, contacts__state__in=_GONE).order_by("-day").first()
        if moment and moment.pay_before_on and moment.pay_before_on >= day:
            return say("Tot en met {day} komen er geen kosten bij.", day=here.day(moment.pay_before_on))
        return say("Tot nu toe rekenden wij geen extra kosten.")
    over = sum(claim.open_cents for claim in rows if longer.get(claim.pk, day) < day)
    details = visible.details(case)
    if not over or (details and details.kind != CustomerKind.CONSUMER):
        return say("Wij rekenen geen extra kosten.")
    spared = here.euros(collection_costs_cents(over, policy))
    return say("Wij rekenen geen extra kosten. Van de wet mag dat wel. Dat scheelt [[u|je]] {amount}.", amount=spared)

"""What stands on a paper that a customer keeps: the blocks of the statement, of what was agreed, and of a message."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.http import Http404

from tijdig.languages import DUTCH, speaking
from tijdig.messages import content as words
from tijdig.messages.content import Block, Content
from tijdig.messages.facts import Recipient, Sender
from tijdig.models import Arrangement, Case, Contact, ContactPoint
from tijdig.queries import access, agreed, arrangements, jointhere, policies, portal, replies, visible
from tijdig.queries.doors import Visitor
from tijdig.queries.facts import sender_of
from tijdig.queries.hiding import content_without_code, without_code
from tijdig.queries.house import House, Person
from tijdig.queries.statements import ClaimStatement, Statement, statement
from tijdig.rules import dutch
from tijdig.rules.formality import spoken_to
from tijdig.rules.money import euros
from tijdig.rules.workdays import local_day
from tijdig.words import ChannelKind, ClaimKind, Direction, FactSource, PointKind

FACTS: Final = "facts"  # rows: (label, value)
BOOK: Final = "book"  # a heading row, a row each, and (label, amount) at the end
LOANS: Final = frozenset({ClaimKind.MORTGAGE.value, ClaimKind.CONSUMER_CREDIT.value})
NO_COSTS: Final = "€\N{NO-BREAK SPACE}0,00"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: what it is called, what stands on it, from whom, and of which moment it is."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    sender: Sender
    at: datetime


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter as it went out, to be set once more from its own frozen words."""

    key: str
    sender: Sender
    recipient: Recipient
    content: Content
    at: datetime


def of_statement(visitor: Visitor, at: datetime) -> tuple[Paper, Statement]:
    """How the sum is made up, on paper; and the statement itself, for what it lacks."""
    case, around = portal.frame(visitor)
    found = statement(visitor, at)
    blocks = (*_heading(found), *(block for claim in found.claims for block in _claim(claim)), *_total(found))
    return _paper(case, around.house, "opbouw", "Zo is het bedrag opgebouwd", blocks, at), found


def of_arrangement(visitor: Visitor, at: datetime) -> Paper:
    """What was agreed and runs now, in parts or otherwise; 404 when nothing does."""
    case, around = portal.frame(visitor)
    with speaking(DUTCH):  # as all of the paper
        more = agreed.for_customer(case, local_day(at), is_known=visitor.is_known)
    running = arrangements.of(case)
    if running is None and not more:
        raise Http404
    if running is None:
        said = (_text(f"Dit spraken wij af met {_name(case)}."), *_more(more), *_if_not(around.person))
        return _paper(case, around.house, "afspraak", "Wat wij afspraken", said, at)
    share = jointhere.part_of(case)
    plan = jointhere.of(share.pk, case, visitor, local_day(at)) if share else None
    if plan is not None and plan.account is not None:
        since, costs = local_day(running.made_at), _cost_of(case, set(_kinds(running)), at)
        own = (*_with_others(plan, case, since, costs), *_more(more), *_if_not(around.person))
        return _paper(case, around.house, "afspraak", "Onze regeling", own, at)
    parts = arrangements.parts(running)
    rows = [(dutch.weekday(part.due_on), euros(part.amount_cents)) for part in parts]
    claims = list(running.claims.order_by("due_on", "pk"))
    reference = replies.reference(case, claims)
    blocks = (
        _text(f"Dit spraken wij af op {dutch.day(local_day(running.made_at))}, met {_name(case)}."),
        _text(_cost_of(case, {claim.kind for claim in claims}, at)),
        Block(words.HEADING, "Op deze dagen [[betaalt u|betaal je]]"),
        Block(BOOK, rows=(("Dag", "Bedrag"), *rows, ("Samen", euros(running.total_cents)))),
        *_how_to_pay(around.house, reference),
        *_more(more),
        *_if_not(around.person),
    )
    return _paper(case, around.house, "afspraak", "Onze regeling", blocks, at)


def _with_others(plan: jointhere.Here, case: Case, since: date, costs: str) -> Iterator[Block]:
    """Our share of a plan with others: every payment for all, how much of it is for us, and the one account."""
    rows = [(dutch.weekday(row.due_on), euros(row.our_cents), euros(row.cents)) for row in plan.rows]
    total = ("Samen", euros(sum(row.cents for row in plan.rows)))
    yield _text(f"Dit spraken wij af op {dutch.day(since)}, met {_name(case)}, in één plan met andere organisaties.")
    yield _text(costs)
    yield Block(words.HEADING, "Op deze dagen [[betaalt u|betaal je]]")
    yield _text(
        "[[U betaalt|Je betaalt]] in één keer, voor alles samen. "
        f"Hiervan is {euros(sum(row.our_cents for row in plan.rows))} voor ons."
    )
    yield Block(BOOK, rows=(("Dag", "Hiervan voor ons", "Voor alles samen"), *rows, total))
    if (to := plan.account) is not None:
        yield from _pay_to(to.iban, to.iban_name, to.reference)


def _kinds(running: Arrangement) -> Iterator[str]:
    yield from running.claims.order_by("pk").values_list("kind", flat=True)


def _more(found: Sequence[agreed.Line]) -> Iterator[Block]:
    """What was agreed beside paying in parts, or instead of it."""
    for line in found:
        yield Block(words.HEADING, line.what.capitalize())
        yield _text(f"{' '.join(line.said)} Afgesproken op {line.day}.")


def _cost_of(case: Case, kinds: set[str], at: datetime) -> str:
    """What the arrangement itself costs: nothing; the interest of a loan runs on as agreed (DECISIONS 12)."""
    if kinds & LOANS:
        return "Er komen geen extra kosten bij. De rente van [[uw|je]] lening loopt gewoon door, zoals die nu is."
    if policies.of(case.creditor, local_day(at)).costs.charges_interest:
        return "Er komen geen extra kosten bij."
    return "Er komen geen rente en geen extra kosten bij."


def of_message(visitor: Visitor, number: int) -> Paper | SentLetter:
    """A message that went out, without its code: a letter as a letter, all else word for word. 404 as for reading it.

    The code is left out as on the page: whoever finds the paper would come in with it.
    """
    case = portal.frame(visitor)[0]
    contact = access.contact_of(visitor, number)
    at = contact.handed_over_at or contact.happened_at or contact.send_from
    is_letter = contact.kind == ChannelKind.LETTER and contact.direction == Direction.OUT
    if is_letter and contact.content.get("blocks") and _may_print_address(case, contact):
        return _letter(contact, at)
    kind, day = ChannelKind(contact.kind).label, dutch.day(local_day(at))
    text = without_code(contact.text) if contact.direction == Direction.OUT else contact.text
    said = tuple(_text(part) for part in text.split("\n") if part.strip())
    title = f"{kind.capitalize()} van {day}"
    return Paper("bericht", title, (_text("Woord voor woord:"), *said), sender_of(case.creditor), at)


def _may_print_address(case: Case, contact: Contact) -> bool:
    """Not the address that a customer told us, nor one that is not safe: who lives at the old one may know the rest."""
    hidden = ContactPoint.objects.filter(customer_id=case.customer_id, kind=PointKind.POST).exclude(
        source=FactSource.CREDITOR, is_safe=True
    )
    lines = "\n".join(contact.recipient.get("address_lines") or ())
    return case.customer.is_safe_to_contact and lines not in set(hidden.values_list("value", flat=True))


def _letter(contact: Contact, at: datetime) -> SentLetter:
    return SentLetter(
        key=contact.key,
        sender=Sender.from_dict(contact.sender),
        recipient=Recipient.from_dict(contact.recipient),
        content=content_without_code(Content.from_json(contact.content)),
        at=at,
    )


def _paper(case: Case, house: House, name: str, title: str, blocks: Sequence[Block], at: datetime) -> Paper:
    said = tuple(_said(block, is_formal=house.is_formal) for block in blocks)
    return Paper(name, title, said, sender_of(case.creditor), at)


def _said(block: Block, *, is_formal: bool) -> Block:
    rows = tuple(tuple(spoken_to(cell, is_formal=is_formal) for cell in row) for row in block.rows)
    return block._replace(text=spoken_to(block.text, is_formal=is_formal), rows=rows)


def _text(text: str) -> Block:
    return Block(words.TEXT, text)


def _name(case: Case) -> str:
    details = visible.details(case)
    name = f"{details.first_name} {details.last_name}".strip() if details else ""
    return f"{name} (klantnummer {case.customer.number})" if name else f"klantnummer {case.customer.number}"


def _heading(found: Statement) -> Iterator[Block]:
    yield Block(words.LEAD, f"Op {found.day} staat er {found.total} open.")
    yield _text(found.extra)
    yield Block(words.HEADING, "Van wie aan wie")
    yield Block(
        FACTS,
        rows=(
            ("Aan wie [[u betaalt|je betaalt]]", ", ".join(found.creditor)),
            ("Wie betaalt", ", ".join(found.customer) or "weten wij niet"),
            ("Klantnummer", found.number),
        ),
    )


def _claim(claim: ClaimStatement) -> Iterator[Block]:
    yield Block(words.HEADING, claim.name)
    yield Block(FACTS, rows=claim.facts)
    lines = tuple((line.day, line.what, line.amount) for line in claim.lines)
    yield Block(BOOK, rows=(("Dag", "Wat", "Bedrag"), *lines, ("Nog open", claim.open)))
    yield from (_text(f"Rente: {line}.") for line in claim.interest)


def _total(found: Statement) -> Iterator[Block]:
    if found.claims:
        rows = (("Rekeningen", found.open), ("Rente", found.interest or NO_COSTS), ("Extra kosten", NO_COSTS))
        yield Block(words.HEADING, "Samen")
        yield Block(BOOK, rows=(("Wat", "Bedrag"), *rows, ("Nog te betalen", found.total)))
    yield _text("Of er btw in zit, staat op de rekening zelf.")
    if found.missing:
        yield Block(words.HEADING, "Dit weten wij niet")
        yield _text(f"Wij missen nog: {dutch.listed(found.missing)}. Wij zoeken het uit. Bel ons gerust.")
    yield _text(f"Vragen? Bel {found.person.phone}, {found.person.hours}.")


def _how_to_pay(house: House, reference: str) -> Iterator[Block]:
    if house.iban:
        yield from _pay_to(house.iban, house.iban_name, reference)


def _pay_to(iban: str, name: str, reference: str) -> Iterator[Block]:
    rows = [("Rekening", iban), ("Op naam van", name)]
    yield Block(words.HEADING, "Zo [[betaalt u|betaal je]]")
    yield _text("Maak het bedrag over met de app of website van [[uw|je]] bank. Eerder of meer betalen mag altijd.")
    yield Block(FACTS, rows=(*rows, *([("Kenmerk", reference)] if reference else [])))


def _if_not(person: Person) -> Iterator[Block]:
    yield Block(words.HEADING, "Lukt het een keer niet?")
    yield _text(f"Bel ons dan, het liefst vooraf: {person.phone}, {person.hours}. Wij zoeken samen wat wel past.")
    yield _text("De regeling stopt niet vanzelf als een betaling te laat is.")

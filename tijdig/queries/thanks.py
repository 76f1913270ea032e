"""What a customer reads after asking: what we received, who answers how and when, and that nothing has to be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tijdig.models import Case, Claim, Request
from tijdig.policy import Policy
from tijdig.queries import access, policies, portal, replies
from tijdig.queries.asking import CHANGES, HELPS, STRANGERS, WHYS, parts_text
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person
from tijdig.queries.nextsteps import tail
from tijdig.queries.offers import DISPUTES
from tijdig.queries.portal import Asked
from tijdig.rules import distress, dutch
from tijdig.rules.money import euros
from tijdig.rules.workdays import AMSTERDAM, local_day
from tijdig.words import CallBackState, ChannelKind, RequestKind, RequestState

NOT_YET = "[[weet u|weet je]] nog niet"
BY = {
    ChannelKind.EMAIL: "Het antwoord komt per e-mail.",
    ChannelKind.SMS: "Het antwoord komt per sms.",
    ChannelKind.LETTER: "Het antwoord komt per brief.",
}


@dataclass(frozen=True, slots=True)
class Thanks:
    """What was asked, who answers, and when."""

    house: House
    person: Person
    asked: Asked
    said: str
    reply: str
    details: tuple[tuple[str, str], ...]
    answer: str
    call: str
    phone: str  # "is 06 12 34 56 78", or how it ends
    way: str
    is_help: bool
    is_distress: bool
    is_proposal: bool  # of parts: no agreement yet
    is_dispute: bool


def thanks(visitor: Visitor, number: int, at: datetime) -> Thanks:
    """The confirmation of a request; what was said in it only for who wrote it, or who said who they are."""
    case, around = portal.frame(visitor)
    request = access.request_of(visitor, number)
    day = local_day(at)
    policy, asked = policies.of(case.creditor, day), portal.asked(request, visitor)
    call = getattr(request, "call_back", None)
    planned = call if call and call.state == CallBackState.PLANNED else None
    starts = planned.slot.starts_at if planned else None
    phone = planned.phone if planned else str(request.details.get("phone", ""))
    may_read = asked.may_read
    return Thanks(
        house=around.house,
        person=around.person,
        asked=asked,
        said=request.text if may_read else "",
        reply=request.answer if may_read else "",
        details=tuple(_rows(request, case, day, policy)) if may_read else (),
        answer=dutch.near(request.answer_due_on),
        call=f"{dutch.near(local_day(starts))} om {dutch.hour(starts.astimezone(AMSTERDAM))} uur" if starts else "",
        phone=(f"is {phone}" if may_read else tail(phone)) if phone else "",
        way="" if phone or request.kind == RequestKind.NOT_ME else _way(case, day),
        is_help=may_read and request.kind == RequestKind.HELP,
        is_distress=may_read and distress.suggests(request.text, policy),
        is_proposal=may_read and request.kind == RequestKind.PAY_IN_PARTS,
        is_dispute=may_read and request.kind in DISPUTES,
    )


def rows(visitor: Visitor, kind: RequestKind, details: dict[str, Any], at: datetime) -> tuple[tuple[str, str], ...]:
    """What was chosen, read back in words, before it is sent."""
    case, day = access.case_of(visitor), local_day(at)
    wanted = Request(case=case, kind=kind, details=details, state=RequestState.OPEN)
    return tuple(_rows(wanted, case, day, policies.of(case.creditor, day)))


def _way(case: Case, day: date) -> str:
    """How the answer comes; nothing when we know no way, and somebody has to look for one."""
    found = replies.ways(case, day)
    return BY.get(found[0].kind, "") if found else ""


def _rows(request: Request, case: Case, day: date, policy: Policy) -> Iterator[tuple[str, str]]:
    said = request.details
    match request.kind:
        case RequestKind.PAY_IN_PARTS:
            yield from _parts(request, case, day, policy)
        case RequestKind.PAY_LATER:
            yield "Betalen op", _day(said.get("pay_on"))
        case RequestKind.HELP if said.get("help") in HELPS:
            yield "[[U koos|Je koos]]", HELPS[said["help"]]
            shared = "mag [[van u|van jou]]" if said.get("may_share") else "alleen als wij het eerst vragen"
            yield "Doorgeven", shared
        case RequestKind.DISAGREE:
            yield "Het gaat om", _bills(said.get("claims", []), case)
            if said.get("why") in WHYS:
                yield "[[U koos|Je koos]]", WHYS[said["why"]].lower()
        case RequestKind.CHANGE if said.get("change") in CHANGES:
            yield "[[U koos|Je koos]]", CHANGES[said["change"]]
        case RequestKind.NOT_ME if said.get("who") in STRANGERS:
            yield "[[U koos|Je koos]]", STRANGERS[said["who"]]


def _parts(request: Request, case: Case, day: date, policy: Policy) -> Iterator[tuple[str, str]]:
    cents = request.details.get("instalment_cents")
    if not isinstance(cents, int):
        yield "Per maand", NOT_YET
    elif not cents:
        yield "Per maand", "nu even niets"
        return
    else:
        yield "Per maand", euros(cents)
        total = sum(bill.open_cents for bill in portal.bills(case, day) if bill.is_late and not bill.is_disputed)
        if request.state == RequestState.OPEN and (parts := parts_text(total, cents, day, policy)):
            yield "Dat is", parts
    yield "Vanaf", _day(request.details.get("first_on"))


def _day(on: object) -> str:
    return dutch.near(date.fromisoformat(on)) if isinstance(on, str) and on else NOT_YET


def _bills(numbers: list[int], case: Case) -> str:
    rows = Claim.objects.filter(customer_id=case.customer_id, pk__in=numbers).order_by("due_on", "pk")
    return dutch.listed([claim.description or f"rekening {claim.reference}" for claim in rows]) or "alles"

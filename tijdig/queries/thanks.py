"""What a customer reads after asking: what we received, who answers how and when, and that nothing has to be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tijdig.languages import marked, say
from tijdig.messages.languages import here
from tijdig.models import Case, Claim, Request
from tijdig.policy import Policy
from tijdig.queries import access, asks, billnames, policies, portal, replies, tongues
from tijdig.queries.asking import CHANGES, HELPS, STRANGERS, WHYS, parts_text
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person
from tijdig.queries.nextsteps import moment, tail
from tijdig.queries.offers import DISPUTES
from tijdig.queries.portal import Asked
from tijdig.rules import distress
from tijdig.rules.tongues import needs_interpreter, own_name
from tijdig.rules.workdays import local_day
from tijdig.words import CallBackState, ChannelKind, RequestKind, RequestState

ASK_FIRST = "alleen als wij het eerst vragen"
NOT_YET = "[[weet u|weet je]] nog niet"
CALL = marked("[[Wilt u|Wil je]] weten wat eruit kwam? Bel ons dan.")
FITS = {
    "not_here": marked("Wij zoeken het juiste adres. Komt er nog post voor deze persoon? Stuur die ongeopend terug."),
    "died": marked(
        "Wij leven mee met wie achterblijft. Wij schrijven niemand aan en zoeken rustig uit wie alles regelt."
    ),
    "same_name": marked("Wij zoeken uit wie wij wilden bereiken. Van [[u|jou]] vragen wij niets."),
    "name_used": marked(
        "Wat vervelend. Wij zoeken uit wat er gebeurde. Een aangifte bij de politie helpt, maar hoeft niet."
    ),
    "never_bought": marked("Wij zoeken uit van wie deze rekening is. [[U hoeft|Je hoeft]] niets te bewijzen."),
    "other": marked("Wij zoeken het uit. Van [[u|jou]] vragen wij nu niets."),
}
"""What fits each reason why our post is not for who holds it."""
PER = {"weekly": marked("Per week"), "four_weekly": marked("Per vier weken"), "monthly": marked("Per maand")}
QUESTION = marked("[[uw|je]] vraag")
RECEIVED = {
    RequestKind.NOT_ME: marked("[[uw|je]] bericht"),
    RequestKind.COMPLAINT: marked("[[uw|je]] klacht"),
}
GOOD = frozenset({
    RequestKind.CALL_ME, RequestKind.PAY_LATER, RequestKind.PAY_IN_PARTS, RequestKind.CHANGE, RequestKind.EXPLAIN,
})  # fmt: skip
"""After these we may ask something too: nobody complains, objects or asks for help."""
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
    received: str  # what came in: a question, a complaint
    said: str
    reply: str
    details: tuple[tuple[str, str], ...]
    answer: str
    call: str
    phone: str  # "is 06 12 34 56 78", or how it ends
    way: str
    fits: str  # what fits this reason, when it is not for who holds our post
    within: str  # of a complaint: in how many working days there is an answer
    is_help: bool
    is_good: bool  # an end at which something may be asked: nothing is wrong, and nobody is in distress
    is_distress: bool
    is_proposal: bool  # of parts: no agreement yet
    is_dispute: bool
    is_not_me: bool
    is_beside: bool  # a call is promised already, on a number of which we are surer


def thanks(visitor: Visitor, number: int, at: datetime) -> Thanks:
    """The confirmation of a request; what was said in it only for who wrote it, or who said who they are."""
    case, around = portal.frame(visitor)
    request = access.request_of(visitor, number)
    day = local_day(at)
    policy, asked = policies.of(case.creditor, day), portal.asked(request, visitor, day)
    call = getattr(request, "call_back", None)
    planned = call if call and call.state == CallBackState.PLANNED else None
    starts = planned.slot.starts_at if planned else None
    phone = planned.phone if planned else str(request.details.get("phone", ""))
    may_read, who = asked.may_read, str(request.details.get("who"))
    return Thanks(
        house=around.house,
        person=around.person,
        asked=asked,
        received=say(RECEIVED.get(RequestKind(request.kind), QUESTION)),
        said=request.text if may_read else "",
        reply=request.answer if may_read else "",
        details=tuple(_rows(request, case, day, policy)) if may_read else (),
        answer=here.near(request.answer_due_on),
        call=moment(starts) if starts else "",
        phone=(say("is {phone}", phone=here.kept(phone)) if may_read else tail(phone)) if phone else "",
        way=say(CALL) if request.kind == RequestKind.NOT_ME else "" if phone else _way(case, day),
        fits=say(FITS[who]) if may_read and who in FITS else "",
        within=_within(policy) if may_read and request.kind == RequestKind.COMPLAINT else "",
        is_help=may_read and request.kind == RequestKind.HELP,
        is_good=may_read and asked.is_open and request.kind in GOOD and not distress.suggests(request.text, policy),
        is_distress=may_read and distress.suggests(request.text, policy),
        is_proposal=may_read and request.kind == RequestKind.PAY_IN_PARTS,
        is_dispute=may_read and request.kind in DISPUTES,
        is_not_me=request.kind == RequestKind.NOT_ME,
        is_beside=may_read and asks.OTHER_NUMBER in request.details,
    )


@dataclass(frozen=True, slots=True)
class Promised:
    """A call in which somebody shows who they are, as it was promised."""

    number: int  # of the request
    when: str


def promised(visitor: Visitor) -> Promised | None:
    """The call for which this customer asked to show who they are; nothing where none waits."""
    request = asks.for_proof(visitor.case_id).first() if not visitor.is_stranger else None
    if request is None:
        return None
    call = getattr(request, "call_back", None)
    planned = call if call and call.state == CallBackState.PLANNED else None
    last = say("uiterlijk {day}", day=here.near(request.answer_due_on))
    return Promised(request.pk, moment(planned.slot.starts_at) if planned else last)


def rows(visitor: Visitor, kind: RequestKind, details: dict[str, Any], at: datetime) -> tuple[tuple[str, str], ...]:
    """What was chosen, read back in words, before it is sent."""
    case, day = access.case_of(visitor), local_day(at)
    wanted = Request(case=case, kind=kind, details=details, state=RequestState.OPEN)
    return tuple(_rows(wanted, case, day, policies.of(case.creditor, day)))


def _within(policy: Policy) -> str:
    days = policy.contacts.complaint_answer_workdays
    return say("één werkdag") if days == 1 else say("{count} werkdagen", count=here.count(days))


def _way(case: Case, day: date) -> str:
    """How the answer comes; nothing when we know no way, and somebody has to look for one."""
    found = replies.ways(case, day)
    return say(BY.get(found[0].kind, "")) if found else ""


def _rows(request: Request, case: Case, day: date, policy: Policy) -> Iterator[tuple[str, str]]:
    said = request.details
    match request.kind:
        case RequestKind.PAY_IN_PARTS:
            yield from _parts(request, case, day, policy)
        case RequestKind.CALL_ME:
            yield from _call(said)
        case RequestKind.PAY_LATER:
            yield say("Betalen op"), _day(said.get("pay_on"))
        case RequestKind.HELP if said.get("help") in HELPS:
            yield say("[[U koos|Je koos]]"), say(HELPS[said["help"]])
            yield say("Doorgeven"), say(marked("mag [[van u|van jou]]") if said.get("may_share") else ASK_FIRST)
        case RequestKind.DISAGREE:
            yield say("Het gaat om"), _bills(said.get("claims", []), case)
            if said.get("why") in WHYS:
                yield say("[[U koos|Je koos]]"), _low(say(WHYS[said["why"]]))
        case RequestKind.CHANGE if said.get("change") in CHANGES:
            yield say("[[U koos|Je koos]]"), say(CHANGES[said["change"]])
        case RequestKind.NOT_ME if said.get("who") in STRANGERS:
            yield say("[[U koos|Je koos]]"), say(STRANGERS[said["who"]])


def _call(said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """In which language, and what about."""
    if name := own_name(str(said.get(tongues.LANGUAGE, ""))):
        is_alone = not needs_interpreter(str(said[tongues.LANGUAGE]))
        yield say("Taal"), name if is_alone else say("{language}, met een tolk", language=name)
    if said.get(asks.ABOUT) == asks.PROOF:
        yield say("Waarover"), say("Laten zien wie [[u bent|je bent]]")


def _each(details: dict[str, Any]) -> str:
    """ "Per week", as far as it was told how often."""
    often = details.get("rhythm") or (details.get("shape") or {}).get("rhythm")
    return say(PER.get(often or "", PER["monthly"]))


def _parts(request: Request, case: Case, day: date, policy: Policy) -> Iterator[tuple[str, str]]:
    cents = request.details.get("instalment_cents")
    if not isinstance(cents, int):
        yield say("Per maand"), say(NOT_YET)
    elif not cents:
        yield say("Per maand"), say("nu even niets")
        return
    else:
        yield _each(request.details), here.euros(cents)
        total = sum(bill.open_cents for bill in portal.bills(case, day) if bill.is_late and not bill.is_disputed)
        if request.state == RequestState.OPEN and (parts := parts_text(total, cents, day, policy)):
            yield say("Dat is"), parts
    yield say("Vanaf"), _day(request.details.get("first_on"))


def _low(words: str) -> str:
    return words[:1].lower() + words[1:] if words[:2] != "I " else words


def _day(on: object) -> str:
    return here.near(date.fromisoformat(on)) if isinstance(on, str) and on else say(NOT_YET)


def _bills(numbers: list[int], case: Case) -> str:
    rows = Claim.objects.filter(customer_id=case.customer_id, pk__in=numbers).order_by("due_on", "pk")
    named = [
        billnames.of(claim) if claim.description else say("rekening {number}", number=claim.reference) for claim in rows
    ]
    return here.listed(named) or say("alles")

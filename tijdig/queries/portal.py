"""What a customer sees: the overview of one case in six queries, whatever the number of claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.http import Http404

from tijdig.languages import say
from tijdig.messages.facts import Formality
from tijdig.messages.languages import here
from tijdig.models import Arrangement, Case, Claim, CustomerDetails, Hold, Request
from tijdig.queries import access, drafts, policies, resting, sent
from tijdig.queries.doors import Visitor
from tijdig.queries.facts import payment_reference, salutation
from tijdig.queries.house import Frame, House, Person, around
from tijdig.queries.nextsteps import Standing, steps
from tijdig.queries.ready import Ready, Value
from tijdig.queries.resting import End, Loom
from tijdig.queries.standing import administrators
from tijdig.queries.visible import holds_q, seen_q
from tijdig.rules.arrangements import Part, PartState, next_due, standing
from tijdig.rules.workdays import local_day
from tijdig.words import (
    ArrangementState,
    AssuranceLevel,
    ClaimKind,
    EntryKind,
    HoldKind,
    PauseReason,
    RepresentativeKind,
    RequestKind,
    RequestState,
)

SHOWN = 30
"""So many requests at most on the page; the newest first."""

ASKED = {
    RequestKind.CALL_ME: "[[U vroeg|Je vroeg]] of wij [[u|je]] bellen",
    RequestKind.PAY_LATER: "[[U wilt|Je wilt]] later betalen",
    RequestKind.PAY_IN_PARTS: "[[U wilt|Je wilt]] in delen betalen",
    RequestKind.DISAGREE: "[[U zei|Je zei]] dat er iets niet klopt",
    RequestKind.EXPLAIN: "[[U vroeg|Je vroeg]] om uitleg",
    RequestKind.HELP: "[[U vroeg|Je vroeg]] om hulp",
    RequestKind.CHANGE: "[[U wilt|Je wilt]] de afspraak veranderen",
    RequestKind.NOT_ME: "[[U zei|Je zei]] dat dit niet voor [[u|jou]] is",
    RequestKind.DETAILS: "[[U zei|Je zei]] dat gegevens niet kloppen",
    RequestKind.COMPLAINT: "[[U hebt|Je hebt]] een klacht",
    RequestKind.OTHER: "[[U vroeg|Je vroeg]] ons iets",
}

OPEN = "Dit staat nog open"
SAID_OF_LATE = {"late": "Dit had al betaald moeten zijn", "arranged": "Hierover gaat de afspraak"}

PART_LABELS = {
    PartState.PAID: "betaald",
    PartState.COMING: "komt nog",
    PartState.DUE: "nu aan de beurt",
    PartState.MISSED: "nog niet binnen",
}
MONTHLY = {ClaimKind.RENT.value, ClaimKind.MORTGAGE.value, ClaimKind.HEALTH_PREMIUM.value}
MONTHS_NAMED = 3
KINDS = {kind.value: kind.label for kind in ClaimKind} | {ClaimKind.PURCHASE.value: "bestelling"}
BILL = "rekening"


@dataclass(frozen=True, slots=True)
class Bill:
    """One claim as the customer reads it."""

    number: int
    name: str
    reference: str
    due: str
    month: str
    open: str
    open_cents: int
    billed: str
    paid: str
    kind: str
    is_late: bool
    is_disputed: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Something the customer asked."""

    number: int
    what: str
    day: str
    state: str
    is_open: bool
    may_read: bool


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of an arrangement."""

    number: int
    day: str
    amount: str
    state: str
    label: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the overview."""

    house: House
    person: Person
    hello: str
    stands_for: str  # the customer, when an administrator looks
    mood: str  # late, waiting, arranged, disputed, clear
    total: str
    what: str
    late: tuple[Bill, ...]
    said_of_late: str
    pay: str  # what can be paid now: the next part of what was agreed, else everything that is late
    coming: tuple[Bill, ...]
    disputed: tuple[Bill, ...]
    steps: tuple[str, ...]
    parts: tuple[PartLine, ...]
    asked: tuple[Asked, ...]
    sent: tuple[sent.Line, ...]
    reference: str
    rest: End | None  # the rest that is one tap away; none while there is rest as long
    has_rest: bool  # that the customer took, and can make longer or end
    looms: Loom | None
    draft: tuple[str, str] | None  # the question that was put away, and what it asks
    is_calm: bool  # something was asked or agreed: nothing has to be done now


def frame(visitor: Visitor) -> tuple[Case, Frame]:
    """The case of this visitor, with what stands around every page."""
    case = access.case_of(visitor)
    return case, around(case)


def frame_for(visitor: Visitor | None) -> Frame | None:
    """What stands around a page that is for everybody, when somebody is inside."""
    try:
        return frame(visitor)[1] if visitor else None
    except Http404:
        return None


def overview(visitor: Visitor, at: datetime) -> Overview:
    """The overview at this moment."""
    day = local_day(at)
    case = _case(visitor, day, at)
    outside = around(case)
    holds = _holds(case, day)
    claims, arranged = bills_of(case, day, holds)
    late = tuple(bill for bill in claims if bill.is_late and not bill.is_disputed)
    disputed = tuple(bill for bill in claims if bill.is_disputed)
    requests, contacts = _requests(case), sent.contacts(case)
    parts, paid = _parts(holds, arranged)
    now = Standing(
        case=case, person=outside.person, day=day, holds=holds, requests=requests, contacts=contacts,
        parts=parts, part_states=standing(parts, paid, day, policies.of(case.creditor, day)),
        next_due=next_due(parts, paid),
        late_cents=sum(bill.open_cents for bill in late), has_disputed=bool(disputed),
    )  # fmt: skip
    return Overview(
        house=outside.house,
        person=outside.person,
        hello=hello(case, visitor),
        stands_for=stands_for(case, visitor),
        mood=now.mood,
        total=here.euros(now.late_cents),
        what=what(late, say("de" if stands_for(case, visitor) else "[[uw|je]]")),
        late=late,
        said_of_late=say(SAID_OF_LATE.get(now.mood, OPEN)),
        pay=here.euros(now.next_due[1] if now.next_due else now.late_cents),
        coming=tuple(bill for bill in claims if not bill.is_late and not bill.is_disputed),
        disputed=disputed,
        steps=steps(now),
        parts=tuple(_part_line(*pair) for pair in zip(parts, now.part_states, strict=True)),
        asked=tuple(asked(request, visitor) for request in requests),
        sent=sent.lines(contacts, is_self=visitor.is_self),
        reference=payment_reference(case.customer.number, [bill.reference for bill in late or claims]),
        rest=resting.first_end(day, holds),
        has_rest=any(hold.kind == HoldKind.PAUSED and hold.reason == PauseReason.ASKED for hold in holds),
        looms=resting.loom_of(case),
        draft=drafts.shown(case),
        is_calm=now.mood != "late",
    )


def _case(visitor: Visitor, day: date, at: datetime) -> Case:
    theirs: dict[str, Value] = {"customer": visitor.customer_id, "case": visitor.case_id, "day": day, "at": at}
    if visitor.level >= AssuranceLevel.KNOWN:
        return access.there(_CASE_KNOWN.first(**theirs))
    return access.there(_CASE.first(**theirs, session=visitor.session_id))


def _case_rows(customer: int, case: int, day: date, at: datetime, session: int | None = None) -> QuerySet[Case]:
    along = names(day) | resting.looms(day) | drafts.newest(at, session)
    return access.case_rows(customer, case).annotate(**along)


_CASE, _CASE_KNOWN = Ready(_case_rows), Ready(_case_rows)
"""For who came with a code, and for who said who they are: they find what they put away in another session too."""


def names(day: date) -> dict[str, Any]:
    """What we call the customer, and who runs their money matters, read along with the case."""
    rows = CustomerDetails.objects.filter(holds_q("", "customer__creditor__"), customer=OuterRef("customer"))
    newest = rows.order_by("-since_intake", "-pk")
    who = administrators(day).filter(customer=OuterRef("customer")).order_by("-pk")
    protective = who.filter(kind=RepresentativeKind.PROTECTIVE_ADMINISTRATOR)
    return {
        **{part: Subquery(newest.values(part)[:1]) for part in ("salutation", "first_name", "last_name")},
        "administrator": Subquery(protective.values("name")[:1]),
    }


def stands_for(case: Any, visitor: Visitor) -> str:
    """The name of the customer when somebody else looks: who looks along, or the administrator who gets our letters."""
    is_other = case.administrator or visitor.helper
    return f"{case.first_name or ''} {case.last_name or ''}".strip() if is_other else ""


def hello(case: Any, visitor: Visitor) -> str:
    """ "Dag Anna de Wit", "Dag Anna" where we say je, or "Dag Lotus Bewind"; without a name just "Dag"."""
    if visitor.helper:
        return say("Dag {name}", name=visitor.helper.name)
    if case.administrator:
        return say("Dag {name}", name=case.administrator)
    formality: Formality = "u" if case.creditor.is_formal else "je"
    name = salutation(case.salutation or "", case.first_name or "", case.last_name or "", formality)
    return say("Dag {name}", name=here.called(name)) if name else say("Dag")


def bills(case: Case, day: date) -> list[Bill]:
    """The open claims of a case on a page that shows nothing else."""
    return bills_of(case, day, _holds(case, day))[0]


def bills_of(case: Case, day: date, holds: Sequence[Any]) -> tuple[list[Bill], int]:
    """The open claims of a case, oldest first; and what is open of those in an arrangement that runs."""
    held = {hold.claim_id for hold in holds if hold.kind == HoldKind.DISPUTED}
    claims = _CLAIMS.rows(customer=case.customer_id)
    arranged = sum(claim.open_cents for claim in claims if claim.is_arranged)
    return [_bill(claim, day, held) for claim in claims if claim.open_cents > 0], arranged


def _claims(customer: int) -> QuerySet[Any]:
    seen = seen_q("entries__", "creditor__")
    billed = Q(entries__kind__in=[EntryKind.CLAIM, EntryKind.CORRECTION]) & seen
    running = Arrangement.objects.filter(state=ArrangementState.ACTIVE, claims=OuterRef("pk"))
    rows = Claim.objects.filter(seen_q("", "creditor__"), customer=customer).order_by("due_on", "pk")
    return rows.annotate(
        open_cents=Sum("entries__amount_cents", filter=seen, default=0),
        billed_cents=Sum("entries__amount_cents", filter=billed, default=0),
        is_arranged=Exists(running),
    )


_CLAIMS = Ready(_claims)


def _bill(claim: Any, day: date, held: set[int | None]) -> Bill:
    paid = claim.billed_cents - claim.open_cents
    ended = claim.dispute_ended_on
    of_creditor = claim.disputed_on is not None and (ended is None or ended > day)
    return Bill(
        number=claim.pk,
        name=claim.description or say("Rekening {number}", number=claim.reference),
        reference=claim.payment_reference,
        due=here.day(claim.due_on),
        month=here.month_name(claim.due_on),
        open=here.euros(claim.open_cents),
        open_cents=claim.open_cents,
        billed=here.euros(claim.billed_cents),
        paid=here.euros(paid) if paid > 0 else "",
        kind=claim.kind,
        is_late=claim.due_on < day,
        is_disputed=of_creditor or bool(held & {claim.pk, None}),
    )


def _holds(case: Case, day: date) -> list[Any]:
    """What keeps the case quiet; a running arrangement brings its parts along, a row each."""
    return _HOLDS.rows(case=case.pk, day=day)


def _hold_rows(case: int, day: date) -> QuerySet[Any]:
    rows = Hold.objects.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), case=case, lifted_at__isnull=True)
    part = "arrangement__instalments__"
    return rows.annotate(
        part=F(f"{part}number"),
        part_on=F(f"{part}due_on"),
        part_cents=F(f"{part}amount_cents"),
        total_cents=F("arrangement__total_cents"),
    ).order_by("pk", "part")


_HOLDS = Ready(_hold_rows)


def _parts(holds: Sequence[Any], arranged_cents: int) -> tuple[tuple[Part, ...], int]:
    """The parts of the arrangement that runs, and what was paid of it."""
    rows = [hold for hold in holds if hold.part is not None]
    parts = tuple(Part(hold.part, hold.part_on, hold.part_cents) for hold in rows)
    return parts, rows[0].total_cents - arranged_cents if rows else 0


def _part_line(part: Part, state: PartState) -> PartLine:
    label = say(PART_LABELS[state])
    return PartLine(part.number, here.day(part.due_on), here.euros(part.amount_cents), state.value, label)


def _requests(case: Case) -> list[Request]:
    return _REQUESTS.rows(case=case.pk)


def _request_rows(case: int) -> QuerySet[Request]:
    return Request.objects.filter(case=case).select_related("call_back__slot").order_by("-pk")[:SHOWN]


_REQUESTS = Ready(_request_rows)


def asked(request: Request, visitor: Visitor) -> Asked:
    """One line of what was asked, and how it stands; who may not read it, hears only that something was asked."""
    state = {
        RequestState.ANSWERED: say("Wij gaven antwoord"),
        RequestState.WITHDRAWN: say(
            "Vervangen door [[uw|je]] nieuwe vraag" if request.details.get("replaced_by") else "Ingetrokken"
        ),
    }.get(RequestState(request.state), say("Wij antwoorden uiterlijk {day}", day=here.near(request.answer_due_on)))
    may_read = access.may_read(visitor, request)
    kind = RequestKind(request.kind) if may_read else RequestKind.OTHER
    on = here.day(local_day(request.received_at))
    return Asked(request.pk, say(ASKED[kind]), on, state, request.state == RequestState.OPEN, may_read)


def what(bills: Sequence[Bill], whose: str = "[[uw|je]]") -> str:
    """What it is about, in the customer's words: "uw huur van oktober en november", "uw huur en uw servicekosten"."""
    kinds = list(dict.fromkeys(bill.kind for bill in bills))
    said = here.listed(list(dict.fromkeys(f"{whose} {say(KINDS.get(kind, BILL))}" for kind in kinds)))
    if len(kinds) != 1 or kinds[0] not in MONTHLY or len(bills) > MONTHS_NAMED:
        return said
    return say("{what} van {months}", what=said, months=here.listed(list(dict.fromkeys(bill.month for bill in bills))))

"""What a customer sees: one case in six queries, and a seventh for what was agreed beside, however much there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.http import Http404

from tijdig.languages import marked, say
from tijdig.messages.facts import Formality
from tijdig.messages.languages import here
from tijdig.models import Case, CustomerDetails, Helper, Hold, Request
from tijdig.queries import (
    access,
    agreed,
    asks,
    awaiting,
    drafts,
    jointhere,
    openbills,
    policies,
    resting,
    sent,
)
from tijdig.queries.awaiting import Waits
from tijdig.queries.doors import Visitor
from tijdig.queries.facts import payment_reference, salutation
from tijdig.queries.house import Frame, House, Person, around
from tijdig.queries.nextsteps import Standing, steps
from tijdig.queries.openbills import Bill
from tijdig.queries.ready import Ready, Value
from tijdig.queries.resting import End, Loom
from tijdig.queries.standing import administrators, is_share
from tijdig.queries.visible import holds_q
from tijdig.rules.arrangements import Part, PartState, next_due, standing
from tijdig.rules.workdays import local_day
from tijdig.words import (
    AssuranceLevel,
    ClaimKind,
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
    RequestKind.CHANGE: "[[U wilt|Je wilt]] de regeling veranderen",
    RequestKind.NOT_ME: "[[U zei|Je zei]] dat dit niet voor [[u|jou]] is",
    RequestKind.DETAILS: "[[U zei|Je zei]] dat gegevens niet kloppen",
    RequestKind.COMPLAINT: "[[U hebt|Je hebt]] een klacht",
    RequestKind.OTHER: "[[U vroeg|Je vroeg]] ons iets",
}

SOMEBODY = "iemand die meekijkt"
OPEN = "Dit staat nog open"
SAID_OF_LATE = {"late": "Dit had al betaald moeten zijn", "arranged": "Hierover gaat de regeling"}

PART_LABELS = {
    PartState.PAID: "betaald",
    PartState.COMING: "komt nog",
    PartState.DUE: "nu aan de beurt",
    PartState.MISSED: "nog niet binnen",
}
GOES_ON = {
    ClaimKind.RENT.value: marked("huur"),
    ClaimKind.MORTGAGE.value: marked("maandbedrag voor de hypotheek"),
    ClaimKind.ENERGY.value: marked("voorschot voor energie"),
    ClaimKind.WATER.value: marked("voorschot voor water"),
    ClaimKind.HEALTH_PREMIUM.value: marked("zorgpremie"),
    ClaimKind.TELECOM.value: marked("abonnement"),
    ClaimKind.CONSUMER_CREDIT.value: marked("aflossing"),
}
"""What of these goes on beside what is paid in parts, after "uw gewone"; of the other kinds nothing comes again."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Something the customer asked."""

    number: int
    what: str
    day: str
    state: str
    is_open: bool
    may_read: bool
    by: str  # who asked it while looking along; empty when it was the customer


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
    late: tuple[Bill, ...]  # what this is about: of an arrangement that runs, what is in it
    said_of_late: str
    beside: tuple[Bill, ...]  # late too, and not in the arrangement that runs
    beside_total: str
    beside_reference: str  # with which such a bill, or one that is still to come, is paid on its own
    pay: str  # what can be paid now: the next part of what was agreed, else everything that is late
    coming: tuple[Bill, ...]
    disputed: tuple[Bill, ...]
    steps: tuple[str, ...]
    parts: tuple[PartLine, ...]
    agreed: tuple[agreed.Line, ...]  # beside paying in parts, or instead of it
    asked: tuple[Asked, ...]
    sent: tuple[sent.Line, ...]
    reference: str
    rest: End | None  # the rest that is one tap away; none while there is rest as long, or no more of it
    has_no_rest_left: bool  # there was so much already that a person looks along before there is more
    has_rest: bool  # that the customer took, and can make longer or end
    looms: Loom | None
    draft: tuple[str, str] | None  # the question that was put away, and what it asks
    is_doubted: bool  # somebody said that our post is not for who holds it
    is_calm: bool  # something was asked or agreed: nothing has to be done now
    waits: tuple[Waits, ...]  # what waits for a yes of the customer
    has_others: bool  # who has bills elsewhere too, as they said themselves
    joint_state: str  # how far arranging together is; empty without it, when it is over, and for who looks along
    is_joint_done: bool  # all of the newest plan for all together is paid
    plan: jointhere.Here | None  # the plan with others in which this file takes part


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
    found = openbills.ROWS.rows(customer=case.customer_id)
    claims, arranged = openbills.of(found, day, holds)
    late, beside = openbills.apart(claims)
    disputed = tuple(bill for bill in claims if bill.is_disputed)
    coming = tuple(bill for bill in claims if not bill.is_late and not bill.is_disputed and not bill.is_arranged)
    requests, contacts = _requests(case), sent.contacts(case)
    parts, paid = _parts(holds, arranged)
    policy = policies.of(case.creditor, day)
    now = Standing(
        case=case, person=outside.person, day=day, holds=holds, requests=requests, contacts=contacts,
        parts=parts, part_states=standing(parts, paid, day, policy),
        next_due=next_due(parts, paid),
        late_cents=sum(bill.open_cents for bill in late), has_disputed=bool(disputed), beside=beside,
        plan=jointhere.read_along(case, visitor, day),
    )  # fmt: skip
    rest = resting.first_end(day, holds, policy.contacts.pause_days_max)
    is_used_up = rest is not None and resting.is_used_up(case, rest, at)
    return Overview(
        house=outside.house,
        person=outside.person,
        hello=hello(case, visitor),
        stands_for=stands_for(case, visitor),
        mood=now.mood,
        total=here.euros(now.late_cents),
        what=openbills.what(late, say("de" if stands_for(case, visitor) else "[[uw|je]]")),
        late=late,
        said_of_late=say(SAID_OF_LATE.get(now.mood, OPEN)),
        pay=here.euros(now.next_due[1] if now.next_due else now.late_cents),
        beside=beside,
        beside_total=here.euros(sum(bill.open_cents for bill in beside)),
        beside_reference=payment_reference(case.customer.number, [bill.reference for bill in beside or coming]),
        coming=coming,
        disputed=disputed,
        steps=steps(now),
        parts=tuple(_part_line(*pair) for pair in zip(parts, now.part_states, strict=True)),
        agreed=agreed.for_customer(case, day, is_known=visitor.is_known and visitor.is_self, claims=found),
        asked=tuple(asked(request, visitor, day) for request in requests),
        sent=sent.lines(contacts, is_self=visitor.is_self),
        reference=payment_reference(case.customer.number, [bill.reference for bill in late or claims]),
        rest=None if is_used_up else rest,
        has_no_rest_left=is_used_up,
        has_rest=any(hold.kind == HoldKind.PAUSED and hold.reason == PauseReason.ASKED for hold in holds),
        looms=resting.loom_of(case),
        draft=drafts.shown(case),
        is_doubted=now.is_doubted,
        is_calm=now.mood != "late",
        waits=tuple(awaiting.waits(case, requests, visitor, day)),
        has_others=awaiting.has_others(case, visitor),
        joint_state=awaiting.joint_state(case, visitor),
        is_joint_done=awaiting.is_joint_done(case, visitor),
        plan=now.plan,
    )


def _case(visitor: Visitor, day: date, at: datetime) -> Case:
    theirs: dict[str, Value] = {"customer": visitor.customer_id, "case": visitor.case_id, "day": day, "at": at}
    if visitor.level >= AssuranceLevel.KNOWN:
        return access.there(_CASE_KNOWN.first(**theirs))
    return access.there(_CASE.first(**theirs, session=visitor.session_id))


def _case_rows(customer: int, case: int, day: date, at: datetime, session: int | None = None) -> QuerySet[Case]:
    along = names(day) | resting.looms(day) | resting.before() | agreed.along()
    along |= drafts.newest(at, session) | awaiting.along() | jointhere.along()
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
    return openbills.of(openbills.ROWS.rows(customer=case.customer_id), day, _holds(case, day))[0]


def _holds(case: Case, day: date) -> list[Any]:
    """What keeps the case quiet; a running arrangement brings its parts along, a row each."""
    return _HOLDS.rows(case=case.pk, day=day)


def _hold_rows(case: int, day: date) -> QuerySet[Any]:
    lasts = Q(until_on__isnull=True) | Q(until_on__gt=day) | is_share()
    rows = Hold.objects.filter(lasts, case=case, lifted_at__isnull=True)
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
    along = Helper.objects.filter(pk=OuterRef("along")).values("name")[:1]
    rows = Request.objects.filter(case=case).annotate(
        along=Cast(KT(f"details__{asks.HELPER}"), BigIntegerField()), helper_name=Subquery(along)
    )
    return rows.select_related("call_back__slot").order_by("-pk")[:SHOWN]


_REQUESTS = Ready(_request_rows)


def asked(request: Request, visitor: Visitor, day: date) -> Asked:
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
    by = _helper(request, visitor)
    is_open = request.state == RequestState.OPEN
    if awaiting.offered_until(request, day):
        state = say("Wij deden een voorstel")
    return Asked(request.pk, say(ASKED[kind]), on, state, is_open, may_read, by)


def _helper(request: Any, visitor: Visitor) -> str:
    """Who asked it while looking along: by name for the customer who is known, and for that very person."""
    number = request.details.get(asks.HELPER)
    if number is None:
        return ""
    is_own = visitor.helper is not None and visitor.helper.number == number
    name = visitor.helper.name if is_own and visitor.helper else getattr(request, "helper_name", "")
    return name if name and (is_own or visitor.is_known) else say(SOMEBODY)

"""One case on one page: the step that comes now, the story, the money, the people, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from tijdig.models import AuditEvent, CallBack, Case, CustomerDetails, MoneyEntry, Representative, Request
from tijdig.policy import Policy
from tijdig.queries import (
    agreed,
    arrangements,
    asks,
    booked,
    colleagues,
    filledin,
    jointwork,
    known,
    lastnight,
    offers,
    policies,
    proposed,
    proving,
    restored,
    rests,
    solver,
    staffconsents,
    standing,
    steps,
    timeline,
    told,
    visible,
    worklist,
)
from tijdig.queries.known import Known
from tijdig.queries.lastnight import Why
from tijdig.queries.offers import Offers
from tijdig.queries.rests import Rest
from tijdig.queries.staffconsents import Kept
from tijdig.queries.timeline import Event
from tijdig.queries.told import ForStaff
from tijdig.queries.tongues import LANGUAGE
from tijdig.queries.worklist import Deadline, Viewer
from tijdig.queries.worksources import WorkKind
from tijdig.rules import dutch, phones, tongues
from tijdig.rules.arrangements import standing as standing_of
from tijdig.rules.money import euros
from tijdig.rules.workdays import AMSTERDAM, local_day
from tijdig.words import CallBackState, CaseState, ChannelKind, PointKind, PointState, RequestKind, RequestState

_PHONES = (PointKind.MOBILE, PointKind.PHONE)


@dataclass(frozen=True)
class Step:
    """What we recommend now."""

    title: str
    why: str
    quote: str
    deadline: Deadline
    act: str
    request: int | None


@dataclass(frozen=True)
class Bill:
    """One claim and how its amount came about."""

    number: int
    what: str
    reference: str
    due_text: str
    open_text: str
    open_cents: int
    is_disputed: bool
    is_late: bool
    is_coming: bool
    lines: tuple[tuple[str, str, str], ...]  # day, what, amount


@dataclass(frozen=True)
class Owed:
    """What is late, and what is not late yet: an arrangement and a reminder are about the first only."""

    late_cents: int
    coming_cents: int

    @classmethod
    def of(cls, bills: tuple[Bill, ...]) -> "Owed":
        """Of these bills; what was paid too much of one does not lower another."""
        left = [bill for bill in bills if bill.open_cents > 0]
        late = sum(bill.open_cents for bill in left if bill.is_late)
        return cls(late, sum(bill.open_cents for bill in left) - late)

    @property
    def late(self) -> str:
        """In euros."""
        return euros(self.late_cents)

    @property
    def coming(self) -> str:
        """In euros."""
        return euros(self.coming_cents)

    @property
    def together(self) -> str:
        """In euros."""
        return euros(self.late_cents + self.coming_cents)


@dataclass(frozen=True)
class Point:
    """A way to reach the customer."""

    label: str
    lines: tuple[str, ...]
    note: str
    dial: str


@dataclass(frozen=True)
class Asked:
    """A request that waits for us."""

    number: int
    version: int
    kind: str
    label: str
    words: str
    facts: tuple[str, ...]
    due_text: str
    language: str = ""  # in which somebody asked to be called

    @property
    def is_about_paying(self) -> bool:
        """Whether another proposal would answer it."""
        return self.kind in {RequestKind.PAY_IN_PARTS, RequestKind.PAY_LATER}


@dataclass(frozen=True)
class Plan:
    """The arrangement that runs."""

    number: int
    version: int
    parts: tuple[tuple[int, str, str, str, str], ...]  # number, day, amount, state, its label
    paid_text: str
    total_text: str
    is_share: bool  # of a plan with others: it changes there


@dataclass(frozen=True)
class CasePage:
    """Everything the page of a case shows."""

    number: int
    version: int
    name: str
    salutation: str
    customer_number: str
    is_open: bool
    closed_text: str
    owed: Owed
    handler: str
    is_mine: bool
    step: Step | None
    story: tuple[Event, ...]
    bills: tuple[Bill, ...]
    plan: Plan | None
    agreed: tuple[solver.Running, ...]
    restored: str  # that regular bills are paid on time again
    points: tuple[Point, ...]
    phones: tuple[str, ...]
    representatives: tuple[Representative, ...]
    identity: str
    consents: tuple[Kept, ...]
    needs: tuple[str, ...]
    known: Known
    told: ForStaff
    wishes: tuple[str, ...]
    is_safe: bool
    rests: tuple[Rest, ...]
    asked: tuple[Asked, ...]
    call_back: str
    call_to: str  # the number that the customer chose for it
    call_in: str  # "Bel in het Turks, met tolk": how a call that was promised or asked for is to go
    why: Why | None
    offers: Offers
    joint: jointwork.OnCase | None


def of(case: Case, viewer: Viewer, at: datetime) -> CasePage:
    """The page of a case that somebody may see."""
    day = local_day(at)
    policy = policies.of(case.creditor, day)
    details = visible.details(case)
    claims, entries = list(visible.claims(case)), visible.entries_by_claim(case)
    bills = tuple(_bills(case, day, claims, entries))
    facts = known.of(case, day, details)
    points, waiting = tuple(_points(case)), asked(case)
    kinds, balances = [one.kind for one in waiting], [bill.open_cents for bill in bills]
    (call_back, call_to), solutions = _call_back(case), agreed.whole(case)
    return CasePage(
        number=case.pk,
        version=case.version,
        name=called(case, details),
        salutation=details.salutation if details else "",
        customer_number=case.customer.number,
        is_open=case.state == CaseState.OPEN,
        closed_text=_closed(case),
        owed=Owed.of(bills),
        handler=case.handler.name if case.handler else "",
        is_mine=case.handler_id == viewer.user_id,
        step=_step(case, viewer, at, policy),
        story=timeline.of(case, at, solutions),
        bills=bills,
        plan=_plan(case, day, policy),
        agreed=solver.running(case, solutions, day),
        restored=restored.to_staff(case, day, restored.regular_bills(claims, entries)),
        points=points,
        phones=tuple(point.lines[0] for point in points if point.dial),
        representatives=tuple(_representatives(case, day)),
        identity=proving.told(case, at),
        consents=staffconsents.of(case, at),
        needs=tuple(item.text for item in facts.needs),
        known=facts,
        told=told.for_staff(case, viewer.user_id, policy),
        wishes=tuple(_wishes(case, facts)),
        is_safe=case.customer.is_safe_to_contact,
        rests=rests.of(case, day),
        asked=waiting,
        call_back=call_back,
        call_to=call_to,
        call_in=_call_in(waiting, call_back, facts),
        why=lastnight.of(case, day, policy),
        offers=offers.of(case, viewer.user_id, kinds, balances, day),
        joint=jointwork.on_case(case, day),
    )


def name_of(case: Case) -> str:
    """The customer's name; the number where no file gave one."""
    return called(case, visible.details(case))


def called(case: Case, details: CustomerDetails | None) -> str:
    """The same, for who read the details already."""
    name = f"{details.first_name} {details.last_name}".strip() if details else ""
    return name or f"Klant {case.customer.number}"


def last_change(case: Case) -> str:
    """Who changed this case last, and when: for somebody who came second."""
    event = AuditEvent.objects.filter(case_id_text=str(case.pk)).order_by("pk").last()
    if event is None:
        return ""
    local = event.at.astimezone(AMSTERDAM)
    by = timeline.who(event.by, colleagues.names_of([event.by], case.creditor_id))
    return f"{by}, {dutch.day(local.date())} om {dutch.hour(local)} uur"


def asked(case: Case) -> tuple[Asked, ...]:
    """The requests that wait for us, the oldest first."""
    rows = Request.objects.filter(case=case, state=RequestState.OPEN).order_by("answer_due_on", "pk")
    return tuple(
        Asked(
            number=one.pk,
            version=one.version,
            kind=one.kind,
            label=one.get_kind_display(),
            words=one.text,
            facts=(*filledin.said(one.details), *proposed.said(one)),
            due_text=dutch.weekday(one.answer_due_on),
            language=str(one.details.get(LANGUAGE) or ""),
        )
        for one in rows
    )


def proposal(case: Case) -> tuple[int | None, date | None]:
    """What the customer proposed to pay each time, and from which day on, when that still waits for us.

    The newest of somebody whom we know; what the code of a letter alone told counts only where there is no such.
    """
    rows = Request.objects.filter(case=case, state=RequestState.OPEN, kind=RequestKind.PAY_IN_PARTS)
    wishes = sorted(rows.order_by("pk"), key=lambda wish: not asks.is_by_code(wish))
    details = wishes[-1].details if wishes else {}
    cents, first_on = details.get("instalment_cents") or details.get("monthly_cents"), details.get("first_on")
    return cents if isinstance(cents, int) else None, date.fromisoformat(first_on) if first_on else None


def _closed(case: Case) -> str:
    if case.state == CaseState.OPEN or case.closed_on is None:
        return ""
    return f"Gesloten op {dutch.day(case.closed_on)}: {case.get_closing_reason_display()}"


def _step(case: Case, viewer: Viewer, at: datetime, policy: Policy) -> Step | None:
    """The same step as on the list, whoever's case it is."""
    item = worklist.item_of(case, replace(viewer, whole_team=True), at)
    if item is None:
        return None
    can_call = Case.objects.filter(standing.can_call(local_day(at)), pk=case.pk).exists()
    advice = steps.advise(item.kind, item.code, can_call=can_call)
    request = item.ref if item.kind == WorkKind.REQUEST else None
    deadline = worklist.deadline_of(item, at, policy)
    return Step(advice.title, advice.why, item.words, deadline, advice.act, request)


def bills_of(case: Case, day: date) -> tuple[Bill, ...]:
    """The claims of a case, the oldest first."""
    return tuple(_bills(case, day, list(visible.claims(case)), visible.entries_by_claim(case)))


def _bills(case: Case, day: date, claims: Sequence[Any], entries: Mapping[int, Sequence[MoneyEntry]]) -> Iterator[Bill]:
    disputes = standing.active_holds(day).filter(case=case, kind="disputed").values_list("claim_id", flat=True)
    disputed = set(disputes)
    for claim in claims:
        said = claim.disputed_on is not None and claim.dispute_ended_on is None
        yield Bill(
            number=claim.pk,
            what=claim.description or claim.get_kind_display().capitalize(),
            reference=claim.reference,
            due_text=dutch.day(claim.due_on),
            open_text=euros(claim.open_cents) if claim.open_cents >= 0 else f"te veel {euros(-claim.open_cents)}",
            open_cents=claim.open_cents,
            is_disputed=said or claim.pk in disputed or None in disputed,
            is_late=claim.open_cents > 0 and claim.due_on < day,
            is_coming=claim.open_cents > 0 and claim.due_on >= day,
            lines=tuple(
                (dutch.short(line.booked_on), booked.label(line), euros(line.amount_cents))
                for line in entries.get(claim.pk, [])
            ),
        )


def _plan(case: Case, day: date, policy: Policy) -> Plan | None:
    running = arrangements.of(case)
    if running is None:
        return None
    parts = arrangements.parts(running)
    states = standing_of(parts, running.paid_cents, day, policy)
    shown = zip(parts, states, strict=True)
    return Plan(
        number=running.pk,
        version=running.version,
        parts=tuple(
            (part.number, dutch.short(part.due_on), euros(part.amount_cents), state.value, state.label)
            for part, state in shown
        ),
        paid_text=euros(running.paid_cents),
        total_text=euros(running.total_cents),
        is_share=arrangements.is_share(running),
    )


def _points(case: Case) -> Iterator[Point]:
    for point in visible.points(case):
        is_good = point.state in {PointState.GOOD, PointState.UNVERIFIED}
        notes = [] if point.state == PointState.UNVERIFIED else [point.get_state_display()]
        notes += [] if point.is_safe else ["niet veilig: niet gebruiken"]
        is_phone, label = point.kind in _PHONES, point.get_kind_display().capitalize()
        lines = (phones.readable(point.value),) if is_phone else tuple(point.value.splitlines())
        may_dial = is_phone and is_good and point.is_safe and case.customer.died_on is None
        yield Point(label, lines, ", ".join(notes), phones.dialled(point.value) if may_dial else "")


def _representatives(case: Case, day: date) -> Iterator[Representative]:
    rows = Representative.objects.filter(customer_id=case.customer_id, since_on__lte=day).order_by("pk")
    yield from (one for one in rows if one.until_on is None or one.until_on > day)


def _wishes(case: Case, told: Known) -> Iterator[str]:
    customer = case.customer
    if customer.prefers:
        yield f"Liefst per {ChannelKind(customer.prefers).label}"
    for kind in customer.not_by:
        yield f"Niet per {ChannelKind(kind).label}"
    yield from filter(None, (told.call_parts, told.language))


def _call_back(case: Case) -> tuple[str, str]:
    """When a call was promised, and on which number."""
    rows = CallBack.objects.filter(case=case, state=CallBackState.PLANNED).select_related("slot")
    one = rows.order_by("slot__starts_at").first()
    if one is None:
        return "", ""
    when = one.slot.starts_at.astimezone(AMSTERDAM)
    return f"{dutch.weekday(when.date())} om {dutch.hour(when)} uur, op {phones.readable(one.phone)}", one.phone


def _call_in(waiting: Sequence[Asked], call_back: str, facts: Known) -> str:
    """In which language, where a call was promised or asked for."""
    calls = [one.language for one in waiting if one.kind == RequestKind.CALL_ME]
    return tongues.call_in(calls[-1] if calls and calls[-1] else facts.speaks) if calls or call_back else ""

"""One case on one page: the step that comes now, the story, the money, the people, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tijdig.models import AuditEvent, CallBack, Case, CustomerDetails, Representative, Request, SupportNeed
from tijdig.policy import Policy
from tijdig.queries import arrangements, cases, policies, standing, steps, timeline, visible, worklist
from tijdig.queries.timeline import Event
from tijdig.queries.worklist import Deadline, Viewer
from tijdig.queries.worksources import WorkKind
from tijdig.rules import dutch
from tijdig.rules.arrangements import standing as standing_of
from tijdig.rules.money import euros
from tijdig.rules.workdays import AMSTERDAM, local_day
from tijdig.words import CallBackState, CaseState, ChannelKind, PointKind, PointState, RequestState

_PHONES = (PointKind.MOBILE, PointKind.PHONE)
_OWNERS = {
    "customer": "de klant",
    "team": "het team",
    "handler": "een medewerker",
    "administrator": "de bewindvoerder",
    "municipality": "de gemeente of hulpverlener",
}


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
    lines: tuple[tuple[str, str, str], ...]  # day, what, amount


@dataclass(frozen=True)
class Point:
    """A way to reach the customer."""

    label: str
    lines: tuple[str, ...]
    note: str
    dial: str


@dataclass(frozen=True)
class Rest:
    """Why nothing goes out, and until when."""

    number: int
    version: int
    text: str
    note: str


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


@dataclass(frozen=True)
class Why:
    """What the planner decided last, and on what ground."""

    sentence: str
    sources: tuple[str, ...]
    again_text: str
    owner: str


@dataclass(frozen=True)
class Plan:
    """The arrangement that runs."""

    number: int
    version: int
    parts: tuple[tuple[int, str, str, str, str], ...]  # number, day, amount, state, its label
    paid_text: str
    total_text: str


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
    open_text: str
    open_cents: int
    handler: str
    is_mine: bool
    step: Step | None
    story: tuple[Event, ...]
    bills: tuple[Bill, ...]
    plan: Plan | None
    points: tuple[Point, ...]
    phones: tuple[str, ...]
    representatives: tuple[Representative, ...]
    needs: tuple[str, ...]
    wishes: tuple[str, ...]
    is_safe: bool
    rests: tuple[Rest, ...]
    asked: tuple[Asked, ...]
    call_back: str
    why: Why | None


def of(case: Case, viewer: Viewer, at: datetime) -> CasePage:
    """The page of a case that somebody may see."""
    day = local_day(at)
    policy = policies.of(case.creditor, day)
    details = visible.details(case)
    bills = tuple(_bills(case, day))
    points = tuple(_points(case))
    total = sum(bill.open_cents for bill in bills if bill.open_cents > 0)
    return CasePage(
        number=case.pk,
        version=case.version,
        name=name_of(case),
        salutation=details.salutation if details else "",
        customer_number=case.customer.number,
        is_open=case.state == CaseState.OPEN,
        closed_text=_closed(case),
        open_text=euros(total),
        open_cents=total,
        handler=case.handler.name if case.handler else "",
        is_mine=case.handler_id == viewer.user_id,
        step=_step(case, viewer, at, policy),
        story=timeline.of(case, at),
        bills=bills,
        plan=_plan(case, day, policy),
        points=points,
        phones=tuple(point.lines[0] for point in points if point.dial),
        representatives=tuple(_representatives(case, day)),
        needs=tuple(_needs(case, day)),
        wishes=tuple(_wishes(case, details)),
        is_safe=case.customer.is_safe_to_contact,
        rests=tuple(_rests(case, day)),
        asked=asked(case),
        call_back=_call_back(case),
        why=_why(case, policy),
    )


def name_of(case: Case) -> str:
    """The customer's name; the number where no file gave one."""
    details = visible.details(case)
    name = f"{details.first_name} {details.last_name}".strip() if details else ""
    return name or f"Klant {case.customer.number}"


def last_change(case: Case) -> str:
    """Who changed this case last, and when: for somebody who came second."""
    event = AuditEvent.objects.filter(case_id_text=str(case.pk)).order_by("pk").last()
    if event is None:
        return ""
    local = event.at.astimezone(AMSTERDAM)
    by = timeline.who(event.by, timeline.names_of([event.by]))
    return f"{by}, {dutch.day(local.date())} om {local.hour}.{local:%M} uur"


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
            facts=tuple(timeline.said(one.details)),
            due_text=dutch.weekday(one.answer_due_on),
        )
        for one in rows
    )


def _closed(case: Case) -> str:
    if case.state == CaseState.OPEN or case.closed_on is None:
        return ""
    return f"Gesloten op {dutch.day(case.closed_on)}: {case.get_closing_reason_display()}"


def _step(case: Case, viewer: Viewer, at: datetime, policy: Policy) -> Step | None:
    """The same step as on the list, whoever's case it is."""
    item = worklist.item_of(case, viewer, at)
    if item is None:
        return None
    advice = steps.advise(item.kind, item.code)
    request = item.ref if item.kind == WorkKind.REQUEST else None
    deadline = worklist.deadline_of(item, at, policy)
    return Step(advice.title, advice.why, item.words, deadline, advice.act, request)


def _bills(case: Case, day: date) -> Iterator[Bill]:
    disputes = standing.active_holds(day).filter(case=case, kind="disputed").values_list("claim_id", flat=True)
    disputed = set(disputes)
    entries = visible.entries_by_claim(case)
    for claim in visible.claims(case):
        said = claim.disputed_on is not None and claim.dispute_ended_on is None
        yield Bill(
            number=claim.pk,
            what=claim.description or claim.get_kind_display().capitalize(),
            reference=claim.reference,
            due_text=dutch.day(claim.due_on),
            open_text=euros(claim.open_cents),
            open_cents=claim.open_cents,
            is_disputed=said or claim.pk in disputed or None in disputed,
            is_late=claim.open_cents > 0 and claim.due_on < day,
            lines=tuple(
                (dutch.short(line.booked_on), line.get_kind_display(), euros(line.amount_cents))
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
    )


def _points(case: Case) -> Iterator[Point]:
    for point in visible.points(case):
        is_good = point.state in {PointState.GOOD, PointState.UNVERIFIED}
        notes = [] if point.state == PointState.UNVERIFIED else [point.get_state_display()]
        notes += [] if point.is_safe else ["niet veilig: niet gebruiken"]
        dial = "".join(sign for sign in point.value if sign.isdigit() or sign == "+")
        may_dial = point.kind in _PHONES and is_good and point.is_safe
        label = point.get_kind_display().capitalize()
        yield Point(label, tuple(point.value.splitlines()), ", ".join(notes), dial if may_dial else "")


def _representatives(case: Case, day: date) -> Iterator[Representative]:
    rows = Representative.objects.filter(customer_id=case.customer_id, since_on__lte=day).order_by("pk")
    yield from (one for one in rows if one.until_on is None or one.until_on > day)


def _needs(case: Case, day: date) -> Iterator[str]:
    rows = SupportNeed.objects.filter(customer_id=case.customer_id, removed_at__isnull=True, expires_on__gt=day)
    for need in rows.order_by("pk"):
        yield f"{need.get_kind_display().capitalize()}{f': {need.detail}' if need.detail else ''}"


def _wishes(case: Case, details: CustomerDetails | None) -> Iterator[str]:
    customer = case.customer
    if customer.prefers:
        yield f"Liefst per {ChannelKind(customer.prefers).label}"
    for kind in customer.not_by:
        yield f"Niet per {ChannelKind(kind).label}"
    if details and details.language != "nl":
        yield f"Spreekt liever een andere taal ({details.language})"


def _rests(case: Case, day: date) -> Iterator[Rest]:
    for hold in standing.active_holds(day).filter(case=case).order_by("pk"):
        until = f" tot {dutch.day(hold.until_on)}" if hold.until_on else ""
        reason = f", {hold.get_reason_display()}" if hold.reason else ""
        text = f"{hold.get_kind_display().capitalize()}{reason}{until}"
        yield Rest(hold.pk, hold.version, text, hold.note)


def _call_back(case: Case) -> str:
    rows = CallBack.objects.filter(case=case, state=CallBackState.PLANNED).select_related("slot")
    one = rows.order_by("slot__starts_at").first()
    if one is None:
        return ""
    when = one.slot.starts_at.astimezone(AMSTERDAM)
    return f"{dutch.weekday(when.date())} om {when.hour}.{when:%M} uur, op {one.phone}"


def _why(case: Case, policy: Policy) -> Why | None:
    decision = cases.last_decision(case)
    reason = steps.REASONS.get(decision.rules.get("whether", "")) if decision else None
    if decision is None or reason is None:
        return None
    return Why(
        sentence=reason.text,
        sources=tuple(policy.source(key).title for key in reason.sources),
        again_text=dutch.weekday(decision.again_on),
        owner=_OWNERS.get(decision.owner, "een medewerker"),
    )

"""What a customer needs to ask something: the bills, the slots that exist, the days to choose from, what waits."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tijdig.models import Request
from tijdig.policy import Policy
from tijdig.queries import access, policies, portal, slots
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person
from tijdig.queries.portal import Asked, Bill
from tijdig.queries.slots import Slot
from tijdig.rules import arrangements, dutch
from tijdig.rules.dates import months_after
from tijdig.rules.money import euros
from tijdig.rules.workdays import AMSTERDAM, local_day, next_workday
from tijdig.words import CallBackState, RequestKind, RequestState

PAYDAY, NOON, EVENING = 25, 12, 17
WEEK, SOON = timedelta(days=7), timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen."""

    value: str
    label: str
    more: str = ""


@dataclass(frozen=True)
class Asking:
    """Everything behind a question."""

    house: House
    person: Person
    kind: RequestKind
    case_id: int
    bills: tuple[Bill, ...]
    total_cents: int
    total: str
    waits: Asked | None
    days: tuple[Choice, ...]
    slots: tuple[Slot, ...] = ()
    policy: Policy = field(repr=False, kw_only=True)

    @property
    def call_days(self) -> tuple[Choice, ...]:
        """The days with a slot, and how far into the day they go."""
        found: dict[date, list[Slot]] = {}
        for slot in self.slots:
            found.setdefault(slot.day, []).append(slot)
        return tuple(Choice(day.isoformat(), dutch.near(day).capitalize(), _until(rows)) for day, rows in found.items())

    def hours(self, day: str) -> tuple[tuple[str, tuple[Slot, ...]], ...]:
        """The slots of one day, by part of the day."""
        rows = [slot for slot in self.slots if slot.day.isoformat() == day]
        parts = (("Ochtend", 0, NOON), ("Middag", NOON, EVENING), ("Avond", EVENING, 24))
        named = ((name, tuple(slot for slot in rows if start <= _hour(slot) < end)) for name, start, end in parts)
        return tuple((name, found) for name, found in named if found)

    def slot(self, number: str) -> Slot | None:
        """The slot with this number, as long as there is room."""
        return next((slot for slot in self.slots if str(slot.number) == number), None)

    def parts_text(self, instalment_cents: int) -> str:
        """How paying so much a month works out; nothing when it takes longer than we may agree on here."""
        most = self.policy.contacts.instalments_max
        if not self.total_cents or not instalment_cents or instalment_cents * most < self.total_cents:
            return ""
        start = next_workday(date.fromisoformat(self.days[0].value), self.policy)
        cents = [part.amount_cents for part in _plan(self, instalment_cents, start)]
        if len(cents) == 1:
            return f"Dan is alles in één keer betaald: {euros(cents[0])}."
        if cents[-1] == cents[0]:
            return f"Dat is {len(cents)} keer {euros(cents[0])}."
        return f"Dat is {len(cents) - 1} keer {euros(cents[0])} en daarna nog één keer {euros(cents[-1])}."


def _plan(asking: Asking, each: int, start: date) -> tuple[arrangements.Part, ...]:
    return arrangements.by_amount(asking.total_cents, each, start, asking.policy)


def _hour(slot: Slot) -> int:
    return slot.starts_at.astimezone(AMSTERDAM).hour


def _until(rows: list[Slot]) -> str:
    return f"van {rows[0].hour} tot {rows[-1].hour} uur" if len(rows) > 1 else f"om {rows[0].hour} uur"


def page(visitor: Visitor, kind: RequestKind, at: datetime) -> Asking:
    """What stands behind a question of this kind at this moment."""
    case, around = portal.frame(visitor)
    day = local_day(at)
    bills = [bill for bill in portal.bills(case, day) if not bill.is_disputed]
    late = [bill for bill in bills if bill.is_late]
    total = sum(bill.open_cents for bill in late)
    before = Request.objects.filter(case=case, kind=kind, state=RequestState.OPEN).order_by("pk").last()
    return Asking(
        house=around.house,
        person=around.person,
        kind=kind,
        case_id=case.pk,
        bills=tuple(bills),
        total_cents=total,
        total=euros(total),
        waits=portal.asked(before) if before else None,
        days=pay_days(day),
        slots=tuple(slots.offered(case.creditor, at)) if kind == RequestKind.CALL_ME else (),
        policy=policies.of(case.creditor, day),
    )


def pay_days(day: date) -> tuple[Choice, ...]:
    """Days that people think in: in a week or two, when wages come, the first of the month, a month from now."""
    month = day.replace(day=1)
    wages = next(
        on for on in (month.replace(day=PAYDAY), months_after(month, 1).replace(day=PAYDAY)) if on > day + SOON
    )
    named = {
        months_after(month, 1): "begin volgende maand",
        wages: "als mijn geld binnenkomt",
        day + WEEK: "over een week",
        day + 2 * WEEK: "over twee weken",
        months_after(day, 1): "over een maand",
    }
    kept: list[date] = []
    for on in named:
        if on > day + SOON and all(abs(on - other) > SOON for other in kept):
            kept.append(on)
    return tuple(Choice(on.isoformat(), dutch.near(on).capitalize(), named[on]) for on in sorted(kept))


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
    phone: str


def thanks(visitor: Visitor, number: int) -> Thanks:
    """The confirmation of a request."""
    around = portal.frame(visitor)[1]
    request = access.request_of(visitor, number)
    call = getattr(request, "call_back", None)
    planned = call if call and call.state == CallBackState.PLANNED else None
    at = planned.slot.starts_at if planned else None
    return Thanks(
        house=around.house,
        person=around.person,
        asked=portal.asked(request),
        said=request.text,
        reply=request.answer,
        details=tuple(_details(request)),
        answer=dutch.near(request.answer_due_on),
        call=f"{dutch.near(local_day(at))} om {at.astimezone(AMSTERDAM):%H.%M} uur" if at else "",
        phone=planned.phone if planned else request.details.get("phone", ""),
    )


def _details(request: Request) -> list[tuple[str, str]]:
    said = request.details
    cents, on = said.get("instalment_cents"), said.get("first_on") or said.get("pay_on")
    rows = [("Per maand", euros(cents))] if cents else []
    if request.kind == RequestKind.PAY_IN_PARTS and not cents:
        rows.append(("Per maand", "[[weet u|weet je]] nog niet"))
    if on:
        rows.append(("Vanaf" if cents else "Betalen op", dutch.near(date.fromisoformat(on))))
    return rows

"""What a customer needs to ask something: the bills, the slots that exist, the days to choose from, what waits."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tijdig.languages import marked, say
from tijdig.messages.languages import here
from tijdig.models import Request
from tijdig.policy import Policy
from tijdig.queries import policies, portal, slots
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person
from tijdig.queries.openbills import Bill
from tijdig.queries.portal import Asked
from tijdig.queries.slots import Slot
from tijdig.rules import arrangements
from tijdig.rules.dates import months_after
from tijdig.rules.workdays import AMSTERDAM, is_workday, local_day
from tijdig.words import RequestKind, RequestState

PAYDAY, NOON, EVENING = 25, 12, 17
DAY, WEEK, SOON = timedelta(days=1), timedelta(days=7), timedelta(days=2)
LATEST_MONTHS = 3
"""Further away nobody knows what they can pay; who needs longer asks for parts, or a call."""

HELPS = {
    "money": "hulp met mijn geld",
    "papers": "hulp met brieven en formulieren",
    "someone": "dat iemand met mij meekijkt of voor mij belt",
    "talk": "gewoon met iemand praten",
}
"""The help that can be chosen, after "Ik wil"."""

WHYS = {"paid": "Ik heb al betaald", "amount": "Het bedrag klopt niet", "other": "Iets anders"}
"""What can be wrong with a bill."""
ASKS = {
    RequestKind.CALL_ME: "Bel mij",
    RequestKind.PAY_LATER: "Ik wil later betalen",
    RequestKind.PAY_IN_PARTS: "Ik wil in delen betalen",
    RequestKind.DISAGREE: "Dit klopt niet",
    RequestKind.EXPLAIN: "Leg het mij uit",
    RequestKind.HELP: "Ik wil hulp",
    RequestKind.CHANGE: "Ik wil de regeling veranderen",
    RequestKind.NOT_ME: "Dit is niet voor mij",
    RequestKind.DETAILS: "Mijn gegevens kloppen niet",
    RequestKind.COMPLAINT: "Ik heb een klacht",
    RequestKind.OTHER: "Ik weet het niet, denk met mij mee",
}


CHANGES = {
    "lower": "het bedrag is te hoog",
    "day": "de dag komt niet uit",
    "this_month": "deze maand lukt het niet",
    "faster": "ik wil sneller klaar zijn",
    "end": "ik wil stoppen met de regeling",
}
"""What can be changed about what was agreed."""

STRANGERS = {
    "not_here": "deze persoon woont hier niet (meer)",
    "died": "deze persoon is overleden",
    "same_name": "ik ben iemand anders met dezelfde naam",
    "name_used": "iemand gebruikte mijn naam",
    "never_bought": "ik heb hier niets gekocht of gehuurd",
    "other": "iets anders",
}
"""Why our post is not for who holds it."""


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
    day: date
    bills: tuple[Bill, ...]
    total_cents: int
    total: str
    waits: Asked | None
    days: tuple[Choice, ...]
    slots: tuple[Slot, ...] = ()
    policy: Policy = field(repr=False, kw_only=True)

    @property
    def asks(self) -> str:
        """The question in the words of who asks it."""
        return say(ASKS[self.kind])

    @property
    def regular(self) -> str:
        """ "huur": what goes on beside what is paid in parts; nothing where there is no such bill."""
        kind = next((bill.kind for bill in self.bills if bill.kind in portal.GOES_ON), "")
        return say(portal.GOES_ON[kind]) if kind else ""

    @property
    def has_evening(self) -> bool:
        """Whether there is a call to choose in the evening, also where the telephone rests by then."""
        return any(_hour(slot) >= EVENING for slot in self.slots)

    @property
    def call_days(self) -> tuple[Choice, ...]:
        """The days with a slot, and how far into the day they go."""
        found: dict[date, list[Slot]] = {}
        for slot in self.slots:
            found.setdefault(slot.day, []).append(slot)
        return tuple(Choice(day.isoformat(), _named(day, self.day), _until(rows)) for day, rows in found.items())

    @property
    def pay_window(self) -> tuple[date, date]:
        """The first and the last day that can be chosen to pay on."""
        return self.day + DAY, months_after(self.day, LATEST_MONTHS)

    def hours(self, day: str) -> tuple[tuple[str, tuple[Slot, ...]], ...]:
        """The slots of one day, by part of the day."""
        rows = [slot for slot in self.slots if slot.day.isoformat() == day]
        parts = ((marked("Ochtend"), 0, NOON), (marked("Middag"), NOON, EVENING), (marked("Avond"), EVENING, 24))
        named = ((say(name), tuple(slot for slot in rows if start <= _hour(slot) < end)) for name, start, end in parts)
        return tuple((name, found) for name, found in named if found)

    def slot(self, number: str) -> Slot | None:
        """The slot with this number, as long as there is room."""
        return next((slot for slot in self.slots if str(slot.number) == number), None)

    def parts_text(self, instalment_cents: int) -> str:
        """How paying so much a month works out; nothing when it takes longer than we may agree on here."""
        return parts_text(self.total_cents, instalment_cents, self.day, self.policy)


def parts_text(total_cents: int, each_cents: int, day: date, policy: Policy) -> str:
    """ "7 keer € 25,00 en daarna nog één keer € 7,40"; nothing when it is all at once, or takes too long to agree."""
    if not total_cents or not each_cents or each_cents * policy.contacts.instalments_max < total_cents:
        return ""
    cents = [part.amount_cents for part in arrangements.by_amount(total_cents, each_cents, day, policy)]
    if len(cents) == 1:
        return ""
    if cents[-1] == cents[0]:
        return say("{count} keer {amount}", count=len(cents), amount=here.euros(cents[0]))
    often, each, last = len(cents) - 1, here.euros(cents[0]), here.euros(cents[-1])
    return say("{count} keer {amount} en daarna nog één keer {last}", count=often, amount=each, last=last)


def _named(day: date, today: date) -> str:
    """ "Morgen, woensdag 25 november"."""
    soon = {today: say("Vandaag, "), today + DAY: say("Morgen, ")}.get(day, "")
    return f"{soon}{here.near(day)}" if soon else _start(here.near(day))


def _start(words: str) -> str:
    """With a capital; names of days keep theirs."""
    return words[:1].upper() + words[1:]


def _hour(slot: Slot) -> int:
    return slot.starts_at.astimezone(AMSTERDAM).hour


def _until(rows: list[Slot]) -> str:
    if len(rows) > 1:
        return say("van {first} tot {last} uur", first=rows[0].hour, last=rows[-1].hour)
    return say("om {hour} uur", hour=rows[0].hour)


def page(visitor: Visitor, kind: RequestKind, at: datetime) -> Asking:
    """What stands behind a question of this kind at this moment."""
    case, around = portal.frame(visitor)
    day = local_day(at)
    policy = policies.of(case.creditor, day)
    bills = [bill for bill in portal.bills(case, day) if not bill.is_disputed]
    late = [bill for bill in bills if bill.is_late]
    total = sum(bill.open_cents for bill in late)
    rows = Request.objects.filter(case=case, kind=kind, state=RequestState.OPEN).select_related("call_back")
    before = rows.order_by("pk").last()
    return Asking(
        house=around.house,
        person=around.person,
        kind=kind,
        case_id=case.pk,
        day=day,
        bills=tuple(bills),
        total_cents=total,
        total=here.euros(total),
        waits=_waits(before, visitor, day),
        days=pay_days(day, policy),
        slots=tuple(slots.offered(case.creditor, at)) if kind == RequestKind.CALL_ME else (),
        policy=policy,
    )


def _waits(before: Request | None, visitor: Visitor, day: date) -> Asked | None:
    """What waits already; not for somebody else, but for a promised call, which the overview tells too."""
    waits = portal.asked(before, visitor, day) if before else None
    return waits if waits and (waits.may_read or hasattr(before, "call_back")) else None


def pay_days(day: date, policy: Policy) -> tuple[Choice, ...]:
    """Days that people think in: in a week or two, when wages come, the first of the month, a month from now."""
    month = day.replace(day=1)
    paid = (_workday_before(on.replace(day=PAYDAY), policy) for on in (month, months_after(month, 1)))
    wages = next(on for on in paid if on > day + SOON)
    named: dict[date, str] = {}
    for on, why in (
        (months_after(month, 1), marked("begin volgende maand")),
        (wages, marked("rond de dag waarop veel mensen loon krijgen")),
        (day + WEEK, marked("over een week")),
        (day + 2 * WEEK, marked("over twee weken")),
        (months_after(day, 1), marked("over een maand")),
    ):
        named.setdefault(on, why)
    kept: list[date] = []
    for on in named:
        if on > day + SOON and all(abs(on - other) >= SOON for other in kept):
            kept.append(on)
    return tuple(Choice(on.isoformat(), _start(here.near(on)), say(named[on])) for on in sorted(kept))


def _workday_before(day: date, policy: Policy) -> date:
    """This day, or the last workday before it: wages that fall on a holiday come earlier."""
    while not is_workday(day, policy):
        day -= DAY
    return day

"""The questions with which a joint arrangement begins, and those that come later: what stands on each page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from tijdig.languages import marked, now, say
from tijdig.messages import consents as texts
from tijdig.messages.consents import Words
from tijdig.messages.languages import here
from tijdig.models import Creditor
from tijdig.policy import Policy
from tijdig.queries import (
    asking,
    consentpages,
    jointfacts,
    jointfiles,
    jointknown,
    jointlong,
    jointoutlook,
    jointrows,
    jointstart,
    policies,
    portal,
    together,
)
from tijdig.queries.asking import Choice
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person
from tijdig.queries.jointoutlook import Outlook
from tijdig.queries.jointpages import needs_consent
from tijdig.queries.jointrows import Held
from tijdig.queries.jointwords import RHYTHMS, SECTORS
from tijdig.rules.joint.asking import first_bounds
from tijdig.rules.joint.living import day_bounds
from tijdig.rules.solutions.rhythm import a_month
from tijdig.rules.workdays import add_workdays, local_day, next_pay_day
from tijdig.words import ChangeReason, ConsentPurpose, JointPartState, JointState, Rhythm, Sector

_DAY = timedelta(days=1)
A_MONTH = marked("Dat is ongeveer {amount} per maand.")
AFTER_PAUSE = marked("na de pauze")
PAID_ON = marked("betalen op {day}")
SOONER = marked("gewoon door betalen: dan eerder klaar")


@dataclass(frozen=True, slots=True)
class Pick:
    """An organisation that can be picked."""

    number: int
    name: str
    sector: str
    is_linked: bool
    is_picked: bool


@dataclass(frozen=True, slots=True)
class StepPage:
    """What every question needs."""

    house: House
    person: Person
    version: int
    picks: tuple[Pick, ...] = ()
    is_first: bool = True  # before anybody was asked: exactly these; after that only more


def picking(visitor: Visitor) -> StepPage:
    """Who can be picked, linked ones first; who was picked before stays so."""
    _, around = portal.frame(visitor)
    held = jointrows.of(visitor)
    runs = held if held is not None and not held.is_over else None
    taken = {part.creditor_id for part in runs.parts if part.state != JointPartState.LEFT} if runs else set()
    is_first = runs is None or runs.state == JointState.REQUESTED
    linked, others = _organisations(visitor)
    known = {one.pk for one in linked}
    picks = tuple(
        Pick(
            one.pk,
            one.sender_name,
            say(SECTORS[Sector(one.sector)]),
            is_linked=one.pk in known,
            is_picked=one.pk in taken,
        )
        for one in linked + others
        if is_first or one.pk not in taken
    )
    version = held.joint.version if held else 0
    return StepPage(around.house, around.person, version, picks, is_first=is_first)


def _organisations(visitor: Visitor) -> tuple[list[Creditor], list[Creditor]]:
    """Who can be picked: those whose file this customer put beside this one, and the others that take part."""
    linked = {together.far_side(link, visitor).creditor_id for link in together.links(visitor)}
    rows = Creditor.objects.filter(~Q(joint_email="") | Q(pk__in=linked)).exclude(pk=visitor.creditor_id)
    found = list(rows.order_by("sender_name", "pk"))
    return [one for one in found if one.pk in linked], [one for one in found if one.pk not in linked]


@dataclass(frozen=True, slots=True)
class ConsentPage:
    """The question whether one organisation may be told."""

    house: House
    person: Person
    version: int
    number: int
    name: str
    words: Words
    text_version: str
    language: str
    with_number: bool  # their customer number helps them find the file
    place: int
    count: int


def consenting(visitor: Visitor, number: int, at: datetime) -> ConsentPage | None:
    """The words for this organisation; None when it was answered already."""
    case, around = portal.frame(visitor)
    held, part = jointrows.part_of(visitor, number)
    if not needs_consent(part, held):
        return None
    text = texts.current(ConsentPurpose.JOINT, local_day(at))
    language = texts.language_of(text, now().tag)
    asked = [one.pk for one in held.parts if one.creditor_id != case.creditor_id]
    return ConsentPage(
        house=around.house,
        person=around.person,
        version=held.joint.version,
        number=part.pk,
        name=part.creditor.sender_name,
        words=consentpages.words(case, text, part.creditor, at, language=language),
        text_version=text.code,
        language=language,
        with_number=part.case_id is None,
        place=asked.index(part.pk) + 1,
        count=len(asked),
    )


@dataclass(frozen=True, slots=True)
class SparePage:
    """How much each time, how often, and from when."""

    house: House
    person: Person
    version: int
    days: tuple[Choice, ...]
    every: tuple[Choice, ...]  # all that can be chosen
    window: tuple[date, date]
    rhythms: tuple[Choice, ...]  # each with what it is in a month
    spare: str
    regular: str
    now: str  # how much it is each time in the plan that runs
    is_later: bool  # of some days the first payment comes a turn later: everybody answers first
    is_less: bool  # it is asked because there is less income
    safe_first: str  # who is paid before the others, as far as that was told
    outlook: Outlook | None  # how it will be shared about, once it is known how much and how often


def sparing(visitor: Visitor, at: datetime, *, cents: int | None = None, each: Rhythm | None = None) -> SparePage:
    """The days to choose from, what was chosen before, and how so much each time would be shared."""
    case, around = portal.frame(visitor)
    held, day = jointrows.of(visitor), local_day(at)
    policy = policies.of(case.creditor, day)
    first, last = _spare_bounds(held, day, policy)
    days, every = _days(first, last, day, policy), _plain_days(first, last)
    chosen = [date.fromisoformat(one.value) for one in every]
    turns = jointstart.turns(held.joint, chosen, each, day) if held and each else {}
    kinds = [bill.kind for bill in portal.bills(case, day)]
    regular = next((say(portal.GOES_ON[kind]) for kind in kinds if kind in portal.GOES_ON), "")
    return SparePage(
        house=around.house,
        person=around.person,
        version=held.joint.version if held else 0,
        days=tuple(_starts(days, turns)),
        every=tuple(_starts(every, turns)),
        is_later=any(on > next_pay_day(chosen, policy) for chosen, on in turns.items()),
        window=(first, last),
        rhythms=tuple(_each(cents, one) for one in (Rhythm.MONTHLY, Rhythm.FOUR_WEEKLY, Rhythm.WEEKLY)),
        spare=here.euros(cents) if cents is not None else "",
        regular=regular,
        now=here.euros(held.running.spare_cents) if held is not None and held.running and not held.is_over else "",
        is_less=held is not None and _is_less(held),
        safe_first=jointoutlook.safe_first(held) if held else "",
        outlook=_outlook(held, cents, each, policy) if held and not held.is_over else None,
    )


def _days(first: date, last: date, day: date, policy: Policy) -> tuple[Choice, ...]:
    """The days within these that people think in."""
    days = tuple(one for one in asking.pay_days(day, policy) if first <= date.fromisoformat(one.value) <= last)
    if first <= day + _DAY:
        return days
    after = Choice(first.isoformat(), here.near(first), say(AFTER_PAUSE))  # on from where the pause ends
    return (after, *(one for one in days if one.value != after.value))


def _plain_days(first: date, last: date) -> list[Choice]:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [Choice(day.isoformat(), here.near(day)) for day in days]


def _each(cents: int | None, each: Rhythm) -> Choice:
    return Choice(each.value, say(RHYTHMS[each]), _a_month(cents, each))


def _outlook(held: Held, cents: int | None, each: Rhythm | None, policy: Policy) -> Outlook | None:
    if not cents or each is None:
        return None
    return jointoutlook.of(held, cents, each, jointoutlook.first_on(held, policy.on, policy), policy)


def _spare_bounds(held: Held | None, day: date, policy: Policy) -> tuple[date, date]:
    """From when to when the first payment can be; never in a pause that was just given."""
    if held is None or held.is_over:
        return day + _DAY, day + timedelta(days=policy.solutions.first_within_days)
    return first_bounds(jointfacts.read(held.joint, day), day, policy)


def _is_less(held: Held) -> bool:
    """Whether the plan is made anew because the customer has less income."""
    running = held.running
    if held.state != JointState.REVISING or running is None:
        return False
    return jointfiles.why_anew(held.joint, running.confirmed_at) == ChangeReason.LESS_INCOME


def _starts(days: Iterable[Choice], turns: Mapping[date, date]) -> Iterator[Choice]:
    """Each day, with the day on which the first payment really is where that is another one."""
    for one in days:
        chosen = date.fromisoformat(one.value)
        on = turns.get(chosen, chosen)
        paid = say(PAID_ON, day=here.near(on)) if on != chosen else ""
        yield Choice(one.value, one.label, "; ".join(words for words in (one.more, paid) if words))


def every_day(first: date, last: date, policy: Policy) -> tuple[Choice, ...]:
    """Each day from the first to the last; where nothing can be paid, it says on which day that is done."""
    days = _plain_days(first, last)
    chosen = [date.fromisoformat(one.value) for one in days]
    return tuple(_starts(days, {on: next_pay_day(on, policy) for on in chosen}))


@dataclass(frozen=True, slots=True)
class MovePage:
    """To which day the next payment can move."""

    house: House
    person: Person
    version: int
    now: str  # on which day it is now
    days: tuple[Choice, ...]
    every: tuple[Choice, ...]
    later: tuple[str, str] | None  # how many payments move along, and on which day the last one comes


def moving(visitor: Visitor, at: datetime) -> MovePage:
    """The days on which the next payment can be: days that people think in, and each other within the limits."""
    case, around = portal.frame(visitor)
    held, day = jointrows.there(visitor), local_day(at)
    policy = policies.of(case.creditor, day)
    first, last = day_bounds(jointfacts.read(held.joint, day), day, policy)
    lefts = held.lefts()
    now = lefts[0][1].isoformat() if lefts else ""
    picks = [one for one in asking.pay_days(day, policy) if first.isoformat() <= one.value <= last.isoformat()]
    paid = held.paid_days(day) if held.ahead(day) else []
    turns = [on for on in paid if first <= on <= last and on > day + asking.SOON][:1]
    sooner = [Choice(on.isoformat(), here.near(on), say(SOONER)) for on in turns]
    picks = sooner + [one for one in picks if one.value not in {other.value for other in sooner}]
    count = len({left[0] for left in lefts})
    return MovePage(
        house=around.house,
        person=around.person,
        version=held.joint.version,
        now=here.near(lefts[0][1]) if lefts else "",
        days=tuple(one for one in picks if one.value != now),
        every=every_day(first, last, policy),
        later=(here.number(count - 1), here.month(lefts[-1][1])) if count > 1 else None,
    )


@dataclass(frozen=True, slots=True)
class Open:
    """What is open at one organisation: by its file, or as the customer thinks."""

    number: int
    name: str
    cents: int | None
    amount: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class LookPage:
    """All that was said, before anybody is asked."""

    house: House
    person: Person
    version: int
    names: tuple[str, ...]
    refused: tuple[str, ...]
    noted: tuple[str, ...]  # told of, and not asked
    spare: str
    rhythm: str
    monthly: str  # what that is in a month, where it is paid more often
    first: str
    is_late: bool  # that day comes before everybody can have answered
    likely: str  # about when the first payment will be then
    told: tuple[Open, ...]
    may_tell: bool  # somewhere only the customer can say what is open
    until: str
    quiet_until: str
    is_ready: bool
    is_first: bool  # nobody was asked yet
    outlook: Outlook | None  # how it will be shared, about


def looking(visitor: Visitor, at: datetime) -> LookPage | None:
    """Everything on one page; None when there is nothing to look at."""
    case, around = portal.frame(visitor)
    held, day = jointrows.of(visitor), local_day(at)
    if held is None:
        return None
    policy = policies.of(case.creditor, day)
    joint, live = held.joint, held.live
    others = [part for part in live if part.creditor_id != case.creditor_id]
    told = tuple(_opens(held, day))
    each = Rhythm(joint.rhythm)
    chosen = joint.first_on
    first = jointstart.turns(joint, [chosen], each, day)[chosen] if chosen else None
    is_late = chosen is not None and first is not None and first > next_pay_day(chosen, policy)
    return LookPage(
        house=around.house,
        person=around.person,
        version=joint.version,
        names=tuple(part.creditor.sender_name for part in live),
        refused=tuple(part.creditor.sender_name for part in held.parts if part not in live),
        noted=jointlong.noted(joint),
        spare=here.euros(joint.spare_cents) if joint.spare_cents is not None else "",
        rhythm=say(RHYTHMS[each]),
        monthly=_a_month(joint.spare_cents, each),
        first=_chosen(chosen, policy) if chosen else "",
        is_late=is_late,
        likely=here.near(first) if first else "",
        told=told,
        may_tell=not all(one.is_known for one in told),
        until=here.near(add_workdays(day, policy.joint.balance_workdays, policy)),
        quiet_until=here.near(day + timedelta(days=policy.joint.standstill_days) - _DAY),
        is_ready=bool(others) and not any(needs_consent(part, held) for part in live),
        is_first=held.state == JointState.REQUESTED,
        outlook=_outlook(held, joint.spare_cents, each, policy),
    )


def _chosen(day: date, policy: Policy) -> str:
    """This day, and on which one is paid where banks do nothing."""
    on = next_pay_day(day, policy)
    return here.near(day) if on == day else f"{here.near(day)} ({say(PAID_ON, day=here.near(on))})"


def _opens(held: Held, day: date) -> Iterator[Open]:
    seen = jointknown.open_cents(held, day)
    for part in held.live:
        cents = seen.get(part.pk, part.told_cents)
        amount = here.euros(cents) if cents is not None else ""
        yield Open(part.pk, part.creditor.sender_name, cents, amount, is_known=part.pk in seen)


def _a_month(cents: int | None, each: Rhythm) -> str:
    amount = monthly(cents, each)
    return say(A_MONTH, amount=amount) if amount else ""


def monthly(cents: int | None, each: Rhythm) -> str:
    """What so much each time is in a month, about; nothing where it is paid by the month."""
    return here.euros(a_month(cents, each)) if cents and each != Rhythm.MONTHLY else ""

"""Call hours as they stand: per day when how many people can call, how much is free and what was promised."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from tijdig.models import CallSlot, Creditor, TeamHours
from tijdig.queries import policies
from tijdig.queries.slots import TAKEN, horizon
from tijdig.rules import dutch
from tijdig.rules.workdays import AMSTERDAM, is_outreach_day, local_day
from tijdig.words import CallBackState, Skill

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Counts(TypedDict):
        """What is added to a slot."""

        taken: int
        promised: int

    CountedSlot = WithAnnotations[CallSlot, Counts]

PROMISED = Q(call_backs__state=CallBackState.PLANNED)
QUARTER = timedelta(minutes=15)
"""A call gets a quarter of an hour."""
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Hours in a row with the same number of people."""

    start: time
    until: time
    people: int

    @property
    def text(self) -> str:
        """`9.00 tot 17.30 uur`."""
        return f"{dutch.hour(self.start)} tot {dutch.hour(self.until)} uur"


@dataclass(frozen=True, slots=True)
class HoursDay:
    """One day: its hours, how many calls still fit, how many were promised, and those that nobody can make."""

    on: date
    spans: tuple[Span, ...]
    free: int
    promised: int
    alone: int
    is_offered: bool
    team: tuple[str, ...] = ()  # the time of the team for steps by itself, as sentences

    @property
    def name(self) -> str:
        """`dinsdag 24 november`."""
        return dutch.near(self.on)


@dataclass(frozen=True, slots=True)
class HoursPage:
    """The coming days of one organisation."""

    creditor: Creditor
    days: tuple[HoursDay, ...]
    window: Span  # within which the policy lets people be called

    @property
    def offered_until(self) -> str:
        """The last day from which customers choose now."""
        return next((day.name for day in reversed(self.days) if day.is_offered), "")


def next_open(at: datetime) -> Subquery:
    """Within a question about creditors: when somebody can call next, taken or not."""
    later = CallSlot.objects.filter(creditor=OuterRef("pk"), starts_at__gt=at, places__gt=0)
    return Subquery(later.order_by("starts_at").values("starts_at")[:1])


def page(creditor_id: int, at: datetime) -> HoursPage:
    """The days from which customers choose, and the week after; days without calls only when something stands there."""
    creditor, today = Creditor.objects.get(pk=creditor_id), local_day(at)
    policy = policies.of(creditor, today)
    offered = horizon(today, policy)
    slots = {on: list(rows) for on, rows in groupby(_slots(creditor, today, offered + _WEEK), _day_of)}
    count = (local_day(offered + _WEEK) - today).days
    days = [today + timedelta(days=place) for place in range(count)]
    shown = [day for day in days if day in slots or is_outreach_day(day, policy)]
    team = _team(creditor, today)
    made = (_day(day, slots.get(day, ()), at, is_offered=day < local_day(offered)) for day in shown)
    return HoursPage(
        creditor,
        tuple(replace(one, team=team.get(one.on, ())) for one in made),
        Span(policy.contacts.window_from, policy.contacts.window_until, 0),
    )


def _slots(creditor: Creditor, today: date, until: datetime) -> "QuerySet[CountedSlot]":
    """What stands open, or was promised before it was closed."""
    since = datetime.combine(today, time.min, AMSTERDAM)
    rows = CallSlot.objects.filter(creditor=creditor, starts_at__gte=since, starts_at__lt=until)
    counted = rows.annotate(taken=Count("call_backs", filter=TAKEN), promised=Count("call_backs", filter=PROMISED))
    return counted.filter(Q(places__gt=0) | Q(promised__gt=0)).order_by("starts_at")


def _team(creditor: Creditor, today: date) -> dict[date, tuple[str, ...]]:
    """Per day what the team has time for, by skill, as far as somebody wrote it down."""
    found: dict[date, dict[str, int]] = {}
    for day, skill, minutes in TeamHours.objects.filter(creditor=creditor, day__gte=today).values_list(
        "day", "skill", "minutes"
    ):
        found.setdefault(day, {})[skill] = minutes
    return {
        day: tuple(f"{skill.label}: {minutes[skill]} minuten" for skill in Skill if skill in minutes)
        for day, minutes in found.items()
    }


def _day_of(slot: CallSlot) -> date:
    return local_day(slot.starts_at)


def _day(on: date, slots: "Sequence[CountedSlot]", at: datetime, *, is_offered: bool) -> HoursDay:
    return HoursDay(
        on=on,
        spans=tuple(_spans(slots)),
        free=sum(max(0, slot.places - slot.taken) for slot in slots if slot.starts_at > at),
        promised=sum(slot.promised for slot in slots),
        alone=sum(max(0, slot.promised - slot.places) for slot in slots),
        is_offered=is_offered,
    )


def _spans(slots: Sequence[CallSlot]) -> Iterator[Span]:
    found: list[tuple[CallSlot, CallSlot]] = []
    for slot in (slot for slot in slots if slot.places):
        first, last = found[-1] if found else (slot, slot)
        if found and slot.places == first.places and slot.starts_at - last.starts_at <= QUARTER:
            found[-1] = (first, slot)
        else:
            found.append((slot, slot))
    return (_span(first, last) for first, last in found)


def _span(first: CallSlot, last: CallSlot) -> Span:
    start, until = (at.astimezone(AMSTERDAM) for at in (first.starts_at, last.starts_at + QUARTER))
    return Span(start.time(), until.time(), first.places)

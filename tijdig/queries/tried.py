"""What was tried on a case since its arrears began, and what the customer did; and who told of the room to pay."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.db.models import Q

from tijdig.models import Call, Case, Contact, MoneyEntry, Request, RoomToPay
from tijdig.queries.visible import seen_q
from tijdig.rules import dutch
from tijdig.rules.money import euros
from tijdig.rules.workdays import AMSTERDAM, local_day
from tijdig.words import CallResult, ChannelKind, ContactState, Direction, EntryKind, FactSource

ARRIVED = (ContactState.HANDED_OVER, ContactState.DELIVERED)
CARRIES = (ChannelKind.LETTER, ChannelKind.EMAIL, ChannelKind.PHONE, ChannelKind.VISIT, ChannelKind.VIDEO)
"""Ways that carry a whole message; a text message only announces one."""

NOBODY_HOME = "niemand deed open"
_GONE = (*ARRIVED, ContactState.FAILED)
_TALKS = (ChannelKind.PHONE, ChannelKind.VISIT, ChannelKind.VIDEO, ChannelKind.COUNTER)
_WRITTEN_DOWN_WITHIN = timedelta(days=7)
"""What was heard in a talk is noted on the same day or soon after; a talk of last year says nothing of it."""

_FATES = {
    ContactState.HANDED_OVER: "verstuurd",
    ContactState.DELIVERED: "aangekomen",
    ContactState.FAILED: "niet aangekomen",
}


@dataclass(frozen=True)
class Effort:
    """One thing that was tried, or that the customer did: on which day, what, by which ways, and what came of it."""

    on: date
    kind: str  # message, call, visit, heard, paid
    ways: tuple[str, ...]
    what: str
    outcome: str

    @property
    def day_text(self) -> str:
        """Its day, in short."""
        return dutch.short(self.on)

    def plain(self) -> dict[str, object]:
        """As it is frozen with the decision: no name, no words of anybody."""
        return {
            "on": self.on.isoformat(),
            "kind": self.kind,
            "ways": list(self.ways),
            "what": self.what,
            "outcome": self.outcome,
        }


def efforts_of(case: Case, since: date) -> Iterator[Effort]:
    """What was tried since these arrears began, and what the customer did, the oldest first."""
    found = [*_messages(case, since), *_calls(case, since), *_visits(case, since), *_heard(case, since)]
    yield from sorted(found, key=lambda one: one.on)


def ways_of(efforts: tuple[Effort, ...]) -> frozenset[str]:
    """The ways by which a whole message was brought, as far as it did not come back."""
    brought = [one for one in efforts if one.kind == "message" and one.outcome != _FATES[ContactState.FAILED]]
    return frozenset(way for one in [*brought, *tries_of(efforts)] for way in one.ways if way in CARRIES)


def tries_of(efforts: tuple[Effort, ...]) -> tuple[Effort, ...]:
    """The times that somebody tried to speak with the customer: at a number that is theirs, or at the door."""
    wrong = CallResult.WRONG_NUMBER.label
    return tuple(one for one in efforts if one.kind in {"call", "visit"} and one.outcome != wrong)


def listed(kinds: Iterator[str] | tuple[str, ...] | frozenset[str]) -> str:
    """Ways in words, in the order in which they always stand."""
    there = set(kinds)
    return dutch.listed([ChannelKind(kind).label for kind in ChannelKind if kind in there])


def is_heard(room: RoomToPay) -> bool:
    """Whether what is noted about room to pay was really told: by whom, or in a talk or a message that is on file."""
    if room.source == FactSource.HELPER:
        return bool(room.told_by)
    since = _start(room.noted_on - _WRITTEN_DOWN_WITHIN)
    spoke = Q(call__result=CallResult.REACHED) | Q(kind=ChannelKind.VISIT, state=ContactState.DELIVERED)
    wrote = Q(direction=Direction.IN, kind__in=_TALKS, call__isnull=True)
    if room.source == FactSource.CUSTOMER:
        if Request.objects.filter(case=room.case_id, received_at__gte=since).exists():
            return True
        wrote = Q(direction=Direction.IN, call__isnull=True)
    return Contact.objects.filter(spoke | wrote, case=room.case_id, happened_at__gte=since).exists()


def _messages(case: Case, since: date) -> Iterator[Effort]:
    rows = Contact.objects.filter(case=case, moment__isnull=False, moment__day__gte=since, state__in=_GONE)
    rows = rows.select_related("moment").order_by("moment__day", "moment", "state", "pk")
    for (moment, state), alike in groupby(rows, key=lambda one: (one.moment, one.state)):
        ways = tuple(one.kind for one in alike)
        if moment is not None:
            what = f"{moment.get_stage_display().capitalize()} per {listed(ways)}"
            yield Effort(moment.day, "message", ways, what, _FATES[ContactState(state)])


def _calls(case: Case, since: date) -> Iterator[Effort]:
    for call in Call.objects.filter(contact__case=case, contact__happened_at__gte=_start(since)).select_related(
        "contact"
    ):
        at = call.contact.happened_at or call.contact.send_from
        is_ours = call.contact.direction == Direction.OUT
        what = "Gebeld" if is_ours else "De klant belde"
        outcome = "goed gesproken" if call.is_good_conversation else call.get_result_display()
        yield Effort(local_day(at), "call" if is_ours else "heard", (ChannelKind.PHONE.value,), what, outcome)


def _visits(case: Case, since: date) -> Iterator[Effort]:
    rows = Contact.objects.filter(case=case, kind=ChannelKind.VISIT, direction=Direction.OUT, state__in=ARRIVED)
    for one in rows.filter(send_from__gte=_start(since)):
        met = "gesproken" if one.state == ContactState.DELIVERED else NOBODY_HOME
        yield Effort(local_day(one.send_from), "visit", (one.kind,), "Aan de deur geweest", met)


def _heard(case: Case, since: date) -> Iterator[Effort]:
    """What the customer did: a message, a question, a payment."""
    written = Contact.objects.filter(
        case=case, direction=Direction.IN, call__isnull=True, happened_at__gte=_start(since)
    )
    for one in written:
        at = one.happened_at or one.send_from
        yield Effort(local_day(at), "heard", (one.kind,), f"De klant reageerde per {one.get_kind_display()}", "")
    for asked in Request.objects.filter(case=case, received_at__gte=_start(since)):
        what = f"De klant vroeg: {asked.get_kind_display()}"
        yield Effort(local_day(asked.received_at), "heard", (asked.by_channel,), what, asked.get_state_display())
    paid = MoneyEntry.objects.filter(seen_q("", "creditor__"), claim__customer_id=case.customer_id)
    for entry in paid.filter(kind=EntryKind.PAYMENT, booked_on__gte=since):
        yield Effort(entry.booked_on, "paid", (), f"De klant betaalde {euros(-entry.amount_cents)}", "")


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, AMSTERDAM)

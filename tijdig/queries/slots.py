"""Moments on which somebody can really call: hours that people have, less what was promised already (DECISIONS 6)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, F, Q, QuerySet

from tijdig.messages.languages import here
from tijdig.models import CallSlot, Creditor
from tijdig.policy import Policy
from tijdig.queries import policies
from tijdig.rules.workdays import AMSTERDAM, local_day
from tijdig.words import CallBackState

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Taken(TypedDict):
        """What is added to a slot."""

        taken: int

    TakenSlot = WithAnnotations[CallSlot, Taken]

TAKEN = Q(call_backs__isnull=False) & ~Q(call_backs__state=CallBackState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment that can still be chosen."""

    number: int
    starts_at: datetime
    free: int

    @property
    def day(self) -> date:
        """Its day in the Netherlands."""
        return local_day(self.starts_at)

    @property
    def near(self) -> str:
        """Its day as people say it: maandag 23 november."""
        return here.near(self.day)

    @property
    def hour(self) -> str:
        """Its hour as a Dutch reader expects it: 18.15."""
        return here.hour(self.starts_at.astimezone(AMSTERDAM))


def horizon(day: date, policy: Policy) -> datetime:
    """From this moment on customers cannot choose yet."""
    return datetime.combine(day + timedelta(days=policy.contacts.call_slots_days), time.min, AMSTERDAM)


def with_room(creditor: Creditor, at: datetime) -> "QuerySet[TakenSlot]":
    """The slots after this moment, as far as customers look ahead, in which somebody is still free."""
    day = local_day(at)
    until = horizon(day, policies.of(creditor, day))
    rows = CallSlot.objects.filter(creditor=creditor, starts_at__gt=at, starts_at__lt=until)
    counted = rows.annotate(taken=Count("call_backs", filter=TAKEN))
    return counted.filter(places__gt=F("taken")).order_by("starts_at")


def offered(creditor: Creditor, at: datetime) -> list[Slot]:
    """The same, as they are shown."""
    return [Slot(slot.pk, slot.starts_at, slot.places - slot.taken) for slot in with_room(creditor, at)]

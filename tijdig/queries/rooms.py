"""What follows from a budget, as the customer who filled it in reads it."""

from dataclasses import dataclass
from datetime import datetime

from tijdig.messages.languages import here
from tijdig.models import Request, RoomToPay
from tijdig.queries import policies, portal
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person
from tijdig.rules.solutions.budget import BudgetError, from_json
from tijdig.rules.solutions.room import clamped, room
from tijdig.rules.workdays import add_workdays, local_day
from tijdig.words import RequestKind, RequestState, Room

CENTS = 100


@dataclass(frozen=True, slots=True)
class RoomPage:
    """What is left, what we propose of it, and who looks when nothing is."""

    house: House
    person: Person
    is_none: bool
    is_tight: bool
    offer: str  # € 50,00
    typed: str  # 50,00: as the next question takes it
    keeps: str  # what then stays for what nobody expects
    look_on: str  # until when somebody looks
    noted: str
    until: str


def page(visitor: Visitor, at: datetime) -> RoomPage | None:
    """What this customer worked out last; nothing when they did not, or when it grew old."""
    case, around = portal.frame(visitor)
    day = local_day(at)
    policy = policies.of(case.creditor, day)
    noted = RoomToPay.objects.filter(case=case, removed_at__isnull=True).order_by("-noted_on", "-pk").first()
    if noted is None or not noted.budget or noted.expires_on <= day:
        return None
    try:
        found = room(from_json(noted.budget), policy.solutions)
    except BudgetError:
        return None  # under a schema of long ago: it is asked again
    open_cents = sum(bill.open_cents for bill in portal.bills(case, day) if bill.is_late and not bill.is_disputed)
    offer = clamped(found.offer_cents, open_cents) if open_cents else found.offer_cents
    waits = Request.objects.filter(case=case, kind=RequestKind.HELP, state=RequestState.OPEN).order_by("pk").first()
    last = waits.answer_due_on if waits else add_workdays(noted.noted_on, policy.steps.person_within_workdays, policy)
    return RoomPage(
        house=around.house,
        person=around.person,
        is_none=found.state == Room.NONE,
        is_tight=found.is_tight,
        offer=here.euros(offer),
        typed=f"{offer // CENTS},{offer % CENTS:02d}",
        keeps=here.euros(max(found.room_cents - offer, 0) + policy.solutions.buffer_cents),
        look_on=here.near(last),
        noted=here.day(noted.noted_on),
        until=here.day(noted.expires_on),
    )

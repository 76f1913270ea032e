"""Who looks along for a customer, until when, what they may do and what they did."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Max, QuerySet

from tijdig.languages import marked, say
from tijdig.messages.languages import here
from tijdig.models import AuditEvent, Case, Creditor, Helper
from tijdig.policy import load
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person
from tijdig.queries.portal import SOMEBODY, frame
from tijdig.rules import actors
from tijdig.rules.workdays import AMSTERDAM, local_day
from tijdig.words import AssuranceLevel

RIGHTS = {
    "kijken": "Alleen kijken",
    "vragen": "Kijken, en ook iets vragen of regelen",
}
"""What somebody may do, as the customer chooses it; the second may ask."""

ASKS = "vragen"
UNTIL = {
    "week": (marked("Een week"), 7),
    "maand": (marked("Een maand"), 30),
    "drie-maanden": (marked("Drie maanden"), 90),
}
RECEIVED = "request.received"


@dataclass(frozen=True, slots=True)
class Along:
    """One person who looks along."""

    number: int
    name: str
    right: str
    until: str
    looked: str  # the last day on which they came in


@dataclass(frozen=True, slots=True)
class HelpersPage:
    """Everybody who looks along, and whether there is room for one more."""

    house: House
    person: Person
    case_id: int
    helpers: tuple[Along, ...]
    is_full: bool
    site: str  # where a code is filled in, as people type it


def page(visitor: Visitor, at: datetime) -> HelpersPage:
    """Who looks along now."""
    case, around = frame(visitor)
    rows = _running(case, at).annotate(looked_at=Max("sessions__made_at")).order_by("made_at", "pk")
    found = tuple(_along(row) for row in rows)
    return HelpersPage(around.house, around.person, case.pk, found, len(found) >= _most(at), site_of(case.creditor))


def _along(row: Helper) -> Along:
    looked = row.looked_at  # type: ignore[attr-defined]
    return Along(
        number=row.pk,
        name=row.name,
        right=say(RIGHTS[ASKS] if row.may_ask else RIGHTS["kijken"]),
        until=here.day(last_day(row)),
        looked=here.day(local_day(looked)) if looked else "",
    )


def is_full(case: Case, at: datetime) -> bool:
    """Whether as many look along as can be overseen."""
    return _running(case, at).count() >= _most(at)


def end_of(day: date) -> datetime:
    """The moment at which this day is over in the Netherlands."""
    return datetime.combine(day + timedelta(days=1), time.min, AMSTERDAM)


def last_day(helper: Helper) -> date:
    """The last day on which somebody may look along."""
    return local_day(helper.expires_at - timedelta(minutes=1))


def last_after(days: int, at: datetime) -> date:
    """The last of so many days from now."""
    return local_day(at) + timedelta(days=days)


def choices(at: datetime) -> dict[str, tuple[str, int]]:
    """For how long somebody may look along, up to what the policy allows."""
    most = load(local_day(at)).doors.helper_days
    return {value: (say(label), days) for value, (label, days) in UNTIL.items() if days <= most}


def asked_by(case: Case) -> dict[str, str]:
    """Which requests were asked by who looks along, by the number of the request."""
    if not getattr(case, "has_helpers", True):  # read along with the case
        return {}
    rows = AuditEvent.objects.filter(case_id_text=str(case.pk), what=RECEIVED, by__startswith=actors.HELPER)
    return dict(rows.values_list("noun_id", "by"))


def asker(visitor: Visitor, request: int) -> str:
    """Who asked this when it was not the customer; the name only for the customer, and for that helper."""
    rows = AuditEvent.objects.filter(case_id_text=str(visitor.case_id), what=RECEIVED, noun_id=str(request))
    by = rows.filter(by__startswith=actors.HELPER).values_list("by", flat=True).first()
    if by is None or (visitor.level < AssuranceLevel.KNOWN and visitor.actor != by):
        return say(SOMEBODY) if by else ""
    named = Helper.objects.filter(pk=by.removeprefix(actors.HELPER), case_id=visitor.case_id)
    return named.values_list("name", flat=True).first() or say(SOMEBODY)


def site_of(creditor: Creditor) -> str:
    """The address of the portal as people type it; none when the organisation gave none."""
    return creditor.portal_url.partition("://")[2].rstrip("/")


def _running(case: Case, at: datetime) -> QuerySet[Helper]:
    return Helper.objects.filter(case=case, withdrawn_at__isnull=True, expires_at__gt=at)


def _most(at: datetime) -> int:
    return load(local_day(at)).doors.helpers_max

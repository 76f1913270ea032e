"""Consents that hold, and the only read across organisations: what one may know of a file at another.

`told` reads; whoever shows it to another organisation goes through `actions/consents.py`, which looks whether it may,
and writes down that it was told.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from tijdig.models import Arrangement, AuditEvent, Case, Consent, Creditor, Customer, RoomToPay, Shared
from tijdig.queries import visible
from tijdig.queries.doors import Visitor
from tijdig.queries.house import person_of
from tijdig.rules.consents import Given, fault
from tijdig.rules.workdays import local_day
from tijdig.words import ArrangementState, AssuranceLevel, ConsentPurpose, PointKind, SharedData

ENDED = "tijdig"
"""Who took back a consent that was over: nobody did, it ended by itself."""
DECLINED = "consent.declined"
"""In the trail: the customer said that we rather not ask later."""


@dataclass(frozen=True, slots=True)
class Told:
    """What may be known of one file elsewhere: what was not asked, or not agreed, is nothing."""

    open_cents: int | None = None
    is_arranged: bool | None = None
    contact: str = ""
    room_cents: int | None = None
    reach: tuple[str, ...] = ()


def standing(day: date) -> Q:
    """Consents that stand on this day: not taken back, and not past their end."""
    return Q(withdrawn_at__isnull=True) & (Q(until_on__isnull=True) | Q(until_on__gt=day))


def of(customer: Customer, day: date, *purposes: ConsentPurpose) -> QuerySet[Consent]:
    """The consents of this customer that stand, of these purposes or of all; also those given from the other side."""
    rows = Consent.objects.filter(standing(day)).filter(Q(customer=customer) | Q(other_customer=customer))
    rows = rows.filter(purpose__in=purposes) if purposes else rows
    return rows.select_related("other", "customer__creditor", "customer__case").order_by("pk")


def seen_by(visitor: Visitor) -> QuerySet[Consent]:
    """The consents that this visitor may see and take back; with the code alone only what was agreed with the code."""
    own = Q(customer_id=visitor.customer_id)
    from_there = Q(other_customer_id=visitor.customer_id, purpose=ConsentPurpose.OVERVIEW)
    by_code = Q(customer_id=visitor.customer_id, purpose=ConsentPurpose.ASK_LATER, level=AssuranceLevel.CODE.value)
    rows = Consent.objects.select_related("other", "customer__creditor", "customer__case")
    return rows.filter(own | from_there if visitor.is_known else by_code)


def may_ask_later(case: Case, day: date) -> bool:
    """Whether this customer agreed that we ask later about arranging together (COVERAGE 12)."""
    return of(case.customer, day, ConsentPurpose.ASK_LATER).exists()


def said_no(case: Case, days: int, at: datetime) -> bool:
    """Whether this customer said in the last days that we rather not ask."""
    rows = AuditEvent.objects.filter(case_id_text=str(case.pk), what=DECLINED)
    return rows.filter(at__gt=at - timedelta(days=days)).exists()


def why_ended(consent: Consent) -> str:
    """Why it ended by itself before its day, as the trail keeps it; nothing where somebody took it back."""
    if consent.withdrawn_at is None or consent.withdrawn_by != ENDED:
        return ""
    case = str(consent.customer.case.pk)
    last = AuditEvent.objects.filter(case_id_text=case, what="consent.ended", noun_id=str(consent.pk)).last()
    return str(last.facts["why"]) if last else ""


def teller_of(row: Shared) -> Creditor:
    """Of whose file was told, in one line of the register: the side of the consent that did not hear it."""
    given: Consent = row.consent
    return given.other if row.to_id == given.customer.creditor_id else given.customer.creditor


def terms(consent: Consent) -> Given:
    """What the rules ask of it."""
    sides = frozenset((consent.other_id, consent.customer.creditor_id))
    data = frozenset(SharedData(item) for item in consent.data)
    return Given(data, sides, consent.until_on, consent.withdrawn_at is not None)


def towards(reader: Creditor, case: Case, data: Collection[SharedData], day: date) -> Consent | None:
    """The consent under which `reader` may be told these data of this file; else the newest one, which says why not."""
    told_by_us = Q(customer_id=case.customer_id, other=reader)
    told_by_them = Q(other_customer_id=case.customer_id, customer__creditor=reader)
    rows = Consent.objects.select_related("customer").filter(told_by_us | told_by_them).order_by("-pk")
    found = list(rows)
    fitting = (row for row in found if fault(terms(row), data, reader.pk, day) is None)
    return next(fitting, found[0] if found else None)


def told(case: Case, data: Collection[SharedData], at: datetime) -> Told:
    """What there is to tell of this file, of these data only."""
    return Told(
        open_cents=visible.open_cents(case) if SharedData.BALANCE in data else None,
        is_arranged=_is_arranged(case) if SharedData.STATUS in data else None,
        contact=_contact(case) if SharedData.CONTACT in data else "",
        room_cents=_room(case, local_day(at)) if SharedData.ROOM in data else None,
        reach=_reach(case) if SharedData.REACH in data else (),
    )


def _is_arranged(case: Case) -> bool:
    return Arrangement.objects.filter(case=case, state=ArrangementState.ACTIVE).exists()


def _contact(case: Case) -> str:
    helps = person_of(case.creditor, case.handler)
    return f"{helps.name}, {helps.phone}"


def _room(case: Case, day: date) -> int | None:
    newest = RoomToPay.objects.filter(case=case, removed_at__isnull=True).order_by("-noted_on", "-pk").first()
    return newest.spare_cents if newest and newest.expires_on > day else None


def _reach(case: Case) -> tuple[str, ...]:
    known = visible.details(case)
    name = f"{known.first_name} {known.last_name}".strip() if known else ""
    rows = visible.points(case).filter(kind__in=(PointKind.MOBILE, PointKind.PHONE, PointKind.EMAIL), is_safe=True)
    return (name, *rows.values_list("value", flat=True))

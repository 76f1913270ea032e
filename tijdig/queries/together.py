"""Files of one person at several organisations on one page, for that person only (docs/adr/0045)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import Http404

from tijdig.languages import say
from tijdig.messages.languages import here
from tijdig.models import AuditEvent, Case, Consent, Customer, CustomerSession, LetterCode
from tijdig.queries import portal
from tijdig.queries.access import case_of
from tijdig.queries.doors import Visitor, code_hash
from tijdig.queries.house import House, Person
from tijdig.queries.portal import Overview
from tijdig.queries.visible import cases, details
from tijdig.rules.identity import Facts, is_one_person
from tijdig.words import AssuranceLevel, ConsentPurpose

CAME_OVER = "together.came_over"
"""In the trail: a session that somebody went over to, and by which link."""


@dataclass(frozen=True, slots=True)
class Beside:
    """How things stand at one organisation."""

    number: int | None  # of the link; None for the file that is open now
    name: str
    person: Person
    open_cents: int
    total: str
    what: str
    step: str  # what happens next
    is_calm: bool


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """This file and those that the customer wants to see beside it."""

    house: House
    person: Person
    files: tuple[Beside, ...]
    unseen: tuple[tuple[int, str], ...]  # linked, and not to be seen now
    asleep: tuple[tuple[int, str], ...]  # linked, while the organisations do not know the same of this person any more
    total: str
    split: str  # what is open where, in one sentence


def page(visitor: Visitor, at: datetime) -> TogetherPage:
    """What is open at each organisation, what happens next, and who helps."""
    ours = portal.overview(visitor, at)
    files, unseen, asleep, case = [_beside(None, ours)], [], [], case_of(visitor)
    for consent, other in _linked(visitor):
        found = _overview(other, at)
        if found is None:
            unseen.append((consent.pk, other.creditor.sender_name))
        elif not is_same_person(case, file_of(other.case.pk)):
            asleep.append((consent.pk, other.creditor.sender_name))
        else:
            files.append(_beside(consent.pk, found))
    owing = [file for file in files if file.open_cents]
    return TogetherPage(
        house=ours.house,
        person=ours.person,
        files=tuple(files),
        unseen=tuple(unseen),
        asleep=tuple(asleep),
        total=here.euros(sum(file.open_cents for file in owing)) if len(owing) > 1 else "",
        split=here.listed([say("{amount} bij {name}", amount=file.total, name=file.name) for file in owing]),
    )


def _beside(number: int | None, found: Overview) -> Beside:
    cents = sum(bill.open_cents for bill in (*found.late, *found.beside))
    step = found.steps[0] if found.steps else ""
    return Beside(number, found.house.name, found.person, cents, here.euros(cents), found.what, step, found.is_calm)


def _overview(other: Customer, at: datetime) -> Overview | None:
    """As that customer sees it with a code; None when the file is not there (any more)."""
    try:
        return portal.overview(_as(other), at)
    except Http404:
        return None


def _as(other: Customer) -> Visitor:
    return Visitor(other.pk, other.case.pk, other.creditor_id, AssuranceLevel.CODE, 0)


def _linked(visitor: Visitor) -> Iterator[tuple[Consent, Customer]]:
    for consent in links(visitor):
        other = far_side(consent, visitor)
        if hasattr(other, "case"):
            yield consent, other


def links(visitor: Visitor) -> Sequence[Consent]:
    """What this customer linked and did not take back, from either side."""
    sides = ("customer__case", "customer__creditor", "other_customer__case", "other_customer__creditor")
    rows = Consent.objects.select_related(*sides)
    mine = Q(customer_id=visitor.customer_id) | Q(other_customer_id=visitor.customer_id)
    return list(rows.filter(mine, purpose=ConsentPurpose.OVERVIEW, withdrawn_at__isnull=True).order_by("pk"))


def far_side(consent: Consent, visitor: Visitor) -> Customer:
    """The customer at the other end of a link."""
    far = consent.other_customer if consent.customer_id == visitor.customer_id else consent.customer
    if far is None:
        raise Http404
    return far


def is_linked(visitor: Visitor, other: Case) -> bool:
    """Whether these two stand together already."""
    return any(far_side(link, visitor).pk == other.customer_id for link in links(visitor))


def file_by_code(visitor: Visitor, typed: str, at: datetime) -> Case | None:
    """The other file that this code opens, when it is certainly of the same person; else nothing, whatever it is."""
    rows = LetterCode.objects.filter(code_hash=code_hash(typed), expires_at__gt=at, case__in=cases())
    found = rows.select_related("case__creditor", "case__customer").exclude(case_id=visitor.case_id).first()
    return found.case if found is not None and is_same_person(case_of(visitor), found.case) else None


def file_of(number: int) -> Case:
    """A file that may be seen, by its number; whose it is, was looked at before."""
    found = cases().select_related("creditor", "customer").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def is_same_person(one: Case, other: Case) -> bool:
    """Whether both organisations know the same birth date, postcode and family name now, and know them all."""
    rows = [details(case) for case in (one, other)]
    known = [Facts(row.birth_on, row.postcode, row.last_name) if row else Facts() for row in rows]
    return is_one_person(*known)


def link_to(visitor: Visitor, other: Case) -> Consent | None:
    """The link between these two, held until the change is made: whoever takes it back at this moment, waits."""
    found = next((link for link in links(visitor) if far_side(link, visitor).pk == other.customer_id), None)
    rows = Consent.objects.select_for_update(of=("self",)).filter(withdrawn_at__isnull=True)
    return rows.filter(pk=found.pk).first() if found else None


def over_by(link: Consent) -> QuerySet[CustomerSession]:
    """The sessions that run because somebody went over by this link, from either side."""
    sides = [
        side.case.pk for side in (link.customer, link.other_customer) if side is not None and hasattr(side, "case")
    ]
    came = AuditEvent.objects.filter(case_id_text__in=[str(pk) for pk in sides], what=CAME_OVER, facts__link=link.pk)
    numbers = [int(number) for number in came.values_list("noun_id", flat=True)]
    return CustomerSession.objects.filter(pk__in=numbers, ended_at__isnull=True)

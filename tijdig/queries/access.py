"""Who may see what: the only way from a person to an object. Not yours and not there give the same 404."""

from datetime import date
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from accounts.models import Membership, User
from tijdig.models import (
    Arrangement,
    Case,
    Claim,
    Consent,
    Contact,
    ContactPoint,
    Creditor,
    Helper,
    Hold,
    Intake,
    JointPart,
    MoneyEntry,
    OpenForm,
    Request,
    Solution,
    Story,
    ToldCause,
)
from tijdig.queries import agreed, consents, paymentsfiles, visible
from tijdig.queries.doors import Staff, Visitor
from tijdig.queries.ready import Ready
from tijdig.queries.replies import IS_REPLY
from tijdig.words import AssuranceLevel, ConsentPurpose, ContactState, Direction, EntryKind

Row = TypeVar("Row", bound=Model)

SESSION = "session"
"""Under this name a request keeps which session of the portal made it."""

GONE_OUT = (ContactState.HANDED_OVER, ContactState.DELIVERED, ContactState.FAILED)
"""What a customer may read again: words that left the house. What is planned may still change."""


def creditors_of(user: User, day: date) -> QuerySet[Creditor]:
    """The creditors for which somebody works on this day."""
    works = Membership.objects.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), user=user, since_on__lte=day)
    return Creditor.objects.filter(pk__in=works.values("creditor_id")).order_by("pk")


# Customers, and those who act for them: a visitor is of one case -------------------------------------------------


def case_of(visitor: Visitor, **more: Any) -> Case:
    """The case behind the door that somebody came in by; `more` is read along with it, as attributes."""
    if not more:
        return there(_CASE.first(customer=visitor.customer_id, case=visitor.case_id))
    return there(case_rows(visitor.customer_id, visitor.case_id).annotate(**more).first())


def case_rows(customer: int, case: int) -> QuerySet[Case]:
    """That case, with its organisation, its customer and who handles it."""
    rows = visible.cases().select_related("creditor", "customer", "handler")
    return rows.filter(customer_id=customer, pk=case)


_CASE = Ready(case_rows)


def there(row: Row | None) -> Row:
    """What was found; 404 when it is not there, or not theirs."""
    if row is None:
        raise Http404
    return row


def claims_of(visitor: Visitor, numbers: list[int]) -> list[Claim]:
    """These claims of that customer; all of them, or nothing."""
    rows = Claim.objects.filter(visible.seen_q("", "creditor__"), customer_id=visitor.customer_id, pk__in=numbers)
    found = list(rows.order_by("due_on", "pk"))
    if len(found) != len(set(numbers)):
        raise Http404
    return found


def request_of(visitor: Visitor, number: int) -> Request:
    """Something that this customer asked."""
    rows = Request.objects.select_related("case", "call_back__slot")
    return _found(rows.filter(case_id=visitor.case_id), number)


def story_of(visitor: Visitor, number: int) -> Story:
    """A story that this visitor may read again: told in this session, or all of them for who said who they are."""
    rows = Story.objects.select_related("case").filter(case_id=visitor.case_id, removed_at__isnull=True)
    mine = Q() if visitor.level >= AssuranceLevel.KNOWN else Q(session_id=visitor.session_id)
    return _found(rows.filter(mine), number)


def may_read(visitor: Visitor, request: Request) -> bool:
    """Whether this visitor may read what was asked, and our answer: only who wrote it, or who said who they are.

    The code stands in a letter that a neighbour may hold (docs/adr/0035). The others hear that something was asked.
    """
    return visitor.level >= AssuranceLevel.KNOWN or request.details.get(SESSION) == visitor.session_id


def contact_of(visitor: Visitor, number: int) -> Contact:
    """A message that went out to this customer, or that came from them; not our own notes of a call."""
    mine = Q(direction=Direction.IN) | (Q(state__in=GONE_OUT) & (Q(moment__isnull=False) | IS_REPLY))
    return _found(Contact.objects.filter(mine, case_id=visitor.case_id, call__isnull=True), number)


def helper_of(visitor: Visitor, number: int) -> Helper:
    """Somebody who looks along for this customer, or did."""
    return _found(Helper.objects.select_related("case").filter(case_id=visitor.case_id), number)


def other_file_of(visitor: Visitor, number: int) -> Consent:
    """A file elsewhere that this customer wants to see beside this one, from whichever side it was linked."""
    rows = Consent.objects.select_related("customer__case__creditor", "other_customer__case__creditor")
    mine = Q(customer_id=visitor.customer_id) | Q(other_customer_id=visitor.customer_id)
    return _found(rows.filter(mine, purpose=ConsentPurpose.OVERVIEW, withdrawn_at__isnull=True), number)


def consent_of(visitor: Visitor, number: int) -> Consent:
    """A consent that this visitor may see and take back."""
    return _found(consents.seen_by(visitor), number)


# Staff: a session is of one organisation -------------------------------------------------------------------------


def case_for(staff: Staff, number: int) -> Case:
    """A case of the organisation of this session, once its file is published."""
    return there(_CASE_FOR.first(creditor=staff.creditor_id, number=number))


def _case_for_rows(creditor: int, number: int) -> QuerySet[Case]:
    causes, stories, helpers = (model.objects.filter(case=OuterRef("pk")) for model in (ToldCause, Story, Helper))
    agreed = Consent.objects.filter(customer_id=OuterRef("customer_id"))
    told = {"has_told": Exists(causes) | Exists(stories), "has_helpers": Exists(helpers), "has_agreed": Exists(agreed)}
    told["has_joint"] = Exists(JointPart.objects.filter(case=OuterRef("pk")))
    rows = visible.cases().select_related("creditor", "customer", "handler").annotate(**told)
    return rows.filter(creditor_id=creditor, pk=number)


_CASE_FOR = Ready(_case_for_rows)


def claim_for(staff: Staff, case: Case, number: int) -> Claim:
    """A claim on that case."""
    rows = Claim.objects.filter(visible.seen_q("", "creditor__"), creditor_id=staff.creditor_id)
    return _found(rows.filter(customer_id=case.customer_id), number)


def payment_for(staff: Staff, case: Case, number: int) -> MoneyEntry:
    """A payment on that case."""
    rows = MoneyEntry.objects.filter(visible.seen_q("", "creditor__"), creditor_id=staff.creditor_id)
    return _found(rows.filter(claim__customer_id=case.customer_id, kind=EntryKind.PAYMENT), number)


def point_for(staff: Staff, case: Case, number: int) -> ContactPoint:
    """A number or address of the customer of that case."""
    rows = visible.points(case).filter(customer__creditor_id=staff.creditor_id)
    return _found(rows.select_related("customer__case__creditor"), number)


def request_for(staff: Staff, number: int) -> Request:
    """A request on a case of this organisation."""
    return _found(Request.objects.select_related("case").filter(case__in=_cases(staff)), number)


def hold_for(staff: Staff, number: int) -> Hold:
    """A hold on a case of this organisation."""
    return _found(Hold.objects.select_related("case").filter(case__in=_cases(staff)), number)


def arrangement_for(staff: Staff, number: int) -> Arrangement:
    """An arrangement on a case of this organisation."""
    return _found(Arrangement.objects.select_related("case").filter(case__in=_cases(staff)), number)


def solution_for(staff: Staff, case: Case, number: int) -> Solution:
    """Something that was agreed on that case, beside an arrangement."""
    rows = agreed.rows(case).filter(case__in=_cases(staff))
    return _found(rows.select_related("case"), number)


def consent_for(staff: Staff, case: Case, number: int) -> Consent:
    """A consent that the customer of this case gave here; what only the customer sees is not for staff."""
    rows = Consent.objects.select_related("other", "customer").filter(customer__creditor_id=staff.creditor_id)
    return _found(rows.filter(customer_id=case.customer_id).exclude(purpose=ConsentPurpose.OVERVIEW), number)


def form_for(staff: Staff, number: int) -> OpenForm:
    """An open form for this organisation."""
    return _found(OpenForm.objects.filter(creditor_id=staff.creditor_id), number)


def payments_file_for(staff: Staff, number: int) -> Intake:
    """A file of payments that this very colleague booked for this organisation: it holds lines of many customers."""
    rows = Intake.objects.filter(paymentsfiles.IS_ONE, creditor_id=staff.creditor_id, made_by=staff.actor)
    return _found(rows, number)


def colleague_for(staff: Staff, number: int, day: date) -> User:
    """Somebody who works for the same organisation on this day."""
    works = Membership.objects.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), since_on__lte=day)
    works = works.filter(creditor_id=staff.creditor_id)
    return _found(User.objects.filter(is_active=True, pk__in=works.values("user_id")), number)


def _cases(staff: Staff) -> QuerySet[Case]:
    return visible.cases().filter(creditor_id=staff.creditor_id)


def _found(rows: QuerySet[Row], number: int) -> Row:
    return there(rows.filter(pk=number).first())

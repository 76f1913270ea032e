"""What waits for a yes of the customer, and whether there is more than one organisation: read with the overview."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from tijdig.messages.languages import here
from tijdig.models import Consent, Joint, JointPart, Request, ToldCause
from tijdig.queries import access, offers_made
from tijdig.queries.doors import Visitor
from tijdig.rules.joint.drafts import OVER
from tijdig.rules.solutions import facts
from tijdig.words import Cause, ConsentPurpose, JointPartState, JointState, RequestState


@dataclass(frozen=True, slots=True)
class Waits:
    """A proposal that holds nothing until the customer says yes: ours, one for all together, or of an organisation."""

    kind: str  # offer, joint, counter
    number: int = 0  # of the question that an offer answers
    until: str = ""  # the last day on which an offer can be taken


def along() -> dict[str, Any]:
    """How far arranging together is, and whether there is more than this organisation, read along with the case."""
    asked = Joint.objects.filter(case=OuterRef("pk")).order_by("-pk")
    countered = JointPart.objects.filter(joint__case=OuterRef("pk"), state=JointPartState.COUNTERED)
    either = Q(customer=OuterRef("customer")) | Q(other_customer=OuterRef("customer"))
    linked = Consent.objects.filter(either, purpose=ConsentPurpose.OVERVIEW, withdrawn_at__isnull=True)
    many = ToldCause.objects.filter(case=OuterRef("pk"), cause=Cause.MANY_BILLS, removed_at__isnull=True)
    return {
        "joint_state": Subquery(asked.exclude(state__in=OVER).values("state")[:1]),
        "joint_newest": Subquery(asked.values("state")[:1]),
        "is_countered": Exists(countered.exclude(joint__state__in=OVER)),
        "is_linked": Exists(linked),
        "has_many": Exists(many),
    }


def waits(case: Any, requests: Sequence[Request], visitor: Visitor, day: date) -> Iterator[Waits]:
    """What this visitor may say yes to today, one for all together first; nothing for who looks along."""
    if not visitor.is_self:
        return
    if case.joint_state == JointState.OFFERED:
        yield Waits("joint")
    elif case.is_countered:
        yield Waits("counter")
    for request in requests:
        until = offered_until(request, day)
        if until and access.may_read(visitor, request):
            yield Waits("offer", request.pk, here.near(until))


def offered_until(request: Request, day: date) -> date | None:
    """The last day on which our proposal on this question can be taken; none when there is none, or it is over."""
    if request.state != RequestState.OPEN or offers_made.OFFER not in request.details:
        return None
    until = facts.from_facts(offers_made.Terms, request.details[offers_made.OFFER]).until_on
    return until if until >= day else None


def joint_state(case: Any, visitor: Visitor) -> str:
    """How far arranging together is; nothing without it, when it is over, and for who looks along."""
    return (case.joint_state or "") if visitor.is_self else ""


def is_joint_done(case: Any, visitor: Visitor) -> bool:
    """Whether the plan for all together is paid, and none was asked since; never for who looks along."""
    return visitor.is_self and not case.joint_state and case.joint_newest == JointState.COMPLETED


def has_others(case: Any, visitor: Visitor) -> bool:
    """Whether this customer has bills elsewhere too, as far as they told us so themselves (DECISIONS 17)."""
    told = case.is_linked or case.has_many or case.joint_state
    return bool(visitor.is_self and told)

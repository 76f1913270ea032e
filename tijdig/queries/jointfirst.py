"""Whether a file here that takes part in a joint arrangement asks for a person before anything is answered there."""

from datetime import date

from tijdig.models import Case, Consequence, Request, RoomToPay, Transfer
from tijdig.queries import policies, standing
from tijdig.rules.joint.personfirst import File, PersonFirst, reasons
from tijdig.words import HoldKind, JointPartState, PauseReason, RequestKind, RequestState, TransferState

BEFORE_YES = frozenset({
    JointPartState.PICKED, JointPartState.ASKED, JointPartState.SILENT, JointPartState.CONFIRMED,
    JointPartState.PROPOSED, JointPartState.UNDECIDED,
})  # fmt: skip
"""In these an answer of the organisation is still to come."""


def why(case: Case, day: date) -> tuple[PersonFirst, ...]:
    """Why a colleague answers for this file; nothing where the organisation may keep its word by itself."""
    return reasons(_file(case, day))


def has_died(case: Case, day: date) -> bool:
    """Whether this file says that the customer died."""
    is_held = standing.active_holds(day).filter(case=case, kind=HoldKind.DIED)
    return case.customer.died_on is not None or is_held.exists()


def yes_months(case: Case | None, state: JointPartState, day: date) -> int:
    """For how many months the organisation of this file says yes by itself; 0 where a person is asked."""
    if case is None:
        return 0
    months: int = policies.of(case.creditor, day).joint.yes_months_max
    return 0 if months and state in BEFORE_YES and why(case, day) else months


def _file(case: Case, day: date) -> File:
    holds = list(standing.active_holds(day).filter(case=case).values_list("kind", "reason"))
    asks = Request.objects.filter(case=case, state=RequestState.OPEN).values_list("kind", flat=True)
    customer = case.customer
    room = RoomToPay.objects.filter(case=case, removed_at__isnull=True, expires_on__gt=day).order_by("noted_on", "pk")
    newest = room.last()
    return File(
        holds=frozenset(HoldKind(kind) for kind, _ in holds),
        pauses=frozenset(PauseReason(reason) for kind, reason in holds if kind == HoldKind.PAUSED and reason),
        asks=frozenset(RequestKind(kind) for kind in asks),
        has_died=customer.died_on is not None,
        is_represented=standing.administrators(day).filter(customer_id=case.customer_id).exists(),
        is_safe=customer.is_safe_to_contact,
        has_seizure=newest is not None and newest.has_seizure,
        is_near=Consequence.objects.filter(case=case, lifted_at__isnull=True, on_day__gte=day).exists(),
        is_at_agency=Transfer.objects.filter(
            case=case, state=TransferState.HANDED_OVER, recalled_at__isnull=True
        ).exists(),
        is_in_hand=case.by_hand,
    )

"""The bills of a customer that are open: each as the customer reads it, and what they are about together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from tijdig.languages import say
from tijdig.messages.languages import here
from tijdig.models import Arrangement, Claim
from tijdig.queries import billnames
from tijdig.queries.ready import Ready
from tijdig.queries.visible import seen_q
from tijdig.words import ArrangementState, ClaimKind, EntryKind, HoldKind

MONTHLY = {ClaimKind.RENT.value, ClaimKind.MORTGAGE.value, ClaimKind.HEALTH_PREMIUM.value}
MONTHS_NAMED = 3
KINDS = {kind.value: kind.label for kind in ClaimKind} | {ClaimKind.PURCHASE.value: "bestelling"}
BILL = "rekening"


@dataclass(frozen=True, slots=True)
class Bill:
    """One claim as the customer reads it."""

    number: int
    name: str
    reference: str
    due: str
    month: str
    open: str
    open_cents: int
    billed: str
    paid: str
    kind: str
    is_late: bool
    is_disputed: bool
    is_arranged: bool  # it is in an arrangement that runs


def of(claims: Sequence[Any], day: date, holds: Sequence[Any]) -> tuple[list[Bill], int]:
    """The open ones of these claims, oldest first; and what is open of those in an arrangement that runs."""
    held = {hold.claim_id for hold in holds if hold.kind == HoldKind.DISPUTED}
    arranged = sum(claim.open_cents for claim in claims if claim.is_arranged)
    return [_bill(claim, day, held) for claim in claims if claim.open_cents > 0], arranged


def _claims(customer: int) -> QuerySet[Any]:
    seen = seen_q("entries__", "creditor__")
    billed = Q(entries__kind__in=[EntryKind.CLAIM, EntryKind.CORRECTION]) & seen
    running = Arrangement.objects.filter(state=ArrangementState.ACTIVE, claims=OuterRef("pk"))
    rows = Claim.objects.filter(seen_q("", "creditor__"), customer=customer).order_by("due_on", "pk")
    return rows.annotate(
        open_cents=Sum("entries__amount_cents", filter=seen, default=0),
        billed_cents=Sum("entries__amount_cents", filter=billed, default=0),
        is_arranged=Exists(running),
    )


ROWS = Ready(_claims)


def _bill(claim: Any, day: date, held: set[int | None]) -> Bill:
    paid = claim.billed_cents - claim.open_cents
    ended = claim.dispute_ended_on
    of_creditor = claim.disputed_on is not None and (ended is None or ended > day)
    return Bill(
        number=claim.pk,
        name=billnames.of(claim),
        reference=claim.payment_reference,
        due=here.day(claim.due_on),
        month=here.month_name(claim.due_on),
        open=here.euros(claim.open_cents),
        open_cents=claim.open_cents,
        billed=here.euros(claim.billed_cents),
        paid=here.euros(paid) if paid > 0 else "",
        kind=claim.kind,
        is_late=claim.due_on < day,
        is_disputed=of_creditor or bool(held & {claim.pk, None}),
        is_arranged=bool(claim.is_arranged),
    )


def apart(claims: Sequence[Bill]) -> tuple[tuple[Bill, ...], tuple[Bill, ...]]:
    """What is late: of an arrangement that runs, what is in it, and apart from that what is not."""
    arranged = tuple(bill for bill in claims if bill.is_arranged and not bill.is_disputed)
    late = tuple(bill for bill in claims if bill.is_late and not bill.is_disputed and not bill.is_arranged)
    return (arranged, late) if arranged else (late, ())


def what(bills: Sequence[Bill], whose: str = "[[uw|je]]") -> str:
    """What it is about, in the customer's words: "uw huur van oktober en november", "uw huur en uw servicekosten"."""
    kinds = list(dict.fromkeys(bill.kind for bill in bills))
    said = here.listed(list(dict.fromkeys(f"{whose} {say(KINDS.get(kind, BILL))}" for kind in kinds)))
    if len(kinds) != 1 or kinds[0] not in MONTHLY or len(bills) > MONTHS_NAMED:
        return said
    return say("{what} van {months}", what=said, months=here.listed(list(dict.fromkeys(bill.month for bill in bills))))

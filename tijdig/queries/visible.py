"""The one rule of what can be seen: a row counts once its intake is published, and until a later one replaces it."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.db.models import F, Q, QuerySet, Sum

from tijdig.models import Case, Claim, ContactPoint, Creditor, CustomerDetails, MoneyEntry
from tijdig.queries.ready import Ready

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Open(TypedDict):
        """What is added to a claim."""

        open_cents: int

    OpenClaim = WithAnnotations[Claim, Open]


def seen(alias: str, number: int) -> str:
    """SQL: this row came with a published intake."""
    return f"{alias}.since_intake <= {number:d}"


def holds(alias: str, number: int) -> str:
    """SQL: this row came with a published intake, and no published one replaced it."""
    return f"{seen(alias, number)} AND ({alias}.until_intake IS NULL OR {alias}.until_intake > {number:d})"


def seen_q(path: str, creditor_path: str) -> Q:
    """The same as a filter: `path` leads to the row, `creditor_path` to its creditor."""
    return Q(**{f"{path}since_intake__lte": F(f"{creditor_path}visible_intake")})


def holds_q(path: str, creditor_path: str) -> Q:
    """The same as a filter, for rows that a later intake can replace."""
    number = F(f"{creditor_path}visible_intake")
    return seen_q(path, creditor_path) & (
        Q(**{f"{path}until_intake__isnull": True}) | Q(**{f"{path}until_intake__gt": number})
    )


def cases(creditor: Creditor | None = None) -> QuerySet[Case]:
    """Every visible case, of one creditor or of all."""
    rows = Case.objects.filter(seen_q("", "creditor__"))
    return rows.filter(creditor=creditor) if creditor else rows


def claims(case: Case) -> "QuerySet[OpenClaim]":
    """The visible claims of a case, each with its balance as `open_cents`, oldest first."""
    return claims_of(case.customer_id)


def claims_of(customer: int) -> "QuerySet[OpenClaim]":
    """The same, of the customer with this number."""
    rows = Claim.objects.filter(seen_q("", "creditor__"), customer_id=customer)
    balance = Sum("entries__amount_cents", filter=seen_q("entries__", "creditor__"), default=0)
    return rows.annotate(open_cents=balance).order_by("due_on", "id")


def open_cents(case: Case) -> int:
    """What is still to be paid of all visible claims together; what was paid too much of another does not lower it."""
    return sum(claim.open_cents for claim in claims_now(case) if claim.open_cents > 0)


def claims_now(case: Case) -> "list[OpenClaim]":
    """The same as `claims`, read at once: for who asks nothing more of them."""
    return _CLAIMS.rows(customer=case.customer_id)


_CLAIMS = Ready(claims_of)


def open_by_customer(creditor: Creditor, customers: Sequence[int]) -> dict[int, list[tuple[str, int, date]]]:
    """What is open for many customers of one creditor at once: kind, cents and due day of each claim, oldest first."""
    balance = Sum("entries__amount_cents", filter=Q(entries__since_intake__lte=creditor.visible_intake), default=0)
    rows = Claim.objects.filter(customer_id__in=customers, since_intake__lte=creditor.visible_intake)
    found: dict[int, list[tuple[str, int, date]]] = {}
    wanted = rows.annotate(open_cents=balance).filter(open_cents__gt=0).order_by("due_on", "id")
    for customer, *claim in wanted.values_list("customer_id", "kind", "open_cents", "due_on"):
        found.setdefault(customer, []).append((claim[0], claim[1], claim[2]))
    return found


def entries(claim: Claim) -> QuerySet[MoneyEntry]:
    """The visible money entries of a claim, as they were made."""
    return MoneyEntry.objects.filter(seen_q("", "creditor__"), claim=claim).order_by("id")


def entries_by_claim(case: Case) -> dict[int, list[MoneyEntry]]:
    """The visible money entries of all claims of a case, as they were made."""
    rows = MoneyEntry.objects.filter(seen_q("", "creditor__"), claim__customer_id=case.customer_id).order_by("id")
    found: dict[int, list[MoneyEntry]] = {}
    for entry in rows:
        found.setdefault(entry.claim_id, []).append(entry)
    return found


def balance_cents(claim: Claim) -> int:
    """What is still open of a claim."""
    total: int = entries(claim).aggregate(total=Sum("amount_cents", default=0))["total"]
    return total


def details(case: Case) -> CustomerDetails | None:
    """What we know of the customer: the newest row that holds."""
    return _DETAILS.first(customer=case.customer_id)


def _details_rows(customer: int) -> QuerySet[CustomerDetails]:
    rows = CustomerDetails.objects.filter(holds_q("", "customer__creditor__"), customer_id=customer)
    return rows.order_by("-since_intake", "-id")[:1]


_DETAILS = Ready(_details_rows)


def points(case: Case) -> QuerySet[ContactPoint]:
    """The contact points of the customer that hold, working or not."""
    rows = ContactPoint.objects.filter(holds_q("", "customer__creditor__"), customer_id=case.customer_id)
    return rows.order_by("id")

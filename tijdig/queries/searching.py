"""Finding a case by customer number or name, within one organisation."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat

from tijdig.models import CustomerDetails
from tijdig.queries import visible
from tijdig.queries.visible import holds_q
from tijdig.words import CaseState

MOST = 20
SIZE = 25
_SHORTEST = 2


@dataclass(frozen=True)
class Found:
    """A case that may be the one somebody means."""

    number: int
    name: str
    customer_number: str
    postcode: str
    is_open: bool


def find(creditor_id: int, words: str) -> tuple[Found, ...]:
    """The cases whose customer number begins so, or whose name holds all these words; at most twenty."""
    parts = words.split()
    if len(words.strip()) < _SHORTEST:
        return ()
    rows: Any = visible.cases().filter(creditor_id=creditor_id).annotate(**_details())
    named = Q()
    for part in parts:
        named &= Q(name__icontains=part)
    return _found(rows.filter(named | Q(customer__number__istartswith=words.strip())).order_by("name", "pk")[:MOST])


def of_handler(creditor_id: int, user_id: int, page: int = 1) -> tuple[Found, ...]:
    """The open cases of one colleague."""
    rows: Any = visible.cases().filter(creditor_id=creditor_id, handler_id=user_id, state=CaseState.OPEN)
    start = SIZE * (max(1, page) - 1)
    return _found(rows.annotate(**_details()).order_by("name", "pk")[start : start + SIZE])


def _details() -> dict[str, Subquery]:
    newest = CustomerDetails.objects.filter(
        holds_q("", "customer__creditor__"), customer_id=OuterRef("customer_id")
    ).order_by("-since_intake", "-id")
    name = newest.annotate(name=Concat(F("first_name"), Value(" "), F("last_name")))
    return {"name": Subquery(name.values("name")[:1]), "postcode": Subquery(newest.values("postcode")[:1])}


def _found(rows: Any) -> tuple[Found, ...]:
    values = rows.values_list("pk", "name", "customer__number", "postcode", "state")
    return tuple(
        Found(pk, (name or "").strip() or f"Klant {number}", number, postcode or "", state == CaseState.OPEN)
        for pk, name, number, postcode, state in values
    )

"""Finding a case by what a customer says or writes: a name or any number, within one organisation."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat, Lower

from tijdig.models import ContactPoint, Creditor, CustomerDetails
from tijdig.queries import owing, visible
from tijdig.queries.visible import holds_q
from tijdig.rules import names, phones
from tijdig.words import CaseState, PointKind

MOST = 20
SIZE = 25
_SHORTEST, _NUMBER, _PHONE = 2, 4, 9
_IS_PHONE = re.compile(r"[+\d][\d\s().-]*")
_POSTCODE = re.compile(r"(\d{4}) ?([a-zA-Z]{2})")


@dataclass(frozen=True)
class Found:
    """A case that may be the one somebody means."""

    number: int
    name: str
    customer_number: str
    postcode: str
    is_open: bool


def find(creditor_id: int, words: str) -> tuple[Found, ...]:
    """The cases that somebody may mean, at most twenty: by name, customer number, bill, payment, postcode or telephone.

    Names are found with and without accents. That is asked with a pattern in which each letter stands with its
    accents: both engines know patterns, so it takes no extension, no function of our own and no second column.
    """
    said = " ".join(words.split())
    if len(said) < _SHORTEST:
        return ()
    rows: Any = visible.cases().filter(creditor_id=creditor_id).annotate(**_details())
    wanted = Q(customer__number__istartswith=said)
    wanted |= _numbered(creditor_id, said) if any(sign.isdigit() for sign in said) else _named(said)
    return _found(rows.filter(wanted).order_by("name", "pk")[:MOST])


def _named(said: str) -> Q:
    """All these words in a name."""
    found = Q()
    for word in said.split():
        found &= Q(name__regex=names.pattern(word))
    return found


def _numbered(creditor_id: int, said: str) -> Q:
    """Everything that holds a figure and leads to somebody."""
    creditor, digits = Creditor.objects.get(pk=creditor_id), "".join(sign for sign in said if sign.isdigit())
    people = owing.named(creditor, payment_references=[said], references={said, said.upper()}, numbers=())[:MOST]
    if len(digits) >= _PHONE and _IS_PHONE.fullmatch(said):
        people += _called(creditor_id, said, digits)
    found = Q(customer_id__in=people)
    if said == digits and len(digits) >= _NUMBER:
        found |= Q(customer__number__endswith=digits)
    if postcode := _POSTCODE.fullmatch(said):
        found |= Q(postcode__in=[f"{postcode[1]} {postcode[2].upper()}", f"{postcode[1]}{postcode[2].upper()}"])
    return found


def _called(creditor_id: int, said: str, digits: str) -> list[int]:
    """Who has exactly this telephone number, in whatever way it is written down; a mobile one is asked of an index."""
    own = digits.removeprefix("00").removeprefix("31").removeprefix("0")
    ways = {said, digits, f"+31{own}", f"0{own}", phones.readable(f"0{own}")}
    rows = ContactPoint.objects.filter(holds_q("", "customer__creditor__"), customer__creditor_id=creditor_id)
    mobile = rows.annotate(small=Lower("value")).filter(kind=PointKind.MOBILE, small__in=ways)
    found = list(mobile.values_list("customer_id", flat=True)[:MOST])
    return found or list(rows.filter(kind=PointKind.PHONE, value__in=ways).values_list("customer_id", flat=True)[:MOST])


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

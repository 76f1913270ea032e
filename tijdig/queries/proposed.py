"""What a customer proposed about paying, and what we proposed instead, as a colleague reads it beside the question."""

from collections.abc import Iterator
from typing import Any

from tijdig.models import Request
from tijdig.queries import offers_made
from tijdig.rules import dutch
from tijdig.rules.money import euros
from tijdig.rules.solutions.band import Beyond
from tijdig.words import Rhythm

_SHAPE, _WHY = "shape", "why_person"


def said(request: Request) -> Iterator[str]:
    """Beyond an amount and a first day: how often, what came first, whether it will work out, and why we look."""
    shape: dict[str, Any] = request.details.get(_SHAPE) or {}
    if shape:
        yield from _shape(shape)
    if request.details.get("is_sure") is False:
        yield "Gaat dit lukken? De klant twijfelt."
    if weeks := request.details.get("weeks"):
        yield f"Vraagt een pauze van {dutch.count(weeks)} {'week' if weeks == 1 else 'weken'}."
    for code in request.details.get(_WHY) or ():
        yield Beyond(code).label
    if offers_made.OFFER in request.details:
        yield _offered(request)


def _shape(shape: dict[str, Any]) -> Iterator[str]:
    often = shape.get("rhythm")
    if often and often != Rhythm.MONTHLY:
        yield f"{Rhythm(often).label.capitalize()}."
    if shape.get("count"):
        yield f"In {dutch.terms(shape['count'])}."
    if shape.get("upfront_cents"):
        yield f"Eerst {euros(shape['upfront_cents'])}."


def _offered(request: Request) -> str:
    offer = offers_made.of(request)
    until = dutch.weekday(offer.until_on)
    if not offer.parts:
        return f"Wij deden een ander voorstel. Het geldt tot en met {until}."
    first = offer.parts[0]
    terms = dutch.terms(len(offer.parts))
    return (
        f"Wij stelden {terms} voor, met eerst {euros(first.amount_cents)} op {dutch.day(first.due_on)}. "
        f"Het geldt tot en met {until}."
    )

"""Help from others: who can help nearby, and money that somebody may have a right to; for everybody, also inside."""

from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tijdig import clock
from tijdig.queries import helpnearby
from tijdig.queries.portal import frame_for
from tijdig.web.portal.session import Visitor, private

PLACE_MOST: Final = 60
"""No name of a place is longer."""


@require_safe
def nearby(request: HttpRequest) -> HttpResponse:
    """`/hulp`: who can help, by postcode or place; for who is known by the own address until another is asked for."""
    visitor: Visitor | None = request.customer  # type: ignore[attr-defined]
    asked = request.GET.get("plaats", "")[:PLACE_MOST]
    typed = asked or (helpnearby.own_postcode(visitor) if visitor and visitor.is_known else "")
    page = helpnearby.nearby(typed, _today(), with_examples=clock.fixed() is not None)
    is_distress = visitor is not None and helpnearby.is_in_distress(visitor, _today())
    return _page(request, "portal/help.html", help=page, typed=asked, is_distress=is_distress)


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """`/rechten`: money that somebody may have a right to, each with the official place to find out."""
    return _page(request, "portal/help_rights.html", rights=helpnearby.rights(_today()))


def _today() -> date:
    return clock.day_of(clock.now())


def _page(request: HttpRequest, template: str, **facts: Any) -> HttpResponse:
    page = frame_for(request.customer)  # type: ignore[attr-defined]
    response = render(request, template, {"page": page, **facts})
    return private(response) if page else response

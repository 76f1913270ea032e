"""What a customer reads: the overview, the confirmation of what was asked, and messages word for word."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tijdig import clock
from tijdig.queries import helpers, portal, spoken
from tijdig.queries.thanks import thanks as thanks_for
from tijdig.queries.written import written as words_of
from tijdig.web.portal.session import LOOK, customer_required
from tijdig.words import AssuranceLevel


@require_safe
@customer_required(helper=LOOK)
def show(request: HttpRequest) -> HttpResponse:
    """`/overzicht`: what is open, how it came about, what happens next, and one small step."""
    page = portal.overview(request.customer, clock.now())  # type: ignore[attr-defined]
    return render(request, "portal/overview.html", {"page": page})


@require_safe
@customer_required(helper=LOOK)
def thanks(request: HttpRequest, number: int) -> HttpResponse:
    """`/bedankt/<n>`: what we received, who answers, and before which day."""
    page = thanks_for(request.customer, number, clock.now())  # type: ignore[attr-defined]
    shown = {"page": page, "asker": helpers.asker(request.customer, number)}  # type: ignore[attr-defined]
    return render(request, "portal/thanks.html", shown)


@require_safe
@customer_required(level=AssuranceLevel.KNOWN)
def written(request: HttpRequest, number: int) -> HttpResponse:
    """`/verstuurd/<n>`: a message word for word; with name and address, so only for who proved who they are."""
    page = words_of(request.customer, number)  # type: ignore[attr-defined]
    return render(request, "portal/written.html", {"page": page, "can_speak": spoken.can_speak()})

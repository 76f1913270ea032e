"""My consents: what was agreed and told, taken back with one tap; and the one question at the end of a good contact."""

from contextlib import suppress
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tijdig import clock
from tijdig.actions import consents as acts
from tijdig.actions import joint
from tijdig.actions.refusals import RefusedError
from tijdig.languages import now
from tijdig.queries import access, consentpages
from tijdig.queries.portal import frame_for
from tijdig.web.portal.session import customer_required
from tijdig.words import AssuranceLevel, ChannelKind

ANSWER, YES, NO = "antwoord", "ja", "nee"

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@customer_required()
def show(request: HttpRequest) -> HttpResponse:
    """`/toestemmingen`: who, what, to whom, for what, how long; and what was told."""
    page = consentpages.page(request.customer, clock.now())  # type: ignore[attr-defined]
    return render(request, "portal/consents/show.html", {"page": page})


@read_or_send
@customer_required()
def one(request: HttpRequest, number: int) -> HttpResponse:
    """`/toestemmingen/<n>`: what it says; taken back with one tap, after which it lists what was told before."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    consent: Any = access.consent_of(visitor, number)
    if request.method == "POST":
        with suppress(RefusedError):  # it was taken back already: that is what the customer wants
            joint.withdraw_consent(consent, by=visitor.actor, at=at, stays=visitor.session_id)
        return redirect("portal-consent", number)
    shown = {"page": frame_for(visitor), "one": consentpages.one(visitor, consent, at)}
    return render(request, "portal/consents/one.html", shown)


@read_or_send
@customer_required()
def later(request: HttpRequest) -> HttpResponse:
    """`/toestemmingen/later`: may we ask later about arranging together? One tap, yes or no."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    case: Any = access.case_of(visitor)
    answer = request.POST.get(ANSWER, "")
    if request.method == "POST" and answer not in {YES, NO}:
        raise Http404
    if answer == YES:
        acts.may_ask_later(
            case, language=now().tag, by_channel=ChannelKind.PORTAL, level=AssuranceLevel(visitor.level),
            proof=f"session:{visitor.session_id}", by=visitor.actor, at=at,
        )  # fmt: skip
    elif answer == NO:
        acts.decline(case, by=visitor.actor, at=at)
    if answer:
        return redirect("portal-consent-later")
    shown = {"page": frame_for(visitor), **consentpages.answered(visitor, at)}
    return render(request, "portal/consents/later.html", shown)

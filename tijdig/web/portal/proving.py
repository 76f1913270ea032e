"""Level 2: the way to an identity provider and back, each time with secrets of its own that never leave the server."""

import hmac
import secrets  # noqa: TID251 - state, nonce and verifier are made here, at the edge
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tijdig import clock
from tijdig.actions import proving as acts
from tijdig.actions.doors import DoorFault, ShutError
from tijdig.languages import say
from tijdig.policy import load
from tijdig.queries import proving
from tijdig.queries.portal import frame_for
from tijdig.queries.thanks import promised
from tijdig.web.headers import POLICY
from tijdig.web.portal.session import AWAY, WANTED, customer_required, let_in, own_address
from tijdig.words import AssuranceLevel

MINUTES: Final = timedelta(minutes=10)
MOST_AWAY: Final = 3
"""So many tabs can be on their way at once; an older one begins again."""

OVERVIEW: Final = "/overzicht"
STATUS: Final = {
    DoorFault.ANSWERS_LOCKED: 429,
    DoorFault.CASE_LOCKED: 429,
    DoorFault.PROVIDER_DOWN: 503,
    DoorFault.PROVIDER_WRONG: 400,
    DoorFault.PROVIDER_OLD: 400,
    DoorFault.PROVIDER_OTHER: 403,
}
NOT_NOW: Final = (DoorFault.ANSWERS_LOCKED, DoorFault.CASE_LOCKED)


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required(stranger=True)
def show(request: HttpRequest) -> HttpResponse:
    """`/bewijs`: why we want to be sure, what happens, and the way there; or how it goes without a provider."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    wanted = own_address(request.POST.get(WANTED) or request.GET.get(WANTED, ""), OVERVIEW)
    if proving.assured(visitor, AssuranceLevel.PROVEN, at).level >= AssuranceLevel.PROVEN:
        return redirect(wanted)
    provider = proving.provider_for(visitor)
    if request.method == "POST" and provider is not None:
        return _away(request, wanted, at)
    days = load(clock.day_of(at)).doors.proof_days
    call = promised(visitor)
    facts = {"page": frame_for(visitor), "provider": provider, "wanted": wanted, "days": days, "call": call}
    response = render(request, "portal/prove.html", facts)
    if provider is not None:
        response["Content-Security-Policy"] = _policy(provider.issuer)
    return response


@require_safe
@customer_required(stranger=True)
def back(request: HttpRequest) -> HttpResponse:
    """`/bewijs/terug`: who comes back from the provider; each coming back works once, and soon, or not at all."""
    visitor, at, key = request.customer, clock.now(), secrets.token_urlsafe(24)  # type: ignore[attr-defined]
    said = {name: request.GET.get(name, "") for name in ("code", "error", "iss")}
    found = _taken(request, at)
    try:
        if found is None:
            raise ShutError(DoorFault.PROVIDER_OLD)
        started = acts.Started("", found["state"], found["nonce"], found["verifier"], found["issuer"])
        answer = acts.Answer(said["code"], said["error"], said["iss"])
        session = acts.finish(visitor, started, answer, reverse("portal-prove-back"), key=key, at=at)
    except ShutError as shut:
        return _failed(request, shut.code, found["wanted"] if found else OVERVIEW)
    rotate_token(request)
    request.session.cycle_key()
    days = load(clock.day_of(at)).doors.remembered_days if session.is_remembered else None
    return let_in(redirect(own_address(found["wanted"], OVERVIEW)), key, days=days)


def _away(request: HttpRequest, wanted: str, at: datetime) -> HttpResponse:
    """To the provider; what only we know of this trip waits in the session of the web."""
    visitor = request.customer  # type: ignore[attr-defined]
    try:
        started = acts.begin(visitor, reverse("portal-prove-back"), chance=_chance, at=at)
    except ShutError as shut:
        return _failed(request, shut.code, wanted)
    trip = {
        "state": started.state,
        "nonce": started.nonce,
        "verifier": started.verifier,
        "issuer": started.issuer,
        "session": visitor.session_id,
        "wanted": wanted,
        "until": (at + MINUTES).isoformat(),
    }
    request.session[AWAY] = [*request.session.get(AWAY, []), trip][-MOST_AWAY:]
    return redirect(started.address)


def _taken(request: HttpRequest, at: datetime) -> dict[str, Any] | None:
    """The trip that this state belongs to, once, when it is of this very session and not too long ago."""
    state, trips = request.GET.get("state", ""), request.session.get(AWAY, [])
    found = next((one for one in trips if hmac.compare_digest(one["state"].encode(), state.encode())), None)
    if found is None:
        return None
    request.session[AWAY] = [one for one in trips if one is not found]
    request.session.save()  # at once: whoever comes with the same state a moment later finds nothing
    is_soon = at < datetime.fromisoformat(found["until"])
    is_theirs = found["session"] == request.customer.session_id  # type: ignore[attr-defined]
    return found if is_soon and is_theirs else None


def _failed(request: HttpRequest, fault: DoorFault, wanted: str) -> HttpResponse:
    """What went wrong in plain words, and both ways on: once more, or a person."""
    page = frame_for(request.customer)  # type: ignore[attr-defined]
    facts = {"page": page, "fault": say(fault.label), "wanted": wanted, "can_again": fault not in NOT_NOW}
    return render(request, "portal/prove_fault.html", facts, status=STATUS.get(fault, 200))


def _policy(issuer: str) -> str:
    """A browser follows a form only to whom the page names; a provider may lead on to others, by HTTPS."""
    parts = urlsplit(issuer)
    return POLICY.replace("form-action 'self'", f"form-action 'self' https: {parts.scheme}://{parts.netloc}")


def _chance() -> str:
    return secrets.token_urlsafe(48)

"""Who the customer is: a key in a cookie, our own session behind it, and no user row."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from tijdig import clock
from tijdig.actions import doors
from tijdig.queries import proving
from tijdig.queries.doors import (
    ASK,
    HELPERS_ASK,
    LOOK,
    NO,
    Visitor,
    helper_is_over,
    is_running,
    known_before,
    session_of,
    visitor_of,
    who_was,
)
from tijdig.queries.portal import frame_for
from tijdig.web.kept import is_over, parcel
from tijdig.words import AssuranceLevel

__all__ = [
    "ANSWERS",
    "ASK",
    "COOKIE",
    "JUST_TOLD",
    "LOOK",
    "LOOKED",
    "NO",
    "ROOM",
    "SENT",
    "WRONG",
    "CustomerMiddleware",
    "Visitor",
    "customer_required",
    "has_kept",
    "keep_question",
    "kept",
    "let_in",
    "let_out",
    "own_address",
    "was_here",
    "wipe",
]

COOKIE = "tijdig_klant"
WANTED = "naar"
KEPT = "bewaard"
WRONG, LOOKED = "vraag", "nakijken"  # by asking.py, between a question and the look at it
TYPED = (WRONG, LOOKED)
SENT = "contact"  # by contact.py, for the page that says thanks
JUST_TOLD = "verteld"  # by told.py: what this very visit told
ROOM = "missen"  # by room.py: the questions about a month that were answered so far
ANSWERS = "antwoord"  # by answering.py: which link another organisation came in by
AWAY = "bewijs"  # what proving.py keeps while somebody is at an identity provider
OURS = (KEPT, *TYPED, SENT, JUST_TOLD, ROOM, ANSWERS, AWAY)
"""What the portal puts away in the session of a browser: every name of it stands here, and is gone at the way out."""

CARRIED, CARRIED_MOST = ("over", "dag", "moment", "bedrag", "ritme", "wat", WANTED), 4
"""Of an address these answers come along past a door; the secrets of an identity provider, and all else, do not."""

LEFT_BEHIND = '"cache", "storage"'
"""What a browser throws away at the way out, beside the key itself."""

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class CustomerMiddleware:
    """Sets `request.customer`: a Visitor, or None for somebody we do not know."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        at = clock.now()
        session = session_of(request.COOKIES.get(COOKIE, ""))
        running = session if session and is_running(session, at) else None
        request.customer = visitor_of(running, at) if running else None  # type: ignore[attr-defined]
        request.customer_before = who_was(session)  # type: ignore[attr-defined]
        request.helper_is_over = bool(session and helper_is_over(session, at))  # type: ignore[attr-defined]
        request.known_as = known_before(session, at)  # type: ignore[attr-defined]
        if running:
            doors.stay(running, at=at)
        response = self.get_response(request)
        # Whoever holds a key: also "not there" is for them alone, and no cache may answer with it.
        return private(response) if session and "Cache-Control" not in response else response


def customer_required(
    level: int = AssuranceLevel.CODE, *, helper: int = NO, keeps: bool = True, stranger: bool = False
) -> Callable[[View[P]], View[P]]:
    """Only with a code or link, from `level` 1 on with birth date and postcode, at 2 with proof. What was typed stays.

    `helper` says what somebody who looks along may do here: LOOK, ASK (only who may ask), or nothing at all. Of the
    questions, each under its `slug`, only those of HELPERS_ASK are for them. Without `keeps` nothing that was typed is
    put away: it says who somebody is, or opens a door. Only with `stranger` the page is also for who may be somebody
    else than the customer; the others lead them to the overview, which tells them what we do.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            visitor: Visitor | None = request.customer  # type: ignore[attr-defined]
            response: HttpResponse
            asks = helper if kwargs.get("slug", "") in {"", *HELPERS_ASK} else NO
            if (refused := turned_away(request, asks)) is not None:
                response = refused
            elif visitor is None or (seen := proving.assured(visitor, level, clock.now())).level < level:
                if keeps:
                    _keep(request)
                response = redirect(_door(request, _next_door(visitor, level)))
            elif seen.is_stranger and not stranger:
                response = redirect("portal-overview")
            else:
                request.customer = seen  # type: ignore[attr-defined]
                response = view(request, *args, **kwargs)
            return private(response)

        return guarded

    return decorate


def _next_door(visitor: Visitor | None, level: int) -> str:
    """Where somebody shows what is missing: a code, birth date and postcode, or who they are."""
    if visitor is None:
        return "home"
    is_step = level == AssuranceLevel.KNOWN or (
        visitor.level < AssuranceLevel.KNOWN and proving.is_checked(visitor, clock.now())
    )
    return "portal-who" if is_step else "portal-prove"


def turned_away(request: HttpRequest, helper: int) -> HttpResponse | None:
    """The page for who looks along and may not do this, or may no longer look at all; None for everybody else."""
    visitor: Visitor | None = request.customer  # type: ignore[attr-defined]
    if request.helper_is_over:  # type: ignore[attr-defined]
        return let_out(render(request, "portal/helper_over.html", status=403))
    if visitor is None or visitor.helper is None or NO < helper <= visitor.helper.right:
        return None
    shown = {"page": frame_for(visitor), "helper": visitor.helper}
    return private(render(request, "portal/helper_closed.html", shown, status=403))


def private(response: HttpResponse) -> HttpResponse:
    """A page about one person: no cache keeps it, also not the back button of a shared computer."""
    response["Cache-Control"] = "no-store, private"
    patch_vary_headers(response, ["Cookie"])
    return response


def own_address(wanted: str, otherwise: str) -> str:
    """Where somebody wanted to go, when that is a page of the portal itself; never another site."""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None)
    return wanted if is_ours and not wanted.startswith("/werk") else otherwise


def let_in(response: HttpResponse, key: str, *, days: int | None) -> HttpResponse:
    """Give the browser its key; without `days` it forgets it when it closes."""
    response.set_cookie(
        COOKIE,
        key,
        max_age=days * 86_400 if days else None,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return private(response)


def let_out(response: HttpResponse) -> HttpResponse:
    """Take the key back, and have the browser forget the pages that it kept."""
    response.delete_cookie(COOKIE, samesite="Lax")
    response["Clear-Site-Data"] = LEFT_BEHIND
    return private(response)


def wipe(request: HttpRequest) -> None:
    """Nothing that somebody typed stays behind; who is signed in to the workbench in this browser stays so."""
    if not request.user.is_authenticated:
        request.session.flush()
    for name in OURS:
        request.session.pop(name, None)


def kept(request: HttpRequest) -> QueryDict | None:
    """What this customer typed on this page before the session ended; handed out once, and not when it was long ago."""
    visitor: Visitor | None = request.customer  # type: ignore[attr-defined]
    found = request.session.get(KEPT)
    if not found or visitor is None or found["path"] != request.path:
        return None
    del request.session[KEPT]
    return QueryDict(found["typed"]) if found["customer"] == visitor.actor and not is_over(found) else None


def has_kept(request: HttpRequest) -> bool:
    """Whether words wait in this browser for the customer whose session ended; nobody else's are mentioned."""
    found: dict[str, Any] = request.session.get(KEPT) or {}
    before = request.customer_before  # type: ignore[attr-defined]
    return "customer" in found and found["customer"] == before and not is_over(found)


def keep_question(request: HttpRequest) -> bool:
    """The same for a question whose form grew old because somebody came in anew in this browser; whether it was."""
    found = request.resolver_match
    return found is not None and found.url_name in {"portal-ask", "portal-look"} and _keep(request)


def _keep(request: HttpRequest) -> bool:
    customer = request.customer_before  # type: ignore[attr-defined]
    if request.method != "POST" or customer is None:
        return False
    words = parcel(request)
    if words is None:
        return False
    request.session[KEPT] = words | {"customer": customer}
    return True


def was_here(request: HttpRequest) -> bool:
    """Whether somebody was inside in this browser a while ago, and is not any more: their page comes next."""
    return request.customer is None and request.customer_before is not None  # type: ignore[attr-defined]


def _door(request: HttpRequest, name: str) -> str:
    """A door that leads back to the page that was asked for, with the answers of its address that tell of nobody."""
    answers = [(one, value) for one in CARRIED for value in request.GET.getlist(one)[:CARRIED_MOST]]
    wanted = f"{request.path}?{urlencode(answers)}" if answers else request.path
    return f"{reverse(name)}?{urlencode({WANTED: wanted})}"

"""Who the customer is: a key in a cookie, our own session behind it, and no user row."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from tijdig import clock
from tijdig.actions import doors
from tijdig.queries.doors import Visitor, is_running, known_before, session_of, visitor_of
from tijdig.web.kept import is_over, parcel
from tijdig.words import AssuranceLevel

__all__ = [
    "COOKIE",
    "CustomerMiddleware",
    "Visitor",
    "customer_required",
    "has_kept",
    "keep_question",
    "kept",
    "let_in",
    "let_out",
    "own_address",
]

COOKIE = "tijdig_klant"
WANTED = "naar"
KEPT = "bewaard"

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
        request.customer_before = session.customer_id if session else None  # type: ignore[attr-defined]
        request.known_as = known_before(session, at)  # type: ignore[attr-defined]
        if running:
            doors.stay(running, at=at)
        return self.get_response(request)


def customer_required(level: int = AssuranceLevel.CODE) -> Callable[[View[P]], View[P]]:
    """Only with a code or link, from `level` 1 on also birth date and postcode; what was typed is kept meanwhile."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            visitor: Visitor | None = request.customer  # type: ignore[attr-defined]
            if visitor is None or visitor.level < level:
                _keep(request)
                response: HttpResponse = redirect(_door(request, "home" if visitor is None else "portal-who"))
            else:
                response = view(request, *args, **kwargs)
            return private(response)

        return guarded

    return decorate


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
    """Take the key back."""
    response.delete_cookie(COOKIE, samesite="Lax")
    return private(response)


def kept(request: HttpRequest) -> QueryDict | None:
    """What this customer typed on this page before the session ended; handed out once, and not when it was long ago."""
    visitor: Visitor | None = request.customer  # type: ignore[attr-defined]
    found = request.session.get(KEPT)
    if not found or visitor is None or found["path"] != request.path:
        return None
    del request.session[KEPT]
    return QueryDict(found["typed"]) if found["customer"] == visitor.customer_id and not is_over(found) else None


def has_kept(request: HttpRequest) -> bool:
    """Whether words wait in this browser for the customer whose session ended; nobody else's are mentioned."""
    found: dict[str, Any] = request.session.get(KEPT) or {}
    before = request.customer_before  # type: ignore[attr-defined]
    return "customer" in found and found["customer"] == before and not is_over(found)


def keep_question(request: HttpRequest) -> bool:
    """The same for a question whose form grew old because somebody came in anew in this browser; whether it was."""
    found = request.resolver_match
    return found is not None and found.url_name == "portal-ask" and _keep(request)


def _keep(request: HttpRequest) -> bool:
    customer = request.customer_before  # type: ignore[attr-defined]
    if request.method != "POST" or customer is None:
        return False
    words = parcel(request)
    if words is None:
        return False
    request.session[KEPT] = words | {"customer": customer}
    return True


def _door(request: HttpRequest, name: str) -> str:
    return f"{reverse(name)}?{urlencode({WANTED: request.path})}"

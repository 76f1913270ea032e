"""The doors of the portal: a code from a letter, a one-time link, who you are, and the way out."""

import secrets  # noqa: TID251 - keys of sessions and tokens of links are made here, at the edge
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tijdig import clock
from tijdig.actions import doors, links
from tijdig.actions.doors import DoorFault, ShutError
from tijdig.policy import load
from tijdig.queries.doors import code_as_printed, code_way, link_works, organisations, phones
from tijdig.web.client import client_of
from tijdig.web.portal.door_forms import AskLinkForm, CodeForm, FollowForm, LeaveForm, WhoForm
from tijdig.web.portal.session import KEPT, WANTED, customer_required, let_in, let_out, own_address, private

OVERVIEW = "/overzicht"
LOCKS = (DoorFault.LOCKED, DoorFault.ANSWERS_LOCKED)

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def code(request: HttpRequest) -> HttpResponse:
    """`/`: the code from the letter."""
    at = clock.now()
    way = code_way(client_of(request), request.known_as, at)  # type: ignore[attr-defined]
    form = CodeForm(request.POST or None, way=way, initial={"code": code_as_printed(request.GET.get("code", ""))})
    if request.method == "POST" and not way.is_shut and form.is_valid():
        key, values = _key(), form.cleaned_data
        try:
            doors.enter(
                values["code"], key=key, way=way, postcode=values["postcode"], remember=values["remember"], at=at
            )
        except ShutError as shut:
            if shut.code in LOCKS:
                return _locked(request, shut.code)
            form.add_error("code", shut.code.label)
        else:
            return _inside(request, key, remember=values["remember"])
    if way.is_locked or way.is_shut:
        return _locked(request, DoorFault.LOCKED, form=None if way.is_shut else form)
    return _page(request, "portal/door.html", form=form, way=way, standing_still=_standing_still())


@read_or_send
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """`/link/<token>`: looking uses nothing up (mail programs look first), the button does, once."""
    at = clock.now()
    form = FollowForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        works = link_works(token, at)
        return _page(request, "portal/follow.html" if works else "portal/link_old.html", status=200 if works else 410)
    key, remember = _key(), form.cleaned_data["remember"]
    try:
        doors.follow(token, key=key, client=client_of(request), remember=remember, at=at)
    except ShutError as shut:
        return _locked(request, shut.code) if shut.code in LOCKS else _page(request, "portal/link_old.html", status=410)
    return _inside(request, key, remember=remember)


@read_or_send
def ask_link(request: HttpRequest) -> HttpResponse:
    """`/link`: a link by e-mail or SMS; the answer is the same whether we know the address or not."""
    form = AskLinkForm(request.POST or None, organisations=organisations())
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        links.ask(values["creditor"], values["reach_at"], client=client_of(request), make_token=_key, at=clock.now())
        return redirect("portal-link-sent")
    return _page(request, "portal/link.html", form=form)


@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """`/link/gevraagd`: what happens now."""
    return _page(request, "portal/link_sent.html")


@read_or_send
@customer_required()
def who(request: HttpRequest) -> HttpResponse:
    """`/wie`: level 1, with birth date and postcode; both only ever in the body of a form."""
    form = WhoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = _key()
        visitor = request.customer  # type: ignore[attr-defined]
        try:
            is_remembered = doors.prove(
                visitor, form.birth(), form.cleaned_data["postcode"], key=key, at=clock.now()
            ).is_remembered
        except ShutError as shut:
            if shut.code in LOCKS:
                return _locked(request, shut.code)
            form.add_error(None, shut.code.label)
        else:
            return _inside(request, key, remember=is_remembered)
    return _page(request, "portal/who.html", form=form)


@read_or_send
def out(request: HttpRequest) -> HttpResponse:
    """`/uit`: the way out, also of other phones."""
    visitor = request.customer  # type: ignore[attr-defined]
    form = LeaveForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "portal/out.html")
    if visitor is not None:
        doors.leave(visitor, everywhere=form.cleaned_data["everywhere"], at=clock.now())
    request.session.pop(KEPT, None)
    return let_out(redirect("portal-gone"))


@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    """`/uit/klaar`: nobody who comes after can look."""
    return _page(request, "portal/gone.html")


def _standing_still() -> datetime | None:
    """The moment at which a demo's clock stands, as people read it."""
    fixed = clock.fixed()
    return clock.local(fixed).replace(tzinfo=None) if fixed else None


def _key() -> str:
    return secrets.token_urlsafe(24)


def _inside(request: HttpRequest, key: str, *, remember: bool) -> HttpResponse:
    """A new key and a new form token for whoever came in: what was known before opens nothing."""
    rotate_token(request)
    wanted = request.POST.get(WANTED) or request.GET.get(WANTED, "")
    response = redirect(own_address(wanted, OVERVIEW))
    return let_in(response, key, days=load(clock.day_of(clock.now())).doors.remembered_days if remember else None)


def _page(request: HttpRequest, template: str, *, status: int = 200, **facts: Any) -> HttpResponse:
    doors_now = load(clock.day_of(clock.now())).doors
    shown = {"wanted": request.POST.get(WANTED) or request.GET.get(WANTED, ""), "doors": doors_now, **facts}
    return private(render(request, template, shown, status=status))


def _locked(request: HttpRequest, fault: DoorFault, **facts: Any) -> HttpResponse:
    return _page(request, "portal/locked.html", status=429, fault=fault, phones=phones(), **facts)

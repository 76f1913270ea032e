"""The doors of the portal: a code from a letter, a one-time link, who you are, and the way out."""

import secrets  # noqa: TID251 - keys of sessions and tokens of links are made here, at the edge
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tijdig import clock
from tijdig.actions import doors, links
from tijdig.actions.doors import DoorFault, ShutError
from tijdig.languages import now, say, short
from tijdig.messages.languages import here
from tijdig.policy import load
from tijdig.queries import languages
from tijdig.queries.doors import CodeWay, code_as_printed, code_way, link_works, organisations, phones
from tijdig.queries.portal import frame_for
from tijdig.web.client import client_of
from tijdig.web.portal.door_forms import CODE_MOST, AskLinkForm, CodeForm, FollowForm, LeaveForm, WhoForm
from tijdig.web.portal.reading import about
from tijdig.web.portal.session import (
    TYPED,
    WANTED,
    customer_required,
    has_kept,
    let_in,
    let_out,
    own_address,
    private,
    was_here,
    wipe,
)
from tijdig.web.reading import choices_of, keep, language_kept

OVERVIEW = "/overzicht"
ANSWERS = (DoorFault.ANSWERS_LOCKED, DoorFault.CASE_LOCKED)

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@read_or_send
def code(request: HttpRequest) -> HttpResponse:
    """`/`: the code from the letter; who is inside is not asked for it again, unless another letter brings one."""
    if _is_inside(request):
        return private(redirect(own_address(request.GET.get(WANTED, ""), OVERVIEW)))
    way = code_way(client_of(request), request.known_as, clock.now())  # type: ignore[attr-defined]
    form = _code_form(request, way)
    if request.method == "POST" and not way.is_shut and form.is_valid():
        answer = _with_code(request, form, way)
        if answer is not None:
            return answer
    if way.is_locked or way.is_shut:
        return _locked(request, form=None if way.is_shut else form)
    was_away = has_kept(request)
    if not now().is_whole:
        visitor = request.customer  # type: ignore[attr-defined]
        return _page(request, "portal/short.html", form=form, way=way, was_away=was_away, **about(visitor, now().code))
    still = _standing_still()
    return _page(
        request, "portal/door.html", form=form, way=way, standing_still=still, was_away=was_away,
        was_here=was_here(request),
    )  # fmt: skip


def _is_inside(request: HttpRequest) -> bool:
    """Whether this visitor goes on to the overview; a language with one road has its own page for who is inside."""
    is_reading = request.method != "POST" and "code" not in request.GET
    return is_reading and request.customer is not None and now().is_whole  # type: ignore[attr-defined]


def _with_code(request: HttpRequest, form: CodeForm, way: CodeWay) -> HttpResponse | None:
    """Inside with this code, or before a locked door; None when the form says what is wrong with the code."""
    key, values = _key(), form.cleaned_data
    postcode, remember = values["postcode"], values["remember"]
    try:
        session = doors.enter(values["code"], key=key, way=way, postcode=postcode, remember=remember, at=clock.now())
    except ShutError as shut:
        if shut.code == DoorFault.LOCKED:
            return _locked(request)
        form.add_error("code", say(shut.code.label))
        return None
    return _new_here(request, session, key, remember=remember)


def _code_form(request: HttpRequest, way: CodeWay) -> CodeForm:
    """What was sent; who was not asked for the postcode yet, did nothing wrong and is only asked now."""
    sent = request.POST
    if request.method == "POST" and not (way.asks_postcode and "postcode" not in sent):
        return CodeForm(sent, way=way)
    typed = sent.get("code", "")[:CODE_MOST]
    return CodeForm(way=way, initial={"code": typed or code_as_printed(request.GET.get("code", ""))})


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
        session = doors.follow(token, key=key, client=client_of(request), remember=remember, at=at)
    except ShutError as shut:
        return _locked(request) if shut.code == DoorFault.LOCKED else _page(request, "portal/link_old.html", status=410)
    return _new_here(request, session, key, remember=remember)


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
@customer_required(keeps=False, stranger=True)
def who(request: HttpRequest) -> HttpResponse:
    """`/wie`: level 1, with birth date and postcode; both only ever in the body of a form."""
    visitor = request.customer  # type: ignore[attr-defined]
    form, page = WhoForm(request.POST or None, day=clock.day_of(clock.now())), frame_for(visitor)
    if request.method == "POST" and form.is_valid():
        key, postcode = _key(), form.cleaned_data["postcode"]
        try:
            session = doors.prove(visitor, form.birth(), postcode, key=key, at=clock.now())
            return _inside(request, key, remember=session.is_remembered)
        except ShutError as shut:
            if shut.code in ANSWERS:
                return _page(request, "portal/who_locked.html", status=429, fault=say(shut.code.label), page=page)
            form.add_error(None, say(shut.code.label))
    return _page(request, "portal/who.html", form=form, page=page)


@read_or_send
def out(request: HttpRequest) -> HttpResponse:
    """`/uit`: the way out, also of other phones."""
    visitor = request.customer  # type: ignore[attr-defined]
    form = LeaveForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "portal/out.html", page=frame_for(visitor))
    if visitor is not None:
        doors.leave(visitor, everywhere=form.cleaned_data["everywhere"], at=clock.now())
    wipe(request)
    return let_out(redirect("portal-gone"))


@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    """`/uit/klaar`: nobody who comes after can look."""
    return _page(request, "portal/gone.html")


def _standing_still() -> str:
    """The moment at which a demo's clock stands, as people read it."""
    fixed = clock.fixed()
    local = clock.local(fixed) if fixed else None
    return say("{day}, {hour} uur", day=here.weekday(local.date()), hour=here.hour(local)) if local else ""


def _key() -> str:
    return secrets.token_urlsafe(24)


def _new_here(request: HttpRequest, session: Any, key: str, *, remember: bool) -> HttpResponse:
    """Inside by a code or a link, in one's own language; what somebody else typed in this browser is gone."""
    for name in TYPED:
        request.session.pop(name, None)
    known = "" if language_kept(request) else languages.of_customer(session)
    response = _inside(request, key, remember=remember, otherwise=reverse("home") if known in short() else OVERVIEW)
    if not now().is_whole and session.helper is not None and not session.helper.may_ask:
        response["Location"] = reverse("home")  # a look in their own language; to be called is not theirs to ask
    return keep(response, choices_of(request), known) if known else response


def _inside(request: HttpRequest, key: str, *, remember: bool, otherwise: str = OVERVIEW) -> HttpResponse:
    """A new key and a new form token for whoever came in: what was known before opens nothing."""
    rotate_token(request)
    wanted = request.POST.get(WANTED) or request.GET.get(WANTED, "")
    response = redirect(own_address(wanted, otherwise))
    return let_in(response, key, days=load(clock.day_of(clock.now())).doors.remembered_days if remember else None)


def _page(request: HttpRequest, template: str, *, status: int = 200, **facts: Any) -> HttpResponse:
    doors_now = load(clock.day_of(clock.now())).doors
    shown = {"wanted": request.POST.get(WANTED) or request.GET.get(WANTED, ""), "doors": doors_now, **facts}
    return private(render(request, template, shown, status=status))


def _locked(request: HttpRequest, **facts: Any) -> HttpResponse:
    fault = say(DoorFault.LOCKED.label)
    return _page(request, "portal/locked.html", status=429, fault=fault, phones=phones(), **facts)

"""The page on which an organisation without an installation of its own answers: a link, a code, and one question.

No word about a customer stands on it before the code was right; every look is kept; no cache and no search keeps it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tijdig import clock
from tijdig.actions import answering as door
from tijdig.actions import joint as acts
from tijdig.actions.answering import AnswerFault, AnswerShutError
from tijdig.actions.consents import NoConsentError
from tijdig.actions.refusals import RefusedError
from tijdig.languages import say
from tijdig.messages.languages import here
from tijdig.policy import load
from tijdig.queries import answering
from tijdig.queries.answering import AnswerPage
from tijdig.queries.house import house_of, person_of
from tijdig.rules import actors
from tijdig.rules.joint.drafts import JointRefusedError
from tijdig.rules.workdays import local_day
from tijdig.web.portal.joint_forms import OTHER, YES, BalanceForm, CodeForm, DecideForm, DeclineForm
from tijdig.web.portal.session import ANSWERS, private

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
AGAIN = (AnswerFault.WRONG, AnswerFault.CODE_OLD)


@read_or_send
def begin(request: HttpRequest, token: str) -> HttpResponse:
    """`/antwoord/<token>`: what this is, without a word about a customer; looking sends nothing, the button does."""
    at = clock.now()
    try:
        if request.method != "POST":
            link = door.look(token, at=at)
            return _page(request, "begin", link, until=here.near(local_day(link.expires_at)))
        door.send_code(token, at=at)
    except AnswerShutError as shut:
        return _shut(request, shut.code, shut.link and shut.link.part)
    return redirect("answer-code", token)


@read_or_send
def code(request: HttpRequest, token: str) -> HttpResponse:
    """`/antwoord/<token>/code`: the code from the e-mail; from there on without the token in the address."""
    at, form = clock.now(), CodeForm(_sent(request))
    try:
        if request.method == "POST" and form.is_valid():
            return _let_in(request, door.enter(token, form.cleaned_data["code"], at=at), at)
    except AnswerShutError as shut:
        if shut.code not in AGAIN:
            return _shut(request, shut.code, shut.link and shut.link.part)
        form.add_error("code", say(shut.code.label))
    try:
        link = door.found(token, at=at)
    except AnswerShutError as shut:
        return _shut(request, shut.code, shut.link and shut.link.part)
    minutes = load(local_day(at)).joint.code_minutes
    return _page(request, "code", link, form=form, token=token, minutes=minutes)


@read_or_send
def show(request: HttpRequest) -> HttpResponse:
    """`/antwoord`: how much is open, or whether this organisation takes part; else how it stands."""
    link = _inside(request)
    if link is None:
        return _closed(request)
    page = _seen(request, link)
    if page is None:
        return _page(request, "taken_back", link, said_no=answering.said_no(link))
    if request.POST.get("vraag", page.wants) != page.wants:  # sent twice: that question was answered
        return redirect("answer-show")
    if page.wants == "balance":
        form: Any = BalanceForm(_sent(request), known_cents=page.known_cents)
        return _asked(request, "balance", link, page, form, lambda: _told_balance(link, form))
    if page.wants == "answer":
        form = DecideForm(_sent(request))
        return _asked(request, "decide", link, page, form, lambda: _decided(link, form))
    return _page(request, "done", link, answer=page)


@read_or_send
def decline(request: HttpRequest) -> HttpResponse:
    """`/antwoord/nee`: this organisation does not know the customer, or takes no part."""
    link = _inside(request)
    if link is None:
        return _closed(request)
    page = _seen(request, link)
    if page is None or not page.wants:
        return redirect("answer-show")
    form = DeclineForm(_sent(request))

    def act() -> None:
        acts.decline(link.part, reason=form.cleaned_data["waarom"], by=_who(link), at=clock.now(), version=form.version)

    return _asked(request, "decline", link, page, form, act)


@read_or_send
def out(request: HttpRequest) -> HttpResponse:
    """`/antwoord/klaar`: whoever comes after this one sees nothing."""
    if request.method == "POST":
        request.session.pop(ANSWERS, None)
    return _closed(request)


def _told_balance(link: Any, form: BalanceForm) -> None:
    said = form.cleaned_data
    acts.balance(
        link.part, said["bedrag"], contact=said["contact"], is_threatening=said["dreigt"] == YES, by=_who(link),
        at=clock.now(), version=form.version, is_checked=said["klopt"],
    )  # fmt: skip


def _decided(link: Any, form: DecideForm) -> None:
    said = form.cleaned_data
    more: dict[str, Any] = {"by": _who(link), "at": clock.now(), "version": form.version}
    if said["keuze"] == YES:
        acts.accept(link.part, **more)
    elif said["keuze"] == OTHER:
        acts.counter(link.part, said["bedrag"], reason=said["waarom"], **more)
    else:
        acts.decline(link.part, reason=said["waarom"], **more)


def _asked(
    request: HttpRequest, template: str, link: Any, page: AnswerPage, form: Any, act: Callable[[], None]
) -> HttpResponse:
    """One question; what was sent twice is answered once, and says so by how it stands."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except (RefusedError, JointRefusedError, NoConsentError) as refused:
            form.add_error(None, say(refused.code.label))
        else:
            return redirect("answer-show")
    status = 400 if request.method == "POST" else 200
    return _page(request, template, link, answer=page, form=form, status=status)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _who(link: Any) -> str:
    return actors.organisation(link.part.creditor_id)


def _let_in(request: HttpRequest, link: Any, at: datetime) -> HttpResponse:
    """Inside, for as long as somebody is busy, under a key of the web's own session that nobody knew before."""
    minutes = load(local_day(at)).doors.session_minutes
    request.session.cycle_key()
    until = (at + timedelta(minutes=minutes)).isoformat()
    request.session[ANSWERS] = {"part": link.part_id, "to": answering.address_of(link.sent_to), "until": until}
    rotate_token(request)
    return private(redirect("answer-show"))


def _inside(request: HttpRequest) -> Any:
    """The link of who is inside; None when it is over. A newer e-mail to the same address throws nobody out."""
    found, at = request.session.get(ANSWERS), clock.now()
    if not found or datetime.fromisoformat(found["until"]) <= at:
        return None
    try:
        link = answering.link_of(found["part"], at)
    except Http404:
        return None
    # The registered address may have changed meanwhile: who came in by the old one is out.
    return link if answering.address_of(link.sent_to) == found.get("to") else None


def _seen(request: HttpRequest, link: Any) -> AnswerPage | None:
    """What may be seen; that somebody looked is kept."""
    at = clock.now()
    page = answering.page(link, at)
    if page is not None and request.method != "POST":
        door.seen(link, at=at)
    return page


def _page(request: HttpRequest, template: str, link: Any, *, status: int = 200, **facts: Any) -> HttpResponse:
    case = link.part.joint.case
    around = {"house": house_of(case.creditor), "who": person_of(case.creditor, None)}
    shown = {**around, "other": link.part.creditor.sender_name, "page": None, **facts}
    return _quiet(render(request, f"portal/answer/{template}.html", shown, status=status))


def _shut(request: HttpRequest, fault: AnswerFault, part: Any) -> HttpResponse:
    """Why it stays shut; whose address changed also reads whom to call, for their e-mail is of long ago."""
    status = 429 if fault in {AnswerFault.LOCKED, AnswerFault.MANY_CODES} else 410
    facts: dict[str, Any] = {"fault": say(fault.label), "page": None, "house": None}
    if part is not None and fault == AnswerFault.MOVED:
        house = part.joint.case.creditor
        facts |= {"house": house_of(house), "who": person_of(house, None), "other": part.creditor.sender_name}
    return _quiet(render(request, "portal/answer/shut.html", facts, status=status))


def _closed(request: HttpRequest) -> HttpResponse:
    inside = request.session.get(ANSWERS)
    if inside and (part := answering.moved_from(inside["part"], inside.get("to", ""))):
        return _shut(request, AnswerFault.MOVED, part)
    return _quiet(render(request, "portal/answer/closed.html", {"page": None, "house": None}, status=403))


def _quiet(response: HttpResponse) -> HttpResponse:
    """Nothing keeps this page: no cache, no search. The token in an address goes to no other site: that holds here."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return private(response)

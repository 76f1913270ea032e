"""The questions one by one: what each asks, in which order, and what is done once it was sent."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tijdig import clock
from tijdig.actions import asked as acts
from tijdig.actions import drafts
from tijdig.actions.asked import Asker
from tijdig.languages import say
from tijdig.messages.languages import here
from tijdig.queries import access, asking, asks, tongues
from tijdig.queries import drafts as kept_drafts
from tijdig.queries.nextsteps import moment
from tijdig.rules.workdays import local_day
from tijdig.web.portal.arranging import in_parts, later
from tijdig.web.portal.asking import Asked, Wish, done, plain
from tijdig.web.portal.questions import (
    CallForm,
    ChangeForm,
    ComplaintForm,
    DisagreeForm,
    ExplainForm,
    HelpForm,
    NotMeForm,
    UnsureForm,
    is_number,
)
from tijdig.web.portal.session import ASK, customer_required
from tijdig.words import RequestKind

ALL, MANY, ABOUT = "alles", 8, "over"
ABOUTS = {"bewijs": asks.PROOF}
"""What a call is about, for who comes from a page that offers one."""


def _call_me(asked: Asked) -> HttpResponse:
    """A day, an hour, a number."""
    day, chosen, about = asked.said("dag"), asked.page.slot(asked.said("moment")), asked.said(ABOUT)
    about = about if about in ABOUTS else ""
    if asked.typed is None and chosen is None and asked.page.slots:
        hours = asked.page.hours(day)
        is_long = sum(len(slots) for _, slots in hours) > MANY
        return asked.show("hours" if hours else "days", hours=hours, day=day, is_long=is_long, about=about)
    form = asked.form(CallForm, about=about)

    def wish() -> Wish:
        phone, slot, language = (form.cleaned_data[name] for name in ("telefoon", "moment", "taal"))
        what = ABOUTS.get(about, "")

        def act(case: Any, asker: Asker) -> Any:
            if is_number(slot):
                return acts.call(case, int(slot), phone, asker, language, what)
            return acts.call_soon(case, phone, asker, language, what)

        when = moment(chosen.starts_at) if chosen else say("binnen twee werkdagen")
        rows = ((say("Wij bellen [[u|je]]"), when), (say("Nummer"), here.kept(phone)))
        details = {tongues.LANGUAGE: language, asks.ABOUT: what}
        return Wish({name: value for name, value in details.items() if value}, act, rows)

    return asked.finish("call", form, wish, slot=chosen, about=about)


def _disagree(asked: Asked) -> HttpResponse:
    """With which bills, and why."""
    numbers = [str(bill.number) for bill in asked.page.bills]
    source = asked.typed if asked.typed is not None else asked.request.GET
    wanted = [number for number in source.getlist("rekening") if number in numbers]
    is_chosen = bool(wanted) or ALL in source.getlist("rekening") or asked.typed is not None or len(numbers) < 2
    if not is_chosen:
        return asked.show("bills", is_wrong="verder" in asked.request.GET)
    form = asked.form(DisagreeForm, numbers=[*numbers, ALL])
    chosen = [bill for bill in asked.page.bills if str(bill.number) in wanted]

    def wish() -> Wish:
        claims, why = [int(number) for number in wanted], form.cleaned_data["waarom"]
        more = {"why": why} if why else {}

        def act(case: Any, asker: Asker) -> Any:
            return acts.disagree(case, access.claims_of(asked.visitor, claims), more, asker)

        return Wish({"claims": claims, **more}, act)

    return asked.finish("disagree", form, wish, chosen=chosen)


def _explain(asked: Asked) -> HttpResponse:
    """What is not clear."""
    return asked.finish("explain", asked.form(ExplainForm), lambda: plain(RequestKind.EXPLAIN, {}))


def _help(asked: Asked) -> HttpResponse:
    """Which help fits."""
    form = asked.form(HelpForm)

    def wish() -> Wish:
        said = form.cleaned_data
        return plain(RequestKind.HELP, {"help": said["hulp"], "may_share": said["delen"]})

    return asked.finish("help", form, wish)


def _unsure(asked: Asked) -> HttpResponse:
    """Not knowing what to do: somebody thinks along."""
    return asked.finish("unsure", asked.form(UnsureForm), lambda: plain(RequestKind.OTHER, {"unsure": True}))


def _change(asked: Asked) -> HttpResponse:
    """What was agreed does not fit any more; nothing lapses by itself (DECISIONS 20)."""
    form = asked.form(ChangeForm)
    return asked.finish("change", form, lambda: plain(RequestKind.CHANGE, {"change": form.cleaned_data["anders"]}))


def _not_me(asked: Asked) -> HttpResponse:
    """This is about somebody else."""
    form = asked.form(NotMeForm)

    def wish() -> Wish:
        phone = form.cleaned_data["telefoon"]
        details = {"who": form.cleaned_data["wie"]} | ({"phone": phone} if phone else {})
        rows = ((say("[[Uw|Je]] nummer"), phone),) if phone else ()
        return Wish(details, lambda case, asker: acts.not_me(case, details, asker), rows)

    return asked.finish("not_me", form, wish)


def _complaint(asked: Asked) -> HttpResponse:
    """Something went wrong on our side; we say that we have it at once, and answer within two working days."""
    return asked.finish("complaint", asked.form(ComplaintForm), lambda: plain(RequestKind.COMPLAINT, {}))


QUESTIONS: Mapping[str, tuple[RequestKind, Callable[[Asked], HttpResponse]]] = {
    "bel-mij": (RequestKind.CALL_ME, _call_me),
    "later": (RequestKind.PAY_LATER, later),
    "in-delen": (RequestKind.PAY_IN_PARTS, in_parts),
    "weet-niet": (RequestKind.OTHER, _unsure),
    "klopt-niet": (RequestKind.DISAGREE, _disagree),
    "niet-van-mij": (RequestKind.NOT_ME, _not_me),
    "uitleg": (RequestKind.EXPLAIN, _explain),
    "hulp": (RequestKind.HELP, _help),
    "afspraak": (RequestKind.CHANGE, _change),
    "klacht": (RequestKind.COMPLAINT, _complaint),
}


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required(helper=ASK)
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """`/vraag/<kind>`."""
    kind, question = _found(slug)
    return question(Asked(request, slug, kind))


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required(helper=ASK, stranger=True)
def look(request: HttpRequest, slug: str) -> HttpResponse:
    """`/vraag/<kind>/nakijken`: all that was said on one page, before it is sent; sent twice, it is one request."""
    kind, question = _found(slug)
    if number := done(request, slug):
        return redirect("portal-thanks", number)
    if request.customer.is_stranger:  # type: ignore[attr-defined]
        return redirect("portal-overview")
    asked = Asked(request, slug, kind, is_look=True)
    return question(asked) if asked.typed is not None else redirect("portal-ask", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required(helper=ASK)
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """`/vraag/<kind>/bewaard`: it is kept until a day; or away with it."""
    kind, _ = _found(slug)
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    found = kept_drafts.of(visitor, at).filter(question=slug).first()
    if found is None:
        return redirect("portal-ask", slug)
    if request.method == "POST":
        drafts.drop(visitor, slug, at=at)
        return redirect("portal-overview")
    shown = {"page": asking.page(visitor, kind, at), "slug": slug, "until": here.near(local_day(found.expires_at))}
    return render(request, "portal/ask/kept.html", shown)


def _found(slug: str) -> tuple[RequestKind, Callable[[Asked], HttpResponse]]:
    if slug not in QUESTIONS:
        raise Http404
    return QUESTIONS[slug]

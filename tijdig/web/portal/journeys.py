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
from tijdig.queries import access, asking
from tijdig.queries import drafts as kept_drafts
from tijdig.queries.nextsteps import moment
from tijdig.rules.workdays import local_day
from tijdig.web.portal.asking import Asked, Wish, done
from tijdig.web.portal.questions import (
    UNKNOWN,
    CallForm,
    ChangeForm,
    ComplaintForm,
    DayForm,
    DisagreeForm,
    ExplainForm,
    HelpForm,
    NothingForm,
    NotMeForm,
    UnsureForm,
    cents_of,
    is_number,
)
from tijdig.web.portal.session import ASK, customer_required
from tijdig.words import RequestKind

ALL, MANY = "alles", 8
MONTH_MOST_CENTS = 10_000_000  # nobody can miss more in a month: a slip of the finger


def _call_me(asked: Asked) -> HttpResponse:
    """A day, an hour, a number."""
    day, chosen = asked.said("dag"), asked.page.slot(asked.said("moment"))
    if asked.typed is None and chosen is None and asked.page.slots:
        hours = asked.page.hours(day)
        is_long = sum(len(slots) for _, slots in hours) > MANY
        return asked.show("hours" if hours else "days", hours=hours, day=day, is_long=is_long)
    form = asked.form(CallForm)

    def wish() -> Wish:
        phone, slot = form.cleaned_data["telefoon"], form.cleaned_data["moment"]

        def act(case: Any, asker: Asker) -> Any:
            if is_number(slot):
                return acts.call(case, int(slot), phone, asker)
            return acts.receive(case, RequestKind.CALL_ME, {"phone": phone}, asker)

        when = moment(chosen.starts_at) if chosen else say("binnen twee werkdagen")
        return Wish({}, act, ((say("Wij bellen [[u|je]]"), when), (say("Nummer"), phone)))

    return asked.finish("call", form, wish, slot=chosen)


def _day_form(asked: Asked) -> DayForm:
    form: DayForm = asked.form(DayForm, days=asked.page.days, window=asked.page.pay_window)
    return form


def _plain(kind: RequestKind, details: dict[str, Any]) -> Wish:
    """A wish that only has to be received."""
    return Wish(details, lambda case, asker: acts.receive(case, kind, details, asker))


def _later(asked: Asked) -> HttpResponse:
    """A day on which paying is possible."""
    form = _day_form(asked)
    return asked.finish("later", form, lambda: _plain(RequestKind.PAY_LATER, {"pay_on": form.day}))


def _in_parts(asked: Asked) -> HttpResponse:
    """What can be missed in a month, and from when; not knowing is an answer too."""
    amount = asked.said("bedrag").strip()
    cents = cents_of(amount)
    is_high = (cents or 0) > MONTH_MOST_CENTS
    if is_high or (cents is None and amount != UNKNOWN):
        is_wrong = bool(amount) or "bedrag" in asked.request.GET
        return asked.show("amount", amount=amount, is_wrong=is_wrong, is_high=is_high)
    if cents == 0:
        return _nothing(asked)
    form = _day_form(asked)

    def wish() -> Wish:
        return _plain(RequestKind.PAY_IN_PARTS, {"instalment_cents": cents, "first_on": form.day})

    shown = {
        "amount": amount,
        "cents": cents,
        "euros": here.euros(cents or 0),
        "parts": asked.page.parts_text(cents or 0),
    }
    return asked.finish("from", form, wish, is_all=(cents or 0) >= asked.page.total_cents > 0, **shown)


def _nothing(asked: Asked) -> HttpResponse:
    """No money to miss: never a no, a small sum or nothing (DECISIONS 10)."""
    form = asked.form(NothingForm)

    def wish() -> Wish:
        details = {"instalment_cents": int(form.cleaned_data["keuze"]), "first_on": None}
        return _plain(RequestKind.PAY_IN_PARTS, details)

    return asked.finish("nothing", form, wish)


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
    return asked.finish("explain", asked.form(ExplainForm), lambda: _plain(RequestKind.EXPLAIN, {}))


def _help(asked: Asked) -> HttpResponse:
    """Which help fits."""
    form = asked.form(HelpForm)

    def wish() -> Wish:
        said = form.cleaned_data
        return _plain(RequestKind.HELP, {"help": said["hulp"], "may_share": said["delen"]})

    return asked.finish("help", form, wish)


def _unsure(asked: Asked) -> HttpResponse:
    """Not knowing what to do: somebody thinks along."""
    return asked.finish("unsure", asked.form(UnsureForm), lambda: _plain(RequestKind.OTHER, {"unsure": True}))


def _change(asked: Asked) -> HttpResponse:
    """What was agreed does not fit any more; nothing lapses by itself (DECISIONS 20)."""
    form = asked.form(ChangeForm)
    return asked.finish("change", form, lambda: _plain(RequestKind.CHANGE, {"change": form.cleaned_data["anders"]}))


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
    return asked.finish("complaint", asked.form(ComplaintForm), lambda: _plain(RequestKind.COMPLAINT, {}))


QUESTIONS: Mapping[str, tuple[RequestKind, Callable[[Asked], HttpResponse]]] = {
    "bel-mij": (RequestKind.CALL_ME, _call_me),
    "later": (RequestKind.PAY_LATER, _later),
    "in-delen": (RequestKind.PAY_IN_PARTS, _in_parts),
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
@customer_required(helper=ASK)
def look(request: HttpRequest, slug: str) -> HttpResponse:
    """`/vraag/<kind>/nakijken`: all that was said on one page, before it is sent; sent twice, it is one request."""
    kind, question = _found(slug)
    if number := done(request, slug):
        return redirect("portal-thanks", number)
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

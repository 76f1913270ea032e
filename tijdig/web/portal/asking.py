"""What customers ask, one question per page; every answer but the last stands in the address, so that back works."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tijdig import clock
from tijdig.actions import asked as acts
from tijdig.actions.asked import Asker
from tijdig.actions.refusals import RefusedError
from tijdig.queries import access, asking
from tijdig.queries.asking import Asking
from tijdig.rules import distress
from tijdig.rules.money import euros
from tijdig.web.portal.questions import (
    UNKNOWN,
    CallForm,
    DayForm,
    DisagreeForm,
    ExplainForm,
    HelpForm,
    NothingForm,
    Question,
    cents_of,
)
from tijdig.web.portal.session import customer_required, kept
from tijdig.words import RequestKind

ALL, MANY = "alles", 8
WRONG, TYPED_MAX, KEPT_SECONDS = "vraag", 20_000, 3600
IN_ADDRESS = ("moment", "bedrag", "rekening")  # answers that tell nothing of who gave them


class _Asked:
    """One visit to a question: who asks, what stands behind it, and what was typed so far."""

    def __init__(self, request: HttpRequest, slug: str, kind: RequestKind) -> None:
        self.request, self.slug, self.at = request, slug, clock.now()
        self.visitor = request.customer  # type: ignore[attr-defined]
        self.page: Asking = asking.page(self.visitor, kind, self.at)
        self.is_kept, self.fault = False, ""
        self.typed = self._typed()

    def _typed(self) -> QueryDict | None:
        """What was just sent; else what was wrong a moment ago; else what the end of a session interrupted."""
        if self.request.method == "POST":
            return self.request.POST
        wrong = self.request.session.pop(WRONG, None)
        if wrong and (wrong["path"], wrong["case"]) == (self.request.path, self.page.case_id):
            self.fault = wrong["fault"]
            return QueryDict(wrong["typed"])
        found = kept(self.request)
        self.is_kept = found is not None
        return found

    def once_more(self, fault: str = "") -> HttpResponse:
        """Back to the question at an address of its own: the back button never meets a form that was sent."""
        typed = self.request.POST.copy()
        typed.pop("csrfmiddlewaretoken", None)
        text = typed.urlencode()[:TYPED_MAX]
        wrong = {"path": self.request.path, "case": self.page.case_id, "typed": text, "fault": fault}
        self.request.session[WRONG] = wrong
        self.request.session.set_expiry(KEPT_SECONDS)
        answers = [(name, value) for name in IN_ADDRESS for value in typed.getlist(name)[:40] if value]
        return redirect(f"{self.request.path}?{urlencode(answers)}" if answers else self.request.path)

    def said(self, name: str) -> str:
        """An answer given before: in the form that was sent, else in the address."""
        source = self.typed if self.typed is not None else self.request.GET
        return str(source.get(name, ""))[:40]

    def form(self, kind: type[Question], **more: Any) -> Any:
        return kind(self.typed, case_id=self.page.case_id, kind=self.slug, **more)

    def show(self, template: str, **facts: Any) -> HttpResponse:
        words = self.typed.get("tekst", "") if self.typed else ""
        is_distress = distress.suggests(str(words), self.page.policy)
        shown = {"page": self.page, "slug": self.slug, "is_kept": self.is_kept, "is_distress": is_distress, **facts}
        return render(self.request, f"portal/ask/{template}.html", shown)

    def finish(self, template: str, form: Question, act: Callable[..., Any], **facts: Any) -> HttpResponse:
        """Do it when all is there, and say so on a page of its own; else the question again, with what was typed."""
        if self.request.method != "POST":
            if self.fault:
                form.add_error(None, self.fault)
            return self.show(template, form=form, **facts)
        if not form.is_valid():
            return self.once_more()
        values = form.cleaned_data
        asker = Asker(self.visitor.session_id, self.visitor.actor, self.at, values["eens"], values["tekst"])
        case = access.case_of(self.visitor)
        try:
            made = act(case, asker)
        except RefusedError as refused:
            acts.heard(case, asker)
            return self.once_more(refused.code.label)
        return redirect("portal-thanks", made.pk)


def _call_me(asked: _Asked) -> HttpResponse:
    """A day, an hour, a number."""
    day, chosen = asked.said("dag"), asked.page.slot(asked.said("moment"))
    if asked.typed is None and chosen is None and asked.page.slots:
        hours = asked.page.hours(day)
        is_long = sum(len(slots) for _, slots in hours) > MANY
        return asked.show("hours" if hours else "days", hours=hours, day=day, is_long=is_long)
    form = asked.form(CallForm)

    def act(case: Any, asker: Asker) -> Any:
        phone, slot = form.cleaned_data["telefoon"], form.cleaned_data["moment"]
        if slot.isdigit():
            return acts.call(case, int(slot), phone, asker)
        return acts.receive(case, RequestKind.CALL_ME, {"phone": phone}, asker)

    return asked.finish("call", form, act, slot=chosen)


def _day_form(asked: _Asked) -> DayForm:
    form: DayForm = asked.form(DayForm, days=asked.page.days, window=asked.page.pay_window)
    return form


def _later(asked: _Asked) -> HttpResponse:
    """A day on which paying is possible."""
    form = _day_form(asked)

    def act(case: Any, asker: Asker) -> Any:
        return acts.receive(case, RequestKind.PAY_LATER, {"pay_on": form.day}, asker)

    return asked.finish("later", form, act)


def _in_parts(asked: _Asked) -> HttpResponse:
    """What can be missed in a month, and from when; not knowing is an answer too."""
    amount = asked.said("bedrag").strip()
    cents = cents_of(amount)
    if cents is None and amount != UNKNOWN:
        return asked.show("amount", amount=amount, is_wrong=bool(amount) or "bedrag" in asked.request.GET)
    if cents == 0:
        return _nothing(asked)
    form = _day_form(asked)

    def act(case: Any, asker: Asker) -> Any:
        details = {"instalment_cents": cents, "first_on": form.day}
        return acts.receive(case, RequestKind.PAY_IN_PARTS, details, asker)

    shown = {"amount": amount, "cents": cents, "euros": euros(cents or 0), "parts": asked.page.parts_text(cents or 0)}
    return asked.finish("from", form, act, is_all=(cents or 0) >= asked.page.total_cents > 0, **shown)


def _nothing(asked: _Asked) -> HttpResponse:
    """No money to miss: never a no, a small sum or nothing (DECISIONS 10)."""
    form = asked.form(NothingForm)

    def act(case: Any, asker: Asker) -> Any:
        details = {"instalment_cents": int(form.cleaned_data["keuze"]), "first_on": None}
        return acts.receive(case, RequestKind.PAY_IN_PARTS, details, asker)

    return asked.finish("nothing", form, act)


def _disagree(asked: _Asked) -> HttpResponse:
    """With which bills, and why."""
    numbers = [str(bill.number) for bill in asked.page.bills]
    source = asked.typed if asked.typed is not None else asked.request.GET
    wanted = [number for number in source.getlist("rekening") if number in numbers]
    is_chosen = bool(wanted) or ALL in source.getlist("rekening") or asked.typed is not None or len(numbers) < 2
    if not is_chosen:
        return asked.show("bills", is_wrong="verder" in asked.request.GET)
    form = asked.form(DisagreeForm, numbers=[*numbers, ALL])
    chosen = [bill for bill in asked.page.bills if str(bill.number) in wanted]

    def act(case: Any, asker: Asker) -> Any:
        claims, why = access.claims_of(asked.visitor, [int(number) for number in wanted]), form.cleaned_data["waarom"]
        return acts.disagree(case, claims, {"why": why} if why else {}, asker)

    return asked.finish("disagree", form, act, chosen=chosen)


def _explain(asked: _Asked) -> HttpResponse:
    """What is not clear."""

    def act(case: Any, asker: Asker) -> Any:
        return acts.receive(case, RequestKind.EXPLAIN, {}, asker)

    return asked.finish("explain", asked.form(ExplainForm), act)


def _help(asked: _Asked) -> HttpResponse:
    """Which help fits."""
    form = asked.form(HelpForm)

    def act(case: Any, asker: Asker) -> Any:
        details = {"help": form.cleaned_data["hulp"], "may_share": form.cleaned_data["delen"]}
        return acts.receive(case, RequestKind.HELP, details, asker)

    return asked.finish("help", form, act)


QUESTIONS: Mapping[str, tuple[RequestKind, Callable[[_Asked], HttpResponse]]] = {
    "bel-mij": (RequestKind.CALL_ME, _call_me),
    "later": (RequestKind.PAY_LATER, _later),
    "in-delen": (RequestKind.PAY_IN_PARTS, _in_parts),
    "klopt-niet": (RequestKind.DISAGREE, _disagree),
    "uitleg": (RequestKind.EXPLAIN, _explain),
    "hulp": (RequestKind.HELP, _help),
}


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required()
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """`/vraag/<kind>`."""
    if slug not in QUESTIONS:
        raise Http404
    kind, question = QUESTIONS[slug]
    return question(_Asked(request, slug, kind))

"""How a question is asked: one per page, every harmless answer in the address, looked at once more before it is sent.

A form that was sent ends in a redirect, so that the back button never meets one; only what is too long to keep comes
back at once. What was typed waits in the session of the web between the question and the look; what somebody puts away
to go on later waits in a draft.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from tijdig import clock
from tijdig.actions import asked as acts
from tijdig.actions import drafts
from tijdig.actions.asked import Asker
from tijdig.actions.refusals import RefusedError
from tijdig.languages import say
from tijdig.queries import access, asking, thanks
from tijdig.queries import drafts as kept_drafts
from tijdig.queries.asking import Asking
from tijdig.rules import distress
from tijdig.web.portal.questions import Question
from tijdig.web.portal.session import LOOKED, WRONG, kept
from tijdig.words import RequestKind

PUT_AWAY, SURE, AGAIN, SHEET = "bewaar", "zeker", "opnieuw", "blad"
SHEETS_MOST = 8  # of one browser: a question open in several tabs
TYPED_MAX, ADDRESS_MAX, KEPT_SECONDS = 40_000, 40, 3600
IN_ADDRESS = ("moment", "bedrag", "rekening", "ritme", "inkomen", "over")  # answers that tell nothing of who gave them
NOT_KEPT = ("csrfmiddlewaretoken", PUT_AWAY, SURE)

Act = Callable[[Any, Asker], Any]


@dataclass(frozen=True)
class Wish:
    """What is asked for: as it is kept, as it is read back, and how it is done."""

    details: dict[str, Any]
    act: Act
    rows: tuple[tuple[str, str], ...] = ()  # what the details do not say by themselves
    look: str = "look"  # the page on which it is looked at
    shown: Mapping[str, Any] = field(default_factory=dict)  # what that page shows beside the rows


def plain(kind: RequestKind, details: dict[str, Any]) -> Wish:
    """A wish that only has to be received."""
    return Wish(details, lambda case, asker: acts.receive(case, kind, details, asker))


class Asked:
    """One visit to a question: who asks, what stands behind it, and what was typed so far."""

    def __init__(self, request: HttpRequest, slug: str, kind: RequestKind, *, is_look: bool = False) -> None:
        self.request, self.slug, self.at, self.is_look = request, slug, clock.now(), is_look
        self.visitor = request.customer  # type: ignore[attr-defined]
        self.page: Asking = asking.page(self.visitor, kind, self.at)
        self.is_kept, self.is_draft, self.fault = False, False, ""
        self.typed = self._typed()

    @property
    def address(self) -> str:
        """Where the question stands."""
        return reverse("portal-ask", args=[self.slug])

    def _typed(self) -> QueryDict | None:
        """What was just sent; else what is looked at or was wrong a moment ago; else what an end interrupted."""
        if self.is_look:
            return self._looked_at()
        if self.request.method == "POST":
            return self.request.POST
        if AGAIN in self.request.GET and (found := self._looked_at()) is not None:
            return found
        wrong = _sheet(self.request, WRONG, self.slug, self.address)
        if wrong:
            self._keep(WRONG, self.slug, None)
            self.fault = wrong["fault"]
            return QueryDict(wrong["typed"])
        found = kept(self.request)
        self.is_kept = found is not None
        return found if found is not None else self._draft()

    def _looked_at(self) -> QueryDict | None:
        found = _sheet(self.request, LOOKED, self.request.GET.get(SHEET if self.is_look else AGAIN, ""), self.address)
        return QueryDict(found["typed"]) if found and "typed" in found else None

    def _draft(self) -> QueryDict | None:
        """What was put away; an answer that stands in the address was given after it."""
        if self.request.GET:
            return None
        draft = kept_drafts.of(self.visitor, self.at).filter(question=self.slug).first()
        self.is_draft = draft is not None
        return QueryDict(draft.typed) if draft else None

    def once_more(self, fault: str = "") -> HttpResponse:
        """Back to the question at an address of its own."""
        typed = self.typed.copy() if self.typed is not None else QueryDict(mutable=True)
        self._keep(WRONG, self.slug, {"typed": _packed(typed), "fault": fault})
        answers = [
            (name, value) for name in IN_ADDRESS for value in typed.getlist(name)[:40] if 0 < len(value) <= ADDRESS_MAX
        ]
        return redirect(f"{self.address}?{urlencode(answers)}" if answers else self.address)

    def said(self, name: str) -> str:
        """An answer given before: in the form that was sent, else in the address."""
        source = self.typed if self.typed is not None else self.request.GET
        return str(source.get(name, ""))[:40]

    def form(self, kind: type[Question], **more: Any) -> Any:
        """The form of this question with what was typed."""
        form = kind(self.typed, case_id=self.page.case_id, kind=self.slug, **more)
        if self.is_draft:
            form.renew()
        return form

    def show(self, template: str, *, status: int = 200, **facts: Any) -> HttpResponse:
        """A page of this question; 113 stands on it once the words ask for that (DECISIONS 23)."""
        words = self.typed.get("tekst", "") if self.typed else ""
        is_distress = distress.suggests(str(words), self.page.policy)
        here = {"page": self.page, "slug": self.slug, "is_kept": self.is_kept, "is_draft": self.is_draft}
        shown = {**here, "is_distress": is_distress, **facts}
        return render(self.request, f"portal/ask/{template}.html", shown, status=status)

    def finish(self, template: str, form: Question, wish: Callable[[], Wish], **facts: Any) -> HttpResponse:
        """Ask; look at it once more; do it, and say so on a page of its own. What is not right is asked again."""
        if self.is_look:
            return self._look(form, wish)
        if self.request.method != "POST":
            if self.fault:
                form.add_error(None, self.fault)
            return self.show(template, form=form, **facts)
        if len(_packed(self.request.POST.copy())) > TYPED_MAX:
            if "tekst" not in form.errors:
                form.add_error("tekst", say("Dit is te lang. Maak het korter, of bel ons."))
            return self.show(template, form=form, status=400, **facts)
        if PUT_AWAY in self.request.POST:
            return self._put_away()
        if not form.is_valid():
            return self.once_more()
        mark = form.cleaned_data["eens"]
        self._keep(LOOKED, mark, {"typed": _packed(self.request.POST.copy())})
        return redirect(f"{reverse('portal-look', args=[self.slug])}?{urlencode({SHEET: mark})}")

    def _look(self, form: Question, wish: Callable[[], Wish]) -> HttpResponse:
        if not form.is_valid():
            return self.once_more()
        wanted = wish()
        if self.request.method == "POST":
            return self._send(form, wanted)
        rows = (*wanted.rows, *thanks.rows(self.visitor, self.page.kind, wanted.details, self.at))
        values = form.cleaned_data
        shown = {"rows": rows, "words": values["tekst"], "sheet": values["eens"], **wanted.shown}
        return self.show(wanted.look, form=form, **shown)

    def _send(self, form: Question, wanted: Wish) -> HttpResponse:
        mark, text, is_by_code = form.cleaned_data["eens"], form.cleaned_data["tekst"], not self.visitor.is_known
        asker = Asker(self.visitor.session_id, self.visitor.actor, self.at, mark, text, is_by_code)
        case = access.case_of(self.visitor)
        try:
            made = wanted.act(case, asker)
        except RefusedError as refused:
            acts.heard(case, asker)
            return self.once_more(say(refused.code.label))
        drafts.drop(self.visitor, self.slug, at=self.at)
        self._keep(LOOKED, self.request.GET[SHEET], {"done": made.pk})
        return redirect("portal-thanks", made.pk)

    def _put_away(self) -> HttpResponse:
        case = access.case_of(self.visitor)
        typed = _packed(self.request.POST.copy())
        try:
            drafts.put_away(case, self.slug, typed, self.visitor, at=self.at)
        except RefusedError as refused:
            return self.once_more(say(refused.code.label))
        return redirect("portal-draft", self.slug)

    def _keep(self, name: str, sheet: str, found: dict[str, Any] | None) -> None:
        """Each sheet apart, so that one tab never shows the answers of another; None takes it away."""
        others = [pair for pair in self.request.session.get(name, {}).items() if pair[0] != sheet]
        fresh = [(sheet, {"path": self.address, "case": self.page.case_id, **found})] if found else []
        self.request.session[name] = dict([*others, *fresh][-SHEETS_MOST:])
        self.request.session.set_expiry(KEPT_SECONDS)


def done(request: HttpRequest, slug: str) -> int | None:
    """The request that came of this very look, for who sends it twice."""
    found = _sheet(request, LOOKED, request.GET.get(SHEET, ""), reverse("portal-ask", args=[slug]))
    return found.get("done") if found else None


def _sheet(request: HttpRequest, name: str, sheet: str, address: str) -> dict[str, Any] | None:
    """What was kept under this name, when it is of this question and this case."""
    found: dict[str, Any] | None = request.session.get(name, {}).get(sheet)
    here = (address, request.customer.case_id)  # type: ignore[attr-defined]
    return found if found and (found["path"], found["case"]) == here else None


def _packed(typed: QueryDict) -> str:
    for name in NOT_KEPT:
        typed.pop(name, None)
    return typed.urlencode()

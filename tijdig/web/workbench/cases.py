"""One case: its page, why it gets what it gets, and every act on it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tijdig import clock
from tijdig.queries import access, casepage, explain, news, replies, worklist
from tijdig.web.workbench import lists, typed
from tijdig.web.workbench.acts import ACTS, SOLUTIONS, ActForm
from tijdig.web.workbench.frames import show, staff_of, viewer_of
from tijdig.web.workbench.session import staff_required

_TOLD = ("antwoord", "regeling", "uitkomst", "voorstel", "regeling-veranderen", "regeling-pauze", *SOLUTIONS)
_FORM_DONE = "Het formulier hoort nu bij dit dossier. De vraag staat hieronder en wacht op uw antwoord."


@staff_required()
@require_safe
def case(request: HttpRequest, number: int) -> HttpResponse:
    """The whole story on one page."""
    found = access.case_for(staff_of(request), number)
    viewer, at, done = viewer_of(request), clock.now(), _done(request.GET.get("gedaan", ""), found)
    page, asked = casepage.of(found, viewer, at), lists.news_address(viewer, news.newest())
    after = _after(worklist.next_of(found, viewer, at)) if done else ""
    return show(request, "work/case.html", page=page, done=done, after=after, news=asked)


@staff_required()
@require_safe
def why(request: HttpRequest, number: int) -> HttpResponse:
    """Which rules decided; then every rule with true or false, its number and its source."""
    found = access.case_for(staff_of(request), number)
    story, answers, told = explain.page(found, clock.day_of(clock.now()))
    name = casepage.name_of(found)
    return show(request, "work/why.html", number=number, name=name, story=story, answers=answers, told=told)


@staff_required()
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """One act: asked, checked, done; or said clearly why not."""
    form = _form(request, number, name)
    if request.method == "POST" and not form.cannot() and form.is_valid() and form.carried_out():
        return redirect(form.lands() or f"{reverse('work-case', args=[number])}?gedaan={name}")
    status = 409 if form.changed_by else 422 if request.method == "POST" and form.errors else 200
    return show(request, form.template, form=form, name=casepage.name_of(form.case), act=name, status=status)


def _form(request: HttpRequest, number: int, name: str) -> ActForm:
    if name not in ACTS:
        raise Http404
    staff = staff_of(request)
    found: Any = access.case_for(staff, number)
    again = typed.kept(request, staff)
    data = request.POST if request.method == "POST" else again
    form = ACTS[name](data, staff=staff, case=found, at=clock.now(), initial=_asked_for(request))
    if again is not None:
        form.go_on()
    return form


def _asked_for(request: HttpRequest) -> dict[str, str]:
    """What the button that led here knew already."""
    names = {"request": "verzoek", "dag": "dag", "need": "hulp", "change": "reden", "which": "welke"}
    return {name: request.GET[said] for name, said in names.items() if said in request.GET}


def _after(who: int | None) -> str:
    """The address of who comes next on the list; nothing when nobody waits."""
    if who is None:
        return ""
    return reverse("work-form", args=[-who]) if who < 0 else reverse("work-case", args=[who])


def _done(name: str, found: Any) -> str:
    """What was done a moment ago; of what the customer is told, also what became of it."""
    said = _FORM_DONE if name == "formulier" else ACTS[name].done if name in ACTS else ""
    if name == "overdragen" and found.handler:
        return f"{said} {found.handler.name} neemt het over."
    return f"{said} {replies.fate(found, clock.day_of(clock.now()))}" if name in _TOLD else said

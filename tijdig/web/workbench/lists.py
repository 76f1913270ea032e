"""Lists: today, one kind of work, my customers, searching, and the open forms."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tijdig import clock
from tijdig.actions.refusals import RefusedError
from tijdig.messages.values import clean
from tijdig.queries import access, news, openforms, searching, worklist
from tijdig.queries.openforms import FormPage
from tijdig.queries.worklist import Viewer
from tijdig.queries.worksources import WorkKind
from tijdig.web.workbench import matching, typed
from tijdig.web.workbench.frames import TEAM, show, staff_of, viewer_of
from tijdig.web.workbench.session import staff_required


@staff_required()
@require_safe
def today(request: HttpRequest, only: str = "") -> HttpResponse:
    """Who needs somebody today, or of one kind: /werk/, /werk/verzoeken, /werk/formulieren, /werk/niet-bereikt."""
    staff, viewer, at, mark = staff_of(request), viewer_of(request, only), clock.now(), news.newest()
    page = worklist.today(viewer, staff.name, at)
    label = WorkKind(only).label if only else ""
    facts: Any = {"page": page, "label": label, "typed_at": typed.waiting(request, staff.user_id, staff.creditor_id)}
    if news.changes(viewer.only):
        facts["news"] = news_address(viewer, mark)
    return show(request, "work/today.html", here=only or "today", counts=page.counts, **facts)


def news_address(viewer: Viewer, mark: str) -> str:
    """Where a page asks whether something came in since this mark."""
    asked = {"wie": TEAM if viewer.whole_team else "", "soort": viewer.only, "na": mark}
    return f"{reverse('work-news')}?{urlencode(asked)}"


@staff_required()
@require_safe
def anything_new(request: HttpRequest) -> HttpResponse:
    """`/werk/nieuw`: whether something came in since a list was made; a session gets no longer by asking."""
    return JsonResponse({"nieuw": news.came_after(viewer_of(request), request.GET.get("na", ""))})


@staff_required()
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The open cases of this colleague."""
    staff, page = staff_of(request), viewer_of(request).page
    found = searching.of_handler(staff.creditor_id, staff.user_id, page)
    steps = worklist.steps_of([one.number for one in found], viewer_of(request), clock.now())
    rows, more = [(one, steps.get(one.number)) for one in found], len(found) == searching.SIZE
    return show(request, "work/mine.html", here="mine", rows=rows, page=page, more=more)


@staff_required()
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """By name or by any number, within this organisation."""
    words = clean(request.GET.get("q", "")[:80])
    found = searching.find(staff_of(request).creditor_id, words)
    return show(request, "work/search.html", here="search", words=words, found=found, most=searching.MOST)


@staff_required()
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, number: int) -> HttpResponse:
    """One open form: who is it, or answered without a case."""
    at, fault, staff = clock.now(), "", staff_of(request)
    found = access.form_for(staff, number)
    if request.method == "POST":
        try:
            return redirect(matching.settle(request, found, at))
        except RefusedError as error:
            fault = error.code.label
    page: FormPage = openforms.page_of(found, clean(request.GET.get("q", "")[:80]))
    is_kept, status = typed.kept(request, staff) is not None, 409 if fault else 200
    return show(request, "work/form.html", here="form", page=page, fault=fault, is_kept=is_kept, status=status)

"""Lists: today, one kind of work, my customers, searching, and the open forms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from tijdig import clock
from tijdig.actions.refusals import RefusedError
from tijdig.queries import access, openforms, searching, worklist
from tijdig.queries.openforms import FormPage
from tijdig.queries.worksources import WorkKind
from tijdig.web.workbench import matching
from tijdig.web.workbench.frames import show, staff_of, viewer_of
from tijdig.web.workbench.session import staff_required


@staff_required()
@require_safe
def today(request: HttpRequest, only: str = "") -> HttpResponse:
    """Who needs somebody today, or of one kind: /werk/, /werk/verzoeken, /werk/formulieren, /werk/niet-bereikt."""
    page = worklist.today(viewer_of(request, only), staff_of(request).name, clock.now())
    label = WorkKind(only).label if only else ""
    return show(request, "work/today.html", here=only or "today", counts=page.counts, page=page, label=label)


@staff_required()
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The open cases of this colleague."""
    staff, page = staff_of(request), viewer_of(request).page
    found = searching.of_handler(staff.creditor_id, staff.user_id, page)
    more = len(found) == searching.SIZE
    return show(request, "work/mine.html", here="mine", found=found, page=page, more=more)


@staff_required()
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """By customer number or name, within this organisation."""
    words = request.GET.get("q", "")[:80].strip()
    found = searching.find(staff_of(request).creditor_id, words)
    return show(request, "work/search.html", here="search", words=words, found=found, most=searching.MOST)


@staff_required()
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, number: int) -> HttpResponse:
    """One open form: who is it, or answered without a case."""
    at, fault = clock.now(), ""
    found = access.form_for(staff_of(request), number)
    if request.method == "POST":
        try:
            return redirect(matching.settle(request, found, at))
        except RefusedError as error:
            fault = error.code.label
    page: FormPage = openforms.page_of(found, request.GET.get("q", "")[:80])
    return show(request, "work/form.html", here="form", page=page, fault=fault, status=409 if fault else 200)

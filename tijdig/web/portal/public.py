"""What an organisation tells everybody, without a code: what happens, what it can do, what it never does."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tijdig import clock
from tijdig.queries.publicpages import public_index, public_page
from tijdig.web.portal.session import private


@require_safe
def index(request: HttpRequest, code: str) -> HttpResponse:
    """`/o/<organisation>`: its public pages, for who knows no more than its name."""
    page = public_index(code)
    if page is None:
        raise Http404
    is_inside = request.customer is not None  # type: ignore[attr-defined]
    return private(render(request, "portal/public/index.html", {"page": page, "is_inside": is_inside}))


@require_safe
def show(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """`/o/<organisation>/<page>`: one public page, true on this day."""
    page = public_page(code, slug, clock.day_of(clock.now()))
    if page is None:
        raise Http404
    is_inside = request.customer is not None  # type: ignore[attr-defined]
    response = render(request, f"portal/public/{slug}.html", {"page": page, "is_inside": is_inside})
    return private(response)

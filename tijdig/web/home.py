"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tijdig import clock


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Who we are and where to go; in a demo also that all is made up."""
    fixed = clock.fixed()
    return render(request, "web/home.html", {"standing_still": fixed and clock.local(fixed).replace(tzinfo=None)})

"""Pages for when something goes wrong: what happened, what to do now, and who helps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - never shown
    """400."""
    return render(request, "web/400.html", status=400)


def not_yours(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - never shown
    """403."""
    return render(request, "web/403.html", status=403)


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - never shown
    """403 for a form that was open too long (or sent from elsewhere)."""
    return render(request, "web/403_form.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - never shown
    """404: not there and not yours look the same."""
    return render(request, "web/404.html", status=404)


def our_fault(request: HttpRequest) -> HttpResponse:
    """500: asks nothing of the database, since that may be what broke."""
    return render(request, "web/500.html", status=500)

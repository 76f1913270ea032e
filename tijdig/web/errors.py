"""Pages for when something goes wrong: what happened, what to do now, and who helps."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tijdig.web.portal import contact
from tijdig.web.portal import session as portal
from tijdig.web.workbench import typed
from tijdig.web.workbench.frames import show
from tijdig.web.workbench.session import is_at_work


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - never shown
    """400."""
    return render(request, "web/400.html", status=400)


def not_yours(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - never shown
    """403."""
    return render(request, "web/403.html", status=403)


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - never shown
    """403 for a form that was open too long or sent from elsewhere; what was typed on a page of ours is shown again.

    Signing in elsewhere in the same browser makes a form old too. Nothing is ever done with it but showing it.
    """
    if _is_from_us(request) and (typed.keep(request) or portal.keep_question(request)):
        return redirect(request.get_full_path())
    found = request.resolver_match
    if _is_from_us(request) and found is not None and found.url_name == "portal-contact":
        return contact.again(request)
    return render(request, "web/403_form.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - never shown
    """404: not there and not yours look the same. Who is at work keeps the menu."""
    if is_at_work(request):
        return show(request, "work/404.html", status=404)
    return render(request, "web/404.html", status=404)


def our_fault(request: HttpRequest) -> HttpResponse:
    """500: asks nothing of the database, since that may be what broke."""
    return render(request, "web/500.html", status=500)


def _is_from_us(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent it; one that says nothing is not believed."""
    sender = urlsplit(request.headers.get("Origin") or request.headers.get("Referer", ""))
    return (sender.scheme, sender.netloc) == (request.scheme, request.get_host())

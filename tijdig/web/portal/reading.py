"""`/lezen`: larger letters, more contrast, pictures, easier words, another language; for this device, no JavaScript."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from tijdig.languages import short, speaking
from tijdig.messages.languages import here
from tijdig.queries import languages
from tijdig.queries.doors import Visitor, phones
from tijdig.queries.portal import frame_for
from tijdig.rules import dutch
from tijdig.templatetags.said import dial
from tijdig.web.languages import CALL, is_on_road, later, may_read, may_take
from tijdig.web.portal.session import WANTED, own_address, private
from tijdig.web.reading import ALOUD, CHOICES, CONTRAST, EASIER, LARGE, PICTOGRAMS, choices_of, keep, language_kept

LABELS = {
    LARGE: (later("Grotere letters"), later("Alles op de pagina wordt groter.")),
    CONTRAST: (later("Meer contrast"), later("Zwarte letters op wit, met duidelijke lijnen.")),
    PICTOGRAMS: (later("Plaatjes erbij"), later("Kleine tekeningen bij de woorden.")),
    EASIER: (later("Nog makkelijkere woorden"), later("Kortere zinnen. Alleen het belangrijkste.")),
    ALOUD: (later("Voorlezen"), later("Met een knop boven elke pagina. De stem zit in [[uw|je]] eigen apparaat.")),
}
HERE = "/lezen"


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """`/lezen`: how somebody likes to read; the choice stays on this device."""
    if request.method == "POST":
        chosen = tuple(choice for choice in CHOICES if choice in request.POST.getlist("lezen"))
        wanted = own_address(request.POST.get(WANTED, ""), "")
        return keep(redirect(wanted or f"{HERE}?bewaard=1"), chosen, language_kept(request))
    chosen, page = choices_of(request), frame_for(request.customer)  # type: ignore[attr-defined]
    choices = [(name, *LABELS[name], name in chosen, name == ALOUD) for name in CHOICES]
    wanted = own_address(request.GET.get(WANTED, ""), "")
    facts = {"page": page, "choices": choices, "wanted": wanted, "is_kept": "bewaard" in request.GET}
    return private(render(request, "portal/reading.html", facts))


@require_safe
def language(request: HttpRequest, code: str) -> HttpResponse:
    """`/taal/<code>`: from now on in this language, back on the page that somebody came from.

    A language with one road goes on at its beginning, unless that page is on the road.
    """
    visitor = request.customer  # type: ignore[attr-defined]
    wanted = own_address(request.GET.get(WANTED, ""), "")
    if wanted.startswith(reverse("portal-language", args=["x"])[:-1]):
        wanted = ""  # never back to a page that only says a language
    if code in short() and languages.may_go(code, visitor):
        if not may_take(request, code):
            return _alone(request, code)
        is_along = wanted and is_on_road(request, wanted.partition("?")[0])
        return private(keep(redirect(wanted if is_along else "home"), choices_of(request), code))
    if not may_read(request, code):
        raise Http404
    return private(keep(redirect(wanted or "home"), choices_of(request), code))


def _alone(request: HttpRequest, code: str) -> HttpResponse:
    """The one page by itself, for who may not go on in it: whose post it may not be, or whose time to look is over."""
    with speaking(code), translation.override(code):
        return private(render(request, "portal/short.html", about(request.customer, code)))  # type: ignore[attr-defined]


def about(visitor: Visitor | None, code: str) -> dict[str, Any]:
    """What the page in another language shows: the number, and the words that ask for an interpreter in Dutch."""
    page = frame_for(visitor)
    phone = page.person.phone if page else settings.HELP_PHONE
    return {
        "phone": phone,
        "dial": dial(phone),
        "hours": page.person.hours if page else "",
        "phones": () if phone else [(name, number, here.hours(hours)) for name, number, hours in phones()],
        "sentence": f"Ik spreek {dutch.language(code)}. Kunt u een tolk zoeken?",
        "call": reverse("portal-ask", args=[CALL]),
        "is_inside": visitor is not None,
        "may_call": visitor is None or visitor.may_ask,
    }

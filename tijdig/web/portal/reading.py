"""`/lezen`: larger letters, more contrast and pictures, for this device; no account and no JavaScript."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tijdig.queries.portal import frame_for
from tijdig.web.portal.session import WANTED, own_address, private
from tijdig.web.reading import CHOICES, CONTRAST, LARGE, PICTOGRAMS, choices_of, keep

LABELS = {
    LARGE: ("Grotere letters", "Alles op de pagina wordt groter."),
    CONTRAST: ("Meer contrast", "Zwarte letters op wit, met duidelijke lijnen."),
    PICTOGRAMS: ("Plaatjes erbij", "Kleine tekeningen bij de woorden."),
}
HERE = "/lezen"


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """`/lezen`: how somebody likes to read; the choice stays on this device."""
    if request.method == "POST":
        chosen = tuple(choice for choice in CHOICES if choice in request.POST.getlist("lezen"))
        wanted = own_address(request.POST.get(WANTED, ""), "")
        return keep(redirect(wanted or f"{HERE}?bewaard=1"), chosen)
    chosen, page = choices_of(request), frame_for(request.customer)  # type: ignore[attr-defined]
    choices = [(name, *LABELS[name], name in chosen) for name in CHOICES]
    wanted = own_address(request.GET.get(WANTED, ""), "")
    facts = {"page": page, "choices": choices, "wanted": wanted, "is_kept": "bewaard" in request.GET}
    return private(render(request, "portal/reading.html", facts))

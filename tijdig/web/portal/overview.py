"""What a customer reads: the overview, the confirmation of what was asked, and messages word for word."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tijdig import clock
from tijdig.actions import asked as acts
from tijdig.languages import now
from tijdig.queries import access, arranged, consentpages, helpers, portal, spoken, strangers
from tijdig.queries.thanks import thanks as thanks_for
from tijdig.queries.written import written as words_of
from tijdig.web.portal.session import LOOK, customer_required
from tijdig.words import AssuranceLevel


@require_safe
@customer_required(helper=LOOK, stranger=True)
def show(request: HttpRequest) -> HttpResponse:
    """`/overzicht`: what is open, how it came about, what happens next, and one small step; to a stranger nothing."""
    visitor = request.customer  # type: ignore[attr-defined]
    if visitor.is_stranger:
        return render(request, "portal/stranger.html", {"page": strangers.page(visitor)})
    page = portal.overview(visitor, clock.now())
    return render(request, "portal/overview.html", {"page": page})


@require_safe
@customer_required(helper=LOOK, stranger=True)
def thanks(request: HttpRequest, number: int) -> HttpResponse:
    """`/bedankt/<n>`: what we received, who answers, and before which day."""
    visitor = request.customer  # type: ignore[attr-defined]
    if not strangers.may_see(visitor, access.request_of(visitor, number)):
        return redirect("portal-overview")
    page = thanks_for(visitor, number, clock.now())
    template = "portal/thanks.html" if now().is_whole else "portal/thanks_short.html"
    agreed = arranged.of_request(visitor, access.request_of(visitor, number), clock.now())
    template = "portal/agreed.html" if agreed else template
    later = consentpages.later(visitor, clock.now()) if page.is_good else None
    shown = {"page": page, "asker": helpers.asker(visitor, number), "later": later, "agreed": agreed}
    return render(request, template, shown)


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required(level=AssuranceLevel.KNOWN)
def for_me(request: HttpRequest) -> HttpResponse:
    """`/toch-voor-mij`: somebody said that our post is not for them; who shows who they are says that it is."""
    visitor = request.customer  # type: ignore[attr-defined]
    if request.method == "POST":
        acts.for_me(access.case_of(visitor), by=visitor.actor, at=clock.now())
    if request.method == "POST" or not visitor.is_doubted:
        return redirect("portal-overview")
    return render(request, "portal/for_me.html", {"page": strangers.page(visitor)})


@require_safe
@customer_required(level=AssuranceLevel.KNOWN)
def written(request: HttpRequest, number: int) -> HttpResponse:
    """`/verstuurd/<n>`: a message word for word; with name and address, so only for who proved who they are."""
    page = words_of(request.customer, number)  # type: ignore[attr-defined]
    return render(request, "portal/written.html", {"page": page, "can_speak": spoken.can_speak()})

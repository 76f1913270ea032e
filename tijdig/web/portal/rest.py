"""Rest until Friday: one tap, nothing to explain, and just as easily ended."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tijdig import clock
from tijdig.actions import resting as acts
from tijdig.actions.refusals import RefusedError
from tijdig.languages import say
from tijdig.queries import access, resting
from tijdig.web.portal.session import ASK, customer_required

STOP = "stop"


class _RestForm(forms.Form):
    """Until when, or no rest after all."""

    tot = forms.DateField(input_formats=["%Y-%m-%d"], required=False)
    stop = forms.BooleanField(required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required(helper=ASK)
def rest(request: HttpRequest) -> HttpResponse:
    """`/rust`: nothing goes out until a day; the page after it says so, and can end it."""
    visitor = request.customer  # type: ignore[attr-defined]
    fault = ""
    if request.method == "POST":
        form, case, at = _RestForm(request.POST), access.case_of(visitor), clock.now()
        try:
            if form.is_valid() and form.cleaned_data["stop"] and visitor.is_self:
                acts.end(case, by=visitor.actor, at=at)
                return redirect("portal-overview")
            if form.is_valid() and form.cleaned_data["tot"]:
                acts.rest(case, form.cleaned_data["tot"], by=visitor.actor, at=at)
                return redirect("portal-rest")
            fault = say("Kies tot wanneer [[u|je]] rust wilt.")
        except RefusedError as refused:
            fault = say(refused.code.label)
    page = resting.page(visitor, clock.now())
    return render(request, "portal/rest.html", {"page": page, "fault": fault}, status=400 if fault else 200)

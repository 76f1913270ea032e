"""Hearing from us in another way: the page behind "unsubscribe" in an e-mail, without sign-in and without a cookie."""

from collections.abc import Sequence
from typing import Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tijdig import clock
from tijdig.actions import otherway as actions
from tijdig.languages import say
from tijdig.queries import otherway
from tijdig.web.languages import later
from tijdig.web.portal.session import private
from tijdig.words import ChannelKind

ONE_CLICK: Final = ("List-Unsubscribe", "One-Click")  # what a mail program sends (RFC 8058)
LABELS: Final = {
    ChannelKind.LETTER: "Stuur mij een brief",
    ChannelKind.SMS: "Stuur mij een sms",
    ChannelKind.PHONE: "Bel mij",
    ChannelKind.EMAIL: "Stuur mij toch e-mail",
}
DONE: Final = {
    ChannelKind.LETTER: "[[U krijgt|Je krijgt]] geen e-mail meer. Wij sturen [[u|je]] liever brieven.",
    ChannelKind.SMS: "[[U krijgt|Je krijgt]] geen e-mail meer. Wij sturen [[u|je]] liever een sms.",
    ChannelKind.PHONE: "[[U krijgt|Je krijgt]] geen e-mail meer. Wij bellen [[u|je]] liever.",
    ChannelKind.EMAIL: "Wij sturen [[u|je]] weer e-mail.",
}
NOTHING: Final = later("Kies hoe wij [[u|je]] bereiken.")
STOPPED: Final = "[[U krijgt|Je krijgt]] geen e-mail meer van ons. Wij zoeken een andere manier."


class WayForm(forms.Form):
    """One choice, of the ways by which we can reach this customer."""

    way = forms.ChoiceField(
        label=later("Wat [[wilt u|wil je]] het liefst?"),
        widget=forms.RadioSelect,
        error_messages={"required": NOTHING, "invalid_choice": NOTHING},
    )

    def __init__(self, data: QueryDict | None, ways: Sequence[ChannelKind]) -> None:
        super().__init__(data)
        self.fields["way"].choices = [(kind.value, say(LABELS[kind])) for kind in ways]  # type: ignore[attr-defined]


@csrf_exempt  # a mail program holds no cookie; what counts is the seal in the address
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """`/anders/<token>`: looking changes nothing (mail programs look first), sending does, and can be undone."""
    case = otherway.case_of(token)
    if case is None:
        raise Http404
    page, at = otherway.page_of(case), clock.now()
    name, value = ONE_CLICK
    if request.method == "POST" and request.POST.get(name) == value:
        actions.no_email(case, at=at)
        return _done(request, page, say(STOPPED))
    form = WayForm(request.POST or None, page.ways)
    if request.method == "POST" and form.is_valid():
        kind = ChannelKind(form.cleaned_data["way"])
        actions.choose(case, kind, at=at)
        return _done(request, page, say(DONE[kind]))
    return private(render(request, "portal/other_way.html", {"page": page, "form": form}))


def _done(request: HttpRequest, page: otherway.OtherWayPage, told: str) -> HttpResponse:
    return private(render(request, "portal/other_way_done.html", {"page": page, "told": told}))

"""Somebody looks along: who they are, a new one by three questions on one page, the code for it, and the end."""

import secrets  # noqa: TID251 - the token behind a code is made here, at the edge
from typing import Any, Final

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tijdig import clock
from tijdig.actions import helpers as acts
from tijdig.actions.helpers import TooManyError
from tijdig.languages import say
from tijdig.messages.languages import here
from tijdig.queries import access, helpers
from tijdig.queries.doors import phones
from tijdig.queries.portal import frame_for
from tijdig.web.languages import later
from tijdig.web.portal.session import customer_required, private
from tijdig.web.visible import NameField
from tijdig.words import AssuranceLevel

SALT: Final = "tijdig.portal.helper"
MINUTES_VALID: Final = 30
NAME_MOST: Final = 40
TOKEN_BYTES: Final = 18
STOPPED, SURE, OTHERWISE = "gestopt", "zeker", "anders"
NO_NAME = later("Vul een naam in, bijvoorbeeld een voornaam.")

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


class HelperForm(forms.Form):
    """The name by which the customer knows who looks along, what they may do, and how long."""

    naam = NameField(
        label=later("Wie mag er meekijken?"),
        help_text=later("Een voornaam is genoeg. Zo [[weet u|weet je]] later wie het is."),
        max_length=NAME_MOST,
        error_messages={
            "required": NO_NAME,
            "unreadable": NO_NAME,
            "max_length": later("Dit is te lang. Een voornaam is genoeg."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    mag = forms.ChoiceField(
        choices=tuple((code, later(helpers.RIGHTS[code])) for code in helpers.RIGHTS),
        initial=next(iter(helpers.RIGHTS)),  # the least
        widget=forms.RadioSelect,
        error_messages={
            "required": later("Kies wat deze persoon mag."),
            "invalid_choice": later("Kies wat deze persoon mag."),
        },
    )
    tot = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": later("Kies hoe lang het mag."), "invalid_choice": later("Kies hoe lang het mag.")},
    )

    def __init__(self, data: Any, choices: dict[str, tuple[str, int]]) -> None:
        super().__init__(data, label_suffix="")
        self.fields["tot"].choices = [(name, label) for name, (label, _) in choices.items()]  # type: ignore[attr-defined]


@require_safe
@customer_required(level=AssuranceLevel.KNOWN)
def show(request: HttpRequest) -> HttpResponse:
    """`/helper`: who looks along, until when, and the end of it with one tap."""
    visitor, stopped = request.customer, request.GET.get(STOPPED, "")  # type: ignore[attr-defined]
    page = helpers.page(visitor, clock.now())
    told = access.helper_of(visitor, int(stopped)) if stopped.isdecimal() and len(stopped) < NAME_MOST else None
    name = told.name if told and told.withdrawn_at else ""
    return render(request, "portal/helper.html", {"page": page, "stopped": name})


@read_or_send
@customer_required(level=AssuranceLevel.KNOWN)
def add(request: HttpRequest) -> HttpResponse:
    """`/helper/nieuw`: who, what, until when; a look at it, and then the code. A name never stands in an address."""
    at = clock.now()
    page, choices = helpers.page(request.customer, at), helpers.choices(at)  # type: ignore[attr-defined]
    if page.is_full and request.method != "POST":
        return redirect("portal-helper")
    form = HelperForm(request.POST or None, choices)
    shown = {"page": page, "form": form}
    if request.method != "POST" or not form.is_valid() or OTHERWISE in request.POST:
        return render(request, "portal/helper_new.html", shown)
    right, days = form.cleaned_data["mag"], choices[form.cleaned_data["tot"]][1]
    token = _token(request.POST.get(SURE, ""), page.case_id)
    if token is not None:
        return _let_look(request, form.cleaned_data["naam"], right, days, token)
    mark = signing.dumps([page.case_id, secrets.token_urlsafe(TOKEN_BYTES)], salt=SALT)
    last = here.near(helpers.last_after(days, at))
    more = {"right": say(helpers.RIGHTS[right]), "mark": mark, "last": last}
    return render(request, "portal/helper_look.html", shown | more)


def _let_look(request: HttpRequest, name: str, right: str, days: int, token: str) -> HttpResponse:
    """The code, on this answer only: we keep no more than its hash."""
    visitor, at = request.customer, clock.now()  # type: ignore[attr-defined]
    case, may_ask = access.case_of(visitor), right == helpers.ASKS
    try:
        made, code = acts.let_look(case, name, may_ask=may_ask, days=days, token=token, by=visitor.actor, at=at)
    except TooManyError:
        return redirect("portal-helper")
    if made.withdrawn_at is not None:
        return redirect("portal-helper")
    last = here.near(helpers.last_day(made))
    shown = {"page": helpers.page(visitor, at), "code": code, "helper": made, "last": last}
    return render(request, "portal/helper_code.html", shown)


@read_or_send
@customer_required(level=AssuranceLevel.KNOWN)
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """`/helper/<n>/stop`: from now on this person looks along no longer; who comes here by a link is asked first."""
    visitor = request.customer  # type: ignore[attr-defined]
    helper = access.helper_of(visitor, number)
    if request.method != "POST":
        return render(request, "portal/helper_stop.html", {"page": frame_for(visitor), "helper": helper})
    acts.stop(helper, by=visitor.actor, at=clock.now())
    return redirect(f"/helper?{STOPPED}={number}")


@require_safe
def helping(request: HttpRequest) -> HttpResponse:
    """`/helpen`: for who helps somebody with their letters; for everybody, and nobody looks without a code."""
    page = frame_for(request.customer)  # type: ignore[attr-defined]
    response = render(request, "portal/helper_public.html", {"page": page, "phones": phones()})
    return private(response) if page else response


def _token(mark: str, case_id: int) -> str | None:
    """The token of a form that we made for this very case, a short while ago."""
    try:
        made_for, token = signing.loads(mark, salt=SALT, max_age=MINUTES_VALID * 60)
    except (signing.BadSignature, ValueError):
        return None
    return str(token) if made_for == case_id else None

"""Files at several organisations on one page: shown, linked with the code of the other letter, opened, taken back."""

import secrets  # noqa: TID251 - the key of the session that goes on is made here, at the edge
from typing import Any, Final

from django import forms
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tijdig import clock
from tijdig.actions import together as acts
from tijdig.actions.together import AsleepError, LockedError
from tijdig.languages import now
from tijdig.policy import load
from tijdig.queries import access, consentpages, together
from tijdig.queries.portal import frame_for
from tijdig.web.languages import later
from tijdig.web.portal.door_forms import CODE_MOST
from tijdig.web.portal.session import customer_required, let_in
from tijdig.words import AssuranceLevel

SALT: Final = "tijdig.portal.together"
MINUTES_VALID: Final = 15
KEY_BYTES: Final = 24
NOT_FOUND: Final = later("Met deze code lukt het niet. Kijk of elke letter en elk cijfer klopt.")

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


class OtherCodeForm(forms.Form):
    """The code from a letter of the other organisation."""

    code = forms.CharField(
        label=later("De code uit de brief van de andere organisatie"),
        help_text=later("Bijvoorbeeld: KTR 4WD 9FM. Hoofdletters en spaties maken niet uit."),
        max_length=CODE_MOST,
        error_messages={"required": later("Vul de code uit de andere brief in."), "max_length": NOT_FOUND},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code"}
        ),
    )


@require_safe
@customer_required(level=AssuranceLevel.KNOWN)
def show(request: HttpRequest) -> HttpResponse:
    """`/samen`: what is open at each organisation, what happens next, and who helps."""
    page = together.page(request.customer, clock.now())  # type: ignore[attr-defined]
    return render(request, "portal/together.html", {"page": page})


@read_or_send
@customer_required(level=AssuranceLevel.KNOWN, keeps=False)
def add(request: HttpRequest) -> HttpResponse:
    """`/samen/erbij`: the code of the other letter; then the words to agree to."""
    visitor = request.customer  # type: ignore[attr-defined]
    form = OtherCodeForm(request.POST or None)
    shown = {"page": frame_for(visitor), "form": form, "is_missed": False}
    if request.method == "POST" and form.is_valid():
        try:
            found = acts.find(visitor, form.cleaned_data["code"], at=clock.now())
        except LockedError:
            return render(request, "portal/together_locked.html", shown, status=429)
        if found is not None:
            mark = signing.dumps([visitor.customer_id, found.pk], salt=SALT)
            return render(request, "portal/together_sure.html", shown | {"mark": mark, "ask": _ask(visitor, found)})
        form.add_error("code", NOT_FOUND)
        shown["is_missed"] = True
    return render(request, "portal/together_add.html", shown)


@read_or_send
@customer_required(level=AssuranceLevel.KNOWN)
def agree(request: HttpRequest) -> HttpResponse:
    """`/samen/akkoord`: the customer read the words and agreed."""
    visitor = request.customer  # type: ignore[attr-defined]
    try:
        whose, number = signing.loads(request.POST.get("akkoord", ""), salt=SALT, max_age=MINUTES_VALID * 60)
    except (signing.BadSignature, ValueError):
        return redirect("portal-together-add")
    if whose != visitor.customer_id:
        raise Http404
    other = together.file_of(number)
    given = acts.link(visitor, other, at=clock.now(), language=now().tag)
    if given is None and not together.is_linked(visitor, other):
        form = OtherCodeForm(None)
        shown = {"page": frame_for(visitor), "form": form, "is_changed": True, "name": other.creditor.sender_name}
        return render(request, "portal/together_add.html", shown, status=409)
    return redirect("portal-together")


@read_or_send
@customer_required(level=AssuranceLevel.KNOWN)
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """`/samen/<n>/weg`: no longer together, from either side; who comes here by a link is asked first."""
    visitor = request.customer  # type: ignore[attr-defined]
    link = access.other_file_of(visitor, number)
    if request.method != "POST":
        return _asked(request, link)
    acts.unlink(link, visitor, at=clock.now())
    return redirect("portal-together")


@read_or_send
@customer_required(level=AssuranceLevel.KNOWN)
def go_over(request: HttpRequest, number: int) -> HttpResponse:
    """`/samen/<n>/openen`: on to the other file, under a new key; who comes here by a link is asked first."""
    visitor, at, key = request.customer, clock.now(), secrets.token_urlsafe(KEY_BYTES)  # type: ignore[attr-defined]
    link = access.other_file_of(visitor, number)
    if request.method != "POST":
        return _asked(request, link, is_open=True)
    other = together.far_side(link, visitor)
    try:
        session = acts.go_over(visitor, together.file_of(other.case.pk), key=key, at=at)
    except AsleepError:
        return redirect("portal-together")
    if session is None:
        return redirect("home")
    rotate_token(request)
    days = load(clock.day_of(at)).doors.remembered_days if session.is_remembered else None
    return let_in(redirect("portal-overview"), key, days=days)


def _ask(visitor: Any, other: Any) -> Any:
    """What is agreed to, as this customer reads it."""
    return consentpages.overview_ask(visitor, other.creditor, clock.now())


def _asked(request: HttpRequest, link: Any, *, is_open: bool = False) -> HttpResponse:
    """The question behind a button, for who did not press it: the session was over, or it is a link from elsewhere."""
    visitor = request.customer  # type: ignore[attr-defined]
    name = together.far_side(link, visitor).creditor.sender_name
    shown = {"page": frame_for(visitor), "name": name, "is_open": is_open}
    return render(request, "portal/together_one.html", shown)

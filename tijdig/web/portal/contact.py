"""Contact without a code, and what we do and never do: pages for everybody."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tijdig import clock
from tijdig.actions import doors, forms
from tijdig.languages import now
from tijdig.messages.languages import here
from tijdig.policy import load
from tijdig.queries.doors import creditor_of, organisations, phones
from tijdig.queries.portal import frame_for
from tijdig.queries.senders import announced
from tijdig.rules import distress, tongues
from tijdig.web.client import client_of
from tijdig.web.portal.door_forms import ContactForm
from tijdig.web.portal.session import SENT, private
from tijdig.words import ChannelKind, DoorKind


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """`/contact`: a name, how to reach somebody, and which organisation."""
    page = ContactForm(request.POST or None, organisations=organisations(), by_phone=not now().is_whole)
    if request.method == "POST" and page.is_valid():
        at, policy = clock.now(), load(clock.day_of(clock.now()))
        rules = policy.doors
        if not doors.taken(DoorKind.FORM, client_of(request), rules.asks_max, rules.wrong_codes_minutes, at):
            return private(render(request, "portal/locked.html", {"phones": phones()}, status=429))
        values = page.cleaned_data
        creditor, channel = creditor_of(values["creditor"]), ChannelKind(values["by_channel"])
        text = values["text"] if now().is_whole else f"{tongues.call_in(now().code)}.\n\n{values['text']}".strip()
        made = forms.receive(creditor, values["name"], channel, values["reach_at"], text=text, at=at)
        told = (creditor.sender_name, creditor.phone, creditor.phone_hours, made.answer_due_on.isoformat())
        request.session[SENT] = (*told, distress.suggests(values["text"], policy))
        return redirect("portal-contact-sent")
    return private(render(request, "portal/contact.html", {"form": page}))


def again(request: HttpRequest) -> HttpResponse:
    """The form as it was sent, for who could not send it: in this very answer, and kept nowhere."""
    page = ContactForm(request.POST, organisations=organisations(), by_phone=not now().is_whole)
    return private(render(request, "portal/contact.html", {"form": page, "is_again": True}, status=403))


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """`/contact/verstuurd`: who answers, and before which day."""
    told = request.session.get(SENT)
    if not told:
        return redirect("portal-contact")
    name, phone, hours, due, is_distress = told
    facts = {"name": name, "phone": phone, "hours": here.hours(hours), "due": here.weekday(date.fromisoformat(due))}
    facts["is_distress"] = is_distress
    return private(render(request, "portal/contact_sent.html", facts))


@require_safe
def never(request: HttpRequest) -> HttpResponse:
    """`/wat-wij-doen`: what we do and never do."""
    page = frame_for(request.customer)  # type: ignore[attr-defined]
    senders = announced(page.house.code if page else "")
    response = render(request, "portal/never.html", {"phones": phones(), "page": page, "senders": senders})
    return private(response) if page else response

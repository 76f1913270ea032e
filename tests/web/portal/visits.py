"""Somebody with a key in the cookie, the shortest way: the doors have tests of their own."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.factories import NOW
from tijdig.models import CallSlot, Case, CustomerSession, Helper
from tijdig.queries.doors import keyed_hash
from tijdig.web.portal.session import COOKIE


def visit(
    case: Case, *, level: int = 0, at: datetime = NOW, minutes: int = 30, helper: Helper | None = None, **options: Any
) -> Client:
    """A browser that holds the key of a session of this customer, or of somebody who looks along."""
    key = f"key-{case.pk}-{level}-{CustomerSession.objects.count()}"
    until = at + timedelta(minutes=minutes)
    CustomerSession.objects.create(
        customer=case.customer,
        helper=helper,
        key_hash=keyed_hash("session", key),
        level=level,
        made_at=at - timedelta(minutes=5),
        expires_at=until,
        proved_until=until if level else None,
    )
    client = Client(**options)
    client.cookies[COOKIE] = key
    return client


def hidden(response: HttpResponse) -> dict[str, str]:
    """What a form sends along without being asked."""
    found = re.findall(r'<input type="hidden" name="([a-z]+)" value="([^"]*)"', response.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def ask(client: Client, slug: str, typed: dict[str, Any], query: str = "") -> Any:
    """Fill in the question, look at it and send it: the confirmation, or the question again at its own address."""
    form = client.get(f"/vraag/{slug}{query}")
    return send(client, slug, hidden(form) | typed)


def post(client: Client, slug: str, typed: dict[str, Any]) -> Any:
    """Send a form of a question, and where all is there also the look that follows."""
    sent = client.post(f"/vraag/{slug}", typed)
    is_look = sent.status_code == 302 and sent["Location"].startswith(f"/vraag/{slug}/nakijken?")
    return client.post(sent["Location"]) if is_look else sent


def send(client: Client, slug: str, typed: dict[str, Any]) -> Any:
    """Send what was typed; a question that was not right comes back by a redirect."""
    sent = post(client, slug, typed)
    assert sent.status_code == 302
    return client.get(sent["Location"]) if sent["Location"].startswith("/vraag/") else sent


def make_slots(case: Case, *starts: datetime, places: int = 1) -> list[CallSlot]:
    """Moments in which somebody can call."""
    return [CallSlot.objects.create(creditor=case.creditor, starts_at=start, places=places) for start in starts]

"""From which numbers, addresses and names an organisation writes: for who wonders whether a message is real."""

from dataclasses import dataclass

from tijdig.languages import say
from tijdig.models import Creditor


@dataclass(frozen=True, slots=True)
class Announced:
    """What one organisation uses, and whether a link in a message can be from it."""

    name: str
    sends_links: bool
    senders: tuple[tuple[str, str], ...]  # what it is, and the number, address or name


def announced(code: str = "") -> list[Announced]:
    """All organisations by name, or the one with this code."""
    rows = Creditor.objects.order_by("sender_name", "pk")
    return [_of(creditor) for creditor in (rows.filter(code=code) if code else rows)]


def _of(creditor: Creditor) -> Announced:
    own = [
        (say("Telefoon"), creditor.phone),
        (say("E-mail"), creditor.email),
        (say("Naam boven een sms"), creditor.sms_sender),
        (say("Website"), creditor.website),
    ]
    more = [(_label(value), value) for value in creditor.announced]
    return Announced(creditor.sender_name, creditor.sends_links, tuple(dict.fromkeys(own + more)))


def _label(value: str) -> str:
    if "@" in value:
        return say("E-mail")
    return say("Telefoon" if sum(sign.isdigit() for sign in value) > 4 else "Naam boven een sms")

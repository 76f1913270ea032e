"""Where a customer chooses how to be reached, without signing in: an address that only we can make."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tijdig.models import Case, Contact
from tijdig.queries import visible
from tijdig.queries.doors import keyed_hash
from tijdig.queries.house import House, Person, house_of, person_of
from tijdig.words import ChannelKind, PointKind, PointState

PATH: Final = "anders"
_SIGNS: Final = 32  # of a keyed hash: nobody guesses 128 bits


@dataclass(frozen=True, slots=True)
class OtherWayPage:
    """What the page shows: who writes and how to call them, and nothing of the customer."""

    house: House
    person: Person
    ways: tuple[ChannelKind, ...]  # by which we can reach this customer; e-mail takes a refusal back


def address(contact: Contact) -> str:
    """Where the reader of this message may choose; nothing for answers, and for who acts for somebody else."""
    if contact.kind != ChannelKind.EMAIL or not contact.moment_id or contact.recipient.get("via"):
        return ""
    portal = str(contact.sender.get("portal_url", "")).rstrip("/")
    return f"{portal}/{PATH}/{token(contact.case_id)}"


def token(case_id: int) -> str:
    """The number of the case with a seal on it."""
    return f"{case_id}-{keyed_hash('other-way', str(case_id))[:_SIGNS]}"


def case_of(typed: str) -> Case | None:
    """The case behind such an address; nothing when the seal is not ours."""
    number = typed.partition("-")[0]
    if not (number.isascii() and number.isdecimal() and len(number) < 18):
        return None
    if not hmac.compare_digest(typed.encode(), token(int(number)).encode()):
        return None
    return visible.cases().select_related("creditor", "customer").filter(pk=int(number)).first()


def page_of(case: Case) -> OtherWayPage:
    """Who writes: the organisation and its team, never a name that would tell whose case this is."""
    return OtherWayPage(house_of(case.creditor), person_of(case.creditor, None), tuple(_ways(case)))


def _ways(case: Case) -> Iterator[ChannelKind]:
    """A letter always: without an address we look for one. The others only with a number that works and is safe."""
    points = visible.points(case).filter(is_safe=True).exclude(state__in=(PointState.BOUNCED, PointState.WRONG))
    there = set(points.values_list("kind", flat=True))
    yield ChannelKind.LETTER
    if PointKind.MOBILE in there:
        yield ChannelKind.SMS
    if there & {PointKind.MOBILE, PointKind.PHONE}:
        yield ChannelKind.PHONE
    yield ChannelKind.EMAIL

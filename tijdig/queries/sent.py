"""What passed between us, as the customer reads it: a line for each message and each call."""

from dataclasses import dataclass

from django.db.models import Q

from tijdig.models import Call, Case, Contact
from tijdig.queries import access, replies
from tijdig.queries.replies import IS_REPLY
from tijdig.rules import dutch
from tijdig.rules.workdays import local_day
from tijdig.words import CallResult, ChannelKind, ContactState, Direction, ReplyKind, Stage

SHOWN = 30
"""So many messages at most; the newest first."""

REPLIES = {
    ReplyKind.ANSWER: "antwoord op [[uw|je]] vraag",
    ReplyKind.ARRANGED: "wat wij afspraken",
    ReplyKind.PAID: "bedankt, alles is betaald",
    ReplyKind.COMPLETED: "bedankt, de afspraak is klaar",
    ReplyKind.RECEIVED: "[[uw|je]] vraag is binnen",
    ReplyKind.CALL_PLANNED: "wanneer wij [[u|je]] bellen",
    ReplyKind.PAUSED: "[[u hebt|je hebt]] rust",
    ReplyKind.HANDED_OVER: "wie het van ons overneemt",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A message that went out, something that came in, or a call; of a call there are no words to read."""

    number: int
    what: str
    day: str
    is_call: bool
    is_ours: bool


def contacts(case: Case) -> list[Contact]:
    """Newest first: what went out, what came in, and what stands ready."""
    ours = Q(moment__isnull=False) | IS_REPLY
    out = Q(direction=Direction.OUT, state__in=[*access.GONE_OUT, ContactState.PLANNED]) & ours
    shown = out | Q(direction=Direction.IN) | Q(call__isnull=False)
    rows = Contact.objects.filter(shown, case=case).select_related("moment", "call")
    return list(rows.defer("content", "text", "sender", "recipient").order_by("-send_from", "-pk")[:SHOWN])


def line(contact: Contact) -> Line:
    """One line of what passed between us."""
    call = getattr(contact, "call", None)
    at = contact.happened_at if call or contact.direction == Direction.IN else contact.handed_over_at
    day = dutch.day(local_day(at or contact.send_from))
    what = _called(call, contact) if call else _named(contact)
    return Line(contact.pk, what, day, is_call=call is not None, is_ours=contact.direction == Direction.OUT)


def _called(call: Call, contact: Contact) -> str:
    if call.result == CallResult.REACHED:
        return "Wij spraken elkaar"
    return "[[U belde|Je belde]] ons" if contact.direction == Direction.IN else "Wij probeerden [[u|je]] te bellen"


def _named(contact: Contact) -> str:
    kind = ChannelKind(contact.kind).label
    if contact.direction == Direction.IN:
        return f"Van [[u|jou]], per {kind}"
    what = Stage(contact.moment.stage).label if contact.moment else _answered(contact)
    return f"{what.capitalize()}, per {kind}"


def _answered(contact: Contact) -> str:
    kind = replies.kind_of(contact)
    return REPLIES[kind] if kind else "bericht"

"""Answers to what a customer did: composed, kept word for word and sent at once, at any hour (DECISIONS 4).

An answer is no reminder: it asks nothing, counts for no cap, and no full stop holds it back but a death.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from tijdig.actions import audit, sending
from tijdig.messages.facts import Facts
from tijdig.messages.render import compose
from tijdig.models import Case, Claim, Contact, LetterCode, Request
from tijdig.queries import policies, replies
from tijdig.queries.doors import code_hash
from tijdig.queries.replies import Way
from tijdig.rules.arrangements import Part
from tijdig.rules.workdays import local_day
from tijdig.words import ChannelKind, ContactState, Direction

ANSWER, ARRANGED, PAID = "answer", "arranged", "paid"

_log = logging.getLogger(__name__)


def answer(request: Request, text: str, *, by: str, at: datetime) -> Contact | None:
    """What a colleague wrote to this customer, in the colleague's own words."""
    said = tuple(line.strip() for line in text.splitlines() if line.strip())
    more = {"asked": str(request.kind), "said": said}
    return _tell(request.case, ANSWER, str(request.pk), by=by, at=at, **more)


def arranged(
    case: Case, number: int, parts: Sequence[Part], claims: Sequence[Claim], *, by: str, at: datetime
) -> Contact | None:
    """The arrangement on paper or on screen: every day and every amount."""
    more = {
        "parts": tuple(parts),
        "total_cents": sum(part.amount_cents for part in parts),
        "payment_reference": replies.reference(case, list(claims)),
    }
    return _tell(case, ARRANGED, str(number), by=by, at=at, **more)


def thank(case: Case, claim: Claim, *, by: str, at: datetime) -> Contact | None:
    """Everything is paid: thanks, to who had heard of it. Never on paper: that would cost more than it says."""
    if not replies.was_told(case, claim):
        return None
    return _tell(case, PAID, str(claim.pk), by=by, at=at, never=(ChannelKind.LETTER,))


def _tell(
    case: Case, occasion: str, number: str, *, by: str, at: datetime, never: Sequence[ChannelKind] = (),
    **more: object,
) -> Contact | None:  # fmt: skip
    """Keep one message by the best way there is, and send it once this is written; None when there is no way."""
    ways = [way for way in replies.ways(case, local_day(at)) if way.kind not in never]
    if not ways:
        return None
    made = _keep(case, occasion, number, ways[0], by=by, at=at, **more)
    transaction.on_commit(partial(_send, case, made, ways[1:], by=by, at=at, **more), robust=True)
    return made


def _keep(
    case: Case, occasion: str, number: str, way: Way, *, by: str, at: datetime, **more: object
) -> Contact:
    day = local_day(at)
    facts: Facts = replace(replies.facts(case, way, occasion=occasion, day=day, by=by), **more)
    policy = policies.of(case.creditor, day)
    content = compose(occasion, way.kind, facts, policy)
    contact = Contact.objects.create(
        case=case,
        direction=Direction.OUT,
        kind=way.kind,
        state=ContactState.PLANNED,
        key=f"{replies.KEY}-{occasion}-{number}-{at:%y%m%d%H%M%S}-{way.kind}",
        send_from=at,
        sender=facts.sender.to_dict(),
        recipient=facts.recipient.to_dict(),
        content=content.to_json(),
        text=content.text,
    )
    if facts.code:
        until = at + timedelta(days=policy.doors.code_valid_days)
        code = {"case": case, "made_at": at, "expires_at": until}
        LetterCode.objects.get_or_create(code_hash=code_hash(facts.code), defaults=code)
    audit.record("reply.planned", contact, by=by, at=at, case_id=case.pk, facts={"about": occasion, "kind": way.kind})
    return contact


def _send(case: Case, made: Contact, others: Sequence[Way], *, by: str, at: datetime, **more: object) -> None:
    """Hand it over now. An address that does not work: the next way. What is only late, `tijdig send` tries again."""
    while True:
        sending.send_now(made, at, by=by)
        made.refresh_from_db()
        if made.state != ContactState.FAILED or not others:
            return
        _, occasion, number, *_ = made.key.split("-")
        _log.info("reply.other_way", extra={"kind": made.kind})
        with transaction.atomic():
            made = _keep(case, occasion, number, others[0], by=by, at=at, **more)
        others = others[1:]

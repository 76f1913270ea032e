"""Answers to what a customer did: composed, kept word for word and sent at once, at any hour (DECISIONS 4).

An answer is no reminder: it asks nothing, counts for no cap, and no full stop holds it back but a death.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class _About:
    """What an answer is about: the occasion, the row it belongs to, and what only this answer says."""

    case: Case
    occasion: str
    number: int
    asked: str = ""
    said: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    reference: str = ""

    def on(self, base: Facts) -> Facts:
        """Everything together."""
        total = sum(part.amount_cents for part in self.parts)
        own = replace(base, asked=self.asked, said=self.said, parts=self.parts)
        return replace(own, total_cents=total, payment_reference=self.reference)


def answer(request: Request, text: str, *, by: str, at: datetime) -> Contact | None:
    """What a colleague wrote to this customer, in the colleague's own words."""
    said = tuple(line.strip() for line in text.splitlines() if line.strip())
    return _tell(_About(request.case, ANSWER, request.pk, asked=str(request.kind), said=said), by=by, at=at)


def arranged(
    case: Case, number: int, parts: Sequence[Part], claims: Sequence[Claim], *, by: str, at: datetime
) -> Contact | None:
    """The arrangement in writing: every day and every amount."""
    reference = replies.reference(case, list(claims))
    return _tell(_About(case, ARRANGED, number, parts=tuple(parts), reference=reference), by=by, at=at)


def thank(case: Case, claim: Claim, *, by: str, at: datetime) -> Contact | None:
    """Everything is paid: thanks, to who had heard of it. Never on paper: that would cost more than it says."""
    if not replies.was_told(case, claim):
        return None
    return _tell(_About(case, PAID, claim.pk), by=by, at=at, never=ChannelKind.LETTER)


def _tell(about: _About, *, by: str, at: datetime, never: ChannelKind | None = None) -> Contact | None:
    """Keep one message by the best way there is, and send it once this is written; None when there is no way."""
    ways = [way for way in replies.ways(about.case, local_day(at)) if way.kind != never]
    if not ways:
        return None
    made = _keep(about, ways[0], by=by, at=at)
    transaction.on_commit(partial(_send, made, about, ways[1:], by=by, at=at), robust=True)
    return made


def _keep(about: _About, way: Way, *, by: str, at: datetime) -> Contact:
    case, day = about.case, local_day(at)
    facts = about.on(replies.facts(case, way, occasion=about.occasion, day=day, by=by))
    policy = policies.of(case.creditor, day)
    content = compose(about.occasion, way.kind, facts, policy)
    contact = Contact.objects.create(
        case=case,
        direction=Direction.OUT,
        kind=way.kind,
        state=ContactState.PLANNED,
        key=f"{replies.KEY}-{about.occasion}-{about.number}-{at:%y%m%d%H%M%S}-{way.kind}",
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
    told = {"about": about.occasion, "kind": way.kind}
    audit.record("reply.planned", contact, by=by, at=at, case_id=case.pk, facts=told)
    return contact


def _send(made: Contact, about: _About, others: Sequence[Way], *, by: str, at: datetime) -> None:
    """Hand it over now. An address that does not work: the next way. What is only late, `tijdig send` tries again."""
    for other in (*others, None):
        sending.send_now(made, at, by=by)
        made.refresh_from_db()
        if made.state != ContactState.FAILED or other is None:
            return
        _log.info("reply.other_way", extra={"kind": made.kind})
        with transaction.atomic():
            made = _keep(about, other, by=by, at=at)

"""A customer links a file at another organisation, goes over to it, and takes the link back.

Nothing of it is for the organisations: no case changes, nothing stops or starts, and no fact of the planner moves.
"""

from datetime import datetime

from django.db import transaction

from tijdig.actions import audit, consents, doors
from tijdig.messages import consents as texts
from tijdig.messages.languages import DUTCH
from tijdig.models import Case, Consent, Customer, CustomerSession
from tijdig.policy import load
from tijdig.queries import together
from tijdig.queries.access import case_of
from tijdig.queries.doors import Visitor, keyed_hash
from tijdig.rules import actors
from tijdig.rules.workdays import local_day
from tijdig.words import AssuranceLevel, ChannelKind, ConsentPurpose, DoorKind

__all__ = ["AsleepError", "LockedError", "find", "go_over", "link", "unlink"]


class AsleepError(Exception):
    """There is no such link now, or the organisations do not know the same of this person any more."""


class LockedError(Exception):
    """So many wrong codes that somebody may be guessing."""


def find(visitor: Visitor, typed: str, *, at: datetime) -> Case | None:
    """The file elsewhere that this code is of; a wrong one, or one of somebody else, counts as a try.

    It counts where the typing errors of this customer at the front door count: one letter is not twice the guesses.
    """
    rules = load(local_day(at)).doors
    attempt = doors.counted(
        DoorKind.CODE, f"customer-{visitor.customer_id}", rules.wrong_codes_max, rules.wrong_codes_minutes, at
    )
    if attempt is None:
        raise LockedError
    found = together.file_by_code(visitor, typed, at)
    if found is not None:
        attempt.delete()
    return found


def link(visitor: Visitor, other: Case, *, at: datetime, language: str = DUTCH) -> Consent | None:
    """The customer agreed to see this file too; None when it is no longer certain that it is the same person's."""
    with transaction.atomic():
        # Both customers are the lock, in one order: of two at once, from either side, the second finds the first.
        sides = Customer.objects.filter(pk__in=(visitor.customer_id, other.customer_id)).order_by("pk")
        mine = next(side for side in sides.select_for_update(of=("self",)) if side.pk == visitor.customer_id)
        if together.is_linked(visitor, other) or not together.is_same_person(case_of(visitor), other):
            return None
        before = Consent.objects.filter(customer=mine, other_id=other.creditor_id)
        consents.end(before, by=visitor.actor, at=at, stays=visitor.session_id)
        text = texts.current(ConsentPurpose.OVERVIEW, local_day(at))
        given = consents.write(
            case_of(visitor), ConsentPurpose.OVERVIEW, other.creditor, text.data, text_version=text.code,
            language=texts.language_of(text, language), by_channel=ChannelKind.PORTAL,
            level=AssuranceLevel(visitor.level), proof=f"session:{visitor.session_id}", by=visitor.actor, at=at,
            other_customer=other.customer,
        )  # fmt: skip
        audit.record("together.linked", given, by=visitor.actor, at=at, case_id=visitor.case_id)
        audit.record("together.linked", given, by=actors.customer(other.customer_id), at=at, case_id=other.pk)
    return given


def unlink(given: Consent, visitor: Visitor, *, at: datetime) -> None:
    """Take it back; from both sides, at once. Who went over by it, in another browser, is out there."""
    with transaction.atomic():
        consents.end(Consent.objects.filter(pk=given.pk), by=visitor.actor, at=at, stays=visitor.session_id)


def go_over(visitor: Visitor, other: Case, *, key: str, at: datetime) -> CustomerSession | None:
    """On to the other file, under a new key and as known as before: both still know the same person.

    None when the session ended in the meantime: whoever went out is out. AsleepError when nobody can go over now.
    """
    with transaction.atomic():
        by_link = together.link_to(visitor, other)
        running = CustomerSession.objects.select_for_update(of=("self",)).filter(ended_at__isnull=True)
        before = running.filter(pk=visitor.session_id).first()
        if before is None:
            return None
        if by_link is None or not together.is_same_person(case_of(visitor), other):
            raise AsleepError
        CustomerSession.objects.filter(pk=before.pk).update(ended_at=at)
        is_known = visitor.is_known
        session = CustomerSession.objects.create(
            customer_id=other.customer_id,
            key_hash=keyed_hash("session", key),
            level=AssuranceLevel.KNOWN if is_known else AssuranceLevel.CODE,
            proved_until=before.proved_until if is_known else None,
            is_remembered=before.is_remembered,
            made_at=before.made_at,  # one visit that goes on, and ends when it would have ended
            expires_at=before.expires_at,
        )
        audit.record("together.went_over", before, by=visitor.actor, at=at, case_id=visitor.case_id)
        who, facts = actors.customer(other.customer_id), {"link": by_link.pk}
        audit.record(together.CAME_OVER, session, by=who, at=at, case_id=other.pk, facts=facts)
    return session

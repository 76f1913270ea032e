"""Puts the seven creditors and their staff in an empty database, as an administrator would do once."""

from datetime import UTC, date, datetime

from accounts.models import Membership, User
from demo import signing
from demo.cast import COLLEAGUES, Staff
from demo.creditors import CREDITORS, CreditorCard
from tijdig.actions.creditors import put
from tijdig.models import Creditor

JOINED_ON = date(2026, 10, 1)
JOINED_AT = datetime(2026, 10, 1, 7, 0, tzinfo=UTC)


def prepare() -> list[Creditor]:
    """Every creditor and everybody who works there; done before means nothing to do."""
    creditors = [add_creditor(card) for card in CREDITORS]
    for person in COLLEAGUES:
        _add_staff(person)
    return creditors


def add_creditor(card: CreditorCard) -> Creditor:
    """One creditor with its card, unless it is there."""
    there = Creditor.objects.filter(code=card.code).first()
    return there or put(card.values(), by="demo", at=JOINED_AT).creditor


def _add_staff(person: Staff) -> None:
    """A colleague who can sign in."""
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(person.email, name=person.name)
        user.phone = person.phone
        user.save(update_fields=["phone"])
        creditor = Creditor.objects.get(code=person.creditor)
        Membership.objects.create(user=user, creditor=creditor, role=person.role, since_on=JOINED_ON)
    signing.give(user)

"""Staff accounts: an administrator makes them, gives a fresh start after a lost phone, and ends them."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F

from accounts.models import Membership, User
from tijdig.actions import audit
from tijdig.models import Creditor
from tijdig.rules.workdays import local_day
from tijdig.words import Role


class NobodyError(Exception):
    """No such colleague or organisation; nothing was changed."""


def invite(email: str, code: str, role: Role, *, password: str, by: str, at: datetime, name: str = "") -> bool:
    """Let somebody work for a creditor in a role from today on; True when the account is new, with this password.

    Who has an account keeps password and second step, and gets the organisation or the other role beside it.
    """
    day, creditor = local_day(at), _creditor(code)
    with transaction.atomic():
        user = User.objects.filter(email__iexact=email).first()
        made = user is None
        if user is None:
            user = User.objects.create_user(email, password, name=name or email)
        values = {"role": role.value, "since_on": day, "until_on": None}
        member, is_new = Membership.objects.get_or_create(user=user, creditor=creditor, defaults=values)
        if not is_new:
            Membership.objects.filter(pk=member.pk).update(version=F("version") + 1, **values)
        facts = {"creditor": creditor.code, "role": role.value}
        audit.record("staff.invited", user, by=by, at=at, facts=facts)
    return made


def renew(email: str, *, password: str, by: str, at: datetime) -> None:
    """A new password, no second step and no running session: after a lost phone or a forgotten password."""
    user = _user(email)
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        Authenticator.objects.filter(user=user).delete()
        audit.record("staff.renewed", user, by=by, at=at)


def end(email: str, code: str, *, by: str, at: datetime) -> None:
    """From today on this user does not work there; a running session sees nothing any more."""
    user, creditor = _user(email), _creditor(code)
    with transaction.atomic():
        here = Membership.objects.filter(user=user, creditor=creditor)
        here.update(until_on=local_day(at), version=F("version") + 1)
        audit.record("staff.ended", user, by=by, at=at, facts={"creditor": creditor.code})


def _user(email: str) -> User:
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise NobodyError(f"nobody signs in as {email}")
    return user


def _creditor(code: str) -> Creditor:
    creditor = Creditor.objects.filter(code=code).first()
    if creditor is None:
        raise NobodyError(f"there is no creditor {code!r}; see: tijdig creditor --list")
    return creditor

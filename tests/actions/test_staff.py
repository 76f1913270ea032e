"""Staff accounts: made, started anew and ended by an administrator, each with its trail."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import Membership, User
from tests import factories
from tijdig.actions import staff
from tijdig.models import AuditEvent
from tijdig.queries.doors import memberships
from tijdig.rules.workdays import local_day
from tijdig.words import Role

pytestmark = pytest.mark.django_db
NEW = "nieuw@woonstede.example"


def test_invited_colleague_can_sign_in_and_works_there(at: datetime) -> None:
    factories.make_creditor(code="woonstede", name="Woonstede")

    made = staff.invite(
        NEW, "woonstede", Role.LEAD, name="Nieuwe Naam", password="een lang wachtwoord", by="system", at=at
    )

    user = User.objects.get()
    own = memberships(user.pk, local_day(at))
    assert (made, user.check_password("een lang wachtwoord"), user.name) == (True, True, "Nieuwe Naam")
    assert [(one.creditor_name, one.role) for one in own] == [("Woonstede", "lead")]
    assert AuditEvent.objects.get().facts == {"creditor": "woonstede", "role": "lead"}


def test_second_organisation_leaves_the_password_alone(at: datetime) -> None:
    user = factories.make_user(email=NEW)
    factories.make_creditor(code="woonstede")

    made = staff.invite(
        "Nieuw@Woonstede.example", "woonstede", Role.HANDLER, password="iets anders", by="system", at=at
    )

    user.refresh_from_db()
    assert (made, user.check_password("veilig-wachtwoord")) == (False, True)
    assert Membership.objects.get().user == user


def test_renewed_colleague_starts_anew(at: datetime) -> None:
    user = factories.make_user(email=NEW)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    before = user.get_session_auth_hash()

    staff.renew(NEW, password="een nieuw wachtwoord", by="system", at=at)

    user.refresh_from_db()
    assert (user.check_password("een nieuw wachtwoord"), Authenticator.objects.count()) == (True, 0)
    assert user.get_session_auth_hash() != before
    assert AuditEvent.objects.get().what == "staff.renewed"


def test_ended_colleague_works_nowhere_from_today(at: datetime) -> None:
    member = factories.make_membership(factories.make_user(email=NEW), factories.make_creditor(code="woonstede"))

    staff.end(NEW, "woonstede", by="system", at=at)

    assert [len(memberships(member.user_id, local_day(at) - timedelta(days=back))) for back in (0, 1)] == [0, 1]


def test_verb_shows_a_password_once_and_refuses_strangers(
    at: datetime, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    factories.make_creditor(code="woonstede")
    call_command("staff", "add", NEW, creditor="woonstede", name="Nieuwe Naam")
    password = capsys.readouterr().out.split()[-1]

    assert User.objects.get().check_password(password)
    with pytest.raises(CommandError, match="there is no creditor 'elders'"):
        call_command("staff", "add", NEW, creditor="elders")
    with pytest.raises(CommandError, match="nobody signs in as"):
        call_command("staff", "renew", "wie@woonstede.example")

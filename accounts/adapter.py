"""How allauth behaves here: nobody signs up by himself, secrets are kept sealed, every sentence is Dutch."""

import base64
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

WRONG = "Het e-mailadres of het wachtwoord klopt niet."
TOO_OFTEN = "Het is te vaak niet gelukt. Wacht een kwartier, of vraag uw teamleider om hulp."


class StaffAdapter(DefaultAccountAdapter):
    """Sign-in of staff; their organisation makes the accounts."""

    error_messages: ClassVar[dict[str, str]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "account_inactive": WRONG,
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
        "incorrect_password": "Dit wachtwoord klopt niet.",
        "incorrect_code": "Deze code klopt niet.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's form
        """Never."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only an address without a host: not even another host of ours."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None) and url.startswith("/")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just signed in for the first time makes the second step at once; changes ask the password."""
        is_first = not is_mfa_enabled(context.request.user)
        return not is_first and bool(super().is_reauthentication_required(app=app, **kwargs))

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: our pages say themselves what happened."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing: allauth sends no mail of its own here."""


class StaffMFAAdapter(DefaultMFAAdapter):
    """The second step: an app or a passkey, kept sealed in the database."""

    error_messages: ClassVar[dict[str, str]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Deze code klopt niet. Wacht tot de app een nieuwe code laat zien.",
        "cannot_delete_authenticator": "Zonder tweede stap kunt u niet inloggen.",
    }

    def encrypt(self, text: str) -> str:
        """Sealed with a key that is not in the database."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one: a password alone opens nothing."""
        kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        own = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=kinds)
        return bool(own.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: A002 - allauth's name
        """What a new passkey is called until somebody names it."""
        return f"Toegangssleutel {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: allauth sends no mail of its own here."""


def _box() -> Fernet:
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=b"tijdig.accounts.second-factor").derive(
        settings.SECRET_KEY.encode()
    )
    return Fernet(base64.urlsafe_b64encode(derived))

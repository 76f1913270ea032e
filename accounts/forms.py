"""The forms of signing in, in Dutch, with fields that a phone or a password manager fills in by itself."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.core.cache import cache

_PERIOD = 30  # seconds that an app shows one code


class SignInForm(LoginForm):
    """Step one: e-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["login"], "Uw e-mailadres", type="email", autocomplete="username")
        _say(self.fields["password"], "Uw wachtwoord", autocomplete="current-password")


class _Once(forms.Form):
    """A code counts once for as long as it could be right; allauth remembers it for half a minute only."""

    def clean_code(self) -> str:
        """A code that was used before is as wrong as any other."""
        code: str = super().clean_code()  # type: ignore[misc]
        used = f"accounts.used.{self.user.pk}.{code}"  # type: ignore[attr-defined]
        if not cache.add(used, True, timeout=_PERIOD * (2 * settings.MFA_TOTP_TOLERANCE + 2)):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_Once, AuthenticateForm):
    """Step two: the code that the app shows now, or one of the spare codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], "De code uit uw app", inputmode="numeric", autocomplete="one-time-code")


class CodeAgainForm(_Once, ReauthenticateForm):
    """The code once more, before the ways of signing in are changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], "De code uit uw app", inputmode="numeric", autocomplete="one-time-code")


class ActivateForm(ActivateTOTPForm):
    """The first time: the code proves that the app knows the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], "De code die de app nu laat zien", inputmode="numeric", autocomplete="one-time-code")

    def clean_code(self) -> str:
        """A right code also proves that this is the user: the spare codes can be shown at once."""
        code: str = super().clean_code()
        record_authentication(context.request, self.user, "mfa", reauthenticated=True)
        return code


def _say(field: forms.Field, label: str, **attributes: str) -> None:
    field.label, field.help_text = label, ""
    field.error_messages["required"] = "Vul dit in."
    field.error_messages["invalid"] = "Vul een e-mailadres in, zoals naam@organisatie.nl."
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)

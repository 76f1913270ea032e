"""The forms of signing in, in Dutch, with fields that a phone or a password manager fills in by itself."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms


class SignInForm(LoginForm):
    """Step one: e-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["login"], "Uw e-mailadres", type="email", autocomplete="username")
        _say(self.fields["password"], "Uw wachtwoord", autocomplete="current-password")


class CodeForm(AuthenticateForm):
    """Step two: the code that the app shows now, or one of the spare codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], "De code uit uw app", inputmode="numeric", autocomplete="one-time-code")


class CodeAgainForm(ReauthenticateForm):
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

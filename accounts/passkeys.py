"""Passkeys: what somebody reads when one does not work, and no crash on whatever a browser sends."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as theirs
from allauth.mfa.webauthn import views
from cryptography.exceptions import InvalidSignature
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

UNKNOWN = "Deze toegangssleutel herkennen wij niet. Probeer het nog eens, of log in met uw wachtwoord en uw app."
NOT_ADDED = "Deze toegangssleutel konden wij niet toevoegen. Probeer het nog eens."
# What the library lets through when the answer of a browser is not what it should be.
_BROKEN = (KeyError, TypeError, AttributeError, ValueError, InvalidSignature)
_TOO_OFTEN = "too_many_login_attempts"


class _KeyForm(forms.Form):
    """Any answer that is not right is answered by one sentence of ours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages.update(required=UNKNOWN, invalid=UNKNOWN)

    def clean_credential(self) -> Authenticator:
        """The key that was used."""
        try:
            found: Authenticator = super().clean_credential()  # type: ignore[misc]
        except ValidationError as fault:
            raise fault if fault.code == _TOO_OFTEN else ValidationError(UNKNOWN) from fault
        except _BROKEN as fault:
            raise ValidationError(UNKNOWN) from fault
        return found


class SignInForm(_KeyForm, theirs.LoginWebAuthnForm):
    """The key instead of password and code."""


class SecondStepForm(_KeyForm, theirs.AuthenticateWebAuthnForm):
    """The key after the password."""


class AgainForm(_KeyForm, theirs.ReauthenticateWebAuthnForm):
    """The key once more, before the ways of signing in are changed."""


class AddForm(theirs.AddWebAuthnForm):
    """A new key, which opens the door by itself unless somebody does not want that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label, self.fields["passwordless"].initial = "Hoe noemt u deze sleutel?", True
        self.fields["credential"].error_messages.update(required=NOT_ADDED, invalid=NOT_ADDED)

    def clean(self) -> dict[str, Any]:
        """Made for this person, now, by a device that looked who it was."""
        try:
            values: dict[str, Any] = super().clean()
        except (ValidationError, *_BROKEN) as fault:
            raise ValidationError(NOT_ADDED) from fault
        return values


class SignInView(views.LoginWebAuthnView):
    """Back to the page of signing in, which says what went wrong and still knows where somebody was going."""

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Said on the page of signing in."""
        messages.error(self.request, str(form.errors["credential"][0]))
        wanted = self.request.POST.get("next", "")
        is_ours = wanted and get_adapter().is_safe_url(wanted)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}" if is_ours else "account_login")


class AgainView(views.ReauthenticateWebAuthnView):
    """The same question once more, with what went wrong."""

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Said where the key was asked."""
        messages.error(self.request, str(form.errors["credential"][0]))
        return redirect(self.request.get_full_path())

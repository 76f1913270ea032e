"""The second factor: whether a user has one, so that a password alone opens nothing."""

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

MARK = "tweede_stap"


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this user has an app or a passkey; asked of the database once per session.

    Who has one cannot sign in without it (allauth asks it before the session begins).
    """
    if request.session.get(MARK) == request.user.pk:
        return True
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    found: bool = Authenticator.objects.filter(user_id=request.user.pk, type__in=kinds).exists()
    if found:
        request.session[MARK] = request.user.pk
    return found

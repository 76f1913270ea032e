"""A second colleague signs at the screen of the first: with the code that their own app shows now, good for once."""

from collections.abc import Iterable
from typing import Final

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache

MOST_WRONG: Final = 5
LOCKED_SECONDS: Final = 15 * 60


def who_can_sign(user_ids: Iterable[int]) -> set[int]:
    """Who of these has an app that shows codes; with a passkey alone one acts from one's own screen."""
    rows = Authenticator.objects.filter(user_id__in=list(user_ids), type=Authenticator.Type.TOTP)
    return set(rows.values_list("user_id", flat=True))


def signs(user_id: int, code: str) -> bool:
    """Whether this is the code of that colleague now; it is used up by it.

    A try is counted before it is judged: after too many wrong ones none is right for a while, also at two screens.
    """
    tries = [f"accounts.countersign.{user_id}.{number}" for number in range(MOST_WRONG)]
    if not any(cache.add(one, True, LOCKED_SECONDS) for one in tries):
        return False
    found = Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).first()
    is_right = found is not None and bool(TOTP(found).validate_code("".join(code.split())))
    if is_right:
        cache.delete_many(tries)
    return is_right

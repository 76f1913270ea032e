"""How one comes in at the demo: three colleagues with a password and an app, and the code from Anna's letter."""

import base64
import hmac
from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings

from accounts.models import User
from demo.cast import ANNA, COLLEAGUES
from tijdig.models import Contact
from tijdig.queries.doors import letter_code
from tijdig.words import ChannelKind, ContactState

ADDRESS = "http://127.0.0.1:8000"


def give(user: User) -> None:
    """A password and a second step that hang on the key of this installation; given before means nothing to do."""
    if not user.has_usable_password():
        user.set_password(password_of(user.email))
        user.save(update_fields=["password"])
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, secret_of(user.email))


def password_of(email: str) -> str:
    """Something to type over: nowhere the same."""
    return "tijdig-" + _derived("password", email).hex()[:8]


def secret_of(email: str) -> str:
    """The secret that an app on a phone takes."""
    return base64.b32encode(_derived("second step", email)[:20]).decode()


def code_of(email: str) -> str:
    """What such an app shows at this moment."""
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret_of(email), counters[len(counters) // 2])))


def lines(address: str = ADDRESS) -> Iterator[str]:
    """What the terminal prints of it."""
    yield f"Kom binnen als medewerker: {address}/werk/inloggen/"
    for person in COLLEAGUES:
        email = person.email
        now, secret = code_of(email), secret_of(email)
        yield f"  {person.name} ({person.role_label}, {person.creditor}): {email}"
        yield f"    wachtwoord {password_of(email)}   code nu {now}   sleutel voor een app {secret}"
    port = "" if address == ADDRESS else f" --port {address.rpartition(':')[2]}"
    yield f"  Een code geldt een halve minuut. Een nieuwe: tijdig demo --codes{port}"
    if code := annas_code():
        yield f"Kom binnen als {ANNA.name}: {address}/ met de code uit haar brief: {code}"


def annas_code() -> str:
    """The code in the newest letter to Anna that went out; nothing when there is none."""
    letters = Contact.objects.filter(
        case__creditor__code="woonstede",
        case__customer__number=ANNA.number,
        kind=ChannelKind.LETTER,
        state__in=[ContactState.HANDED_OVER, ContactState.DELIVERED],
        moment__isnull=False,
    )
    newest = letters.order_by("moment__day").values_list("case_id", "moment__day").last()
    return letter_code(*newest) if newest else ""


def _derived(purpose: str, email: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), f"demo {purpose} {email}".encode(), "sha256")

"""The person and the number that stand on every page."""

from django.conf import settings
from django.http import HttpRequest

from tijdig import logs


def person(request: HttpRequest) -> dict[str, str | None]:  # noqa: ARG001 - Django passes it to every context processor
    """For all templates: who helps when the page does not, and the number to mention."""
    phone = settings.HELP_PHONE
    return {
        "help_name": settings.HELP_NAME,
        "help_phone": phone,
        "help_dial": "".join(sign for sign in phone if sign.isdigit() or sign == "+"),
        "request_id": logs.request_id(),
    }

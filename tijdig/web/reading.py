"""How somebody likes to read our pages: larger letters, more contrast, pictures; kept in a plain cookie."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE: Final = "tijdig_lezen"
LARGE, CONTRAST, PICTOGRAMS = "groot", "contrast", "beeld"
CHOICES: Final = (LARGE, CONTRAST, PICTOGRAMS)
DAYS: Final = 365


def choices_of(request: HttpRequest) -> tuple[str, ...]:
    """What was chosen on this device; a cookie that holds something else counts for nothing."""
    kept = request.COOKIES.get(COOKIE, "").split(".")
    return tuple(choice for choice in CHOICES if choice in kept)


def keep(response: HttpResponse, chosen: tuple[str, ...]) -> HttpResponse:
    """Keep the choice for a year, or forget it when nothing is left of it; it says nothing about who somebody is."""
    if not chosen:
        response.delete_cookie(COOKIE, samesite="Lax")
        return response
    response.set_cookie(
        COOKIE,
        ".".join(chosen),
        max_age=DAYS * 86_400,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response

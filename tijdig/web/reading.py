"""How somebody likes to read our pages: larger letters, more contrast, pictures, a language; kept in a plain cookie."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE: Final = "tijdig_lezen"
LARGE, CONTRAST, PICTOGRAMS, EASIER, ALOUD = "groot", "contrast", "beeld", "makkelijk", "hardop"
CHOICES: Final = (LARGE, CONTRAST, PICTOGRAMS, EASIER, ALOUD)
LANGUAGE: Final = "taal-"
DAYS: Final = 365


def choices_of(request: HttpRequest) -> tuple[str, ...]:
    """What was chosen on this device; a cookie that holds something else counts for nothing."""
    kept = request.COOKIES.get(COOKIE, "").split(".")
    return tuple(choice for choice in CHOICES if choice in kept)


def language_kept(request: HttpRequest) -> str:
    """The language that was chosen on this device; nothing when none was."""
    kept = request.COOKIES.get(COOKIE, "").split(".")
    return next((one.removeprefix(LANGUAGE) for one in kept if one.startswith(LANGUAGE)), "")


def keep(response: HttpResponse, chosen: tuple[str, ...], language: str = "") -> HttpResponse:
    """Keep the choice for a year, or forget it when nothing is left of it; it says nothing about who somebody is."""
    if language:
        chosen = (*chosen, f"{LANGUAGE}{language}")
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

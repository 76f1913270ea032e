"""Letters read aloud: without sign-in the words that are the same for everybody, behind the door one's own."""

import re
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tijdig.queries import access, spoken
from tijdig.web.portal.session import customer_required
from tijdig.words import AssuranceLevel

FOREVER: Final = "public, max-age=31536000, immutable"  # other words have another address
_RANGE: Final = re.compile(r"bytes=([0-9]{0,12})-([0-9]{0,12})")


@require_safe
def letters(request: HttpRequest, code: str) -> HttpResponse:
    """`/voorlezen/<organisation>`: which letters can be heard."""
    page = spoken.letters(code)
    if page is None:
        raise Http404
    return render(request, "portal/spoken_letters.html", {"page": page})


@require_safe
def letter(request: HttpRequest, code: str, occasion: str) -> HttpResponse:
    """`/voorlezen/<organisation>/<letter>`: the player, the words beside it, and other languages."""
    page = spoken.page_of(code, occasion, request.GET.get("taal", "nl"))
    if page is None:
        raise Http404
    return render(request, "portal/spoken.html", {"page": page})


@require_safe
def sound(request: HttpRequest, code: str, occasion: str, language: str, mark: str) -> HttpResponse:
    """`/voorlezen/…/<language>-<mark>.mp3`: the sound itself, the same for everybody, kept by every cache."""
    found = spoken.sound(code, occasion, language, mark)
    if found is None:
        raise Http404
    response = _part(request, found.read_bytes())
    response["Cache-Control"] = FOREVER
    return response


@require_safe
@customer_required(level=AssuranceLevel.KNOWN)
def own(request: HttpRequest, number: int) -> HttpResponse:
    """`/verstuurd/<n>/geluid.mp3`: one's own message with its amounts; made when it is asked for, kept nowhere."""
    made = spoken.own_words(access.contact_of(request.customer, number))  # type: ignore[attr-defined]
    if made is None:
        raise Http404
    return _part(request, made)


def _part(request: HttpRequest, data: bytes) -> HttpResponse:
    """The whole, or the part that a player asks for: some telephones play nothing without."""
    found, size = _RANGE.fullmatch(request.headers.get("Range", "")), len(data)
    first, last = (found[1], found[2]) if found else ("", "")
    if not first and not last:
        response = HttpResponse(data, content_type="audio/mpeg")
    else:
        start = int(first) if first else max(size - int(last), 0)
        end = min(int(last), size - 1) if first and last else size - 1
        if start > end:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        response = HttpResponse(data[start : end + 1], content_type="audio/mpeg", status=206)
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Accept-Ranges"] = "bytes"
    return response

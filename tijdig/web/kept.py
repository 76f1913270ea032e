"""Words that somebody typed when the session was over: put away in the browser's session, so much and so long."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from tijdig import clock
from tijdig.policy import load

CSRF = "csrfmiddlewaretoken"


def parcel(request: HttpRequest, *without: str) -> dict[str, Any] | None:
    """What was sent, to this page, until when; None when it is more than any form of ours holds."""
    at = clock.now()
    doors = load(clock.day_of(at)).doors
    words = request.POST.copy()
    for name in (CSRF, *without):
        words.pop(name, None)
    size = sum(len(name) + sum(map(len, values)) for name, values in words.lists())
    until = at + timedelta(minutes=doors.typed_kept_minutes)
    packed = {"path": request.path, "typed": words.urlencode(), "until": until.isoformat()}
    return packed if size <= doors.typed_kept_characters else None


def is_over(found: dict[str, Any]) -> bool:
    """Whether the time of what was put away is up."""
    return datetime.fromisoformat(found["until"]) <= clock.now()

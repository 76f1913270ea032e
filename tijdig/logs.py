"""Logs as JSON lines: an event, ids and counts; never a name, an amount, an address or a token."""

import json
import logging
import re
import secrets  # noqa: TID251 - a request gets a number of its own, at the edge
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from time import perf_counter
from types import TracebackType

from django.http import HttpRequest, HttpResponse

_request: ContextVar[str | None] = ContextVar("request", default=None)
_case: ContextVar[int | None] = ContextVar("case", default=None)

FIELDS = (
    "verb",
    "method",
    "view",
    "status",
    "code",
    "kind",
    "stage",
    "state",
    "creditor",
    "intake",
    "night",
    "moment",
    "contact",
    "joint",
    "key",
    "user",
    "day",
    "count",
    "rows",
    "ms",
)
"""What a log line may say beside its event. Everything else that somebody passes along is dropped."""

_EVENT = re.compile(r"[a-z][a-z0-9_.]*")
_SAFE = re.compile(r"[A-Za-z0-9_.:+-]{1,80}")
_FILLED_IN = re.compile(r"%\S+|\S*[\d@/='\"]\S*")
_MAY_BE_A_NAME = re.compile(r"%\S+|\S*[\d@/='\"A-Z]\S*")
_OURS = ("tijdig", "accounts", "demo")
_log = logging.getLogger(__name__)


class Json(logging.Formatter):
    """Makes one JSON object of a record, from an allow-list."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
            "request": _request.get(),
            "case": _case.get(),
        }
        line |= {name: _safe(getattr(record, name)) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record.exc_info[2])
        return json.dumps({key: value for key, value in line.items() if value is not None})


@contextmanager
def about(case_id: int) -> Iterator[None]:
    """Every line logged inside carries this case."""
    token = _case.set(case_id)
    try:
        yield
    finally:
        _case.reset(token)


def request_id() -> str | None:
    """The number of the request that is being answered, as the error pages show it."""
    return _request.get()


class RequestLog:
    """Gives each request a number, and logs how it went by the name of its view, never by its address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = _number(request.headers.get("X-Request-ID", ""))
        token = _request.set(number)
        started = perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = number
            _log.info("request", extra=_told(request, response, started))
        finally:
            _request.reset(token)
        return response


def _number(given: str) -> str:
    return given if 8 <= len(given) <= 64 and _SAFE.fullmatch(given) else secrets.token_hex(4)


def _told(request: HttpRequest, response: HttpResponse, started: float) -> dict[str, object]:
    match = request.resolver_match
    return {
        "method": request.method,
        "view": match.view_name if match else "none",
        "status": response.status_code,
        "ms": round((perf_counter() - started) * 1000),
    }


def _event(record: logging.LogRecord) -> str:
    """Our events are names; of others only the sentence without what was filled in."""
    text = str(record.msg)
    if _EVENT.fullmatch(text):
        return text
    if record.name.partition(".")[0] in _OURS:
        return "unnamed"
    # A sentence with its values still apart is the library's own; one that came filled in may hold a name as well.
    private = _FILLED_IN if record.args else _MAY_BE_A_NAME
    return private.sub("…", text[:1].lower() + text[1:])[:200]


def _safe(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    text = str(value)
    return text if _SAFE.fullmatch(text) else "…"


def _where(trace: TracebackType | None) -> list[str]:
    """The way to the error: file, line and function, without the values in its message."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)[-8:]]

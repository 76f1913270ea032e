"""The wire to an identity provider: JSON over HTTPS, no redirects, not too much of it, and not for long."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPMessage, HTTPResponse
from time import monotonic
from typing import IO, Any, Final
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener  # noqa: TID251 - this is the provider

SECONDS: Final = 5
MOST_BYTES: Final = 200_000
_PIECE: Final = 16_384
_HERE: Final = ("127.0.0.1", "::1", "localhost")
"""This machine itself: the only place where a provider may do without HTTPS (tests, a try-out)."""


@dataclass(frozen=True, slots=True)
class Provider:
    """With whom we speak, and as whom; without a secret we are a public client."""

    issuer: str
    client_id: str
    secret: str = field(default="", repr=False)


class DownError(Exception):
    """The provider is not there, is too slow or says what nobody understands; `code` is for the log."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class WrongError(Exception):
    """The provider answered, and the answer cannot be trusted; `code` is for the log."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Stay(HTTPRedirectHandler):
    """An answer that sends us elsewhere is no answer: a code or a secret goes to nobody else."""

    def redirect_request(
        self,
        req: Request,  # noqa: ARG002 - the shape is that of urllib
        fp: IO[bytes],  # noqa: ARG002
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: HTTPMessage,  # noqa: ARG002
        newurl: str,  # noqa: ARG002
    ) -> Request | None:
        return None


_opener = build_opener(_Stay)


def is_safe(address: Any) -> bool:
    """HTTPS, or this machine itself; and nothing hidden in it."""
    if not isinstance(address, str) or not address.isascii():
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_https = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
    return is_https and bool(parts.hostname) and "@" not in parts.netloc and not parts.fragment


def ask(
    address: Any, *, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
) -> tuple[int, dict[str, Any]]:
    """What stands there, or what it answers to a form: the status and an object; DownError for anything else."""
    if not is_safe(address):
        raise DownError("address")
    sent = urlencode(form).encode() if form is not None else None
    request = Request(address, data=sent, headers={"Accept": "application/json", **(headers or {})})  # noqa: S310 - checked above
    until = monotonic() + SECONDS
    try:
        with _opener.open(request, timeout=SECONDS) as answer:
            return answer.status, _object(answer, until)
    except HTTPError as error:
        with error:
            if not 400 <= error.code < 500:
                raise DownError(f"status.{error.code}") from None
            return error.code, {}
    except (OSError, HTTPException, ValueError) as error:
        raise DownError("unreachable") from error


def _object(answer: HTTPResponse, until: float) -> dict[str, Any]:
    held = b""
    while piece := answer.read1(_PIECE):
        held += piece
        if len(held) > MOST_BYTES:
            raise DownError("too_much")
        if monotonic() > until:
            raise DownError("too_slow")
    try:
        found = json.loads(held)
    except ValueError:
        raise DownError("no_json") from None
    if not isinstance(found, dict):
        raise DownError("no_object")
    return found

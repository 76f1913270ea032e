"""The signed token in which an identity provider says who somebody is: believed only when every part of it is right."""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from math import isfinite
from typing import Any, Final

import jwt

from tijdig.channels.oidc.wire import Provider, WrongError

KINDS: Final = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC"}
"""The algorithms that we believe, each with its kind of key. None of them can be made with a public key, or without."""

LEEWAY: Final = timedelta(seconds=60)
OLDEST: Final = timedelta(minutes=10)
"""So far may clocks differ; and so long ago at most was a token made that was asked for a moment ago."""

_LONGEST: Final = 255
_OPTIONS: Final[Any] = {
    "require": ["iss", "sub", "aud", "exp", "iat"],
    "verify_exp": False,  # by the one clock, below
    "verify_iat": False,
    "verify_nbf": False,
    "enforce_minimum_key_length": True,
}

Key = Mapping[str, Any]


def claims_of(
    token: Any, provider: Provider, keys: Iterable[Sequence[Key]], *, nonce: str, at: datetime
) -> dict[str, Any]:
    """What the token says; WrongError when it cannot be believed. The next list of keys is asked for only then."""
    try:
        header = jwt.get_unverified_header(token)
        algorithm, number = header.get("alg"), header.get("kid")
        if algorithm not in KINDS:
            raise WrongError("token.algorithm")
        found = next(filter(None, (_key(listed, algorithm, number) for listed in keys)), None)
        if found is None:
            raise WrongError("token.key")
        said = jwt.decode(
            token,
            jwt.PyJWK(dict(found), algorithm),
            algorithms=[algorithm],
            audience=provider.client_id,
            issuer=provider.issuer,
            options=_OPTIONS,
        )
    except jwt.PyJWTError as error:
        raise WrongError(f"token.{type(error).__name__}") from None
    _check(said, provider, nonce, at)
    return said


def _key(found: Sequence[Key], algorithm: str, number: Any) -> Key | None:
    """The key of that number; a token without a number only fits when there is one key of its kind."""
    kind = KINDS[algorithm]
    fit = [
        key
        for key in found
        if key.get("kty") == kind
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and number in (None, key.get("kid"))
    ]
    return fit[0] if len(fit) == 1 else None


def _check(said: Mapping[str, Any], provider: Provider, nonce: str, at: datetime) -> None:
    """What the library leaves to us: for whom, from when, and in answer to what."""
    now, made, ends, subject = at.timestamp(), _moment(said["iat"]), _moment(said["exp"]), said["sub"]
    is_many = isinstance(said["aud"], list) and len(said["aud"]) > 1
    if said.get("azp", None if is_many else provider.client_id) != provider.client_id:
        raise WrongError("token.party")
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST:
        raise WrongError("token.subject")
    if ends <= now - LEEWAY.total_seconds():
        raise WrongError("token.expired")
    if not now - OLDEST.total_seconds() <= made <= now + LEEWAY.total_seconds():
        raise WrongError("token.time")
    if "nbf" in said and _moment(said["nbf"]) > now + LEEWAY.total_seconds():
        raise WrongError("token.time")
    if not hmac.compare_digest(str(said.get("nonce", "")).encode(), nonce.encode()):
        raise WrongError("token.nonce")


def _moment(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise WrongError("token.time")
    return float(value)

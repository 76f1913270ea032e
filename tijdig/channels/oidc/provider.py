"""One identity provider: where it is, the way to it, and what it says of whoever comes back with a code."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, urlencode

from tijdig.channels.oidc import tokens
from tijdig.channels.oidc.wire import DownError, Provider, WrongError, ask, is_safe
from tijdig.rules.identity import Facts

OK, REFUSED = 200, 400
KEPT_FOR: Final = timedelta(hours=1)
WANTED: Final = ("birthdate", "family_name", "address")
_NEEDED: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_SCOPES: Final = ("openid", "profile", "address")
_PLACE: Final = "/.well-known/openid-configuration"
_PASS: Final = re.compile(r"[!-~]+")
_kept: dict[str, tuple[datetime, dict[str, Any]]] = {}


@dataclass(frozen=True, slots=True)
class Trip:
    """What only we know of one visit to the provider, until somebody comes back."""

    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Told:
    """Who the provider says came back: a name for them there, and facts."""

    subject: str
    facts: Facts


def address(provider: Provider, trip: Trip, *, state: str, back: str, at: datetime) -> str:
    """Where somebody goes to log in; they come back at `back`."""
    found = _about(provider, at)
    values = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "state": state,
        "nonce": trip.nonce,
        "code_challenge": _challenge(trip.verifier),
        "code_challenge_method": "S256",
        "prompt": "login",
        **_wanted(found),
    }
    place = str(found["authorization_endpoint"])
    return f"{place}{'&' if '?' in place else '?'}{urlencode(values)}"


def answers_with_its_name(provider: Provider, at: datetime) -> bool:
    """Whether the provider promised to say its name with every answer, against mix-ups (RFC 9207)."""
    return _about(provider, at).get("authorization_response_iss_parameter_supported") is True


def told(provider: Provider, code: str, trip: Trip, *, back: str, at: datetime) -> Told:
    """Hand in the code, once, and read who came back; DownError or WrongError when that cannot be known."""
    found = _about(provider, at)
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": trip.verifier}
    more, headers = _as_whom(provider, found)
    status, answer = ask(found["token_endpoint"], form=form | more, headers=headers)
    if status == REFUSED:
        raise WrongError("code")
    if status != OK:
        raise DownError(f"code.{status}")
    said = tokens.claims_of(answer.get("id_token"), provider, _keys(found, at), nonce=trip.nonce, at=at)
    return Told(said["sub"], _facts(_with_more(said, found, answer)))


def _about(provider: Provider, at: datetime) -> dict[str, Any]:
    """What the provider says of itself; it must say that it is who we think, and that it is safe to go there."""
    place = provider.issuer.rstrip("/") + _PLACE
    found = _read(place, at)
    is_theirs = found.get("issuer") == provider.issuer
    if is_theirs and all(is_safe(found.get(name)) for name in _NEEDED):
        return found
    _kept.pop(place, None)  # a wrong page of one minute must not shut the door for an hour
    raise DownError("endpoint" if is_theirs else "issuer")


def _read(place: str, at: datetime, *, fresh: bool = False) -> dict[str, Any]:
    kept = _kept.get(place)
    if kept and not fresh and timedelta(0) <= at - kept[0] < KEPT_FOR:
        return kept[1]
    status, found = ask(place)
    if status != OK:
        raise DownError(f"status.{status}")
    _kept[place] = (at, found)
    return found


def _keys(found: Mapping[str, Any], at: datetime) -> Iterator[Sequence[tokens.Key]]:
    """The keys as we know them; then, for who did not find one, as they are now."""
    for fresh in (False, True):
        listed = _read(found["jwks_uri"], at, fresh=fresh).get("keys")
        yield [key for key in listed if isinstance(key, dict)] if isinstance(listed, list) else []


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _wanted(found: Mapping[str, Any]) -> dict[str, str]:
    """Only the facts that we compare, where the provider lets us say so; else the groups that hold them."""
    if found.get("claims_parameter_supported") is True:
        each = dict.fromkeys(WANTED)
        return {"scope": "openid", "claims": json.dumps({"id_token": each, "userinfo": each}, separators=(",", ":"))}
    known = found.get("scopes_supported")
    return {"scope": " ".join(one for one in _SCOPES if not isinstance(known, list) or one in known)}


def _as_whom(provider: Provider, found: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """How we say who we are: with the secret in the header, in the form where only that is known, or without one."""
    if not provider.secret:
        return {"client_id": provider.client_id}, {}
    ways = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if "client_secret_basic" in ways:
        pair = f"{quote(provider.client_id, safe='')}:{quote(provider.secret, safe='')}"
        return {}, {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
    return {"client_id": provider.client_id, "client_secret": provider.secret}, {}


def _with_more(said: dict[str, Any], found: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that do not stand in the token, from where the provider keeps them; of the same person only."""
    place, pass_ = found.get("userinfo_endpoint"), answer.get("access_token")
    if all(name in said for name in WANTED) or not place or not isinstance(pass_, str) or not _PASS.fullmatch(pass_):
        return said
    status, more = ask(place, headers={"Authorization": f"Bearer {pass_}"})
    if status != OK:
        return said
    if more.get("sub") != said["sub"]:
        raise WrongError("more.subject")
    return more | said


def _facts(said: Mapping[str, Any]) -> Facts:
    place = said.get("address")
    postcode = place.get("postal_code") if isinstance(place, dict) else ""
    return Facts(_day(said.get("birthdate")), _text(postcode), _text(said.get("family_name")))


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""

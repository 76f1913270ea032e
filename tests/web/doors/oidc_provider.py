"""A real, small OpenID provider on this machine: discovery, keys, a login form, a token endpoint that checks all."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from tijdig.channels.oidc import provider as channel

CLIENT, SECRET = "tijdig-proef", "geheim van de proef"
Claims = dict[str, Any]
Twist = Callable[[Claims], Claims]

ANNA: Claims = {
    "sub": "anna-1984", "birthdate": "1984-05-17", "family_name": "Wit", "given_name": "Anna",
    "address": {"postal_code": "1288aw", "locality": "Watermeer"},
}  # fmt: skip
NEIGHBOUR: Claims = {"sub": "buurvrouw", "birthdate": "1971-02-03", "family_name": "Smit", "given_name": "Els"}
PEOPLE = {"anna": ANNA, "buurvrouw": NEIGHBOUR}


@cache
def _keys(number: str) -> tuple[rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey]:
    """A pair for each number, made once: to find the primes takes longer than most tests."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048), ec.generate_private_key(ec.SECP256R1())


def same(claims: Claims) -> Claims:
    """No twist."""
    return claims


@dataclass
class Provider:
    """How it behaves; a test changes what it needs."""

    now: Callable[[], datetime]
    address: str = ""
    people: dict[str, Claims] = field(default_factory=lambda: dict(PEOPLE))
    secret: str = SECRET
    algorithm: str = "RS256"
    number: str = "sleutel-1"
    twist: Twist = same  # of the token, before it is signed
    more: Twist = same  # of what the provider says of itself
    forge: Callable[["Provider", Claims], str] | None = None  # another way to make the token
    by_form: bool = False  # the secret goes in the form, not in the header
    facts_apart: bool = False  # only at the userinfo endpoint
    slow: float = 0
    broken: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    passes: dict[str, Claims] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.new_keys(self.number)

    def new_keys(self, number: str) -> None:
        """Keys are replaced now and then."""
        self.number = number
        self.rsa, self.ec = _keys(number)

    def about(self) -> Claims:
        said: Claims = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "userinfo_endpoint": f"{self.address}/who",
            "response_types_supported": ["code"],
            "scopes_supported": ["openid", "profile", "address", "email"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
        }
        return self.more(said)

    def keys(self) -> Claims:
        public = [
            RSAAlgorithm.to_jwk(self.rsa.public_key(), as_dict=True) | {"kid": self.number, "use": "sig"},
            ECAlgorithm.to_jwk(self.ec.public_key(), as_dict=True) | {"kid": f"{self.number}-ec", "use": "sig"},
        ]
        return {"keys": public}

    def signed(self, claims: Claims) -> str:
        is_rsa = self.algorithm.startswith(("RS", "PS"))
        headers = {"kid": self.number if is_rsa else f"{self.number}-ec"}
        return jwt.encode(claims, self.rsa if is_rsa else self.ec, algorithm=self.algorithm, headers=headers)

    def code_for(self, name: str, query: dict[str, str]) -> str:
        code = base64.urlsafe_b64encode(hashlib.sha256(f"{name}{len(self.codes)}{query['state']}".encode()).digest())
        self.codes[code.decode()] = query | {"name": name}
        return code.decode()

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, Claims]:
        """The token for a code: once, from whom it was given to, who can show the verifier."""
        if self.secret and not self._knows(form, authorization):
            return 401, {"error": "invalid_client"}
        given = self.codes.pop(form.get("code", ""), None)
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if (
            given is None
            or given["code_challenge_method"] != "S256"
            or given["code_challenge"] != challenge
            or given["redirect_uri"] != form.get("redirect_uri")
            or form.get("grant_type") != "authorization_code"
            or (not self.secret and form.get("client_id") != CLIENT)
        ):
            return 400, {"error": "invalid_grant"}
        person, at = self.people[given["name"]], int(self.now().timestamp())
        shown = {"sub": person["sub"]} if self.facts_apart else person
        claims = self.twist(
            {"iss": self.address, "aud": CLIENT, "iat": at, "exp": at + 300, "nonce": given["nonce"], **shown}
        )
        made = self.forge(self, claims) if self.forge else self.signed(claims)
        pass_ = f"pas-{len(self.passes)}"
        self.passes[pass_] = person
        return 200, {"token_type": "Bearer", "access_token": pass_, "id_token": made}

    def _knows(self, form: dict[str, str], authorization: str) -> bool:
        if self.by_form:
            return (form.get("client_id"), form.get("client_secret"), authorization) == (CLIENT, self.secret, "")
        pair = base64.b64encode(f"{quote(CLIENT)}:{quote(self.secret)}".encode()).decode()
        return "client_secret" not in form and authorization == f"Basic {pair}"


class _Desk(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        place = urlsplit(self.path)
        self._begin(place.path)
        query = {name: values[0] for name, values in parse_qs(place.query).items()}
        if self.provider.broken:
            self._send(500, b"kapot", "text/html")
        elif place.path == "/.well-known/openid-configuration":
            self._json(200, self.provider.about())
        elif place.path == "/keys":
            self._json(200, self.provider.keys())
        elif place.path == "/who":
            person = self.provider.passes.get(self.headers.get("Authorization", "").removeprefix("Bearer "))
            self._json(200 if person else 401, person or {})
        elif place.path == "/authorize" and query.get("client_id") == CLIENT and query.get("response_type") == "code":
            kept = escape(json.dumps(query))
            buttons = "".join(f'<button name="wie" value="{name}">{name}</button>' for name in self.provider.people)
            form = (
                f'<form method="post" action="/login"><input type="hidden" name="vraag" value="{kept}">'
                f'{buttons}<button name="wie" value="">Stoppen</button></form>'
            )
            self._send(200, f"<!doctype html><title>Inloggen</title><h1>Inloggen</h1>{form}".encode(), "text/html")
        else:
            self._json(404, {})

    def do_POST(self) -> None:
        self._begin(self.path)
        size = int(self.headers.get("Content-Length", 0))
        form = {name: values[0] for name, values in parse_qs(self.rfile.read(size).decode()).items()}
        if self.path == "/login":
            query: dict[str, str] = json.loads(form["vraag"])
            name = form.get("wie", "")
            answer = {"code": self.provider.code_for(name, query)} if name else {"error": "access_denied"}
            self.send_response(302)
            self.send_header("Location", f"{query['redirect_uri']}?{urlencode({**answer, 'state': query['state']})}")
            self.end_headers()
        elif self.path == "/token" and not self.provider.broken:
            self._json(*self.provider.token(form, self.headers.get("Authorization", "")))
        else:
            self._send(500, b"kapot", "text/html")

    def _begin(self, path: str) -> None:
        self.provider.asked.append(path)
        time.sleep(self.provider.slow)

    def _json(self, status: int, said: Claims) -> None:
        self._send(status, json.dumps(said).encode(), "application/json")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            pass  # who asked did not wait

    def log_message(self, *args: Any) -> None:
        """Silence."""


@contextmanager
def running(now: Callable[[], datetime]) -> Iterator[Provider]:
    """A provider that answers on a port of its own; what was kept of another that had it is forgotten."""
    channel._kept.clear()
    provider = Provider(now)
    desk = type("Desk", (_Desk,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), desk)
    provider.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **more: Any) -> None:
        return None


def log_in(address: str, name: str) -> str:
    """As a person in a browser does: the form, the button, and where that leads."""
    opener = build_opener(_Stay)
    with opener.open(address, timeout=10) as page:
        html = page.read().decode()
    kept = html.partition('name="vraag" value="')[2].partition('"')[0]
    query = kept.replace("&quot;", '"').replace("&amp;", "&")
    place = urlsplit(address)
    request = Request(f"{place.scheme}://{place.netloc}/login", data=urlencode({"vraag": query, "wie": name}).encode())
    try:
        opener.open(request, timeout=10)
    except HTTPError as moved:
        with moved:
            return str(moved.headers["Location"])
    raise AssertionError(address)

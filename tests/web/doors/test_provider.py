"""Level 2: to an identity provider and back over real HTTP, and everything that somebody could try on the way."""

import base64
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from accounts.models import User
from tests.factories import make_details
from tests.web import pages
from tests.web.doors import oidc_provider
from tests.web.doors.house import House, enter
from tests.web.doors.oidc_provider import ANNA, CLIENT, NEIGHBOUR, SECRET, Claims, Provider, log_in
from tijdig import clock, urls
from tijdig.actions import proving as acts
from tijdig.channels.oidc import wire
from tijdig.models import AuditEvent, CustomerSession, DoorTry, IdentityCheck
from tijdig.queries import proving
from tijdig.queries.doors import session_of, visitor_of
from tijdig.queries.proving import LEVELS, Deed
from tijdig.web.portal.session import COOKIE, customer_required
from tijdig.words import AssuranceLevel, ProofMeans


@customer_required(level=AssuranceLevel.PROVEN)
def _level_2(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"level {request.customer.level}")  # type: ignore[attr-defined]


urlpatterns = [*urls.urlpatterns, path("proef/2", _level_2)]
pytestmark = pytest.mark.urls(__name__)
BACK = "https://mijn.woonstede.example/bewijs/terug"
WHO = {"day": "17", "month": "5", "year": "1984", "postcode": "1288aw"}


@dataclass
class Trip:
    """Anna's browser, with her code given, and the provider."""

    client: Client
    provider: Provider
    house: House

    def start(self, wanted: str = "/proef/2") -> str:
        """The button; where it leads."""
        return str(self.client.post("/bewijs", {"naar": wanted})["Location"])

    def come_back(self, address: str) -> Any:
        """The browser follows the provider's redirect to us, whatever the name of our host."""
        place = urlsplit(address)
        return self.client.get(f"{place.path}?{place.query}")

    def go(self, name: str = "anna", wanted: str = "/proef/2") -> Any:
        """There and back."""
        return self.come_back(log_in(self.start(wanted), name))

    @property
    def level(self) -> int:
        session = session_of(self.client.cookies[COOKIE].value)
        return visitor_of(session, clock.now()).level if session else -1


@pytest.fixture
def provider() -> Iterator[Provider]:
    with oidc_provider.running(clock.now) as one:
        yield one


@pytest.fixture
def trip(house: House, client: Client, provider: Provider, settings: LazySettings) -> Trip:
    settings.OIDC_SECRETS = {"WOONSTEDE": SECRET}
    house.people.woonstede.identity_provider = {
        "issuer": provider.address, "client_id": CLIENT, "name": "Mijn Bank",
    }  # fmt: skip
    house.people.woonstede.save()
    enter(client, house.anna)
    return Trip(client, provider, house)


def said(response: Any) -> str:
    return pages.said(pages.read(response.content))


def refused(trip: Trip, response: Any, status: int, words: str) -> None:
    """A kind page, a person, nothing raised, nobody logged in."""
    page = pages.read(response.content)
    assert (response.status_code, words in pages.said(page)) == (status, True), pages.said(page)
    assert page.links["020 555 01 23"] == "tel:0205550123"
    assert trip.level == AssuranceLevel.CODE
    assert trip.client.get("/proef/2").status_code == 302
    assert IdentityCheck.objects.count() == 0


# The whole way ------------------------------------------------------------------------------------------------------


def test_step_up_leads_to_the_provider_and_back_to_where_somebody_wanted_to_be(trip: Trip) -> None:
    asked = trip.client.get("/proef/2")
    page = pages.read(trip.client.get(asked["Location"]).content)
    before = trip.client.cookies[COOKIE].value
    back = trip.go()

    assert asked["Location"] == "/bewijs?naar=%2Fproef%2F2"
    assert page.title == "Laat zien dat u het bent - Woonstede"
    assert (back.status_code, back["Location"]) == (302, "/proef/2")
    assert trip.client.get("/proef/2").content == b"level 2"
    assert trip.client.cookies[COOKIE].value != before
    assert User.objects.filter(email__icontains="anna").count() == 0


def test_what_we_ask_is_the_code_flow_with_pkce_and_secrets_of_its_own_each_time(trip: Trip) -> None:
    first, second = (parse_qs(urlsplit(trip.start()).query) for _ in range(2))

    assert first["response_type"] == ["code"]
    assert first["redirect_uri"] == [BACK]
    assert first["code_challenge_method"] == ["S256"]
    assert first["scope"] == ["openid profile address"]
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name][0]) > 40
        assert first[name] != second[name]


def test_verifier_and_nonce_never_reach_the_browser(trip: Trip) -> None:
    address = trip.start()
    (kept,) = trip.client.session["bewijs"]

    assert kept["verifier"] not in address
    assert all(kept["verifier"] not in cookie.value for cookie in trip.client.cookies.values())


def test_only_what_we_compare_is_asked_where_the_provider_lets_us_say_so(trip: Trip) -> None:
    trip.provider.more = lambda said: said | {"claims_parameter_supported": True}

    asked = parse_qs(urlsplit(trip.start()).query)

    each = {"birthdate": None, "family_name": None, "address": None}
    assert asked["scope"] == ["openid"]
    assert json.loads(asked["claims"][0]) == {"id_token": each, "userinfo": each}


def test_check_keeps_a_hash_of_the_account_and_nothing_of_what_was_told(trip: Trip) -> None:
    trip.go()

    check = IdentityCheck.objects.get()
    assert (check.customer_id, check.means, check.provider) == (
        trip.house.people.anna.customer_id, ProofMeans.PROVIDER, trip.provider.address,
    )  # fmt: skip
    assert (len(check.subject_hash), check.note) == (64, "")
    assert ANNA["sub"] not in repr(vars(check))
    assert check.expires_at - check.checked_at == timedelta(days=365)
    event = AuditEvent.objects.get(what="identity.provider")
    assert (event.by, event.facts) == (f"customer:{check.customer_id}", {})


def test_public_client_needs_no_secret(trip: Trip, settings: LazySettings) -> None:
    settings.OIDC_SECRETS, trip.provider.secret = {}, ""

    assert trip.go()["Location"] == "/proef/2"


def test_secret_goes_in_the_form_where_the_provider_knows_only_that(trip: Trip) -> None:
    trip.provider.more = lambda said: said | {"token_endpoint_auth_methods_supported": ["client_secret_post"]}

    trip.provider.by_form = True

    assert trip.go()["Location"] == "/proef/2"


def test_facts_may_stand_apart_from_the_token(trip: Trip) -> None:
    trip.provider.facts_apart = True

    assert trip.go()["Location"] == "/proef/2"
    assert "/who" in trip.provider.asked


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256"])
def test_good_signatures_are_believed(algorithm: str, trip: Trip) -> None:
    trip.provider.algorithm = algorithm

    assert trip.go()["Location"] == "/proef/2"


def test_keys_that_are_replaced_are_fetched_once_more(trip: Trip) -> None:
    trip.go()
    trip.provider.new_keys("sleutel-2")
    asked = trip.provider.asked.count("/keys")
    CustomerSession.objects.update(level=0)

    assert trip.go()["Location"] == "/proef/2"
    assert trip.provider.asked.count("/keys") == asked + 1


def test_account_that_was_right_before_is_enough_without_facts(trip: Trip) -> None:
    trip.go()
    CustomerSession.objects.update(level=0)
    trip.provider.people["anna"] = {"sub": ANNA["sub"]}

    assert trip.go()["Location"] == "/proef/2"
    assert IdentityCheck.objects.count() == 1


# How long it lasts --------------------------------------------------------------------------------------------------


def test_level_2_lapses_after_an_hour_of_rest(trip: Trip, later: Callable[..., None]) -> None:
    trip.go()
    later(minutes=40)
    busy = trip.client.get("/proef/2").status_code
    later(minutes=61)

    assert (busy, trip.level) == (200, AssuranceLevel.CODE)
    assert trip.client.get("/proef/2").status_code == 302


def test_remembered_phone_does_not_keep_level_2(trip: Trip, later: Callable[..., None]) -> None:
    enter(trip.client, trip.house.anna, remember="on")
    trip.go()
    proved = trip.client.get("/proef/2").status_code
    kept = trip.client.cookies[COOKIE]["max-age"]
    later(days=2)

    assert (proved, kept) == (200, 90 * 86_400)
    assert trip.client.get("/overzicht").status_code == 200
    assert trip.client.get("/proef/2")["Location"] == "/bewijs?naar=%2Fproef%2F2"


def test_birth_date_afterwards_does_not_take_level_2_away(trip: Trip) -> None:
    trip.go()
    trip.client.post("/wie", WHO)

    assert trip.level == AssuranceLevel.PROVEN


def test_back_button_after_proving_goes_on(trip: Trip) -> None:
    address = log_in(trip.start(), "anna")
    trip.come_back(address)
    again = trip.come_back(address)

    assert (again.status_code, "Het duurde te lang, of deze pagina is al gebruikt." in said(again)) == (400, True)
    assert trip.level == AssuranceLevel.PROVEN
    assert trip.client.get("/bewijs?naar=/proef/2")["Location"] == "/proef/2"


def test_two_tabs_both_arrive(trip: Trip) -> None:
    first, second = trip.start("/overzicht"), trip.start("/proef/2")

    assert trip.come_back(log_in(second, "anna"))["Location"] == "/proef/2"
    assert trip.come_back(log_in(first, "anna"))["Location"] == "/overzicht"


# The trip itself: state, code, time, session --------------------------------------------------------------------------

OLD = "Het duurde te lang, of deze pagina is al gebruikt. Begin gerust opnieuw."
WRONG = "Er ging iets mis bij het inloggen. Dat lag niet aan u."


@pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=", "?code=x&state=verzonnen", "?state=%C3%A9&code=x"])
def test_coming_back_without_having_left_does_nothing(query: str, trip: Trip) -> None:
    trip.start()

    refused(trip, trip.client.get(f"/bewijs/terug{query}"), 400, OLD)
    assert "/token" not in trip.provider.asked


def test_state_of_somebody_else_does_nothing(trip: Trip) -> None:
    """Login forgery: an attacker gives the victim a link that ends his own login."""
    attacker = Client()
    enter(attacker, trip.house.anna)
    stolen = Trip(attacker, trip.provider, trip.house)

    refused(trip, trip.come_back(log_in(stolen.start(), "anna")), 400, OLD)


def test_trip_begun_in_another_visit_of_this_browser_does_nothing(trip: Trip) -> None:
    address = log_in(trip.start(), "anna")
    enter(trip.client, trip.house.anna)

    refused(trip, trip.come_back(address), 400, OLD)


def test_trip_of_one_customer_never_raises_another(trip: Trip) -> None:
    address = log_in(trip.start(), "anna")
    enter(trip.client, trip.house.chantal)

    refused(trip, trip.come_back(address), 400, OLD)


def test_trip_of_more_than_ten_minutes_begins_again(trip: Trip, later: Callable[..., None]) -> None:
    address = log_in(trip.start(), "anna")
    later(minutes=10)

    refused(trip, trip.come_back(address), 400, OLD)


def test_state_works_once_even_after_a_failure(trip: Trip) -> None:
    address = log_in(trip.start(), "buurvrouw")
    trip.come_back(address)

    refused(trip, trip.come_back(address), 400, OLD)


def test_code_works_once(trip: Trip) -> None:
    """A code that leaked is worth nothing: the provider gave its token already."""
    used = parse_qs(urlsplit(log_in(trip.start(), "anna")).query)["code"][0]
    trip.provider.codes.pop(used)
    state = parse_qs(urlsplit(trip.start()).query)["state"][0]

    refused(trip, trip.client.get("/bewijs/terug", {"code": used, "state": state}), 400, WRONG)


def test_code_of_somebody_elses_trip_fails_on_its_verifier(trip: Trip) -> None:
    other = Client()
    enter(other, trip.house.chantal)
    stolen = parse_qs(urlsplit(log_in(Trip(other, trip.provider, trip.house).start(), "anna")).query)["code"][0]
    state = parse_qs(urlsplit(trip.start()).query)["state"][0]

    refused(trip, trip.client.get("/bewijs/terug", {"code": stolen, "state": state}), 400, WRONG)


def test_session_that_ended_meanwhile_asks_for_the_code_first(trip: Trip) -> None:
    address = log_in(trip.start(), "anna")
    trip.client.post("/uit")

    assert trip.come_back(address)["Location"] == "/?naar=%2Fbewijs%2Fterug"


def test_key_and_web_session_of_before_open_nothing_after(trip: Trip) -> None:
    """Session fixation: whoever planted them is left behind at level 0 or outside."""
    address = log_in(trip.start(), "anna")
    key, web = trip.client.cookies[COOKIE].value, trip.client.session.session_key
    trip.come_back(address)
    planted = Client()
    planted.cookies[COOKIE] = key

    assert planted.get("/proef/2")["Location"] == "/?naar=%2Fproef%2F2"
    assert trip.client.session.session_key != web
    assert not Session.objects.filter(session_key=web).exists()


# The token -----------------------------------------------------------------------------------------------------------


def b64(value: Any) -> str:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def nobody_signed(provider: Provider, claims: Claims) -> str:
    return f"{b64({'alg': 'none', 'typ': 'JWT'})}.{b64(claims)}."


def signed_with_the_public_key(provider: Provider, claims: Claims) -> str:
    """HS256 with the public key as its secret: what a library that believes the header would accept."""
    import hmac

    public = provider.rsa.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    head = f"{b64({'alg': 'HS256', 'kid': provider.number})}.{b64(claims)}"
    return f"{head}.{b64(hmac.digest(public, head.encode(), 'sha256'))}"


def signed_by_somebody_else(provider: Provider, claims: Claims) -> str:
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return jwt.encode(claims, stranger, algorithm="RS256", headers={"kid": provider.number})


def signed_with_an_unknown_key(provider: Provider, claims: Claims) -> str:
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return jwt.encode(claims, stranger, algorithm="RS256", headers={"kid": "nooit gezien"})


def signed_with_a_key_in_its_own_header(provider: Provider, claims: Claims) -> str:
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = jwt.algorithms.RSAAlgorithm.to_jwk(stranger.public_key(), as_dict=True)
    return jwt.encode(claims, stranger, algorithm="RS256", headers={"jwk": public, "kid": "eigen"})


def changed_after_signing(provider: Provider, claims: Claims) -> str:
    head, _, seal = provider.signed(claims | {"sub": "buurvrouw"}).split(".")
    return f"{head}.{b64(claims)}.{seal}"


def another_algorithm_than_the_key(provider: Provider, claims: Claims) -> str:
    _, body, seal = provider.signed(claims).split(".")
    return f"{b64({'alg': 'ES256', 'kid': provider.number})}.{body}.{seal}"


def no_token(provider: Provider, claims: Claims) -> str:
    return "geen.token"


FORGERIES = [
    nobody_signed, signed_with_the_public_key, signed_by_somebody_else, signed_with_an_unknown_key,
    signed_with_a_key_in_its_own_header, changed_after_signing, another_algorithm_than_the_key, no_token,
]  # fmt: skip


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_forged_token_is_not_believed_and_counts_as_a_try(forge: Callable[[Provider, Claims], str], trip: Trip) -> None:
    trip.provider.forge = forge

    refused(trip, trip.go(), 400, WRONG)
    assert DoorTry.objects.filter(kind="provider").count() == 2  # of the session, and of the case


TWISTS: list[tuple[str, Callable[[Claims], Claims]]] = [
    ("another nonce", lambda said: said | {"nonce": "van iemand anders"}),
    ("no nonce", lambda said: {name: value for name, value in said.items() if name != "nonce"}),
    ("for another client", lambda said: said | {"aud": "een andere dienst"}),
    ("for many, and not by us", lambda said: said | {"aud": [CLIENT, "een andere dienst"]}),
    ("by another party", lambda said: said | {"azp": "een andere dienst"}),
    ("from another issuer", lambda said: said | {"iss": "https://inloggen.kwaad.example"}),
    ("expired", lambda said: said | {"exp": said["iat"] - 61}),
    ("old", lambda said: said | {"iat": said["iat"] - 601}),
    ("not yet made", lambda said: said | {"iat": said["iat"] + 61}),
    ("not yet valid", lambda said: said | {"nbf": said["iat"] + 61}),
    ("no end", lambda said: {name: value for name, value in said.items() if name != "exp"}),
    ("an end without end", lambda said: said | {"exp": float("inf")}),
    ("an end that is no number", lambda said: said | {"exp": True}),
    ("nobody", lambda said: said | {"sub": ""}),
]


@pytest.mark.parametrize("twist", [twist for _, twist in TWISTS], ids=[name for name, _ in TWISTS])
def test_token_that_is_not_for_this_visit_is_not_believed(twist: Callable[[Claims], Claims], trip: Trip) -> None:
    trip.provider.twist = twist

    refused(trip, trip.go(), 400, WRONG)


def test_clocks_may_differ_by_less_than_a_minute(trip: Trip) -> None:
    trip.provider.twist = lambda said: said | {"iat": said["iat"] + 59, "exp": said["iat"] - 59}

    assert trip.go()["Location"] == "/proef/2"


def test_token_for_more_parties_that_was_made_for_us_is_right(trip: Trip) -> None:
    trip.provider.twist = lambda said: said | {"aud": [CLIENT, "een andere dienst"], "azp": CLIENT}

    assert trip.go()["Location"] == "/proef/2"


def test_facts_of_another_person_than_the_token_are_not_believed(trip: Trip) -> None:
    trip.provider.facts_apart = True
    trip.provider.twist = lambda said: said | {"sub": "buurvrouw"}

    refused(trip, trip.go(), 400, WRONG)


# Mix-ups and open doors ----------------------------------------------------------------------------------------------


def test_answer_that_says_another_issuer_is_not_believed(trip: Trip) -> None:
    refused(trip, trip.come_back(log_in(trip.start(), "anna") + "&iss=https://kwaad.example"), 400, WRONG)
    assert "/token" not in trip.provider.asked


def test_answer_without_the_name_that_was_promised_is_not_believed(trip: Trip) -> None:
    trip.provider.more = lambda said: said | {"authorization_response_iss_parameter_supported": True}
    nameless = trip.go()
    named = trip.come_back(f"{log_in(trip.start(), 'anna')}&iss={trip.provider.address}")

    assert (nameless.status_code, named.status_code) == (400, 302)


def test_provider_that_was_changed_meanwhile_is_not_given_the_code(trip: Trip) -> None:
    address, woonstede = log_in(trip.start(), "anna"), trip.house.people.woonstede
    with oidc_provider.running(clock.now) as other:
        woonstede.identity_provider = woonstede.identity_provider | {"issuer": other.address}
        woonstede.save()

        refused(trip, trip.come_back(address), 400, WRONG)
        assert "/token" not in other.asked


@pytest.mark.parametrize(
    "more",
    [
        {"issuer": "https://inloggen.kwaad.example"},
        {"token_endpoint": "http://inloggen.kwaad.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": None},
    ],
)
def test_provider_that_sends_us_to_an_unsafe_place_is_not_followed(more: Claims, trip: Trip) -> None:
    trip.provider.more = lambda said: said | more

    refused(trip, trip.client.post("/bewijs"), 503, "Inloggen lukt daar nu even niet.")


@pytest.mark.parametrize(
    "wanted", ["https://kwaad.example/", "//kwaad.example", "/\\kwaad.example", "javascript:alert(1)", "/werk/", ""]
)
def test_nobody_is_sent_to_another_site(wanted: str, trip: Trip) -> None:
    assert trip.go(wanted=wanted)["Location"] == "/overzicht"


def test_way_back_is_the_address_of_the_organisation_whatever_the_request_says(
    trip: Trip, settings: LazySettings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    started = trip.client.post("/bewijs", {"naar": "/proef/2"}, headers={"Host": "kwaad.example"})

    assert parse_qs(urlsplit(started["Location"]).query)["redirect_uri"] == [BACK]


def test_form_from_elsewhere_does_not_send_anybody_away(trip: Trip) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = trip.client.cookies

    response = strict.post("/bewijs", {}, headers={"Origin": "https://kwaad.example"})

    assert response.status_code == 403
    assert trip.provider.asked == []


# Other people ---------------------------------------------------------------------------------------------------------

OTHER = "Wij zagen niet zeker dat u het bent. Misschien logde iemand anders in. Bel ons gerust."


def test_account_of_somebody_else_raises_nothing_and_counts(trip: Trip) -> None:
    refused(trip, trip.go("buurvrouw"), 403, OTHER)
    assert DoorTry.objects.filter(kind="provider").count() == 2


@pytest.mark.parametrize(
    "facts",
    [
        {"birthdate": "1984-05-18"},
        {"birthdate": "0000-05-17"},
        {"birthdate": 1984},
        {"birthdate": None},
        {"address": {"postal_code": "1288 AX"}},
        {"family_name": "Jansen"},
        {"family_name": None, "address": None},
        {"family_name": "", "address": "Lindepad 7"},
    ],
)
def test_facts_that_differ_or_are_too_few_raise_nothing(facts: Claims, trip: Trip) -> None:
    trip.provider.people["anna"] = ANNA | facts

    refused(trip, trip.go(), 403, OTHER)


@pytest.mark.parametrize(
    "facts",
    [{"address": None}, {"family_name": None}, {"family_name": "de Wit"}, {"family_name": "Wit-Jansen"}],
)
def test_facts_that_are_there_and_right_are_enough(facts: Claims, trip: Trip) -> None:
    trip.provider.people["anna"] = ANNA | facts

    assert trip.go()["Location"] == "/proef/2"


def test_account_that_was_right_for_one_customer_is_not_for_another(trip: Trip) -> None:
    trip.go()
    enter(trip.client, trip.house.chantal)

    assert (trip.go().status_code, trip.level) == (403, AssuranceLevel.CODE)


def test_customer_whose_facts_we_do_not_have_is_helped_by_a_person(trip: Trip) -> None:
    trip.house.people.anna.customer.details.update(birth_on=None)

    refused(trip, trip.go(), 403, OTHER)


def test_newer_facts_are_the_ones_that_count(trip: Trip) -> None:
    make_details(trip.house.people.anna.customer, last_name="Bakker", postcode="1300 AA")
    trip.provider.people["anna"] = ANNA | {"family_name": "Bakker", "address": {"postal_code": "1300AA"}}

    assert trip.go()["Location"] == "/proef/2"


def test_five_wrong_accounts_close_this_way_for_a_quarter_of_an_hour(trip: Trip, later: Callable[..., None]) -> None:
    statuses = [trip.go("buurvrouw").status_code for _ in range(5)]
    locked = trip.client.post("/bewijs")
    later(minutes=16)

    assert (statuses, locked.status_code) == ([403] * 5, 429)
    assert "Probeer het over een kwartier nog eens, of bel ons." in said(locked)
    assert trip.go()["Location"] == "/proef/2"


def test_trips_begun_side_by_side_are_no_more_tries(trip: Trip) -> None:
    for _ in range(4):
        trip.go("buurvrouw")
    addresses = [log_in(trip.start(), "buurvrouw") for _ in range(2)]

    assert [trip.come_back(address).status_code for address in addresses] == [403, 429]


# When it does not work ------------------------------------------------------------------------------------------------


def test_stopping_at_the_provider_is_no_fault_and_no_try(trip: Trip) -> None:
    back = trip.go("")

    refused(trip, back, 200, "U bent gestopt met inloggen. Dat geeft niet.")
    assert pages.read(back.content).links["Probeer het nog eens"] == "/bewijs?naar=/proef/2"
    assert DoorTry.objects.count() == 0


@pytest.mark.parametrize(
    ("error", "status"), [("server_error", 503), ("temporarily_unavailable", 503), ("invalid_scope", 400), ("<b>", 400)]
)
def test_errors_of_the_provider_become_plain_words(error: str, status: int, trip: Trip) -> None:
    state = parse_qs(urlsplit(trip.start()).query)["state"][0]
    back = trip.client.get("/bewijs/terug", {"error": error, "error_description": "Secret 7", "state": state})

    assert (back.status_code, error in said(back), b"Secret 7" in back.content) == (status, False, False)
    assert b"<b>" not in back.content


def test_provider_that_is_down_is_said_kindly_and_counts_no_try(trip: Trip) -> None:
    trip.provider.broken = True
    before = trip.client.post("/bewijs", {"naar": "/proef/2"})
    trip.provider.broken = False
    address = log_in(trip.start(), "anna")
    trip.provider.broken = True
    after = trip.come_back(address)

    for page in (before, after):
        refused(trip, page, 503, "Inloggen lukt daar nu even niet. Probeer het straks nog eens, of bel ons.")
    assert DoorTry.objects.count() == 0


def test_provider_that_said_something_wrong_is_asked_anew(trip: Trip) -> None:
    plain = trip.provider.more
    trip.provider.more = lambda _: {}
    refused(trip, trip.client.post("/bewijs"), 503, "Inloggen lukt daar nu even niet.")
    trip.provider.more = plain

    assert trip.start().startswith(f"{trip.provider.address}/authorize")


def test_provider_that_nobody_answers_for_is_down(trip: Trip) -> None:
    woonstede = trip.house.people.woonstede
    with oidc_provider.running(clock.now) as gone:
        woonstede.identity_provider = woonstede.identity_provider | {"issuer": gone.address}
        woonstede.save()

    refused(trip, trip.client.post("/bewijs"), 503, "Inloggen lukt daar nu even niet.")


def test_slow_provider_is_not_waited_for(trip: Trip, monkeypatch: pytest.MonkeyPatch) -> None:
    assert wire.SECONDS == 5
    monkeypatch.setattr(wire, "SECONDS", 0.2)
    trip.provider.slow = 0.6

    refused(trip, trip.client.post("/bewijs"), 503, "Inloggen lukt daar nu even niet.")


def test_wrong_secret_is_our_fault_and_not_the_customers(trip: Trip, settings: LazySettings) -> None:
    settings.OIDC_SECRETS = {"WOONSTEDE": "verkeerd"}

    refused(trip, trip.go(), 503, "Inloggen lukt daar nu even niet.")
    assert DoorTry.objects.count() == 0


def test_nothing_personal_in_addresses_or_logs(trip: Trip, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        trip.go("buurvrouw")
        address = log_in(trip.start(), "anna")
        trip.provider.forge = nobody_signed
        trip.come_back(address)
        trip.provider.forge = None
        trip.go()

    told = address + "".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    query = parse_qs(urlsplit(address).query)
    for secret in ("1984", "1288", "anna-1984", NEIGHBOUR["family_name"], SECRET, CLIENT):
        assert secret not in told.replace(trip.provider.address, "")
    logged = "".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    assert query["code"][0] not in logged
    assert query["state"][0] not in logged
    codes = [record.code for record in caplog.records if record.getMessage() == "proof.failed"]  # type: ignore[attr-defined]
    assert codes == ["other", "wrong.token.algorithm"]


def test_page_may_lead_its_form_to_the_provider_and_nobody_is_told_where_from(trip: Trip) -> None:
    page, other = trip.client.get("/bewijs"), trip.client.get("/overzicht")

    assert f"form-action 'self' https: {trip.provider.address};" in page["Content-Security-Policy"]
    assert "form-action 'self';" in other["Content-Security-Policy"]
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("with_provider", [True, False])
@pytest.mark.parametrize("formal", [True, False])
def test_pages_are_plain_dutch_with_a_person(with_provider: bool, formal: bool, trip: Trip) -> None:
    woonstede = trip.house.people.woonstede
    woonstede.is_formal = formal
    woonstede.identity_provider = woonstede.identity_provider if with_provider else {}
    woonstede.save()
    found = [trip.client.get("/bewijs"), trip.client.get("/bewijs/terug")]

    for response in found:
        page = pages.read(response.content)
        assert [line for line in page.sentences if len(line.split()) > pages.WORDS] == []
        assert page.inline == []
        assert page.links["020 555 01 23"] == "tel:0205550123"
        assert ("[[" in page.text, " u " in page.text) == (False, formal and " u " in page.text)
        assert len(response.content) < 20_000


# Without a provider: a colleague looks --------------------------------------------------------------------------------


@pytest.fixture
def alone(trip: Trip) -> Trip:
    """An organisation without a provider."""
    trip.house.people.woonstede.identity_provider = {}
    trip.house.people.woonstede.save()
    return trip


def look(trip: Trip, means: ProofMeans = ProofMeans.COUNTER) -> None:
    acts.record(trip.house.people.anna, means, ["paspoort"], by="user:1", at=clock.now())


def test_without_a_provider_the_page_says_how_a_person_helps(alone: Trip) -> None:
    asked = alone.client.get("/proef/2")
    page = pages.read(alone.client.get(asked["Location"]).content)
    sent = alone.client.post("/bewijs")

    assert asked["Location"] == "/bewijs?naar=%2Fproef%2F2"
    assert "U belt ons, of wij bellen u." in pages.said(page)
    assert page.links["Bel mij hierover"] == "/vraag/bel-mij?over=bewijs"
    for ready in ("Onze laatste brief of e-mail.", "Uw geboortedatum, postcode en huisnummer.", "Een rekening van ons"):
        assert ready in pages.said(page)
    assert sent.status_code == 200


@pytest.mark.parametrize("means", [ProofMeans.PHONE, ProofMeans.COUNTER, ProofMeans.PAPER])
def test_check_by_a_colleague_counts_together_with_birth_date_and_postcode(means: ProofMeans, alone: Trip) -> None:
    look(alone, means)
    asked = alone.client.get("/proef/2")
    proved = alone.client.post("/wie", WHO | {"naar": "/proef/2"})

    assert asked["Location"] == "/wie?naar=%2Fproef%2F2"
    assert proved["Location"] == "/proef/2"
    assert alone.client.get("/proef/2").content == b"level 2"
    assert alone.client.get("/bewijs?naar=/proef/2")["Location"] == "/proef/2"


def test_check_by_a_colleague_holds_for_a_year(alone: Trip, later: Callable[..., None]) -> None:
    look(alone)
    later(days=364)
    enter(alone.client, alone.house.anna)
    before = alone.client.get("/proef/2")["Location"]
    later(days=1)

    assert before.startswith(("/wie", "/?"))
    assert not proving.checks(alone.house.people.anna.customer_id, clock.now()).exists()


def test_check_that_was_taken_back_or_of_another_counts_for_nothing(alone: Trip) -> None:
    look(alone)
    acts.lift(alone.house.people.anna, by="user:1", at=clock.now())
    acts.record(alone.house.people.chantal, ProofMeans.PHONE, ["postcode"], by="user:1", at=clock.now())
    alone.client.post("/wie", WHO)

    assert alone.client.get("/proef/2")["Location"] == "/bewijs?naar=%2Fproef%2F2"


def test_where_there_is_a_provider_a_check_by_a_colleague_raises_nothing_here(trip: Trip) -> None:
    look(trip)
    trip.client.post("/wie", WHO)

    assert trip.client.get("/proef/2")["Location"] == "/bewijs?naar=%2Fproef%2F2"


# Which act needs which level ------------------------------------------------------------------------------------------


def test_every_deed_has_a_level_and_a_reason() -> None:
    assert set(LEVELS) == set(Deed)
    assert LEVELS[Deed.DOWNLOAD] == AssuranceLevel.KNOWN
    assert {deed for deed, level in LEVELS.items() if level == AssuranceLevel.PROVEN} == {
        Deed.JOINT, Deed.CHANGE_IBAN,
    }  # fmt: skip
    assert all(len(deed.label.split()) <= pages.WORDS for deed in Deed)


def test_needs_says_what_is_still_missing(alone: Trip) -> None:
    def visitor() -> Any:
        session = session_of(alone.client.cookies[COOKIE].value)
        assert session
        return visitor_of(session, clock.now())

    def missing() -> list[Any]:
        return [proving.needs(visitor(), deed, clock.now()) for deed in (Deed.ASK, Deed.DOWNLOAD, Deed.JOINT)]

    with_code = missing()
    alone.client.post("/wie", WHO)
    known = missing()
    look(alone)

    assert with_code == [None, AssuranceLevel.KNOWN, AssuranceLevel.PROVEN]
    assert known == [None, None, AssuranceLevel.PROVEN]
    assert missing() == [None, None, None]

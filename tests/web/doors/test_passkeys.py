"""Passkeys: the whole ceremony in Chromium with a virtual key, and what a broken or strange key meets."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Route
from pytest_django.live_server_helper import LiveServer

from accounts.passkeys import UNKNOWN
from tests.web.browsing import go
from tests.web.doors.house import PASSWORD, House, app_code, with_app
from tests.web.doors.test_staff import password, say_again, sign_in
from tests.web.workbench import session_of
from tijdig.models import HandOver

NO_KEY = "Het is niet gelukt. U stopte zelf, of op dit apparaat staat geen toegangssleutel voor Tijdig."
ANSWER = {"clientDataJSON": "e30", "authenticatorData": "AAAA", "signature": "AAAA", "userHandle": "MQ"}
GET = "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFBQSIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3QifQ"
STRANGE = [
    "",
    "geen json",
    "null",
    "[]",
    "{}",
    "1",
    json.dumps({"id": "AAAA"}),
    json.dumps({"type": "public-key", "id": "AAAA", "rawId": "AAAA", "response": ANSWER}),
    json.dumps({"type": "public-key", "id": "AAAA", "rawId": "AAAA", "response": ANSWER | {"userHandle": None}}),
    json.dumps({"id": "!", "rawId": "!", "response": ANSWER | {"clientDataJSON": GET, "authenticatorData": "A" * 60}}),
]


def to_the_door(place: str, client: Client, house: House) -> None:
    """As far as the place where a key is asked, with a challenge that waits."""
    samira = with_app(house.people.samira)
    Authenticator.objects.filter(type="webauthn").delete()
    if place == "sleutel":
        client.get("/werk/inloggen/sleutel", headers={"Accept": "application/json"})
    elif place == "code":
        password(client, samira)
        client.get("/werk/inloggen/code")
    else:
        sign_in(client, samira)
        say_again(client)
        client.get(f"/werk/inloggen/{place}")


@pytest.mark.parametrize("credential", STRANGE, ids=range(len(STRANGE)))
@pytest.mark.parametrize("place", ["sleutel", "code", "sleutel-erbij"])
def test_strange_answer_of_a_browser_is_a_wrong_key_and_no_fault_of_ours(
    place: str, credential: str, house: House, client: Client
) -> None:
    to_the_door(place, client, house)

    response = client.post(f"/werk/inloggen/{place}", {"credential": credential}, follow=True)

    told = response.content.decode()
    assert response.status_code == 200
    assert ("konden wij niet toevoegen" if place == "sleutel-erbij" else UNKNOWN) in told
    assert client.get("/werk/").status_code == (200 if place == "sleutel-erbij" else 302)
    assert not Authenticator.objects.filter(type="webauthn").exists()


@pytest.mark.parametrize(
    ("wanted", "back"),
    [("/werk/zoeken", "/werk/inloggen/?next=%2Fwerk%2Fzoeken"), ("//kwaad.example", "/werk/inloggen/")],
)
def test_wrong_key_still_knows_where_somebody_was_going(wanted: str, back: str, house: House, client: Client) -> None:
    assert client.post("/werk/inloggen/sleutel", {"credential": "{}", "next": wanted})["Location"] == back


def test_too_many_requests_are_answered_in_dutch(house: House, client: Client) -> None:
    pages = [client.post("/werk/inloggen/sleutel", {"credential": "{}"}) for _ in range(121)]

    assert [page.status_code for page in pages] == [302] * 120 + [429]
    assert "Probeer het over een minuut nog eens." in pages[-1].content.decode()


# For real -----------------------------------------------------------------------------------------------------------

real = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("emptied"),
]


def in_chromium(test: Any) -> Any:
    for mark in real:
        test = mark(test)
    return test


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1280, "height": 800}, locale="nl-NL")
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


def plug_in(page: Page, *, verified: bool = True) -> tuple[CDPSession, str]:
    """A key in the computer that recognises its owner, or does not."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verified,
        "automaticPresenceSimulation": True,
    }
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def at_home(server: LiveServer) -> str:
    """Browsers allow passkeys on this name only, when there is no HTTPS."""
    return server.url.replace("127.0.0.1", "localhost")


def listen(page: Page) -> list[str]:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    return said


def come_in(page: Page, server: LiveServer, email: str) -> None:
    page.goto(at_home(server) + "/werk/inloggen/?next=/werk/inloggen/sleutel-erbij")
    page.get_by_label("Uw e-mailadres").fill(email)
    page.get_by_label("Uw wachtwoord").fill(PASSWORD)
    go(page.get_by_role("button", name="Verder naar stap 2"))
    page.get_by_label("De code uit uw app").fill(app_code())
    go(page.get_by_role("button", name="Inloggen"))
    page.locator("input[name=password]").fill(PASSWORD)
    go(page.get_by_role("button", name="Ga verder"))


def add_key(page: Page) -> None:
    page.get_by_label("Hoe noemt u deze sleutel?").fill("Laptop op kantoor")
    with page.expect_navigation():
        page.get_by_role("button", name="Voeg toe").click()


def go_out(page: Page, server: LiveServer) -> None:
    page.goto(at_home(server) + "/werk/inloggen/uit")
    go(page.get_by_role("button", name="Uitloggen"))


def session_key(page: Page) -> str:
    found = [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == settings.SESSION_COOKIE_NAME]
    return found[0] if found else ""


def forge(route: Route) -> None:
    """The answer of the key, with another signature."""
    sent = dict(parse_qsl(route.request.post_data or ""))
    if "credential" not in sent:
        return route.continue_()
    answer = json.loads(sent["credential"])
    answer["response"]["signature"] = "AAAA" + answer["response"]["signature"][4:]
    return route.continue_(post_data=urlencode(sent | {"credential": json.dumps(answer)}))


@in_chromium
def test_colleague_adds_a_passkey_and_signs_in_with_nothing_else(
    house: House, context: BrowserContext, live_server: LiveServer
) -> None:
    samira = with_app(house.people.samira)
    page = context.new_page()
    said = listen(page)
    plug_in(page)
    come_in(page, live_server, samira.email)
    faults = Axe().run(page).violations_count
    add_key(page)
    after = page.url
    page.goto(at_home(live_server) + "/werk/inloggen/sleutels")
    named = page.get_by_text("Laptop op kantoor").count()
    go_out(page, live_server)

    page.goto(at_home(live_server) + "/werk/zoeken")
    keys = [session_key(page)]
    with page.expect_navigation():
        page.get_by_role("button", name="Inloggen met een toegangssleutel").click()
    page.wait_for_load_state()
    heading = page.get_by_role("heading", level=1).inner_text()
    keys.append(session_key(page))

    key = Authenticator.objects.get(user=samira, type="webauthn")
    assert (faults, named, after.endswith("/werk/inloggen/reservecodes")) == (0, 1, True)
    assert (page.url, heading) == (at_home(live_server) + "/werk/zoeken", "Zoeken")
    assert key.wrap().is_passwordless is True
    assert keys[0] != keys[1]
    assert said == []


@in_chromium
def test_passkey_is_the_second_step_after_the_password(
    house: House, context: BrowserContext, live_server: LiveServer
) -> None:
    samira = with_app(house.people.samira)
    page = context.new_page()
    said = listen(page)
    plug_in(page)
    come_in(page, live_server, samira.email)
    page.get_by_label("Ook inloggen zonder wachtwoord").uncheck()
    add_key(page)
    go_out(page, live_server)

    page.goto(at_home(live_server) + "/werk/inloggen/?next=/werk/mijn")
    page.get_by_label("Uw e-mailadres").fill(samira.email)
    page.get_by_label("Uw wachtwoord").fill(PASSWORD)
    go(page.get_by_role("button", name="Verder naar stap 2"))
    with page.expect_navigation():
        page.get_by_role("button", name="Gebruik een toegangssleutel").click()
    page.wait_for_load_state()

    assert page.url == at_home(live_server) + "/werk/mijn"
    assert said == []


@in_chromium
@pytest.mark.parametrize("way", ["passkey", "code", "code without script"])
def test_colleague_who_was_signed_out_while_writing_loses_no_word(
    way: str, house: House, browser: Browser, live_server: LiveServer
) -> None:
    samira, anna = with_app(house.people.samira), house.people.anna
    context = browser.new_context(
        java_script_enabled=way != "code without script", viewport={"width": 360, "height": 740}
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    if way == "passkey":
        plug_in(page)
        come_in(page, live_server, samira.email)
        add_key(page)
    else:
        value = session_of(samira)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": at_home(live_server)}])
    page.goto(f"{at_home(live_server)}/werk/dossier/{anna.pk}/overdragen")
    page.get_by_label("Samenvatting").fill("Werkt minder uren.\nBel na zes uur: 30 euro kan.")
    Session.objects.update(expire_date="2020-01-01T00:00:00Z")
    go(page.get_by_role("button", name="Aan deze collega geven"))

    if way == "passkey":
        with page.expect_navigation():
            page.get_by_role("button", name="Inloggen met een toegangssleutel").click()
    else:
        page.get_by_label("Uw e-mailadres").fill(samira.email)
        page.get_by_label("Uw wachtwoord").fill(PASSWORD)
        go(page.get_by_role("button", name="Verder naar stap 2"))
        page.get_by_label("De code uit uw app").fill(app_code())
        go(page.get_by_role("button", name="Inloggen"))
    told = page.get_by_role("status").inner_text()
    typed = page.get_by_label("Samenvatting").input_value()
    faults = Axe().run(page).violations_count if way != "code without script" else 0
    waits = HandOver.objects.count()
    go(page.get_by_role("button", name="Aan deze collega geven"))
    done = page.get_by_role("status").inner_text()
    context.close()

    assert told.startswith("Er is nog niets bewaard. U was even uitgelogd. Wat u typte, staat er nog.")
    assert typed == "Werkt minder uren.\nBel na zes uur: 30 euro kan."
    assert (faults, waits, done) == (0, 0, "Het dossier is aan een collega gegeven. Dewi Lim neemt het over.")
    assert HandOver.objects.count() == 1


@in_chromium
@pytest.mark.parametrize("width", [360, 1280])
def test_device_without_a_key_says_so_and_the_password_still_works(
    width: int, house: House, context: BrowserContext, live_server: LiveServer
) -> None:
    samira = with_app(house.people.samira)
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    said = listen(page)
    plug_in(page)
    page.goto(at_home(live_server) + "/werk/inloggen/")
    page.get_by_role("button", name="Inloggen met een toegangssleutel").click()
    told = page.get_by_role("alert")
    told.wait_for()
    faults = Axe().run(page).violations_count
    text, focus = told.inner_text(), page.evaluate("document.activeElement.id")
    come_in(page, live_server, samira.email)

    assert text.startswith(NO_KEY)
    assert (focus, faults, said) == ("sleutel-fout", 0, [])
    assert page.url.endswith("/werk/inloggen/sleutel-erbij")


@in_chromium
def test_key_that_does_not_recognise_its_owner_opens_nothing(
    house: House, context: BrowserContext, live_server: LiveServer
) -> None:
    samira = with_app(house.people.samira)
    page = context.new_page()
    session, key = plug_in(page)
    come_in(page, live_server, samira.email)
    add_key(page)
    go_out(page, live_server)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})

    page.goto(at_home(live_server) + "/werk/inloggen/")
    page.get_by_role("button", name="Inloggen met een toegangssleutel").click()
    page.get_by_role("alert").wait_for()
    page.goto(at_home(live_server) + "/werk/")

    assert "/werk/inloggen/?next=" in page.url


@in_chromium
@pytest.mark.parametrize("wrong", ["withdrawn", "of a colleague", "forged"])
def test_key_that_does_not_fit_is_refused_with_a_clear_word(
    wrong: str, house: House, context: BrowserContext, live_server: LiveServer
) -> None:
    """Taken away at our side, of somebody else, or signed with something else: the browser offers it, we refuse it."""
    samira = with_app(house.people.samira)
    page = context.new_page()
    said = listen(page)
    plug_in(page)
    come_in(page, live_server, samira.email)
    add_key(page)
    go_out(page, live_server)
    keys = Authenticator.objects.filter(type="webauthn")
    if wrong == "withdrawn":
        keys.delete()
    elif wrong == "of a colleague":
        keys.update(user=house.people.dewi)
    else:
        page.route("**/werk/inloggen/sleutel", forge)

    page.goto(at_home(live_server) + "/werk/inloggen/?next=/werk/mijn")
    with page.expect_navigation():
        page.get_by_role("button", name="Inloggen met een toegangssleutel").click()
    told = page.get_by_role("alert").inner_text()
    faults = Axe().run(page).violations_count
    address = page.url

    assert told == UNKNOWN
    assert (faults, said) == (0, [])
    assert address.endswith("/werk/inloggen/?next=%2Fwerk%2Fmijn")

"""The doors for real: in Chromium, on a small phone and a desk, with and without JavaScript."""

import pytest
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.web.browsing import go
from tests.web.doors.house import PASSWORD, House, app_code, with_app
from tests.web.doors.test_guessing import guess_everywhere
from tests.web.looking import faults
from tijdig.models import DoorTry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]

BOTH = pytest.mark.parametrize("width", [360, 1280])


@BOTH
@pytest.mark.parametrize("script", [True, False])
def test_customer_comes_in_with_the_code_and_goes_out(
    script: bool, width: int, house: House, browser: Browser, live_server: LiveServer
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740}, java_script_enabled=script)
    page = context.new_page()
    page.goto(live_server.url)

    page.get_by_label("De code uit uw brief").fill(house.anna.lower())
    go(page.get_by_role("button", name="Ga verder"))
    inside = page.url
    page.goto(live_server.url + "/uit")
    go(page.get_by_role("button", name="Uitloggen"))
    heading = page.get_by_role("heading", level=1).inner_text()
    page.goto(live_server.url + "/wie")
    outside = page.url
    context.close()

    assert inside.endswith("/overzicht")
    assert heading == "U bent uitgelogd"
    assert outside.endswith("/?naar=%2Fwie")


@BOTH
def test_wrong_code_then_lock_are_clear_to_everybody(
    width: int, house: House, browser: Browser, live_server: LiveServer
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 740})
    page.goto(live_server.url)
    page.get_by_label("De code uit uw brief").fill("CCC CCC CCC")
    go(page.get_by_role("button", name="Ga verder"))
    wrong, focus = faults(page), page.evaluate("document.activeElement.id")
    for _ in range(10):
        page.get_by_label("De code uit uw brief").fill("CCC CCC CCC")
        go(page.get_by_role("button", name="Ga verder"))
    locked, call = faults(page), page.get_by_role("link", name="020 555 01 23").count()
    page.close()

    assert (wrong, focus, locked, call) == ([], "fouten", [], 1)


@BOTH
def test_neighbour_comes_in_with_the_postcode_and_so_does_a_newcomer_while_somebody_guesses(
    width: int, house: House, browser: Browser, live_server: LiveServer
) -> None:
    for _ in range(10):
        Client(REMOTE_ADDR="127.0.0.1").post("/", {"code": "CCC CCC CCC"})
    context = browser.new_context(viewport={"width": width, "height": 740}, java_script_enabled=True)
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_label("De code uit uw brief").fill(house.anna)
    go(page.get_by_role("button", name="Ga verder"))
    locked = faults(page)
    page.get_by_role("textbox", name="Uw postcode").fill("1288 aw")
    go(page.get_by_role("button", name="Ga verder"))
    inside = page.url
    context.clear_cookies()
    DoorTry.objects.update(client_hash="0" * 64)
    guess_everywhere(190)
    page.goto(live_server.url)
    asked = faults(page)
    page.get_by_label("De code uit uw brief").fill(house.anna)
    go(page.get_by_role("button", name="Ga verder"))
    wrong = faults(page)
    told = page.get_by_role("alert").get_by_role("link").all_inner_texts()
    context.close()

    assert (locked, asked, wrong) == ([], [], [])
    assert inside.endswith("/overzicht")
    assert told == ["Vul uw postcode in."]


@BOTH
def test_who_page_is_clear_when_empty_and_wrong(
    width: int, house: House, browser: Browser, live_server: LiveServer
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 740})
    page.goto(f"{live_server.url}/?code={house.anna.replace(' ', '')}&naar=/wie")
    go(page.get_by_role("button", name="Ga verder"))
    empty = faults(page)
    go(page.get_by_role("button", name="Ga verder"))
    wrong = faults(page)
    told = page.get_by_role("alert").get_by_role("link").all_inner_texts()
    page.close()

    assert (empty, wrong) == ([], [])
    assert told == ["Vul uw geboortedatum in: dag, maand en jaar.", "Vul uw postcode in."]


@BOTH
@pytest.mark.parametrize("script", [True, False])
def test_staff_sign_in_with_and_without_javascript(
    script: bool, width: int, house: House, browser: Browser, live_server: LiveServer
) -> None:
    samira = with_app(house.people.samira)
    context = browser.new_context(viewport={"width": width, "height": 740}, java_script_enabled=script)
    page = context.new_page()
    page.goto(live_server.url + "/werk/inloggen/?next=/werk/inloggen/veilig")
    first = faults(page) if script else []

    page.get_by_label("Uw e-mailadres").fill(samira.email)
    page.get_by_label("Uw wachtwoord").fill(PASSWORD)
    go(page.get_by_role("button", name="Verder naar stap 2"))
    second = faults(page) if script else []
    page.get_by_label("De code uit uw app").fill(app_code())
    go(page.get_by_role("button", name="Inloggen"))
    heading = page.get_by_role("heading", level=1).inner_text()
    context.close()

    assert (first, second, heading) == ([], [], "Veilig inloggen")


def test_passkey_buttons_need_script(house: House, browser: Browser, live_server: LiveServer) -> None:
    shown = []
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        page = context.new_page()
        page.goto(live_server.url + "/werk/inloggen/")
        shown.append(page.get_by_role("button", name="Inloggen met een toegangssleutel").count())
        context.close()

    assert shown == [1, 0]

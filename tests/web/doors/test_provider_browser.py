"""Level 2 for real: in Chromium, to another site and back, on a small phone and at a desk, with and without script."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.web.browsing import go
from tests.web.doors import oidc_provider
from tests.web.doors.house import House
from tests.web.doors.oidc_provider import CLIENT, Provider
from tests.web.looking import faults
from tijdig import clock
from tijdig.models import CustomerSession

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]


@pytest.fixture
def provider(house: House, live_server: LiveServer, settings: LazySettings) -> Iterator[Provider]:
    """Under another name than ours: for a browser that is another site."""
    with oidc_provider.running(clock.now) as one:
        one.secret, one.address = "", one.address.replace("127.0.0.1", "localhost")
        woonstede = house.people.woonstede
        woonstede.identity_provider = {"issuer": one.address, "client_id": CLIENT, "name": "Mijn Bank"}
        woonstede.portal_url = live_server.url.replace("localhost", "127.0.0.1")
        woonstede.save()
        yield one


def enter(page: Page, house: House) -> None:
    page.goto(house.people.woonstede.portal_url)
    page.get_by_label("De code uit uw brief").fill(house.anna)
    go(page.get_by_role("button", name="Ga verder"))


@pytest.mark.parametrize(("width", "script"), [(320, False), (1280, True)])
def test_customer_goes_there_and_back(
    width: int, script: bool, house: House, provider: Provider, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740}, java_script_enabled=script)
    page = context.new_page()
    enter(page, house)
    page.goto(f"{house.people.woonstede.portal_url}/bewijs?naar=/overzicht")
    go(page.get_by_role("button", name="Log in bij Mijn Bank"))
    there = page.url
    go(page.get_by_role("button", name="anna"))
    back = page.url
    context.close()

    assert there.startswith(f"{provider.address}/authorize?")
    assert back.endswith("/overzicht")
    assert CustomerSession.objects.get().level == 2


def test_pages_are_accessible_and_fit(house: House, provider: Provider, browser: Browser) -> None:
    page, found = browser.new_page(), []
    enter(page, house)
    address = house.people.woonstede.portal_url
    page.goto(f"{address}/bewijs")
    found += faults(page, 320, 1280)
    go(page.get_by_role("button", name="Log in bij Mijn Bank"))
    go(page.get_by_role("button", name="buurvrouw"))
    heading = page.get_by_role("heading", level=1).inner_text()
    found += faults(page, 320, 1280)
    house.people.woonstede.identity_provider = {}
    house.people.woonstede.save()
    page.goto(f"{address}/bewijs")
    found += faults(page, 320, 1280)
    page.close()

    assert (heading, found) == ("Inloggen is niet gelukt", [])

"""Pages for real: in Chromium, at the width of a small phone and of a desk, with the rules of axe-core."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.web.looking import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (320, 360, 1280)
ADDRESSES = (
    "/",
    "/niet-hier",
    "/link",
    "/link/oud",
    "/link/gevraagd",
    "/contact",
    "/wat-wij-doen",
    "/uit",
    "/werk/inloggen/",
)


def test_pages_are_accessible_and_fit(browser: Browser, live_server: LiveServer) -> None:
    page, wrong = browser.new_page(java_script_enabled=True), []
    for address in ADDRESSES:
        page.goto(live_server.url + address)
        wrong += faults(page, *WIDTHS)
    page.close()

    assert wrong == []


def test_page_keeps_its_own_policy(browser: Browser, live_server: LiveServer) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    page.goto(live_server.url)
    page.close()

    assert said == []


def test_page_works_without_javascript_by_keyboard(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/niet-hier")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    at_content = page.url.endswith("#inhoud")
    page.get_by_role("link", name="Naar het begin").press("Enter")
    page.wait_for_url(live_server.url + "/")
    heading = page.get_by_role("heading", level=1).inner_text()
    context.close()

    assert at_content
    assert heading == "Samen op tijd een oplossing"

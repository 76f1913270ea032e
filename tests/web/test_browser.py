"""Pages for real: in Chromium, at the width of a small phone and of a desk, with the rules of axe-core."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

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


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("width", WIDTHS)
def test_page_is_accessible_and_fits(address: str, width: int, browser: Browser, live_server: LiveServer) -> None:
    page = browser.new_page(viewport={"width": width, "height": 740}, java_script_enabled=True)
    page.goto(live_server.url + address)

    found = Axe().run(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert found.violations_count == 0, found.generate_report()
    assert wide <= width


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

"""What axe-core cannot see of WCAG 2.2 AA on the workbench: where the focus goes, what is too small to hit."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.web import workbench
from tests.web.sensing import LARGE, SMALL, SPACED, SPOILED, key_faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(data_dir: Path, emptied: None) -> Cast:
    return workbench.make_morning()


@pytest.fixture
def addresses(cast: Cast) -> list[str]:
    case = f"/werk/dossier/{cast.anna.pk}"
    return ["/werk/", "/werk/zoeken?q=de+wit", case, f"{case}/gesprek", f"{case}/waarom"]


def at_work(browser: Browser, server: LiveServer, cast: Cast) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="nl-NL")
    key = workbench.session_of(cast.samira)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": server.url}])
    return context.new_page()


def test_focus_goes_everywhere_and_shows(
    browser: Browser, live_server: LiveServer, cast: Cast, addresses: list[str]
) -> None:
    page, wrong = at_work(browser, live_server, cast), []
    for address in addresses:
        page.goto(live_server.url + address)
        wrong += [f"{address}: {fault}" for fault in [*key_faults(page, columns=True), *page.evaluate(SMALL)]]
    page.close()

    assert wrong == []


def test_text_is_neither_cut_nor_covered(
    browser: Browser, live_server: LiveServer, cast: Cast, addresses: list[str]
) -> None:
    page, wrong = at_work(browser, live_server, cast), []
    for address in addresses:
        page.goto(live_server.url + address)
        page.evaluate(SPACED)
        wrong += page.evaluate(SPOILED)
        page.evaluate(LARGE)
        wrong += [fault for fault in page.evaluate(SPOILED) if not fault.endswith("sticks out")]  # a table scrolls
    page.close()

    assert wrong == []

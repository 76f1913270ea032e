"""What axe-core cannot see of WCAG 2.2 AA on the workbench: the focus, text with air, what is too small to hit."""

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
        wrong += [f"{address}: {fault}" for fault in [*key_faults(page), *page.evaluate(SMALL)]]
    page.close()

    assert wrong == []


@pytest.mark.parametrize("how", [SPACED, LARGE], ids=["air", "large"])
def test_text_is_neither_cut_nor_covered(
    how: str, browser: Browser, live_server: LiveServer, cast: Cast, addresses: list[str]
) -> None:
    page, wrong = at_work(browser, live_server, cast), []
    for address in addresses:
        page.goto(live_server.url + address)
        page.evaluate(how)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            wrong += [f"{address} at {width}: {fault}" for fault in page.evaluate(SPOILED)]
    page.close()

    assert wrong == []

"""What axe-core cannot see of WCAG 2.2 AA: keyboard, text with air, forced colours, paper, mistakes told."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.web.looking import low
from tests.web.portal.companions import give_letter
from tests.web.portal.visits import visit
from tests.web.sensing import (
    FLAT,
    HELPED,
    LARGE,
    MISNAMED,
    MOVING,
    SMALL,
    SPACED,
    SPOILED,
    UNPRINTED,
    UNREACHED,
    UNTOLD,
    key_faults,
    reach,
)
from tijdig import clock
from tijdig.models import CustomerSession, Request
from tijdig.web.portal.session import COOKIE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]

ROAD = ("/overzicht", "/vraag/later", "/vraag/in-delen?bedrag=25", "/lezen", "/hulp", "/uit")


@pytest.fixture
def cast(emptied: None, data_dir: Path) -> Cast:
    clock.fix(NOW)
    cache.clear()
    return make_cast()


def inside(browser: Browser, server: LiveServer, cast: Cast) -> Page:
    """A small phone that is in already."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_cookies([{"name": COOKIE, "value": visit(cast.anna, level=1).cookies[COOKIE].value, "url": server.url}])
    page = context.new_page()
    page.set_default_timeout(30_000)
    return page


def press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_whole_road_goes_by_keyboard_alone(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    wrong, seen = [], []

    def look() -> None:
        wrong.extend(f"{page.url}: {fault}" for fault in key_faults(page))
        seen.append(heading(page))

    page.goto(live_server.url)
    look()
    reach(page, "De code uit uw brief")
    page.keyboard.type(give_letter(cast.anna))
    reach(page, "Ga verder")
    press(page, "Enter")
    look()
    reach(page, "Ik wil later betalen")
    press(page, "Enter")
    look()
    reach(page, "Dinsdag 1 december")
    page.keyboard.press("Space")
    reach(page, "Ga verder")
    press(page, "Space")
    look()
    reach(page, "Verstuur")
    press(page, "Enter")
    look()
    for address in ("/lezen", "/hulp"):
        page.goto(live_server.url + address)
        look()
    page.close()

    assert wrong == []
    assert seen == [
        "Samen op tijd een oplossing", "U hebt nog niet alles betaald", "Wanneer kunt u betalen?", "Klopt dit zo?",
        "Dank u wel", "Makkelijker lezen", "Wie kan u helpen?",
    ]  # fmt: skip
    assert Request.objects.count() == 1


@pytest.mark.parametrize("how", [SPACED, LARGE], ids=["air", "large"])
def test_text_is_neither_cut_nor_covered(how: str, browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    page, wrong = inside(browser, live_server, cast), []
    for address in ROAD:
        page.goto(live_server.url + address)
        page.evaluate(how)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            wrong += [f"{address} at {width}: {fault}" for fault in page.evaluate(SPOILED)]
    page.close()

    assert wrong == []


def test_nothing_is_too_small_to_hit(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    page, wrong = inside(browser, live_server, cast), []
    for address in ("/", *ROAD):
        page.goto(live_server.url + address)
        wrong += [f"{address}: {fault}" for fault in [*page.evaluate(SMALL), *low(page)]]
    page.close()

    assert wrong == []


FAULTY = {
    "/?code=": "Ga verder", "/link": "Stuur de link", "/contact": "Verstuur",
    "/vraag/later": "Ga verder", "/vraag/bel-mij": "Ga verder", "/vraag/hulp": "Ga verder",
    "/vraag/in-delen?bedrag=veel": "", "/vraag/in-delen?bedrag=25": "Ga verder", "/vraag/klopt-niet": "Ga verder",
    "/vraag/klacht": "Ga verder", "/helper/nieuw": "Ga verder",
}  # fmt: skip


def test_mistake_is_named_and_tied_to_its_field(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    page, wrong = inside(browser, live_server, cast), []
    for address, button in FAULTY.items():
        page.goto(live_server.url + address)
        if button:
            page.get_by_role("button", name=button).focus()
            press(page, "Enter")
        told: list[str] = [*page.evaluate(UNTOLD), *page.evaluate(SMALL)]
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        told += page.evaluate(UNREACHED)
        wrong += [f"{address}: {fault}" for fault in told]
    page.close()

    assert wrong == []


def test_every_page_has_a_name_of_its_own_in_its_own_language(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    page, titles, headings, languages = inside(browser, live_server, cast), {}, {}, set()
    for address in ("/link", "/contact", "/wat-wij-doen", "/rechten", "/vraag/uitleg", *ROAD):
        page.goto(live_server.url + address)
        titles[address] = page.title()
        headings[address] = heading(page)
        languages.add(page.evaluate("document.documentElement.lang"))
    page.close()

    assert len(set(titles.values())) == len(titles)
    assert [at for at, title in titles.items() if not title.startswith(headings[at].rstrip("?"))] == []
    assert languages == {"nl"}


def test_help_stands_in_one_place_and_controls_are_called_what_they_say(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    page, without, wrong = inside(browser, live_server, cast), [], []
    for address in ("/", "/link", "/contact", "/wat-wij-doen", "/rechten", "/o/woonstede/privacy", *ROAD):
        page.goto(live_server.url + address)
        without += [] if page.evaluate(HELPED) else [address]
        wrong += [f"{address}: {fault}" for fault in page.evaluate(MISNAMED)]
    page.close()

    assert without == []
    assert wrong == []


def test_what_was_done_is_told_as_a_status(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    page = inside(browser, live_server, cast)
    page.goto(f"{live_server.url}/lezen")
    page.get_by_role("button", name="Zo wil ik lezen").press("Enter")
    kept = page.get_by_role("status").inner_text()
    page.goto(f"{live_server.url}/hulp?plaats=Nergens")
    unknown = page.get_by_role("status").inner_text()
    page.close()

    assert kept == "Zo is het nu. U kunt het altijd weer veranderen."
    assert unknown.startswith("Voor deze plaats kennen wij nog geen adressen.")


def test_limit_of_time_is_told_before_it_begins_and_can_be_longer(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    page = browser.new_page()
    page.goto(live_server.url)
    longer = page.get_by_label("Onthoud mij op dit apparaat")
    told = page.locator(".choice").inner_text()
    page.get_by_label("De code uit uw brief").fill(give_letter(cast.anna))
    longer.check()
    press(page, "Enter")
    session = CustomerSession.objects.get()
    page.close()

    assert "Dan hebt u hier 90 dagen geen code nodig." in told
    assert "Zonder dit vragen wij de code weer als u 60 minuten niets doet." in told
    assert session.expires_at - session.made_at == timedelta(days=90)


def test_page_stands_in_forced_colours_without_motion_and_on_paper(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    page, wrong = inside(browser, live_server, cast), []
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    for address in ROAD:
        page.goto(live_server.url + address)
        wrong += [f"{address}: {fault}" for fault in [*page.evaluate(FLAT), *page.evaluate(MOVING)]]
        page.emulate_media(media="print")
        wrong += [f"{address} on paper: {fault}" for fault in page.evaluate(UNPRINTED)]
        page.emulate_media(media="screen")
    page.close()

    assert wrong == []

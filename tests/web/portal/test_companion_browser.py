"""Pages of who looks along and of several organisations, in Chromium: accessible, fitting, easy to hit."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.web.browsing import go
from tests.web.looking import faults, low
from tests.web.portal.companions import give_letter, make_elsewhere, make_helper, make_link
from tests.web.portal.visits import visit
from tijdig import clock
from tijdig.models import Case, Helper
from tijdig.web.portal.session import COOKIE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]


@pytest.fixture
def cast(emptied: None, data_dir: Path) -> Cast:
    clock.fix(NOW)
    return make_cast()


def inside(
    browser: Browser, server: LiveServer, case: Case, width: int, helper: Helper | None = None
) -> BrowserContext:
    context = browser.new_context(viewport={"width": width, "height": 740}, java_script_enabled=True)
    key = visit(case, level=0 if helper else 1, helper=helper).cookies[COOKIE].value
    context.add_cookies([{"name": COOKIE, "value": key, "url": server.url}])
    return context


def test_pages_are_accessible_and_fit(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    looks, asks = make_helper(cast.anna), make_helper(cast.anna, name="Joop van Dijk-Hoogeveen", may_ask=True)
    link = make_link(cast.anna, make_elsewhere())
    own = ["/helper", "/helper/nieuw", f"/helper/{looks.pk}/stop", "/helpen"]
    own += ["/samen", "/samen/erbij", f"/samen/{link.pk}/openen", f"/samen/{link.pk}/weg"]
    along = ["/overzicht", "/vraag/bel-mij", "/uit"]
    wrong = []

    for helper, addresses in ((None, own), (looks, along), (asks, along)):
        context = inside(browser, live_server, cast.anna, 320, helper)
        page = context.new_page()
        for address in addresses:
            page.goto(live_server.url + address)
            for width in (320, 1280):
                wrong += [*faults(page, width), *(f"{address} at {width}: {thing}" for thing in low(page))]
        context.close()

    assert wrong == []


def test_customer_lets_somebody_in_who_comes_in_and_is_out_again(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    anna, fatima = inside(browser, live_server, cast.anna, 360), browser.new_context()
    page, hers = anna.new_page(), fatima.new_page()
    page.goto(f"{live_server.url}/helper")
    go(page.get_by_role("link", name="Laat iemand meekijken"))
    page.get_by_label("Wie mag er meekijken?").fill("Fatima")
    page.get_by_label("Alleen kijken").check()
    page.get_by_label("Een week").check()
    go(page.get_by_role("button", name="Ga verder"))
    go(page.get_by_role("button", name="Ja, maak de code"))
    code, shown = page.locator(".number").inner_text(), faults(page, 360)
    hers.goto(live_server.url)
    hers.get_by_label("De code uit uw brief").fill(code)
    go(hers.get_by_role("button", name="Ga verder"))
    told = hers.locator(".tell").first.inner_text()
    go(page.get_by_role("link", name="Klaar"))
    go(page.get_by_role("button", name="Stop met meekijken van Fatima"))
    hers.reload()
    after = hers.get_by_role("heading", level=1).inner_text()
    gone, known = faults(hers, 1280), page.get_by_role("status").inner_text()
    for context in (anna, fatima):
        context.close()

    assert "U kijkt mee voor Anna de Wit." in told
    assert (known, after) == ("Gestopt. Fatima kijkt niet meer mee.", "U kijkt niet meer mee")
    assert shown + gone == []


def test_customer_sees_two_organisations_and_goes_over(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    code = give_letter(make_elsewhere())
    context = inside(browser, live_server, cast.anna, 360)
    page = context.new_page()
    page.goto(f"{live_server.url}/samen")
    go(page.get_by_role("link", name="Nog een organisatie erbij"))
    page.get_by_label("De code uit de brief van de andere organisatie").fill(code)
    go(page.get_by_role("button", name="Ga verder"))
    sure = faults(page, 360)
    go(page.get_by_role("button", name="Ja, laat Bosstroom ook zien"))
    together = page.locator(".sum").inner_text()
    go(page.get_by_role("button", name="Open Bosstroom"))
    there = page.locator(".sum").inner_text()
    context.close()

    assert (together.replace("\N{NO-BREAK SPACE}", " "), there.replace("\N{NO-BREAK SPACE}", " ")) == (
        "€ 232,40",
        "€ 50,00",
    )
    assert sure == []

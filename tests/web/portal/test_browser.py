"""The portal for real: in Chromium, on a small phone and at a desk, with JavaScript and without."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.factories import make_claim, make_contact, make_entry, make_moment
from tests.web.browsing import go
from tests.web.looking import faults
from tests.web.portal.visits import make_slots, visit
from tijdig import clock
from tijdig.actions import arrangements, requests
from tijdig.models import CallBack, Case, Contact, Request
from tijdig.web.portal.session import COOKIE
from tijdig.words import ChannelKind, RequestKind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]

WIDTHS = (320, 360, 1280)
ADDRESSES = (
    "/overzicht", "/vraag/bel-mij", "/vraag/bel-mij?dag=2026-11-25", "/vraag/bel-mij?moment=1", "/vraag/later",
    "/vraag/in-delen", "/vraag/in-delen?bedrag=veel", "/vraag/in-delen?bedrag=25", "/vraag/klopt-niet",
    "/vraag/klopt-niet?verder=1", "/vraag/klopt-niet?rekening=alles", "/vraag/uitleg", "/vraag/hulp",
    "/hulp", "/hulp?plaats=Nergens", "/rechten", "/lezen", "/o/woonstede/niet-betalen",
    "/o/woonstede", "/o/woonstede/wat-wij-kunnen-doen", "/o/woonstede/altijd-en-nooit", "/o/woonstede/privacy",
    "/o/woonstede/toegankelijkheid",
)  # fmt: skip


@pytest.fixture
def cast(emptied: None, data_dir: Path) -> Cast:
    clock.fix(NOW)
    cast = make_cast()
    Case.objects.filter(pk=cast.anna.pk).update(handler=cast.samira)
    make_slots(cast.anna, datetime(2026, 11, 25, 9, 0, tzinfo=UTC), datetime(2026, 11, 25, 18, 45, tzinfo=UTC))
    moment = make_moment(cast.anna, day=date(2026, 11, 10))
    make_contact(moment, state="handed_over", handed_over_at=NOW, text="Dag Anna de Wit")
    return cast


def enter(
    browser: Browser, server: LiveServer, case: Case, *, width: int = 360, script: bool = True, level: int = 0
) -> BrowserContext:
    context = browser.new_context(viewport={"width": width, "height": 740}, java_script_enabled=script)
    key = visit(case, level=level).cookies[COOKIE].value
    context.add_cookies([{"name": COOKIE, "value": key, "url": server.url}])
    return context


def test_pages_are_accessible_and_fit(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    context = enter(browser, live_server, cast.anna)
    page, said, wrong = context.new_page(), [], []
    page.on("console", lambda message: said.append(message.text))
    for address in ADDRESSES:
        page.goto(live_server.url + address)
        wrong += faults(page, *WIDTHS)
    for slug, button in (("bel-mij?moment=0&dag=x", ""), ("later", "Ga verder"), ("hulp", "Ga verder")):
        page.goto(f"{live_server.url}/vraag/{slug}")
        if button:
            go(page.get_by_role("button", name=button))
        wrong += faults(page, *WIDTHS)
    context.close()

    assert wrong == []
    assert [text for text in said if "422" not in text] == []


def test_pages_are_accessible_whatever_stands(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    arrangements.agree(cast.emre, count=3, first_on=date(2026, 12, 1), by="user:1", at=NOW)
    asked = requests.receive(
        cast.chantal, RequestKind.EXPLAIN, by_channel=ChannelKind.PORTAL, by="customer:3", at=NOW, text="Waarom?"
    )
    wrong = []
    for case, address in (
        (cast.emre, "/overzicht"),
        (cast.chantal, "/overzicht"),
        (cast.chantal, f"/bedankt/{asked.pk}"),
    ):
        context = enter(browser, live_server, case)
        page = context.new_page()
        page.goto(live_server.url + address)
        wrong += faults(page, 360, 1280)
        context.close()

    assert wrong == []


TOO_WIDE = """() => {
  const most = document.documentElement.clientWidth + 0.5;
  return [...document.querySelectorAll("body *")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && box.height && (box.right > most || box.left < -0.5) && !one.matches(".skip, svg *");
  }).map((one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 40)}`);
}"""


def too_wide(page: Page, width: int, size: str) -> list[str]:
    """What sticks out at this width, in letters of this size."""
    page.set_viewport_size({"width": width, "height": 740})
    page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
    found: list[str] = page.evaluate(TOO_WIDE)
    return found


def test_large_letters_stay_on_a_small_screen(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    claim = make_claim(cast.anna.customer, description="Servicekostenafrekening 2025", amount_cents=1_240_275)
    make_entry(claim, kind="payment", amount_cents=-1_000)
    asked = requests.receive(
        cast.bram, RequestKind.HELP, by_channel=ChannelKind.PORTAL, by="customer:2", at=NOW, text="Ik wil dood.",
        details={"help": "someone"},
    )  # fmt: skip
    wrong = []
    for case, level, addresses in (
        (cast.anna, 0, [*ADDRESSES, "/wie", "/uit", "/wat-wij-doen", "/vraag/in-delen?bedrag=0"]),
        (cast.bram, 1, ["/overzicht", f"/bedankt/{asked.pk}"]),
    ):
        context = enter(browser, live_server, case, level=level)
        page = context.new_page()
        for address in addresses:
            page.goto(live_server.url + address)
            wrong += [
                f"{address} at {width} and {size}: {thing}"
                for width, size in ((360, "200%"), (320, "200%"), (320, "100%"))
                for thing in too_wide(page, width, size)
            ]
        context.close()

    assert wrong == []


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [360, 1280])
def test_customer_asks_for_a_call_in_the_evening_and_goes_back(
    width: int, script: bool, browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    context = enter(browser, live_server, cast.anna, width=width, script=script)
    page = context.new_page()
    page.goto(f"{live_server.url}/overzicht")

    go(page.get_by_role("link", name="Bel mij op een moment dat mij past"))
    go(page.get_by_role("link", name="Woensdag 25 november"))
    go(page.get_by_role("link", name="19.45"))
    go(page.get_by_role("button", name="Ga verder"))
    error = page.get_by_role("alert").inner_text()
    page.get_by_label("Op welk nummer bellen wij u?").fill("06 00 00 01 01")
    go(page.get_by_role("button", name="Ga verder"))
    looked = page.locator("dl.card").inner_text()
    go(page.get_by_role("button", name="Verstuur"))
    done = page.locator(".done").inner_text()
    page.go_back()
    page.go_back()
    told = page.locator(".tell").inner_text()
    go(page.get_by_role("link", name="Woonstede"))
    heading = page.get_by_role("heading", level=1).inner_text()
    context.close()

    assert "Vul uw telefoonnummer in." in error
    assert ("woensdag 25 november om 19.45 uur" in looked, "06 00 00 01 01" in looked) == (True, True)
    assert "Samira Kaya belt u op woensdag 25 november om 19.45 uur." in done
    assert "Dit vroeg u al op 24 november 2026." in told
    assert heading == "Wij zijn voor u aan het werk"
    assert (Request.objects.count(), CallBack.objects.count()) == (1, 1)


@pytest.mark.parametrize("script", [True, False])
def test_customer_who_can_miss_25_euro_a_month_says_so(
    script: bool, browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    context = enter(browser, live_server, cast.anna, script=script)
    page = context.new_page()
    page.goto(f"{live_server.url}/overzicht")

    go(page.get_by_role("link", name="Ik wil in delen betalen"))
    page.get_by_label("Hoeveel kunt u per keer missen?").fill("25")
    page.keyboard.press("Enter")
    go(page.get_by_role("link", name="Elke maand"))
    page.get_by_label("Dinsdag 1 december").check()
    go(page.get_by_role("button", name="Ga verder"))
    shown = page.locator("caption").inner_text()
    go(page.get_by_role("button", name="Ja, vraag het zo"))
    done = page.locator(".done").inner_text()
    context.close()

    assert "U betaalt € 182,40 in acht keer." in shown.replace("\N{NO-BREAK SPACE}", " ")
    assert "Samira Kaya antwoordt uiterlijk donderdag 26 november." in done
    assert Request.objects.get().details["instalment_cents"] == 2_500
    assert Contact.objects.filter(state="planned").count() == 0


def test_overview_asks_nothing_of_others(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    context = enter(browser, live_server, cast.anna)
    page, asked = context.new_page(), []

    def note(request: Any) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.goto(f"{live_server.url}/overzicht", wait_until="networkidle")
    context.close()

    # The mark in the tab is asked for by browsers with tabs only.
    assert len([url for url in asked if "/mark." not in url]) == 6
    assert {url.split("/")[2] for url in asked} == {live_server.url.split("/")[2]}

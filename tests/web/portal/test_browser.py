"""The portal for real: in Chromium, on a small phone and at a desk, with JavaScript and without."""

import os
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
import chromium

from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.factories import make_contact, make_moment
from tests.web.portal.visits import make_slots, visit
from tijdig import clock
from tijdig.actions import arrangements, requests
from tijdig.models import CallBack, Case, Contact, Request
from tijdig.web.portal.session import COOKIE
from tijdig.words import ChannelKind, RequestKind

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]

ARGUMENTS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"]
WIDTHS = (320, 360, 1280)
ADDRESSES = (
    "/overzicht", "/vraag/bel-mij", "/vraag/bel-mij?dag=2026-11-25", "/vraag/bel-mij?moment=1", "/vraag/later",
    "/vraag/in-delen", "/vraag/in-delen?bedrag=veel", "/vraag/in-delen?bedrag=25", "/vraag/klopt-niet",
    "/vraag/klopt-niet?verder=1", "/vraag/klopt-niet?rekening=alles", "/vraag/uitleg", "/vraag/hulp",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium.path(), args=ARGUMENTS)
        yield opened
        opened.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def cast(emptied: None, data_dir: Path) -> Cast:
    clock.fix(NOW)
    cast = make_cast()
    Case.objects.filter(pk=cast.anna.pk).update(handler=cast.samira)
    make_slots(cast.anna, datetime(2026, 11, 25, 9, 0, tzinfo=UTC), datetime(2026, 11, 25, 18, 45, tzinfo=UTC))
    moment = make_moment(cast.anna, day=date(2026, 11, 10))
    make_contact(moment, state="handed_over", handed_over_at=NOW, text="Dag mevrouw De Wit")
    return cast


def enter(browser: Browser, server: LiveServer, case: Case, *, width: int = 360, script: bool = True) -> BrowserContext:
    context = browser.new_context(viewport={"width": width, "height": 740}, java_script_enabled=script)
    key = visit(case).cookies[COOKIE].value
    context.add_cookies([{"name": COOKIE, "value": key, "url": server.url}])
    return context


def faults(page: Page, width: int) -> list[str]:
    """What axe-core finds, and whether anything sticks out."""
    found = [fault["id"] for fault in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{page.url}: {fault}" for fault in found + ([f"{wide} wide"] if wide > width else [])]


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_accessible_and_fit(width: int, browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    context = enter(browser, live_server, cast.anna, width=width)
    page, said, wrong = context.new_page(), [], []
    page.on("console", lambda message: said.append(message.text))
    for address in ADDRESSES:
        page.goto(live_server.url + address)
        wrong += faults(page, width)
    for slug, button in (("bel-mij?moment=0&dag=x", ""), ("later", "Verstuur"), ("hulp", "Verstuur")):
        page.goto(f"{live_server.url}/vraag/{slug}")
        if button:
            page.get_by_role("button", name=button).click()
        wrong += faults(page, width)
    context.close()

    assert wrong == []
    assert [text for text in said if "422" not in text] == []


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_are_accessible_whatever_stands(
    width: int, browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
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
        context = enter(browser, live_server, case, width=width)
        page = context.new_page()
        page.goto(live_server.url + address)
        wrong += faults(page, width)
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

    page.get_by_role("link", name="Bel mij op een moment dat mij past").click()
    page.get_by_role("link", name="Woensdag 25 november").click()
    page.get_by_role("link", name="19.45").click()
    page.get_by_role("button", name="Bel mij").click()
    error = page.get_by_role("alert").inner_text()
    page.get_by_label("Op welk nummer bellen wij u?").fill("06 00 00 01 01")
    page.get_by_role("button", name="Bel mij").click()
    done = page.locator(".done").inner_text()
    page.go_back()
    told = page.locator(".tell").inner_text()
    page.get_by_role("link", name="Woonstede").click()
    heading = page.get_by_role("heading", level=1).inner_text()
    context.close()

    assert "Vul uw telefoonnummer in." in error
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

    page.get_by_role("link", name="Ik wil in delen betalen").click()
    page.get_by_label("Hoeveel kunt u per maand missen?").fill("25")
    page.keyboard.press("Enter")
    shown = page.locator("fieldset p").first.inner_text()
    page.get_by_label("Dinsdag 1 december").check()
    page.get_by_role("button", name="Verstuur").click()
    done = page.locator(".done").inner_text()
    context.close()

    assert "Dat is 7 keer € 25,00 en daarna nog één keer € 7,40." in shown.replace("\N{NO-BREAK SPACE}", " ")
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

    assert len(asked) == 7
    assert {url.split("/")[2] for url in asked} == {live_server.url.split("/")[2]}

"""What can be missed, and my consents, in Chromium: accessible, fitting, easy to hit, and one journey each."""

import os
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.factories import make_consent, make_creditor
from tests.web.browsing import go
from tests.web.looking import faults, low
from tests.web.portal.visits import visit
from tijdig import clock
from tijdig.actions import consents
from tijdig.models import Case, Consent, RoomToPay
from tijdig.web.portal.session import COOKIE
from tijdig.words import SharedData

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]


@pytest.fixture
def cast(emptied: None, data_dir: Path) -> Cast:
    clock.fix(NOW)
    return make_cast()


def come_in(browser: Browser, server: LiveServer, case: Case, *, level: int = 1) -> Page:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=True)
    key = visit(case, level=level).cookies[COOKIE].value
    context.add_cookies([{"name": COOKIE, "value": key, "url": server.url}])
    return context.new_page()


def seen(page: Page, name: str) -> list[str]:
    """What is wrong with this page, narrow and wide; with a folder to put them in, also a picture of each."""
    wrong = []
    for width in (320, 360, 1280):
        wrong += [f"{name} at {width}: {thing}" for thing in (*faults(page, width), *low(page))]
        if folder := os.environ.get("TIJDIG_TEST_PICTURES"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    return wrong


def answer(page: Page, typed: dict[str, str], button: str) -> None:
    for label, value in typed.items():
        page.get_by_label(label).fill(value)
    go(page.get_by_role("button", name=button))


@pytest.mark.parametrize(("income", "heading"), [
    ("2500", "Dit kunt u ongeveer missen"), ("1880", "Het is krap"), ("1200", "U hebt nu rust"),
])  # fmt: skip
def test_customer_works_out_what_can_be_missed(
    income: str, heading: str, browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    page = come_in(browser, live_server, cast.anna)
    page.goto(f"{live_server.url}/missen")
    wrong = seen(page, "missen")
    go(page.get_by_role("link", name="Begin met de vragen"))
    wrong += seen(page, "missen-thuis")
    answer(page, {"Hoeveel volwassenen?": "1", "Hoeveel kinderen?": "0"}, "Ga verder")
    answer(page, {"Loon, uitkering of pensioen": "", "Toeslagen": "200"}, "Ga verder")
    wrong += seen(page, "missen-fout")
    answer(page, {"Loon, uitkering of pensioen": income, "Toeslagen": "200"}, "Ga verder")
    answer(page, {"Huur of hypotheek": "800"}, "Ga verder")
    wrong += seen(page, "missen-lasten")
    answer(page, {"Stroom, gas of warmte": "150", "Water": "25", "Zorgverzekering": "165"}, "Ga verder")
    go(page.get_by_role("link", name="Terug"))
    kept = page.get_by_label("Zorgverzekering").input_value()
    go(page.get_by_role("button", name="Ga verder"))
    wrong += seen(page, "missen-verder")
    answer(page, {"Alles bij elkaar in een maand": "110"}, "Reken het uit")
    wrong += seen(page, f"uitkomst-{income}")
    told = page.get_by_role("heading", level=1).inner_text()
    page.context.close()

    assert (told, kept, RoomToPay.objects.count()) == (heading, "165", 1)
    assert wrong == []


def test_customer_gives_and_stops_a_consent_with_one_tap_each(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    page = come_in(browser, live_server, cast.anna, level=0)
    page.goto(f"{live_server.url}/toestemmingen/later")
    wrong = seen(page, "later")
    go(page.get_by_role("button", name="Ja, dat mag"))
    wrong += seen(page, "later-ja")
    go(page.get_by_role("button", name="Toch liever niet"))
    wrong += seen(page, "gestopt")
    page.goto(f"{live_server.url}/toestemmingen/later")
    go(page.get_by_role("button", name="Nee, liever niet"))
    wrong += seen(page, "later-nee")
    page.context.close()

    assert Consent.objects.get().withdrawn_at is not None
    assert wrong == []


def test_page_of_consents_shows_what_was_told_and_fits(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    other = make_creditor(code="bosstroom", name="Bosstroom", sender_name="Bosstroom Energie en Warmte")
    joint = make_consent(cast.anna.customer, other=other, until_on=date(2028, 11, 24))
    ended = make_consent(cast.anna.customer, other=make_creditor(), withdrawn_at=NOW, withdrawn_by="customer:1")
    consents.share(joint.pk, [SharedData.BALANCE], "Voor een plan met drie organisaties", other, by="user:1", at=NOW)
    page, wrong = come_in(browser, live_server, cast.anna), []

    for name, address in (("lijst", ""), ("een", f"/{joint.pk}"), ("voorbij", f"/{ended.pk}")):
        page.goto(f"{live_server.url}/toestemmingen{address}")
        wrong += seen(page, f"toestemmingen-{name}")
    go(page.get_by_role("link", name="Terug"))
    go(page.get_by_role("button", name="Stop hiermee").first)
    told = page.get_by_role("heading", level=1).inner_text()
    wrong += seen(page, "toestemmingen-gestopt")
    page.context.close()

    assert told == "Dit is gestopt"
    assert wrong == []

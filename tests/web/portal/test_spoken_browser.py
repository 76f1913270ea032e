"""Reading aloud and choosing another way, for real: in Chromium, without JavaScript, on a small phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.web.browsing import go
from tests.web.looking import faults
from tijdig import clock
from tijdig.models import Creditor, Customer
from tijdig.queries.otherway import token
from tijdig.spoken import engines, shelf
from tijdig.spoken.scripts import script

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]


@pytest.fixture
def cast(emptied: None, data_dir: Path) -> Cast:
    clock.fix(NOW)
    return make_cast()


def test_pages_are_accessible_and_fit(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    Creditor.objects.update(sends_links=False, announced=["een-heel-lang-adres-voor-de-post@woonstede.example"])
    addresses = ("/voorlezen/woonstede", "/voorlezen/woonstede/S1", f"/anders/{token(cast.anna.pk)}", "/wat-wij-doen")
    page, wrong = browser.new_page(), []
    for address in addresses:
        page.goto(live_server.url + address)
        wrong += faults(page, 320, 360, 1280)
    page.close()

    assert wrong == []


def test_other_way_works_without_script(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/anders/{token(cast.anna.pk)}")

    page.get_by_label("Stuur mij een brief").check()
    go(page.get_by_role("button", name="Kies dit"))

    assert page.get_by_role("heading", level=1).inner_text() == "Dat is geregeld"
    assert Customer.objects.get(pk=cast.anna.customer_id).prefers == "letter"
    context.close()


def test_sound_plays_in_a_browser(
    browser: Browser, live_server: LiveServer, cast: Cast, settings: object, tmp_path: Path
) -> None:
    settings.SPOKEN_DIR = tmp_path  # type: ignore[attr-defined]
    voice = engines.engine()
    assert voice is not None
    from tijdig.queries.facts import sender_of

    paid = script("nl", "paid", sender_of(cast.woonstede), cast.woonstede.sector)
    shelf.put("woonstede", paid, voice)
    page = browser.new_page()
    page.goto(f"{live_server.url}/voorlezen/woonstede/paid")

    seconds = page.evaluate("""async () => {
        const player = document.querySelector("audio");
        player.preload = "metadata";
        player.load();
        await new Promise((done, failed) => { player.onloadedmetadata = done; player.onerror = failed; });
        return player.duration;
    }""")
    page.close()

    assert seconds > 20

"""The browser reads a page aloud. Chromium has no voice here: the test puts its own `speechSynthesis` in its place."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.web.browsing import go
from tests.web.looking import faults, low
from tests.web.portal.visits import visit
from tests.web.sensing import key_faults
from tijdig import clock
from tijdig.web.portal.session import COOKIE
from tijdig.web.reading import COOKIE as READING

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]

MOUTH = """(voices) => `
  const mouth = {voices: ${JSON.stringify(voices)}, said: [], now: null,
    getVoices() { return this.voices; },
    speak(line) { this.now = line; this.said.push([line.text, line.lang, line.voice && line.voice.name]); },
    cancel() {
      sessionStorage.silenced = Number(sessionStorage.silenced || 0) + 1;
      [this.broken, this.now] = [this.now, null];
    },
    finish() { const line = this.now; this.now = null; line.onend(); }};
  Object.defineProperty(window, "speechSynthesis", {value: mouth});
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
`"""
DUTCH = {"name": "Ellen", "lang": "nl-NL", "localService": True}
ENGLISH = {"name": "Daniel", "lang": "en-GB", "localService": True}
FAR = {"name": "In de wolk", "lang": "nl-NL", "localService": False}
BUTTON = "Lees deze pagina voor"


@pytest.fixture
def cast(emptied: None, data_dir: Path) -> Cast:
    clock.fix(NOW)
    return make_cast()


def with_voices(
    browser: Browser,
    server: LiveServer,
    cast: Cast,
    *voices: dict[str, Any],
    chosen: str = "hardop",
    script: bool = True,
) -> Page:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=script)
    key = visit(cast.anna, level=1).cookies[COOKIE].value
    context.add_cookies(
        [{"name": name, "value": value, "url": server.url} for name, value in ((COOKIE, key), (READING, chosen))]
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    if script:
        page.add_init_script(page.evaluate(MOUTH, list(voices)))
    return page


def said(page: Page) -> list[list[str]]:
    lines: list[list[str]] = page.evaluate("speechSynthesis.said")
    return lines


def test_page_is_read_in_its_order_stopped_and_read_on(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    page = with_voices(browser, live_server, cast, ENGLISH, FAR, DUTCH)
    page.goto(f"{live_server.url}/overzicht")
    before = said(page)
    page.get_by_role("button", name=BUTTON).click()
    page.evaluate("speechSynthesis.finish()")
    page.get_by_role("button", name="Stop met voorlezen").press("Enter")
    quiet = page.evaluate("speechSynthesis.now")
    page.get_by_role("button", name="Lees verder voor").press("Space")
    page.evaluate("speechSynthesis.broken.onend()")  # a browser tells late of the line that was broken off
    first = said(page)
    while page.evaluate("speechSynthesis.now !== null"):
        page.evaluate("speechSynthesis.finish()")
    words = [line[0] for line in said(page)]
    again = page.get_by_role("button", name=BUTTON).count()
    page.close()

    assert (before, quiet) == ([], None)
    assert first == [
        ["Dag Anna de Wit, fijn dat u kijkt.", "nl", "Ellen"],
        ["U hebt nog niet alles betaald", "nl", "Ellen"],
        ["U hebt nog niet alles betaald", "nl", "Ellen"],
    ]
    assert words.index("Bel mij op een moment dat mij past") < words.index("Zo is het opgebouwd") < words.index("Meer")
    assert [one for one in words if BUTTON in one or "Uitloggen" in one or one == "SK"] == []
    assert again == 1


def test_voice_is_silent_after_the_page(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    page = with_voices(browser, live_server, cast, DUTCH)
    page.goto(f"{live_server.url}/hulp")
    page.get_by_role("button", name=BUTTON).click()
    page.evaluate("sessionStorage.silenced = 0")
    go(page.get_by_role("link", name="Terug"))
    silenced, spoken = page.evaluate("Number(sessionStorage.silenced)"), said(page)
    page.close()

    assert silenced > 0
    assert spoken == []


def test_choice_shows_only_where_the_device_has_a_voice_itself(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    shown = []
    for voices, script in (((DUTCH,), True), ((FAR, ENGLISH), True), ((), True), ((), False)):
        page = with_voices(browser, live_server, cast, *voices, script=script)
        page.goto(f"{live_server.url}/lezen")
        choice = page.get_by_role("checkbox", name="Voorlezen").count()
        page.goto(f"{live_server.url}/overzicht")
        shown.append((choice, page.get_by_role("button", name=BUTTON).count()))
        page.close()

    assert shown == [(1, 1), (0, 0), (0, 0), (0, 0)]


def test_voice_that_comes_later_is_used(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    page = with_voices(browser, live_server, cast)
    page.goto(f"{live_server.url}/overzicht")

    page.evaluate("(voice) => { speechSynthesis.voices = [voice]; speechSynthesis.onvoiceschanged(); }", DUTCH)

    assert page.get_by_role("button", name=BUTTON).count() == 1
    page.close()


def test_voice_is_chosen_once_and_pages_without_it_carry_no_script(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    page = with_voices(browser, live_server, cast, DUTCH, chosen="")
    page.goto(f"{live_server.url}/overzicht")
    light = page.locator("script").count()
    page.goto(f"{live_server.url}/lezen")
    page.get_by_label("Voorlezen").check()
    go(page.get_by_role("button", name="Zo wil ik lezen"))
    wrong = []
    for address in ("/lezen", "/overzicht", "/wat-wij-doen", "/o/woonstede/privacy", "/"):
        page.goto(live_server.url + address)
        page.get_by_role("button", name=BUTTON).wait_for()
        wrong += [*faults(page, 320, 1280), *low(page), *key_faults(page)]
    page.close()

    assert light == 0
    assert wrong == []

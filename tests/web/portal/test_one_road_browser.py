"""The road of a language with one road, in Chromium without JavaScript on a narrow phone: up to a promised call."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.web import workbench
from tests.web.browsing import go
from tests.web.looking import faults, low
from tests.web.portal.companions import give_letter
from tijdig.models import Creditor, Request

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]

NARROW = 360
READ = {
    "tr": ("Türkçe", "Beni kendi dilimde arayın", "Devam", "Gönder", "24 Kasım Salı, saat 9.30"),
    "ar": ("العربية", "اتصلوا بي بلغتي", "متابعة", "أرسل", "الثلاثاء 24 نوفمبر، الساعة 9:30"),
}
RIGHT = "() => Math.round(document.querySelector('h1').getBoundingClientRect().right)"
REVERSED = """() => [...document.querySelectorAll('a[href^="tel:"]')].filter(
    (one) => getComputedStyle(one).direction !== 'ltr').length"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A narrow phone without JavaScript."""
    context = browser.new_context(viewport={"width": NARROW, "height": 740}, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def judge(browser: Browser) -> Iterator[Page]:
    """A second window that looks at the same addresses: axe-core itself needs JavaScript."""
    context = browser.new_context(viewport={"width": NARROW, "height": 740})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("code", READ)
def test_call_is_promised_in_the_language_on_a_narrow_phone(
    code: str, page: Page, judge: Page, live_server: LiveServer
) -> None:
    cast = workbench.make_morning()
    Creditor.objects.filter(pk=cast.woonstede.pk).update(draft_languages=[code])
    letter = give_letter(cast.anna)
    name, call, on, send, when = READ[code]
    seen: list[str] = []

    def look() -> None:
        html = page.locator("html")
        assert html.get_attribute("lang") == code, page.url
        assert html.get_attribute("dir") == ("rtl" if code == "ar" else None), page.url
        judge.context.add_cookies(page.context.cookies())
        judge.goto(page.url)
        seen.extend([*faults(judge, NARROW), *low(judge)])
        assert judge.evaluate(REVERSED) == 0

    page.goto(f"{live_server.url}/")
    go(page.get_by_role("link", name=name).first)
    look()
    if code == "ar":
        assert judge.evaluate(RIGHT) > NARROW - 40
    page.locator("input[name=code]").fill(letter)
    go(page.get_by_role("button", name=call))
    look()
    go(page.locator("a.act").first)
    look()
    go(page.locator("a.act").first)
    look()
    assert page.locator("select[name=taal]").input_value() == code
    go(page.get_by_role("button", name=on))
    look()
    page.locator("input[name=telefoon]").fill("06 00 00 01 01")
    go(page.get_by_role("button", name=on))
    look()
    go(page.get_by_role("button", name=send))
    look()

    assert seen == []
    assert Request.objects.latest("pk").details["language"] == code
    assert when in re.sub(r"\s+", " ", page.locator("main").inner_text())

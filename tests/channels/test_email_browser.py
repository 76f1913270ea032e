"""The e-mail for real: in Chromium, on a phone, by day and by night; nothing sticks out, axe finds nothing."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.channels.messages import message
from tests.messages import cases
from tijdig.channels.email import html
from tijdig.messages.facts import Facts

pytestmark = pytest.mark.browser

LONG = "Eigen bijdrage " + "x" * 60  # words from a creditor's file, without a place to break


def mails() -> dict[str, Facts]:
    anna, emre = cases.anna(), cases.part_notice()
    lines = tuple(replace(line, description=LONG, reference="R" * 40) for line in anna.lines)
    english = replace(anna.recipient, language="en")
    return {
        "first": anna,
        "notice": emre,
        "long": replace(anna, lines=lines),
        "without links": replace(anna, sender=replace(anna.sender, links=False), code="KTR 4WD 9FM"),
        "english": replace(anna, sender=replace(anna.sender, drafts=("nl", "en")), recipient=english),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", mails())
def test_email_fits_a_phone_and_can_be_read(name: str, scheme: str, browser: Browser) -> None:
    mail = message(mails()[name], "email")
    page = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)  # type: ignore[arg-type]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.set_content(html.page(mail.content, mail.sender, "https://mijn.woonstede.example/anders/7-0"))
    found = [fault["id"] for fault in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.close()

    assert found == []
    assert wide <= 360
    assert paper == ("rgb(18, 24, 28)" if scheme == "dark" else "rgb(251, 250, 247)")
    assert [url for url in asked if not url.startswith(("about:", "data:"))] == []

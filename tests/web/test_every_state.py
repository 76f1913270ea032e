"""Every page and every state that has a picture (tools/page_shots.py): nothing for axe-core to say, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tools import page_shots, page_world
from tools.page_pictures import key_of
from tools.page_shots import Shot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]

WIDTHS = (1280, 360)
THUMB = 52
"""Pixels that a thumb needs, for whatever is not a link within a sentence."""
ROW = 64
AXE = """(colours) => axe.run({resultTypes: ['violations'], rules: {'color-contrast': {enabled: colours}}})
  .then((told) => told.violations.map((fault) => fault.id))"""
"""Colours are the same at every width, and take axe longer than all the rest."""
LOW = """({thumb, row}) => {
  const low = (things, least) => [...document.querySelectorAll(things)].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.height && box.height < least - 0.5;
  }).map((one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 30)} is low`);
  const inputs = "input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea";
  const portal = `.page :is(button, .button, .act, .tick, .choice, ${inputs}), .page .back a,
    .next a, .foot a, .links a, .list a, .ways a, .person__phone a, .head a`;
  return [...low(portal, thumb), ...low(".rows tbody tr, .found li", row)];
}"""


def reach(page: Page, address: str, shot: Shot) -> None:
    """The page, after what is done on it first."""
    page.goto(address + shot.address)
    for step in shot.steps:
        step(page)


def faults(page: Page, width: int) -> list[str]:
    """What axe-core finds, what sticks out, and what a thumb would miss."""
    page.set_viewport_size({"width": width, "height": 800})
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(Axe().axe_script)
    found = page.evaluate(AXE, width == WIDTHS[0])
    wide = page.evaluate("document.documentElement.scrollWidth")
    low: list[str] = page.evaluate(LOW, {"thumb": THUMB, "row": ROW})
    return [*found, *([f"{wide} wide"] if wide > width else []), *low]


@pytest.mark.usefixtures("data_dir")
def test_every_state_is_accessible_and_fits(browser: Browser, live_server: LiveServer) -> None:
    cache.clear()
    world, wrong, seen = page_world.make(), [], []
    for shot in page_shots.all_shots(world):
        with browser.new_context(locale="nl-NL") as context:
            if cookie := key_of(shot.who):
                context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": live_server.url}])
            page = context.new_page()
            reach(page, live_server.url, shot)
            wrong += [f"{shot.name}-{width}: {fault}" for width in WIDTHS for fault in faults(page, width)]
            seen.append(shot.name)

    assert wrong == []
    assert len(seen) == len(set(seen)) > 90

"""Every page of the portal from right to left in Arabic letters, and in English: nothing sticks out or stays Dutch."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.web.looking import faults, low
from tests.web.portal.test_languages import dutch_left
from tijdig.languages import PSEUDO
from tijdig.models import Creditor
from tijdig.web.reading import COOKIE
from tools import page_shots, page_world
from tools.page_pictures import key_of
from tools.page_shots import Group
from tools.page_steps import Shot

GROUPS = (*page_shots.EVENING, *page_shots.DAY)
NARROW = 360
IN_DUTCH = "document.querySelectorAll('[lang=nl]').forEach((one) => one.remove())"
"""What says of itself that it is in Dutch: a letter word for word, all that we hold about somebody."""


def shown(group: Group, world: page_world.World) -> Iterator[Shot]:
    """What customers see; what is done on a page first goes by the Dutch names of buttons."""
    for shot in page_shots.shots_of(world, group):
        if shot.who.user is None and not shot.steps and not shot.address.startswith("/werk"):
            yield shot


def read(page: Page, address: str, shot: Shot, code: str) -> None:
    page.context.clear_cookies()
    page.context.add_cookies([{"name": COOKIE, "value": f"taal-{code}", "url": address}])
    if cookie := key_of(shot.who):
        page.context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": address}])
    page.goto(address + shot.address)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("emptied", "data_dir")
@pytest.mark.parametrize("code", [PSEUDO, "en"])
@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.__name__.strip("_"))
def test_every_page_fits_and_is_said_in_the_language(
    group: Group, code: str, browser: Browser, live_server: LiveServer, settings: Any
) -> None:
    settings.PSEUDO_LANGUAGE = True
    cache.clear()
    world, wrong = page_world.make(), []
    Creditor.objects.update(draft_languages=["en"])
    with browser.new_context(locale="nl-NL") as context:
        page = context.new_page()
        page.set_viewport_size({"width": NARROW, "height": 800})
        for shot in shown(group, world):
            read(page, live_server.url, shot, code)
            assert page.locator("html").get_attribute("lang") == code, shot.name
            assert page.locator("html").get_attribute("dir") == ("rtl" if code == PSEUDO else None), shot.name
            found = [*faults(page, NARROW), *low(page)]
            page.evaluate(IN_DUTCH)
            said = [*found, *dutch_left(page.content())]
            wrong += [f"{shot.name}: {fault}" for fault in said]

    assert wrong == []

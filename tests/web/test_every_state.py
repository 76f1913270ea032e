"""Every page and every state that has a picture (tools/page_shots.py): nothing for axe-core to say, wide and narrow."""

from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.web.looking import faults, low
from tools import page_shots, page_world
from tools.page_pictures import key_of
from tools.page_shots import Group
from tools.page_steps import Shot

WIDTHS = (1280, 360)
GROUPS = (*page_shots.EVENING, *page_shots.DAY)


def reach(page: Page, address: str, shot: Shot) -> None:
    """The page, with nothing left of the one before, after what is done on it first."""
    page.unroute_all()
    page.context.clear_cookies()
    if cookie := key_of(shot.who):
        page.context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": address}])
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    page.goto(address + shot.address)
    for step in shot.steps:
        step(page)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("emptied", "data_dir")
@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.__name__.strip("_"))
def test_every_state_is_accessible_and_fits(group: Group, browser: Browser, live_server: LiveServer) -> None:
    cache.clear()
    world, wrong = page_world.make(), []
    with browser.new_context(locale="nl-NL") as context:
        page = context.new_page()
        for shot in page_shots.shots_of(world, group):
            reach(page, live_server.url, shot)
            for width in WIDTHS:
                wrong += [f"{shot.name}-{width}: {fault}" for fault in [*faults(page, width), *low(page)]]

    assert wrong == []


@pytest.mark.django_db
def test_every_state_has_a_name_of_its_own(data_dir: Path) -> None:
    names = [shot.name for shot in page_shots.all_shots(page_world.make())]

    assert len(names) == len(set(names)) > 90

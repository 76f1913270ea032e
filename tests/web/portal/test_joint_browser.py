"""Arranging together in Chromium: nothing for axe-core, nothing that sticks out, thumbs that hit, at every moment."""

from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.web.browsing import go
from tests.web.looking import faults, low
from tests.web.portal.jointly import Four, make_four, make_joint, make_plan
from tests.web.portal.test_answering_pages import CODE, make_link
from tests.web.portal.test_browser import enter
from tijdig import clock
from tijdig.models import Consent, Joint, JointPart

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]

WIDTHS = (320, 360, 1280)
HERE = "/samen-regelen"
MOMENTS = {
    "begin": ((), ("", "/wie")),
    "requested": (
        ("requested", "picked", "picked", "picked"),
        ("/plan", "/{2}/mag", "/bedrag", "/bedrag?bedrag=veel", "/bedrag?bedrag=60", "/bedrag?bedrag=60&ritme=weekly",
         "/bedrag?bedrag=0", "/open", "/nakijken"),
    ),
    "inventory": (("inventory", "confirmed", "asked", "silent"), ("/plan", "/{2}", "/{2}/intrekken", "/stoppen")),
    "weighed": (
        ("weighed", "confirmed", "confirmed", "silent", "declined"), ("/plan", "/bedrag?bedrag=25&ritme=monthly"),
    ),
    "not late": (("offered", "accepted", "accepted", "declined", "left"), ("/plan", "/voorstel")),
    "proposed": (("proposed", "accepted", "proposed", "countered", "undecided"), ("/plan", "/{2}/anders", "/hulp")),
    "offered": (("offered", "accepted", "accepted", "accepted", "undecided"), ("/plan", "/voorstel", "/twijfel")),
    "active": (
        ("active", "running", "running", "running", "declined"),
        ("/plan", "/betalen", "/pauze", "/dag", "/anders", "/wie"),
    ),
    "ending": (("active", "running", "running", "running", "declined"), ("/plan", "/langer")),
    "missed": (("missed", "running", "running"), ("/plan", "/betalen")),
    "completed": (("completed", "paid", "paid", "left"), ("/plan",)),
}  # fmt: skip


@pytest.fixture
def four(emptied: None, data_dir: Path) -> Four:
    clock.fix(NOW)
    cache.clear()
    cast: Cast = make_cast()
    return make_four(cast)


def moment(four: Four, states: tuple[str, ...]) -> list[JointPart]:
    if not states:
        return []
    quiet = date(2027, 1, 5) if states[0] in {"inventory", "proposed", "weighed"} else None
    weighs = [{"why": "too_long", "since_on": "2026-11-24"}] if states[0] == "weighed" else []
    joint: Joint = make_joint(four, *states, standstill_until=quiet, weighs=weighs)
    if states[0] == "offered":  # nothing is late there
        JointPart.objects.filter(state="left").update(balance_cents=0)
    if states[0] in {"proposed", "offered"}:
        make_plan(joint)
    if states[0] in {"active", "missed", "completed"}:
        make_plan(joint, confirmed_at=NOW)
    return list(joint.parts.order_by("pk"))


@pytest.mark.parametrize("name", MOMENTS)
def test_pages_of_a_customer_are_accessible_fit_and_can_be_hit(
    name: str, browser: Browser, live_server: LiveServer, four: Four
) -> None:
    states, addresses = MOMENTS[name]
    parts = moment(four, states)
    if name == "ending":
        Consent.objects.update(until_on=date(2027, 1, 3))
    context = enter(browser, live_server, four.anna, level=2)
    page, wrong = context.new_page(), []
    for address in addresses:
        found = address.replace("{2}", str(parts[2].pk) if len(parts) > 2 else "")
        page.goto(f"{live_server.url}{HERE}{found}")
        wrong += [*faults(page, *WIDTHS), *(f"{address}: {thing}" for thing in low(page))]
    context.close()

    assert wrong == []


@pytest.mark.parametrize(("state", "whole"), [("asked", "inventory"), ("proposed", "proposed"), ("running", "active")])
def test_pages_of_another_organisation_are_accessible_too(
    state: str, whole: str, browser: Browser, live_server: LiveServer, four: Four
) -> None:
    make_link(moment(four, (whole, "accepted", "accepted", state))[2])
    page, wrong = browser.new_page(viewport={"width": 360, "height": 740}), []
    for address in ("/antwoord/token", "/antwoord", "/antwoord/no-such", "/antwoord/token/code"):
        page.goto(live_server.url + address)
        wrong += [*faults(page, *WIDTHS), *(f"{address}: {thing}" for thing in low(page))]
    page.get_by_label("De code uit de e-mail").fill(CODE)
    go(page.get_by_role("button", name="Ga verder"))
    wrong += [*faults(page, *WIDTHS), *low(page)]
    if state != "running":
        go(page.get_by_role("button", name="Verstuur"))
        wrong += [] if page.get_by_role("alert").count() else ["no error"]
        wrong += [*faults(page, *WIDTHS), *low(page)]
    page.close()

    assert wrong == []

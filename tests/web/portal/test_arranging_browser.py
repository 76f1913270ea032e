"""Paying in parts for real: on a small phone, without JavaScript, from the question to a pause, and after it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.web.browsing import go
from tests.web.looking import faults, low
from tests.web.portal.test_browser import enter
from tests.web.portal.visits import make_slots
from tijdig import clock
from tijdig.actions import arrangements
from tijdig.models import Arrangement, Case, Request

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]
WIDTHS = (320, 360, 1280)


@pytest.fixture
def cast(emptied: None, data_dir: Path) -> Cast:
    clock.fix(NOW)
    cast = make_cast()
    Case.objects.filter(pk=cast.anna.pk).update(handler=cast.samira)
    make_slots(cast.anna, datetime(2026, 11, 25, 9, 0, tzinfo=UTC))
    return cast


def button(page: Page, name: str) -> None:
    go(page.get_by_role("button", name=name))


def link(page: Page, name: str) -> None:
    go(page.get_by_role("link", name=name).first)


def heading(page: Page) -> str:
    return str(page.locator("h1").inner_text())


def test_customer_agrees_pauses_and_changes_without_javascript(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    page = enter(browser, live_server, cast.anna, script=False, level=1).new_page()
    page.goto(f"{live_server.url}/overzicht")

    link(page, "Ik wil in delen betalen")
    page.get_by_label("Hoeveel kunt u per keer missen?").fill("40")
    button(page, "Ga verder")
    assert heading(page) == "Hoe vaak wilt u €\N{NO-BREAK SPACE}40,00 betalen?"
    link(page, "Elke vier weken")
    page.get_by_label("Dinsdag 1 december").check()
    button(page, "Ga verder")
    assert heading(page) == "Gaat dit lukken?"
    assert page.locator("table tr").count() == 5

    link(page, "Nee, dit is te veel")
    assert heading(page) == "Dan zoeken wij iets dat wel past"
    link(page, "Minder: ")
    page.get_by_label("Dinsdag 1 december").check()
    button(page, "Ga verder")
    button(page, "Ja, dit spreken wij af")
    assert heading(page) == "Dit spraken wij af"
    assert Arrangement.objects.get().instalments.count() == 10

    link(page, "Naar het overzicht")
    link(page, "Nu even pauze")
    link(page, "De volgende betaling op dinsdag 29 december")
    button(page, "Ja, geef mij pauze")
    assert heading(page) == "U hebt pauze"

    link(page, "Verander de regeling")
    link(page, "Ik wil sneller klaar zijn")
    page.get_by_label("Hoeveel kunt u nu per keer missen?").fill("40")
    button(page, "Ga verder")
    button(page, "Ja, verander het zo")
    assert heading(page) == "De regeling is aangepast"
    assert list(Arrangement.objects.order_by("pk").values_list("change", flat=True)) == ["", "pause", "more_room"]
    assert [one.state for one in Request.objects.all()] == ["answered"] * 3


def test_pages_of_the_road_break_no_rule_at_any_width(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    page = enter(browser, live_server, cast.anna, level=1).new_page()
    wrong: list[Any] = []

    def look(address: str = "") -> None:
        if address:
            page.goto(live_server.url + address)
        wrong.extend([*faults(page, *WIDTHS), *low(page)])

    for address in ("", "?bedrag=25&ritme=", "?bedrag=25&ritme=inkomen", "?bedrag=25&ritme=inkomen&inkomen="):
        look(f"/vraag/in-delen{address}")
    for amount in ("25", "8", "1"):
        page.goto(f"{live_server.url}/vraag/in-delen?bedrag={amount}&ritme=weekly")
        look()
        page.get_by_label("Dinsdag 1 december").check()
        button(page, "Ga verder")
        look()
    link(page, "Ik twijfel")
    look()
    arrangements.agree(cast.anna, instalment_cents=3_000, first_on=NOW.date().replace(day=30), by="user:1", at=NOW)
    for address in (
        "/overzicht", "/afspraak", "/afspraak?wat=lager", "/afspraak?wat=lager&bedrag=x",
        "/afspraak?wat=lager&bedrag=20", "/afspraak?wat=lager&bedrag=5", "/afspraak?wat=lager&bedrag=30",
        "/afspraak?wat=dag", "/afspraak?wat=dag&gekozen=1", "/afspraak/pauze", "/afspraak/pauze?weken=2",
    ):  # fmt: skip
        look(address)
    button(page, "Ja, geef mij pauze")
    look()

    assert wrong == []

"""One's own details and documents in Chromium: nothing for axe-core, nothing that sticks out, thumbs that hit."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.factories import make_contact, make_life_event, make_moment, make_support_need
from tests.web.browsing import go
from tests.web.looking import faults, low
from tests.web.portal.test_browser import enter, too_wide
from tests.web.portal.test_mine import ADDRESSES, KNOWN
from tijdig import clock
from tijdig.actions import arrangements
from tijdig.models import Claim, Customer, SupportNeed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]

WIDTHS = (320, 360, 1280)


@pytest.fixture
def cast(emptied: None, data_dir: Path) -> Cast:
    clock.fix(NOW)
    cast = make_cast()
    make_support_need(cast.anna.customer, kind="someone_with_me", detail="met mijn dochter erbij")
    make_life_event(cast.anna.customer)
    make_contact(make_moment(cast.anna, day=date(2026, 11, 10)), state="handed_over", handed_over_at=NOW)
    arrangements.agree(cast.emre, count=3, first_on=date(2026, 12, 1), by="user:1", at=NOW)
    Claim.objects.filter(customer=cast.chantal.customer).update(invoiced_on=None)
    return cast


def addresses(cast: Cast) -> list[str]:
    contact, need = cast.anna.contacts.get(), SupportNeed.objects.get()
    point = cast.anna.customer.points.order_by("pk")[0]
    more = [f"/waarom/{contact.pk}", f"/verstuurd/{contact.pk}", f"/gegevens/weg/hulp-{need.pk}"]
    return [*ADDRESSES, *more, f"/gegevens/nummer?welk={point.pk}", "/mijn-gegevens/lezen", "/gegevens?gedaan=weg"]


def test_pages_are_accessible_fit_and_can_be_hit(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    context = enter(browser, live_server, cast.anna, level=KNOWN)
    page, said, wrong = context.new_page(), [], []
    page.on("console", lambda message: said.append(message.text))
    for address in addresses(cast):
        page.goto(live_server.url + address)
        for width in WIDTHS:
            wrong += [*faults(page, width), *(f"{address} at {width}: {thing}" for thing in low(page))]
    for address in ("/gegevens/nodig", "/gegevens/taal", "/gegevens/nummer?nieuw=telefoon", "/gegevens/fout"):
        page.goto(live_server.url + address)
        go(page.locator("form button").last)
        wrong += faults(page, *WIDTHS) if page.get_by_role("alert").count() else [f"{address}: no error"]
    context.close()

    assert wrong == []
    assert said == []


def test_pages_of_others_are_accessible_too(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    Customer.objects.filter(pk=cast.emre.customer_id).update(no_research_at=NOW, is_safe_to_contact=False)
    wrong = []
    for case, level, address in (
        (cast.emre, KNOWN, "/overzicht"),
        (cast.emre, KNOWN, "/gegevens"),
        (cast.emre, KNOWN, "/gegevens/onderzoek"),
        (cast.chantal, KNOWN, "/opbouw"),
        (cast.anna, 0, "/opbouw"),
        (cast.anna, 0, f"/waarom/{cast.anna.contacts.get().pk}"),
    ):
        context = enter(browser, live_server, case, level=level)
        page = context.new_page()
        page.goto(live_server.url + address)
        wrong += faults(page, 320, 1280)
        context.close()

    assert wrong == []


def test_large_letters_stay_on_a_small_screen(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    context = enter(browser, live_server, cast.anna, width=320, level=KNOWN)
    page, wrong = context.new_page(), []
    for address in addresses(cast):
        page.goto(live_server.url + address)
        wrong += [f"{address}: {thing}" for thing in too_wide(page, 320, "200%")]
    context.close()

    assert wrong == []


def test_customer_changes_a_number_and_takes_a_need_away_without_script(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    context = enter(browser, live_server, cast.anna, script=False, level=KNOWN)
    page = context.new_page()
    page.goto(f"{live_server.url}/overzicht")

    go(page.get_by_role("link", name="Wat wij van u weten"))
    go(page.get_by_role("link", name="Nieuw nummer of adres"))
    go(page.get_by_role("link", name="Ik heb een nieuw telefoonnummer"))
    page.get_by_label("Telefoonnummer").fill("06 98 76 54 32")
    go(page.get_by_role("button", name="Bewaren"))
    told = page.get_by_role("status").inner_text()
    go(page.get_by_role("link", name="Haal weg: Met iemand erbij"))
    go(page.get_by_role("button", name="Haal het weg"))
    gone = page.get_by_role("status").inner_text()
    text = page.locator("main").inner_text()
    context.close()

    assert told == "Dank u wel. Wij gebruiken dit vanaf nu."
    assert gone == "Het is weg. Wij gebruiken het niet meer."
    assert "eindigt op 32" in text
    assert "dochter" not in text

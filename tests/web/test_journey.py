"""The main journey in Chromium: Anna reacts to her letter, Samira listens and agrees, the last cent closes the case."""

from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.conftest import NOW
from tests.factories import make_contact, make_moment
from tests.web.browsing import go
from tests.web.doors.house import PASSWORD, House, app_code, house, with_app
from tijdig import clock
from tijdig.actions import payments
from tijdig.models import Contact
from tijdig.queries import replies, visible

__all__ = ["house"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]


@pytest.fixture
def queued(house: House) -> House:
    """A second reminder to Anna stands ready for the first post."""
    first = make_moment(house.people.anna, day=date(2026, 11, 10), claims=_named(house))
    make_contact(first, kind="email", state="handed_over", handed_over_at=NOW - timedelta(days=14))
    make_contact(make_moment(house.people.anna, stage="S2"), send_from=NOW + timedelta(hours=1))
    return house


def _named(house: House) -> list[dict[str, Any]]:
    return [{"id": claim.pk, "open_cents": claim.open_cents} for claim in visible.claims(house.people.anna)]


def text(page: Page, selector: str = "body") -> str:
    return " ".join(page.locator(selector).first.inner_text().replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [360, 1280])
def test_letter_to_closed_case(
    width: int, script: bool, queued: House, browser: Browser, live_server: LiveServer
) -> None:
    size: Any = {"width": width, "height": 740}
    phone, desk = (browser.new_context(viewport=size, java_script_enabled=script).new_page() for _ in range(2))
    samira = with_app(queued.people.samira)

    # Anna comes in with the code from her letter, and says what she can miss.
    phone.goto(live_server.url)
    phone.get_by_label("De code uit uw brief").fill(queued.anna.lower())
    go(phone.get_by_role("button", name="Ga verder"))
    overview = text(phone)
    go(phone.get_by_role("link", name="Ik wil in delen betalen"))
    phone.get_by_label("Hoeveel kunt u per keer missen?").fill("25")
    go(phone.get_by_role("button", name="Ga verder"))
    go(phone.get_by_role("link", name="Elke maand"))
    phone.get_by_label("Dinsdag 1 december").check()
    go(phone.get_by_role("button", name="Ga verder"))
    go(phone.get_by_role("button", name="Ja, vraag het zo"))
    promised = text(phone, ".done")
    stopped = list(Contact.objects.filter(moment__stage="S2").values_list("state", "stop_reason"))

    # Samira signs in with password and app, finds Anna on her list and agrees.
    desk.goto(f"{live_server.url}/werk/")
    desk.get_by_label("Uw e-mailadres").fill(samira.email)
    desk.get_by_label("Uw wachtwoord").fill(PASSWORD)
    go(desk.get_by_role("button", name="Verder naar stap 2"))
    desk.get_by_label("De code uit uw app").fill(app_code())
    go(desk.get_by_role("button", name="Inloggen", exact=True))
    go(desk.get_by_role("link", name="Open het dossier van Anna de Wit"))
    go(desk.get_by_role("link", name="Regeling", exact=True))
    desk.get_by_label("Bedrag per keer").fill("25")
    desk.get_by_label("Eerste betaling op").fill("2026-12-01")
    desk.get_by_label("Ja, zei de klant").check()
    if not script:  # with it, what it would be is shown while one types
        go(desk.get_by_role("button", name="Laat zien"))
    desk.get_by_text("dinsdag 1 december 2026").wait_for()
    go(desk.get_by_role("button", name="Zo afspreken"))
    agreed = text(desk, "[role=status]")

    # Anna reads the same on her page and in her mail; then the last cent comes in.
    phone.goto(f"{live_server.url}/overzicht")
    arranged = text(phone)
    _pay(queued)
    phone.goto(f"{live_server.url}/overzicht")
    closed = text(phone)
    desk.reload()
    story = text(desk, "main")
    phone.context.close()
    desk.context.close()

    assert "€ 182,40" in overview
    assert "Iemand van Woonstede antwoordt uiterlijk donderdag 26 november." in promised
    assert stopped == [("stopped", "reacted")]
    assert agreed == (
        "De regeling is afgesproken. Er gaan geen herinneringen meer uit. "
        "Het is verstuurd, per e-mail naar anna.dewit@post.example."
    )
    assert "Er is een regeling" in arranged
    assert "Uw volgende betaling is € 25,00, op dinsdag 1 december." in arranged
    assert "Alles is geregeld" in closed
    assert "Gesloten op 24 november 2026: alles is betaald" in story
    assert _sent() == [
        ("received", "handed_over"), ("arranged", "handed_over"),
        ("thanked", "stopped"), ("paid", "planned"),  # one thank-you, for all of it
    ]  # fmt: skip


def _pay(house: House) -> None:
    for claim in visible.claims(house.people.anna):
        if claim.open_cents:
            payments.book(claim, claim.open_cents, booked_on=clock.day_of(NOW), by="bank", at=NOW)


def _sent() -> list[tuple[str, str]]:
    rows = Contact.objects.filter(replies.IS_REPLY).order_by("pk")
    return [(str(replies.kind_of(one)), one.state) for one in rows]

"""Arrangements and joint arrangements of staff in Chromium: live and without script, by keyboard, under axe-core."""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.factories import NOW, make_claim, make_room
from tests.web import workbench
from tests.web.browsing import go
from tests.web.doors.house import with_app
from tests.web.looking import faults
from tests.web.portal.companions import make_elsewhere
from tests.web.portal.jointly import Four
from tests.web.test_joint_counter import accepted, act, balances, begin, consented, four, part, running, works_at
from tests.web.test_maker import consent
from tests.web.test_workbench_browser import WIDTHS, at_work, cast
from tijdig.actions import arrangements
from tijdig.models import Arrangement, Consent, Joint

__all__ = ["cast", "four"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_an_arrangement_are_accessible(
    width: int, browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    make_room(cast.emre, state="ok", spare_cents=2_500)
    consent(cast.emre, make_elsewhere(amount_cents=13_500))
    make_claim(cast.chantal.customer, amount_cents=1_200_000)
    with_app(cast.dewi)
    arrangements.agree(cast.anna, count=3, first_on=NOW.date().replace(day=28), by="user:1", at=NOW)
    found, said = [], []
    with at_work(browser, live_server, cast, width) as context:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{live_server.url}/werk/dossier/{cast.emre.pk}/regeling")
        page.get_by_label("Bedrag per keer").fill("15")
        page.get_by_role("heading", name="Zo wordt het").wait_for()
        go(page.get_by_role("button", name="Laat het geheel zien"))
        found += faults(page, width)
        page.goto(f"{live_server.url}/werk/dossier/{cast.chantal.pk}/regeling")
        page.get_by_label("Of: in hoeveel termijnen?").fill("20")
        page.get_by_role("heading", name="Een teamleider kijkt mee").wait_for()
        found += faults(page, width)
        for case, name in ((cast.bram, "voorstel"), (cast.anna, "regeling-veranderen"), (cast.anna, "regeling-pauze")):
            page.goto(f"{live_server.url}/werk/dossier/{case.pk}/{name}")
            found += faults(page, width)
    assert (found, said) == ([], [])


def test_preview_follows_what_is_typed_and_agrees_on_nothing(
    browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    with at_work(browser, live_server, cast, 1280) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/werk/dossier/{cast.emre.pk}/regeling")
        page.get_by_label("Bedrag per keer").fill("15")
        page.get_by_text("Samen € 45,00 in drie termijnen").wait_for()
        page.get_by_label("Elke week").check()
        page.get_by_text("in drie termijnen, elke week").wait_for()

        assert page.evaluate("document.activeElement.value") == "weekly"
        assert not Arrangement.objects.exists()
        page.get_by_label("Ja, zei de klant").check()
        go(page.get_by_role("button", name="Zo afspreken"))
        assert page.url.endswith("?gedaan=regeling")


def test_arrangement_by_keyboard_without_script(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    with at_work(browser, live_server, cast, 1280, script=False) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/werk/dossier/{cast.emre.pk}/regeling")
        page.get_by_label("Of: in hoeveel termijnen?").focus()
        page.keyboard.type("3")
        page.get_by_label("Ja, zei de klant").focus()
        press(page, "Space")
        with page.expect_navigation():
            press(page, "Enter")
        assert page.get_by_role("heading", name="Zo wordt het").is_visible()
        page.get_by_role("button", name="Zo afspreken").focus()
        with page.expect_navigation():
            press(page, "Enter")

    assert Arrangement.objects.get().is_sure


def test_spoken_yes_is_kept_without_script(
    browser: Browser, live_server: LiveServer, cast: Cast, four: Four
) -> None:  # fmt: skip
    """The words are read aloud first, and only the second press keeps the yes; the same for the plan of all."""
    samira, bo = workbench.signed_in(cast.samira), workbench.signed_in(works_at(four.energy.creditor, "Bo Bos"))
    joint = begin(samira, four)
    with at_work(browser, live_server, cast, 360, script=False) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/werk/dossier/{cast.anna.pk}/toestemming")
        page.get_by_label("Naam en nummer doorgeven voor hulp").check()
        page.get_by_label("Welke organisatie?").select_option(label="Bosstroom")
        page.get_by_label("Aan de balie").check()
        page.get_by_label("Waaraan is het te zien?").fill("aan de balie, 10.15 uur")
        go(page.get_by_role("button", name="Lees eerst de woorden voor"))
        assert page.get_by_text("Lees dit voor, rustig").is_visible()
        assert not Consent.objects.filter(purpose="help").exists()
        go(page.get_by_role("button", name="Voorgelezen, en de klant zei ja"))
        given = Consent.objects.get(purpose="help")
        assert (given.by_channel, given.language, given.given_by) == ("counter", "nl", f"user:{cast.samira.pk}")
        for name in ("Bosstroom", "Waterheld"):
            consented(samira, joint, name)
        act(samira, joint, "ruimte", spare="60", rhythm="monthly", first_on="2026-12-15")
        act(samira, joint, "vragen")
        balances(samira, bo, joint)
        accepted(samira, bo, joint)
        page.goto(f"{live_server.url}/werk/samen/{joint.pk}/klant")
        page.get_by_label("Ja").first.check()
        go(page.locator("form.act button.go").first)
    assert Joint.objects.get().state == "active"


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_a_joint_arrangement_are_accessible(
    width: int, browser: Browser, live_server: LiveServer, cast: Cast, four: Four
) -> None:
    samira = workbench.signed_in(cast.samira)
    bo = workbench.signed_in(works_at(four.energy.creditor, "Bo Bos"))
    found, said = [], []
    with at_work(browser, live_server, cast, width) as context:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))

        def look(address: str) -> None:
            page.goto(f"{live_server.url}/werk/{address}")
            found.extend(faults(page, width))

        look(f"dossier/{cast.anna.pk}/samen")
        joint = begin(samira, four)
        look(f"samen/{joint.pk}?gedaan=erbij")
        look(f"samen/{joint.pk}/toestemming?deel={part(joint, 'Waterheld').pk}")
        for name in ("Bosstroom", "Waterheld"):
            consented(samira, joint, name)
        act(samira, joint, "ruimte", spare="60", rhythm="monthly", first_on="2026-12-15")
        act(samira, joint, "vragen")
        look(f"samen/{joint.pk}/bedrag?deel={part(joint, 'Woonstede').pk}")
        balances(samira, bo, joint)
        look(f"samen/{joint.pk}/besluit?deel={part(joint, 'Woonstede').pk}")
        running(samira, bo, joint)
        for address in ("samen", f"samen/{joint.pk}", f"samen/{joint.pk}/betaald", f"samen/{joint.pk}/klant"):
            look(address)
    assert (found, said) == ([], [])


def test_consents_by_keyboard_at_the_counter(browser: Browser, live_server: LiveServer, cast: Cast, four: Four) -> None:
    """From the case to the question read aloud: three presses, and the first wrong field gets the focus."""
    joint = begin(workbench.signed_in(cast.samira), four)
    with at_work(browser, live_server, cast, 1280) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/werk/dossier/{cast.anna.pk}")
        for name in ("Bekijk het gezamenlijke plan", "Toestemming vragen: Bosstroom"):
            page.get_by_role("link", name=name).focus()
            with page.expect_navigation():
                press(page, "Enter")
        page.get_by_label("Ja, dat mag").focus()
        press(page, "Space")
        with page.expect_navigation():
            press(page, "Enter")
        assert page.evaluate("document.activeElement.className") == "fault"
        page.get_by_label("Hoe kunnen wij dit laten zien?").focus()
        page.keyboard.type("aan de balie")
        with page.expect_navigation():
            press(page, "Enter")
        assert page.get_by_text("Het antwoord van de klant is vastgelegd.").is_visible()

    assert Joint.objects.get().parts.get(creditor__name="Bosstroom").consent is not None
    assert joint.pk == Joint.objects.get().pk

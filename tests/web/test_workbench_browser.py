"""The workbench in Chromium: every page and act, empty, filled and with an error, narrow and wide, under axe-core."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.factories import NOW
from tests.web import workbench
from tests.web.browsing import go
from tests.web.looking import faults
from tijdig.actions import arrangements, stops

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (360, 1280)
ACTS = (
    "gesprek", "antwoord", "terugbellen", "regeling", "betaling", "rust", "hervatten", "overdragen", "sluiten",
)  # fmt: skip
PICTURES = os.environ.get("TIJDIG_TEST_PICTURES", "")


@pytest.fixture
def cast(data_dir: Path, emptied: None) -> Cast:
    return workbench.make_morning()


def at_work(
    browser: Browser, server: LiveServer, cast: Cast, width: int, *, script: bool = True, is_lead: bool = False
) -> BrowserContext:
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script, locale="nl-NL")
    key = workbench.session_of(cast.dewi if is_lead else cast.samira)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": server.url}])
    return context


def look(page: Page, width: int, name: str) -> None:
    """Nothing for axe to say, nothing that sticks out; and a picture for who asks."""
    if PICTURES:
        page.set_viewport_size({"width": width, "height": 800})
        page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
    page.wait_for_load_state()  # a click comes back before the next page is there
    assert faults(page, width) == [], name


def test_pages_are_accessible_and_fit(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    arrangements.agree(cast.chantal, count=3, first_on=NOW.date().replace(day=28), by="user:1", at=NOW)
    bram, chantal = cast.bram.pk, cast.chantal.pk
    form = cast.woonstede.open_forms.get().pk
    addresses = {
        "vandaag": "",
        "filter": "?soort=request",
        "leeg": "niet-bereikt?wie=ik&soort=x",
        "mijn": "mijn",
        "zoeken": "zoeken",
        "gevonden": "zoeken?q=de+wit",
        "niemand": "zoeken?q=zzz",
        "uren": "uren",
        "formulier": f"formulieren/{form}",
        "dossier-anna": f"dossier/{cast.anna.pk}",
        "dossier-bram": f"dossier/{bram}",
        "dossier-chantal": f"dossier/{chantal}",
        "waarom": f"dossier/{chantal}/waarom",
        **{
            name: f"dossier/{bram}/{name}"
            for name in (
                "gesprek",
                "antwoord",
                "terugbellen",
                "regeling",
                "betaling",
                "rust",
                "hervatten",
                "overdragen",
            )
        },
        "sluiten": f"dossier/{bram}/sluiten",
        "terugbellen-uur": f"dossier/{bram}/terugbellen?dag=2026-11-25",
        "gedaan": f"dossier/{cast.anna.pk}?gedaan=rust",
        "regeling-stoppen": f"dossier/{chantal}/regeling-stoppen",
        "kan-niet": f"dossier/{chantal}/antwoord",
    }
    with at_work(browser, live_server, cast, WIDTHS[0]) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        for name, address in addresses.items():
            page.goto(f"{live_server.url}/werk/{address}")
            for width in WIDTHS:
                look(page, width, name)

        assert said == []
        page.goto(f"{live_server.url}/werk/dossier/999999")
        for width in WIDTHS:
            look(page, width, "niet-gevonden")


def test_errors_are_accessible_and_linked(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    with at_work(browser, live_server, cast, WIDTHS[0]) as context:
        page = context.new_page()
        for name in ACTS:
            if name == "hervatten":
                continue  # the only reason to wait is chosen already: nothing can be wrong
            day = "?dag=2026-11-25" if name == "terugbellen" else ""
            page.goto(f"{live_server.url}/werk/dossier/{cast.bram.pk}/{name}{day}")
            if name == "regeling":
                page.get_by_label("Bedrag per keer").fill("")  # the customer's own proposal would do
            go(page.locator("form.act button.go").first)
            assert page.locator(".fault").count() == 1, name
            focused = page.evaluate("document.activeElement.className")
            for width in WIDTHS:
                look(page, width, f"fout-{name}")
            assert focused == "fault"
            for link in page.locator(".fault a").all():
                target = (link.get_attribute("href") or "")[1:]
                assert page.locator(f"[id='{target}']").count() == 1, (name, target)


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", WIDTHS)
def test_first_call_of_the_day_by_keyboard(
    width: int, script: bool, browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    with at_work(browser, live_server, cast, width, script=script) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/werk/")
        page.get_by_role("link", name="Open het dossier van Anna de Wit").press("Enter")
        page.get_by_role("link", name="Gesprek opschrijven").press("Enter")
        page.get_by_label("bereikt", exact=True).press("Space")
        page.get_by_label("Wat is er gezegd?").fill("Werkt minder uren. Kan 30 euro per maand missen.")
        page.get_by_label("Het was een goed gesprek").press("Space")
        page.get_by_role("button", name="Opschrijven").press("Enter")
        told = page.get_by_role("status").inner_text()
        page.get_by_role("link", name="Regeling").press("Enter")
        page.get_by_label("Bedrag per keer").fill("30")
        page.get_by_label("Ja, zei de klant").press("Space")
        if not script:  # with it, what it would be is shown while one types
            page.get_by_role("button", name="Laat zien").press("Enter")
        page.get_by_role("heading", name="Zo wordt het").wait_for()
        look(page, width, "regeling-bekeken") if script else None
        page.get_by_role("button", name="Zo afspreken").press("Enter")
        page.get_by_role("link", name="Vandaag").press("Enter")
        left = page.get_by_role("link", name="Open het dossier van Anna de Wit").count()

    assert told == "Het gesprek is opgeschreven. Volgende op de lijst"
    assert left == 0
    assert arrangements_of(cast) == [(3000, "active")]


def arrangements_of(cast: Cast) -> list[tuple[int, str]]:
    running = cast.anna.arrangements.get()
    return [(running.instalments.order_by("number").first().amount_cents, running.state)]


@pytest.mark.parametrize("width", WIDTHS)
def test_second_of_two_sees_who_was_first(width: int, browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    with at_work(browser, live_server, cast, width) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/werk/dossier/{cast.emre.pk}/overdragen")
        page.get_by_label("Samenvatting").fill("Belt liever na zes uur.")
        stops.reacted(cast.emre, by=f"user:{cast.dewi.pk}", at=NOW)
        go(page.get_by_role("button", name="Aan deze collega geven"))
        look(page, width, "tegelijk")
        told = page.get_by_role("alert").inner_text()
        kept = page.get_by_label("Samenvatting").input_value()

    assert "Dewi Lim, 24 november 2026 om 9.00 uur" in told
    assert kept == "Belt liever na zes uur."


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", WIDTHS)
def test_payments_are_chosen_looked_at_and_booked(
    width: int, script: bool, browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    numbers = [case.customer.number for case in (cast.anna, cast.bram, cast.chantal, cast.emre)]
    amounts = ["182,40", "5,00", "5,00", "9.000,00"]
    rows = [f"{number};{amount};20-11-2026" for number, amount in zip(numbers, amounts, strict=True)]
    content = "\r\n".join(["Klantnummer;Bedrag;Datum", *rows, "W-1;5,00;20-11-2026", "W-2;5,00;25-11-2026"]).encode()
    with at_work(browser, live_server, cast, width, script=script) as context:
        page = context.new_page()

        def see(name: str) -> None:
            if script:  # axe is a script itself
                look(page, width, name)

        page.goto(f"{live_server.url}/werk/betalingen")
        see("betalingen")
        go(page.get_by_role("button", name="Eerst bekijken"))
        see("betalingen-niets-gekozen")
        page.get_by_label("Bestand met betalingen").set_input_files(
            {"name": "bank.csv", "mimeType": "text/csv", "buffer": content}
        )
        go(page.get_by_role("button", name="Eerst bekijken"))
        see("betalingen-bekeken")
        with page.expect_download() as saved:
            page.get_by_role("button", name="Bewaar de regels die terugkomen").click()
        assert saved.value.suggested_filename == "betalingen-terug.csv"
        go(page.get_by_role("button", name="Boek € 9.192,40"))
        told = page.get_by_role("status").inner_text()
        see("betalingen-geboekt")

    assert told.replace("\N{NO-BREAK SPACE}", " ") == "4 betalingen zijn geboekt, samen € 9.192,40."


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", WIDTHS)
def test_lead_sets_hours(width: int, script: bool, browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    with at_work(browser, live_server, cast, width, script=script, is_lead=True) as context:
        page = context.new_page()
        form = page.get_by_role("region", name="Uren instellen")  # below it stands the time of the team
        page.goto(f"{live_server.url}/werk/uren")
        rows = [row.bounding_box() or {} for row in page.locator("table.rows tbody tr").all()]
        look(page, width, "uren-teamleider") if script else None
        go(page.get_by_role("link", name="Verander woensdag 25 november"))
        go(page.get_by_role("button", name="Eerst bekijken"))
        look(page, width, "uren-bekeken") if script else None
        form.get_by_label("Laatste dag").fill("2026-11-20")
        go(page.get_by_role("button", name="Opnieuw bekijken"))
        look(page, width, "uren-fout") if script else None
        wrong = page.get_by_role("alert").get_by_role("link").get_attribute("href")
        form.get_by_label("Laatste dag").fill("2026-11-30")
        form.get_by_label("Van").fill("09:00")
        form.get_by_label("Tot", exact=False).first.fill("17:30")
        go(page.get_by_role("button", name="Eerst bekijken"))
        told = page.locator(".preview").inner_text()
        go(page.get_by_role("button", name="Zo instellen"))
        done = page.get_by_role("status").inner_text()
        look(page, width, "uren-klaar") if script else None

    assert len(rows) == 13
    assert min(row["height"] for row in rows) >= 64
    assert wrong == "#id_until_on"
    assert "5 dagen, 170 momenten" in told
    assert "Overgeslagen: zondag 29 november 2026." in told
    assert done == "De uren staan klaar."

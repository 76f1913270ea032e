"""Attacks on all pages at once: forms from elsewhere, false hosts, planted sessions, words that want to be more.

What is particular to the doors stands in tests/web/doors; whose case it is in test_access_matrix.py; two at once and a
payment while a message goes out, with real processes, in tests/actions/test_processes.py.
"""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, make_hold
from tests.web import workbench
from tests.web.doors.house import House, app_code, enter, house, later, with_app
from tests.web.doors.test_links import ask, link_in
from tests.web.doors.test_sessions import PROOF
from tests.web.doors.test_staff import password, sign_in
from tests.web.portal.visits import visit
from tests.web.test_access_matrix import ROLES, ROWS, World, make_world
from tests.web.test_workbench import do
from tests.web.test_workbench_browser import at_work
from tijdig.actions import arrangements, handovers, payments, stops
from tijdig.models import AuditEvent, Case, HandOver, Request

__all__ = ["house", "later"]

pytestmark = pytest.mark.slow  # every address, as everybody

ONE_CLICK = "portal-other-way"
"""A mail program sends this form itself and holds no cookie (RFC 8058): the seal in the address is its token."""

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)>{{ 7|add:7 }}\r\nSet-Cookie: binnen=1'


@pytest.fixture
def world(db: None, data_dir: Path) -> World:
    return make_world()


def strict(client: Client) -> Client:
    """The same browser, of which every form is checked for its token."""
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = client.cookies
    return careful


@pytest.mark.once  # refused before a database is asked
@pytest.mark.parametrize("role", ROLES)
def test_form_from_elsewhere_does_nothing_at_any_address(role: str, world: World) -> None:
    client, before = strict(world.clients[role]), AuditEvent.objects.count()
    addresses = [reverse(name, args=args(world)) for name, args, _ in ROWS if name != ONE_CLICK]

    met = {
        address: [
            client.post(address, {"version": "1", "text": "x"}, headers=headers).status_code
            for headers in ({"Origin": "https://kwaad.example"}, {"Origin": "null"}, {})
        ]
        for address in addresses
    }

    assert {address: codes for address, codes in met.items() if codes != [403] * 3} == {}
    assert AuditEvent.objects.count() == before


@pytest.mark.once
@pytest.mark.parametrize("role", ["nobody", "customer", "handler"])
@pytest.mark.parametrize("host", ["kwaad.example", "testserver.kwaad.example", "testserver@kwaad.example", ""])
def test_false_host_is_refused_at_any_address(host: str, role: str, world: World) -> None:
    addresses = [reverse(name, args=args(world)) for name, args, _ in ROWS if name != "healthz"]

    met = {address: world.clients[role].get(address, headers={"Host": host}).status_code for address in addresses}

    assert set(met.values()) == {400}


def test_forwarded_host_is_not_believed(world: World) -> None:
    response = world.clients["nobody"].get("/werk/", headers={"X-Forwarded-Host": "kwaad.example"})

    assert "kwaad" not in response["Location"] + str(response.headers)


# Sessions -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("moment", ["before", "between"])
def test_session_that_an_attacker_planted_is_not_the_one_that_signs_in(moment: str, house: House) -> None:
    """Before the password, or between the password and the code."""
    samira = with_app(house.people.samira)
    attacker, victim = Client(), Client()
    attacker.get("/werk/inloggen/sleutel", headers={"Accept": "application/json"})
    planted = attacker.cookies[settings.SESSION_COOKIE_NAME].value
    victim.cookies[settings.SESSION_COOKIE_NAME] = planted
    if moment == "between":
        password(victim, samira)
        planted = victim.cookies[settings.SESSION_COOKIE_NAME].value
        victim.post("/werk/inloggen/code", {"code": app_code()})
    else:
        sign_in(victim, samira)

    attacker.cookies[settings.SESSION_COOKIE_NAME] = planted

    assert victim.get("/werk/").status_code == 200
    assert attacker.get("/werk/")["Location"] == "/werk/inloggen/?next=/werk/"


@pytest.mark.parametrize(
    "wanted", ["https://kwaad.example/", "//kwaad.example", "/\\kwaad.example", "///kwaad.example", "/\t/kwaad.example"]
)
@pytest.mark.parametrize("door", ["code", "link", "who"])
def test_no_door_of_a_customer_leads_to_another_site(
    door: str, wanted: str, house: House, client: Client, data_dir: Path
) -> None:
    if door == "link":
        ask(client, "anna.dewit@post.example")
        done = client.post(link_in(data_dir), {"naar": wanted})
    else:
        done = enter(client, house.anna, naar=wanted)
    if door == "who":
        done = client.post("/wie", PROOF | {"naar": wanted})

    assert done["Location"] == "/overzicht"


def test_new_line_in_an_address_to_go_to_adds_no_header(house: House, client: Client) -> None:
    done = enter(client, house.anna, naar="/overzicht\r\nSet-Cookie: binnen=1")

    assert "binnen" not in client.cookies
    assert done["Location"] in {"/overzicht", "/overzicht%0D%0ASet-Cookie:%20binnen=1"}


# Words --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def cast(data_dir: Path, request: pytest.FixtureRequest) -> Cast:
    request.getfixturevalue("emptied" if "browser" in request.fixturenames else "db")
    return workbench.make_morning()


def test_words_of_staff_stay_words_for_customers_and_colleagues(cast: Cast) -> None:
    samira, bram = workbench.signed_in(cast.samira), cast.bram
    wanted = Request.objects.get(case=bram)
    answers = [
        do(samira, bram, "antwoord", request=wanted.pk, text=EVIL),
        do(samira, bram, "gesprek", direction="out", result="reached", words=EVIL),
        do(samira, bram, "rust", reason="not_now", until_on="2026-12-24", note=EVIL),
        do(samira, bram, "overdragen", to=cast.dewi.pk, summary=EVIL),
    ]
    dewi = workbench.signed_in(cast.dewi)

    seen = [
        dewi.get("/werk/").content.decode(),
        dewi.get(f"/werk/dossier/{bram.pk}").content.decode(),
        visit(bram, level=1).get(f"/bedankt/{wanted.pk}").content.decode(),
    ]

    assert [answer.status_code for answer in answers] == [302] * 4
    assert [(page.count("<img"), page.count("<script>alert")) for page in seen] == [(0, 0)] * 3
    assert all("&lt;script&gt;alert(1)" in page for page in seen)
    assert all("binnen" not in answer.cookies for answer in answers)


@pytest.mark.parametrize("words", [EVIL, "%00", "' OR 1=1 --", "../../werk", "\u202e\ufeff"])
def test_words_in_an_address_stay_words(words: str, cast: Cast) -> None:
    samira = workbench.signed_in(cast.samira)

    pages = [
        samira.get(address, {name: words})
        for address, name in (("/werk/zoeken", "q"), ("/werk/", "soort"), ("/werk/", "pagina"), ("/werk/nieuw", "na"))
    ]

    assert {page.status_code for page in pages} == {200}
    assert not any(b"<script>alert" in page.content or b"<img" in page.content for page in pages)


# Twice, and back ----------------------------------------------------------------------------------------------------

ONCE: dict[str, dict[str, str]] = {
    "gesprek": {"direction": "out", "result": "reached", "words": "Belt terug."},
    "antwoord": {"text": "Ja, dat kan."},
    "terugbellen": {"phone": "06 00 00 01 02"},
    "regeling": {
        "count": "3",
        "first_on": "2026-12-01",
        "is_sure": "ja",
        "stap": "afspreken",
        "bekeken": "2026-12-01/None/3/None/monthly/0",
    },
    "voorstel": {
        "count": "3",
        "first_on": "2026-12-01",
        "until_on": "2026-11-30",
        "stap": "afspreken",
        "bekeken": "2026-12-01/None/3/None/monthly/0/2026-11-30",
    },
    "regeling-veranderen": {
        "change": "amount",
        "count": "4",
        "first_on": "2026-12-01",
        "is_sure": "ja",
        "stap": "afspreken",
        "bekeken": "2026-12-01/None/4/None/monthly/0",
    },
    "regeling-pauze": {"weeks": "4", "stap": "afspreken", "bekeken": "4"},
    "betaling": {"amount": "10", "booked_on": TODAY.isoformat()},
    "rust": {"reason": "asked", "until_on": "2026-12-24"},
    "hervatten": {},
    "overdragen": {"summary": "Bel na zes uur."},
    "regeling-stoppen": {},
    "sluiten": {"reason": "waived", "stap": "zeker", "bekeken": "waived/4500"},
    "terugdraaien": {"reason": "storno"},
    "uitkomst": {"text": "Wij zochten het uit. U had gelijk."},
    "gegevens": {"phone": "06 12 34 56 78"},
    "overnemen": {},
    "link": {},
}


def what_it_is_about(act: str, case: Case, cast: Cast) -> dict[str, str]:
    """What has to be there for this act, and how its form names it."""
    claim = case.customer.claims.order_by("pk")[0]
    if act in {"regeling-stoppen", "regeling-veranderen", "regeling-pauze"}:
        arrangements.agree(case, count=3, first_on=date(2026, 12, 1), by="user:1", at=NOW)
    if act == "overnemen":
        handovers.give(case, cast.samira, "Kijk je mee?", by="user:1", at=NOW)
    if act == "uitkomst":
        stops.disputed(case, claims=[claim], by="user:1", at=NOW)
        return {f"outcome_{claim.pk}": "niets"}
    if act == "terugdraaien":
        return {"payment": str(payments.book(claim, 100, booked_on=TODAY, by="user:1", at=NOW).pk)}
    return {"point": str(case.customer.points.filter(kind="email").values_list("pk", flat=True).first())}


@pytest.mark.parametrize("act", ONCE)
def test_act_sent_twice_happens_once(act: str, cast: Cast) -> None:
    """By a double click, or from a page that the back button brought up: the same form, with the same version."""
    samira, case = workbench.signed_in(cast.samira), cast.emre if act in {"sluiten", "link"} else cast.bram
    hold = make_hold(case) if act == "hervatten" else None
    values = (
        ONCE[act]
        | what_it_is_about(act, case, cast)
        | {
            "claim": str(case.customer.claims.order_by("pk")[0].pk),
            "request": str(getattr(Request.objects.filter(case=case).first(), "pk", "")),
            "slot": str(cast.woonstede.call_slots.order_by("starts_at").last().pk),
            "to": str(cast.dewi.pk),
            "hold": str(hold.pk if hold else ""),
        }
    )
    version = Case.objects.get(pk=case.pk).version

    first = do(samira, case, act, version, **values)
    events = AuditEvent.objects.count()
    second = do(samira, case, act, version, **values)

    assert (first.status_code, first["Location"]) == (302, f"/werk/dossier/{case.pk}?gedaan={act}")
    assert second.status_code in {200, 302, 409, 422}
    assert AuditEvent.objects.count() == events


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("script", [True, False])
def test_back_button_after_an_act_brings_no_form_that_was_sent(
    script: bool, browser: Browser, live_server: LiveServer, cast: Cast
) -> None:
    with at_work(browser, live_server, cast, 1280, script=script) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/werk/dossier/{cast.emre.pk}/overdragen")
        page.get_by_label("Samenvatting").fill("Belt liever na zes uur.")
        page.get_by_label("Aan wie?").select_option("Dewi Lim")
        page.get_by_role("button", name="Aan deze collega geven").click()
        done = page.get_by_role("status").inner_text()
        page.go_back()
        heading = page.get_by_role("heading", level=1).inner_text()
        left = page.get_by_label("Samenvatting").input_value()
        page.reload()
        page.go_forward()

    assert (done, heading, left) == (
        "Het dossier is aan een collega gegeven. Dewi Lim neemt het over. Volgende op de lijst",
        "Aan een collega geven",
        "",
    )
    assert HandOver.objects.count() == 1

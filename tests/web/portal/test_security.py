"""Every address of the portal at once: what browsers keep, where they may be sent, and what leaks.

Forms from elsewhere and false hosts at every address stand in tests/web/test_attacks.py, whose case it is in
tests/web/test_access_matrix.py, guessing in tests/web/doors; this walks the same rows, so that a new address is in.
"""

import json
import logging
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from tests.conftest import NOW
from tests.factories import make_contact, make_moment
from tests.web import pages
from tests.web.doors.house import House, enter, house, later
from tests.web.doors.test_sessions import PROOF
from tests.web.portal.companions import make_helper
from tests.web.portal.visits import ask, visit
from tests.web.test_access_matrix import HOME, ROWS, World, make_world
from tests.web.workbench import signed_in
from tijdig.logs import Json
from tijdig.models import AuditEvent, Consent, CustomerSession, Helper, Request, Story
from tijdig.web.portal.session import COOKIE, LEFT_BEHIND

__all__ = ["house", "later"]

# What a browser gets is the same on both engines; the walks see every page.
pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

INSIDE = ("customer", "proved", "helper_look", "helper_ask", "representative")
STAFF_PREFIXES = ("work-", "account_", "mfa_")
EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)>{{ 7|add:7 }}[[u|je]]'
ELSEWHERE = (
    "https://kwaad.example/",
    "//kwaad.example",
    "///kwaad.example",
    "////kwaad.example/%2e%2e",
    "/\\kwaad.example",
    "\\\\kwaad.example",
    "/\t/kwaad.example",
    "\x00//kwaad.example",
    " https://kwaad.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//",
    "data:text/html,x",
    "http:kwaad.example",
    "https:///kwaad.example",
    "//kwaad.example%2f@testserver",
    "%2f%2fkwaad.example",
    "https%3a%2f%2fkwaad.example",
    "@kwaad.example",
)


@pytest.fixture
def world(data_dir: Path) -> World:
    return make_world()


def addresses(world: World) -> Iterator[tuple[str, str, bool]]:
    """Every address of the portal: its name, filled in for Anna, and whether one has to come in for it."""
    for name, args, expected in ROWS:
        if not name.startswith(STAFF_PREFIXES):
            yield name, reverse(name, args=args(world)), expected["nobody"] == HOME


class Seen(NamedTuple):
    """What somebody met at an address."""

    role: str
    address: str
    is_inside: bool
    headers: Any
    has_key: bool
    body: bytes

    @property
    def text(self) -> str:
        """What a browser shows of it; nothing of sound, style sheets and documents."""
        return self.body.decode() if self.headers.get("Content-Type", "").startswith("text/html") else ""


class Walk(NamedTuple):
    """Everybody at every address, what was logged on the way, and how many rows of each kind there were."""

    seen: list[Seen]
    lines: list[str]
    before: list[int]
    after: list[int]

    def by(self, *roles: str) -> list[Seen]:
        """What these roles met."""
        return [one for one in self.seen if one.role in roles]


@pytest.fixture(scope="module")
def walk(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """One walk for all tests that only look: what is seen on it does not change."""
    folder = tmp_path_factory.mktemp("walk")
    places = {"DATA_DIR": folder, "OUTBOX_DIR": folder / "outbox", "CLOCK_FILE": folder / "clock"}
    lines, root = Lines(), logging.getLogger()
    level = root.level
    with django_db_blocker.unblock(), override_settings(**places), transaction.atomic():
        root.addHandler(lines)
        root.setLevel(logging.INFO)
        world = make_world()
        before = counted()
        pages = looks(world, "nobody", *INSIDE, "handler")
        seen = [
            Seen(role, address, is_inside, page.headers, COOKIE in page.cookies, page.getvalue())
            for role, address, is_inside, page in pages
        ]
        after = counted()
        root.setLevel(level)
        root.removeHandler(lines)
        transaction.set_rollback(True)
    return Walk(seen, lines.lines, before, after)


class Lines(logging.Handler):
    """Keeps what is logged, as it is written."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """One line."""
        self.lines.append(Json().format(record))


def counted() -> list[int]:
    """How many there are of what only an act makes, and of what an act ends."""
    made = [kind.objects.count() for kind in (AuditEvent, Consent, Helper, Request, Story)]
    ended = [kind.objects.filter(withdrawn_at__isnull=False).count() for kind in (Helper, Consent)]
    return made + ended


def looks(world: World, *roles: str) -> Iterator[tuple[str, str, bool, Any]]:
    """What these roles meet at every address."""
    rows = list(addresses(world))
    for role in roles:
        for _, address, is_inside in rows:
            yield role, address, is_inside, world.clients[role].get(address)


def text_of(page: Any) -> str:
    """What a browser shows of it; nothing of sound, style sheets and documents."""
    is_shown = page.headers.get("Content-Type", "").startswith("text/html")
    return page.getvalue().decode() if is_shown else ""


def shown(world: World) -> Iterator[str]:
    """Every address of a page; not those of sound and documents, which take long to make."""
    for _, address, _ in addresses(world):
        if not address.endswith((".mp3", ".pdf")):
            yield address


def test_walk_meets_every_kind_of_page(world: World) -> None:
    found = list(addresses(world))

    assert len(found) > 40
    assert {is_inside for _, _, is_inside in found} == {True, False}


# What a browser keeps and may do ------------------------------------------------------------------------------------


def test_no_cache_keeps_a_page_about_somebody(walk: Walk) -> None:
    """Also the page that sends somebody away; and one for everybody, once it says for whom it is shown."""
    wrong = []
    for page in walk.by("nobody", *INSIDE):
        is_personal = page.is_inside or "Uitloggen" in page.text or page.has_key
        kept = page.headers.get("Cache-Control", "")
        if is_personal and not ("no-store" in kept and "Cookie" in page.headers.get("Vary", "")):
            wrong.append((page.role, page.address, kept))

    assert wrong == []


def test_what_any_cache_may_keep_is_the_same_for_everybody(walk: Walk) -> None:
    found = defaultdict[tuple[str, bool], list[Seen]](list)
    for page in walk.by("nobody", *INSIDE):
        found[page.address, page.is_inside].append(page)
    wrong = []
    for (address, is_inside), kept in found.items():
        public = [page for page in kept if "public" in page.headers.get("Cache-Control", "")]
        if public and (is_inside or len({page.body for page in public}) != 1 or len(public) != len(kept)):
            wrong.append(address)

    assert {address: len(kept) for address, kept in found.items() if len(kept) != 6} == {}
    assert wrong == []


def test_every_answer_says_what_a_browser_may_do_with_it(walk: Walk) -> None:
    wrong = []
    for page in walk.by("nobody", *INSIDE):
        policy = page.headers.get("Content-Security-Policy", "")
        said = {
            "framed": "frame-ancestors 'none'" in policy and page.headers.get("X-Frame-Options") == "DENY",
            "scripts": "default-src 'none'" in policy and "unsafe" not in policy and "*" not in policy,
            "forms": "form-action 'self'" in policy and "base-uri 'none'" in policy,
            "referrer": page.headers.get("Referrer-Policy") == "same-origin",
            "sniffed": page.headers.get("X-Content-Type-Options") == "nosniff",
            "opener": page.headers.get("Cross-Origin-Opener-Policy") == "same-origin",
        }
        wrong += [(page.role, page.address, what) for what, is_right in said.items() if not is_right]

    assert wrong == []


def test_key_of_a_customer_is_out_of_reach_of_scripts_and_other_sites(house: House) -> None:
    key = enter(Client(), house.anna).cookies[COOKIE]

    assert (key["httponly"], key["samesite"], key["domain"], key["max-age"]) == (True, "Lax", "", "")


def test_looking_changes_nothing_anywhere(walk: Walk) -> None:
    assert len(walk.by("nobody", *INSIDE)) > 240
    assert walk.after == walk.before
    assert walk.after[-2:] == [0, 0]


def test_no_page_holds_a_script_or_a_style_of_its_own(walk: Walk) -> None:
    wrong = [
        (page.role, page.address, found)
        for page in walk.by("nobody", *INSIDE)
        if (found := pages.read(page.text).inline)
    ]

    assert wrong == []


# Where somebody may be sent -----------------------------------------------------------------------------------------


def leads_away(location: str) -> bool:
    """Whether a browser would leave this site: it takes a backslash for a slash, and drops tabs and new lines."""
    seen = re.sub(r"[\t\r\n]", "", location).strip("\x00 ").replace("\\", "/")
    return bool(urlsplit(seen).scheme or urlsplit(seen).netloc or seen.startswith("//"))


@pytest.mark.parametrize("wanted", ["https://kwaad.example/", "//kwaad.example", "/\\kwaad.example", "/werk/"])
def test_no_address_leads_to_another_site_or_to_the_workbench(wanted: str, world: World) -> None:
    """Whatever stands behind `naar`, `next` or `terug`, looked at or sent."""
    wrong, values = [], dict.fromkeys(("naar", "next", "terug"), wanted)
    for role in ("nobody", "proved"):
        for address in shown(world):
            if address == "/uit":
                continue
            client = world.clients[role]
            for page in (client.get(address, values), client.post(address, values)):
                location = page.headers.get("Location", "")
                if leads_away(location) or location.startswith("/werk"):
                    wrong.append((role, address, location))

    assert wrong == []


@pytest.mark.parametrize("wanted", [*ELSEWHERE, "/werk/"])
@pytest.mark.parametrize("door", ["code", "helper", "who"])
def test_no_door_leads_to_another_site_or_to_the_workbench(door: str, wanted: str, house: House) -> None:
    client, code = Client(), house.anna
    if door == "helper":
        make_helper(house.people.anna, code="CDF GHJ KMN")
        code = "CDF GHJ KMN"
    places = [enter(client, code, naar=wanted)["Location"]]
    if door == "who":
        places.append(client.post("/wie", PROOF | {"naar": wanted})["Location"])

    assert set(places) == {"/overzicht"}


@pytest.mark.parametrize("wanted", ["//kwaad.example", "javascript:alert(1)"])
def test_links_on_a_page_never_lead_to_an_address_that_was_put_in_it(wanted: str, world: World) -> None:
    wrong = []
    for address in shown(world):
        page = world.clients["proved"].get(address, {"naar": wanted})
        links = pages.read(text_of(page)).links.values()
        wrong += [(address, link) for link in links if "kwaad.example" in link and leads_away(link)]
        wrong += [(address, link) for link in links if link.lower().startswith(("javascript:", "data:"))]

    assert wrong == []


@pytest.mark.parametrize("role", ["helper_look", "helper_ask"])
def test_no_link_leads_who_looks_along_to_a_closed_page(role: str, world: World) -> None:
    client, seen = world.clients[role], dict[str, str]()
    ask(world.clients["customer"], "uitleg", {"tekst": "Waarom?"})
    for address in shown(world):
        page = client.get(address)
        if page.status_code == 200 and address != "/uit":
            text = text_of(page)
            found = {*pages.read(text).links.values(), *re.findall(r'<form[^>]*action="([^"]+)"', text)}
            seen |= {link.partition("#")[0]: address for link in found if link.startswith(("/", "?"))}

    closed = {
        link: where
        for link, where in seen.items()
        if client.get(link if link.startswith("/") else where + link).status_code >= 400
    }

    assert len(seen) > 15
    assert closed == {}


# What leaks ---------------------------------------------------------------------------------------------------------

ANNA = ("wit", "anna", "1288", "lindepad", "1984", "post.example", "0600000101", "w-100001", "fatima")


def personal(text: str) -> list[str]:
    plain = re.sub(r"[\s+.-]", "", unquote(text).lower())
    return [fact for fact in ANNA if re.sub(r"[\s+.-]", "", fact) in plain]


def test_no_title_and_no_address_on_a_page_says_who_it_is_about(walk: Walk) -> None:
    wrong = []
    for page in walk.by(*INSIDE, "handler"):
        title = pages.read(page.text).title
        found = re.findall(r'(?:href|action|src)="([^"]*)"', page.text)
        places = [page.address, *found, page.headers.get("Location", "")]
        wrong += [(page.role, page.address, title, fact) for fact in personal(title)]
        wrong += [(page.role, page.address, place, fact) for place in places for fact in personal(place)]

    assert wrong == []


def test_forms_that_ask_something_personal_send_it_in_their_body(walk: Walk) -> None:
    """A form without `method="post"` puts what is typed in the address, the history and the logs of others."""
    free = re.compile(r'<(?:textarea|input type="(?:text|tel|date|email)")[^>]* name="(\w+)"')
    wrong = []
    for page in walk.by("nobody", *INSIDE):
        for form in re.findall(r"<form[^>]*>.*?</form>", page.text, re.DOTALL):
            if 'method="post"' not in form.partition(">")[0]:
                wrong += [(page.role, page.address, name) for name in free.findall(form) if name not in IN_ADDRESS]

    assert wrong == []


IN_ADDRESS = {"bedrag", "plaats"}
"""What may stand in an address: an amount and a place tell nothing of who gave them."""


def test_logs_of_a_walk_hold_nobody(walk: Walk) -> None:
    assert len(walk.lines) > 100
    assert [line for line in walk.lines if personal(_without_module(line))] == []


def test_logs_of_what_is_typed_hold_nobody(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    anna = world.clients["proved"]

    anna.post("/helper/nieuw", {"naam": "Fatima", "mag": "kijken", "tot": "week"})
    ask(anna, "uitleg", {"tekst": "Ik ben Anna de Wit, Lindepad 7"})
    Client().post("/", {"code": "Anna de Wit", "naar": "/overzicht?Anna"})
    anna.get("/bestaat-niet/Anna-de-Wit?q=1288AW")

    lines = [Json().format(record) for record in caplog.records]
    assert len(lines) >= 4
    assert [line for line in lines if personal(_without_module(line))] == []


def _without_module(line: str) -> str:
    """A line without its time, whose figures may look like anything."""
    return json.dumps({key: value for key, value in json.loads(line).items() if key not in {"at", "request", "ms"}})


def test_trail_holds_numbers_and_never_names(world: World) -> None:
    anna = world.clients["proved"]
    anna.post("/helper/nieuw", {"naam": "Fatima", "mag": "kijken", "tot": "week"})
    ask(anna, "uitleg", {"tekst": "Ik ben Anna de Wit, Lindepad 7"})
    anna.post("/verhaal", {"tekst": "Ik ben Anna de Wit, Lindepad 7"})

    kept = [json.dumps([event.by, event.what, event.facts]) for event in AuditEvent.objects.all()]

    assert len(kept) > 1
    assert [line for line in kept if personal(line)] == []


# Words that want to be more -----------------------------------------------------------------------------------------


def is_tame(page: Any) -> bool:
    text = text_of(page)
    return "<script>alert" not in text and "<img src=x" not in text and "alert(2)>" not in text


def test_words_of_a_customer_stay_words_on_every_page(world: World) -> None:
    cast, anna = world.cast, world.clients["proved"]
    ask(anna, "uitleg", {"tekst": EVIL})
    anna.post("/verhaal", {"tekst": EVIL})
    make_contact(make_moment(cast.anna), kind="email", state="handed_over", handed_over_at=NOW, text=EVIL)
    request = Request.objects.latest("pk")

    seen = {address: page for _, address, _, page in looks(world, "customer", "proved", "helper_ask")}
    seen["work"] = signed_in(cast.samira).get(f"/werk/dossier/{cast.anna.pk}")

    assert [address for address, page in seen.items() if not is_tame(page)] == []
    own = pages.said(pages.read(anna.get(f"/bedankt/{request.pk}").content))
    assert EVIL in own
    assert EVIL in pages.said(pages.read(anna.get("/verhaal").content))


def test_names_of_people_and_organisations_stay_names(world: World) -> None:
    cast = world.cast
    cast.anna.customer.details.update(first_name=EVIL[:60], last_name=EVIL[:60])
    cast.anna.customer.claims.update(description=EVIL[:60])
    Helper.objects.update(name=EVIL[:70])
    cast.woonstede.sender_name = EVIL[:40]
    cast.woonstede.save()

    seen = {(role, address): page for role, address, _, page in looks(world, "nobody", "proved", "helper_look")}

    assert [place for place, page in seen.items() if not is_tame(page)] == []
    assert [place for place, page in seen.items() if page.status_code >= 500] == []


@pytest.mark.parametrize("slug", ["uitleg", "later"])
def test_signs_that_turn_words_round_or_hide_are_taken_out_of_what_is_told(slug: str, world: World) -> None:
    more = {"wanneer": "weet-niet"} if slug == "later" else {}

    ask(world.clients["proved"], slug, {"tekst": "betaal \u202e1 orue\u202c \u2066nu\u2069\x07."} | more)

    assert Request.objects.latest("pk").text == "betaal 1 orue nu."


@pytest.mark.parametrize("words", [EVIL, "%00", "\x00", "' OR 1=1 --", "../../werk", "\u202e\ufeff", "9" * 400, "-1"])
def test_words_in_an_address_are_never_a_fault_of_ours(words: str, world: World) -> None:
    names = (
        "naar",
        "code",
        "dag",
        "moment",
        "bedrag",
        "rekening",
        "mag",
        "tot",
        "gestopt",
        "taal",
        "plaats",
        "opnieuw",
    )
    wrong = []
    for address in shown(world):
        page = world.clients["proved"].get(address, dict.fromkeys(names, words))
        if page.status_code >= 500 or not is_tame(page):
            wrong.append((address, page.status_code))

    assert wrong == []


# Sessions, and the way out ------------------------------------------------------------------------------------------


def typed_by(client: Client) -> None:
    """Words that wait in the session of the browser: a question that is not complete."""
    client.post("/vraag/later", {"tekst": "Mijn man is weg."})


def test_way_out_wipes_what_was_known_and_typed(house: House) -> None:
    client = Client()
    enter(client, house.anna)
    client.post("/wie", PROOF)
    typed_by(client)
    key, session = client.cookies[COOKIE].value, client.cookies[django_settings.SESSION_COOKIE_NAME].value

    out = client.post("/uit")

    assert out["Clear-Site-Data"] == LEFT_BEHIND
    assert '"cache"' in LEFT_BEHIND
    assert (out.cookies[COOKIE].value, out.cookies[COOKIE]["max-age"]) == ("", 0)
    assert "no-store" in out["Cache-Control"]
    thief = Client()
    thief.cookies[COOKIE], thief.cookies[django_settings.SESSION_COOKIE_NAME] = key, session
    assert thief.get("/overzicht")["Location"].startswith("/?")
    again = Client()
    again.cookies[django_settings.SESSION_COOKIE_NAME] = session
    enter(again, house.anna)
    assert "Mijn man is weg." not in again.get("/vraag/later").content.decode()


def test_who_comes_in_anew_in_the_same_browser_finds_no_words_of_before(house: House) -> None:
    make_helper(house.people.anna, code="CDF GHJ KMN", may_ask=True)
    client = Client()
    enter(client, house.anna)
    typed_by(client)

    enter(client, "CDF GHJ KMN")

    assert "Mijn man is weg." not in client.get("/vraag/later").content.decode()


def test_way_out_of_the_portal_is_not_the_way_out_of_the_workbench(world: World) -> None:
    samira = world.clients["handler"]
    samira.cookies[COOKIE] = visit(world.cast.anna).cookies[COOKIE].value

    samira.post("/uit")

    assert samira.get("/overzicht").status_code == 302
    assert samira.get("/werk/").status_code == 200


@pytest.mark.parametrize("door", ["code", "helper", "who"])
def test_key_that_somebody_planted_is_not_the_key_that_opens(door: str, house: House) -> None:
    make_helper(house.people.anna, code="CDF GHJ KMN")
    victim, attacker, planted = Client(), Client(), "planted-by-somebody"
    code = "CDF GHJ KMN" if door == "helper" else house.anna
    if door == "who":
        enter(attacker, house.anna)
        planted = attacker.cookies[COOKIE].value
    victim.cookies[COOKIE] = planted
    if door != "who":
        enter(victim, code)
    else:
        victim.post("/wie", PROOF)

    attacker.cookies[COOKIE] = planted

    assert victim.cookies[COOKIE].value != planted
    assert victim.get("/overzicht").status_code == 200
    assert attacker.get("/overzicht").status_code == 302


def test_key_does_not_open_another_file_by_its_number(world: World) -> None:
    """What belongs to Anna is not there for Chantal, at every address with a number."""
    seen = [
        (address, world.clients["other"].get(address).status_code)
        for _, address, _ in addresses(world)
        if re.search(r"/\d+", address)
        and address.startswith(("/bedankt", "/verstuurd", "/helper", "/samen/", "/waarom"))
    ]

    assert len(seen) > 4
    assert {status for _, status in seen} == {404}


def test_only_hashes_of_keys_are_kept(world: World) -> None:
    keys = {client.cookies[COOKIE].value for client in world.clients.values() if COOKIE in client.cookies}

    kept = set(CustomerSession.objects.values_list("key_hash", flat=True))

    assert len(keys) > 4
    assert keys & kept == set()


def test_query_of_the_door_keeps_only_where_somebody_wanted_to_go() -> None:
    found = parse_qs(urlsplit(Client().get("/helper/nieuw?mag=vragen&naam=Anna")["Location"]).query)

    assert found == {"naar": ["/helper/nieuw"]}

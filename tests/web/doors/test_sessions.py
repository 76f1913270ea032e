"""The session of a customer: a new key each time, an end, a way out, and nothing typed is lost."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_protect

from tests.web import pages
from tests.web.doors.house import House, enter
from tijdig import urls
from tijdig.models import AuditEvent, CustomerSession, DoorTry
from tijdig.web.portal.session import COOKIE, customer_required, kept


@customer_required()
def _level_0(request: HttpRequest) -> HttpResponse:
    typed = kept(request)
    return HttpResponse(f"{request.customer.case_id} {typed['text'] if typed else ''}")  # type: ignore[attr-defined]


@customer_required(level=1)
def _level_1(request: HttpRequest) -> HttpResponse:
    return HttpResponse("level 1")


urlpatterns = [
    *urls.urlpatterns,
    path("proef/0", csrf_protect(_level_0)),
    path("proef/1", csrf_protect(_level_1)),
]
pytestmark = pytest.mark.urls(__name__)
PROOF = {"day": "17", "month": "5", "year": "1984", "postcode": "1288aw"}


def prove(client: Client, **more: str) -> HttpResponse:
    return client.post("/wie", PROOF | more)


def test_page_without_session_asks_for_the_code_and_comes_back(house: House, client: Client) -> None:
    asked = client.get("/proef/0")
    shown = client.get(asked["Location"])
    back = enter(client, house.anna, naar="/proef/0")

    assert asked["Location"] == "/?naar=%2Fproef%2F0"
    assert b'name="naar" value="/proef/0"' in shown.content
    assert (back["Location"], client.get("/proef/0").status_code) == ("/proef/0", 200)


@pytest.mark.parametrize(
    "wanted",
    [
        "https://kwaad.example/",
        "//kwaad.example",
        "/\\kwaad.example",
        "http:kwaad",
        "javascript:alert(1)",
        "/werk/",
        "",
    ],
)
def test_nobody_is_sent_to_another_site(wanted: str, house: House, client: Client) -> None:
    assert enter(client, house.anna, naar=wanted)["Location"] == "/overzicht"


def test_key_that_somebody_else_chose_opens_nothing(house: House, client: Client) -> None:
    client.cookies[COOKIE] = "chosen-by-an-attacker"
    enter(client, house.anna)

    assert client.cookies[COOKIE].value != "chosen-by-an-attacker"
    attacker = Client()
    attacker.cookies[COOKIE] = "chosen-by-an-attacker"
    assert attacker.get("/proef/0").status_code == 302


def test_every_coming_in_has_a_key_and_a_form_token_of_its_own(house: House, client: Client) -> None:
    client.get("/")
    token = client.cookies["csrftoken"].value
    enter(client, house.anna)
    first = client.cookies[COOKIE].value
    enter(client, house.anna)

    assert client.cookies[COOKIE].value != first
    assert client.cookies["csrftoken"].value != token


def test_cookie_is_closed_to_scripts_and_other_sites_and_gone_with_the_browser(house: House, client: Client) -> None:
    enter(client, house.anna)
    cookie = client.cookies[COOKIE]

    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_remembered_phone_stays_known_but_proof_lapses(
    house: House, client: Client, later: Callable[..., None]
) -> None:
    enter(client, house.anna, remember="on")
    prove(client)
    assert client.get("/proef/1").status_code == 200

    later(days=80)

    assert client.cookies[COOKIE]["max-age"] == 90 * 86_400
    assert client.get("/proef/0").status_code == 200
    assert client.get("/proef/1")["Location"] == "/wie?naar=%2Fproef%2F1"
    later(days=11)
    assert client.get("/proef/0").status_code == 302


def test_remembering_needs_a_yes(house: House, client: Client) -> None:
    page = client.get("/").content.decode()

    assert 'name="remember"' in page
    assert "checked" not in page


def test_session_ends_after_an_hour_of_rest_and_lasts_while_somebody_is_busy(
    house: House, client: Client, later: Callable[..., None]
) -> None:
    enter(client, house.anna)
    for _ in range(5):
        later(minutes=40)
        assert client.get("/proef/0").status_code == 200
    later(minutes=61)

    assert client.get("/proef/0").status_code == 302


def test_session_ends_after_twelve_hours_whatever_happens(
    house: House, client: Client, later: Callable[..., None]
) -> None:
    enter(client, house.anna)
    for _ in range(17):
        later(minutes=40)
        client.get("/proef/0")
    later(minutes=45)

    assert client.get("/proef/0").status_code == 302


def test_busy_visitor_costs_one_query_a_page_and_hardly_a_write(
    house: House, client: Client, django_assert_num_queries: Callable[..., object]
) -> None:
    enter(client, house.anna)

    with django_assert_num_queries(1):
        client.get("/proef/0")


def test_what_was_typed_survives_the_end_of_a_session(house: House, client: Client, later: Callable[..., None]) -> None:
    enter(client, house.anna)
    later(minutes=61)

    asked = client.post("/proef/0", {"text": "Ik wil graag 25 euro per maand betalen."})
    enter(client, house.anna, naar="/proef/0")

    assert asked["Location"] == "/?naar=%2Fproef%2F0"
    assert client.get("/proef/0").content.decode().endswith("Ik wil graag 25 euro per maand betalen.")
    assert client.get("/proef/0").content.decode().endswith(" ")


def test_what_was_typed_is_shown_to_nobody_else(house: House, client: Client, later: Callable[..., None]) -> None:
    enter(client, house.anna)
    later(minutes=61)
    client.post("/proef/0", {"text": "van Anna"})

    enter(client, house.chantal, naar="/proef/0")

    assert "van Anna" not in client.get("/proef/0").content.decode()


def test_way_out_ends_the_session_itself_and_not_only_the_cookie(house: House, client: Client) -> None:
    enter(client, house.anna)
    copied = client.cookies[COOKIE].value

    gone = client.post("/uit")

    assert (gone["Location"], client.cookies[COOKIE].value) == ("/uit/klaar", "")
    thief = Client()
    thief.cookies[COOKIE] = copied
    assert thief.get("/proef/0").status_code == 302
    assert AuditEvent.objects.filter(what="door.left").count() == 1


def test_looking_at_the_way_out_is_not_going(house: House, client: Client) -> None:
    enter(client, house.anna)

    client.get("/uit")

    assert client.get("/proef/0").status_code == 200


def test_lost_phone_can_be_forgotten_from_another(house: House, client: Client) -> None:
    phone = Client()
    enter(phone, house.anna, remember="on")
    enter(client, house.anna)

    client.post("/uit", {"everywhere": "on"})

    assert phone.get("/proef/0").status_code == 302


def test_forgetting_leaves_other_customers_in(house: House, client: Client) -> None:
    other = Client()
    enter(other, house.chantal)
    enter(client, house.anna)

    client.post("/uit", {"everywhere": "on"})

    assert other.get("/proef/0").status_code == 200


def test_page_of_one_person_stays_in_no_cache(house: House, client: Client) -> None:
    enter(client, house.anna)
    response = client.get("/proef/0")

    assert response["Cache-Control"] == "no-store, private"
    assert "Cookie" in response["Vary"]


def test_level_1_asks_birth_date_and_postcode_and_changes_the_key(house: House, client: Client) -> None:
    enter(client, house.anna)
    before = client.cookies[COOKIE].value

    asked = client.get("/proef/1")
    proved = prove(client, naar="/proef/1")

    assert asked["Location"] == "/wie?naar=%2Fproef%2F1"
    assert proved["Location"] == "/proef/1"
    assert client.get("/proef/1").content == b"level 1"
    assert client.cookies[COOKIE].value != before
    old = Client()
    old.cookies[COOKIE] = before
    assert old.get("/proef/0").status_code == 302


@pytest.mark.parametrize("wrong", [{"day": "18"}, {"postcode": "1288 AX"}, {"year": "1985"}])
def test_wrong_answer_does_not_say_which(wrong: dict[str, str], house: House, client: Client) -> None:
    enter(client, house.anna)

    page = prove(client, **wrong).content.decode()

    assert "Dit klopt niet met wat wij weten. Kijk of u geen tikfout maakte." in page
    assert client.get("/proef/1").status_code == 302


@pytest.mark.parametrize(
    ("typed", "said", "box"),
    [
        ({"day": "32"}, "Vul de dag in, een getal van 1 tot en met 31.", "day"),
        ({"month": "13"}, "Vul de maand in, als getal of als woord: 5 of mei.", "month"),
        ({"month": "voorjaar"}, "Vul de maand in, als getal of als woord: 5 of mei.", "month"),
        ({"year": "2027"}, "Vul het jaar in, zoals 1990.", "year"),
        ({"year": "198"}, "Vul het jaar in, zoals 1990.", "year"),
        ({"day": "31", "month": "2"}, "Deze dag bestaat niet. Kijk de dag en de maand na.", "day"),
        ({"day": "", "month": "", "year": ""}, "Vul uw geboortedatum in: dag, maand en jaar.", "day"),
        ({"postcode": ""}, "Vul uw postcode in.", "postcode"),
    ],
)
def test_mistake_in_the_birth_date_is_told_at_its_own_box_and_counts_for_nothing(
    typed: dict[str, str], said: str, box: str, house: House, client: Client
) -> None:
    enter(client, house.anna)

    page = prove(client, **typed).content.decode()

    assert said in page
    assert re.findall(r'name="(\w+)"[^>]* aria-invalid="true"', page) == [box]
    assert f'href="#id_{box}"' in page
    assert DoorTry.objects.count() == 0


@pytest.mark.parametrize(
    "typed",
    [{"month": "mei"}, {"month": " Mei "}, {"month": "05"}, {"year": "84"}, {"year": "'84"}, {"day": "017"}],
)
def test_birth_date_is_read_as_people_write_it(typed: dict[str, str], house: House, client: Client) -> None:
    enter(client, house.anna)

    assert prove(client, **typed)["Location"] == "/overzicht"


@pytest.mark.parametrize(("month", "number"), [("jan", 1), ("Januari", 1), ("mrt", 3), ("sept.", 9), ("12", 12)])
def test_month_has_a_name_or_a_number(month: str, number: int, house: House, client: Client) -> None:
    house.people.anna.customer.details.update(birth_on=date(1984, number, 17))
    enter(client, house.anna)

    assert prove(client, month=month)["Location"] == "/overzicht"


@pytest.mark.parametrize(("short", "year"), [("26", 2026), ("27", 1927), ("00", 2000), ("99", 1999)])
def test_year_of_two_figures_is_never_in_the_future(short: str, year: int, house: House, client: Client) -> None:
    house.people.anna.customer.details.update(birth_on=date(year, 5, 17))
    enter(client, house.anna)

    assert prove(client, year=short)["Location"] == "/overzicht"


def test_five_wrong_answers_lock_this_visit_for_a_quarter_of_an_hour_and_nobody_elses(
    house: House, client: Client, later: Callable[..., None]
) -> None:
    """A neighbour who holds the letter cannot lock the customer out (docs/adr/0035)."""
    neighbour = Client(REMOTE_ADDR="192.0.2.1")
    for browser in (neighbour, client):
        enter(browser, house.anna)
    wrong = [prove(neighbour, day="18").status_code for _ in range(5)]

    locked, page = prove(neighbour), pages.read(prove(neighbour).content)
    anna = prove(client)
    later(minutes=16)

    assert (wrong, locked.status_code) == ([200] * 5, 429)
    assert "Misschien was u dat niet zelf." in page.text
    assert page.links["020 555 01 23"] == "tel:0205550123"
    assert page.links["Naar het overzicht"] == "/overzicht"
    assert anna["Location"] == "/overzicht"
    assert prove(neighbour).status_code == 302


def test_twenty_wrong_answers_a_day_are_all_there_are_for_one_case(
    house: House, client: Client, later: Callable[..., None]
) -> None:
    for number in range(20):
        guesser = Client(REMOTE_ADDR=f"192.0.2.{number}")
        enter(guesser, house.anna)
        assert prove(guesser, day="18").status_code == 200
    enter(client, house.anna, remember="on")

    locked = prove(client)
    later(hours=23)
    still = prove(client)
    later(hours=2)

    assert (locked.status_code, still.status_code) == (429, 429)
    assert "Probeer het morgen nog eens, of bel ons." in locked.content.decode()
    assert prove(client).status_code == 302


def test_who_are_you_wears_the_name_of_the_organisation_and_says_why(house: House, client: Client) -> None:
    house.people.woonstede.is_formal = False
    house.people.woonstede.save()
    enter(client, house.anna)

    page = pages.read(client.get("/wie?naar=%2Fverstuurd%2F1").content)

    assert "Wat nu komt, laten wij alleen zien als jij erbij bent." in page.text
    assert "Leest er iemand met je mee? Dat mag." in page.text
    assert page.links["Woonstede"] == page.links["Terug"] == "/overzicht"
    assert page.links["020 555 01 23"] == "tel:0205550123"
    assert re.findall(r"\b[Uu]w?\b", page.text) == []


@pytest.mark.parametrize("address", ["/uit", "/wat-wij-doen"])
def test_pages_for_everybody_speak_as_the_organisation_to_who_is_inside(
    address: str, house: House, client: Client
) -> None:
    house.people.woonstede.is_formal = False
    house.people.woonstede.save()
    outside = pages.read(client.get(address).content)
    enter(client, house.anna)

    inside = pages.read(client.get(address).content)

    assert re.findall(r"\b[Uu]w?\b", inside.text) == []
    assert inside.links["Terug"] == "/overzicht"
    assert "Terug" not in outside.links


def test_front_door_after_a_long_silence_says_that_the_words_are_kept(
    house: House, client: Client, later: Callable[..., None]
) -> None:
    enter(client, house.anna)
    later(minutes=61)
    without = client.get("/").content.decode()
    door = client.get(client.post("/proef/0", {"text": "Ik wil graag 25 euro per maand betalen."})["Location"])

    said = "U was lang weg. Voor uw veiligheid vragen wij de code nog een keer. Wat u typte, is bewaard."
    assert said in door.content.decode()
    assert said not in without
    assert b"25 euro" not in door.content


def test_birth_date_is_never_in_an_address(house: House, client: Client) -> None:
    enter(client, house.anna)

    page = client.get("/wie", PROOF)

    assert page.status_code == 200
    assert CustomerSession.objects.get().level == 0
    assert b"1984" not in page.content


def test_facts_that_we_do_not_have_lead_to_a_person(house: House, client: Client) -> None:
    house.people.anna.customer.details.update(birth_on=None)
    enter(client, house.anna)

    assert "Bel ons, dan regelen wij het samen." in prove(client).content.decode()


def test_proof_needs_a_code_first(house: House, client: Client) -> None:
    assert prove(client)["Location"] == "/?naar=%2Fwie"

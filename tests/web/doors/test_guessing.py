"""Guessing codes: neighbours behind one address do not lock each other out, and a guesser with many addresses gains
nothing (docs/adr/0033)."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from tests.web import pages
from tests.web.doors.house import House, enter
from tests.web.doors.test_links import ask, link_in
from tests.web.doors.test_sessions import prove
from tijdig import clock
from tijdig.models import CustomerSession, DoorTry
from tijdig.policy import load
from tijdig.queries.doors import CODE_LENGTH, LETTERS, keyed_hash
from tijdig.web.portal.session import COOKIE

WRONG, POSTCODE = "CCC CCC CCC", "1288 aw"
LIVE_CODES, HOURS_A_YEAR = 1_000_000, 8_760


def mistype(client: Client, times: int = 10) -> list[int]:
    return [enter(client, WRONG).status_code for _ in range(times)]


def guess_everywhere(times: int) -> None:
    """From as many addresses as there are guesses."""
    at = clock.now()
    rows = [DoorTry(kind="code", client_hash=keyed_hash("client", f"bot-{n}"), at=at) for n in range(times)]
    DoorTry.objects.bulk_create(rows)


def words(client: Client) -> str:
    return pages.read(client.get("/").content).text


def test_figures_of_the_decision_hold() -> None:
    """docs/adr/0033-guessing-a-code.md says these; a shorter code or a higher brake must say others."""
    doors, space = load(clock.day_of(clock.now())).doors, len(LETTERS) ** CODE_LENGTH
    a_hit_per = space / LIVE_CODES
    hits_a_year_below_the_brake = doors.wrong_codes_everywhere * HOURS_A_YEAR / a_hit_per

    assert space == 1_207_269_217_792
    assert round(a_hit_per) == 1_207_269
    assert round(hits_a_year_below_the_brake, 1) == 1.5


def test_neighbour_who_mistypes_does_not_lock_a_phone_that_came_in_before(
    house: House, later: Callable[..., None]
) -> None:
    anna, neighbour = Client(), Client()
    enter(anna, house.anna)
    later(minutes=61)

    mistype(neighbour)

    assert enter(neighbour, house.chantal).status_code == 429
    assert anna.get("/").status_code == 200
    assert enter(anna, house.anna)["Location"] == "/overzicht"


def test_phone_that_came_in_before_locks_itself_and_its_other_phones_and_nobody_else(
    house: House, later: Callable[..., None]
) -> None:
    """Counted per customer: more phones are not more guesses."""
    anna, other = Client(), Client(REMOTE_ADDR="192.0.2.9")
    enter(anna, house.anna)
    enter(other, house.anna)
    later(minutes=61)

    wrong = mistype(anna)
    locked = [enter(phone, house.anna, postcode=POSTCODE).status_code for phone in (anna, other)]

    assert (wrong, locked) == ([200] * 10, [429, 429])
    assert enter(Client(), house.chantal).status_code == 302
    later(minutes=61)
    assert enter(anna, house.anna).status_code == 302


def test_letter_in_hand_gives_no_second_counter_in_the_same_hour(house: House) -> None:
    guesser = Client()
    mistype(guesser, 9)
    enter(guesser, house.anna)

    mistype(guesser, 1)

    assert enter(guesser, house.anna).status_code == 429


@pytest.mark.parametrize("ended", ["out", "everywhere", "forged"])
def test_phone_is_known_by_a_key_that_still_holds(ended: str, house: House, later: Callable[..., None]) -> None:
    anna = Client()
    enter(anna, house.anna)
    copied = anna.cookies[COOKIE].value
    if ended == "out":
        anna.post("/uit")
    elif ended == "everywhere":
        other = Client(REMOTE_ADDR="192.0.2.9")
        enter(other, house.anna)
        other.post("/uit", {"everywhere": "on"})
    anna.cookies[COOKIE] = "made up" if ended == "forged" else copied
    later(minutes=61)

    mistype(Client())

    assert enter(anna, house.anna).status_code == 429


def test_newcomer_behind_a_locked_address_comes_in_with_the_postcode(house: House) -> None:
    neighbour, anna = Client(), Client()
    mistype(neighbour)

    looked = anna.get("/")
    alone = enter(anna, house.anna)
    both = enter(anna, house.anna, postcode=POSTCODE)

    page = pages.read(looked.content)
    assert (looked.status_code, alone.status_code, both["Location"]) == (429, 429, "/overzicht")
    assert page.links["020 555 01 23"] == "tel:0205550123"
    assert page.links["Stuur mij een link per e-mail of sms"] == "/link"
    asked = pages.read(alone.content)
    assert "Wij vragen nu ook uw postcode. Zo komt u toch binnen." in asked.text
    assert "Vul uw postcode in." not in asked.text
    assert f'value="{house.anna}"' in alone.content.decode()
    assert "Vul uw postcode in." in enter(anna, house.anna, postcode="").content.decode()
    assert CustomerSession.objects.get().customer == house.people.anna.customer


def test_locked_address_with_postcodes_is_shut_after_ten_of_those_too(house: House) -> None:
    mistype(Client())
    guesses = [enter(Client(), WRONG, postcode=POSTCODE) for _ in range(10)]

    shut = enter(Client(), house.anna, postcode=POSTCODE)

    assert {page.status_code for page in guesses} == {429}
    assert shut.status_code == 429
    assert 'name="postcode"' not in shut.content.decode()
    assert "020 555 01 23" in shut.content.decode()


def test_guessers_with_many_addresses_bring_the_postcode_for_newcomers(
    house: House, later: Callable[..., None]
) -> None:
    known, new = Client(), Client(REMOTE_ADDR="192.0.2.1")
    enter(known, house.chantal)
    later(minutes=61)
    guess_everywhere(199)
    before = new.get("/").content.decode()
    guess_everywhere(1)

    page = new.get("/")
    alone = enter(new, house.anna)
    wrong = enter(new, house.anna, postcode="1288 AX")
    right = enter(new, house.anna, postcode=POSTCODE)

    assert 'name="postcode"' not in before
    assert ('name="postcode"' in page.content.decode(), page.status_code) == (True, 200)
    assert [one.status_code for one in (alone, wrong, right)] == [200, 200, 302]
    assert 'name="postcode"' not in known.get("/").content.decode()
    assert enter(known, house.chantal).status_code == 302
    later(minutes=61)
    assert 'name="postcode"' not in Client().get("/").content.decode()


def test_right_code_with_a_wrong_postcode_looks_like_a_wrong_code(house: House) -> None:
    guess_everywhere(200)

    told = [
        pages.read(enter(Client(), code, postcode="1288 AX").content).text.replace(code, "")
        for code in (house.anna, WRONG)
    ]

    assert told[0] == told[1]
    assert "Deze code en postcode horen niet bij elkaar." in told[0]


def test_old_code_says_so_only_to_who_knows_the_postcode(house: House, later: Callable[..., None]) -> None:
    later(days=91)
    guess_everywhere(200)

    assert "horen niet bij elkaar" in enter(Client(), house.anna, postcode="1288 AX").content.decode()
    assert "Deze code is te oud" in enter(Client(), house.anna, postcode=POSTCODE).content.decode()


def test_postcodes_at_the_code_and_answers_of_level_1_are_one_count(house: House) -> None:
    """Else somebody with a code could find the postcode first, and the birth date after that."""
    anna, *guessers = (Client(REMOTE_ADDR=f"192.0.3.{number}") for number in range(16))
    for phone in (anna, *guessers):
        enter(phone, house.anna)
    guess_everywhere(200)

    wrong = [enter(Client(REMOTE_ADDR=f"192.0.2.{n}"), house.anna, postcode="1288 AX").status_code for n in range(5)]

    assert wrong == [200] * 5
    assert enter(Client(REMOTE_ADDR="192.0.2.9"), house.anna, postcode=POSTCODE).status_code == 200
    assert [prove(phone, year="1985").status_code for phone in guessers] == [200] * 15
    assert prove(anna).status_code == 429


def test_customer_whose_postcode_we_do_not_know_is_asked_to_call(house: House) -> None:
    house.people.anna.customer.details.update(postcode="")
    guess_everywhere(200)

    page = enter(Client(), house.anna, postcode=POSTCODE)

    assert (page.status_code, "of bel ons" in page.content.decode()) == (200, True)


def test_good_link_opens_where_neighbours_tried_old_ones(house: House, client: Client, data_dir: Path) -> None:
    ask(client, "anna.dewit@post.example")
    link = link_in(data_dir)
    old = [Client().post(f"/link/old-{number}").status_code for number in range(12)]

    assert old == [410] * 10 + [429] * 2
    assert client.post(link)["Location"] == "/overzicht"
    assert Client().post(link).status_code == 429


def test_old_tries_do_not_brake(house: House, later: Callable[..., None]) -> None:
    guess_everywhere(500)
    later(minutes=61)
    guess_everywhere(199)

    assert "Uw postcode" not in words(Client())
    assert DoorTry.objects.filter(at__gt=clock.now() - timedelta(minutes=60)).count() == 199

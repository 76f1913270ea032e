"""The code from the letter: how it is typed makes no difference, guessing does not help, and calling always can."""

from collections.abc import Callable
from datetime import date

import pytest
from django.conf import LazySettings
from django.test import Client

from tests import factories
from tests.web import pages
from tests.web.doors.house import House, enter
from tijdig.models import AuditEvent, CustomerSession, DoorTry, LetterCode
from tijdig.queries.doors import CODE_LENGTH, LETTERS, letter_code
from tijdig.web.portal.session import COOKIE

WRONG = "CCC CCC CCC"


def test_code_is_the_same_for_a_case_and_day_and_different_for_any_other() -> None:
    day = date(2026, 11, 24)
    codes = {letter_code(case, date(2026, 11, number)) for case in range(200) for number in (1, 24)}

    assert letter_code(7, day) == letter_code(7, day)
    assert len(codes) == 400
    assert {len(code) for code in codes} == {CODE_LENGTH + 2}


def test_code_hangs_on_the_key_of_the_installation(settings: LazySettings) -> None:
    before = letter_code(7, date(2026, 11, 24))

    settings.SECRET_KEY = "another installation"

    assert letter_code(7, date(2026, 11, 24)) != before


def test_code_holds_nothing_that_looks_like_something_else() -> None:
    assert set("AEIOU01258BLSZ") & set(LETTERS) == set()


@pytest.mark.parametrize("typed", ["{}", " {} ", "{lower}", "{bare}", "{dashes}", "{dots}", "\n{}\t"])
def test_code_opens_however_it_is_typed(typed: str, house: House, client: Client) -> None:
    ways = {"lower": house.anna.lower(), "bare": house.anna.replace(" ", "")}
    ways |= {"dashes": house.anna.replace(" ", "-"), "dots": house.anna.replace(" ", ".")}

    response = enter(client, typed.format(house.anna, **ways))

    assert (response.status_code, response["Location"]) == (302, "/overzicht")
    assert CustomerSession.objects.get().customer == house.people.anna.customer


def test_code_of_a_represented_case_lets_in_whoever_got_the_letter(house: House, client: Client) -> None:
    enter(client, house.bram)

    assert CustomerSession.objects.get().customer == house.people.bram.customer


def test_coming_in_leaves_a_trail_without_the_code(house: House, client: Client) -> None:
    enter(client, house.anna)

    event = AuditEvent.objects.get(what="door.entered")
    assert (event.by, event.facts) == (
        f"customer:{house.people.anna.customer_id}",
        {"door": "code", "remembered": False},
    )


def test_only_hashes_are_kept(house: House, client: Client) -> None:
    enter(client, house.anna)
    key = client.cookies[COOKIE].value
    kept = [*LetterCode.objects.values_list("code_hash", flat=True), CustomerSession.objects.get().key_hash]

    assert all(house.anna not in text and house.anna.replace(" ", "") not in text and key not in text for text in kept)


def test_wrong_code_says_what_to_do_and_keeps_what_was_typed(house: House, client: Client) -> None:
    response = enter(client, WRONG)
    page = pages.read(response.content)

    assert response.status_code == 200
    assert "Deze code kennen wij niet. Kijk in uw brief of elke letter en elk cijfer klopt." in page.text
    assert b'value="CCC CCC CCC"' in response.content
    assert b'aria-describedby="id_code_helptext id_code_error"' in response.content
    assert COOKIE not in client.cookies


def test_old_code_says_so(house: House, client: Client, later: Callable[..., None]) -> None:
    later(days=91)

    assert "Deze code is te oud" in enter(client, house.anna).content.decode()


def test_ten_wrong_codes_lock_the_door_for_everything_and_show_who_to_call(house: House, client: Client) -> None:
    answers = [enter(client, WRONG).status_code for _ in range(10)]
    locked, right, looked = enter(client, WRONG), enter(client, house.anna), client.get("/")

    assert answers == [200] * 10
    assert [page.status_code for page in (locked, right, looked)] == [429, 429, 429]
    assert 'href="tel:0205550123"' in looked.content.decode()
    assert CustomerSession.objects.count() == 0


def test_lock_holds_for_one_client_only(house: House, client: Client) -> None:
    for _ in range(11):
        enter(client, WRONG)

    elsewhere = Client(REMOTE_ADDR="192.0.2.7")

    assert enter(elsewhere, house.anna).status_code == 302


def test_lock_ends_by_itself(house: House, client: Client, later: Callable[..., None]) -> None:
    for _ in range(11):
        enter(client, WRONG)
    later(minutes=61)

    assert enter(client, house.anna).status_code == 302


def test_right_code_does_not_wipe_the_wrong_ones(house: House, client: Client) -> None:
    """Somebody with one letter cannot go on guessing for ever by using it in between."""
    for _ in range(9):
        enter(client, WRONG)
    assert enter(client, house.anna).status_code == 302

    enter(client, WRONG)

    assert enter(client, house.anna).status_code == 429


def test_forged_forwarded_address_is_not_believed(house: House, client: Client) -> None:
    for number in range(11):
        client.post("/", {"code": WRONG}, headers={"X-Forwarded-For": f"192.0.2.{number}"})

    assert DoorTry.objects.values("client_hash").distinct().count() == 1
    assert client.get("/").status_code == 429


def test_address_that_our_proxy_saw_counts(house: House, client: Client, settings: LazySettings) -> None:
    settings.PROXIES = 1
    for number in range(11):
        client.post("/", {"code": WRONG}, headers={"X-Forwarded-For": f"198.51.100.{number}, 192.0.2.1"})

    assert client.get("/", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 429
    assert client.get("/", headers={"X-Forwarded-For": "192.0.2.2"}).status_code == 200


def test_neighbours_in_one_ipv6_network_are_one_client(house: House) -> None:
    for number in range(11):
        enter(Client(REMOTE_ADDR=f"2001:db8::{number:x}"), WRONG)

    assert Client(REMOTE_ADDR="2001:db8::ffff").get("/").status_code == 429
    assert Client(REMOTE_ADDR="2001:db8:0:1::1").get("/").status_code == 200


@pytest.mark.parametrize("typed", ["", " ", "🙂" * 60, "A" * 61, "\x00", "<script>alert(1)</script>"])
def test_nonsense_is_a_wrong_code_and_no_fault_of_ours(typed: str, house: House, client: Client) -> None:
    response = enter(client, typed)

    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_qr_code_fills_in_the_code_and_a_person_presses_the_button(house: House, client: Client) -> None:
    page = client.get("/", {"code": house.anna.replace(" ", "")})

    assert f'value="{house.anna}"' in page.content.decode()
    assert CustomerSession.objects.count() == 0


def test_qr_code_with_something_else_fills_in_nothing(house: House, client: Client) -> None:
    page = client.get("/", {"code": '"><b>onzin</b>'})

    assert b"onzin" not in page.content


def test_case_without_code_has_no_door(house: House, client: Client) -> None:
    other = factories.make_case()

    assert enter(client, letter_code(other.pk, date(2026, 11, 24))).status_code == 200

"""A neighbour who holds the letter comes in with its code: what Anna wrote, chose and left is not for them."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import make_request
from tests.web import pages
from tests.web.portal.test_asking import EVENING, KINDS, start, words
from tests.web.portal.visits import ask, make_slots, visit
from tijdig.models import Request

TOLD = "Mijn man is weg. Bel niet na vijf uur."
SECRETS = (TOLD, "06 00 00 01 01", "Ik zie uw vraag", "€ 25,00", "om hulp", "iemand praten", "in delen", "1 december")


def asks(client: Client, slug: str) -> str:
    typed = KINDS[slug] | {"tekst": TOLD} | ({"hulp": "talk"} if slug == "hulp" else {})
    typed |= {"wanneer": "2026-12-01"} if slug == "in-delen" else {}
    sent = ask(client, slug, typed, "?bedrag=25" if slug == "in-delen" else start(slug))
    Request.objects.update(answer="Ik zie uw vraag.")
    return str(sent["Location"])


@pytest.mark.parametrize("slug", [slug for slug in KINDS if slug != "niet-van-mij"])
def test_neighbour_with_the_code_reads_only_that_something_was_asked(slug: str, cast: Cast) -> None:
    address = asks(visit(cast.anna), slug)
    neighbour = visit(cast.anna)

    said = [words(neighbour.get(page)) for page in (address, "/overzicht", f"/vraag/{slug}{start(slug)}")]

    assert "U vroeg ons iets op 24 november 2026." in said[0]
    assert "antwoordt uiterlijk donderdag 26 november" in said[0]
    assert "U vroeg ons iets op 24 november 2026. Wij antwoorden uiterlijk donderdag 26 november." in said[1]
    assert "Dit vroeg u al" not in said[2]
    assert [(secret, place) for secret in SECRETS for place in (0, 1) if secret in _without_choices(said[place])] == []


def _without_choices(said: str) -> str:
    """The overview offers to pay in parts to everybody."""
    return said.replace("Ik wil in delen betalen", "")


@pytest.mark.parametrize("slug", KINDS)
def test_anna_herself_reads_it_where_she_wrote_it_and_wherever_she_says_who_she_is(slug: str, cast: Cast) -> None:
    client = visit(cast.anna)
    address = asks(client, slug)

    for browser in (client, visit(cast.anna, level=1)):
        said = words(browser.get(address))
        assert TOLD in said
        assert "Ik zie uw vraag." in said


def test_way_to_ones_own_words_leads_past_who_are_you(cast: Cast) -> None:
    address = asks(visit(cast.anna), "hulp")
    again = visit(cast.anna)

    link = pages.read(again.get(address).content).links["Lees wat u vroeg"]
    proof = {"day": "17", "month": "mei", "year": "84", "postcode": "1288aw"}
    back = again.post(link, proof)

    assert link == f"/wie?naar={address.replace('/', '%2F')}" or link == f"/wie?naar={address}"
    assert back["Location"] == address
    assert TOLD in words(again.get(address))


def test_promised_call_shows_how_the_number_ends(cast: Cast) -> None:
    (slot,) = make_slots(cast.anna, EVENING)
    client, neighbour = visit(cast.anna), visit(cast.anna)
    sent = ask(client, "bel-mij", {"telefoon": "06 00 00 01 78"}, f"?moment={slot.pk}")

    said = words(neighbour.get(sent["Location"]))

    assert "belt u op woensdag 25 november om 19.45 uur" in said
    assert "Het nummer eindigt op 78." in said
    assert "06 00" not in said
    assert "Het nummer eindigt op 78." in words(neighbour.get("/overzicht"))
    assert "Het nummer is 06 00 00 01 78." in words(client.get(sent["Location"]))
    assert "Kiest u een ander moment? Dan vervalt dit." in words(neighbour.get("/vraag/bel-mij"))


def test_what_was_asked_another_way_is_only_for_who_says_who_they_are(cast: Cast) -> None:
    request = make_request(cast.anna, text="In een brief gevraagd.", details={"session": None})

    assert "In een brief" not in words(visit(cast.anna).get(f"/bedankt/{request.pk}"))
    assert "In een brief" in words(visit(cast.anna, level=1).get(f"/bedankt/{request.pk}"))


def test_request_in_distress_is_no_sign_for_a_neighbour(cast: Cast) -> None:
    sent = ask(visit(cast.anna), "uitleg", {"tekst": "Ik zie het niet meer zitten."})

    said = words(visit(cast.anna).get(sent["Location"]))

    assert "0800 0113" not in said


@pytest.mark.parametrize(("slug", "first"), [("hulp", False), ("uitleg", True), ("later", True)])
def test_113_stands_after_a_request_for_help_and_first_for_who_is_in_distress(
    slug: str, first: bool, cast: Cast
) -> None:
    text = "Ik zie het niet meer zitten." if first else ""
    client = visit(cast.anna)
    sent = ask(client, slug, KINDS[slug] | {"tekst": text} | ({"hulp": "talk"} if slug == "hulp" else {}))

    page = pages.read(client.get(sent["Location"]).content)

    assert page.links["0800 0113"] == "tel:08000113"
    told = " ".join(page.text.replace("\x00", " ").split())
    assert (told.index("0800 0113") < told.index("ontvangen.")) is first
    assert ("U koos gewoon met iemand praten" in told) is (slug == "hulp")


def test_contact_form_in_distress_shows_113(cast: Cast, client: Client) -> None:
    typed: dict[str, Any] = {"name": "Anna", "creditor": "woonstede", "by_channel": "phone", "reach_at": "0612345678"}

    sent = client.post("/contact", typed | {"text": "ik wil niet meer leven"})

    assert "0800 0113" in words(client.get(sent["Location"]))
    assert str(NOW.year) in words(client.get(sent["Location"]))


def test_question_that_is_shown_again_keeps_113_beside_words_of_distress(cast: Cast) -> None:
    response = ask(visit(cast.anna), "later", {"tekst": "Ik wil dood."})

    assert "Kies wat het beste past." in words(response)
    assert "0800 0113" in words(response)

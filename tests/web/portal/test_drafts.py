"""Looking before sending, and putting away to go on later: nothing lost, nothing sent, nobody else reads it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import Cast
from tests.conftest import NOW
from tests.web import pages
from tests.web.portal.visits import hidden, visit
from tijdig import clock
from tijdig.actions import drafts
from tijdig.models import Draft, Hold, Request
from tijdig.queries.drafts import WORDS
from tijdig.web.portal.asking import SHEETS_MOST
from tijdig.web.portal.journeys import QUESTIONS

pytestmark = pytest.mark.django_db
LOOK = "/vraag/hulp/nakijken"


def _said(response: Any) -> str:
    return pages.said(pages.read(response.content)).replace("\N{NO-BREAK SPACE}", " ")


def _typed(client: Any, slug: str = "hulp", **more: str) -> dict[str, str]:
    return hidden(client.get(f"/vraag/{slug}")) | {"hulp": "papers", "tekst": "Ik snap de brief niet."} | more


def _look(client: Any, slug: str = "hulp", **more: str) -> str:
    """Send the question; where the look at it stands."""
    place: str = client.post(f"/vraag/{slug}", _typed(client, slug, **more))["Location"]
    assert place.startswith(f"/vraag/{slug}/nakijken?blad=")
    return place


def test_what_was_said_is_looked_at_before_anything_is_sent(cast: Cast) -> None:
    client = visit(cast.anna)

    look = client.get(_look(client))

    assert (Request.objects.count(), Hold.objects.count()) == (0, 0)
    assert "Er is nog niets verstuurd." in _said(look)
    assert "hulp met brieven en formulieren" in _said(look)
    assert "Ik snap de brief niet." in _said(look)
    assert look["Cache-Control"] == "no-store, private"


def test_something_can_be_changed_after_the_look(cast: Cast) -> None:
    client = visit(cast.anna)
    change = pages.read(client.get(_look(client)).content).links["Verander iets"]

    again = client.get(change)
    assert "Ik snap de brief niet." in again.content.decode()
    place = client.post("/vraag/hulp", hidden(again) | {"tekst": "Nu anders.", "hulp": "talk"})["Location"]
    client.post(place)

    request = Request.objects.get()
    assert (request.text, request.details["help"]) == ("Nu anders.", "talk")


def test_look_sent_twice_is_one_request(cast: Cast) -> None:
    client = visit(cast.anna)
    look = _look(client)

    places = {client.post(look)["Location"] for _ in range(2)}

    assert places == {f"/bedankt/{Request.objects.get().pk}"}


def test_look_without_anything_to_look_at_goes_to_the_question(cast: Cast) -> None:
    for method in ("get", "post"):
        assert getattr(visit(cast.anna), method)(LOOK)["Location"] == "/vraag/hulp"
    assert Request.objects.count() == 0


@pytest.mark.parametrize("slug", QUESTIONS)
def test_look_without_anything_to_look_at_is_the_same_for_every_question(slug: str, cast: Cast) -> None:
    for method in ("get", "post"):
        answer = getattr(visit(cast.anna), method)(f"/vraag/{slug}/nakijken")
        assert (answer.status_code, answer["Location"]) == (302, f"/vraag/{slug}")
    assert "Kijk hier nog even naar" not in _said(visit(cast.anna).get(f"/vraag/{slug}"))


@pytest.mark.parametrize("second", ["hulp", "uitleg"])
def test_look_in_one_tab_keeps_its_own_answers_whatever_another_tab_does(second: str, cast: Cast) -> None:
    client = visit(cast.anna)
    first = _look(client, tekst="Van het eerste blad.")
    other = _look(client, second, tekst="Van het tweede blad.")

    shown = [_said(client.get(place)) for place in (first, other)]
    client.post(first)

    assert ["Van het eerste blad." in said for said in shown] == [True, False]
    assert ["Van het tweede blad." in said for said in shown] == [False, True]
    assert Request.objects.get().text == "Van het eerste blad."


def test_question_that_was_wrong_in_one_tab_shows_nothing_in_a_tab_with_another(cast: Cast) -> None:
    client = visit(cast.anna)
    wrong = [
        client.post(f"/vraag/{slug}", hidden(client.get(f"/vraag/{slug}")) | {"tekst": slug})
        for slug in ("hulp", "klopt-niet")
    ]

    again = [client.get(answer["Location"]).content.decode() for answer in wrong]

    assert [
        ("Kijk hier nog even naar" in page, f">\n{slug}</textarea>" in page)
        for slug, page in zip(("hulp", "klopt-niet"), again, strict=True)
    ] == [(True, True), (True, True)]


def test_look_of_one_question_says_nothing_at_the_address_of_another(cast: Cast) -> None:
    client = visit(cast.anna)
    sheet = _look(client).partition("?")[2]

    assert client.get(f"/vraag/uitleg/nakijken?{sheet}")["Location"] == "/vraag/uitleg"


def test_no_more_sheets_are_kept_than_somebody_has_open(cast: Cast) -> None:
    client = visit(cast.anna)

    looks = [_look(client) for _ in range(SHEETS_MOST + 1)]

    assert [client.get(place).status_code for place in looks] == [302] + [200] * SHEETS_MOST


def test_every_question_that_can_be_put_away_has_its_words() -> None:
    assert set(WORDS) == set(QUESTIONS)


def test_look_of_somebody_else_on_that_phone_shows_nothing(cast: Cast) -> None:
    client = visit(cast.anna)
    look = _look(client)

    client.cookies.update(visit(cast.chantal).cookies)

    assert client.get(look)["Location"] == "/vraag/hulp"
    assert "snap de brief" not in client.get("/vraag/hulp").content.decode()


def test_put_away_sends_nothing_and_stands_on_the_overview(cast: Cast) -> None:
    client = visit(cast.anna)

    kept = client.post("/vraag/hulp", _typed(client, bewaar="1"))

    assert kept["Location"] == "/vraag/hulp/bewaard"
    assert "U kunt verder tot dinsdag 8 december." in _said(client.get(kept["Location"]))
    assert "U was bezig met: ik heb hulp nodig." in _said(client.get("/overzicht"))
    back = client.get("/vraag/hulp")
    assert "Ik snap de brief niet." in back.content.decode()
    assert "Kijk hier nog even naar" not in _said(back)
    assert Request.objects.count() == 0


def test_put_away_half_done_is_no_mistake(cast: Cast) -> None:
    client = visit(cast.anna)

    client.post("/vraag/hulp", hidden(client.get("/vraag/hulp")) | {"tekst": "Later meer.", "bewaar": "1"})

    assert "Later meer." in client.get("/vraag/hulp").content.decode()


def test_put_away_is_gone_once_it_was_sent(cast: Cast) -> None:
    client = visit(cast.anna)
    client.post("/vraag/hulp", _typed(client, bewaar="1"))
    client.post(_look(client))

    assert (Draft.objects.count(), Request.objects.count()) == (0, 1)


def test_put_away_days_ago_can_still_be_sent(cast: Cast) -> None:
    client = visit(cast.anna, minutes=60 * 24 * 14)
    client.post("/vraag/hulp", _typed(client, bewaar="1"))

    clock.fix(NOW + timedelta(days=3))
    client.post(_look(client))

    assert Request.objects.get().text == "Ik snap de brief niet."


@pytest.mark.parametrize(("level", "is_read"), [(0, False), (1, True)])
def test_put_away_is_read_elsewhere_only_by_who_said_who_they_are(level: int, is_read: bool, cast: Cast) -> None:
    client = visit(cast.anna)
    client.post("/vraag/hulp", _typed(client, bewaar="1"))

    elsewhere = visit(cast.anna, level=level)

    assert ("snap de brief" in elsewhere.get("/vraag/hulp").content.decode()) is is_read
    assert ("U was bezig met" in _said(elsewhere.get("/overzicht"))) is is_read
    assert "snap de brief" not in visit(cast.chantal, level=1).get("/vraag/hulp").content.decode()


def test_put_away_can_be_thrown_away_and_goes_by_itself(cast: Cast) -> None:
    client = visit(cast.anna)
    client.post("/vraag/hulp", _typed(client, bewaar="1"))
    assert client.post("/vraag/hulp/bewaard")["Location"] == "/overzicht"
    assert Draft.objects.count() == 0

    client.post("/vraag/hulp", _typed(client, bewaar="1"))
    drafts.forget(NOW + timedelta(days=14))
    assert Draft.objects.count() == 0


def test_so_much_is_kept_for_people_with_the_code_alone_and_the_known_customer_can_still_keep(cast: Cast) -> None:
    for _ in range(20):
        client = visit(cast.anna)
        client.post("/vraag/hulp", _typed(client, bewaar="1"))

    late = visit(cast.anna)
    refused = late.post("/vraag/hulp", _typed(late, bewaar="1"), follow=True)
    known = visit(cast.anna, level=1)
    kept = known.post("/vraag/uitleg", _typed(known, "uitleg", bewaar="1"))

    assert "Er is hier al veel bewaard. Verstuur de vraag nu, of bel ons." in _said(refused)
    assert "Ik snap de brief niet." in _said(refused)
    assert kept["Location"] == "/vraag/uitleg/bewaard"
    assert Draft.objects.count() == 21

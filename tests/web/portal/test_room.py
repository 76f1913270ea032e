"""What can be missed: rights first, five short questions, and what follows: an amount, a mild word, or rest."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import make_contact, make_moment
from tests.web import pages
from tests.web.portal.visits import visit
from tijdig.models import AuditEvent, Contact, Request, RoomToPay
from tijdig.planner.codes import Room
from tijdig.queries import frames
from tijdig.rules.solutions.budget import from_json
from tijdig.rules.workdays import local_day
from tijdig.web.portal.room_forms import STEPS

pytestmark = pytest.mark.django_db
ANSWERS: dict[str, dict[str, str]] = {
    "thuis": {"adults": "1", "children": "0"},
    "binnen": {"income_cents": "2.500", "allowances_cents": "€ 200,00"},
    "wonen": {"housing_cents": "800"},
    "lasten": {"energy_cents": "150", "water_cents": "25", "health_cents": "165,00"},
    "verder": {"other_cents": "110"},
}


def said(response: Any) -> str:
    return pages.said(pages.read(response.content)).replace("\N{NO-BREAK SPACE}", " ")


def fill(client: Client, *, income: str = "2.500", until: str = "") -> Any:
    """Answer one after the other; the last page."""
    answers = ANSWERS | {"binnen": ANSWERS["binnen"] | {"income_cents": income}}
    response: Any = None
    for step, typed in answers.items():
        if step == until:
            break
        response = client.post(f"/missen/{step}", typed)
        assert response.status_code == 302, said(response)
    return client.get(response["Location"])


def test_own_amount_and_rights_come_first(cast: Cast) -> None:
    page = pages.read(visit(cast.anna).get("/missen").content)

    assert page.links["Ik weet een bedrag"] == "/vraag/in-delen"
    assert page.links["Kijk eerst: krijgt u al het geld waar u recht op hebt?"] == "/rechten"
    assert page.links["Begin met de vragen"] == "/missen/thuis"


def test_questions_are_at_most_five_and_each_has_one_heading_and_a_way_back(cast: Cast) -> None:
    client = visit(cast.anna, level=1)

    assert len(STEPS) == 5
    for number, step in enumerate(STEPS):
        page = pages.read(client.get(f"/missen/{step}").content)
        assert [level for level, _ in page.headings].count(1) == 1
        assert f"Vraag {number + 1} van 5" in pages.said(page)
        before = f"/missen/{list(STEPS)[number - 1]}" if number else "/missen"
        assert page.links["Terug"] == before
        client.post(f"/missen/{step}", ANSWERS[step])


def test_room_is_kept_with_its_budget_and_leads_on_with_the_amount(cast: Cast) -> None:
    letter = make_contact(make_moment(cast.anna))

    result = fill(visit(cast.anna, level=1))

    noted = RoomToPay.objects.get()
    assert (noted.state, noted.is_tight, noted.spare_cents, noted.source) == ("ok", False, 48_500, "customer")
    assert from_json(noted.budget).allowances_cents == 20_000
    assert (Contact.objects.get(pk=letter.pk).state, Request.objects.count()) == ("planned", 0)
    assert "Dit kunt u ongeveer missen" in said(result)
    offered = next(link for name, link in pages.read(result.content).links.items() if name.startswith("Verder met"))
    assert offered.startswith("/vraag/in-delen?bedrag=")


def test_offer_is_never_more_than_is_open(cast: Cast) -> None:
    page = pages.read(fill(visit(cast.chantal, level=1), income="9.000").content)

    offered = {name: link for name, link in page.links.items() if name.startswith("Verder met")}
    assert list(offered.values()) == ["/vraag/in-delen?bedrag=1120,75"]


def test_tight_says_so_and_keeps_the_planner_mild(cast: Cast) -> None:
    result = fill(visit(cast.anna, level=1), income="1.880")

    assert RoomToPay.objects.get().is_tight
    assert "Het is krap" in said(result)
    assert pages.read(result.content).links["Het lukt nu niet"] == "/vraag/in-delen?bedrag=0"
    account = frames.of_case(cast.anna, local_day(NOW)).accounts
    assert account.room[0] == Room.UNKNOWN


def test_none_gives_rest_at_once_a_person_within_two_working_days_and_a_choice(cast: Cast) -> None:
    letter = make_contact(make_moment(cast.anna))

    result = fill(visit(cast.anna, level=1), income="1.200")

    request = Request.objects.get()
    assert (RoomToPay.objects.get().state, Contact.objects.get(pk=letter.pk).state) == ("none", "stopped")
    assert (request.kind, request.answer_due_on.isoformat()) == ("help", "2026-11-26")
    page = said(result)
    assert "U hebt nu rust" in page
    assert "kijkt uiterlijk donderdag 26 november wat er kan" in page
    links = pages.read(result.content).links
    assert links["Kies een klein bedrag, of niets"] == "/vraag/in-delen?bedrag=0"
    assert links["Geld waar u recht op hebt"] == "/rechten"
    assert not any("nee" in sentence.lower().split() for sentence in pages.read(result.content).sentences)


@pytest.mark.parametrize(
    ("step", "typed", "fault"),
    [
        ("thuis", {"adults": "", "children": "0"}, "Vul een aantal in, zoals 1 of 2."),
        ("thuis", {"adults": "0", "children": "0"}, "Vul een aantal in, zoals 1 of 2."),
        ("binnen", {"income_cents": "veel", "allowances_cents": "0"}, "Vul een bedrag in, zoals 25 of 37,50."),
        ("binnen", {"income_cents": "2000", "allowances_cents": ""}, "Is het niets? Vul dan 0 in."),
        ("binnen", {"income_cents": "999999", "allowances_cents": "0"}, "Dit bedrag is te hoog."),
    ],
)
def test_what_cannot_be_read_is_asked_again_with_what_was_typed(
    step: str, typed: dict[str, str], fault: str, cast: Cast
) -> None:
    client = visit(cast.anna, level=1)
    if step != "thuis":
        client.post("/missen/thuis", ANSWERS["thuis"])

    response = client.post(f"/missen/{step}", typed)

    assert response.status_code == 400
    assert fault in said(response)
    for name, value in typed.items():
        assert not value or f'value="{value}" ' in response.content.decode().replace(f'name="{name}" ', "")


def test_back_finds_what_was_typed_and_nobody_skips_a_question(cast: Cast) -> None:
    client = visit(cast.anna, level=1)
    assert client.get("/missen/wonen")["Location"] == "/missen/thuis"
    fill(client, until="wonen")

    assert 'value="2.500"' in client.get("/missen/binnen").content.decode()
    assert client.get("/missen/verder")["Location"] == "/missen/wonen"
    assert client.post("/missen/verder", ANSWERS["verder"])["Location"] == "/missen/wonen"
    assert client.get("/missen/anders").status_code == 404
    assert RoomToPay.objects.count() == 0


def test_answers_of_one_customer_are_not_shown_to_the_next_in_this_browser(cast: Cast) -> None:
    first, second = visit(cast.anna, level=1), visit(cast.chantal, level=1)
    fill(first, until="wonen")
    second.cookies["sessionid"] = first.cookies["sessionid"].value

    assert second.get("/missen/wonen")["Location"] == "/missen/thuis"


def test_code_alone_shows_who_they_are_first_and_nothing_is_kept(cast: Cast) -> None:
    client = visit(cast.anna)

    assert client.get("/missen").status_code == 200
    assert client.post("/missen/thuis", ANSWERS["thuis"])["Location"].startswith("/wie?")
    assert AuditEvent.objects.count() == 0


def test_outcome_without_answers_leads_to_the_questions(cast: Cast) -> None:
    assert visit(cast.anna, level=1).get("/missen/uitkomst")["Location"] == "/missen"


def test_budget_stands_in_my_data_in_words_and_can_be_taken_away(cast: Cast) -> None:
    client = visit(cast.anna, level=1)
    fill(client, income="1.880")

    read = client.get("/mijn-gegevens/lezen").getvalue().decode().replace("\N{NO-BREAK SPACE}", " ")

    assert "loon, uitkering of pensioen € 1.880,00" in read
    assert "kinderen 0" in read
    assert "Haal weg" in client.get("/gegevens").content.decode()

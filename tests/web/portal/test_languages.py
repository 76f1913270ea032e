"""The portal in another language: chosen by a link, or known from the file; Dutch where it may not go out."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import unescape

import pypdfium2
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from tests.conftest import NOW
from tests.web.portal.companions import give_letter
from tests.web.portal.visits import hidden, visit
from tijdig.actions import arrangements
from tijdig.languages import PSEUDO, catalogue
from tijdig.models import Creditor
from tijdig.web.reading import COOKIE

DOOR = (
    "/",
    "/link",
    "/contact",
    "/helpen",
    "/wat-wij-doen",
    "/hulp",
    "/rechten",
    "/lezen",
    "/link/gevraagd",
    "/er-niet",
    "/o/woonstede",
    "/o/woonstede/niet-betalen",
    "/o/woonstede/wat-wij-kunnen-doen",
    "/o/woonstede/altijd-en-nooit",
    "/o/woonstede/privacy",
    "/o/woonstede/toegankelijkheid",
)
INSIDE = (
    "/overzicht", "/vraag/bel-mij", "/vraag/later", "/vraag/in-delen", "/vraag/in-delen?bedrag=25",
    "/vraag/in-delen?bedrag=0", "/vraag/klopt-niet", "/vraag/klopt-niet?rekening=alles", "/vraag/uitleg", "/vraag/hulp",
    "/vraag/weet-niet", "/vraag/niet-van-mij", "/vraag/afspraak", "/vraag/klacht", "/rust", "/wat-gebeurde", "/verhaal",
    "/hulp", "/rechten", "/lezen", "/uit", "/wie", "/wat-wij-doen",
)  # fmt: skip


@pytest.fixture
def english(cast: Cast) -> Cast:
    """Woonstede takes drafts in English."""
    Creditor.objects.filter(pk=cast.woonstede.pk).update(draft_languages=["en"])
    return cast


def reader(client: Client, code: str) -> Client:
    client.cookies[COOKIE] = f"taal-{code}"
    return client


def words(html: str) -> str:
    """What can be read or heard on a page."""
    spoken = " ".join(re.findall(r'(?:aria-label|alt|title|placeholder)="([^"]*)"', html))
    bare = re.sub(r"<(style|script|svg)\b.*?</\1>|<[^>]*>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(f"{bare} {spoken}").split())


def dutch_left(html: str) -> Iterator[str]:
    """Texts of ours that are on the page in Dutch."""
    shown = words(html)
    return (bare for bare, found in ours() if bare in shown and found.search(shown))


@cache
def ours() -> list[tuple[str, re.Pattern[str]]]:
    """Texts of more than two words that stand in a page as they are, each with how to find it as whole words."""
    bare = [words(text) for text in catalogue("en").words]
    some = [text for text in bare if len(text.split()) > 2 and "{" not in text and "[[" not in text]
    return [(text, re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")) for text in some]


@pytest.mark.parametrize("path", DOOR)
def test_page_before_the_door_is_in_english(path: str, english: Cast) -> None:
    answer = reader(Client(), "en").get(path)

    html = answer.content.decode()
    assert '<html lang="en"' in html
    assert "[[" not in html
    assert list(dutch_left(html)) == []
    assert "Cookie" in answer["Vary"]


@pytest.mark.parametrize("path", INSIDE)
def test_page_inside_is_in_english(path: str, english: Cast) -> None:
    html = reader(visit(english.anna), "en").get(path).content.decode()

    assert '<html lang="en"' in html
    assert "[[" not in html
    assert list(dutch_left(html)) == []


def test_overview_says_amounts_and_days_as_english_does(english: Cast) -> None:
    shown = words(reader(visit(english.anna), "en").get("/overzicht").content.decode())

    assert "You have not paid everything yet" in shown
    assert "This is your rent" in shown
    assert "Hello Anna de Wit, good that you are here." in shown
    assert re.search(r"€\d+\.\d\d", shown)
    assert "Within two working days:" in shown


def test_bills_with_plain_names_are_named_in_english(english: Cast) -> None:
    shown = words(reader(visit(english.anna), "en").get("/overzicht").content.decode())

    assert "Rent October 2026" in shown
    assert "oktober" not in shown


@pytest.mark.parametrize("address", ["/opbouw", "/mijn-gegevens", "/mijn-gegevens/lezen", "/overzicht"])
def test_document_that_is_dutch_says_so_on_an_english_page(address: str, english: Cast) -> None:
    arrangements.agree(english.anna, instalment_cents=6_100, first_on=date(2026, 12, 1), by="user:1", at=NOW)
    client = visit(english.anna, level=1)
    dutch = words(b"".join(client.get(address)).decode())

    shown = words(b"".join(reader(client, "en").get(address)).decode())

    assert "This document is in Dutch." in shown
    assert "Dit document is in het Nederlands." not in dutch


def test_english_costs_no_query_more(english: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = reader(visit(english.anna, minutes=60), "en")

    with django_assert_num_queries(6):
        assert "You have not paid" in client.get("/overzicht").content.decode()


def test_from_the_letter_to_the_answer_in_english_takes_seven_pages_at_most(english: Cast) -> None:
    code = give_letter(english.anna)
    client, pages = Client(), []

    def read(address: str) -> str:
        html = client.get(address, follow=True).content.decode()
        pages.append(html)
        return html

    assert 'lang="en" hreflang="en">English</a>' in read("/")
    assert "The code from your letter" in read("/taal/en?naar=/")
    client.post("/", {"code": code})
    assert "I want to pay in parts" in read("/overzicht")
    assert "How much can you spare each time?" in read("/vraag/in-delen")
    asked = client.get("/vraag/in-delen?bedrag=25")
    pages.append(asked.content.decode())
    assert "From when can you pay?" in pages[-1]
    day = re.search(r'name="wanneer" value="([\d-]+)"', pages[-1])
    assert day is not None
    sent = client.post("/vraag/in-delen", hidden(asked) | {"wanneer": day[1], "tekst": ""})
    assert "Will this work?" in read(sent["Location"])
    thanks = client.post(sent["Location"])
    assert "You do not have to do anything now." in read(thanks["Location"])
    assert len(pages) <= 7
    assert [left for html in pages[1:] for left in dutch_left(html)] == []
    assert all('href="tel:' in html for html in pages)


def test_what_is_wrong_is_said_in_english(english: Cast) -> None:
    client = reader(visit(english.anna), "en")
    form = client.get("/vraag/later")

    again = client.get(client.post("/vraag/later", hidden(form) | {"tekst": ""})["Location"]).content.decode()

    assert "Choose what fits best." in again
    assert list(dutch_left(again)) == []


def test_choice_stays_beside_how_somebody_reads(english: Cast) -> None:
    client = Client()
    client.post("/lezen", {"lezen": ["groot"]})

    done = client.get("/taal/en?naar=/hulp")
    client.post("/lezen", {"lezen": ["groot", "contrast"]})

    assert done["Location"] == "/hulp"
    assert client.cookies[COOKIE].value == "groot.contrast.taal-en"
    assert '<html lang="en" class="lees-groot lees-contrast">' in client.get("/hulp").content.decode()


def test_dutch_is_one_link_away(english: Cast) -> None:
    client = reader(visit(english.anna), "en")
    assert 'lang="nl" hreflang="nl">Nederlands</a>' in client.get("/overzicht").content.decode()

    client.get("/taal/nl?naar=/overzicht")

    assert '<html lang="nl"' in client.get("/overzicht").content.decode()


@pytest.mark.parametrize("code", ["xx", "nl_A2", PSEUDO, "../x", "EN"])
def test_language_that_is_none_is_not_there(code: str, english: Cast) -> None:
    client = Client()

    assert client.get(f"/taal/{code}").status_code == 404
    assert '<html lang="nl"' in reader(client, code).get("/").content.decode()


def test_draft_is_only_for_customers_of_who_takes_it(cast: Cast) -> None:
    client = reader(visit(cast.anna), "en")

    html = client.get("/overzicht").content.decode()

    assert '<html lang="nl"' in html
    assert "English" not in html
    assert client.get("/taal/en").status_code == 404
    assert "English" not in Client().get("/").content.decode()


def test_language_in_the_file_is_spoken_from_the_start(english: Cast) -> None:
    code = give_letter(english.anna)
    english.anna.customer.details.update(language="en")
    client = Client()

    client.post("/", {"code": code})

    assert '<html lang="en"' in client.get("/overzicht").content.decode()


def test_language_chosen_here_goes_before_that_in_the_file(english: Cast) -> None:
    code = give_letter(english.anna)
    english.anna.customer.details.update(language="en")
    client = reader(Client(), "nl")

    client.post("/", {"code": code})

    assert '<html lang="nl"' in client.get("/overzicht").content.decode()


def test_workbench_stays_dutch(english: Cast) -> None:
    client = reader(Client(), "en")

    assert '<html lang="nl"' in client.get("/werk/inloggen/").content.decode()


def test_own_words_are_never_translated(english: Cast) -> None:
    client = reader(visit(english.anna), "en")
    form = client.get("/vraag/uitleg")

    look = client.get(client.post("/vraag/uitleg", hidden(form) | {"tekst": "Bel mij"})["Location"]).content.decode()

    assert re.search(r'class="said">\s*Bel mij', look)


def test_easier_words_are_dutch_that_says_less(cast: Cast) -> None:
    client = visit(cast.anna)
    client.post("/lezen", {"lezen": ["makkelijk"]})

    html = client.get("/overzicht").content.decode()

    assert '<html lang="nl" class="lees-makkelijk">' in html
    assert "Betaal met de app van uw bank." in words(html)
    assert "Maak het bedrag over met de app of website van uw bank." not in words(html)
    assert "Privacy" in words(html)


def test_easier_words_go_with_english_left_as_it_is(english: Cast) -> None:
    client = visit(english.anna)
    client.cookies[COOKIE] = "makkelijk.taal-en"

    assert "You have not paid everything yet" in words(client.get("/overzicht").content.decode())


def test_paper_stays_dutch(english: Cast) -> None:
    answer = reader(visit(english.anna, level=1), "en").get("/opbouw.pdf")

    paper = pypdfium2.PdfDocument(answer.content)
    said = paper[0].get_textpage().get_text_range()
    paper.close()
    assert "huur" in said.lower()
    assert "november" in said
    assert "November" not in said
    assert re.search(r"€\s182,40", said)


def test_error_of_a_form_is_said_by_its_field(english: Cast) -> None:
    html = reader(Client(), "en").post("/contact", {"reach_at": "x"}).content.decode()

    assert "Please look at this again" in html
    assert "Fill in your name." in html
    assert list(dutch_left(html)) == []


def test_look_at_who_looks_along_and_the_code_for_it_are_in_english(english: Cast) -> None:
    client, answers = reader(visit(english.anna, level=1), "en"), {"naam": "Fatima", "mag": "vragen", "tot": "week"}

    look = client.post("/helper/nieuw", answers)
    code = client.post("/helper/nieuw", answers | hidden(look))

    assert "May Look, and also ask or arrange something" in words(look.content.decode())
    assert all("1 December" in words(page.content.decode()) for page in (look, code))
    assert [left for page in (look, code) for left in dutch_left(page.content.decode())] == []


def test_door_that_stays_shut_says_why_in_english(english: Cast) -> None:
    client = reader(visit(english.anna), "en")
    wrong = {"day": "3", "month": "5", "year": "1951", "postcode": "1000 AA"}

    pages = [client.post("/wie", wrong).content.decode() for _ in range(12)]

    assert "Everything you asked and everything we agreed stays as it is." in words(pages[-1])
    assert "bel ons" not in "".join(map(words, pages))


def test_around_all_that_we_hold_the_page_is_in_english(english: Cast) -> None:
    answer = reader(visit(english.anna, level=1), "en").get("/mijn-gegevens/lezen")

    html = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    around = re.sub(r'<(section|dl)\b[^>]*lang="nl".*?</\1>', " ", html, flags=re.DOTALL)
    assert '<html lang="en"' in html
    assert "Everything we keep about you" in words(around)
    assert list(dutch_left(around)) == []
    assert "[[" not in html

"""How somebody likes to read: larger letters, more contrast, pictures, hard words explained; without JavaScript."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.test import Client, RequestFactory

from tests.cast import Cast
from tests.web import pages
from tests.web.portal.visits import hidden, visit
from tijdig.web.reading import COOKIE, choices_of
from tools import catalogues

PICTOGRAMS = Path(str(finders.find("pictograms/phone.svg"))).parent
SHEETS = ("house.css", "portal.css", "forms.css")


def test_choice_is_kept_on_the_device_and_shown_on_every_page(cast: Cast) -> None:
    client = visit(cast.anna)
    form = client.get("/lezen?naar=/hulp")

    done = client.post("/lezen", {**hidden(form), "lezen": ["groot", "beeld", "van-alles"]})

    assert done["Location"] == "/hulp"
    assert client.cookies[COOKIE].value == "groot.beeld"
    assert client.cookies[COOKIE]["samesite"] == "Lax"
    html = client.get("/hulp").content.decode()
    assert 'class="lees-groot lees-beeld"' in html
    assert 'src="/static/pictograms/money.svg" alt=""' in html
    public = client.get("/o/woonstede/privacy").content.decode()
    assert '<html lang="nl" class="lees-groot lees-beeld">' in public


def test_choice_can_be_taken_back(cast: Cast) -> None:
    client = Client()
    client.post("/lezen", {"lezen": ["contrast"]})
    assert "checked" in client.get("/lezen").content.decode()

    done = client.post("/lezen", {})

    assert done["Location"] == "/lezen?bewaard=1"
    assert client.cookies[COOKIE].value == ""
    assert "checked" not in client.get("/lezen?bewaard=1").content.decode()


@pytest.mark.parametrize("wanted", ["https://elders.example", "//elders.example", "/werk/", "javascript:1"])
def test_choice_leads_to_no_other_site(wanted: str, cast: Cast) -> None:
    client = Client()

    assert wanted not in client.get("/lezen", {"naar": wanted}).content.decode()
    assert client.post("/lezen", {"naar": wanted})["Location"] == "/lezen?bewaard=1"


@pytest.mark.parametrize("value", ["", "x", "groot;contrast", "groot.groot", "GROOT", '"><script>'])
def test_cookie_that_holds_something_else_counts_for_nothing(value: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = value

    assert set(choices_of(request)) <= {"groot"}
    assert ("groot" in choices_of(request)) == ("groot" in value.split("."))


def test_page_of_choices_speaks_plainly(cast: Cast) -> None:
    for client in (Client(), visit(cast.anna)):
        page = pages.read(client.get("/lezen").content)
        assert page.headings[0] == (1, "Makkelijker lezen")
        assert page.inline == []
        assert [words for words in page.sentences if len(words.split()) > pages.WORDS] == []


def test_pictures_come_where_the_organisation_wants_them(cast: Cast) -> None:
    assert "pictograms/" not in Client().get("/o/woonstede/privacy").content.decode()

    cast.woonstede.shows_pictograms = True
    cast.woonstede.save()

    assert "pictograms/letter.svg" in Client().get("/o/woonstede/privacy").content.decode()


def test_overview_shows_pictures_to_who_chose_them_and_where_the_organisation_wants_them(cast: Cast) -> None:
    client = visit(cast.anna)
    assert "pictograms/" not in client.get("/overzicht").content.decode()

    client.post("/lezen", {"lezen": ["beeld"]})

    assert "pictograms/road.svg" in client.get("/overzicht").content.decode()
    cast.woonstede.shows_pictograms = True
    cast.woonstede.save()
    assert "pictograms/road.svg" in visit(cast.anna).get("/overzicht").content.decode()


def test_every_picture_that_a_page_asks_for_is_there_and_small() -> None:
    templates = Path(__file__).parents[3] / "tijdig" / "templates"
    asked = {
        name
        for path in templates.rglob("*.html")
        for name in re.findall(r'{% pictogram "([a-z-]+)" %}', path.read_text(encoding="utf-8"))
    }
    there = {path.stem: path for path in PICTOGRAMS.glob("*.svg")}

    assert len(asked) > 8
    assert asked - set(there) == set()
    assert [name for name, path in there.items() if path.stat().st_size > 600] == []
    assert [name for name, path in there.items() if "script" in path.read_text() or "href" in path.read_text()] == []


def test_hard_words_are_explained_where_they_stand() -> None:
    html = Template('{% load reading %}{% explained "termijn" "regeling" %}').render(Context())

    assert html.count("<details>") == html.count("</details>") == 2
    assert "<summary>Wat is een termijn?</summary><p>Een deel van het bedrag." in html


def test_hard_word_that_nobody_explained_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Template('{% load reading %}{% explained "onbekend" %}').render(Context())


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_know_begin_and_end_and_no_left_or_right(name: str) -> None:
    sheet = re.sub(r"/\*.*?\*/", "", Path(str(finders.find(f"tijdig/{name}"))).read_text(), flags=re.DOTALL)

    wrong = r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b|[;{\s](?:left|right|top|bottom|float)\s*:"
    assert re.findall(wrong, sheet) == []
    assert re.findall(r"text-align:\s*(?:left|right)", sheet) == []


def test_sheet_answers_a_device_that_asks_for_more_contrast_and_paper() -> None:
    sheet = Path(str(finders.find("tijdig/house.css"))).read_text()

    assert "@media (prefers-contrast: more)" in sheet
    assert "html:is(.lees-groot, :has(.lees-groot))" in sheet
    assert "@media print" in sheet


JOINT = re.compile(r"/joint[/_a-z]*")
BESIDE = re.compile(r"portal/(overview|parts/(heading|pay_now|waits))|queries/nextsteps")
"""Pages of one organisation that tell of the plan for all together too: there both words mean what they mean."""
OTHERS = re.compile(r"/(joint|answer)[/_a-z]*|queries/(agreed|sent|whysent|billnames|together)|policy/|words/|Refus")
"""Pages of arranging together, of other organisations, names of bills and of our messages, and words explained."""


def test_each_thing_has_one_word_on_the_pages_of_customers() -> None:
    """An arrangement is a regeling, one payment of it a betaling; an afspraak is a call or a visit."""
    said = {
        text: ours
        for text, places in catalogues.texts().items()
        if (ours := [place for place in places if not OTHERS.search(place)])
    }
    wrong = re.compile(r"\b(afspra(ak|ken)(?! om te bellen)|termijn(en)?|plan(nen)?)\b", re.IGNORECASE)
    allowed = r"\{[%{].*?[%}]\}|\bop afspraak\b|\bwij (samen )?afspraken\b|\bplan voor alles samen\b"

    assert len(said) > 500
    assert [
        (text, places)
        for text, places in said.items()
        if wrong.search(
            re.sub(allowed + (r"|\b(het|één) plan\b" if all(map(BESIDE.search, places)) else ""), "", text, flags=re.I)
        )
    ] == []


def test_what_is_agreed_with_all_together_is_one_plan() -> None:
    """On the pages of arranging together it is a plan, and each time a betaling; a regeling is of one organisation."""
    said = {text: [one for one in places if JOINT.search(one)] for text, places in catalogues.texts().items()}
    joint = [text for text, places in said.items() if places]
    wrong = re.compile(r"\b(afspra(ak|ken)|termijn(en)?|regeling(en)?)\b", re.IGNORECASE)
    both = [
        text
        for text in catalogues.texts()
        if re.search(r"regeling voor alles samen|gezamenlijke? (regeling|afspraak)", text)
    ]

    assert len(joint) > 100
    assert ([text for text in joint if wrong.search(text)], both) == ([], [])

"""What an organisation tells everybody: true by its own card and policy, dated, plain, and passed by the checker."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.factories import make_creditor
from tests.web import pages
from tests.web.portal.visits import visit
from tijdig.check import ERROR, WARNING, check
from tijdig.queries.publicpages import BILLS, NAMES, TITLES, WRITTEN_ON, public_page
from tijdig.rules import dutch
from tijdig.words import Sector

DAY = date(2026, 11, 27)
BLOCKS = {"p", "li", "h1", "h2", "h3", "summary", "dt", "dd"}
LETTER_ONLY = ("over-one-page",)
"""A page has more room than one paper; every other rule for letters holds for it."""

NAMES_OF_RULES = ("WCAG",)
"""What the standard is called; the next sentence says what it is."""


class _Main(HTMLParser):
    """The words of a page's middle, a line for each block; what stands around every page has tests of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.is_in = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_in = self.is_in or tag == "main"

    def handle_endtag(self, tag: str) -> None:
        self.is_in = self.is_in and tag != "main"
        self.words += "\n" if tag in BLOCKS else ""

    def handle_data(self, data: str) -> None:
        if self.is_in:
            self.words += " ".join(data.split()) + (" " if data[-1:].isspace() else "") if data.strip() else " "


def main_of(html: bytes) -> str:
    reader = _Main()
    reader.feed(html.decode())
    return "\n".join(line.strip() for line in reader.words.splitlines() if line.strip())


def open_page(slug: str, **values: Any) -> Any:
    creditor = make_creditor(**values)
    response = Client().get(f"/o/{creditor.code}/{slug}")
    assert response.status_code == 200
    return response


@pytest.mark.django_db
@pytest.mark.parametrize("is_formal", [True, False])
@pytest.mark.parametrize("sector", Sector)
def test_page_passes_the_checker_whoever_sends(sector: str, is_formal: bool) -> None:
    found = []
    for charges in (True, False):
        creditor = make_creditor(
            sector=sector, is_formal=is_formal, charges_costs=charges, sends_links=charges,
            agencies=["Bureau Een"] if charges else [],
        )  # fmt: skip
        settings = {"phone_hours": creditor.phone_hours, "phone_is_free": True, "phone_has_menu": False}
        for slug in TITLES:
            said = main_of(Client().get(f"/o/{creditor.code}/{slug}").content)
            found += [
                f"{slug}: {each.code}: {each.words[:60]} - {each.message}"
                for each in check(said, settings=settings, off=LETTER_ONLY, allowed=NAMES_OF_RULES)
                if each.severity in {ERROR, WARNING}
            ]

    assert sorted(set(found)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("slug", TITLES)
def test_page_is_dutch_dated_and_no_dead_end(slug: str) -> None:
    page = pages.read(open_page(slug).content)

    said = pages.said(page)
    assert page.language == "nl"
    assert [level for level, _ in page.headings].count(1) == 1
    assert re.search(r"geldt vanaf \d+ [a-z]+ 20\d\d\.", said)
    assert page.links["020 555 01 23"] == "tel:0205550123"
    assert page.links["Wie kan helpen"] == "/hulp"
    shown = {name.replace("[[u|je]]", "u"): other for other, name in NAMES.items() if other != slug}
    assert {name: page.links[name].rpartition("/")[2] for name in shown} == shown
    assert len(page.ids) == len(set(page.ids))
    assert page.inline == []
    assert "[[" not in page.text
    assert [words for words in page.sentences if len(words.split()) > pages.WORDS] == []
    assert [words for words in page.sentences if re.search(r"\bschuld\b|debiteur|!", words)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("slug", TITLES)
def test_page_says_je_where_the_organisation_does(slug: str) -> None:
    said = main_of(open_page(slug, is_formal=False).content)

    assert re.findall(r"\b[Uu]w?\b", said) == []
    assert re.findall(r"\b(?:hebt|wilt|hoort|vindt|zegt|krijgt|mag|kunt) je\b", said.replace("mag je", "")) == []


@pytest.mark.django_db
def test_road_is_that_of_the_policy_and_of_its_own_choices() -> None:
    said = main_of(open_page("niet-betalen", policy_overrides={"stages.second_reminder_after_days": 20}).content)

    assert "op zijn vroegst twee dagen na de laatste betaaldag" in said
    assert "minstens twintig dagen later" in said
    assert "minstens veertien dagen later" in said
    assert "Wij rekenen daarbij geen kosten." in said


@pytest.mark.django_db
def test_health_insurer_counts_in_premiums() -> None:
    said = main_of(open_page("niet-betalen", sector="health").content)

    assert "Bij twee maandpremies: een voorstel." in said
    assert "Bij zes maandpremies kan het CAK de premie overnemen." in said
    assert "tweede herinnering" not in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "there", "not_there"),
    [
        ({"charges_costs": True}, "hoeveel kosten erbij komen", "Wij rekenen daarbij geen kosten"),
        ({"agencies": ["Bureau Een"]}, "Bureau Een", "Bureau Twee"),
        ({}, "Alleen een rechter beslist over iemands huis.", "Een ander bureau"),
        ({"sector": "webshop"}, "Een rechter kan beslissen of het bedrag klopt", "Hulp van de gemeente"),
        ({"sector": "water"}, "Hulp van de gemeente", "Krediet Registratie"),
        ({"sector": "credit"}, "Krediet Registratie", "huis"),
    ],
)
def test_page_names_only_what_can_happen_here(values: dict[str, Any], there: str, not_there: str) -> None:
    said = main_of(open_page("niet-betalen", **values).content)

    assert there in said
    assert not_there not in said


@pytest.mark.django_db
def test_always_and_never_keeps_to_the_card() -> None:
    plain = main_of(open_page("altijd-en-nooit", phone_is_free=False, phone_has_menu=True).content)
    other = main_of(open_page("altijd-en-nooit", sends_links=False).content)

    assert "gratis" not in plain
    assert "keuzemenu" not in plain
    assert "Een link sturen" not in plain
    assert "Dat nummer is gratis. Er is geen keuzemenu." in other
    assert "Een link sturen, ook niet in een e-mail." in other
    assert "tussen 7 en 20 uur" in other


@pytest.mark.django_db
@pytest.mark.parametrize("sector", Sector)
def test_page_promises_no_end_of_the_interest_of_a_loan(sector: str) -> None:
    said = main_of(open_page("wat-wij-kunnen-doen", sector=sector).content)

    is_loan = sector in {Sector.MORTGAGE, Sector.CREDIT}
    assert ("Er komen geen kosten en geen rente bij." in said) is not is_loan
    assert ("De rente van uw lening loopt gewoon door" in said) is is_loan


@pytest.mark.django_db
def test_every_sector_has_its_bill() -> None:
    assert set(BILLS) == set(Sector)
    for sector in Sector:
        page = public_page(make_creditor(sector=sector).code, "privacy", DAY)
        assert page is not None
        assert page.since == "27 november 2026"


def test_pages_know_the_customer_who_is_inside(cast: Cast) -> None:
    inside = pages.read(visit(cast.anna).get("/o/woonstede/privacy").content)
    outside = pages.read(Client().get("/o/woonstede/privacy").content)

    assert inside.links["Terug naar mijn overzicht"] == inside.links["Woonstede"] == "/overzicht"
    assert "Terug naar mijn overzicht" not in outside.links
    assert outside.links["Woonstede"] == "/"


def test_foot_of_the_portal_leads_to_them(cast: Cast) -> None:
    page = pages.read(visit(cast.anna).get("/wat-wij-doen").content)

    assert page.links["Als u niet betaalt"] == "/o/woonstede/niet-betalen"
    assert page.links["Privacy"] == "/o/woonstede/privacy"
    assert page.links["Toegankelijkheid"] == "/o/woonstede/toegankelijkheid"
    assert page.links["Makkelijker lezen"] == "/lezen?naar=/wat-wij-doen"


@pytest.mark.django_db
def test_unknown_page_and_unknown_organisation_are_not_there() -> None:
    creditor = make_creditor()

    assert Client().get(f"/o/{creditor.code}/van-alles").status_code == 404
    assert Client().get("/o/niemand/privacy").status_code == 404
    assert Client().post(f"/o/{creditor.code}/privacy").status_code == 405


@pytest.mark.django_db
def test_address_of_an_organisation_lists_all_its_pages() -> None:
    creditor = make_creditor()

    response = Client().get(f"/o/{creditor.code}")

    page = pages.read(response.content)
    assert page.headings[0] == (1, f"Lees hoe {creditor.name} werkt")
    assert {f"/o/{creditor.code}/{slug}" for slug in TITLES} <= set(page.links.values())
    assert [said for said in page.sentences if len(said.split()) > pages.WORDS] == []
    assert Client().get("/o/bestaat-niet").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "dated"), [(-3, -3), (0, 0), (40, 0)])
def test_page_is_never_dated_after_the_day_on_which_it_is_read(days: int, dated: int) -> None:
    page = public_page(make_creditor().code, "privacy", WRITTEN_ON + timedelta(days=days))

    assert page is not None
    assert page.since == dutch.day(WRITTEN_ON + timedelta(days=dated))

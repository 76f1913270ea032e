"""Help from others: 113 at once, who helps nearby, free first, and money that somebody may have a right to."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, make_hold
from tests.web import pages
from tests.web.portal.visits import visit
from tijdig import clock
from tijdig.policy.helpoffers import directory

ADDRESSES = ("/hulp", "/hulp?plaats=1288+AW", "/hulp?plaats=Nergens", "/rechten")


def look(address: str, client: Client | None = None) -> pages.Page:
    response = (client or Client()).get(address)
    assert response.status_code == 200
    return pages.read(response.content)


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_shows_113_speaks_plainly_and_is_no_dead_end(address: str, cast: Cast) -> None:
    for page in (look(address), look(address, visit(cast.anna))):
        said = pages.said(page)
        assert page.links["0800 0113"] == "tel:08000113"
        assert "Dag en nacht, gratis, zonder naam." in said
        assert page.language == "nl"
        assert [level for level, _ in page.headings].count(1) == 1
        assert len(page.ids) == len(set(page.ids))
        assert page.inline == []
        assert "[[" not in page.text
        assert [words for words in page.sentences if len(words.split()) > pages.WORDS] == []
        assert [words for words in page.sentences if re.search(r"\bschuld(en)?\b|debiteur|!", words)] == []
        assert "Bel het nummer in uw brief" in said or page.links["020 555 01 23"] == "tel:0205550123"


def test_help_names_113_before_anything_else_that_helps(cast: Cast) -> None:
    headings = [name for _, name in look("/hulp").headings]

    assert headings[:2] == ["Wie kan u helpen?", "Wordt het u te veel?"]


@pytest.mark.parametrize(("reason", "until_on", "first"), [
    ("", None, False), ("not_now", None, False), ("distress", None, True), ("distress", TODAY, False),
])  # fmt: skip
def test_113_stands_above_all_words_for_who_told_of_distress_only(
    reason: str, until_on: date | None, first: bool, cast: Cast
) -> None:
    if reason:
        make_hold(cast.anna, reason=reason, until_on=until_on)

    said = pages.said(look("/hulp", visit(cast.anna, level=1)))

    assert (said.index("0800 0113") < said.index("U hoeft het niet alleen te doen.")) is first
    assert said.index("0800 0113") < said.index("Voor iedereen in Nederland")


def test_order_of_the_page_tells_nobody_with_the_code_alone_of_distress(cast: Cast) -> None:
    before = pages.said(look("/hulp", visit(cast.anna)))
    make_hold(cast.anna, reason="distress", until_on=None)

    assert pages.said(look("/hulp", visit(cast.anna))) == before


def test_help_nearby_comes_first_and_what_is_free_before_the_rest(cast: Cast) -> None:
    page = look("/hulp?plaats=1288+AW")

    names = [name for level, name in page.headings if level == 3]
    assert names[:2] == ["Geldloket gemeente Watermeer", "Spreekuur in de bibliotheek"]
    assert names[2] == "Geldfit"
    assert names[-1] == "De Luisterlijn"
    assert page.links["020 555 02 01"] == "tel:0205550201"
    assert page.links["0800 8115"] == "tel:08008115"
    assert "Niet gratis, dag en nacht." in pages.said(page)
    assert "In het Nederlands, Engels." in pages.said(page)
    assert "Dit is een voorbeeld. Deze plaats en deze nummers bestaan niet." in pages.said(page)


def test_help_takes_the_place_of_the_customer_who_is_inside(cast: Cast) -> None:
    page = look("/hulp", visit(cast.anna, level=1))

    assert "Dichtbij, in Watermeer" in [name for _, name in page.headings]
    assert "1288" not in page.text
    other = look("/hulp?plaats=Oosterveen", visit(cast.anna))
    assert "Dichtbij, in Oosterveen" in [name for _, name in other.headings]


def test_place_that_we_do_not_know_leads_to_a_person(cast: Cast) -> None:
    page = look("/hulp?plaats=%3Cb%3ENergens")

    assert "Elke gemeente helpt bij geldzorgen." in pages.said(page)
    assert not [name for _, name in page.headings if name.startswith("Dichtbij")]


def test_examples_are_for_a_demo_only(db: None) -> None:
    assert "Geldloket gemeente Watermeer" not in look("/hulp?plaats=1288").text


def test_help_that_nobody_looked_at_for_long_says_so(cast: Cast) -> None:
    known = directory()
    clock.fix(datetime.combine(known.about.on, NOW.timetz()) + timedelta(days=known.about.review_days + 1))

    assert "Dat is lang geleden." in pages.said(look("/hulp"))
    assert "Dat is lang geleden." in pages.said(look("/rechten"))


def test_rights_name_each_right_with_its_official_place(cast: Cast) -> None:
    response = Client().get("/rechten")
    page, html = pages.read(response.content), response.content.decode()

    names = [name for level, name in page.headings if level == 3]
    assert names == sorted(names, key=[right.name for right in _by_group()].index)
    assert page.links["Proefberekening toeslagen: Zorgtoeslag"].startswith("https://www.belastingdienst.nl/")
    assert page.links["Doe de test"] == "https://www.berekenuwrecht.nl"
    assert len(names) == len(directory().rights)
    foreign = re.findall(r'<a [^>]*href="https://[^>]*>', html)
    assert [link for link in foreign if 'rel="noreferrer"' not in link] == []


def _by_group() -> list[Any]:
    rights = directory().rights
    return [right for group in ("state", "municipality", "funds") for right in rights if right.group == group]


def test_pages_say_je_where_the_organisation_does(cast: Cast) -> None:
    cast.woonstede.is_formal = False
    cast.woonstede.save()

    for address in ADDRESSES:
        said = pages.said(look(address, visit(cast.anna))).replace("Bereken uw recht", "")  # what that site is called
        assert re.findall(r"\b[Uu]w?\b", said) == []


def test_inside_pages_are_kept_by_no_cache(cast: Cast) -> None:
    assert visit(cast.anna).get("/hulp")["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_is_light(address: str, cast: Cast) -> None:
    response = Client(headers={"accept-encoding": "gzip"}).get(address)

    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 20_000

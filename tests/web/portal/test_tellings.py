"""What was told under a consent, as the customer reads it: in the language and the tone of the page, also of before."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.factories import make_consent, make_creditor, make_shared
from tests.web import pages
from tests.web.portal.visits import visit
from tijdig.languages import say, speaking
from tijdig.messages.consents import tellings
from tijdig.messages.consents.tellings import TO_CUSTOMER, Telling
from tijdig.models import Creditor, Shared
from tijdig.web.reading import COOKIE

pytestmark = pytest.mark.django_db
OLD = "Wie u bent, zodat zij u kunnen vinden. Dat u samen wilt regelen. En wij vroegen hoeveel er open is."
UNKNOWN = "om samen te rekenen"
NAMES = {"house": "Woonstede", "to": "Bosstroom"}


@pytest.fixture
def told(cast: Cast) -> Cast:
    """Anna's consent, with a line of every telling as it is kept now, and one as it was written before."""
    other = make_creditor(name="Bosstroom", sender_name="Bosstroom")
    given = make_consent(cast.anna.customer, other=other)
    for telling in Telling:
        make_shared(given, what=telling.value)
    make_shared(given, what=OLD)
    make_shared(given, what=UNKNOWN)
    return cast


def said(client: Client, address: str) -> str:
    response: Any = client.get(address)
    text = b"".join(response.streaming_content) if response.streaming else response.content
    return pages.said(pages.read(text)).replace("\N{NO-BREAK SPACE}", " ")


def test_english_page_says_what_was_told_in_english(told: Cast) -> None:
    Creditor.objects.update(draft_languages=["en"])
    client = visit(told.anna, level=1)
    client.cookies[COOKIE] = "taal-en"

    page = said(client, "/toestemmingen")

    assert page.count("Who you are, so that they can find you.") == 2
    with speaking("en"):
        assert [one for one in Telling if say(TO_CUSTOMER[one], **NAMES) not in page] == []
    assert [word for word in ("Dat u", "Wie u", "regelt", "en wie", "open is", "aan Bosstroom") if word in page] == []


@pytest.mark.parametrize(
    ("is_formal", "who"), [(True, "Wie u bent, zodat zij u"), (False, "Wie je bent, zodat zij je")]
)
def test_what_was_told_is_said_as_the_organisation_speaks(told: Cast, is_formal: bool, who: str) -> None:
    Creditor.objects.update(is_formal=is_formal)
    client = visit(told.anna, level=1)

    page, file = said(client, "/toestemmingen"), said(client, "/mijn-gegevens/lezen")

    assert page.count(who) == file.count(who) == 2
    wrong = "Dat je samen wilt" if is_formal else "Dat u samen wilt"
    assert wrong not in page + file
    assert "[[" not in page + file


def test_line_of_before_stays_as_it_was_written(told: Cast) -> None:
    assert Shared.objects.filter(what=OLD).count() == 1
    assert tellings.read(OLD) == (Telling.WHO, Telling.BALANCE)
    assert UNKNOWN in said(visit(told.anna, level=1), "/toestemmingen")

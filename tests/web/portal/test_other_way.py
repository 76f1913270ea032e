"""The page behind "unsubscribe": without sign-in and cookies, looking changes nothing, and nobody is named."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.web import pages
from tijdig.models import Customer
from tijdig.queries.otherway import token

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(cast: Cast) -> str:
    return f"/anders/{token(cast.anna.pk)}"


@pytest.fixture
def reader() -> Client:
    """A mail program: no cookie, and no key of a form."""
    return Client(enforce_csrf_checks=True)


def wishes(cast: Cast) -> tuple[str, list[str]]:
    customer = Customer.objects.get(pk=cast.anna.customer_id)
    return customer.prefers, customer.not_by


def test_looking_changes_nothing_and_names_nobody(cast: Cast, address: str, reader: Client) -> None:
    response = reader.get(address)
    page = pages.read(response.content)

    assert response.status_code == 200
    assert wishes(cast) == ("", [])
    assert page.headings[0] == (1, "Liever een andere manier?")
    assert "Woonstede stuurde u een e-mail." in pages.said(page)
    assert not {"Anna", "de Wit", "De Wit"} & set(pages.said(page).split())
    assert response["Cache-Control"] == "no-store, private"
    assert not response.cookies
    assert [said for said in page.sentences if len(said.split()) > pages.WORDS] == []


def test_one_click_of_a_mail_program_works_without_cookies(cast: Cast, address: str, reader: Client) -> None:
    response = reader.post(address, {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert wishes(cast) == ("", ["email"])
    assert "U krijgt geen e-mail meer van ons." in pages.said(pages.read(response.content))


@pytest.mark.parametrize("way", ["letter", "sms", "phone"])
def test_a_choice_is_kept_and_can_be_undone(way: str, cast: Cast, address: str, reader: Client) -> None:
    response = reader.post(address, {"way": way})
    chosen = wishes(cast)
    page = pages.read(response.content)
    reader.post(page.links["Toch iets anders kiezen"], {"way": "email"})

    assert chosen == (way, ["email"])
    assert "Die krijgt u altijd." in pages.said(page)
    assert wishes(cast) == ("email", [])


@pytest.mark.parametrize("typed", [{}, {"way": ""}, {"way": "visit"}, {"List-Unsubscribe": "no"}])
def test_no_choice_is_asked_again(typed: dict[str, str], cast: Cast, address: str, reader: Client) -> None:
    response = reader.post(address, typed)

    assert response.status_code == 200
    assert wishes(cast) == ("", [])
    if typed:
        assert "Kies hoe wij u bereiken." in pages.said(pages.read(response.content))


@pytest.mark.parametrize("address", ["/anders/1-" + "0" * 32, "/anders/x"])
def test_an_address_that_is_not_ours_is_not_there(address: str, cast: Cast, reader: Client) -> None:
    assert reader.get(address).status_code == 404
    assert reader.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 404
    assert wishes(cast) == ("", [])


def test_page_says_je_where_the_organisation_does(cast: Cast, address: str, reader: Client) -> None:
    type(cast.woonstede).objects.update(is_formal=False)

    assert "Woonstede stuurde je een e-mail." in pages.said(pages.read(reader.get(address).content))

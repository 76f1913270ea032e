"""Attacks on the doors: forms from elsewhere, a false host, text that wants to be more than text."""

import re

import pytest
from django.test import Client

from tests.web import pages
from tests.web.doors.house import PASSWORD, House, enter
from tijdig.models import CustomerSession, OpenForm
from tijdig.web.portal.session import COOKIE

FORMS = [
    ("/", {"code": "CCC CCC CCC"}),
    ("/link", {"creditor": "woonstede", "reach_at": "anna.dewit@post.example"}),
    ("/link/een-token", {}),
    ("/wie", {"day": "17"}),
    ("/uit", {}),
    ("/contact", {"name": "Anna"}),
    ("/werk/inloggen/", {"login": "samira.kaya@woonstede.example", "password": PASSWORD}),
    ("/werk/inloggen/uit", {}),
]
MESSAGE = {
    "name": "Anna de Wit",
    "creditor": "woonstede",
    "by_channel": "phone",
    "reach_at": "06 12 34 56 78",
    "text": "Bel liever na zes uur.",
}


@pytest.mark.parametrize(("address", "values"), FORMS)
def test_form_from_elsewhere_does_nothing(address: str, values: dict[str, str], house: House) -> None:
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(address, values, headers={"Origin": "https://kwaad.example"})

    assert response.status_code == 403
    assert "De pagina stond te lang open" in response.content.decode()


def test_form_with_its_token_works(house: House) -> None:
    strict = Client(enforce_csrf_checks=True)
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', strict.get("/").content.decode())
    assert found

    response = strict.post("/", {"code": house.anna, "csrfmiddlewaretoken": found[1]})

    assert response["Location"] == "/overzicht"


def test_token_of_before_coming_in_is_worth_nothing_after(house: House) -> None:
    strict = Client(enforce_csrf_checks=True)
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', strict.get("/").content.decode())
    assert found
    token = {"csrfmiddlewaretoken": found[1]}
    strict.post("/", {"code": house.anna} | token)

    assert strict.post("/uit", token).status_code == 403


@pytest.mark.parametrize("address", [address for address, _ in FORMS])
def test_false_host_is_refused(address: str, house: House, client: Client) -> None:
    assert client.get(address, headers={"Host": "kwaad.example"}).status_code == 400


def test_contact_form_says_who_answers_and_before_which_day(house: House, client: Client) -> None:
    response = client.post("/contact", MESSAGE, follow=True)
    form = OpenForm.objects.get()

    assert response.redirect_chain == [("/contact/verstuurd", 302)]
    assert "neemt uiterlijk donderdag 26 november 2026 contact met u op" in response.content.decode()
    assert (form.name, form.by_channel, form.reach_at, form.text) == (
        "Anna de Wit",
        "phone",
        "06 12 34 56 78",
        "Bel liever na zes uur.",
    )


def test_contact_form_sent_twice_is_one(house: House, client: Client) -> None:
    for _ in range(2):
        client.post("/contact", MESSAGE)

    assert OpenForm.objects.count() == 1


def test_contact_form_tells_no_stranger_whether_somebody_is_a_customer(house: House, client: Client) -> None:
    known = client.post("/contact", MESSAGE, follow=True).content
    unknown = client.post("/contact", MESSAGE | {"name": "Niemand Bekend"}, follow=True).content
    plain = re.compile(rb'<span class="number">\w+</span>')

    assert plain.sub(b"", known) == plain.sub(b"", unknown)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": ""}, "Vul uw naam in."),
        ({"creditor": "bestaat-niet"}, ""),
        ({"reach_at": "bel me"}, "Vul een telefoonnummer van tien cijfers in"),
        ({"by_channel": "email"}, "Vul een e-mailadres in"),
        ({"by_channel": "letter"}, ""),
        ({"text": "a" * 2001}, ""),
        ({"name": "a\x00b"}, ""),
    ],
)
def test_contact_form_says_what_is_wrong_and_keeps_the_rest(
    wrong: dict[str, str], told: str, house: House, client: Client
) -> None:
    page = client.post("/contact", MESSAGE | wrong)

    assert page.status_code == 200
    assert told in page.content.decode()
    assert 'id="fouten"' in page.content.decode()
    assert OpenForm.objects.count() == 0
    assert "text" in wrong or "Bel liever na zes uur." in page.content.decode()


def test_contact_form_is_not_for_machines(house: House, client: Client) -> None:
    answers = [client.post("/contact", MESSAGE | {"name": f"Naam {number}"}).status_code for number in range(21)]

    assert answers == [302] * 20 + [429]
    assert OpenForm.objects.count() == 20


def test_html_in_a_form_stays_text(house: House, client: Client) -> None:
    page = client.post("/contact", MESSAGE | {"name": "<script>alert(1)</script>", "reach_at": "x"})

    assert b"<script>alert" not in page.content
    assert b"&lt;script&gt;alert(1)&lt;/script&gt;" in page.content


def test_new_lines_in_a_name_make_no_new_line_anywhere(house: House, client: Client) -> None:
    client.post("/contact", MESSAGE | {"name": "Anna\r\nBcc: kwaad@post.example"})

    assert "\n" not in OpenForm.objects.get().name


@pytest.mark.parametrize("address", ["/", "/link", "/contact", "/wat-wij-doen", "/uit", "/uit/klaar", "/link/gevraagd"])
def test_page_is_plain_dutch_with_a_person_and_a_way_on(address: str, house: House, client: Client) -> None:
    response = client.get(address)
    page = pages.read(response.content)
    long = [line for line in page.sentences if len(line.split()) > pages.WORDS]

    assert response.status_code == 200
    assert (page.language, [level for level, _ in page.headings].count(1), page.inline) == ("nl", 1, [])
    assert long == []
    assert "0800 8115" in page.links
    assert "schuld" not in page.text.lower()


def test_cookie_of_somebody_else_is_worth_nothing_after_its_end(house: House, client: Client) -> None:
    enter(client, house.anna)
    CustomerSession.objects.update(key_hash="0" * 64)

    client.get("/")

    assert client.get("/wie").status_code == 302
    assert client.cookies[COOKIE].value

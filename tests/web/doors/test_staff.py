"""Staff: a password alone opens nothing, an organisation and a role on every session, no JavaScript needed."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from accounts.models import User
from tests import factories
from tests.web import pages
from tests.web.doors.house import PASSWORD, SECRET, House, app_code, enter, with_app
from tijdig import urls
from tijdig.web.portal.session import customer_required
from tijdig.web.workbench.session import staff_required
from tijdig.words import Role


@staff_required()
def _desk(request: HttpRequest) -> HttpResponse:
    staff = request.staff  # type: ignore[attr-defined]
    return HttpResponse(f"{staff.actor} {staff.creditor_name} {staff.role}")


@staff_required(Role.LEAD)
def _lead(request: HttpRequest) -> HttpResponse:
    return HttpResponse("lead")


@customer_required()
def _customer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("customer")


urlpatterns = [
    path("werk/proef", _desk),
    path("werk/proef/leiding", _lead),
    path("proef", _customer),
    *urls.urlpatterns,
]
pytestmark = pytest.mark.urls(__name__)
LOGIN = "/werk/inloggen/"


def password(client: Client, user: User, **more: str) -> HttpResponse:
    return client.post(LOGIN, {"login": user.email, "password": PASSWORD} | more)


def sign_in(client: Client, user: User, **more: str) -> HttpResponse:
    first = password(client, user, **more)
    assert first["Location"].startswith("/werk/inloggen/code")
    return client.post(first["Location"], {"code": app_code()})


def say_again(client: Client) -> None:
    client.post("/werk/inloggen/opnieuw?next=/werk/", {"password": PASSWORD})


def test_password_and_code_open_the_desk_and_lead_back(house: House, client: Client) -> None:
    samira = with_app(house.people.samira)

    asked = client.get("/werk/proef")
    back = sign_in(client, samira, next="/werk/proef")

    assert asked["Location"] == "/werk/inloggen/?next=/werk/proef"
    assert back["Location"] == "/werk/proef"
    assert client.get("/werk/proef").content.decode() == f"user:{samira.pk} Woonstede handler"


def test_password_alone_opens_nothing(house: House, client: Client) -> None:
    password(client, with_app(house.people.samira))

    assert client.get("/werk/proef").status_code == 302
    assert "_auth_user_id" not in client.session


def test_first_time_the_app_is_made_before_anything_is_shown(house: House, client: Client) -> None:
    samira = house.people.samira
    password(client, samira)

    asked = client.get("/werk/proef")
    page = client.get(asked["Location"])
    secret = client.session["mfa.totp.secret"]
    made = client.post(asked["Location"], {"code": app_code(secret)})

    assert asked["Location"] == "/werk/inloggen/app"
    assert secret in page.content.decode()
    assert (made.status_code, client.get("/werk/proef").status_code) == (302, 200)
    codes = client.get(made["Location"]).content.decode()
    assert codes.count("<li>") == 10


def test_secret_of_the_app_is_sealed_in_the_database(house: House) -> None:
    with_app(house.people.samira)

    assert SECRET not in str(Authenticator.objects.get().data)


def test_code_works_once(house: House, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when the half minute for which allauth remembers it is over, and the code itself is still right."""
    samira, code = with_app(house.people.samira), app_code()
    password(client, samira)
    used = client.post("/werk/inloggen/code", {"code": code})
    monkeypatch.setattr(TOTP, "_mark_code_used", lambda self, code: True)
    other = Client()
    password(other, samira)

    again = other.post("/werk/inloggen/code", {"code": code})

    assert (used.status_code, again.status_code) == (302, 200)
    assert "Deze code klopt niet." in again.content.decode()


def test_session_gets_a_new_key_at_sign_in(house: House, client: Client) -> None:
    samira = with_app(house.people.samira)
    password(client, samira)
    before = client.cookies["sessionid"].value

    client.post("/werk/inloggen/code", {"code": app_code()})

    assert client.cookies["sessionid"].value != before


@pytest.mark.parametrize(
    "wanted", ["https://kwaad.example/", "//kwaad.example/werk", "http://testserver.kwaad.example"]
)
def test_sign_in_leads_to_no_other_site(wanted: str, house: House, client: Client) -> None:
    assert sign_in(client, with_app(house.people.samira), next=wanted)["Location"] == "/werk/"


def test_wrong_password_and_unknown_address_look_alike_and_lock(house: House, client: Client) -> None:
    def told(email: str) -> str:
        page = client.post(LOGIN, {"login": email, "password": "iets anders"}).content.decode()
        return re.sub(
            r"\s+", " ", pages.read(page).text.partition("Kijk hier nog even naar")[2].partition("Inloggen")[0]
        )

    known = [told(house.people.samira.email) for _ in range(12)]
    unknown = [told("niemand@woonstede.example") for _ in range(12)]

    assert known == unknown
    assert known[0] != known[-1]
    assert (
        "Wacht een kwartier"
        in client.post(LOGIN, {"login": house.people.samira.email, "password": PASSWORD}).content.decode()
    )


def test_guessed_app_codes_lock(house: House, client: Client) -> None:
    samira = with_app(house.people.samira)
    password(client, samira)
    guesses = [client.post("/werk/inloggen/code", {"code": "000000"}) for _ in range(12)]

    right = client.post("/werk/inloggen/code", {"code": app_code()})

    assert "Wacht een kwartier" in guesses[-1].content.decode()
    assert right.status_code != 302 or "code" in right["Location"]


def test_another_role_finds_nothing_there(house: House, client: Client) -> None:
    sign_in(client, with_app(house.people.samira))

    assert client.get("/werk/proef/leiding").status_code == 404


def test_lead_does_what_leads_do(house: House, client: Client) -> None:
    sign_in(client, with_app(house.people.dewi))

    assert client.get("/werk/proef/leiding").content == b"lead"


def test_membership_that_ended_closes_the_desk_at_once(
    house: House, client: Client, later: Callable[..., None]
) -> None:
    samira = with_app(house.people.samira)
    sign_in(client, samira)
    samira.memberships.update(until_on="2026-11-24")

    asked = client.get("/werk/proef")

    assert asked["Location"] == "/werk/inloggen/organisatie"
    assert "U werkt nu nergens" in client.get(asked["Location"]).content.decode()


def test_user_who_left_is_out_at_once(house: House, client: Client) -> None:
    samira = with_app(house.people.samira)
    sign_in(client, samira)
    User.objects.filter(pk=samira.pk).update(is_active=False)

    assert client.get("/werk/proef").status_code == 302


def test_two_organisations_ask_which_and_only_own_ones_can_be_chosen(house: House, client: Client) -> None:
    samira = with_app(house.people.samira)
    second = factories.make_membership(samira, factories.make_creditor(code="lichtbron", name="Lichtbron"), role="lead")
    foreign = factories.make_membership(creditor=factories.make_creditor(code="zorgvast", name="Zorgvast"))
    sign_in(client, samira)

    asked = client.get("/werk/proef")["Location"]
    refused = client.post(asked, {"membership": str(foreign.pk)})
    chosen = client.post(asked, {"membership": str(second.pk)})

    assert (asked, refused.status_code, chosen["Location"]) == ("/werk/inloggen/organisatie", 404, "/werk/")
    assert client.get("/werk/proef").content.decode() == f"user:{samira.pk} Lichtbron lead"


def test_customer_is_no_staff_and_staff_no_customer(house: House, client: Client) -> None:
    enter(client, house.anna)
    staff = Client()
    sign_in(staff, with_app(house.people.samira))

    assert client.get("/werk/proef").status_code == 302
    assert staff.get("/proef").status_code == 302


def test_signing_out_ends_it(house: House, client: Client) -> None:
    sign_in(client, with_app(house.people.samira))

    client.post("/werk/inloggen/uit")

    assert client.get("/werk/proef").status_code == 302


def test_looking_at_the_way_out_is_not_going(house: House, client: Client) -> None:
    sign_in(client, with_app(house.people.samira))

    client.get("/werk/inloggen/uit")

    assert client.get("/werk/proef").status_code == 200


def test_nobody_signs_up_by_himself(house: House, client: Client) -> None:
    client.post("/werk/inloggen/account", {"email": "ik@kwaad.example", "password1": "een lang wachtwoord"})

    assert User.objects.filter(email="ik@kwaad.example").count() == 0


def test_last_second_step_cannot_be_taken_away(house: House, client: Client) -> None:
    samira = with_app(house.people.samira)
    sign_in(client, samira)

    say_again(client)

    page = client.post("/werk/inloggen/app-weg")

    assert page.status_code == 200
    assert Authenticator.objects.filter(user=samira, type="totp").count() == 1


def test_second_step_changes_only_with_the_password_once_more(house: House, client: Client) -> None:
    sign_in(client, with_app(house.people.samira))

    asked = client.get("/werk/inloggen/sleutel-erbij")
    wrong = client.post(asked["Location"], {"password": "iets anders"})
    right = client.post(asked["Location"], {"password": PASSWORD})

    assert asked["Location"] == "/werk/inloggen/opnieuw?next=%2Fwerk%2Finloggen%2Fsleutel-erbij"
    assert "Dit wachtwoord klopt niet." in wrong.content.decode()
    assert right["Location"] == "/werk/inloggen/sleutel-erbij"


PLACES = [
    "",
    "uit",
    "app",
    "veilig",
    "opnieuw",
    "code-opnieuw",
    "reservecodes-nieuw",
    "sleutels",
    "sleutel-erbij",
    "app-weg",
]


@pytest.mark.parametrize("place", PLACES)
def test_page_of_signing_in_is_dutch_with_one_heading_and_nothing_inline(
    place: str, house: House, client: Client
) -> None:
    if place:
        sign_in(client, with_app(house.people.samira))
        say_again(client)
    if place == "app":
        client = Client()
        password(client, house.people.dewi)

    response = client.get(LOGIN + place)
    page = pages.read(response.content)

    assert response.status_code == 200
    assert (page.language, [level for level, _ in page.headings].count(1)) == ("nl", 1)
    assert [found for found in page.inline if found != "script"] == []
    assert "onclick" not in response.content.decode()
    assert b"unsafe-inline" not in response["Content-Security-Policy"].encode()

"""A colleague writes down that they saw who somebody is: what was looked at, and never a number."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.factories import NOW, make_creditor, make_membership, make_point
from tests.web import pages, workbench
from tests.web.pages import said
from tests.web.test_workbench import do, done, read
from tijdig.models import AuditEvent, Case, CustomerDetails, IdentityCheck
from tijdig.queries import proving

pytestmark = pytest.mark.django_db
PHONE = {"means": "phone", "asked": ["geboortedatum", "postcode en huisnummer"]}
COUNTER = {"means": "counter", "document": "paspoort"}
PAPER = {"means": "paper", "paper": ["handtekening", "twee antwoorden op ons formulier die klopten"]}


def text(client: Client, case: Case) -> str:
    return said(read(client, f"/werk/dossier/{case.pk}"))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (PHONE, "Aan de telefoon op 24 november 2026: geboortedatum, postcode en huisnummer."),
        (COUNTER, "Aan de balie op 24 november 2026: paspoort."),
        (PAPER, "Op papier op 24 november 2026: handtekening, twee antwoorden op ons formulier die klopten."),
    ],
)
def test_check_is_kept_for_a_year_and_shown_with_who_and_how(
    values: dict[str, Any], told: str, samira: Client, cast: Cast
) -> None:
    assert done(do(samira, cast.anna, "identiteit", **values), cast.anna, "identiteit")

    check, page = IdentityCheck.objects.get(), text(samira, cast.anna)
    assert (check.means, check.checked_by, check.provider) == (values["means"], f"user:{cast.samira.pk}", "")
    assert (check.expires_at - NOW).days == 365
    assert f"Identiteit vastgesteld. {told} Dat geldt tot en met 23 november 2027." in page
    assert f"Identiteit vastgesteld {check.get_means_display()}" in page
    assert AuditEvent.objects.filter(what=f"identity.{values['means']}", by=f"user:{cast.samira.pk}").count() == 1


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({}, "Kies wat het is."),
        ({"means": "phone", "asked": ["geboortedatum"]}, "Vraag minstens twee dingen."),
        ({"means": "phone", "document": "paspoort"}, "Vraag minstens twee dingen."),
        ({"means": "counter"}, "Kies welk document u zag."),
        ({"means": "counter", "document": "NWB123456"}, "NWB123456"),
        ({"means": "paper", "paper": ["handtekening"]}, "Op papier zijn ze allebei nodig."),
        ({"means": "provider"}, "provider"),
        ({"means": "niet"}, "niet"),
    ],
)
def test_half_a_check_is_none(values: dict[str, Any], fault: str, samira: Client, cast: Cast) -> None:
    response = do(samira, cast.anna, "identiteit", **values)

    assert (response.status_code, fault in said(pages.read(response.content))) == (422, True)
    assert IdentityCheck.objects.count() == 0


def test_page_has_no_room_for_a_number_and_says_so(samira: Client, cast: Cast) -> None:
    page = samira.get(f"/werk/dossier/{cast.anna.pk}/identiteit").content.decode()

    assert re.findall(r'name="version" value="(\d+)"', page) == [str(Case.objects.get(pk=cast.anna.pk).version)]
    assert 'type="text"' not in page.partition("<form class=")[2].partition("</form>")[0]
    assert "geen BSN, geen documentnummer" in page


def test_form_shows_what_the_file_says_to_lay_beside_it(samira: Client, cast: Cast) -> None:
    make_point(cast.anna.customer, kind="post", value="Lindepad 12\n1288 AW Waterveen")

    page = said(read(samira, f"/werk/dossier/{cast.anna.pk}/identiteit"))

    assert "Lees niets voor, en help niet. Naam Anna de Wit Geboren op 17 mei 1984" in page
    assert "Adres Lindepad 12, 1288 AW Waterveen Laatste rekening € " in page
    assert f"Klantnummer {cast.anna.customer.number}" in page


def test_what_the_customer_told_later_proves_nothing_and_what_is_not_known_is_not_asked(
    samira: Client, cast: Cast
) -> None:
    CustomerDetails.objects.filter(customer=cast.anna.customer).update(birth_on=None)
    cast.anna.customer.points.all().delete()
    make_point(cast.anna.customer, kind="post", value="Elders 1\n1111 AA Elders", source="customer")

    page = said(read(samira, f"/werk/dossier/{cast.anna.pk}/identiteit"))
    response = do(samira, cast.anna, "identiteit", **PHONE)

    assert "Elders" not in page
    assert "Geboortedatum" not in page
    assert "Postcode en huisnummer" not in page
    assert response.status_code == 422


def test_what_the_file_says_is_for_colleagues_of_that_file_only(cast: Cast) -> None:
    stranger = workbench.signed_in(make_membership(creditor=make_creditor(), role="lead").user)

    assert stranger.get(f"/werk/dossier/{cast.anna.pk}/identiteit").status_code == 404


def test_check_that_was_wrong_is_taken_back(samira: Client, cast: Cast) -> None:
    do(samira, cast.anna, "identiteit", **COUNTER)

    taken_back = do(samira, cast.anna, "identiteit", means="niet")

    assert done(taken_back, cast.anna, "identiteit")
    assert not proving.checks(cast.anna.customer_id, NOW).exists()
    page = text(samira, cast.anna)
    assert "Identiteit was niet goed vastgesteld" in page
    assert "Identiteit vastgesteld. " not in page


def test_who_comes_second_looks_again(samira: Client, cast: Cast) -> None:
    seen = Case.objects.get(pk=cast.anna.pk).version
    do(samira, cast.anna, "identiteit", **COUNTER)

    assert do(samira, cast.anna, "identiteit", version=seen, **PHONE).status_code == 409
    assert IdentityCheck.objects.count() == 1

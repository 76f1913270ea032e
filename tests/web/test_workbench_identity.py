"""A colleague writes down that they saw who somebody is: what was looked at, and never a number."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.factories import NOW
from tests.web import pages
from tests.web.pages import said
from tests.web.test_workbench import do, done, read
from tijdig.models import AuditEvent, Case, IdentityCheck
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
    assert f"Identiteit vastgesteld. {told} Dat geldt tot 24 november 2027." in page
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

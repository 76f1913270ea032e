"""Consents by phone and at the counter: the words first, then a yes; and taken back as easily."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import make_consent, make_creditor
from tests.web import pages
from tests.web.workbench import signed_in
from tijdig.actions import consents, proving
from tijdig.models import Call, Case, Consent, Creditor
from tijdig.words import ProofMeans, SharedData

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(cast: Cast) -> Creditor:
    return make_creditor(code="bosstroom", name="Bosstroom", sender_name="Bosstroom")


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.samira)


def said(response: Any) -> str:
    return pages.said(pages.read(response.content)).replace("\N{NO-BREAK SPACE}", " ")


def check(case: Case) -> None:
    proving.record(case, ProofMeans.PHONE, ("geboortedatum", "postcode en huisnummer"), by="user:1", at=NOW)
    case.refresh_from_db()


def version(case: Case) -> int:
    """As the page of the case has it now."""
    return Case.objects.get(pk=case.pk).version


def typed(case: Case, other: Creditor, **more: Any) -> dict[str, Any]:
    return {
        "version": version(case), "purpose": "joint", "other": other.pk, "way": "phone", "language": "nl",
        "proof": "gesprek van vandaag, 10.15 uur", **more,
    }  # fmt: skip


def sure(response: Any) -> dict[str, str]:
    """What the second button sends along."""
    return {"stap": "zeker", "bekeken": response.context["form"].looked_at}


def test_words_are_read_aloud_first_and_kept_after_a_yes(cast: Cast, other: Creditor, client: Client) -> None:
    check(cast.anna)
    address = f"/werk/dossier/{cast.anna.pk}/toestemming"

    first = client.post(address, typed(cast.anna, other, with_room="on"))
    assert "Mag ik dit samen met Bosstroom regelen?" in said(first)
    assert "Woonstede vertelt ook hoeveel u per maand kunt missen." in said(first)
    assert Consent.objects.count() == 0
    done = client.post(address, typed(cast.anna, other, with_room="on") | sure(first))

    given = Consent.objects.get()
    assert done.status_code == 302
    assert (given.data, given.level, given.by_channel) == (["balance", "status", "contact", "room", "who"], 2, "phone")
    assert (given.proof, given.given_by) == ("gesprek van vandaag, 10.15 uur", f"user:{cast.samira.pk}")
    page = said(client.get(f"/werk/dossier/{cast.anna.pk}"))
    assert "Samen regelen: Bosstroom" in page
    assert "Gegeven op 24 november 2026 aan de telefoon, tot 24 november 2028" in page


def test_words_are_read_in_the_language_of_the_customer(cast: Cast, other: Creditor, client: Client) -> None:
    check(cast.anna)

    first = client.post(f"/werk/dossier/{cast.anna.pk}/toestemming", typed(cast.anna, other, language="en"))

    assert "May I arrange this together with Bosstroom?" in said(first)
    assert "It ends by itself on 24 November 2028." in said(first)


@pytest.mark.parametrize("purpose", ["joint", "help"])
def test_nothing_is_read_aloud_before_we_know_who_it_is(
    purpose: str, cast: Cast, other: Creditor, client: Client
) -> None:
    response = client.post(f"/werk/dossier/{cast.anna.pk}/toestemming", typed(cast.anna, other, purpose=purpose))

    assert (response.status_code, Consent.objects.count()) == (422, 0)
    assert "Stel eerst vast wie de klant is." in said(response)


def test_without_a_proof_or_for_what_stands_it_says_so(cast: Cast, other: Creditor, client: Client) -> None:
    check(cast.anna)
    address = f"/werk/dossier/{cast.anna.pk}/toestemming"

    no_proof = client.post(address, typed(cast.anna, other, proof=" "))
    make_consent(cast.anna.customer, other=other)
    again = client.post(address, typed(cast.anna, other))

    assert "in welk gesprek, of op welk papier" in said(no_proof)
    assert "Dit is al gebeurd." in said(again)
    assert Consent.objects.count() == 1


def test_withdrawing_takes_one_form_and_what_was_told_stays_to_read(
    cast: Cast, other: Creditor, client: Client
) -> None:
    given = make_consent(cast.anna.customer, other=other)
    consents.share(given.pk, [SharedData.BALANCE], "bij het plan", other, by="user:1", at=NOW)
    address = f"/werk/dossier/{cast.anna.pk}/intrekken"
    assert "Samen regelen: Bosstroom" in said(client.get(address))

    client.post(address, {"version": version(cast.anna), "which": given.pk})

    given.refresh_from_db()
    assert given.withdrawn_by == f"user:{cast.samira.pk}"
    page = said(client.get(f"/werk/dossier/{cast.anna.pk}"))
    assert "Gestopt op 24 november 2026" in page
    assert "Verteld: 24 november 2026 aan Bosstroom: hoeveel er nog open is" in page
    assert "gaf geen toestemming die nu geldt" in said(client.get(address))


def test_link_that_only_the_customer_sees_is_not_shown_to_staff(cast: Cast, other: Creditor, client: Client) -> None:
    link = make_consent(cast.anna.customer, other=other, purpose="overview", data=[])

    client.post(f"/werk/dossier/{cast.anna.pk}/intrekken", {"version": version(cast.anna), "which": link.pk})

    assert "Bosstroom" not in said(client.get(f"/werk/dossier/{cast.anna.pk}"))
    assert Consent.objects.get().withdrawn_at is None


def test_question_at_the_end_of_a_talk_is_kept_with_the_talk_as_its_proof(cast: Cast, client: Client) -> None:
    address = f"/werk/dossier/{cast.anna.pk}/gesprek"
    assert "Mogen wij later vragen of u dat samen wilt regelen?" in said(client.get(address))
    talk = {"version": version(cast.anna), "direction": "out", "result": "reached", "words": "Fijn gesprek."}

    client.post(address, talk | {"asks_later": "on", "is_good": "on"})

    given = Consent.objects.get()
    assert (given.purpose, given.other, given.by_channel, given.language) == (
        "ask_later", cast.woonstede, "phone", "nl",
    )  # fmt: skip
    assert (given.proof, given.text_version) == ("gesprek van 24 november 2026", "later-vragen-2026-11")
    assert Call.objects.filter(contact__happened_at=NOW).count() == 1
    assert "Mogen wij later vragen" not in said(client.get(address))


def test_answer_at_the_counter_in_english_is_kept_as_it_was_given(cast: Cast, client: Client) -> None:
    address = f"/werk/dossier/{cast.anna.pk}/gesprek"
    talk = {"version": version(cast.anna), "direction": "in", "result": "reached", "words": "Good talk."}

    asked = said(client.get(address))
    client.post(address, talk | {"asks_later": "on", "later_way": "counter", "later_language": "en"})

    assert "Engels: “" in asked
    given = Consent.objects.get()
    assert (given.purpose, given.by_channel, given.language) == ("ask_later", "counter", "en")


def test_who_was_not_reached_agreed_to_nothing(cast: Cast, client: Client) -> None:
    talk = {"version": version(cast.anna), "direction": "out", "result": "voicemail", "asks_later": "on"}

    client.post(f"/werk/dossier/{cast.anna.pk}/gesprek", talk)

    assert (Call.objects.filter(contact__happened_at=NOW).count(), Consent.objects.count()) == (1, 0)

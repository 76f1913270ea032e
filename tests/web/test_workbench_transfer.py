"""The gate on the workbench: all that was tried on one page, two ways on, and the way back."""

import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.factories import (
    NOW,
    TODAY,
    make_claim,
    make_contact,
    make_entry,
    make_moment,
    make_request,
    make_room,
    make_step,
    make_transfer,
)
from tests.web import pages, workbench
from tests.web.pages import said
from tests.web.test_workbench import do, done, read
from tijdig.actions import calls, stops
from tijdig.models import Case, Claim, Contact, Hold, Step, Transfer
from tijdig.queries import frames
from tijdig.words import CallResult, ChannelKind

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def cast(data_dir: Path) -> Cast:
    return workbench.make_morning()


@pytest.fixture
def samira(cast: Cast) -> Client:
    return workbench.signed_in(cast.samira)


@pytest.fixture
def dewi(cast: Cast) -> Client:
    """A lead."""
    return workbench.signed_in(cast.dewi)


@pytest.fixture
def tried(cast: Cast) -> Case:
    """Chantal, on whose case all was tried."""
    case = cast.chantal
    Claim.objects.filter(customer=case.customer).update(due_on=TODAY - 99 * DAY)
    claims = [{"id": claim.pk, "open_cents": 1} for claim in Claim.objects.filter(customer=case.customer)]
    values: dict[str, Any] = {"state": "delivered", "text": "De gemeente helpt u gratis: vraag om hulp."}
    moment = make_moment(case, day=TODAY - 40 * DAY, stage="S3", claims=claims, pay_before_on=TODAY - 20 * DAY)
    for kind in ("letter", "email"):
        make_contact(moment, kind=kind, send_from=NOW - 40 * DAY, **values)
    for days in (30, 35):
        more: dict[str, Any] = {"good_conversation": False, "by": "user:1", "at": NOW - days * DAY}
        calls.log(case, CallResult.NOT_REACHED, "", **more)
    make_room(case, state="ok", source="helper", told_by="Budgetcoach van de gemeente")
    return Case.objects.get(pk=case.pk)


def text_of(client: Client, address: str) -> str:
    return said(read(client, address)).replace("\N{NO-BREAK SPACE}", " ")


def gate(client: Client, case: Case) -> str:
    return text_of(client, f"/werk/dossier/{case.pk}/overdracht")


def sure(client: Client, case: Case, act: str, **values: Any) -> Any:
    """Both buttons, one after the other."""
    asked = do(client, case, act, **values).content.decode()
    seen = re.search(r'name="bekeken" value="([^"]*)"', asked)
    return do(client, case, act, **values, stap="zeker", bekeken=unescape(seen[1]) if seen else "")


def test_gate_lists_what_is_missing_and_offers_no_hand_over(samira: Client, cast: Cast) -> None:
    text = gate(samira, cast.chantal)

    assert "Overdragen kan nog niet" in text
    assert "Wij weten niet of de klant ruimte heeft om te betalen. Vraag dat eerst." in text
    assert "Wij houden dit zelf" in text
    assert f"/werk/dossier/{cast.chantal.pk}/bureau" not in str(
        read(samira, f"/werk/dossier/{cast.chantal.pk}/overdracht")
    )


def test_case_page_leads_to_the_gate_when_a_person_decides(samira: Client, cast: Cast) -> None:
    assert "Wel of niet naar een incassobureau" in text_of(samira, f"/werk/dossier/{cast.chantal.pk}")
    assert "incassobureau" not in text_of(samira, f"/werk/dossier/{cast.anna.pk}")


def test_two_ways_to_hand_over_have_two_names(dewi: Client, tried: Case) -> None:
    names = list(read(dewi, f"/werk/dossier/{tried.pk}").links)

    assert "Aan een collega geven" in names
    assert "Overdragen" not in names


def test_gate_shows_all_that_was_tried(dewi: Client, tried: Case) -> None:
    text = gate(dewi, tried)

    for words in (
        "Alles is geprobeerd wat wij afspraken.", "Laatste herinnering per brief en e-mail", "niet bereikt",
        "twee keer geprobeerd, nog niet bereikt", "ja, in een bericht", "verstuurd, de termijn is voorbij",
    ):  # fmt: skip
        assert words in text


def test_lead_hands_over_after_a_second_look(dewi: Client, tried: Case) -> None:
    asked = do(dewi, tried, "bureau", another="Deurne & Zoon", reason="Geen contact.")
    assert (asked.status_code, Transfer.objects.count()) == (200, 0)
    text = said(pages.read(asked.content)).replace("\N{NO-BREAK SPACE}", " ")
    assert "U draagt € 1.120,75 over aan Deurne & Zoon." in text
    assert "Deurne & Zoon staat nog niet in uw lijst. Klopt de naam?" in text

    response = sure(dewi, tried, "bureau", another="Deurne & Zoon", reason="Geen contact.")

    assert done(response, tried, "bureau")
    assert Transfer.objects.get().agency == "Deurne & Zoon"
    assert "Dit dossier is bij Deurne & Zoon" in gate(dewi, tried)
    assert "Dit dossier is bij Deurne & Zoon." in text_of(dewi, f"/werk/dossier/{tried.pk}")


def test_handler_cannot_hand_over(samira: Client, tried: Case) -> None:
    assert "Overdragen mag alleen een teamleider." in gate(samira, tried)

    sure(samira, tried, "bureau", another="Deurne & Zoon", reason="Geen contact.")

    assert Transfer.objects.count() == 0


def test_what_changed_between_two_looks_is_refused(dewi: Client, tried: Case) -> None:
    stops.disputed(tried, by="user:1", at=NOW)

    response = sure(dewi, tried, "bureau", another="Deurne & Zoon", reason="Geen contact.")

    assert "De klant is het er niet mee eens. Zoek dat eerst uit." in said(pages.read(response.content))
    assert Transfer.objects.count() == 0


def test_second_colleague_is_told_who_was_first(dewi: Client, tried: Case) -> None:
    version = tried.version
    calls.log(tried, CallResult.NOT_REACHED, "", good_conversation=False, by="user:1", at=NOW)

    response = do(dewi, tried, "houden", version=version, reason="Ik bel zelf.", until_on="2026-12-24")

    assert (response.status_code, Transfer.objects.count()) == (409, 0)
    assert "Dit dossier is net veranderd" in said(pages.read(response.content))


def test_handler_keeps_a_case_with_a_reason_and_a_day(samira: Client, cast: Cast) -> None:
    response = do(samira, cast.chantal, "houden", reason="Ik bel volgende week zelf.", until_on="2026-12-24")

    hold = Hold.objects.get(kind="paused")
    assert done(response, cast.chantal, "houden")
    assert (hold.until_on, hold.owner) == (date(2026, 12, 24), f"user:{cast.samira.pk}")
    assert "Zelf gehouden. Ik bel volgende week zelf." in gate(samira, cast.chantal)


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"reason": ""}, "Schrijf er een paar woorden bij."),
        ({"until_on": ""}, "Kies een dag."),
        ({"until_on": "2026-11-24"}, "Kies een einddatum na vandaag."),
    ],
)
def test_keeping_without_reason_or_day_is_asked_again(
    values: dict[str, str], fault: str, samira: Client, cast: Cast
) -> None:
    facts: dict[str, Any] = {"reason": "Ik bel zelf.", "until_on": "2026-12-24"} | values

    response = do(samira, cast.chantal, "houden", **facts)

    assert (response.status_code, fault in said(pages.read(response.content))) == (422, True)


def test_any_handler_takes_a_case_back(samira: Client, cast: Cast) -> None:
    make_transfer(cast.chantal)

    values: dict[str, Any] = {"reason": "heard", "words": "Kan vanaf januari betalen."}
    assert done(do(samira, cast.chantal, "terughalen", **values), cast.chantal, "terughalen")

    back = Transfer.objects.get()
    assert (back.state, back.recall_reason, back.recall_words) == ("recalled", *values.values())
    assert "De klant reageerde bij ons. Kan vanaf januari betalen." in gate(samira, cast.chantal)
    told = "Teruggehaald van het incassobureau De klant reageerde bij ons. Kan vanaf januari betalen."
    assert told in text_of(samira, f"/werk/dossier/{cast.chantal.pk}")


@pytest.mark.parametrize(
    ("values", "fault"),
    [({}, "Kies wat het is."), ({"reason": "other"}, "Schrijf er een paar woorden bij.")],
)
def test_taking_back_without_a_reason_is_asked_again(
    values: dict[str, Any], fault: str, samira: Client, cast: Cast
) -> None:
    make_transfer(cast.chantal)

    response = do(samira, cast.chantal, "terughalen", **values)

    assert (response.status_code, fault in said(pages.read(response.content))) == (422, True)
    assert Transfer.objects.get().state == "handed_over"


def test_agency_is_chosen_from_those_of_the_card(dewi: Client, tried: Case) -> None:
    tried.creditor.agencies = ["Bureau Een", "Bureau Twee"]
    tried.creditor.save()
    assert "Bureau Een Bureau Twee" in text_of(dewi, f"/werk/dossier/{tried.pk}/bureau")

    refused = sure(dewi, tried, "bureau", agency="Een derde", another="Een derde", reason="Geen contact.")
    response = sure(dewi, tried, "bureau", agency="Bureau Twee", reason="Geen contact.")

    assert (refused.status_code, done(response, tried, "bureau")) == (422, True)
    assert Transfer.objects.get().agency == "Bureau Twee"


def test_agency_used_before_is_offered_beside_another(dewi: Client, tried: Case) -> None:
    make_transfer(tried, agency="Vroeger BV", state="recalled", recalled_at=NOW, recalled_by="user:1")

    nothing = do(dewi, tried, "bureau", agency="anders", reason="Geen contact.")
    asked = do(dewi, tried, "bureau", agency="Vroeger BV", reason="Geen contact.")

    assert "Kies naar welk incassobureau het gaat." in said(pages.read(nothing.content))
    assert "staat nog niet in uw lijst" not in said(pages.read(asked.content))


def test_gate_says_which_bill_goes_along_and_why_another_stays(dewi: Client, tried: Case) -> None:
    make_claim(tried.customer, description="huur van vorige week", amount_cents=4_000, due_on=TODAY - 3 * DAY)

    text = gate(dewi, tried)

    assert "Dit zou meegaan: € 1.120,75" in text
    assert "Dit blijft hier" in text
    assert "huur van vorige week was te betalen tot en met 21 november 2026 Nog in geen herinnering genoemd." in text


def test_newer_bill_of_a_case_that_is_away_asks_for_a_call(samira: Client, cast: Cast) -> None:
    make_transfer(cast.emre, decided_at=NOW - 9 * DAY)
    Contact.objects.filter(case=cast.emre, kind="phone").delete()
    due = TODAY - 7 * DAY
    make_claim(cast.emre.customer, description="huur van december", amount_cents=4_000, due_on=due)

    assert "Bel over de nieuwe rekening" in text_of(samira, "/werk/?wie=iedereen")
    assert "Ook te laat, en niet bij het bureau Ook hierover gaat niets vanzelf uit." in gate(samira, cast.emre)
    assert frames.of_case(cast.emre, TODAY).accounts.plain(0).is_handed_over

    values: dict[str, Any] = {"good_conversation": False, "by": "user:1", "at": NOW}
    calls.log(cast.emre, CallResult.REACHED, "Betaalt de nieuwe huur zelf.", **values)

    assert "Bel over de nieuwe rekening" not in text_of(samira, "/werk/?wie=iedereen")


@pytest.mark.parametrize("how", ["wrote", "asked", "paid"])
def test_reaction_while_away_asks_to_take_it_back(how: str, samira: Client, cast: Cast) -> None:
    make_transfer(cast.emre, decided_at=NOW - 9 * DAY)
    Contact.objects.filter(case=cast.emre, kind="phone").delete()
    assert "Klant reageert: terughalen?" not in text_of(samira, "/werk/?wie=iedereen")

    if how == "wrote":
        stops.reacted(cast.emre, by="customer", at=NOW - DAY, by_channel=ChannelKind.EMAIL, text="Ik kan toch betalen.")
    elif how == "asked":
        make_request(cast.emre, received_at=NOW - DAY, state="answered", answered_at=NOW, answered_by="user:1")
    else:
        claim = Claim.objects.filter(customer=cast.emre.customer).first()
        make_entry(claim, kind="payment", amount_cents=-100, made_at=NOW - DAY)

    assert "Klant reageert: terughalen?" in text_of(samira, "/werk/?wie=iedereen")
    assert "Klant reageert: terughalen?" in text_of(samira, f"/werk/dossier/{cast.emre.pk}")


def test_step_that_was_given_stands_on_the_list_with_its_hours(samira: Client, cast: Cast) -> None:
    Contact.objects.filter(case=cast.emre, kind="phone").delete()
    cast.emre.customer.call_parts = ["evening"]
    cast.emre.customer.save()
    make_step(cast.emre, state="given", why="first_time_call")
    make_step(cast.bram, state="wished", why="first_time_call")

    text = text_of(samira, "/werk/?wie=iedereen&soort=own_call")

    assert "Bel de klant" in text
    assert "Deze klant betaalde tot nu toe op tijd. Vraag of er iets is." in text
    assert "Bellen past het best in de avond." in text
    assert "Klant bellen 1" in text


def test_look_is_done_with_a_few_words(samira: Client, cast: Cast) -> None:
    Contact.objects.filter(case=cast.emre, kind="phone").delete()
    step = make_step(cast.emre, state="given", why="text_to_come", skill="look", kind="")
    assert "Vertel het zelf: de tekst komt nog" in text_of(samira, f"/werk/dossier/{cast.emre.pk}")

    response = do(samira, cast.emre, "stap", step=step.pk, words="Verteld aan de telefoon.")

    step.refresh_from_db()
    assert done(response, cast.emre, "stap")
    assert (step.state, step.settled_by) == ("done", f"user:{cast.samira.pk}")
    assert "Er staat nu niets te doen." in text_of(samira, f"/werk/dossier/{cast.emre.pk}/stap")


@pytest.mark.parametrize(("met", "state", "holds"), [("met", "delivered", 1), ("not", "handed_over", 0)])
def test_visit_is_kept_as_a_contact(met: str, state: str, holds: int, samira: Client, cast: Cast) -> None:
    step = make_step(cast.emre, state="given", why="visit_offered", skill="visit", kind="visit")

    response = do(samira, cast.emre, "stap", step=step.pk, met=met, words="Aan de deur.")

    assert done(response, cast.emre, "stap")
    assert (Contact.objects.get(kind="visit").state, Hold.objects.filter(case=cast.emre).count()) == (state, holds)
    assert Step.objects.get().state == "done"
    told = {"met": "Aan de deur geweest: gesproken", "not": "Aan de deur geweest: niemand deed open"}[met]
    assert told in text_of(samira, f"/werk/dossier/{cast.emre.pk}")


def test_visit_without_saying_who_was_there_is_asked_again(samira: Client, cast: Cast) -> None:
    step = make_step(cast.emre, state="given", why="visit_offered", skill="visit", kind="visit")

    response = do(samira, cast.emre, "stap", step=step.pk, words="Aan de deur.")

    assert (response.status_code, Step.objects.get().state) == (422, "given")

"""What we know of a customer, on the workbench: written down, shown with its source and end, and taken away again."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.factories import NOW, TODAY, make_consequence, make_contact, make_details, make_moment, make_support_need
from tests.web import pages, workbench
from tests.web.pages import said
from tests.web.test_workbench import do, done, read
from tijdig.actions import stops
from tijdig.models import Call, Case, Consequence, Contact, LifeEvent, RoomToPay, SupportNeed

pytestmark = pytest.mark.django_db


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


def case_text(client: Client, case: Case) -> str:
    return said(read(client, f"/werk/dossier/{case.pk}")).replace("\N{NO-BREAK SPACE}", " ")


def text_of(response: Any) -> str:
    return said(pages.read(response.content)).replace("\N{NO-BREAK SPACE}", " ")


def looked_at(shown: Any) -> str:
    """What the second button of a page sends along."""
    seen = re.search(r'name="bekeken" value="([^"]*)"', shown.content.decode())
    assert seen
    return unescape(seen[1])


# Writing down


def test_all_that_was_heard_is_kept_and_shown_with_its_source_and_end(samira: Client, cast: Cast) -> None:
    values: dict[str, Any] = {
        "source": "staff", "need": "other_language", "need_detail": "in het Arabisch", "call_parts": ["evening"],
        "event": "job_loss", "event_until_on": "2027-03-01", "room": "ok", "spare": "25", "has_seizure": "on",
    }  # fmt: skip

    response = do(samira, cast.emre, "weten", **values)

    assert done(response, cast.emre, "weten")
    need, event, room = SupportNeed.objects.last(), LifeEvent.objects.get(), RoomToPay.objects.get()
    assert need
    assert (need.kind, need.source, need.expires_on.isoformat()) == ("other_language", "staff", "2027-11-24")
    assert (event.kind, event.expires_on.isoformat()) == ("job_loss", "2027-03-01")
    assert (room.state, room.spare_cents, room.has_seizure, room.source) == ("ok", 2_500, True, "staff")
    text = case_text(samira, cast.emre)
    for words in (
        "Wat wij weten",
        "In een andere taal: in het Arabisch In een gesprek genoteerd, tot 24 november 2027",
        "Werk kwijt In een gesprek genoteerd, tot 1 maart 2027",
        "De klant kan € 25,00 per maand missen.",
        "Bellen past het best in de avond.",
        "Genoteerd wat er speelt",
    ):
        assert words in text


def test_nothing_left_to_pay_with_stops_what_was_ready(samira: Client, cast: Cast) -> None:
    letter = make_contact(make_moment(cast.emre))

    assert done(do(samira, cast.emre, "weten", source="customer", room="none"), cast.emre, "weten")

    letter.refresh_from_db()
    assert letter.state == "stopped"
    assert "Er is nu niets over om te betalen." in case_text(samira, cast.emre)


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({}, "Vul in wat de klant vertelde."),
        ({"source": ""}, "Kies wat het is."),
        ({"need_detail": "in het Arabisch"}, "Kies ook wat helpt."),
        ({"spare": "25"}, "Kies ook of er ruimte is om te betalen."),
        ({"has_seizure": "on"}, "Kies ook of er ruimte is om te betalen."),
        ({"event": "moving", "event_until_on": ""}, "Kies een dag."),
        ({"event": "moving", "event_until_on": "2026-11-24"}, "Kies een einddatum na vandaag."),
        ({"event": "moving", "event_until_on": "2027-11-26"}, "Kies een einddatum binnen een jaar."),
        ({"event": "moving", "event_until_on": "9999-12-31"}, "Kies een einddatum binnen een jaar."),
        ({"event": "high_bill", "event_until_on": "2027-01-01"}, "high_bill"),
    ],
)
def test_what_cannot_be_kept_is_said(values: dict[str, Any], fault: str, samira: Client, cast: Cast) -> None:
    response = do(samira, cast.emre, "weten", **{"source": "customer"} | values)

    assert (response.status_code, fault in text_of(response)) == (422, True)
    assert (LifeEvent.objects.count(), RoomToPay.objects.count()) == (0, 0)


def test_who_comes_second_is_told_who_was_first(samira: Client, cast: Cast) -> None:
    stops.reacted(cast.emre, by=f"user:{cast.dewi.pk}", at=NOW)

    response = do(samira, cast.emre, "weten", version=cast.emre.version, source="customer", need="paper")

    assert (response.status_code, "Dit dossier is net veranderd" in text_of(response)) == (409, True)
    assert not SupportNeed.objects.filter(kind="paper").exists()


def test_language_of_the_file_is_asked_about_and_noted_with_one_link(samira: Client, cast: Cast) -> None:
    make_details(cast.emre.customer, first_name="Emre", last_name="Visser", language="ar")
    assert case_text(samira, cast.emre).count("Spreekt liever Arabisch") == 2
    asked = samira.get(f"/werk/dossier/{cast.emre.pk}/weten?hulp=other_language").content.decode()
    assert '<option value="other_language" selected>' in asked

    do(samira, cast.emre, "weten", source="customer", need="other_language", need_detail="in het Arabisch")

    text = case_text(samira, cast.emre)
    assert "Spreekt liever" not in text
    assert text.count("In een andere taal: in het Arabisch") >= 2


def test_helper_who_told_that_there_is_room_has_a_name(samira: Client, cast: Cast) -> None:
    nobody = do(samira, cast.emre, "weten", source="helper", room="ok")
    values: dict[str, Any] = {"source": "helper", "room": "ok", "told_by": "Budgetcoach van de gemeente"}

    assert (nobody.status_code, "Schrijf op welke hulpverlener dit vertelde." in text_of(nobody)) == (422, True)
    assert done(do(samira, cast.emre, "weten", **values), cast.emre, "weten")
    assert "Van een hulpverlener: Budgetcoach van de gemeente, tot" in case_text(samira, cast.emre)


# Taking away


def button(client: Client, case: Case, words: str) -> dict[str, Any]:
    """What the button behind these words on the page of a case sends."""
    page = client.get(f"/werk/dossier/{case.pk}").content.decode()
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if words in one and "weghalen" in one)
    return {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form)}


def test_each_can_be_taken_away_with_one_button(samira: Client, cast: Cast) -> None:
    do(
        samira,
        cast.emre,
        "weten",
        source="customer",
        need="paper",
        event="moving",
        event_until_on="2027-01-01",
        room="ok",
    )

    for words in ("Op papier", "Gaat verhuizen", "Er is iets over"):
        values = button(samira, cast.emre, words)
        assert done(
            do(samira, cast.emre, "weghalen", **values | {"version": int(values["version"])}), cast.emre, "weghalen"
        )

    text = case_text(samira, cast.emre)
    assert "Nog niets. Vraag het in een gesprek." in text
    assert "Op papier" not in text
    assert SupportNeed.objects.get(kind="paper").removed_at == NOW


def test_what_is_noted_of_somebody_else_is_not_taken_away(samira: Client, cast: Cast) -> None:
    make_support_need(cast.emre.customer)
    other = SupportNeed.objects.get(customer=cast.anna.customer)

    response = do(samira, cast.emre, "weghalen", which=f"hulp-{other.pk}")

    assert response.status_code == 422
    assert SupportNeed.objects.get(pk=other.pk).removed_at is None


def test_nothing_noted_is_nothing_to_take_away(samira: Client, cast: Cast) -> None:
    assert "Er is nu niets genoteerd." in said(read(samira, f"/werk/dossier/{cast.emre.pk}/weghalen"))


# What is really going to happen

SUMMONS: dict[str, Any] = {"kind": "summons", "on_day": "2026-12-08", "avoid": "20,00", "reminded": "on"}


def test_a_lead_records_what_is_going_to_happen_after_a_second_look(dewi: Client, cast: Cast) -> None:
    shown = do(dewi, cast.emre, "gevolg", **SUMMONS)
    before = Consequence.objects.count()
    response = do(dewi, cast.emre, "gevolg", **SUMMONS, stap="zeker", bekeken=looked_at(shown))

    assert "Dagvaarding op 8 december 2026, tenzij er voor die dag € 20,00 is betaald." in text_of(shown)
    assert (before, done(response, cast.emre, "gevolg")) == (0, True)
    recorded = Consequence.objects.get()
    assert (recorded.kind, recorded.on_day.isoformat(), recorded.avoid_cents) == ("summons", "2026-12-08", 2_000)
    assert "Dagvaarding op 8 december 2026. € 20,00 betalen voor die dag voorkomt het." in case_text(dewi, cast.emre)


def test_a_handler_does_not_record_it(samira: Client, cast: Cast) -> None:
    response = do(samira, cast.emre, "gevolg", **SUMMONS)

    assert "Dit mag alleen een teamleider opschrijven. Draag het dossier over." in text_of(response)
    assert "/gevolg" not in " ".join(read(samira, f"/werk/dossier/{cast.emre.pk}").links.values())
    assert Consequence.objects.count() == 0


@pytest.mark.parametrize("on_day", ["2027-11-26", "9999-12-31"])
def test_day_far_away_is_no_day_that_stands(on_day: str, dewi: Client, cast: Cast) -> None:
    response = do(dewi, cast.emre, "gevolg", **SUMMONS | {"on_day": on_day})

    assert "Die dag is meer dan een jaar weg." in text_of(response)
    assert Consequence.objects.count() == 0


def test_what_does_not_go_on_is_lifted(samira: Client, cast: Cast) -> None:
    recorded = make_consequence(cast.emre)

    shown = do(samira, cast.emre, "weghalen", which=f"gevolg-{recorded.pk}")
    before = Consequence.objects.get().lifted_at
    response = do(samira, cast.emre, "weghalen", which=f"gevolg-{recorded.pk}", stap="zeker", bekeken=looked_at(shown))

    assert "Dagvaarding op 8 december 2026: gaat dat echt niet door?" in text_of(shown)
    assert (before, done(response, cast.emre, "weghalen")) == (None, True)
    recorded.refresh_from_db()
    assert (recorded.lifted_at, recorded.lifted_by) == (NOW, f"user:{cast.samira.pk}")


# By hand


def test_a_case_is_taken_in_hand_and_given_back(samira: Client, cast: Cast) -> None:
    letter = make_contact(make_moment(cast.emre))

    assert done(do(samira, cast.emre, "zelf"), cast.emre, "zelf")

    letter.refresh_from_db()
    assert (Case.objects.get(pk=cast.emre.pk).by_hand, letter.state) == (True, "stopped")
    assert "Alleen met de hand. U pakte dit dossier zelf op. Er gaat niets vanzelf uit." in case_text(samira, cast.emre)
    assert "Iemand heeft dit dossier al in de hand." in said(read(samira, f"/werk/dossier/{cast.emre.pk}/zelf"))

    assert done(do(samira, cast.emre, "teruggeven"), cast.emre, "teruggeven")

    assert Case.objects.get(pk=cast.emre.pk).by_hand is False
    assert "Niemand heeft dit dossier in de hand." in said(read(samira, f"/werk/dossier/{cast.emre.pk}/teruggeven"))


# In a conversation


@pytest.mark.parametrize(("result", "says_no"), [("reached", True), ("not_reached", False)])
def test_somebody_said_not_to_want_to_pay(result: str, says_no: bool, samira: Client, cast: Cast) -> None:
    values: dict[str, Any] = {"direction": "out", "result": result, "words": "Ik betaal niet.", "says_no": "on"}

    assert done(do(samira, cast.emre, "gesprek", **values), cast.emre, "gesprek")

    assert Call.objects.order_by("pk").last().says_no is says_no  # type: ignore[union-attr]
    assert Contact.objects.filter(case=cast.emre, kind="phone", happened_at__date=TODAY).count() == 1

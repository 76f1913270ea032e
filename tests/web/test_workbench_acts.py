"""The acts of the workbench that undo, ask twice, find out, hand on and note: what a new case handler missed."""

import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from django.test import Client

from tests.cast import Cast
from tests.factories import NOW, TODAY, make_claim, make_point
from tests.web import pages, workbench
from tests.web.doors.test_links import link_in
from tests.web.test_workbench import do, done, read, said
from tijdig.actions import forms, handovers, payments, stops, wishes
from tijdig.models import (
    Call,
    CallSlot,
    Case,
    Claim,
    Contact,
    ContactPoint,
    Customer,
    HandOver,
    Hold,
    LoginLink,
    MoneyEntry,
    OpenForm,
    Request,
)
from tijdig.queries import visible
from tijdig.words import ChannelKind

pytestmark = pytest.mark.django_db


def sure(client: Client, case: Case, act: str, shown: Any, **values: Any) -> Any:
    """Press the second button of what was shown."""
    found = re.search(r'name="bekeken" value="([^"]*)"', shown.content.decode())
    assert found
    seen = unescape(found[1])
    return do(client, case, act, **values, stap="zeker", bekeken=seen)


def text_of(response: Any) -> str:
    return said(pages.read(response.content))


def case_text(client: Client, case: Case) -> str:
    return said(read(client, f"/werk/dossier/{case.pk}"))


def the_claim(case: Case) -> Claim:
    return case.customer.claims.get()


# Money ------------------------------------------------------------------------------------------------------------


def test_payment_of_more_than_is_open_is_asked_about_first(samira: Client, cast: Cast) -> None:
    values = {"claim": the_claim(cast.emre).pk, "amount": "5.024,39", "booked_on": "2026-11-23"}

    shown = do(samira, cast.emre, "betaling", **values)
    before = MoneyEntry.objects.filter(kind="payment").count()
    other = do(samira, cast.emre, "betaling", **values | {"amount": "6.000"}, stap="zeker", bekeken="x")
    response = sure(samira, cast.emre, "betaling", shown, **values)

    assert "Dat is € 4.979,39 meer dan er open staat. Klopt dat?" in text_of(shown)
    assert (shown.status_code, before, other.status_code) == (200, 0, 200)
    assert done(response, cast.emre, "betaling")
    text = case_text(samira, cast.emre)
    assert "Te veel betaald: € 4.979,39." in text
    assert "te veel € 4.979,39" in text


def test_same_payment_on_the_same_day_is_asked_about_first(samira: Client, cast: Cast) -> None:
    values = {"claim": the_claim(cast.emre).pk, "amount": "10", "booked_on": "2026-11-23"}
    do(samira, cast.emre, "betaling", **values)

    shown = do(samira, cast.emre, "betaling", **values)
    response = sure(samira, cast.emre, "betaling", shown, **values)

    assert "Op 23 november 2026 is al € 10,00 geboekt voor deze klant." in text_of(shown)
    assert done(response, cast.emre, "betaling")
    assert MoneyEntry.objects.filter(kind="payment").count() == 2


def test_payment_taken_back_opens_a_closed_case(samira: Client, cast: Cast) -> None:
    paid = payments.book(the_claim(cast.emre), 4_500, booked_on=TODAY, by="user:1", at=NOW)
    page = read(samira, f"/werk/dossier/{cast.emre.pk}")

    response = do(samira, cast.emre, "terugdraaien", payment=paid.pk, reason="storno")

    assert page.links["Betaling terugdraaien"] == f"/werk/dossier/{cast.emre.pk}/terugdraaien"
    assert done(response, cast.emre, "terugdraaien")
    assert Case.objects.get(pk=cast.emre.pk).state == "open"
    entry = MoneyEntry.objects.get(kind="reversal")
    assert (entry.reverses, entry.reason, entry.amount_cents) == (paid, "bank", 4_500)
    again = said(read(samira, f"/werk/dossier/{cast.emre.pk}/terugdraaien"))
    assert "Er is geen betaling om terug te draaien." in again


def test_only_payments_of_this_case_that_stand_can_be_taken_back(samira: Client, cast: Cast) -> None:
    old = payments.book(the_claim(cast.emre), 100, booked_on=TODAY - timedelta(days=732), by="user:1", at=NOW)
    payments.book(the_claim(cast.emre), 200, booked_on=TODAY, by="user:1", at=NOW)
    other = payments.book(cast.anna.customer.claims.order_by("pk")[0], 300, booked_on=TODAY, by="user:1", at=NOW)

    answers = [do(samira, cast.emre, "terugdraaien", payment=one.pk, reason="fout") for one in (old, other)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert not MoneyEntry.objects.filter(kind="reversal").exists()


def test_close_shows_what_is_let_go_first(samira: Client, cast: Cast) -> None:
    shown = do(samira, cast.emre, "sluiten", reason="waived")
    response = sure(samira, cast.emre, "sluiten", shown, reason="waived")

    text = text_of(shown)
    assert "U scheldt € 45,00 kwijt. Er blijft niets open staan." in text
    assert "De klant krijgt hier vanzelf geen bericht van." in text
    assert "Ja, kwijtschelden" in shown.content.decode()
    assert done(response, cast.emre, "sluiten")
    assert visible.open_cents(cast.emre) == 0
    text = case_text(samira, cast.emre)
    assert "Kwijtgescholden: € 45,00" in text
    assert "Gesloten op 24 november 2026: kwijtgescholden" in text


def test_much_is_waived_by_a_team_lead(samira: Client, dewi: Client, cast: Cast) -> None:
    make_claim(cast.emre.customer, amount_cents=189_800)

    refused = do(samira, cast.emre, "sluiten", reason="waived")
    shown = do(dewi, cast.emre, "sluiten", reason="waived")
    response = sure(dewi, cast.emre, "sluiten", shown, reason="waived")

    assert "U scheldt € 1.943,00 kwijt." in text_of(shown)
    assert (refused.status_code, "mag alleen een teamleider" in text_of(refused)) == (422, True)
    assert done(response, cast.emre, "sluiten")


# Disputes ---------------------------------------------------------------------------------------------------------


def test_outcome_puts_the_bill_right_and_goes_to_the_customer(samira: Client, cast: Cast) -> None:
    claim = the_claim(cast.emre)
    stops.disputed(cast.emre, claims=[claim], by="user:1", at=NOW, note="Is te hoog.")
    page = read(samira, f"/werk/dossier/{cast.emre.pk}")
    values = {f"outcome_{claim.pk}": "anders", "text": "U had gelijk. Er blijft 20 euro open."}

    without = do(samira, cast.emre, "uitkomst", **values)
    response = do(samira, cast.emre, "uitkomst", **values, **{f"amount_{claim.pk}": "20"})

    assert page.links["Uitkomst"] == f"/werk/dossier/{cast.emre.pk}/uitkomst"
    assert "Vul in wat de klant nog moet betalen" in text_of(without)
    assert done(response, cast.emre, "uitkomst")
    assert visible.balance_cents(claim) == 2_000
    assert Request.objects.get(case=cast.emre).answer == "U had gelijk. Er blijft 20 euro open."
    assert "Zoek uit of de rekening klopt" not in case_text(samira, cast.emre)
    assert "Het gaat zo uit, per" in said(read(samira, f"/werk/dossier/{cast.emre.pk}?gedaan=uitkomst"))
    assert "Hier is niets meer uit te zoeken." in said(read(samira, f"/werk/dossier/{cast.emre.pk}/uitkomst"))


def test_outcome_in_hard_words_is_pointed_at(samira: Client, cast: Cast) -> None:
    claim = the_claim(cast.emre)
    stops.disputed(cast.emre, by="user:1", at=NOW)
    values = {f"outcome_{claim.pk}": "klopt", "text": "Uw schuld klopt."}

    first = do(samira, cast.emre, "uitkomst", **values)
    then = do(samira, cast.emre, "uitkomst", **values, as_is="on")

    assert (first.status_code, "schuld → achterstand" in text_of(first)) == (422, True)
    assert done(then, cast.emre, "uitkomst")
    assert visible.balance_cents(claim) == 4_500


# Somebody died ------------------------------------------------------------------------------------------------------


def test_who_died_is_not_called_and_agrees_on_nothing(samira: Client, cast: Cast) -> None:
    stops.died(cast.emre, died_on=date(2026, 11, 20), by="user:1", at=NOW)

    page = read(samira, f"/werk/dossier/{cast.emre.pk}")

    assert "Bel nog een keer" not in said(page)
    assert "Deze klant is overleden. Aan wie wij mogen schrijven, is niet bekend. Vraag het de familie." in said(page)
    assert not any(address.startswith("tel:06") for address in page.links.values())
    assert not {"Regeling", "Rust opheffen"} & set(page.links)
    for act in ("regeling", "hervatten"):
        assert "Deze klant is overleden." in said(read(samira, f"/werk/dossier/{cast.emre.pk}/{act}"))


# Calls --------------------------------------------------------------------------------------------------------------


def test_wrong_number_is_known_and_changes_the_step(samira: Client, cast: Cast) -> None:
    page = samira.get(f"/werk/dossier/{cast.chantal.pk}/gesprek").content.decode()
    phone = ContactPoint.objects.get(customer=cast.chantal.customer, kind="mobile").value

    without = do(samira, cast.chantal, "gesprek", direction="out", result="wrong_number", phone="")
    response = do(samira, cast.chantal, "gesprek", direction="out", result="wrong_number", phone=phone)

    assert f'<option value="{phone}" selected>' in page
    assert "Kies welk nummer niet klopt." in text_of(without)
    assert done(response, cast.chantal, "gesprek")
    text = case_text(samira, cast.chantal)
    assert "Zoek een nummer dat klopt" in text
    assert "Gegevens aanvullen" in text


def test_call_with_distress_brings_somebody_today(samira: Client, cast: Cast) -> None:
    version = Case.objects.get(pk=cast.emre.pk).version
    values = {"direction": "out", "result": "reached", "words": "Ziet het niet meer zitten.", "is_distress": "on"}

    answers = [do(samira, cast.emre, "gesprek", version, **values) for _ in range(2)]

    assert all(done(answer, cast.emre, "gesprek") for answer in answers)
    hold = Hold.objects.get(case=cast.emre, kind="paused")
    assert (hold.reason, hold.note) == ("distress", "Lees wat er in het gesprek is gezegd. Bel vandaag.")
    people = [link for link in read(samira, "/werk/").links if link.startswith("Open het dossier")]
    assert people[:2] == ["Open het dossier van Emre Visser", "Open het dossier van Anna de Wit"]
    assert "Bel vandaag zelf, rustig" in case_text(samira, cast.emre)

    do(samira, cast.emre, "gesprek", direction="out", result="reached", words="Het gaat beter.")

    assert (Call.objects.count(), "Bel vandaag zelf" in case_text(samira, cast.emre)) == (3, False)


# Handing over -------------------------------------------------------------------------------------------------------


def test_a_lead_is_not_sent_to_a_lead(cast: Cast, samira: Client) -> None:
    CallSlot.objects.update(starts_at=F("starts_at") - timedelta(days=9))
    dewi = workbench.signed_in(cast.dewi)
    lead, handler = (said(read(one, f"/werk/dossier/{cast.anna.pk}/terugbellen")) for one in (dewi, samira))

    assert "Zet er beluren bij, of bel nu." in lead
    assert "teamleider" not in lead
    assert handler.count("Vraag uw teamleider") == 2


def test_hand_over_is_taken_over_by_who_got_it(samira: Client, dewi: Client, cast: Cast) -> None:
    do(samira, cast.emre, "overdragen", to=cast.dewi.pk, summary="Bel hem na zes uur.")

    told = said(read(samira, f"/werk/dossier/{cast.emre.pk}?gedaan=overdragen"))
    not_mine = said(read(samira, f"/werk/dossier/{cast.emre.pk}/overnemen"))
    page = read(dewi, f"/werk/dossier/{cast.emre.pk}")
    response = do(dewi, cast.emre, "overnemen")

    assert "Het dossier is aan een collega gegeven. Dewi Lim neemt het over." in told
    assert "Laat deze klant nu met rust" not in told
    assert "niet aan u overgedragen" in not_mine
    assert page.links["Ik neem het over"] == f"/werk/dossier/{cast.emre.pk}/overnemen"
    assert done(response, cast.emre, "overnemen")
    assert "Neem het over" not in said(read(dewi, "/werk/"))
    assert "Ik neem het over" not in read(dewi, f"/werk/dossier/{cast.emre.pk}").links
    assert "neemt het over" not in case_text(samira, cast.emre)


def test_who_gives_a_case_to_oneself_takes_it_over_too(samira: Client, cast: Cast) -> None:
    handovers.give(cast.emre, cast.samira, "Ik bel zelf.", by=f"user:{cast.samira.pk}", at=NOW)

    assert done(do(samira, cast.emre, "overnemen"), cast.emre, "overnemen")
    assert HandOver.objects.count() == 1


# What was told ------------------------------------------------------------------------------------------------------


def test_details_told_in_a_call_are_kept(samira: Client, cast: Cast) -> None:
    email = ContactPoint.objects.get(customer=cast.emre.customer, kind="email")
    values = {
        "phone": "06 12 34 56 78", "street": "Elzenpad 1", "town": "1288 AB Watermeer", f"point_{email.pk}": "wrong",
        "prefers": "phone", "not_by": "sms",
    }  # fmt: skip

    response = do(samira, cast.emre, "gegevens", **values)

    text = case_text(samira, cast.emre)
    customer = Customer.objects.get(pk=cast.emre.customer_id)
    assert done(response, cast.emre, "gegevens")
    assert (customer.prefers, customer.not_by) == ("phone", ["sms"])
    for words in ("06 12 34 56 78", "Elzenpad 1", "klopt niet", "Liefst per telefoon"):
        assert words in text
    assert "Nieuw nummer of adres genoteerd" in text


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({}, "Vul in wat de klant vertelde."),
        ({"phone": "12"}, "Vul een nummer in met tien cijfers."),
        ({"email": "anna"}, "Vul een heel e-mailadres in"),
        ({"street": "Elzenpad 1"}, "Vul het hele adres in."),
    ],
)
def test_details_say_what_is_wrong(values: dict[str, str], fault: str, samira: Client, cast: Cast) -> None:
    before = ContactPoint.objects.count()

    response = do(samira, cast.emre, "gegevens", **values)

    assert (response.status_code, fault in text_of(response)) == (422, True)
    assert ContactPoint.objects.count() == before


def test_details_say_that_messages_are_safe_again(samira: Client, cast: Cast) -> None:
    wishes.unsafe(cast.emre, by="customer:1", at=NOW)

    response = do(samira, cast.emre, "gegevens", safety="on")

    assert done(response, cast.emre, "gegevens")
    assert Customer.objects.get(pk=cast.emre.customer_id).is_safe_to_contact


def test_step_to_call_without_a_number_points_to_the_details(samira: Client, cast: Cast) -> None:
    ContactPoint.objects.filter(customer=cast.chantal.customer, kind__in=["mobile", "phone"]).update(state="wrong")

    page = read(samira, f"/werk/dossier/{cast.chantal.pk}")

    assert "Er is geen nummer dat wij mogen bellen." in said(page)
    assert page.links["Gegevens aanvullen"] == f"/werk/dossier/{cast.chantal.pk}/gegevens"
    assert "Er is geen nummer dat wij mogen bellen." in said(read(samira, "/werk/"))


# Who lost the code --------------------------------------------------------------------------------------------------


def test_form_gives_a_number_to_call_and_a_link_after_it_is_matched(samira: Client, cast: Cast, data_dir: Path) -> None:
    form = OpenForm.objects.get()
    mail = forms.receive(cast.woonstede, "C. Mensah", ChannelKind.EMAIL, "x@a.example?cc=y", at=NOW)
    page, mailed = read(samira, f"/werk/formulieren/{form.pk}"), read(samira, f"/werk/formulieren/{mail.pk}")
    forms.match(form, cast.chantal, by="user:1", at=NOW)
    matched = read(samira, f"/werk/formulieren/{form.pk}")
    point = ContactPoint.objects.get(customer=cast.chantal.customer, kind="email")

    response = do(samira, cast.chantal, "link", point=point.pk)

    assert page.links["06 00 00 01 03"] == "tel:0600000103"
    assert mailed.links["x@a.example?cc=y"] == "mailto:x@a.example%3Fcc%3Dy"
    assert matched.links["Stuur een nieuwe link"] == f"/werk/dossier/{cast.chantal.pk}/link"
    assert done(response, cast.chantal, "link")
    assert LoginLink.objects.get().point == point
    sent = Contact.objects.get(key__startswith="link-")
    assert sent.recipient["email"] == point.value
    assert Client().get(link_in(data_dir)).status_code == 200


def test_link_never_goes_to_what_came_with_the_form(samira: Client, cast: Cast) -> None:
    forms.match(OpenForm.objects.get(), cast.chantal, by="user:1", at=NOW)
    typed = make_point(cast.chantal.customer, kind="email", value="x@a.example", source="customer", noted_on=TODAY)

    response = do(samira, cast.chantal, "link", point=typed.pk)

    assert response.status_code == 422
    assert not LoginLink.objects.exists()


def test_link_goes_nowhere_without_a_safe_address(samira: Client, cast: Cast) -> None:
    wishes.unsafe(cast.chantal, by="customer:1", at=NOW)

    assert "Er is geen veilig e-mailadres" in said(read(samira, f"/werk/dossier/{cast.chantal.pk}/link"))

"""What the workbench tells: who is late with what, what comes next, why, and what an arrangement is about."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.factories import NOW, make_claim, make_decision, make_membership, make_point
from tests.web import pages, workbench
from tests.web.test_workbench import do, read, said
from tijdig.actions import calls, requests, stops
from tijdig.models import Arrangement, Case, Claim, ContactPoint, CustomerDetails, Night
from tijdig.words import CallResult, ChannelKind, RequestKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(data_dir: Path) -> Cast:
    return workbench.make_morning()


@pytest.fixture
def samira(cast: Cast) -> Client:
    return workbench.signed_in(cast.samira)


def plain(page: Any) -> str:
    return said(page).replace("\N{NO-BREAK SPACE}", " ")


def text_of(client: Client, address: str) -> str:
    return plain(read(client, address))


# Money ------------------------------------------------------------------------------------------------------------


def test_what_is_late_and_what_is_coming_stand_apart(samira: Client, cast: Cast) -> None:
    make_claim(cast.anna.customer, amount_cents=54_494, due_on=date(2026, 12, 1), description="Huur december 2026")

    page, listed = text_of(samira, f"/werk/dossier/{cast.anna.pk}"), text_of(samira, "/werk/?soort=call_back")

    assert "Te laat € 182,40 komt nog: € 544,94" in page
    assert "Te laat € 182,40 Komt nog € 544,94 Samen nog open € 727,34" in page
    assert "Te laat € 182,40 komt nog € 544,94" in listed


def test_who_is_not_late_is_not_called_late(samira: Client, cast: Cast) -> None:
    Claim.objects.filter(customer=cast.anna.customer).update(due_on=date(2026, 12, 1))

    page = text_of(samira, f"/werk/dossier/{cast.anna.pk}")

    assert "Komt nog € 182,40" in page
    assert "Te laat" not in page


# The page of a case -----------------------------------------------------------------------------------------------


def test_case_page_says_once_why_it_is_quiet(samira: Client, cast: Cast) -> None:
    by = f"user:{cast.samira.pk}"
    for _ in range(2):
        calls.log(cast.emre, CallResult.REACHED, "Verteld.", good_conversation=True, by=by, at=NOW)

    page = text_of(samira, f"/werk/dossier/{cast.emre.pk}")

    assert page.count("Stil tot en met 30 november: wij spraken de klant op 24 november") == 1
    assert "heeft gereageerd tot" not in page


def test_reason_of_the_night_is_told_until_something_is_done(samira: Client, cast: Cast) -> None:
    make_decision(cast.emre, rules={"whether": "time_after_first"})
    address = f"/werk/dossier/{cast.emre.pk}"

    fresh = text_of(samira, address)
    stops.reacted(cast.emre, by="customer:1", at=NOW)
    stale = text_of(samira, address)

    decided = "Besloten in de nacht van 24 november: nu niets sturen, en op 25 november opnieuw kijken."
    assert decided in fresh
    assert "De klant mag het zo lezen: “U kreeg een herinnering." in fresh
    assert decided not in stale
    assert "Sinds de nacht van 24 november is er iets veranderd." in stale


def test_numbers_and_languages_are_said_as_people_say_them(samira: Client, cast: Cast) -> None:
    ContactPoint.objects.filter(customer=cast.anna.customer, kind="mobile").update(value="+31600000101")
    CustomerDetails.objects.filter(customer=cast.anna.customer).update(language="pl")

    page = read(samira, f"/werk/dossier/{cast.anna.pk}")

    assert page.links["Bel 06 00 00 01 01"] == "tel:+31600000101"
    assert "Spreekt liever Pools" in said(page)


def test_page_that_is_not_there_keeps_the_menu(samira: Client, cast: Cast) -> None:
    page = read(samira, "/werk/dossier/999999", 404)

    assert "Dit dossier is er niet, of hoort niet bij uw organisatie." in said(page)
    assert page.links["Zoeken"] == "/werk/zoeken"
    assert page.links["Mijn klanten"] == "/werk/mijn"


def test_sign_in_says_that_what_was_typed_is_kept(samira: Client, cast: Cast) -> None:
    address = f"/werk/dossier/{cast.emre.pk}/overdragen"
    content = samira.get(address).content.decode()
    mark = content.partition('name="mark" value="')[2].partition('"')[0]
    anybody = Client()

    before = said(read(anybody, "/werk/inloggen/"))
    anybody.post(address, {"mark": mark, "version": 1, "summary": "Belt liever na zes uur."})
    after = said(read(anybody, "/werk/inloggen/"))

    told = "U was uitgelogd. Wat u typte, is bewaard. Log in, dan staat het er weer."
    assert (told in before, told in after) == (False, True)
    assert settings.SESSION_COOKIE_NAME in anybody.cookies
    assert "na zes uur" not in after


# What comes next --------------------------------------------------------------------------------------------------


def test_after_an_act_the_next_person_is_one_click_away(samira: Client, cast: Cast) -> None:
    do(samira, cast.anna, "gesprek", direction="out", result="reached", words="Betaalt morgen.", answers="on")

    page = read(samira, f"/werk/dossier/{cast.anna.pk}?gedaan=gesprek")
    listed = [link for link in read(samira, "/werk/").links.values() if "/dossier/" in link or "/formulieren/" in link]

    assert page.links["Volgende op de lijst"] == listed[0]
    assert "Volgende op de lijst" not in read(samira, f"/werk/dossier/{cast.anna.pk}").links


def test_next_on_the_list_is_not_the_same_case_again(samira: Client, cast: Cast) -> None:
    page = read(samira, f"/werk/dossier/{cast.anna.pk}?gedaan=rust")

    assert page.links["Volgende op de lijst"] != f"/werk/dossier/{cast.anna.pk}"


def test_my_customers_show_their_next_step(samira: Client, cast: Cast) -> None:
    Case.objects.filter(pk__in=[cast.bram.pk, cast.chantal.pk, cast.emre.pk]).update(handler=cast.samira)
    stops.reacted(cast.emre, by="customer:1", at=NOW)

    with CaptureQueriesContext(connection) as queries:
        page = text_of(samira, "/werk/mijn")

    assert "Bram Yilmaz W-100002 · 1288 BY Maak samen een regeling vandaag Chantal Mensah" in page
    assert "Bel zelf, niet nog een brief tot en met morgen Emre Visser W-100004 · 1289 EV Komt u er niet uit?" in page
    assert len(queries) <= 12


def test_call_is_promised_by_day_and_then_by_hour(samira: Client, cast: Cast) -> None:
    address = f"/werk/dossier/{cast.emre.pk}/terugbellen"

    days, hours = read(samira, address), samira.get(f"{address}?dag=2026-11-25").content.decode()

    links = {link: to for link, to in days.links.items() if to.startswith("?dag=")}
    assert links == {
        "Dinsdag 24 november 4 momenten": "?dag=2026-11-24",
        "Woensdag 25 november 4 momenten": "?dag=2026-11-25",
    }
    assert "woensdag 25 november, 9.30 uur</option>" in hours
    assert "dinsdag 24 november" not in hours


def test_call_of_an_unknown_day_asks_for_the_day(samira: Client, cast: Cast) -> None:
    page = read(samira, f"/werk/dossier/{cast.emre.pk}/terugbellen?dag=2031-01-01")

    assert "Op welke dag?" in said(page)


def test_call_without_a_moment_shows_the_hours_of_the_day_again(samira: Client, cast: Cast) -> None:
    response = samira.post(f"/werk/dossier/{cast.emre.pk}/terugbellen?dag=2026-11-25", {"version": 1, "phone": "06"})

    content = response.content.decode()
    assert response.status_code == 422
    assert "woensdag 25 november, 9.30 uur</option>" in content
    assert "dinsdag 24 november" not in content


# An arrangement, an answer ----------------------------------------------------------------------------------------


@pytest.fixture
def proposed(cast: Cast) -> Case:
    make_claim(cast.emre.customer, amount_cents=54_494, due_on=date(2026, 12, 1), description="Huur december 2026")
    details = {"instalment_cents": 1_500, "first_on": "2026-12-22"}
    requests.receive(
        cast.emre, RequestKind.PAY_IN_PARTS, by_channel=ChannelKind.PORTAL, by="customer:4", at=NOW, details=details
    )
    return cast.emre


def test_arrangement_begins_with_what_the_customer_proposed(samira: Client, proposed: Case) -> None:
    content = samira.get(f"/werk/dossier/{proposed.pk}/regeling").content.decode()

    assert 'name="instalment" value="15,00"' in content
    assert 'name="first_on" value="2026-12-22"' in content
    assert content.count("(mag leeg)") == 1  # the first part of another size; of the others one is enough


@pytest.mark.parametrize(("is_sure", "shown"), [(False, "15,00"), (True, "20,00")])
def test_code_alone_takes_no_place_of_what_somebody_known_proposed(
    is_sure: bool, shown: str, samira: Client, proposed: Case
) -> None:
    requests.receive(
        proposed, RequestKind.PAY_IN_PARTS, by_channel=ChannelKind.PORTAL, by="customer:4", at=NOW,
        details={"instalment_cents": 2_000, "first_on": "2026-12-22"}, by_code=not is_sure,
    )  # fmt: skip

    content = samira.get(f"/werk/dossier/{proposed.pk}/regeling").content.decode()

    assert f'name="instalment" value="{shown}"' in content


def test_code_alone_proposes_where_nobody_known_did(samira: Client, cast: Cast) -> None:
    for cents in (1_000, 2_000):
        requests.receive(
            cast.emre, RequestKind.PAY_IN_PARTS, by_channel=ChannelKind.PORTAL, by="customer:4", at=NOW,
            details={"instalment_cents": cents, "first_on": "2026-12-22"}, by_code=True,
        )  # fmt: skip

    content = samira.get(f"/werk/dossier/{cast.emre.pk}/regeling").content.decode()

    assert 'name="instalment" value="20,00"' in content


def test_proposal_of_a_day_that_is_over_begins_later(samira: Client, proposed: Case) -> None:
    proposed.requests.update(details={"monthly_cents": 0, "first_on": "2026-11-01"})

    content = samira.get(f"/werk/dossier/{proposed.pk}/regeling").content.decode()

    assert 'name="first_on" value="2026-12-08"' in content
    assert 'name="instalment" value' not in content


def test_arrangement_says_what_it_is_together_and_what_is_not_in_it(samira: Client, proposed: Case) -> None:
    response = do(samira, proposed, "regeling", stap="bekijk", instalment="15", first_on="2026-12-22")

    page = plain(pages.read(response.content))
    assert "Samen € 45,00 in drie termijnen, elke maand." in page
    assert "Huur december 2026 (€ 544,94) hoort er niet bij: nog niet te laat." in page


def test_arrangement_with_other_numbers_is_shown_again_and_says_so(samira: Client, proposed: Case) -> None:
    wish = {"stap": "afspreken", "instalment": "15", "first_on": "2026-12-22"}

    first = do(samira, proposed, "regeling", **wish | {"stap": "bekijk"})
    other = do(
        samira, proposed, "regeling", bekeken="2026-12-22/1500/None/None/monthly/0", **wish | {"instalment": "20"}
    )

    changed = "U veranderde iets. Dit is het nieuwe voorbeeld; er is nog niets afgesproken."
    assert [changed in plain(pages.read(one.content)) for one in (first, other)] == [False, True]
    assert not Arrangement.objects.exists()


@pytest.mark.parametrize("act", ["antwoord", "regeling"])
def test_bills_stand_beside_what_is_written(act: str, samira: Client, proposed: Case) -> None:
    page = text_of(samira, f"/werk/dossier/{proposed.pk}/{act}")

    assert "Servicekosten 2025-2026 te laat, was te betalen tot en met " in page
    assert "Huur december 2026 komt nog, te betalen tot en met 1 december 2026 € 544,94" in page


def test_act_says_what_an_sms_is(samira: Client, cast: Cast) -> None:
    ContactPoint.objects.filter(customer=cast.emre.customer).delete()
    make_point(cast.emre.customer, kind="mobile", value="06 00 00 01 04")
    requests.receive(cast.emre, RequestKind.EXPLAIN, by_channel=ChannelKind.PORTAL, by="customer:4", at=NOW)

    answer = text_of(samira, f"/werk/dossier/{cast.emre.pk}/antwoord")

    assert "De klant krijgt een sms: het antwoord staat op de eigen pagina." in answer
    assert "per sms" not in answer


# Why --------------------------------------------------------------------------------------------------------------


def test_why_says_first_which_rules_decided_and_knows_no_codes(samira: Client, cast: Cast) -> None:
    content = samira.get(f"/werk/dossier/{cast.emre.pk}/waarom").content.decode()

    first, _, folded = content.partition("<details>")
    assert "Welke regels beslisten?" in first
    assert "Gaat er iets uit? De eerste regel die waar is, beslist." in folded
    assert "already_closed" not in content
    assert "_from_days" not in content


def test_case_page_asks_few_questions_after_an_act(samira: Client, cast: Cast) -> None:
    samira.get("/werk/")
    Night.objects.update(started_at=NOW - timedelta(hours=7))

    with CaptureQueriesContext(connection) as queries:
        samira.get(f"/werk/dossier/{cast.chantal.pk}?gedaan=rust")

    assert len(queries) <= 50


def test_other_staff_see_nothing_of_this(cast: Cast) -> None:
    editor = workbench.signed_in(make_membership(creditor=cast.woonstede, role="editor").user)

    assert "Mijn klanten" not in said(read(editor, f"/werk/dossier/{cast.anna.pk}", 404))

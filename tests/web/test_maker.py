"""Making an arrangement at the workbench: the preview, who may say yes, a lead who signs, the whole under consent."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts import countersign
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_claim, make_room
from tests.web import pages
from tests.web.doors.house import app_code, with_app
from tests.web.portal.companions import make_elsewhere
from tests.web.test_workbench import do, done, read, said
from tijdig.actions import arrangements, consents, proposing, requests
from tijdig.messages.consents.tellings import Telling
from tijdig.models import Arrangement, AuditEvent, Case, Request, Shared
from tijdig.words import AssuranceLevel, ChannelKind, ConsentPurpose, RequestKind, SharedData

pytestmark = pytest.mark.django_db

WISH = {"instalment": "35", "first_on": "2026-12-01", "is_sure": "ja"}
LONG = "Het duurt lang. Een mens kijkt of er iets is dat sneller helpt."
DATA = (SharedData.BALANCE, SharedData.STATUS, SharedData.CONTACT)


def text_of(response: Any) -> str:
    return said(pages.read(response.content))


def seen(response: Any) -> str:
    found = re.search(r'name="bekeken" value="([^"]*)"', response.content.decode())
    return unescape(found[1]) if found else ""


def agree(client: Client, case: Case, act: str = "regeling", **values: Any) -> Any:
    """Look, and press the second button of what was shown."""
    shown = do(client, case, act, stap="bekijk", **values)
    return do(client, case, act, stap="afspreken", bekeken=seen(shown), **values)


def consent(case: Case, other: Case) -> Any:
    return consents.give(
        case, ConsentPurpose.JOINT, other.creditor, DATA, text_version="samen-2026-11", language="nl",
        by_channel=ChannelKind.PHONE, level=AssuranceLevel.PROVEN, proof="gesprek", by="user:7", at=NOW,
        other_customer=other.customer,
    )  # fmt: skip


# What is shown


def test_preview_says_every_part_how_long_and_what_was_told(samira: Client, cast: Cast) -> None:
    make_room(cast.emre, state="ok", spare_cents=2_500, noted_on=TODAY - timedelta(days=4))

    shown = do(samira, cast.emre, "regeling", stap="bekijk", instalment="20", first_on="2026-12-01", upfront="15")

    text = text_of(shown)
    assert "Samen € 45,00 in drie termijnen, elke maand. Het duurt drie maanden." in text
    assert "Alles is betaald op 1 februari 2027." in text
    assert "De klant vertelde op 20 november 2026 € 25,00 per maand te kunnen missen." in text
    assert "dinsdag 1 december 2026 € 15,00" in text
    assert "Dit mag meteen." in text
    assert not Arrangement.objects.exists()


@pytest.mark.parametrize(
    ("values", "first", "last", "count"),
    [
        ({"count": "3", "rhythm": "weekly"}, date(2026, 12, 1), date(2026, 12, 15), 3),
        ({"last_on": "2027-01-31"}, date(2026, 12, 1), date(2027, 1, 4), 2),
        ({"instalment": "15", "first_on": "", "income_on": "24"}, date(2026, 12, 24), date(2027, 2, 24), 3),
        ({"count": "2", "rhythm": "four_weekly"}, date(2026, 12, 1), date(2026, 12, 29), 2),
    ],
)
def test_amount_count_or_last_day_leads_in_any_rhythm(
    values: dict[str, str], first: date, last: date, count: int, samira: Client, cast: Cast
) -> None:
    response = agree(samira, cast.emre, **{"first_on": "2026-12-01", "is_sure": "ja"} | values)

    assert done(response, cast.emre, "regeling")
    days = list(Arrangement.objects.get().instalments.order_by("number").values_list("due_on", flat=True))
    assert (days[0], days[-1], len(days)) == (first, last, count)


def test_more_than_can_be_missed_is_said_and_not_agreed(samira: Client, cast: Cast) -> None:
    make_room(cast.emre, state="ok", spare_cents=1_000)
    wish = {"instalment": "20", "first_on": "2026-12-01", "is_sure": "ja", "reason": "Wil de klant zo."}

    response = agree(samira, cast.emre, **wish)

    assert response.status_code == 422
    assert "Zo kan het niet: het is meer dan de klant kan missen." in text_of(response)
    assert not Arrangement.objects.exists()


# Who says yes


def test_customer_is_asked_whether_it_will_work_out(samira: Client, cast: Cast) -> None:
    wish = {"count": "3", "first_on": "2026-12-01"}

    unasked = agree(samira, cast.emre, **wish)
    doubts = agree(samira, cast.emre, **wish, is_sure="twijfel")
    agreed = agree(samira, cast.emre, **wish, is_sure="twijfel", reason="Wij bellen in januari.")

    assert "Vraag eerst of het gaat lukken." in text_of(unasked)
    assert "Schrijf op waarom dit past." in text_of(doubts)
    assert done(agreed, cast.emre, "regeling")
    made = Arrangement.objects.get()
    assert (made.is_sure, made.decided_by, made.reason) == (False, "handler", "Wij bellen in januari.")


def test_handler_says_yes_outside_the_band_with_a_reason(samira: Client, cast: Cast) -> None:
    without = agree(samira, cast.bram, **WISH)
    response = agree(samira, cast.bram, **WISH, reason="Meer lukt niet.")

    assert LONG in text_of(without)
    assert without.status_code == 422
    assert done(response, cast.bram, "regeling")
    assert Arrangement.objects.get().decided_by == "handler"


@pytest.fixture
def much(cast: Cast) -> Case:
    """So much that only a lead may say yes."""
    make_claim(cast.emre.customer, amount_cents=1_200_000)
    with_app(cast.dewi)
    return cast.emre


WISH_MUCH = {"count": "20", "first_on": "2026-12-01", "is_sure": "ja", "reason": "De klant heeft vast werk."}


def test_lead_signs_in_the_same_conversation(samira: Client, cast: Cast, much: Case) -> None:
    shown = do(samira, much, "regeling", stap="bekijk", **WISH_MUCH)
    nobody = agree(samira, much, **WISH_MUCH)
    wrong = agree(samira, much, **WISH_MUCH, signer=cast.dewi.pk, code="000000")
    code = app_code()
    signed = agree(samira, much, **WISH_MUCH, signer=cast.dewi.pk, code=code)

    assert "Vraag een teamleider om nu mee te kijken." in text_of(shown)
    assert "Kies welke teamleider nu meekijkt." in text_of(nobody)
    assert "Deze code klopt niet" in text_of(wrong)
    assert done(signed, much, "regeling")
    made = Arrangement.objects.get()
    assert (made.decided_by, made.reason) == (
        "lead", "Dewi Lim keek mee als teamleider. De klant heeft vast werk."
    )  # fmt: skip
    assert AuditEvent.objects.get(what="arrangement.agreed").facts["lead"] == f"user:{cast.dewi.pk}"
    assert not countersign.signs(cast.dewi.pk, code)


def test_nobody_signs_as_somebody_who_leads_elsewhere_or_not_at_all(samira: Client, cast: Cast, much: Case) -> None:
    with_app(cast.samira)

    own = agree(samira, much, **WISH_MUCH, signer=cast.samira.pk, code=app_code())
    strange = agree(samira, much, **WISH_MUCH, signer=999_999, code=app_code())

    assert (own.status_code, strange.status_code) == (422, 422)
    assert not Arrangement.objects.exists()


def test_lead_needs_no_signature(dewi: Client, much: Case) -> None:
    response = agree(dewi, much, **WISH_MUCH)

    assert done(response, much, "regeling")
    assert Arrangement.objects.get().decided_by == "lead"


def test_codes_are_tried_five_times_and_then_none_is_right(cast: Cast) -> None:
    with_app(cast.dewi)

    for _ in range(countersign.MOST_WRONG):
        assert not countersign.signs(cast.dewi.pk, "000000")

    assert not countersign.signs(cast.dewi.pk, app_code())


# Another proposal


@pytest.fixture
def asked(cast: Cast) -> Case:
    """Emre proposed five euros a month; that is outside the band."""
    requests.receive(
        cast.emre, RequestKind.PAY_IN_PARTS, by_channel=ChannelKind.PORTAL, by="customer:4", at=NOW,
        details={
            "instalment_cents": 500, "first_on": "2026-12-22", "is_sure": False, "why_person": ["small"],
            "shape": {"rhythm": "weekly", "upfront_cents": 1_000},
        },
    )  # fmt: skip
    return cast.emre


def test_request_outside_the_band_waits_on_the_list_with_its_reasons(samira: Client, asked: Case) -> None:
    listed = said(read(samira, "/werk/verzoeken"))
    page = said(read(samira, f"/werk/dossier/{asked.pk}"))

    assert "Kijk naar het voorstel: zeg ja, of stel iets anders voor" in listed
    assert "Elke week. Eerst € 10,00. Gaat dit lukken? De klant twijfelt. De bedragen zijn klein." in page
    assert "Ander voorstel doen" in page


def test_other_proposal_goes_out_until_a_day_and_can_be_taken(samira: Client, asked: Case) -> None:
    request = Request.objects.get(case=asked)
    wish = {"instalment": "10", "first_on": "2026-12-22", "until_on": "2026-12-08", "request": request.pk}

    response = agree(samira, asked, "voorstel", **wish)

    assert done(response, asked, "voorstel")
    request.refresh_from_db()
    assert (request.state, request.answer_due_on) == ("open", date(2026, 12, 9))
    page, listed = (said(read(samira, address)) for address in (f"/werk/dossier/{asked.pk}", "/werk/verzoeken"))
    assert "Wij stelden vijf termijnen voor, met eerst € 10,00 op 22 december 2026." in page
    assert "Wacht op de klant, of bel" in listed
    made = proposing.take(request, by="customer:4", at=NOW)
    assert made.instalments.count() == 5


def test_other_proposal_has_a_day_before_the_first_payment(samira: Client, asked: Case) -> None:
    number = Request.objects.get(case=asked).pk

    response = agree(
        samira, asked, "voorstel", instalment="10", first_on="2026-12-22", until_on="2026-12-22", request=number
    )

    assert response.status_code == 422
    assert "offer" not in Request.objects.get(case=asked).details


# What runs


@pytest.fixture
def arranged(cast: Cast) -> Case:
    """Emre pays 45 euro in three parts."""
    arrangements.agree(cast.emre, count=3, first_on=date(2026, 12, 1), by="user:1", at=NOW)
    return cast.emre


def test_arrangement_is_changed_and_every_version_kept(samira: Client, arranged: Case) -> None:
    page = read(samira, f"/werk/dossier/{arranged.pk}")
    shown = read(samira, f"/werk/dossier/{arranged.pk}/regeling-veranderen?reden=less_income")
    values = {
        "change": "less_income",
        "instalment": "5",
        "first_on": "2026-12-29",
        "is_sure": "ja",
        "reason": "Ontslag.",
    }

    response = agree(samira, arranged, "regeling-veranderen", **values)

    assert {"Bedrag of dag veranderen", "Opnieuw berekenen: minder inkomen of beslag", "Pauze geven"} <= set(page.links)
    assert "Dat kost niets, en het telt niet tegen de klant." in said(shown)
    assert done(response, arranged, "regeling-veranderen")
    old, new = Arrangement.objects.order_by("pk")
    assert (old.state, new.state, new.replaces, new.change) == ("changed", "active", old, "less_income")
    assert new.instalments.count() == 9


def test_pause_moves_what_is_to_come(samira: Client, arranged: Case) -> None:
    shown = do(samira, arranged, "regeling-pauze", stap="bekijk", weeks="4")
    other = do(samira, arranged, "regeling-pauze", stap="afspreken", bekeken="4", weeks="8")
    response = agree(samira, arranged, "regeling-pauze", weeks="4")

    assert "vrijdag 1 januari 2027" not in text_of(shown)  # a day of rest
    assert "U veranderde iets." in text_of(other)
    assert done(response, arranged, "regeling-pauze")
    made = Arrangement.objects.get(state="active")
    assert (made.change, made.instalments.order_by("number")[0].due_on) == ("pause", date(2027, 1, 4))


@pytest.mark.parametrize("act", ["regeling-veranderen", "regeling-pauze"])
def test_nothing_changes_where_nothing_runs(act: str, samira: Client, cast: Cast) -> None:
    assert "Er loopt geen regeling." in said(read(samira, f"/werk/dossier/{cast.emre.pk}/{act}"))


# The whole


def test_whole_is_seen_under_consent_only_when_asked_and_every_look_is_written(samira: Client, cast: Cast) -> None:
    elsewhere = make_elsewhere(amount_cents=13_500)
    make_room(cast.emre, state="ok", spare_cents=2_000)
    wish = {"instalment": "20", "first_on": "2026-12-01"}
    without = do(samira, cast.emre, "regeling", stap="geheel", **wish)
    given = consent(cast.emre, elsewhere)

    before = do(samira, cast.emre, "regeling", stap="bekijk", **wish)
    told_before = Shared.objects.count()
    shown = do(samira, cast.emre, "regeling", stap="geheel", **wish)

    assert "Bosstroom" not in text_of(without)
    assert "€ 135,00" not in text_of(before)
    assert told_before == 0
    text = text_of(shown)
    assert "Hier € 45,00 € 5,00" in text
    assert "€ 135,00 € 15,00" in text
    assert "Samen staat er € 180,00 open, voor zover wij mogen weten." in text
    line = Shared.objects.get()
    assert (line.consent, line.to, line.data) == (given, cast.woonstede, ["balance", "status", "contact"])
    assert line.what == Telling.LOOKED


def test_nothing_of_others_is_seen_after_the_consent_was_taken_back(samira: Client, cast: Cast) -> None:
    elsewhere = make_elsewhere(amount_cents=13_500)
    consents.withdraw(consent(cast.emre, elsewhere), by="customer:4", at=NOW)

    shown = do(samira, cast.emre, "regeling", stap="geheel", instalment="20", first_on="2026-12-01")

    assert "Bosstroom" not in text_of(shown)
    assert not Shared.objects.exists()

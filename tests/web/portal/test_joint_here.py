"""One truth about money: what the page of one organisation says while its bills are in a plan with others."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests import beginnings
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_claim
from tests.web import pages, workbench
from tests.web.portal.companions import make_elsewhere, make_helper, make_link
from tests.web.portal.test_documents import pdf, printed
from tests.web.portal.visits import visit
from tijdig import clock
from tijdig.actions import cases
from tijdig.actions import joint as acts
from tijdig.models import Arrangement, Case, Creditor, Hold, Joint, Request
from tijdig.words import AssuranceLevel, ChannelKind, Rhythm

FIRST = date(2026, 12, 15)
LATER = datetime(2026, 12, 16, 9, 0, tzinfo=UTC)
NEXT = "Uw volgende betaling voor alles samen is € 60,00, op dinsdag 15 december."
PAYEE = "NL13 TEST 0123 4567 89"


def words(response: Any) -> str:
    return pages.said(pages.read(response.content)).replace("\N{NO-BREAK SPACE}", " ")


def links(client: Client) -> dict[str, str]:
    return pages.read(client.get("/overzicht").content).links


@pytest.fixture
def energy(cast: Cast) -> Case:
    return beginnings.go_on(make_payee)


def make_payee() -> Case:
    found = make_elsewhere(amount_cents=5_100)
    Creditor.objects.filter(pk=found.creditor_id).update(iban=PAYEE.replace(" ", ""), iban_name="Stichting Samen")
    return found


def agreed(anna: Case, energy: Case) -> Joint:
    """Anna asked it at Woonstede; Bosstroom takes part."""
    return beginnings.go_on(lambda: _agreed(anna, energy), anna.pk, energy.pk)


def _agreed(anna: Case, energy: Case) -> Joint:
    who: dict[str, Any] = {"by": f"customer:{anna.customer_id}", "at": NOW}
    joint = acts.start(anna, [energy.creditor], by_channel=ChannelKind.PORTAL, **who)
    acts.consent(
        joint.parts.get(creditor=energy.creditor), text_version="samen-2026-11", language="nl",
        by_channel=ChannelKind.PORTAL, level=AssuranceLevel.PROVEN, proof="", **who,
    )  # fmt: skip
    acts.capacity(joint, 6_000, Rhythm.MONTHLY, FIRST, **who)
    acts.ask(joint, **who)
    joint = acts.confirm(Joint.objects.get(pk=joint.pk), **who)
    assert joint.state == "active"
    return joint


@pytest.fixture
def joint(cast: Cast, energy: Case, settings: Any) -> Joint:
    """One organisation, not the one where it was asked, takes the money of all."""
    settings.JOINT_PAYEE = energy.creditor.code
    beginnings.go_on(lambda: make_link(cast.anna, energy), energy.pk)
    return agreed(cast.anna, energy)


@pytest.fixture
def anna(cast: Cast) -> Client:
    return visit(cast.anna, level=2)


def ours(case: Case) -> str:
    """The share of this file in a payment of the plan, as it is written."""
    cents = Arrangement.objects.get(case=case, state="active").instalments.order_by("number")[0].amount_cents
    return f"€ {cents // 100},{cents % 100:02d}"


# The overview --------------------------------------------------------------------------------------------------------


def test_overview_asks_for_the_payment_for_all_and_for_no_other(anna: Client, cast: Cast, joint: Joint) -> None:
    said = words(anna.get("/overzicht"))

    own = ours(cast.anna)
    assert "Er is één plan voor alles samen" in said
    assert f"{NEXT} Hiervan is {own} voor ons." in said
    assert f"Voor alles samen € 60,00 Wanneer Dinsdag 15 december Hiervan voor ons {own}" in said
    assert f"Rekening {PAYEE} Op naam van Stichting Samen Kenmerk SAMEN-{joint.pk}" in said
    assert "NL91 ABNA 0417 1643 00" not in said
    assert "De volgende betaling €" not in said
    assert links(anna)["Bekijk het plan"] == "/samen-regelen/plan"
    plan = words(anna.get("/samen-regelen/plan"))
    assert "€ 60,00" in plan
    assert "dinsdag 15 december" in plan


def test_overview_at_an_organisation_in_the_plan_leads_to_where_it_was_asked(energy: Case, joint: Joint) -> None:
    there = visit(energy, level=1)

    said = words(there.get("/overzicht"))

    assert f"{NEXT} Hiervan is {ours(energy)} voor ons." in said
    assert f"Kenmerk SAMEN-{joint.pk}" in said
    assert "Pas het plan aan bij Woonstede" in said
    found = links(there)
    assert re.fullmatch(r"/samen/\d+/openen", found["Naar het plan bij Woonstede"])
    assert not [address for label, address in found.items() if address.startswith("/samen-regelen")]


def test_code_alone_shows_nothing_of_the_others_and_asks_for_no_money_twice(
    energy: Case, cast: Cast, joint: Joint
) -> None:
    for case in (cast.anna, energy):
        said = words(visit(case, level=0).get("/overzicht"))

        assert f"Op dinsdag 15 december is er één betaling voor alles samen. Hiervan is {ours(case)} voor ons." in said
        assert "€ 60,00" not in said
        assert "SAMEN-" not in said
        assert PAYEE not in said
        assert "NL91 ABNA 0417 1643 00" not in said
        assert ("Woonstede maakte" in said, "bij Woonstede, of" in said) == (False, False)


def test_who_looks_along_sees_our_share_and_no_payment(cast: Cast, joint: Joint) -> None:
    client = visit(cast.anna, helper=make_helper(cast.anna, may_ask=True))

    said = words(client.get("/overzicht"))

    assert f"Hiervan is {ours(cast.anna)} voor ons." in said
    assert "€ 60,00" not in said
    assert "NL91 ABNA 0417 1643 00" not in said
    assert not [one for one in links(client).values() if one.startswith("/samen-regelen")]


def test_without_one_payee_our_account_stays_and_the_plan_is_named(anna: Client, cast: Cast, energy: Case) -> None:
    make_link(cast.anna, energy)
    agreed(cast.anna, energy)

    said = words(anna.get("/overzicht"))

    own = ours(cast.anna)
    assert f"Op dinsdag 15 december betaalt u {own} aan ons. Dat hoort bij het plan voor alles samen." in said
    assert f"De volgende betaling {own} Rekening NL91 ABNA 0417 1643 00" in said
    assert links(anna)["Bekijk het plan"] == "/samen-regelen/plan"


def test_missed_payment_is_that_of_the_plan(anna: Client, joint: Joint) -> None:
    Joint.objects.filter(pk=joint.pk).update(state="missed")

    assert "De betaling voor alles samen van dinsdag 15 december (€ 60,00) is nog niet binnen." in words(
        anna.get("/overzicht")
    )


def test_payment_whose_day_is_over_is_not_the_next_one(energy: Case, cast: Cast, joint: Joint) -> None:
    clock.fix(LATER)
    whole = visit(cast.anna, level=2, at=LATER)
    own = ours(cast.anna)

    said, plan = words(whole.get("/overzicht")), words(whole.get("/samen-regelen/plan"))
    hidden = words(visit(cast.anna, level=0, at=LATER).get("/overzicht"))

    assert "De betaling voor alles samen van dinsdag 15 december (€ 60,00) is nog niet binnen." in said
    assert "Voor alles samen € 60,00 Dit was voor Dinsdag 15 december" in said
    assert "De betaling van dinsdag 15 december is nog niet binnen." in plan
    assert f"De betaling voor alles samen van dinsdag 15 december is nog niet binnen. Hiervan is {own}" in hidden
    for page in (said, plan, hidden):
        assert "volgende betaling" not in page
        assert "De volgende keer" not in page
        assert "is er één betaling" not in page


def test_share_whose_own_last_day_is_over_is_still_in_the_plan(cast: Cast, joint: Joint) -> None:
    Hold.objects.filter(arrangement__case=cast.anna).update(until_on=LATER.date())
    clock.fix(LATER)

    said = words(visit(cast.anna, level=2, at=LATER).get("/overzicht"))

    assert "Er is één plan voor alles samen" in said
    assert "Zolang het plan loopt, sturen wij geen herinneringen over deze rekeningen." in said


def test_payment_of_today_is_still_the_next_one(cast: Cast, joint: Joint) -> None:
    clock.fix(LATER - timedelta(days=1))
    whole = visit(cast.anna, level=2, at=LATER - timedelta(days=1))

    assert NEXT in words(whole.get("/overzicht"))
    assert "De volgende keer, op dinsdag 15 december." in words(whole.get("/samen-regelen/plan"))


def test_our_payment_apart_whose_day_is_over_is_not_in(cast: Cast, energy: Case) -> None:
    make_link(cast.anna, energy)
    agreed(cast.anna, energy)
    clock.fix(LATER)

    said = words(visit(cast.anna, level=2, at=LATER).get("/overzicht"))

    assert f"De betaling van dinsdag 15 december aan ons ({ours(cast.anna)}) is nog niet binnen." in said


def test_bill_that_came_in_since_stands_apart(anna: Client, cast: Cast, joint: Joint) -> None:
    make_claim(
        cast.anna.customer, amount_cents=9_952, due_on=TODAY + timedelta(days=11), kind="rent",
        description="Huur december 2026",
    )  # fmt: skip

    said = words(anna.get("/overzicht"))

    assert "€ 182,40 Dit is uw huur van oktober en november." in said
    assert "Dit komt nog, en hoort niet bij de regeling" in said
    assert "De nieuwe rekening Die hoort niet bij de regeling. U betaalt haar apart, aan ons." in said
    assert "Huur december 2026 € 99,52, uiterlijk 5 december 2026 Rekening NL91 ABNA 0417 1643 00" in said


def test_bill_that_is_late_beside_an_arrangement_is_in_no_sum_of_it(anna: Client, cast: Cast, joint: Joint) -> None:
    make_claim(
        cast.anna.customer, amount_cents=9_952, due_on=TODAY - timedelta(days=3), kind="rent",
        description="Huur december 2026",
    )  # fmt: skip

    said = words(anna.get("/overzicht"))

    assert "€ 281,92" not in said
    assert "Huur december 2026 (€ 99,52) hoort niet bij de regeling." in said
    assert "Dit is nieuw, en hoort niet bij de regeling" in said


def test_file_whose_share_is_paid_says_that_the_plan_goes_on(anna: Client, cast: Cast, joint: Joint) -> None:
    own = joint.parts.get(case=cast.anna)
    acts.pay(joint, 18_240, TODAY, "bank-1", by="bank", at=NOW, part=own)

    said = words(anna.get("/overzicht"))

    assert "Bij ons is alles betaald" in said
    assert "Het plan voor alles samen loopt nog, voor de andere organisaties." in said
    assert "U hoeft niets meer te doen" not in said
    assert links(anna)["Kijk hoe het staat met alles samen"] == "/samen-regelen"


# On paper ------------------------------------------------------------------------------------------------------------


def test_paper_of_the_arrangement_asks_for_the_payment_for_all(anna: Client, cast: Cast, joint: Joint) -> None:
    said = printed(pdf(anna, "/afspraak.pdf"))

    assert "in één plan met andere organisaties" in said
    assert f"dinsdag 15 december 2026 {ours(cast.anna)} € 60,00" in said
    assert "Samen € 233,40" in said
    assert "Hiervan is € 182,40 voor ons." in said
    assert f"SAMEN-{joint.pk}" in said
    assert PAYEE in said
    assert "NL91 ABNA 0417 1643 00" not in said


# A pause, another amount ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "to"),
    [
        ("/afspraak", "/samen-regelen/anders"),
        ("/afspraak?wat=lager&bedrag=10", "/samen-regelen/anders"),
        ("/afspraak/pauze", "/samen-regelen/pauze"),
        ("/afspraak/pauze?weken=2", "/samen-regelen/pauze"),
    ],
)
def test_share_alone_changes_nowhere(
    address: str, to: str, anna: Client, cast: Cast, energy: Case, joint: Joint
) -> None:
    before = list(Arrangement.objects.order_by("pk").values_list("pk", "state"))

    assert anna.get(address)["Location"] == to
    assert anna.post(address, {"lukt": "ja"})["Location"] == to
    assert visit(energy, level=2).post(address, {"lukt": "ja"})["Location"] == "/overzicht"

    assert list(Arrangement.objects.order_by("pk").values_list("pk", "state")) == before
    assert not Request.objects.exists()


def test_overview_leads_to_the_pause_and_the_change_of_the_plan(anna: Client, joint: Joint) -> None:
    found = links(anna)

    assert found["Nu even pauze"] == "/samen-regelen/pauze"
    assert found["Het plan past niet"] == "/samen-regelen/anders"
    assert "De regeling past niet" not in found


def test_arrangement_that_goes_on_alone_changes_here_again(anna: Client, cast: Cast, joint: Joint) -> None:
    acts.end(joint, by=f"customer:{cast.anna.customer_id}", at=NOW)

    assert anna.get("/afspraak/pauze").status_code == 200
    assert links(anna)["Nu even pauze"] == "/afspraak/pauze"
    assert anna.get("/afspraak/pauze?weken=2").status_code == 200


# The end -------------------------------------------------------------------------------------------------------------


def test_overview_thanks_for_a_plan_that_is_done_beside_a_new_bill(anna: Client, cast: Cast, joint: Joint) -> None:
    acts.pay(joint, 23_340, TODAY, "bank-1", by="bank", at=NOW)
    assert links(anna)["Kijk terug naar het plan"] == "/samen-regelen/plan"  # nothing else is open
    assert words(anna.get("/overzicht")).count("Dank u wel.") == 1
    make_claim(cast.anna.customer, amount_cents=9_952, due_on=TODAY - timedelta(days=3), kind="rent")
    cases.open_again(Case.objects.get(pk=cast.anna.pk), by="system", at=NOW)

    said = words(anna.get("/overzicht"))

    assert "Het plan voor alles samen is klaar. Dank u wel." in said
    assert "€ 99,52" in said
    assert links(anna)["Kijk terug naar het plan"] == "/samen-regelen/plan"
    helped = visit(cast.anna, level=2, helper=make_helper(cast.anna))
    assert "is klaar" not in words(helped.get("/overzicht"))


def test_overview_says_nothing_of_a_plan_that_is_done_once_it_runs_again_or_another_is_asked(
    anna: Client, cast: Cast, joint: Joint
) -> None:
    paid = acts.pay(joint, 23_340, TODAY, "bank-1", by="bank", at=NOW)
    acts.take_back(paid, booked_on=TODAY, by="bank", at=NOW)
    assert "Kijk terug naar het plan" not in links(anna)
    acts.pay(Joint.objects.get(pk=joint.pk), 23_340, TODAY, "bank-2", by="bank", at=NOW)
    assert "Kijk terug naar het plan" in links(anna)

    acts.start(Case.objects.get(pk=cast.anna.pk), [], by_channel=ChannelKind.PHONE, by="user:1", at=NOW)

    assert "Kijk terug naar het plan" not in links(anna)


def test_overview_says_nothing_of_a_plan_that_stopped(anna: Client, joint: Joint) -> None:
    acts.end(joint, by="user:1", at=NOW)

    assert "is klaar" not in words(anna.get("/overzicht"))
    assert "Kijk terug naar het plan" not in links(anna)


def test_plan_that_is_done_says_what_was_paid_to_whom_and_when(anna: Client, cast: Cast, joint: Joint) -> None:
    acts.pay(joint, 6_000, date(2026, 12, 15), "bank-1", by="bank", at=NOW)
    acts.pay(joint, 17_340, date(2027, 1, 4), "bank-2", by="bank", at=NOW)

    said = words(anna.get("/samen-regelen/plan"))

    assert "Alles uit het plan is betaald" in said
    assert "Van 15 december 2026 tot en met 4 januari 2027" in said
    assert "Bosstroom € 51,00" in said
    assert "Woonstede € 182,40" in said
    assert "Samen € 233,40" in said
    assert "Kreeg € 182,40." in said
    for then in ("Er is € 182,40 open", "U kunt missen", "Nog te betalen", "niets meer te doen. Dank"):
        assert then not in said
    part = joint.parts.get(case=cast.anna)
    own = words(anna.get(f"/samen-regelen/{part.pk}"))
    assert "Gekregen € 182,40" in own
    assert "Open €" not in own


def test_colleague_sees_no_row_that_is_late_of_a_plan_that_is_done(cast: Cast, joint: Joint) -> None:
    acts.pay(joint, 23_340, date(2026, 12, 15), "bank-1", by="bank", at=NOW)

    said = words(workbench.signed_in(cast.samira).get(f"/werk/samen/{joint.pk}"))

    assert "(te laat)" not in said
    assert "Kreeg € 182,40." in said
    assert "15 december 2026: € 233,40" in said


# At the desk ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["regeling-veranderen", "regeling-pauze", "regeling-stoppen"])
def test_colleague_changes_a_share_in_the_plan_only(act: str, cast: Cast, joint: Joint) -> None:
    samira = workbench.signed_in(cast.samira)
    before = Arrangement.objects.get(case=cast.anna, state="active")

    page = samira.get(f"/werk/dossier/{cast.anna.pk}")
    sent = samira.post(f"/werk/dossier/{cast.anna.pk}/{act}", {"version": cast.anna.version, "weeks": "2"})

    assert f"/werk/dossier/{cast.anna.pk}/{act}" not in page.content.decode()
    assert "Dit is ons deel van een plan met andere organisaties." in words(page)
    assert "Deze regeling is een deel van een plan met andere organisaties." in words(sent)
    assert Arrangement.objects.get(case=cast.anna, state="active") == before

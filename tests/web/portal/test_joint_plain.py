"""What a customer reads of a plan for all together: the answer first, true sums, who is in it, and a way back."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOW
from tests.web import pages
from tests.web.portal.companions import give_letter
from tests.web.portal.jointly import Four, make_four, make_joint, make_plan
from tests.web.portal.visits import ask, hidden, visit
from tijdig import clock
from tijdig.models import Creditor, JointLine, JointPart
from tijdig.web.reading import COOKIE

HERE = "/samen-regelen"


def words(response: Any) -> str:
    return pages.said(pages.read(response.content)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def four(cast: Cast) -> Four:
    return make_four(cast)


@pytest.fixture
def anna(cast: Cast) -> Client:
    return visit(cast.anna, level=2)


# The answer first -----------------------------------------------------------------------------------------------------


def test_plan_that_runs_says_first_what_is_paid_when_to_whom_and_folds_the_rest(anna: Client, four: Four) -> None:
    joint = make_joint(four, "active", "running", "running", "declined")
    make_plan(joint, confirmed_at=NOW)

    page = anna.get(f"{HERE}/plan")
    said = words(page)
    assert "Uw plan loopt € 77,80 De volgende keer, op dinsdag 1 december. Op die dag betaalt u elke" in said
    assert "Woonstede € 60,80 Bosstroom € 17,00 Zo betaalt u" in said
    content = page.content.decode()
    assert content.count("<li><details><summary><strong>") == 3
    assert "<summary>Het plan in het kort</summary>" in content


def test_plan_with_one_payee_names_who_takes_the_payment(anna: Client, four: Four) -> None:
    joint = make_joint(four, "active", "running", "running", pay_to=four.water)
    make_plan(joint, confirmed_at=NOW)

    assert "Naar Waterheld. Die verdeelt het." in words(anna.get(f"{HERE}/plan"))


def test_other_proposal_stands_on_top_with_one_button(anna: Client, four: Four) -> None:
    make_plan(make_joint(four, "proposed", "accepted", "countered"))

    said = words(anna.get(f"{HERE}/plan"))

    assert "Er is een ander voorstel Bosstroom: Vraagt € 30,00 per keer. U kiest wat er gebeurt." in said
    assert said.index("Kijk wat Bosstroom vraagt") < said.index("Waar het staat")


# Sums that are true ---------------------------------------------------------------------------------------------------


def test_offer_whose_last_payment_is_another_says_so(anna: Client, four: Four) -> None:
    joint = make_joint(four, "offered", "accepted", "accepted", spare_cents=7_780)
    plan = make_plan(joint)
    even = words(anna.get(f"{HERE}/voorstel"))
    JointLine.objects.filter(plan=plan, number=3, part__creditor=four.anna.creditor).update(amount_cents=5_080)

    said = words(anna.get(f"{HERE}/voorstel"))

    assert "en dan nog" not in even.partition("Wie krijgt hoeveel")[0]
    assert "€ 77,80 per keer, 2 keer, en dan nog € 67,80. Klaar in februari 2027." in said


def test_offer_says_who_goes_first_and_why(anna: Client, four: Four) -> None:
    make_plan(make_joint(four, "offered", "accepted", "accepted"))
    before = words(anna.get(f"{HERE}/voorstel"))
    JointPart.objects.filter(creditor=four.energy.creditor).update(is_threatening=True)

    after = words(anna.get(f"{HERE}/voorstel"))

    assert "dreigt" not in before
    assert (
        "Bosstroom gaat voor, want daar dreigt ontruiming of afsluiting. Daarna verdelen wij over de andere." in after
    )


def test_amount_from_which_it_is_short_says_who_is_not_reckoned_with(anna: Client, four: Four) -> None:
    weighs = [{"why": "too_long", "since_on": "2026-11-24"}]
    states = ("weighed", "confirmed", "confirmed", "silent", "declined")
    make_joint(four, *states, spare_cents=1_000, weighs=weighs, others="Telefoonbedrijf")

    said = words(anna.get(f"{HERE}/plan"))

    assert "Vanaf € 13,00 per keer is alles binnen 18 maanden betaald bij Woonstede en Bosstroom." in said
    assert "Nog niet meegeteld: Waterheld. Daar weten wij nog niet hoeveel er open is." in said
    assert "Niet meegeteld: Zorgpunt en Telefoonbedrijf. Zij zitten niet in het plan." in said
    assert "Niemand valt daardoor af." in said
    assert "Laat Zorgpunt uit het plan" not in said


# Who is in it ---------------------------------------------------------------------------------------------------------


def test_organisation_that_never_was_in_it_did_not_go_out(anna: Client, four: Four) -> None:
    joint = make_joint(four, "active", "running", "left", "left", "left")
    make_plan(joint, confirmed_at=NOW)
    was_in, nothing, never = joint.parts.order_by("pk")[1:]
    plan = joint.plans.get()
    JointLine.objects.create(plan=plan, part=was_in, number=1, due_on=NOW.date(), amount_cents=100)
    JointPart.objects.filter(pk=nothing.pk).update(balance_cents=0)

    said = words(anna.get(f"{HERE}/plan"))

    assert "Bosstroom Staat niet meer in dit plan Energie." in said
    assert "Waterheld Ging niet mee Daar is niets open." in said
    assert "Zorgpunt Ging niet mee Ging niet mee in het plan. Zorgverzekering." in said
    assert never.pk


def test_plan_that_never_began_is_nobodys_refusal(anna: Client, four: Four) -> None:
    make_joint(four, "ended", "left", "left", "left")

    said = words(anna.get(f"{HERE}/plan"))

    assert "Bosstroom Het plan begon niet" in said
    assert "Ging niet mee" not in said


def test_organisations_are_told_apart_by_what_they_are_for(anna: Client, four: Four) -> None:
    picks = words(anna.get(f"{HERE}/wie"))

    assert "Waterheld Water" in picks
    assert "Zorgpunt Zorgverzekering" in picks
    assert "Bosstroom Energie. Staat al op uw pagina" in picks


def test_who_is_arranging_together_is_not_asked_whether_later(cast: Cast, four: Four) -> None:
    client = visit(cast.anna, level=2)
    before = words(client.get(ask(client, "uitleg", {"tekst": "Wat is dit?"})["Location"]))
    make_joint(four, "inventory", "asked", "asked")

    after = words(client.get(ask(client, "uitleg", {"tekst": "En dit?"})["Location"]))

    assert "Later samen regelen" in before
    assert "Later samen regelen" not in after


# Away for a while, and in another language ----------------------------------------------------------------------------


def test_who_was_away_hears_so_and_comes_back_where_they_were(cast: Cast, four: Four) -> None:
    make_joint(four, "active", "running", "running")
    client = visit(cast.anna, level=2, minutes=30)
    clock.fix(NOW + timedelta(hours=3))

    asked = client.get(f"{HERE}/bedrag?bedrag=60&ritme=monthly&geheim=x")
    door = client.get(asked["Location"])
    fresh = Client().get(asked["Location"])
    back = unescape(hidden(door)["naar"])
    came = client.post("/", {"naar": back, "code": give_letter(cast.anna)})

    wanted = "/?naar=%2Fsamen-regelen%2Fbedrag%3Fbedrag%3D60%26ritme%3Dmonthly"
    assert asked["Location"] == wanted
    assert "U bent een tijd weg geweest." in words(door)
    assert "Daarna gaat u verder waar u was." in words(door)
    assert "een tijd weg geweest" not in words(fresh)
    assert came["Location"] == f"{HERE}/bedrag?bedrag=60&ritme=monthly"


@pytest.mark.parametrize(("drafts", "tag"), [(["ar", "en"], "en"), (["ar"], "nl")])
def test_who_reads_a_language_without_these_pages_gets_english_and_the_way_to_a_call(
    drafts: list[str], tag: str, cast: Cast, four: Four
) -> None:
    Creditor.objects.filter(pk=cast.woonstede.pk).update(draft_languages=drafts)
    client = visit(cast.anna, level=2)
    client.cookies[COOKIE] = "taal-ar"

    for address in (HERE, f"{HERE}/wie", "/bewijs?naar=/samen-regelen"):
        page = client.get(address, follow=True).content.decode()
        if address == HERE:
            assert f'<html lang="{tag}"' in page
            assert '<a href="/taal/ar" lang="ar" hreflang="ar" dir="rtl">اتصلوا بي بلغتي</a>' in page
        else:
            assert f'<html lang="{tag}"' in page
    assert '<html lang="nl"' in client.get("/overzicht").content.decode()

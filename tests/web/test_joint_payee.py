"""Who takes the money for all sees what comes when, what came in and what goes on to whom; and no more of the plan."""

from typing import Any

import pytest
from django.test import Client

from tests.actions.test_joint_returning import taken_back
from tests.web import workbench
from tests.web.portal.jointly import Four
from tests.web.test_joint_counter import (
    accepted,
    act,
    asked,
    balances,
    bo,
    four,
    part,
    running,
    went,
    works_at,
)
from tests.web.test_workbench import read, said
from tijdig import clock
from tijdig.actions import joint as acts
from tijdig.models import Creditor, Joint, JointPayment
from tijdig.web.workbench.joints import JOINT_ACTS

__all__ = ["bo", "four"]
pytestmark = pytest.mark.django_db
CHECK: dict[str, Any] = {"amount": "60", "paid_on": "2026-11-24", "reference": "dagafschrift 12"}


@pytest.fixture
def zita(four: Four, settings: Any) -> Client:
    """Somebody who works at Zorgpunt, which takes the money of every plan and is in none of these."""
    settings.JOINT_PAYEE = four.care.code
    return workbench.signed_in(works_at(four.care, "Zita Zorg"))


def agreed(samira: Client, bo: Client, four: Four) -> Joint:
    """The customer said yes to a plan of 60 euros."""
    joint = asked(samira, four)
    balances(samira, bo, joint)
    running(samira, bo, joint)
    return Joint.objects.get(pk=joint.pk)


def page_of(client: Client, joint: Joint) -> str:
    return said(read(client, f"/werk/samen/{joint.pk}"))


def test_before_the_customer_said_yes_there_is_nothing_to_see(
    samira: Client, bo: Client, zita: Client, four: Four
) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)
    accepted(samira, bo, joint)
    assert joint.pay_to == four.care

    assert zita.get(f"/werk/samen/{joint.pk}").status_code == 404
    assert zita.get(f"/werk/samen/{joint.pk}/betaald").status_code == 404
    assert "Er loopt nu niets samen." in said(read(zita, "/werk/samen"))


def test_payee_sees_what_comes_when_and_where_each_share_goes(
    samira: Client, bo: Client, zita: Client, four: Four
) -> None:
    joint = agreed(samira, bo, four)

    listed, page = said(read(zita, "/werk/samen")), page_of(zita, joint)

    assert f"SAMEN-{joint.pk} Wij ontvangen het geld, en verdelen het" in listed
    assert f"Op onze rekening, met het kenmerk SAMEN-{joint.pk}." in page
    assert "15 dec 2026 Woonstede € 33,84, Bosstroom € 9,46, Waterheld € 16,70 € 60,00" in page
    assert "Wat wij doorgeven van de betaling van 15 december 2026" in page
    assert "Aan Waterheld € 16,70 Rekening NL20 INGB 0001 2345 67, op naam van Waterheld" in page
    assert "Er kwam nog niets binnen." in page


def test_payee_sees_nothing_of_who_it_is_about_or_how_it_stands(
    samira: Client, bo: Client, zita: Client, four: Four
) -> None:
    joint = agreed(samira, bo, four)
    assert went(act(zita, joint, "betaald", **CHECK), joint, "betaald")

    seen = page_of(zita, joint) + said(read(zita, "/werk/samen"))
    seen += said(read(zita, f"/werk/samen/{joint.pk}/betaald")) + said(read(zita, f"/werk/samen/{joint.pk}/terug"))

    hidden = (
        "Anna",
        "de Wit",
        "182,40",
        "€ 90,00",
        "Te missen",
        "Toestemming",
        "loopt mee",
        "Wat is verteld",
        "Samira",
    )
    assert [word for word in hidden if word in seen] == []


def test_payee_sees_what_came_in_who_got_what_and_what_went_back(
    samira: Client, bo: Client, zita: Client, four: Four
) -> None:
    joint = agreed(samira, bo, four)

    assert went(act(zita, joint, "betaald", **CHECK), joint, "betaald")
    came = page_of(zita, joint)
    paid = JointPayment.objects.get()
    assert went(act(zita, joint, "terug", payment=str(paid.pk)), joint, "terug")

    assert (
        "24 nov 2026 Woonstede € 33,84 (staat daar in het dossier), Bosstroom € 9,46 (staat daar in het dossier), "
        "Waterheld € 16,70 € 60,00"
    ) in came
    assert "15 jan 2027" in came
    assert "Teruggeboekt. Woonstede € 33,84, Bosstroom € 9,46, Waterheld € 16,70 € 60,00" in page_of(zita, joint)
    assert taken_back() == -4_330


def test_payee_does_what_is_about_the_money_and_nothing_else(
    samira: Client, bo: Client, zita: Client, four: Four
) -> None:
    joint = agreed(samira, bo, four)
    part_of = f"?deel={part(joint, 'Waterheld').pk}"

    met = {
        name: {zita.get(f"/werk/samen/{joint.pk}/{name}{more}").status_code for more in ("", part_of)}
        for name in JOINT_ACTS
    }

    assert {name for name, codes in met.items() if 200 in codes} == {"betaald", "terug"}
    assert zita.get(f"/werk/samen/{joint.pk}/hulp.json").status_code == 404


def test_organisation_of_which_the_consent_was_taken_back_has_no_name_there(
    samira: Client, bo: Client, zita: Client, four: Four
) -> None:
    joint = agreed(samira, bo, four)
    assert went(act(zita, joint, "betaald", **CHECK), joint, "betaald")

    assert went(act(samira, joint, "intrekken", part(joint, "Waterheld")), joint, "intrekken")

    page = page_of(zita, joint)
    assert "Waterheld" not in page
    assert "een organisatie die niet meer meedoet € 16,70" in page


def test_after_all_is_paid_what_came_in_stays_to_be_read_and_taken_back(
    samira: Client, bo: Client, zita: Client, four: Four
) -> None:
    joint = agreed(samira, bo, four)
    left = sum(one.balance_cents or 0 for one in joint.parts.all())
    values = CHECK | {"amount": f"{left // 100},{left % 100:02d}"}
    assert went(act(zita, joint, "betaald", **values), joint, "betaald")

    page = read(zita, f"/werk/samen/{joint.pk}")

    assert "Er komt nu niets meer binnen voor dit plan." in said(page)
    assert "Waterheld € 90,00" in said(page)
    assert "Een betaling terugdraaien" in page.links
    assert "Een betaling opschrijven" not in page.links


def test_payee_that_takes_part_sees_its_own_part_and_the_money(
    samira: Client, bo: Client, four: Four, settings: Any
) -> None:
    settings.JOINT_PAYEE = four.energy.creditor.code
    Creditor.objects.filter(pk=four.energy.creditor_id).update(iban="NL91ABNA0417164300", iban_name="Bosstroom")
    joint = agreed(samira, bo, four)

    page = page_of(bo, joint)

    assert "Anna de Wit" in page
    assert "Bosstroom (wij)" in page
    assert "15 dec 2026 Woonstede € 33,84, Bosstroom € 9,46, Waterheld € 16,70 € 60,00" in page
    assert "Aan Bosstroom" not in page
    assert "Te missen" not in page


def test_payee_whose_own_part_ended_knows_the_plan_by_its_number_only(
    samira: Client, bo: Client, four: Four, settings: Any
) -> None:
    settings.JOINT_PAYEE = four.energy.creditor.code
    Creditor.objects.filter(pk=four.energy.creditor_id).update(iban="NL91ABNA0417164300", iban_name="Bosstroom")
    joint = agreed(samira, bo, four)
    own = part(joint, "Bosstroom")

    assert went(act(samira, joint, "intrekken", own), joint, "intrekken")

    page, form = page_of(bo, joint), said(read(bo, f"/werk/samen/{joint.pk}/betaald"))
    assert f"SAMEN-{joint.pk}" in form
    assert "de Wit" not in page + form
    assert bo.get(f"/werk/samen/{joint.pk}/besluit?deel={own.pk}").status_code == 404


def test_house_that_is_the_payee_sees_who_got_what(samira: Client, bo: Client, four: Four, settings: Any) -> None:
    settings.JOINT_PAYEE = four.anna.creditor.code
    Creditor.objects.filter(pk=four.anna.creditor_id).update(iban="NL91ABNA0417164300", iban_name="Woonstede")
    joint = agreed(samira, bo, four)

    acts.pay(joint, 6_000, clock.now().date(), "B-1", by="user:1", at=clock.now())

    page = page_of(samira, joint)
    assert "Wat wij doorgeven van de betaling van 15 januari 2027 Aan Bosstroom € 9,46" in page
    assert "Woonstede € 33,84 (staat daar in het dossier)" in page
    assert page.count("Wat binnenkwam") == 1


def test_who_takes_no_money_finds_nothing(samira: Client, bo: Client, four: Four) -> None:
    joint = agreed(samira, bo, four)
    there = workbench.signed_in(works_at(four.care, "Zita Zorg"))

    assert there.get(f"/werk/samen/{joint.pk}").status_code == 404
    assert "SAMEN" not in page_of(samira, joint)
    assert "SAMEN" not in page_of(bo, joint)


def test_plan_that_is_talked_about_anew_shows_the_payee_what_was_agreed(
    samira: Client, bo: Client, zita: Client, four: Four
) -> None:
    joint = agreed(samira, bo, four)
    assert went(act(samira, joint, "herberekenen", change="less_income"), joint, "herberekenen")
    values: dict[str, Any] = {"spare": "40", "rhythm": "monthly", "first_on": "2026-12-15"}
    assert went(act(samira, joint, "ruimte", **values), joint, "ruimte")

    page = page_of(zita, joint)

    assert "€ 60,00" in page
    assert "€ 40,00" not in page

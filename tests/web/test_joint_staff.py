"""A joint arrangement at work: every answer lands on a page, every mistake is named, and the next act comes first."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories import NOW, make_hold
from tests.web import pages, workbench
from tests.web.portal.jointly import Four, make_joint, make_plan
from tests.web.portal.visits import visit
from tests.web.test_joint_counter import (
    accepted,
    act,
    asked,
    balances,
    begin,
    bo,
    consented,
    four,
    part,
    running,
    state,
    text_of,
    went,
    works_at,
)
from tests.web.test_workbench import read, said
from tijdig import clock
from tijdig.actions import joint as acts
from tijdig.models import Joint
from tijdig.words import ChangeReason

__all__ = ["bo", "four"]
pytestmark = pytest.mark.django_db


# What our organisation answers ---------------------------------------------------------------------------------------


def test_amount_left_empty_is_a_named_mistake(bo: Client, samira: Client, four: Four) -> None:
    joint = asked(samira, four)
    own = part(joint, "Bosstroom")

    response = act(bo, joint, "bedrag", own, answer="open", amount="", contact="Bo Bos")

    assert response.status_code == 422
    assert "Vul in hoeveel er open is. Is er niets open? Kies dat hierboven." in text_of(response)
    assert part(joint, "Bosstroom").state == "asked"


def test_nothing_open_is_an_answer_with_a_page_behind_it(bo: Client, samira: Client, four: Four) -> None:
    joint = asked(samira, four)

    response = act(
        bo, joint, "bedrag", part(joint, "Bosstroom"), answer="niets", amount="", contact="Bo Bos", is_checked="on"
    )

    assert went(response, joint, "bedrag")
    page = bo.get(response["Location"])
    assert page.status_code == 200
    assert "Wij staan niet meer in dit plan." in text_of(page)
    assert part(joint, "Bosstroom").balance_cents == 0


def test_nothing_and_an_amount_cannot_both_be_right(bo: Client, samira: Client, four: Four) -> None:
    joint = asked(samira, four)

    response = act(bo, joint, "bedrag", part(joint, "Bosstroom"), answer="niets", amount="12", contact="Bo Bos")

    assert response.status_code == 422
    assert "U koos dat er niets open is, en vulde ook een bedrag in." in text_of(response)


def test_who_does_not_know_the_customer_says_so(samira: Client, four: Four) -> None:
    joint = asked(samira, four)
    there = works(four.water, "Wim Water")
    own = part(joint, "Waterheld")
    form = said(read(there, f"/werk/samen/{joint.pk}/bedrag?deel={own.pk}"))

    response = act(there, joint, "bedrag", own, answer="onbekend", contact="Wim")

    assert "Wij kennen deze klant niet" in form
    assert went(response, joint, "bedrag")
    found = part(joint, "Waterheld")
    assert (found.state, found.reason) == ("declined", "Bij ons staat niets op deze naam.")
    assert there.get(response["Location"]).status_code == 200


def test_with_a_file_here_nobody_says_that_the_customer_is_not_known(bo: Client, samira: Client, four: Four) -> None:
    joint = asked(samira, four)
    own = part(joint, "Bosstroom")

    form = said(read(bo, f"/werk/samen/{joint.pk}/bedrag?deel={own.pk}"))
    response = act(bo, joint, "bedrag", own, answer="onbekend", contact="Bo Bos")

    assert "Wij kennen deze klant niet" not in form
    assert response.status_code == 422


def works(creditor: Any, name: str) -> Client:
    """Somebody who works there."""

    return workbench.signed_in(works_at(creditor, name))


def test_no_lands_on_a_page_that_can_be_read(bo: Client, samira: Client, four: Four) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)

    response = act(bo, joint, "besluit", part(joint, "Bosstroom"), answer="nee", reason="Dit kan niet.")

    assert went(response, joint, "besluit")
    assert "Wij doen niet mee." in text_of(bo.get(response["Location"]))


def test_who_took_part_reads_the_plan_that_is_done_and_does_nothing_more_in_it(
    bo: Client, samira: Client, four: Four
) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)
    running(samira, bo, joint)
    left = sum(one.balance_cents or 0 for one in joint.parts.all())
    values = {"amount": f"{left // 100},{left % 100:02d}", "paid_on": "2026-11-24", "reference": "balie 9"}
    assert went(act(samira, joint, "betaald", **values), joint, "betaald")
    assert state(joint) == "completed"
    own = part(joint, "Bosstroom")

    page = text_of(bo.get(f"/werk/samen/{joint.pk}"))
    on_case = said(read(bo, f"/werk/dossier/{four.energy.pk}"))
    again = act(bo, joint, "besluit", own, answer="ja")

    assert "Alles is betaald." in page
    assert "Bosstroom (wij)" in page
    assert "Waterheld" not in page
    assert "Samen geregeld" in on_case or "gezamenlijke plan" in on_case
    assert "Dit kan nu niet" in text_of(again)


def test_what_the_customer_took_back_is_read_by_nobody_there(bo: Client, samira: Client, four: Four) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)
    running(samira, bo, joint)

    assert went(act(samira, joint, "intrekken", part(joint, "Bosstroom")), joint, "intrekken")

    assert bo.get(f"/werk/samen/{joint.pk}").status_code == 404


def test_plan_of_which_the_own_part_is_over_is_not_in_the_list(bo: Client, samira: Client, four: Four) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)
    assert "Anna de Wit" in said(read(bo, "/werk/samen"))

    act(bo, joint, "besluit", part(joint, "Bosstroom"), answer="nee", reason="Dit kan niet.")

    assert "Er loopt nu niets samen." in said(read(bo, "/werk/samen"))


# At the counter ------------------------------------------------------------------------------------------------------


def buttons(client: Client, joint: Joint) -> list[str]:
    """What can be done now, the first one first."""
    page = read(client, f"/werk/samen/{joint.pk}")
    acts_now = [text for text, address in page.links.items() if f"/werk/samen/{joint.pk}/" in address]
    return [text for text in acts_now if not text.startswith(("Vragen", "Intrekken"))]


def test_begun_lands_on_the_plan_with_what_to_do(samira: Client, four: Four) -> None:
    joint = begin(samira, four)

    page = text_of(samira.get(f"/werk/samen/{joint.pk}?gedaan=begonnen"))

    assert "Het gezamenlijke plan is begonnen. Vraag nu per organisatie toestemming." in page
    assert buttons(samira, joint)[0] == "Toestemming vragen: Bosstroom"


def test_next_act_comes_first(samira: Client, four: Four) -> None:
    joint = begin(samira, four)
    firsts = [buttons(samira, joint)[0]]
    for name in ("Bosstroom", "Waterheld"):
        assert went(consented(samira, joint, name), joint, "toestemming")
        firsts.append(buttons(samira, joint)[0])
    said_ask = said(read(samira, f"/werk/samen/{joint.pk}"))
    values = {"spare": "60", "rhythm": "monthly", "first_on": "2026-12-15"}
    assert went(act(samira, joint, "ruimte", **values), joint, "ruimte")
    firsts.append(buttons(samira, joint)[0])

    assert firsts == [
        "Toestemming vragen: Bosstroom", "Toestemming vragen: Waterheld", "Wat kan de klant missen?",
        "Nu overal vragen",
    ]  # fmt: skip
    assert "Vraag nu wat er elke keer te missen is." in said_ask
    assert "Alles is bekend. Vraag nu overal hoeveel er open is." in said(read(samira, f"/werk/samen/{joint.pk}"))
    assert "Toestemming vragen" not in " ".join(buttons(samira, joint))


def offered(samira: Client, bo: Client, four: Four) -> Joint:
    joint = asked(samira, four)
    balances(samira, bo, joint)
    accepted(samira, bo, joint)
    assert state(joint) == "offered"
    return joint


def test_old_plan_is_offered_only_where_there_is_one_and_doubt_always(bo: Client, samira: Client, four: Four) -> None:
    joint = offered(samira, bo, four)
    form = said(read(samira, f"/werk/samen/{joint.pk}/klant"))
    old = act(samira, joint, "klant", answer="oud")

    response = act(samira, joint, "klant", answer="twijfel")

    assert "Het oude plan houden" not in form
    assert "De klant twijfelt, of wil nu niet kiezen. Het blijft liggen tot en met 8 december 2026" in form
    assert old.status_code == 422
    assert went(response, joint, "klant")
    assert state(joint) == "offered"
    assert "De klant twijfelt nog over het gezamenlijke plan" in said(read(samira, f"/werk/dossier/{four.anna.pk}"))


def test_old_plan_can_be_kept_where_one_ran(bo: Client, samira: Client, four: Four) -> None:
    joint = revised(samira, bo, four)

    form = said(read(samira, f"/werk/samen/{joint.pk}/klant"))

    assert "Het oude plan houden" in form
    assert went(act(samira, joint, "klant", answer="oud"), joint, "klant")


def revised(samira: Client, bo: Client, four: Four, *, spare: str = "40") -> Joint:
    """It runs with 60 euros; less income, and a new plan of 40 lies there."""
    joint = offered(samira, bo, four)
    assert went(act(samira, joint, "klant", answer="ja"), joint, "klant")
    assert went(act(samira, joint, "herberekenen", change="less_income"), joint, "herberekenen")
    values = {"spare": spare, "rhythm": "monthly", "first_on": "2026-12-15"}
    assert went(act(samira, joint, "ruimte", **values), joint, "ruimte")
    return joint


def test_after_the_yes_the_account_and_reference_stand_there_to_give(
    bo: Client, samira: Client, four: Four, settings: Any
) -> None:
    settings.JOINT_PAYEE = four.anna.creditor.code
    type(four.water).objects.filter(pk=four.anna.creditor_id).update(iban="NL91ABNA0417164300", iban_name="Woonstede")
    joint = offered(samira, bo, four)
    before = said(read(samira, f"/werk/samen/{joint.pk}"))

    assert went(act(samira, joint, "klant", answer="ja"), joint, "klant")

    page = said(read(samira, f"/werk/samen/{joint.pk}"))
    assert "Zo betaalt de klant" not in before
    assert "Zo betaalt de klant Op 15 december 2026 € 60,00 aan Woonstede" in page
    assert f"NL91 ABNA 0417 1643 00, op naam van Woonstede Kenmerk SAMEN-{joint.pk}" in page
    assert "SAMEN" not in said(read(bo, f"/werk/samen/{joint.pk}"))


def test_without_one_payee_each_account_stands_there(bo: Client, samira: Client, four: Four) -> None:
    joint = offered(samira, bo, four)
    assert went(act(samira, joint, "klant", answer="ja"), joint, "klant")

    page = said(read(samira, f"/werk/samen/{joint.pk}"))

    assert "€ 33,84 aan" in page
    assert "€ 16,70 aan Waterheld" in page


# Days that went by, and another amount -------------------------------------------------------------------------------


def test_yes_after_the_first_day_says_first_which_days_it_makes(bo: Client, samira: Client, four: Four) -> None:
    joint = revised(samira, bo, four)
    clock.fix(NOW.replace(month=12, day=16))
    joint.plans.filter(confirmed_at=None).update(made_at=clock.now())
    proposed = [one[0] for one in page_lines(samira, joint)]

    assert "Eerst stond hier 15 december 2026 als eerste dag. Die dag is voorbij." in said(
        read(samira, f"/werk/samen/{joint.pk}/klant")
    )
    assert "te laat" not in said(read(samira, f"/werk/samen/{joint.pk}/klant"))
    assert went(act(samira, joint, "klant", answer="ja"), joint, "klant")
    assert proposed[0] == "15 jan 2027"
    assert [one[0] for one in page_lines(samira, joint)] == proposed


def page_lines(client: Client, joint: Joint) -> Any:
    """The payments as the page of the plan shows them."""
    response = client.get(f"/werk/samen/{joint.pk}")
    return response.context["page"].lines


def test_customer_reads_the_same_before_the_yes(bo: Client, samira: Client, four: Four) -> None:
    joint = revised(samira, bo, four)
    clock.fix(NOW.replace(month=12, day=16))
    joint.plans.filter(confirmed_at=None).update(made_at=clock.now())

    text = said(pages.read(visit(four.anna, level=2, at=clock.now()).get("/samen-regelen/voorstel").content))

    assert "De eerste keer op vrijdag 15 januari." in text
    assert "Eerst stond hier 15 december 2026 als eerste dag. Die dag is voorbij." in text


def test_counter_reads_the_plan_that_lies_there_and_not_the_one_that_runs(
    bo: Client, samira: Client, four: Four
) -> None:
    joint = revised(samira, bo, four)

    aloud = said(read(samira, f"/werk/samen/{joint.pk}/klant"))

    assert "€ 40,00" in aloud.partition("Elke betaling")[2]
    assert "€ 60,00" not in aloud.partition("Elke betaling")[2]


def test_new_proposal_shows_one_end(bo: Client, samira: Client, four: Four) -> None:
    revised(samira, bo, four)
    client = visit(four.anna, level=2)

    page = said(pages.read(client.get("/samen-regelen/plan").content))
    offer = said(pages.read(client.get("/samen-regelen/voorstel").content))

    assert "op 16 augustus 2027" in offer
    assert "Klaar op 16 augustus 2027" in page
    assert "mei 2027" not in page


def test_colleague_sees_why_and_what_is_asked_beside_what_it_is_now(bo: Client, samira: Client, four: Four) -> None:
    joint = offered(samira, bo, four)
    assert went(act(samira, joint, "klant", answer="ja"), joint, "klant")
    acts.revise(joint, ChangeReason.LESS_INCOME, by=f"customer:{four.anna.customer_id}", at=clock.now())
    form = said(read(samira, f"/werk/samen/{joint.pk}/ruimte"))
    act(samira, joint, "ruimte", spare="11", rhythm="monthly", first_on="2026-12-15")
    assert state(joint) == "weighed"

    page = said(read(samira, f"/werk/samen/{joint.pk}"))

    assert "De klant zei: minder inkomen." in form
    assert "Te missen, elke maand nu € 60,00, gevraagd € 11,00 Reden: minder inkomen" in page
    assert "Te missen" not in said(read(bo, f"/werk/samen/{joint.pk}"))


def test_form_for_less_names_what_it_is_now_and_no_other_example(bo: Client, samira: Client, four: Four) -> None:
    joint = offered(samira, bo, four)
    client = visit(four.anna, level=2)
    before = said(pages.read(client.get("/samen-regelen/bedrag").content))
    assert went(act(samira, joint, "klant", answer="ja"), joint, "klant")
    acts.revise(joint, ChangeReason.LESS_INCOME, by=f"customer:{four.anna.customer_id}", at=clock.now())

    after = said(pages.read(client.get("/samen-regelen/bedrag").content))

    assert ("Bijvoorbeeld 60." in before, "Bijvoorbeeld 60." in after, "Nu is het € 60,00." in after) == (
        True, False, True,
    )  # fmt: skip


def test_days_that_are_offered_come_after_the_pause(bo: Client, samira: Client, four: Four) -> None:
    joint = offered(samira, bo, four)
    assert went(act(samira, joint, "klant", answer="ja"), joint, "klant")
    customer = f"customer:{four.anna.customer_id}"
    acts.pause(joint, date(2026, 12, 28), by=customer, at=clock.now())
    acts.revise(joint, ChangeReason.LESS_INCOME, by=customer, at=clock.now())

    page = visit(four.anna, level=2).get("/samen-regelen/bedrag?bedrag=40&ritme=monthly").content.decode()

    days = re.findall(r'value="(20\d\d-\d\d-\d\d)"', page)
    assert days[0] == "2026-12-28"
    assert min(days) == days[0]


def test_who_chooses_a_day_hears_from_when_it_can_be(samira: Client, four: Four) -> None:
    asked(samira, four)
    client = visit(four.anna, level=2)

    page = said(pages.read(client.get("/samen-regelen/bedrag?bedrag=40&ritme=monthly").content))

    assert "Daarom is de eerste betaling soms later. Dat staat dan bij de dag." in page
    assert "betalen op" in page


# What stands there ---------------------------------------------------------------------------------------------------


def test_nothing_open_is_said_as_it_is(samira: Client, four: Four) -> None:
    joint = make_joint(four, "proposed", "accepted", "accepted", "left")
    joint.parts.filter(state="left").update(balance_cents=0)
    make_plan(joint)

    text = said(pages.read(visit(four.anna, level=2).get("/samen-regelen/plan").content))

    assert "Daar is niets te laat Een nieuwe rekening betaalt u daar zelf, zoals altijd." in text
    assert "€ 0,00" not in text
    assert "spreekt u apart iets af" not in text


def test_where_something_is_open_it_is_arranged_apart(samira: Client, four: Four) -> None:
    joint = make_joint(four, "proposed", "accepted", "accepted", "declined")
    make_plan(joint)

    text = said(pages.read(visit(four.anna, level=2).get("/samen-regelen/plan").content))

    assert "Met hen spreekt u apart iets af." in text


def test_who_paid_more_reads_how_far_ahead_and_can_be_done_sooner(bo: Client, samira: Client, four: Four) -> None:
    joint = offered(samira, bo, four)
    assert went(act(samira, joint, "klant", answer="ja"), joint, "klant")
    clock.fix(NOW.replace(month=12, day=15))
    values = {"amount": "200", "paid_on": "2026-12-15", "reference": "balie 1"}
    assert went(act(samira, joint, "betaald", **values), joint, "betaald")
    client = visit(four.anna, level=2, at=clock.now())

    plan = pages.read(client.get("/samen-regelen/plan").content)
    day = pages.read(client.get("/samen-regelen/dag").content)

    assert "U bent 2 betalingen vooruit. De volgende betaling is pas op maandag 15 maart." in said(plan)
    assert plan.links["Liever eerder klaar? Kies een eerdere dag"] == "/samen-regelen/dag"
    assert "vrijdag 15 januari" in said(day)
    assert "gewoon door betalen: dan eerder klaar" in said(day)
    staff = said(read(samira, f"/werk/samen/{joint.pk}"))
    assert "De klant is 2 betalingen vooruit. De volgende betaling is op 15 maart 2027." in staff


def test_what_was_told_is_said_to_a_colleague_about_the_customer(bo: Client, samira: Client, four: Four) -> None:
    joint = offered(samira, bo, four)
    assert went(act(samira, joint, "klant", answer="ja"), joint, "klant")

    for client in (samira, bo):
        told = said(read(client, f"/werk/samen/{joint.pk}")).partition("Wat is verteld")[2]
        told = told.partition("De klant ziet dit ook.")[0]
        assert "Dat de klant samen wil regelen." in told
        assert not [word for word in told.replace(".", " ").replace(",", " ").split() if word in {"u", "uw"}]


def test_colleague_reads_why_our_organisation_does_not_say_yes_by_itself(samira: Client, four: Four) -> None:
    bo_there = works(four.energy.creditor, "Bas Bos")
    joint = asked(samira, four)
    make_hold(four.energy, kind="died", until_on=None)
    address = f"/werk/samen/{joint.pk}"
    without = said(read(bo_there, address))
    type(four.water).objects.filter(pk=four.energy.creditor_id).update(policy_overrides={"joint.yes_months_max": 12})

    page = said(read(bo_there, address))

    assert "zegt hier niet vanzelf ja" not in without
    assert "Onze organisatie zegt hier niet vanzelf ja, want: de klant is overleden. Kijk eerst in het dossier." in page
    assert "overleden" not in said(read(samira, address))

"""At the counter every page says what is true now: which day it will be, whose turn it is, what stands in the way."""

import html
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories import NOW, TODAY
from tests.web.portal.jointly import Four, make_joint
from tests.web.portal.test_answering_pages import inside, make_link
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
)
from tests.web.test_workbench import do, done, read, said
from tijdig import clock
from tijdig.actions import joint as acts
from tijdig.models import Joint, JointPart, JointPayment, MoneyEntry
from tijdig.queries import jointdesk
from tijdig.rules.dutch import weekday

__all__ = ["bo", "four"]
pytestmark = pytest.mark.django_db
SPARE: dict[str, Any] = {"spare": "60", "rhythm": "monthly"}


def on_page(client: Client, joint: Joint) -> str:
    return said(read(client, f"/werk/samen/{joint.pk}"))


def looked_at(response: Any) -> dict[str, Any]:
    """What the second button sends along."""
    found = re.search(r'name="bekeken" value="([^"]*)"', response.content.decode())
    assert found is not None
    return {"stap": "zeker", "bekeken": html.unescape(found[1])}


# The first day -------------------------------------------------------------------------------------------------------


def agreed_to_ask(samira: Client, four: Four) -> Joint:
    joint = begin(samira, four)
    for name in ("Bosstroom", "Waterheld"):
        assert went(consented(samira, joint, name), joint, "toestemming")
    return joint


def test_field_says_from_which_day_it_can_be_and_proposes_that(samira: Client, four: Four) -> None:
    joint = agreed_to_ask(samira, four)

    page = samira.get(f"/werk/samen/{joint.pk}/ruimte")

    assert "Op zijn vroegst op maandag 14 december 2026: eerst antwoorden" in text_of(page)
    assert b'value="2026-12-14"' in page.content


@pytest.mark.parametrize(
    ("chosen", "becomes", "why"),
    [
        ("2026-12-07", "donderdag 7 januari 2027", "Daarna blijven er vijf dagen om te betalen."),
        ("2026-12-19", "maandag 21 december 2026", "Op zaterdag 19 december 2026 werken de banken niet."),
        ("2026-12-25", "maandag 28 december 2026", "Op vrijdag 25 december 2026 werken de banken niet."),
    ],
)
def test_day_that_will_move_is_said_first_with_why(
    chosen: str, becomes: str, why: str, samira: Client, four: Four
) -> None:
    joint, was = agreed_to_ask(samira, four), weekday(date.fromisoformat(chosen))
    typed = SPARE | {"first_on": chosen}

    first = act(samira, joint, "ruimte", **typed)

    assert first.status_code == 200
    assert f"De eerste betaling is dan op {becomes}, en niet op {was}." in text_of(first)
    assert why in text_of(first)
    assert Joint.objects.get().first_on is None
    other = act(samira, joint, "ruimte", **typed | {"rhythm": "weekly", "first_on": "2026-12-26"}, **looked_at(first))
    assert "Kijk eerst even" in text_of(other)
    assert went(act(samira, joint, "ruimte", **typed, **looked_at(first)), joint, "ruimte")
    assert Joint.objects.get().first_on == date.fromisoformat(chosen)


def test_day_that_was_said_is_the_day_that_it_becomes(samira: Client, bo: Client, four: Four) -> None:
    joint = agreed_to_ask(samira, four)
    typed = SPARE | {"first_on": "2026-12-07"}
    first = act(samira, joint, "ruimte", **typed)
    assert went(act(samira, joint, "ruimte", **typed, **looked_at(first)), joint, "ruimte")
    assert went(act(samira, joint, "vragen"), joint, "vragen")
    balances(samira, bo, joint)
    accepted(samira, bo, joint)

    plan = joint.plans.order_by("number").last()
    assert plan is not None

    assert "donderdag 7 januari 2027" in text_of(first)
    assert min(plan.lines.values_list("due_on", flat=True)) == date(2027, 1, 7)


@pytest.mark.parametrize("spare", ["60", ""])
def test_day_that_stays_and_no_room_at_all_are_written_down_at_once(spare: str, samira: Client, four: Four) -> None:
    joint = agreed_to_ask(samira, four)
    first_on = "2026-12-15" if spare else "2026-12-05"

    assert went(act(samira, joint, "ruimte", spare=spare, rhythm="monthly", first_on=first_on), joint, "ruimte")


@pytest.mark.parametrize(("name", "field"), [("gemist", "first_on"), ("pauze", "until_on")])
def test_another_day_on_which_banks_do_nothing_is_said_first(
    name: str, field: str, samira: Client, bo: Client, four: Four
) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)
    running(samira, bo, joint)

    first = act(samira, joint, name, **{field: "2026-12-26"})

    assert "De eerste betaling is dan op maandag 28 december 2026, en niet op zaterdag 26 december 2026." in text_of(
        first
    )
    assert state(joint) == "active"
    assert went(act(samira, joint, name, **{field: "2026-12-26"}, **looked_at(first)), joint, name)
    assert act(samira, joint, name, **{field: "1900-01-01"}).status_code in {200, 422}


# Whose turn, until when ----------------------------------------------------------------------------------------------


def test_before_anything_is_asked_the_turn_is_ours_and_the_page_says_so(samira: Client, four: Four) -> None:
    joint = begin(samira, four)

    page, listed = on_page(samira, joint), said(read(samira, "/werk/samen"))

    assert "Nu: nog niemand gevraagd" in page
    assert "Aan zet: Wij tot en met 7 december" in page
    assert "Aan zet Wij" in listed
    assert "De klant tot en met" not in page + listed


def test_while_others_are_to_answer_no_act_of_ours_stands_out(samira: Client, bo: Client, four: Four) -> None:
    joint = asked(samira, four)
    page = samira.get(f"/werk/samen/{joint.pk}").content.decode()
    assert 'class="go"' in page
    assert "Bel wie stil is" not in page

    own = JointPart.objects.get(joint=joint, creditor=joint.case.creditor)
    acts.balance(own, 30_000, by="user:1", at=NOW, is_checked=True)
    waiting = samira.get(f"/werk/samen/{joint.pk}").content.decode()
    assert 'class="go"' not in waiting
    assert 'class="go go--quiet"' in waiting

    JointPart.objects.filter(joint=joint, creditor__name="Bosstroom").update(state="silent")
    silent = samira.get(f"/werk/samen/{joint.pk}").content.decode()
    assert "Organisaties zeggen hoeveel er open is. Bel Bosstroom." in silent
    assert 'class="go"' in silent


def test_begun_by_the_customer_the_turn_is_theirs(samira: Client, four: Four) -> None:
    joint = make_joint(four, "requested", "picked", "picked", due_on=date(2026, 12, 8))
    joint.parts.update(due_on=date(2026, 12, 8))

    assert "Nu: nog niemand gevraagd" in on_page(samira, joint)
    assert "Aan zet: De klant tot en met 7 december" in on_page(samira, joint)


def test_last_day_of_an_offer_is_the_same_wherever_it_is_read(samira: Client, bo: Client, four: Four) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)
    accepted(samira, bo, joint)

    addresses = (f"/werk/samen/{joint.pk}", "/werk/samen", f"/werk/samen/{joint.pk}/klant")
    places = [said(read(samira, address)) for address in addresses]

    assert ["tot en met 8 december" in page for page in places] == [True] * 3
    assert [" 1 december" in page for page in places] == [False] * 3


def test_payment_to_come_is_waited_for_until_the_last_day_on_which_it_is_in_time(
    samira: Client, bo: Client, four: Four
) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)
    running(samira, bo, joint)
    last = date(2026, 12, 20)
    assert "Aan zet: De klant tot en met 20 december" in on_page(samira, joint)

    clock.fix(NOW + (last - TODAY))
    acts.tick(Joint.objects.get(), by="system", at=clock.now())
    assert state(joint) == "active"
    clock.fix(clock.now() + timedelta(days=1))
    acts.tick(Joint.objects.get(), by="system", at=clock.now())

    assert state(joint) == "missed"
    assert "Aan zet: Wij tot en met" in on_page(samira, joint)


def test_in_a_pause_it_is_nobodys_turn(samira: Client, bo: Client, four: Four) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)
    running(samira, bo, joint)
    assert went(act(samira, joint, "pauze", until_on="2026-12-29"), joint, "pauze")

    page = on_page(samira, joint)

    assert "Nu: pauze" in page
    assert "Aan zet" not in page
    assert "tot en met 28 december" in page


def test_silence_at_its_end_is_told_with_its_last_day(samira: Client, four: Four) -> None:
    joint = make_joint(four, "inventory", "confirmed", "confirmed", "silent", standstill_until=date(2027, 1, 5))
    joint.parts.filter(state="silent").update(due_on=date(2027, 1, 5))

    page = on_page(samira, joint)

    assert "Tot en met maandag 4 januari 2027" in page
    assert "5 januari" not in page


DAYS = r"morgen|(?:maan|dins|woens|donder|vrij|zater|zon)dag|\d+ (?:november|december|januari|oktober)"


def test_no_page_of_the_workbench_says_before_a_day(samira: Client, four: Four) -> None:
    joint = make_joint(four, "inventory", "confirmed", "asked", "silent", due_on=date(2026, 12, 3))
    places = ("/werk/", "/werk/mijn", "/werk/verzoeken", "/werk/samen", f"/werk/samen/{joint.pk}",
              f"/werk/dossier/{four.anna.pk}", f"/werk/dossier/{four.anna.pk}/antwoord")  # fmt: skip

    found = {place: re.findall(rf"(?i)\bvoor (?:{DAYS})", said(read(samira, place))) for place in places}

    assert {place: words for place, words in found.items() if words} == {}


# Names ---------------------------------------------------------------------------------------------------------------


def pages_of(client: Client, *roots: str) -> Iterator[tuple[str, str]]:
    """Every page of the workbench that somebody gets to by its links, two steps from these."""
    seen, now = set[str](), list(roots)
    for _ in range(3):
        found = list[str]()
        for address in now:
            response = client.get(address)
            if response.status_code == 200 and "html" in response["Content-Type"]:
                page = read(client, address)
                yield address, said(page)
                found += [one for one in page.links.values() if one.startswith("/werk/") and "uitlog" not in one]
        seen |= set(now)
        now = sorted(set(found) - seen)


def test_no_other_organisation_reads_who_of_us_did_it(samira: Client, bo: Client, four: Four) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)
    running(samira, bo, joint)
    paid: dict[str, Any] = {"amount": "60", "paid_on": "2026-11-24", "reference": "balie 1"}
    assert went(act(samira, joint, "betaald", **paid), joint, "betaald")
    assert went(act(samira, joint, "gemist", first_on="2026-12-28"), joint, "gemist")
    assert went(act(samira, joint, "pauze", until_on="2026-12-29"), joint, "pauze")

    found = dict(pages_of(bo, "/werk/", f"/werk/dossier/{four.energy.pk}", f"/werk/samen/{joint.pk}"))

    story = found[f"/werk/dossier/{four.energy.pk}"].partition("Het verhaal")[2]
    assert len(found) > 20
    assert "Woonstede" in story
    assert [address for address, text in found.items() if "Samira" in text] == []


def test_at_home_everybody_is_called_by_name(samira: Client, bo: Client, four: Four) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)
    running(samira, bo, joint)

    story = said(read(samira, f"/werk/dossier/{four.anna.pk}")).partition("Het verhaal")[2]

    assert "Samira Kaya" in story


def test_contact_that_was_agreed_is_named_to_who_asked(samira: Client, bo: Client, four: Four) -> None:
    joint = asked(samira, four)
    assert "Bo Bos" not in on_page(samira, joint)

    balances(samira, bo, joint)

    assert "Bo Bos" in on_page(samira, joint)


def test_organisation_outside_reads_the_team_and_no_person_of_us(samira: Client, four: Four) -> None:
    joint, user = asked(samira, four), samira.get("/werk/").wsgi_request.user
    type(four.anna).objects.filter(pk=four.anna.pk).update(handler=user.pk)
    make_link(part(joint, "Waterheld"))

    page = text_of(inside().get("/antwoord"))

    assert "Het team van Woonstede helpt u" in page
    assert user.name not in page


# Money by hand -------------------------------------------------------------------------------------------------------


@pytest.fixture
def runs(samira: Client, bo: Client, four: Four, settings: Any) -> Joint:
    """It runs, and Woonstede takes the money."""
    settings.JOINT_PAYEE = four.anna.creditor.code
    type(four.water).objects.filter(pk=four.anna.creditor_id).update(iban="NL91ABNA0417164300", iban_name="Woonstede")
    joint = asked(samira, four)
    balances(samira, bo, joint)
    running(samira, bo, joint)
    return Joint.objects.get()


def paid(amount: str, reference: str, **more: str) -> dict[str, Any]:
    return {"amount": amount, "paid_on": "2026-11-24", "reference": reference, **more}


def test_more_than_is_left_is_said_first_and_then_given_back(samira: Client, runs: Joint) -> None:
    left = sum(one.balance_cents or 0 for one in runs.parts.all())
    assert left == 32_340

    first = act(samira, runs, "betaald", **paid("400", "balie 1"))
    assert "Er is nog € 323,40 te betalen. € 76,60 is te veel: geef dat terug aan de klant." in text_of(first)
    assert not JointPayment.objects.exists()

    assert went(act(samira, runs, "betaald", **paid("400", "balie 1"), **looked_at(first)), runs, "betaald")
    made = JointPayment.objects.get()
    assert (made.amount_cents, sum(made.shares.values())) == (40_000, 32_340)
    assert state(runs) == "completed"
    assert "€ 76,60 te veel: niet verdeeld" in on_page(samira, runs)


def test_second_payment_under_one_reference_is_not_lost_in_silence(samira: Client, runs: Joint) -> None:
    assert went(act(samira, runs, "betaald", **paid("60", "contant")), runs, "betaald")

    second = act(samira, runs, "betaald", **paid("60", "contant", paid_on="2026-11-23"))

    assert second.status_code == 422
    assert "Dit kenmerk staat al bij € 60,00 op 24 november 2026 (contant)." in text_of(second)
    assert JointPayment.objects.count() == 1


def test_as_much_on_the_same_day_is_asked_about(samira: Client, runs: Joint) -> None:
    assert went(act(samira, runs, "betaald", **paid("60", "balie 1")), runs, "betaald")

    first = act(samira, runs, "betaald", **paid("60", "balie 2"))

    assert "Er staat al zo'n betaling: € 60,00 op 24 november 2026 (balie 1). Is dit een andere?" in text_of(first)
    assert went(act(samira, runs, "betaald", **paid("60", "balie 2"), **looked_at(first)), runs, "betaald")
    assert JointPayment.objects.count() == 2


def test_two_payments_of_one_day_with_the_reference_of_the_plan_are_both_written_down(
    samira: Client, runs: Joint
) -> None:
    values, day = paid("20", f"samen {runs.pk}"), f"SAMEN-{runs.pk} van 2026-11-24"
    assert went(act(samira, runs, "betaald", **values), runs, "betaald")

    asked_of = act(samira, runs, "betaald", **values)
    assert f"Er staat al zo'n betaling: € 20,00 op 24 november 2026 ({day}). Is dit een andere?" in text_of(asked_of)
    assert went(act(samira, runs, "betaald", **values, **looked_at(asked_of)), runs, "betaald")
    assert went(act(samira, runs, "betaald", **(values | {"amount": "25"})), runs, "betaald")

    made = list(JointPayment.objects.order_by("pk").values_list("reference", "amount_cents"))
    assert made == [(day, 2_000), (f"{day} (2)", 2_000), (f"{day} (3)", 2_500)]


def test_payment_that_is_sent_twice_by_one_click_is_written_down_once(samira: Client, runs: Joint) -> None:
    values = paid("20", f"SAMEN-{runs.pk}") | {"version": Joint.objects.get().version}
    assert went(act(samira, runs, "betaald", **values), runs, "betaald")

    second = act(samira, runs, "betaald", **values)

    assert (second.status_code, JointPayment.objects.count()) == (409, 1)


def test_payment_that_went_back_can_be_written_down_again_on_the_same_day(samira: Client, runs: Joint) -> None:
    values = paid("20", f"SAMEN-{runs.pk}")
    assert went(act(samira, runs, "betaald", **values), runs, "betaald")
    first = JointPayment.objects.get()
    assert went(act(samira, runs, "terug", payment=str(first.pk)), runs, "terug")

    assert went(act(samira, runs, "betaald", **values), runs, "betaald")

    (stands,) = jointdesk.standing(runs)
    assert (stands.reference, stands.amount_cents) == (f"SAMEN-{runs.pk} van 2026-11-24 (2)", 2_000)
    assert sum(stands.shares.values()) == 2_000


def test_reference_of_the_plan_however_it_is_spelled_is_not_longer_than_is_kept(samira: Client, runs: Joint) -> None:
    spelled = "SAMEN" + " " * 30 + f"{runs.pk:018d}"

    assert went(act(samira, runs, "betaald", **paid("20", spelled)), runs, "betaald")

    assert JointPayment.objects.get().reference == f"SAMEN-{runs.pk} van 2026-11-24"


def test_storno_by_hand_opens_the_same_again_and_the_customer_can_pay_once_more(samira: Client, runs: Joint) -> None:
    before = on_page(samira, runs)
    assert went(act(samira, runs, "betaald", **paid("60", "balie 1")), runs, "betaald")
    made = JointPayment.objects.get()
    form = said(read(samira, f"/werk/samen/{runs.pk}/terug"))

    assert went(act(samira, runs, "terug", payment=str(made.pk)), runs, "terug")

    page = on_page(samira, runs)
    assert "€ 60,00 op 24 november 2026 (balie 1)" in form
    assert page.partition("Wat nog komt")[2].startswith(before.partition("Wat nog komt")[2][:60])
    assert "Er is geen betaling om terug te draaien." in said(read(samira, f"/werk/samen/{runs.pk}/terug"))
    assert went(act(samira, runs, "betaald", **paid("60", "balie 2")), runs, "betaald")


def test_share_that_is_taken_back_in_one_file_asks_first_whether_all_went_back(
    samira: Client, runs: Joint, four: Four
) -> None:
    assert went(act(samira, runs, "betaald", **paid("60", "balie 1")), runs, "betaald")
    entry = MoneyEntry.objects.get(kind="payment", claim__creditor=four.anna.creditor, reference="balie 1")
    typed: dict[str, Any] = {"payment": str(entry.pk), "reason": "storno"}

    first = do(samira, four.anna, "terugdraaien", **typed)

    assert "Dit is een deel van een betaling voor alle organisaties samen." in text_of(first)
    assert not MoneyEntry.objects.filter(kind="reversal").exists()
    assert done(do(samira, four.anna, "terugdraaien", **typed, **looked_at(first)), four.anna, "terugdraaien")
    assert MoneyEntry.objects.get(kind="reversal").reverses == entry


def test_without_a_payee_a_payment_is_written_down_where_it_was_made(samira: Client, bo: Client, four: Four) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)
    running(samira, bo, joint)
    water = part(joint, "Waterheld")
    form = said(read(samira, f"/werk/samen/{joint.pk}/betaald"))

    above = act(samira, joint, "betaald", **paid("100", "w 1", part_to=str(water.pk)))
    sent = act(samira, joint, "betaald", **paid("16,70", "w 1", part_to=str(water.pk)))

    assert "De klant betaalt elke organisatie apart." in form
    assert "Aan alle organisaties, ieder zijn deel Woonstede Waterheld" in form
    assert "Er is nog € 90,00 te betalen. € 10,00 is te veel" in text_of(above)
    assert went(sent, joint, "betaald")
    assert JointPayment.objects.get().shares == {str(water.pk): 1_670}
    at_bosstroom = paid("5", "b 1", part_to=str(part(joint, "Bosstroom").pk))
    assert act(samira, joint, "betaald", **at_bosstroom).status_code == 422


def test_payment_that_goes_back_after_the_plan_was_stopped_is_taken_back_in_the_files(
    samira: Client, runs: Joint
) -> None:
    assert went(act(samira, runs, "betaald", **paid("60", "balie 1")), runs, "betaald")
    assert went(act(samira, runs, "stoppen"), runs, "stoppen")
    made = JointPayment.objects.get()

    page = read(samira, f"/werk/samen/{runs.pk}")
    assert went(act(samira, runs, "terug", payment=str(made.pk)), runs, "terug")

    assert "Een betaling terugdraaien" in page.links
    assert state(runs) == "ended"
    assert MoneyEntry.objects.filter(kind="reversal").count() == MoneyEntry.objects.filter(reference="balie 1").count()


def test_payment_that_goes_back_lets_a_plan_that_was_done_run_again(samira: Client, runs: Joint) -> None:
    assert went(act(samira, runs, "betaald", **paid("323,40", "balie 1")), runs, "betaald")
    assert state(runs) == "completed"
    made = JointPayment.objects.get()

    assert went(act(samira, runs, "terug", payment=str(made.pk)), runs, "terug")

    assert state(runs) == "active"
    assert "Wat nog komt" in on_page(samira, runs)
    assert "De betaling is teruggedraaid." in text_of(samira.get(f"/werk/samen/{runs.pk}?gedaan=terug"))

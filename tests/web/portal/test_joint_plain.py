"""What a customer reads of a plan for all together: the answer first, true sums, who is in it, and a way back."""

from datetime import date, timedelta
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
from tijdig.models import Consent, Creditor, JointLine, JointPart
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


def test_plan_without_a_payee_says_who_alone_gets_the_next_payment(anna: Client, four: Four) -> None:
    """What threatens is paid first, and the rent waits: nobody reads that each of them gets its part."""
    joint = make_joint(four, "active", "running", "running")
    plan = make_plan(joint, confirmed_at=NOW)
    JointLine.objects.filter(plan=plan, number=1, part__creditor=four.anna.creditor).delete()
    joint.parts.filter(creditor=four.anna.creditor).update(balance_cents=12_160)

    said = words(anna.get(f"{HERE}/plan"))

    assert "De volgende keer, op dinsdag 1 december. Deze keer is het alleen voor Bosstroom." in said
    assert "elke organisatie haar deel" not in said


@pytest.mark.parametrize(("payee", "is_said"), [(False, True), (True, False)])
def test_payment_that_we_did_not_hear_of_may_have_been_made_elsewhere(
    anna: Client, four: Four, *, payee: bool, is_said: bool
) -> None:
    joint = make_joint(four, "missed", "running", "running", "running", pay_to=four.water if payee else None)
    make_plan(joint, confirmed_at=NOW)
    before = words(anna.get(f"{HERE}/plan"))
    JointLine.objects.filter(number=1).update(due_on=NOW.date() - timedelta(days=6))

    after = words(anna.get(f"{HERE}/plan"))

    assert "Al betaald?" not in before
    assert ("Al betaald? Wij horen niet altijd meteen wat u bij een ander betaalde." in after) == is_said


def test_payment_elsewhere_without_a_customer_number_says_where_it_stands(anna: Client, four: Four) -> None:
    joint = make_joint(four, "active", "running", "running", "running")
    make_plan(joint, confirmed_at=NOW)
    joint.parts.filter(creditor=four.water).update(customer_number="")

    said = words(anna.get(f"{HERE}/betalen"))

    assert "Kenmerk Uw klantnummer bij Waterheld. Dat staat op een brief of rekening van hen." in said


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
    assert "€ 77,80 per keer, 2 keer, en dan nog € 67,80." in said


def test_offer_says_who_goes_first_and_why(anna: Client, four: Four) -> None:
    make_plan(make_joint(four, "offered", "accepted", "accepted"))
    before = words(anna.get(f"{HERE}/voorstel"))
    JointPart.objects.filter(creditor=four.energy.creditor).update(is_threatening=True)

    after = words(anna.get(f"{HERE}/voorstel"))

    assert "dreigt" not in before
    assert (
        "Bosstroom gaat voor, want daar dreigt ontruiming of afsluiting. Daarna verdelen wij over de andere." in after
    )


def test_offer_says_per_organisation_when_its_first_and_its_last_payment_come(anna: Client, four: Four) -> None:
    joint = make_joint(four, "offered", "accepted", "accepted", "accepted")
    plan = make_plan(joint)
    JointLine.objects.filter(plan=plan, part__creditor=four.energy.creditor, number__lt=3).delete()
    JointLine.objects.filter(plan=plan, part__creditor=four.water, number=1).delete()

    said = words(anna.get(f"{HERE}/voorstel"))

    assert "Woonstede€ 60,80 per keer, 3 keer. Van 1 december 2026 tot en met 1 februari 2027." in said
    assert said.index("Woonstede€") < said.index("WaterheldBegint") < said.index("BosstroomBegint")
    assert "BosstroomBegint op 1 februari 2027; eerst gaan andere voor. Eén keer € 17,00, op 1 februari 2027." in said
    assert "Begint op 1 januari 2027; eerst gaan andere voor. € 30,00 per keer, 2 keer. De laatste keer is op 1" in said


@pytest.mark.parametrize(("last", "is_said"), [(499, True), (500, False)])
def test_offer_says_that_a_small_last_payment_may_go_along(
    last: int, anna: Client, four: Four, *, is_said: bool
) -> None:
    plan = make_plan(make_joint(four, "offered", "accepted", "accepted"))
    JointLine.objects.filter(plan=plan, number=3, part__creditor=four.energy.creditor).delete()
    JointLine.objects.filter(plan=plan, number=3).update(amount_cents=last)

    said = words(anna.get(f"{HERE}/voorstel"))

    amount = f"€ {last // 100},{last % 100:02d}"
    small = f"De laatste betaling is klein: {amount}. U mag die ook meteen met de betaling ervoor meebetalen."
    assert (small in said) == is_said


def test_offer_names_everybody_who_is_not_in_it_and_what_happens_there(anna: Client, four: Four) -> None:
    joint = make_joint(four, "offered", "accepted", "declined", "left", "left", others="Telefoonbedrijf")
    make_plan(joint)
    JointPart.objects.filter(creditor=four.care).update(balance_cents=0)

    said = words(anna.get(f"{HERE}/voorstel"))

    assert "Bosstroom. Doet niet mee. Spreek daar apart iets af." in said
    assert "Waterheld. Zit niet in dit plan. Spreek daar apart iets af." in said
    assert "Telefoonbedrijf. Hen vroegen wij niets. Spreek daar apart iets af." in said
    assert "Zorgpunt. Daar is niets te laat. Een nieuwe rekening betaalt u daar zelf, zoals altijd." in said
    assert "Zij kunnen u hun eigen post sturen." in said
    JointPart.objects.exclude(state="accepted").update(balance_cents=0)
    only = words(anna.get(f"{HERE}/voorstel")).replace("Telefoonbedrijf", "")
    assert "Bosstroom, Waterheld en Zorgpunt. Daar is niets te laat." in only


# How it will be shared, before anybody is asked -----------------------------------------------------------------------


def test_amount_is_asked_with_how_it_will_be_shared(anna: Client, four: Four) -> None:
    joint = make_joint(four, "inventory", "confirmed", "confirmed")
    before = words(anna.get(f"{HERE}/bedrag"))
    joint.parts.filter(creditor=four.energy.creditor).update(is_threatening=True)

    after = words(anna.get(f"{HERE}/bedrag"))

    assert "Uw gewone huur gaat daarnaast door, en gaat voor." in before
    assert (
        "Dreigt er ergens ontruiming of afsluiting? Dan gaat daar eerst alles heen. Tot dat betaald is, wachten"
        in before
    )
    assert "Wordt een deel te klein? Dan betalen wij die rekening eerst helemaal, of zij wacht." in before
    assert "Eerst gaat alles naar Bosstroom, want daar dreigt ontruiming of afsluiting. Tot dat betaald is," in after
    assert "Dreigt er ergens" not in after


def test_who_comes_first_and_until_about_when_is_said_before_going_on(anna: Client, four: Four) -> None:
    """€ 51,00 that threatens takes the first two payments and a bit of the third; the rent waits until April."""
    joint = make_joint(four, "inventory", "confirmed", "confirmed", "asked", "asked", spare_cents=2_500)
    joint.parts.filter(creditor=four.energy.creditor).update(is_threatening=True)
    joint.parts.filter(creditor=four.water).update(told_cents=3_000)

    said = words(anna.get(f"{HERE}/bedrag?bedrag=25&ritme=monthly"))

    assert "Zo verdelen wij het ongeveer Bosstroom Gaat voor, want daar dreigt ontruiming of afsluiting." in said
    assert "Klaar ongeveer in maart 2027. Waterheld Wacht eerst. Krijgt iets vanaf ongeveer maart 2027." in said
    assert "Woonstede Wacht eerst. Krijgt iets vanaf ongeveer april 2027. Klaar ongeveer in november 2027." in said
    assert "Nog niet meegeteld: Zorgpunt. Daar weten wij nog niet hoeveel er open is." in said
    assert "Zo verdelen wij het ongeveer" not in words(anna.get(f"{HERE}/bedrag?bedrag=4&ritme=monthly"))


def test_look_before_asking_says_how_it_will_be_shared_once_two_are_known(anna: Client, four: Four) -> None:
    """Of the own file it is known; of the others what the customer thinks."""
    Consent.objects.filter(purpose="overview").delete()  # nothing stands beside it
    joint = make_joint(four, "requested", "picked", "picked", "picked", spare_cents=2_500)
    before = words(anna.get(f"{HERE}/nakijken"))
    joint.parts.filter(creditor=four.water).update(told_cents=10_000)

    after = words(anna.get(f"{HERE}/nakijken"))

    assert "Zo verdelen wij het ongeveer" not in before
    assert "Dan ziet u hier ongeveer wie wanneer iets krijgt." in before
    assert "Zo verdelen wij het ongeveer Woonstede Krijgt vanaf de eerste keer een deel. Klaar ongeveer in" in after
    assert "Nog niet meegeteld: Bosstroom." in after
    assert "Dan ziet u hier ongeveer" not in after


def test_only_what_we_do_not_know_is_asked_and_the_rest_is_said(anna: Client, four: Four) -> None:
    joint = make_joint(four, "requested", "picked", "picked", "picked")
    joint.parts.update(told_cents=9_650)

    asked, look = words(anna.get(f"{HERE}/open")), words(anna.get(f"{HERE}/nakijken"))

    assert "Wij vragen het na. Waterheld" in asked
    assert "Bosstroom" not in asked
    assert "Woonstede € 182,40 (dat weten wij)" in look
    assert "Bosstroom € 51,00 (dat weten wij)" in look
    assert "Waterheld U denkt: € 96,50 open" in look


def test_file_that_does_not_stand_beside_this_one_is_not_known_before_it_is_asked(anna: Client, four: Four) -> None:
    Consent.objects.filter(purpose="overview").update(withdrawn_at=NOW, withdrawn_by="customer:1")
    make_joint(four, "requested", "picked", "picked")

    assert "Bosstroom" in words(anna.get(f"{HERE}/open"))
    assert "€ 51,00" not in words(anna.get(f"{HERE}/nakijken"))


def test_where_all_is_known_nothing_is_asked(anna: Client, four: Four) -> None:
    make_joint(four, "requested", "picked", "picked")

    assert anna.get(f"{HERE}/open")["Location"] == f"{HERE}/nakijken"
    assert "Vertel wat u denkt" not in words(anna.get(f"{HERE}/nakijken"))


def test_amount_that_was_told_stands_there_and_can_be_emptied(anna: Client, four: Four) -> None:
    joint = make_joint(four, "requested", "picked", "picked", "picked", "picked")
    water, care = joint.parts.filter(creditor__in=(four.water, four.care)).order_by("pk")
    joint.parts.filter(pk__in=(water.pk, care.pk)).update(told_cents=9_605)
    page = anna.get(f"{HERE}/open")
    assert page.content.decode().count('value="96,05"') == 2

    sent = {"versie": joint.version, f"open_{water.pk}": "", f"open_{care.pk}": "96,05"}
    assert anna.post(f"{HERE}/open", sent)["Location"] == f"{HERE}/nakijken"

    assert [JointPart.objects.get(pk=one.pk).told_cents for one in (water, care)] == [None, 9_605]


def test_rhythm_says_what_so_much_each_time_is_in_a_month(anna: Client, four: Four) -> None:
    joint = make_joint(four, "requested", "picked", "picked", rhythm="weekly", spare_cents=6_000)

    rhythms, weekly = words(anna.get(f"{HERE}/bedrag?bedrag=60")), words(anna.get(f"{HERE}/nakijken"))
    joint.__class__.objects.update(rhythm="monthly")

    assert "Elke weekDat is ongeveer € 260,00 per maand." in rhythms
    assert "Elke vier wekenDat is ongeveer € 65,00 per maand." in rhythms
    assert "€ 60,00, elke week. Dat is ongeveer € 260,00 per maand." in weekly
    assert "ongeveer € 60" not in rhythms
    assert "per maand" not in words(anna.get(f"{HERE}/nakijken"))


def test_each_day_says_when_the_first_payment_really_is(anna: Client, four: Four) -> None:
    make_joint(four, "requested", "picked", "picked", "picked")

    said = words(anna.get(f"{HERE}/bedrag?bedrag=25&ritme=monthly"))

    assert "Dinsdag 1 decemberbegin volgende maand; betalen op maandag 4 januari" in said
    assert "zaterdag 26 december (betalen op maandag 28 december)" in said
    assert "donderdag 24 december (" not in said
    assert "Daarom is de eerste betaling soms later. Dat staat dan bij de dag." in said


def test_who_has_less_income_is_met_kindly_and_shown_where_more_may_be_had(anna: Client, four: Four) -> None:
    joint = make_joint(four, "active", "running", "running", "declined")
    make_plan(joint, confirmed_at=NOW)
    before = words(anna.get(f"{HERE}/bedrag"))

    sent = anna.post(f"{HERE}/anders", {"keuze": "less_income", "versie": joint.version})
    page = anna.get(sent["Location"])

    assert "Minder geld is lastig. Wij kijken samen wat nu wel past." in words(page)
    assert 'href="/rechten">Geld waar u misschien recht op hebt' in page.content.decode()
    assert 'href="/hulp">Kijk wie er bij u in de buurt helpt' in page.content.decode()
    assert "Minder geld is lastig." not in before


@pytest.mark.parametrize(("chosen", "said"), [
    (date(2026, 12, 1), "Waarschijnlijk maandag 4 januari. U koos dinsdag 1 december, maar eerst antwoordt iedereen."),
    (date(2026, 12, 15), "Vanaf dinsdag 15 december"),
])  # fmt: skip
def test_look_before_asking_says_when_the_first_payment_will_be(
    chosen: date, said: str, anna: Client, four: Four
) -> None:
    make_joint(four, "requested", "picked", "picked", "picked", first_on=chosen)

    assert said in words(anna.get(f"{HERE}/nakijken"))


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
    assert "Waterheld Daar is niets te laat Een nieuwe rekening betaalt u daar zelf, zoals altijd." in said
    assert "Zorgpunt Niet in dit plan Is er iets open? Spreek daar apart iets af. Zorgverzekering." in said
    assert "Met Bosstroom en Zorgpunt spreekt u apart iets af." in said
    assert "Ging niet mee" not in said
    for number, alone in (
        (nothing.pk, "Daar is niets te laat. Een nieuwe rekening"), (never.pk, "Niet in dit plan. Is er iets open?"),
    ):  # fmt: skip
        assert alone in words(anna.get(f"{HERE}/{number}"))


def test_what_was_agreed_goes_on_apart_also_where_there_is_no_file_here(anna: Client, four: Four) -> None:
    """Waterheld was in it to the end; Bosstroom went out before, and Zorgpunt never was in it."""
    joint = make_joint(four, "active", "running", "left", "running", "left")
    plan = make_plan(joint, confirmed_at=NOW)
    energy = joint.parts.get(creditor=four.energy.creditor)
    before = make_plan(joint, number=0, confirmed_at=NOW)
    JointLine.objects.create(plan=before, part=energy, number=1, due_on=NOW.date(), amount_cents=100)

    anna.post(f"{HERE}/stoppen", {"versie": joint.version})

    said = words(anna.get(f"{HERE}/plan"))
    assert plan.lines.count() == 6
    assert "Wat u met Waterheld afsprak, gaat daar apart verder. U betaalt daar dan zelf." in said
    assert "Wat u met Bosstroom afsprak" not in said
    assert "Met Bosstroom en Zorgpunt spreekt u apart iets af." in said


def test_plan_that_never_began_is_nobodys_refusal(anna: Client, four: Four) -> None:
    make_joint(four, "ended", "left", "left", "left")

    said = words(anna.get(f"{HERE}/plan"))

    assert "Bosstroom Het plan begon niet" in said
    assert "Niet in dit plan" not in said


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

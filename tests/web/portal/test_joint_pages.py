"""What the pages of arranging together say at each moment, whom they open to, and what they never show."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import make_identity_check
from tests.web import pages
from tests.web.portal.companions import make_helper
from tests.web.portal.jointly import Four, consent_of, make_four, make_joint, make_payment, make_plan
from tests.web.portal.visits import visit
from tijdig.actions import audit
from tijdig.models import Consent, Creditor, Joint, JointLine, JointPart, Shared
from tijdig.words import JointPartState, JointState

HERE = "/samen-regelen"
READY = ("plan", "voorstel", "betalen", "pauze", "dag", "anders", "hulp", "stoppen", "wie", "bedrag", "nakijken")


def words(response: Any) -> str:
    return pages.said(pages.read(response.content)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def four(cast: Cast) -> Four:
    return make_four(cast)


@pytest.fixture
def anna(cast: Cast) -> Client:
    return visit(cast.anna, level=2)


def parts(joint: Joint) -> list[int]:
    return list(joint.parts.order_by("pk").values_list("pk", flat=True))


# Who may come in ------------------------------------------------------------------------------------------------------


def test_what_it_is_can_be_read_with_a_code_and_the_rest_asks_who_somebody_is(cast: Cast, four: Four) -> None:
    make_joint(four, "active", "running", "running", "running", "declined")

    met = {level: visit(cast.anna, level=level).get(f"{HERE}/plan") for level in (0, 1)}

    assert met[0]["Location"] == "/wie?naar=%2Fsamen-regelen%2Fplan"
    assert met[1].status_code == 200
    assert visit(cast.chantal, level=0).get(HERE).status_code == 200


@pytest.mark.parametrize("page", ["wie", "bedrag", "nakijken", "voorstel", "anders", "open"])
def test_what_binds_others_asks_proof_exactly_there(page: str, cast: Cast, four: Four) -> None:
    make_joint(four, "requested", "picked", "picked")

    assert visit(cast.anna, level=1).get(f"{HERE}/{page}")["Location"].startswith("/bewijs?naar=")
    assert visit(cast.anna, level=2).get(f"{HERE}/{page}").status_code in {200, 302}


def test_nobody_else_sees_an_organisation_of_it(cast: Cast, four: Four) -> None:
    joint = make_joint(four, "proposed", "accepted", "countered", "accepted", "proposed")
    number = parts(joint)[1]
    others = [visit(case, level=2) for case in (cast.chantal, cast.bram, four.energy)]

    met = [one.get(f"{HERE}/{number}{more}").status_code for one in others for more in ("", "/intrekken", "/anders")]

    assert met == [404] * 9
    assert [one.get(f"{HERE}/plan")["Location"] for one in others] == [HERE] * 3


@pytest.mark.parametrize("may_ask", [False, True])
def test_who_looks_along_sees_nothing_of_it(may_ask: bool, cast: Cast, four: Four) -> None:
    make_joint(four, "active", "running", "running")
    fatima = visit(cast.anna, helper=make_helper(cast.anna, may_ask=may_ask))

    assert [fatima.get(f"{HERE}/{page}").status_code for page in READY] == [403] * len(READY)


def test_pages_before_there_is_anything_are_not_there(anna: Client) -> None:
    met = [
        anna.get(f"{HERE}/{page}").status_code for page in ("bedrag", "nakijken", "pauze", "dag", "anders", "stoppen")
    ]

    assert met == [404] * 6
    assert [anna.get(f"{HERE}/{page}")["Location"] for page in ("plan", "betalen", "voorstel")] == [
        HERE, f"{HERE}/plan", f"{HERE}/plan",
    ]  # fmt: skip


# What they say --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", JointState)
def test_every_state_has_words_of_its_own_and_a_person(state: JointState, anna: Client, four: Four) -> None:
    joint = make_joint(four, state, *list(JointPartState)[:4], standstill_until=date(2027, 1, 5))
    make_plan(joint, confirmed_at=NOW if state in {"active", "missed", "paused"} else None)

    said = words(anna.get(f"{HERE}/plan"))

    assert "{" not in said
    assert "[[" not in said
    assert "Het team van Woonstede helpt u" in said
    assert "schuld" not in said.lower().replace("schuldhulp", "")


@pytest.mark.parametrize("stands", JointPartState)
def test_every_organisation_has_words_for_where_it_stands(stands: JointPartState, anna: Client, four: Four) -> None:
    joint = make_joint(four, "proposed", "accepted", stands)
    make_plan(joint)

    said = words(anna.get(f"{HERE}/plan"))

    assert "Bosstroom" in said
    assert "{" not in said


def test_page_says_where_it_is_quiet_and_only_of_those_whose_reminders_we_hold(anna: Client, four: Four) -> None:
    make_joint(four, "inventory", "confirmed", "asked", "asked", "silent", standstill_until=date(2027, 1, 5))

    said = words(anna.get(f"{HERE}/plan"))

    assert "maandag 4 januari krijgt u geen brieven en geen telefoontjes van Woonstede en Bosstroom over" in said


def test_page_of_one_organisation_says_what_was_told_when(anna: Client, four: Four) -> None:
    joint = make_joint(four, "inventory", "confirmed", "asked")
    part, consent = joint.parts.get(creditor__code="bosstroom"), Consent.objects.get(other__code="bosstroom", level=2)
    Shared.objects.create(
        consent=consent, to=part.creditor, data=["balance"], what="om samen te rekenen", at=NOW, by="user:1"
    )

    said = words(anna.get(f"{HERE}/{part.pk}"))

    assert "Hoeveel er nog open is Woonstede aan Bosstroom, op 24 november 2026. om samen te rekenen" in said
    assert "Trek mijn toestemming in" in said


def test_offer_shows_every_payment_and_who_gets_what(anna: Client, four: Four) -> None:
    joint = make_joint(four, "offered", "accepted", "accepted", "accepted", "undecided")
    make_plan(joint)

    said = words(anna.get(f"{HERE}/voorstel"))

    assert "Na 3 keer is alles betaald, op 1 februari 2027." in said
    assert "1 december 2026Woonstede € 60,80, Bosstroom € 17,00, Waterheld € 30,00, Zorgpunt € 40,00 € 147,80" in said
    assert "Gaat dit lukken?" in said


def test_payment_page_gives_one_line_for_each_with_its_own_reference(anna: Client, four: Four) -> None:
    joint = make_joint(four, "active", "running", "running", "running", "declined")
    make_plan(joint, confirmed_at=NOW)
    _, energy, *_ = joint.parts.order_by("pk")
    make_payment(joint, energy, 1_700)

    said = words(anna.get(f"{HERE}/betalen"))

    assert "€ 90,80" in said
    assert "Het zijn 2 bedragen." in said
    assert "Woonstede Bedrag € 60,80 Rekening NL91 ABNA 0417 1643 00" in said
    assert "Waterheld Bedrag € 30,00 Rekening NL20 INGB 0001 2345 67 Op naam van Waterheld Kenmerk W-7741" in said
    assert "Zorgpunt" not in said


def test_payment_page_gives_one_account_where_one_takes_it_for_all(anna: Client, four: Four) -> None:
    payee = Creditor.objects.get(code="woonstede")
    joint = make_joint(four, "active", "running", "running", "running", pay_to=payee)
    make_plan(joint, confirmed_at=NOW)

    said = words(anna.get(f"{HERE}/betalen"))

    assert (
        f"Woonstede Bedrag € 107,80 Rekening NL91 ABNA 0417 1643 00 Op naam van Woonstede Kenmerk SAMEN-{joint.pk}"
        in said
    )
    assert "Bosstroom: € 17,00" in said


def test_counter_proposal_that_does_not_fit_cannot_be_taken(anna: Client, four: Four) -> None:
    joint = make_joint(four, "proposed", "accepted", "countered")
    make_plan(joint)
    joint.parts.filter(state="countered").update(counter_cents=9_000)
    number = parts(joint)[1]

    said = words(anna.get(f"{HERE}/{number}/anders"))

    assert "Zij vragen € 90,00. Dat is € 73,00 meer." in said
    assert "Dat past niet in de € 60,00 die u kunt missen." in said
    assert "Dat is goed" not in said


def test_amount_of_nothing_is_an_answer_and_a_wrong_one_says_what_to_do(anna: Client, four: Four) -> None:
    make_joint(four, "requested", "picked", "picked")

    nothing, wrong, high = (words(anna.get(f"{HERE}/bedrag?bedrag={typed}")) for typed in ("0", "veel", "999999"))

    assert "Dat is ook een antwoord. Wij zeggen dan geen nee." in nothing
    assert "Vul een bedrag in, zoals 25 of 37,50." in wrong
    assert "Dit bedrag is te hoog." in high


@pytest.mark.parametrize(
    "address", ["", "/wie", "/bedrag", "/bedrag?bedrag=60", "/bedrag?bedrag=60&ritme=weekly", "/open"]
)
def test_questions_are_short_in_u_and_in_je(address: str, anna: Client, four: Four) -> None:
    if address:
        make_joint(four, "requested", "picked", "picked", "picked")
    formal = pages.read(anna.get(HERE + address).content)
    Creditor.objects.update(is_formal=False)
    informal = words(anna.get(HERE + address))

    long = [sentence for sentence in formal.sentences if len(sentence.split()) > pages.WORDS]
    assert long == []
    assert "[[" not in informal
    assert len([level for level, _ in formal.headings if level == 1]) == 1


def test_consent_page_asks_in_the_words_of_the_register(anna: Client, four: Four) -> None:
    joint = make_joint(four, "requested", "picked", "picked", "picked")
    _, energy, water = parts(joint)

    one, two = (words(anna.get(f"{HERE}/{number}/mag")) for number in (energy, water))

    assert "Mag Woonstede dit samen met Bosstroom regelen?" in one
    assert "Meer vertellen wij niet. Uw verhaal blijft hier." in one
    assert "1 van 2" in one
    assert "klantnummer daar. Dat hoeft niet" not in one  # its file stands beside this one
    assert "Uw klantnummer daar. Dat hoeft niet." in two


def test_consent_that_was_taken_back_cannot_be_taken_back_again(anna: Client, four: Four) -> None:
    joint = make_joint(four, "active", "running", "running")
    Consent.objects.update(withdrawn_at=NOW, withdrawn_by="customer:1")

    said = words(anna.get(f"{HERE}/{parts(joint)[1]}"))

    assert "Trek mijn toestemming in" not in said
    assert "Wij vertellen hun niets meer." in said


def test_look_before_asking_names_who_is_not_asked_too(anna: Client, four: Four) -> None:
    make_joint(four, "requested", "picked", "picked", others="Telefoonbedrijf\nTante Truus")

    said = words(anna.get(f"{HERE}/nakijken"))

    assert "U noemde ook TelefoonbedrijfTante TruusHen vragen wij niets." in said


def test_address_of_another_page_in_it_changes_nothing_by_looking(anna: Client, four: Four) -> None:
    joint = make_joint(four, "offered", "accepted", "accepted")
    make_plan(joint)
    consent_of(four.anna, four.care)
    before = list(Joint.objects.values()), list(Consent.objects.values())

    for page in READY:
        anna.get(f"{HERE}/{page}")

    assert (list(Joint.objects.values()), list(Consent.objects.values())) == before


@pytest.mark.parametrize(("first_on", "is_named"), [(date(2026, 11, 20), False), (date(2026, 12, 15), True)])
def test_plan_that_is_talked_over_offers_only_what_can_be_done(
    first_on: date, anna: Client, four: Four, *, is_named: bool
) -> None:
    """No other amount meanwhile, and no next time on a day that went by."""
    weighs = [{"why": "help", "since_on": "2026-11-24"}]
    joint = make_joint(four, "weighed", "running", "running", weighs=weighs)
    make_plan(joint, confirmed_at=NOW)
    JointLine.objects.filter(number=1).update(due_on=first_on)

    page = anna.get(f"{HERE}/plan")

    said, links = words(page), pages.read(page.content).links
    assert "Eerst praten wij even met u" in said
    assert ("De volgende keer" in said) == is_named
    assert "Een ander bedrag" not in links
    assert "Stoppen" in links
    assert anna.post(f"{HERE}/anders", {"versie": joint.version, "waarom": "less_income"}).status_code == 400


@pytest.mark.parametrize(("days", "is_late"), [(0, False), (7, True)])
def test_day_of_a_promised_call_stays_and_once_it_went_by_we_say_so(
    days: int, anna: Client, four: Four, cast: Cast, *, is_late: bool
) -> None:
    joint = make_joint(
        four, "weighed", "confirmed", "confirmed", due_on=date(2026, 11, 26), standstill_until=date(2027, 1, 5),
        weighs=[{"why": "help", "since_on": "2026-11-17"}],
    )  # fmt: skip
    audit.record(
        "joint.message", joint, by="system", at=NOW - timedelta(days=days), case_id=cast.anna.pk,
        facts={"topic": "weigh"},
    )  # fmt: skip

    said = words(anna.get(f"{HERE}/plan"))

    late = (
        "Wij wilden u uiterlijk donderdag 19 november bellen. Dat is niet gelukt. Dat spijt ons. "
        "Wij bellen u zo snel mogelijk."
    )
    assert (late in said) == is_late
    assert ("belt u uiterlijk donderdag 26 november." in said) != is_late
    assert "over deze rekeningen. Wij bellen u alleen over dit plan." in said
    assert "Wij bellen u over alles samen. Kijk wanneer" in words(anna.get("/overzicht"))


def test_no_call_about_the_plan_is_told_of_where_none_was_promised(anna: Client, four: Four) -> None:
    make_joint(four, "inventory", "confirmed", "asked", standstill_until=date(2027, 1, 5))

    assert "alleen over dit plan" not in words(anna.get(f"{HERE}/plan"))
    assert "Wij bellen u over alles samen" not in words(anna.get("/overzicht"))


def test_start_says_that_a_call_comes_first_only_where_it_does(cast: Cast, four: Four) -> None:
    call = "Daarvoor bellen wij één keer met u, ongeveer vijf minuten. Daarna gaat u hier zelf verder."
    before = words(visit(cast.anna, level=1).get(HERE))
    proven = words(visit(cast.anna, level=2).get(HERE))
    Creditor.objects.filter(pk=cast.woonstede.pk).update(
        identity_provider={"issuer": "https://login.example", "client_id": "x", "name": "Inlog"}
    )
    with_provider = words(visit(cast.anna, level=1).get(HERE))
    Creditor.objects.filter(pk=cast.woonstede.pk).update(identity_provider={})
    make_identity_check(cast.anna.customer)

    assert call in before
    assert "Eerst vragen wij wie u bent" not in before
    for said in (proven, with_provider, words(visit(cast.anna, level=1).get(HERE))):
        assert call not in said
        assert "Eerst vragen wij wie u bent" in said


def test_plan_that_nobody_answered_says_until_when_it_stays_quiet(anna: Client, four: Four) -> None:
    quiet = date(2027, 1, 5)
    joint = make_joint(four, "offered", "accepted", "accepted", standstill_until=quiet)
    joint.parts.update(state="left")
    Joint.objects.filter(pk=joint.pk).update(state="ended", due_on=None)

    said = words(anna.get(f"{HERE}/plan"))

    assert "Samen regelen is gestopt" in said
    assert "Tot en met maandag 4 januari krijgt u geen brieven en geen telefoontjes van" in said


# A plan that is long, changes, or loses somebody --------------------------------------------------------------------


def test_plan_that_takes_too_long_says_how_long_and_what_is_possible(anna: Client, four: Four) -> None:
    weighs = [{"why": "too_long", "since_on": "2026-11-24"}]
    make_joint(four, "weighed", "confirmed", "confirmed", "confirmed", "confirmed", spare_cents=1_000, weighs=weighs)

    page = anna.get(f"{HERE}/plan")

    said = words(page)
    assert "Met € 10,00 per keer duurt het tot en met september 2030. Dat zijn 45 betalingen." in said
    assert "Vanaf € 25,00 per keer is alles binnen 18 maanden betaald." in said
    assert pages.read(page.content).links["Noem een ander bedrag"] == f"{HERE}/bedrag"
    assert "Laat Bosstroom uit het plan" in said
    assert "Laat Woonstede uit het plan" not in said


def test_plan_longer_than_any_may_be_says_from_which_amount_there_can_be_one(anna: Client, four: Four) -> None:
    weighs = [{"why": "too_long", "since_on": "2026-11-24"}]
    joint = make_joint(four, "weighed", "confirmed", "confirmed", spare_cents=1_000, weighs=weighs)
    joint.parts.update(balance_cents=300_000)

    said = words(anna.get(f"{HERE}/plan"))

    assert "Met € 10,00 per keer duurt het langer dan 10 jaar. Zo lang maken wij geen plan." in said
    assert "Vanaf € 50,00 per keer kan het, samen met iemand die meekijkt." in said
    assert "Vanaf € 334,00 per keer is alles binnen 18 maanden betaald." in said


def test_another_amount_that_makes_it_short_goes_on_by_itself(anna: Client, four: Four) -> None:
    weighs = [{"why": "too_long", "since_on": "2026-11-24"}]
    joint = make_joint(four, "weighed", "confirmed", "confirmed", "confirmed", spare_cents=1_000, weighs=weighs)

    sent = anna.post(
        f"{HERE}/bedrag",
        {"versie": joint.version, "bedrag": "60", "ritme": "monthly", "wanneer": "anders", "andere": "2026-12-15"},
    )

    joint.refresh_from_db()
    assert sent["Location"] == f"{HERE}/plan"
    assert (joint.state, joint.spare_cents, joint.weighs) == ("proposed", 6_000, [])


def test_offer_says_what_is_not_in_it_and_what_happens_next_there(anna: Client, four: Four) -> None:
    joint = make_joint(four, "offered", "accepted", "accepted", "silent", "declined", others="Telefoonbedrijf")
    make_plan(joint)

    said = words(anna.get(f"{HERE}/voorstel"))

    assert "Na 3 keer is alles bij Woonstede en Bosstroom betaald, op 1 februari 2027." in said
    assert "Na 3 keer is alles betaald" not in said
    assert "Waterheld. Zei nog niet hoeveel er open is. Het team van Woonstede vraagt het na, uiterlijk" in said
    assert "uiterlijk woensdag 2 december." in said
    assert "Zorgpunt. Doet niet mee. Spreek daar apart iets af." in said
    assert "Telefoonbedrijf. Hen vroegen wij niets." in said


def test_offer_says_before_the_yes_who_takes_the_money(anna: Client, four: Four) -> None:
    joint = make_joint(four, "offered", "accepted", "accepted", pay_to=four.water)
    make_plan(joint)
    assert "U betaalt elke keer één bedrag, aan Waterheld. Die geeft iedereen zijn deel." in words(
        anna.get(f"{HERE}/voorstel")
    )

    Joint.objects.update(pay_to=None)
    alone = words(anna.get(f"{HERE}/voorstel"))
    assert "Die geeft iedereen zijn deel" not in alone
    assert "U betaalt elke organisatie zelf haar deel, op dezelfde dag. Na uw ja staat er bij elke: hoeveel," in alone


def test_plan_page_says_for_whom_nothing_is_planned_yet(anna: Client, four: Four) -> None:
    joint = make_joint(four, "active", "running", "running", "silent", "undecided")
    make_plan(joint, confirmed_at=NOW)
    JointLine.objects.filter(part__state="undecided").delete()

    said = words(anna.get(f"{HERE}/plan"))

    assert "Zonder Waterheld en Zorgpunt: daar is nog niets gepland" in said
    assert "Waterheld Nog geen antwoord Het team van Woonstede vraagt het na. Uiterlijk woensdag 2 december" in said


def test_share_that_changes_is_told_as_it_is(anna: Client, four: Four) -> None:
    joint = make_joint(four, "active", "running", "running")
    plan = make_plan(joint, months=6, confirmed_at=NOW)
    own = joint.parts.order_by("pk")[0]
    for number, cents in ((1, 3_000), (2, 3_000)):
        JointLine.objects.filter(plan=plan, part=own, number=number).update(amount_cents=cents)
    for number in (3, 4, 5, 6):
        JointLine.objects.filter(plan=plan, part=own, number=number).update(amount_cents=3_060)
    joint.parts.filter(pk=own.pk).update(balance_cents=18_240)

    said = words(anna.get(f"{HERE}/plan"))

    assert "Eerst € 30,00 per keer. Vanaf 1 februari 2027 € 30,60 per keer. Klaar in mei 2027." in said
    assert "€ 8,50 per keer, 6 keer. Klaar in mei 2027." in said
    assert "hele betaling" not in said


def test_consent_taken_back_elsewhere_shows_at_once_and_says_what_it_means(anna: Client, four: Four) -> None:
    joint = make_joint(four, "active", "running", "running", "running")
    make_plan(joint, confirmed_at=NOW)
    water = joint.parts.get(creditor__code="waterheld")

    anna.post(f"/toestemmingen/{water.consent_id}")
    said = words(anna.get(f"{HERE}/plan"))

    assert "Op 24 november 2026 nam u uw toestemming terug. Daarom staat Waterheld niet meer in dit plan." in said
    assert joint.parts.get(pk=water.pk).state == "left"


def test_consent_of_a_plan_that_is_over_says_why_it_ended(anna: Client, four: Four) -> None:
    joint = make_joint(four, "active", "running", "running")
    make_plan(joint, confirmed_at=NOW)
    given = joint.parts.get(creditor__code="bosstroom").consent

    anna.post(f"{HERE}/stoppen", {"versie": joint.version})
    said = words(anna.get(f"/toestemmingen/{given.pk}"))

    assert "Dit is gestopt" in said
    assert "Het plan voor alles samen is voorbij. Daarom stopte dit vanzelf." in said


@pytest.mark.parametrize(("there", "said"), [
    (False, "Er is hier nog geen andere organisatie"), (True, "Alle organisaties staan al in uw plan"),
])  # fmt: skip
def test_nobody_to_pick_says_what_can_be_done(there: bool, said: str, cast: Cast, anna: Client) -> None:
    if there:
        four = make_four(cast)
        joint = make_joint(four, "active", "running", "running", "running", "running")
        make_plan(joint, confirmed_at=NOW)
    Creditor.objects.exclude(pk__in=JointPart.objects.values("creditor")).update(joint_email="")

    page = pages.read(anna.get(f"{HERE}/wie").content)

    assert said in pages.said(page)
    assert "Bel mij" in page.links


def test_day_can_be_any_within_the_limits_and_says_on_which_day_money_moves(anna: Client, four: Four) -> None:
    joint = make_joint(four, "active", "running", "running")
    make_plan(joint, confirmed_at=NOW)

    page = words(anna.get(f"{HERE}/dag"))

    assert "De volgende betaling is nu op dinsdag 1 december." in page
    assert "De 2 betalingen daarna schuiven mee. De bedragen blijven gelijk." in page
    assert "zaterdag 26 december (betalen op maandag 28 december)" in page
    assert "donderdag 31 december" in page
    assert "vrijdag 1 januari" not in page


def test_day_moves_with_what_somebody_knows_and_changes_no_amount(cast: Cast, four: Four) -> None:
    joint = make_joint(four, "active", "running", "running")
    make_plan(joint, confirmed_at=NOW)
    before = sorted(JointLine.objects.filter(plan__joint=joint).values_list("part", "amount_cents"))

    sent = visit(cast.anna, level=1).post(
        f"{HERE}/dag", {"versie": joint.version, "wanneer": "anders", "andere": "2026-12-10"}
    )

    plan = joint.plans.order_by("number").last()
    assert plan is not None
    assert sent["Location"] == f"{HERE}/plan"
    assert sorted(plan.lines.values_list("part", "amount_cents")) == before
    assert set(plan.lines.values_list("due_on", flat=True)) == {
        date(2026, 12, 10), date(2027, 1, 11), date(2027, 2, 10),
    }  # fmt: skip


@pytest.mark.parametrize("page", ["anders", "bedrag", "voorstel", "twijfel"])
def test_what_changes_money_asks_proof(page: str, cast: Cast, four: Four) -> None:
    joint = make_joint(four, "offered", "accepted", "accepted")
    make_plan(joint)

    assert visit(cast.anna, level=1).post(f"{HERE}/{page}", {})["Location"].startswith("/bewijs?naar=")


@pytest.mark.parametrize("typed", [{}, {"versie": "oud"}])
@pytest.mark.parametrize("page", ["stoppen", "hulp", "dag", "pauze", "anders"])
def test_page_that_does_not_say_what_stood_on_it_changes_nothing(
    page: str, typed: dict[str, str], anna: Client, four: Four
) -> None:
    joint = make_joint(four, "active", "running", "running")
    make_plan(joint, confirmed_at=NOW)
    filled = {"wanneer": "anders", "andere": "2026-12-10", "keuze": "amount", **typed}

    sent = anna.post(f"{HERE}/{page}", filled)

    assert sent.status_code == 400
    assert "Deze pagina is oud. Kijk wat er nu staat, en kies dan opnieuw." in words(sent)
    assert Joint.objects.get(pk=joint.pk).version == joint.version


@pytest.mark.parametrize("page", ["pauze", "dag", "anders", "hulp", "stoppen"])
def test_plan_that_is_over_can_be_read_and_not_changed(page: str, anna: Client, four: Four) -> None:
    joint = make_joint(four, "ended", "left", "left")
    make_plan(joint, confirmed_at=NOW)

    for response in (anna.get(f"{HERE}/{page}"), anna.post(f"{HERE}/{page}", {"versie": joint.version})):
        assert (response.status_code, response["Location"]) == (302, f"{HERE}/plan")

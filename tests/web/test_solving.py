"""Every other solution at the workbench: in three clicks, in the customer's words, by whose mandate, and in writing."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.cast import Cast
from tests.factories import NOW, TODAY, make_claim, make_hold, make_membership, make_user
from tests.web.doors.house import app_code, with_app
from tests.web.test_maker import agree, seen, text_of
from tests.web.test_workbench import do, done, read, said
from tijdig.actions import arrangements, requests, solutions
from tijdig.models import (
    Arrangement,
    AuditEvent,
    Case,
    Contact,
    Creditor,
    Customer,
    Hold,
    MoneyEntry,
    Request,
    Solution,
)
from tijdig.queries import agreed, sums, visible
from tijdig.queries.doors import Staff
from tijdig.rules.solutions.types import Deferral, Freeze, Frozen
from tijdig.web.workbench.acts import SOLUTIONS
from tijdig.web.workbench.acts.ground import Ground
from tijdig.words import ChannelKind, RequestKind

pytestmark = pytest.mark.django_db

LATER = {"until_on": "2026-12-28"}
STILL = {"what": ["principal"], "until_on": "2027-01-24", "why": "Er is beslag op het loon."}


def solution(case: Case) -> Any:
    return agreed.solution_of(agreed.rows(case).get())


def sent(case: Case) -> str:
    return str(Contact.objects.filter(case=case, key__startswith="reply-").latest("pk").text)


def charge(**overrides: Any) -> None:
    Creditor.objects.update(**overrides)


def test_every_solution_is_three_clicks_from_the_case(samira: Client, cast: Cast) -> None:
    page = read(samira, f"/werk/dossier/{cast.emre.pk}")
    ways = read(samira, page.links["Andere oplossing"])

    for act, form in SOLUTIONS.items():
        text = said(ways)
        assert form.title in text
        read(samira, f"/werk/dossier/{cast.emre.pk}/{act}")
    open_ones = [address for address in ways.links.values() if address.startswith(f"/werk/dossier/{cast.emre.pk}/")]
    assert [address.rpartition("/")[2] for address in open_ones] == [
        "regeling", "later-betalen", "stilzetten", "klein-bedrag", "rechtzetten", "hulp-erbij",
    ]  # fmt: skip
    assert "Uw organisatie rekent geen kosten. Er is niets dat kan vervallen." in said(ways)
    assert "Dit past alleen bij een hypotheek of een krediet." in said(ways)


def test_page_of_all_solutions_asks_what_they_share_once(
    samira: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(49):
        assert samira.get(f"/werk/dossier/{cast.emre.pk}/oplossingen").status_code == 200


@pytest.mark.parametrize("leads", [1, 4])
def test_who_can_sign_is_asked_in_one_query_however_many_lead(
    leads: int, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for place in range(leads):
        lead = make_user(email=f"leidt{place}@woonstede.example", name=f"Leidt {place}")
        make_membership(lead, cast.woonstede, role="lead")
        with_app(lead)
    me = Staff(cast.samira.pk, cast.samira.name, cast.woonstede.pk, cast.woonstede.name, "handler", 1)
    ground = Ground(me, cast.emre, NOW)

    with django_assert_num_queries(2):
        assert len(ground.signers) == leads


def test_later_is_looked_at_agreed_told_and_answers_what_was_asked(samira: Client, cast: Cast) -> None:
    requests.receive(cast.emre, RequestKind.PAY_LATER, by_channel=ChannelKind.PORTAL, by="customer:4", at=NOW)

    shown = do(samira, cast.emre, "later-betalen", stap="bekijk", **LATER)
    before = Solution.objects.count()
    response = agree(samira, cast.emre, "later-betalen", **LATER)

    assert "U betaalt € 45,00 later: op 28 december 2026. Tot die dag sturen wij geen herinneringen." in text_of(shown)
    assert "Dit mag u zelf afspreken." in text_of(shown)
    assert before == 0
    assert done(response, cast.emre, "later-betalen")
    made = solution(cast.emre)
    assert (made.cents, made.until_on) == (4_500, date(2026, 12, 28))
    assert "U betaalt € 45,00 later: op 28 december 2026." in sent(cast.emre).replace("\N{NO-BREAK SPACE}", " ")
    assert Hold.objects.get(kind="agreed").until_on == date(2027, 1, 3)
    assert Request.objects.get(case=cast.emre).state == "answered"


@pytest.mark.parametrize(
    ("act", "values", "sentence"),
    [
        ("klein-bedrag", {"amount": "5", "due_on": "2026-12-28"}, "U betaalt € 5,00 op 28 december 2026."),
        ("klein-bedrag", {}, "U hoeft nu niets te betalen. Dat is ook goed."),
        ("stilzetten", STILL, "€ 45,00 staat stil tot en met 23 januari 2027. U hoeft het nu niet te betalen."),
        ("hulp-erbij", {"other": "de kerk"}, "de kerk kan u helpen. U kunt daar zelf naartoe."),
    ],
)
def test_solution_is_agreed_and_stands_on_the_case_in_the_story_and_in_writing(
    act: str, values: dict[str, Any], sentence: str, samira: Client, cast: Cast
) -> None:
    response = agree(samira, cast.emre, act, **values)

    assert done(response, cast.emre, act)
    page = said(read(samira, f"/werk/dossier/{cast.emre.pk}?gedaan={act}"))
    assert page.count(sentence) >= 3  # beside the arrangement, in the story, in the message
    assert "Het is verstuurd" in page or "Het gaat zo uit" in page
    assert sentence in sent(cast.emre).replace("\N{NO-BREAK SPACE}", " ")
    assert AuditEvent.objects.filter(what="solution.agreed", case_id_text=str(cast.emre.pk)).count() == 1


def test_lower_rate_is_for_a_loan_and_says_what_comes_after(samira: Client, cast: Cast) -> None:
    make_claim(cast.emre.customer, kind="mortgage", amount_cents=90_000, description="Hypotheek november")
    values = {"usual": "4,5", "lower": "2", "until_on": "2027-02-24"}

    higher = do(samira, cast.emre, "minder-rente", stap="bekijk", **values | {"lower": "5"})
    response = agree(samira, cast.emre, "minder-rente", **values)

    assert "Dit is niet lager dan de rente in het contract." in text_of(higher)
    assert done(response, cast.emre, "minder-rente")
    made = solution(cast.emre)
    assert (made.from_basis_points, made.to_basis_points, len(made.debts)) == (450, 200, 1)
    assert "is de rente 2% per jaar, en niet 4,5%." in sent(cast.emre)


# Putting right


WRONG = {"how_much": "lager", "left": "30", "why": "Uw betaling van 3 november telde niet mee."}


def test_bill_is_put_right_with_sorry_and_never_below_zero(samira: Client, cast: Cast) -> None:
    (claim,) = cast.emre.customer.claims.all()
    wrong = {"claim": claim.pk} | WRONG

    more = agree(samira, cast.emre, "rechtzetten", **wrong | {"left": "46"})
    response = agree(samira, cast.emre, "rechtzetten", **wrong)

    assert "Rechtzetten maakt een rekening lager." in text_of(more)
    assert done(response, cast.emre, "rechtzetten")
    assert visible.balance_cents(claim) == 3_000
    entry = MoneyEntry.objects.get(kind="correction")
    assert (entry.amount_cents, entry.reason, entry.made_by) == (-1_500, "by_hand", f"user:{cast.samira.pk}")
    assert claim.entries.get(kind="claim").amount_cents == 4_500
    words = sent(cast.emre).replace("\N{NO-BREAK SPACE}", " ")
    assert "Wij maakten een fout. U hoeft maar € 30,00 te betalen, niet € 45,00. Sorry daarvoor." in words
    assert "Uw betaling van 3 november telde niet mee." in words


def test_bill_that_was_all_wrong_closes_the_case(samira: Client, cast: Cast) -> None:
    (claim,) = cast.emre.customer.claims.all()

    response = agree(samira, cast.emre, "rechtzetten", claim=claim.pk, how_much="niets", why="Dit was van de buren.")

    assert done(response, cast.emre, "rechtzetten")
    cast.emre.refresh_from_db()
    assert (cast.emre.state, cast.emre.closing_reason) == ("closed", "corrected")
    assert "te betalen. Sorry daarvoor." in sent(cast.emre)


def test_arrangement_that_runs_is_sooner_done_and_keeps_its_amounts(samira: Client, cast: Cast) -> None:
    (claim,) = cast.emre.customer.claims.all()
    arrangements.agree(cast.emre, count=3, first_on=date(2026, 12, 1), by="user:1", at=NOW)
    wrong = {"claim": claim.pk} | WRONG | {"left": "20"}

    shown = do(samira, cast.emre, "rechtzetten", stap="bekijk", **wrong)
    response = agree(samira, cast.emre, "rechtzetten", **wrong)

    assert "De regeling houdt dezelfde bedragen en dagen. Ze is eerder klaar." in text_of(shown)
    assert done(response, cast.emre, "rechtzetten")
    old, new = Arrangement.objects.order_by("pk")
    parts = list(new.instalments.order_by("number").values_list("due_on", "amount_cents"))
    assert parts == [(date(2026, 12, 1), 1_500), (date(2027, 1, 4), 500)]
    assert (old.state, new.state, new.change, new.decided_by) == ("changed", "active", "amount", old.decided_by)
    assert agreed.rows(cast.emre).get().arrangement == new


def test_hard_words_are_pointed_at_before_they_go(samira: Client, cast: Cast) -> None:
    (claim,) = cast.emre.customer.claims.all()
    hard = {"claim": claim.pk} | WRONG | {"why": "Onverwijld dient u kennis te nemen van onderhavige debiteurensaldo."}

    response = do(samira, cast.emre, "rechtzetten", stap="bekijk", **hard)

    assert response.status_code == 422
    assert "Kan dit gewoner of vriendelijker?" in text_of(response)


def test_what_the_customer_disagrees_with_goes_by_its_outcome(samira: Client, cast: Cast) -> None:
    requests.receive(cast.emre, RequestKind.DISAGREE, by_channel=ChannelKind.PORTAL, by="customer:4", at=NOW)

    assert "Leg de uitkomst vast" in said(read(samira, f"/werk/dossier/{cast.emre.pk}/rechtzetten"))


# Costs, and how sums are made up


def test_costs_that_are_dropped_stand_apart_in_the_terms(samira: Client, cast: Cast) -> None:
    charge(charges_costs=True)
    (claim,) = cast.emre.customer.claims.all()
    wish = {"claim": claim.pk, "cents": "15", "contact_on": "2026-11-24"}

    page = said(read(samira, f"/werk/dossier/{cast.emre.pk}/kosten-weg"))
    too_much = do(samira, cast.emre, "kosten-weg", stap="bekijk", **wish | {"cents": "500"})
    response = agree(samira, cast.emre, "kosten-weg", **wish)

    assert "Hoeveel dat is, staat in uw eigen administratie." in page
    assert "De wet staat hier hooguit" in text_of(too_much)
    assert done(response, cast.emre, "kosten-weg")
    debt = solution(cast.emre).debt
    assert (debt.principal_cents, debt.interest_cents, debt.costs_cents) == (3_000, 0, 1_500)
    assert (visible.balance_cents(claim), MoneyEntry.objects.get(kind="correction").reason) == (3_000, "waived")
    assert "€ 15,00 aan kosten vervalt." in sent(cast.emre).replace("\N{NO-BREAK SPACE}", " ")


def test_where_nothing_is_added_the_page_says_so_and_offers_the_sum_alone(samira: Client, cast: Cast) -> None:
    page = said(read(samira, f"/werk/dossier/{cast.emre.pk}/stilzetten"))

    assert "Uw organisatie rekent geen kosten: die zitten er niet in. Extra rente rekent uw organisatie niet." in page
    assert "Het bedrag zelf" in page
    assert "Extra rente: er komt niets bij" not in page
    response = do(samira, cast.emre, "stilzetten", stap="bekijk", **STILL | {"what": ["interest"]})
    assert response.status_code == 422


def test_where_interest_is_charged_it_stands_apart_and_exact(samira: Client, cast: Cast) -> None:
    charge(policy_overrides={"costs.charges_interest": True})
    customer = cast.emre.customer
    claim = make_claim(customer, amount_cents=500_000, due_on=TODAY - timedelta(days=100), description="Oude huur")

    page = said(read(samira, f"/werk/dossier/{cast.emre.pk}/stilzetten"))
    agree(samira, cast.emre, "stilzetten", **STILL | {"what": ["interest"]})

    debt = next(one for one in solution(cast.emre).debts if one.claim == claim.pk)
    assert debt.principal_cents == 500_000
    assert debt.interest_cents > 1_000
    cents = f"{debt.interest_cents // 100},{debt.interest_cents % 100:02d}"
    assert f"Oude huur € 5.000,00 € {cents} € 0,00" in page


# Who says yes


def test_above_the_mandate_a_lead_signs_along(samira: Client, cast: Cast) -> None:
    with_app(cast.dewi)
    wish = {"until_on": "2027-06-01", "reason": "Het vakantiegeld komt in mei."}

    alone = agree(samira, cast.emre, "later-betalen", **wish)
    signed = agree(samira, cast.emre, "later-betalen", **wish, signer=cast.dewi.pk, code=app_code())

    assert "Een teamleider kijkt mee" in text_of(alone)
    assert "Kies welke teamleider nu meekijkt." in text_of(alone)
    assert done(signed, cast.emre, "later-betalen")
    made = agreed.rows(cast.emre).get()
    assert made.reason == "Dewi Lim keek mee als teamleider. Het vakantiegeld komt in mei."
    assert AuditEvent.objects.get(what="solution.agreed").facts["lead"] == f"user:{cast.dewi.pk}"


def test_lead_says_yes_alone_with_a_reason(dewi: Client, cast: Cast) -> None:
    without = agree(dewi, cast.emre, "later-betalen", until_on="2027-06-01")
    response = agree(dewi, cast.emre, "later-betalen", until_on="2027-06-01", reason="Dan komt het geld.")

    assert "Schrijf op waarom dit past." in text_of(without)
    assert done(response, cast.emre, "later-betalen")


def test_something_else_than_was_looked_at_is_looked_at_again(samira: Client, cast: Cast) -> None:
    shown = do(samira, cast.emre, "later-betalen", stap="bekijk", **LATER)

    other = do(samira, cast.emre, "later-betalen", stap="afspreken", bekeken=seen(shown), until_on="2026-12-30")

    assert "U veranderde iets." in text_of(other)
    assert not Solution.objects.exists()


# What cannot be


@pytest.mark.parametrize("until_on", ["2026-11-24", "2020-01-01"])
def test_day_that_is_past_is_refused_at_its_field(until_on: str, samira: Client, cast: Cast) -> None:
    response = do(samira, cast.emre, "later-betalen", stap="bekijk", until_on=until_on)

    assert response.status_code == 422
    assert "Kies een dag na vandaag." in text_of(response)


def test_no_end_beyond_a_year(dewi: Client, cast: Cast) -> None:
    response = agree(dewi, cast.emre, "later-betalen", until_on="2028-06-01", reason="Lang.")

    assert "Zo lang spreken wij dit niet in één keer af. Kies een eerdere dag." in text_of(response)


def test_what_contradicts_is_refused_with_a_sentence(samira: Client, cast: Cast) -> None:
    arrangements.agree(cast.emre, count=3, first_on=date(2026, 12, 1), by="user:1", at=NOW)

    later = agree(samira, cast.emre, "later-betalen", **LATER)
    still = agree(samira, cast.emre, "stilzetten", **STILL)
    small = agree(samira, cast.emre, "klein-bedrag")

    assert "Er loopt een regeling, en een termijn komt eerder dan deze dag." in text_of(later)
    assert "Het bedrag zelf staat dan stil, en er is ook een dag om te betalen." in text_of(still)
    assert "Een klein bedrag komt in plaats van een regeling" in text_of(small)
    assert not agreed.rows(cast.emre).exists()


def test_three_months_later_and_then_an_arrangement(samira: Client, cast: Cast) -> None:
    agree(samira, cast.emre, "later-betalen", until_on="2027-02-24")

    sooner = agree(samira, cast.emre, count="3", first_on="2027-02-01", is_sure="ja", reason="Zo past het.")
    after = agree(samira, cast.emre, count="3", first_on="2027-03-01", is_sure="ja", reason="Eerst uitstel.")

    assert "Laat de eerste termijn op die dag of later komen" in text_of(sooner)
    assert done(after, cast.emre, "regeling")
    assert [row.kind for row in Solution.objects.order_by("pk")] == ["deferral", "arrangement"]


def test_solution_is_stopped_and_the_case_moves_again(samira: Client, cast: Cast) -> None:
    agree(samira, cast.emre, "later-betalen", **LATER)
    page = read(samira, f"/werk/dossier/{cast.emre.pk}")
    row = agreed.rows(cast.emre).get()

    asked = read(samira, page.links["Stoppen: Later betalen"])
    response = do(samira, cast.emre, "afspraak-stoppen", which=row.pk)

    assert "Vertel het zelf." in said(asked)
    assert done(response, cast.emre, "afspraak-stoppen")
    row.refresh_from_db()
    assert (row.ended_by, Hold.objects.get(kind="agreed").lifted_by) == (f"user:{cast.samira.pk}",) * 2
    assert "Er loopt niets om te stoppen." in said(read(samira, f"/werk/dossier/{cast.emre.pk}/afspraak-stoppen"))


def test_solution_of_another_case_is_not_stopped_here(samira: Client, cast: Cast) -> None:
    other = solutions.agree(
        cast.bram, Deferral(cents=1, since_on=TODAY, until_on=date(2026, 12, 1), contact="Dewi"), by="user:1", at=NOW
    )
    agree(samira, cast.emre, "later-betalen", **LATER)

    response = do(samira, cast.emre, "afspraak-stoppen", which=other.pk)

    assert response.status_code == 422
    other.refresh_from_db()
    assert other.ended_at is None


@pytest.mark.parametrize("act", SOLUTIONS)
def test_nothing_is_agreed_with_who_died(act: str, samira: Client, cast: Cast) -> None:
    Customer.objects.filter(pk=cast.emre.customer_id).update(died_on=TODAY)

    assert "Deze klant is overleden." in said(read(samira, f"/werk/dossier/{cast.emre.pk}/{act}"))


def test_second_of_two_hears_that_it_changed(samira: Client, cast: Cast) -> None:
    version = Case.objects.get(pk=cast.emre.pk).version
    shown = do(samira, cast.emre, "later-betalen", stap="bekijk", **LATER)
    make_hold(cast.emre)
    costs = Freeze(
        what=frozenset({Frozen.COSTS}), debts=_debts(cast.emre), since_on=TODAY, until_on=date(2026, 12, 1), why="x"
    )
    solutions.agree(cast.emre, costs, by="user:1", at=NOW)

    late = do(samira, cast.emre, "later-betalen", version, stap="afspreken", bekeken=seen(shown), **LATER)

    assert late.status_code == 409
    assert "Dit dossier is net veranderd" in text_of(late)


def _debts(case: Case) -> Any:
    return tuple(one.debt() for one in sums.of(case, TODAY))


def test_reason_is_asked_only_where_it_takes_more_than_a_handler(samira: Client, cast: Cast) -> None:
    within = do(samira, cast.emre, "later-betalen", stap="bekijk", **LATER)
    beyond = do(samira, cast.emre, "later-betalen", stap="bekijk", until_on="2027-06-01")

    assert ("Waarom past dit?" in text_of(within), "Waarom past dit?" in text_of(beyond)) == (False, True)

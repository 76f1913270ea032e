"""What was agreed beside paying in parts, as the customer sees it: on the overview, on paper, in English, as data."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.cast import Cast
from tests.factories import NOW, TODAY, make_claim
from tests.web import pages
from tests.web.pages import said
from tests.web.portal.companions import make_helper
from tests.web.portal.test_documents import pdf, printed
from tests.web.portal.visits import visit
from tijdig.actions import arrangements, granting
from tijdig.actions.arrangements import Yes
from tijdig.models import CustomerDetails
from tijdig.queries import explain, replies
from tijdig.rules.solutions.types import CostsDropped, Debt, Deferral, LowerRate, Referral, Solution
from tijdig.words import ChannelKind, ReplyKind

pytestmark = pytest.mark.django_db

LATER = Deferral(cents=18_240, since_on=TODAY, until_on=date(2026, 12, 28), contact="Samira Kaya")
HELP = Referral(to="Humanitas", on_day=TODAY, consent=None)
DEBT = Debt(claim=1, principal_cents=10_000, interest_cents=0, costs_cents=4_000)
RATE = LowerRate(
    debts=(DEBT,), from_basis_points=450, to_basis_points=200, since_on=TODAY, until_on=date(2027, 2, 24)
)  # fmt: skip
SENTENCE = "U betaalt € 182,40 later: op 28 december 2026."


def overview(client: Any) -> str:
    return said(pages.read(client.get("/overzicht").content))


@pytest.fixture
def later(cast: Cast) -> Cast:
    granting.grant(cast.anna, LATER, Yes(), by=f"user:{cast.samira.pk}", at=NOW)
    return cast


def test_overview_says_what_was_agreed_and_since_when(later: Cast) -> None:
    text = overview(visit(later.anna, level=1))

    assert f"Dit spraken wij af {SENTENCE} Tot die dag sturen wij geen herinneringen. Er komt niets bij." in text
    assert "Afgesproken op 24 november 2026." in text


def test_overview_without_anything_agreed_has_no_heading_for_it(cast: Cast) -> None:
    assert "Dit spraken wij af" not in overview(visit(cast.anna, level=1))


def test_overview_speaks_as_the_organisation_does(later: Cast) -> None:
    later.woonstede.is_formal = False
    later.woonstede.save()

    assert "Je betaalt € 182,40 later" in overview(visit(later.anna, level=1))


def test_who_helps_is_for_the_eyes_of_who_said_who_they_are(cast: Cast) -> None:
    granting.grant(cast.anna, HELP, Yes(), by="user:1", at=NOW)
    along = visit(cast.anna, helper=make_helper(cast.anna), REMOTE_ADDR="192.0.2.8")

    assert "Humanitas" in overview(visit(cast.anna, level=1))
    assert "Humanitas" not in overview(visit(cast.anna))
    assert "Humanitas" not in overview(along)


def test_solution_that_ended_is_no_longer_there(later: Cast) -> None:
    row = later.anna.solutions.get()
    granting.end(row, later.anna, by="user:1", at=NOW)

    assert SENTENCE not in overview(visit(later.anna, level=1))


def test_paper_holds_it_alone_and_beside_an_arrangement(later: Cast) -> None:
    anna = visit(later.anna, level=1)
    alone = printed(pdf(anna, "/afspraak.pdf"))
    arrangements.agree(
        later.anna, count=3, first_on=date(2027, 1, 4), by="user:1", at=NOW, yes=Yes(reason="Na het uitstel.")
    )

    beside = printed(pdf(anna, "/afspraak.pdf"))

    assert SENTENCE in alone
    assert "Wat wij afspraken" in alone
    assert SENTENCE in beside
    assert "maandag 4 januari 2027" in beside


@pytest.mark.parametrize(
    ("solution", "sentence"),
    [
        (LATER, "You pay €182.40 later: on 28 December 2026."),
        (HELP, "Humanitas can help you. You can go there yourself."),
        (RATE, "the interest is 2% a year, and not 4.5%."),
    ],
)
def test_message_and_page_are_in_the_language_of_the_customer(solution: Solution, sentence: str, cast: Cast) -> None:
    CustomerDetails.objects.filter(customer=cast.anna.customer).update(language="en")
    cast.woonstede.draft_languages = ["en"]
    cast.woonstede.save()
    if isinstance(solution, LowerRate):
        loan = make_claim(cast.anna.customer, kind="mortgage", amount_cents=14_000)
        solution = replace(solution, debts=(replace(DEBT, claim=loan.pk),))
    made = granting.grant(cast.anna, solution, Yes(), by="user:1", at=NOW)

    contact = cast.anna.contacts.get(replies.about(ReplyKind.AGREED, made.pk))

    assert sentence in contact.text.replace("\N{NO-BREAK SPACE}", " ")
    assert contact.kind == ChannelKind.EMAIL


def test_terms_show_principal_interest_and_costs_apart_in_my_data(cast: Cast) -> None:
    (claim, *_) = cast.anna.customer.claims.order_by("pk")
    cast.woonstede.charges_costs = True
    cast.woonstede.save()
    cast.anna.refresh_from_db()
    open_cents = sum(entry.amount_cents for entry in claim.entries.all())
    debt = Debt(claim=claim.pk, principal_cents=open_cents - 1_000, interest_cents=0, costs_cents=1_000)
    dropped = CostsDropped(debt=debt, contact_on=TODAY)
    granting.drop_costs(cast.anna, claim, dropped, Yes(), by="user:1", at=NOW)

    data = visit(cast.anna, level=1).get("/mijn-gegevens.json").getvalue().decode()

    assert "costs_cents" in data
    assert "€ 10,00 aan kosten vervalt." in overview(visit(cast.anna, level=1))


def test_story_on_the_command_line_tells_it(later: Cast) -> None:
    story = "\n".join(explain.page(later.anna, TODAY)[0])

    assert "Afgesproken op 24 november: U betaalt € 182,40 later" in story.replace("\N{NO-BREAK SPACE}", " ")

"""Regular bills are watched beside what was agreed: that they are paid on time again, both sides read."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast, make_cast
from tests.factories import NOW, make_claim, make_entry, make_request
from tests.web import pages, workbench
from tests.web.portal.jointly import make_four, make_joint, make_plan
from tests.web.portal.visits import visit
from tijdig import clock
from tijdig.actions import arrangements
from tijdig.models import Case, Creditor

pytestmark = pytest.mark.django_db
DUE = (date(2026, 11, 5), date(2026, 11, 12), date(2026, 11, 19))


@pytest.fixture
def cast(data_dir: Path) -> Cast:
    """Anna, with a bill that is late, and three regular bills that came after it and were paid on their day."""
    clock.fix(NOW)
    made = make_cast()
    Creditor.objects.update(draft_languages=["en"])
    for due_on in DUE:
        pay_bill(made.anna, due_on)
    return made


def pay_bill(case: Case, due_on: date, days_late: int = 0) -> None:
    claim = make_claim(case.customer, amount_cents=None, due_on=due_on, is_fixed_cost=True)
    make_entry(claim, kind="claim", amount_cents=60_000, booked_on=due_on - timedelta(days=20))
    make_entry(claim, kind="payment", amount_cents=-60_000, booked_on=due_on + timedelta(days=days_late))


def said(client: Client, address: str) -> str:
    response: Any = client.get(address)
    assert response.status_code == 200, response
    return pages.said(pages.read(response.content)).replace("\N{NO-BREAK SPACE}", " ")


def agreed(cast: Cast) -> str:
    """The page of an arrangement that runs here."""
    yes = arrangements.Yes(reason="Zo past het.")
    made = arrangements.agree(cast.anna, count=12, first_on=date(2026, 12, 1), by="user:1", at=NOW, yes=yes)
    asked = make_request(cast.anna, kind="pay_in_parts", state="answered", details={"arrangement": made.pk})
    return said(visit(cast.anna, level=1), f"/bedankt/{asked.pk}")


def plan(cast: Cast) -> str:
    """The page of a plan for all together that runs."""
    joint = make_joint(make_four(cast), "active", "running", "running", "running", "declined")
    make_plan(joint)
    return said(visit(cast.anna, level=2), "/samen-regelen/plan")


def file(cast: Cast) -> str:
    """The page of the case, as a colleague reads it."""
    return said(workbench.signed_in(cast.samira), f"/werk/dossier/{cast.anna.pk}")


TOLD = "U betaalde {count} gewone rekeningen na elkaar op tijd. Fijn, het loopt weer."
AMONG_US = "Sinds {since} zijn {count} gewone rekeningen na elkaar op tijd betaald."
PAGES = [(agreed, TOLD), (plan, TOLD), (file, AMONG_US)]


@pytest.mark.parametrize(("page", "words"), PAGES)
def test_page_says_that_regular_bills_are_paid_on_time_again(
    page: Callable[[Cast], str], words: str, cast: Cast
) -> None:
    assert words.format(count="drie", since="19 november 2026") in page(cast)


@pytest.mark.parametrize(("page", "words"), PAGES)
@pytest.mark.parametrize(
    ("needed", "count", "since"), [(2, "twee", "12 november 2026"), (3, "drie", "19 november 2026"), (4, "", "")]
)
def test_number_of_the_organisation_decides_whether_and_what_is_said(
    needed: int, count: str, since: str, page: Callable[[Cast], str], words: str, cast: Cast
) -> None:
    Creditor.objects.update(policy_overrides={"solutions.restored_bills": needed})
    cast.anna.refresh_from_db()

    shown = page(cast)

    assert ("gewone rekeningen na elkaar" in shown) == bool(count)
    assert not count or words.format(count=count, since=since) in shown


@pytest.mark.parametrize("page", [page for page, _ in PAGES])
def test_nothing_is_said_while_a_regular_bill_was_paid_late(page: Callable[[Cast], str], cast: Cast) -> None:
    pay_bill(cast.anna, date(2026, 11, 15), days_late=7)

    assert "gewone rekeningen na elkaar" not in page(cast)

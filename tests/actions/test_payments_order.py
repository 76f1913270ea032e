"""Which bill a payment is for that names none: what the law and the amount say, beside what was agreed (ADR 65)."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.actions.test_joint import WHO, asked, running
from tests.factories import NOW, TODAY, make_claim
from tests.intake.helpers import write
from tijdig.actions import arrangements, joint, payments, payments_file
from tijdig.models import Arrangement, Case, Creditor, Joint, JointPart, MoneyEntry
from tijdig.queries.facts import payment_reference
from tijdig.words import Rhythm

__all__ = ["asked"]
pytestmark = pytest.mark.django_db
HEADER = "Betalingskenmerk;Klantnummer;Bedrag;Datum;Bankreferentie"
OLD, NEW = "Oud", "Nieuw"
FIRST = date(2026, 12, 15)


def book(case: Case, cents: int, folder: Path, *, at: datetime = NOW, bank: str = "", number: bool = False) -> None:
    """A line that names the customer and no bill: by the reference of our letters, or by the number alone."""
    reference = "" if number else payment_reference(case.customer.number, ["1", "2"])
    euros = f"{cents // 100},{cents % 100:02d}"
    line = f"{reference};{case.customer.number if number else ''};{euros};{at:%d-%m-%Y};{bank}"
    path = write(folder / f"{MoneyEntry.objects.count()}.csv", [line], HEADER)
    report = payments_file.book(path, creditor=case.creditor.code, by="user:1", at=at)
    assert report.booked == 1


def paid() -> list[tuple[str, int]]:
    """What was booked on which bill, in order."""
    rows = MoneyEntry.objects.filter(kind="payment").order_by("pk")
    return [(reference, -cents) for reference, cents in rows.values_list("claim__reference", "amount_cents")]


def with_bills(case: Case, *, days_late: int = 5, cents: int = 9_952) -> None:
    """The bill of before, and one that came in since."""
    case.customer.claims.update(reference=OLD)
    make_claim(case.customer, amount_cents=cents, due_on=TODAY - timedelta(days=days_late), reference=NEW)


def arranged(case: Case, **values: Any) -> Arrangement:
    made = arrangements.agree(case, first_on=FIRST, **{"instalment_cents": 2_000} | values, **WHO)
    with_bills(case)
    return made


@pytest.mark.parametrize("number", [False, True])
@pytest.mark.parametrize(
    ("cents", "expected"),
    [
        (9_952, [(NEW, 9_952)]),  # the new bill to the cent
        (2_000, [(OLD, 2_000)]),  # the next part to the cent
        (5_000, [(NEW, 5_000)]),  # neither: what is late
        (11_000, [(NEW, 9_952), (OLD, 1_048)]),
        (19_952, [(NEW, 9_952), (OLD, 10_000)]),
    ],
)
def test_payment_beside_an_arrangement_of_the_customer(
    cents: int, expected: list[tuple[str, int]], number: bool, late: Case, tmp_path: Path
) -> None:
    arranged(late)

    book(late, cents, tmp_path, number=number)

    assert paid() == expected


def test_payment_of_two_parts_that_are_due_is_for_what_was_agreed(late: Case, tmp_path: Path) -> None:
    arranged(late)

    book(late, 4_000, tmp_path, at=NOW + timedelta(days=60))

    assert paid() == [(OLD, 4_000)]


def test_payment_of_more_parts_than_are_asked_yet_is_for_the_late_bill(late: Case, tmp_path: Path) -> None:
    arranged(late, rhythm=Rhythm.WEEKLY)

    book(late, 6_000, tmp_path, at=NOW + timedelta(days=7))

    assert paid() == [(NEW, 6_000)]


def test_payment_of_what_is_left_of_a_part_is_for_what_was_agreed(late: Case, tmp_path: Path) -> None:
    arranged(late)
    payments.book(late.customer.claims.get(reference=OLD), 500, booked_on=TODAY, **WHO)

    book(late, 1_500, tmp_path)

    assert paid() == [(OLD, 500), (OLD, 1_500)]


def test_part_that_is_due_goes_before_a_bill_that_is_still_to_come(late: Case, tmp_path: Path) -> None:
    arrangements.agree(late, first_on=FIRST, instalment_cents=2_000, **WHO)
    with_bills(late, days_late=-40)

    book(late, 2_500, tmp_path, at=NOW + timedelta(days=30))

    assert paid() == [(OLD, 2_000), (NEW, 500)]


def test_two_lines_of_one_file_each_see_what_the_one_before_paid(late: Case, tmp_path: Path) -> None:
    arranged(late)
    reference = payment_reference(late.customer.number, ["1", "2"])
    lines = [f"{reference};;20,00;20-11-2026;B{place}" for place in range(2)]
    path = write(tmp_path / "b.csv", lines, HEADER)

    payments_file.book(path, creditor=late.creditor.code, by="user:1", at=NOW)

    assert paid() == [(OLD, 2_000), (OLD, 2_000)]


# A share of a joint plan ---------------------------------------------------------------------------------------------


@pytest.fixture
def plan(asked: Joint) -> Joint:
    """A plan that runs, with a bill at the house that came in since."""
    made = running(asked)
    with_bills(made.case)
    return made


def to_payee(made: Joint, payee: Creditor) -> Joint:
    Joint.objects.filter(pk=made.pk).update(pay_to=payee)
    return Joint.objects.get(pk=made.pk)


def share_of(made: Joint) -> JointPart:
    return made.parts.get(case=made.case)


def next_cents(made: Joint) -> int:
    found = share_of(made).arrangement
    assert found is not None
    return found.instalments.order_by("number")[0].amount_cents


@pytest.mark.parametrize(
    ("cents", "expected"),
    [
        (9_952, [(NEW, 9_952)]),
        (5_000, [(NEW, 5_000)]),
        (12_000, [(NEW, 9_952), (OLD, 2_048)]),
    ],
)
def test_payment_at_the_payee_is_for_the_bill_outside_the_plan_first(
    cents: int, expected: list[tuple[str, int]], plan: Joint, tmp_path: Path
) -> None:
    to_payee(plan, plan.case.creditor)

    book(plan.case, cents, tmp_path)

    assert paid() == expected


def test_what_came_in_above_the_new_bill_is_heard_by_the_plan(plan: Joint, tmp_path: Path) -> None:
    book(to_payee(plan, plan.case.creditor).case, 12_000, tmp_path)

    joint.pass_all(NOW + timedelta(days=1), by="night")

    heard = plan.payments.get()
    assert (heard.amount_cents, heard.shares) == (2_048, {str(share_of(plan).pk): 2_048})


@pytest.mark.parametrize(("is_payee", "expected"), [(False, OLD), (True, NEW)])
def test_payment_as_large_as_the_share_is_for_the_plan_only_where_that_is_paid_here(
    is_payee: bool, expected: str, plan: Joint, tmp_path: Path
) -> None:
    share = next_cents(plan)
    if is_payee:
        to_payee(plan, plan.case.creditor)

    book(plan.case, share, tmp_path)

    assert paid() == [(expected, share)]


def test_share_that_goes_on_alone_is_asked_here_again(plan: Joint, tmp_path: Path) -> None:
    share = next_cents(plan)
    to_payee(plan, plan.case.creditor)
    joint.end(Joint.objects.get(pk=plan.pk), **WHO)

    book(plan.case, share, tmp_path)

    assert paid() == [(OLD, share)]


def test_payment_while_it_is_only_asked_goes_to_the_oldest(asked: Joint, tmp_path: Path) -> None:
    with_bills(asked.case)

    book(asked.case, 5_000, tmp_path)

    assert paid() == [(OLD, 5_000)]

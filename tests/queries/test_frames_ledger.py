"""The columns that follow from the bills: what they are for, what hangs on them, how they were paid before."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import TODAY, make_case, make_claim, make_contract, make_creditor, make_customer, make_entry
from tests.queries.accounts import account, ago, overdue
from tijdig.models import Case, Claim, Customer
from tijdig.planner.codes import NEVER, Event, ProductCode, Weight

pytestmark = pytest.mark.django_db

RENT = Weight.FIXED_COST | Weight.THREATENING | Weight.HOME | Weight.SIGNALLING
TELECOM = Weight.FIXED_COST | Weight.CREDIT_REGISTERED


def bill(customer: Customer, due_on: date, cents: int = 10_000, *, paid_on: date | None = None, **values: Any) -> Claim:
    """A bill, and its payment in full."""
    claim = make_claim(customer, due_on=due_on, invoiced_on=None, amount_cents=cents, **values)
    if paid_on:
        make_entry(claim, amount_cents=-cents, booked_on=paid_on)
    return claim


# What for, and what hangs on it


def test_frames_take_the_largest_bill_for_the_product() -> None:
    case, _ = overdue(10, 10_000, kind="own_risk", is_fixed_cost=False)
    make_claim(case.customer, kind="telecom", amount_cents=10_001, due_on=ago(3))

    assert account(case).product == ProductCode.TELECOM


def test_frames_take_a_threatening_bill_before_a_larger_one() -> None:
    case, _ = overdue(10, 10_000, kind="purchase")
    make_claim(case.customer, kind="water", amount_cents=1, due_on=ago(3))

    assert account(case).product == ProductCode.WATER


def test_frames_take_what_the_creditor_calls_threatening_before_a_larger_bill() -> None:
    case, _ = overdue(10, 10_000, kind="purchase")
    make_claim(case.customer, kind="telecom", amount_cents=1, due_on=ago(3), is_threatening=True)

    assert account(case).product == ProductCode.TELECOM


def test_frames_know_no_product_when_nothing_is_in_arrears() -> None:
    case, _ = overdue(10, kind="energy", disputed_on=ago(1))
    make_claim(case.customer, kind="water", due_on=TODAY)

    assert account(case).product == ProductCode.OTHER


def test_frames_add_up_what_hangs_on_the_bills_in_arrears() -> None:
    case, _ = overdue(10, kind="rent")
    make_claim(case.customer, kind="telecom", due_on=ago(3))
    make_claim(case.customer, kind="municipal", due_on=ago(3), disputed_on=ago(1))
    make_claim(case.customer, kind="municipal", due_on=TODAY)

    assert account(case).weights == RENT | TELECOM


def test_frames_add_what_the_creditor_says_of_a_bill() -> None:
    case, _ = overdue(10, kind="purchase", is_fixed_cost=True, is_preferential=True)

    assert account(case).weights == Weight.FIXED_COST | Weight.PREFERENTIAL


def test_frames_weigh_the_next_bill_when_nothing_is_in_arrears() -> None:
    case = make_case(make_customer())
    for kind, days in (("telecom", -5), ("rent", -2), ("water", 4)):
        claim = make_claim(case.customer, kind=kind, due_on=ago(days), is_fixed_cost=False)
        if days > 0:
            make_entry(claim, amount_cents=-12_120)

    assert account(case).weights == RENT


# How much


@pytest.mark.parametrize(
    ("marks", "percent"),
    [([], 0), ([10_000] * 100, 0), ([9_999] * 100, 100), ([1] * 40 + [10_000] * 60, 40), ([1, 2, 20_000], 66)],
)
def test_frames_compare_with_the_marks_of_the_creditor(marks: list[int], percent: int) -> None:
    customer = make_customer(make_creditor(size_marks=marks))
    make_claim(customer, amount_cents=10_000, due_on=ago(3))
    make_claim(customer, amount_cents=50_000, due_on=ago(3), disputed_on=ago(1))

    assert account(make_case(customer)).size_percent == percent


def test_frames_count_health_premiums_in_months() -> None:
    customer = make_customer(make_creditor(sector="health"))
    bill(customer, ago(40), 13_000, kind="health_premium")
    half = bill(customer, ago(10), 15_000, kind="health_premium")
    make_entry(half, amount_cents=-5_000)
    bill(customer, ago(10), 38_500, kind="own_risk")
    bill(customer, ago(-20), 16_000, kind="health_premium")
    bill(customer, ago(10), 16_000, kind="health_premium", disputed_on=ago(1))

    assert account(make_case(customer)).premiums_late == (13_000 + 10_000) * 100 // 16_000


def test_frames_count_no_premiums_for_other_bills() -> None:
    case, _ = overdue(10, kind="own_risk")

    assert account(case).premiums_late == 0


# Since when


@pytest.mark.parametrize(
    ("started_on", "months"),
    [
        (None, NEVER),
        (date(2026, 11, 24), 0),
        (date(2026, 8, 25), 2),
        (date(2026, 7, 25), 3),
        (date(2026, 7, 24), 4),
        (date(2024, 11, 24), 24),
        (date(2024, 11, 25), 23),
    ],
)
def test_frames_count_whole_months_since_the_first_contract_and_not_since_the_first_bill(
    started_on: date | None, months: int
) -> None:
    customer = make_customer()
    make_claim(customer, invoiced_on=date(2026, 8, 24), due_on=date(2026, 9, 7))
    make_claim(customer, invoiced_on=None, due_on=date(2026, 8, 25))
    make_contract(customer, started_on=started_on)
    make_contract(customer, started_on=date(2020, 1, 1), since_intake=1)

    assert account(make_case(customer)).customer_months == months


def test_frames_count_a_month_that_ends_sooner_as_whole() -> None:
    customer = make_customer()
    make_contract(customer, started_on=date(2026, 8, 31))

    assert [account(make_case(customer)).customer_months] == [2]
    assert account(Case.objects.get(customer=customer), date(2026, 11, 30)).customer_months == 3


def test_frames_know_nothing_of_somebody_without_bills() -> None:
    row = account(make_case())

    assert (row.customer_months, row.late_bills, row.late_in_a_row, row.bills_on_time) == (NEVER, 0, 0, 0)
    assert (row.product, row.weights, row.size_percent, row.events) == (0, 0, 0, 0)


def test_frames_count_bills_that_were_paid_in_time() -> None:
    """Not what is open, was late, or was only corrected away."""
    customer = make_customer()
    for due, booked, kind in (
        (ago(90), ago(90), "payment"),
        (ago(60), ago(57), "payment"),
        (ago(30), ago(20), "payment"),
        (ago(120), ago(121), "correction"),
    ):
        claim = make_claim(customer, due_on=due, invoiced_on=due - timedelta(days=14))
        make_entry(claim, kind=kind, amount_cents=-12120, booked_on=booked)
    make_claim(customer, due_on=ago(5))

    assert account(make_case(customer)).bills_on_time == 2


def test_frames_take_a_contract_that_has_still_to_begin_for_new() -> None:
    customer = make_customer()
    make_contract(customer, started_on=ago(-20))

    assert account(make_case(customer)).customer_months == 0


# How it was paid before


@pytest.mark.parametrize(("late", "count"), [(4, 0), (5, 1), (9, 1)])
def test_frames_count_a_bill_that_was_paid_late(late: int, count: int) -> None:
    customer = make_customer()
    bill(customer, ago(100), paid_on=ago(100 - late))

    assert account(make_case(customer)).late_bills == count


def test_frames_count_a_bill_that_was_paid_in_part() -> None:
    customer = make_customer()
    claim = bill(customer, ago(100))
    make_entry(claim, amount_cents=-9_999, booked_on=ago(101))
    make_entry(claim, amount_cents=-1, booked_on=ago(60))

    assert account(make_case(customer)).late_bills == 1


def test_frames_count_a_payment_that_went_back_for_none() -> None:
    customer = make_customer()
    claim = bill(customer, ago(100))
    payment = make_entry(claim, amount_cents=-10_000, booked_on=ago(101))
    make_entry(claim, kind="reversal", reason="bank", amount_cents=10_000, booked_on=ago(98), reverses=payment)
    make_entry(claim, amount_cents=-10_000, booked_on=ago(70))

    assert account(make_case(customer)).late_bills == 1


def test_frames_count_a_bill_that_was_listed_when_it_was_late_already() -> None:
    customer = make_customer()
    claim = make_claim(customer, due_on=ago(100), amount_cents=None)
    make_entry(claim, kind="claim", reason="listed", amount_cents=10_000, booked_on=ago(80))
    make_entry(claim, kind="correction", reason="no_longer_listed", amount_cents=-10_000, booked_on=ago(60))

    assert account(make_case(customer)).late_bills == 1


@pytest.mark.parametrize(("due_on", "count"), [(date(2024, 11, 24), 1), (date(2024, 11, 23), 0)])
def test_frames_look_back_so_far(due_on: date, count: int) -> None:
    customer = make_customer()
    bill(customer, due_on, paid_on=ago(300))

    assert account(make_case(customer)).late_bills == count


def test_frames_count_what_is_late_now_however_old_or_new() -> None:
    case, _ = overdue(1)
    make_claim(case.customer, due_on=date(2020, 1, 1))
    make_claim(case.customer, due_on=ago(30), disputed_on=ago(20))

    row = account(case)

    assert (row.late_bills, row.late_in_a_row) == (1, 1)


@pytest.mark.parametrize(
    ("months_late", "in_a_row"),
    [
        ((), 0),
        ((11,), 1),
        ((10, 11), 2),
        ((8, 9, 10), 3),  # none yet in this month: up to and with the last
        ((8, 9, 11), 1),
        ((7, 8, 9), 0),
        ((7, 8, 9, 10, 11), 5),
    ],
)
def test_frames_count_months_in_a_row(months_late: tuple[int, ...], in_a_row: int) -> None:
    customer = make_customer()
    for month in range(7, 12):
        due_on = date(2026, month, 1)
        bill(customer, due_on, paid_on=due_on + timedelta(days=9 if month in months_late else 0))

    assert account(make_case(customer)).late_in_a_row == in_a_row


def test_frames_count_months_in_a_row_over_the_whole_time_they_look_back() -> None:
    customer = make_customer()
    for months in range(30):
        year, month = divmod(2026 * 12 + 10 - months, 12)
        bill(customer, date(year, month + 1, 24))

    assert account(make_case(customer), date(2026, 11, 25)).late_in_a_row == 25


# What the bills show


@pytest.mark.parametrize(("days", "is_seen"), [(0, True), (29, True), (30, False)])
def test_frames_see_a_debit_that_failed_for_the_first_time(days: int, is_seen: bool) -> None:
    case, claim = overdue(40)
    payment = make_entry(claim, amount_cents=-10_000, booked_on=ago(40))
    make_entry(claim, kind="reversal", reason="bank", amount_cents=10_000, booked_on=ago(days), reverses=payment)

    assert account(case).events == (Event.FAILED_DEBIT if is_seen else Event.NONE)


def test_frames_see_no_first_failed_debit_when_one_failed_before() -> None:
    case, claim = overdue(90)
    for days in (80, 2):
        payment = make_entry(claim, amount_cents=-10_000, booked_on=ago(days))
        make_entry(claim, kind="reversal", reason="bank", amount_cents=10_000, booked_on=ago(days), reverses=payment)

    assert account(case).events == Event.NONE


def test_frames_do_not_take_our_own_correction_of_a_payment_for_a_failed_debit() -> None:
    case, claim = overdue(40)
    payment = make_entry(claim, amount_cents=-10_000, booked_on=ago(3))
    make_entry(claim, kind="reversal", reason="by_hand", amount_cents=10_000, booked_on=ago(2), reverses=payment)

    assert account(case).events == Event.NONE


@pytest.mark.parametrize(("cents", "is_high"), [(19_999, False), (20_000, True)])
def test_frames_see_a_bill_that_is_much_higher_than_the_others(cents: int, is_high: bool) -> None:
    customer = make_customer()
    for days in (120, 90, 60):
        bill(customer, ago(days), 10_000, paid_on=ago(days))
    bill(customer, ago(-10), cents)

    assert account(make_case(customer)).events == (Event.HIGH_BILL if is_high else Event.NONE)


@pytest.mark.parametrize("values", [{"paid_on": TODAY}, {"disputed_on": ago(1)}])
def test_frames_do_not_mind_a_high_bill_that_is_paid_or_disputed(values: dict[str, Any]) -> None:
    customer = make_customer()
    for days in (120, 90, 60):
        bill(customer, ago(days), 10_000, paid_on=ago(days))
    bill(customer, ago(-10), 90_000, **values)

    assert account(make_case(customer)).events == Event.NONE


def test_frames_take_the_middle_of_two_for_what_is_usual() -> None:
    customer = make_customer()
    bill(customer, ago(60), 10_000, paid_on=ago(60))
    bill(customer, ago(-10), 30_000)

    assert account(make_case(customer)).events == Event.NONE


# How often somebody was late


@pytest.mark.parametrize(
    ("spans", "times"),
    [
        ([(100, 60), (70, 60)], 1),  # together
        ([(100, 80), (70, 60)], 2),  # one after the other
        ([(100, 65), (70, 60)], 1),  # the second is late on the day on which the first was paid
        ([(100, 66), (70, 60)], 2),
        ([(100, 30), (90, 80), (60, 50)], 1),  # both within the first
        ([(200, 190), (100, 60), (70, 60), (40, 30)], 3),
        ([(40, None), (10, None), (2, None)], 1),
        ([(100, 80), (10, None), (2, None)], 2),
        ([(30, 10), (12, None)], 2),  # late from the fifth day on, and by then the first was paid
        ([(30, 7), (12, None)], 1),
    ],
)
def test_frames_count_bills_that_are_late_together_as_one_time(spans: list[tuple[int, int | None]], times: int) -> None:
    customer, other = make_customer(), make_customer()
    for due, paid in spans:
        bill(customer, ago(due), paid_on=None if paid is None else ago(paid))
    bill(other, ago(100), paid_on=ago(50))

    assert account(make_case(customer)).late_bills == times
    assert account(make_case(other)).late_bills == 1


def test_frames_end_a_time_with_a_bill_that_was_taken_away() -> None:
    customer = make_customer()
    for due, until in ((100, 90), (80, 70)):
        claim = bill(customer, ago(due))
        make_entry(claim, kind="correction", amount_cents=-10_000, booked_on=ago(until))

    assert account(make_case(customer)).late_bills == 2

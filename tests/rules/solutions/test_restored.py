"""Three regular bills in a row on time: it runs again."""

from datetime import date, timedelta

import pytest

from tijdig.policy import Policy
from tijdig.rules.solutions.restored import RegularBill, restored_on

DAY = date(2026, 11, 23)
DUE = (date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1))


def bills(*late: int | None) -> list[RegularBill]:
    """Bills of the last months, each so many days after its due day; None is not paid."""
    due = DUE[-len(late) :]
    return [
        RegularBill(on, None if days is None else on + timedelta(days=days)) for on, days in zip(due, late, strict=True)
    ]


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        ((0, 0, 0), date(2026, 11, 1)),
        ((-3, 5, 5), date(2026, 11, 6)),
        ((0, 0, 6), None),
        ((0, 6, 0), None),
        ((6, 0, 0), None),
        ((0, 0), None),
        ((0, 0, None), None),
        ((6, 0, 0, 0), date(2026, 11, 1)),
        ((0, 0, 0, 0), date(2026, 10, 1)),
        ((0, 0, 0, None), None),
    ],
)
def test_restored_needs_three_in_a_row(late: tuple[int | None, ...], expected: date | None, policy: Policy) -> None:
    assert restored_on(bills(*late), DAY, policy) == expected


def test_bill_that_may_still_be_paid_neither_breaks_nor_makes_the_row(policy: Policy) -> None:
    coming = RegularBill(date(2026, 11, 18), None)

    assert restored_on([*bills(0, 0, 0), coming], DAY, policy) == date(2026, 11, 1)
    assert restored_on([*bills(0, 0, 0), coming], DAY + timedelta(days=1), policy) is None
    assert restored_on([*bills(0, 0), coming], DAY, policy) is None


def test_payment_of_today_counts_and_one_of_later_is_not_known_yet(policy: Policy) -> None:
    assert restored_on(bills(0, 0, 0), date(2026, 10, 31), policy) is None
    assert restored_on(bills(0, 0, 0), date(2026, 11, 1), policy) == date(2026, 11, 1)


def test_order_of_the_bills_says_nothing(policy: Policy) -> None:
    assert restored_on(bills(9, 0, 0, 0)[::-1], DAY, policy) == date(2026, 11, 1)

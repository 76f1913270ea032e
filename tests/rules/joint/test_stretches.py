"""What one gets, payment after payment, as it is: how long the same, and from when another amount."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tijdig.rules.joint.stretches import Stretch, stretches, usual_cents

DAY = date(2026, 12, 1)
AMOUNTS = st.lists(st.integers(1, 4), max_size=30)


def test_stretches_take_the_same_amounts_in_a_row_together() -> None:
    days = [DAY + timedelta(days=30 * n) for n in range(4)]

    assert stretches(zip(days, [300, 300, 500, 20], strict=True)) == (
        Stretch(300, days[0], days[1], 2), Stretch(500, days[2], days[2]), Stretch(20, days[3], days[3]),
    )  # fmt: skip
    assert stretches(()) == ()


def test_usual_amount_is_that_of_most_payments_and_of_equals_the_first() -> None:
    assert usual_cents([6_000, 1_240, 1_240]) == 1_240
    assert usual_cents([500, 700]) == 500
    assert usual_cents([]) == 0


@given(AMOUNTS)
def test_stretches_lose_no_payment(amounts: list[int]) -> None:
    found = stretches((DAY + timedelta(days=n), cents) for n, cents in enumerate(amounts))

    assert [one.amount_cents for one in found for _ in range(one.count)] == amounts
    assert all(one.amount_cents != two.amount_cents for one, two in pairwise(found))
    assert usual_cents(amounts) in {*amounts, 0}

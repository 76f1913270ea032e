"""Collection costs, against the published table."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.policy import Policy, load
from tijdig.rules import costs

# LAW 1.2: principal, costs, costs with 21% VAT; all in cents.
TABLE = [
    (0, 0, 0),
    (1, 4000, 4840),
    (5000, 4000, 4840),
    (10000, 4000, 4840),
    (26666, 4000, 4840),
    (26667, 4000, 4840),
    (26670, 4001, 4841),
    (30000, 4500, 5445),
    (82000, 12300, 14883),
    (249999, 37500, 45375),
    (250000, 37500, 45375),
    (250001, 37500, 45375),
    (300000, 42500, 51425),
    (500000, 62500, 75625),
    (600000, 67500, 81675),
    (840000, 79500, 96195),
    (1000000, 87500, 105875),
    (20000000, 277500, 335775),
    (25000000, 302500, 366025),
    (100000000, 677500, 819775),
    (200000000, 677500, 819775),
]


@pytest.mark.parametrize(("principal", "without_vat", "with_vat"), TABLE)
def test_collection_costs_follow_the_scale(principal: int, without_vat: int, with_vat: int, policy: Policy) -> None:
    assert costs.collection_costs_cents(principal, policy) == without_vat
    assert costs.collection_costs_cents(principal, policy, with_vat=True) == with_vat


def test_collection_costs_refuse_a_negative_principal(policy: Policy) -> None:
    with pytest.raises(ValueError, match="zero or more"):
        costs.collection_costs_cents(-1, policy)


@given(st.integers(1, 200_000_000))
def test_collection_costs_rise_slowly_between_floor_and_roof(principal: int) -> None:
    policy = load(date(2026, 11, 23))
    here, next_cent = (costs.collection_costs_cents(cents, policy) for cents in (principal, principal + 1))

    assert 4000 <= here <= 677500
    assert 0 <= next_cent - here <= 1


@pytest.mark.parametrize(("paid", "result"), [(0, 15000), (60000, 6000), (90000, 4000), (100000, 0), (120000, 0)])
def test_costs_after_payment_are_over_the_rest(paid: int, result: int, policy: Policy) -> None:
    """T-14-4: what was paid in time bears no costs."""
    assert costs.costs_after_payment_cents(100000, paid, policy) == result


def test_costs_after_payment_refuse_a_negative_payment(policy: Policy) -> None:
    with pytest.raises(ValueError, match="payment"):
        costs.costs_after_payment_cents(100000, -1, policy)


def test_costs_of_one_notice_are_over_the_sum_of_its_claims(policy: Policy) -> None:
    """T-14-5: 100 and 200 euro make 45 euro, not 40 and 40."""
    assert costs.notice_costs_cents([10000, 20000], policy) == 4500


@given(total=st.integers(0, 3_000_000), with_vat=st.booleans())
def test_costs_inside_a_sum_are_the_most_that_its_rest_allows(total: int, with_vat: bool) -> None:
    policy = load(date(2026, 11, 24))

    most = costs.costs_inside_cents(total, policy, with_vat=with_vat)

    assert 0 <= most <= costs.collection_costs_cents(total - most, policy, with_vat=with_vat)
    if most < total:
        assert most + 1 > costs.collection_costs_cents(total - most - 1, policy, with_vat=with_vat)


@pytest.mark.parametrize(
    ("total", "most"),
    [(0, 0), (1, 0), (4_840, 4_839), (10_000, 4_840), (127_120, 19_528)],
)
def test_costs_inside_a_sum_are_reckoned_over_what_stays(total: int, most: int, policy: Policy) -> None:
    assert costs.costs_inside_cents(total, policy, with_vat=True) == most


def test_no_costs_are_inside_less_than_nothing(policy: Policy) -> None:
    with pytest.raises(ValueError, match="zero or more"):
        costs.costs_inside_cents(-1, policy)


def test_costs_inside_a_sum_have_no_tax_unless_it_is_asked(policy: Policy) -> None:
    assert costs.costs_inside_cents(10_000, policy) == costs.costs_inside_cents(10_000, policy, with_vat=False) == 4_000

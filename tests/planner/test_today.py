"""The numbers of the day for accounts of several products: a column where they differ, as narrow as it may be."""

from typing import Any, NamedTuple

import numpy as np
import pytest

from tests.planner.cases import MONDAY, STANDARD
from tijdig.planner.codes import ProductCode
from tijdig.planner.today import PerProduct, ladders, today_for

PRODUCTS = np.array([1, 0, 1], dtype=np.int16)


class Numbers(NamedTuple):
    """A subject of the policy, in small."""

    days: int = 14
    most: int = 32_767
    cents: int = 32_768
    is_wanted: bool = True


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("days", 21, np.int16),
        ("most", 1, np.int16),
        ("cents", -40_000, np.int64),
        ("is_wanted", False, np.bool_),
    ],
)
def test_a_number_that_differs_is_a_column_as_narrow_as_it_fits(name: str, value: Any, kind: type) -> None:
    one, other = Numbers(), Numbers()._replace(**{name: value})

    column = getattr(PerProduct([one, other], PRODUCTS), name)

    assert column.tolist() == [value, getattr(one, name), value]
    assert column.dtype == kind


def test_a_number_that_is_the_same_for_all_stays_one_number() -> None:
    assert PerProduct([Numbers(), Numbers(most=9)], PRODUCTS).days == 14


@pytest.mark.parametrize("products", [[], [ProductCode.OTHER], [ProductCode.OTHER, ProductCode.OTHER]])
def test_accounts_with_one_ladder_have_its_day_itself_and_no_accounts_the_general_one(products: list[int]) -> None:
    general = ladders(STANDARD, MONDAY, frozenset())[ProductCode.OTHER]

    assert today_for(np.array(products, dtype=np.int16), STANDARD, MONDAY) is general


def test_accounts_of_products_with_ladders_of_their_own_have_those_side_by_side() -> None:
    premium, general = (ladders(STANDARD, MONDAY)[code] for code in (ProductCode.HEALTH_PREMIUM, ProductCode.OTHER))

    both = today_for(np.array([ProductCode.OTHER, ProductCode.HEALTH_PREMIUM], dtype=np.int16), STANDARD, MONDAY)

    expected = [general.stages.notice_from_premiums, premium.stages.notice_from_premiums]
    assert np.asarray(both.stages.notice_from_premiums).tolist() == expected
    assert expected[0] != expected[1]
    assert (both.day, both.contacts) == (MONDAY, general.contacts)

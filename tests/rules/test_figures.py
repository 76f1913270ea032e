"""A figure is told of enough people, for a year, and never of more than all of them."""

from datetime import date, timedelta

import pytest

from tijdig.policy import Policy
from tijdig.rules.figures import may_tell

UNTIL = date(2026, 6, 30)


@pytest.mark.parametrize(("of_all", "may"), [(99, False), (100, True), (101, True)])
def test_a_figure_is_told_of_a_hundred_customers_or_more(of_all: int, may: bool, policy: Policy) -> None:
    assert may_tell(80, of_all, UNTIL, UNTIL, policy) is may


@pytest.mark.parametrize(("days", "may"), [(-1, False), (0, True), (366, True), (367, False)])
def test_a_figure_is_told_from_the_day_it_was_counted_up_to_and_a_year_long(
    days: int, may: bool, policy: Policy
) -> None:
    assert may_tell(80, 100, UNTIL, UNTIL + timedelta(days=days), policy) is may


@pytest.mark.parametrize(("found", "may"), [(0, False), (1, True), (100, True), (101, False)])
def test_a_figure_is_of_somebody_and_of_no_more_than_all(found: int, may: bool, policy: Policy) -> None:
    assert may_tell(found, 100, UNTIL, UNTIL, policy) is may


def test_these_are_the_numbers_of_the_policy(policy: Policy) -> None:
    assert (policy.messages.figure_customers_min, policy.messages.figure_days_max) == (100, 366)

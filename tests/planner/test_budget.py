"""Hours for people: turns by need and waiting, never more than there is, whatever the order of the rows."""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.planner.budget import allot, turns
from tijdig.planner.codes import Rank


class Wish(NamedTuple):
    rank: int
    wanted_on: int
    case: int
    minutes: int = 15


def of(wishes: Sequence[Wish], available: int | None) -> set[int]:
    """The cases that get somebody."""
    ranks, wanted_on, cases, minutes = zip(*wishes, strict=True) if wishes else ((), (), (), ())
    mask = allot(ranks, wanted_on, cases, minutes, available)
    return {one.case for one, is_given in zip(wishes, mask.tolist(), strict=True) if is_given}


lists = st.lists(
    st.builds(Wish, st.sampled_from(list(Rank)[1:]), st.integers(1, 9), st.integers(1, 99), st.integers(1, 90)),
    max_size=30,
    unique_by=lambda one: one.case,
)
hours = st.integers(0, 900)


def test_need_goes_before_waiting_and_waiting_before_number() -> None:
    wishes = [Wish(3, 1, 1), Wish(1, 9, 2), Wish(1, 5, 4), Wish(1, 5, 3)]

    assert [of(wishes, 15 * size) for size in range(5)] == [set(), {3}, {3, 4}, {2, 3, 4}, {1, 2, 3, 4}]
    assert turns(*zip(*[one[:3] for one in wishes], strict=True)).tolist() == [3, 2, 1, 0]


@pytest.mark.parametrize(("available", "found"), [(29, {1}), (30, {1, 2}), (31, {1, 2})])
def test_exactly_what_fits_is_given(available: int, found: set[int]) -> None:
    assert of([Wish(1, 1, 1), Wish(1, 1, 2)], available) == found


def test_turns_are_not_jumped_by_who_takes_less_time() -> None:
    assert of([Wish(0, 1, 1, 90), Wish(1, 1, 2, 15)], 60) == set()


def test_hours_that_nobody_counts_give_everything() -> None:
    assert of([Wish(4, 1, 1, 90), Wish(4, 1, 2, 90)], None) == {1, 2}


def test_nobody_wishes_anything() -> None:
    assert of([], 0) == set()


@pytest.mark.parametrize(("minutes", "available"), [(0, 10), (-1, 10), (15, -1)])
def test_impossible_hours_are_refused(minutes: int, available: int) -> None:
    with pytest.raises(ValueError, match="minutes"):
        of([Wish(1, 1, 1, minutes)], available)


@given(lists, hours)
def test_never_more_minutes_than_there_are(wishes: list[Wish], available: int) -> None:
    found = of(wishes, available)

    assert sum(one.minutes for one in wishes if one.case in found) <= available


@given(lists, hours, st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(wishes: list[Wish], available: int, chance: Random) -> None:
    shuffled = list(wishes)
    chance.shuffle(shuffled)

    assert of(shuffled, available) == of(wishes, available)


@given(lists, hours, hours)
def test_more_hours_take_nothing_from_anybody(wishes: list[Wish], available: int, more: int) -> None:
    assert of(wishes, available) <= of(wishes, available + more)


@given(lists, hours)
def test_who_is_given_comes_before_who_is_not(wishes: list[Wish], available: int) -> None:
    found = of(wishes, available)
    given_ones = [one[:3] for one in wishes if one.case in found]
    others = [one[:3] for one in wishes if one.case not in found]

    assert not given_ones or not others or max(given_ones) < min(others)


@given(lists, hours)
def test_first_who_is_not_given_would_not_fit(wishes: list[Wish], available: int) -> None:
    found = of(wishes, available)
    others = [one for one in wishes if one.case not in found]
    used = sum(one.minutes for one in wishes if one.case in found)

    assert not others or used + min(others).minutes > available

"""Paying in parts: to the cent, on workdays, with the bank's days before a part counts as missed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.policy import Policy, load
from tijdig.rules import arrangements
from tijdig.rules.arrangements import Part, PartState
from tijdig.words import Rhythm

TODAY = date(2026, 11, 24)
FIRST = date(2026, 12, 1)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load(TODAY)


def amounts(parts: tuple[Part, ...]) -> list[int]:
    return [part.amount_cents for part in parts]


@pytest.mark.parametrize(
    ("total", "each", "expected"),
    [
        (10_000, 3_000, [3_000, 3_000, 3_000, 1_000]),
        (9_000, 3_000, [3_000, 3_000, 3_000]),
        (9_099, 3_000, [3_000, 3_000, 3_099]),
        (9_100, 3_000, [3_000, 3_000, 3_000, 100]),
        (2_500, 3_000, [2_500]),
    ],
)
def test_parts_of_an_amount_end_with_a_rest_of_at_least_a_euro(
    total: int, each: int, expected: list[int], policy: Policy
) -> None:
    assert amounts(arrangements.by_amount(total, each, FIRST, policy)) == expected


def test_parts_by_number_are_equal_to_the_cent(policy: Policy) -> None:
    assert amounts(arrangements.by_count(10_000, 3, FIRST, policy)) == [3_334, 3_333, 3_333]


@pytest.mark.parametrize(("total", "count", "each"), [(1, 1, 1), (300, 3, 100), (99, 1, 99)])
def test_parts_are_a_euro_each_but_for_a_smaller_whole(total: int, count: int, each: int, policy: Policy) -> None:
    assert amounts(arrangements.by_count(total, count, FIRST, policy)) == [each] * count


@pytest.mark.parametrize(("total", "count"), [(100, 0), (2, 3), (299, 3), (199, 2), (100, -1), (0, 1)])
def test_parts_by_number_refuses_what_cannot_be(total: int, count: int, policy: Policy) -> None:
    with pytest.raises(ValueError, match="at least one part"):
        arrangements.by_count(total, count, FIRST, policy)


def test_parts_fall_on_the_same_day_of_the_month_or_the_first_workday_after_it(policy: Policy) -> None:
    parts = arrangements.by_count(40_000, 4, date(2026, 12, 31), policy)

    # 31 January 2027 is a Sunday, so is the last day of February; the 31st of March is a Wednesday.
    assert [part.due_on for part in parts] == [
        date(2026, 12, 31), date(2027, 2, 1), date(2027, 3, 1), date(2027, 3, 31),
    ]  # fmt: skip
    assert [part.number for part in parts] == [1, 2, 3, 4]


def test_upfront_part_comes_first_and_the_rest_falls_apart_as_always(policy: Policy) -> None:
    by_amount = arrangements.by_amount(10_000, 3_000, FIRST, policy, upfront_cents=2_000)
    by_count = arrangements.by_count(10_000, 4, FIRST, policy, upfront_cents=4_000)
    by_end = arrangements.by_end(10_000, date(2027, 3, 1), FIRST, policy, upfront_cents=4_000)

    assert amounts(by_amount) == [2_000, 3_000, 3_000, 2_000]
    assert amounts(by_count) == amounts(by_end) == [4_000, 2_000, 2_000, 2_000]
    assert by_amount[0].due_on == FIRST


@pytest.mark.parametrize(("upfront", "expected"), [(9_950, [10_000]), (10_000, [10_000]), (9_900, [9_900, 100])])
def test_rest_below_a_euro_goes_with_the_upfront_part(upfront: int, expected: list[int], policy: Policy) -> None:
    assert amounts(arrangements.by_amount(10_000, 3_000, FIRST, policy, upfront_cents=upfront)) == expected


@pytest.mark.parametrize("upfront", [-1, 10_001])
def test_upfront_part_that_cannot_be_is_refused(upfront: int, policy: Policy) -> None:
    with pytest.raises(ValueError, match="upfront"):
        arrangements.by_count(10_000, 2, FIRST, policy, upfront_cents=upfront)


def test_upfront_part_is_one_of_the_number(policy: Policy) -> None:
    assert amounts(arrangements.by_count(10_000, 1, FIRST, policy, upfront_cents=10_000)) == [10_000]
    with pytest.raises(ValueError, match="at least one part"):
        arrangements.by_count(10_000, 1, FIRST, policy, upfront_cents=5_000)


def test_end_day_leads_to_as_many_equal_parts_as_there_are_days_until_it(policy: Policy) -> None:
    def until(last_on: date, total: int = 10_000) -> list[int]:
        return amounts(arrangements.by_end(total, last_on, FIRST, policy))

    assert until(FIRST) == [10_000]
    assert until(date(2027, 1, 3)) == [10_000]  # 1 January is no workday: the second day is the 4th
    assert until(date(2027, 1, 4)) == [5_000, 5_000]
    assert until(date(2027, 3, 31)) == [2_500] * 4
    assert until(date(2027, 3, 31), 250) == [125, 125]


@pytest.mark.parametrize(("last_on", "upfront"), [(date(2026, 11, 30), 0), (FIRST, 4_000)])
def test_end_day_before_there_was_a_day_to_pay_on_is_refused(last_on: date, upfront: int, policy: Policy) -> None:
    with pytest.raises(ValueError, match="a day to pay on"):
        arrangements.by_end(10_000, last_on, FIRST, policy, upfront_cents=upfront)


@given(
    total=st.integers(1, 500_000), each=st.integers(2_000, 50_000), upfront=st.integers(0, 60_000),
    months=st.integers(0, 14), rhythm=st.sampled_from(list(Rhythm)),
)  # fmt: skip
def test_parts_of_every_shape_add_up_and_are_never_below_a_euro(
    total: int, each: int, upfront: int, months: int, rhythm: Rhythm
) -> None:
    policy, upfront = load(TODAY), min(upfront, total)
    last_on = FIRST + timedelta(days=60 + 30 * months)
    each = max(each, total // 20)

    for parts in (
        arrangements.by_amount(total, each, FIRST, policy, rhythm=rhythm, upfront_cents=upfront),
        arrangements.by_end(total, last_on, FIRST, policy, rhythm=rhythm, upfront_cents=upfront),
    ):
        assert sum(amounts(parts)) == total
        assert len(parts) == 1 or min(amounts(parts)) >= min(100, upfront or 100)
        assert [part.due_on for part in parts] == sorted({part.due_on for part in parts})
    assert parts[-1].due_on <= last_on


@given(total=st.integers(100, 500_000), each=st.integers(5_000, 50_000))
def test_parts_always_add_up(total: int, each: int) -> None:
    policy = load(TODAY)
    if each * policy.contacts.instalments_max < total:
        each = total
    parts = arrangements.by_amount(total, each, FIRST, policy)

    assert sum(amounts(parts)) == total
    assert len(parts) == 1 or amounts(parts)[-1] >= 100
    assert [part.due_on for part in parts] == sorted({part.due_on for part in parts})


def test_standing_counts_money_for_the_oldest_part_and_gives_the_bank_its_days(policy: Policy) -> None:
    parts = arrangements.by_count(30_000, 3, FIRST, policy)

    def states(paid_cents: int, day: date) -> list[str]:
        return list(arrangements.standing(parts, paid_cents, day, policy))

    assert states(0, TODAY) == ["coming", "coming", "coming"]
    assert states(0, FIRST) == ["due", "coming", "coming"]
    assert states(9_999, FIRST + timedelta(days=5)) == ["due", "coming", "coming"]
    assert states(9_999, FIRST + timedelta(days=6)) == ["missed", "coming", "coming"]
    assert states(10_000, FIRST + timedelta(days=6)) == ["paid", "coming", "coming"]
    assert states(30_000, TODAY) == [PartState.PAID] * 3


def test_quiet_lasts_until_the_last_day_and_the_banks_are_over(policy: Policy) -> None:
    parts = arrangements.by_count(30_000, 3, FIRST, policy)

    assert (parts[-1].due_on, arrangements.quiet_until(parts, policy)) == (date(2027, 2, 1), date(2027, 2, 7))


def test_missed_part_is_told_on_the_day_after_those_of_the_bank(policy: Policy) -> None:
    parts = arrangements.by_amount(7_500, 2_500, FIRST, policy)
    paid = [(date(2026, 12, 6), 2_500), (date(2027, 1, 12), 2_500)]

    def missed(until: date) -> list[tuple[int, date]]:
        return [(part.number, on) for part, on in arrangements.missed_parts(parts, paid, until, policy)]

    assert [part.due_on for part in parts] == [date(2026, 12, 1), date(2027, 1, 4), date(2027, 2, 1)]
    assert missed(date(2027, 1, 9)) == []
    assert missed(date(2027, 1, 10)) == [(2, date(2027, 1, 10))]
    assert missed(date(2027, 2, 28)) == [(2, date(2027, 1, 10)), (3, date(2027, 2, 7))]


@given(cents=st.lists(st.integers(1, 5_000), max_size=6), until=st.integers(0, 400))
def test_missed_parts_are_those_that_stand_as_missed_on_the_day_they_are_told(cents: list[int], until: int) -> None:
    policy = load(TODAY)
    parts = arrangements.by_amount(10_000, 2_500, FIRST, policy)
    paid = [(FIRST + timedelta(days=20 * place), amount) for place, amount in enumerate(cents)]

    for part, on in arrangements.missed_parts(parts, paid, FIRST + timedelta(days=until), policy):
        so_far = sum(amount for day, amount in paid if day < on)
        assert arrangements.standing(parts, so_far, on, policy)[part.number - 1] == PartState.MISSED
        before = arrangements.standing(parts, so_far, on - timedelta(days=1), policy)[part.number - 1]
        assert before == PartState.DUE


@pytest.mark.parametrize(
    ("paid", "expected"), [(0, (1, 2_500)), (1_000, (1, 1_500)), (2_500, (2, 2_500)), (7_500, None)]
)
def test_next_due_is_what_is_left_of_the_first_part(
    paid: int, expected: tuple[int, int] | None, policy: Policy
) -> None:
    found = arrangements.next_due(arrangements.by_amount(7_500, 2_500, FIRST, policy), paid)

    assert (found and (found[0].number, found[1])) == expected


def test_first_part_counts_against_the_room_unless_it_was_their_own_choice(policy: Policy) -> None:
    parts = arrangements.by_count(10_000, 3, FIRST, policy, upfront_cents=5_000)

    assert arrangements.above_room(parts, 2_500) == (1,)
    assert arrangements.above_room(parts, 2_500, has_upfront=True) == ()

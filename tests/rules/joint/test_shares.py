"""One sum over several organisations: to the cent, safe first, in proportion, no payment above it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.rules.joint import shares as shared
from tijdig.rules.joint.shares import Debt, Small, along, payments, split, spread


def debts(*cents: int, **values: object) -> list[Debt]:
    return [Debt(number, one, one, **values) for number, one in enumerate(cents, start=1)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("capacity", "open_cents", "shares"),
    [
        (7500, (60000, 30000, 10000), (4500, 2250, 750)),
        (10000, (50000, 50000, 50000), (3334, 3333, 3333)),
        (5000, (12345, 67890, 4321), (730, 4014, 256)),
        (3000, (10000,), (3000,)),
        (9000, (1000, 2000), (1000, 2000)),
        (0, (1000, 2000), (0, 0)),
    ],
)
def test_split_follows_the_vectors(capacity: int, open_cents: tuple[int, ...], shares: tuple[int, ...]) -> None:
    """LAW 2.2."""
    assert tuple(split(capacity, debts(*open_cents), 0).values()) == shares


def test_split_makes_safe_first() -> None:
    rows = [Debt(1, 60000, 60000), Debt(2, 8000, 8000, is_first=True), Debt(3, 30000, 30000)]

    assert split(6000, rows, 500) == {1: 0, 2: 6000, 3: 0}
    assert split(11000, rows, 500) == {1: 2000, 2: 8000, 3: 1000}


def test_split_gives_what_was_agreed_before_the_rest() -> None:
    rows = [Debt(1, 60000, 60000), Debt(2, 8000, 8000, fixed_cents=2500), Debt(3, 30000, 30000)]

    assert split(5500, rows, 500) == {1: 2000, 2: 2500, 3: 1000}


def test_split_gives_a_cent_that_is_left_beside_agreed_shares_to_who_is_owed_most() -> None:
    rows = [Debt(1, 9000, 9000, fixed_cents=100), Debt(2, 1000, 1000, fixed_cents=100)]

    assert split(201, rows, 500) == {1: 101, 2: 100}


def test_split_gives_the_rest_of_a_payment_to_who_has_an_agreed_share_when_nobody_else_is_left() -> None:
    rows = [Debt(1, 1000, 1000), Debt(2, 8000, 8000, fixed_cents=2500)]

    assert split(5500, rows, 500) == {1: 1000, 2: 4500}


@pytest.mark.parametrize(("small", "shares"), [(Small.FIRST, {1: 679, 2: 4321}), (Small.WAITS, {1: 5000, 2: 0})])
def test_split_lets_a_small_debt_go_first_or_wait(small: Small, shares: dict[int, int]) -> None:
    assert split(5000, debts(67890, 4321), 500, small) == shares


def test_split_refuses_less_than_nothing() -> None:
    with pytest.raises(ValueError, match="not below zero"):
        split(-1, debts(100), 0)


@pytest.mark.parametrize(
    ("capacity", "debt", "parts"),
    [(3000, 10000, [3000, 3000, 3000, 1000]), (3000, 9050, [3000, 3000, 2950, 100]), (3000, 50, [50])],
)
def test_payments_never_end_with_less_than_a_euro(capacity: int, debt: int, parts: list[int]) -> None:
    """What is short of a euro comes from the one before: joining them would go above what can be spared."""
    assert [row[1] for row in payments(debts(debt), capacity, 500)] == parts


def test_payments_let_what_one_no_longer_needs_flow_to_the_others() -> None:
    rows = [Debt(1, 1000, 1000, is_first=True), Debt(2, 6000, 6000), Debt(3, 3000, 3000)]

    assert payments(rows, 4000, 500) == ({1: 1000, 2: 2000, 3: 1000}, {2: 2667, 3: 1333}, {2: 1333, 3: 667})


def test_payments_leave_nobody_with_less_than_a_euro() -> None:
    assert payments(debts(4050, 8000), 4000, 500) == (
        {1: 1344, 2: 2656}, {1: 1344, 2: 2656}, {1: 1262, 2: 2588}, {1: 100, 2: 100},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rest", "rows"),
    [
        (0, ({1: 2913, 2: 2913}, {1: 100, 2: 100})),
        (100, ({1: 2913, 2: 2913}, {1: 100, 2: 100})),
        (101, ({1: 3013, 2: 2913}, {2: 100})),
    ],
)
def test_small_rest_goes_along_with_the_payment_before_as_far_as_there_is_room(
    rest: int, rows: tuple[dict[int, int], ...]
) -> None:
    """€ 60,26 with € 60,00 each time: not € 58,26 and then twice € 1,00; all of it in one would be above € 60,00."""
    assert payments(debts(3013, 3013), 6000, 500, rest) == rows


def test_as_many_small_rests_go_along_as_fit() -> None:
    """Of three euros that were held back two fit in the room that this left."""
    assert payments(debts(2010, 2010, 2010), 6000, 500, 500) == ({1: 2010, 2: 2010, 3: 1910}, {3: 100})


def test_only_payment_has_none_before_it() -> None:
    assert along([{1: 100}], 6000, 500) == [{1: 100}]
    assert along([{1: 100}, {1: 100}], 6000, 500) == [{1: 200}]


def test_small_rest_fits_when_there_is_just_room_for_it_and_may_be_of_another() -> None:
    assert along([{1: 100}, {2: 50}], 150, 500) == [{1: 100, 2: 50}]
    assert along([{1: 100}, {2: 51}], 150, 500) == [{1: 100}, {2: 51}]


def test_payments_end_a_debt_that_would_be_held_back_each_time() -> None:
    made = [Debt(1, 131_568, 131_568, is_first=True), Debt(2, 132_000, 132_000, is_first=True)]

    found = payments(made, 200, 100)

    assert found[1313:] == ({1: 100, 2: 100}, {1: 168}, {2: 200}, {2: 200}, {2: 200})


def test_payments_take_nothing_from_what_was_agreed_to_end_a_debt() -> None:
    made = [Debt(1, 900, 900, fixed_cents=300), Debt(2, 168, 168)]

    assert payments(made, 400, 100) == ({1: 300}, {1: 300}, {1: 300}, {2: 168})


def test_payments_need_two_euros() -> None:
    with pytest.raises(ValueError, match="less than two euros"):
        payments(debts(1000), 199, 500)


def test_spread_pays_the_oldest_first_and_splits_a_part() -> None:
    left = [(1, None, 1, 100), (1, None, 2, 200), (2, None, 1, 100), (2, None, 2, 200)]

    assert spread(300, left) == {1: 100, 2: 200}
    assert spread(100, left) == {1: 33, 2: 67}
    assert spread(301, left) == {1: 100, 2: 201}


# Each part of it by itself.


def test_debt_takes_part_like_any_other_unless_told_otherwise() -> None:
    assert Debt(1, 100, 100) == Debt(1, 100, 100, is_first=False, fixed_cents=0)


@pytest.mark.parametrize(("share", "full"), [(99, False), (100, True), (101, True)])
def test_share_is_full_when_nothing_stays_open(share: int, *, full: bool) -> None:
    assert shared.is_full(share, Debt(1, 100, 100)) == full


@pytest.mark.parametrize(("share", "open_cents", "small"), [(499, 600, True), (500, 600, False), (50, 50, False)])
def test_share_is_small_below_the_smallest_unless_it_ends_a_debt(share: int, open_cents: int, *, small: bool) -> None:
    assert shared.is_small(share, Debt(1, open_cents, open_cents), 500) == small


def test_proportion_gives_nothing_to_who_has_nothing_open_and_the_rest_to_the_others() -> None:
    assert shared.pro_rata(100, [Debt(1, 0, 50), Debt(2, 100, 50)]) == {2: 100}
    assert shared.pro_rata(5, [Debt(1, 1, 1)]) == {1: 1}
    assert shared.pro_rata(100, [Debt(1, 10, 50), Debt(2, 90, 25), Debt(3, 90, 25)]) == {1: 10, 2: 45, 3: 45}
    assert shared.pro_rata(100, []) == {}


def test_split_of_nothing_gives_everybody_nothing() -> None:
    assert split(0, debts(100, 200), 0) == {1: 0, 2: 0}


def test_split_gives_a_cent_to_a_debt_of_a_cent() -> None:
    assert split(10, debts(1), 500) == {1: 1}


def test_split_lets_what_threatens_go_before_a_share_that_was_agreed() -> None:
    rows = [Debt(1, 5000, 5000, fixed_cents=2000), Debt(2, 3000, 3000, is_first=True, fixed_cents=500)]

    assert split(4000, rows, 500) == {1: 1000, 2: 3000}


@pytest.mark.parametrize(
    ("share", "open_cents", "given"),
    [
        (4950, 5000, 4900), (4999, 5000, 4900), (4900, 5000, 4900), (4901, 5000, 4900), (5000, 5000, 5000),
        (50, 50, 50), (100, 5000, 100), (100, 150, None), (149, 150, None),
    ],
)  # fmt: skip
def test_share_leaves_no_debt_of_less_than_a_euro_behind(share: int, open_cents: int, given: int | None) -> None:
    """What would be less than a euro itself waits, as the other can have its share now."""
    found = shared.in_euros({1: share, 2: 300}, {1: open_cents, 2: 9000}, 6000)

    assert found == ({1: given, 2: 300} if given else {2: 300})


def test_share_of_less_than_a_euro_waits_and_where_all_would_wait_the_first_gets_all_of_it() -> None:
    assert shared.in_euros({1: 99, 2: 300}, {1: 5000, 2: 5000}, 400) == {2: 300}
    assert shared.in_euros({1: 0, 2: 60, 3: 60}, {1: 5000, 2: 5000, 3: 5000}, 400) == {2: 400}
    assert shared.in_euros({2: 60, 3: 60}, {2: 450, 3: 5000}, 400) == {2: 350}
    assert shared.in_euros({1: 0}, {1: 5000}, 400) == {}


@pytest.mark.parametrize(
    ("shares", "made", "ended"),
    [
        ({1: 149, 2: 51}, debts(150, 5000), {1: 150, 2: 50}),
        ({1: 149, 2: 1}, debts(150, 5000), {1: 150, 2: 0}),
        ({1: 149, 2: 0}, debts(150, 5000), {1: 149, 2: 0}),
        ({1: 50, 2: 150}, debts(150, 5000), {1: 50, 2: 150}),
        ({1: 300, 2: 100}, debts(350, 5000), {1: 300, 2: 100}),
        ({1: 0, 2: 200}, debts(50, 5000), {1: 0, 2: 200}),
    ],
    ids=["a cent short", "just enough", "too little", "a euro short", "enough to wait", "its turn comes later"],
)
def test_debt_that_would_wait_for_ever_is_ended_with_what_the_others_get(
    shares: dict[int, int], made: list[Debt], ended: dict[int, int]
) -> None:
    assert shared._ended(shares, made, sum(shares.values()), 0, Small.FIRST) == ended


def test_debt_is_ended_with_nothing_of_an_agreed_share_unless_it_threatens() -> None:
    shares, agreed, other = {1: 149, 2: 100}, Debt(2, 5000, 5000, fixed_cents=100), Debt(2, 5000, 5000)

    def ended(*made: Debt) -> dict[int, int]:
        return shared._ended(shares, made, 249, 0, Small.FIRST)

    assert ended(Debt(1, 150, 150), agreed) == shares
    assert ended(Debt(1, 150, 150, is_first=True), agreed) == {1: 150, 2: 99}
    assert ended(Debt(1, 150, 150, fixed_cents=149), other) == shares


@pytest.mark.parametrize(("big", "small"), [(15_000, 1_000), (15_000, 2_500)])
def test_small_debt_waits_where_that_takes_fewer_transfers(big: int, small: int) -> None:
    """€ 150,00 at € 30,00 each time are five payments; the small one is the sixth, and not also a part of the first."""
    assert payments(debts(big, small), 3_000, 500) == (*[{1: 3_000}] * 5, {2: small})


def test_debt_of_which_the_share_is_a_fraction_of_a_cent_too_small_is_a_small_one() -> None:
    """17,00 of 136,27 is € 4,99 of € 40,00."""
    assert payments(debts(11_927, 1_700), 4_000, 500) == ({1: 4_000}, {1: 4_000}, {1: 3_927}, {2: 1_700})


def test_spread_over_what_is_left_of_one_that_comes_twice_in_a_payment() -> None:
    left = [(1, None, 1, 100), (2, None, 1, 100), (2, None, 2, 300)]

    assert spread(300, left) == {1: 150, 2: 150}
    assert spread(500, left) == {1: 200, 2: 300}
    assert spread(0, []) == {}


DEBTS = st.lists(
    st.builds(
        lambda cents, is_first, fixed: (cents, is_first, fixed),
        st.integers(1, 200_000),
        st.booleans(),
        st.sampled_from([0, 0, 0, 700, 2500]),
    ),
    min_size=1,
    max_size=7,
)


@given(DEBTS, st.integers(200, 30_000), st.integers(100, 2500), st.sampled_from([0, 500, 2500]))
def test_payments_are_exact_and_never_above_capacity(
    rows: list[tuple[int, bool, int]], capacity: int, smallest: int, rest: int
) -> None:
    made = [Debt(number, cents, cents, first, fixed) for number, (cents, first, fixed) in enumerate(rows, start=1)]

    found = payments(made, capacity, smallest, rest)

    total = sum((Counter(row) for row in found), Counter())
    assert total == {debt.id: debt.open_cents for debt in made}
    assert max(sum(row.values()) for row in found) <= capacity
    # Beside what was agreed with one, less than a euro can be left over each time: that waits.
    usable = capacity - (99 if any(debt.fixed_cents for debt in made) else 0)
    assert len(found) <= -(-sum(debt.open_cents for debt in made) // usable) + len(made)
    assert all(cents >= min(100, total[key]) for row in found for key, cents in row.items())


@given(DEBTS, st.integers(0, 300_000), st.sampled_from(Small))
def test_split_uses_all_of_it(rows: list[tuple[int, bool, int]], capacity: int, small: Small) -> None:
    made = [Debt(number, cents, cents, first, fixed) for number, (cents, first, fixed) in enumerate(rows, start=1)]

    shares = split(capacity, made, 500, small)

    assert sum(shares.values()) == min(capacity, sum(debt.open_cents for debt in made))
    assert all(0 <= shares[debt.id] <= debt.open_cents for debt in made)

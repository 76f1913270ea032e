from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.rules.arrangements import Part
from tijdig.rules.payments import Bill, divided, imputed

CENTS = st.integers(1, 1_000_000)
ON = date(2026, 12, 10)
OLD, LATE, COMING = date(2026, 9, 1), date(2026, 12, 1), date(2026, 12, 20)
AGREED = Bill(OLD, 10_000, is_arranged=True)
PARTS = (Part(1, date(2026, 12, 5), 2_000), Part(2, date(2026, 12, 15), 2_000), Part(3, date(2027, 1, 15), 6_000))


@pytest.mark.parametrize(
    ("cents", "open_cents", "parts"),
    [
        (6120, [6120, 12120], (6120, 0)),
        (10_000, [6120, 12120], (6120, 3880)),
        (18_240, [6120, 12120], (6120, 12120)),
        (20_000, [6120, 12120], (6120, 13_880)),  # what is more than all of it goes with the last
        (1, [6120], (1,)),
    ],
)
def test_payment_goes_to_the_first_claims_first(cents: int, open_cents: list[int], parts: tuple[int, ...]) -> None:
    assert divided(cents, open_cents) == parts


@given(CENTS, st.lists(CENTS, min_size=1, max_size=8))
def test_parts_add_up_to_the_cent_and_fill_in_order(cents: int, open_cents: list[int]) -> None:
    parts = divided(cents, open_cents)

    assert sum(parts) == cents
    assert all(part <= one for part, one in zip(parts[:-1], open_cents[:-1], strict=True))
    last = max(place for place, part in enumerate(parts) if part)
    assert list(parts[:last]) == open_cents[:last]


@pytest.mark.parametrize(("cents", "open_cents"), [(0, [1]), (-1, [1]), (1, []), (1, [0]), (1, [5, -1])])
def test_nothing_cannot_be_divided(cents: int, open_cents: list[int]) -> None:
    with pytest.raises(ValueError, match="above zero"):
        divided(cents, open_cents)


@pytest.mark.parametrize(
    ("cents", "bills", "parts", "places"),
    [
        # One bill outside to the cent, also where another is older or late.
        (9_952, [AGREED, Bill(LATE, 9_952)], PARTS, {1: 9_952}),
        (5_000, [Bill(OLD, 8_000), Bill(LATE, 5_000), Bill(COMING, 5_000)], (), {1: 5_000}),
        (7_000, [Bill(OLD, 8_000), Bill(COMING, 7_000)], (), {1: 7_000}),
        # All that is late outside, to the cent, although a part is as large.
        (2_000, [AGREED, Bill(OLD, 1_500), Bill(LATE, 500)], PARTS, {1: 1_500, 2: 500}),
        # What is due today is late already, outside and inside.
        (2_000, [AGREED, Bill(ON, 1_500), Bill(LATE, 500)], PARTS, {2: 500, 1: 1_500}),
        (4_000, [AGREED, Bill(LATE, 9_952)], (Part(1, ON, 2_000), *PARTS[1:]), {0: 4_000}),
        (100, [AGREED, Bill(ON, 9_952)], PARTS, {1: 100}),
        # What the arrangement asks by now or next, to the cent; not what it asks later.
        (2_000, [AGREED, Bill(LATE, 9_952)], PARTS, {0: 2_000}),
        (4_000, [AGREED, Bill(LATE, 9_952)], PARTS, {0: 4_000}),
        (10_000, [AGREED, Bill(LATE, 9_952)], PARTS, {1: 9_952, 0: 48}),
        (2_000, [AGREED, Bill(LATE, 9_952)], (), {1: 2_000}),  # asked elsewhere: whoever pays here means the new bill
        # Late outside, the oldest first; then the part that is due; then what is asked first.
        (1_000, [AGREED, Bill(LATE, 900), Bill(COMING, 700)], PARTS, {1: 900, 0: 100}),
        (3_500, [AGREED, Bill(LATE, 900), Bill(COMING, 700)], PARTS, {1: 900, 0: 2_600}),
        (5_500, [AGREED, Bill(LATE, 900), Bill(COMING, 700)], PARTS, {1: 900, 0: 4_000, 2: 600}),
        (5_500, [AGREED, Bill(LATE, 900), Bill(COMING, 700)], (), {1: 900, 2: 700, 0: 3_900}),
        # More bills in it: the oldest first, part after part.
        (4_000, [Bill(OLD, 2_500, is_arranged=True), Bill(OLD, 7_500, is_arranged=True)], PARTS, {0: 2_500, 1: 1_500}),
        # All of it, and more than all of it.
        (20_000, [AGREED, Bill(LATE, 9_952)], PARTS, {1: 9_952, 0: 10_048}),
        (300, [Bill(COMING, 200)], PARTS, {0: 300}),
    ],
)
def test_payment_without_the_name_of_a_bill(
    cents: int, bills: list[Bill], parts: tuple[Part, ...], places: dict[int, int]
) -> None:
    found = imputed(cents, bills, parts, ON)

    assert list(found.items()) == list(places.items())


BILLS = st.lists(
    st.builds(Bill, st.integers(-60, 60).map(lambda days: ON + timedelta(days)), st.integers(1, 5_000), st.booleans()),
    min_size=1,
    max_size=6,
).map(sorted)
ASKED = st.lists(st.integers(1, 3_000), max_size=4).map(
    lambda cents: [Part(place, ON + timedelta(30 * place - 45), one) for place, one in enumerate(cents, start=1)]
)


@given(st.integers(1, 20_000), BILLS, ASKED)
def test_payment_is_imputed_to_the_cent_and_never_above_what_is_open(
    cents: int, bills: list[Bill], parts: list[Part]
) -> None:
    found = imputed(cents, bills, parts, ON)

    above = max(0, cents - sum(bill.open_cents for bill in bills))
    last = next(reversed(found))
    assert sum(found.values()) == cents
    assert min(found.values()) > 0
    assert all(one <= bills[place].open_cents for place, one in found.items() if place != last)
    assert found[last] <= bills[last].open_cents + above


@given(st.integers(1, 20_000), BILLS, ASKED)
def test_what_is_agreed_gets_nothing_before_a_late_bill_but_what_it_asks(
    cents: int, bills: list[Bill], parts: list[Part]
) -> None:
    found = imputed(cents, bills, parts, ON)

    inside = sum(one for place, one in found.items() if bills[place].is_arranged)
    late = [place for place, bill in enumerate(bills) if not bill.is_arranged and bill.due_on <= ON]
    if any(found.get(place, 0) < bills[place].open_cents for place in late) and inside:
        assert inside == cents


@pytest.mark.parametrize(("cents", "bills"), [(0, [AGREED]), (-1, [AGREED]), (1, []), (1, [Bill(OLD, 0)])])
def test_nothing_cannot_be_imputed(cents: int, bills: list[Bill]) -> None:
    with pytest.raises(ValueError, match="above zero"):
        imputed(cents, bills, (), ON)

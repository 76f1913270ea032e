"""Flags for the creditor's own systems: from when, until when, and one mark per change."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tijdig.rules.solutions.flags import Bill, Event, HoldFlag, Period, events, periods

DUE, DAY = date(2026, 10, 1), date(2026, 11, 24)
ASKED = (date(2026, 9, 15), 10_000)


def day(number: int) -> date:
    return DUE + timedelta(days=number)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((ASKED,), [Period(day(1), None)]),
        ((ASKED, (day(0), -10_000)), []),
        ((ASKED, (day(1), -10_000)), []),
        ((ASKED, (day(2), -10_000)), [Period(day(1), day(2))]),
        ((ASKED, (day(2), -9_999)), [Period(day(1), None)]),
        ((ASKED, (day(2), -10_000), (day(9), 10_000)), [Period(day(1), day(2)), Period(day(9), None)]),
        ((ASKED, (DAY + timedelta(days=1), -10_000)), [Period(day(1), None)]),
        (((day(20), 10_000),), [Period(day(20), None)]),
    ],
)
def test_bill_is_late_from_the_day_after_it_was_due_until_it_is_paid(
    entries: tuple[tuple[date, int], ...], expected: list[Period]
) -> None:
    assert list(periods([Bill(DUE, entries)], [], DAY)) == expected


def test_stretches_that_touch_are_one_and_others_are_not() -> None:
    first, second = Bill(DUE, (ASKED, (day(10), -10_000))), Bill(day(9), (ASKED, (day(20), -10_000)))
    later = Bill(day(30), (ASKED, (day(40), -10_000)))

    assert periods([later, first, second], [], DAY) == (Period(day(1), day(20)), Period(day(31), day(40)))


def test_arrangement_counts_too_and_one_of_later_is_not_known_yet() -> None:
    bill = Bill(DUE, (ASKED, (day(5), -10_000)))

    assert periods([bill], [Period(day(3), None)], DAY) == (Period(day(1), None),)
    assert periods([bill], [Period(day(3), day(8)), Period(day(90), None)], DAY) == (Period(day(1), day(8)),)
    assert periods([bill], [Period(day(3), day(90))], DAY) == (Period(day(1), None),)


def test_bill_that_was_due_yesterday_is_late_today() -> None:
    assert periods([Bill(DAY - timedelta(days=1), (ASKED,))], [], DAY) == (Period(DAY, None),)
    assert periods([Bill(DAY, (ASKED,))], [], DAY) == ()


def test_stretch_that_ends_today_has_ended() -> None:
    assert periods([], [Period(day(3), DAY)], DAY) == (Period(day(3), DAY),)


def test_arrangement_counts_on_the_day_on_which_it_begins() -> None:
    assert periods([], [Period(DAY, None)], DAY) == (Period(DAY, None),)
    assert periods([], [Period(DAY + timedelta(days=1), None)], DAY) == ()


def test_day_that_may_come_after_the_first_of_two_without_an_end() -> None:
    assert periods([Bill(DUE, (ASKED,)), Bill(day(3), (ASKED, (day(9), -10_000)))], [], DAY) == (Period(day(1), None),)


def test_event_says_what_holds_and_what_ended_in_these_days_only() -> None:
    on, off = [Period(day(1), None)], [Period(day(1), day(5)), Period(day(7), DAY)]

    assert [one.mark for one in events(7, "K-1", on, DAY, changed_from=DAY)] == [
        "7-no_disconnection-on-2026-10-02", "7-no_marketing-on-2026-10-02", "7-no_new_credit-on-2026-10-02",
    ]  # fmt: skip
    assert next(events(7, "K-1", off, DAY, changed_from=DAY)) == Event(
        "7-no_disconnection-off-2026-11-24", "K-1", HoldFlag.DISCONNECTION, is_on=False, since_on=DAY
    )
    assert list(events(7, "K-1", off, DAY + timedelta(days=1), changed_from=DAY + timedelta(days=1))) == []
    assert list(events(7, "K-1", [], DAY, changed_from=DAY)) == []


@given(
    st.lists(st.tuples(st.integers(0, 60), st.lists(st.tuples(st.integers(-5, 90), st.integers(-9, 9)), max_size=4))),
    st.integers(0, 80),
)
def test_mark_of_a_change_is_the_same_on_every_later_day(
    rows: list[tuple[int, list[tuple[int, int]]]], at: int
) -> None:
    bills = [Bill(day(due), tuple((day(on), cents) for on, cents in booked)) for due, booked in rows]

    for stretch in periods(bills, [], day(at)):
        later = periods(bills, [], day(at + 10))
        assert [one for one in later if one.since_on == stretch.since_on] != []
        if stretch.until_on is not None:
            assert stretch in later

"""Facts as they are kept: the same columns come out, also on later days and from layouts of long ago."""

from datetime import date, timedelta

import numpy as np
import pytest

from tijdig.planner import records
from tijdig.planner.codes import NEVER
from tijdig.planner.columns import DTYPES, NAMES, AccountRow, Accounts
from tijdig.rules.dates import months_after

DAY = date(2026, 11, 24)


def months(begin: int, day: date) -> int:
    """By walking, one month after the other."""
    count = 0
    while months_after(date.fromordinal(begin), count + 1) <= day:
        count += 1
    return count


def kept(row: AccountRow, day: date = DAY, began: int = 0) -> records.Records:
    """The record of one case."""
    return records.packed(Accounts.from_rows([row]), day, np.array([began]))


def read(record: records.Records, day: date) -> AccountRow:
    """One case as it is read from its record."""
    return records.accounts_on(record, np.array([0]), day).plain(0)


def some(size: int = 3_000) -> tuple[Accounts, np.ndarray]:
    """Accounts with every kind of value in every column, and the days from which their months count."""
    chance = np.random.default_rng(20261124)
    began = chance.integers(DAY.toordinal() - 900, DAY.toordinal(), size)
    began[:100] = 0
    columns = {"case_id": np.arange(size)}
    for name in NAMES[1:]:
        if DTYPES[name] == np.bool_:
            columns[name] = chance.random(size) < 0.5
        elif name in records.WAYS:
            none = records.WAYS[name].none
            counts = chance.integers(0 if none else 1, 500, size)
            columns[name] = np.where(chance.random(size) < 0.3, none, counts)
        elif DTYPES[name] == np.int64:
            columns[name] = chance.integers(-1_000, 1 << 40, size)
        else:
            columns[name] = chance.integers(-1, 2_000, size)
    known = [NEVER if begin == 0 else months(begin, DAY) for begin in began.tolist()]
    return Accounts.from_columns(**{**columns, "customer_months": known}), began


def test_records_give_back_what_was_put_in() -> None:
    accounts, began = some()

    again = records.accounts_on(records.packed(accounts, DAY, began), accounts.case_id, DAY)

    for name in NAMES:
        assert getattr(again, name).dtype == DTYPES[name], name
        assert np.array_equal(getattr(again, name), getattr(accounts, name)), name


@pytest.mark.parametrize("days", [1, 6, 7, 38])
def test_records_count_on_by_themselves(days: int) -> None:
    accounts, began = some()
    day = DAY + timedelta(days=days)

    later = records.accounts_on(records.packed(accounts, DAY, began), accounts.case_id, day)

    for name in NAMES:
        before = getattr(accounts, name).astype(int)
        way = records.WAYS.get(name)
        if way is None:
            expected = before
        else:
            moved = before + way.sign * days
            expected = np.where(before == way.none, before, np.maximum(moved, 0) if way == records.LEFT else moved)
        if name == "customer_months":
            expected = np.array([NEVER if begin == 0 else months(begin, day) for begin in began.tolist()])
        assert np.array_equal(getattr(later, name), expected), name


def test_a_day_is_kept_as_a_number_from_the_first_of_january_1900() -> None:
    """Records of years ago hold these numbers: 24 November 2026 is number 46,349."""
    record = kept(AccountRow(days_since_moment=3))

    assert record["days_since_moment"].tolist() == [46_346]
    assert kept(AccountRow(days_since_moment=0), date(1900, 1, 1))["days_since_moment"].tolist() == [1]


def test_what_never_happened_and_what_is_not_there_stays_so() -> None:
    assert read(kept(AccountRow()), DAY + timedelta(days=400)) == AccountRow()


def test_one_day_counts_on_and_one_day_left_runs_out() -> None:
    row = AccountRow(oldest_overdue_days=1, unnamed_overdue_days=1, hold_days_left=1, notice_running_days_left=1)

    later = read(kept(row), DAY + timedelta(days=2))

    assert (later.oldest_overdue_days, later.unnamed_overdue_days) == (3, 3)
    assert (later.hold_days_left, later.notice_running_days_left) == (0, 0)


def test_a_day_beyond_the_last_that_can_be_kept_is_that_day() -> None:
    last = date.fromordinal(records.FIRST_DAY + records.LAST)

    assert last == date(2079, 6, 5)
    assert read(kept(AccountRow(due_in_days=29_000)), DAY).due_in_days == (last - DAY).days


def test_who_came_before_the_first_day_that_can_be_kept_counts_from_there() -> None:
    assert [kept(AccountRow(), began=began)[records.MONTHS].tolist() for began in (0, 1)] == [[0], [1]]


@pytest.mark.parametrize(
    ("begin", "day"),
    [
        (date(2026, 1, 31), date(2026, 2, 27)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 3, 31), date(2026, 4, 30)),
        (date(2026, 11, 24), date(2026, 11, 24)),
        (date(2026, 12, 1), date(2026, 11, 24)),
    ],
)
def test_records_count_months_where_a_month_is_short(begin: date, day: date) -> None:
    record = kept(AccountRow(), began=begin.toordinal())

    assert read(record, day).customer_months == months(begin.toordinal(), day)


def test_records_hold_every_column_once() -> None:
    named = [name for name, _, means in records.LAYOUT if means not in {"layout"} and not means.startswith("flags")]

    assert sorted([*named, *records.FLAGS, "case_id"]) == sorted(NAMES)


def test_a_record_of_another_layout_is_read_by_its_names() -> None:
    layout = (("layout", "<i4", "layout"), ("open_cents", "<i8", "plain"), ("gone", "<i8", "plain"),
              ("days_since_moment", "<u2", "since"), ("flags", "<u8", "flags:has_post,is_safe"))  # fmt: skip
    old = np.zeros(1, dtype=records.dtype_of(layout))
    old["layout"], old["open_cents"], old["gone"] = records.number_of(layout), 700, 5
    old["days_since_moment"], old["flags"] = DAY.toordinal() - records.FIRST_DAY - 3, 2

    plain = records.plain(old.tobytes(), 8, DAY, layout)

    assert records.number_in(old.tobytes()) == records.number_of(layout) != records.number_of()
    assert (plain["case_id"], plain["open_cents"], plain["days_since_moment"]) == (8, 700, 3)
    assert (plain["has_post"], plain["is_safe"], plain["has_email"]) == (False, True, True)


def test_a_layout_comes_back_from_where_it_was_kept() -> None:
    assert records.layout_of([list(field) for field in records.LAYOUT]) == records.LAYOUT


def test_every_layout_has_a_number_of_its_own_above_or_below_zero_that_its_records_begin_with() -> None:
    layouts = [records.LAYOUT[:count] for count in range(1, len(records.LAYOUT) + 1)]
    numbers = [records.number_of(layout) for layout in layouts]

    assert min(numbers) < 0 < max(numbers)
    assert len(set(numbers)) == len(layouts)
    for layout, number in zip(layouts, numbers, strict=True):
        record = np.zeros(1, dtype=records.dtype_of(layout))
        record["layout"] = number
        assert records.number_in(record.tobytes()) == number

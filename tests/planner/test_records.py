"""Facts as they are kept: the same columns come out, also on later days and from layouts of long ago."""

from datetime import date, timedelta

import numpy as np
import pytest

from tijdig.planner import records
from tijdig.planner.codes import NEVER
from tijdig.planner.columns import DTYPES, NAMES, Accounts
from tijdig.rules.dates import months_after

DAY = date(2026, 11, 24)


def months(begin: int, day: date) -> int:
    """By walking, one month after the other."""
    count = 0
    while months_after(date.fromordinal(begin), count + 1) <= day:
        count += 1
    return count


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
    accounts = Accounts.from_columns(case_id=[1])
    kept = records.packed(accounts, DAY, np.array([begin.toordinal()]))

    assert records.accounts_on(kept, accounts.case_id, day).customer_months[0] == months(begin.toordinal(), day)


def test_records_hold_every_column_once() -> None:
    named = [name for name, _, means in records.LAYOUT if means not in {"layout"} and not means.startswith("flags")]

    assert sorted([*named, *records.FLAGS, "case_id"]) == sorted(NAMES)


def test_a_record_of_another_layout_is_read_by_its_names() -> None:
    layout = (("layout", "<i4", "layout"), ("open_cents", "<i8", "plain"), ("gone", "<i8", "plain"),
              ("days_since_moment", "<u2", "since"), ("flags", "<u8", "flags:has_post,is_safe"))  # fmt: skip
    kept = np.zeros(1, dtype=records.dtype_of(layout))
    kept["layout"], kept["open_cents"], kept["gone"] = records.number_of(layout), 700, 5
    kept["days_since_moment"], kept["flags"] = DAY.toordinal() - records.FIRST_DAY - 3, 2

    plain = records.plain(kept.tobytes(), 8, DAY, layout)

    assert records.number_in(kept.tobytes()) == records.number_of(layout) != records.number_of()
    assert (plain["case_id"], plain["open_cents"], plain["days_since_moment"]) == (8, 700, 3)
    assert (plain["has_post"], plain["is_safe"], plain["has_email"]) == (False, True, True)


def test_a_layout_comes_back_from_where_it_was_kept() -> None:
    assert records.layout_of([list(field) for field in records.LAYOUT]) == records.LAYOUT

"""Facts as they are kept: one record of a fixed width per case, with days as days, so that time alone changes none.

A column that counts days is kept as the day it counts from or to. The same record then gives the planner's columns
on any day until something happens, and a decision can be replayed from it for ever: a record begins with the number
of its layout, and the layout says by name what stands in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tijdig.planner.codes import NEVER
from tijdig.planner.columns import DTYPES, NAMES, Accounts

Records = NDArray[np.void]
Whole = NDArray[np.int64]

FIRST_DAY = date(1900, 1, 1).toordinal() - 1
"""Days are counted from here, so that 0 is free for "none"; they fit until 2079."""

_EPOCH = date(1970, 1, 1)

LAST = int(np.iinfo(np.uint16).max)


class Way(NamedTuple):
    """How a count of days follows from the day that is kept: its sign, and the count that stands for no day."""

    sign: int  # 1: days since it; -1: days until it
    none: int


SINCE, LATE, UNTIL, LEFT = Way(1, NEVER), Way(1, 0), Way(-1, NEVER), Way(-1, 0)
WAYS: Mapping[str, Way] = {
    "days_since_stage": SINCE,
    "days_since_moment": SINCE,
    "days_since_inbound": SINCE,
    "days_since_conversation": SINCE,
    "part_paid_days": SINCE,
    "notice_over_days": SINCE,
    "handed_over_days": SINCE,
    "missed_instalment_days": SINCE,
    "distress_days": SINCE,
    "oldest_overdue_days": LATE,
    "unnamed_overdue_days": LATE,
    "due_in_days": UNTIL,
    "consequence_in_days": UNTIL,
    "hold_days_left": LEFT,
    "notice_running_days_left": LEFT,
    "approach_days_left": LEFT,
}
"""The columns that count days; all others stay as they are until something happens."""

FLAGS = tuple(name for name in NAMES if DTYPES[name] == np.bool_)
MONTHS = "customer_months"
"""Counts whole months since a day that no other column knows: it is kept as that day."""

PLAIN = tuple(name for name in NAMES if name not in (*FLAGS, *WAYS, MONTHS, "case_id"))
DAY = "<u2"
_NAMES_OF_WAYS = {SINCE: "since", LATE: "late", UNTIL: "until", LEFT: "left"}
_WAYS_BY_NAME = {name: way for way, name in _NAMES_OF_WAYS.items()}

Layout = tuple[tuple[str, str, str], ...]
"""The fields of a record: the name, the type, and what it means (plain, flags, months, or a way to count days)."""

LAYOUT: Layout = (
    ("layout", "<i4", "layout"),
    ("flags", "<u8", "flags:" + ",".join(FLAGS)),
    *((name, DTYPES[name].newbyteorder("<").str, "plain") for name in PLAIN),
    *((name, DAY, _NAMES_OF_WAYS[way]) for name, way in WAYS.items()),
    (MONTHS, DAY, "months"),
)


@cache
def dtype_of(layout: Layout = LAYOUT) -> np.dtype[Any]:
    """The type of a record under this layout."""
    return np.dtype([(name, kind) for name, kind, _ in layout])


@cache
def number_of(layout: Layout = LAYOUT) -> int:
    """The number of a layout: the same for the same fields, in every database."""
    digest = sha256(repr(layout).encode()).digest()
    return int.from_bytes(digest[: np.dtype(np.int32).itemsize], "big", signed=True)


def layout_of(fields: Sequence[Sequence[str]]) -> Layout:
    """A layout as it came back from where it was kept."""
    return tuple((str(name), str(kind), str(means)) for name, kind, means in fields)


def number_in(raw: bytes) -> int:
    """The number of the layout with which a record begins."""
    return int.from_bytes(raw[: np.dtype(np.int32).itemsize], "little", signed=True)


def packed(accounts: Accounts, day: date, began: Whole) -> Records:
    """These accounts, as they stand on the morning of `day`, as records; their case ids stay outside.

    `began` is the day, as an ordinal, from which `customer_months` counts; 0 where that is not known.
    """
    records = np.zeros(len(accounts), dtype=dtype_of())
    records["layout"] = number_of()
    bits = np.zeros(len(accounts), dtype=np.uint64)
    for place, name in enumerate(FLAGS):
        bits |= getattr(accounts, name).astype(np.uint64) << np.uint64(place)
    records["flags"] = bits
    for name in PLAIN:
        records[name] = getattr(accounts, name)
    today = day.toordinal() - FIRST_DAY
    for name, way in WAYS.items():
        records[name] = _kept(getattr(accounts, name), way, today)
    records[MONTHS] = np.where(began > 0, np.clip(began - FIRST_DAY, 1, LAST), 0)
    return records


def accounts_on(records: Records, case_ids: Whole, day: date) -> Accounts:
    """The planner's columns of records of today's layout on any day on which they still hold.

    Round trip: `accounts_on(packed(accounts, day), accounts.case_id, day)` is the same accounts, and on a later day
    it is what `frames.read` gives as long as nothing happened and no day of the summary's `stale_on` has come.
    """
    return Accounts(case_id=case_ids, **columns_on(records, day))


def columns_on(records: Records, day: date, layout: Layout = LAYOUT) -> dict[str, NDArray[Any]]:
    """The columns of records of any layout, by name; also columns that the planner no longer knows."""
    found: dict[str, NDArray[Any]] = {}
    for name, _, means in layout:
        if means in _WAYS_BY_NAME or means == "months":
            found[name] = _counts(means, day)[records[name]]
        elif means == "plain":
            found[name] = np.ascontiguousarray(records[name])
        elif means.startswith("flags:"):
            bits = np.ascontiguousarray(records[name])
            for place, flag in enumerate(means.partition(":")[-1].split(",")):
                found[flag] = (bits & (np.uint64(1) << np.uint64(place))) != 0
    return found


def plain(raw: bytes, case_id: int, day: date, layout: Layout = LAYOUT) -> dict[str, Any]:
    """One record in plain values, as far as today's planner knows its columns; the rest keeps its default."""
    record = np.frombuffer(raw, dtype=dtype_of(layout))
    known = {name: values for name, values in columns_on(record, day, layout).items() if name in NAMES}
    accounts = Accounts.from_columns(case_id=[case_id], **known)
    return accounts.plain(0)._asdict()


def _kept(counts: NDArray[Any], way: Way, today: int) -> NDArray[Any]:
    days = np.clip(today - way.sign * counts.astype(np.int32), 1, LAST)
    return np.where(counts == way.none, 0, days)


@lru_cache(maxsize=32)
def _counts(means: str, day: date) -> NDArray[np.int16]:
    """The count for every day that can be kept: reading many is then looking each one up."""
    days = np.arange(LAST + 1, dtype=np.int64)
    if means == "months":
        return _months(days, day)
    way = _WAYS_BY_NAME[means]
    counts = way.sign * (day.toordinal() - FIRST_DAY - days)
    if way == LEFT:
        counts = np.maximum(counts, 0)
    return np.where(days == 0, way.none, np.clip(counts, -NEVER, NEVER)).astype(np.int16)


def _months(values: NDArray[Any], day: date) -> NDArray[np.int16]:
    """Whole months from each day to this one; a day that a month does not have counts as the last of that month."""
    begin = (values.astype(np.int64) + (FIRST_DAY - _EPOCH.toordinal())).astype("datetime64[D]")
    month, this_month = begin.astype("datetime64[M]"), np.datetime64(day, "M")
    first, longest = this_month.astype("datetime64[D]"), (this_month + 1).astype("datetime64[D]") - 1
    into, here = begin - month.astype("datetime64[D]"), np.datetime64(day, "D") - first
    months = (this_month - month).astype(np.int64)
    is_short = (months > 0) & (np.minimum(into, longest - first) > here)
    return np.where(values == 0, NEVER, np.clip(months - is_short, 0, NEVER)).astype(np.int16)

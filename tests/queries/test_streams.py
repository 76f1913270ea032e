"""Rows as arrays: what goes in comes out, on both engines, also by another thread."""

from collections.abc import Iterator
from datetime import date
from threading import active_count, current_thread

import numpy as np
import pytest
from django.db import connection

from tests.factories import TODAY, make_case
from tijdig.actions import bulk
from tijdig.models import CaseSummary
from tijdig.queries import streams

KINDS = {"a": "long", "b": "int", "c": "day", "d": "3"}


@pytest.mark.django_db
def test_rows_come_as_arrays() -> None:
    raw = "decode('616263', 'hex')" if connection.vendor == "postgresql" else "x'616263'"
    big = "CAST({} AS bigint)" if connection.vendor == "postgresql" else "{}"
    query = " UNION ALL ".join(
        f"SELECT {big.format(number)} AS a, {count} AS b, {streams.literal(day)} AS c, {raw} AS d"
        for number, count, day in ((1 << 40, 7, TODAY), (-5, -1, date(1, 1, 1)))
    )

    number, count, day, words = streams.fetch(query, KINDS)

    assert number.tolist() == [1 << 40, -5]
    assert count.tolist() == [7, -1]
    assert day.tolist() == [TODAY.toordinal(), 1]
    assert words.tobytes() == b"abcabc"


@pytest.mark.django_db
def test_no_rows_are_empty_arrays() -> None:
    found = streams.fetch(
        "SELECT id AS a, version AS b, CURRENT_DATE AS c, id AS d FROM tijdig_case WHERE id < 0",
        {"a": "long", "b": "int", "c": "day", "d": "long"},
    )

    assert [len(column) for column in found] == [0, 0, 0, 0]


@pytest.mark.django_db
def test_arrays_are_written_as_they_were() -> None:
    cases = [make_case().pk for _ in range(3)]
    columns = {
        "case_id": np.array(cases),
        "version": np.array([1, 2, 3]),
        "basis": np.array([-(1 << 62), 0, 1 << 62]),
        "stale_on": np.array([date(1, 1, 1).toordinal(), TODAY.toordinal(), date.max.toordinal()]),
        "kind_number": np.array([0, -7, 7]),
        "decided_from": np.full(3, TODAY.toordinal()),
        "again_on": np.full(3, TODAY.toordinal()),
        "facts": np.frombuffer(b"aabbcc", dtype="V2"),
    }

    bulk.insert_arrays(CaseSummary, columns)

    rows = CaseSummary.objects.order_by("case_id").values_list("case_id", "version", "basis", "stale_on", "facts")
    assert [(*row, bytes(facts)) for *row, facts in rows] == [
        (cases[0], 1, -(1 << 62), date(1, 1, 1), b"aa"),
        (cases[1], 2, 0, TODAY, b"bb"),
        (cases[2], 3, 1 << 62, date.max, b"cc"),
    ]


@pytest.mark.django_db
def test_no_arrays_ask_nothing() -> None:
    bulk.insert_arrays(CaseSummary, {"case_id": np.array([], dtype=np.int64)})


@pytest.mark.postgres
@pytest.mark.django_db
def test_rows_of_another_width_are_refused() -> None:
    with pytest.raises(ValueError, match="1 bytes are not 1 rows of 3 bytes"):
        streams.fetch("SELECT 1 AS a, decode('61', 'hex') AS b", {"a": "int", "b": "3"})


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_null_is_refused_and_shifts_nothing() -> None:
    with pytest.raises(ValueError, match="a NULL"):
        streams.fetch("SELECT 1 AS a UNION ALL SELECT NULL", {"a": "int"})


class Elsewhere:
    """A connection on which another thread may read: outside a transaction on PostgreSQL."""

    vendor = "postgresql"
    in_atomic_block = False
    closed = 0

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    found = Elsewhere()
    monkeypatch.setattr(streams, "connection", found)
    return found


def numbers(threads: set[str], fails_at: int = 99) -> Iterator[int]:
    for number in range(5):
        threads.add(current_thread().name)
        if number == fails_at:
            raise RuntimeError("broken")
        yield number


def test_parts_are_read_ahead_in_order(elsewhere: Elsewhere) -> None:
    threads: set[str] = set()

    assert list(streams.ahead(numbers(threads))) == [0, 1, 2, 3, 4]
    assert current_thread().name not in threads
    assert elsewhere.closed == 1


def test_parts_are_read_here_inside_a_transaction(elsewhere: Elsewhere) -> None:
    elsewhere.in_atomic_block = True
    threads: set[str] = set()

    assert list(streams.ahead(numbers(threads))) == [0, 1, 2, 3, 4]
    assert threads == {current_thread().name}


def test_what_breaks_while_reading_ahead_breaks_here(elsewhere: Elsewhere) -> None:
    reading = streams.ahead(numbers(set(), fails_at=3))

    assert [next(reading) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(RuntimeError, match="broken"):
        next(reading)
    assert elsewhere.closed == 1


def test_who_stops_early_leaves_no_reader_behind(elsewhere: Elsewhere) -> None:
    before, reading = active_count(), streams.ahead(numbers(set()))

    assert next(reading) == 0
    reading.close()

    assert (active_count(), elsewhere.closed) == (before, 1)

"""Rows as arrays: PostgreSQL's binary copy format as records of a fixed width, read by NumPy; plain rows on SQLite."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from queue import Queue
from threading import Event, Thread
from typing import Any, TypeVar

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from tijdig.queries.parts import Ordinals

HEADER = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
TRAILER = b"\xff\xff"
DAYS_FROM = date(2000, 1, 1).toordinal()
"""PostgreSQL counts its days from here."""

_WIRE = {"int": ">i4", "long": ">i8", "day": ">i4"}
_SENDS = {"int": "int4send", "long": "int8send", "day": "date_send"}
_FIELDS, _LENGTH = np.dtype(">i2"), np.dtype(">i4")
"""Before a row stands the number of its fields, and before a field its length."""

_HERE: dict[str, Any] = {"int": np.int64, "long": np.int64, "day": np.int64}

Array = NDArray[Any]
T = TypeVar("T")


@cache
def wire(kinds: tuple[str, ...]) -> np.dtype[Any]:
    """The record in which a row of these columns travels: int, long, day, or the number of bytes of a fixed width."""
    fields: list[tuple[str, str]] = [("size", ">i2")]
    for place, kind in enumerate(kinds):
        fields += [(f"length{place}", ">i4"), (f"value{place}", _WIRE.get(kind, f"V{kind}"))]
    return np.dtype(fields)


def fetch(query: str, kinds: Mapping[str, str]) -> list[Array]:
    """The columns of a query without parameters, each as an array; no value may be NULL, and bytes have one width.

    Days come as ordinals. On PostgreSQL an int must be an integer there, and a long a bigint; `kinds` has the names of
    the columns in their order.
    """
    if connection.vendor == "postgresql":
        return _packed(query, kinds)
    with connection.cursor() as cursor:
        cursor.execute(query)
        columns = list(zip(*cursor.fetchall(), strict=True)) or [()] * len(kinds)
    return [_from_values(kind, values) for kind, values in zip(kinds.values(), columns, strict=True)]


def literal(day: date) -> str:
    """A day as it stands in a query."""
    return f"DATE '{day.isoformat()}'" if connection.vendor == "postgresql" else f"'{day.isoformat()}'"


def to_wire(kinds: Sequence[str], columns: Sequence[Array]) -> bytes:
    """The same columns as rows on their way to PostgreSQL, days as ordinals."""
    records = np.empty(len(columns[0]), dtype=wire(tuple(kinds)))
    records["size"] = len(kinds)
    for place, (kind, values) in enumerate(zip(kinds, columns, strict=True)):
        records[f"length{place}"] = records.dtype[f"value{place}"].itemsize
        records[f"value{place}"] = values - DAYS_FROM if kind == "day" else _as_bytes(values)
    return b"".join((HEADER, records.tobytes(), TRAILER))


def ahead(parts: Iterator[T], *, size: int = 1) -> Iterator[T]:
    """The same, read by another thread over a connection of its own while we work on what came before.

    Only on PostgreSQL and outside a transaction: elsewhere two connections would not see the same.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield from parts
        return
    queue: Queue[Any] = Queue(size)
    stop = Event()
    reader = Thread(target=_read_into, args=(queue, stop, parts), daemon=True)
    reader.start()
    try:
        while (found := queue.get()) is not None:
            if isinstance(found, BaseException):
                raise found
            yield found
    finally:
        stop.set()
        while reader.is_alive():
            _empty(queue)
            reader.join(0.05)


def _read_into(queue: "Queue[Any]", stop: Event, parts: Iterator[Any]) -> None:
    try:
        for part in parts:
            queue.put(part)
            if stop.is_set():
                break
        queue.put(None)
    except BaseException as error:
        queue.put(error)
    finally:
        connection.close()


def _empty(queue: "Queue[Any]") -> None:
    """Whoever waits to put something in can go on."""
    while not queue.empty():
        queue.get_nowait()


def _packed(query: str, kinds: Mapping[str, str]) -> list[Array]:
    """PostgreSQL strings every column together to one value: nothing is left to do here per row."""
    sent = [f"string_agg({_SENDS.get(kind, '')}({name}), ''::bytea)" for name, kind in kinds.items()]
    whole = f"SELECT count(*), {', '.join(sent)} FROM ({query}) AS found"  # noqa: S608 - our own names
    with connection.cursor() as cursor, cursor.copy(f"COPY ({whole}) TO STDOUT (FORMAT BINARY)") as copy:
        raw = b"".join(copy)
    place, strings = len(HEADER) + _FIELDS.itemsize, list[bytes | memoryview]()
    while len(strings) <= len(kinds):
        (length,) = np.frombuffer(raw, dtype=_LENGTH, count=1, offset=place).tolist()
        place += _LENGTH.itemsize
        length = max(length, 0)  # -1: nothing was strung together
        strings.append(memoryview(raw)[place : place + length])
        place += length
    count = int.from_bytes(strings[0], "big")
    return [_from_wire(kind, count, string) for kind, string in zip(kinds.values(), strings[1:], strict=True)]


def _from_wire(kind: str, count: int, raw: "bytes | memoryview") -> Array:
    record = np.dtype(_WIRE.get(kind, f"V{kind}"))
    if len(raw) != count * record.itemsize:
        message = f"{len(raw)} bytes are not {count} rows of {record.itemsize} bytes ({kind}): a NULL, or another width"
        raise ValueError(message)
    values = np.frombuffer(raw, dtype=record)
    if kind not in _HERE:
        return values
    here = values.astype(_HERE[kind])
    return here + DAYS_FROM if kind == "day" else here


def _from_values(kind: str, values: Sequence[Any]) -> Array:
    if kind == "day":
        days = Ordinals()
        return np.array([days[value] for value in values], dtype=np.int64)
    if kind in _HERE:
        return np.array(values, dtype=_HERE[kind])
    return np.frombuffer(b"".join(values), dtype=f"V{kind}")


def _as_bytes(values: Array) -> Array:
    return values.view(f"V{values.dtype.itemsize}") if values.dtype.names else values

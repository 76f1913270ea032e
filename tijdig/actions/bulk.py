"""Many rows at once: each engine by its fastest safe road."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import BigAutoField, BigIntegerField, BinaryField, DateField, Field, ForeignKey, Model

from tijdig.queries import streams
from tijdig.queries.streams import Array


def insert(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows of plain values; JSON columns get their text, moments are in UTC."""
    if not rows:
        return
    table, names = model._meta.db_table, ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            # Names of tables and columns only; the values travel apart.
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608


def insert_arrays(model: type[Model], columns: Mapping[str, Array]) -> None:
    """Insert rows given as one array per column, by the column's name in the table: whole numbers, days, bytes.

    Days are ordinals; bytes are records of one width. A column that is left out holds the default of the database.
    """
    if not len(next(iter(columns.values()))):
        return
    copy_arrays(model._meta.db_table, columns, kinds(model, columns))


def copy_arrays(table: str, columns: Mapping[str, Array], kinds: Sequence[str]) -> None:
    """The same for any table, with the kind of each column as `queries/streams.py` names them."""
    names = ", ".join(f'"{column}"' for column in columns)
    arrays = list(columns.values())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN (FORMAT BINARY)') as copy:
                copy.write(streams.to_wire(kinds, arrays))
        else:
            marks = ", ".join(["%s"] * len(arrays))
            # Names of tables and columns only; the values travel apart.
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', plain(kinds, arrays))  # noqa: S608


def plain(kinds: Sequence[str], columns: Sequence[Array]) -> list[tuple[Any, ...]]:
    """Rows of plain values, as a driver takes them."""
    return list(zip(*map(_plain_values, kinds, columns), strict=True))


def kinds(model: type[Model], columns: Mapping[str, Array]) -> list[str]:
    """How each of these columns travels."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    return [_kind(fields[name], values) for name, values in columns.items()]


def _kind(field: "Field[Any, Any]", values: Array) -> str:
    target = field.target_field if isinstance(field, ForeignKey) else field
    if isinstance(target, DateField):
        return "day"
    if isinstance(target, BinaryField):
        return str(values.dtype.itemsize)
    return "long" if isinstance(target, BigAutoField | BigIntegerField) else "int"


def _plain_values(kind: str, values: Array) -> list[Any]:
    if kind == "day":
        days = {on: date.fromordinal(on).isoformat() for on in np.unique(values).tolist()}
        return [days[on] for on in values.tolist()]
    if kind in {"int", "long"}:
        return list(values.tolist())
    raw, width = values.tobytes(), values.dtype.itemsize
    return [raw[start : start + width] for start in range(0, len(raw), width)]


def text(value: Any) -> str:
    """The shortest JSON text of a value."""
    return _encode(value)


def _day(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_day).encode

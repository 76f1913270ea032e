"""Many copies of a history, loaded by COPY: the same rows under other numbers, table by table."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.db.models import AutoField, BigAutoField, Field, ForeignKey, Max, Model, QuerySet

from tijdig.actions.counts import Progress, silent
from tijdig.models import (
    Approach,
    Arrangement,
    Case,
    CaseSummary,
    Claim,
    Contact,
    ContactPoint,
    Contract,
    Customer,
    CustomerDetails,
    Decision,
    Hold,
    Instalment,
    Moment,
    MoneyEntry,
    Request,
    Step,
)

TABLES: tuple[type[Model], ...] = (
    Customer, CustomerDetails, ContactPoint, Contract, Case, Claim, MoneyEntry, Hold, Request, Arrangement,
    Arrangement.claims.through, Instalment, Decision, Moment, Contact, Approach, Step, CaseSummary,
)  # fmt: skip
"""All that planning reads, those first that others lean on. The trail and the codes of letters are left out."""

WORDS: dict[type[Model], tuple[str, ...]] = {Contact: ("content", "text", "sender", "recipient")}
"""What planning does not read and would fill the disk: empty in the copies."""

_CLAIM = re.compile(r'("id": ?)([0-9]+)')
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "%": "%%"}
_SUFFIXED = {(Customer, "number"), (Contact, "key"), (Contract, "number")}


def load(copies: int, progress: Progress = silent) -> None:
    """Add so many copies of every row of these tables, with indexes and foreign keys looked up afterwards."""
    strides = {model: _highest(model) for model in TABLES}
    with _without_indexes(progress):
        for model in TABLES:
            table = _Table(model, strides)
            for number in range(1, copies + 1):
                table.add(number)
                progress(f"laden {model._meta.model_name}", number, copies)
    for model in TABLES:
        _set_number(model)
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        _run("VACUUM (ANALYZE)")  # as the server itself does in the days after such a load
    else:
        _run("ANALYZE")


class _Table:
    """The rows of one table as a text with holes in it: for each hole a number, and how far it goes on per copy."""

    def __init__(self, model: type[Model], strides: dict[type[Model], int]) -> None:
        self.model, self.strides = model, strides
        self.fields = list(model._meta.concrete_fields)
        self.names = ", ".join(f'"{one.column}"' for one in self.fields)
        self.numbers, self.steps = list[int](), list[int]()
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {self.names} FROM {model._meta.db_table}")  # noqa: S608 - our own names
            self.text = "".join("\t".join(map(self._cell, self.fields, row)) + "\n" for row in cursor.fetchall())
        self.base, self.step = np.array(self.numbers, dtype=np.int64), np.array(self.steps, dtype=np.int64)

    def add(self, number: int) -> None:
        """Add one copy."""
        text = self.text % tuple((self.base + number * self.step).tolist())
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self.model._meta.db_table} ({self.names}) FROM STDIN") as copy:
                    copy.write(text)
            else:
                marks = ", ".join(["%s"] * len(self.fields))
                rows = [[_plain(cell) for cell in line.split("\t")] for line in text.splitlines()]
                table = self.model._meta.db_table
                cursor.executemany(f"INSERT INTO {table} ({self.names}) VALUES ({marks})", rows)  # noqa: S608

    def _cell(self, field: "Field[Any, Any]", value: Any) -> str:
        if value is None:
            return "\\N"
        target = field.related_model if isinstance(field, ForeignKey) else self.model if field.primary_key else None
        if isinstance(target, type) and target in self.strides:
            return self._hole(int(value), self.strides[target])
        text = self._text(field, value)
        if (self.model, field.column) in _SUFFIXED:
            return f"{text}-{self._hole(0, 1)}"
        if (self.model, field.column) == (Moment, "claims"):
            return _CLAIM.sub(lambda found: found[1] + self._hole(int(found[2]), self.strides[Claim]), text)
        return text

    def _hole(self, number: int, step: int) -> str:
        self.numbers.append(number)
        self.steps.append(step)
        return "%d"

    def _text(self, field: "Field[Any, Any]", value: Any) -> str:
        if field.column in WORDS.get(self.model, ()):
            return "" if field.column == "text" else "{}"
        if isinstance(value, bytes | memoryview):
            return "\\\\x" + bytes(value).hex()
        if isinstance(value, bool):
            return str(int(value))
        if isinstance(value, list | dict):
            value = json.dumps(value)
        return "".join(_ESCAPES.get(letter, letter) for letter in str(value))


def _plain(cell: str) -> Any:
    """A cell of the text as a driver takes it."""
    if cell == "\\N":
        return None
    if cell.startswith("\\\\x"):
        return bytes.fromhex(cell[3:])
    return cell.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\")


@contextmanager
def _without_indexes(progress: Progress) -> Iterator[None]:
    """On PostgreSQL the indexes beside the primary keys are made at the end, which takes half the time."""
    if connection.vendor != "postgresql":
        with transaction.atomic():
            yield
        return
    dropped = []
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what was put off would hold the tables
        cursor.execute("SET session_replication_role = replica")
        for model in TABLES:
            cursor.execute(_INDEXES, [model._meta.db_table])
            dropped += cursor.fetchall()
        for drop, _ in dropped:
            cursor.execute(drop)
    yield
    for number, (_, make) in enumerate(dropped):
        _run(make)
        progress("indexen", number + 1, len(dropped))
    _run("SET session_replication_role = DEFAULT")


_INDEXES = """
    SELECT CASE WHEN k.conname IS NULL THEN format('DROP INDEX %%I', c.relname)
            ELSE format('ALTER TABLE %%I DROP CONSTRAINT %%I CASCADE', t.relname, k.conname) END,
        CASE WHEN k.conname IS NULL THEN pg_get_indexdef(i.indexrelid)
            ELSE format('ALTER TABLE %%I ADD CONSTRAINT %%I %%s', t.relname, k.conname, pg_get_constraintdef(k.oid)) END
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
    LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype = 'u'
    WHERE t.relname = %s AND NOT i.indisprimary
"""


def _highest(model: type[Model]) -> int:
    return int(QuerySet(model).aggregate(highest=Max("pk"))["highest"] or 0)


def _set_number(model: type[Model]) -> None:
    if connection.vendor == "postgresql" and isinstance(model._meta.pk, AutoField | BigAutoField):
        table = model._meta.db_table
        _run(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT COALESCE(MAX(id), 1) FROM {table}))")  # noqa: S608


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)

"""Queries that are put into SQL once, and then only take their values: for pages and nights.

Django lays a query out anew each time it is asked; for the overview that costs three times what the database does with
it. A `Ready` lays it out at its first use on a connection and keeps the words. PostgreSQL keeps its plan too.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import starmap
from typing import Any, Final, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError

Row = TypeVar("Row")
Value = int | str | date | datetime
"""What a query can take. Not None: a row without a value is another question, with other words."""

_KEPT: Final = "tijdig_ready"
_INT: Final = 2_000_000_000
_MOST: Final = 2**63 - 1
"""The highest number that a column holds; what is above it, somebody typed into an address."""
_AT: Final = datetime(1801, 1, 1, tzinfo=UTC)
"""Where the marks begin that stand for a value while the query is laid out: nothing real looks like them."""


LOCKS: Final = "a query that locks its rows belongs in a transaction; without one nothing stays locked"
NOTHING: Final = "a query that stands ready takes no None; a row without a value is another query"


class Ready(Generic[Row]):
    """A query that is laid out once. What it takes may only be compared with: no `if` and no list may hang on it."""

    def __init__(self, build: Callable[..., "QuerySet[Any, Row]"]) -> None:
        self._build = build

    def rows(self, **values: Value) -> list[Row]:
        """What the query finds for these values; ValueError for a value that it does not use."""
        connection = connections[DEFAULT_DB_ALIAS]
        # Kept by the connection itself, which no other thread touches: they are gone together.
        kept: dict[Ready[Row], _Laid[Row]] = vars(connection).setdefault(_KEPT, {})
        laid = kept.get(self)
        if laid is None:
            laid = kept[self] = _Laid(self._build, values, connection)
        return laid.rows(values)

    def first(self, **values: Value) -> Row | None:
        """The first of these, when there is one."""
        rows = self.rows(**values)
        return rows[0] if rows else None


class _Laid(Generic[Row]):
    """The words of a query for one connection, and which of its parameters are values."""

    def __init__(
        self, build: Callable[..., "QuerySet[Any, Row]"], values: dict[str, Value], connection: BaseDatabaseWrapper
    ) -> None:
        marks = dict(starmap(_mark, enumerate(values.items())))
        self._found = build(**marks)
        self._connection = connection
        compiler: Any = self._found.query.get_compiler(connection=connection)
        self._sql, parameters = compiler.as_sql()
        names = {_adapted(mark, connection): name for name, mark in marks.items()}
        self._parameters = [(names.get(one), one) if isinstance(one, Value) else (None, one) for one in parameters]
        unused = values.keys() - {name for name, _ in self._parameters}
        if unused:
            message = f"this query does not use {', '.join(sorted(unused))}; take it out, or compare with it"
            raise ValueError(message)
        # The iterable of Django asks its query for a compiler, and that for the rows: both stand ready.
        self._now: list[Any] = []
        compiler.execute_sql = self._execute
        _settle(compiler)
        self._found.query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]

    def rows(self, values: dict[str, Value]) -> list[Row]:
        """Fill the values in, and ask; a number that no column holds finds nothing, as with Django."""
        if self._found.query.select_for_update and not self._connection.in_atomic_block:
            raise TransactionManagementError(LOCKS)
        if any(isinstance(value, int) and not -_MOST <= value <= _MOST for value in values.values()):
            return []
        ours = {name: _adapted(value, self._connection) for name, value in values.items()}
        self._now = [constant if name is None else ours[name] for name, constant in self._parameters]
        iterable: Any = self._found._iterable_class  # noqa: SLF001
        return list(iterable(self._found))

    def _execute(self, *_: Any, **__: Any) -> list[list[tuple[Any, ...]]]:
        with _cursor(self._connection) as cursor:
            cursor.execute(self._sql, self._now)
            _tell(self._connection, self._sql)
            return [cursor.fetchall()]


def _tell(connection: BaseDatabaseWrapper, sql: str) -> None:
    """Of a plan that the server keeps, Django logs no words: here they are, without the values."""
    if connection.queries_logged:
        last: dict[str, str | None] = {**connection.queries_log[-1]}
        connection.queries_log[-1]["sql"] = last["sql"] or sql


def _settle(compiler: Any) -> None:
    """Which columns are made into something else, and how, is looked up once: it hangs on the query alone."""
    columns = [column for column, *_ in compiler.select[: compiler.col_count]]
    converters, has_composites = compiler.get_converters(columns), compiler.has_composite_fields(columns)
    compiler.get_converters = lambda _: converters
    compiler.has_composite_fields = lambda _: has_composites


def _cursor(connection: BaseDatabaseWrapper) -> Any:
    """A cursor; on PostgreSQL one that leaves the values to the server, which then keeps its plan."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    from django.db.backends.postgresql import base

    connection.close_if_health_check_failed()  # as Django does it: this may be the first query of a request
    connection.ensure_connection()
    kind: Any = base.ServerBindingCursor
    bare = kind(connection.connection)
    return connection.make_debug_cursor(bare) if connection.queries_logged else connection.make_cursor(bare)


def _mark(place: int, value: tuple[str, Value]) -> tuple[str, Value]:
    name, sample = value
    if isinstance(sample, str):
        return name, f"\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}{name}"
    if isinstance(sample, datetime):
        return name, _AT + timedelta(days=place)
    if isinstance(sample, date):
        return name, _AT.date() + timedelta(days=place)
    if isinstance(sample, bool) or not isinstance(sample, int):
        message = f"a query that stands ready takes numbers, words and days, not {sample!r} for {name}"
        raise TypeError(message)
    return name, _INT + place


def _adapted(value: Value | None, connection: BaseDatabaseWrapper) -> Any:
    """A value as this database takes it; TypeError for None, which compares with nothing."""
    if value is None:
        raise TypeError(NOTHING)
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value

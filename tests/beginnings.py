"""What many tests begin with: made once in each process, and put back row for row after that.

Factories and actions ask the database hundreds of questions for a morning that is a hundred rows. The rows are put
back only where nothing stands yet, as when they were made; in a test that laid something first, all is made anew.
What goes on from there (asked, answered, agreed) is put back in the same way, where the same rows stand before it.
"""

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction

from tijdig import clock

Made = TypeVar("Made")
Rows = dict[str, dict[Any, tuple[Any, ...]]]
"""Of each table its columns (under None) and its rows, by what stands in their first column."""
STANDS = {"django_migrations", "django_content_type", "auth_permission", "django_site"}
"""What Django lays itself in an empty database."""
MOST_VALUES = 30_000
APART = {"django_session"}
"""Rows with a key that is drawn anew each time: they decide nothing, and stay as they are."""
OF_THIS_TEST = {"DATA_DIR", "OUTBOX_DIR", "CLOCK_FILE"}
"""Settings that are another place in every test."""


@dataclass(frozen=True)
class Kept:
    """The rows of a beginning, as statements that put them back, and what its maker gave."""

    statements: tuple[tuple[str, tuple[Any, ...]], ...]
    given: bytes


_kept: dict[str, Kept] = {}


def begin_with(make: Callable[[], Made]) -> Made:
    """What this maker gives, with its rows in the database; the maker itself may be left out when nothing stands."""
    name = f"{make.__module__}.{make.__qualname__}"
    if not _is_empty():
        return make()
    if name in _kept:
        return _put_back(_kept[name])
    made = make()
    _kept[name] = Kept(tuple(_statements()), pickle.dumps(made))
    return made


def _put_back(kept: Kept) -> Any:
    # One transaction: rows may stand there before what they point at.
    with transaction.atomic(), connection.cursor() as cursor:
        for statement, values in kept.statements:
            cursor.execute(statement, values)
    return pickle.loads(kept.given)


def _tables() -> list[str]:
    left_out = STANDS | _of_this_connection()
    return [name for name in connection.introspection.table_names() if name not in left_out]


def _of_this_connection() -> set[str]:
    """Tables that PostgreSQL names as it does others, and that are gone with the connection or the transaction."""
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relpersistence = 't'")
        return {name for (name,) in cursor.fetchall()}


def _is_empty() -> bool:
    """Whether no test row stands anywhere."""
    if connection.alias not in _asked:
        each = (f"EXISTS (SELECT 1 FROM {connection.ops.quote_name(name)})" for name in _tables())
        _asked[connection.alias] = f"SELECT {' OR '.join(each)}"
    with connection.cursor() as cursor:
        cursor.execute(_asked[connection.alias])
        return not cursor.fetchone()[0]


_asked: dict[str, str] = {}


def _statements() -> Any:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in _tables():
            # Without an order a database may tell them in another one, as space is used again.
            cursor.execute(f"SELECT * FROM {quote(table)} ORDER BY 1")
            if rows := cursor.fetchall():
                yield from _inserts(table, [column[0] for column in cursor.description], rows)


@dataclass(frozen=True)
class Ahead:
    """How the rows stood after a maker, and what it gave."""

    rows: Rows
    given: bytes


_ahead: dict[tuple[str, bytes], Ahead] = {}


def go_on(make: Callable[[], Made], *about: object) -> Made:
    """What this maker gives, with its rows; left out when all rows, settings and the hour are as when it was asked.

    What else it hangs on, stands in `about`. Not for a maker whose test looks at what happened on the way (files,
    what carriers were given, queries), nor after a test put something else in the place of a function of ours.
    """
    before = _rows()
    stood = sha256(repr((about, before, _around())).encode()).digest()
    key = (f"{make.__module__}.{make.__qualname__}", stood)
    if key in _ahead:
        _go_to(before, _ahead[key].rows)
        return pickle.loads(_ahead[key].given)
    made = make()
    _ahead[key] = Ahead(_rows(), pickle.dumps(made))
    return made


def _around() -> list[str]:
    names = [name for name in dir(settings) if name.isupper() and name not in OF_THIS_TEST]
    return [str(clock.fixed()), *(f"{name} {getattr(settings, name)!r}" for name in names)]


def _rows() -> Rows:
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in _all_tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
            if rows := cursor.fetchall():
                found[table] = {None: tuple(column[0] for column in cursor.description)} | {row[0]: row for row in rows}
                assert len(found[table]) == len(rows) + 1, f"{table}: two rows begin with the same"
    return found


def _all_tables() -> list[str]:
    if connection.alias not in _told:
        _told[connection.alias] = [name for name in _tables() if name not in APART]
    return _told[connection.alias]


_told: dict[str, list[str]] = {}


def _go_to(before: Rows, after: Rows) -> None:
    """Change only what the maker changed: most rows stand already, and some the database itself guards."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in dict.fromkeys((*before, *after)):
            for statement, values in _changes(table, before.get(table, {}), after.get(table, {})):
                cursor.execute(statement, values)


def _changes(table: str, old: dict[Any, Any], new: dict[Any, Any]) -> Any:
    quote = connection.ops.quote_name
    names = (old or new)[None]
    columns = [quote(name) for name in names]
    fresh = [row for key, row in new.items() if key is not None and key not in old]
    for key in old.keys() - new.keys() - {None}:
        yield f"DELETE FROM {quote(table)} WHERE {columns[0]} = %s", (key,)
    for key in [key for key in new if key is not None and key in old and new[key] != old[key]]:
        places = ", ".join(f"{column} = %s" for column in columns)
        yield f"UPDATE {quote(table)} SET {places} WHERE {columns[0]} = %s", (*new[key], key)
    yield from _inserts(table, names, fresh)


def _inserts(table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Any:
    """Statements that lay these rows, none with more values than an engine takes."""
    quote = connection.ops.quote_name
    columns, place = ", ".join(quote(name) for name in names), f"({', '.join(['%s'] * len(names))})"
    some = MOST_VALUES // len(names)
    for begin in range(0, len(rows), some):
        part = rows[begin : begin + some]
        values = ", ".join([place] * len(part))
        yield f"INSERT INTO {quote(table)} ({columns}) VALUES {values}", tuple(chain.from_iterable(part))

"""What many tests begin with: made once in each process, and put back row for row after that.

Factories and actions ask the database hundreds of questions for a morning that is a hundred rows. The rows are put
back only where nothing stands yet, as when they were made; in a test that laid something first, all is made anew.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from django.db import connection, transaction

Made = TypeVar("Made")
STANDS = {"django_migrations", "django_content_type", "auth_permission", "django_site"}
"""What Django lays itself in an empty database."""


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
    return [name for name in connection.introspection.table_names() if name not in STANDS]


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
                columns = ", ".join(quote(column[0]) for column in cursor.description)
                places = ", ".join([f"({', '.join(['%s'] * len(rows[0]))})"] * len(rows))
                yield f"INSERT INTO {quote(table)} ({columns}) VALUES {places}", tuple(chain.from_iterable(rows))

"""What a database looks like, as lines that can be held against those of another: columns, keys, checks, guards."""

from typing import Any

from django.db import connection

ON_SQLITE = {"guard": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"}
ON_A_SERVER = {
    "table": "SELECT relname, relpersistence, reloptions FROM pg_class "
    "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
    "constraint": "SELECT conname, conrelid::regclass, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace",
    "index": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "guard": "SELECT tgrelid::regclass, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
}
NUMBERED = ("__", "fk_")
"""How those names begin on SQLite that only count."""


def shape() -> set[str]:
    """One line for each thing that the migrations laid; in which order a table has its columns does not count."""
    on_server = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        found = set()
        for what, asked in (ON_A_SERVER if on_server else ON_SQLITE).items():
            cursor.execute(asked)
            found |= {f"{what}: {' '.join(map(str, row))}" for row in cursor.fetchall()}
        for table in connection.introspection.table_names(cursor):
            found |= {f"column: {table} {column}" for column in _columns(cursor, table)}
            found |= set() if on_server else {f"key: {table} {key}" for key in _keys(cursor, table)}
    return found


def _columns(cursor: Any, table: str) -> list[str]:
    return [" ".join(map(str, one)) for one in connection.introspection.get_table_description(cursor, table)]


def _keys(cursor: Any, table: str) -> list[str]:
    """Keys, unique columns and checks; SQLite gives some of them no name but a number."""
    found = connection.introspection.get_constraints(cursor, table)
    return [
        f"{'' if name.startswith(NUMBERED) else name} {sorted((key, str(value)) for key, value in about.items())}"
        for name, about in found.items()
    ]

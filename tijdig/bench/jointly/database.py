"""Lives on tables: two processes, each with a database of its own that is gone afterwards."""

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from tijdig.bench.scratch import answer, in_own_database, in_own_postgres, postgres_answers

FIRST, MODULE = "BENCH_FIRST_LIFE", "tijdig.bench.jointly.database"
"""From which seed on: two processes share the work."""


def measure(size: int, workers: int, *, sqlite: bool = False) -> dict[str, Any]:
    """So many lives through the actions: on PostgreSQL where that answers."""
    is_postgres = postgres_answers() and not sqlite
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        parts = list(pool.map(_share, *zip(*_shares(size, workers, is_postgres=is_postgres), strict=True)))
    faults: dict[str, int] = {}
    for part in parts:
        for fault, count in part["found"].items():
            faults[fault] = faults.get(fault, 0) + count
    return {
        "plans": sum(part["plans"] for part in parts),
        "steps": sum(part["steps"] for part in parts),
        "found": faults,
        "engine": "postgresql" if is_postgres else "sqlite",
    }


def _shares(size: int, workers: int, *, is_postgres: bool) -> Iterator[tuple[int, int, bool]]:
    for number in range(workers):
        first, last = size * number // workers, size * (number + 1) // workers
        if last > first:
            yield first, last - first, is_postgres


def _share(first: int, size: int, is_postgres: bool) -> dict[str, Any]:  # noqa: FBT001 - a row of a map
    os.environ[FIRST] = str(first)
    return (in_own_postgres if is_postgres else in_own_database)(MODULE, size)


def inside(size: int) -> dict[str, Any]:
    """In the process with its own tables: models can be read only here."""
    from tijdig.bench.jointly import rows

    return rows.play(int(os.environ[FIRST]), size)


if __name__ == "__main__":
    answer(inside, sys.argv)

"""Random lives on a database of their own: a program, and the function that runs it."""

import sys
from typing import Any

from tijdig.bench.scratch import answer, in_own_database

CASES = 4_000


def histories(size: int) -> dict[str, Any]:
    """So many histories of cases, held against what is kept of them: `cases`, `stale`, `differing`, `columns`."""
    return in_own_database("tijdig.bench.planning.auditing", size)


def inside(size: int) -> dict[str, Any]:
    """The work itself, with the database of this process as its own."""
    import logging

    from tijdig.bench.planning import lives
    from tijdig.management.bars import bar

    logging.disable(logging.INFO)  # thousands of acts, each with its line
    with bar() as progress:
        found = lives.live(size, progress, cases=CASES)
    return {
        "cases": found.cases,
        "stale": found.stale,
        "differing": found.count,
        "columns": {name: len(cases) for name, cases in found.differences.items()},
        "first": {name: cases[:3] for name, cases in found.differences.items()},
    }


if __name__ == "__main__":
    answer(inside, sys.argv)

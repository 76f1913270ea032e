"""A hundred thousand invented joint arrangements to their end, each step before a judge; some through the actions."""

import gc
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from datetime import date
from multiprocessing import get_context
from typing import Any

from tijdig.bench.jointly import database
from tijdig.bench.jointly.faults import FAULTS, is_found, watched
from tijdig.bench.jointly.judging import Judge
from tijdig.bench.jointly.lives import Life
from tijdig.management.bars import bar
from tijdig.policy import load
from tijdig.rules.lifecycle import JOINT, JOINT_PART

PLANS, BLOCK, WORKERS, GARBAGE = 100_000, 1_000, 2, 50_000
FOR_EACH = 200
"""One life of so many is played through the actions, on tables."""
DAY = date(2026, 11, 23)


def measure(size: int = PLANS, *, sqlite: bool = False) -> dict[str, Any]:
    """Play so many lives and count what the judge finds; with each guard taken away; and some through the actions."""
    with bar() as report:
        steps, found, moves = _played(size, report)
        seeded = _seeded(report)
        report("through the actions", 0, size // FOR_EACH)
        rows = database.measure(max(WORKERS, size // FOR_EACH), WORKERS, sqlite=sqlite)
    unused = [f"{kind}: {now} to {then}" for kind, now, then in _all_moves() if not moves[kind, now, then]]
    return {
        "plans": size,
        "steps": steps,
        "violations": sum(found.values()),
        "db_plans": rows["plans"],
        "db_steps": rows["steps"],
        "db_violations": sum(rows["found"].values()),
        "db_engine": rows["engine"],
        "unused_transitions": len(unused),
        "seeded_found": sum(seeded.values()),
        "seeded_total": len(seeded),
        **({"found": dict(found)} if found else {}),
        **({"db_found": rows["found"]} if rows["found"] else {}),
        **({"unused": unused} if unused else {}),
        **({"missed": [name for name, is_there in seeded.items() if not is_there]} if not all(seeded.values()) else {}),
    }


def is_good(found: Mapping[str, Any]) -> bool:
    """Nothing that may not be, every line of the tables was used, and the judge saw each fault."""
    clean = not (found["violations"] or found["db_violations"] or found["unused_transitions"])
    return clean and found["seeded_found"] == found["seeded_total"]


def _played(size: int, report: Any) -> tuple[int, Counter[str], Counter[tuple[str, str, str]]]:
    """All lives, in blocks over two processes."""
    steps, done, found, moves = 0, 0, Counter[str](), Counter[tuple[str, str, str]]()
    # A process that begins afresh: nothing of this one, and the same on every system.
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn"), initializer=settle) as pool:
        blocks = [pool.submit(play, start, min(BLOCK, size - start)) for start in range(0, size, BLOCK)]
        for block in as_completed(blocks):
            one = block.result()
            steps, found, moves, done = steps + one[0], found + one[1], moves + one[2], done + one[3]
            report("joint arrangements", done, size)
    return steps, found, moves


def settle() -> None:
    """What was read once stays: millions of short facts come and go, and the collector need not look at the rest."""
    load(DAY)
    gc.freeze()
    gc.set_threshold(GARBAGE)


def play(start: int, count: int) -> tuple[int, Counter[str], Counter[tuple[str, str, str]], int]:
    """So many lives from this seed on: steps, what the judge found, the moves that were made, lives."""
    policy = load(DAY)
    steps, found, seen = 0, Counter[str](), Counter[tuple[type, Any, Any]]()

    def see(now: Any, then: Any) -> None:
        seen[type(now), now, then] += 1

    with watched(see):
        for seed in range(start, start + count):
            judge = Judge(policy)
            for step in Life(seed, policy).steps():
                steps += 1
                if faults := judge.look(step):
                    found.update(faults)
    moves = Counter({(kind.__name__, now.value, then.value): count for (kind, now, then), count in seen.items()})
    return steps, found, moves, count


def seeded(name: str) -> bool:
    """Whether the judge sees what goes wrong without this guard."""
    return is_found(FAULTS[name], load(DAY))


def _seeded(report: Any) -> dict[str, bool]:
    found: dict[str, bool] = {}
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        waiting: dict[Future[bool], str] = {pool.submit(seeded, name): name for name in FAULTS}
        for one in as_completed(waiting):
            found[waiting[one]] = one.result()
            report("without a guard", len(found), len(FAULTS))
    return found


def _all_moves() -> Iterator[tuple[str, str, str]]:
    for table in (JOINT, JOINT_PART):
        for now, states in table.items():
            yield from ((type(now).__name__, now.value, then.value) for then in sorted(states))

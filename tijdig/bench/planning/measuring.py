"""The measured night: summaries read in blocks, planned, held against what stood, and written; each part timed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from time import perf_counter, thread_time

import numpy as np
from django.db import transaction

from tijdig.actions import summaries
from tijdig.actions.counts import Progress, silent
from tijdig.actions.summaries import Planned
from tijdig.models import Case, Creditor
from tijdig.planner.columns import NAMES, Accounts
from tijdig.planner.plan import plan
from tijdig.policy import Policy
from tijdig.queries import policies, streams
from tijdig.queries.parts import Part, part_of
from tijdig.queries.summaries import blocks

PART = 5_000


@dataclass
class Night:
    """What a night of planning cost, in seconds per part, and what it decided."""

    cases: int = 0
    acts: int = 0
    written: int = 0
    read_s: float = 0.0
    plan_s: float = 0.0
    write_s: float = 0.0
    end_to_end_s: float = 0.0
    some: list[Accounts] = field(default_factory=list)  # the first ones, for measuring the planner alone


def bring_up_to_date(creditor: Creditor, day: date, progress: Progress = silent) -> tuple[int, float]:
    """Work out anew the summaries that do not hold on this day; how many, and how many a second."""
    policy, started = policies.of(creditor, day), perf_counter()
    summaries.take_marks()
    stale = np.concatenate([block.stale for block in blocks(creditor, day, policy)])
    for start in range(0, len(stale), PART):
        ids = tuple(stale[start : start + PART].tolist())
        summaries.refresh(Part(creditor, creditor.visible_intake, ids=ids), day, policy, decides=False)
        progress("samenvatten", start + len(ids), len(stale))
    return len(stale), len(stale) / (perf_counter() - started)


def night(creditor: Creditor, day: date, progress: Progress = silent, *, keeps: int = 0) -> Night:
    """Plan the night of a day from the database to stored decisions, as `actions/night.py` does before it composes.

    Reading and planning overlap with writing where the engine can: the parts add up to more than the whole.
    """
    found, policy, started = Night(), policies.of(creditor, day), perf_counter()
    total = Case.objects.filter(creditor=creditor, state="open").count()
    for one in streams.ahead(_planned(found, creditor, day, policy)):
        with _timed(found, "write_s"), transaction.atomic():
            written = summaries.settle(one, np.ones(len(one.decisions), dtype=np.bool_), policy)
        found.acts += int(one.decisions.acts.sum())
        found.written += int(written.sum())
        if found.cases <= keeps:
            found.some.append(one.block.accounts)
        found.cases += len(one.decisions)
        progress("plannen", found.cases, total)
    found.end_to_end_s = perf_counter() - started
    return found


def _planned(found: Night, creditor: Creditor, day: date, policy: Policy) -> Iterator[Planned]:
    reading = blocks(creditor, day, policy)
    while True:
        with _timed(found, "read_s"):
            block = next(reading, None)
        if block is None:
            return
        with _timed(found, "plan_s"):
            (one,) = summaries.planned([block], policy, day)
        yield one


@contextmanager
def _timed(found: Night, part: str) -> Iterator[None]:
    started = perf_counter()
    yield
    setattr(found, part, getattr(found, part) + perf_counter() - started)


def pure_per_s(some: list[Accounts], policy: Policy, day: date, *, size: int = 1 << 20) -> float:
    """Cases per second of one core of the planner alone, all dimensions: the best of three.

    Counted in time that this thread really ran, so that what else the machine does is left out.
    """
    whole = Accounts(**{name: np.concatenate([getattr(one, name) for one in some]) for name in NAMES})
    times = -(-size // len(whole))
    whole = whole.take(np.tile(np.arange(len(whole)), times)[:size])
    best = 0.0
    for _ in range(3):
        started = thread_time()
        plan(whole, policy, day)
        best = max(best, len(whole) / (thread_time() - started))
    return best


def row_by_row_per_s(creditor: Creditor, day: date, *, size: int = 200) -> float:
    """The same work one case at a time: read from the tables, planned, written."""
    policy, started = policies.of(creditor, day), perf_counter()
    rows = Case.objects.filter(creditor=creditor, state="open").select_related("creditor").order_by("pk")[:size]
    count = 0
    for case in rows:
        summaries.refresh(part_of(case), day, policy)
        count += 1
    return count / (perf_counter() - started)

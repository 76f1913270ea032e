"""Whether what is kept of a case is what the tables say: every summary against the same facts worked out anew."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tijdig.models import Case, Creditor, Touched
from tijdig.planner.columns import NAMES
from tijdig.queries import frames, policies
from tijdig.queries.cases import open_ones
from tijdig.queries.parts import Part
from tijdig.queries.summaries import Block, Standing, blocks, standing

SIZE = 5_000
"""Cases that are worked out at once."""

Ids = NDArray[np.int64]
Progress = Callable[[str, int, int], None]


@dataclass
class Audit:
    """How many summaries were held against the tables, how many did not claim to hold, and where they differ."""

    cases: int = 0
    stale: int = 0
    differences: dict[str, list[int]] = field(default_factory=dict)  # column, or "decision": the cases

    def add(self, name: str, cases: Iterable[int]) -> None:
        """These cases differ in this column."""
        if found := list(cases):
            self.differences.setdefault(name, []).extend(found)

    @property
    def count(self) -> int:
        """How many cases differ in anything."""
        return len({case for cases in self.differences.values() for case in cases})


def planning(
    day: date, *, most: int | None = None, audit: Audit | None = None, progress: Progress | None = None
) -> Audit:
    """Hold summaries against the tables as they are on this day: of all open cases, or of `most` spread over them.

    Changes nothing. Whose summary does not claim to hold is counted as `stale`: the next night reads it anew.
    """
    audit, total = audit or Audit(), open_ones().count()
    every = max(total // most, 1) if most else 1
    for creditor in Creditor.objects.order_by("pk"):
        for block in blocks(creditor, day, policies.of(creditor, day)):
            _audit(creditor, block, day, every, audit)
            if progress:
                progress("vergelijken", audit.cases + audit.stale, total // every)
    return audit


def _audit(creditor: Creditor, block: Block, day: date, every: int, audit: Audit) -> None:
    ids = block.accounts.case_id
    looked_at = ids % every == 0
    marked = np.isin(ids, _touched(creditor))  # the next night looks at these anew
    audit.stale += int((block.stale % every == 0).sum())
    audit.stale += int((looked_at & marked).sum())
    rows = np.flatnonzero(looked_at & ~marked)
    for start in range(0, len(rows), SIZE):
        _compare(creditor, block, rows[start : start + SIZE], day, audit)


def _touched(creditor: Creditor) -> list[int]:
    visible = Creditor.objects.values_list("visible_intake", flat=True).get(pk=creditor.pk)
    rows = Touched.objects.filter(creditor=creditor, since_intake__lte=visible)
    return list(Case.objects.filter(customer_id__in=rows.values("customer_id")).values_list("pk", flat=True))


def _compare(creditor: Creditor, block: Block, rows: Ids, day: date, audit: Audit) -> None:
    kept = block.accounts.take(rows)
    visible = Creditor.objects.values_list("visible_intake", flat=True).get(pk=creditor.pk)
    part = Part(creditor, visible, ids=tuple(kept.case_id.tolist()))
    read = frames.read(part, day).accounts
    same = np.isin(kept.case_id, read.case_id)
    audit.cases += len(rows)
    audit.add("case_id", kept.case_id[~same].tolist())
    kept = kept.take(same)
    for name in NAMES:
        audit.add(name, kept.case_id[getattr(kept, name) != getattr(read, name)].tolist())
    audit.add("decision", _other_decisions(block.stands.take(rows[same]), standing(part, kept.case_id), kept.case_id))


def _other_decisions(kept: Standing, read: Standing, ids: Ids) -> Iterator[int]:
    differs = (kept.kind != read.kind) | (kept.since != read.since) | (kept.again != read.again)
    yield from ids[differs].tolist()

"""The summaries of a creditor's open cases, in blocks: what the planner can read, and whose summary no longer holds."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from tijdig.models import Creditor
from tijdig.planner import records
from tijdig.planner.columns import Accounts
from tijdig.planner.records import Records
from tijdig.policy import Policy
from tijdig.queries import streams
from tijdig.queries.ledger import size_percent
from tijdig.queries.parts import Ordinals, Part
from tijdig.queries.visible import seen

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

SIZE = 1 << 15
"""Cases per block: some megabytes, so that memory stays flat however many cases there are."""

NOBODY = date.min.toordinal()
"""The day that stands for none: long ago."""

LAST = """
    SELECT c.id, d.kind_id, d.valid_from, d.again_on
    FROM tijdig_case c JOIN tijdig_decision d ON d.case_id = c.id
    WHERE {part} AND d.valid_from = (SELECT MAX(x.valid_from) FROM tijdig_decision x WHERE x.case_id = c.id)
"""
_OPEN = """
    SELECT c.id, COALESCE(s.kind_number, 0) AS kind, COALESCE(s.decided_from, {long_ago}) AS since,
        COALESCE(s.again_on, {long_ago}) AS again, COALESCE(s.facts, {no_facts}) AS facts
    FROM tijdig_case c LEFT JOIN tijdig_casesummary s ON s.case_id = c.id AND s.case_id > {last:d} AND {holds}
    WHERE c.creditor_id = {creditor:d} AND {seen} AND c.state = 'open' AND c.id > {last:d}
    ORDER BY c.id LIMIT {size:d}
"""
# Whoever was touched since the marks were taken is read from the tables as well.
_HOLDS = """s.version = c.version AND s.basis = {basis:d} AND s.stale_on > {day} AND c.customer_id NOT IN (
    SELECT t.customer_id FROM tijdig_touched t WHERE t.since_intake <= {visible:d})"""


@dataclass(frozen=True)
class Standing:
    """What was decided last on each case: the number of its kind (0: nothing was), since when, and until when."""

    kind: Numbers
    since: Numbers
    again: Numbers

    @classmethod
    def none(cls, size: int) -> "Standing":
        """Nothing was decided yet."""
        long_ago = np.full(size, NOBODY, dtype=np.int64)
        return cls(np.zeros(size, dtype=np.int64), long_ago, long_ago.copy())

    def take(self, which: "Flags | Numbers") -> "Standing":
        """Some of the rows."""
        return Standing(self.kind[which], self.since[which], self.again[which])


@dataclass(frozen=True)
class Block:
    """Some open cases of one creditor: those whose summary holds, ready to be planned, and the ids of the others."""

    accounts: Accounts
    facts: Records
    stands: Standing
    stale: Numbers

    def __len__(self) -> int:
        return len(self.accounts) + len(self.stale)

    def facts_of(self, which: Flags) -> Records:
        """The records on which these rows were planned, as a decision keeps them."""
        facts = self.facts[which]
        facts["size_percent"] = self.accounts.size_percent[which]
        return facts


def basis_of(policy: Policy, creditor: Creditor) -> int:
    """What summaries rest on beside the case: the policy, the layout of the facts, the sector."""
    text = f"{policy.version} {records.number_of()} {creditor.sector}"
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big", signed=True)


def blocks(creditor: Creditor, day: date, policy: Policy, *, size: int = SIZE) -> Iterator[Block]:
    """All open cases of a creditor in the order of their ids, as the planner sees them on the morning of a day."""
    last, marks, basis = 0, creditor.size_marks, basis_of(policy, creditor)
    while True:
        number = Creditor.objects.values_list("visible_intake", flat=True).get(pk=creditor.pk)
        query = _query(creditor.pk, number, day, basis, last, size)
        ids, *stands, facts = streams.fetch(query, KINDS)
        if not len(ids):
            return
        last = int(ids[-1])
        rows = facts.view(records.dtype_of())
        good = rows["layout"] != 0
        rows = rows[good]
        yield Block(
            accounts=_accounts(rows, ids[good], day, marks),
            facts=rows,
            stands=Standing(*stands).take(good),
            stale=ids[~good],
        )
        if len(ids) < size:
            return


KINDS = {
    "id": "long", "kind": "long", "since": "day", "again": "day",
    "facts": str(records.dtype_of().itemsize),
}  # fmt: skip


def _query(creditor: int, visible: int, day: date, basis: int, last: int, size: int) -> str:
    is_postgres = connection.vendor == "postgresql"
    width = records.dtype_of().itemsize
    words = {
        "holds": _HOLDS.format(basis=basis, day=streams.literal(day), visible=visible),
        "long_ago": streams.literal(date.min),
        "no_facts": f"decode('{'00' * width}', 'hex')" if is_postgres else f"zeroblob({width:d})",
        "seen": seen("c", visible),
    }
    return _OPEN.format(**words, creditor=creditor, last=last, size=size)


def _accounts(rows: Records, ids: Numbers, day: date, marks: list[int]) -> Accounts:
    """How large a sum is beside those of others changes every night without anything happening to its case."""
    accounts = records.accounts_on(rows, ids, day)
    percent = size_percent(accounts.overdue_cents, marks).astype(np.int16)
    return replace(accounts, size_percent=percent)


def standing(part: Part, ids: Numbers) -> Standing:
    """What was decided last on these cases, which are in order, from the decisions themselves."""
    found, days = Standing.none(len(ids)), Ordinals()
    for case, kind, since, again in part.only(ids.tolist()).rows(LAST):
        row = np.searchsorted(ids, case)
        found.kind[row], found.since[row], found.again[row] = kind, days[since], days[again]
    return found

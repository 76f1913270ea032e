"""Summaries: kept beside a case when a night has looked at it, and marked when something happened to it.

They hold nothing of their own: all of it can be worked out again from the tables. Hence no line in the trail.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from tijdig.actions import bulk, deciding
from tijdig.models import Case, CaseSummary, Touched
from tijdig.planner import records
from tijdig.planner.decisions import Decisions
from tijdig.planner.plan import plan
from tijdig.planner.records import Records
from tijdig.policy import Policy
from tijdig.queries import frames, staleness, streams
from tijdig.queries.frames import Flags, Frame
from tijdig.queries.parts import Part
from tijdig.queries.summaries import Block, Standing, basis_of, standing

Numbers = NDArray[np.int64]

_TABLE = CaseSummary._meta.db_table
_NEWS = "summary_news"
_OF_DECISION = {"kind_number": "bigint", "decided_from": "date", "again_on": "date"}
_ALL = {"version": "integer", "basis": "bigint", "stale_on": "date", **_OF_DECISION, "facts": "bytea"}

_MARK = """
WITH gone AS (
    DELETE FROM tijdig_touched t USING tijdig_creditor k
    WHERE k.id = t.creditor_id AND t.since_intake <= k.visible_intake RETURNING t.customer_id
)
UPDATE tijdig_casesummary s SET stale_on = DATE '0001-01-01' FROM tijdig_case c
WHERE c.id = s.case_id AND c.customer_id IN (SELECT customer_id FROM gone)
"""
# SQLite has one writer at a time: nothing comes in between the two.
_MARK_SQLITE = (
    """
    UPDATE tijdig_casesummary SET stale_on = '0001-01-01' WHERE case_id IN (
        SELECT c.id FROM tijdig_touched t JOIN tijdig_creditor k ON k.id = t.creditor_id
        JOIN tijdig_case c ON c.customer_id = t.customer_id WHERE t.since_intake <= k.visible_intake)
    """,
    """
    DELETE FROM tijdig_touched WHERE since_intake <=
        (SELECT visible_intake FROM tijdig_creditor k WHERE k.id = tijdig_touched.creditor_id)
    """,
)


def touch(cases: Iterable[int]) -> None:
    """Something that the planner reads changed on these cases without a new version of them.

    Whoever changes such a fact outside `cases.changing` calls this in the same transaction. It only adds rows, so it
    waits for nobody.
    """
    rows = Case.objects.filter(pk__in=set(cases)).order_by("pk").values_list("creditor_id", "customer_id")
    Touched.objects.bulk_create([Touched(creditor_id=creditor, customer_id=customer) for creditor, customer in rows])


@transaction.atomic
def take_marks() -> None:
    """The summaries of who was touched hold no more; what is being touched right now stays for the next time."""
    with connection.cursor() as cursor:
        for statement in (_MARK,) if connection.vendor == "postgresql" else _MARK_SQLITE:
            cursor.execute(statement)


def keep(
    ids: Numbers, facts: Records, *, versions: Numbers, basis: int, stale_on: Numbers, stands: Standing
) -> None:  # fmt: skip
    """Keep these summaries, new or in the place of what was there; inside a transaction. Days are ordinals."""
    _merge(
        {
            "case_id": ids,
            "version": versions,
            "basis": np.full(len(ids), basis, dtype=np.int64),
            "stale_on": stale_on,
            **_of_decision(stands),
            "facts": facts,
        }
    )


@transaction.atomic
def refresh(part: Part, day: date, policy: Policy, *, decides: bool = True) -> None:
    """Read these cases from the tables and keep their summaries, and what is decided on them where that is new.

    Composes nothing and locks nothing: the night does both around it (`actions/night.py`).
    """
    frame = frames.read(part, day)
    stale_on = staleness.stale_on(part, frame.accounts, day, policy)
    every = np.ones(len(frame), dtype=np.bool_)
    keep_frame(frame, plan(frame.accounts, policy, day), every & decides, every, policy, stale_on)


def keep_frame(
    frame: Frame, decisions: Decisions, decided: Flags, summed: Flags, policy: Policy, stale_on: Numbers
) -> Flags:  # fmt: skip
    """Write what was `decided` and differs from what stood, and the summaries of these rows; which were written."""
    ids = frame.accounts.case_id
    facts = records.packed(frame.accounts, frame.day, frame.began)
    stands, kinds = standing(frame.part, ids), deciding.numbers(decisions, policy.version)
    which = decided & deciding.differs(stands, kinds, decisions)
    deciding.write(decisions, kinds, which, stands, facts[which], policy.version)
    keep(
        ids[summed],
        facts[summed],
        versions=frame.versions[summed],
        basis=basis_of(policy, frame.part.creditor),
        stale_on=stale_on[summed],
        stands=deciding.after(stands, which, kinds, decisions).take(summed),
    )
    return which


def decided(ids: Numbers, stands: Standing) -> None:
    """Write beside their summaries what was decided now on these cases; inside a transaction."""
    columns = {"case_id": ids, **_of_decision(stands)}
    if not len(ids):
        return
    if connection.vendor == "postgresql":
        _put_aside(columns)
        sets = ", ".join(f"{name} = n.{name}" for name in _OF_DECISION)
        # With its ends named PostgreSQL looks at no other part of the index.
        ends = f"s.case_id BETWEEN {int(ids.min()):d} AND {int(ids.max()):d}"
        _run(f"UPDATE {_TABLE} s SET {sets} FROM {_NEWS} n WHERE n.case_id = s.case_id AND {ends}")  # noqa: S608 - our own names
        return
    kinds = ["long", "long", "day", "day"]
    rows = [(*values, case) for case, *values in bulk.plain(kinds, list(columns.values()))]
    with connection.cursor() as cursor:
        sets = ", ".join(f"{name} = %s" for name in _OF_DECISION)
        cursor.executemany(f"UPDATE {_TABLE} SET {sets} WHERE case_id = %s", rows)  # noqa: S608 - our own names


class Planned(NamedTuple):
    """A block of cases whose summary holds, with what is right for them and the numbers of those kinds of decisions."""

    block: Block
    decisions: Decisions
    kinds: Numbers


def planned(found: Iterable[Block], policy: Policy, day: date) -> Iterator[Planned]:
    """Plan each block; asks the database nothing, so that whoever reads ahead can plan ahead as well."""
    for block in found:
        decisions = plan(block.accounts, policy, day)
        yield Planned(block, decisions, deciding.numbers(decisions, policy.version))


def settle(one: Planned, among: Flags, policy: Policy) -> Flags:
    """Write what is new of the decisions of these rows, and what now stands beside their summaries; which are new."""
    block, decisions, kinds = one
    which = among & deciding.differs(block.stands, kinds, decisions)
    deciding.write(decisions, kinds, which, block.stands, block.facts_of(which), policy.version)
    decided(decisions.case_id[which], deciding.after(block.stands, which, kinds, decisions).take(which))
    return which


def _of_decision(stands: Standing) -> dict[str, streams.Array]:
    return {"kind_number": stands.kind, "decided_from": stands.since, "again_on": stands.again}


def _merge(columns: dict[str, streams.Array]) -> None:
    if not len(columns["case_id"]):
        return
    sets = ", ".join(f"{name} = excluded.{name}" for name in columns if name != "case_id")
    names = ", ".join(columns)
    ending = f"ON CONFLICT (case_id) DO UPDATE SET {sets}"
    if connection.vendor == "postgresql":
        _put_aside(columns)
        _run(f"INSERT INTO {_TABLE} ({names}) SELECT {names} FROM {_NEWS} {ending}")  # noqa: S608 - our own names
        return
    rows = bulk.plain(bulk.kinds(CaseSummary, columns), list(columns.values()))
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {_TABLE} ({names}) VALUES ({marks}) {ending}", rows)  # noqa: S608


def _put_aside(columns: dict[str, streams.Array]) -> None:
    """The rows in a table of this transaction alone, from which one statement takes them."""
    fields = ", ".join(f"{name} {_ALL[name]}" for name in columns if name != "case_id")
    _run(f"DROP TABLE IF EXISTS {_NEWS}")
    _run(f"CREATE TEMP TABLE {_NEWS} (case_id bigint, {fields}) ON COMMIT DROP")
    bulk.copy_arrays(_NEWS, columns, bulk.kinds(CaseSummary, columns))


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)

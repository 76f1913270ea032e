"""Keeping decisions: one that says the same as the last one costs no write; another gets a row with its facts."""

import json
from collections.abc import Iterable
from enum import IntFlag
from functools import cache
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tijdig.actions import bulk
from tijdig.models import Decision, DecisionKind, FactsLayout
from tijdig.planner import decisions as planned
from tijdig.planner import records
from tijdig.planner.codes import NOTHING, History, Kind
from tijdig.planner.codes import Stage as StageCode
from tijdig.planner.decisions import Decisions
from tijdig.planner.plan import TABLES, decision_at
from tijdig.planner.records import Records
from tijdig.queries.summaries import Standing
from tijdig.words import Stage

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

WRITTEN = "SELECT c.id, m.id FROM tijdig_case c JOIN tijdig_moment m ON m.case_id = c.id AND m.day = %s WHERE {part}"
MADE = (
    "SELECT c.id, d.id FROM tijdig_case c JOIN tijdig_decision d ON d.case_id = c.id AND d.valid_from = %s WHERE {part}"
)

KINDS = tuple((kind, kind.name.lower()) for kind in Kind if kind.name and kind)
OF_THE_CASE = ("wait_until", "person_on")
"""Columns of a decision that differ from case to case: no part of its kind."""
OWN_COLUMNS = ("whether", "owner", "stage", "channels", "frame", "tone", "by_whom")


def kinds_of(channels: int) -> tuple[str, ...]:
    """The kinds in a set of bits, in the order in which they are named."""
    return tuple(word for kind, word in KINDS if channels & kind)


def differs(stands: Standing, numbers: Numbers, decisions: Decisions) -> Flags:
    """Where something has to be written: another kind of decision, or the day has come to look again."""
    today = decisions.day.toordinal()
    holds: Flags = (stands.kind == numbers) & ((stands.again > today) | (stands.since == today))
    return ~holds


def after(stands: Standing, which: Flags, kinds: Numbers, decisions: Decisions) -> Standing:
    """What stands once the decisions of these rows are written."""
    return Standing(
        np.where(which, kinds, stands.kind),
        np.where(which, decisions.day.toordinal(), stands.since),
        np.where(which, decisions.wait_until, stands.again),
    )


def numbers(decisions: Decisions, version: str) -> Numbers:
    """The number of the kind of each decision, the same wherever the same rules of the same policy won."""
    columns = _shared(decisions)
    first, where = _different(columns)
    known = _known(version)
    found = np.empty(len(first), dtype=np.int64)
    for place, row in enumerate(first.tolist()):
        key = tuple(int(values[row]) for values in columns)
        if key not in known:
            known[key] = _number(values_of(decision_at(decisions, row), version))
        found[place] = known[key]
    return found[where]


def write(decisions: Decisions, kinds: Numbers, which: Flags, stands: Standing, facts: Records, version: str) -> None:
    """Write the decisions of these rows. `facts` are the records of those rows only, in the same order.

    What was decided earlier on the same day is replaced: a day has one decision.
    """
    if not which.any():
        return
    rows, today = np.flatnonzero(which), decisions.day.toordinal()
    _keep_kinds(decisions, kinds, rows, version)
    is_again = (stands.since[rows] == today) & (stands.kind[rows] != 0)
    new = rows[~is_again]
    columns = {
        "case_id": decisions.case_id[new],
        "valid_from": np.full(len(new), today, dtype=np.int64),
        "kind_id": kinds[new],
        "again_on": decisions.wait_until[new].astype(np.int64),
        "facts": facts[~is_again],
    }
    bulk.insert_arrays(Decision, columns)
    for place in np.flatnonzero(is_again).tolist():
        row = int(rows[place])
        same = Decision.objects.filter(case_id=int(decisions.case_id[row]), valid_from=decisions.day)
        again_on = decisions.day.fromordinal(int(decisions.wait_until[row]))
        same.update(kind_id=int(kinds[row]), again_on=again_on, facts=facts[place].tobytes())


def keep_layout() -> None:
    """Remember what stands where in today's records, so that they can be read for ever."""
    FactsLayout.objects.get_or_create(pk=records.number_of(), defaults={"fields": records.LAYOUT})


def values_of(one: planned.Decision, version: str) -> dict[str, Any]:
    """What is the same of every decision like this one, as `DecisionKind` keeps it: words and codes, no numbers."""
    stage = "" if one.stage == StageCode.NONE else Stage[one.stage.name].value
    history = "" if one.history == NOTHING else History(one.history).name.lower()
    own = {"case_id", "reasons", "history", *OWN_COLUMNS, *OF_THE_CASE}
    return {
        "policy_version": version,
        "outcome": _word(one.whether),
        "reason": str(one.reason),
        "owner": _word(one.owner),
        "stage": stage,
        "channels": list(kinds_of(one.channels)),
        "frame": _word(one.frame),
        "tone": _word(one.tone),
        "by_whom": _word(one.by_whom),
        "rules": {name: str(reason) for name, reason in one.reasons.items()},
        "more": {name: _word(value) for name, value in one._asdict().items() if name not in own} | {"history": history},
    }


def kind_of(values: dict[str, Any]) -> DecisionKind:
    """The kind with these values, made when it is new; what is left out is empty."""
    whole = {field.name: field.get_default() for field in DecisionKind._meta.concrete_fields if not field.primary_key}
    whole |= values
    kind, _ = DecisionKind.objects.get_or_create(pk=_number(whole), defaults=whole)
    return kind


def _shared(decisions: Decisions) -> list[NDArray[Any]]:
    of_columns = [values for name, values in sorted(decisions.columns.items()) if name not in OF_THE_CASE]
    return [*of_columns, *(decisions.rules[name] for name in TABLES)]


MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def _different(columns: list[NDArray[Any]]) -> tuple[Numbers, Numbers]:
    """The first row of each different combination, and for every row which of them it is."""
    mixed = np.zeros(len(columns[0]), dtype=np.uint64)
    for values in columns:
        mixed ^= values.astype(np.uint64)
        mixed *= MULTIPLIER
        mixed ^= mixed >> np.uint64(32)
    _, first, where = np.unique(mixed, return_index=True, return_inverse=True)
    if any((values[first][where] != values).any() for values in columns):
        message = "two different decisions share a number; take another multiplier"
        raise AssertionError(message)
    return first, where


@cache
def _known(_version: str) -> dict[tuple[int, ...], int]:
    return {}


def _number(values: dict[str, Any]) -> int:
    """Made from the words alone, so that no database has to be asked."""
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return int.from_bytes(sha256(text.encode()).digest()[:8], "big", signed=True)


def _keep_kinds(decisions: Decisions, kinds: Numbers, rows: Numbers, version: str) -> None:
    different, first = np.unique(kinds[rows], return_index=True)
    there = set(DecisionKind.objects.filter(pk__in=different.tolist()).values_list("pk", flat=True))
    missing: Iterable[tuple[int, int]] = zip(different.tolist(), rows[first].tolist(), strict=True)
    new = [
        DecisionKind(number=number, **values_of(decision_at(decisions, row), version))
        for number, row in missing
        if number not in there
    ]
    DecisionKind.objects.bulk_create(new, ignore_conflicts=True)
    keep_layout()


def _word(value: Any) -> Any:
    if isinstance(value, IntFlag):
        return [one.name.lower() for one in type(value) if one.name and one & value]
    return "" if value.name == "NONE" else str(value.name.lower())

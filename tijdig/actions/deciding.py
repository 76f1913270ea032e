"""Keeping decisions: an unchanged one extends the last row, another one gets a row with its facts and reasons."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np

from tijdig.actions import bulk
from tijdig.models import Decision
from tijdig.planner.codes import Kind, Stage
from tijdig.planner.columns import DEFAULTS, NAMES, Accounts
from tijdig.planner.decisions import Decisions
from tijdig.planner.plan import TABLES, decision_at
from tijdig.queries.parts import Ordinals, Part, Rows, loaded

LAST = """
    SELECT c.id, d.id, d.valid_from, d.valid_until, d.rules, d.again_on, d.policy_version
    FROM tijdig_case c JOIN tijdig_decision d ON d.case_id = c.id
    WHERE {part} AND d.valid_from = (SELECT MAX(x.valid_from) FROM tijdig_decision x WHERE x.case_id = c.id)
"""
WRITTEN = "SELECT c.id, m.id FROM tijdig_case c JOIN tijdig_moment m ON m.case_id = c.id AND m.day = %s WHERE {part}"
MADE = (
    "SELECT c.id, d.id FROM tijdig_case c JOIN tijdig_decision d ON d.case_id = c.id AND d.valid_from = %s WHERE {part}"
)

KINDS = tuple((kind, kind.name.lower()) for kind in Kind if kind.name and kind)
COLUMNS = (
    "case_id", "valid_from", "valid_until", "outcome", "stage", "channels", "frame", "tone", "by_whom", "owner",
    "rules", "again_on", "columns", "policy_version",
)  # fmt: skip


class Words(NamedTuple):
    """A decision as it is stored, the same for all cases on which the same rules won."""

    outcome: str
    stage: str
    channels: str
    frame: str
    tone: str
    by_whom: str
    owner: str
    rules: str
    key: frozenset[tuple[str, str]]


@dataclass
class Kept:
    """What has to be written for a part."""

    new: list[tuple[Any, ...]] = field(default_factory=list)
    again: list[tuple[Any, ...]] = field(default_factory=list)  # decided otherwise on the same day: id last
    extended: list[int] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)


def kinds_of(channels: int) -> tuple[str, ...]:
    """The kinds in a set of bits, in the order in which they are named."""
    return tuple(word for kind, word in KINDS if channels & kind)


def keep(part: Part, accounts: Accounts, decisions: Decisions, rows: list[int], version: str) -> None:
    """Write the decisions of these rows."""
    kept = compare(part.rows(LAST), accounts, decisions, rows, version)
    bulk.insert(Decision, COLUMNS, kept.new)
    for *values, number in kept.again:
        Decision.objects.filter(pk=number).update(**_plain(values))
    Decision.objects.filter(pk__in=kept.extended).update(valid_until=decisions.day)
    Decision.objects.filter(pk__in=kept.cut).update(valid_until=decisions.day - timedelta(days=1))


def compare(last: Rows, accounts: Accounts, decisions: Decisions, rows: list[int], version: str) -> Kept:
    """Hold each decision against the last one of its case."""
    kept, words, ordinals, keys = Kept(), _Words(decisions), Ordinals({None: 0}), _Keys()
    known = {row[0]: row[1:] for row in last}
    won = np.stack([decisions.rules[name] for name in TABLES], axis=1).tolist()
    cases, today = accounts.case_id.tolist(), decisions.day.toordinal()
    changed = []
    for row in rows:
        word = words.at(row, tuple(won[row]))
        number, since, valid, rules, again_on, policy = known.get(cases[row], (0, None, None, "{}", None, ""))
        is_same = keys[rules] == word.key and policy == version
        is_of_today = ordinals[since] == today
        if number and is_same and (ordinals[again_on] > today or is_of_today):
            kept.extended.append(number)
            continue
        changed.append((row, word, number if is_of_today else 0))
        if ordinals[valid] >= today and not is_of_today:
            kept.cut.append(number)
    _add(kept, changed, accounts, decisions, version)
    return kept


def _add(
    kept: Kept, changed: list[tuple[int, "Words", int]], accounts: Accounts, decisions: Decisions, version: str
) -> None:
    """The rows of new decisions; with their id those that replace what was decided earlier today."""
    day, until = decisions.day, decisions.wait_until.tolist()
    facts = _facts(accounts.take(np.array([row for row, _, _ in changed], dtype=np.int64)))
    for (row, word, number), columns in zip(changed, facts, strict=True):
        case = int(accounts.case_id[row])
        values = (case, day, day, *word[:8], date.fromordinal(until[row]), columns, version)
        if number:
            kept.again.append((*values, number))
        else:
            kept.new.append(values)


class _Words:
    """The stored form of a decision, made once for every set of rules that won."""

    def __init__(self, decisions: Decisions) -> None:
        self.decisions = decisions
        self.known: dict[tuple[int, ...], Words] = {}

    def at(self, row: int, won: tuple[int, ...]) -> Words:
        if won not in self.known:
            self.known[won] = self._made(row)
        return self.known[won]

    def _made(self, row: int) -> Words:
        one = decision_at(self.decisions, row)
        rules = {name: str(reason) for name, reason in one.reasons.items()}
        return Words(
            outcome=one.whether.name.lower(),
            stage="" if one.stage == Stage.NONE else one.stage.name,
            channels=bulk.text(kinds_of(one.channels)),
            frame=_name(one.frame),
            tone=_name(one.tone),
            by_whom=_name(one.by_whom),
            owner=one.owner.name.lower(),
            rules=bulk.text(rules),
            key=frozenset(rules.items()),
        )


class _Keys(dict[Any, frozenset[tuple[str, str]]]):
    """Stored rules in a form that can be compared, whatever the engine did to their order."""

    def __missing__(self, rules: Any) -> frozenset[tuple[str, str]]:
        self[rules] = frozenset(loaded(rules).items())
        return self[rules]


def _name(code: Any) -> str:
    return "" if code.name == "NONE" else str(code.name.lower())


def _facts(accounts: Accounts) -> Iterator[str]:
    """The columns each decision was made on, as JSON; what holds its default is left out."""
    pieces: list[list[str]] = [[] for _ in range(len(accounts))]
    for name in NAMES:
        values = getattr(accounts, name)
        which = np.flatnonzero(values != DEFAULTS[name])
        texts = values[which].astype(np.int64).tolist()
        for row, value in zip(which.tolist(), texts, strict=True):
            pieces[row].append(f'"{name}":{value}')
    for piece in pieces:
        yield "{" + ",".join(piece) + "}"


def _plain(values: list[Any]) -> dict[str, Any]:
    """The same values as the ORM wants them: JSON as what it stands for."""
    named = dict(zip(COLUMNS, values, strict=True))
    return named | {name: loaded(named[name]) for name in ("channels", "rules", "columns")}

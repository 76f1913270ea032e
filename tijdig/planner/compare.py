"""Two policies beside each other over the same cases: who gets more, fewer or other steps, why, and at what cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum, auto
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tijdig.planner.ahead import Walk
from tijdig.planner.codes import (
    NOTHING,
    ByWhom,
    Form,
    Frame,
    Kind,
    Option,
    Stage,
    Tone,
    ToWhom,
    Whether,
)
from tijdig.planner.columns import Accounts, Codes, Flags
from tijdig.planner.costing import MESSAGES, Totals, costs, sent_by
from tijdig.planner.customers import is_large
from tijdig.planner.decisions import REASONS, Decisions, Small
from tijdig.planner.plan import TABLES, decide
from tijdig.planner.reasons import Reason
from tijdig.planner.today import Today, today_for
from tijdig.policy import Policy

Steps = NDArray[np.int64]

TOLD: dict[str, type[IntEnum] | type[Kind] | type[Option]] = {
    "stage": Stage,
    "channels": Kind,
    "frame": Frame,
    "tone": Tone,
    "by_whom": ByWhom,
    "form": Form,
    "options": Option,
    "to_whom": ToWhom,
}
"""What makes two steps the same for a customer; the reasons behind them may differ."""


class Effect(IntEnum):
    """What another policy means for one case."""

    SAME = 0
    MORE = auto()  # more moments
    FEWER = auto()
    OTHER = auto()  # as many moments, and one of the steps is another one
    OTHER_DAY = auto()  # the same steps, on other days


class Why(NamedTuple):
    """Where two plans part for the first time: the dimension, and the reason on either side."""

    effect: Effect
    dimension: str
    before: Reason
    after: Reason


class Example(NamedTuple):
    """One case of such a group, on the day on which the plans part."""

    case_id: int
    day: date
    before: Step
    after: Step


class Step(NamedTuple):
    """What one plan decides for one case, in short."""

    whether: Whether
    stage: Stage
    channels: Kind
    by_whom: ByWhom


@dataclass
class Side:
    """One of the two plans, counted: moments by (table, code), and what it all costs.

    Tables: `stage`, `kind` (messages by carrier), `by_whom` (personal steps), and the segments.
    """

    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    moments: int = 0
    totals: Totals = field(default_factory=Totals)

    def add(self, other: Side) -> None:
        """Count another part in."""
        self.counts.update(other.counts)
        self.moments += other.moments
        self.totals += other.totals

    def of(self, table: str) -> dict[int, int]:
        """One table: code -> how many."""
        return {code: count for (name, code), count in self.counts.items() if name == table}


@dataclass
class Comparison:
    """Two plans of so many nights over so many cases."""

    cases: int = 0
    before: Side = field(default_factory=Side)
    after: Side = field(default_factory=Side)
    effects: Counter[Effect] = field(default_factory=Counter)
    by_segment: Counter[tuple[str, int, Effect]] = field(default_factory=Counter)
    whys: Counter[Why] = field(default_factory=Counter)
    examples: dict[Why, tuple[Example, ...]] = field(default_factory=dict)

    def add(self, other: Comparison, shown: int) -> None:
        """Count another part in; of each group the first `shown` examples stay."""
        self.cases += other.cases
        self.before.add(other.before)
        self.after.add(other.after)
        self.effects.update(other.effects)
        self.by_segment.update(other.by_segment)
        self.whys.update(other.whys)
        for why, found in other.examples.items():
            self.examples[why] = (*self.examples.get(why, ()), *found)[:shown]


def compare(
    accounts: tuple[Accounts, Accounts],
    policies: tuple[Policy, Policy],
    day: date,
    *,
    nights: int = 1,
    shown: int = 1,
) -> Comparison:
    """Plan the same cases on so many nights from `day` on under two policies, and hold the plans beside each other.

    `accounts` are the same cases in the same order, as each policy makes the planner see them (most often one and the
    same object). Over several nights nothing is paid, said or new: see ahead.py. A person who waits for a case counts
    once. ValueError when the cases differ. `shown`: how many examples of each group are kept.
    """
    if not np.array_equal(accounts[0].case_id, accounts[1].case_id):
        raise ValueError("the two sides of a comparison hold different cases")
    size = len(accounts[0])
    segments = segments_of(accounts[0], policies[0], day)
    walks = tuple(Walk(of, policy) for of, policy in zip(accounts, policies, strict=True))
    trails, first = (_Trail(size), _Trail(size)), _First(size)
    found = Comparison(cases=size)
    for night in range(nights):
        on = day + timedelta(days=night)
        plans = tuple(walk.night(on) for walk in walks)
        for side, walk, trail, decisions in zip((found.before, found.after), walks, trails, plans, strict=True):
            fresh = trail.follow(decisions)
            side.add(_counted(decisions, walk.accounts, walk.policy, fresh, segments))
        first.look(on, plans[0], plans[1], trails[0].today != trails[1].today)
        for walk, decisions in zip(walks, plans, strict=True):
            walk.ahead(decisions)
    _judge(found, trails, first, segments, accounts[0], shown)
    return found


def segments_of(accounts: Accounts, policy: Policy, day: date) -> dict[str, Codes]:
    """Per segment its code for each case under this policy: history class, large (1) or small (0), and product."""
    today = today_for(accounts.product, policy, day)
    size = is_large(accounts, today).astype(np.int16)
    return {"history": _history(accounts, today), "size": size, "product": accounts.product}


def _history(accounts: Accounts, today: Today) -> Small:
    """The history class of every case, also where nothing goes out."""
    decisions = Decisions(today.day, accounts.case_id)
    decisions.columns["whether"] = np.full(len(accounts), Whether.ACT, dtype=np.int16)
    decide("history", accounts, today, decisions)
    return decisions.history


class _Trail:
    """The steps of each case under one plan, in their order."""

    def __init__(self, size: int) -> None:
        self.today: Steps = np.zeros(size, dtype=np.int64)
        self.moments: Steps = np.zeros(size, dtype=np.int64)
        self.length: Steps = np.zeros(size, dtype=np.int64)
        self.steps: list[Steps] = []
        self._looks: Flags = np.zeros(size, dtype=np.bool_)
        self._before: Small | None = None

    def follow(self, decisions: Decisions) -> Flags:
        """Note tonight's steps; gives where a waiting case asks for a person that did not do so the night before."""
        looks: Flags = ~decisions.acts & (decisions.by_whom == ByWhom.HANDLER)
        fresh = looks & ~self._looks
        self._looks = looks
        self.today = np.where(decisions.acts | fresh, step_codes(decisions), 0)
        self.moments += decisions.acts
        rows = np.flatnonzero(self.today)
        while len(rows) and int(self.length[rows].max()) >= len(self.steps):
            self.steps.append(np.zeros(len(self.today), dtype=np.int64))
        for place, steps in enumerate(self.steps):
            here = rows[self.length[rows] == place]
            steps[here] = self.today[here]
        self.length[rows] += 1
        return fresh

    def differs_from(self, other: _Trail) -> Flags:
        """Where the steps are not the same ones in the same order, whatever their days."""
        differs: Flags = self.length != other.length
        for mine, theirs in zip(self.steps, other.steps, strict=False):
            differs |= mine != theirs
        return differs


def step_codes(decisions: Decisions) -> Steps:
    """What each step is for the customer, as one number above zero; two steps are alike when their numbers are."""
    code = decisions.acts.astype(np.int64) + 1
    for name, kind in TOLD.items():
        code = code * _span(kind) + decisions.columns[name] - NOTHING
    return code


def _span(kind: type[IntEnum] | type[Kind] | type[Option]) -> int:
    """More than the number of codes there are, also when bits are put together, and NOTHING."""
    highest = max(int(member) for member in kind)
    return highest + highest - NOTHING + 1


class _First:
    """Per case where the two plans part for the first time."""

    def __init__(self, size: int) -> None:
        self.day: Steps = np.zeros(size, dtype=np.int64)
        self.dimension: Small = np.zeros(size, dtype=np.int16)
        self.reasons = (np.zeros(size, dtype=np.int16), np.zeros(size, dtype=np.int16))
        self.steps: tuple[dict[str, Small], dict[str, Small]] = (
            {name: np.zeros(size, dtype=np.int16) for name in Step._fields},
            {name: np.zeros(size, dtype=np.int16) for name in Step._fields},
        )

    def look(self, on: date, before: Decisions, after: Decisions, differs: Flags) -> None:
        """Note the cases on which tonight's plans differ, and differed on no night before."""
        rows = np.flatnonzero(differs & (self.day == 0))
        if not len(rows):
            return
        self.day[rows] = on.toordinal()
        undecided = np.ones(len(rows), dtype=np.bool_)
        for place, name in enumerate(TABLES):
            here = undecided & (before.columns[name][rows] != after.columns[name][rows])
            self._note(rows[here], place, name, before, after)
            undecided &= ~here
        self._note(rows[undecided], 0, "whether", before, after)
        for steps, decisions in zip(self.steps, (before, after), strict=True):
            for name in Step._fields:
                steps[name][rows] = decisions.columns[name][rows]

    def _note(self, rows: NDArray[np.intp], place: int, name: str, before: Decisions, after: Decisions) -> None:
        self.dimension[rows] = place
        self.reasons[0][rows] = before.rules[name][rows]
        self.reasons[1][rows] = after.rules[name][rows]

    def example(self, case_id: int, row: int) -> Example:
        """One case in plain values."""
        before, after = ({name: int(values[row]) for name, values in steps.items()} for steps in self.steps)
        return Example(case_id, date.fromordinal(int(self.day[row])), _step(before), _step(after))


def _step(code: dict[str, int]) -> Step:
    return Step(Whether(code["whether"]), Stage(code["stage"]), Kind(max(code["channels"], 0)), ByWhom(code["by_whom"]))


def _counted(
    decisions: Decisions, accounts: Accounts, policy: Policy, fresh: Flags, segments: dict[str, Codes]
) -> Side:
    """One night of one plan."""
    acts = decisions.acts
    side = Side(moments=int(acts.sum()), totals=costs(decisions, accounts, policy, counted=acts | fresh).totals)
    side.counts.update(_tally("stage", decisions.stage[acts]))
    side.counts.update({("kind", int(kind)): int(sent_by(decisions, kind).sum()) for kind in MESSAGES})
    people = (acts & (decisions.by_whom > ByWhom.TEAM)) | fresh
    side.counts.update(_tally("by_whom", decisions.by_whom[people]))
    for name, codes in segments.items():
        side.counts.update(_tally(name, codes[acts]))
    return side


def _tally(table: str, codes: Codes) -> dict[tuple[str, int], int]:
    found, counts = np.unique(codes, return_counts=True)
    return {(table, code): count for code, count in zip(found.tolist(), counts.tolist(), strict=True)}


def _judge(
    found: Comparison,
    trails: tuple[_Trail, _Trail],
    first: _First,
    segments: dict[str, Codes],
    accounts: Accounts,
    shown: int,
) -> None:
    """What the other policy means for each case, counted whole, by segment and by reason."""
    before, after = trails
    effects = np.full(found.cases, Effect.SAME, dtype=np.int16)
    effects[first.day > 0] = Effect.OTHER_DAY
    effects[before.differs_from(after)] = Effect.OTHER
    effects[after.moments > before.moments] = Effect.MORE
    effects[after.moments < before.moments] = Effect.FEWER
    found.effects.update({Effect(code): count for (_, code), count in _tally("effect", effects).items()})
    for name, codes in segments.items():
        for effect in Effect:
            tally = _tally(name, codes[effects == effect])
            found.by_segment.update({(name, code, effect): count for (_, code), count in tally.items()})
    for why, rows in _groups(effects, first):
        found.whys[why] += len(rows)
        found.examples[why] = tuple(first.example(int(accounts.case_id[row]), row) for row in rows[:shown].tolist())


def _groups(effects: Small, first: _First) -> Iterator[tuple[Why, NDArray[np.intp]]]:
    """The cases that change, together with those that change in the same way for the same reason."""
    rows = np.flatnonzero(effects)
    keys = np.stack([effects[rows], first.dimension[rows], first.reasons[0][rows], first.reasons[1][rows]], axis=1)
    kinds, places = np.unique(keys, axis=0, return_inverse=True)
    names = tuple(TABLES)
    for place, (effect, dimension, before, after) in enumerate(kinds.tolist()):
        why = Why(Effect(effect), names[dimension], REASONS[before], REASONS[after])
        yield why, rows[places.reshape(-1) == place]

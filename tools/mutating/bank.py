"""Cases at and around every boundary, planned and judged once as it should be: whoever answers otherwise is found out.

The answers are those of the planner itself, which the second planner (tests/planner/reference.py) and the checker of
constraints agree with.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Columns = dict[str, NDArray[Any]]

SIZE = 30_000
"""Cases per question."""

BEFORE_DAYS_OFF = date(2026, 12, 24)
MIDWEEK = (date(2026, 11, 25), date(2026, 11, 27))


class Question(NamedTuple):
    """Cases under one policy on one day; with `wanted`, steps that somebody else proposes for them."""

    name: str
    day: date
    accounts: Columns
    wanted: Columns | None = None


class Answer(NamedTuple):
    """What should come out: every column, and the place of every reason."""

    columns: Columns
    reasons: Columns


def policies() -> dict[str, Any]:
    """The policies of the tests, and one under which a claim must be named before a row of days off."""
    from tests.planner import cases

    early = cases.policy_with(cases.STANDARD, "stages.name_new_claim_before_days", 4)
    return {**cases.POLICIES, "named early": early}


def questions() -> Iterator[Question]:
    """The standard on every day, proposals for some, and every policy on an ordinary day and before days off."""
    from tests.planner import cases
    from tijdig.bench import constraints
    from tijdig.planner.today import Today

    asked = [("standard", day) for day in (*cases.DAYS, *MIDWEEK)]
    asked += [(name, day) for day in (cases.MONDAY, BEFORE_DAYS_OFF) for name in policies() if name != "standard"]
    for seed, (name, day) in enumerate(asked, start=100):
        yield Question(name, day, cases.columns_of(cases.accounts_around(seed, SIZE)))
    for seed in (1, 2):
        accounts = cases.accounts_around(seed, SIZE)
        wanted = constraints.proposals(accounts, Today.of(cases.STANDARD, cases.MONDAY), seed)
        yield Question("standard", cases.MONDAY, cases.columns_of(accounts), dict(wanted.columns))


def answer(question: Question, known: dict[str, Any]) -> Answer:
    """What the planner that is loaded now says."""
    planner, columns = import_module("tijdig.planner.plan"), import_module("tijdig.planner.columns")
    accounts = columns.Accounts(**question.accounts)
    policy = known[question.name]
    if question.wanted is None:
        found = planner.plan(accounts, policy, question.day)
    else:
        found = _judged(planner, accounts, policy, question)
    return Answer(found.columns, found.rules)


def _judged(planner: Any, accounts: Any, policy: Any, question: Question) -> Any:
    today = planner.Today.of(policy, question.day)
    size, wanted = len(accounts), question.wanted or {}
    place = planner.PLACES[planner.Reason.MAY_GO_OUT]
    rules = {name: np.full(size, place, dtype=np.int16) for name in planner.TABLES}
    proposed = planner.Decisions(question.day, accounts.case_id, dict(wanted), rules)
    return planner.judge(accounts, today, proposed)


def is_same(one: Answer, other: Answer) -> bool:
    """Whether two answers agree on everything."""
    return all(
        set(mine) == set(theirs) and all(np.array_equal(mine[name], theirs[name]) for name in mine)
        for mine, theirs in ((one.columns, other.columns), (one.reasons, other.reasons))
    )


class Bank:
    """Questions with their answers, made before anything is changed."""

    def __init__(self) -> None:
        self.policies = policies()
        self.questions = list(questions())
        self.answers = [answer(question, self.policies) for question in self.questions]

    def disagrees(self, known: dict[str, Any] | None = None, *, judged: bool = False) -> bool:
        """Whether the planner that is loaded now, or these policies, give another answer, or none at all.

        With `judged` only the answers about what others propose count, else only those about its own plans.
        """
        known = known or self.policies
        for question, expected in zip(self.questions, self.answers, strict=True):
            if question.name in known and judged == (question.wanted is not None):
                try:
                    found = answer(question, known)
                except Exception:
                    return True
                if not is_same(found, expected):
                    return True
        return False

"""Plans any number of cases: every dimension in its order, in every table the first rule that holds, then the gate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tijdig.planner.codes import (
    NOTHING,
    ByWhom,
    Form,
    Frame,
    Kind,
    Option,
    Owner,
    Rank,
    Stage,
    Tone,
    ToWhom,
    When,
    Whether,
)
from tijdig.planner.columns import Accounts
from tijdig.planner.decisions import PLACES, REASONS, Decision, Decisions, Small, Table
from tijdig.planner.dimensions import channels, history, options, people, stage, stops, whether, words
from tijdig.planner.dimensions.limits import LIMITS, Limit
from tijdig.planner.dimensions.when import WAITS, person_in_days
from tijdig.planner.reasons import Reason
from tijdig.planner.today import Today, today_for
from tijdig.policy import Policy

TABLES: Mapping[str, Table] = {
    "whether": whether.RULES,
    "history": history.RULES,
    "stage": stage.RULES,
    "channels": channels.RULES,
    "frame": words.FRAME,
    "tone": words.TONE,
    "by_whom": people.BY_WHOM,
    "form": people.FORM,
    "options": options.RULES,
    "when": people.WHEN,
    "rank": people.RANK,
    "to_whom": people.TO_WHOM,
}
"""The dimensions in the order in which they are decided; a rule may read what was decided before."""

LATER = tuple(name for name in TABLES if name != "whether")
OWNERS: Small = np.array([reason.owner for reason in REASONS], dtype=np.int16)

# So many cases at once that the rules cost little beside the columns, and the memory stays flat.
BLOCK = 1 << 18


def plan(accounts: Accounts, policy: Policy, day: date, *, without: frozenset[str] = frozenset()) -> Decisions:
    """The next right step for each account on this day; the order and the size of the whole change nothing.

    `without` names hard constraints (HC01, D07, or the code of one reason) to leave out: only to prove that they work.
    """
    decisions = empty(accounts.case_id, day)
    for start in range(0, len(accounts), BLOCK):
        rows = slice(start, start + BLOCK)
        some = accounts.take(rows)
        _fill(some, today_for(some.product, policy, day, without), decisions.part(rows))
    return decisions


def plan_block(accounts: Accounts, today: Today) -> Decisions:
    """Some accounts under one ladder of the day; for a handful, since a block should stay near the processor."""
    decisions = empty(accounts.case_id, today.day)
    _fill(accounts, today, decisions)
    return decisions


def empty(case_id: NDArray[np.int64], day: date) -> Decisions:
    """Decisions that say nothing yet: of every later dimension what it says when nothing goes out."""
    made = Decisions(day=day, case_id=case_id)
    for name in TABLES:
        made.columns[name] = np.full(len(case_id), IDLE.get(name, NOTHING), dtype=np.int16)
        made.rules[name] = np.full(len(case_id), PLACES[Reason.NO_MESSAGE], dtype=np.int16)
    made.rules["by_whom"][:] = PLACES[Reason.NOBODY_NOW]
    made.columns["owner"] = np.zeros(len(case_id), dtype=np.int16)
    for name in ("wait_until", "person_on"):
        made.columns[name] = np.zeros(len(case_id), dtype=np.int32)
    return made


IDLE = {"channels": Kind.NONE, "form": Form.NONE, "options": Option.NONE}
"""Dimensions that count bits or forms say 0 for nothing, all others NOTHING."""


def _fill(accounts: Accounts, today: Today, into: Decisions) -> None:
    """Decide for a block, into columns that say nothing yet."""
    decide("whether", accounts, today, into)
    _set_waits(accounts, today, into)
    _look(into)
    rows = np.flatnonzero(into.acts)
    if len(rows):
        some = into.part(rows)
        act(accounts.some(rows), today.some(rows), some)
        into.put(rows, some)


def act(accounts: Accounts, today: Today, some: Decisions) -> None:
    """Decide every later dimension of cases that act today, each with its limits right after it."""
    for name in LATER:
        decide(name, accounts, today, some)
        limit(name, accounts, today, some)
    some.columns["person_on"][:] = person_on(some, today)
    _rest_where(~some.acts, some)


def decide(name: str, accounts: Accounts, today: Today, decisions: Decisions) -> None:
    """One dimension: in its table the first rule that holds."""
    table = enforced(name, today.without)
    won = first_that_holds(table, accounts, today, decisions)
    outcomes, reasons = codes_of(table)
    decisions.rules[name] = _into(decisions.rules.get(name), reasons[won])
    decisions.columns[name] = _into(decisions.columns.get(name), outcomes[won])


def _into(column: NDArray[Any] | None, values: NDArray[Any]) -> NDArray[Any]:
    """Write into a column that is there, so that a part of a whole fills the whole."""
    if column is None:
        return values
    column[:] = values
    return column


@lru_cache(maxsize=256)
def codes_of(table: Table) -> tuple[Small, Small]:
    """The outcomes of a table, and the places of its reasons, line by line."""
    outcomes = np.array([outcome for outcome, _, _ in table], dtype=np.int16)
    return outcomes, np.array([PLACES[reason] for _, reason, _ in table], dtype=np.int16)


def limit(name: str, accounts: Accounts, today: Today, decisions: Decisions) -> None:
    """The hard limits that belong to a dimension, in their order."""
    for one in limits_after(name, today.without):
        which = np.asarray(one.test(accounts, today, decisions)) & decisions.acts
        if which.any():
            amended = np.asarray(one.amend(accounts, today, decisions), dtype=np.int16)
            np.copyto(decisions.columns[one.changes], amended, where=which)
            if not one.keeps_reason:
                np.copyto(decisions.rules[one.changes], np.int16(PLACES[one.reason]), where=which)
            if one.changes == "whether":
                later = today.day.toordinal() + today.review_in_days
                np.copyto(decisions.columns["owner"], np.int16(one.reason.owner), where=which)
                np.copyto(decisions.columns["wait_until"], np.asarray(later, dtype=np.int32), where=which)


@lru_cache(maxsize=256)
def enforced(name: str, without: frozenset[str]) -> Table:
    """The table of a dimension, less the lines that keep a constraint which is switched off."""
    return tuple(line for line in TABLES[name] if not _is_off(line[1], without))


@lru_cache(maxsize=256)
def limits_after(name: str, without: frozenset[str]) -> tuple[Limit, ...]:
    """The limits that are judged after a dimension, less those that are switched off."""
    return tuple(one for one in LIMITS if one.after == name and not _is_off(one.reason, without))


def _is_off(reason: Reason, without: frozenset[str]) -> bool:
    return bool(without) and (reason.value in without or not without.isdisjoint(reason.rules))


def first_that_holds(table: Table, accounts: Accounts, today: Today, decisions: Decisions) -> NDArray[np.int8]:
    """The number of the first rule that holds for each account. There must be one: no case without an answer."""
    won = np.full(len(accounts), -1, dtype=np.int8)  # a table has fewer lines than that
    undecided = np.ones(len(accounts), dtype=np.bool_)
    for number, (_, _, holds) in enumerate(table):
        wins = holds(accounts, today, decisions) & undecided
        if not wins.any():
            continue
        np.copyto(won, np.int8(number), where=wins)
        np.greater(undecided, wins, out=undecided)  # not any more
        if not undecided.any():
            return won
    lost = accounts.case_id[undecided]
    raise AssertionError(f"no rule holds for {len(lost)} cases, the first is case {lost[0]}")


def _set_waits(accounts: Accounts, today: Today, decisions: Decisions) -> None:
    """Who is to act, and the day on which each case is looked at again: today where something happens, else later."""
    won = decisions.rules["whether"]
    decisions.columns["owner"] = _into(decisions.columns.get("owner"), OWNERS[won])
    days = np.zeros(len(accounts), dtype=np.int16)
    for place in np.flatnonzero(np.bincount(won)).tolist():
        reason = REASONS[place]
        if place not in WAITING and reason in MUST_WAIT:
            raise LookupError(f"{reason}: say in dimensions/when.py until when it waits")
        if place in WAITING:
            rows = np.flatnonzero(won == place)
            days[rows] = WAITING[place](accounts.some(rows), today.some(rows))
    waits = (decisions.whether == Whether.WAIT) | (decisions.whether == Whether.STOP)
    until = np.maximum(days, waits, dtype=np.int32) + np.int32(today.day.toordinal())
    decisions.columns["wait_until"] = _into(decisions.columns.get("wait_until"), until)


WAITING = {PLACES[reason]: wait for reason, wait in WAITS.items()}
MUST_WAIT = {reason for outcome, reason, _ in whether.RULES if outcome in (Whether.WAIT, Whether.STOP)}


def _look(decisions: Decisions) -> None:
    """A case that waits for a handler asks for that person, on the day it waits for."""
    waits = (decisions.whether == Whether.WAIT) | (decisions.whether == Whether.STOP)
    looks = waits & (decisions.owner == Owner.HANDLER)
    if looks.any():
        for name, outcome, reason in LOOKING:
            np.copyto(decisions.columns[name], np.int16(outcome), where=looks)
            np.copyto(decisions.rules[name], np.int16(PLACES[reason]), where=looks)
        np.copyto(decisions.columns["person_on"], decisions.wait_until, where=looks)


LOOKING = (
    ("by_whom", ByWhom.HANDLER, Reason.PERSON_LOOKS),
    ("when", When.SOON, Reason.PERSON_SOON),
)
"""What a waiting case says of people when a handler must look."""


def person_on(decisions: Decisions, today: Today) -> NDArray[np.int32]:
    """The day on which a person is wanted beside a message, as a number; 0 where none is."""
    days = np.array([person_in_days(code, today) for code in When], dtype=np.int32) + today.day.toordinal()
    wanted = (decisions.when == When.SOON) | (decisions.when == When.AFTER_MESSAGE)
    return np.where(wanted, days[decisions.when - When.NONE], 0).astype(np.int32)


def _rest_where(which: NDArray[np.bool_], decisions: Decisions) -> None:
    """Where a limit kept a step back, the later dimensions say what they say when nothing goes out."""
    if which.any():
        rows = np.flatnonzero(which)
        idle = empty(decisions.case_id[rows], decisions.day)
        for name in ("whether", "owner", "wait_until"):
            idle.columns[name][:] = decisions.columns[name][rows]
        idle.rules["whether"][:] = decisions.rules["whether"][rows]
        _look(idle)
        decisions.put(rows, idle)


def judge(accounts: Accounts, today: Today, proposed: Decisions) -> Decisions:
    """Hold what anybody else proposes (an experiment, a person) against the hard constraints, and amend it.

    Gives a copy. A step that may not go out today becomes the stop or the wait that the constraint asks for.
    """
    judged = proposed.part(np.arange(len(proposed)))
    gate = empty(proposed.case_id, proposed.day)
    table = tuple(line for line in GATE if not _is_off(line[1], today.without))
    outcomes, reasons = codes_of(table)
    won = first_that_holds(table, accounts, today, gate)
    gate.rules["whether"][:] = reasons[won]
    gate.columns["whether"][:] = outcomes[won]
    _set_waits(accounts, today, gate)
    barred = judged.acts & ~gate.acts
    for name in ("whether", "owner", "wait_until"):
        np.copyto(judged.columns[name], gate.columns[name], where=barred)
    np.copyto(judged.rules["whether"], gate.rules["whether"], where=barred)
    for name in LATER:
        limit(name, accounts, today, judged)
    _rest_where(proposed.acts & ~judged.acts, judged)
    return judged


GATE: Table = (
    *whether.DONE,
    *stops.STOPS,
    *stops.NOT_NOW,
    (Whether.ACT, Reason.MAY_GO_OUT, lambda a, p, d: a.case_id == a.case_id),  # noqa: ARG005 - all others
)
"""May anything go out at all? The hard constraints alone, for a step that somebody else proposes."""


def decision_at(decisions: Decisions, number: int) -> Decision:
    """One decision in plain values."""
    code: dict[str, int] = {name: int(decisions.columns[name][number]) for name in decisions.columns}
    return Decision(
        case_id=int(decisions.case_id[number]),
        whether=Whether(code["whether"]),
        stage=Stage(code["stage"]),
        channels=Kind(code["channels"]),
        frame=Frame(code["frame"]),
        tone=Tone(code["tone"]),
        by_whom=ByWhom(code["by_whom"]),
        form=Form(code["form"]),
        options=Option(code["options"]),
        when=When(code["when"]),
        to_whom=ToWhom(code["to_whom"]),
        rank=Rank(code["rank"]),
        history=code["history"],
        reasons={name: REASONS[int(decisions.rules[name][number])] for name in TABLES},
        owner=Owner(code["owner"]),
        wait_until=date.fromordinal(code["wait_until"]),
        person_on=date.fromordinal(code["person_on"]) if code["person_on"] else None,
    )

"""Faults on purpose: each takes one guard away, and the judge must find what then goes wrong."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from types import ModuleType
from typing import Any, NamedTuple

from tijdig.bench.jointly.judging import Judge
from tijdig.bench.jointly.lives import Life, StuckError
from tijdig.policy import Policy
from tijdig.rules import lifecycle
from tijdig.rules.joint import asking, deciding, drafts, living, planning, returning, shares
from tijdig.rules.joint.drafts import Draft
from tijdig.words import ChangeReason
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

MOST_LIVES = 4_000
_room, _count = planning.room, planning.count_of


class Fault(NamedTuple):
    """A guard, what stands in its place, and what the judge must say of it."""

    where: ModuleType
    guard: str
    instead: Any
    finds: str


def _equal(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    each, rest = divmod(total, len(weights))
    return tuple(each + (place < rest) for place in range(len(weights)))


def _positive(row: Mapping[int, int]) -> dict[int, int]:
    return {key: cents for key, cents in row.items() if cents}


def _shares_at_once(draft: Draft, number: int) -> None:
    """What one left behind goes to the others without a word of the customer."""
    if all(part.id == number for part in draft.among((P.RUNNING,))):
        return
    draft.change_part(number, balance_cents=draft.parts[number].paid_cents)
    _anew(draft, planning.next_first_on(draft), ChangeReason.LEFT)


def _anew(draft: Draft, first_on: date, change: ChangeReason) -> None:
    """The plan that runs is shared anew."""
    made = planning.make(draft, planning.rows(draft, (P.RUNNING,)), first_on, change)
    draft.change(running=made._replace(confirmed_on=draft.day))


def _ask_on(draft: Draft, number: int) -> None:
    """Another day is named each time that one went by."""
    state = P(draft.parts[number].state)
    draft.change_part(number, due_on=drafts.part_deadline(state, draft.day, draft.policy))


def _end(draft: Draft) -> None:
    if deciding.is_overdue(draft):
        draft.finish(S.ENDED)


def _end_with_silence(draft: Draft) -> None:
    draft.finish(S.ENDED)


FAULTS: Mapping[str, Fault] = {
    "consent": Fault(drafts, "may_tell", lambda _part: True, "told_without_consent"),
    "standstill": Fault(drafts, "hold", lambda _draft, _number: None, "no_standstill"),
    "capacity": Fault(planning, "room", lambda draft: _room(draft) + 1, "above_capacity"),
    "no more than is open": Fault(shares, "is_full", lambda _cents, _debt: False, "sum_is_not_the_debt"),
    "pro rata": Fault(shares, "split_cents", _equal, "not_pro_rata"),
    "smallest share": Fault(shares, "is_small", lambda _cents, _debt, _least: False, "share_too_small"),
    "safe first": Fault(shares, "is_first", lambda _debt: False, "not_safe_first"),
    "no less than a euro": Fault(shares, "in_euros", lambda row, *_: _positive(row), "below_a_euro"),
    "no rest of its own": Fault(shares, "along", lambda rows, *_: list(rows), "rest_left_behind"),
    "a day for every state": Fault(drafts, "deadline", lambda _draft: None, "dead_end"),
    "a day for who waits": Fault(drafts, "part_deadline", lambda *_: None, "dead_end_part"),
    "the customer agrees": Fault(planning, "without", _shares_at_once, "not_agreed"),
    "only days move": Fault(planning, "moved", _anew, "money_moved"),
    "a yes of each": Fault(deciding, "says_yes", lambda *_: True, "in_it_without_yes"),
    "help first": Fault(planning, "count_of", lambda draft, states: min(1, _count(draft, states)), "help_not_offered"),
    "thanks for all": Fault(
        deciding, "is_all_paid", lambda draft: bool(draft.among((P.PAID,))), "thanked_with_some_open"
    ),
    "silence to its day": Fault(living, "_let_go", _end_with_silence, "silence_broken"),
    "one last day": Fault(living, "stay_silent", _ask_on, "last_day_moved"),
    "all of the last day": Fault(drafts, "part_acts_on", lambda part: part.due_on, "last_day_cut"),
    "asked whether it may be longer": Fault(asking, "ask_to_renew", lambda _draft: None, "not_asked_again"),
    "no more each time": Fault(returning, "_filled", lambda owed, _most: [dict(owed)], "above_capacity"),
    "what went back is planned": Fault(returning, "_lengthen", lambda *_: None, "sum_is_not_the_debt"),
    "nothing cancelled": Fault(living, "AT_LAST", {**living.AT_LAST, S.ACTIVE: _end}, "cancelled_by_time"),
}


@contextmanager
def without(fault: Fault) -> Iterator[None]:
    """The rules as they would be without this guard."""
    with replaced(fault.where, fault.guard, fault.instead):
        yield


@contextmanager
def replaced(where: ModuleType, name: str, instead: Any) -> Iterator[None]:
    """Something else in this place, for a while."""
    kept = getattr(where, name)
    setattr(where, name, instead)
    try:
        yield
    finally:
        setattr(where, name, kept)


def is_found(fault: Fault, policy: Policy, most: int = MOST_LIVES) -> bool:
    """Whether the judge says it within so many lives; without the fault it says nothing."""
    with without(fault):
        return any(fault.finds in found for seed in range(most) for found in _findings(seed, policy))


def _findings(seed: int, policy: Policy) -> Iterator[list[str]]:
    """What the judge says of each step; a life that breaks off without its guard is no finding."""
    judge, steps = Judge(policy), Life(seed, policy).steps()
    with suppress(StuckError, LookupError, ValueError):
        for step in steps:
            yield judge.look(step)


@contextmanager
def watched(see: Callable[[Any, Any], None]) -> Iterator[None]:
    """Every move that the tables let through, as it is made."""
    guard = lifecycle.moved

    def seen(now: Any, then: Any) -> Any:
        found = guard(now, then)
        see(now, then)
        return found

    with replaced(drafts, "moved", seen):
        yield

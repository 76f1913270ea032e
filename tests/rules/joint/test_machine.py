"""Any order of events: no forbidden move, no dead end, and the judge finds nothing."""

from collections import deque
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.rules.joint.story import Story
from tijdig.rules.joint import events as e
from tijdig.rules.joint.drafts import OVER, JointRefusedError
from tijdig.rules.joint.facts import Part
from tijdig.rules.joint.moving import due
from tijdig.rules.lifecycle import JOINT, JOINT_PART
from tijdig.words import ChangeReason, JointPartState, JointState, Rhythm, Word

NUMBERS, CENTS = st.integers(1, 4), st.integers(0, 40_000)


class Machine(RuleBasedStateMachine):
    """Whoever does whatever, whenever."""

    def __init__(self) -> None:
        super().__init__()
        self.story = Story(Part(1, yes_months=18), Part(2), Part(3, is_threatening=True))

    def try_(self, event: e.Event) -> None:
        before = self.story.joint
        try:
            self.story.then(event)
        except JointRefusedError:
            assert self.story.joint == before

    def near(self, days: int) -> date:
        return self.story.day + timedelta(days=days)

    @rule(number=NUMBERS, kind=st.sampled_from([e.Consented, e.Accepts, e.Accepts, e.CounterTaken, e.Picked]))
    def somebody(self, number: int, kind: type[e.Accepts]) -> None:
        self.try_(kind(number))

    @rule(number=NUMBERS, kind=st.sampled_from([e.Withdrawn, e.Declines, e.Leaves]))
    def somebody_not(self, number: int, kind: type[e.Declines]) -> None:
        self.try_(kind(number))

    @rule(kind=st.sampled_from([e.Asked, e.Asked, e.Confirms, e.Confirms, e.GoesOn, e.KeepsOld]))
    def customer(self, kind: type[e.Asked]) -> None:
        self.try_(kind())

    @rule(kind=st.sampled_from([e.SeizureTold, e.HelpAsked]))
    def trouble(self, kind: type[e.SeizureTold]) -> None:
        self.try_(kind())

    @rule(cents=CENTS, days=st.integers(-2, 50), rhythm=st.sampled_from(Rhythm))
    def capacity(self, cents: int, days: int, rhythm: Rhythm) -> None:
        self.try_(e.CapacityTold(cents, self.near(days), rhythm))

    @rule(number=NUMBERS, cents=CENTS)
    def balance(self, number: int, cents: int) -> None:
        self.try_(e.BalanceTold(number, cents))

    @rule(number=NUMBERS, cents=CENTS)
    def counter(self, number: int, cents: int) -> None:
        self.try_(e.Counters(number, cents))

    @rule(cents=CENTS)
    def other(self, cents: int) -> None:
        self.try_(e.WantsOther(cents))

    @rule(cents=CENTS, number=st.none() | NUMBERS)
    def money(self, cents: int, number: int | None) -> None:
        self.try_(e.Paid(cents, number))

    @rule(days=st.integers(-2, 50))
    def pause(self, days: int) -> None:
        self.try_(e.Pauses(self.near(days)))

    @rule(days=st.integers(-2, 50))
    def new_day(self, days: int) -> None:
        self.try_(e.NewDay(self.near(days)))

    @rule(change=st.sampled_from(ChangeReason))
    def revise(self, change: ChangeReason) -> None:
        self.try_(e.Revises(change))

    @precondition(lambda self: self.story.day < date(2028, 6, 1))
    @rule(days=st.integers(0, 20))
    def time(self, days: int) -> None:
        self.story.later(days)

    @invariant()
    def somebody_has_to_do_something(self) -> None:
        assert (due(self.story.joint) is None) == (self.story.joint.state in OVER)


TestJoint = Machine.TestCase
TestJoint.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


@pytest.mark.parametrize(
    ("table", "first"), [(JOINT, JointState.REQUESTED), (JOINT_PART, JointPartState.PICKED)], ids=["joint", "part"]
)
def test_every_state_is_reached_and_none_is_a_dead_end(table: Mapping[Word, frozenset[Word]], first: Word) -> None:
    """From the first state every other is reached, and from each of them one that is over."""
    assert _reached(table, first) == set(table)
    for state in table:
        assert any(not table[then] for then in _reached(table, state))


def _reached(table: Mapping[Word, frozenset[Word]], first: Word) -> set[Word]:
    found, waiting = {first}, deque([first])
    while waiting:
        new = table[waiting.popleft()] - found
        found |= new
        waiting.extend(new)
    return found

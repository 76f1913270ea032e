"""The tables of states: complete, and refusing what they do not hold."""

import pytest

from tijdig.rules import lifecycle
from tijdig.words import (
    ArrangementState,
    CallBackState,
    CaseState,
    ContactState,
    FormState,
    IntakeState,
    JointPartState,
    JointState,
    NightState,
    RequestState,
    Word,
)

KINDS = [
    CaseState, ContactState, IntakeState, NightState, RequestState, ArrangementState, CallBackState, FormState,
    JointState, JointPartState,
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_lifecycle_has_every_state(kind: type[Word]) -> None:
    (table,) = [table for table in lifecycle.TABLES if next(iter(table)).__class__ is kind]

    assert set(table) == set(kind)
    assert {then for states in table.values() for then in states} <= set(kind)


@pytest.mark.parametrize(
    ("now", "then", "may"),
    [
        (ContactState.PLANNED, ContactState.CLAIMED, True),
        (ContactState.PLANNED, ContactState.HANDED_OVER, False),
        (ContactState.CLAIMED, ContactState.PLANNED, True),
        (ContactState.STOPPED, ContactState.PLANNED, False),
        (ContactState.DELIVERED, ContactState.FAILED, True),
        (CaseState.CLOSED, CaseState.OPEN, True),
        (RequestState.ANSWERED, RequestState.OPEN, False),
    ],
)
def test_lifecycle_moves(now: Word, then: Word, may: bool) -> None:
    assert lifecycle.may_move(now, then) is may


def test_lifecycle_moved_gives_the_new_state() -> None:
    assert lifecycle.moved(CaseState.OPEN, CaseState.CLOSED) is CaseState.CLOSED


def test_lifecycle_refuses_and_says_what() -> None:
    with pytest.raises(lifecycle.MoveRefusedError, match="stopped cannot become planned") as refused:
        lifecycle.moved(ContactState.STOPPED, ContactState.PLANNED)

    assert (refused.value.now, refused.value.then) == ("stopped", "planned")


def test_lifecycle_knows_what_came_before() -> None:
    assert lifecycle.before(ContactState.STOPPED) == ("planned", "claimed")
    assert lifecycle.before(CaseState.OPEN) == ("closed",)

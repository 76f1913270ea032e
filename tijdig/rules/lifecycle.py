"""Which state may follow which: one table per kind of thing; nothing else decides where a state may go."""

from collections.abc import Mapping

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

CONTACT: Mapping[Word, frozenset[Word]] = {
    ContactState.PLANNED: frozenset({ContactState.CLAIMED, ContactState.STOPPED}),
    # Back to planned: the provider could not take it now, we try again later.
    ContactState.CLAIMED: frozenset(
        {ContactState.HANDED_OVER, ContactState.FAILED, ContactState.STOPPED, ContactState.PLANNED}
    ),
    ContactState.HANDED_OVER: frozenset({ContactState.DELIVERED, ContactState.FAILED}),
    # Mail that seemed to arrive can still come back.
    ContactState.DELIVERED: frozenset({ContactState.FAILED}),
    ContactState.FAILED: frozenset(),
    ContactState.STOPPED: frozenset(),
    ContactState.RECEIVED: frozenset(),
}
CASE: Mapping[Word, frozenset[Word]] = {
    CaseState.OPEN: frozenset({CaseState.CLOSED}),
    CaseState.CLOSED: frozenset({CaseState.OPEN}),
}
NIGHT: Mapping[Word, frozenset[Word]] = {
    NightState.RUNNING: frozenset({NightState.RELEASED}),
    # The same day again: what came in since is planned as well.
    NightState.RELEASED: frozenset({NightState.RUNNING}),
}
REQUEST: Mapping[Word, frozenset[Word]] = {
    RequestState.OPEN: frozenset({RequestState.ANSWERED, RequestState.WITHDRAWN}),
    RequestState.ANSWERED: frozenset(),
    RequestState.WITHDRAWN: frozenset(),
}
ARRANGEMENT: Mapping[Word, frozenset[Word]] = {
    # Changed: the next version takes its place.
    ArrangementState.ACTIVE: frozenset({ArrangementState.COMPLETED, ArrangementState.ENDED, ArrangementState.CHANGED}),
    ArrangementState.COMPLETED: frozenset(),
    ArrangementState.ENDED: frozenset(),
    ArrangementState.CHANGED: frozenset(),
}
CALL_BACK: Mapping[Word, frozenset[Word]] = {
    CallBackState.PLANNED: frozenset({CallBackState.DONE, CallBackState.MISSED, CallBackState.CANCELLED}),
    CallBackState.DONE: frozenset(),
    CallBackState.MISSED: frozenset(),
    CallBackState.CANCELLED: frozenset(),
}
FORM: Mapping[Word, frozenset[Word]] = {
    FormState.OPEN: frozenset({FormState.MATCHED, FormState.ANSWERED}),
    FormState.MATCHED: frozenset(),
    FormState.ANSWERED: frozenset(),
}
INTAKE: Mapping[Word, frozenset[Word]] = {
    IntakeState.STAGING: frozenset({IntakeState.PUBLISHED, IntakeState.REFUSED}),
    IntakeState.PUBLISHED: frozenset(),
    IntakeState.REFUSED: frozenset(),
}
JOINT: Mapping[Word, frozenset[Word]] = {
    JointState.REQUESTED: frozenset({JointState.INVENTORY, JointState.ENDED}),
    JointState.INVENTORY: frozenset({JointState.PROPOSED, JointState.WEIGHED, JointState.ENDED}),
    # Talked over: it goes on where it was, or debt help takes it from here.
    JointState.WEIGHED: frozenset(
        {JointState.INVENTORY, JointState.OFFERED, JointState.REVISING, JointState.REFERRED, JointState.ENDED}
    ),
    JointState.PROPOSED: frozenset({JointState.OFFERED, JointState.WEIGHED, JointState.ENDED}),
    # Proposed again: the customer wants another amount, or takes what an organisation asked for.
    JointState.OFFERED: frozenset({JointState.ACTIVE, JointState.PROPOSED, JointState.WEIGHED, JointState.ENDED}),
    JointState.ACTIVE: frozenset(
        {
            JointState.MISSED,
            JointState.PAUSED,
            JointState.REVISING,
            JointState.WEIGHED,
            JointState.COMPLETED,
            JointState.ENDED,
        }
    ),
    JointState.MISSED: frozenset(
        {JointState.ACTIVE, JointState.PAUSED, JointState.REVISING, JointState.WEIGHED, JointState.ENDED}
    ),
    JointState.PAUSED: frozenset({JointState.ACTIVE, JointState.REVISING, JointState.WEIGHED, JointState.ENDED}),
    # Active: the plan that ran goes on after all.
    JointState.REVISING: frozenset({JointState.OFFERED, JointState.ACTIVE, JointState.WEIGHED, JointState.ENDED}),
    # A payment went back after all: the plan runs again.
    JointState.COMPLETED: frozenset({JointState.ACTIVE}),
    JointState.REFERRED: frozenset(),
    JointState.ENDED: frozenset(),
}
JOINT_PART: Mapping[Word, frozenset[Word]] = {
    JointPartState.PICKED: frozenset({JointPartState.ASKED, JointPartState.LEFT}),
    JointPartState.ASKED: frozenset(
        {JointPartState.CONFIRMED, JointPartState.SILENT, JointPartState.DECLINED, JointPartState.LEFT}
    ),
    JointPartState.SILENT: frozenset({JointPartState.CONFIRMED, JointPartState.DECLINED, JointPartState.LEFT}),
    JointPartState.CONFIRMED: frozenset({JointPartState.PROPOSED, JointPartState.LEFT}),
    JointPartState.PROPOSED: frozenset(
        {
            JointPartState.ACCEPTED,
            JointPartState.COUNTERED,
            JointPartState.UNDECIDED,
            JointPartState.DECLINED,
            JointPartState.LEFT,
        }
    ),
    JointPartState.COUNTERED: frozenset(
        {JointPartState.ACCEPTED, JointPartState.PROPOSED, JointPartState.DECLINED, JointPartState.LEFT}
    ),
    JointPartState.UNDECIDED: frozenset(
        {
            JointPartState.ACCEPTED,
            JointPartState.COUNTERED,
            JointPartState.PROPOSED,
            JointPartState.DECLINED,
            JointPartState.LEFT,
        }
    ),
    # Proposed again: its share changed, so it may look again.
    JointPartState.ACCEPTED: frozenset(
        {JointPartState.RUNNING, JointPartState.PROPOSED, JointPartState.PAID, JointPartState.LEFT}
    ),
    JointPartState.RUNNING: frozenset({JointPartState.PAID, JointPartState.LEFT}),
    # What was paid went back.
    JointPartState.PAID: frozenset({JointPartState.RUNNING}),
    JointPartState.DECLINED: frozenset(),
    JointPartState.LEFT: frozenset(),
}
TABLES: tuple[Mapping[Word, frozenset[Word]], ...] = (
    CONTACT, CASE, NIGHT, REQUEST, ARRANGEMENT, CALL_BACK, FORM, INTAKE, JOINT, JOINT_PART,
)  # fmt: skip


class MoveRefusedError(Exception):
    """A state that may not follow this one."""

    def __init__(self, now: str, then: str) -> None:
        super().__init__(f"{now} cannot become {then}")
        self.now, self.then = now, then


def may_move(now: Word, then: Word) -> bool:
    """Whether `then` may follow `now`."""
    return then in _table(now)[now]


def moved(now: Word, then: Word) -> Word:
    """The new state; MoveRefusedError when it may not follow."""
    if not may_move(now, then):
        raise MoveRefusedError(now, then)
    return then


def before(then: Word) -> tuple[str, ...]:
    """The states from which `then` may be reached, for an UPDATE that moves only those."""
    return tuple(now.value for now, next_states in _table(then).items() if then in next_states)


def _table(word: Word) -> Mapping[Word, frozenset[Word]]:
    # An enum member equals its text, and two lists may hold the same text: the class decides.
    return _BY_CLASS[type(word)]


_BY_CLASS = {type(next(iter(table))): table for table in TABLES}

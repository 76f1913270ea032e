"""The one way from a moment to the next: what happened goes in, what is then the case comes out (ADR 11)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from tijdig.policy import Policy
from tijdig.rules.joint import asking, deciding, drafts, events, living, returning
from tijdig.rules.joint.drafts import OVER, RUNS, Draft, JointRefusedError, Refused
from tijdig.rules.joint.facts import Due, Effect, Joint, Part, Turn
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

_OPEN = frozenset(state for state in S if state not in OVER)
_BEFORE = frozenset({S.REQUESTED, S.INVENTORY, S.WEIGHED})
_STEPS: Mapping[type, tuple[Callable[[Draft, Any], None], frozenset[S]]] = {
    events.Picked: (asking.pick, frozenset({S.REQUESTED, S.INVENTORY}) | RUNS),
    events.Consented: (asking.consent, _OPEN),
    events.Renewed: (asking.renew, _OPEN),
    events.Withdrawn: (asking.withdraw, frozenset(S)),
    events.Asked: (asking.ask, frozenset({S.REQUESTED})),
    events.CapacityTold: (asking.tell_capacity, _BEFORE | {S.REVISING}),
    events.BalanceTold: (asking.tell_balance, _OPEN),
    events.SeizureTold: (living.tell_seizure, _OPEN - {S.REQUESTED}),
    events.HelpAsked: (living.ask_help, _OPEN - {S.REQUESTED}),
    events.GoesOn: (living.go_on, frozenset({S.WEIGHED})),
    events.Referred: (living.refer, frozenset({S.WEIGHED})),
    events.Accepts: (deciding.accept, _OPEN),
    events.Counters: (deciding.counter, _OPEN),
    events.Declines: (deciding.decline, _OPEN),
    events.CounterTaken: (deciding.take_counter, frozenset({S.PROPOSED, S.OFFERED, S.WEIGHED}) | RUNS),
    events.Confirms: (deciding.confirm, frozenset({S.OFFERED})),
    events.WantsOther: (deciding.want_other, frozenset({S.OFFERED})),
    events.KeepsOld: (deciding.keep_old, frozenset({S.OFFERED, S.REVISING})),
    events.Paid: (living.pay, RUNS | {S.REVISING, S.OFFERED, S.WEIGHED}),
    events.FoundPaid: (deciding.found_paid, frozenset({S.OFFERED})),
    events.Lowered: (living.lower, RUNS | {S.REVISING, S.OFFERED, S.WEIGHED}),
    events.WentBack: (returning.go_back, RUNS | {S.REVISING, S.OFFERED, S.WEIGHED, S.COMPLETED}),
    events.NewDay: (living.set_day, RUNS),
    events.Pauses: (living.pause, frozenset({S.ACTIVE, S.MISSED})),
    events.Revises: (living.revise, RUNS),
    events.Leaves: (asking.leave, _OPEN),
    events.Ends: (living.end, _OPEN),
    events.TimePassed: (living.pass_time, _OPEN),
}
_OWNERS = {S.REQUESTED: Turn.CUSTOMER, S.OFFERED: Turn.CUSTOMER, S.ACTIVE: Turn.CUSTOMER, S.PAUSED: Turn.CUSTOMER}
_PART_OWNERS = {P.PICKED: Turn.CUSTOMER, P.ASKED: Turn.CREDITOR, P.PROPOSED: Turn.CREDITOR}


def started(picked: Iterable[Part], day: date, policy: Policy, outside: int = 0) -> Joint:
    """A wish: these organisations, and nothing asked of any of them yet."""
    due_on = day + timedelta(days=policy.joint.consent_days)
    draft = Draft(Joint(S.REQUESTED, (), due_on, outside=outside), day, policy)
    for part in picked:
        asking.pick(draft, events.Picked(part.id, part.yes_months, part.is_threatening))
    return draft.done()


def stepped(joint: Joint, event: events.Event, day: date, policy: Policy) -> tuple[Joint, tuple[Effect, ...]]:
    """The next moment, and what must be done because of it. JointRefusedError says why it cannot be."""
    step, states = _STEPS[type(event)]
    if joint.state not in states:
        raise JointRefusedError(Refused.NOT_NOW, f"{type(event).__name__} in {joint.state}")
    draft = Draft(joint, day, policy)
    step(draft, event)
    deciding.take_in(draft)
    return draft.done(), tuple(draft.effects)


def after(joint: Joint, event: events.Event, day: date, policy: Policy) -> Joint:
    """The next moment."""
    return stepped(joint, event, day, policy)[0]


def due(joint: Joint) -> Due | None:
    """The next day before which somebody must have done something, and who; none only when it is over."""
    on = drafts.acts_on(joint)
    if on is None:
        return None
    found = Due(on, _OWNERS.get(joint.state, Turn.TEAM))
    for part in joint.parts:
        if (part_on := drafts.part_acts_on(part)) and part_on < found.on:
            found = Due(part_on, _PART_OWNERS.get(part.state, Turn.TEAM), part.id)
        if part.renew_on and part.state in asking.LASTS and part.renew_on < found.on:
            found = Due(part.renew_on, Turn.TEAM, part.id)
    return found

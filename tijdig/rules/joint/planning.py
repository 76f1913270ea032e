"""The plan of a joint arrangement: whose turn it is in it, how long it takes, and when a person looks first."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tijdig.policy import Policy
from tijdig.rules.joint.drafts import GONE, OUT, Draft, JointRefusedError, Refused, lefts
from tijdig.rules.joint.facts import Joint, Line, Part, Plan, WeighReason
from tijdig.rules.joint.shares import LEAST_CENTS, Debt, Shares, payments
from tijdig.rules.joint.stretches import usual_cents
from tijdig.rules.money import EURO_CENTS
from tijdig.rules.solutions import rhythm
from tijdig.rules.workdays import add_workdays
from tijdig.words import ChangeReason, Word
from tijdig.words import JointPartState as P

_DAY = timedelta(days=1)
ASKABLE = frozenset({P.CONFIRMED, P.PROPOSED, P.COUNTERED, P.UNDECIDED, P.ACCEPTED})
AGREED = frozenset({P.ACCEPTED, P.RUNNING})
ONE_TALK = frozenset({WeighReason.TOO_LONG, WeighReason.MANY, WeighReason.OUTSIDE})
"""On the way to the first yes one talk with an offer of help is enough for all of these: it is the same talk."""


def room(draft: Draft) -> int:
    """What can be spared each time; no payment is above it."""
    return draft.joint.spare_cents or 0


def has_room(draft: Draft) -> bool:
    """Whether there is enough to share at all."""
    return room(draft) >= max(LEAST_CENTS, draft.policy.joint.share_min_cents)


def debts(draft: Draft, states: Iterable[Word]) -> list[Debt]:
    """What is open at the organisations in these states."""
    return [_debt(part) for part in draft.among(states) if part.left_cents > 0]


def _debt(part: Part) -> Debt:
    fixed = part.counter_cents if part.state in AGREED else None
    return Debt(part.id, part.left_cents, part.left_cents, part.is_threatening, fixed or 0)


def rows(draft: Draft, states: Iterable[Word]) -> tuple[Shares, ...]:
    """Every payment over these organisations; NO_ROOM when there is too little to share."""
    if not has_room(draft):
        raise JointRefusedError(Refused.NO_ROOM, "there is too little to share each time")
    found, each = tuple(debts(draft, states)), room(draft)
    if (found, each) not in draft.shared:
        limits = draft.policy.joint
        draft.shared[found, each] = payments(found, each, limits.share_min_cents, limits.rest_min_cents)
    return draft.shared[found, each]


def make(draft: Draft, shares: Sequence[Shares], first_on: date, change: ChangeReason | None) -> Plan:
    """The next version of the plan; whether it is too long was asked before (`reasons`)."""
    joint = draft.joint
    days = rhythm.days(first_on, joint.rhythm, len(shares), draft.policy)
    lines = tuple(
        Line(number, day, part, cents)
        for number, (day, row) in enumerate(zip(days, shares, strict=True), start=1)
        for part, cents in sorted(row.items())
    )
    draft.change(plans=joint.plans + 1)
    return Plan(draft.joint.plans, room(draft), lines, draft.day, change)


def moved(draft: Draft, first_on: date, change: ChangeReason) -> None:
    """The plan that runs on other days: what is left of each payment stays as it was, in the same order (ADR 56)."""
    running = draft.joint.running
    if running is None:
        return
    left = lefts(running, draft.among((P.RUNNING,)))
    places = {number: place for place, number in enumerate(sorted({number for number, *_ in left}), start=1)}
    days = rhythm.days(first_on, draft.joint.rhythm, len(places), draft.policy)
    lines = tuple(Line(places[number], days[places[number] - 1], part, cents) for number, _due_on, part, cents in left)
    made = running._replace(
        number=draft.joint.plans + 1, lines=lines, made_on=draft.day, change=change, confirmed_on=draft.day
    )
    draft.change(running=made, plans=made.number)


def without(draft: Draft, number: int) -> None:
    """The plan that runs without this organisation: what the others get stays as it is (LAW 2.2)."""
    running = draft.joint.running
    if running is None:
        return
    parts = [part for part in draft.among((P.RUNNING,)) if part.id != number]
    lines = tuple(Line(*left) for left in lefts(running, parts))
    made = Plan(draft.joint.plans + 1, running.spare_cents, lines, draft.day, ChangeReason.LEFT, confirmed_on=draft.day)
    draft.change(running=made, plans=made.number)


def shortened(draft: Draft, number: int, cents: int) -> None:
    """The plan that runs with so many cents less for this organisation, from the end of its lines (ADR 58)."""
    running = draft.joint.running
    if running is None:
        return
    kept, less = [], cents
    for line in reversed([Line(*left) for left in lefts(running, draft.among((P.RUNNING,)))]):
        off = min(less, line.amount_cents) if line.part == number else 0
        less -= off
        if off < line.amount_cents:
            kept.append(line._replace(amount_cents=line.amount_cents - off))
    made = running._replace(
        number=draft.joint.plans + 1, lines=tuple(reversed(kept)), made_on=draft.day, change=ChangeReason.AMOUNT,
        confirmed_on=draft.day,
    )  # fmt: skip
    draft.change(running=made, plans=made.number)


def next_first_on(draft: Draft, earliest: date | None = None) -> date:
    """The first day of the rhythm that is still to come, and not before the earliest."""
    joint, turns = draft.joint, 0
    first_on, from_on = joint.first_on or draft.day, max(earliest or draft.day, draft.day + _DAY)
    while rhythm.later(first_on, joint.rhythm, turns) < from_on:
        turns += 1
    return rhythm.later(first_on, joint.rhythm, turns)


def proposal_first_on(draft: Draft) -> date:
    """The first day that organisations are asked about: after the last day to answer, with days to pay in."""
    last = add_workdays(draft.day, draft.policy.joint.decision_workdays, draft.policy)
    return next_first_on(draft, last + timedelta(days=draft.policy.joint.first_pay_days))


def offer_first_on(draft: Draft) -> date:
    """The first day that the customer is asked about: a yes on the last day is in time for it.

    Where a plan runs it stays the next day of the rhythm: nobody skips a payment by being asked something.
    """
    return next_first_on(draft, earliest_of(draft.joint, draft.day, draft.policy))


def earliest_of(joint: Joint, day: date, policy: Policy) -> date | None:
    """From which day on the first payment can be, when the plan were laid before the customer today."""
    limits = policy.joint
    return None if joint.running else day + timedelta(days=limits.confirm_days + limits.first_pay_days)


def share_of(plan: Plan | None, number: int) -> int:
    """What an organisation usually gets of a payment."""
    return usual_cents(_amounts(plan, number))


def most_of(plan: Plan | None, number: int) -> int:
    """The most that an organisation gets of any payment."""
    return max(_amounts(plan, number), default=0)


def _amounts(plan: Plan | None, number: int) -> list[int]:
    return [line.amount_cents for line in plan.lines if line.part == number] if plan else []


def last_number(plan: Plan, number: int) -> int:
    """With which payment this organisation has its money."""
    return max([line.number for line in plan.lines if line.part == number], default=0)


def small_last_cents(amounts: Sequence[int], policy: Policy) -> int:
    """The last of these payments, where it is so small that somebody may rather pay it with the one before; else 0."""
    last = amounts[-1] if len(amounts) > 1 else policy.joint.rest_min_cents
    return last if last < policy.joint.rest_min_cents else 0


def is_beyond(draft: Draft, count: int) -> bool:
    """Whether it takes longer than any plan may: then there is nothing to go on with, whoever looks."""
    return count > rhythm.parts_max(draft.policy.solutions.plan_months_max, draft.joint.rhythm)


def count_of(draft: Draft, states: Iterable[Word]) -> int:
    """How many payments it takes, at least so many where that is beyond any plan; none where nothing can be shared."""
    if not has_room(draft):
        return 0
    states = frozenset(states)
    least = -(-sum([debt.open_cents for debt in debts(draft, states)]) // room(draft))
    return least if is_beyond(draft, least) else len(rows(draft, states))


def least_cents(draft: Draft, states: Iterable[Word], months: int) -> int:
    """The fewest whole euros each time with which it takes no longer than so many months."""
    found, smallest = debts(draft, states), draft.policy.joint.share_min_cents
    most = max(1, rhythm.parts_max(months, draft.joint.rhythm))
    each = -(-sum([debt.open_cents for debt in found]) // most)
    euros = -(-max(each, LEAST_CENTS, smallest) // EURO_CENTS)
    # What rounding and small debts add is a few payments at most.
    while len(payments(found, euros * EURO_CENTS, smallest)) > most:
        euros += 1
    return euros * EURO_CENTS


def outside(draft: Draft) -> int:
    """How many organisations are not in it."""
    return len(draft.among(OUT)) + draft.joint.outside


def reasons(draft: Draft, states: Iterable[Word]) -> list[WeighReason]:
    """Why a person and an offer of help come first; what was talked over is not asked again (DECISIONS 11)."""
    limits, weighs = draft.policy.joint, draft.joint.weighs
    done = {weigh.why for weigh in weighs if weigh.done_on}
    done |= ONE_TALK if draft.joint.running is None and done & ONE_TALK else set()
    count = count_of(draft, states)
    there = sum([part.state not in GONE for part in draft.parts.values()])
    found = {weigh.why for weigh in weighs if not weigh.done_on}
    found |= {WeighReason.MANY} if there + draft.joint.outside > limits.creditors_max else set()
    found |= {WeighReason.OUTSIDE} if outside(draft) >= limits.outside_max else set()
    found |= {WeighReason.TOO_LONG} if count > rhythm.parts_max(limits.months_max, draft.joint.rhythm) else set()
    found -= done
    # Without room, or beyond what any plan may take, there is nothing to go on with.
    found |= {WeighReason.ROOM} if not has_room(draft) else set()
    found |= {WeighReason.TOO_LONG} if is_beyond(draft, count) else set()
    return sorted(found)

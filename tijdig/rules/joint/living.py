"""Living with it: payments, a missed one, a pause, less income, help, and what time alone does."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from tijdig.policy import Policy
from tijdig.rules.dates import anniversary
from tijdig.rules.joint import asking, deciding, drafts, events, planning
from tijdig.rules.joint.drafts import Draft, JointRefusedError, Refused
from tijdig.rules.joint.facts import Effect, EffectKind, Joint, Topic, WeighReason
from tijdig.rules.joint.shares import spread
from tijdig.rules.solutions import rhythm
from tijdig.words import ChangeReason
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

_DAY = timedelta(days=1)


def pay(draft: Draft, event: events.Paid) -> None:
    """Money came in: it counts for the oldest payment first; a part of one is split in proportion."""
    left = drafts.lefts(draft.joint.running, draft.among((P.RUNNING,)))
    if event.part is not None:
        left = [(number, on, part, cents) for number, on, part, cents in left if part == event.part]
    if not 0 < event.amount_cents <= sum([cents for *_, cents in left]):
        raise JointRefusedError(Refused.BAD_AMOUNT, f"{event.amount_cents} cents")
    for number, cents in spread(event.amount_cents, left).items():
        draft.change_part(number, paid_cents=draft.parts[number].paid_cents + cents)
        if draft.parts[number].left_cents == 0:
            draft.move_part(number, P.PAID)
    draft.say(Topic.THANKS)
    deciding.after_money(draft)


def lower(draft: Draft, event: events.Lowered) -> None:
    """So much less is owed there: it is sooner done, every other amount and day stays, and nobody is thanked."""
    part = drafts.part_in(draft, event.part, {P.RUNNING})
    if not 0 < event.cents <= part.left_cents:
        raise JointRefusedError(Refused.BAD_AMOUNT, f"{event.cents} cents")
    if event.cents < part.left_cents:
        planning.shortened(draft, part.id, event.cents)
        draft.effects.append(Effect(EffectKind.ARRANGE, Topic.UNCHANGED, part.id))
    draft.change_part(part.id, balance_cents=(part.balance_cents or 0) - event.cents)
    if event.cents == part.left_cents:
        draft.move_part(part.id, P.PAID)
    deciding.after_money(draft)


def set_day(draft: Draft, event: events.NewDay) -> None:
    """On from another day: after a missed payment, or out of a pause; later by oneself a few times a year (ADR 50)."""
    first, last = day_bounds(draft.joint, draft.day, draft.policy)
    if not first <= event.first_on <= last:
        raise JointRefusedError(Refused.BAD_DAY, event.first_on.isoformat())
    if draft.state != S.MISSED:
        _may_move(draft, event)
        draft.change(moves=(*draft.joint.moves, draft.day))
    planning.moved(draft, event.first_on, ChangeReason.DAY if draft.state != S.MISSED else ChangeReason.MISSED)
    draft.change(first_on=event.first_on)
    if draft.state == S.ACTIVE:
        draft.change(due_on=drafts.deadline(draft))
    else:
        draft.move(S.ACTIVE)
    _arrange(draft)
    draft.say(Topic.RESUMED)


def _may_move(draft: Draft, event: events.NewDay) -> None:
    """Sooner always, and with a person; later so many times a year."""
    on = drafts.next_line_on(draft.joint.running, draft.among((P.RUNNING,)))
    recent = [day for day in draft.joint.moves if anniversary(day, 1) > draft.day]
    is_later = on is not None and event.first_on > on
    if is_later and not event.by_person and len(recent) >= draft.policy.solutions.moves_max:
        raise JointRefusedError(Refused.MOVED_ENOUGH, f"{len(recent)} moves in a year")


def day_bounds(joint: Joint, day: date, policy: Policy) -> tuple[date, date]:
    """From when to when the next payment may be moved: while it runs no payment is skipped; a pause does that."""
    first, last = day + _DAY, day + timedelta(days=policy.solutions.first_within_days)
    running = [part for part in joint.parts if part.state == P.RUNNING]
    on = drafts.next_line_on(joint.running, running)
    if joint.state == S.ACTIVE and on is not None:
        last = min(last, rhythm.later(on, joint.rhythm, 1) - _DAY)
    return first, max(first, last)


def pause(draft: Draft, event: events.Pauses) -> None:
    """The next payment is later: a few weeks at most, and a few times a year by oneself (ADR 50)."""
    limits = draft.policy.solutions
    first, last = pause_bounds(draft.joint, draft.day, draft.policy)
    if not first <= event.until <= last:
        raise JointRefusedError(Refused.BAD_DAY, event.until.isoformat())
    recent = [day for day in draft.joint.pauses if anniversary(day, 1) > draft.day]
    if len(recent) >= limits.pauses_max and not event.by_person:
        raise JointRefusedError(Refused.PAUSED_ENOUGH, f"{len(recent)} pauses in a year")
    planning.moved(draft, event.until, ChangeReason.PAUSE)
    draft.change(first_on=event.until, pauses=(*draft.joint.pauses, draft.day))
    draft.move(S.PAUSED)
    _arrange(draft)
    draft.say(Topic.PAUSED)


def pause_bounds(joint: Joint, day: date, policy: Policy) -> tuple[date, date]:
    """From when to when the payment after a pause may be: always later than it would be, so counted from that day."""
    on = drafts.next_line_on(joint.running, [part for part in joint.parts if part.state == P.RUNNING])
    begins = max(day, on) if on is not None else day
    return begins + _DAY, begins + timedelta(weeks=policy.solutions.pause_weeks_max)


def _arrange(draft: Draft) -> None:
    for part in draft.among((P.RUNNING,)):
        draft.effects.append(Effect(EffectKind.ARRANGE, part=part.id))


def revise(draft: Draft, event: events.Revises) -> None:
    """Something changed: made anew. What one left behind is shared as soon as the customer says so."""
    if draft.state != S.REVISING:
        draft.move(S.REVISING)
    draft.say(Topic.REVISE)
    if event.change in {ChangeReason.LEFT, ChangeReason.JOINED}:
        deciding.offer_again(draft, event.change)


def tell_seizure(draft: Draft, _event: events.SeizureTold) -> None:
    """A person and an offer of help come first; what was missed because of it counts for nothing."""
    draft.weigh(WeighReason.SEIZURE)


def ask_help(draft: Draft, _event: events.HelpAsked) -> None:
    """A person calls."""
    draft.weigh(WeighReason.HELP)


def go_on(draft: Draft, _event: events.GoesOn) -> None:
    """Talked over, help was offered, and the customer goes on."""
    joint = draft.joint
    why = {weigh.why for weigh in joint.weighs if weigh.done_on is None}
    if joint.spare_cents is not None and not planning.has_room(draft):
        raise JointRefusedError(Refused.NO_ROOM, "there is too little to share each time")
    draft.change(weighs=tuple(one._replace(done_on=one.done_on or draft.day) for one in joint.weighs))
    asking.go_on(draft, None if why & {WeighReason.SEIZURE, WeighReason.HELP} else ChangeReason.AMOUNT)
    again = {weigh.why for weigh in draft.joint.weighs if weigh.done_on is None}
    if again and again <= why:
        raise JointRefusedError(_WHY_NOT.get(min(again), Refused.NOBODY), ", ".join(sorted(again)))


_WHY_NOT = {WeighReason.ROOM: Refused.NO_ROOM, WeighReason.TOO_LONG: Refused.TOO_FAR}


def refer(draft: Draft, _event: events.Referred) -> None:
    """Debt help takes it from here, with one complete file."""
    draft.effects.append(Effect(EffectKind.REFER))
    draft.task(Topic.REFERRED)
    draft.finish(S.REFERRED)
    draft.say(Topic.REFERRED)


def end(draft: Draft, _event: events.Ends) -> None:
    """The customer stops."""
    draft.finish(S.ENDED)
    draft.say(Topic.ENDED)


def pass_time(draft: Draft, _event: events.TimePassed) -> None:
    """A day began: whatever is due goes to a person or goes on; nobody is held up by silence."""
    state = draft.state
    for part in list(draft.parts.values()):
        if _is_past(draft, drafts.part_acts_on(part)):
            _part_due(draft, part.id)
    until = draft.joint.standstill_until
    if until and until <= draft.day and draft.joint.running is None:
        for part in draft.among((P.PROPOSED,)):
            draft.move_part(part.id, P.UNDECIDED)
    asking.ask_to_renew(draft)
    asking.advance(draft)
    deciding.settle(draft)
    if draft.state == state and _is_past(draft, drafts.acts_on(draft.joint)):
        AT_LAST[S(state)](draft)
    # The plan that ran goes on, and it may have stood still for so long that a payment is late.
    if draft.state == S.ACTIVE and _is_past(draft, draft.joint.due_on):
        miss(draft)


def _is_past(draft: Draft, on: date | None) -> bool:
    return on is not None and on <= draft.day


def _part_due(draft: Draft, number: int) -> None:
    """Silence: a person asks. A wish without consent is let go."""
    state = draft.parts[number].state
    if state in drafts.WITHOUT_ANSWER:
        stay_silent(draft, number)
        return
    then = {P.PICKED: P.LEFT, P.ASKED: P.SILENT, P.PROPOSED: P.UNDECIDED}.get(P(state))
    topic = {P.COUNTERED: Topic.COUNTER, P.PROPOSED: Topic.PROPOSAL}.get(P(state))
    if then:
        draft.move_part(number, then)
    last = draft.day if then == P.LEFT else draft.day - _DAY  # the day that went by whole
    draft.change_part(number, due_on=drafts.part_deadline(then or P(state), last, draft.policy))
    if then != P.LEFT:
        draft.task(topic or Topic.BALANCE, number)


def stay_silent(draft: Draft, number: int) -> None:
    """The last day to answer went by: it goes on without them, and no other day is named to the customer.

    Until their silence ends a person keeps asking, and a late answer still counts. Then they are out: their reminders
    begin again, and nobody may think that they take part.
    """
    part = draft.parts[number]
    if part.hold_until is not None and part.hold_until > draft.day:
        draft.change_part(number, due_on=part.hold_until)
        draft.task(Topic.BALANCE if part.state == P.SILENT else Topic.PROPOSAL, number)
    else:
        draft.move_part(number, P.DECLINED)


def _let_go(draft: Draft) -> None:
    """Nobody answered: the plan goes, and the silence that was promised until a day is kept until that day."""
    draft.finish(S.ENDED, stays_quiet=True)
    draft.say(Topic.ENDED)


def _again(topic: Topic) -> Callable[[Draft], None]:
    """A person has to look, and a day again by which."""

    def renew(draft: Draft) -> None:
        draft.task(topic)
        draft.change(due_on=drafts.deadline(draft))

    return renew


def _offered(draft: Draft) -> None:
    """Half of the time over: does it work out? All of it over: what ran goes on, what did not run is let go.

    The last day that was told is a whole day: it is over the day after.
    """
    plan = draft.joint.plan
    last = plan.made_on + timedelta(days=draft.policy.joint.confirm_days) if plan else draft.day - _DAY
    if draft.day <= last:
        if draft.day < last:
            draft.say(Topic.HALFWAY)
        draft.change(due_on=last + _DAY)
    elif draft.joint.running:
        deciding.keep_old(draft)
        draft.task(Topic.OFFER)
    else:
        draft.task(Topic.OFFER)
        _let_go(draft)


def miss(draft: Draft) -> None:
    """A payment is not there: a friendly contact within two workdays, and nothing is cancelled (DECISIONS 20)."""
    if not deciding.is_overdue(draft):
        draft.change(due_on=drafts.deadline(draft))
        return
    draft.move(S.MISSED)
    draft.effects.append(Effect(EffectKind.TASK, Topic.MISSED, until=draft.joint.due_on))


def _resume(draft: Draft) -> None:
    draft.move(S.ACTIVE)
    draft.say(Topic.RESUMED)


AT_LAST: Mapping[S, Callable[[Draft], None]] = {
    S.REQUESTED: _let_go,
    S.INVENTORY: _again(Topic.BALANCE),
    S.WEIGHED: _again(Topic.WEIGH),
    S.PROPOSED: _again(Topic.PROPOSAL),
    S.OFFERED: _offered,
    S.ACTIVE: miss,
    S.MISSED: _again(Topic.MISSED),
    S.PAUSED: _resume,
    S.REVISING: _again(Topic.REVISE),
}
"""What happens on the day of the whole: there is one for every state that is not over."""

"""Proposal, answers, offer and yes: it starts with those who take part, and silence holds nobody up."""

from tijdig.policy import Policy
from tijdig.rules.joint import drafts, events, planning
from tijdig.rules.joint.drafts import Draft, JointRefusedError, Refused
from tijdig.rules.joint.facts import Effect, EffectKind, Joint, Part, Plan, Topic, WeighReason
from tijdig.rules.joint.planning import AGREED, ASKABLE
from tijdig.rules.money import EURO_CENTS
from tijdig.rules.solutions import rhythm
from tijdig.words import ChangeReason, Rhythm, SharedData
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

ANSWERS_FROM = frozenset({P.PROPOSED, P.UNDECIDED, P.COUNTERED})
HOME = {
    S.MISSED: (S.ACTIVE,),
    S.PAUSED: (S.ACTIVE,),
    S.REVISING: (S.ACTIVE,),
    S.OFFERED: (S.ACTIVE,),
    S.WEIGHED: (S.REVISING, S.ACTIVE),
}
"""The way back to a plan that runs."""


def propose(draft: Draft) -> None:
    """Lay the split before the organisations, unless a person looks first."""
    if found := planning.reasons(draft, ASKABLE):
        draft.weigh(*found)
        return
    was = draft.joint.plan
    plan = planning.make(draft, planning.rows(draft, ASKABLE), planning.proposal_first_on(draft), None)
    draft.change(plan=plan)
    if draft.state == S.PROPOSED:
        draft.change(due_on=drafts.deadline(draft))
    else:
        draft.move(S.PROPOSED)
    for part in draft.among(ASKABLE):
        _put(draft, part, plan, was)
    settle(draft)


def _put(draft: Draft, part: Part, plan: Plan, was: Plan | None) -> None:
    """Ask this one: again only when its share is another; who gave its word on any such plan says yes at once."""
    same = planning.share_of(plan, part.id) == planning.share_of(was, part.id)
    if part.state == P.ACCEPTED and (same or part.counter_cents):
        return
    if part.state != P.PROPOSED:
        draft.move_part(part.id, P.PROPOSED)
    draft.change_part(part.id, counter_cents=None)
    draft.tell(part.id, Topic.PROPOSAL, SharedData.STATUS, SharedData.BALANCE)
    if says_yes(part, planning.last_number(plan, part.id), draft.joint.rhythm, draft.policy):
        draft.move_part(part.id, P.ACCEPTED)


def says_yes(part: Part, last_number: int, each: Rhythm, policy: Policy) -> bool:
    """Whether its standing word covers this: it has its money with this payment, in time."""
    months = min(part.yes_months, policy.joint.months_max)
    return months > 0 and last_number <= rhythm.parts_max(months, each)


def accept(draft: Draft, event: events.Accepts) -> None:
    """Yes."""
    part = drafts.part_in(draft, event.part, ANSWERS_FROM)
    draft.move_part(part.id, P.ACCEPTED)
    draft.change_part(part.id, counter_cents=None)
    if draft.state == S.OFFERED:  # later than the others, and in time: the customer sees the plan with it
        _offer_anew(draft, draft.joint)
    else:
        settle(draft)


def counter(draft: Draft, event: events.Counters) -> None:
    """Another share: a person or the customer says whether that is all right; meanwhile nobody waits for it."""
    part = drafts.part_in(draft, event.part, ANSWERS_FROM - {P.COUNTERED})
    if not min(EURO_CENTS, part.left_cents) <= event.share_cents <= part.left_cents:
        raise JointRefusedError(Refused.BAD_AMOUNT, f"{event.share_cents} cents")
    draft.move_part(part.id, P.COUNTERED)
    draft.change_part(part.id, counter_cents=event.share_cents)
    draft.task(Topic.COUNTER, part.id)
    settle(draft)


def decline(draft: Draft, event: events.Declines) -> None:
    """No, with a reason: the others go on."""
    part = drafts.part_in(draft, event.part, ANSWERS_FROM | {P.ASKED, P.SILENT})
    draft.move_part(part.id, P.DECLINED)
    settle(draft)


def take_counter(draft: Draft, event: events.CounterTaken) -> None:
    """What it asked for is all right when it leaves room for the others, who may look again."""
    part = drafts.part_in(draft, event.part, {P.COUNTERED})
    wanted = (part.counter_cents or 0) + sum([other.counter_cents or 0 for other in draft.among(AGREED)])
    if wanted > planning.room(draft):
        raise JointRefusedError(Refused.NO_ROOM, f"{wanted} cents each time")
    draft.move_part(part.id, P.ACCEPTED)
    if draft.joint.running is None and draft.state != S.WEIGHED:
        propose(draft)
    elif draft.state == S.OFFERED:
        _offer_anew(draft, draft.joint)


def settle(draft: Draft) -> None:
    """As soon as nobody is waited for: offer it, or a person looks first when too many stay outside."""
    if draft.state != S.PROPOSED or draft.among((P.PROPOSED,)):
        return
    offer_to_those_in(draft)


def offer_to_those_in(draft: Draft) -> None:
    """Offer the plan over those who said yes."""
    found = planning.reasons(draft, AGREED)
    if not draft.among((P.ACCEPTED,)):
        found = [WeighReason.OUTSIDE]
    if found:
        draft.weigh(*found)
    else:
        _offer(draft, None)


def _offer(draft: Draft, change: ChangeReason | None) -> None:
    plan = planning.make(draft, planning.rows(draft, AGREED), planning.offer_first_on(draft), change)
    draft.change(plan=plan)
    if draft.state != S.OFFERED:
        draft.move(S.OFFERED)
    draft.say(Topic.OFFER)


def offer_again(draft: Draft, change: ChangeReason) -> None:
    """The plan that runs, made anew, before the customer; without costs, and never by itself."""
    if change not in {ChangeReason.LEFT, ChangeReason.JOINED}:
        # Another sum is shared anew: what one of them asked for was asked of the old one.
        for part in draft.among((P.RUNNING,)):
            draft.change_part(part.id, counter_cents=None)
    if found := planning.reasons(draft, AGREED):
        draft.weigh(*found)
    else:
        _offer(draft, change)


def take_in(draft: Draft) -> None:
    """While it runs: propose to who came in, and lay a plan with who said yes before the customer."""
    if draft.state != S.ACTIVE:
        return
    for part in draft.among((P.CONFIRMED,)):
        _propose_to(draft, part)
    if draft.among((P.ACCEPTED,)):
        draft.move(S.REVISING)
        draft.say(Topic.REVISE)
        offer_again(draft, ChangeReason.JOINED)


def _propose_to(draft: Draft, part: Part) -> None:
    """What it would get if it came in; the plan that runs stays as it is."""
    if not planning.has_room(draft):
        return
    alone = draft.done()
    trial = Draft(alone, draft.day, draft.policy)
    trial.parts = {one.id: one for one in alone.parts if one.state == P.RUNNING or one.id == part.id}
    shares = planning.rows(trial, (P.RUNNING, P.CONFIRMED))
    draft.move_part(part.id, P.PROPOSED)
    draft.tell(part.id, Topic.PROPOSAL, SharedData.STATUS, SharedData.BALANCE)
    last = max([number for number, row in enumerate(shares, start=1) if part.id in row], default=0)
    if says_yes(part, last, draft.joint.rhythm, draft.policy):
        draft.move_part(part.id, P.ACCEPTED)


def confirm(draft: Draft, _event: events.Confirms) -> None:
    """The customer says yes: it runs from the next day to pay on."""
    joint, plan = draft.joint, draft.joint.plan
    if plan is None:
        raise JointRefusedError(Refused.NOT_NOW, "there is no plan to agree to")
    if plan.lines[0].due_on <= draft.day:
        plan = planning.make(draft, planning.rows(draft, AGREED), planning.next_first_on(draft), plan.change)
    for part in draft.among((P.ACCEPTED,)):
        draft.move_part(part.id, P.RUNNING)
    draft.change(running=plan._replace(confirmed_on=draft.day), plan=None)
    draft.move(S.ACTIVE)
    for part in draft.among((P.RUNNING,)):
        draft.effects.append(Effect(EffectKind.ARRANGE, part=part.id))
        draft.tell(part.id, Topic.STARTED, SharedData.STATUS, SharedData.CONTACT)
    draft.say(Topic.STARTED if joint.running is None else Topic.REVISE)


def found_paid(draft: Draft, event: events.FoundPaid) -> None:
    """Nothing was open there before it began: that closes as paid, and what the others get stays as it was shown."""
    part = drafts.part_in(draft, event.part, {P.ACCEPTED})
    paid_cents = part.balance_cents or 0 if event.paid_cents is None else event.paid_cents
    if not 0 <= paid_cents <= (part.balance_cents or 0):
        raise JointRefusedError(Refused.BAD_AMOUNT, f"{paid_cents} cents")
    draft.change_part(part.id, paid_cents=paid_cents, balance_cents=paid_cents)
    draft.move_part(part.id, P.PAID)
    plan = draft.joint.plan
    if plan is not None:
        lines = [line for line in plan.lines if line.part != part.id]
        places = {number: place for place, number in enumerate(sorted({line.number for line in lines}), start=1)}
        kept = tuple(line._replace(number=places[line.number]) for line in lines)
        number = draft.joint.plans + 1
        draft.change(plan=plan._replace(number=number, lines=kept, made_on=draft.day), plans=number)
    if not draft.among(AGREED):
        after_money(draft)


def want_other(draft: Draft, event: events.WantsOther) -> None:
    """Another amount: made anew, and before the organisations again; nothing was agreed yet."""
    if event.spare_cents <= 0:
        raise JointRefusedError(Refused.BAD_AMOUNT, f"{event.spare_cents} cents")
    draft.change(spare_cents=event.spare_cents)
    if draft.joint.running:
        offer_again(draft, ChangeReason.AMOUNT)
        return
    for part in draft.among((P.ACCEPTED,)):
        draft.change_part(part.id, counter_cents=None)
    propose(draft)


def keep_old(draft: Draft, _event: events.KeepsOld | None = None) -> None:
    """The plan that ran goes on; who would have come in does not."""
    if draft.joint.running is None:
        raise JointRefusedError(Refused.NOT_NOW, "no plan runs yet")
    for part in draft.among((P.ACCEPTED,)):
        draft.move_part(part.id, P.LEFT)
    go_home(draft)
    draft.say(Topic.UNCHANGED)
    after_money(draft)


def go_home(draft: Draft) -> None:
    """Back to the plan that runs."""
    draft.change(plan=None)
    for state in HOME.get(S(draft.state), ()):
        draft.move(state)


def take_out(draft: Draft, part: Part, *, keeps: bool) -> None:
    """Its lines go; when its agreement goes on alone, that much less can be shared with the others."""
    draft.effects.append(Effect(EffectKind.KEEP if keeps else EffectKind.STOP, part=part.id))
    if keeps:
        share = planning.most_of(draft.joint.running, part.id)
        draft.change(spare_cents=max(0, planning.room(draft) - share))
    planning.without(draft, part.id)
    draft.say(Topic.LEFT)


def after_money(draft: Draft) -> None:
    """What money or a leaving changes in where it stands: paid up, paid off, or a plan that lies there made anew."""
    if not draft.among(AGREED):
        go_home(draft)
        draft.finish(S.COMPLETED if is_all_paid(draft) else S.ENDED)
        draft.say(Topic.COMPLETED if draft.state == S.COMPLETED else Topic.ENDED)
    elif draft.state == S.MISSED and not is_overdue(draft):
        draft.move(S.ACTIVE)
    elif draft.state == S.PAUSED and not draft.among((P.RUNNING,)):
        draft.move(S.ACTIVE)  # all is paid, and another waits to come in
    elif draft.state in {S.ACTIVE, S.PAUSED}:
        draft.change(due_on=drafts.deadline(draft))
    elif draft.state == S.OFFERED:
        _offer_anew(draft, draft.joint)


def is_all_paid(draft: Draft) -> bool:
    """Whether all of what ran is paid: something was, and nobody went out of it with something open."""
    paid_up = draft.among((P.PAID,))
    is_paid = any(part.paid_cents for part in paid_up) or (bool(paid_up) and draft.joint.running is not None)
    return is_paid and not any(part.was_in and part.left_cents for part in draft.among((P.LEFT,)))


def _offer_anew(draft: Draft, joint: Joint) -> None:
    if found := planning.reasons(draft, AGREED):
        draft.weigh(*found)
    else:
        _offer(draft, joint.plan.change if joint.plan else None)


def is_overdue(draft: Draft) -> bool:
    """Whether a payment is not there although the bank had its days (DECISIONS 20)."""
    on = drafts.next_line_on(draft.joint.running, draft.among((P.RUNNING,)))
    return on is not None and (draft.day - on).days > draft.policy.contacts.instalment_tolerance_days

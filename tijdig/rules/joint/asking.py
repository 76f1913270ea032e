"""From a wish to a proposal: who is asked what, what is open, what can be spared."""

from datetime import date, timedelta

from tijdig.policy import Policy
from tijdig.rules.joint import deciding, drafts, events, planning
from tijdig.rules.joint.drafts import GONE, OVER, Draft, JointRefusedError, Refused
from tijdig.rules.joint.facts import Effect, EffectKind, Joint, Part, Topic, WeighReason
from tijdig.words import ChangeReason, SharedData
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

_DAY = timedelta(days=1)
BALANCE_FROM = frozenset({P.ASKED, P.SILENT})
LASTS = drafts.QUIET | {P.RUNNING}
"""In these a consent is needed still, and may have to last longer."""
BY_AMOUNT = frozenset({WeighReason.ROOM, WeighReason.TOO_LONG})
"""Reasons for a person to look first that another amount can take away."""


def pick(draft: Draft, event: events.Picked) -> None:
    """Another organisation, before it is asked or while it runs."""
    if event.part in draft.parts:
        raise JointRefusedError(Refused.TWICE, f"organisation {event.part}")
    due_on = drafts.part_deadline(P.PICKED, draft.day, draft.policy)
    draft.parts[event.part] = Part(
        event.part, yes_months=event.yes_months, is_threatening=event.is_threatening, due_on=due_on
    )


def consent(draft: Draft, event: events.Consented) -> None:
    """From now on it may be told; when the others are being asked already, so is this one."""
    part = drafts.part_in(draft, event.part, (P.PICKED,))
    draft.change_part(part.id, has_consent=True, **lasting(event.until_on, draft.policy))
    if draft.state != S.REQUESTED:
        _ask(draft, part.id)


def lasting(until_on: date | None, policy: Policy) -> dict[str, date | None]:
    """Until when a consent holds, and from which day on the customer is asked whether it may be longer."""
    ahead = timedelta(days=policy.joint.renew_days)
    return {"consent_until": until_on, "renew_on": until_on - ahead if until_on else None}


def renew(draft: Draft, event: events.Renewed) -> None:
    """Yes again, in time: nothing of the plan changes, and who takes part hears that it may be told longer."""
    part = drafts.part_in(draft, event.part, LASTS)
    until = part.consent_until
    if not part.has_consent or until is None or draft.day < until - timedelta(days=draft.policy.joint.renew_days):
        raise JointRefusedError(Refused.NOT_NOW, f"organisation {event.part}")
    if event.until_on <= until:
        raise JointRefusedError(Refused.BAD_DAY, event.until_on.isoformat())
    draft.change_part(part.id, **lasting(event.until_on, draft.policy))
    draft.tell(part.id, Topic.RENEWED, SharedData.STATUS)


def ask_to_renew(draft: Draft) -> None:
    """In time before a consent ends: the customer is asked, and who takes part is told what comes (docs/adr/0061)."""
    for part in draft.among(LASTS):
        if part.has_consent and part.renew_on is not None and part.renew_on <= draft.day:
            draft.change_part(part.id, renew_on=None)
            draft.effects.append(Effect(EffectKind.MESSAGE, Topic.RENEW, part.id, part.consent_until))
            draft.tell(part.id, Topic.RENEW, SharedData.STATUS)


def ask(draft: Draft, _event: events.Asked) -> None:
    """Ask every organisation under a consent; it is quiet meanwhile, until a day that is known."""
    ready = [part.id for part in draft.among((P.PICKED,)) if drafts.may_tell(part)]
    if not ready:
        raise JointRefusedError(Refused.NO_CONSENT, "nobody may be asked yet")
    draft.change(standstill_until=draft.day + timedelta(days=draft.policy.joint.standstill_days))
    draft.move(S.INVENTORY)
    for number in ready:
        _ask(draft, number)
    draft.say(Topic.QUIET)
    _heed_room(draft)


def _ask(draft: Draft, number: int) -> None:
    draft.move_part(number, P.ASKED)
    drafts.hold(draft, number)
    draft.tell(number, Topic.BALANCE, SharedData.STATUS)


def tell_capacity(draft: Draft, event: events.CapacityTold) -> None:
    """One capacity, once for all; while the plan is made anew this is what it is made with."""
    if event.spare_cents < 0:
        raise JointRefusedError(Refused.BAD_AMOUNT, f"{event.spare_cents} cents")
    earliest, latest = first_bounds(draft.joint, draft.day, draft.policy)
    if not earliest <= event.first_on <= latest:
        raise JointRefusedError(Refused.BAD_DAY, event.first_on.isoformat())
    draft.change(spare_cents=event.spare_cents, rhythm=event.rhythm, first_on=event.first_on)
    if draft.state == S.REVISING:
        deciding.offer_again(draft, event.change)
    elif draft.state == S.WEIGHED:
        _lighten(draft, event.change)
    else:
        _heed_room(draft)
        advance(draft)


def first_bounds(joint: Joint, day: date, policy: Policy) -> tuple[date, date]:
    """From when to when the first payment may be; while there is a pause not before it ends, and as long after that."""
    running = joint.running
    on = drafts.next_line_on(running, [part for part in joint.parts if part.state == P.RUNNING])
    from_on = on if running and running.change == ChangeReason.PAUSE and on and on > day else day + _DAY
    return from_on, from_on - _DAY + timedelta(days=policy.solutions.first_within_days)


def _lighten(draft: Draft, change: ChangeReason) -> None:
    """Where only the amount was a reason to look first, and it is none any more, the plan goes on by itself."""
    weighs = draft.joint.weighs
    if {weigh.why for weigh in weighs if weigh.done_on is None} - BY_AMOUNT:
        return
    draft.change(weighs=tuple(weigh for weigh in weighs if weigh.done_on is not None))
    if planning.reasons(draft, planning.AGREED if draft.joint.running else planning.ASKABLE):
        draft.change(weighs=weighs)
    else:
        go_on(draft, change)


def go_on(draft: Draft, change: ChangeReason | None) -> None:
    """On from where a person looked; a plan that runs is made anew at once only when it is known why."""
    if draft.joint.running:
        draft.move(S.REVISING)
        if change is not None:
            deciding.offer_again(draft, change)
    elif draft.among((P.ACCEPTED,)) and not draft.among((P.PROPOSED, P.ASKED, P.CONFIRMED)):
        deciding.offer_to_those_in(draft)
    else:
        draft.move(S.INVENTORY)
        advance(draft)


def _heed_room(draft: Draft) -> None:
    """Nothing to spare: a person, at once (DECISIONS 10)."""
    told = draft.joint.spare_cents is not None
    if draft.state == S.INVENTORY and told and not planning.has_room(draft):
        draft.weigh(WeighReason.ROOM)


def tell_balance(draft: Draft, event: events.BalanceTold) -> None:
    """What is open at one of them; nothing open means that there is nothing to arrange."""
    part = drafts.part_in(draft, event.part, BALANCE_FROM)
    if event.balance_cents < 0:
        raise JointRefusedError(Refused.BAD_AMOUNT, f"{event.balance_cents} cents")
    draft.change_part(part.id, balance_cents=event.balance_cents)
    draft.move_part(part.id, P.CONFIRMED)
    if event.balance_cents == 0:
        draft.move_part(part.id, P.LEFT)
        after_leaving(draft)
    else:
        advance(draft)


def advance(draft: Draft) -> None:
    """Propose as soon as nobody is waited for: silence goes to a person and holds nobody up."""
    if draft.state != S.INVENTORY or draft.among((P.ASKED,)):
        return
    if not [part for part in draft.parts.values() if part.state not in GONE]:
        draft.weigh(WeighReason.OUTSIDE)
    elif draft.joint.spare_cents is not None and draft.among(planning.ASKABLE):
        deciding.propose(draft)


def after_leaving(draft: Draft) -> None:
    """What is left of it when one has gone."""
    if draft.joint.running:
        deciding.after_money(draft)
        return
    live = [part for part in draft.parts.values() if part.state not in GONE]
    if not live and (draft.state in {S.REQUESTED, S.WEIGHED} or not draft.among((P.DECLINED,))):
        draft.finish(S.ENDED)
        draft.say(Topic.ENDED)
    elif draft.state == S.INVENTORY:
        advance(draft)
    elif draft.state == S.WEIGHED:
        _lighten(draft, ChangeReason.LEFT)
    elif draft.state == S.PROPOSED:
        deciding.settle(draft)
    elif draft.state == S.OFFERED:
        deciding.offer_to_those_in(draft)


def leave(draft: Draft, event: events.Leaves) -> None:
    """An organisation steps out: what it got stays unspent until the customer agrees (LAW 2.2)."""
    _go(draft, event.part, keeps=False)


def withdraw(draft: Draft, event: events.Withdrawn) -> None:
    """Nothing is told from now on; what was agreed already goes on as an arrangement of its own."""
    part = draft.parts.get(event.part)
    if part is None or not part.has_consent:
        raise JointRefusedError(Refused.NO_CONSENT, f"organisation {event.part}")
    draft.change_part(part.id, has_consent=False)
    if draft.state not in OVER and part.state not in GONE | {P.PICKED}:
        _go(draft, part.id, keeps=True)


def _go(draft: Draft, number: int, *, keeps: bool) -> None:
    part = drafts.part_in(draft, number, [state for state in P if state not in GONE])
    if part.state == P.RUNNING:
        deciding.take_out(draft, part, keeps=keeps)
    draft.move_part(number, P.LEFT)
    after_leaving(draft)

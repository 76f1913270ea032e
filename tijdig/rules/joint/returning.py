"""Money that went back: the same sums are open again, and a plan that seemed done runs again."""

from datetime import date

from tijdig.rules.joint import deciding, drafts, events, planning
from tijdig.rules.joint.drafts import Draft, JointRefusedError, Refused
from tijdig.rules.joint.facts import Effect, EffectKind, Line, Part, Plan, Topic
from tijdig.rules.solutions import rhythm
from tijdig.words import ChangeReason
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S


def is_in_plan(part: Part, cents: int) -> bool:
    """Whether so much is open again in the plan: it runs there, or was paid up there and may be told of it."""
    return 0 < cents <= part.paid_cents and (part.state == P.RUNNING or (part.state == P.PAID and part.has_consent))


def go_back(draft: Draft, event: events.WentBack) -> None:
    """What was paid is open again; what was done runs again. Never a day sooner or a cent more each time than agreed.

    The customer hears of it when the plan is another one because of it; else it is as it was before the payment.
    """
    was_over, before = draft.state == S.COMPLETED, draft.joint.running
    if before is None:
        raise JointRefusedError(Refused.NOT_NOW, "no plan runs yet")
    paid_up = [part.id for part in draft.among((P.PAID,))]
    for number, cents in event.shares:
        _open_again(draft, number, cents)
    if was_over:
        draft.move(S.ACTIVE)
        _on_a_day_to_come(draft)
    _lengthen(draft, before)
    for part in draft.among((P.RUNNING,)):
        if part.id in paid_up or draft.joint.running != before:
            draft.effects.append(Effect(EffectKind.ARRANGE, Topic.UNCHANGED, part.id))
    deciding.after_money(draft)
    if was_over or draft.joint.running != before:
        draft.say(Topic.BACK)


def _open_again(draft: Draft, number: int, cents: int) -> None:
    part = drafts.part_in(draft, number, {P.RUNNING, P.PAID})
    if not is_in_plan(part, cents):
        raise JointRefusedError(Refused.BAD_AMOUNT, f"{cents} cents")
    if part.state == P.PAID:
        draft.move_part(number, P.RUNNING)
    draft.change_part(number, paid_cents=part.paid_cents - cents)


def _on_a_day_to_come(draft: Draft) -> None:
    """What would have been paid by now is paid from the next day of the rhythm on; days that are to come stay."""
    on = drafts.next_line_on(draft.joint.running, draft.among((P.RUNNING,)))
    if on is not None and on <= draft.day:
        planning.moved(draft, planning.next_first_on(draft), ChangeReason.MISSED)


def _lengthen(draft: Draft, before: Plan) -> None:
    """What stands in no payment any more, as the plan was made anew since, is paid after the last one agreed."""
    running, parts = draft.joint.running, draft.among((P.RUNNING,))
    left = drafts.lefts(running, parts)
    planned = {part.id: sum([cents for *_, number, cents in left if number == part.id]) for part in parts}
    owed = {part.id: part.left_cents - planned[part.id] for part in parts if part.left_cents > planned[part.id]}
    if running is None or not owed:
        return
    last = max([line.due_on for line in (*before.lines, *running.lines)], default=draft.day)
    lines = [Line(*one) for one in left]
    number = max([line.number for line in lines], default=0)
    payments = _filled(owed, running.spare_cents)
    days = rhythm.days(_after(draft, last), draft.joint.rhythm, len(payments), draft.policy)
    for day, payment in zip(days, payments, strict=True):
        number += 1
        lines += [Line(number, day, part, cents) for part, cents in sorted(payment.items())]
    made = running._replace(
        number=draft.joint.plans + 1, lines=tuple(lines), made_on=draft.day, change=ChangeReason.MISSED,
        confirmed_on=draft.day,
    )  # fmt: skip
    draft.change(running=made, plans=made.number)


def _after(draft: Draft, last: date) -> date:
    """The first day of the rhythm after this one, and after today."""
    turns, first_on = 0, draft.joint.first_on or draft.day
    while rhythm.later(first_on, draft.joint.rhythm, turns) <= max(last, draft.day):
        turns += 1
    return rhythm.later(first_on, draft.joint.rhythm, turns)


def _filled(owed: dict[int, int], most_cents: int) -> list[dict[int, int]]:
    """Payments of no more than this each, one organisation after the other."""
    payments: list[dict[int, int]] = [{}]
    for part, cents in owed.items():
        rest = cents
        while rest:
            room = most_cents - sum(payments[-1].values())
            if not room:
                payments.append({})
                continue
            payments[-1][part] = min(rest, room)
            rest -= payments[-1][part]
    return payments

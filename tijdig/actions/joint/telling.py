"""What the customer hears of a joint arrangement: one message for each thing that happened, from where it was asked.

What follows an act of the customer, alone or with a colleague, is a direct answer and goes at once; the rest we begin
ourselves, in the hours of outreach (DECISIONS 4, docs/adr/0057).
"""

from collections.abc import Iterable
from datetime import datetime

from tijdig.actions import cases, replies
from tijdig.actions.joint.apart import Apart
from tijdig.models import Joint, JointLine, JointPart, JointPayment, JointPlan
from tijdig.queries import creditors, jointrenewal, jointrows, jointsaid
from tijdig.rules import actors
from tijdig.rules.joint import facts
from tijdig.rules.joint.drafts import lefts
from tijdig.rules.joint.facts import Effect, EffectKind, Topic
from tijdig.rules.money import EURO_CENTS
from tijdig.rules.workdays import local_day
from tijdig.words import JointPartState as P
from tijdig.words import JointState, ReplyKind

K = ReplyKind
_WHOLE = frozenset({
    K.JOINT_PROPOSED, K.JOINT_AGREED, K.JOINT_CHANGED, K.JOINT_BACK, K.JOINT_COMPLETED, K.JOINT_ENDED,
})  # fmt: skip
"""These tell how all of it stands."""
_LIGHT = jointsaid.KINDS - _WHOLE - {K.JOINT_LEFT, K.JOINT_THANKED, K.JOINT_RENEW}


def tell(row: Joint, began: facts.Joint, now: facts.Joint, effects: Iterable[Effect], *, by: str, at: datetime) -> None:
    """One message on all that happened in one go, the weightiest of it; what it overtakes does not go any more."""
    topics = {effect.topic for effect in effects if effect.kind == EffectKind.MESSAGE}
    if Topic.THANKS in topics:
        replies.overtaken_together(row.case, jointsaid.OF_MONEY, at=at)
    for kind, number in _said(row, began, now, topics):
        replies.overtaken_together(row.case, _overtakes(kind), at=at, but=(kind, number))
        _say(row, kind, number, by=by, at=at)


def _overtakes(kind: ReplyKind) -> frozenset[ReplyKind]:
    """What need not be said any more once this is; that a consent ends stays true as long as something runs."""
    if kind in {K.JOINT_COMPLETED, K.JOINT_ENDED}:
        return jointsaid.KINDS | {K.JOINT_PROPOSED}
    if kind in _WHOLE:
        return (jointsaid.KINDS | {K.JOINT_PROPOSED}) - {K.JOINT_RENEW}
    return frozenset() if kind in {K.JOINT_LEFT, K.JOINT_THANKED} else _LIGHT


def remind_all(at: datetime, *, by: str) -> set[int]:
    """Tell of every payment that is due within the days of the policy, once each; of which plans that failed."""
    apart = Apart()
    for creditor in creditors.with_plans():
        for joint in jointsaid.due_soon(creditor, local_day(at)):
            with apart.one(joint.pk, "joint.not_reminded"), cases.held(joint.case):
                _remind(joint.pk, at, by=by)
    return apart.stuck


def ask_again_all(at: datetime, *, by: str) -> set[int]:
    """Ask who said yes for so long only whether it may be longer, once each, as soon as we may; which plans failed."""
    apart = Apart()
    for joint, given in jointrenewal.to_tell(local_day(at)):
        with apart.one(joint.pk, "joint.not_asked_again"), cases.held(joint.case):
            if jointsaid.may_hear(joint.case, local_day(at)):
                replies.about_joint(joint.case, K.JOINT_RENEW, given.pk, by=by, at=at, is_answer=False)
    return apart.stuck


def _remind(number: int, at: datetime, *, by: str) -> None:
    joint = Joint.objects.select_related("case__creditor", "case__customer", "pay_to").get(pk=number)
    line = jointsaid.to_remind(joint, local_day(at))
    if line is not None and not _is_crumb(joint):
        kind = K.JOINT_RESUMED if joint.state == JointState.PAUSED else K.JOINT_INSTALMENT
        replies.about_joint(joint.case, kind, line.pk, by=by, at=at, is_answer=False)


def _say(row: Joint, kind: ReplyKind, number: int, *, by: str, at: datetime) -> None:
    is_answer = actors.is_for_customer(by) and kind not in {K.JOINT_THANKED, K.JOINT_BACK, K.JOINT_COMPLETED}
    if is_answer or jointsaid.may_hear(row.case, local_day(at)):
        replies.about_joint(row.case, kind, number, by=by, at=at, is_answer=is_answer)


def _said(
    row: Joint, began: facts.Joint, now: facts.Joint, topics: set[Topic | None]
) -> Iterable[tuple[ReplyKind, int]]:
    """What to say, and the row that it is about; the first that holds."""
    is_new = now.running is not None and (began.running is None or began.running.number != now.running.number)
    if Topic.COMPLETED in topics:
        return [(K.JOINT_COMPLETED, row.pk)]
    if Topic.ENDED in topics:
        return [(K.JOINT_ENDED, row.pk)] if _was_asked(row) else []
    if now.state == JointState.WEIGHED and Topic.WEIGH in topics:
        weighed = jointsaid.last_weighed(row)
        return [(K.JOINT_WEIGHED, weighed.pk)] if weighed else []
    if now.state == JointState.OFFERED and topics & {Topic.OFFER, Topic.HALFWAY}:
        kind = K.JOINT_PROPOSED if Topic.OFFER in topics else K.JOINT_HALFWAY
        return _of_plan(row, now.plan, kind)
    if Topic.STARTED in topics:
        return _of_plan(row, now.running, K.JOINT_AGREED)
    if Topic.PAUSED in topics:
        return _of_plan(row, now.running, K.JOINT_PAUSED)
    if is_new and topics & {Topic.REVISE, Topic.RESUMED}:
        return _of_plan(row, now.running, K.JOINT_CHANGED)
    if Topic.BACK in topics:
        return [(K.JOINT_BACK, _last_payment(row))]
    if Topic.LEFT in topics:
        return [(K.JOINT_LEFT, part) for part in _gone(row, began, now)[:1]]  # it names all of them
    if now.state == JointState.MISSED != began.state:
        return _missed(row, now)
    return _thanks(row, began, now) if Topic.THANKS in topics else []


def _of_plan(row: Joint, plan: facts.Plan | None, kind: ReplyKind) -> list[tuple[ReplyKind, int]]:
    found = JointPlan.objects.filter(joint=row, number=plan.number).first() if plan else None
    return [(kind, found.pk)] if found else []


def _was_asked(row: Joint) -> bool:
    """Whether anybody was asked anything: a wish that was let go is no news."""
    return JointPart.objects.filter(joint=row, balance_cents__gt=0).exists()


def _gone(row: Joint, began: facts.Joint, now: facts.Joint) -> list[int]:
    """Who went out of the plan that runs; where it was asked, a colleague calls first, and no letter says "we"."""
    was = {part.id for part in began.parts if part.state == P.RUNNING}
    gone = [part.id for part in now.parts if part.state == P.LEFT and part.id in was]
    rows = JointPart.objects.filter(pk__in=gone).exclude(creditor=row.case.creditor_id)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _missed(row: Joint, now: facts.Joint) -> list[tuple[ReplyKind, int]]:
    line = _line(row, now)
    return [(K.JOINT_MISSED, line.pk)] if line and not _is_crumb(row) else []


def _is_crumb(row: Joint) -> bool:
    """Whether less than a euro is left of the next payment: nobody writes about that, and a person looks at it."""
    due = jointsaid.next_payment(jointrows.held(row))
    return due is not None and due.amount_cents < EURO_CENTS


def _line(row: Joint, now: facts.Joint) -> JointLine | None:
    due, plan = jointsaid.next_payment(jointrows.held(row)), now.running
    made = JointPlan.objects.filter(joint=row, number=plan.number).first() if plan else None
    return jointsaid.line_of(made, due.number) if due and made else None


def _thanks(row: Joint, began: facts.Joint, now: facts.Joint) -> list[tuple[ReplyKind, int]]:
    """Once a whole payment is there, and another is to come."""
    first, then = _next_number(began), _next_number(now)
    is_next = bool(first and then and first < then)
    return [(K.JOINT_THANKED, last)] if is_next and (last := _last_payment(row)) else []


def _last_payment(row: Joint) -> int:
    """What came in or went back last; 0 when nothing did."""
    return JointPayment.objects.filter(joint=row).order_by("pk").values_list("pk", flat=True).last() or 0


def _next_number(joint: facts.Joint) -> int:
    found = lefts(joint.running, [part for part in joint.parts if part.state == P.RUNNING])
    return found[0][0] if found else 0

"""What a message about a joint arrangement says, read from the row that it is about, and which payment is told of.

The organisation where it was asked speaks for all of them: one message per customer (docs/adr/0057).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import Final, NamedTuple

from django.db.models import QuerySet

from tijdig.messages.facts import Facts
from tijdig.models import (
    AuditEvent,
    Case,
    Consent,
    Creditor,
    Hold,
    Joint,
    JointLine,
    JointPart,
    JointPayment,
    JointPlan,
)
from tijdig.queries import (
    arrangements,
    jointfacts,
    jointgone,
    jointhouses,
    jointplans,
    jointpromise,
    jointrenewal,
    jointrows,
    policies,
    standing,
)
from tijdig.queries.jointrows import Held, Left
from tijdig.queries.ready import Ready
from tijdig.rules.arrangements import Part
from tijdig.rules.joint.facts import Topic
from tijdig.rules.workdays import local_day
from tijdig.words import ChangeReason, HoldKind, JointState, PauseReason, ReplyKind
from tijdig.words import JointPartState as P

K = ReplyKind
_DAY: Final = timedelta(days=1)


# Whether, and of what ------------------------------------------------------------------------------------------------


def may_hear(case: Case, day: date) -> bool:
    """Whether we may begin about it today: nothing keeps the case quiet but the plan, or an answer of days ago."""
    return _QUIET.first(case=case.pk, day=day) is None


def _quiet_rows(case: int, day: date) -> "QuerySet[Hold, int]":
    rows = standing.active_holds(day).filter(case_id=case)
    rows = rows.exclude(kind=HoldKind.AGREED).exclude(kind=HoldKind.REACTED, until_on__isnull=False)
    rows = rows.exclude(kind=HoldKind.PAUSED, reason=PauseReason.JOINT)
    found: QuerySet[Hold, int] = rows.values_list("pk", flat=True)
    return found[:1]


def due_soon(creditor: Creditor, day: date) -> list[Joint]:
    """Those that were asked here, of which a payment is due within the days in which we remind of one."""
    last = day + timedelta(days=policies.of(creditor, day).solutions.remind_days_before)
    return _DUE_SOON.rows(creditor=creditor.pk, day=day, last=last)


def _due_soon_rows(creditor: int, day: date, last: date) -> QuerySet[Joint]:
    rows = Joint.objects.filter(
        case__creditor_id=creditor, state__in=(JointState.ACTIVE, JointState.PAUSED),
        plans__confirmed_at__isnull=False, plans__lines__due_on__gt=day, plans__lines__due_on__lte=last,
    )  # fmt: skip
    return rows.distinct().order_by("pk").select_related("case")


_QUIET, _DUE_SOON = Ready(_quiet_rows), Ready(_due_soon_rows)


def to_remind(joint: Joint, day: date) -> JointLine | None:
    """The payment to tell of on this day: the oldest that is left, unless it was agreed in these very days."""
    found = jointrows.held(joint)
    due, plan = next_payment(found), found.running
    if due is None or plan is None or not may_hear(joint.case, day):
        return None
    ahead = timedelta(days=policies.of(joint.case.creditor, day).solutions.remind_days_before)
    is_soon = day < due.due_on <= day + ahead and local_day(plan.made_at) < due.due_on - ahead
    return line_of(plan, due.number) if is_soon else None


def next_payment(found: Held) -> Part | None:
    """The first payment that is not whole yet: as much as is left of it, added up over the organisations."""
    lines = _next_lines(found)
    return Part(lines[0][0], lines[0][1], sum([cents for *_, cents in lines])) if lines else None


def _next_lines(found: Held) -> list[Left]:
    lefts = found.lefts()
    return [left for left in lefts if left[0] == lefts[0][0]]


def line_of(plan: JointPlan, number: int) -> JointLine | None:
    """The row by which one payment of a plan is known: that of the first organisation in it."""
    return JointLine.objects.filter(plan=plan, number=number).order_by("pk").first()


def last_weighed(joint: Joint) -> AuditEvent | None:
    """When a person was put first, as the trail says it."""
    rows = AuditEvent.objects.filter(
        case_id_text=str(joint.case_id), noun="joint", noun_id=str(joint.pk), what="joint.message"
    )
    return next((row for row in rows.order_by("-pk") if row.facts.get("topic") == Topic.WEIGH), None)


# What it says --------------------------------------------------------------------------------------------------------


def _proposed(number: int, base: Facts) -> Facts:
    """A plan that lies there: every payment, who is in it and who is not."""
    plan = _plan(number)
    told = jointplans.told_of(plan)
    return replace(
        base, parts=told.parts, total_cents=told.total_cents, others=told.others, respond_by=told.until,
        gone=jointhouses.left_out(plan), with_us=jointhouses.is_with_us(plan),
    )  # fmt: skip


def _agreed(number: int, base: Facts) -> Facts:
    """The same of a plan that was agreed to, and where it goes."""
    plan = _plan(number)
    houses = jointhouses.each_time(jointrows.held(plan.joint), jointplans.lines_of(plan))
    return replace(_proposed(number, base), houses=houses)


def _halfway(number: int, base: Facts) -> Facts:
    return replace(base, respond_by=jointplans.told_of(_plan(number)).until)


def _payment(number: int, base: Facts) -> Facts:
    """One payment: its day and amount, and what goes where; the account is that of who takes it, for all or for one."""
    found = jointrows.held(_line(number).plan.joint)
    return _of_next(found, base)


def _of_next(found: Held, base: Facts) -> Facts:
    due = next_payment(found)
    if due is None:
        return base
    where = jointhouses.once(found, _next_lines(found))
    return replace(base, instalment=due, total_cents=due.amount_cents, others=others(found), houses=where)


def _thanked(number: int, base: Facts) -> Facts:
    """What came in, and what comes next."""
    paid = _payment_of(number)
    found = jointrows.held(paid.joint)
    return replace(
        base, instalment=next_payment(found), ahead=len(found.ahead(base.day)), total_cents=paid.amount_cents
    )


def _went_back(number: int, base: Facts) -> Facts:
    """What went back, and the next payment with what goes where."""
    paid = _payment_of(number)
    return replace(_of_next(jointrows.held(paid.joint), base), total_cents=paid.amount_cents)


def _paused(number: int, base: Facts) -> Facts:
    found = jointrows.held(_plan(number).joint)
    return replace(base, instalment=next_payment(found), others=others(found))


def _changed(number: int, base: Facts) -> Facts:
    plan = _plan(number)
    found = jointrows.held(plan.joint)
    rows = [
        Part(count, day, sum([cents for *_, cents in lines]))
        for (count, day), lines in groupby(found.lefts(), key=lambda left: (left[0], left[1]))
    ]
    total = sum(part.amount_cents for part in rows)
    return replace(
        base, parts=tuple(rows), total_cents=total, others=others(found), joined=_joined(plan),
        houses=jointhouses.each_time(found, found.lefts()),
    )  # fmt: skip


def _joined(plan: JointPlan) -> str:
    """Who came in with this version."""
    if plan.change != ChangeReason.JOINED:
        return ""
    before = JointPlan.objects.filter(joint=plan.joint_id, number__lt=plan.number, confirmed_at__isnull=False)
    was = before.order_by("number").last()
    known = set(JointLine.objects.filter(plan=was).values_list("part", flat=True)) if was else set[int]()
    rows = JointPart.objects.filter(lines__plan=plan).exclude(pk__in=known).distinct().order_by("pk")
    return " en ".join(part.creditor.sender_name for part in rows.select_related("creditor"))


def _left(number: int, base: Facts) -> Facts:
    """All that went out in the step of this one, with what stands there now; and whether we are still in it."""
    found = jointrows.held(JointPart.objects.select_related("joint__case").get(pk=number).joint)
    rows = jointgone.out_with(found, number)
    names = tuple(part.creditor.sender_name for part in rows)
    with_us = any(part.state == P.RUNNING for part in found.parts if part.creditor_id == found.joint.case.creditor_id)
    return replace(
        base, absent=names[0], gone=names, others=others(found), with_us=with_us,
        houses=tuple(jointgone.house(part, jointgone.stands_alone(part, base.day), base.day) for part in rows),
    )  # fmt: skip


def _completed(number: int, base: Facts) -> Facts:
    found = jointrows.held(_joint(number))
    paid = [part for part in found.parts if part.state == P.PAID]
    late_cents, coming = arrangements.open_beside(found.joint.case, base.day)
    return replace(base, others=tuple(_names(found, paid)), total_cents=late_cents, instalment=coming)


def _ended(number: int, base: Facts) -> Facts:
    """How it goes on with each that was asked: paid, agreed on and going on there, or open; and who to call."""
    found = jointrows.held(_joint(number))
    agreed = {left.part_id for left in found.lines_of(found.running)} if found.running else set()
    gone = jointfacts.was_in(found.joint) - agreed
    rows = [
        jointgone.house(part, jointgone.stands(part, base.day, gone=gone, agreed=agreed), base.day)
        for part in found.parts
        if part.balance_cents != 0 and (part.consent_id or part.creditor_id == found.joint.case.creditor_id)
    ]
    return replace(base, houses=tuple(rows))


def _renews(number: int, base: Facts) -> Facts:
    """For whom the consent ends, and the last day to say yes again."""
    until = Consent.objects.get(pk=number).until_on
    names = tuple(part.creditor.sender_name for part in jointrenewal.together_with(number))
    return replace(base, others=names, respond_by=until - _DAY if until else None)


def _weigh(number: int, base: Facts) -> Facts:
    return replace(base, answer_on=jointpromise.call_by(_weighed(number)))


# Who -----------------------------------------------------------------------------------------------------------------


def others(found: Held) -> tuple[str, ...]:
    """The organisations in the plan that runs, where it was asked not counted."""
    return tuple(_names(found, [part for part in found.parts if part.state == P.RUNNING]))


def _names(found: Held, parts: list[JointPart]) -> list[str]:
    return [part.creditor.sender_name for part in parts if part.creditor_id != found.joint.case.creditor_id]


# The rows ------------------------------------------------------------------------------------------------------------


def _line(number: int) -> JointLine:
    return JointLine.objects.select_related("plan__joint__case").get(pk=number)


def _payment_of(number: int) -> JointPayment:
    return JointPayment.objects.select_related("joint__case").get(pk=number)


def _plan(number: int) -> JointPlan:
    return JointPlan.objects.select_related("joint__case__creditor").get(pk=number)


def _joint(number: int) -> Joint:
    return Joint.objects.select_related("case").get(pk=number)


def _weighed(number: int) -> Joint:
    return _joint(int(AuditEvent.objects.get(pk=number).noun_id))


# How long it holds ---------------------------------------------------------------------------------------------------


def _has_no_end(_number: int) -> date | None:
    return None


def _after_line(number: int) -> date | None:
    return JointLine.objects.get(pk=number).due_on + _DAY


def _next_day(joint: Joint) -> date | None:
    due = next_payment(jointrows.held(joint))
    return due.due_on if due else None


def _next_of_payment(number: int) -> date | None:
    return _next_day(_payment_of(number).joint)


def _next_of_plan(number: int) -> date | None:
    return _next_day(_plan(number).joint)


def _after_offer(number: int) -> date | None:
    return jointplans.told_of(_plan(number)).until + _DAY


def _end_of_consent(number: int) -> date | None:
    return Consent.objects.get(pk=number).until_on


def _after_weighed(number: int) -> date | None:
    last = jointpromise.call_by(_weighed(number))
    return last + _DAY if last else None


def _always(_number: int) -> bool:
    return True


def _is_next(number: int) -> bool:
    line = _line(number)
    found = jointrows.held(line.plan.joint)
    due = next_payment(found)
    return due is not None and due.number == line.number and found.running == line.plan


def _has_next(number: int) -> bool:
    return _next_of_payment(number) is not None


def _is_offered(number: int) -> bool:
    return _plan(number).joint.state == JointState.OFFERED


def _is_paused(number: int) -> bool:
    return _plan(number).joint.state == JointState.PAUSED


def _is_weighed(number: int) -> bool:
    return _weighed(number).state == JointState.WEIGHED


class Saying(NamedTuple):
    """All that is special of one kind of message on a joint arrangement; each takes the row that it is about."""

    told: Callable[[int, Facts], Facts]
    until_on: Callable[[int], date | None]
    """The first day on which the words are true no more; none when they stay true until something happens."""
    still_holds: Callable[[int], bool]
    """Whether this may be said by another way after all: not what time or money made untrue meanwhile."""
    by_letter: bool = True
    """Whether it is worth a letter, and is still news when that comes."""


SAYINGS: Final[Mapping[ReplyKind, Saying]] = {
    K.JOINT_PROPOSED: Saying(_proposed, _has_no_end, _always),
    K.JOINT_AGREED: Saying(_agreed, _has_no_end, _always),
    K.JOINT_HALFWAY: Saying(_halfway, _after_offer, _is_offered),
    K.JOINT_INSTALMENT: Saying(_payment, _after_line, _is_next),
    K.JOINT_RESUMED: Saying(_payment, _after_line, _is_next),
    K.JOINT_MISSED: Saying(_payment, _has_no_end, _is_next),
    K.JOINT_THANKED: Saying(_thanked, _next_of_payment, _has_next, by_letter=False),
    K.JOINT_BACK: Saying(_went_back, _next_of_payment, _has_next),
    K.JOINT_PAUSED: Saying(_paused, _next_of_plan, _is_paused),
    K.JOINT_CHANGED: Saying(_changed, _has_no_end, _always),
    K.JOINT_LEFT: Saying(_left, _has_no_end, _always),
    K.JOINT_COMPLETED: Saying(_completed, _has_no_end, _always),
    K.JOINT_ENDED: Saying(_ended, _has_no_end, _always),
    K.JOINT_WEIGHED: Saying(_weigh, _after_weighed, _is_weighed),
    K.JOINT_RENEW: Saying(_renews, _end_of_consent, jointrenewal.is_open),
}
"""Every message on a joint arrangement: a kind that has no line here cannot be sent."""
ABOUT_PLANS: Final = frozenset({K.JOINT_PROPOSED, K.JOINT_AGREED})
KINDS: Final = frozenset(SAYINGS) - ABOUT_PLANS
"""What is said of a joint arrangement beside the proposal and the arrangement itself."""
OF_MONEY: Final = frozenset({K.JOINT_INSTALMENT, K.JOINT_RESUMED, K.JOINT_MISSED, K.JOINT_THANKED, K.JOINT_BACK})
"""What money that comes in makes out of date."""

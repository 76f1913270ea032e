"""What a message about a joint arrangement says, read from the row that it is about, and which payment is told of.

The organisation where it was asked speaks for all of them: one message per customer (docs/adr/0057).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final

from tijdig.messages.facts import Facts, House
from tijdig.models import (
    Arrangement,
    AuditEvent,
    Case,
    Consent,
    Creditor,
    Joint,
    JointLine,
    JointPart,
    JointPayment,
    JointPlan,
)
from tijdig.queries import (
    arrangements,
    consents,
    jointaccounts,
    jointfacts,
    jointplans,
    jointrenewal,
    jointrows,
    policies,
    standing,
    visible,
)
from tijdig.queries.facts import payment_reference
from tijdig.queries.jointrows import Held, Left
from tijdig.rules.arrangements import Part
from tijdig.rules.consents import holds
from tijdig.rules.workdays import local_day
from tijdig.words import ArrangementState, ChangeReason, HoldKind, JointState, PauseReason, ReplyKind
from tijdig.words import JointPartState as P

K = ReplyKind
ABOUT_LINE: Final = frozenset({K.JOINT_INSTALMENT, K.JOINT_RESUMED, K.JOINT_MISSED})
KINDS: Final = ABOUT_LINE | {
    K.JOINT_HALFWAY, K.JOINT_THANKED, K.JOINT_PAUSED, K.JOINT_CHANGED, K.JOINT_LEFT, K.JOINT_COMPLETED, K.JOINT_ENDED,
    K.JOINT_BACK, K.JOINT_WEIGHED, K.JOINT_RENEW,
}  # fmt: skip
"""What is said of a joint arrangement beside the proposal and the arrangement itself."""
OF_MONEY: Final = ABOUT_LINE | {K.JOINT_THANKED, K.JOINT_BACK}
"""What money that comes in makes out of date."""
_DAY: Final = timedelta(days=1)


# Whether, and of what ------------------------------------------------------------------------------------------------


def may_hear(case: Case, day: date) -> bool:
    """Whether we may begin about it today: nothing keeps the case quiet but the plan, or an answer of days ago."""
    rows = standing.active_holds(day).filter(case=case)
    rows = rows.exclude(kind=HoldKind.AGREED).exclude(kind=HoldKind.REACTED, until_on__isnull=False)
    return not rows.exclude(kind=HoldKind.PAUSED, reason=PauseReason.JOINT).exists()


def due_soon(creditor: Creditor, day: date) -> list[Joint]:
    """Those that were asked here, of which a payment is due within the days in which we remind of one."""
    last = day + timedelta(days=policies.of(creditor, day).solutions.remind_days_before)
    rows = Joint.objects.filter(
        case__creditor=creditor, state__in=(JointState.ACTIVE, JointState.PAUSED), plans__confirmed_at__isnull=False,
        plans__lines__due_on__gt=day, plans__lines__due_on__lte=last,
    )  # fmt: skip
    return list(rows.distinct().order_by("pk").select_related("case"))


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
    return next((row for row in rows.order_by("-pk") if row.facts.get("topic") == "weigh"), None)


def still_holds(kind: ReplyKind, number: int) -> bool:
    """Whether this may be said by another way after all: not what time or money made untrue meanwhile."""
    if kind in ABOUT_LINE:
        line = JointLine.objects.select_related("plan__joint__case").get(pk=number)
        found = jointrows.held(line.plan.joint)
        due = next_payment(found)
        return due is not None and due.number == line.number and found.running == line.plan
    if kind in {K.JOINT_HALFWAY, K.JOINT_PAUSED}:
        wanted = JointState.OFFERED if kind == K.JOINT_HALFWAY else JointState.PAUSED
        return _plan(number).joint.state == wanted
    if kind in {K.JOINT_THANKED, K.JOINT_BACK}:
        return (
            next_payment(jointrows.held(JointPayment.objects.select_related("joint__case").get(pk=number).joint))
            is not None
        )
    if kind == K.JOINT_RENEW:
        return jointrenewal.is_open(number)
    return kind != K.JOINT_WEIGHED or _weighed(number).state == JointState.WEIGHED


# What it says --------------------------------------------------------------------------------------------------------


def told_of(kind: ReplyKind, number: int, base: Facts) -> Facts:
    """The facts of one message; `number` is the row that it is about."""
    return _TELLS[kind](number, base)


def until_on(kind: ReplyKind, number: int) -> date | None:
    """The first day on which the words are true no more; none when they stay true until something happens."""
    if kind in {K.JOINT_INSTALMENT, K.JOINT_RESUMED}:
        return JointLine.objects.get(pk=number).due_on + _DAY
    if kind in {K.JOINT_THANKED, K.JOINT_BACK}:
        due = next_payment(jointrows.held(JointPayment.objects.get(pk=number).joint))
        return due.due_on if due else None
    if kind == K.JOINT_PAUSED:
        due = next_payment(jointrows.held(JointPlan.objects.get(pk=number).joint))
        return due.due_on if due else None
    if kind == K.JOINT_HALFWAY:
        return jointplans.told_of(_plan(number)).until + _DAY
    if kind == K.JOINT_RENEW:
        return Consent.objects.get(pk=number).until_on
    if kind == K.JOINT_WEIGHED:
        joint = _weighed(number)
        return joint.due_on + _DAY if joint.due_on else None
    return None


def _halfway(number: int, base: Facts) -> Facts:
    return replace(base, respond_by=jointplans.told_of(_plan(number)).until)


def _payment(number: int, base: Facts) -> Facts:
    """One payment: its day and amount, and what goes where; the account is that of who takes it, for all or for one."""
    found = jointrows.held(JointLine.objects.select_related("plan__joint__case").get(pk=number).plan.joint)
    due = next_payment(found)
    if due is None:
        return base
    return replace(
        base, instalment=due, total_cents=due.amount_cents, others=others(found), houses=tuple(_accounts(found, due))
    )


def _accounts(found: Held, due: Part) -> list[House]:
    if (payee := found.joint.pay_to) is not None:
        return [_account(payee, due.amount_cents, jointaccounts.reference_of(found.joint.pk), payee.phone)]
    parts = {part.pk: part for part in found.parts}
    return [_account_of(parts[part], cents) for _, _, part, cents in _next_lines(found)]


def _account_of(part: JointPart, cents: int) -> House:
    reference = part.customer_number
    if part.case is not None:
        late = [claim.payment_reference for claim in visible.claims(part.case) if claim.open_cents > 0]
        reference = payment_reference(part.case.customer.number, late)
    return _account(part.creditor, cents, reference, part.creditor.phone)


def _account(creditor: Creditor, cents: int, reference: str, phone: str) -> House:
    if not (creditor.iban and reference):
        return House(creditor.sender_name, "asks", cents, contact=phone)
    return House(creditor.sender_name, "pays", cents, creditor.iban, creditor.iban_name, reference, phone)


def _thanked(number: int, base: Facts) -> Facts:
    found = jointrows.held(JointPayment.objects.select_related("joint__case").get(pk=number).joint)
    return replace(base, instalment=next_payment(found), ahead=len(found.ahead(base.day)))


def _went_back(number: int, base: Facts) -> Facts:
    """What went back, and the next payment with what goes where."""
    paid = JointPayment.objects.select_related("joint__case").get(pk=number)
    found = jointrows.held(paid.joint)
    due = next_payment(found)
    if due is None:
        return base
    return replace(
        base, instalment=due, total_cents=paid.amount_cents, others=others(found), houses=tuple(_accounts(found, due))
    )


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
    return replace(base, parts=tuple(rows), total_cents=total, others=others(found), joined=_joined(plan))


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
    rows = _out_with(found, number)
    names = tuple(part.creditor.sender_name for part in rows)
    with_us = any(part.state == P.RUNNING for part in found.parts if part.creditor_id == found.joint.case.creditor_id)
    return replace(
        base, absent=names[0], gone=names, others=others(found), with_us=with_us,
        houses=tuple(_house(part, _stands_alone(part, base.day), base.day) for part in rows),
    )  # fmt: skip


def _out_with(found: Held, number: int) -> list[JointPart]:
    """Who went out of the plan that ran in one step with this one; where it was asked is not counted."""
    out_at = {part: _out_at(found.joint, part) for part in jointfacts.was_in(found.joint)}
    own = found.joint.case.creditor_id
    return [
        part
        for part in found.parts
        if part.pk == number
        or (part.creditor_id != own and out_at.get(part.pk) is not None and out_at[part.pk] == out_at.get(number))
    ]


def _out_at(joint: Joint, part: int) -> datetime | None:
    """When the version was made in which it stands no more; none while it stands in the newest."""
    agreed = JointPlan.objects.filter(joint=joint, confirmed_at__isnull=False).order_by("-number")
    last = agreed.filter(lines__part=part).first()
    after = agreed.filter(number__gt=last.number).last() if last else None
    return after.made_at if after else None


def _house(part: JointPart, now: str, day: date) -> House:
    return House(part.creditor.sender_name, now, contact=contact_of(part, day))


def _stands_alone(part: JointPart, day: date) -> str:
    """What stands there for who went out of a plan that ran.

    An arrangement in a file here says so itself. Elsewhere it goes on when the consent was taken back or came to its
    end: nobody stopped anything.
    """
    made: Arrangement | None = part.arrangement
    if made is not None:
        return _OF_ARRANGEMENT.get(ArrangementState(made.state), "open")
    return "goes_on" if part.consent is not None and _was_let_go(part.consent, day) else "open"


_OF_ARRANGEMENT: Final[Mapping[ArrangementState, str]] = {
    ArrangementState.ACTIVE: "goes_on",
    ArrangementState.COMPLETED: "paid",
}


def _was_let_go(given: Consent, day: date) -> bool:
    """Whether the customer took it back, or its day came; not that it ended because its organisation went."""
    if given.withdrawn_at is not None and given.withdrawn_by != consents.ENDED:
        return True
    ended_on = local_day(given.withdrawn_at) if given.withdrawn_at else day
    return given.until_on is not None and given.until_on <= ended_on


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
        _house(part, _stands_alone(part, base.day) if part.pk in gone else _stands(part, agreed), base.day)
        for part in found.parts
        if part.balance_cents != 0 and (part.consent_id or part.creditor_id == found.joint.case.creditor_id)
    ]
    return replace(base, houses=tuple(rows))


def _stands(part: JointPart, agreed: set[int]) -> str:
    if part.state == P.PAID:
        return "paid"
    return "goes_on" if part.pk in agreed else "open"


def _renews(number: int, base: Facts) -> Facts:
    """For whom the consent ends, and the last day to say yes again."""
    until = Consent.objects.get(pk=number).until_on
    names = tuple(part.creditor.sender_name for part in jointrenewal.together_with(number))
    return replace(base, others=names, respond_by=until - _DAY if until else None)


def _weigh(number: int, base: Facts) -> Facts:
    return replace(base, answer_on=_weighed(number).due_on)


_TELLS: Final[Mapping[ReplyKind, Callable[[int, Facts], Facts]]] = {
    K.JOINT_HALFWAY: _halfway,
    K.JOINT_INSTALMENT: _payment,
    K.JOINT_RESUMED: _payment,
    K.JOINT_MISSED: _payment,
    K.JOINT_THANKED: _thanked,
    K.JOINT_BACK: _went_back,
    K.JOINT_PAUSED: _paused,
    K.JOINT_CHANGED: _changed,
    K.JOINT_LEFT: _left,
    K.JOINT_COMPLETED: _completed,
    K.JOINT_ENDED: _ended,
    K.JOINT_WEIGHED: _weigh,
    K.JOINT_RENEW: _renews,
}


# Who -----------------------------------------------------------------------------------------------------------------


def others(found: Held) -> tuple[str, ...]:
    """The organisations in the plan that runs, where it was asked not counted."""
    return tuple(_names(found, [part for part in found.parts if part.state == P.RUNNING]))


def _names(found: Held, parts: list[JointPart]) -> list[str]:
    return [part.creditor.sender_name for part in parts if part.creditor_id != found.joint.case.creditor_id]


def contact_of(part: JointPart, day: date) -> str:
    """Who to call there: the person they named, as long as that may be told, with a number; else their number."""
    may_tell = part.consent is None or holds(consents.terms(part.consent), day)
    who, phone = part.contact.strip() if may_tell else "", part.creditor.phone
    has_number = any(sign.isdigit() for sign in who)
    return who if has_number else ", ".join(one for one in (who, phone) if one)


def _plan(number: int) -> JointPlan:
    return JointPlan.objects.select_related("joint__case__creditor").get(pk=number)


def _joint(number: int) -> Joint:
    return Joint.objects.select_related("case").get(pk=number)


def _weighed(number: int) -> Joint:
    return _joint(int(AuditEvent.objects.get(pk=number).noun_id))

"""Answers to what a customer did: composed, kept word for word and sent at once, at any hour (DECISIONS 4).

An answer is no reminder: it asks nothing, counts for no cap, and no hold keeps it back. Thanks for a payment wait for
the hours of outreach: a file is booked in the night, and nobody waits for them.
"""

import logging
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import F, Q

from tijdig.actions import afterwards, audit, sending
from tijdig.messages.facts import ClaimLine, Facts, Meeting
from tijdig.messages.render import compose
from tijdig.models import (
    Arrangement,
    CallBack,
    Case,
    Contact,
    Hold,
    Instalment,
    JointPlan,
    LetterCode,
    MoneyEntry,
    Request,
    Solution,
    Transfer,
)
from tijdig.queries import (
    arrangements,
    asks,
    jointplans,
    jointsaid,
    offers_made,
    policies,
    replies,
    solutionwords,
)
from tijdig.queries.doors import code_hash
from tijdig.queries.hours import QUARTER
from tijdig.queries.replies import Way
from tijdig.rules.arrangements import Part, next_due
from tijdig.rules.workdays import AMSTERDAM, local_day, next_permitted
from tijdig.words import ChannelKind, ContactState, Direction, PauseReason, ReplyKind, StopReason

QUICK = frozenset((
    ReplyKind.PAID, ReplyKind.COMPLETED, ReplyKind.RECEIVED, ReplyKind.CALL_PLANNED, ReplyKind.THANKED,
    *(kind for kind, saying in jointsaid.SAYINGS.items() if not saying.by_letter),
))  # fmt: skip
"""Thanks are never worth a letter, and a letter may come after the answer or the call that it tells of."""

_A_MOMENT = timedelta(seconds=1)
"""What is stopped was true until just before: another way to say it is looked for no more."""
ABOUT_SOLUTIONS = frozenset((ReplyKind.AGREED, ReplyKind.CORRECTED, ReplyKind.REFERRED))

_log = logging.getLogger(__name__)


def answer(request: Request, *, by: str, at: datetime) -> Contact | None:
    """What a colleague wrote to this customer, in the colleague's own words; None when there is no way to send it."""
    return _tell(request.case, ReplyKind.ANSWER, request.pk, by=by, at=at)


def arranged(arrangement: Arrangement, *, by: str, at: datetime) -> Contact | None:
    """The arrangement in writing: every day and every amount; None when there is no way to send it."""
    return _tell(arrangement.case, ReplyKind.ARRANGED, arrangement.pk, by=by, at=at)


def changed(arrangement: Arrangement, *, by: str, at: datetime) -> Contact | None:
    """The arrangement in its new shape, in writing; None when there is no way to send it."""
    return _tell(arrangement.case, ReplyKind.CHANGED, arrangement.pk, by=by, at=at)


def about_solution(made: Solution, kind: ReplyKind, *, by: str, at: datetime) -> Contact | None:
    """What was agreed beside an arrangement, put right, or asked of who helps; None when there is no way to send it."""
    return _tell(made.case, kind, made.pk, by=by, at=at)


def about_joint(
    case: Case, kind: ReplyKind, number: int, *, by: str, at: datetime, is_answer: bool
) -> Contact | None:  # fmt: skip
    """One message on a joint arrangement: at once as an answer, else in the hours of outreach; once for each row.

    None when there is no way, or it was told before. A plan with nobody but us in it is none: the page says so.
    """
    if kind in jointsaid.ABOUT_PLANS and not jointplans.told_of(JointPlan.objects.get(pk=number)).others:
        return None
    if Contact.objects.filter(replies.about(kind, number)).exists():
        return None
    if is_answer:
        return _tell(case, kind, number, by=by, at=at)
    return _kindly(case, kind, number, by=by, at=at)


def offered(request: Request, *, by: str, at: datetime) -> Contact | None:
    """What we propose, with the day until which it stands; None when there is no way to send it."""
    return _tell(request.case, ReplyKind.OFFERED, request.pk, by=by, at=at)


def reminded(part: Instalment, case: Case, *, by: str, at: datetime) -> Contact | None:
    """A part falls due soon: once, in the hours of outreach; None when there is no way, or when it was told before."""
    return _kindly(case, ReplyKind.INSTALMENT, part.pk, by=by, at=at)


def thanked(case: Case, entry: MoneyEntry, *, by: str, at: datetime) -> Contact | None:
    """A part came in, while others are to come: thanks, in the hours of outreach."""
    return _kindly(case, ReplyKind.THANKED, entry.pk, by=by, at=at)


def _kindly(case: Case, kind: ReplyKind, number: int, *, by: str, at: datetime) -> Contact | None:
    ways = _ways(case, kind, at)
    if not ways or Contact.objects.filter(replies.about(kind, number)).exists():
        return None
    from_at = next_permitted(at, policies.of(case.creditor, local_day(at)))
    return _keep(case, kind, number, ways[0], by=by, at=at, from_at=from_at)


def handed_over(given: Transfer, *, by: str, at: datetime) -> Contact | None:
    """Who takes over, what stays, and the way back: by post where there is an address, in the hours of outreach."""
    ways = _ways(given.case, ReplyKind.HANDED_OVER, at)
    from_at = next_permitted(at, policies.of(given.case.creditor, local_day(at)))
    return _keep(given.case, ReplyKind.HANDED_OVER, given.pk, ways[0], by=by, at=at, from_at=from_at) if ways else None


def take_back(given: Transfer, *, at: datetime) -> int:
    """The case is with us again: who was not told yet that it went need not hear it, by whatever way."""
    return _stop(ReplyKind.HANDED_OVER, given.pk, at=at)


def rest_over(hold: Hold, *, at: datetime) -> int:
    """The rest was ended: who was not told of it yet need not hear it any more."""
    return _stop(ReplyKind.PAUSED, hold.pk, at=at)


def overtaken(case: Case, *, at: datetime) -> int:
    """Money came in: thanks for an earlier part, or word of one that is due, would come behind the facts."""
    ours = replies.of_kind(ReplyKind.THANKED) | replies.of_kind(ReplyKind.INSTALMENT)
    return _stop_these(ours & Q(case=case), at=at)


def overtaken_together(
    case: Case, kinds: Collection[ReplyKind], *, at: datetime, but: tuple[ReplyKind, int] | None = None
) -> int:
    """Of a joint arrangement: money came in, or something newer is to be said, before these went out."""
    if not kinds:
        return 0
    which = reduce(or_, [replies.of_kind(kind) for kind in kinds]) & Q(case=case)
    return _stop_these(which & ~replies.about(*but) if but else which, at=at - _A_MOMENT)


def _stop(kind: ReplyKind, number: int, *, at: datetime) -> int:
    return _stop_these(replies.about(kind, number), at=at)


def _stop_these(which: Q, *, at: datetime) -> int:
    waiting = Contact.objects.filter(which, state=ContactState.PLANNED)
    return waiting.update(
        state=ContactState.STOPPED, stop_reason=StopReason.CHANGED, send_until=at, version=F("version") + 1
    )


def thank(case: Case, last: MoneyEntry, *, by: str, at: datetime) -> Contact | None:
    """Everything is paid: thanks, to who had heard of it; `last` is the payment that closed the case."""
    if not replies.was_told(case):
        return None
    ways = _ways(case, ReplyKind.PAID, at)
    from_at = next_permitted(at, policies.of(case.creditor, local_day(at)))
    return _keep(case, ReplyKind.PAID, last.pk, ways[0], by=by, at=at, from_at=from_at) if ways else None


def completed(arrangement: Arrangement, *, by: str, at: datetime) -> Contact | None:
    """Every part is paid, while something else is open: the arrangement is done; in the hours of outreach."""
    case = arrangement.case
    ways = _ways(case, ReplyKind.COMPLETED, at)
    from_at = next_permitted(at, policies.of(case.creditor, local_day(at)))
    return _keep(case, ReplyKind.COMPLETED, arrangement.pk, ways[0], by=by, at=at, from_at=from_at) if ways else None


def received(request: Request, *, by: str, at: datetime) -> Contact | None:
    """A question came in, and by when we answer; None when there is no quick way, or somebody else runs the money."""
    if replies.administrator(request.case, local_day(at)) or _is_told_enough(request, at):
        return None
    return _tell(request.case, ReplyKind.RECEIVED, request.pk, by=by, at=at)


def call_planned(call_back: CallBack, *, by: str, at: datetime) -> Contact | None:
    """When we call, in writing; None when there is no quick way, or somebody else runs the money matters."""
    is_enough = call_back.request is not None and _is_told_enough(call_back.request, at)
    if replies.administrator(call_back.case, local_day(at)) or is_enough:
        return None
    return _tell(call_back.case, ReplyKind.CALL_PLANNED, call_back.pk, by=by, at=at)


def paused(hold: Hold, *, by: str, at: datetime) -> Contact | None:
    """Until when we keep quiet, in writing. Who is in distress hears from a person, never from us (DECISIONS 23)."""
    if hold.reason == PauseReason.DISTRESS:
        return None
    return _tell(hold.case, ReplyKind.PAUSED, hold.pk, by=by, at=at)


def mend(at: datetime, *, by: str) -> int:
    """Try another way for what did not get through; how many. Who has no other way is on the list of the colleagues."""
    return sum([_other_way(contact, by=by, at=at) is not None for contact in replies.lost()])


def _is_told_enough(request: Request, at: datetime) -> bool:
    """Whether so much was asked today that one more message is no news: how it stands is on the own page at once.

    What was asked with the code alone is counted apart: it takes no message away from who is known.
    """
    day = local_day(at)
    most = policies.of(request.case.creditor, day).contacts.confirmations_day_max
    return asks.of_day(asks.alike(request.case, by_code=asks.is_by_code(request)), day) > most


def _tell(case: Case, kind: ReplyKind, number: int, *, by: str, at: datetime) -> Contact | None:
    """Keep one message by the best way there is, and send it once this is written."""
    ways = _ways(case, kind, at)
    if not ways:
        return None
    made = _keep(case, kind, number, ways[0], by=by, at=at, from_at=at)

    def go() -> None:
        _send(made, by=by, at=at)

    # Robust: what breaks here is written down and mended by `tijdig send`; the act of the colleague stands.
    transaction.on_commit(lambda: afterwards.do(go), robust=True)
    return made


def _ways(case: Case, kind: ReplyKind, at: datetime) -> list[Way]:
    found = replies.ways(case, local_day(at), kind)
    return [way for way in found if kind not in QUICK or way.kind != ChannelKind.LETTER]


def _keep(
    case: Case, kind: ReplyKind, number: int, way: Way, *, by: str, at: datetime, from_at: datetime
) -> Contact:  # fmt: skip
    """The message as it will go, word for word; asked for twice, it is the first one."""
    key, day = replies.key_of(kind, number, way.kind), local_day(at)
    if before := Contact.objects.filter(key=key).first():
        return before
    facts = _about(kind, number, replies.facts(case, way, kind=kind, day=day, by=by))
    policy = policies.of(case.creditor, day)
    content = compose(kind, way.kind, facts, policy)
    contact = Contact.objects.create(
        case=case,
        direction=Direction.OUT,
        kind=way.kind,
        state=ContactState.PLANNED,
        key=key,
        send_from=from_at,
        send_until=_ends_at(kind, number),
        sender=facts.sender.to_dict(),
        recipient=facts.recipient.to_dict(),
        content=content.to_json(),
        text=content.text,
    )
    if facts.code:
        until = at + timedelta(days=policy.doors.code_valid_days)
        code = {"case": case, "made_at": at, "expires_at": until}
        LetterCode.objects.get_or_create(code_hash=code_hash(facts.code), defaults=code)
    told = {"about": kind.value, "kind": way.kind.value}
    audit.record("reply.planned", contact, by=by, at=at, case_id=case.pk, facts=told)
    return contact


def _about(kind: ReplyKind, number: int, base: Facts) -> Facts:
    """What only this answer says, read from the row that it is about."""
    if kind == ReplyKind.ANSWER:
        request = Request.objects.get(pk=number)
        said = tuple(line.strip() for line in request.answer.splitlines() if line.strip())
        return replace(base, asked=request.kind, said=said)
    if kind in {ReplyKind.ARRANGED, ReplyKind.CHANGED}:
        made = Arrangement.objects.select_related("case__customer").get(pk=number)
        reference = replies.reference(made.case, list(made.claims.all()))
        own = replace(base, parts=arrangements.parts(made), total_cents=made.total_cents)
        return replace(own, payment_reference=reference)
    if kind in {ReplyKind.INSTALMENT, ReplyKind.THANKED}:
        return _about_part(kind, number, base)
    if kind == ReplyKind.OFFERED:
        offer = offers_made.of(Request.objects.select_related("case__creditor").get(pk=number))
        return replace(base, parts=offer.parts, total_cents=offer.total_cents, respond_by=offer.until_on)
    if kind in jointsaid.SAYINGS:
        return jointsaid.SAYINGS[kind].told(number, base)
    if kind in ABOUT_SOLUTIONS:
        return solutionwords.told_of(number, kind, base)
    if kind == ReplyKind.COMPLETED:
        case = Arrangement.objects.select_related("case__customer").get(pk=number).case
        late_cents, coming = arrangements.open_beside(case, base.day)
        return replace(base, total_cents=late_cents, instalment=coming)
    if kind == ReplyKind.RECEIVED:
        request = Request.objects.get(pk=number)
        return replace(base, asked=request.kind, answer_on=request.answer_due_on)
    if kind == ReplyKind.CALL_PLANNED:
        start = CallBack.objects.select_related("slot").get(pk=number).slot.starts_at.astimezone(AMSTERDAM)
        return replace(base, meeting=Meeting(start.date(), start.time(), (start + QUARTER).time()))
    if kind == ReplyKind.HANDED_OVER:
        given = Transfer.objects.get(pk=number)
        lines = tuple(
            ClaimLine(claim.reference, claim.description, claim.due_on, 0, kind=claim.kind)
            for claim in given.claims.order_by("due_on", "pk")
        )
        return replace(base, agency=given.agency, total_cents=given.total_cents, lines=lines)
    if kind == ReplyKind.PAUSED:
        hold = Hold.objects.get(pk=number)
        last_on = hold.until_on - timedelta(days=1) if hold.until_on else None  # people count that day too
        return replace(base, pause=hold.reason, until_on=last_on)
    return base


def _about_part(kind: ReplyKind, number: int, base: Facts) -> Facts:
    """The part that is due soon, or the one that comes after what was paid: as much as is left of it."""
    running, part = _part_about(kind, number)
    if part is None:
        return base
    reference = replies.reference(running.case, list(running.claims.all()))
    return replace(base, instalment=part, total_cents=part.amount_cents, payment_reference=reference)


def _part_about(kind: ReplyKind, number: int) -> tuple[Arrangement, Part | None]:
    """The arrangement, and the first part of it that is not paid in full: as much as is left of it."""
    if kind == ReplyKind.INSTALMENT:
        running = Instalment.objects.select_related("arrangement__case__customer").get(pk=number).arrangement
    else:
        running = arrangements.active().get(claims=MoneyEntry.objects.get(pk=number).claim_id)
    due = next_due(arrangements.parts(running), arrangements.paid_cents(running))
    return running, replace(due[0], amount_cents=due[1]) if due else None


def _ends_at(kind: ReplyKind, number: int) -> datetime | None:
    """When the words are true no more: once our answer or the call was to be, or the rest is over."""
    if kind == ReplyKind.CALL_PLANNED:
        return CallBack.objects.select_related("slot").get(pk=number).slot.starts_at
    until_on = None
    if kind == ReplyKind.PAUSED:
        until_on = Hold.objects.get(pk=number).until_on
    elif kind == ReplyKind.RECEIVED:
        until_on = Request.objects.get(pk=number).answer_due_on + timedelta(days=1)
    elif kind == ReplyKind.INSTALMENT:
        until_on = Instalment.objects.get(pk=number).due_on + timedelta(days=1)
    elif kind in jointsaid.SAYINGS:
        until_on = jointsaid.SAYINGS[kind].until_on(number)
    elif kind == ReplyKind.THANKED and (part := _part_about(kind, number)[1]):
        until_on = part.due_on
    return datetime.combine(until_on, time(), AMSTERDAM) if until_on else None


def _send(made: Contact, *, by: str, at: datetime) -> None:
    """Hand it over now. An address that does not work: the next way. What is only late, `tijdig send` takes along."""
    current: Contact | None = made
    while current is not None:
        sending.send_now(current, at, by=by)
        current.refresh_from_db()
        current = _other_way(current, by=by, at=at) if current.state in replies.LOST else None


def _other_way(lost: Contact, *, by: str, at: datetime) -> Contact | None:
    """The same answer by a way that was not tried yet; None when there is none."""
    kind, case = replies.kind_of(lost), lost.case
    if kind is None or (lost.send_until is not None and lost.send_until < at):
        return None
    if kind in jointsaid.SAYINGS and not jointsaid.SAYINGS[kind].still_holds(replies.number_of(lost)):
        return None
    tried = set(replies.same(lost).values_list("kind", flat=True))
    left = [way for way in _ways(case, kind, at) if way.kind not in tried]
    if not left:
        return None
    _log.info("reply.other_way", extra={"kind": lost.kind})
    with transaction.atomic():
        return _keep(case, kind, replies.number_of(lost), left[0], by=by, at=at, from_at=at)

"""Arrangements: looked at first, agreed, changed, paused, kept, ended. Free of interest and costs (DECISIONS 12).

A change ends one version and begins the next, which keeps the case quiet in its turn; nothing of a version is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Unpack

from django.db.models import F

from tijdig.actions import audit, cases, gifts, holds, solutions
from tijdig.actions.dividing import known, parts_of
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import Arrangement, Case, Claim, Hold, Instalment, RoomToPay
from tijdig.policy import Policy
from tijdig.queries import arrangements as found
from tijdig.queries import policies, transfers
from tijdig.rules import arrangements as rules
from tijdig.rules import lifecycle
from tijdig.rules.arrangements import Part
from tijdig.rules.dates import anniversary, months_after
from tijdig.rules.solutions import band, shapes
from tijdig.rules.solutions.band import Proposal, Verdict
from tijdig.rules.solutions.rhythm import a_turn
from tijdig.rules.solutions.shapes import Shape, Wished
from tijdig.rules.solutions.shorter import shorter
from tijdig.rules.workdays import local_day
from tijdig.words import ArrangementState, ChangeReason, HoldKind, Mandate, Rhythm, Room

open_claims = found.open_claims
_YEAR, _DAY = 12, timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Yes:
    """Who says yes, and why: the band by itself (`at_once`), a handler, or a lead."""

    at_once: bool = False
    by_lead: bool = False
    reason: str = ""
    is_sure: bool | None = None  # what the customer answered to "gaat dit lukken?"
    lead: str = ""  # which lead signed, as the trail names them, where a handler made it


_SAME_AMOUNTS = frozenset({ChangeReason.PAUSE, ChangeReason.DAY, ChangeReason.MISSED})
"""With these only days move: it rests on what was told when the amounts were agreed."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is about to be written: every part, from which day its rhythm counts, and who decided."""

    parts: tuple[Part, ...]
    first_on: date
    rhythm: Rhythm = Rhythm.MONTHLY
    upfront_cents: int = 0
    decided_by: Mandate = Mandate.HANDLER
    yes: Yes = Yes()
    replaces: Arrangement | None = None
    change: ChangeReason | None = None
    others: tuple[tuple[int, int], ...] = ()  # of a joint arrangement: creditors and the consents for them
    rests_on_joint: bool = False  # on what was told for all together, later than what was told here
    keeps_room: bool = False  # nothing is paid sooner or more: it rests on what was told when it was agreed


def preview(case: Case, *, at: datetime, by_lead: bool = False, **wish: Unpack[Wished]) -> tuple[Part, ...]:
    """What it would be, changing nothing; RefusedError says why it cannot."""
    day = local_day(at)
    total = found.open_cents(open_claims(case, day))
    return parts_of(Shape(**wish), total, day, _policy(case, day), by_lead=by_lead)


def judged(case: Case, parts: Sequence[Part], shape: Shape, *, at: datetime, is_sure: bool | None = None) -> Verdict:
    """Who may say yes to this, under the band of this creditor and with what the customer told they can miss."""
    day = local_day(at)
    spare_cents = found.spare_cents(case, day, shape.rhythm)
    proposal = Proposal(
        tuple(parts), shape.rhythm, day, spare_cents=spare_cents, is_sure=is_sure, has_upfront=shape.upfront_cents > 0
    )
    return band.verdict(proposal, _policy(case, day))


def decided(case: Case, shape: Shape, yes: Yes, *, at: datetime) -> Mandate:
    """Who may say yes to this, before anything is agreed: for a proposal of ours. RefusedError when nobody here may."""
    day = local_day(at)
    total = found.open_cents(open_claims(case, day))
    return _decided(case, parts_of(shape, total, day, _policy(case, day), by_lead=yes.by_lead), shape, yes, at)


def agree(
    case: Case, *, by: str, at: datetime, version: int | None = None, yes: Yes | None = None, **wish: Unpack[Wished]
) -> Arrangement:
    """We agree to pay in parts: everything queued stops, and nothing goes out while it is kept.

    Exactly the same once more, by the same hand, is a form that was sent twice: it gives the first one back.
    """
    day, shape, said = local_day(at), Shape(**wish), yes or Yes()
    with cases.changing(case) as fresh:
        running = found.of(fresh)
        claims = open_claims(fresh, day)
        parts = parts_of(shape, found.open_cents(claims), day, _policy(fresh, day), by_lead=said.by_lead)
        if running and running.made_by == by and found.parts(running) == parts:
            return running
        if version is not None and fresh.version != version + 1:  # one more: `changing` has just counted
            raise ConflictError
        if running:
            raise RefusedError(Refusal.ARRANGED)
        decided_by = _decided(fresh, parts, shape, said, at)
        solutions.make_way(fresh, parts[0].due_on, by=by, at=at)
        plan = _Plan(parts, shape.first_on, shape.rhythm, shape.upfront_cents, decided_by, said)
        return _begin(fresh, claims, plan, by=by, at=at)


def agree_parts(
    case: Case, parts: Sequence[Part], *, rhythm: Rhythm, by: str, at: datetime, decided_by: Mandate,
    reason: str = "", change: ChangeReason = ChangeReason.JOINT, others: Sequence[tuple[int, int]] = (),
    keeps_room: bool = False,
) -> Arrangement:  # fmt: skip
    """Our part of a joint arrangement, as it was shared there: it takes the place of one that runs.

    The parts add up to what is open, to the cent; bills that came in since then stay outside it. NOTHING_OPEN, or
    CONFLICT when something was paid meanwhile. What `keeps_room` was agreed before: nothing is paid sooner or more.
    """
    day = local_day(at)
    with cases.changing(case) as fresh:
        running, every = found.of(fresh), open_claims(fresh, day)
        if not every:
            raise RefusedError(Refusal.NOTHING_OPEN)
        claims = found.oldest(every, sum(part.amount_cents for part in parts))
        if not claims:
            raise ConflictError
        spare = found.spare_cents(fresh, day, rhythm)
        is_above = spare is not None and max(part.amount_cents for part in parts) > spare
        is_moved = keeps_room or (running is not None and change in _SAME_AMOUNTS)
        told = found.room(fresh, day)
        if is_above and not is_moved and told is not None and told.state == Room.NONE:
            raise RefusedError(Refusal.ABOVE_ROOM)
        plan = _Plan(
            tuple(parts), parts[0].due_on, rhythm, 0, decided_by, Yes(reason=reason), running,
            change if running else None, tuple(others), is_above and not is_moved, keeps_room,
        )  # fmt: skip
        return _begin(fresh, claims, plan, by=by, at=at)


def preview_change(
    running: Arrangement, *, at: datetime, by_lead: bool = False, **wish: Unpack[Wished]
) -> tuple[Part, ...]:
    """What is still open of an arrangement in another shape, changing nothing."""
    day = local_day(at)
    left = found.open_cents(found.claims_of(running))
    return parts_of(Shape(**wish), left, day, _policy(running.case, day), by_lead=by_lead)


def change(
    running: Arrangement, reason: ChangeReason, *, by: str, at: datetime, version: int | None = None,
    yes: Yes | None = None, **wish: Unpack[Wished],
) -> Arrangement:  # fmt: skip
    """What is still open in another shape: a new version, at no cost and held against nobody."""
    shape, said = Shape(**wish), yes or Yes()
    with cases.changing(running.case) as case:
        fresh = _alone(_locked(running, version))
        claims = found.claims_of(fresh)
        policy = _policy(case, local_day(at))
        parts = parts_of(shape, found.open_cents(claims), local_day(at), policy, by_lead=said.by_lead)
        if parts == found.left(fresh):
            raise RefusedError(Refusal.NOTHING_CHANGES)
        solutions.make_way(case, parts[0].due_on, by=by, at=at)
        decided_by = _decided(case, parts, shape, said, at)
        plan = _Plan(parts, shape.first_on, shape.rhythm, shape.upfront_cents, decided_by, said, fresh, reason)
        return _begin(case, claims, plan, by=by, at=at)


def preview_pause(running: Arrangement, weeks: int, *, at: datetime) -> tuple[Part, ...]:
    """What is not paid yet, so many weeks further on; changes nothing. NOTHING_OPEN when all is paid."""
    day, parts = local_day(at), found.parts(running)
    paid = found.paid_cents(running)
    ends = shapes.pause_ends(parts, paid, day, weeks)
    if ends is None:
        raise RefusedError(Refusal.NOTHING_OPEN)
    rhythm, policy = Rhythm(running.rhythm), _policy(running.case, day)
    return known(lambda: shapes.moved(parts, paid, running.first_on, rhythm, ends, policy))


def pauses_left(running: Arrangement, day: date) -> int:
    """How often in this year the customer may still press pause; who is out of them asks a person."""
    most = _policy(running.case, day).solutions.pauses_max
    used = Arrangement.objects.filter(case=running.case, change=ChangeReason.PAUSE, decided_by=Mandate.AUTOMATIC)
    return max(0, most - used.filter(made_at__date__gt=anniversary(day, -1)).count())


def pause(
    running: Arrangement, weeks: int, *, by: str, at: datetime, version: int | None = None, yes: Yes | None = None
) -> Arrangement:
    """What is not paid yet moves on; limits as data for the customer, and no limit but a year for a colleague."""
    day, said = local_day(at), yes or Yes(at_once=True)
    with cases.changing(running.case) as case:
        fresh = _alone(_locked(running, version))
        _may_pause(fresh, weeks, said, day)
        parts = preview_pause(fresh, weeks, at=at)
        decided_by = Mandate.AUTOMATIC if said.at_once else Mandate.HANDLER
        first_on, rhythm = fresh.first_on, Rhythm(fresh.rhythm)
        plan = _Plan(parts, first_on, rhythm, 0, decided_by, said, fresh, ChangeReason.PAUSE)
        return _begin(case, found.claims_of(fresh), plan, by=by, at=at)


def _may_pause(running: Arrangement, weeks: int, yes: Yes, day: date) -> None:
    policy = _policy(running.case, day)
    if weeks < 1 or (yes.at_once and weeks > policy.solutions.pause_weeks_max):
        raise RefusedError(Refusal.PAUSE_TOO_LONG_HERE)
    if yes.at_once and not pauses_left(running, day):
        raise RefusedError(Refusal.PAUSES_USED)


def shorten(running: Arrangement, case: Case, left: Sequence[Part], *, by: str, at: datetime) -> Arrangement:
    """What is open of it became less on a locked case; `left` are the parts that were to come before that.

    The same amounts on the same days, and sooner done: nobody pays more or sooner. One of a joint arrangement stays:
    its plan is worked out anew as a whole.
    """
    claims = found.claims_of(running)
    cents = found.open_cents(claims)
    if not left or cents <= 0 or hasattr(running, "joint_part"):
        return running
    parts = shorter(left, cents)
    upfront = running.upfront_cents if found.parts(running)[-len(left)].number == 1 else 0
    plan = _Plan(
        parts, running.first_on, Rhythm(running.rhythm), upfront, Mandate(running.decided_by),
        Yes(reason=running.reason, is_sure=running.is_sure), running, ChangeReason.AMOUNT, keeps_room=True,
    )  # fmt: skip
    return _begin(case, claims, plan, by=by, at=at)


def end(
    arrangement: Arrangement, *, by: str, at: datetime, version: int | None = None, with_plan: bool = False
) -> Arrangement:
    """It stops before it is paid: a person decided so with the customer. The next night looks at the case afresh.

    A share of a joint plan stops `with_plan` only: its organisation steps out there, or its case closes.
    """
    with cases.changing(arrangement.case) as case:
        fresh = _locked(arrangement, version)
        if not with_plan:
            _alone(fresh)
        _finish(fresh, ArrangementState.ENDED, case, by=by, at=at)
    return fresh


def complete_paid(case: Case, *, by: str, at: datetime) -> Arrangement | None:
    """Close the arrangement of a locked case once nothing of it is open, or nothing but a last part that is given."""
    running = found.of(case)
    if running is None or not found.is_done(running):
        return None
    gifts.give_last(running, case, by=by, at=at)
    _finish(running, ArrangementState.COMPLETED, case, by=by, at=at)
    return running


def complete_all(at: datetime, *, by: str) -> int:
    """The same for all that a creditor's list says are paid; how many."""
    done = 0
    for running in found.done():
        with cases.changing(running.case) as case:
            done += complete_paid(case, by=by, at=at) is not None
    return done


def _begin(case: Case, claims: Sequence[Claim], plan: _Plan, *, by: str, at: datetime) -> Arrangement:
    """The version before ends, the next one begins and keeps the case quiet."""
    if transfers.handed_over(case):  # the agency and we would ask for the same money
        raise RefusedError(Refusal.AWAY)
    if plan.replaces:
        _finish(plan.replaces, ArrangementState.CHANGED, case, by=by, at=at)
    day = local_day(at)
    policy = _policy(case, day)
    quiet_until = rules.quiet_until(plan.parts, policy)
    if plan.keeps_room:  # its last day may have passed: less of it is open, and nothing else changes
        quiet_until = max(quiet_until, day + _DAY)
    hold = holds.place(
        case, HoldKind.AGREED, by=by, at=at, owner="customer", until_on=quiet_until,
        note=f"Regeling in {len(plan.parts)} termijnen.",
    )  # fmt: skip
    cases.take_on(case, by=by, at=at)
    return _write(case, hold, claims, plan, policy, by=by, at=at)


def _write(
    case: Case, hold: Hold, claims: Sequence[Claim], plan: _Plan, policy: Policy, *, by: str, at: datetime
) -> Arrangement:
    room = None if plan.rests_on_joint else found.room(case, local_day(at))
    if plan.replaces and (plan.keeps_room or plan.change in _SAME_AMOUNTS):
        room = _room_of(plan.replaces, plan.parts)
    made = Arrangement.objects.create(
        case=case,
        hold=hold,
        total_cents=sum(part.amount_cents for part in plan.parts),
        first_on=plan.first_on,
        rhythm=plan.rhythm,
        upfront_cents=plan.upfront_cents,
        waives_last=policy.solutions.waives_last_instalment and len(plan.parts) > 1,
        room=room,
        decided_by=plan.decided_by,
        reason=plan.yes.reason,
        is_sure=plan.yes.is_sure,
        review_on=_review_on(plan.parts, local_day(at), policy),
        replaces=plan.replaces,
        change=plan.change or "",
        made_by=by,
        made_at=at,
    )
    made.claims.set(claims)
    Instalment.objects.bulk_create(
        Instalment(arrangement=made, number=part.number, due_on=part.due_on, amount_cents=part.amount_cents)
        for part in plan.parts
    )
    solutions.keep_arrangement(made, plan.parts, claims, policy, plan.others, by=by, at=at)
    facts = {"parts": len(plan.parts), "decided_by": plan.decided_by} | ({"change": plan.change} if plan.change else {})
    facts |= {"lead": plan.yes.lead} if plan.yes.lead else {}
    audit.record("arrangement.agreed", made, by=by, at=at, case_id=case.pk, facts=facts)
    return made


def _room_of(before: Arrangement, parts: Sequence[Part]) -> RoomToPay | None:
    """What it rested on; a part that is more by its own nature (upfront, or with a rest of cents) rests on the word."""
    if before.room is None or before.room.spare_cents is None:
        return before.room
    return None if rules.above_room(parts, a_turn(before.room.spare_cents, Rhythm(before.rhythm))) else before.room


def _review_on(parts: Sequence[Part], day: date, policy: Policy) -> date | None:
    """What takes long is looked at together on the way."""
    look_on = months_after(day, policy.solutions.review_months)
    return max(look_on, parts[0].due_on) if parts[-1].due_on > look_on else None


def _decided(case: Case, parts: Sequence[Part], shape: Shape, yes: Yes, at: datetime) -> Mandate:
    """Who says yes; refused with a sentence where this one may not, or where it is more than can be missed (HC11)."""
    judgement = judged(case, parts, shape, at=at, is_sure=yes.is_sure)
    if yes.at_once:
        if judgement.reasons:
            raise RefusedError(Refusal.BY_PERSON)
        return Mandate.AUTOMATIC
    if band.Beyond.ROOM in judgement.reasons:
        raise RefusedError(Refusal.ABOVE_ROOM)
    if not band.may_say_yes(judgement.mandate, is_lead=yes.by_lead):
        raise RefusedError(Refusal.ARRANGE_BY_LEAD)
    if judgement.reasons and not yes.reason.strip():
        raise RefusedError(Refusal.WHY_ARRANGED)
    return Mandate.LEAD if judgement.mandate == Mandate.LEAD else Mandate.HANDLER


def _locked(arrangement: Arrangement, version: int | None) -> Arrangement:
    fresh = Arrangement.objects.select_for_update(of=("self",)).get(pk=arrangement.pk)
    if version is not None and fresh.version != version:
        raise ConflictError
    if fresh.state != ArrangementState.ACTIVE:
        raise RefusedError(Refusal.ALREADY_DONE)
    return fresh


def _alone(arrangement: Arrangement) -> Arrangement:
    """IN_JOINT for a share of a joint plan: changed by itself, the plan would go on asking what was agreed there."""
    if found.is_share(arrangement):
        raise RefusedError(Refusal.IN_JOINT)
    return arrangement


def _finish(arrangement: Arrangement, state: ArrangementState, case: Case, *, by: str, at: datetime) -> None:
    arrangement.state = lifecycle.moved(ArrangementState(arrangement.state), state).value
    arrangement.ended_on = local_day(at)
    arrangement.version += 1
    arrangement.save(update_fields=["state", "ended_on", "version"])
    quiet = Hold.objects.filter(pk=arrangement.hold_id, lifted_at__isnull=True)
    quiet.update(lifted_at=at, lifted_by=by, version=F("version") + 1)
    audit.record(f"arrangement.{state}", arrangement, by=by, at=at, case_id=case.pk)


def _policy(case: Case, day: date) -> Policy:
    return policies.of(case.creditor, day)

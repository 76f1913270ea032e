"""Arrangements in equal parts: looked at first, agreed, kept, ended. Free of interest and costs (DECISIONS 12)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import F

from tijdig.actions import audit, cases, holds
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import Arrangement, Case, Claim, Hold, Instalment
from tijdig.policy import Policy, PolicyError
from tijdig.queries import arrangements as found
from tijdig.queries import policies, standing, transfers, visible
from tijdig.rules import arrangements as rules
from tijdig.rules import lifecycle
from tijdig.rules.arrangements import Part
from tijdig.rules.workdays import local_day
from tijdig.words import ArrangementState, HoldKind


def open_claims(case: Case, day: date) -> list[Claim]:
    """What an arrangement is about: the overdue claims that nobody disputes. Bills that are still to come run on."""
    disputed = set(standing.active_holds(day).filter(case=case, kind=HoldKind.DISPUTED).values_list("claim", flat=True))
    if None in disputed:
        return []
    rows = [claim for claim in visible.claims(case) if claim.open_cents > 0 and claim.due_on < day]
    return [claim for claim in rows if claim.pk not in disputed and not _is_disputed(claim, day)]


def _is_disputed(claim: Claim, day: date) -> bool:
    ended = claim.dispute_ended_on
    return claim.disputed_on is not None and claim.disputed_on <= day and (ended is None or ended > day)


def preview(
    case: Case, *, first_on: date, at: datetime, instalment_cents: int | None = None, count: int | None = None
) -> tuple[Part, ...]:
    """What it would be, changing nothing; RefusedError says why it cannot."""
    day = local_day(at)
    return _plan(_open_cents(open_claims(case, day)), first_on, instalment_cents, count, day, _policy(case, day))


def agree(
    case: Case, *, first_on: date, by: str, at: datetime, instalment_cents: int | None = None,
    count: int | None = None, version: int | None = None,
) -> Arrangement:  # fmt: skip
    """We agree to pay in parts: everything queued stops, and nothing goes out while it is kept.

    Exactly the same once more, by the same hand, is a form that was sent twice: it gives the first one back.
    """
    day = local_day(at)
    with cases.changing(case) as fresh:
        running = found.of(fresh)
        claims = open_claims(fresh, day)
        plan = _plan(_open_cents(claims), first_on, instalment_cents, count, day, _policy(fresh, day))
        if running and running.made_by == by and found.parts(running) == plan:
            return running
        if version is not None and fresh.version != version + 1:  # one more: `changing` has just counted
            raise ConflictError
        if running:
            raise RefusedError(Refusal.ARRANGED)
        if transfers.handed_over(fresh):  # the agency and we would ask for the same money
            raise RefusedError(Refusal.AWAY)
        hold = holds.place(
            fresh, HoldKind.AGREED, by=by, at=at, owner="customer",
            until_on=rules.quiet_until(plan, _policy(fresh, day)), note=f"Regeling in {len(plan)} termijnen.",
        )  # fmt: skip
        cases.take_on(fresh, by=by, at=at)
        return _write(fresh, hold, claims, plan, by=by, at=at)


def _write(
    case: Case, hold: Hold, claims: Sequence[Claim], plan: Sequence[Part], *, by: str, at: datetime
) -> Arrangement:
    made = Arrangement.objects.create(
        case=case,
        hold=hold,
        total_cents=sum(part.amount_cents for part in plan),
        first_on=plan[0].due_on,
        made_by=by,
        made_at=at,
    )
    made.claims.set(claims)
    Instalment.objects.bulk_create(
        Instalment(arrangement=made, number=part.number, due_on=part.due_on, amount_cents=part.amount_cents)
        for part in plan
    )
    audit.record("arrangement.agreed", made, by=by, at=at, case_id=case.pk, facts={"parts": len(plan)})
    return made


def end(arrangement: Arrangement, *, by: str, at: datetime, version: int | None = None) -> Arrangement:
    """It stops before it is paid: a person decided so with the customer. The next night looks at the case afresh."""
    with cases.changing(arrangement.case) as case:
        fresh = Arrangement.objects.select_for_update(of=("self",)).get(pk=arrangement.pk)
        if version is not None and fresh.version != version:
            raise ConflictError
        if fresh.state != ArrangementState.ACTIVE:
            raise RefusedError(Refusal.ALREADY_DONE)
        _finish(fresh, ArrangementState.ENDED, case, by=by, at=at)
    return fresh


def complete_paid(case: Case, *, by: str, at: datetime) -> Arrangement | None:
    """Close the arrangement of a locked case once nothing of it is open."""
    running = found.of(case)
    if running is None or running.paid_cents < running.total_cents:
        return None
    _finish(running, ArrangementState.COMPLETED, case, by=by, at=at)
    return running


def complete_all(at: datetime, *, by: str) -> int:
    """The same for all that a creditor's list says are paid; how many."""
    paid = found.active().filter(paid_cents__gte=F("total_cents")).select_related("case")
    done = 0
    for running in list(paid):
        with cases.changing(running.case) as case:
            done += complete_paid(case, by=by, at=at) is not None
    return done


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


def _open_cents(claims: Sequence[Claim]) -> int:
    return sum(visible.balance_cents(claim) for claim in claims)


def _plan(
    total_cents: int, first_on: date, instalment_cents: int | None, count: int | None, day: date, policy: Policy
) -> tuple[Part, ...]:
    if total_cents <= 0:
        raise RefusedError(Refusal.NOTHING_OPEN)
    if first_on <= day:
        raise RefusedError(Refusal.END_NEEDED)
    each, most = instalment_cents or 0, policy.contacts.instalments_max
    if each <= 0 and not 0 < (count or 0) <= total_cents:
        raise RefusedError(Refusal.AMOUNT_NEEDED)
    if (count or 0) > most or (each > 0 and each * most < total_cents):
        raise RefusedError(Refusal.TOO_MANY_PARTS)
    try:
        if count:
            return rules.by_count(total_cents, count, first_on, policy)
        return rules.by_amount(total_cents, each, first_on, policy)
    except PolicyError as error:  # the holidays of that year are not known yet
        raise RefusedError(Refusal.TOO_FAR) from error

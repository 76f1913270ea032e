"""Money that comes in, goes back or was counted wrong: always one more entry, never a change of an old one."""

from datetime import date, datetime

from tijdig.actions import arrangements, audit, cases, instalments, replies
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import Case, Claim, MoneyEntry
from tijdig.queries import arrangements as found
from tijdig.queries import jointsaid, visible
from tijdig.queries.arrangements import of as running_of
from tijdig.rules.workdays import local_day
from tijdig.words import CaseState, ClosingReason, EntryKind, EntryReason, StopReason


def book(
    claim: Claim, amount_cents: int, *, booked_on: date, by: str, at: datetime, reference: str = "",
    reason: EntryReason = EntryReason.BY_HAND, version: int | None = None,
) -> MoneyEntry:  # fmt: skip
    """A payment of so many cents: what is queued stops; a case with nothing open any more closes at once."""
    if amount_cents <= 0:
        raise RefusedError(Refusal.AMOUNT_NEEDED)
    with cases.changing(_case_of(claim), version) as case:
        running = running_of(case)
        if running and not running.claims.filter(pk=claim.pk).exists():
            running = None  # a bill beside it: what is said of the arrangement stays true
        asked_in = found.joint_case(running) if running else None
        entry = _enter(claim, EntryKind.PAYMENT, -amount_cents, reason, booked_on, by, at, reference=reference)
        if running:
            replies.overtaken(case, at=at)
        if asked_in:  # there the customer hears of it, once for all that came in
            replies.overtaken_together(asked_in, jointsaid.OF_MONEY, at=at)
        if _settle(case, entry, StopReason.PART_PAID, ClosingReason.PAID, by=by, at=at):
            if not asked_in:
                replies.thank(case, entry, by=by, at=at)
        elif running and not asked_in:
            instalments.thank(case, entry, running.paid_cents, by=by, at=at)
    return entry


def reverse(
    payment: MoneyEntry, *, booked_on: date, by: str, at: datetime, reason: EntryReason = EntryReason.BANK,
    version: int | None = None,
) -> MoneyEntry:  # fmt: skip
    """A payment went back (storno), or was none of this bill: the same sum is open again, and so is the case."""
    with cases.changing(_case_of(payment.claim), version) as case:
        if MoneyEntry.objects.filter(reverses=payment).exists():
            raise RefusedError(Refusal.ALREADY_DONE)
        entry = _enter(
            payment.claim,
            EntryKind.REVERSAL,
            -payment.amount_cents,
            reason,
            booked_on,
            by,
            at,
            reverses=payment,
        )
        _settle(case, entry, StopReason.CHANGED, ClosingReason.CORRECTED, by=by, at=at)
    return entry


def correct(
    claim: Claim, amount_cents: int, *, booked_on: date, by: str, at: datetime, version: int | None = None,
    reason: EntryReason = EntryReason.BY_HAND,
) -> MoneyEntry:  # fmt: skip
    """The claim was so many cents too low (above zero) or too high (below zero), or so much of it is let go."""
    if amount_cents == 0:
        raise RefusedError(Refusal.AMOUNT_NEEDED)
    with cases.changing(_case_of(claim), version) as case:
        entry = _enter(claim, EntryKind.CORRECTION, amount_cents, reason, booked_on, by, at)
        closing = ClosingReason.WAIVED if reason == EntryReason.WAIVED else ClosingReason.CORRECTED
        _settle(case, entry, StopReason.CHANGED, closing, by=by, at=at)
    return entry


def clear(case: Case, reason: EntryReason, *, by: str, at: datetime) -> int:
    """Nothing is open any more of a locked case that somebody is closing; how many cents were let go."""
    owed = [claim for claim in visible.claims(case) if claim.open_cents > 0]
    for claim in owed:
        entry = _enter(claim, EntryKind.CORRECTION, -claim.open_cents, reason, local_day(at), by, at)
        audit.record("money.entered", entry, by=by, at=at, case_id=case.pk, facts={"kind": entry.kind})
    return sum(claim.open_cents for claim in owed)


def _case_of(claim: Claim) -> Case:
    return Case.objects.get(customer_id=claim.customer_id)


def _enter(
    claim: Claim, kind: EntryKind, cents: int, reason: EntryReason, booked_on: date, by: str, at: datetime,
    *, reference: str = "", reverses: MoneyEntry | None = None,
) -> MoneyEntry:  # fmt: skip
    return MoneyEntry.objects.create(
        creditor_id=claim.creditor_id,
        claim=claim,
        kind=kind,
        reason=reason,
        amount_cents=cents,
        booked_on=booked_on,
        reference=reference,
        reverses=reverses,
        made_by=by,
        made_at=at,
    )


def _settle(case: Case, entry: MoneyEntry, stop: StopReason, closing: ClosingReason, *, by: str, at: datetime) -> bool:
    """After every entry: stop what is queued, and close or open the case by what is left; True when it closed now."""
    done = arrangements.complete_paid(case, by=by, at=at)  # first: a last part that is given leaves nothing open
    is_open = any(claim.open_cents > 0 for claim in visible.claims(case))
    closes = not is_open and case.state == CaseState.OPEN
    if closes:
        cases.close(case, closing, on=entry.booked_on, by=by, at=at)
    elif is_open and case.state == CaseState.CLOSED:
        cases.open_again(case, by=by, at=at)
    if done and is_open and entry.kind == EntryKind.PAYMENT and not found.joint_case(done):
        replies.completed(done, by=by, at=at)
    stopped = cases.stop_queued(case, stop, by=by, at=at)
    facts = {"kind": entry.kind, "stopped": stopped}
    audit.record("money.entered", entry, by=by, at=at, case_id=case.pk, facts=facts)
    return closes

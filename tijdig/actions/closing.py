"""Closing: in sets the cases of a part with nothing left to arrange, and one by hand."""

from datetime import date, datetime

from django.db.models import F

from tijdig.actions import approaches, arrangements, audit, cases, payments, sweeping
from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.models import AuditEvent, Case, Contact, Request
from tijdig.queries import policies, visible
from tijdig.queries.arrangements import of as arrangements_of
from tijdig.queries.parts import Part
from tijdig.rules.workdays import local_day
from tijdig.words import CaseState, ClosingReason, ContactState, Direction, EntryReason, RequestState, StopReason

LETS_GO = {
    ClosingReason.SETTLED: EntryReason.SETTLED,
    ClosingReason.WAIVED: EntryReason.WAIVED,
    ClosingReason.CORRECTED: EntryReason.BY_HAND,
}
"""Why what was still open is open no more: a closed case owes nothing."""

# Whether what was written last in the book of a case says that it is no longer on the list.
LAST_WORD = """
    SELECT c.id, MAX(e.made_at), MAX(CASE WHEN e.reason = 'no_longer_listed' THEN e.made_at END)
    FROM tijdig_case c
    JOIN tijdig_claim l ON l.customer_id = c.customer_id AND {seen[l]}
    JOIN tijdig_moneyentry e ON e.claim_id = l.id AND {seen[e]}
    WHERE {part} GROUP BY c.id
"""


def close(part: Part, day: date, *, by: str, at: datetime) -> int:
    """Close these locked cases, stop what is queued for them, and write it down; how many messages stopped."""
    unlisted = {case for case, last, gone in part.rows(LAST_WORD) if gone is not None and gone == last}
    reasons = {case: ClosingReason.NO_LONGER_LISTED if case in unlisted else ClosingReason.PAID for case in part.ids}
    for reason in sorted(set(reasons.values())):
        rows = Case.objects.filter(pk__in=[case for case, why in reasons.items() if why == reason])
        rows.update(
            state=CaseState.CLOSED, closed_on=day, closing_reason=reason, by_hand=False, version=F("version") + 1
        )
    AuditEvent.objects.bulk_create(
        [
            audit.event("case.closed", Case(pk=case), by=by, at=at, case_id=case, facts={"reason": reason})
            for case, reason in reasons.items()
        ],
        batch_size=1000,
    )
    for reason in sorted(set(reasons.values())):
        ended = StopReason.PAID if reason == ClosingReason.PAID else StopReason.CLOSED
        approaches.stop([case for case, why in reasons.items() if why == reason], ended, by=by, at=at)
    return _stop(reasons, by=by, at=at)


def _stop(reasons: dict[int, ClosingReason], *, by: str, at: datetime) -> int:
    queued = Contact.objects.filter(
        case_id__in=list(reasons),
        moment__isnull=False,
        direction=Direction.OUT,
        state__in=[ContactState.PLANNED, ContactState.CLAIMED],
    )
    stops = {
        number: StopReason.PAID if reasons[case] == ClosingReason.PAID else StopReason.CLOSED
        for number, case in queued.values_list("pk", "case_id")
    }
    return sweeping.stop_each(stops, by=by, at=at)


def close_by_hand(
    case: Case, reason: ClosingReason, *, by: str, at: datetime, by_lead: bool = False, version: int | None = None
) -> Case:
    """A person closes a case: with nothing open any more, or settled, waived or corrected in spite of what is open.

    What was open is booked off, so that nothing is owed on a closed case. What waits for an answer gets it first; an
    arrangement that runs ends with the case.
    """
    with cases.changing(case, version) as fresh:
        if fresh.state == CaseState.CLOSED:
            raise RefusedError(Refusal.ALREADY_DONE)
        check(fresh, reason, by_lead=by_lead, at=at)
        if running := arrangements_of(fresh):
            arrangements.end(running, by=by, at=at, with_plan=True)
        if reason in LETS_GO:
            payments.clear(fresh, LETS_GO[reason], by=by, at=at)
        cases.close(fresh, reason, on=local_day(at), by=by, at=at)
    return fresh


def check(case: Case, reason: ClosingReason, *, by_lead: bool, at: datetime) -> None:
    """RefusedError when this reason will not do for what is open, or somebody waits for us; changes nothing."""
    open_cents = visible.open_cents(case)
    if open_cents and reason not in LETS_GO:
        raise RefusedError(Refusal.STILL_OPEN)
    if Request.objects.filter(case=case, state=RequestState.OPEN).exists():
        raise RefusedError(Refusal.ANSWER_FIRST)
    most = policies.of(case.creditor, local_day(at)).costs.waive_by_handler_max_cents
    if reason in {ClosingReason.WAIVED, ClosingReason.SETTLED} and open_cents > most and not by_lead:
        raise RefusedError(Refusal.WAIVE_BY_LEAD)

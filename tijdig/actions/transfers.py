"""The gate before an agency: a person keeps a case, hands it over after all that had to be tried, or takes it back."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F

from tijdig.actions import audit, cases, holds, replies
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import Case, Transfer
from tijdig.queries import policies, transfers
from tijdig.queries.transfers import Look
from tijdig.rules import actors
from tijdig.rules.workdays import local_day
from tijdig.words import CaseState, HoldKind, PauseReason, RecallReason, StopReason, TransferLack, TransferState


class LackError(RefusedError):
    """Not yet: `lacks` says what a person can still do first."""

    def __init__(self, lacks: tuple[TransferLack, ...]) -> None:
        super().__init__(Refusal.NOT_YET)
        self.lacks = lacks

    def __str__(self) -> str:
        return " ".join([self.code.label, *(lack.label for lack in self.lacks)])


def keep(case: Case, reason: str, *, until_on: date, by: str, at: datetime, version: int | None = None) -> Transfer:
    """We keep this one: why, and until which day nothing goes out by itself; then the planner looks again.

    WORDS_NEEDED without a reason, END_NEEDED without a day to come, PAUSE_TOO_LONG beyond what a pause may last,
    ALREADY_DONE when the case is closed or with an agency.
    """
    with cases.changing(case, version) as fresh:
        _check_open(fresh, reason)
        day = local_day(at)
        if until_on > day + timedelta(days=policies.of(fresh.creditor, day).contacts.pause_days_max):
            raise RefusedError(Refusal.PAUSE_TOO_LONG)
        kept = _decide(fresh, TransferState.KEPT, reason, transfers.look(fresh, at), by=by, at=at)
        owner = by if actors.number_of(by) is not None else "team"
        more = {"reason": PauseReason.OTHER, "until_on": until_on, "note": reason[:400], "owner": owner}
        holds.place(fresh, HoldKind.PAUSED, by=by, at=at, **more)
        audit.record("transfer.kept", kept, by=by, at=at, case_id=fresh.pk, facts={"until": until_on.isoformat()})
    return kept


def hand_over(
    case: Case, agency: str, reason: str, *, by_lead: bool, by: str, at: datetime, version: int | None = None
) -> Transfer:
    """Give a case to an agency: only a lead, only after all that the policy asks, never by itself.

    Only the bills go along for which enough was tried. The efforts are frozen as they stand; what is queued stops, and
    nothing goes out by itself until the case is taken back, or all that went along is paid; but the customer is told.
    BY_LEAD, WORDS_NEEDED, AGENCY_NEEDED, AGENCY_UNKNOWN, ALREADY_DONE, or LackError with everything that is missing.
    """
    if not by_lead:
        raise RefusedError(Refusal.TRANSFER_BY_LEAD)
    with cases.changing(case, version) as fresh:
        _check_open(fresh, reason)
        _check_agency(fresh, agency.strip())
        found = transfers.look(fresh, at)
        if found.lacks:
            raise LackError(found.lacks)
        more = {"agency": agency.strip(), "total_cents": found.going_cents}
        given = _decide(fresh, TransferState.HANDED_OVER, reason, found, by=by, at=at, **more)
        going = [bill.number for bill in found.going]
        given.claims.set(going)
        stopped = cases.stop_queued(fresh, StopReason.WITH_AGENCY, by=by, at=at)
        facts = {"efforts": len(given.efforts), "claims": going, "cents": found.going_cents, "stopped": stopped}
        audit.record("transfer.handed_over", given, by=by, at=at, case_id=fresh.pk, facts=facts)
        replies.handed_over(given, by=by, at=at)
    return given


def recall(
    case: Case, reason: RecallReason, *, by: str, at: datetime, words: str = "", version: int | None = None
) -> Transfer:
    """Take a case back from the agency, and say why; any handler may. The next night looks at it.

    NOT_AWAY when it is not there, WORDS_NEEDED when the reason is another than those of the list.
    """
    if reason == RecallReason.OTHER and not words.strip():
        raise RefusedError(Refusal.WORDS_NEEDED)
    with cases.changing(case, version) as fresh:
        given = transfers.handed_over(fresh)
        if given is None:
            raise RefusedError(Refusal.NOT_AWAY)
        rows = Transfer.objects.filter(pk=given.pk, version=given.version)
        back = {"state": TransferState.RECALLED, "recalled_by": by, "recalled_at": at}
        said = {"recall_reason": reason, "recall_words": words.strip()}
        if not rows.update(**back, **said, version=F("version") + 1):
            raise ConflictError
        given.refresh_from_db()
        replies.take_back(given, at=at)
        audit.record("transfer.recalled", given, by=by, at=at, case_id=fresh.pk, facts={"reason": reason})
    return given


def _check_open(case: Case, reason: str) -> None:
    if case.state != CaseState.OPEN or transfers.handed_over(case) is not None:
        raise RefusedError(Refusal.ALREADY_DONE)
    if not reason.strip():
        raise RefusedError(Refusal.WORDS_NEEDED)


def _check_agency(case: Case, agency: str) -> None:
    """On the card of the creditor, where that names any."""
    if not agency:
        raise RefusedError(Refusal.AGENCY_NEEDED)
    if case.creditor.agencies and agency not in case.creditor.agencies:
        raise RefusedError(Refusal.AGENCY_UNKNOWN)


def _decide(
    case: Case, state: TransferState, reason: str, found: Look, *, by: str, at: datetime, **more: Any
) -> Transfer:
    return Transfer.objects.create(
        case=case,
        state=state,
        efforts=[one.plain() for one in found.efforts],
        reason=reason.strip(),
        decided_by=by,
        decided_at=at,
        **more,
    )

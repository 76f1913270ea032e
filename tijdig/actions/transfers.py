"""The gate before an agency: a person keeps a case, hands it over after all that had to be tried, or takes it back."""

from datetime import date, datetime, timedelta

from django.db.models import F

from tijdig.actions import audit, cases, holds
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import Case, Transfer
from tijdig.queries import policies, transfers
from tijdig.rules import actors
from tijdig.rules.workdays import local_day
from tijdig.words import CaseState, HoldKind, PauseReason, StopReason, TransferLack, TransferState


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
        kept = _decide(fresh, TransferState.KEPT, reason, by=by, at=at)
        owner = by if actors.number_of(by) is not None else "team"
        more = {"reason": PauseReason.OTHER, "until_on": until_on, "note": reason[:400], "owner": owner}
        holds.place(fresh, HoldKind.PAUSED, by=by, at=at, **more)
        audit.record("transfer.kept", kept, by=by, at=at, case_id=fresh.pk, facts={"until": until_on.isoformat()})
    return kept


def hand_over(
    case: Case, agency: str, reason: str, *, by_lead: bool, by: str, at: datetime, version: int | None = None
) -> Transfer:
    """Give a case to an agency: only a lead, only after all that the policy asks, never by itself.

    The efforts are frozen as they stand; what is queued stops, and the planner rests until the case is taken back.
    BY_LEAD, WORDS_NEEDED, ALREADY_DONE, or LackError with everything that is missing.
    """
    if not by_lead:
        raise RefusedError(Refusal.TRANSFER_BY_LEAD)
    with cases.changing(case, version) as fresh:
        _check_open(fresh, reason)
        if not agency.strip():
            raise RefusedError(Refusal.AGENCY_NEEDED)
        if lacks := transfers.missing(fresh, at):
            raise LackError(lacks)
        given = _decide(fresh, TransferState.HANDED_OVER, reason, by=by, at=at, agency=agency.strip())
        stopped = cases.stop_queued(fresh, StopReason.WITH_AGENCY, by=by, at=at)
        facts = {"efforts": len(given.efforts), "stopped": stopped}
        audit.record("transfer.handed_over", given, by=by, at=at, case_id=fresh.pk, facts=facts)
    return given


def recall(case: Case, *, by: str, at: datetime, version: int | None = None) -> Transfer:
    """Take a case back from the agency; any handler may. The next night looks at it. NOT_AWAY when it is not there."""
    with cases.changing(case, version) as fresh:
        given = transfers.handed_over(fresh)
        if given is None:
            raise RefusedError(Refusal.NOT_AWAY)
        rows = Transfer.objects.filter(pk=given.pk, version=given.version)
        back = {"state": TransferState.RECALLED, "recalled_by": by, "recalled_at": at, "version": F("version") + 1}
        if not rows.update(**back):
            raise ConflictError
        given.refresh_from_db()
        audit.record("transfer.recalled", given, by=by, at=at, case_id=fresh.pk)
    return given


def _check_open(case: Case, reason: str) -> None:
    if case.state != CaseState.OPEN or transfers.handed_over(case) is not None:
        raise RefusedError(Refusal.ALREADY_DONE)
    if not reason.strip():
        raise RefusedError(Refusal.WORDS_NEEDED)


def _decide(case: Case, state: TransferState, reason: str, *, by: str, at: datetime, agency: str = "") -> Transfer:
    return Transfer.objects.create(
        case=case,
        state=state,
        agency=agency,
        efforts=transfers.frozen(case, at),
        reason=reason.strip(),
        decided_by=by,
        decided_at=at,
    )

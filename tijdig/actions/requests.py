"""What customers ask of us: received, answered, withdrawn. While one waits for us, nothing goes out."""

from datetime import date, datetime, timedelta
from typing import Any

from tijdig.actions import audit, cases, holds
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import Case, Hold, Request
from tijdig.queries import policies
from tijdig.rules.workdays import add_workdays, local_day
from tijdig.words import ChannelKind, HoldKind, RequestKind, RequestState


def receive(
    case: Case, kind: RequestKind, *, by_channel: ChannelKind, by: str, at: datetime, text: str = "",
    details: dict[str, Any] | None = None, answer_on: date | None = None, once: str = "",
) -> Request:  # fmt: skip
    """The customer asks something: a day for our answer is set, and the case is quiet until we have given it.

    With `once`, the mark of the form it was asked on, sending that form again gives the first request back.
    """
    with cases.changing(case) as fresh:
        if once and (before := Request.objects.filter(case=fresh, details__once=once).first()):
            return before
        day = local_day(at)
        policy = policies.of(fresh.creditor, day)
        request = Request.objects.create(
            case=fresh,
            kind=kind,
            by_channel=by_channel,
            text=text,
            details={**(details or {}), **({"once": once} if once else {})},
            received_at=at,
            answer_due_on=answer_on or add_workdays(day, policy.contacts.complaint_answer_workdays, policy),
        )
        holds.place(fresh, HoldKind.REACTED, by=by, at=at)
        audit.record("request.received", request, by=by, at=at, case_id=fresh.pk, facts={"kind": kind})
    return request


def answer(request: Request, text: str, *, by: str, at: datetime, version: int | None = None) -> Request:
    """We answer; after the last open request the quiet days run."""
    return _finish(request, RequestState.ANSWERED, text, by=by, at=at, version=version)


def withdraw(request: Request, *, by: str, at: datetime, version: int | None = None) -> Request:
    """The customer takes it back."""
    return _finish(request, RequestState.WITHDRAWN, "", by=by, at=at, version=version)


def _finish(request: Request, state: RequestState, text: str, *, by: str, at: datetime, version: int | None) -> Request:
    with cases.changing(request.case) as case:
        fresh = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if version is not None and fresh.version != version:
            raise ConflictError
        if fresh.state != RequestState.OPEN:
            raise RefusedError(Refusal.ALREADY_DONE)
        fresh.state, fresh.answer, fresh.answered_at, fresh.answered_by = state, text, at, by
        fresh.version += 1
        fresh.save(update_fields=["state", "answer", "answered_at", "answered_by", "version"])
        if not Request.objects.filter(case=case, state=RequestState.OPEN).exists():
            _let_quiet_days_run(case, at)
        audit.record(f"request.{state}", fresh, by=by, at=at, case_id=case.pk)
    return fresh


def _let_quiet_days_run(case: Case, at: datetime) -> None:
    """The hold that waited for our answer gets its end."""
    day = local_day(at)
    quiet = timedelta(days=policies.of(case.creditor, day).contacts.quiet_after_reaction_days)
    waiting = Hold.objects.filter(case=case, kind=HoldKind.REACTED, until_on__isnull=True, lifted_at__isnull=True)
    waiting.update(until_on=day + quiet)

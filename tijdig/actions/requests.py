"""What customers ask of us: received, answered, withdrawn. While one waits for us, nothing goes out."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from tijdig.actions import audit, cases, holds, replies, stops
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.messages.values import clean
from tijdig.models import Case, Claim, Hold, Request
from tijdig.queries import asks, policies
from tijdig.rules import actors
from tijdig.rules.workdays import add_workdays, local_day
from tijdig.words import ChannelKind, HoldKind, RequestKind, RequestState

REPLACED = frozenset({RequestKind.CALL_ME, RequestKind.PAY_LATER, RequestKind.PAY_IN_PARTS, RequestKind.CHANGE})
"""Of these somebody wants one at a time: a new one takes the place of the one that still waits."""


def receive(
    case: Case, kind: RequestKind, *, by_channel: ChannelKind, by: str, at: datetime, text: str = "",
    details: dict[str, Any] | None = None, answer_on: date | None = None, once: str = "", by_code: bool = False,
) -> Request:  # fmt: skip
    """The customer asks something: a day for our answer is set, and the case is quiet until we have given it.

    With `once`, the mark of the form it was asked on, sending that form again gives the first request back. What was
    asked with the code alone (`by_code`) is counted apart, so that it never stands in the way of who is known.
    """
    with cases.changing(case) as fresh:
        if once and (before := Request.objects.filter(case=fresh, details__once=once).first()):
            return before
        day = local_day(at)
        policy = policies.of(fresh.creditor, day)
        marks = asks.marks(fresh, kind, details or {}, by_code=by_code)
        alike = asks.alike(fresh, by_code=by_code)
        if kind not in REPLACED and asks.waiting(alike) >= policy.contacts.open_questions_max:
            raise RefusedError(Refusal.MANY_QUESTIONS)
        if actors.number_of(by) is None and asks.of_day(alike, day) >= policy.contacts.questions_day_max:
            raise RefusedError(Refusal.MANY_TODAY)
        request = Request.objects.create(
            case=fresh,
            kind=kind,
            by_channel=by_channel,
            text=text,
            details={**(details or {}), **({"once": once} if once else {}), **marks},
            received_at=at,
            answer_due_on=answer_on or add_workdays(day, policy.contacts.complaint_answer_workdays, policy),
        )
        holds.place(fresh, HoldKind.REACTED, by=by, at=at)
        audit.record("request.received", request, by=by, at=at, case_id=fresh.pk, facts={"kind": kind})
        if kind in REPLACED:
            _withdraw_older(request, by=by, at=at)
    return request


def disagree(
    case: Case, claims: Sequence[Claim], *, by_channel: ChannelKind, by: str, at: datetime, text: str = "",
    once: str = "", by_code: bool = False,
) -> Request:  # fmt: skip
    """The customer does not agree, with these claims or (none named) with everything: asked and held in one go."""
    with transaction.atomic():
        request = receive(
            case, RequestKind.DISAGREE, by_channel=by_channel, by=by, at=at, text=text, once=once, by_code=by_code,
            details={"claims": [claim.pk for claim in claims]},
        )  # fmt: skip
        wanted: set[int | None] = {claim.pk for claim in claims} or {None}
        stands = Hold.objects.filter(case=case, kind=HoldKind.DISPUTED, lifted_at__isnull=True)
        held = set(stands.values_list("claim", flat=True))
        fresh = [claim for claim in claims if claim.pk not in held]
        if wanted - held:
            stops.disputed(case, by=by, at=at, claims=fresh)
    return request


def not_me(
    case: Case, *, by_channel: ChannelKind, by: str, at: datetime, text: str = "", once: str = "",
    details: dict[str, Any] | None = None, by_code: bool = False,
) -> Request:  # fmt: skip
    """Somebody says that this is about somebody else: everything is held until a person found out."""
    with transaction.atomic():
        request = receive(
            case, RequestKind.NOT_ME, by_channel=by_channel, by=by, at=at, text=text, once=once, details=details,
            by_code=by_code,
        )  # fmt: skip
        stands = Hold.objects.filter(case=case, kind=HoldKind.DISPUTED, claim=None, lifted_at__isnull=True)
        if not stands.exists():
            stops.disputed(case, by=by, at=at)
    return request


def _withdraw_older(request: Request, *, by: str, at: datetime) -> None:
    """Who asks the same again means the last one; with the code alone nobody takes back what somebody known asked."""
    older = Request.objects.filter(case=request.case, kind=request.kind, state=RequestState.OPEN)
    if asks.is_by_code(request) and asks.SAME_NUMBER not in request.details:
        older = older.filter(details__by_code=True, details__same_number__isnull=True)
    for before in older.exclude(pk=request.pk).order_by("pk"):
        withdraw(before, by=by, at=at)
        Request.objects.filter(pk=before.pk).update(details={**before.details, "replaced_by": request.pk})


def answer(request: Request, text: str, *, by: str, at: datetime, version: int | None = None) -> Request:
    """We answer, in words that go to the customer at once; after the last open request the quiet days run.

    Who has no contact person yet, has one now: a real answer is a real contact (DECISIONS 3).
    """
    if not clean(text):
        raise RefusedError(Refusal.WORDS_NEEDED)
    with transaction.atomic():
        done = _finish(request, RequestState.ANSWERED, text, by=by, at=at, version=version)
        cases.take_on(done.case, by=by, at=at)
        replies.answer(done, by=by, at=at)
    return done


def settle(request: Request, text: str, *, by: str, at: datetime) -> Request:
    """It was answered in another way, by a call or an arrangement; `text` says how, for who looks it up."""
    return _finish(request, RequestState.ANSWERED, text, by=by, at=at, version=None)


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
            _let_quiet_days_run(case, by=by, at=at)
        audit.record(f"request.{state}", fresh, by=by, at=at, case_id=case.pk)
    return fresh


def _let_quiet_days_run(case: Case, *, by: str, at: datetime) -> None:
    """The hold that waited for our answer gets its end."""
    day = local_day(at)
    quiet = timedelta(days=policies.of(case.creditor, day).contacts.quiet_after_reaction_days)
    waiting = Hold.objects.filter(case=case, kind=HoldKind.REACTED, until_on__isnull=True, lifted_at__isnull=True)
    for hold in waiting.order_by("pk"):
        Hold.objects.filter(pk=hold.pk).update(until_on=day + quiet)
        facts = {"hold": hold.kind, "until": (day + quiet).isoformat()}
        audit.record("hold.ends", hold, by=by, at=at, case_id=case.pk, facts=facts)

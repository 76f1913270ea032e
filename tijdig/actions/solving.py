"""What a colleague does in one go: an arrangement that also answers the question, a call that does."""

from datetime import date, datetime

from django.db import transaction

from tijdig.actions import arrangements, calls, requests
from tijdig.models import Arrangement, Case, Contact, Request
from tijdig.queries import arrangements as found
from tijdig.rules import dutch
from tijdig.rules.money import euros
from tijdig.words import CallResult, Direction, RequestKind, RequestState

_ABOUT_PAYING = (RequestKind.PAY_IN_PARTS, RequestKind.PAY_LATER)


def arrange(
    case: Case, *, first_on: date, by: str, at: datetime, instalment_cents: int | None = None,
    count: int | None = None, version: int | None = None,
) -> Arrangement:  # fmt: skip
    """Agree on an arrangement, and answer with it what the customer asked about paying; both, or neither."""
    with transaction.atomic():
        wish = {"instalment_cents": instalment_cents, "count": count}
        made = arrangements.agree(case, first_on=first_on, by=by, at=at, version=version, **wish)
        _answer(case, _told(made), by=by, at=at, only=_ABOUT_PAYING)
    return made


def spoke(
    case: Case, result: CallResult, words: str, *, good_conversation: bool, answers: bool, by: str, at: datetime,
    direction: Direction, phone: str, version: int, once: str,
) -> Contact:  # fmt: skip
    """Write a call down; with `answers` it was also our answer to all that the customer had asked."""
    with transaction.atomic():
        contact = calls.log(
            case, result, words, good_conversation=good_conversation, by=by, at=at, direction=direction, phone=phone,
            version=version, once=once,
        )  # fmt: skip
        if answers and result == CallResult.REACHED:
            _answer(case, words, by=by, at=at)
    return contact


def _answer(case: Case, words: str, *, by: str, at: datetime, only: tuple[RequestKind, ...] = ()) -> None:
    rows = Request.objects.filter(case=case, state=RequestState.OPEN).order_by("pk")
    for request in rows.filter(kind__in=only) if only else rows:
        requests.answer(request, words, by=by, at=at)


def _told(made: Arrangement) -> str:
    """The arrangement as the customer reads it."""
    parts = found.parts(made)
    first = parts[0]
    if len(parts) == 1:
        return f"Wij spraken af: u betaalt {euros(first.amount_cents)} op {dutch.day(first.due_on)}."
    return (
        f"Wij spraken af: u betaalt {euros(made.total_cents)} in {dutch.count(len(parts))} termijnen. "
        f"De eerste is {euros(first.amount_cents)}, op {dutch.day(first.due_on)}. Er komen geen kosten bij."
    )

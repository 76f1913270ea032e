"""What a colleague does in one go: an arrangement that also answers the question, rest that is told in writing."""

from datetime import date, datetime

from tijdig.actions import arrangements, asked, calls, cases, replies, requests, stops
from tijdig.models import Arrangement, CallBack, Case, Contact, Hold, Request
from tijdig.queries import arrangements as found
from tijdig.rules import dutch
from tijdig.rules.money import euros
from tijdig.words import CallResult, Direction, PauseReason, RequestKind, RequestState

_ABOUT_PAYING = (RequestKind.PAY_IN_PARTS, RequestKind.PAY_LATER)
_HEARD = "Lees wat er in het gesprek is gezegd. Bel vandaag."


def arrange(
    case: Case, *, first_on: date, by: str, at: datetime, instalment_cents: int | None = None,
    count: int | None = None, version: int | None = None,
) -> Arrangement:  # fmt: skip
    """Agree on an arrangement, send it in writing, and answer with it what was asked about paying; all, or nothing.

    The same once more is a form that was sent twice: nothing goes out again.
    """
    with cases.held(case):
        before = found.of(case)
        wish = {"instalment_cents": instalment_cents, "count": count}
        made = arrangements.agree(case, first_on=first_on, by=by, at=at, version=version, **wish)
        if before is None or before.pk != made.pk:
            _settle(case, _told(made, case), by=by, at=at, only=_ABOUT_PAYING)
            replies.arranged(made, by=by, at=at)
    return made


def rest(
    case: Case, reason: PauseReason, *, until_on: date | None, by: str, at: datetime, version: int | None = None,
    note: str = "",
) -> Hold:  # fmt: skip
    """Give rest, and tell the customer so in writing."""
    with cases.held(case):
        hold = stops.paused(case, reason=reason, until_on=until_on, by=by, at=at, version=version, note=note)
        replies.paused(hold, by=by, at=at)
    return hold


def promise_call(
    case: Case, slot: int, phone: str, *, by: str, at: datetime, version: int | None = None
) -> CallBack:  # fmt: skip
    """Promise a call in this slot, and tell the customer when it is."""
    with cases.held(case):
        made = calls.plan(case, slot, phone, by=by, at=at, version=version)
        replies.call_planned(made, by=by, at=at)
    return made


def spoke(
    case: Case, result: CallResult, words: str, *, good_conversation: bool, answers: bool, by: str, at: datetime,
    direction: Direction, phone: str, version: int, once: str, distress: bool = False, says_no: bool = False,
) -> Contact:  # fmt: skip
    """Write a call down; with `answers` it was also our answer to all that the customer had asked.

    With `distress` somebody else calls today: rest, and the top of the list.
    """
    with cases.held(case):
        is_again = Contact.objects.filter(case=case, key=f"call-{once}").exists()
        contact = calls.log(
            case, result, words, good_conversation=good_conversation, by=by, at=at, direction=direction, phone=phone,
            says_no=says_no, version=version, once=once,
        )  # fmt: skip
        if answers and result == CallResult.REACHED:
            _settle(case, calls.told(at), by=by, at=at)
        if distress and not is_again:
            asked.in_distress(case, by=by, at=at, note=_HEARD)
    return contact


def _settle(case: Case, words: str, *, by: str, at: datetime, only: tuple[RequestKind, ...] = ()) -> None:
    rows = Request.objects.filter(case=case, state=RequestState.OPEN).order_by("pk")
    for request in rows.filter(kind__in=only) if only else rows:
        requests.settle(request, words, by=by, at=at)


def _told(made: Arrangement, case: Case) -> str:
    """The arrangement as the customer reads it."""
    parts = found.parts(made)
    first, pays = parts[0], "u betaalt" if case.creditor.is_formal else "je betaalt"
    if len(parts) == 1:
        return f"Wij spraken af: {pays} {euros(first.amount_cents)} op {dutch.day(first.due_on)}."
    return (
        f"Wij spraken af: {pays} {euros(made.total_cents)} in {dutch.count(len(parts))} termijnen. "
        f"De eerste is {euros(first.amount_cents)}, op {dutch.day(first.due_on)}. Er komen geen kosten bij."
    )

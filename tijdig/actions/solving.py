"""What a colleague does in one go: an arrangement that also answers the question, rest that is told in writing."""

from datetime import date, datetime
from typing import Unpack

from tijdig.actions import arrangements, asked, calls, cases, replies, requests, stops
from tijdig.actions.arrangements import Yes
from tijdig.models import Arrangement, CallBack, Case, Contact, Hold, Request
from tijdig.queries import arrangements as found
from tijdig.rules.solutions import shapes
from tijdig.rules.solutions.shapes import Wished
from tijdig.words import CallResult, ChangeReason, Direction, PauseReason, RequestKind, RequestState, Rhythm

_ABOUT_PAYING = (RequestKind.PAY_IN_PARTS, RequestKind.PAY_LATER)
_HEARD = "Lees wat er in het gesprek is gezegd. Bel vandaag."


def arrange(
    case: Case, *, by: str, at: datetime, version: int | None = None, yes: Yes | None = None, **wish: Unpack[Wished]
) -> Arrangement:
    """Agree on an arrangement, send it in writing, and answer with it what was asked about paying; all, or nothing.

    The same once more is a form that was sent twice: nothing goes out again.
    """
    with cases.held(case):
        before = found.of(case)
        made = arrangements.agree(case, by=by, at=at, version=version, yes=yes, **wish)
        if before is None or before.pk != made.pk:
            _settle(case, _told(made, case), by=by, at=at, only=_ABOUT_PAYING)
            replies.arranged(made, by=by, at=at)
    return made


def rearrange(
    running: Arrangement, reason: ChangeReason, *, by: str, at: datetime, version: int | None = None,
    yes: Yes | None = None, **wish: Unpack[Wished],
) -> Arrangement:  # fmt: skip
    """Change an arrangement, send the new one in writing, and answer with it what was asked about it."""
    with cases.held(running.case):
        made = arrangements.change(running, reason, by=by, at=at, version=version, yes=yes, **wish)
        _after_change(made, by=by, at=at)
    return made


def pause(
    running: Arrangement, weeks: int, *, by: str, at: datetime, version: int | None = None, yes: Yes | None = None
) -> Arrangement:
    """Move on what is not paid yet, and send the new days in writing."""
    with cases.held(running.case):
        made = arrangements.pause(running, weeks, by=by, at=at, version=version, yes=yes)
        _after_change(made, by=by, at=at)
    return made


def _after_change(made: Arrangement, *, by: str, at: datetime) -> None:
    _settle(made.case, _told(made, made.case), by=by, at=at, only=(*_ABOUT_PAYING, RequestKind.CHANGE))
    replies.changed(made, by=by, at=at)


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
    return shapes.told(found.parts(made), Rhythm(made.rhythm), is_formal=case.creditor.is_formal)

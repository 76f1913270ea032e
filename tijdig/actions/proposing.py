"""What a customer proposes about paying: a yes at once inside the band, else a person with a day; never a no (ADR 50).

Who came in with the code of a letter alone may ask all of it, and a person looks: an agreement is made with somebody
of whom we know who they are (DECISIONS 8).
"""

from datetime import date, datetime, timedelta
from typing import Any

from tijdig.actions import arrangements, asked, audit, cases, replies, solving
from tijdig.actions.arrangements import Yes
from tijdig.actions.asked import Asker
from tijdig.actions.refusals import ConflictError, Refusal, RefusedError
from tijdig.models import Arrangement, Case, Request
from tijdig.queries import arrangements as found
from tijdig.queries import offers_made, policies
from tijdig.queries.offers_made import Terms
from tijdig.rules.arrangements import Part
from tijdig.rules.solutions import facts
from tijdig.rules.solutions.band import Beyond
from tijdig.rules.solutions.shapes import Shape
from tijdig.rules.workdays import local_day
from tijdig.words import ChangeReason, Mandate, RequestKind, RequestState

ARRANGEMENT, SHAPE, WHY = "arrangement", "shape", "why_person"
"""With a request: the arrangement that came of it at once; the wish as a whole; and why a person looks first."""

_CHANGES = {ChangeReason.AMOUNT: "lower", ChangeReason.DAY: "day", ChangeReason.MORE_ROOM: "faster"}


def propose(
    case: Case, shape: Shape, asker: Asker, *, is_sure: bool | None, kind: RequestKind = RequestKind.PAY_IN_PARTS
) -> Request:
    """To pay in parts, or all of it later: agreed in the same moment, or with a person who answers by a day."""
    first_on = shape.first_on.isoformat()
    own = {"instalment_cents": shape.instalment_cents, "first_on": first_on}
    details = {
        **({"pay_on": first_on} if kind == RequestKind.PAY_LATER else own),
        SHAPE: facts.as_facts(shape),
        "is_sure": is_sure,
    }
    with cases.held(case):
        why = reasons(case, shape, at=asker.at, is_sure=is_sure)
        request, is_distress = _kept(case, kind, details, why, asker)
        if request.state != RequestState.OPEN or is_distress:
            return request
        if why or asker.by_code:
            replies.received(request, by=asker.by, at=asker.at)
            return request
        yes = Yes(at_once=True, is_sure=is_sure)
        made = solving.arrange(case, by=asker.by, at=asker.at, yes=yes, **wished(shape))
        return _came_of_it(request, made)


def propose_change(
    running: Arrangement, reason: ChangeReason, shape: Shape, asker: Asker, *, is_sure: bool | None
) -> Request:
    """What is still open, in another shape: at once inside the band, else with a person; so long the old one holds."""
    case = running.case
    details = {
        "change": _CHANGES[reason], "instalment_cents": shape.instalment_cents, "first_on": shape.first_on.isoformat(),
        SHAPE: facts.as_facts(shape), "is_sure": is_sure,
    }  # fmt: skip
    with cases.held(case):
        _not_in_joint(running)
        why = reasons(case, shape, at=asker.at, is_sure=is_sure, running=running, change=reason)
        request, is_distress = _kept(case, RequestKind.CHANGE, details, why, asker)
        if request.state != RequestState.OPEN or is_distress:
            return request
        if why or asker.by_code:
            replies.received(request, by=asker.by, at=asker.at)
            return request
        yes = Yes(at_once=True, is_sure=is_sure)
        made = solving.rearrange(running, reason, by=asker.by, at=asker.at, yes=yes, **wished(shape))
        return _came_of_it(request, made)


def propose_pause(running: Arrangement, weeks: int, asker: Asker) -> Request:
    """The pause button: at once within its limits; with the code alone, or once they are used up, a person does it."""
    case, day = running.case, local_day(asker.at)
    with cases.held(case):
        _not_in_joint(running)
        most = policies.of(case.creditor, day).solutions.pause_weeks_max
        is_free = weeks <= most and arrangements.pauses_left(running, day) > 0
        details = {"change": "this_month", "weeks": weeks}
        request, is_distress = _kept(case, RequestKind.CHANGE, details, (), asker)
        if request.state != RequestState.OPEN or is_distress:
            return request
        if asker.by_code or not is_free:
            replies.received(request, by=asker.by, at=asker.at)
            return request
        return _came_of_it(request, solving.pause(running, weeks, by=asker.by, at=asker.at))


def _not_in_joint(running: Arrangement) -> None:
    """A share of a joint plan changes in that plan: no question about it alone is kept either."""
    if found.is_share(running):
        raise RefusedError(Refusal.IN_JOINT)


def offer(
    request: Request, shape: Shape, *, until_on: date, by: str, at: datetime, by_lead: bool = False, reason: str = "",
    version: int | None = None,
) -> Request:  # fmt: skip
    """Another proposal than the customer's: it goes out in writing, and one tap takes it until its last day.

    The question stays with us: on the day after the last one it is on the list of the colleagues again.
    """
    day, case = local_day(at), request.case
    with cases.changing(case) as fresh_case:
        fresh = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if version is not None and fresh.version != version:
            raise ConflictError
        if fresh.state != RequestState.OPEN:
            raise RefusedError(Refusal.ALREADY_DONE)
        if not day < until_on < shape.first_on:
            raise RefusedError(Refusal.END_NEEDED)
        decided_by = arrangements.decided(fresh_case, shape, Yes(by_lead=by_lead, reason=reason), at=at)
        terms = Terms(shape=shape, offered_on=day, until_on=until_on, by=by, decided_by=decided_by, reason=reason)
        fresh.details = {**fresh.details, **offers_made.kept(terms)}
        fresh.answer_due_on, fresh.version = until_on + timedelta(days=1), fresh.version + 1
        fresh.save(update_fields=["details", "answer_due_on", "version"])
        cases.take_on(fresh_case, by=by, at=at)
        told = {"until": until_on.isoformat(), "decided_by": decided_by}
        audit.record("request.offered", fresh, by=by, at=at, case_id=case.pk, facts=told)
        replies.offered(fresh, by=by, at=at)
    return fresh


def take(request: Request, *, by: str, at: datetime) -> Arrangement:
    """The customer takes what we proposed, with one tap: who decided then, decided for now. OFFER_OVER once it is over.

    Taken twice it is one arrangement.
    """
    with cases.held(request.case):
        fresh = Request.objects.select_related("case__creditor", "case__customer").get(pk=request.pk)
        if before := _made_of(fresh):
            return before
        standing = offers_made.standing(fresh, local_day(at))
        if standing is None:
            raise RefusedError(Refusal.OFFER_OVER)
        terms = standing.terms
        yes = Yes(by_lead=terms.decided_by == Mandate.LEAD, reason=terms.reason, is_sure=True)
        if running := found.of(fresh.case):
            made = solving.rearrange(running, ChangeReason.AMOUNT, by=by, at=at, yes=yes, **wished(terms.shape))
        else:
            made = solving.arrange(fresh.case, by=by, at=at, yes=yes, **wished(terms.shape))
        fresh.refresh_from_db()
        _came_of_it(fresh, made)
    return made


def reasons(
    case: Case, shape: Shape, *, at: datetime, is_sure: bool | None, running: Arrangement | None = None,
    change: ChangeReason | None = None,
) -> tuple[Beyond, ...]:  # fmt: skip
    """Why a person looks first; none: a yes at once. What takes too long to reckon out is long."""
    parts = _parts(case, shape, running, at)
    if not parts:
        return (Beyond.LONG,)
    judged = arrangements.judged(case, parts, shape, at=at, is_sure=is_sure).reasons
    is_move = running is not None and change == ChangeReason.DAY and _is_later(running, parts)
    is_moved = is_move and running is not None and not found.moves_left(running, local_day(at))
    return (*judged, Beyond.MOVED) if is_moved else judged


def _is_later(running: Arrangement, parts: tuple[Part, ...]) -> bool:
    """Whether the next payment would come later than it does now."""
    left = found.left(running)
    return bool(left) and parts[0].due_on > left[0].due_on


def _parts(case: Case, shape: Shape, running: Arrangement | None, at: datetime) -> tuple[Part, ...]:
    try:
        if running:
            return arrangements.preview_change(running, at=at, **wished(shape))
        return arrangements.preview(case, at=at, **wished(shape))
    except RefusedError as refused:
        if refused.code in {Refusal.TOO_MANY_PARTS, Refusal.TOO_FAR}:
            return ()
        raise


def wished(shape: Shape) -> Any:
    """The same wish as keywords."""
    return {name: getattr(shape, name) for name in Shape.__slots__}


def _kept(
    case: Case, kind: RequestKind, details: dict[str, Any], why: tuple[Beyond, ...], asker: Asker
) -> tuple[Request, bool]:  # fmt: skip
    more = {WHY: [reason.value for reason in why]} if why else {}
    return asked.keep(case, kind, {**details, **more}, asker)


def _came_of_it(request: Request, made: Arrangement) -> Request:
    """The arrangement stands with the question, which the agreement answered."""
    request.refresh_from_db()
    request.details = {**request.details, ARRANGEMENT: made.pk}
    request.save(update_fields=["details"])
    return request


def _made_of(request: Request) -> Arrangement | None:
    number = request.details.get(ARRANGEMENT)
    return Arrangement.objects.filter(pk=number, case=request.case).first() if number else None

"""Cases: taking one in hand to change it, stopping what is queued, closing and opening again."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, QuerySet

from tijdig.actions import approaches, audit
from tijdig.actions.refusals import ConflictError
from tijdig.models import Case, Contact
from tijdig.queries.colleagues import works_at
from tijdig.queries.ready import Ready
from tijdig.rules import actors
from tijdig.rules.workdays import local_day
from tijdig.words import CaseState, ClosingReason, ContactState, StopReason


def _case_rows(number: int) -> QuerySet[Case]:
    return Case.objects.select_for_update(of=("self",)).select_related("creditor", "customer").filter(pk=number)


_CASE = Ready(_case_rows)


@contextmanager
def changing(case: Case, version: int | None = None) -> Iterator[Case]:
    """The case, locked and read afresh; ConflictError when it is no longer the `version` that somebody looked at.

    Locks go in one order everywhere: the case, then its contacts by id. The version goes up by one, so that a night
    that read the case before leaves it for another round.
    """
    with transaction.atomic():
        fresh = _CASE.first(number=case.pk)
        if fresh is None:
            raise Case.DoesNotExist
        if version is not None and fresh.version != version:
            raise ConflictError
        Case.objects.filter(pk=fresh.pk).update(version=F("version") + 1)
        fresh.version += 1
        yield fresh


@contextmanager
def held(case: Case) -> Iterator[None]:
    """Nobody else changes this case meanwhile; for who has to look before acting. Counts as no change."""
    with transaction.atomic():
        list(Case.objects.select_for_update(of=("self",)).filter(pk=case.pk).values_list("pk"))
        yield


@contextmanager
def all_held(wanted: Iterable[Case]) -> Iterator[None]:
    """The same for more of them at once, in the one order."""
    with transaction.atomic():
        rows = Case.objects.select_for_update(of=("self",)).filter(pk__in=[case.pk for case in wanted])
        list(rows.order_by("pk").values_list("pk"))
        yield


def take_on(case: Case, *, by: str, at: datetime) -> None:
    """From the first real contact on a customer has a person of their own (DECISIONS 3): who spoke, if nobody yet.

    Only somebody who works here: who acts elsewhere, in a plan for all together, is no contact person of this file.
    """
    number = actors.number_of(by)
    if case.handler_id is None and number is not None and _works_here(case, number, local_day(at)):
        Case.objects.filter(pk=case.pk).update(handler_id=number)
        case.handler_id = number
        audit.record("case.taken_on", case, by=by, at=at, case_id=case.pk)


def _works_here(case: Case, number: int, day: date) -> bool:
    return works_at(case.creditor_id, day).filter(pk=number).exists()


def stop_queued(case: Case, reason: StopReason, *, by: str, at: datetime) -> int:
    """Stop every queued message of a locked case, on every channel, and its approach as a whole; how many messages.

    One that is on its way to the provider at this moment is only marked: its sender looks once more before it lets
    go, and if it was too late, the mark says so. A direct answer to something the customer did is not stopped,
    except by a death; whether its address is still right is looked at when it goes.
    """
    approaches.stop([case.pk], reason, by=by, at=at)
    states = dict((_QUEUED if reason == StopReason.DIED else _OUTREACH).rows(case=case.pk))
    planned = [number for number, state in states.items() if state == ContactState.PLANNED]
    claimed = [number for number, state in states.items() if state == ContactState.CLAIMED]
    more = {"stop_reason": reason, "version": F("version") + 1}
    if planned:
        Contact.objects.filter(pk__in=planned).update(state=ContactState.STOPPED, **more)
    if claimed:
        Contact.objects.filter(pk__in=claimed, stop_reason="").update(**more)
    return len(states)


def _queued_rows(case: int) -> "QuerySet[Contact, tuple[int, str]]":
    rows = Contact.objects.select_for_update(of=("self",)).filter(case_id=case)
    rows = rows.filter(state__in=[ContactState.PLANNED, ContactState.CLAIMED]).order_by("pk")
    return rows.values_list("pk", "state")


def _outreach_rows(case: int) -> "QuerySet[Contact, tuple[int, str]]":
    return _queued_rows(case).filter(moment__isnull=False)


_QUEUED, _OUTREACH = Ready(_queued_rows), Ready(_outreach_rows)


def close(case: Case, reason: ClosingReason, *, on: date, by: str, at: datetime) -> None:
    """Close a locked case: nothing is left to arrange, and nobody has to keep it in hand."""
    stop_queued(case, StopReason.PAID if reason == ClosingReason.PAID else StopReason.CLOSED, by=by, at=at)
    Case.objects.filter(pk=case.pk).update(state=CaseState.CLOSED, closed_on=on, closing_reason=reason, by_hand=False)
    case.state, case.closed_on, case.closing_reason = CaseState.CLOSED, on, reason
    audit.record("case.closed", case, by=by, at=at, case_id=case.pk, facts={"reason": reason})


def open_again(case: Case, *, by: str, at: datetime) -> None:
    """Open a locked case again: something is owed after all."""
    Case.objects.filter(pk=case.pk).update(state=CaseState.OPEN, closed_on=None, closing_reason="")
    case.state, case.closed_on, case.closing_reason = CaseState.OPEN, None, ""
    audit.record("case.opened_again", case, by=by, at=at, case_id=case.pk)

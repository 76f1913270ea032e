"""How much was asked on a case, counted apart: by who has the code of a letter only, and by everybody else."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet

from tijdig.models import CallBack, Case, Request
from tijdig.rules import phones
from tijdig.rules.workdays import AMSTERDAM
from tijdig.words import CallBackState, RequestKind, RequestState

BY_CODE = "by_code"
"""With a request: who asked it had the code of a letter only, or looks along. It moves nothing of who is known."""

OTHER_NUMBER = "other_number"
"""With a request: a call is promised already, on another number, to somebody of whom we are surer."""

SAME_NUMBER = "same_number"
"""With a request: its call was promised before, on this very number, to somebody of whom we are surer."""

HELPER = "helper"
"""With a request: the number of who asked it while looking along."""

ABOUT, PROOF = "about", "proof"
"""With a wish to be called: that it is to show who one is; done with, once a colleague recorded that."""

FOR_ME = "for_me"
"""With "this is not for me": somebody who showed who they are said that it was for them after all."""


def not_for_them() -> QuerySet[Request]:
    """Where somebody said that our post is not for who holds it, and nobody we know has said since that it is."""
    rows = Request.objects.filter(kind=RequestKind.NOT_ME, details__for_me__isnull=True)
    return rows.exclude(state=RequestState.WITHDRAWN)


def for_proof(case_id: int) -> QuerySet[Request]:
    """What waits for a call in which somebody shows who they are."""
    rows = Request.objects.filter(case=case_id, kind=RequestKind.CALL_ME, state=RequestState.OPEN)
    return rows.filter(details__about=PROOF).select_related("call_back__slot").order_by("-pk")


def alike(case: Case, *, by_code: bool) -> QuerySet[Request]:
    """What was asked with the code alone, or all that was not."""
    return Request.objects.filter(case=case, details__by_code__isnull=not by_code)


def waiting(rows: QuerySet[Request]) -> int:
    """How many of these wait for us."""
    return rows.filter(state=RequestState.OPEN).count()


def of_day(rows: QuerySet[Request], day: date) -> int:
    """How many of these came on this day, also those that another took the place of."""
    return rows.filter(received_at__gte=start_of(day)).count()


def start_of(day: date) -> datetime:
    """The moment at which this day begins in the Netherlands."""
    return datetime.combine(day, time.min, AMSTERDAM)


def is_by_code(request: Request) -> bool:
    """Whether this was asked with the code alone."""
    return BY_CODE in request.details


def marks(case: Case, kind: RequestKind, details: Mapping[str, Any], *, by_code: bool) -> dict[str, bool]:
    """What we keep with something that is asked, of how sure we are of who asks it."""
    if not by_code:
        return {}
    is_call = kind == RequestKind.CALL_ME and "phone" in details  # another question has a number for itself
    is_elsewhere = is_call and rings_elsewhere(sure_call(case), str(details["phone"]))
    return {BY_CODE: True, OTHER_NUMBER: True} if is_elsewhere else {BY_CODE: True}


def sure_call(case: Case) -> CallBack | None:
    """The promised call that a colleague or somebody we know planned: a code alone rings no other number for it."""
    rows = CallBack.objects.filter(case=case, state=CallBackState.PLANNED).select_related("request", "slot")
    return next((one for one in rows.order_by("slot__starts_at", "pk") if _is_sure(one)), None)


def _is_sure(call: CallBack) -> bool:
    return call.request is None or not is_by_code(call.request) or SAME_NUMBER in call.request.details


def rings_elsewhere(call: CallBack | None, phone: str) -> bool:
    """Whether this number is another one than that of the promised call."""
    return call is not None and not phones.is_same(call.phone, phone)

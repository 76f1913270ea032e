"""What a customer waits for on a day: an answer to what was asked, a call that was promised, each with its moment."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from tijdig.models import CallBack, Case, Request
from tijdig.planner.text import date_text
from tijdig.rules import dutch
from tijdig.rules.workdays import AMSTERDAM
from tijdig.words import CallBackState, RequestState


def lines(case: Case, day: date) -> Iterator[str]:
    """A line each, soonest first; of a day that is past what was waited for then, as far as it is still known."""
    called = [(local.date(), _call(local)) for local in _calls(case, day)]
    asked = [(one.answer_due_on, _asked(one, day)) for one in _open(case, _start(day + timedelta(days=1)))]
    yield from (line for _, line in sorted([*called, *asked]))


def _open(case: Case, end: datetime) -> list[Request]:
    waits = Q(state=RequestState.OPEN) | Q(state=RequestState.ANSWERED, answered_at__gte=end)
    rows = Request.objects.filter(waits, case=case, received_at__lt=end, call_back__isnull=True)
    return list(rows.order_by("answer_due_on", "pk"))


def _asked(one: Request, day: date) -> str:
    late = ", dat is te laat" if one.answer_due_on < day else ""
    return f"antwoorden op “{one.get_kind_display()}”, uiterlijk {date_text(one.answer_due_on)}{late}"


def _calls(case: Case, day: date) -> Iterator[datetime]:
    rows = CallBack.objects.filter(case=case, state=CallBackState.PLANNED, slot__starts_at__gte=_start(day))
    known = rows.filter(made_at__lt=_start(day + timedelta(days=1)))
    yield from (at.astimezone(AMSTERDAM) for at in known.values_list("slot__starts_at", flat=True))


def _call(local: datetime) -> str:
    return f"bellen op {date_text(local.date())} om {dutch.hour(local)} uur"


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)

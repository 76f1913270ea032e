"""Whether something came in since a list was made: one cheap question, asked every half minute by who looks at it."""

from typing import Any

from django.db.models import Exists, Manager, Q

from tijdig.models import Creditor, OpenForm, Request
from tijdig.queries.visible import seen_q
from tijdig.queries.worklist import Viewer
from tijdig.queries.worksources import WorkKind
from tijdig.words import FormState, RequestState

_OF_REQUESTS = ("", WorkKind.CALL_BACK, WorkKind.REQUEST)
_OF_FORMS = ("", WorkKind.FORM)
BACK = 100
"""So many numbers below the newest may still come: far more than are taken while one request is being written."""
DIGITS = 19
"""A number with so many digits is none of ours, and no database knows it."""


def changes(only: str) -> bool:
    """Whether what customers send shows up in this list at all."""
    return only in _OF_REQUESTS + _OF_FORMS


def newest() -> str:
    """What had come in by now, to ask later what came after it. Numbers, not hours: a demo's clock stands still.

    Who takes a number first may be seen last (PostgreSQL hands them out before the commit), so the newest number
    alone is no mark: the numbers below it that nobody has yet go along, as far back as somebody can still be writing.
    """
    return "-".join(map(_mark, (Request.objects, OpenForm.objects)))


def came_after(viewer: Viewer, mark: str) -> bool:
    """Whether something waits in the list of this colleague that came in after that."""
    request, _, form = mark.partition("-")
    requests = Request.objects.filter(
        seen_q("case__", "case__creditor__"),
        _after(request),
        state=RequestState.OPEN,
        case__creditor_id=viewer.creditor_id,
    )
    if not viewer.whole_team:
        requests = requests.filter(Q(case__handler=None) | Q(case__handler=viewer.user_id))
    forms = OpenForm.objects.filter(_after(form), state=FormState.OPEN, creditor_id=viewer.creditor_id)
    asked = [Q(Exists(rows)) for rows, kinds in ((requests, _OF_REQUESTS), (forms, _OF_FORMS)) if viewer.only in kinds]
    found = asked[0] | asked[-1] if asked else Q(pk__in=[])
    return Creditor.objects.filter(found, pk=viewer.creditor_id).exists()


def _mark(rows: Manager[Any]) -> str:
    last = list(rows.order_by("-pk").values_list("pk", flat=True)[: BACK + 1])
    newest = last[0] if last else 0
    missing = set(range(max(1, newest - BACK), newest)) - set(last)
    return ".".join(map(str, [newest, *sorted(missing)]))


def _after(mark: str) -> Q:
    parts = mark.split(".")[: BACK + 1]
    newest, *missing = [int(part) for part in parts if part.isdecimal() and len(part) < DIGITS] or [0]
    return Q(pk__gt=newest) | Q(pk__in=missing)

"""Whether something came in since a list was made: one cheap question, asked every half minute by who looks at it."""

from django.db.models import Exists, Max, Q

from tijdig.models import Creditor, OpenForm, Request
from tijdig.queries.visible import seen_q
from tijdig.queries.worklist import Viewer
from tijdig.queries.worksources import WorkKind
from tijdig.words import FormState, RequestState

_OF_REQUESTS = ("", WorkKind.CALL_BACK, WorkKind.REQUEST)
_OF_FORMS = ("", WorkKind.FORM)


def changes(only: str) -> bool:
    """Whether what customers send shows up in this list at all."""
    return only in _OF_REQUESTS + _OF_FORMS


def newest() -> str:
    """The last that came in, to ask later what came after it. Numbers, not hours: a demo's clock stands still."""
    request, form = (rows.aggregate(last=Max("pk"))["last"] or 0 for rows in (Request.objects, OpenForm.objects))
    return f"{request}-{form}"


def came_after(viewer: Viewer, mark: str) -> bool:
    """Whether something waits in the list of this colleague that came in after that."""
    request, _, form = mark.partition("-")
    last_request, last_form = (int(part) if part.isdecimal() else 0 for part in (request, form))
    requests = Request.objects.filter(
        seen_q("case__", "case__creditor__"),
        pk__gt=last_request,
        state=RequestState.OPEN,
        case__creditor_id=viewer.creditor_id,
    )
    if not viewer.whole_team:
        requests = requests.filter(Q(case__handler=None) | Q(case__handler=viewer.user_id))
    forms = OpenForm.objects.filter(pk__gt=last_form, state=FormState.OPEN, creditor_id=viewer.creditor_id)
    asked = [Q(Exists(rows)) for rows, kinds in ((requests, _OF_REQUESTS), (forms, _OF_FORMS)) if viewer.only in kinds]
    found = asked[0] | asked[-1] if asked else Q(pk__in=[])
    return Creditor.objects.filter(found, pk=viewer.creditor_id).exists()

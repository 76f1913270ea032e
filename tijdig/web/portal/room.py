"""What can be missed: money somebody has a right to first, then five short questions, and what follows from them.

What was typed waits in the session of the browser until the last question; then it is kept with the case.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tijdig import clock
from tijdig.actions import rooms as acts
from tijdig.queries import access, rooms
from tijdig.queries.portal import frame_for
from tijdig.rules.solutions.budget import Budget
from tijdig.web.portal.room_forms import STEPS
from tijdig.web.portal.session import ROOM, customer_required, kept
from tijdig.words import AssuranceLevel

ORDER = tuple(STEPS)
KEPT_SECONDS = 3600


@require_safe
@customer_required()
def start(request: HttpRequest) -> HttpResponse:
    """`/missen`: look first whether all money comes in; then by five questions, or an amount of one's own."""
    page = frame_for(request.customer)  # type: ignore[attr-defined]
    return render(request, "portal/room/start.html", {"page": page, "first": ORDER[0], "count": len(ORDER)})


@require_http_methods(["GET", "HEAD", "POST"])
@customer_required(level=AssuranceLevel.KNOWN)
def step(request: HttpRequest, name: str) -> HttpResponse:
    """`/missen/<question>`: one of the five; the last one keeps them all."""
    if name not in STEPS:
        raise Http404
    answers, place = _answers(request), ORDER.index(name)
    missing = next((one for one in ORDER[:place] if one not in answers), None)
    if missing:
        return redirect("portal-room-step", missing)
    form = STEPS[name](request.POST if request.method == "POST" else kept(request), initial=_typed(answers, name))
    if request.method == "POST" and form.is_valid():
        answers[name] = {"typed": {field: form.data[field] for field in form.fields}, "said": form.cleaned_data}
        return _go_on(request, answers, place)
    page = frame_for(request.customer)  # type: ignore[attr-defined]
    shown: dict[str, Any] = {"page": page, "form": form, "number": place + 1, "count": len(ORDER)}
    shown |= {"before": ORDER[place - 1] if place else "", "is_last": name == ORDER[-1]}
    return render(request, "portal/room/step.html", shown, status=400 if request.method == "POST" else 200)


@require_safe
@customer_required(level=AssuranceLevel.KNOWN)
def result(request: HttpRequest) -> HttpResponse:
    """`/missen/uitkomst`: what can be missed, hardly anything, or nothing; and what follows."""
    page = rooms.page(request.customer, clock.now())  # type: ignore[attr-defined]
    if page is None:
        return redirect("portal-room")
    return render(request, "portal/room/result.html", {"page": page})


def _go_on(request: HttpRequest, answers: dict[str, Any], place: int) -> HttpResponse:
    visitor = request.customer  # type: ignore[attr-defined]
    if ORDER[place] != ORDER[-1]:
        request.session[ROOM] = {"case": visitor.case_id, "answers": answers}
        request.session.set_expiry(KEPT_SECONDS)
        return redirect("portal-room-step", ORDER[place + 1])
    budget = Budget(**{name: value for one in ORDER for name, value in answers[one]["said"].items()})
    case = access.case_of(visitor)
    acts.tell(case, budget, session=visitor.session_id, by=visitor.actor, at=clock.now())
    request.session.pop(ROOM, None)
    return redirect("portal-room-result")


def _answers(request: HttpRequest) -> dict[str, Any]:
    """What this customer answered so far, in this browser."""
    found: dict[str, Any] = request.session.get(ROOM) or {}
    is_own = found.get("case") == request.customer.case_id  # type: ignore[attr-defined]
    return dict(found["answers"]) if is_own else {}


def _typed(answers: dict[str, Any], name: str) -> dict[str, str]:
    typed: dict[str, str] = answers.get(name, {}).get("typed", {})
    return typed

"""What stands around every page of the workbench: who works here, the menu with its counts, the way back."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tijdig import clock
from tijdig.queries import worklist
from tijdig.queries.doors import Staff
from tijdig.queries.worklist import Viewer
from tijdig.queries.worksources import WorkKind
from tijdig.web.numbers import whole
from tijdig.web.workbench import typed

MOST_PAGES = 10_000
TEAM = "iedereen"


def staff_of(request: HttpRequest) -> Staff:
    """Who works here, as `staff_required` set it."""
    staff: Staff = request.staff  # type: ignore[attr-defined]
    return staff


def viewer_of(request: HttpRequest, only: str = "") -> Viewer:
    """What this colleague looks at: the own list, or everybody's; one kind, or all; which page."""
    staff = staff_of(request)
    wanted = only or request.GET.get("soort", "")
    return Viewer(
        creditor_id=staff.creditor_id,
        user_id=staff.user_id,
        whole_team=request.GET.get("wie", TEAM if staff.is_lead else "") == TEAM,
        only=wanted if wanted in {kind.value for kind in WorkKind} else "",
        page=min(whole(request.GET.get("pagina", ""), 1), MOST_PAGES),
    )


def show(
    request: HttpRequest,
    template: str,
    *,
    here: str = "",
    counts: Mapping[str, int] | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page within the workbench."""
    known = worklist.counts_for(viewer_of(request), clock.now()) if counts is None else counts
    staff = staff_of(request)
    around = {"staff": staff, "counts": known, "here": here, "mark": typed.mark_of(staff)}
    return render(request, template, around | context, status=status)

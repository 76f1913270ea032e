"""The gate before an agency: one page with all that was tried and what is missing, from which a person decides."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tijdig import clock
from tijdig.queries import access, casepage, transfers
from tijdig.web.workbench.frames import show, staff_of
from tijdig.web.workbench.session import staff_required


@staff_required()
@require_safe
def gate(request: HttpRequest, number: int) -> HttpResponse:
    """What was tried, what is known, what is missing; and the two ways on."""
    found = access.case_for(staff_of(request), number)
    page = transfers.gate(found, casepage.name_of(found), clock.now())
    return show(request, "work/transfer.html", page=page)

"""The page that lists every solution on a case: what can be agreed now, and why the rest does not fit."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tijdig import clock
from tijdig.queries import access, casepage
from tijdig.web.workbench.acts import ACTS, SOLUTIONS
from tijdig.web.workbench.acts.ground import Ground
from tijdig.web.workbench.frames import show, staff_of
from tijdig.web.workbench.session import staff_required

_ARRANGEMENT = ("regeling", "In delen betalen", "In het ritme van het inkomen, met een bedrag dat de klant kan missen.")


@dataclass(frozen=True)
class Way:
    """One solution on the page; with why it does not fit now, where that is so."""

    act: str
    title: str
    about: str
    why: str


@staff_required()
@require_safe
def listed(request: HttpRequest, number: int) -> HttpResponse:
    """All of them, in the order in which one thinks of them."""
    staff, at = staff_of(request), clock.now()
    found: Any = access.case_for(staff, number)
    ground = Ground(staff, found, at)
    named = [_ARRANGEMENT, *((act, form.title, form.about) for act, form in SOLUTIONS.items())]
    forms: dict[str, Any] = {act: ACTS[act] for act, _, _ in named}
    all_ways = [
        Way(act, title, about, forms[act](staff=staff, case=found, at=at, ground=ground).cannot())
        for act, title, about in named
    ]
    ways, closed = [one for one in all_ways if not one.why], [one for one in all_ways if one.why]
    name = casepage.name_of(found)
    return show(request, "work/solutions.html", number=number, name=name, ways=ways, closed=closed)

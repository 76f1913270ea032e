"""Everything that we hold on one customer: a page about it, to read, and for a computer; sent piece by piece."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from tijdig import clock
from tijdig.queries import mydata
from tijdig.queries.doors import Visitor
from tijdig.queries.mydata import MyData
from tijdig.web.portal.session import customer_required
from tijdig.words import AssuranceLevel

FILE: Final = "mijn-gegevens"
FOLDER: Final = "portal/mine/data"
MARK: Final = "<!-- parts -->"


@require_safe
@customer_required(level=AssuranceLevel.KNOWN)
def show(request: HttpRequest) -> HttpResponse:
    """`/mijn-gegevens`: what is in the file, what is not and why."""
    return render(request, "portal/mine/data.html", {"page": mydata.page(request.customer)})  # type: ignore[attr-defined]


@require_safe
@customer_required(level=AssuranceLevel.KNOWN)
def read(request: HttpRequest) -> HttpResponse:
    """`/mijn-gegevens/lezen`: everything, on one page to read, print or keep."""
    visitor: Visitor = request.customer  # type: ignore[attr-defined]
    page = mydata.page(visitor)
    # What stands around the tables is said now: what is sent piece by piece no longer knows the language of who reads.
    before, _, after = render_to_string(f"{FOLDER}_all.html", {"page": page}, request).partition(MARK)
    return StreamingHttpResponse(chain([before], _tables(visitor, page), [after]))  # type: ignore[return-value]


@require_safe
@customer_required(level=AssuranceLevel.KNOWN)
def download(request: HttpRequest) -> HttpResponse:
    """`/mijn-gegevens.json`: the same for a computer (art. 20 AVG)."""
    pieces = mydata.as_json(request.customer, clock.now())  # type: ignore[attr-defined]
    response = StreamingHttpResponse(pieces, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{FILE}.json"'
    return response  # type: ignore[return-value]


def _tables(visitor: Visitor, page: MyData) -> Iterator[str]:
    """What we hold, a table at a time."""
    for place, part in enumerate(mydata.parts(visitor)):
        yield render_to_string(f"{FOLDER}_part.html", {"page": page, "part": part, "place": place})

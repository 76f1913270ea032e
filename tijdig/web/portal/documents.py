"""Documents: how the sum is made up, what was agreed, messages on paper, and why a message came."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tijdig import clock
from tijdig.actions import mine as acts
from tijdig.actions import papers as acts_papers
from tijdig.languages import DUTCH, speaking
from tijdig.queries import access, papers, portal, statements, whysent
from tijdig.queries.doors import LOOK
from tijdig.queries.papers import Paper, SentLetter
from tijdig.queries.statements import Statement
from tijdig.web.portal.session import customer_required
from tijdig.words import AssuranceLevel

LETTER_NAME: Final = "brief"


@require_safe
@customer_required(helper=LOOK)
def statement(request: HttpRequest) -> HttpResponse:
    """`/opbouw`: claim by claim how the sum is made up; the customer's own address only for who is known."""
    page = statements.statement(request.customer, clock.now())  # type: ignore[attr-defined]
    _report(request, page)
    return render(request, "portal/statement.html", {"page": page})


@require_safe
@customer_required(level=AssuranceLevel.KNOWN)
def statement_pdf(request: HttpRequest) -> HttpResponse:
    """`/opbouw.pdf`: the same to keep."""
    with speaking(DUTCH):
        paper, found = papers.of_statement(request.customer, clock.now())  # type: ignore[attr-defined]
    _report(request, found)
    return _pdf(request, paper)


@require_safe
@customer_required(level=AssuranceLevel.KNOWN)
def arrangement_pdf(request: HttpRequest) -> HttpResponse:
    """`/afspraak.pdf`: the parts with their days, how to pay, and what to do when it does not work out."""
    with speaking(DUTCH):
        paper = papers.of_arrangement(request.customer, clock.now())  # type: ignore[attr-defined]
    return _pdf(request, paper)


@require_safe
@customer_required(level=AssuranceLevel.KNOWN)
def sent_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """`/verstuurd/<n>.pdf`: a message on paper, set once more from the words as they were."""
    return _pdf(request, papers.of_message(request.customer, number))  # type: ignore[attr-defined]


@require_safe
@customer_required()
def why(request: HttpRequest, number: int) -> HttpResponse:
    """`/waarom/<n>`: why this message came; the reasons themselves for who said who they are."""
    page = whysent.why(request.customer, number)  # type: ignore[attr-defined]
    return render(request, "portal/why.html", {"page": page})


def _report(request: HttpRequest, found: Statement) -> None:
    """What is not known goes to colleagues too, once."""
    visitor = request.customer  # type: ignore[attr-defined]
    acts.report_lacks(access.case_of(visitor), found.lacks, by=visitor.actor, at=clock.now())


def _pdf(request: HttpRequest, paper: Paper | SentLetter) -> HttpResponse:
    if (made := acts_papers.made(paper)) is None:
        return _unprinted(request)
    name = paper.name if isinstance(paper, Paper) else LETTER_NAME
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _unprinted(request: HttpRequest) -> HttpResponse:
    """Something in it cannot be printed: where it can be read, and who helps."""
    page = portal.frame(request.customer)[1]  # type: ignore[attr-defined]
    return render(request, "portal/unprinted.html", {"page": page}, status=422)

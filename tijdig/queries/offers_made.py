"""What we proposed to a customer who asked for something else: it stands with the question, until a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tijdig.models import Request
from tijdig.queries import arrangements, policies
from tijdig.rules.arrangements import Part
from tijdig.rules.solutions import facts
from tijdig.rules.solutions.shapes import Shape
from tijdig.words import Mandate, RequestState

OFFER = "offer"
"""With a request: what a colleague proposed instead, as one shape with who decided and until when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A proposal as it is kept with the request."""

    shape: Shape
    offered_on: date
    until_on: date
    by: str
    decided_by: Mandate
    reason: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal as it stands today: every part, and until when."""

    terms: Terms
    parts: tuple[Part, ...]

    @property
    def total_cents(self) -> int:
        """All of it."""
        return sum(part.amount_cents for part in self.parts)

    @property
    def until_on(self) -> date:
        """The last day on which it can be taken."""
        return self.terms.until_on


def of(request: Request, day: date | None = None) -> Offer:
    """The proposal of this request, as it was made or as it would be on a day; KeyError when there is none."""
    terms = facts.from_facts(Terms, request.details[OFFER])
    case, on = request.case, day or terms.offered_on
    left = arrangements.open_cents(arrangements.open_claims(case, on))
    return Offer(terms, terms.shape.parts(left, policies.of(case.creditor, on)) if left > 0 else ())


def standing(request: Request, day: date) -> Offer | None:
    """The proposal that can still be taken on this day; none when there is none, or its time is over."""
    if request.state != RequestState.OPEN or OFFER not in request.details:
        return None
    found = of(request, day)
    return found if found.until_on >= day and found.parts else None


def kept(terms: Terms) -> dict[str, Any]:
    """A proposal as details of a request."""
    return {OFFER: facts.as_facts(terms)}

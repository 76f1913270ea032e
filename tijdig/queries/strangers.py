"""What the code of a letter still shows once somebody said that the letter is not for them: nothing about anybody."""

from dataclasses import dataclass

from tijdig.messages.languages import here
from tijdig.models import Request
from tijdig.queries import access, asks, portal
from tijdig.queries.doors import Visitor
from tijdig.queries.house import House, Person
from tijdig.rules.workdays import local_day
from tijdig.words import RequestKind, RequestState


@dataclass(frozen=True, slots=True)
class Doubted:
    """Who finds out for whom our letter is, and before which day; no name of a customer, no bill, no history."""

    house: House
    person: Person
    day: str  # on which we heard it
    answer: str  # the day of our answer; empty once it was given
    number: int | None  # of what this very visit told us


def page(visitor: Visitor) -> Doubted:
    """The overview of somebody who may be a stranger."""
    case, around = portal.frame(visitor)
    request = access.there(asks.not_for_them().filter(case=case).order_by("-pk").first())
    is_open = request.state == RequestState.OPEN
    return Doubted(
        house=around.house,
        person=around.person,
        day=here.near(local_day(request.received_at)),
        answer=here.near(request.answer_due_on) if is_open else "",
        number=request.pk if access.may_read(visitor, request) else None,
    )


def may_see(visitor: Visitor, request: Request) -> bool:
    """Whether this request is still for this visitor: a stranger sees what this very visit told of it, and no more."""
    return not visitor.is_stranger or (request.kind == RequestKind.NOT_ME and access.may_read(visitor, request))

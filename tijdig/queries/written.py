"""One message word for word, for who proved who they are."""

from dataclasses import dataclass

from tijdig.languages import DUTCH, say
from tijdig.messages.languages import here
from tijdig.queries import access, portal
from tijdig.queries.doors import Visitor
from tijdig.queries.hiding import without_code
from tijdig.queries.house import House, Person
from tijdig.rules.workdays import local_day
from tijdig.words import ChannelKind, Direction


@dataclass(frozen=True, slots=True)
class Written:
    """One message word for word."""

    house: House
    person: Person
    what: str
    day: str
    text: str
    is_ours: bool
    hides_code: bool
    language: str  # of the words


def written(visitor: Visitor, number: int) -> Written:
    """What was sent, or said, as it was."""
    around = portal.frame(visitor)[1]
    contact = access.contact_of(visitor, number)
    is_ours = contact.direction == Direction.OUT
    text = without_code(contact.text) if is_ours else contact.text
    at = contact.handed_over_at if is_ours else contact.happened_at
    return Written(
        house=around.house,
        person=around.person,
        what=say(ChannelKind(contact.kind).label),
        day=here.near(local_day(at or contact.send_from)),
        text=text,
        is_ours=is_ours,
        hides_code=text != contact.text,
        language=str(contact.content.get("language") or DUTCH),
    )

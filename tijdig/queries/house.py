"""Who speaks to a customer: the organisation with its looks, and the person who helps."""

from dataclasses import dataclass

from accounts.models import User
from tijdig.languages import say
from tijdig.messages.languages import here
from tijdig.models import Case, Creditor
from tijdig.queries.languages import offered

NAMES_SHOWN = 2
"""A mark with initials holds two letters."""


@dataclass(frozen=True, slots=True)
class House:
    """The organisation at the head of a page."""

    code: str
    name: str
    is_formal: bool
    iban: str
    iban_name: str
    email: str
    shows_pictograms: bool
    languages: tuple[str, ...] = ()  # in which its pages can be read


@dataclass(frozen=True, slots=True)
class Person:
    """Who helps: the own contact person once there is one, else the team; never an invented name (DECISIONS 3)."""

    name: str
    initials: str
    phone: str
    hours: str
    is_free: bool
    has_menu: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of a customer shows."""

    house: House
    person: Person
    case_id: int
    version: int


def house_of(creditor: Creditor) -> House:
    """The organisation as its customers know it."""
    return House(
        code=creditor.code,
        name=creditor.sender_name,
        is_formal=creditor.is_formal,
        iban=" ".join(creditor.iban[place : place + 4] for place in range(0, len(creditor.iban), 4)),
        iban_name=creditor.iban_name,
        email=creditor.email,
        shows_pictograms=creditor.shows_pictograms,
        languages=offered(creditor.draft_languages),
    )


def person_of(creditor: Creditor, handler: User | None) -> Person:
    """The handler with a direct number; without one the team, at the number of the organisation."""
    own = handler is not None and handler.is_active
    name = handler.name if handler and own else say("Het team van {name}", name=creditor.sender_name)
    words = handler.name.split() if handler and own else []
    phone = (handler.phone if handler and own else "") or creditor.phone
    return Person(
        name=name,
        initials="".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words))[:NAMES_SHOWN],
        phone=phone,
        hours=here.hours(creditor.phone_hours),
        is_free=creditor.phone_is_free and phone == creditor.phone,
        has_menu=creditor.phone_has_menu,
        is_own=own,
    )


def around(case: Case) -> Frame:
    """What stands around every page of this case."""
    return Frame(house_of(case.creditor), person_of(case.creditor, case.handler), case.pk, case.version)

"""Consents: what may be told for which purpose, how sure we must be who agrees, how long it holds, what ends it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from tijdig.rules.dates import months_after
from tijdig.words import AssuranceLevel, ConsentPurpose, SharedData, Word


class ConsentFault(Word):
    """Why nothing may be told: as the trail keeps it, and as a colleague reads it."""

    UNKNOWN = "unknown", "Er is geen toestemming."
    WITHDRAWN = "withdrawn", "De klant heeft de toestemming ingetrokken."
    OVER = "over", "De toestemming is voorbij. Vraag de klant opnieuw."
    OTHER_DATA = "other_data", "Hiervoor gaf de klant geen toestemming: andere gegevens."
    OTHER_SIDE = "other_side", "Hiervoor gaf de klant geen toestemming: een andere organisatie."


MAY_TELL: Final[Mapping[ConsentPurpose, frozenset[SharedData]]] = {
    ConsentPurpose.JOINT: frozenset(
        (SharedData.WHO, SharedData.BALANCE, SharedData.STATUS, SharedData.CONTACT, SharedData.ROOM)
    ),
    ConsentPurpose.OVERVIEW: frozenset(),  # the customer alone sees it (docs/adr/0045)
    ConsentPurpose.HELP: frozenset((SharedData.REACH,)),
    ConsentPurpose.ASK_LATER: frozenset(),  # we may ask; nothing is told
}
"""What each purpose can need at most: so much and no more, and the story never (DECISIONS 11)."""

LEVELS: Final[Mapping[ConsentPurpose, AssuranceLevel]] = {
    ConsentPurpose.JOINT: AssuranceLevel.PROVEN,
    ConsentPurpose.OVERVIEW: AssuranceLevel.KNOWN,
    ConsentPurpose.HELP: AssuranceLevel.KNOWN,
    ConsentPurpose.ASK_LATER: AssuranceLevel.CODE,
}
"""How sure we must be who agrees (LAW 1.10): the more is told to others, the surer."""


@dataclass(frozen=True, slots=True)
class Given:
    """A consent as far as telling goes: what, between which two organisations, and whether it still stands."""

    data: frozenset[SharedData]
    sides: frozenset[int]
    until_on: date | None
    is_withdrawn: bool


def holds(given: Given, day: date) -> bool:
    """Whether it stands on this day: not taken back, and not past its end."""
    return not given.is_withdrawn and (given.until_on is None or day < given.until_on)


def fault(given: Given | None, data: Collection[SharedData], to: int, day: date) -> ConsentFault | None:
    """What forbids telling these data to this organisation on this day; nothing when it may be told."""
    if given is None:
        return ConsentFault.UNKNOWN
    if given.is_withdrawn:
        return ConsentFault.WITHDRAWN
    if not holds(given, day):
        return ConsentFault.OVER
    if not data or not given.data.issuperset(data):
        return ConsentFault.OTHER_DATA
    return None if to in given.sides else ConsentFault.OTHER_SIDE


def until(given_on: date, months: int) -> date:
    """The first day on which a consent of that day holds no more: an end of its own, so that nobody forgets it."""
    return months_after(given_on, months)

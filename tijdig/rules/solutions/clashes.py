"""What cannot stand beside each other: a day to pay on while all stands still, twice the same, two ways to pay."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from tijdig.rules.solutions.types import Deferral, Freeze, Frozen, Small, Solution, kind_of
from tijdig.words import SolutionKind, Word


class Clash(Word):
    """Why it cannot be, and what can: a colleague reads each of these."""

    TWICE = "twice", "Dit is al afgesproken, en het loopt nog. Stop dat eerst."
    PART_FIRST = (
        "part_first",
        "Er loopt een regeling, en een termijn komt eerder dan deze dag. Geef een pauze in de regeling, of kies een "
        "eerdere dag.",
    )
    LATER_FIRST = (
        "later_first",
        "De klant mag later betalen. Laat de eerste termijn op die dag of later komen, of stop het uitstel eerst.",
    )
    STANDS_STILL = (
        "stands_still",
        "Het bedrag zelf staat dan stil, en er is ook een dag om te betalen. Kies een dag waarop het weer loopt, of "
        "stop een van de twee.",
    )
    INSTEAD = (
        "instead",
        "Een klein bedrag komt in plaats van een regeling of van later betalen, niet erbij. Stop eerst wat er loopt.",
    )


ONCE: Final = frozenset(
    {SolutionKind.CORRECTION, SolutionKind.REFERRAL, SolutionKind.COSTS_DROPPED, SolutionKind.LAST_WAIVED}
)
"""What is done in one moment and runs no further: as often as it is right."""


def clash(new: Solution, beside: Sequence[Solution], pays_on: date | None) -> Clash | None:
    """Why this cannot be agreed beside what runs; none where it fits.

    `beside` are the other solutions that run, `pays_on` is the day of the next part of an arrangement that runs. What
    is done in one moment (a correction, help, costs dropped) never stands in the way.
    """
    kind = kind_of(new)
    if kind in ONCE:
        return None
    if any(kind_of(one) == kind for one in beside):
        return Clash.TWICE
    return _of_days(new, beside, pays_on)


def clash_of_parts(first_on: date, beside: Sequence[Solution]) -> Clash | None:
    """Why an arrangement whose first part is due on this day cannot be agreed beside what runs."""
    for one in beside:
        if isinstance(one, Small):
            return Clash.INSTEAD
        if isinstance(one, Deferral) and first_on < one.until_on:
            return Clash.LATER_FIRST
    return Clash.STANDS_STILL if _still_on(first_on, beside) else None


def _of_days(new: Solution, beside: Sequence[Solution], pays_on: date | None) -> Clash | None:
    if isinstance(new, Small) and (pays_on or any(isinstance(one, Deferral) for one in beside)):
        return Clash.INSTEAD
    if isinstance(new, Deferral) and any(isinstance(one, Small) for one in beside):
        return Clash.INSTEAD
    if isinstance(new, Deferral) and pays_on and pays_on < new.until_on:
        return Clash.PART_FIRST
    everything = (new, *beside)
    days = [day for one in everything if (day := _pays(one))] + ([pays_on] if pays_on else [])
    return Clash.STANDS_STILL if any(_still_on(day, everything) for day in days) else None


def _pays(one: Solution) -> date | None:
    if isinstance(one, Deferral):
        return one.until_on
    return one.due_on if isinstance(one, Small) else None


def _still_on(day: date, solutions: Sequence[Solution]) -> bool:
    return any(
        isinstance(one, Freeze) and Frozen.PRINCIPAL in one.what and one.since_on <= day < one.until_on
        for one in solutions
    )

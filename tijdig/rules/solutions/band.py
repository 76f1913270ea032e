"""Who may say yes to a proposal: at once, a handler, or a lead. There is no verdict that says no (ADR 50)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tijdig.policy import Policy
from tijdig.rules.arrangements import Part, above_room
from tijdig.rules.solutions.rhythm import parts_max
from tijdig.words import Mandate, Rhythm, Word


class Beyond(Word):
    """Why a person looks at a proposal first; the customer may read each of these."""

    SMALL = "small", "De bedragen zijn klein. Een mens kijkt of dat zo handig is."
    LONG = "long", "Het duurt lang. Een mens kijkt of er iets is dat sneller helpt."
    LARGE = "large", "Het is een groot bedrag. Daarover denkt een mens graag mee."
    LATE = "late", "De eerste betaling is pas over een tijd. Een mens kijkt of dat kan."
    ROOM = "room", "Het is meer dan er te missen is. Een mens zoekt een bedrag dat past."
    MOVED = "moved", "De betaaldag schoof dit jaar al vaak op. Een mens denkt mee over een dag die past."
    UNSURE = "unsure", "Het is niet zeker of dit gaat lukken. Een mens denkt mee."


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a customer proposes: every part, how often, and what they said of it."""

    parts: tuple[Part, ...]
    rhythm: Rhythm
    on_day: date  # when it was proposed
    spare_cents: int | None = None  # what can be missed each time, where that was told
    is_sure: bool | None = None  # what they answered to "gaat dit lukken?"
    has_upfront: bool = False  # the first part is of another size, by their own choice


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who may say yes, and what made it more than a matter of course."""

    mandate: Mandate
    reasons: tuple[Beyond, ...] = ()


def verdict(proposal: Proposal, policy: Policy) -> Verdict:
    """Inside the band yes at once; outside it a handler, and above their mandate a lead. Never a no.

    The smallest part that counts is not the last one: a rest may be small. ValueError without a part.
    """
    if not proposal.parts:
        raise ValueError("a proposal has at least one part")
    limits, total = policy.solutions, sum(part.amount_cents for part in proposal.parts)
    each = _smallest(proposal.parts)
    is_long, is_very_long = (
        len(proposal.parts) > parts_max(months, proposal.rhythm)
        for months in (limits.yes_months_max, limits.handler_months_max)
    )
    outside = {
        Beyond.SMALL: each < limits.yes_instalment_min_cents and total >= limits.yes_instalment_min_cents,
        Beyond.LONG: is_long,
        Beyond.LARGE: total > limits.yes_total_max_cents,
        Beyond.LATE: proposal.parts[0].due_on > proposal.on_day + timedelta(days=limits.first_within_days),
        Beyond.ROOM: _is_above(proposal),
        Beyond.UNSURE: proposal.is_sure is False,
    }
    reasons = tuple(reason for reason, holds in outside.items() if holds)
    if not reasons:
        return Verdict(Mandate.AUTOMATIC)
    is_above = (
        each < limits.handler_instalment_min_cents <= total or is_very_long or total > limits.handler_total_max_cents
    )
    return Verdict(Mandate.LEAD if is_above else Mandate.HANDLER, reasons)


def may_say_yes(needed: Mandate, *, is_lead: bool) -> bool:
    """Whether this colleague may: a lead always, anybody else up to the mandate of a handler."""
    return is_lead or needed != Mandate.LEAD


def _smallest(parts: Sequence[Part]) -> int:
    return min([part.amount_cents for part in parts[:-1]] or [parts[0].amount_cents])


def _is_above(proposal: Proposal) -> bool:
    """Whether a part is more than can be missed; an upfront part was their own choice."""
    if proposal.spare_cents is None:
        return False
    return bool(above_room(proposal.parts, proposal.spare_cents, has_upfront=proposal.has_upfront))

"""A wish to pay in parts, as parts with a day and a sum; or the sentence why it cannot be."""

from collections.abc import Callable
from datetime import date

from tijdig.actions.refusals import Refusal, RefusedError
from tijdig.policy import Policy
from tijdig.rules.arrangements import Part
from tijdig.rules.dates import months_after
from tijdig.rules.solutions.rhythm import parts_max
from tijdig.rules.solutions.shapes import Shape


def parts_of(
    shape: Shape, total_cents: int, day: date, policy: Policy, *, by_lead: bool = False
) -> tuple[Part, ...]:  # fmt: skip
    """What is wished for, part by part; refused with a sentence where it cannot be."""
    if total_cents <= 0:
        raise RefusedError(Refusal.NOTHING_OPEN)
    if shape.first_on <= day or (shape.last_on is not None and shape.last_on < shape.first_on):
        raise RefusedError(Refusal.END_NEEDED)
    if not shape.has_lead or not 0 <= shape.upfront_cents <= total_cents:
        raise RefusedError(Refusal.AMOUNT_NEEDED)
    longest = policy.solutions.plan_months_max
    if max(shape.first_on, shape.last_on or shape.first_on) > months_after(day, longest):
        raise RefusedError(Refusal.TOO_FAR)
    if _takes_more(shape, total_cents, longest):
        raise RefusedError(Refusal.TOO_MANY_PARTS if not by_lead else Refusal.TOO_FAR)
    if not by_lead and _takes_more(shape, total_cents, policy.contacts.instalments_max):
        raise RefusedError(Refusal.TOO_MANY_PARTS)
    return known(lambda: shape.parts(total_cents, policy))


def _takes_more(shape: Shape, total_cents: int, months: int) -> bool:
    """Whether it takes more parts than so many months hold: who pays every week has more of them."""
    most = parts_max(months, shape.rhythm)
    each, rest = shape.instalment_cents, total_cents - shape.upfront_cents
    return (shape.count or 0) > most or (each is not None and each * most < rest)


def known(make: Callable[[], tuple[Part, ...]]) -> tuple[Part, ...]:
    """The parts, or a sentence: nothing that can fall apart so."""
    try:
        return make()
    except ValueError as error:
        raise RefusedError(Refusal.AMOUNT_NEEDED) from error

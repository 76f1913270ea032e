"""What somebody can spare in a month, by a light budget: an offer, never a refusal (LAW 2.2, DECISIONS 10)."""

from dataclasses import dataclass

from tijdig.policy.subjects import Solutions
from tijdig.rules.money import part_of
from tijdig.rules.solutions.budget import Budget
from tijdig.words import Room


@dataclass(frozen=True, slots=True)
class RoomResult:
    """What is left, and what we propose of it; below zero means that the month does not fit."""

    state: Room  # ok or none
    is_tight: bool  # something is left, and hardly: as mild as not knowing
    room_cents: int
    offer_cents: int  # each month; nothing when there is no room


def living_cents(adults: int, children: int, policy: Solutions) -> int:
    """What this household needs to live in a month: configuration with a date and a source, not ours to know."""
    more = (adults - 1) * policy.living_adult_cents + children * policy.living_child_cents
    return policy.living_single_cents + more


def room(budget: Budget, policy: Solutions) -> RoomResult:
    """What comes in, less what goes out, what living takes and a buffer; of it the part that we propose.

    Nothing left is no answer to anything: a person looks, and help is offered.
    """
    living = living_cents(budget.adults, budget.children, policy)
    left = budget.coming_cents - budget.going_cents - living - policy.buffer_cents
    if left <= 0:
        return RoomResult(Room.NONE, is_tight=False, room_cents=left, offer_cents=0)
    return RoomResult(Room.OK, is_tight=is_tight(left, policy), room_cents=left, offer_cents=offer_cents(left, policy))


def offer_cents(left: int, policy: Solutions) -> int:
    """The part of it that we propose, floored to a sum that is easy to keep; never more than there is."""
    share = part_of(left, policy.offer_percent)
    floored = share - share % policy.offer_step_cents
    return floored or min(left, policy.small_sum_cents)


def is_tight(left: int, policy: Solutions) -> bool:
    """Whether what is left is so little that we stay mild."""
    return left < policy.tight_below_cents


def clamped(offer: int, open_cents: int) -> int:
    """An offer, but never more than is open."""
    return min(offer, open_cents)

"""How one payment is divided over what is open: over bills in the order given, or in the order of docs/adr/0065."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from tijdig.rules.arrangements import Part


class Bill(NamedTuple):
    """What is open of one bill, and whether it is in an arrangement that runs."""

    due_on: date
    open_cents: int
    is_arranged: bool = False


class _Asked(NamedTuple):
    """So much is asked on a day: for one bill outside every arrangement, or as a part of what was agreed."""

    due_on: date
    cents: int
    place: int | None


def divided(cents: int, open_cents: Sequence[int]) -> tuple[int, ...]:
    """So much for each claim in this order, as far as each is open; what is more than all of it goes with the last.

    The parts always add up to the payment. ValueError when there is nothing to divide, or nothing it can be for.
    """
    if cents <= 0 or not open_cents or min(open_cents) <= 0:
        raise ValueError("a payment is above zero, and divided over claims that are open")
    parts, left = [], cents
    for one in open_cents:
        parts.append(min(one, left))
        left -= parts[-1]
    parts[-1] += left
    return tuple(parts)


def imputed(cents: int, bills: Sequence[Bill], parts: Sequence[Part], on: date) -> dict[int, int]:
    """A payment that names none of these bills, oldest first: the place of each that gets some -> cents, in order.

    `parts` is what the arrangement still asks here; nothing where it is paid elsewhere. What is more than all of it
    goes with the last. ValueError when there is nothing to divide, or nothing it can be for.
    """
    if cents <= 0 or not bills or min(bill.open_cents for bill in bills) <= 0:
        raise ValueError("a payment is above zero, and divided over claims that are open")
    found: dict[int, int] = {}
    rest = cents
    for places, most in _turns(cents, bills, parts, on):
        left = most
        for place in places:
            taken = min(left, rest, bills[place].open_cents - found.get(place, 0))
            if taken > 0:
                found[place] = found.get(place, 0) + taken
                left, rest = left - taken, rest - taken
    found[next(reversed(found))] += rest
    return found


def _turns(
    cents: int, bills: Sequence[Bill], parts: Sequence[Part], on: date
) -> Iterator[tuple[Sequence[int], int]]:  # fmt: skip
    """Which bills may take how much, one after another: what the amount says, what is asked, what is paid elsewhere."""
    inside = [place for place, bill in enumerate(bills) if bill.is_arranged]
    outside = [_Asked(bill.due_on, bill.open_cents, place) for place, bill in enumerate(bills) if not bill.is_arranged]
    agreed = [_Asked(part.due_on, part.amount_cents, None) for part in parts if inside]
    for one in [*_meant(cents, outside, agreed, on), *sorted([*outside, *agreed], key=lambda one: _turn(one, on))]:
        yield (inside if one.place is None else [one.place]), one.cents
    yield inside, cents


def _meant(cents: int, outside: Sequence[_Asked], agreed: Sequence[_Asked], on: date) -> list[_Asked]:
    """What the amount itself names: one bill to the cent, or what an arrangement asks by now or next."""
    same = [one for one in outside if one.cents == cents]
    if same:
        return same[:1]
    if cents == sum(one.cents for one in outside if one.due_on <= on):
        return []
    asked = agreed[: sum(one.due_on <= on for one in agreed) + 1]
    return list(asked) if cents in accumulate(one.cents for one in asked) else []


def _turn(one: _Asked, on: date) -> tuple[bool, bool, date]:
    """What is due goes before what is to come, and a bill that may cost more before what was agreed at no cost."""
    is_part = one.place is None
    return (False, is_part, one.due_on) if one.due_on <= on else (True, False, one.due_on)

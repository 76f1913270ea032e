"""What one organisation gets, payment after payment, told as it is: the same for a while, then another amount."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many payments in a row of the same amount."""

    amount_cents: int
    first_on: date
    last_on: date
    count: int = 1


def stretches(payments: Iterable[tuple[date, int]]) -> tuple[Stretch, ...]:
    """Payments (day, cents) in their order, taken together as long as the amount stays the same."""
    found: list[Stretch] = []
    for on, cents in payments:
        if found and found[-1].amount_cents == cents:
            found[-1] = replace(found[-1], last_on=on, count=found[-1].count + 1)
        else:
            found.append(Stretch(cents, on, on))
    return tuple(found)


def usual_cents(amounts: Iterable[int]) -> int:
    """The amount of most payments, and of equals the one that comes first; nothing where there is no payment."""
    counted = Counter(amounts).most_common(1)
    return counted[0][0] if counted else 0

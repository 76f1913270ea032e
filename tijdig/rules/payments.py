"""How one payment is divided over what is open: in the order given, to the cent."""

from collections.abc import Sequence


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

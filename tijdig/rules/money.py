"""Money in whole cents: written as a Dutch reader expects it, and split without losing a cent."""

from collections.abc import Sequence

from tijdig.rules.dutch import number

BASIS_POINTS = 10_000
"""So many in one whole: rates are kept in hundredths of a percent."""

EURO_CENTS = 100
"""A part is never smaller than one euro, but where the whole sum is."""

_NO_BREAK = "\N{NO-BREAK SPACE}"


def euros(cents: int) -> str:
    """Cents as "€ 1.120,75", with a no-break space so that the sign stays with its number; below zero "€ -12,50"."""
    return f"€{_NO_BREAK}{_number(cents)}"


def euros_text(cents: int) -> str:
    """Cents as "1.120,75 euro": plain characters only, for a text message where the euro sign costs two."""
    return f"{_number(cents)} euro"


def split_cents(total_cents: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Share a total over weights by largest remainder; the shares always add up to the total.

    Equal remainders go to the first in the row, so order the weights by id. ValueError when the total or a weight is
    below zero, or when there is something to share and no weight. Source: LAW 2.2.
    """
    if total_cents < 0 or (weights and min(weights) < 0):
        raise ValueError("a split needs a total and weights of zero or more")
    whole = sum(weights)
    if whole == 0:
        if total_cents:
            raise ValueError("a split needs at least one weight above zero")
        return (0,) * len(weights)
    shares = [total_cents * weight // whole for weight in weights]
    if over := total_cents - sum(shares):
        by_remainder = sorted(range(len(weights)), key=lambda i: (-(total_cents * weights[i] % whole), i))
        for i in by_remainder[:over]:
            shares[i] += 1
    return tuple(shares)


def instalments_cents(total_cents: int, each_cents: int, *, smallest_last_cents: int = EURO_CENTS) -> tuple[int, ...]:
    """Cut a total into equal instalments and a last rest; a rest that is too small joins the one before.

    100.00 by 30.00 gives 30, 30, 30, 10. ValueError when an instalment is not above zero. Source: LAW 2.2.
    """
    if each_cents <= 0 or total_cents < 0:
        raise ValueError("instalments need an amount above zero")
    full, rest = divmod(total_cents, each_cents)
    parts = [each_cents] * full
    if rest and parts and rest < smallest_last_cents:
        parts[-1] += rest
    elif rest:
        parts.append(rest)
    return tuple(parts)


def part_of(cents: int, percent: int) -> int:
    """So many percent of an amount, in whole cents, never rounded up."""
    return cents * percent // 100


def half_up(numerator: int, denominator: int) -> int:
    """Divide and round half up to a whole number (no law says how to round cents; this is the usual way).

    Both numbers are zero or more.
    """
    return (2 * numerator + denominator) // (2 * denominator)


def _number(cents: int) -> str:
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"{sign}{number(whole)},{rest:02d}"

"""Parts of an arrangement that runs, made fewer: a bill turned out lower, or what is left of one is below a euro."""

from collections.abc import Sequence
from dataclasses import replace

from tijdig.rules.arrangements import Part
from tijdig.rules.money import EURO_CENTS


def shorter(parts: Sequence[Part], cents: int) -> tuple[Part, ...]:
    """The first of these parts that make up so many cents, to the cent; a rest below one euro goes with the one before.

    Nobody pays more on a day than was agreed, but for such a rest; nothing is due sooner. ValueError when the parts
    hold less than that, or when nothing is left.
    """
    if not 0 < cents <= sum(part.amount_cents for part in parts):
        raise ValueError("an arrangement becomes shorter, and something is left of it")
    kept: list[Part] = []
    for part in parts:
        if cents <= 0:
            break
        kept.append(replace(part, number=len(kept) + 1, amount_cents=min(part.amount_cents, cents)))
        cents -= kept[-1].amount_cents
    if len(kept) > 1 and kept[-1].amount_cents < EURO_CENTS:
        rest = kept.pop()
        kept[-1] = replace(kept[-1], amount_cents=kept[-1].amount_cents + rest.amount_cents)
    return tuple(kept)


def no_crumbs(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The same sum, with no part below one euro but for a smaller whole.

    Such a rest goes with the part after it, so that nothing is due sooner; after the last one with the one before.
    """
    kept: list[Part] = []
    crumbs = 0
    for part in parts:
        if part.amount_cents + crumbs < EURO_CENTS:
            crumbs += part.amount_cents
            continue
        kept.append(replace(part, number=len(kept) + 1, amount_cents=part.amount_cents + crumbs))
        crumbs = 0
    if crumbs and kept:
        kept[-1] = replace(kept[-1], amount_cents=kept[-1].amount_cents + crumbs)
    elif crumbs:
        kept = [replace(parts[-1], number=1, amount_cents=crumbs)]
    return tuple(kept)

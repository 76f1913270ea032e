"""The shape of an arrangement: what leads (an amount, a number, an end day), how often, and from when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Required, TypedDict

from tijdig.policy import Policy
from tijdig.rules import dutch
from tijdig.rules.arrangements import Part, by_amount, by_count, by_end, next_due
from tijdig.rules.money import EURO_CENTS, euros
from tijdig.rules.solutions.rhythm import later
from tijdig.rules.workdays import next_pay_day
from tijdig.words import Rhythm


class Wished(TypedDict, total=False):
    """A shape as keywords of an action."""

    first_on: Required[date]
    instalment_cents: int | None
    count: int | None
    last_on: date | None
    rhythm: Rhythm
    upfront_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One wish: exactly one of amount, number and end day leads."""

    first_on: date
    instalment_cents: int | None = None
    count: int | None = None
    last_on: date | None = None
    rhythm: Rhythm = Rhythm.MONTHLY
    upfront_cents: int = 0

    @property
    def has_lead(self) -> bool:
        """Whether one of the three is there, above zero, and no more than one."""
        leads = [value for value in (self.instalment_cents, self.count, self.last_on) if value is not None]
        return len(leads) == 1 and (isinstance(leads[0], date) or leads[0] > 0)

    def parts(self, total_cents: int, policy: Policy) -> tuple[Part, ...]:
        """How this total falls apart; ValueError when it cannot."""
        often, first = self.rhythm, self.upfront_cents
        if self.instalment_cents:
            each = self.instalment_cents
            return by_amount(total_cents, each, self.first_on, policy, rhythm=often, upfront_cents=first)
        if self.count:
            return by_count(total_cents, self.count, self.first_on, policy, rhythm=often, upfront_cents=first)
        if self.last_on:
            return by_end(total_cents, self.last_on, self.first_on, policy, rhythm=often, upfront_cents=first)
        raise ValueError("a shape has an amount, a number or an end day")


def left_of(parts: Sequence[Part], paid_cents: int) -> tuple[int, ...]:
    """What is still to come of each part, oldest first; less than a euro goes with the part after it."""
    found = next_due(parts, paid_cents)
    if found is None:
        return ()
    first, left = found
    later_ones = [part.amount_cents for part in parts if part.number > first.number]
    if left < EURO_CENTS and later_ones:
        return left + later_ones[0], *later_ones[1:]
    return left, *later_ones


def moved(
    parts: Sequence[Part], paid_cents: int, first_on: date, rhythm: Rhythm, from_on: date, policy: Policy
) -> tuple[Part, ...]:
    """What is not paid yet, on the days of its own rhythm from a day on: nothing else changes, and nothing is added.

    `first_on` is the day from which the rhythm counts, so that somebody keeps their own day of the month.
    """
    turn = 0
    while next_pay_day(later(first_on, rhythm, turn), policy) < from_on:
        turn += 1
    cents = left_of(parts, paid_cents)
    days = [next_pay_day(later(first_on, rhythm, turn + step), policy) for step in range(len(cents))]
    return tuple(Part(number, day, one) for number, (day, one) in enumerate(zip(days, cents, strict=True), start=1))


def pause_ends(parts: Sequence[Part], paid_cents: int, day: date, weeks: int) -> date | None:
    """From when one pays again after so many weeks of pause, counted from the next part; None when all is paid."""
    found = next_due(parts, paid_cents)
    return max(found[0].due_on, day) + timedelta(weeks=weeks) if found else None


def told(parts: Sequence[Part], rhythm: Rhythm, *, is_formal: bool) -> str:
    """An arrangement in a few plain sentences, as the customer reads it."""
    pays, first = "u betaalt" if is_formal else "je betaalt", parts[0]
    if len(parts) == 1:
        return f"Wij spraken af: {pays} {euros(first.amount_cents)} op {dutch.day(first.due_on)}."
    total = sum(part.amount_cents for part in parts)
    often = "" if rhythm == Rhythm.MONTHLY else f", {rhythm.label}"
    return (
        f"Wij spraken af: {pays} {euros(total)} in {dutch.count(len(parts))} termijnen{often}. "
        f"De eerste is {euros(first.amount_cents)}, op {dutch.day(first.due_on)}. Er komen geen kosten bij."
    )

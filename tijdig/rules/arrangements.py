"""Paying in parts: how a sum falls apart, on which days, and which parts are paid, due soon or missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tijdig.policy import Policy
from tijdig.rules.dates import months_after
from tijdig.rules.money import instalments_cents, split_cents
from tijdig.rules.workdays import next_workday
from tijdig.words import Word


class PartState(Word):
    """How one part of an arrangement stands on a day."""

    PAID = "paid", "betaald"
    COMING = "coming", "komt nog"
    DUE = "due", "nu aan de beurt"
    MISSED = "missed", "gemist"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its place, its day and its amount."""

    number: int
    due_on: date
    amount_cents: int


def by_amount(total_cents: int, each_cents: int, first_on: date, policy: Policy) -> tuple[Part, ...]:
    """Equal parts of so many cents a month, and a last rest that is never less than one euro.

    100.00 by 30.00 gives 30, 30, 30, 10. ValueError when a part is not above zero. Source: LAW 2.2.
    """
    return _dated(instalments_cents(total_cents, each_cents), first_on, policy)


def by_count(total_cents: int, count: int, first_on: date, policy: Policy) -> tuple[Part, ...]:
    """So many parts, equal to the cent: where it does not come out, the first ones are one cent more.

    ValueError when there is no part, or when there are more parts than cents.
    """
    if count < 1 or count > total_cents:
        raise ValueError("a sum falls apart in at least one part, of at least a cent")
    return _dated(split_cents(total_cents, [1] * count), first_on, policy)


def _dated(amounts: Sequence[int], first_on: date, policy: Policy) -> tuple[Part, ...]:
    """Every month on the same day; on a day on which banks do nothing, the first workday after it."""
    days = [next_workday(months_after(first_on, month), policy) for month in range(len(amounts))]
    return tuple(
        Part(number, day, cents) for number, (day, cents) in enumerate(zip(days, amounts, strict=True), start=1)
    )


def standing(parts: Sequence[Part], paid_cents: int, day: date, policy: Policy) -> tuple[PartState, ...]:
    """How each part stands: money counts for the oldest first, and the bank gets its days (DECISIONS 20)."""
    states, left = [], paid_cents
    for part in parts:
        left -= part.amount_cents
        states.append(PartState.PAID if left >= 0 else _unpaid(part, day, policy))
    return tuple(states)


def next_due(parts: Sequence[Part], paid_cents: int) -> tuple[Part, int] | None:
    """The first part that is not paid in full, and how many cents of it are left; None when all is paid."""
    left = paid_cents
    for part in parts:
        left -= part.amount_cents
        if left < 0:
            return part, -left
    return None


def missed_parts(
    parts: Sequence[Part], paid: Sequence[tuple[date, int]], until: date, policy: Policy
) -> tuple[tuple[Part, date], ...]:
    """Each part that was not there when the bank's days were over, with the first day on which that was so.

    `paid` are days and cents, in any order; money counts for the oldest part first. Only what showed up to and with
    the day `until` is told. Source: DECISIONS 20.
    """
    found, asked = [], 0
    for part in parts:
        asked += part.amount_cents
        last = part.due_on + timedelta(days=policy.contacts.instalment_tolerance_days)
        in_time = sum([cents for day, cents in paid if day <= last])
        if in_time < asked and last < until:
            found.append((part, last + timedelta(days=1)))
    return tuple(found)


def _unpaid(part: Part, day: date, policy: Policy) -> PartState:
    if day > part.due_on + timedelta(days=policy.contacts.instalment_tolerance_days):
        return PartState.MISSED
    return PartState.DUE if day >= part.due_on else PartState.COMING


def quiet_until(parts: Sequence[Part], policy: Policy) -> date:
    """The first day on which an arrangement no longer keeps a case quiet: its last day and the bank's are over."""
    return parts[-1].due_on + timedelta(days=policy.contacts.instalment_tolerance_days + 1)

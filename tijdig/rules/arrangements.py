"""Paying in parts: how a sum falls apart, on which days, and which parts are paid, due soon or missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tijdig.policy import Policy
from tijdig.rules.money import EURO_CENTS, instalments_cents, split_cents
from tijdig.rules.solutions.rhythm import days, turns_until
from tijdig.words import Rhythm, Word


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


def by_amount(
    total_cents: int, each_cents: int, first_on: date, policy: Policy, *, rhythm: Rhythm = Rhythm.MONTHLY,
    upfront_cents: int = 0,
) -> tuple[Part, ...]:  # fmt: skip
    """Equal parts of so many cents each time, and a last rest that is never less than one euro.

    100.00 by 30.00 gives 30, 30, 30, 10; with 20.00 upfront 20, 30, 30, 20. ValueError when a part is not above zero,
    or when the upfront part is below zero or more than all. Source: LAW 2.2.
    """
    first, rest = _upfront(total_cents, upfront_cents)
    return _dated((*first, *instalments_cents(rest, each_cents)), first_on, rhythm, policy)


def by_count(
    total_cents: int, count: int, first_on: date, policy: Policy, *, rhythm: Rhythm = Rhythm.MONTHLY,
    upfront_cents: int = 0,
) -> tuple[Part, ...]:  # fmt: skip
    """So many parts, equal to the cent: where it does not come out, the first ones are one cent more.

    An upfront part is one of them. ValueError when there is no part, or when there are more parts than euros: only
    a sum below one euro is a part below one euro.
    """
    first, rest = _upfront(total_cents, upfront_cents)
    left = count - len(first)
    if left == 0 and rest == 0 and first:
        return _dated(first, first_on, rhythm, policy)
    if left < 1 or (left > 1 and rest < left * EURO_CENTS) or rest < 1:
        raise ValueError("a sum falls apart in at least one part, and in parts of at least a euro")
    return _dated((*first, *split_cents(rest, [1] * left)), first_on, rhythm, policy)


def by_end(
    total_cents: int, last_on: date, first_on: date, policy: Policy, *, rhythm: Rhythm = Rhythm.MONTHLY,
    upfront_cents: int = 0,
) -> tuple[Part, ...]:  # fmt: skip
    """All paid by a day: as many equal parts as there are days to pay on until then, and no more than euros.

    ValueError when no day to pay on falls before the end.
    """
    first, rest = _upfront(total_cents, upfront_cents)
    turns = turns_until(first_on, last_on, rhythm, policy)
    least = len(first) + (1 if rest else 0)
    if turns < max(least, 1):
        raise ValueError("the last day comes before there was a day to pay on for every part")
    fit = min(turns, max(least, len(first) + rest // EURO_CENTS))
    return by_count(total_cents, fit, first_on, policy, rhythm=rhythm, upfront_cents=upfront_cents)


def _upfront(total_cents: int, upfront_cents: int) -> tuple[tuple[int, ...], int]:
    """The first part of another size, and what is left for the others; a rest below one euro goes with it."""
    if not 0 <= upfront_cents <= total_cents:
        raise ValueError("what is paid upfront is zero or more, and no more than all")
    rest = total_cents - upfront_cents
    if upfront_cents and rest < EURO_CENTS:
        return (total_cents,), 0
    return ((upfront_cents,) if upfront_cents else ()), rest


def _dated(amounts: Sequence[int], first_on: date, rhythm: Rhythm, policy: Policy) -> tuple[Part, ...]:
    """Each on its day of the rhythm; on a day on which banks do nothing, the first workday after it."""
    on = days(first_on, rhythm, len(amounts), policy)
    return tuple(Part(number, day, cents) for number, (day, cents) in enumerate(zip(on, amounts, strict=True), start=1))


def above_room(parts: Sequence[Part], spare_cents: int, *, has_upfront: bool = False) -> tuple[int, ...]:
    """The numbers of the parts that are more than can be missed each time (HC11).

    Cents of a rest that went with the last part do not count; nor does an upfront part, which was their own choice.
    """
    own = parts[1:] if has_upfront else parts
    last = parts[-1].number
    most = {part.number: spare_cents + (EURO_CENTS - 1 if part.number == last else 0) for part in own}
    return tuple(part.number for part in own if part.amount_cents > most[part.number])


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

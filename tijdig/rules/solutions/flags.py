"""What the creditor's own systems must leave alone while somebody is in arrears, or pays in parts (EVIDENCE 4.3)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tijdig.words import Word

_DAY = timedelta(days=1)


class HoldFlag(Word):
    """One thing that stops elsewhere in the organisation; it says nothing about why."""

    DISCONNECTION = "no_disconnection", "niet afsluiten"
    MARKETING = "no_marketing", "geen reclame"
    NEW_CREDIT = "no_new_credit", "geen nieuw krediet"


@dataclass(frozen=True, slots=True)
class Bill:
    """When a bill was due, and what was booked on it on which day: what is asked above zero, what is paid below."""

    due_on: date
    entries: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class Period:
    """From its first day until the first day on which it was so no more; no end as long as it is so."""

    since_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Event:
    """One change of one flag: with the same mark whenever and wherever it is told."""

    mark: str
    customer_number: str
    flag: HoldFlag
    is_on: bool
    since_on: date


def periods(bills: Sequence[Bill], running: Sequence[Period], day: date) -> tuple[Period, ...]:
    """The stretches, up to and with a day, in which a bill was late or an arrangement ran; those that touch are one."""
    found = sorted(
        [*(one for bill in bills for one in _late(bill, day)), *(one for one in running if one.since_on <= day)],
        key=lambda one: one.since_on,
    )
    merged: list[Period] = []
    for one in found:
        last = merged[-1] if merged else None
        if last is not None and (last.until_on is None or one.since_on <= last.until_on):
            ends = None if None in (last.until_on, one.until_on) else max(filter(None, (last.until_on, one.until_on)))
            merged[-1] = Period(last.since_on, ends)
        else:
            merged.append(one)
    return tuple(Period(one.since_on, _unless_later(one.until_on, day)) for one in merged)


def events(
    case: int, customer_number: str, stretches: Iterable[Period], day: date, *, changed_from: date
) -> Iterator[Event]:
    """What holds on a day, and what ended since `changed_from`: each flag once, with the day it changed."""
    last = max(stretches, key=lambda one: one.since_on, default=None)
    if last is None:
        return
    since_on = last.until_on or last.since_on
    if last.until_on is not None and not changed_from <= since_on <= day:
        return
    is_on = last.until_on is None
    for flag in HoldFlag:
        mark = f"{case}-{flag}-{'on' if is_on else 'off'}-{since_on.isoformat()}"
        yield Event(mark, customer_number, flag, is_on, since_on)


def _late(bill: Bill, day: date) -> Iterator[Period]:
    """When this bill was late, by what was booked on each day."""
    begins = bill.due_on + _DAY
    turns = sorted({begins, *(on for on, _ in bill.entries if on > begins)})
    open_from: date | None = None
    for turn in [on for on in turns if on <= day]:
        is_open = sum(cents for on, cents in bill.entries if on <= turn) > 0
        if is_open and open_from is None:
            open_from = turn
        elif not is_open and open_from is not None:
            yield Period(open_from, turn)
            open_from = None
    if open_from is not None:
        yield Period(open_from, None)


def _unless_later(on: date | None, day: date) -> date | None:
    return on if on is not None and on <= day else None

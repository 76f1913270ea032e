"""What one organisation gets of a joint plan, in a short sentence that is true: how much, how often, until when."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import Final

from tijdig.languages import marked, say
from tijdig.messages.languages import here
from tijdig.queries.jointrows import Held, Left
from tijdig.rules import dutch
from tijdig.rules.joint.stretches import Stretch, stretches, usual_cents
from tijdig.rules.money import euros

ONCE: Final = marked("Eén keer {amount}, op {day}.")
SAME: Final = marked("{amount} per keer, {count} keer.")
WITH_REST: Final = marked("{amount} per keer, {count} keer, en dan nog {rest}.")
ONCE_THEN: Final = marked("Eén keer {amount}, daarna {later} per keer.")
ONCE_REST: Final = marked("Eén keer {amount}, en dan nog {rest}.")
THEN_OTHER: Final = marked("Eerst {amount} per keer. Vanaf {day} {later} per keer.")
GROWS: Final = marked("Eerst {amount} per keer. Is een ander betaald? Dan wordt het meer.")
CHANGES: Final = marked("Meestal {amount} per keer. Niet elke keer is gelijk.")
DONE: Final = marked("Klaar in {month}.")
FROM_TO: Final = marked("Van {first} tot en met {last}.")
LAST: Final = marked("De laatste keer is op {last}.")
LATER: Final = marked("Begint op {day}; eerst gaan andere voor.")
AHEAD_ONE: Final = marked("één betaling")
AHEAD: Final = marked("{count} betalingen")
BRIEF_THEN: Final = marked("eerst {amount}, vanaf {day} {later}")
BRIEF_USUAL: Final = marked("meestal {amount}")


def told(payments: Iterable[tuple[date, int]], first_on: date | None = None) -> str:
    """In a sentence or two; nothing where nothing comes. `first_on` is the first day of the plan."""
    found = stretches(payments)
    return _joined(found, _start(found, first_on), say(DONE, month=here.month(found[-1].last_on))) if found else ""


def dated(payments: Iterable[tuple[date, int]], first_on: date | None = None) -> str:
    """The same with the day of the first payment and of the last, for who is about to say yes."""
    found = stretches(payments)
    if not found:
        return ""
    start, first, last = _start(found, first_on), here.day(found[0].first_on), here.day(found[-1].last_on)
    return _joined(found, start, say(LAST, last=last) if start else say(FROM_TO, first=first, last=last))


def amounts(payments: Iterable[tuple[date, int]]) -> str:
    """Only how much and how often, where the days stand beside it."""
    found = stretches(payments)
    return _amounts(found) if found else ""


def _start(found: Sequence[Stretch], first_on: date | None) -> str:
    """From when on, where others come first."""
    waits = bool(found) and first_on is not None and found[0].first_on > first_on
    return say(LATER, day=here.day(found[0].first_on)) if waits else ""


def _joined(found: Sequence[Stretch], start: str, end: str) -> str:
    is_once = len(found) == found[0].count == 1
    return " ".join(words for words in (start, _amounts(found), "" if is_once else end) if words)


def _amounts(found: Sequence[Stretch]) -> str:
    base, rest = _without_rest(found)
    if len(base) == 2 and base[1].count == 1:  # one payment is no "per keer"
        base, rest = base[:1], [base[1], *rest]
    one = base[0]
    amount, count = here.euros(one.amount_cents), here.number(one.count)
    if len(found) == one.count == 1:
        return say(ONCE, amount=amount, day=here.day(one.first_on))
    if len(base) == 1 and not rest:
        return say(SAME, amount=amount, count=count)
    if len(base) == 1:
        left = here.listed([here.euros(last.amount_cents) for last in rest])
        return (
            say(ONCE_REST, amount=amount, rest=left)
            if one.count == 1
            else say(WITH_REST, amount=amount, count=count, rest=left)
        )
    if len(base) == 2 and one.count == 1:
        return say(ONCE_THEN, amount=amount, later=here.euros(base[1].amount_cents))
    if len(base) == 2:
        on, then = here.day(base[1].first_on), here.euros(base[1].amount_cents)
        return say(THEN_OTHER, amount=amount, day=on, later=then)
    if all(before.amount_cents < after.amount_cents for before, after in pairwise(base)):
        return say(GROWS, amount=amount)
    return say(CHANGES, amount=here.euros(_usual(found)))


def brief(payments: Iterable[tuple[date, int]]) -> str:
    """The same for a cell of a table."""
    found = stretches(payments)
    base = _without_rest(found)[0] if found else []
    if not base:
        return ""
    if len(base) == 1:
        return here.euros(base[0].amount_cents)
    if len(base) == 2:
        first, then = (here.euros(one.amount_cents) for one in base)
        return say(BRIEF_THEN, amount=first, day=here.day(base[1].first_on), later=then)
    return say(BRIEF_USUAL, amount=here.euros(_usual(found)))


def ahead(held: Held, day: date) -> str:
    """How many payments were made before their turn, in words; nothing where none was."""
    count = len(held.ahead(day))
    return say(AHEAD_ONE) if count == 1 else say(AHEAD, count=here.number(count)) if count else ""


def on_day(payments: Iterable[tuple[date, int]], day: date | None) -> int:
    """What is paid of these on one day."""
    return sum([cents for on, cents in payments if on == day])


def together(held: Held, seen: Collection[int], day: date | None) -> str:
    """What all get on this day; nothing where one of those who get something may not be seen."""
    rows = {part.pk: payments for part in held.parts if (payments := held.payments_of(part))}
    cents = sum([on_day(payments, day) for payments in rows.values()])
    return here.euros(cents) if cents and rows.keys() <= set(seen) else ""


def lines(held: Held, names: Mapping[int, str], day: date) -> Iterator[tuple[str, str, str]]:
    """Each payment with who gets what of it, of those who are named: the day, the shares, all of it."""
    rows: list[Left] = held.coming()
    if held.is_over:  # what was to be paid once is neither to come nor late
        return
    if not rows:
        rows = [(line.number, line.due_on, line.part_id, line.amount_cents) for line in held.lines_of(held.plan)]
    for on, shares in groupby([row for row in rows if row[2] in names], key=lambda row: row[1]):
        found = list(shares)
        said = ", ".join(f"{names[part]} {euros(cents)}" for _, _, part, cents in found)
        yield dutch.short(on) + (" (te laat)" if on < day else ""), said, euros(sum([cents for *_, cents in found]))


def _usual(found: Sequence[Stretch]) -> int:
    return usual_cents(one.amount_cents for one in found for _ in range(one.count))


MOST_RESTS: Final = 2


def _without_rest(found: Sequence[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
    """The amounts that count, and after them the last one or two payments of what is then left."""
    base, rest = list(found), list[Stretch]()
    while len(base) > 1 and len(rest) < MOST_RESTS and base[-1].count == 1 and _is_rest(base):
        rest.insert(0, base.pop())
    return base, rest


def _is_rest(base: Sequence[Stretch]) -> bool:
    """Less than the payments before it; or, after several, a little more, where the last cents came along."""
    before, last = base[-2], base[-1].amount_cents
    return last < before.amount_cents or (before.count > 1 and last - before.amount_cents < before.amount_cents)

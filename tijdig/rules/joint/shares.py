"""How one sum that somebody can spare is shared over several organisations, to the cent, until all is paid."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from tijdig.rules.money import EURO_CENTS, split_cents

LEAST_CENTS = EURO_CENTS + EURO_CENTS
"""With less each time no organisation can get a whole euro and leave one."""

Shares = dict[int, int]
"""What each gets of one payment, by its number."""


class Debt(NamedTuple):
    """What is open at one organisation, and how it takes part."""

    id: int
    open_cents: int
    weight: int  # what was open when the plan was made: shares stay the same while it runs
    is_first: bool = False  # eviction or cut-off is near
    fixed_cents: int = 0  # each time so much, as was agreed with this one


class Small(Enum):
    """What happens to a debt whose share would be smaller than the smallest."""

    FIRST = "first"  # it is paid first, and then gone
    WAITS = "waits"  # it waits until the others leave enough


def split(cents: int, debts: Sequence[Debt], smallest_cents: int, small: Small = Small.FIRST) -> Shares:
    """Share one payment: what threatens first, then what was agreed, then the rest in proportion to what is open.

    The shares add up to the payment, or to all that is open when that is less; nobody gets more than is open there.
    Equal remainders go to the lowest number. ValueError when the payment is below zero. Source: LAW 2.2.
    """
    if cents < 0:
        raise ValueError("a payment is not below zero")
    rows = sorted(debts, key=lambda debt: debt.id)
    given = {debt.id: 0 for debt in rows}
    first = [debt for debt in rows if is_first(debt)]
    fixed = [debt for debt in rows if not is_first(debt) and debt.fixed_cents]
    others = [debt for debt in rows if not is_first(debt) and not debt.fixed_cents]
    left = cents - _give(given, first, cents, smallest_cents, small)
    for debt in fixed:
        given[debt.id] = min(debt.fixed_cents, debt.open_cents, left)
        left -= given[debt.id]
    left -= _give(given, others, left, smallest_cents, small)
    more = [debt._replace(open_cents=debt.open_cents - given[debt.id]) for debt in fixed]
    _give(given, more, left, 0, small)
    return given


def is_first(debt: Debt) -> bool:
    """Whether this one is made safe before the others are shared (DECISIONS 11)."""
    return debt.is_first


def is_full(share_cents: int, debt: Debt) -> bool:
    """Whether this share is all that is open here, so that what is over goes to the others."""
    return share_cents >= debt.open_cents


def is_small(share_cents: int, debt: Debt, smallest_cents: int) -> bool:
    """Whether this share is too small to be worth it; a rest that ends a debt never is."""
    return share_cents < min(smallest_cents, debt.open_cents)


def pro_rata(cents: int, debts: Sequence[Debt]) -> Shares:
    """In proportion to the weights by largest remainder; what one cannot take goes to the others."""
    rows = [debt for debt in debts if debt.open_cents > 0]
    shares: Shares = {}
    left = min(cents, sum(debt.open_cents for debt in rows))
    while rows:
        parts = split_cents(left, [debt.weight for debt in rows])
        full = [debt for debt, part in zip(rows, parts, strict=True) if is_full(part, debt)]
        if not full:
            return shares | {debt.id: part for debt, part in zip(rows, parts, strict=True)}
        for debt in full:
            shares[debt.id] = debt.open_cents
            left -= debt.open_cents
        rows = [debt for debt in rows if debt not in full]
    return shares


def _give(given: Shares, debts: Sequence[Debt], cents: int, smallest_cents: int, small: Small) -> int:
    """Add to `given` what these get of so many cents; gives how much that was."""
    rows, left = [debt for debt in debts if debt.open_cents > 0], cents
    waiting: list[Debt] = []
    while rows and left:
        shares = pro_rata(left, rows)
        little = [debt for debt in rows if is_small(shares[debt.id], debt, smallest_cents)]
        if not little or len(rows) == 1:
            left -= _add(given, shares)
            break
        least = min(little, key=lambda debt: (debt.weight, debt.id))
        rows.remove(least)
        if small is Small.FIRST:
            left -= _add(given, {least.id: min(left, least.open_cents)})
        else:
            waiting.append(least)
    if waiting and left:
        left -= _give(given, waiting, left, smallest_cents, small)
    return cents - left


def _add(given: Shares, shares: Mapping[int, int]) -> int:
    for number, cents in shares.items():
        given[number] += cents
    return sum(shares.values())


def payments(debts: Sequence[Debt], cents: int, smallest_cents: int, rest_cents: int = 0) -> tuple[Shares, ...]:
    """Every payment until all is paid, each of at most so many cents; nobody gets less than a euro, nor keeps less.

    A debt whose share is too small goes first or waits: whichever takes fewer payments, then fewer transfers. What is
    left for the last payment and is less than `rest_cents` goes along with the one before, as far as that has room.
    ValueError when there are less than two euros to share each time. Source: LAW 2.2.
    """
    if cents < LEAST_CENTS:
        raise ValueError("there are less than two euros to share each time")
    first = _until_paid(debts, cents, smallest_cents, Small.FIRST)
    waits = (
        _until_paid(debts, cents, smallest_cents, Small.WAITS) if _has_small(debts, cents, smallest_cents) else first
    )
    return tuple(along(min(first, waits, key=_size), cents, rest_cents))


def _size(rows: Sequence[Shares]) -> tuple[int, int]:
    return len(rows), sum([len(row) for row in rows])


def _has_small(debts: Sequence[Debt], cents: int, smallest_cents: int) -> bool:
    """Whether any order can matter: only where a share of what is shared can be too small."""
    whole = sum([debt.weight for debt in debts])
    return any(
        debt.is_first or debt.fixed_cents or debt.weight * cents < (smallest_cents + 1) * whole for debt in debts
    )


def along(rows: Sequence[Shares], cents: int, rest_cents: int) -> list[Shares]:
    """The same payments; small rests of the last one go along with the one before, smallest first, while they fit."""
    if len(rows) <= 1:
        return list(rows)
    *others, before, last = rows
    before, last = dict(before), dict(last)
    room = cents - sum(before.values())
    for key in sorted(last, key=lambda one: (last[one], one)):
        if last[key] < rest_cents and last[key] <= room:
            room -= last[key]
            before[key] = before.get(key, 0) + last.pop(key)
    return [*others, before, last] if last else [*others, before]


def _until_paid(debts: Sequence[Debt], cents: int, smallest_cents: int, small: Small) -> list[Shares]:
    left = {debt.id: debt.open_cents for debt in debts}
    rows: list[Shares] = []
    while any(left.values()):
        now = [debt._replace(open_cents=left[debt.id]) for debt in debts if left[debt.id]]
        shares = in_euros(
            _ended(split(cents, now, smallest_cents, small), now, cents, smallest_cents, small), left, cents
        )
        # As long as nobody is nearly paid off, the next payment is shared in the same way.
        times = max(1, min([(left[key] - EURO_CENTS) // share for key, share in shares.items()]))
        rows += [shares] * times
        for key, share in shares.items():
            left[key] = max(0, left[key] - times * share)
    return rows


def _ended(shares: Shares, debts: Sequence[Debt], cents: int, smallest_cents: int, small: Small) -> Shares:
    """The same shares; but one that would be held back because it leaves less than a euro becomes all that is open.

    The others wait a little for it. Else it would be held back each time, and the others would not get it either.
    """
    for debt in debts:
        share, others = shares[debt.id], [other for other in debts if other.id != debt.id]
        rest = debt.open_cents - share
        if not share or not 0 < rest < EURO_CENTS or _euro(share, debt.open_cents):
            continue
        room = sum([shares[other.id] for other in others if debt.is_first or not other.fixed_cents])
        if room >= rest and (debt.is_first or not debt.fixed_cents):
            return {debt.id: debt.open_cents} | split(cents - debt.open_cents, others, smallest_cents, small)
    return shares


def in_euros(shares: Shares, left: Mapping[int, int], cents: int) -> Shares:
    """No share of less than a euro, and none that leaves less than a euro behind: a later payment takes that along.

    What is held back stays with the customer this time, so that no payment is above what can be spared.
    """
    found = {key: share for key, share in ((key, _euro(share, left[key])) for key, share in shares.items()) if share}
    if found or not any(shares.values()):
        return found
    first = min(key for key, share in shares.items() if share)
    return {first: _euro(min(cents, left[first]), left[first])}


def _euro(share: int, open_cents: int) -> int:
    rest = open_cents - share
    share -= EURO_CENTS - rest if 0 < rest < EURO_CENTS else 0
    return share if share >= min(EURO_CENTS, open_cents) else 0


def spread(cents: int, left: Sequence[tuple[int, object, int, int]]) -> Shares:
    """One sum over what is left of the lines (number, day, organisation, cents): the oldest payment first.

    A payment that is not whole is split in proportion, by largest remainder.
    """
    shares: Shares = {}
    for number in sorted({line[0] for line in left}):
        lines = sorted((part, open_cents) for one, _, part, open_cents in left if one == number)
        now = min(cents, sum([open_cents for _, open_cents in lines]))
        for (part, _), share in zip(lines, split_cents(now, [open_cents for _, open_cents in lines]), strict=True):
            shares[part] = shares.get(part, 0) + share
        cents -= now
        if not cents:
            break
    return shares

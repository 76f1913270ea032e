"""Whether a new plan is fair, payment by payment: the part of the judge that knows how money should be shared."""

from collections.abc import Iterator, Mapping

from tijdig.rules.joint.facts import Part, Plan
from tijdig.words import JointPartState as P


def unfair(
    plan: Plan,
    weights: Mapping[int, int],
    rows: Mapping[int, Mapping[int, int]],
    parts: Mapping[int, Part],
    smallest_cents: int,
) -> Iterator[str]:
    """What is not fair in the payments of a new plan: safe first, in proportion, nobody below the smallest share."""
    fixed = {number: part.counter_cents or 0 for number, part in parts.items() if part.state in {P.ACCEPTED, P.RUNNING}}
    left, last = dict(weights), max(rows, default=0) - 1
    checked: Mapping[int, int] = {}
    for number in sorted(rows):
        row = rows[number]
        # What is held back, because no share is below a euro, makes a payment of its own size.
        if row != checked and number < last and sum(row.values()) == plan.spare_cents:
            open_ones = [key for key, cents in left.items() if cents]
            first = [key for key in open_ones if parts[key].is_threatening]
            agreed = [key for key in open_ones if fixed.get(key) and key not in first]
            groups = (first, agreed, [key for key in open_ones if key not in first and key not in agreed])
            yield from _row(row, left, weights, fixed, groups, smallest_cents)
        for key, cents in row.items():
            left[key] -= cents
        # The same row again is as fair, unless somebody was paid off meanwhile.
        checked = row if all(left[key] for key in row) else {}


def _row(
    row: Mapping[int, int],
    left: Mapping[int, int],
    weights: Mapping[int, int],
    fixed: Mapping[int, int],
    groups: tuple[list[int], ...],
    smallest_cents: int,
) -> Iterator[str]:
    first, agreed, others = groups
    has_rest = any(row.get(key, 0) < left[key] for key in first)
    if has_rest and any(key in row for key in (*agreed, *others)):
        yield "not_safe_first"
    full = all(row.get(key, 0) == left[key] for key in others)
    for key in agreed:
        is_less = row.get(key, 0) < min(fixed[key], left[key])
        if (is_less and any(other in row for other in others)) or (row.get(key, 0) > fixed[key] and not full):
            yield "not_as_agreed"
    for group in (first, others):
        yield from _shared(row, left, weights, group, smallest_cents)


def _shared(
    row: Mapping[int, int], left: Mapping[int, int], weights: Mapping[int, int], group: list[int], smallest_cents: int
) -> Iterator[str]:
    """In proportion among those who get a part of what is left; who gets nothing waits for a reason."""
    some = [key for key in group if 0 < row.get(key, 0) < left[key]]
    none = [key for key in group if key not in row]
    together, whole = sum(row[key] for key in some), sum(weights[key] for key in some)
    if any(abs(row[key] * whole - together * weights[key]) >= whole for key in some):
        yield "not_pro_rata"
    if len(some) > 1 and min(row[key] for key in some) < smallest_cents:
        yield "share_too_small"
    all_of = whole + sum(weights[key] for key in none)
    if some and none and not any(together * weights[key] <= smallest_cents * all_of for key in (*some, *none)):
        yield "left_waiting"

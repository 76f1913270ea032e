"""Whether the regular bills of a customer are paid on time again, from the book (rules/solutions/restored.py)."""

from datetime import date

from tijdig.models import Case
from tijdig.queries import policies, visible
from tijdig.rules.solutions.restored import RegularBill, restored_on


def regular_bills(case: Case) -> tuple[RegularBill, ...]:
    """The bills that come back, each with the day on which nothing of it was open any more."""
    booked = visible.entries_by_claim(case)
    found = []
    for claim in visible.claims(case).filter(is_fixed_cost=True):
        left, paid_on = 0, None
        for entry in sorted(booked.get(claim.pk, []), key=lambda one: (one.booked_on, one.pk)):
            was_open, left = left > 0, left + entry.amount_cents
            paid_on = (entry.booked_on if was_open else paid_on) if left <= 0 else None
        found.append(RegularBill(claim.due_on, paid_on))
    return tuple(found)


def on(case: Case, day: date) -> date | None:
    """The day since which it runs again; None when that is not so."""
    return restored_on(regular_bills(case), day, policies.of(case.creditor, day))

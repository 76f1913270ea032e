"""Whether the regular bills of a customer are paid on time again, from the book (rules/solutions/restored.py)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from tijdig.languages import marked, say
from tijdig.messages.languages import here
from tijdig.models import Case, Claim, MoneyEntry
from tijdig.queries import policies, visible
from tijdig.rules import dutch
from tijdig.rules.solutions.restored import RegularBill, restored_on

RUNS_AGAIN: Final = marked(
    "[[U betaalde|Je betaalde]] {count} gewone rekeningen na elkaar op tijd. Fijn, het loopt weer."
)


def of_case(case: Case) -> tuple[RegularBill, ...]:
    """The regular bills of a case, read from the book."""
    return regular_bills(visible.claims(case), visible.entries_by_claim(case))


def regular_bills(claims: Iterable[Claim], booked: Mapping[int, Sequence[MoneyEntry]]) -> tuple[RegularBill, ...]:
    """The bills that come back, each with the day on which nothing of it was open any more."""
    found = []
    for claim in [claim for claim in claims if claim.is_fixed_cost]:
        left, paid_on = 0, None
        for entry in sorted(booked.get(claim.pk, []), key=lambda one: (one.booked_on, one.pk)):
            was_open, left = left > 0, left + entry.amount_cents
            paid_on = (entry.booked_on if was_open else paid_on) if left <= 0 else None
        found.append(RegularBill(claim.due_on, paid_on))
    return tuple(found)


def on(case: Case, day: date) -> date | None:
    """The day since which it runs again; None when that is not so."""
    return restored_on(of_case(case), day, policies.of(case.creditor, day))


def to_customer(case: Case, day: date) -> str:
    """That it runs again, beside what was agreed; nothing when that is not so."""
    if on(case, day) is None:
        return ""
    return say(RUNS_AGAIN, count=here.count(policies.of(case.creditor, day).solutions.restored_bills))


def to_staff(case: Case, day: date, bills: Sequence[RegularBill]) -> str:
    """The same of these bills, as a colleague reads it."""
    policy = policies.of(case.creditor, day)
    since = restored_on(bills, day, policy)
    if since is None:
        return ""
    count = dutch.count(policy.solutions.restored_bills)
    return f"Sinds {dutch.day(since)} zijn {count} gewone rekeningen na elkaar op tijd betaald."

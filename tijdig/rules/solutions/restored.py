"""Whether somebody's regular bills are paid on time again: the sign that it runs once more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tijdig.policy import Policy


@dataclass(frozen=True, slots=True)
class RegularBill:
    """A bill that comes back: when it was due, and on which day it was paid in full."""

    due_on: date
    paid_on: date | None


def restored_on(bills: Sequence[RegularBill], day: date, policy: Policy) -> date | None:
    """The day on which so many regular bills in a row had been paid on time, and still are; None when that is not so.

    On time is by the due day and the days that a bank takes. A bill whose days are not over yet says nothing, unless
    it is paid: then it counts. A late one begins the count anew.
    """
    grace, needed = timedelta(days=policy.contacts.instalment_tolerance_days), policy.solutions.restored_bills
    in_row: list[date] = []
    for bill in sorted(bills, key=lambda one: one.due_on):
        paid_on = bill.paid_on if bill.paid_on is not None and bill.paid_on <= day else None
        if paid_on is not None and paid_on <= bill.due_on + grace:
            in_row.append(paid_on)
        elif bill.due_on + grace < day:
            in_row = []
    return max(in_row[:needed]) if len(in_row) >= needed else None

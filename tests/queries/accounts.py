"""Cases with something in arrears, and the columns that the planner reads of them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tests.factories import TODAY, make_case, make_claim, make_contact, make_customer
from tijdig.models import Case, Claim, Contact
from tijdig.planner.columns import AccountRow
from tijdig.queries import frames


def ago(days: int) -> date:
    """So many days before the day of the tests; below zero is after it."""
    return TODAY - timedelta(days=days)


def at(days: int, hour: int = 12) -> datetime:
    """A moment on that day."""
    return datetime.combine(ago(days), time(hour), UTC)


def account(case: Case, day: date = TODAY) -> AccountRow:
    """The columns of one case."""
    return frames.of_case(Case.objects.get(pk=case.pk), day).accounts.plain(0)


def overdue(days: int = 10, cents: int = 10_000, **values: Any) -> tuple[Case, Claim]:
    """A case with one bill so many days late."""
    customer = make_customer()
    claim = make_claim(customer, amount_cents=cents, due_on=ago(days), **values)
    return make_case(customer), claim


def names(*claims: Claim) -> list[dict[str, Any]]:
    """What a moment says of the claims that it named."""
    return [{"id": claim.pk, "open_cents": 1} for claim in claims]


def make_out(case: Case, days: int, **values: Any) -> Contact:
    """Something that went out so many days ago, outside any moment."""
    facts: dict[str, Any] = {
        "case": case,
        "moment": None,
        "kind": "phone",
        "state": "delivered",
        "key": f"out-{Contact.objects.count()}",
        "send_from": at(days),
        "happened_at": at(days),
    }
    return make_contact(**facts | values)

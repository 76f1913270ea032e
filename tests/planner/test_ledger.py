"""The road on a real ledger that nobody here made: 2,466 invoices, with everything that is due named in time."""

import csv
from collections import defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.planner.cases import STANDARD
from tests.planner.road import Claim, Customer
from tijdig.planner.checks import contradictions, sleeping
from tijdig.planner.codes import Stage
from tijdig.planner.columns import Accounts
from tijdig.planner.plan import plan

WHOLE_WEEKS = timedelta(weeks=690)  # 2012 and 2013 come to lie in 2025 and 2026; Sundays stay Sundays
LONG = timedelta(days=10_000)


def customers(path: Path) -> list[Customer]:
    claims = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            due = _day(row["DueDate"])
            disputed = (due, due + LONG) if row["Disputed"] == "Yes" else None
            cents = round(float(row["InvoiceAmount"]) * 100)
            claims[row["customerID"]].append(Claim(due, cents, _day(row["SettledDate"]), disputed))
    return [Customer(number, claims[name]) for number, name in enumerate(sorted(claims), start=1)]


def _day(text: str) -> date:
    return datetime.strptime(text, "%m/%d/%Y").date() + WHOLE_WEEKS  # noqa: DTZ007  # the file holds days, no moments


@pytest.mark.slow
def test_every_late_invoice_of_the_public_ledger_is_named_in_time_and_none_too_much(shared_data: Path) -> None:
    people = customers(shared_data / "ledger" / "accounts-receivable.csv")
    claims = [claim for customer in people for claim in customer.claims]
    day, last = min(claim.due for claim in claims), max(claim.paid_on or claim.due for claim in claims)
    while day <= last:
        accounts = Accounts.from_rows([customer.row(day) for customer in people])
        decisions = plan(accounts, STANDARD, day)
        assert contradictions(accounts) == {}
        assert sleeping(decisions).tolist() == []
        for number in decisions.acts.nonzero()[0]:
            people[number].say(day, Stage(int(decisions.stage[number])))
            people[number].had_arrears = True
        day += timedelta(days=1)

    late = [claim for claim in claims if claim.disputed is None and (claim.paid_on - claim.due).days > 7]
    assert len(late) == 201
    assert [claim for claim in late if not claim.named_on or (claim.named_on[0] - claim.due).days > 7] == []
    assert [claim for claim in claims if any(not claim.is_overdue(named) for named in claim.named_on)] == []
    moments = sum(len([stage for _, stage in customer.moments if stage != Stage.S0]) for customer in people)
    assert moments > 150

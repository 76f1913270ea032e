"""No rule stands there for nothing: leave one out, and somebody gets another decision."""

from datetime import date

import numpy as np
import pytest

from tests.planner.cases import MONDAY, STANDARD, accounts_around
from tijdig.planner.columns import Accounts
from tijdig.planner.decisions import Table
from tijdig.planner.plan import TABLES, first_that_holds, plan_block
from tijdig.planner.reasons import Reason
from tijdig.planner.today import Today

SUNDAY = date(2026, 11, 22)
RULES = [(name, number) for name, table in TABLES.items() for number in range(len(table))]


def reasons(name: str, table: Table, accounts: Accounts, day: date) -> list[str]:
    """The reason that wins per account when this dimension has these rules."""
    today = Today.of(STANDARD, day)
    codes = np.array([reason.value for _, reason, _ in table])
    decisions = plan_block(accounts, today)
    return list(codes[first_that_holds(table, accounts, today, decisions)])


@pytest.mark.parametrize(("name", "number"), RULES, ids=[f"{name}-{number}" for name, number in RULES])
def test_leaving_a_rule_out_changes_a_decision(name: str, number: int) -> None:
    table, accounts = TABLES[name], accounts_around(seed=21, size=6_000)
    fewer = table[:number] + table[number + 1 :]
    day = SUNDAY if table[number][1] == Reason.REST_DAY else MONDAY

    try:
        without = reasons(name, fewer, accounts, day)
    except AssertionError:  # somebody is left without an answer, which is a change as well
        return

    assert without != reasons(name, table, accounts, day)

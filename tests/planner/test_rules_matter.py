"""No rule and no limit stands there for nothing: leave one out, and somebody gets another decision."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest

from tests.planner.cases import DAYS, MONDAY, STANDARD, accounts_around
from tests.planner.proposing import proposals
from tests.planner.test_invariance import changed, everything
from tijdig.planner import plan as planning
from tijdig.planner.codes import ProductCode
from tijdig.planner.columns import Accounts
from tijdig.planner.decisions import PLACES, Decisions, Table
from tijdig.planner.dimensions.limits import LIMITS
from tijdig.planner.plan import TABLES, first_that_holds, judge, plan_block
from tijdig.planner.today import Today, ladders

SIZE = 12_000
SUNDAY = date(2026, 11, 22)
RULES = [(name, number) for name, table in TABLES.items() for number in range(len(table))]
Context = tuple[Accounts, Today, Decisions]


@pytest.fixture(scope="module")
def contexts() -> list[Context]:
    """Cases on a working day, on a Sunday, and with a product that is counted in premiums, each with its decisions."""
    accounts = accounts_around(seed=21, size=SIZE)
    premiums = changed(accounts, product=np.full(SIZE, int(ProductCode.HEALTH_PREMIUM)))
    own = ladders(STANDARD, MONDAY)[ProductCode.HEALTH_PREMIUM]
    places = ((accounts, Today.of(STANDARD, MONDAY)), (premiums, own), (accounts, Today.of(STANDARD, SUNDAY)))
    return [(these.take(slice(None)), today, plan_block(these.take(slice(None)), today)) for these, today in places]


def answers(table: Table, context: Context) -> tuple[list[int], list[int]]:
    """Outcome and reason per account when a dimension has these rules; every account must get an answer."""
    won = first_that_holds(table, *context)
    outcomes = np.array([outcome for outcome, _, _ in table])
    return outcomes[won].tolist(), np.array([PLACES[reason] for _, reason, _ in table])[won].tolist()


def differs(name: str, fewer: Table, context: Context) -> bool:
    try:
        return answers(fewer, context) != answers(TABLES[name], context)
    except AssertionError:  # somebody is left without an answer, which is a change as well
        return True


@pytest.mark.parametrize(("name", "number"), RULES, ids=[f"{name}-{TABLES[name][n][1]}-{n}" for name, n in RULES])
def test_leaving_a_rule_out_changes_a_decision(name: str, number: int, contexts: list[Context]) -> None:
    fewer = TABLES[name][:number] + TABLES[name][number + 1 :]

    assert any(differs(name, fewer, context) for context in contexts)


@pytest.mark.parametrize("number", range(len(LIMITS)), ids=[one.reason.value for one in LIMITS])
def test_leaving_a_limit_out_lets_a_proposal_through(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts, today = accounts_around(seed=22, size=SIZE), Today.of(STANDARD, MONDAY)
    proposed = proposals(accounts, MONDAY, seed=23)
    with_all = everything(judge(accounts, today, proposed))
    fewer = LIMITS[:number] + LIMITS[number + 1 :]

    def limits_after(name: str, without: frozenset[str]) -> Iterator[object]:
        assert not without
        return (one for one in fewer if one.after == name)

    monkeypatch.setattr(planning, "limits_after", limits_after)

    assert everything(judge(accounts, today, proposed)) != with_all


@pytest.mark.parametrize("off", ["D07", "HC09", "in_distress", "only_permitted", "not_by_guess", "person_with_notice"])
def test_switching_a_constraint_off_lets_a_proposal_through(off: str) -> None:
    accounts = accounts_around(seed=24, size=SIZE)
    proposed = proposals(accounts, MONDAY, seed=25)
    today, without = (Today.of(STANDARD, MONDAY, without=frozenset(some)) for some in ((), (off,)))

    assert everything(judge(accounts, without, proposed)) != everything(judge(accounts, today, proposed))


def test_every_rule_decides_for_somebody(contexts: list[Context]) -> None:
    for table in TABLES.values():
        won: set[int] = set()
        for context in contexts:
            won |= set(first_that_holds(table, *context).tolist())

        assert won == set(range(len(table)))


def test_days_on_which_rules_are_tried_hold_a_rest_day() -> None:
    assert SUNDAY in DAYS
    assert not Today.of(STANDARD, SUNDAY).is_outreach_day

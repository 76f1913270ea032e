"""Each column says what it is a fact of, and no rule reads one that may not serve it (HC15)."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tests.planner.cases import MONDAY, STANDARD, accounts_around, accounts_ordinary
from tests.planner.test_invariance import PROTECTED, changed, same, with_age
from tijdig.planner.allowed import FACTS, SERVES, unpermitted
from tijdig.planner.codes import Stage
from tijdig.planner.columns import NAMES
from tijdig.planner.decisions import Test
from tijdig.planner.dimensions.limits import LIMITS
from tijdig.planner.dimensions.when import WAITS
from tijdig.planner.plan import TABLES, plan, plan_block
from tijdig.planner.reasons import Reason
from tijdig.planner.today import Today
from tijdig.planner.watching import watch


def test_every_column_is_a_fact_of_one_kind() -> None:
    assert sorted(name for fact in FACTS for name in fact.columns) == sorted(NAMES)
    assert {name for fact in FACTS for name in fact.serves} <= set(TABLES)


def test_what_says_who_somebody_is_serves_nothing() -> None:
    assert {name for name, serves in SERVES.items() if not serves} == {"case_id", "sector", *PROTECTED}


def readers() -> Iterator[tuple[str, str, Test]]:
    """Everything that reads an account: rules, limits with what they make of it, and waits."""
    for dimension, table in TABLES.items():
        yield from ((dimension, reason.value, test) for _, reason, test in table)
    for limit in LIMITS:
        yield limit.changes, limit.reason.value, limit.test
        yield limit.changes, f"{limit.reason.value} amended", _as_test(limit.amend)
    for reason, wait in WAITS.items():
        yield "whether", f"{reason.value} waits", _as_test(wait)


def _as_test(makes: Any) -> Test:
    """What a limit or a wait makes of an account, as if it were a test."""
    wants_decisions = makes.__code__.co_argcount > 2
    return lambda a, p, d: np.atleast_1d(np.asarray(makes(a, p, d) if wants_decisions else makes(a, p))) != 0


def read_by(test: Test) -> tuple[str, ...]:
    accounts, today = accounts_ordinary(seed=10, size=1), Today.of(STANDARD, MONDAY)
    return watch(test, accounts, today, plan_block(accounts, today))[1]


@pytest.mark.parametrize(
    ("dimension", "name", "test"), [pytest.param(*one, id=f"{one[0]}-{one[1]}") for one in readers()]
)
def test_no_rule_reads_what_may_not_serve_it(dimension: str, name: str, test: Test) -> None:
    read = [column for column in read_by(test) if column != "case_id"]  # its length alone, where a rule always holds

    assert unpermitted(dimension, read) == (), name


@pytest.mark.parametrize("dimension", list(TABLES))
@pytest.mark.parametrize("column", ["language", "sector"])
def test_a_rule_on_who_somebody_is_is_found_wherever_it_stands(dimension: str, column: str) -> None:
    assert unpermitted(dimension, read_by(lambda a, _p, _d: getattr(a, column) == 1)) == (column,)


@pytest.mark.parametrize("column", ["postcode", "born", "anything_new"])
def test_a_column_that_nobody_said_the_kind_of_serves_nothing(column: str) -> None:
    assert all(unpermitted(dimension, [column]) == (column,) for dimension in TABLES)


def test_a_need_or_a_past_in_the_tone_is_found() -> None:
    read = read_by(lambda a, _p, _d: (a.needs != 0) & (a.late_bills > 2))

    assert unpermitted("tone", read) == ("needs", "late_bills")


@pytest.mark.parametrize("column", sorted({"sector", *PROTECTED}))
def test_swapping_who_people_are_changes_nothing(column: str) -> None:
    accounts = accounts_around(seed=61, size=5_000)
    mirrored = changed(accounts, **{column: getattr(accounts, column)[::-1]})

    assert same(plan(accounts, STANDARD, MONDAY), plan(mirrored, STANDARD, MONDAY))


def test_who_turns_eighteen_gets_a_word_before_the_due_date_and_nothing_else() -> None:
    before, after = (plan(these, STANDARD, MONDAY) for these in with_age(accounts_around(seed=62, size=20_000)))
    other = np.zeros(len(before), dtype=np.bool_)
    for name, column in before.columns.items():
        other |= (column != after.columns[name]) & after.acts

    assert other.sum() > 100
    assert (after.stage[other] == Stage.S0).all()
    assert "P10" in Reason.SAY_FOR_EVENT.rules
    assert set(after.rules["whether"][other].tolist()) == {list(Reason).index(Reason.SAY_FOR_EVENT)}

"""The rules against the second, plain planner: many accounts at and around every boundary, and not one difference."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.cases import (
    AROUND,
    BYTES,
    DAYS,
    MONDAY,
    ORDINARY,
    POLICIES,
    STANDARD,
    accounts_anyhow,
    accounts_around,
    accounts_from_bytes,
    accounts_ordinary,
    accounts_ordinary_from_bytes,
)
from tests.planner.comparing import differences, judged_differently
from tests.planner.proposing import proposals
from tijdig.planner.columns import NAMES, AccountRow, Accounts
from tijdig.planner.plan import plan

ROWS = 64
IN_A_BATCH, BATCHES = 2_000, 50
NOT_VARIED = {"case_id"}


@settings(max_examples=150, deadline=None)
@given(
    data=st.binary(max_size=ROWS * len(AROUND)),
    name=st.sampled_from(sorted(POLICIES)),
    day=st.sampled_from(DAYS),
)
def test_rules_agree_with_the_plain_planner_when_hypothesis_chooses(data: bytes, name: str, day: date) -> None:
    assert differences(accounts_from_bytes(data), POLICIES[name], day) == []


@settings(max_examples=300, deadline=None)
@given(
    data=st.binary(max_size=ROWS * BYTES),
    name=st.sampled_from(sorted(POLICIES)),
    day=st.sampled_from(DAYS),
)
def test_rules_agree_about_ordinary_cases_when_hypothesis_chooses(data: bytes, name: str, day: date) -> None:
    assert differences(accounts_ordinary_from_bytes(data), POLICIES[name], day) == []


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), name=st.sampled_from(sorted(POLICIES)), day=st.sampled_from(DAYS))
def test_rules_agree_with_the_plain_planner_over_many_accounts(seed: int, name: str, day: date) -> None:
    assert differences(accounts_around(seed, size=500), POLICIES[name], day)[:1] == []


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", sorted(POLICIES))
def test_rules_agree_with_the_plain_planner_on_every_day_under_every_policy(name: str, day: date) -> None:
    assert differences(accounts_around(seed=day.toordinal(), size=200), POLICIES[name], day)[:1] == []


@pytest.mark.slow
def test_rules_agree_with_the_plain_planner_on_a_hundred_thousand_cases() -> None:
    """In batches, each under another policy and on another day: under a minute, both planners together."""
    policies, found, cases = sorted(POLICIES), [], 0
    for batch in range(BATCHES):
        accounts = accounts_around(seed=batch, size=IN_A_BATCH)
        day = DAYS[batch % len(DAYS)]
        found += differences(accounts, POLICIES[policies[batch % len(policies)]], day)[:1]
        cases += len(accounts)

    assert cases == 100_000
    assert found == []


@pytest.mark.parametrize("column", sorted(set(NAMES) - NOT_VARIED))
def test_rules_agree_about_each_column_on_its_own(column: str) -> None:
    """Every ordinary case with every value of this one column: where they differ, this is what is at fault."""
    rows = [row._replace(**{column: value}) for row in ORDINARY.values() for value in dict.fromkeys(AROUND[column])]
    accounts = Accounts.from_rows([row._replace(case_id=number) for number, row in enumerate(rows, start=1)])

    assert differences(accounts, STANDARD, MONDAY)[:1] == []


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", ["standard", "lowest", "highest"])
def test_the_gate_judges_what_others_propose_as_the_plain_one_does(name: str, day: date) -> None:
    accounts = accounts_around(seed=day.toordinal(), size=2_000)

    assert judged_differently(accounts, POLICIES[name], day, proposals(accounts, day, seed=3))[:1] == []


def test_every_column_is_varied() -> None:
    assert set(AROUND) == set(NAMES) - NOT_VARIED
    assert [name for name, values in AROUND.items() if len(set(values)) == 1] == []


def test_the_cases_act_often_enough_to_reach_the_later_questions() -> None:
    """Of cases drawn anyhow few act; of ordinary cases most do."""
    anyhow, ordinary = (
        plan(accounts, STANDARD, MONDAY).acts.mean()
        for accounts in (accounts_anyhow(seed=1, size=10_000), accounts_ordinary(seed=1, size=10_000))
    )

    assert 0.01 < anyhow < 0.2
    assert ordinary > 0.7


def test_each_ordinary_case_acts_and_each_in_its_own_stage() -> None:
    accounts = Accounts.from_rows(list(ORDINARY.values()))

    decisions = plan(accounts, STANDARD, MONDAY)

    assert decisions.acts.all()
    assert set(decisions.stage.tolist()) == {0, 1, 2, 3, 5, 6}


def test_a_difference_is_found_and_told() -> None:
    """The comparison itself can fail: a policy of another day for one of the two shows at once."""
    accounts = Accounts.from_rows([AccountRow(case_id=3, open_cents=900, overdue_cents=900, unnamed_overdue_days=3)])

    found = differences(accounts, STANDARD, MONDAY, other=POLICIES["late"])

    assert [(unlike["whether"], row.case_id) for unlike, row, _ in found] == [(("ACT", "WAIT"), 3)]
    assert np.array_equal(accounts.case_id, [3])

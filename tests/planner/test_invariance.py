"""What never changes a decision: the order and the company a case is planned in, and who the customer is."""

import re
from datetime import date

import numpy as np
import pytest
from numpy.typing import ArrayLike

from tests.planner.cases import DAYS, MONDAY, NEEDS, POLICIES, STANDARD, accounts_around, accounts_ordinary, columns_of
from tijdig.planner import plan as planning
from tijdig.planner.codes import Event, Need
from tijdig.planner.columns import NAMES, Accounts
from tijdig.planner.decisions import Decisions
from tijdig.planner.dimensions.limits import LIMITS
from tijdig.planner.meanings import COLUMNS
from tijdig.planner.plan import TABLES, decision_at, plan, plan_block
from tijdig.planner.today import Today
from tijdig.planner.watching import watch

SIZE = 3_000
PROTECTED = {
    "language": "what language somebody speaks; the need OTHER_LANGUAGE, which the customer told, is what counts",
}
"""Columns that say something of who a person is; no rule and no limit reads them (HC15). There are no others."""

IRRELEVANT = ("case_id", "sector", *PROTECTED)
"""Columns that no rule reads; the numbers of a sector come in with the policy."""

FORBIDDEN = {
    *("sex", "gender", "male", "female", "age", "ages", "aged", "birth", "born", "old", "young"),
    *("postcode", "zip", "street", "city", "town", "neighbourhood", "district", "region", "country"),
    *("nation", "nationality", "origin", "ethnic", "ethnicity", "race", "religion", "faith", "name", "surname"),
    *("health", "illness", "ill", "disability", "marital", "married", "family", "children", "income", "salary"),
    *("score", "segment", "label", "profile"),
}
"""Words that no column name may hold: from these nobody is judged, so nobody can be judged by mistake."""

AGE = Event.TURNING_18


def everything(decisions: Decisions) -> dict[str, list[int]]:
    """All outcomes and all reasons, as lists that can be compared."""
    whys = {f"why {name}": places.tolist() for name, places in decisions.rules.items()}
    return {**{name: column.tolist() for name, column in decisions.columns.items()}, **whys}


def same(one: Decisions, other: Decisions) -> bool:
    return everything(one) == everything(other)


def changed(accounts: Accounts, **columns: ArrayLike) -> Accounts:
    """The same accounts with other values in these columns."""
    return Accounts.from_columns(**columns_of(accounts) | columns)


@pytest.mark.parametrize("day", DAYS[:3])
def test_the_order_of_the_rows_changes_nothing(day: date) -> None:
    accounts = accounts_around(seed=1, size=SIZE)
    shuffled = np.random.default_rng(2).permutation(SIZE)

    straight, mixed = plan(accounts, STANDARD, day), plan(accounts.take(shuffled), STANDARD, day)

    for name, column in (straight.columns | straight.rules).items():
        found = mixed.columns.get(name) if name in mixed.columns else mixed.rules[name]
        assert found is not None
        if name not in straight.rules:
            assert column[shuffled].tolist() == found.tolist()
    for name, places in straight.rules.items():
        assert places[shuffled].tolist() == mixed.rules[name].tolist()
    assert straight.case_id[shuffled].tolist() == mixed.case_id.tolist()


@pytest.mark.parametrize("block", [1, 7, 64, SIZE - 1, SIZE, SIZE + 1])
def test_the_size_of_a_block_changes_nothing(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts = accounts_around(seed=3, size=SIZE)
    size = min(SIZE, block * 200)
    some = accounts.take(slice(0, size))
    whole = everything(plan(some, STANDARD, MONDAY))

    monkeypatch.setattr(planning, "BLOCK", block)

    assert everything(plan(some, STANDARD, MONDAY)) == whole


@pytest.mark.parametrize("cut", [1, 17, 1_500, SIZE - 1])
def test_a_batch_in_two_parts_is_the_whole_batch(cut: int) -> None:
    accounts = accounts_around(seed=4, size=SIZE)
    parts = [plan(accounts.take(slice(*ends)), STANDARD, MONDAY) for ends in ((0, cut), (cut, SIZE))]

    first, second = map(everything, parts)

    assert {name: values + second[name] for name, values in first.items()} == everything(
        plan(accounts, STANDARD, MONDAY)
    )


def test_one_account_is_its_row_in_the_plan_of_many() -> None:
    accounts = accounts_around(seed=5, size=300)
    many = plan(accounts, STANDARD, MONDAY)

    for number in range(len(accounts)):
        assert decision_at(plan(accounts.row(number), STANDARD, MONDAY), 0) == decision_at(many, number)


def test_planning_twice_gives_the_same_and_leaves_the_accounts_alone() -> None:
    accounts = accounts_around(seed=6, size=SIZE)
    before = {name: column.copy() for name, column in columns_of(accounts).items()}

    assert same(plan(accounts, STANDARD, MONDAY), plan(accounts, STANDARD, MONDAY))
    assert all(np.array_equal(before[name], column) for name, column in columns_of(accounts).items())


def test_what_was_worked_out_under_one_policy_is_not_used_under_another() -> None:
    """Shared conditions are remembered with the accounts: another policy or another day must not find them."""
    accounts = accounts_around(seed=7, size=SIZE)
    other = POLICIES["highest"]

    plan(accounts, STANDARD, MONDAY)

    assert same(plan(accounts, other, MONDAY), plan(accounts_around(seed=7, size=SIZE), other, MONDAY))


@pytest.mark.parametrize("column", IRRELEVANT)
def test_a_column_that_is_irrelevant_changes_nothing(column: str) -> None:
    accounts = accounts_around(seed=8, size=SIZE)
    swapped = np.random.default_rng(9).integers(0, 100, SIZE)

    assert same(plan(changed(accounts, **{column: swapped}), STANDARD, MONDAY), plan(accounts, STANDARD, MONDAY))


def columns_read() -> set[str]:
    """Every column that a rule or a limit looks at, seen while it looks."""
    accounts = accounts_ordinary(seed=10, size=1)
    today = Today.of(STANDARD, MONDAY)
    decisions = plan_block(accounts, today)
    tests = [test for table in TABLES.values() for _, _, test in table] + [one.test for one in LIMITS]
    return {column for test in tests for column in watch(test, accounts, today, decisions)[1]}


def test_no_rule_reads_what_is_irrelevant_or_protected() -> None:
    assert columns_read() & set(IRRELEVANT) <= {"case_id"}  # its length alone, where a rule holds for all


def says_who(name: str) -> bool:
    return not FORBIDDEN.isdisjoint(name.split("_"))


def test_there_is_no_column_of_who_somebody_is() -> None:
    assert [name for name in NAMES if says_who(name)] == []
    assert {name for name in NAMES if COLUMNS[name].meaning.startswith("language")} == set(PROTECTED)


@pytest.mark.parametrize("name", ["sex", "age_in_years", "birth_year", "postcode", "nationality", "income_cents"])
def test_the_check_of_names_finds_a_forbidden_one(name: str) -> None:
    assert says_who(name)


def test_age_comes_in_by_one_event_alone() -> None:
    """Turning eighteen is an event (P10); no other event, need or number says how old somebody is."""
    of_age = {event for event in Event if re.search(r"\d", event.name or "")}

    assert of_age == {AGE}
    assert not any(says_who(str(code.name).lower()) for codes in (Event, Need) for code in codes)


def with_age(accounts: Accounts) -> tuple[Accounts, Accounts]:
    """The same accounts with nobody turning eighteen, and with everybody."""
    events = accounts.events & ~int(AGE)
    return changed(accounts, events=events), changed(accounts, events=events | int(AGE))


def test_turning_eighteen_counts_only_before_the_due_date() -> None:
    """Once something is overdue, age changes nothing at all (decision 19)."""
    accounts = accounts_around(seed=11, size=20_000)
    overdue = accounts.take(accounts.overdue_cents > 0)

    assert len(overdue) > 1_000
    assert same(*(plan(these, STANDARD, MONDAY) for these in with_age(overdue)))


def test_turning_eighteen_brings_a_word_before_the_due_date() -> None:
    row = {"case_id": [1, 2], "open_cents": [9_000, 9_000], "due_in_days": [3, 3], "events": [0, int(AGE)]}

    decisions = plan(Accounts.from_columns(**row), STANDARD, MONDAY)

    assert [decision_at(decisions, number).reason.value for number in range(2)] == ["nothing_due", "say_for_event"]


@pytest.mark.parametrize("need", [need for need in NEEDS if need])
def test_a_need_never_keeps_anybody_from_hearing(need: int) -> None:
    """Needs make a step fit better; whether it goes out and what it says first do not depend on them."""
    accounts = accounts_around(seed=13, size=5_000)
    without, with_it = (plan(changed(accounts, needs=np.full(5_000, value)), STANDARD, MONDAY) for value in (0, need))

    assert without.whether.tolist() == with_it.whether.tolist()
    assert without.stage.tolist() == with_it.stage.tolist()
    assert without.frame.tolist() == with_it.frame.tolist()
    assert without.tone.tolist() == with_it.tone.tolist()
    assert (with_it.person_on[with_it.acts & (with_it.person_on > 0)] > MONDAY.toordinal()).all()

"""A light budget goes out and comes back unchanged, and what is not of its schema is refused with the line."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tijdig.rules.solutions.budget import Budget, BudgetError, as_json, from_json, loads, schema

LINES: dict[str, int] = {
    "income_cents": 190_000, "allowances_cents": 20_000, "housing_cents": 80_000, "energy_cents": 15_000,
    "water_cents": 2_500, "health_cents": 16_500, "other_cents": 11_000, "adults": 1, "children": 2,
}  # fmt: skip
GOOD: dict[str, Any] = {"version": 1, **LINES}
VALID = Draft202012Validator(schema())


def bounded(name: str) -> st.SearchStrategy[int]:
    rule = schema()["properties"][name]
    return st.integers(rule["minimum"], rule["maximum"])


BUDGETS = st.fixed_dictionaries({name: bounded(name) for name in LINES})


@given(lines=BUDGETS)
def test_budget_comes_back_as_it_went(lines: dict[str, int]) -> None:
    budget = Budget(**lines)
    text = json.dumps(as_json(budget))

    assert loads(text) == budget
    assert VALID.is_valid(json.loads(text))
    assert budget.coming_cents - budget.going_cents == (
        lines["income_cents"] + lines["allowances_cents"] - lines["housing_cents"] - lines["energy_cents"]
        - lines["water_cents"] - lines["health_cents"] - lines["other_cents"]
    )  # fmt: skip


SLIPS: st.SearchStrategy[Any] = st.sampled_from((None, -1, 0, 1, 2, 13, 21, 5_000_001, "1", 1.5, True, [], {}))


@given(line=st.sampled_from((*GOOD, "story", "")), value=SLIPS, is_gone=st.booleans())
def test_own_reader_and_the_published_schema_say_the_same(line: str, value: Any, is_gone: bool) -> None:
    content = {name: kept for name, kept in GOOD.items() if name != line} if is_gone else GOOD | {line: value}

    try:
        from_json(content)
    except BudgetError:
        is_read = False
    else:
        is_read = True

    assert is_read == VALID.is_valid(content)


@pytest.mark.parametrize(
    ("content", "line", "mend"),
    [
        ([], "budget", "one object"),
        (GOOD | {"savings_cents": 1}, "savings_cents", "remove it; the schema knows version, adults"),
        ({name: value for name, value in GOOD.items() if name != "water_cents"}, "water_cents", "written as 0"),
        (GOOD | {"version": 2}, "version", "must be 1"),
        (GOOD | {"version": True}, "version", "must be 1"),
        (GOOD | {"income_cents": 1900.50}, "income_cents", "a whole number of cents"),
        (GOOD | {"adults": "2"}, "adults", "a whole number"),
        (GOOD | {"adults": 0}, "adults", "must be 1 to 12"),
        (GOOD | {"energy_cents": -1}, "energy_cents", "must be 0 to 5000000"),
    ],
)
def test_what_is_wrong_is_told_with_the_line_and_what_to_write(content: Any, line: str, mend: str) -> None:
    with pytest.raises(BudgetError, match=mend) as error:
        from_json(content)

    assert error.value.line == line


@pytest.mark.parametrize("text", ["{", b"\xff", "[" * 100_000])
def test_what_is_no_json_is_told(text: str | bytes) -> None:
    with pytest.raises(BudgetError, match="is no JSON"):
        loads(text)


def test_budget_out_of_bounds_cannot_be_made() -> None:
    with pytest.raises(BudgetError, match="children"):
        Budget(**LINES | {"children": 21})


def test_schema_explains_every_line() -> None:
    Draft202012Validator.check_schema(schema())
    assert all(rule["description"] for rule in schema()["properties"].values())
    assert set(schema()["required"]) == set(schema()["properties"]) == set(GOOD)

"""The rules of the planner hold no number of their own: each comes from the policy, with its reason and source."""

import ast
from pathlib import Path

import pytest

PLANNER = Path(__file__).resolve().parents[2] / "tijdig" / "planner"
WITH_NUMBERS = {
    "codes.py": "the numbers that stand for names",
    "plan.py": "the size of a block in memory",
    "columns.py": "the bills of an ordinary customer",
    "aging.py": "the seven days of the column moments_7d",
    "records.py": "the year from which days are kept, and the parts of a field",
    "today.py": "the size of a cache",
}
PLAIN = {-1, 0, 1}
FILES = sorted(path for path in PLANNER.rglob("*.py") if path.name not in WITH_NUMBERS)


def numbers(code: str) -> set[float]:
    """The numbers in a piece of Python, other than -1, 0 and 1."""
    found = {
        node.value
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool)
    }
    return found - PLAIN


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_rules_hold_no_number_of_their_own(path: Path) -> None:
    assert numbers(path.read_text(encoding="utf-8")) == set()


def test_the_check_finds_a_number() -> None:
    assert numbers("('wait', lambda a, p, d: a.days_since_moment < 7 + 1)") == {7}


def test_files_with_numbers_are_still_there_and_still_need_them() -> None:
    assert all(numbers((PLANNER / name).read_text(encoding="utf-8")) for name in WITH_NUMBERS)

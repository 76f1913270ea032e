"""No rule that judges holds a number of its own."""

import ast
from pathlib import Path

import pytest

RULES = Path(__file__).resolve().parents[2] / "tijdig" / "rules"
# Calendar, money, colours, spelling and check digits are arithmetic, not judgement: no policy changes their numbers.
ARITHMETIC = {
    "colors.py",
    "dates.py",
    "dutch.py",
    "money.py",
    "names.py",
    "phones.py",
    "references.py",
    "solutions/rhythm.py",
    "workdays.py",
}
NAMES = (path.relative_to(RULES).as_posix() for path in RULES.rglob("*.py"))
JUDGING = sorted(name for name in NAMES if name not in ARITHMETIC)


@pytest.mark.parametrize("name", JUDGING)
def test_rules_that_judge_hold_no_numbers_of_their_own(name: str) -> None:
    """A number in a judgement belongs in tijdig/policy, with a reason and a source."""
    tree = ast.parse((RULES / name).read_text(encoding="utf-8"))
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    numbers = [(node.lineno, node.value) for node in constants if type(node.value) in (int, float)]

    assert [(line, number) for line, number in numbers if number not in (0, 1)] == []


def test_the_arithmetic_files_exist() -> None:
    assert {name for name in ARITHMETIC if (RULES / name).is_file()} == ARITHMETIC

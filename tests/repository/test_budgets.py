"""Functions and files stay small, and say what lives in them."""

import ast
from pathlib import Path
from statistics import median, quantiles

import pytest

from tests.repository.places import modules, name_of, tree

FUNCTION_LINES, FUNCTION_MEDIAN, FUNCTION_NINE_OF_TEN = 60, 8, 25
FILE_LINES, FILE_MEDIAN = 400, 120
TOLD = ("tijdig/rules/", "tijdig/actions/", "tijdig/planner/")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> list[Function]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, Function)]


def length(function: Function) -> int:
    """Lines of code: the documentation of a function is no reason to cut it up."""
    said = function.body[0]
    is_text = isinstance(said, ast.Expr) and isinstance(said.value, ast.Constant) and isinstance(said.value.value, str)
    words = (said.end_lineno or 0) - said.lineno + 1 if is_text else 0
    return (function.end_lineno or 0) - function.lineno + 1 - words


def test_functions_stay_small() -> None:
    long = [
        f"{name_of(path)}:{function.lineno} {function.name}: {length(function)} lines"
        for path in modules()
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno + 1 > FUNCTION_LINES
    ]

    assert long == []


def test_most_functions_are_smaller_still() -> None:
    lengths = [length(function) for path in modules() for function in functions(path)]

    assert len(lengths) > 50
    assert median(lengths) <= FUNCTION_MEDIAN
    assert quantiles(lengths, n=10)[8] <= FUNCTION_NINE_OF_TEN


def test_files_stay_small() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in modules()}

    assert {name: lines for name, lines in lengths.items() if lines > FILE_LINES} == {}
    assert median(lengths.values()) <= FILE_MEDIAN


def test_modules_say_in_one_sentence_what_lives_there() -> None:
    silent = [
        name_of(path) for path in modules() + modules("tools") if path.read_text() and not ast.get_docstring(tree(path))
    ]

    assert silent == []


def test_public_functions_of_rules_actions_and_planner_say_what_they_do() -> None:
    silent = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in modules("tijdig")
        if name_of(path).startswith(TOLD)
        for node in tree(path).body
        if isinstance(node, Function) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]

    assert silent == []


@pytest.mark.parametrize(("code", "lines"), [("def f():\n  'a'\n  return 1\n", 2), ("def f():\n  return 1\n", 2)])
def test_length_leaves_the_documentation_out(code: str, lines: int) -> None:
    function = ast.parse(code).body[0]

    assert isinstance(function, ast.FunctionDef)
    assert length(function) == lines

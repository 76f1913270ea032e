"""The pure folders ask no clock, no chance and no network: their answers depend on their arguments only."""

import ast
from pathlib import Path

import pytest

from tests.repository.places import name_of, pure_modules, tree

MODULES = {
    "django", "os", "time", "random", "secrets", "socket", "ssl", "http", "urllib", "requests", "httpx", "aiohttp",
    "subprocess", "threading", "multiprocessing", "asyncio", "locale", "sqlite3", "psycopg", "accounts", "demo",
}  # fmt: skip
CALLS = {"now", "utcnow", "today", "fromtimestamp", "uuid1", "uuid4", "urandom", "default_rng", "getenv"}
ATTRIBUTES = {("np", "random"), ("numpy", "random"), ("os", "environ")}
BUILT_IN = {"open", "input", "print", "exec", "eval", "__import__"}
MAY_READ = ("policy/", "messages/")
"""These two read their own data files; their loaders may open what lies beside them."""


def offences(name: str, module: ast.Module) -> list[str]:
    """What a pure file does that it may not, as file:line what."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names if alias.name.split(".")[0] in MODULES]
        elif isinstance(node, ast.ImportFrom):
            found += [(node.lineno, node.module or "")] if (node.module or "").split(".")[0] in MODULES else []
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found += [(node.lineno, node.attr)] if (node.value.id, node.attr) in ATTRIBUTES else []
        elif isinstance(node, ast.Call):
            found += _call(name, node)
    return [f"{name}:{line} {what}" for line, what in found]


def _call(name: str, node: ast.Call) -> list[tuple[int, str]]:
    called = node.func
    if isinstance(called, ast.Attribute) and called.attr in CALLS and not _is_own(called):
        return [(node.lineno, f".{called.attr}()")]
    if isinstance(called, ast.Name) and called.id in BUILT_IN and not any(part in name for part in MAY_READ):
        return [(node.lineno, f"{called.id}()")]
    return []


def _is_own(called: ast.Attribute) -> bool:
    """`today.of(…)` is ours; `date.today()` is the clock's: what counts is a bare call on a class or module."""
    return not isinstance(called.value, ast.Name) or called.value.id in {"self", "cls"}


def test_pure_folders_ask_nothing_of_the_world() -> None:
    found = [offence for path in pure_modules() for offence in offences(name_of(path), tree(path))]

    assert len(pure_modules()) > 10
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "import time",
        "import os.path",
        "from django.db import models",
        "from random import choice",
        "x = datetime.now(UTC)",
        "x = date.today()",
        "x = uuid.uuid4()",
        "x = np.random.default_rng(3)",
        "print('hello')",
        "open('x')",
    ],
)
def test_check_finds_each_kind_of_offence(code: str) -> None:
    assert len(offences("tijdig/rules/x.py", ast.parse(code))) > 0


@pytest.mark.parametrize("code", ["from datetime import time", "x = at.today", "self.now()", "import numpy as np"])
def test_check_leaves_innocent_code_alone(code: str) -> None:
    assert offences("tijdig/rules/x.py", ast.parse(code)) == []


def test_pure_folders_start_without_heavy_libraries() -> None:
    heavy = {"typst", "scipy", "openpyxl", "matplotlib", "pandas", "rich"}

    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in pure_modules()
        for node in tree(path).body
        if isinstance(node, ast.Import | ast.ImportFrom) and heavy & set(_names(node))
    ]

    assert found == []


def _names(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "").split(".")[0]]
    return [alias.name.split(".")[0] for alias in node.names]


def test_all_pure_folders_are_looked_at() -> None:
    folders = {Path(name_of(path)).parts[1] for path in pure_modules()}

    assert folders >= {"rules", "planner", "stats", "policy", "messages", "words"}

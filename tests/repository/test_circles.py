"""No circles: each module can be imported first, whatever another one imported before it."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.repository.places import ROOT

QUERIES = "tijdig.queries"


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for path in (ROOT / "tijdig" / "queries").rglob("*.py")}


def imported(source: str) -> Iterator[str]:
    """What is imported as soon as the module is: what stands in a function waits until it is called."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                inner = f"{node.module}.{one.name}"
                yield inner if inner in MODULES else node.module


def circle(graph: dict[str, set[str]]) -> list[str]:
    """The modules of a circle, each importing the one before it; nothing where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        return list(found.args[1])
    return []


def test_queries_import_each_other_in_no_circle() -> None:
    graph = {name: {one for one in imported(path.read_text()) if one in MODULES} for name, path in MODULES.items()}

    assert sum(map(len, graph.values())) > len(MODULES)
    assert circle(graph) == []


def test_circle_is_seen() -> None:
    source = f"from {QUERIES} import jointdue\nfrom {QUERIES}.owing import Owed\n"

    assert {f"{QUERIES}.jointdue", f"{QUERIES}.owing"} <= set(imported(source))
    assert set(circle({"a": {"b"}, "b": {"c"}, "c": {"a"}})) == {"a", "b", "c"}

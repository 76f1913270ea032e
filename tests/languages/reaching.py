"""Which functions come to say something in the language of a page, however far away they call for it."""

import ast
from collections import deque
from collections.abc import Iterator, Mapping

HERE = "tijdig.messages.languages.here."
SPEAK = {f"tijdig.languages{place}.{name}" for place in ("", ".saying") for name in ("say", "now")}
"""What answers in the language of a page, beside everything in `here`."""
OWN = {f"tijdig.queries.solutionwords.{name}" for name in ("told_of", "kept")}
"""What says it in the language of the message or the answer that is made, whatever page was asked for."""

Graph = dict[str, set[str]]


def graph(modules: Mapping[str, ast.Module]) -> Graph:
    """For each function, class and constant of these modules what it names; a class with all its methods."""
    known = {name: dict(_names(name, module)) for name, module in modules.items()}
    found: Graph = {}
    for name, module in modules.items():
        for node in module.body:
            named = {_whole(one, known) for one in _named(node, known[name])}
            for own in _defined(node):
                found.setdefault(f"{name}.{own}", set()).update(named - {f"{name}.{own}"})
    return found


def way_to_speaking(start: str, calls: Graph) -> list[str]:
    """How this comes to say something, call by call; empty when it never does."""
    before, waiting = {start: ""}, deque([start])
    while waiting:
        one = waiting.popleft()
        if one != start and (one in SPEAK or one.startswith(HERE)):
            return list(_back(one, before))[::-1]
        for other in sorted(calls.get(one, ()) if one not in OWN else ()):
            if other not in before:
                before[other] = one
                waiting.append(other)
    return []


def _back(one: str, before: Mapping[str, str]) -> Iterator[str]:
    while one:
        yield one
        one = before[one]


def _defined(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)]


def _names(name: str, module: ast.Module) -> Iterator[tuple[str, str]]:
    """What each name of a module stands for, also where it is brought in within a function."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((one.asname or one.name, f"{node.module}.{one.name}") for one in node.names)
        elif isinstance(node, ast.Import):
            yield from ((one.asname, one.name) if one.asname else (one.name.split(".")[0],) * 2 for one in node.names)
    for node in module.body:
        yield from ((own, f"{name}.{own}") for own in _defined(node))


def _named(node: ast.stmt, known: Mapping[str, str]) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Attribute | ast.Name):
            base, *path = _path(one)
            if base in known:
                whole = ".".join((known[base], *path))
                # `slots.offered` and `tijdig.queries.slots.offered`: every part of it may be the thing that is meant.
                yield from (whole.rsplit(".", count)[0] for count in range(len(path) + 1))


def _path(node: ast.expr) -> list[str]:
    path: list[str] = []
    while isinstance(node, ast.Attribute):
        path.append(node.attr)
        node = node.value
    return [node.id, *reversed(path)] if isinstance(node, ast.Name) else [""]


def _whole(name: str, known: Mapping[str, Mapping[str, str]]) -> str:
    """Where a name is defined that another module only hands on."""
    module, _, own = name.rpartition(".")
    further = known.get(module, {}).get(own, name)
    return name if further in (name, "") else _whole(further, known)

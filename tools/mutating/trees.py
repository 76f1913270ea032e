"""Small faults in Python code: each a copy of a module in which one operator, number or answer is another."""

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

NEIGHBOURS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.LShift: ast.RShift,
}
"""Each operator and the one that a tired hand writes instead."""

COMPARISON, LOGIC, STEP = "comparison", "logic", "step"
ARITHMETIC, CONSTANT, ANSWER = "arithmetic", "constant", "return"
RULE_KINDS = frozenset({COMPARISON, LOGIC, STEP})
"""The kinds that change what a rule asks."""

SHORT = 12
"""A piece of code with fewer characters is shown with the line that it stands in."""

_NOT_CODE = {"annotation", "returns", "decorator_list", "type_params"}
_LOGIC = (ast.BitAnd, ast.BitOr, ast.And, ast.Or)


@dataclass(frozen=True)
class Mutant:
    """One fault: where it is, what kind, and what it makes of which piece of code."""

    file: str
    line: int
    kind: str
    before: str
    after: str
    number: int  # of all the faults of its file, in a fixed order
    within: str  # the line of code it stands in
    turn: int = 1  # which one, when the same can be done more than once in such a line

    @property
    def module(self) -> str:
        return self.file.removesuffix(".py").replace("/", ".")

    def __str__(self) -> str:
        place = f" in `{self.within}`" if len(self.before) < SHORT else ""
        return f"{self.file}:{self.line} {self.before} → {self.after}{place}"

    @property
    def name(self) -> str:
        """What stays the same when lines move."""
        turn = f" ({self.turn})" if self.turn > 1 else ""
        return f"{self.file}: {self.before} → {self.after} in {self.within}{turn}"


def mutants_of(file: str) -> list[Mutant]:
    """All faults of one file, by its path from the root of the project."""
    lines, seen = (ROOT / file).read_text(encoding="utf-8").splitlines(), Counter[tuple[str, str, str]]()
    found = []
    for number, (node, kind, other) in enumerate(_changes(_parsed(file))):
        line = node.lineno  # type: ignore[attr-defined]
        what = (_short(node), _short(other), lines[line - 1].strip())
        seen[what] += 1
        found.append(Mutant(file, line, kind, *what[:2], number, what[2], seen[what]))
    return found


def code_of(mutant: Mutant) -> ast.Module:
    """The module with this fault in it."""
    tree = _parsed(mutant.file)
    for number, (node, _, other) in enumerate(_changes(tree)):
        if number == mutant.number:
            _Replace(node, other).visit(tree)
            return ast.fix_missing_locations(tree)
    raise IndexError(mutant)


class _Replace(ast.NodeTransformer):
    def __init__(self, node: ast.AST, other: ast.AST) -> None:
        self.node, self.other = node, other

    def visit(self, node: ast.AST) -> ast.AST:
        return ast.copy_location(self.other, node) if node is self.node else self.generic_visit(node)


def _parsed(file: str) -> ast.Module:
    return ast.parse((ROOT / file).read_text(encoding="utf-8"))


def _short(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that runs, in the order of the text: no types, no documentation."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in _NOT_CODE:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_text(child):
                yield from _code(child)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changes(tree: ast.Module) -> Iterator[tuple[ast.AST, str, ast.AST]]:
    """Each node that can be another: the node, the kind of fault, and what stands there instead."""
    for node in _code(tree):
        yield from ((node, kind, other) for kind, other in _others(node))


def _others(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Compare():
            for place, op in enumerate(node.ops):
                yield COMPARISON, _with(node, "ops", _at(node.ops, place, op))
        case ast.BinOp():
            yield from _calculation(node)
        case ast.BoolOp():
            yield LOGIC, _with(node, "op", NEIGHBOURS[type(node.op)]())
        case ast.UnaryOp(op=ast.Invert() | ast.Not()):
            yield LOGIC, node.operand
        case ast.Constant(value=bool()):
            yield CONSTANT, ast.Constant(not node.value)
        case ast.Constant(value=int() | float()):
            yield CONSTANT, ast.Constant(node.value + 1)  # type: ignore[operator]
        case ast.Return(value=ast.AST()) if not _is_nothing(node.value):
            yield ANSWER, ast.Return(ast.Constant(None))


def _calculation(node: ast.BinOp) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node.op, ast.Add | ast.Sub) and isinstance(node.right, ast.Constant) and node.right.value == 1:
        yield STEP, node.left
    if type(node.op) in NEIGHBOURS:
        kind = LOGIC if isinstance(node.op, _LOGIC) else ARITHMETIC
        yield kind, _with(node, "op", NEIGHBOURS[type(node.op)]())


def _at(ops: list[ast.cmpop], place: int, op: ast.cmpop) -> list[ast.AST]:
    return [*ops[:place], NEIGHBOURS[type(op)](), *ops[place + 1 :]]


def _with(node: ast.AST, name: str, value: object) -> ast.AST:
    other = copy.copy(node)
    setattr(other, name, value)
    return other


def _is_nothing(node: ast.AST | None) -> bool:
    """Nothing already, or a yes or no, which is turned round as a constant."""
    return isinstance(node, ast.Constant) and (node.value is None or isinstance(node.value, bool))

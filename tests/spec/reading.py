"""A rule as it is written: one expression of the account, the day and what was decided before."""

import ast
from collections.abc import Callable, Container, Iterator, Mapping
from copy import deepcopy
from enum import Enum
from functools import lru_cache
from operator import and_, or_
from pathlib import Path
from types import FunctionType
from typing import Any, cast

from tijdig.planner.watching import SUBJECTS

MEANT: dict[str, Any] = {}
"""What a name in an expression stands for: a code, or a shared condition."""

COMBINED: dict[type[ast.operator], Callable[[Any, Any], Any]] = {ast.BitOr: or_, ast.BitAnd: and_}


@lru_cache(maxsize=256)
def expression(rule: Callable[..., Any]) -> ast.expr:
    """What a rule asks: codes and shared conditions by name, and its intermediate steps put in their place."""
    written, names = _written(rule), _plain(rule).__globals__
    if isinstance(written, ast.Lambda):
        return _resolved(written.body, {}, names)
    steps: dict[str, ast.expr] = {}
    for line in written.body:
        match line:
            case ast.Expr(value=ast.Constant()):
                continue
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                steps[name] = _resolved(value, steps, names)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                steps[name] = _resolved(value, steps, names)
            case ast.Return(value=ast.expr() as value):
                return _resolved(value, steps, names)
            case _:
                break
    raise LookupError(f"{rule.__name__}: only steps with a name and one return can be read, no loops and no branches")


def applied(call: ast.Call) -> ast.expr:
    """A shared condition with what it is asked about put in its place."""
    function = meaning(call.func)
    arguments = dict(zip(parameters(function), call.args, strict=True))
    return _Placed(arguments).visit(deepcopy(expression(function)))  # type: ignore[no-any-return]


def parameters(function: Callable[..., Any]) -> tuple[str, ...]:
    """The names of what it is asked about."""
    return tuple(argument.arg for argument in _written(function).args.args)


def meaning(node: ast.expr) -> Any:
    """The code or the condition that a name stands for; None for anything else."""
    return MEANT.get(node.id) if isinstance(node, ast.Name) else None


def numbers_in(node: ast.expr) -> list[str]:
    """The numbers of the policy that an expression reads, like "stages.notice_after_days"."""
    return [key for part in ast.walk(node) if isinstance(part, ast.Attribute) and (key := number(part))]


def number(node: ast.expr) -> str:
    """The key of a number of the policy; nothing for anything else."""
    match node:
        case ast.Attribute(value=ast.Attribute(value=ast.Name(id="p"), attr=subject), attr=name):
            return f"{subject}.{name}" if subject in SUBJECTS else ""
    return ""


def _plain(rule: Callable[..., Any]) -> FunctionType:
    """The function itself, without what remembers its answers."""
    return cast(FunctionType, getattr(rule, "__wrapped__", rule))


@lru_cache(maxsize=32)
def _module(file: str) -> ast.Module:
    return ast.parse(Path(file).read_text(encoding="utf-8"))


def _written(rule: Callable[..., Any]) -> ast.Lambda | ast.FunctionDef:
    """The place in its file where a rule or a condition is written."""
    code = _plain(rule).__code__
    found = [node for node in ast.walk(_module(code.co_filename)) if _is_it(node, code.co_name, code.co_firstlineno)]
    if len(found) != 1:
        raise LookupError(
            f"{code.co_filename}:{code.co_firstlineno}: write one condition on a line, or it is not found"
        )
    return found[0]  # type: ignore[return-value]


def _is_it(node: ast.AST, name: str, line: int) -> bool:
    if isinstance(node, ast.FunctionDef):
        return node.name == name
    return isinstance(node, ast.Lambda) and name == "<lambda>" and node.lineno == line


def _resolved(node: ast.expr, steps: Mapping[str, ast.expr], names: Mapping[str, Any]) -> ast.expr:
    """A copy in which steps stand in their place, and codes and conditions under the name that MEANT knows."""
    return _Resolved(steps, names).visit(deepcopy(node))  # type: ignore[no-any-return]


class _Placed(ast.NodeTransformer):
    """Puts expressions in the place of names."""

    def __init__(self, places: Mapping[str, ast.expr]) -> None:
        self.places = places

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return deepcopy(self.places.get(node.id, node))


class _Resolved(_Placed):
    def __init__(self, steps: Mapping[str, ast.expr], names: Mapping[str, Any]) -> None:
        super().__init__(steps)
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return super().visit_Name(node) if node.id in self.places else self._named(node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        found = self._named(node)
        return found if isinstance(found, ast.Name) else self._inside(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        inside = self._inside(node)
        assert isinstance(inside, ast.BinOp)
        left, right, combine = meaning(inside.left), meaning(inside.right), COMBINED.get(type(inside.op))
        if isinstance(left, Enum) and isinstance(right, Enum) and combine:
            return _meant(combine(left, right))
        return inside

    def _inside(self, node: ast.expr) -> ast.expr:
        return cast(ast.expr, self.generic_visit(node))

    def _named(self, node: ast.expr) -> ast.expr:
        value = self._value(node)
        return _meant(value) if isinstance(value, Enum) or callable(value) else node

    def _value(self, node: ast.expr) -> Any:
        match node:
            case ast.Name(id=name):
                return self.names.get(name)
            case ast.Attribute(value=value, attr=name):
                return getattr(self._value(value), name, None)
        return None


def _meant(value: Any) -> ast.Name:
    """A name for a code or a condition; the same value always has the same name."""
    name = f"{type(value).__name__}.{value.name}" if isinstance(value, Enum) else value.__qualname__
    MEANT[name] = value
    return ast.Name(id=name)


def flat(node: ast.expr, joint: type[ast.operator], whole: Container[str] = ()) -> Iterator[ast.expr]:
    """The parts that one sign joins, from left to right; what is said as a `whole` stays together."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, joint) and ast.unparse(node) not in whole:
        yield from flat(node.left, joint, whole)
        yield from flat(node.right, joint, whole)
    else:
        yield node

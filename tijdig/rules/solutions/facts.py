"""How a solution goes into a JSON column and comes out of it again: strict both ways, so that nothing gets lost."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Thing = TypeVar("Thing")


class IncompleteError(ValueError):
    """A solution that lacks something, or that says what it may not; the message names what, and what it should be."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where, self.what = where, what


def as_facts(thing: Any) -> dict[str, Any]:
    """A frozen type as JSON: days as text, words by their value, everything else as it is."""
    return {field.name: _packed(getattr(thing, field.name)) for field in fields(thing)}


def from_facts(kind: type[Thing], found: Any) -> Thing:
    """The type made anew; IncompleteError names what is missing, unknown, or of another kind."""
    if not isinstance(found, Mapping):
        raise IncompleteError(kind.__name__, "holds no facts")
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    if missing := [name for name in names if name not in found]:
        raise IncompleteError(kind.__name__, f"lacks {', '.join(missing)}")
    if unknown := sorted(set(found) - set(names)):
        raise IncompleteError(kind.__name__, f"does not know {', '.join(unknown)}")
    return kind(**{name: _unpacked(hints[name], found[name], f"{kind.__name__}.{name}") for name in names})


def _packed(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return as_facts(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_packed(one) for one in value]
    if isinstance(value, frozenset):
        return sorted(_packed(one) for one in value)
    return value


def _unpacked(kind: Any, value: Any, where: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        if value is None and NoneType in get_args(kind):
            return None
        return _unpacked(next(one for one in get_args(kind) if one is not NoneType), value, where)
    if origin in (tuple, frozenset):
        if not isinstance(value, list):
            raise IncompleteError(where, f"should be a list, and is {value!r}")
        return origin(_unpacked(get_args(kind)[0], one, where) for one in value)
    if isinstance(kind, type) and is_dataclass(kind):
        return from_facts(kind, value)
    try:
        if kind is date and isinstance(value, str):
            return date.fromisoformat(value)
        if issubclass(kind, StrEnum) and isinstance(value, str):
            return kind(value)
    except ValueError as error:
        raise IncompleteError(where, f"knows no {value!r}") from error
    if type(value) is not kind:  # no bool for a number, no fraction for cents
        raise IncompleteError(where, f"should be {kind.__name__}, and is {value!r}")
    return value

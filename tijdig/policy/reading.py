"""Reads the TOML files once and checks them: shapes, kinds, sources, bounds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from tijdig.policy import sources
from tijdig.policy.subjects import SUBJECTS, Step, Yearly
from tijdig.policy.tables import read_toml
from tijdig.policy.values import PolicyError, Source, Value, from_table, is_within
from tijdig.words import ClaimKind, Sector

FIXED_BY_LAW = frozenset({"law", "holidays"})
GROUPS: dict[str, tuple[str, ...]] = {"sector": tuple(Sector), "product": tuple(ClaimKind)}
"""Who may have its own values, in tables [sector.NAME.key] and [product.NAME.key]; a product goes before a sector."""

ByGroup = dict[str, dict[str, tuple[Value, ...]]]
"""Per name of a sector or product: per key its own dated values, the oldest first."""


@dataclass(frozen=True)
class Data:
    """All files as read: every dated value, what a sector or product has otherwise, holidays and sources."""

    values: dict[str, tuple[Value, ...]]
    by_sector: ByGroup
    by_product: ByGroup
    holidays: dict[date, Value]
    holiday_years: tuple[int, int]
    yearly: tuple[Yearly, ...]
    sources: dict[str, Source]


@lru_cache(maxsize=8)
def read(folder: Path) -> Data:
    """All files of one folder, checked: shapes, sources, bounds and types. PolicyError on the first fault."""
    known = sources.read(folder)
    values: dict[str, tuple[Value, ...]] = {}
    groups: dict[str, ByGroup] = {group: {} for group in GROUPS}
    for name in SUBJECTS:
        file = f"{name}.toml"
        tables = read_toml(folder, file)
        for group, found in groups.items():
            _read_group(name, group, tables.pop(group, {}), found)
        values |= {f"{name}.{key}": _dated(file, f"{name}.{key}", table) for key, table in tables.items()}
        _check_keys(file, name, tables.keys())
    holidays, years, yearly = _read_holidays(folder)
    data = Data(values, groups["sector"], groups["product"], holidays, years, yearly, known)
    _check_values(data)
    return data


def _read_group(name: str, group: str, tables: dict[str, Any], found: ByGroup) -> None:
    """Add the own values of each sector or product in one file to what was found in the others."""
    file = f"{name}.toml"
    for member, own in tables.items():
        if member not in GROUPS[group]:
            raise PolicyError(file, f"{group}.{member}", f"unknown {group}; choose from " + ", ".join(GROUPS[group]))
        dated = {f"{name}.{key}": _dated(file, f"{name}.{key}", own[key], f"{group}:{member}") for key in own}
        found.setdefault(member, {}).update(dated)


def _read_holidays(folder: Path) -> tuple[dict[date, Value], tuple[int, int], tuple[Yearly, ...]]:
    """holidays.toml: [covers] with first_year and last_year, [[yearly]] for what the law names, [[day]] per holiday."""
    tables = read_toml(folder, "holidays.toml")
    days: dict[date, Value] = {}
    for row in tables["day"]:
        on, key = row["on"], f"holidays.{row['on']}"
        table = {
            "value": row["name"],
            "unit": "day",
            "since": on,
            "why": "Op deze dag gaat er niets uit en komt er geen post.",
            "source": row["source"],
            "certainty": "high",
        }
        if on in days:
            raise PolicyError("holidays.toml", key, "remove one of the two rows of this day")
        days[on] = from_table("holidays.toml", key, table)
    yearly = tuple(_yearly(row) for row in tables["yearly"])
    return days, (tables["covers"]["first_year"], tables["covers"]["last_year"]), yearly


def _yearly(row: Mapping[str, Any]) -> Yearly:
    """One [[yearly]]: month and day, or easter_days; never both."""
    key = f"yearly.{row.get('name', '-')}"
    on_date, by_easter = {"month", "day"} <= row.keys(), "easter_days" in row
    if on_date == by_easter or row.keys() - {field.name for field in fields(Yearly)} or not row.get("source"):
        raise PolicyError("holidays.toml", key, "give it a name, a source, and either month and day or easter_days")
    return Yearly(**row)


def _dated(file: str, key: str, tables: object, scope: str = "") -> tuple[Value, ...]:
    """One table, or an array of tables with different `since`, as values with the oldest first."""
    rows = tables if isinstance(tables, list) else [tables]
    values = sorted((from_table(file, key, row, scope=scope) for row in rows), key=lambda value: value.since)
    if len({value.since for value in values}) != len(values):
        raise PolicyError(file, key, "give each value its own `since`")
    return tuple(values)


def _check_keys(file: str, name: str, keys: Iterable[str]) -> None:
    known = {field.name for field in fields(SUBJECTS[name])}
    for key in sorted(set(keys) - known):
        raise PolicyError(file, f"{name}.{key}", f"unknown key; add a field to {SUBJECTS[name].__name__} or rename it")
    for key in sorted(known - set(keys)):
        raise PolicyError(file, f"{name}.{key}", "missing; add a table with this name")


def _check_values(data: Data) -> None:
    """Every value of every date, sector and product: right kind, known sources, within its bounds."""
    newest = {base: dated[-1] for base, dated in data.values.items()}
    for key, values in data.values.items():
        _check_each(key, values, data)
    for sector, by_key in data.by_sector.items():
        for key, values in by_key.items():
            _check_each(key, values, data, allowed_bounds(newest, key, f"sector {sector}"))
    for product, by_key in data.by_product.items():
        for key, values in by_key.items():
            _check_each(key, values, data, _product_bounds(newest, key, product))
    for day, value in data.holidays.items():
        _check_sources("holidays.toml", value, data.sources)
        if not data.holiday_years[0] <= day.year <= data.holiday_years[1]:
            raise PolicyError("holidays.toml", value.key, "lies outside the years of [covers]")
    for rule in data.yearly:
        if rule.source not in data.sources:
            raise PolicyError("holidays.toml", f"yearly.{rule.name}", f"unknown source {rule.source}")


def _product_bounds(newest: Mapping[str, Value], key: str, product: str) -> tuple[object, object] | None:
    """As for a sector; but how a ladder is counted may differ per product where nobody may choose it (no bounds)."""
    if key in newest and key.startswith("stages.") and newest[key].bounds is None:
        return None
    return allowed_bounds(newest, key, f"product {product}")


def _check_each(key: str, values: tuple[Value, ...], data: Data, bounds: tuple[object, object] | None = None) -> None:
    name, _, field = key.partition(".")
    file = f"{name}.toml"
    kind = field_kinds(SUBJECTS[name])[field]
    for value in values:
        typed(file, key, value.value, int if kind == tuple[Step, ...] else kind)
        _check_sources(file, value, data.sources)
        # The bounds of a sector may be narrower than the general ones, never wider.
        for allowed in filter(None, (bounds, value.bounds)):
            for found in (value.value, *(value.bounds or ())):
                if not is_within(found, allowed):
                    raise PolicyError(file, key, f"{found} lies outside the bounds {allowed[0]} to {allowed[1]}")


def _check_sources(file: str, value: Value, known: Mapping[str, Source]) -> None:
    for source in value.source:
        if source not in known:
            raise PolicyError(file, value.key, f"unknown source {source}; {sources.mend(source)}")


def allowed_bounds(values: Mapping[str, Value], key: str, who: str) -> tuple[object, object]:
    """The bounds of a value that a sector or a creditor may change; PolicyError when nobody may."""
    name = key.partition(".")[0]
    if key not in values:
        raise PolicyError(f"{name}.toml", key, f"unknown key, set by {who}; see docs/policy for all keys")
    bounds = values[key].bounds
    if name in FIXED_BY_LAW:
        raise PolicyError(f"{name}.toml", key, f"is fixed by law; remove the value of {who}")
    if bounds is None:
        raise PolicyError(f"{name}.toml", key, f"has no bounds; remove the value of {who} or add bounds")
    return bounds


@lru_cache(maxsize=32)
def field_kinds(subject: type) -> dict[str, Any]:
    return get_type_hints(subject)


def typed(file: str, key: str, value: object, kind: Any) -> Any:
    """The value in the kind of its field, or PolicyError that says which kind is wanted."""
    if is_dataclass(kind) and isinstance(kind, type):
        parts = dict(value) if isinstance(value, tuple) else {}
        if set(parts) != set(field_kinds(kind)):
            raise PolicyError(file, key, "write a table with " + ", ".join(field_kinds(kind)))
        return kind(**{part: typed(file, f"{key}.{part}", parts[part], of) for part, of in field_kinds(kind).items()})
    if get_origin(kind) is tuple:
        return _typed_tuple(file, key, value, get_args(kind))
    if type(value) is not kind:
        raise PolicyError(file, key, f"{value!r} must be of kind {kind.__name__}")
    return value


def _typed_tuple(file: str, key: str, value: object, parts: tuple[Any, ...]) -> tuple[Any, ...]:
    if not isinstance(value, tuple):
        raise PolicyError(file, key, "write a list: [ … ]")
    kinds = parts[:1] * len(value) if parts[-1] is Ellipsis else parts
    if len(kinds) != len(value):
        raise PolicyError(file, key, f"write rows of {len(kinds)} numbers")
    return tuple(typed(file, key, item, of) for item, of in zip(value, kinds, strict=True))

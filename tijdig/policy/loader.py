"""Gives the policy of one day, sector, creditor and product from the data that reading.py checked."""

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tijdig.policy.reading import Data, allowed_bounds, field_kinds, read, typed
from tijdig.policy.subjects import (
    SUBJECTS,
    Claims,
    Contacts,
    Costs,
    Doors,
    Histories,
    Holidays,
    Intake,
    JointPolicy,
    Law,
    Messages,
    Solutions,
    Stages,
    Step,
    Steps,
)
from tijdig.policy.values import PolicyError, Source, Value, is_within
from tijdig.words import ClaimKind

FOLDER = Path(__file__).parent
OWN_SETTING = "choice:creditor-setting"
CHARGES_COSTS = "costs.charges_collection_costs"
"""The one value that a creditor chooses on a line of its own (charges_costs), not among its other choices."""
_KINDS = frozenset(ClaimKind)


@dataclass(frozen=True, eq=False)
class Policy:
    """Every number that is valid on one day for one sector and creditor; equal only to itself, so cheap as a key.

    `products` holds per kind of claim what differs; `for_product` gives the policy with those values in place, under a
    version of its own. The version of the whole covers all products, so it alone is enough to look a decision up by.
    """

    on: date
    sector: str | None
    creditor: str | None
    version: str
    contacts: Contacts
    stages: Stages
    histories: Histories
    steps: Steps
    claims: Claims
    costs: Costs
    law: Law
    intake: Intake
    messages: Messages
    doors: Doors
    solutions: Solutions
    joint: JointPolicy
    holidays: Holidays
    values: Mapping[str, Value]
    products: Mapping[str, Mapping[str, Value]]
    sources: Mapping[str, Source]
    product: str | None = None

    def for_product(self, kind: str) -> "Policy":
        """The policy for one kind of claim (words.ClaimKind; cached); this same object when nothing differs.

        General values give way to those of the sector, those to the product's, and all to the creditor's own choice;
        but a choice outside the product's bounds does not hold for that product. PolicyError for an unknown kind.
        """
        if kind not in _KINDS:
            raise PolicyError("claims.toml", kind, "unknown kind of claim; choose from words.ClaimKind")
        return _for_product(self, str(kind)) if kind in self.products else self

    def value(self, key: str) -> Value:
        """One value with its unit, reason and source, by a key like "contacts.moments_per_day"."""
        if key not in self.values:
            raise PolicyError(f"{key.partition('.')[0]}.toml", key, "unknown key; see docs/policy for all keys")
        return self.values[key]

    def source(self, key: str) -> Source:
        """One source by its key, like "law:bw6-96-6"."""
        if key not in self.sources:
            raise PolicyError("sources.toml", key, "unknown source; add a table with title and ref")
        return self.sources[key]


def load(
    on: date, creditor: str | None = None, sector: str | None = None, overrides: Mapping[str, object] | None = None
) -> Policy:
    """The policy of one day (cached); `overrides` are a creditor's own values, each within the bounds of the data.

    A value that comes from the law, or that has no bounds, cannot be overridden: PolicyError.
    """
    own = tuple(sorted((key, _hashable(value)) for key, value in (overrides or {}).items()))
    return _load(FOLDER, on, creditor, None if sector is None else str(sector), own)


def load_from(
    folder: Path, on: date, *, sector: str | None = None, overrides: Mapping[str, object] | None = None
) -> Policy:
    """As `load`, from other files: for trying out a change before it is made."""
    own = tuple(sorted((key, _hashable(value)) for key, value in (overrides or {}).items()))
    return _load(folder, on, None, sector, own)


@lru_cache(maxsize=1024)
def _load(
    folder: Path, on: date, creditor: str | None, sector: str | None, own: tuple[tuple[str, object], ...]
) -> Policy:
    """Values begin on few days: between two of them, within a year, policies differ by nothing but their day."""
    begun = _begun(folder, on)
    made = _made(folder, begun, creditor, sector, own)
    return made if begun == on else replace(made, on=on)


def _begun(folder: Path, on: date) -> date:
    days = _days(folder)
    place = bisect_right(days, on)
    return max(days[place - 1], on.replace(month=1, day=1)) if place else on


@lru_cache(maxsize=16)
def _days(folder: Path) -> tuple[date, ...]:
    """Every day on which some value begins, from the first on which none is missing."""
    data = read(folder)
    keyed = [data.values, *data.by_sector.values(), *data.by_product.values()]
    days = {value.since for by_key in keyed for values in by_key.values() for value in values}
    first = max(min(value.since for value in values) for values in data.values.values())
    return tuple(sorted(day for day in days if day >= first))


@lru_cache(maxsize=1024)
def _made(
    folder: Path, on: date, creditor: str | None, sector: str | None, own: tuple[tuple[str, object], ...]
) -> Policy:
    data = read(folder)
    values = _valid_on(data, on, sector)
    for key, value in own:
        values[key] = _overridden(values, key, value, creditor)
    for value_ in data.holidays.values():
        values[value_.key] = value_
    subjects = {name: _subject(name, values, data) for name in SUBJECTS}
    products = _products_on(data, on, values)
    years = data.holiday_years
    return Policy(
        on=on,
        sector=sector,
        creditor=creditor,
        version=_version(values, products, on),
        holidays=Holidays(years[0], years[1], frozenset(data.holidays), data.yearly),
        values=MappingProxyType(values),
        products=MappingProxyType(products),
        sources=MappingProxyType(data.sources),
        **subjects,
    )


def _valid_on(data: Data, on: date, sector: str | None) -> dict[str, Value]:
    """Per key the newest value that has begun; a sector's own value, and its own bounds, go before the general ones."""
    own = data.by_sector.get(sector, {}) if sector else {}
    found = {}
    for key, values in data.values.items():
        begun = [value for value in values if value.since <= on]
        if not begun:
            file = f"{key.partition('.')[0]}.toml"
            raise PolicyError(file, key, f"has no value on {on}; add one with an older since")
        ours = [value for value in own.get(key, ()) if value.since <= on]
        found[key] = replace(ours[-1], bounds=ours[-1].bounds or begun[-1].bounds) if ours else begun[-1]
    return found


def _products_on(data: Data, on: date, values: Mapping[str, Value]) -> dict[str, Mapping[str, Value]]:
    """Per product what differs on this day: its newest value that has begun, unless the creditor chose another."""
    found: dict[str, Mapping[str, Value]] = {}
    for product, by_key in data.by_product.items():
        begun = {key: [value for value in dated if value.since <= on] for key, dated in by_key.items()}
        newest = {key: dated[-1] for key, dated in begun.items() if dated}
        differs = {key: own for key, own in newest.items() if not _is_own_choice(values[key], own)}
        kept = {key: replace(own, bounds=own.bounds or values[key].bounds) for key, own in differs.items()}
        if any(own.value != values[key].value for key, own in kept.items()):
            found[product] = MappingProxyType(kept)
    return found


def _is_own_choice(value: Value, product: Value) -> bool:
    """Whether a creditor chose this value itself, and a product allows it."""
    return value.scope.startswith("creditor:") and (product.bounds is None or is_within(value.value, product.bounds))


@lru_cache(maxsize=4096)
def _for_product(policy: Policy, kind: str) -> Policy:
    own = policy.products[kind]
    changed: dict[str, dict[str, object]] = {}
    for key, value in own.items():
        name, _, field = key.partition(".")
        changed.setdefault(name, {})[field] = typed(
            f"{name}.toml", key, value.value, field_kinds(SUBJECTS[name])[field]
        )
    subjects: dict[str, Any] = {name: replace(getattr(policy, name), **parts) for name, parts in changed.items()}
    values = MappingProxyType({**policy.values, **own})
    version = _version(values, {}, policy.on)
    return replace(policy, version=version, product=kind, products=MappingProxyType({}), values=values, **subjects)


def _overridden(values: Mapping[str, Value], key: str, value: object, creditor: str | None) -> Value:
    """A creditor's own value; times may be written as "08:00", since settings are kept as JSON."""
    who = f"creditor {creditor or '-'}"
    low, high = allowed_bounds(values, key, who)
    base, file = values[key], f"{key.partition('.')[0]}.toml"
    if isinstance(low, time) and isinstance(value, str):
        value = _clock_time(file, key, value)
    if type(value) is not type(low):
        raise PolicyError(file, key, f"{value!r} of {who} must be of kind {type(low).__name__}")
    if not is_within(value, (low, high)):
        raise PolicyError(file, key, f"{value} of {who} lies outside the bounds {low} to {high}")
    why = "De organisatie koos deze waarde zelf, binnen de grenzen."
    return replace(base, value=value, why=why, source=(OWN_SETTING,), certainty="choice", scope=f"creditor:{creditor}")


def _clock_time(file: str, key: str, text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise PolicyError(file, key, f"write {text!r} as a time, like 08:00") from None


def _subject(name: str, values: Mapping[str, Value], data: Data) -> Any:
    kinds = field_kinds(SUBJECTS[name])
    made = {}
    for field, kind in kinds.items():
        key = f"{name}.{field}"
        if kind == tuple[Step, ...]:
            made[field] = tuple(
                Step(value.since, typed(f"{name}.toml", key, value.value, int)) for value in data.values[key]
            )
        else:
            made[field] = typed(f"{name}.toml", key, values[key].value, kind)
    return SUBJECTS[name](**made)


def _version(values: Mapping[str, Value], products: Mapping[str, Mapping[str, Value]], on: date) -> str:
    """Twelve hex characters over every value valid on the day, also per product, and the holidays of two years."""
    years = {on.year, on.year + 1}
    lines = [
        f"{key}={value.value!r}"
        for key, value in sorted(values.items())
        if not key.startswith("holidays.") or value.since.year in years
    ]
    lines += [f"{kind}/{key}={own[key].value!r}" for kind, own in sorted(products.items()) for key in sorted(own)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def _hashable(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value

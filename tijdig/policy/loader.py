"""Gives the policy of one day, sector and creditor from the data that reading.py checked."""

import hashlib
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
    Holidays,
    Intake,
    Law,
    Messages,
    Stages,
    Step,
)
from tijdig.policy.values import PolicyError, Source, Value, is_within

FOLDER = Path(__file__).parent
OWN_SETTING = "choice:creditor-setting"
CHARGES_COSTS = "costs.charges_collection_costs"
"""The one value that a creditor chooses on a line of its own (charges_costs), not among its other choices."""


@dataclass(frozen=True, eq=False)
class Policy:
    """Every number that is valid on one day for one sector and creditor; equal only to itself, so cheap as a key."""

    on: date
    sector: str | None
    creditor: str | None
    version: str
    contacts: Contacts
    stages: Stages
    claims: Claims
    costs: Costs
    law: Law
    intake: Intake
    messages: Messages
    doors: Doors
    holidays: Holidays
    values: Mapping[str, Value]
    sources: Mapping[str, Source]

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
    data = read(folder)
    values = _valid_on(data, on, sector)
    for key, value in own:
        values[key] = _overridden(values, key, value, creditor)
    for value_ in data.holidays.values():
        values[value_.key] = value_
    subjects = {name: _subject(name, values, data) for name in SUBJECTS}
    years = data.holiday_years
    return Policy(
        on=on,
        sector=sector,
        creditor=creditor,
        version=_version(values, on),
        holidays=Holidays(first_year=years[0], last_year=years[1], days=frozenset(data.holidays)),
        values=MappingProxyType(values),
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


def _version(values: Mapping[str, Value], on: date) -> str:
    """Twelve hex characters over every value valid on the day, and the holidays of this year and the next."""
    years = {on.year, on.year + 1}
    lines = [
        f"{key}={value.value!r}"
        for key, value in sorted(values.items())
        if not key.startswith("holidays.") or value.since.year in years
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def _hashable(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value

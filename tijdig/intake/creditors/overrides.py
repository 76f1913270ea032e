"""A creditor's own policy values: each exists, is free to choose, is of the right kind and lies within its bounds."""

import difflib
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

from tijdig.intake.creditors.checks import Fault, Wrong
from tijdig.policy import CHARGES_COSTS, Policy, PolicyError, load
from tijdig.policy.reading import allowed_bounds
from tijdig.policy.values import UNITS

ALL = "Alle keuzes staan in docs/policy."


def flat(table: Mapping[str, Any]) -> dict[str, Any]:
    """Keys like "stages.first_reminder_from_days", however the file nests them; times as JSON keeps them."""
    found: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= {f"{key}.{name}": inner for name, inner in flat(value).items()}
        else:
            found[key] = value.isoformat(timespec="minutes") if isinstance(value, time) else value
    return found


def override_faults(path: str, table: Mapping[str, Any], sector: str | None, day: date) -> Iterator[Fault]:
    """What is wrong with these values for a creditor of this sector on this day."""
    policy = load(day, sector=sector)
    for key, value in sorted(table.items()):
        if wrong := _wrong(key, value, policy):
            yield Fault(f"{path}.{key}", *wrong)


def _wrong(key: str, value: Any, policy: Policy) -> Wrong | None:
    if key == CHARGES_COSTS:
        return (
            "dit staat op een eigen regel van de kaart.",
            "Haal deze regel weg en kies charges_costs = true of false.",
        )
    if key not in policy.values or key.startswith("holidays."):
        near = difflib.get_close_matches(key, policy.values, n=1)
        return "deze keuze bestaat niet.", f'Bedoelt u "{near[0]}"? {ALL}' if near else ALL
    try:
        low, high = allowed_bounds(policy.values, key, "creditor")
    except PolicyError:
        return "hier valt niets te kiezen: dit getal ligt vast.", "Haal deze regel weg."
    try:
        load(policy.on, sector=policy.sector, overrides={key: value})
    except (PolicyError, TypeError):  # a list in a list has no place among the values either
        unit = UNITS[policy.values[key].unit]
        return f"{told(value)} kan niet.", f"Kies van {told(low)} tot en met {told(high)} ({unit})."
    return None


def told(value: object) -> str:
    """A value as one writes it in the file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat(timespec="minutes") if isinstance(value, time) else str(value)

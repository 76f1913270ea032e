"""A light budget: what comes in and goes out in a month, as the customer told it; read and written under its schema.

The schema (`budget.schema.json`, explained in docs/budget.md) is the one place where lines and bounds stand. The reader
below is strict on purpose: a line that nobody knows is an error, and so is a sum that is no whole number of cents.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Final

SCHEMA: Final = Path(__file__).parent / "budget.schema.json"
VERSION: Final = "version"


class BudgetError(ValueError):
    """A budget that cannot be read: which line, and what to write there."""

    def __init__(self, line: str, mend: str) -> None:
        super().__init__(f"{line}: {mend}")
        self.line = line
        self.mend = mend


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What a household has and needs in a month; BudgetError for what the schema forbids, by whomever it is made."""

    income_cents: int
    allowances_cents: int
    housing_cents: int
    energy_cents: int
    water_cents: int
    health_cents: int
    other_cents: int
    adults: int
    children: int

    def __post_init__(self) -> None:
        """Whole numbers within the bounds of the schema."""
        for field in fields(self):
            _check(field.name, getattr(self, field.name))

    @property
    def coming_cents(self) -> int:
        """All that comes in."""
        return self.income_cents + self.allowances_cents

    @property
    def going_cents(self) -> int:
        """All that goes out anyway."""
        return self.housing_cents + self.energy_cents + self.water_cents + self.health_cents + self.other_cents


@cache
def schema() -> dict[str, Any]:
    """The schema as it is published."""
    found: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return found


def as_json(budget: Budget) -> dict[str, int]:
    """As it is kept, and goes to another organisation: complete, under the version of the schema."""
    return {VERSION: schema()["properties"][VERSION]["const"], **asdict(budget)}


def from_json(content: object) -> Budget:
    """A budget that somebody wrote; BudgetError names the line that is missing, unknown or wrong."""
    if not isinstance(content, Mapping):
        raise BudgetError("budget", "write one object with the lines of the schema")
    known = schema()["properties"]
    for name in content:
        if name not in known:
            raise BudgetError(str(name), "remove it; the schema knows " + ", ".join(known))
    for name in schema()["required"]:
        if name not in content:
            raise BudgetError(name, "add it; a line that is nothing is written as 0")
    version = known[VERSION]["const"]
    if type(content[VERSION]) is not int or content[VERSION] != version:
        raise BudgetError(VERSION, f"must be {version}; another version cannot be read")
    return Budget(**{name: content[name] for name in known if name != VERSION})


def loads(text: str | bytes) -> Budget:
    """The same, from the text of a file."""
    try:
        return from_json(json.loads(text))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise BudgetError("budget", f"is no JSON ({fault})") from fault


def _check(name: str, value: object) -> None:
    rule = schema()["properties"][name]
    if type(value) is not int:
        raise BudgetError(name, "write a whole number" + (" of cents" if name.endswith("_cents") else ""))
    if not rule["minimum"] <= value <= rule["maximum"]:
        raise BudgetError(name, f"must be {rule['minimum']} to {rule['maximum']}")

"""Facts, decisions and numbers as the checker reads them: plain arrays by name, one place per case."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Columns = Mapping[str, NDArray[Any]]
Numbers = Mapping[str, Sequence[int]]
"""By the key of the policy ("contacts.moments_per_day") its value for each product, in the order of the codes."""

HOLIDAYS = Path(__file__).parent.parent.parent / "policy" / "holidays.toml"
SUNDAY = 7


@dataclass(frozen=True)
class Facts:
    """What is known of each case on one day; `facts.room` is the column of that name."""

    columns: Columns
    numbers: Numbers
    day: date

    def __getattr__(self, name: str) -> NDArray[Any]:
        return self.columns[name]

    def number(self, key: str) -> NDArray[np.int64]:
        """A number of the policy as it holds for the product of each case."""
        values: NDArray[np.int64] = np.asarray(self.numbers[key], dtype=np.int64)[self.columns["product"]]
        return values


@dataclass(frozen=True)
class Decided:
    """What was decided for each case; `decided.frame` is the column of that name."""

    columns: Columns

    def __getattr__(self, name: str) -> NDArray[Any]:
        return self.columns[name]


def is_rest_day(day: date) -> bool:
    """Sundays, and the days that the law or a decree makes holidays (Besluit kwaliteit incassodienstverlening 4.2)."""
    return day.isoweekday() == SUNDAY or day in _holidays()


def days_until_outreach(day: date) -> int:
    """How many days later something may go out again; at least 1."""
    days = 1
    while is_rest_day(day + timedelta(days=days)):
        days += 1
    return days


@lru_cache(maxsize=1)
def _holidays() -> frozenset[date]:
    with HOLIDAYS.open("rb") as file:
        return frozenset(entry["on"] for entry in tomllib.load(file)["day"])

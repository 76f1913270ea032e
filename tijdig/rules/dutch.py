"""Days and counts as a Dutch reader expects them, in every text of the house."""

from datetime import date
from functools import lru_cache
from typing import Final

WEEKDAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


@lru_cache(maxsize=4096)
def day(on: date) -> str:
    """`23 november 2026`."""
    return f"{on.day} {month(on)}"


@lru_cache(maxsize=4096)
def weekday(on: date) -> str:
    """`maandag 23 november 2026`."""
    return f"{WEEKDAYS[on.weekday()]} {day(on)}"


def month(on: date) -> str:
    """`november 2026`."""
    return f"{MONTHS[on.month - 1]} {on.year}"


def number(count: int) -> str:
    """`1.234`."""
    return f"{count:,}".replace(",", ".")

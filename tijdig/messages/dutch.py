"""Days and lists as a Dutch reader expects them."""

from collections.abc import Sequence
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
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


@lru_cache(maxsize=4096)
def weekday(on: date) -> str:
    """`maandag 23 november 2026`."""
    return f"{WEEKDAYS[on.weekday()]} {day(on)}"


def listed(words: Sequence[str]) -> str:
    """`a, b en c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"

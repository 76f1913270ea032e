"""Days as a Dutch reader expects them, in every text of the house."""

from datetime import date
from functools import lru_cache
from typing import Final

WEEKDAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_SHORT: Final = {3: "mrt"}


@lru_cache(maxsize=4096)
def day(on: date) -> str:
    """`23 november 2026`."""
    return f"{on.day} {month(on)}"


@lru_cache(maxsize=4096)
def weekday(on: date) -> str:
    """`maandag 23 november 2026`."""
    return f"{WEEKDAYS[on.weekday()]} {day(on)}"


@lru_cache(maxsize=4096)
def near(on: date) -> str:
    """`maandag 23 november`: a day so near that nobody needs the year."""
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}"


def short(on: date) -> str:
    """`23 nov 2026`, where there is little room."""
    return f"{on.day} {_SHORT.get(on.month, MONTHS[on.month - 1][:3])} {on.year}"


def month(on: date) -> str:
    """`november 2026`."""
    return f"{MONTHS[on.month - 1]} {on.year}"


_COUNTS: Final = (
    "nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
    "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig",
)  # fmt: skip


def count(number: int) -> str:
    """A number in words up to twenty, then in figures with a point per thousand."""
    return _COUNTS[number] if number < len(_COUNTS) else f"{number:,}".replace(",", ".")

"""Days, counts and towns as a Dutch reader expects them, in every text of the house."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

WEEKDAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_SMALL: Final = frozenset({"a/d", "aan", "bij", "de", "den", "der", "en", "het", "in", "op", "over", "ter", "van"})
_SYLLABLE: Final = re.compile(r"[^\W\d_]+")
_COUNTS: Final = (
    "nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
    "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig",
)  # fmt: skip
_SHORT: Final = {3: "mrt"}
_LANGUAGES: Final = {
    "am": "Amhaars", "ar": "Arabisch", "bg": "Bulgaars", "de": "Duits", "en": "Engels", "es": "Spaans", "fa": "Farsi",
    "fr": "Frans", "fy": "Fries", "hu": "Hongaars", "it": "Italiaans", "ku": "Koerdisch", "nl": "Nederlands",
    "pap": "Papiaments", "pl": "Pools", "pt": "Portugees", "ro": "Roemeens", "ru": "Russisch", "so": "Somalisch",
    "ti": "Tigrinya", "tr": "Turks", "uk": "Oekraïens", "vi": "Vietnamees", "zh": "Chinees",
}  # fmt: skip


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


def stretches(days: Iterable[date]) -> list[str]:
    """Days in words, those in a row together: `vrijdag 25 december 2026 tot en met zondag 27 december 2026`."""
    found: list[tuple[date, date]] = []
    for on in sorted(days):
        if found and on - found[-1][1] <= timedelta(days=1):
            found[-1] = (found[-1][0], on)
        else:
            found.append((on, on))
    return [
        weekday(first) if first == last else f"{weekday(first)} tot en met {weekday(last)}" for first, last in found
    ]


def hour(at: time | datetime) -> str:
    """`9.00`; of a moment, as its own clock shows it."""
    return f"{at.hour}.{at:%M}"


def month(on: date) -> str:
    """`november 2026`."""
    return f"{MONTHS[on.month - 1]} {on.year}"


def number(count: int) -> str:
    """`1.234`."""
    return f"{count:,}".replace(",", ".")


def town(written: str) -> str:
    """A town as in a sentence: `BERGEN OP ZOOM` gives Bergen op Zoom; what is written so already stays."""
    article = re.match(r"(?i)['’][st](?=[- ])", written)
    head, rest = (article[0].lower(), written[article.end() :]) if article else ("", written)
    if not rest.isupper():
        return head + rest
    words = rest.lower().split(" ")
    return head + " ".join(
        word if place and word in _SMALL else _SYLLABLE.sub(_capital, word) for place, word in enumerate(words)
    )


def _capital(part: re.Match[str]) -> str:
    return f"IJ{part[0][2:]}" if part[0].startswith("ij") else part[0].capitalize()


def count(size: int) -> str:
    """A number in words up to twenty, then in figures with a point per thousand."""
    return _COUNTS[size] if size < len(_COUNTS) else number(size)


def terms(size: int) -> str:
    """So many instalments: `één termijn`, `twee termijnen`."""
    return f"{count(size)} {'termijn' if size == 1 else 'termijnen'}"


def opening(text: str) -> str:
    """How a text begins a sentence: with a capital, and `Eén` without its accents on it."""
    return f"E{text[1:]}" if text.startswith("één") else text[:1].upper() + text[1:]


def listed(words: Sequence[str]) -> str:
    """`brief, e-mail en sms`."""
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def language(code: str) -> str:
    """A language by its own Dutch name: `Pools`; one that we do not know by its code."""
    return _LANGUAGES.get(code.partition("-")[0], f"een andere taal ({code})")

"""What one number of the policy is: its value with unit, start, reason in plain Dutch, source and certainty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

# Each closed list holds the word of the data and the Dutch word that people read.
CERTAINTIES = {"high": "hoog", "moderate": "redelijk", "low": "laag", "choice": "eigen keuze"}
UNITS = {
    "attempts": "keer proberen",
    "attributes": "eigenschappen",
    "basis points": "honderdste procent",
    "basis points a year": "honderdste procent per jaar",
    "bytes": "bytes",
    "bills": "rekeningen",
    "cents": "eurocent",
    "channels": "wegen",
    "characters": "tekens",
    "claims": "rekeningen",
    "creditors": "organisaties",
    "customers": "klanten",
    "date": "datum",
    "day": "dag",
    "days": "dagen",
    "days late": "dagen te laat",
    "letters": "brieven",
    "lines": "regels",
    "messages": "berichten",
    "minutes": "minuten",
    "moments": "momenten",
    "months": "maanden",
    "pages": "bladzijden",
    "pauses": "pauzes",
    "moves": "keer",
    "people": "mensen",
    "parts": "delen",
    "phrases": "zinnen",
    "percent": "procent",
    "points": "punten",
    "premiums": "maandpremies",
    "questions": "vragen",
    "scale": "schijven (eurocent, honderdste procent)",
    "share": "deel van het geheel",
    "stories": "verhalen",
    "taps": "keer tikken",
    "time of day": "uur (Amsterdam)",
    "times": "keer zo groot",
    "visits": "bezoeken",
    "weekdays": "dagen van de week (maandag = 1)",
    "weeks": "weken",
    "words": "woorden",
    "workdays": "werkdagen",
    "yes or no": "ja of nee",
}


class DataFileError(Exception):
    """A file of data cannot be used as it is: names the file, the key and how to mend it."""

    def __init__(self, file: str, key: str, mend: str) -> None:
        super().__init__(f"{file}: {key}: {mend}")
        self.file = file
        self.key = key
        self.mend = mend


class PolicyError(DataFileError):
    """The policy data cannot be used as it is."""


@dataclass(frozen=True)
class Source:
    """Where a number comes from: a study, a law article or a choice of ours."""

    key: str
    title: str
    ref: str


@dataclass(frozen=True)
class Value:
    """One value of the policy, valid from `since` until a newer one begins.

    `bounds` is the lowest and highest value that a sector or creditor may choose; without bounds nobody may.
    `scope` is empty for the general value, else "sector:energy" or "creditor:CODE".
    """

    key: str
    value: object
    unit: str
    since: date
    why: str
    source: tuple[str, ...]
    certainty: str
    bounds: tuple[object, object] | None = None
    scope: str = ""


_NEEDED = ("value", "unit", "since", "why", "source", "certainty")
_ALLOWED = frozenset((*_NEEDED, "bounds"))


def from_table(file: str, key: str, table: object, *, scope: str = "") -> Value:
    """One TOML table as a Value; PolicyError when a part is missing, unknown or of the wrong kind."""
    if not isinstance(table, Mapping):
        raise PolicyError(file, key, "write a table with " + ", ".join(_NEEDED))
    for part in _NEEDED:
        if part not in table:
            raise PolicyError(file, key, f"add `{part}`: a number without it cannot be used")
    for part in sorted(table.keys() - _ALLOWED):
        raise PolicyError(file, key, f"remove or rename `{part}`; allowed are " + ", ".join(sorted(_ALLOWED)))
    since, certainty = table["since"], table["certainty"]
    if type(since) is not date:
        raise PolicyError(file, key, "write `since` as a date without quotes, like 2026-01-01")
    if certainty not in CERTAINTIES:
        raise PolicyError(file, key, "choose `certainty` from " + ", ".join(CERTAINTIES))
    if table["unit"] not in UNITS:
        raise PolicyError(file, key, "choose `unit` from " + ", ".join(UNITS))
    return Value(
        key=key,
        value=_frozen(table["value"]),
        unit=table["unit"],
        since=since,
        why=_words(file, key, "why", table["why"]),
        source=_sources(file, key, table["source"]),
        certainty=certainty,
        bounds=_bounds(file, key, table.get("bounds")),
        scope=scope,
    )


def is_within(value: object, bounds: tuple[object, object]) -> bool:
    """Whether a value of the same kind lies between the lowest and the highest allowed, both included."""
    low, high = bounds
    return type(value) is type(low) and low <= value <= high  # type: ignore[operator]  # same kind, checked just before


def _frozen(value: object) -> object:
    """Lists become tuples and tables become sorted pairs, so that nobody changes a value by accident."""
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return tuple(sorted((name, _frozen(item)) for name, item in value.items()))
    return value


def _words(file: str, key: str, part: str, text: object) -> str:
    if not isinstance(text, str) or not text.strip():
        raise PolicyError(file, key, f"fill in `{part}` with words")
    return text.strip()


def _sources(file: str, key: str, source: object) -> tuple[str, ...]:
    """One key or a list of keys; at least one."""
    keys = (source,) if isinstance(source, str) else tuple(source) if isinstance(source, list) else ()
    if not keys or not all(isinstance(item, str) and ":" in item for item in keys):
        raise PolicyError(file, key, 'name the `source` by a key of sources.toml, like "law:bw6-96-6"')
    return keys


def _bounds(file: str, key: str, bounds: object) -> tuple[object, object] | None:
    if bounds is None:
        return None
    if not isinstance(bounds, list) or len(bounds) != 2 or type(bounds[0]) is not type(bounds[1]):
        raise PolicyError(file, key, "write `bounds` as [lowest, highest], both of one kind")
    return bounds[0], bounds[1]

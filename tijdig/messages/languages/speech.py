"""How a language says days, hours, counts and amounts: all of it read from texts/<code>/language.toml."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import Any, Final, Literal

from tijdig.messages import templates
from tijdig.messages.facts import Formality

DUTCH: Final = "nl"
"""The language of the house: every text exists in it, and the law is kept in it."""

_FILE: Final = "language.toml"
_ISOLATE, _END = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_FORMS: Final = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """One language: its own name, in which direction it is read, and how it writes what is no word."""

    code: str
    name: str
    direction: Literal["ltr", "rtl"]
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    counts: tuple[str, ...]
    forms: Mapping[str, str]  # day, near, weekday, hour, euros
    thousands: str
    decimal: str
    conjunction: str
    titles: Mapping[str, str]  # how the Dutch titles are said
    is_gsm: bool  # whether the letters that every phone has can write it; else a text message is shorter
    hours: tuple[tuple[re.Pattern[str], str], ...]  # how opening hours on a creditor's card are said

    @property
    def is_rtl(self) -> bool:
        """Whether it is read from right to left."""
        return self.direction == "rtl"

    def day(self, on: date) -> str:
        """`23 november 2026`."""
        return _written(self, "day", on)

    def near(self, on: date) -> str:
        """`maandag 23 november`: so near that nobody needs the year."""
        return _written(self, "near", on)

    def weekday(self, on: date) -> str:
        """`maandag 23 november 2026`."""
        return _written(self, "weekday", on)

    def hour(self, at: time | datetime) -> str:
        """`9.00`."""
        return self.forms["hour"].format(hour=at.hour, minute=f"{at:%M}")

    def number(self, size: int) -> str:
        """`1.234`."""
        return f"{size:,}".replace(",", self.thousands)

    def count(self, size: int) -> str:
        """A number in words as far as the list goes, then in figures."""
        return self.counts[size] if size < len(self.counts) else self.number(size)

    def euros(self, cents: int) -> str:
        """`€ 1.120,75`, never broken over two lines."""
        whole, rest = divmod(abs(cents), 100)
        sign = "-" if cents < 0 else ""
        return self.forms["euros"].format(amount=f"{sign}{self.number(whole)}{self.decimal}{rest:02d}")

    def called(self, salutation: str) -> str:
        """`mevrouw De Wit` with the title of this language."""
        title, space, name = salutation.partition(" ")
        return f"{self.titles.get(title, title)}{space}{name}"

    def kept(self, value: str) -> str:
        """A number or address that reads from left to right, also between words that do not."""
        return f"{_ISOLATE}{value}{_END}" if value and self.is_rtl else value

    def opening(self, text: str) -> str:
        """Opening hours as they stand on the card of a Dutch creditor."""
        for pattern, said in self.hours:
            text = pattern.sub(said, text)
        return text

    def listed(self, words: Sequence[str]) -> str:
        """`brief, e-mail en sms`."""
        if len(words) < 2:
            return "".join(words)
        return f"{', '.join(words[:-1])} {self.conjunction} {words[-1]}"


@lru_cache(maxsize=16_384)
def _written(speech_: Speech, form: str, on: date) -> str:
    weekday, month = speech_.weekdays[on.weekday()], speech_.months[on.month - 1]
    return speech_.forms[form].format(weekday=weekday, day=on.day, month=month, year=on.year)


@cache
def speech(code: str) -> Speech:
    """One language by its code; TextError when it has no file."""
    data = _read(code)
    return Speech(
        code=code,
        name=data["name"],
        direction=data["direction"],
        weekdays=tuple(data["weekdays"]),
        months=tuple(data["months"]),
        counts=tuple(data["counts"]),
        forms={name: data[name] for name in ("day", "near", "weekday", "hour", "euros")},
        thousands=data["thousands"],
        decimal=data["decimal"],
        conjunction=data["and"],
        titles=data.get("titles", {}),
        is_gsm=data.get("gsm", True),
        hours=tuple((re.compile(pattern), said) for pattern, said in data.get("hours", ())),
    )


@cache
def frame(code: str, formality: Formality) -> Mapping[str, str]:
    """What the layout says around a text: the footer of an e-mail, the heading above a player."""
    which = r"\1" if formality == "u" else r"\2"
    return {name: _FORMS.sub(which, words) for name, words in _read(code)["frame"].items()}


@cache
def codes() -> tuple[str, ...]:
    """Every language in which there are texts, Dutch first."""
    found = {code for code in known() if any((templates.TEXTS / code).glob("*.*.toml"))}
    return (DUTCH, *sorted(found - {DUTCH}))


@cache
def known() -> frozenset[str]:
    """Every language of which we know how it writes days, hours and amounts; of some we have no texts."""
    return frozenset(path.parent.name for path in templates.TEXTS.glob(f"*/{_FILE}"))


def _read(code: str) -> Mapping[str, Any]:
    path = templates.TEXTS / code / _FILE
    if not path.is_file():
        raise templates.TextError(f"texts/{code}/{_FILE} is missing: a language needs one, beside its texts.")
    return tomllib.loads(path.read_text(encoding="utf-8"))

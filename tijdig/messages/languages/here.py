"""Days, hours, counts and amounts in the language of this page: what `rules.dutch` is for Dutch."""

from collections.abc import Sequence
from datetime import date, datetime, time

from tijdig.languages import now
from tijdig.messages.languages.speech import DUTCH, Speech, known, speech
from tijdig.rules import dutch
from tijdig.rules.money import euros as in_dutch


def _speech() -> Speech | None:
    """How the language of this page writes; None for Dutch, also in easy words, and where we do not know."""
    tag = now().tag
    return None if tag == DUTCH or tag not in known() else speech(tag)


def day(on: date) -> str:
    """`23 november 2026`."""
    spoken = _speech()
    return spoken.day(on) if spoken else dutch.day(on)


def weekday(on: date) -> str:
    """`maandag 23 november 2026`."""
    spoken = _speech()
    return spoken.weekday(on) if spoken else dutch.weekday(on)


def near(on: date) -> str:
    """`maandag 23 november`."""
    spoken = _speech()
    return spoken.near(on) if spoken else dutch.near(on)


def hour(at: time | datetime) -> str:
    """`9.00`."""
    spoken = _speech()
    return spoken.hour(at) if spoken else dutch.hour(at)


def month(on: date) -> str:
    """`november 2026`."""
    return f"{month_name(on)} {on.year}"


def month_name(on: date) -> str:
    """`november`."""
    spoken = _speech()
    return spoken.months[on.month - 1] if spoken else dutch.MONTHS[on.month - 1]


def euros(cents: int) -> str:
    """`€ 1.120,75`."""
    spoken = _speech()
    return spoken.euros(cents) if spoken else in_dutch(cents)


def percent(basis_points: int) -> str:
    """`4,5%`, of hundredths of a percent."""
    spoken = _speech()
    return f"{basis_points / 100:g}%".replace(".", spoken.decimal if spoken else ",")


def number(size: int) -> str:
    """`1.234`."""
    spoken = _speech()
    return spoken.number(size) if spoken else dutch.number(size)


def count(size: int) -> str:
    """A number in words as far as the language counts so."""
    spoken = _speech()
    return spoken.count(size) if spoken else dutch.count(size)


def listed(words: Sequence[str]) -> str:
    """`brief, e-mail en sms`."""
    spoken = _speech()
    return spoken.listed(words) if spoken else dutch.listed(words)


def hours(text: str) -> str:
    """Opening hours as they stand on the card of a Dutch creditor."""
    spoken = _speech()
    return spoken.opening(text) if spoken else text


def called(salutation: str) -> str:
    """`mevrouw De Wit` with the title of the language."""
    spoken = _speech()
    return spoken.called(salutation) if spoken else salutation


def kept(value: str) -> str:
    """A telephone number, also between words from right to left."""
    spoken = _speech()
    return spoken.kept(value) if spoken else value

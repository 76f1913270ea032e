"""A word from a closed list: what is stored, and what people read."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A word from a closed list: its value is stored, its Dutch `label` is shown."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member from its stored value and its Dutch label."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of stored value and Dutch label, as forms and tables want them."""
        return [(word.value, word.label) for word in cls]

"""Envelope windows as data: where an address may stand so that the post can read it and nothing else shows."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

_FILE: Final = Path(__file__).with_name("envelopes.toml")


@dataclass(frozen=True, slots=True)
class EnvelopeProfile:
    """One window, in millimetres on the letter; `margin` is how far the paper may shift inside the envelope."""

    window_x: float
    window_y: float
    window_width: float
    window_height: float
    margin: float
    shows_sender: bool
    checked_with_printer: bool

    @property
    def room(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of where the address may stand, whatever way the paper shifts."""
        edge = self.margin
        return (
            self.window_x + edge,
            self.window_y + edge,
            self.window_width - 2 * edge,
            self.window_height - 2 * edge,
        )


@cache
def profile(name: str = "regular") -> EnvelopeProfile:
    """One profile by name: `regular`, or `private` of which nobody can see who sent it."""
    return EnvelopeProfile(**_tables()[name])


def outside_words(language: str) -> str:
    """What may stand on the outside when it is asked for: words that fit any post; nothing in an unknown language."""
    return str(_tables()["outside_words"].get(language, ""))


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(_FILE.read_text())

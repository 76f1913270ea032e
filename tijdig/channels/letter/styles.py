"""How one letter is to look and to be handled: what the planner and the customer's needs ask for beyond the words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from tijdig.channels.letter import envelopes

# What a message may ask for on paper; the first four are the planner's options by name.
CARD: Final = "card"
OUTSIDE_WORDS: Final = "outside_words"
BY_HAND: Final = "by_hand"
PLAIN_ENVELOPE: Final = "plain_envelope"
LARGE_PRINT: Final = "large_print"
REGISTERED: Final = "registered"
OPTIONS: Final = frozenset((CARD, OUTSIDE_WORDS, BY_HAND, PLAIN_ENVELOPE, LARGE_PRINT, REGISTERED))

# Where somebody writes, in millimetres on the first page: right above, opposite the logo, outside every window.
FREE_LINE: Final = {"x": 128.0, "y": 17.0, "width": 62.0, "height": 13.0}
BY_HAND_TASK: Final = "Schrijf hier met een blauwe pen de voornaam van de klant of een datum."


@dataclass(frozen=True, slots=True)
class LetterStyle:
    """What is asked of the sheet (large print, a free line) and of the print house (the rest)."""

    large_print: bool = False
    by_hand: bool = False
    card: bool = False
    registered: bool = False
    outside_words: bool = False
    envelope: str = "regular"

    @classmethod
    def of(cls, options: Iterable[str]) -> "LetterStyle":
        """The style that these options ask for; options of other carriers are not ours."""
        asked = frozenset(options)
        return cls(
            large_print=LARGE_PRINT in asked,
            by_hand=BY_HAND in asked,
            card=CARD in asked,
            registered=REGISTERED in asked,
            outside_words=OUTSIDE_WORDS in asked and PLAIN_ENVELOPE not in asked,
            envelope="private" if PLAIN_ENVELOPE in asked else "regular",
        )

    def tasks(self, language: str) -> dict[str, Any]:
        """What the print house has to do, as it stands in the manifest; beyond the envelope only what is asked for."""
        found: dict[str, Any] = {"envelope": self.envelope}
        if self.outside_words and (outside := envelopes.outside_words(language)):
            found["outside"] = outside
        if self.registered:
            found["registered"] = True
        if self.card:
            found["enclosures"] = [f"card-{language}"]
        if self.by_hand:
            found["by_hand"] = {"write": BY_HAND_TASK, "page": 1, "place_mm": FREE_LINE}
        return found

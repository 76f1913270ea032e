"""What the texts that exist can say: what has no words yet is planned, held, and left to a person."""

from collections.abc import Iterable
from functools import cache
from typing import Final

from tijdig.messages.templates import FLAGS, occasions
from tijdig.messages.values import LANGUAGE

# What every text of ours already does, whatever the planner asks for beside it.
EVERYWHERE: Final = frozenset((
    "solution", "neutral_notice", "arrangement", "plain_envelope", "pay_link", "offer_talk", "offer_help",
    "simplest", "card", "outside_words", "by_hand",
))  # fmt: skip


@cache
def can_say(stage: str, kind: str) -> bool:
    """Whether there is a text for this stage on this kind of carrier."""
    return (str(stage), str(kind)) in occasions(LANGUAGE)


def unsaid(names: Iterable[str]) -> tuple[str, ...]:
    """Which of these frames and options no text knows yet: they stand in the decision, and not in the words."""
    return tuple(name for name in names if name and name not in EVERYWHERE and name not in FLAGS)

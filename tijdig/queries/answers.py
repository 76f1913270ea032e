"""The answers of a decision in short: what, by which way, by whom, when and in which words, each with its reason."""

from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import NamedTuple

from tijdig.models import Decision
from tijdig.planner.codes import NOTHING, ByWhom, Frame, Kind, Option, Stage, Tone, When
from tijdig.planner.outcomes import outcome_text
from tijdig.queries.steps import REASONS
from tijdig.words import Stage as StageWord

QUESTIONS = {
    "stage": "Wat",
    "channels": "Hoe",
    "by_whom": "Door wie",
    "when": "Wanneer",
    "frame": "Voorop",
    "tone": "Toon",
    "options": "Erbij",
}
"""The dimensions that a colleague wants to see at once, in the order of the page; the others are a click away."""

EMPTY = {"geen", "niemand"}


class Answer(NamedTuple):
    """One question about a step, what was decided, and why, in the words that the customer may read."""

    question: str
    outcome: str
    reason: str


def of(decision: Decision) -> tuple[Answer, ...]:
    """What there is to say of this decision; what came to nothing because nothing goes out is left out."""
    return tuple(_answers(decision))


def _answers(decision: Decision) -> Iterator[Answer]:
    for dimension, question in QUESTIONS.items():
        outcome = outcome_text(dimension, CODES[dimension](decision))
        reason = REASONS.get(decision.rules.get(dimension, ""))
        if outcome not in EMPTY and reason is not None:
            yield Answer(question, outcome, reason.text)


def _named(codes: type[IntEnum], word: str) -> int:
    """The code with this name; a name that is no longer there, or none, is nothing."""
    found = codes.__members__.get(word.upper())
    return NOTHING if found is None else int(found)


def _bits(codes: type[Kind] | type[Option], words: object) -> int:
    """The bits with the names in a list."""
    names = words if isinstance(words, list) else []
    return sum(int(codes.__members__.get(str(name).upper(), 0)) for name in names)


def _stage(decision: Decision) -> int:
    return int(Stage[StageWord(decision.stage).name]) if decision.stage else NOTHING


CODES: dict[str, Callable[[Decision], int]] = {
    "stage": _stage,
    "channels": lambda decision: _bits(Kind, decision.channels),
    "by_whom": lambda decision: _named(ByWhom, decision.kind.by_whom),
    "when": lambda decision: _named(When, _more(decision, "when")),
    "frame": lambda decision: _named(Frame, decision.kind.frame),
    "tone": lambda decision: _named(Tone, decision.kind.tone),
    "options": lambda decision: _bits(Option, decision.kind.more.get("options")),
}


def _more(decision: Decision, name: str) -> str:
    return str(decision.kind.more.get(name, ""))

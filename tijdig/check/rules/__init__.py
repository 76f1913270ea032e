"""All rules of the checker: one small function each, with what rules.toml says of it."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final, NamedTuple

from tijdig.check.findings import Hit
from tijdig.check.lists import data
from tijdig.check.rules import contents, grammar, promises, reading, tone, wording
from tijdig.check.text import Text

Look = Callable[[Text], Iterable[Hit]]

LOOKS: Final[Mapping[str, Look]] = {
    "level": reading.level,
    "rare-word": wording.rare_words,
    "long-sentence": reading.long_sentences,
    "passive": grammar.passives,
    "noun-style": grammar.noun_style,
    "jargon": wording.jargon,
    "abbreviation": wording.abbreviations,
    "double-negation": grammar.double_negations,
    "emotion": tone.emotions,
    "blame": tone.blame,
    "threat": tone.threats,
    "far-consequence": tone.far_consequences,
    "shaming-comparison": tone.comparisons,
    "unproven-percentage": tone.percentages,
    "false-urgency": tone.urgency,
    "capitals": wording.capitals,
    "gender-guess": tone.gender_guesses,
    "action-not-first": contents.action_not_first,
    "no-phone": contents.no_phone,
    "no-sender": contents.no_sender,
    "no-solution": contents.no_solution,
    "only-digital": contents.only_digital,
    "too-many-amounts": contents.too_many_amounts,
    "over-one-page": contents.over_one_page,
    "betrays-outside": contents.betrays_outside,
    "unkept-promise": promises.unkept,
}


class Rule(NamedTuple):
    """What a rule looks for, where, and why."""

    code: str
    severity: str
    title: str
    why: str
    source: str
    bad: str
    good: str
    kinds: tuple[str, ...]
    look: Look
    note: str = ""


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in the order in which they are told."""
    told = data("rules")
    return tuple(
        Rule(code=code, look=look, **(told[code] | {"kinds": tuple(told[code]["kinds"])}))
        for code, look in LOOKS.items()
    )


def rule(code: str) -> Rule | None:
    """The rule with this code."""
    return next((each for each in rules() if each.code == code), None)

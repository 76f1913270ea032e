"""Words that may mean that somebody does not want to live on: then 113 and a person, and never a machine."""

import re
import unicodedata
from functools import cache

from tijdig.policy import Policy

_BETWEEN = re.compile(r"[\W_]+")
_WITHOUT_MARK = str.maketrans("ıłøđ", "ilod")
"""Letters that are one sign and no letter with an accent; people type them as if they were."""


def suggests(text: str, policy: Policy) -> bool:
    """Whether a text holds one of the phrases, whole words in this order; too often is better than once too few.

    Capitals, accents, signs and line ends make no difference, in any script. Source: DECISIONS 23.
    """
    said = _plain(text)
    return any(phrase in said for phrase in _phrases(tuple(policy.messages.distress_phrases)))


@cache
def _phrases(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """As they are looked for; the same for every text under one policy, in six languages, so made once."""
    return tuple(_plain(phrase) for phrase in phrases)


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.lower()).translate(_WITHOUT_MARK)
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return f" {_BETWEEN.sub(' ', letters).strip()} "

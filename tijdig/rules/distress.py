"""Words that may mean that somebody does not want to live on: then 113 and a person, and never a machine."""

import re
import unicodedata

from tijdig.policy import Policy

_BETWEEN = re.compile(r"[^a-z0-9]+")


def suggests(text: str, policy: Policy) -> bool:
    """Whether a text holds one of the phrases, whole words in this order; too often is better than once too few.

    Capitals, accents, signs and line ends make no difference. Source: DECISIONS 23.
    """
    said = _plain(text)
    return any(f" {_plain(phrase).strip()} " in said for phrase in policy.messages.distress_phrases)


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return f" {_BETWEEN.sub(' ', letters).strip()} "

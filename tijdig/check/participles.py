"""Dutch participles: which word is one, and which says what somebody is rather than what was done to it."""

import re
from functools import cache
from typing import Final

from tijdig.check.lists import words

_PREFIX: Final = (
    r"(?:aan|achter|af|bij|binnen|dicht|door|goed|in|klaar|kwijt|langs|los|mee|na|neer|om|onder|op|open|over|rond|samen|stil|stop"
    r"|stop|tegen|terug|thuis|toe|tussen|uit|vast|vol|voor|vrij|weg|plaats|heen|hoog|dood|bekend|beschikbaar)?"
)
_GE: Final = re.compile(rf"^{_PREFIX}ge[a-zëïéü]{{2,}}(?:d|t)$")
_FIXED: Final = re.compile(rf"^{_PREFIX}(?:be|ver|ont|her|er)[a-zëïéü]{{2,}}(?:d|[kfsph]t)$")


@cache
def is_participle(word: str) -> bool:
    """Whether a word can be the participle of a verb."""
    if word in words("participles", "never") or word.endswith(("heid", "schap", "stand")):
        return False
    return (
        _is_strong(word) or bool(_GE.match(word)) or bool(_FIXED.match(word)) or word in words("participles", "other")
    )


def _is_strong(word: str) -> bool:
    strong = words("participles", "strong")
    if word in strong:
        return True
    found = re.match(rf"^{_PREFIX}(.+)$", word)
    return (
        bool(found)
        and word.endswith("n")
        and any(word.endswith(each) and _is_prefix(word[: -len(each)]) for each in strong)
    )


def _is_prefix(piece: str) -> bool:
    return bool(re.fullmatch(_PREFIX, piece))


@cache
def leaves_actor_out(word: str, *, becomes: bool) -> bool:
    """'Is gestegen' and 'is verzekerd' leave nobody out; 'is verhoogd' does. With 'wordt' nearly all do."""
    if word in words("participles", "states"):
        return False
    return becomes or not _is_of(word, "moves")


def _is_of(word: str, key: str) -> bool:
    return any(word.endswith(each) and _is_prefix(word[: -len(each)]) for each in words("participles", key))

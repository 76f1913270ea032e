"""Whether two sets of facts are about one person: who logged in elsewhere, and who we write to."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tijdig.rules.names import folded

_BEFORE: Final = frozenset(
    {
        "van", "von", "de", "den", "der", "des", "het", "'t", "ten", "ter", "te", "op", "in", "aan", "la", "le", "les",
        "l", "el", "al", "ben", "bin", "di", "da", "do", "dos", "du", "of", "zu",
    }
)  # fmt: skip
"""Words before a family name, which one list keeps apart and the other does not."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a person here, or told of them there; what is missing stays empty."""

    birth_on: date | None = None
    postcode: str = ""
    family_name: str = ""


def agree(known: Facts, told: Facts) -> bool:
    """The birth dates are the same, and so is every other fact that was told: at least one of them has to be.

    A birth date alone is shared by a thousand people; and a fact that differs is another person, or a reason to ask.
    """
    if known.birth_on is None or told.birth_on != known.birth_on:
        return False
    others = []
    if told.postcode:
        others.append(plain_postcode(told.postcode) == plain_postcode(known.postcode))
    if told.family_name:
        others.append(same_family(known.family_name, told.family_name))
    return bool(others) and all(others)


def is_one_person(one: Facts, other: Facts) -> bool:
    """Birth date, postcode and family name are all known on both sides, and all the same: for who sees both at once."""
    is_complete = all(known.birth_on and known.postcode.strip() and known.family_name.strip() for known in (one, other))
    return is_complete and agree(one, other)


def same_family(ours: str, theirs: str) -> bool:
    """Family names with one part in common: somebody who married may stand with either name, or with both."""
    return bool(_parts(ours) & _parts(theirs))


def plain_postcode(typed: str) -> str:
    """`1288 aw` as `1288AW`."""
    return "".join(typed.split()).upper()


def _parts(name: str) -> frozenset[str]:
    return frozenset(filter(None, map(_bare, folded(name).replace("\N{EN DASH}", "-").split("-"))))


def _bare(part: str) -> str:
    words = part.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split()
    while len(words) > 1 and words[0] in _BEFORE:
        words = words[1:]
    return "".join(sign for sign in "".join(words) if sign.isalpha())

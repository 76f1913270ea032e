"""U or je: words with `[[u|je]]` in them, and sentences of the policy, which are written with u."""

import re
from typing import Final

_EITHER: Final = re.compile(r"\[\[(?P<u>[^|\[\]]*)\|(?P<je>[^|\[\]]*)\]\]")

# Verbs that u follows as the one who does something: with je they lose their t, or change.
SUBJECT: Final = {
    "bent": "ben", "hebt": "heb", "kiest": "kies", "komt": "kom", "krijgt": "krijg", "kunt": "kun", "leest": "lees",
    "moet": "moet", "weet": "weet", "wilt": "wil",
}  # fmt: skip
# Verbs that u follows as the one to whom it is done.
OBJECT: Final = frozenset({"belt", "blijft", "helpt", "schrijft", "vertelt"})
INVERTED: Final = re.compile(r"\b([a-z]+t) u\b")

_WORDS: Final = (
    (re.compile(r"\bUzelf\b"), "Jezelf"), (re.compile(r"\buzelf\b"), "jezelf"), (re.compile(r"\bUw\b"), "Je"),
    (re.compile(r"\buw\b"), "je"), (re.compile(r"\bvan u\b"), "van jou"), (re.compile(r"\bU\b"), "Je"),
    (re.compile(r"\bu\b"), "je"),
)  # fmt: skip


def spoken_to(text: str, *, is_formal: bool) -> str:
    """Words with `[[u|je]]` in them, as the organisation speaks."""
    return _EITHER.sub(lambda found: found["u" if is_formal else "je"], text)


def informal(text: str) -> str:
    """A sentence that says u, with je: "Daarom krijgt u een brief" gives "Daarom krijg je een brief"."""
    said = INVERTED.sub(lambda found: f"{SUBJECT.get(found[1], found[1])} je", text)
    for pattern, word in _WORDS:
        said = pattern.sub(word, said)
    return said


def policy_words(text: str, *, is_formal: bool) -> str:
    """A sentence of the policy, as the organisation speaks."""
    return text if is_formal else informal(text)

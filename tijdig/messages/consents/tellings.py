"""What was told under a consent, kept as codes and said in words: to the customer, and among colleagues."""

import re
from collections.abc import Mapping
from typing import Final

from tijdig.languages import marked
from tijdig.words.word import Word


class Telling(Word):
    """What was told; its label is how one colleague says it to another."""

    WHO = "who", "Wie de klant is, zodat zij het dossier kunnen vinden."
    BALANCE = "balance", "Dat de klant samen wil regelen. En wij vroegen hoeveel er open is."
    PROPOSAL = "proposal", "Wat zij elke keer krijgen als de klant samen regelt."
    STARTED = "started", "Dat het plan loopt, en wie de klant helpt."
    RENEW = "renew", "Dat de toestemming bijna stopt, en dat wij de klant vroegen of het langer mag."
    RENEWED = "renewed", "Dat de klant opnieuw ja zei, en tot wanneer."
    FROM_THEM = "from_them", "Hoeveel er bij hen open is, en wie de klant daar helpt."
    LOOKED = "looked", "{to} keek hoeveel er bij {house} nog open is, en of er een regeling loopt."
    HELP = "help", "{house} gaf door hoe {to} de klant kan bereiken, voor hulp."


TO_CUSTOMER: Final[Mapping[Telling, str]] = {
    Telling.WHO: marked("Wie [[u bent|je bent]], zodat zij [[u|je]] kunnen vinden."),
    Telling.BALANCE: marked("Dat [[u|je]] samen wilt regelen. En wij vroegen hoeveel er open is."),
    Telling.PROPOSAL: marked("Wat zij elke keer krijgen als [[u|je]] samen regelt."),
    Telling.STARTED: marked("Dat het plan voor alles samen loopt, en wie [[u|je]] helpt."),
    Telling.RENEW: marked(
        "Dat [[uw|je]] toestemming bijna stopt, en dat wij [[u|je]] vroegen of het langer mag."
    ),
    Telling.RENEWED: marked("Dat [[u|je]] opnieuw ja zei, en tot wanneer."),
    Telling.FROM_THEM: marked("Hoeveel er bij hen open is, en wie [[u|je]] daar helpt."),
    Telling.LOOKED: marked("{to} keek hoeveel er bij {house} nog open is, en of er een regeling loopt."),
    Telling.HELP: marked("{house} gaf door hoe {to} [[u|je]] kan bereiken, voor hulp."),
}  # fmt: skip
_CODES: Final = {one.value: one for one in Telling}
_BEFORE: Final = (
    (re.compile(r"Wie u bent, zodat zij u kunnen vinden\."), Telling.WHO),
    (re.compile(r"Dat u samen wilt regelen\. En wij vroegen hoeveel er open is\."), Telling.BALANCE),
    (re.compile(r"Wat zij elke keer krijgen als u samen regelt\."), Telling.PROPOSAL),
    (re.compile(r"Dat het plan loopt, en wie u helpt\."), Telling.STARTED),
    (re.compile(r"Dat uw toestemming bijna stopt, en dat wij u vroegen of het langer mag\."), Telling.RENEW),
    (re.compile(r"Dat u opnieuw ja zei, en tot wanneer\."), Telling.RENEWED),
    (re.compile(r"Hoeveel er bij hen open is, en wie u daar helpt\."), Telling.FROM_THEM),
    (re.compile(r".+ keek hoeveel er bij .+ nog open is, en of er een regeling loopt\."), Telling.LOOKED),
    (re.compile(r".+ gaf door hoe .+ de klant kan bereiken, voor hulp\."), Telling.HELP),
)
"""The sentences that lines of before hold: they stay as they were written, and are read as codes."""


def kept(*tellings: Telling) -> str:
    """How a line in the register keeps what was told."""
    return " ".join(tellings)


def read(what: str) -> tuple[Telling, ...]:
    """What a line says was told, in whatever way it was kept; nothing for words that nobody knows."""
    codes = what.split()
    if codes and _CODES.keys() >= set(codes):
        return tuple(_CODES[code] for code in codes)
    left, found = what, list[Telling]()
    while left and (one := _first(left)) is not None:
        telling, left = one
        found.append(telling)
    return () if left else tuple(found)


def _first(words: str) -> tuple[Telling, str] | None:
    """The sentence that these words begin with, and what comes after it."""
    hits = ((pattern.match(words), telling) for pattern, telling in _BEFORE)
    return next(((telling, words[hit.end() :].lstrip()) for hit, telling in hits if hit), None)


def to_staff(what: str, *, house: str, to: str) -> str:
    """As one colleague says it to another; words that nobody knows are shown as they stand."""
    return " ".join(one.label.format(house=house, to=to) for one in read(what)) or what

"""One catalogue per language, in the .po format that translators know; read once, then a dict.

What a catalogue does not hold stays Dutch: that is how `nl_A2` can be sparse. A catalogue says in its head who found
it right (X-Panel, X-Reader, X-Signed-On); until then it is a draft, as texts of letters are (docs/adr/0041).
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, Literal

import polib

from tijdig.languages.pseudo import mirrored

FOLDER: Final = Path(__file__).parent
DUTCH: Final = "nl"
EASY: Final = "nl_A2"
"""Dutch again, in fewer and easier words."""
PSEUDO: Final = "ar-XB"
"""Nobody speaks it: Dutch in Arabic letters, from right to left. Only for tests and DEBUG."""

_ENTRY: Final = "\x04"  # gettext's own mark between a context and a text
_SIGNED: Final = ("X-Panel", "X-Reader", "X-Signed-On")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A language of the pages, and what it says for each Dutch text."""

    code: str
    name: str  # in the language itself
    direction: Literal["ltr", "rtl"] = "ltr"
    is_signed: bool = True
    is_whole: bool = True  # else it has one short page only
    words: dict[str, str] = field(default_factory=dict)

    def of(self, text: str, context: str = "") -> str:
        """This text in this language; in Dutch when it is not here."""
        if self.code == PSEUDO:
            return mirrored(text)
        return self.words.get(f"{context}{_ENTRY}{text}") or self.words.get(text) or text

    def has(self, text: str, context: str = "") -> bool:
        """Whether it says this itself."""
        return f"{context}{_ENTRY}{text}" in self.words or text in self.words

    @property
    def tag(self) -> str:
        """As `lang` wants it: nothing but the language itself."""
        return self.code if self.code == PSEUDO else self.code.partition("_")[0]


@cache
def catalogue(code: str) -> Catalogue:
    """The catalogue of this language; Dutch has an empty one, and so has a language that we do not know."""
    if code == PSEUDO:
        return Catalogue(PSEUDO, "Pseudo", "rtl")
    if code not in codes() or code == DUTCH:
        return Catalogue(DUTCH, "Nederlands")
    read = polib.pofile(str(FOLDER / f"{code}.po"), encoding="utf-8")
    words = {
        f"{one.msgctxt}{_ENTRY}{one.msgid}" if one.msgctxt else one.msgid: one.msgstr
        for one in read
        if one.translated() and not one.obsolete
    }
    head = read.metadata
    is_signed = all(head.get(name, "").strip() for name in _SIGNED)
    direction: Literal["ltr", "rtl"] = "rtl" if head.get("X-Direction") == "rtl" else "ltr"
    return Catalogue(code, head["X-Name"], direction, is_signed, head.get("X-Whole", "yes") == "yes", words)


@cache
def codes() -> tuple[str, ...]:
    """Dutch, and every language with a catalogue."""
    return (DUTCH, *sorted(path.stem for path in FOLDER.glob("*.po")))


@cache
def full() -> tuple[str, ...]:
    """The languages that the whole portal speaks, Dutch first; easy words are a way of reading, not a language."""
    return tuple(code for code in codes() if code != EASY and catalogue(code).is_whole)


@cache
def short() -> tuple[str, ...]:
    """The languages in which one page says what this is, and how somebody helps in them."""
    return tuple(code for code in codes() if not catalogue(code).is_whole)

"""What a text costs as SMS (encoding, units, parts), the same words in letters every phone knows, and its links."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Encoding = Literal["GSM-7", "UCS-2"]

# GSM 03.38: the basic table, and the table behind the escape, whose letters cost two.
BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED: Final = frozenset("^{}\\[~]|€\f")
GSM: Final = BASIC | EXTENDED

_ONE: Final = {"GSM-7": 160, "UCS-2": 70}
_SPLIT: Final = {"GSM-7": 153, "UCS-2": 67}

# Signs that decomposition does not bring back to a basic letter.
_LOOKALIKES: Final = str.maketrans({
    "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "•": "-",
    "ı": "i", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "œ": "oe", "Œ": "OE", "\t": " ",
})  # fmt: skip


# What a phone makes a link of: an address with or without its beginning; "9.00" and "bijv." are none.
_LINK: Final = re.compile(r"[a-z][a-z0-9+.-]*://|\bwww\.|[a-z0-9-]\.[a-z]{2,}(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SmsSize:
    """How long a text is for the network that carries it."""

    encoding: Encoding
    units: int
    parts: int


def parts(text: str) -> SmsSize:
    """Count as the network does: an escaped letter or an emoji is never split over two parts."""
    encoding: Encoding = "GSM-7" if GSM.issuperset(text) else "UCS-2"
    if encoding == "GSM-7":
        widths = [2 if letter in EXTENDED else 1 for letter in text]
    else:
        widths = [2 if ord(letter) > 0xFFFF else 1 for letter in text]
    units = sum(widths)
    if units <= _ONE[encoding]:
        return SmsSize(encoding, units, 1)
    return SmsSize(encoding, units, _filled(widths, _SPLIT[encoding]))


def _filled(widths: Iterable[int], room: int) -> int:
    count, used = 1, 0
    for width in widths:
        if used + width > room:
            count, used = count + 1, 0
        used += width
    return count


def plain(text: str) -> str:
    """The same text in GSM letters: ë becomes e; what has no such letter is left out."""
    if GSM.issuperset(text):
        return text
    return "".join(_letter(letter) for letter in text.translate(_LOOKALIKES))


def _letter(letter: str) -> str:
    if letter in GSM:
        return letter
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if part in GSM)


def has_link(text: str) -> bool:
    """Whether a phone would let its reader tap a site in this text."""
    return _LINK.search(text) is not None

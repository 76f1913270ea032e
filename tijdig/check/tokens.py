"""The words of a Dutch text with their places: an amount, a telephone number or an account number is one word."""

import re
from typing import Final, NamedTuple

IBAN, PHONE, AMOUNT, NUMBER, WORD, SHORT = "iban", "phone", "amount", "number", "word", "short"

_IBAN: Final = r"\b[A-Z]{2}\d{2} ?(?:[A-Z]{4})(?: ?\d{2,4}){2,5}\b"
_PHONE: Final = (
    r"(?<![\w-])(?:\+31[\s()–-]*(?:\(0\))?[\s–-]*\d(?:[\s()–-]*\d){8}|\(?0[1-9](?:[\s()–-]*\d){8}|0[89]00(?:[\s–-]*\d){4,7}"
    r"|0[1-9]\d\s?/\s?\d(?:[\s–-]?\d){6}|0[1-9]\d\d\s?/\s?\d(?:[\s–-]?\d){5}|14[ –-]?0\d{2,3})(?![\d])"
)
_AMOUNT: Final = (
    r"(?:€|\bEUR\b|\beuro\b(?=\s\d))\s?\d[\d.]*(?:,(?:\d\d|-+|–+))?|(?<![\w.,])\d[\d.]*(?:,\d\d)?\s?(?:euro|EUR)\b"
)
_SHORT: Final = r"(?<![\w.])(?:[^\W\d_]{1,4}\.){2,}(?:[^\W\d_]{1,3}(?![\w]))?"
_NUMBER: Final = r"\d+(?:[.,:/]\d+)*%?"
_WORD: Final = r"[^\W\d_]\w*(?:['’-]\w+)*"
_EASY: Final = r"(?!euro\b)[a-zà-ÿ]{2,}(?![\w.'’-])"  # most words: no need to try all the rest first
_BEGIN: Final = r"(?=[\w€+(])"  # any of the rest; between words none need be tried
_TOKEN: Final = re.compile(
    f"(?P<easy>{_EASY})|{_BEGIN}(?:(?P<iban>{_IBAN})|(?P<phone>{_PHONE})|(?P<amount>{_AMOUNT})|(?P<short>{_SHORT})"
    f"|(?P<number>{_NUMBER})|(?P<word>{_WORD}))"
)


class Token(NamedTuple):
    """One word, where it stands, and in lower case with a straight apostrophe."""

    kind: str
    start: int
    end: int
    low: str


def tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The words between two places."""
    made = []
    for found in _TOKEN.finditer(text, start, end):
        first, last = found.span()
        if found.lastgroup == "easy":
            made.append(Token(WORD, first, last, found[0]))
        else:
            made.append(Token(found.lastgroup or WORD, first, last, found[0].lower().replace("’", "'")))
    return tuple(made)


def cents(amount: str) -> int:
    """An amount as it is written (€ 1.480 or 12,50 euro), in cents."""
    digits = re.sub(r"[^\d,]", "", amount)
    whole, _, rest = digits.partition(",")
    return int(whole or 0) * 100 + int(rest or 0)

"""Telephone numbers as people in the Netherlands read and say them."""

from typing import Final

_AREAS: Final = frozenset({
    "010", "013", "015", "020", "023", "024", "026", "030", "033", "035", "036", "038", "040", "043", "045", "046",
    "050", "053", "055", "058", "070", "071", "072", "073", "074", "075", "076", "077", "078", "079", "085", "088",
})  # fmt: skip
_LENGTH: Final = 10


def readable(phone: str) -> str:
    """`06 00 02 13 31`, `020 555 01 23`, `0512 34 56 78`; a number from elsewhere, or spaced already, as it is."""
    home = _at_home(phone)
    if len(home) != _LENGTH or not home.isdecimal() or not home.startswith("0"):
        return phone
    if home.startswith("06"):
        return " ".join(home[place : place + 2] for place in range(0, _LENGTH, 2))
    if " " in phone.strip() and not phone.startswith("+"):
        return phone
    if home[:3] in _AREAS:
        return f"{home[:3]} {home[3:6]} {home[6:8]} {home[8:]}"
    return f"{home[:4]} {home[4:6]} {home[6:8]} {home[8:]}"


def is_same(one: str, other: str) -> bool:
    """Whether two ways of writing ring the same telephone: `+31 6 00 02 13 31` and `06-00021331`."""
    return bool(dialled(one)) and _at_home(dialled(one)) == _at_home(dialled(other))


def _at_home(phone: str) -> str:
    bare = "".join(sign for sign in phone if sign not in " -.()")
    return "0" + bare.removeprefix("+31") if bare.startswith("+31") else bare


def dialled(phone: str) -> str:
    """The same number as a telephone wants it."""
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")

"""Numbers that come from outside: short and in plain figures, or they are none."""

_LONGEST = 18  # figures; what every database takes


def whole(text: str, otherwise: int = 0) -> int:
    """The number that somebody typed or an address holds; `otherwise` when it is none that we could have given out."""
    is_one = text.isascii() and text.isdecimal() and len(text) <= _LONGEST
    return int(text) if is_one else otherwise

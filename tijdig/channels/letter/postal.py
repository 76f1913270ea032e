"""A postal address as PostNL wants it: three to six lines, `1234 AB  TOWN`, nothing that is not an address."""

import re
from typing import Final

from tijdig.channels.base import Undeliverable
from tijdig.messages.facts import Recipient
from tijdig.messages.values import clean

MIN_LINES: Final = 3
MAX_LINES: Final = 6

_DUTCH_TOWN: Final = re.compile(r"^([1-9]\d{3})\s*([A-Za-z]{2})[\s,]+(.+)$")
_FORBIDDEN_LETTERS: Final = frozenset(("SA", "SD", "SS"))


def address_lines(recipient: Recipient) -> tuple[str, ...]:
    """The lines in the window, or Undeliverable with what is wrong. An administrator's name comes first."""
    name = clean(recipient.via or recipient.name)
    lines = [name, *(line for line in map(clean, recipient.address_lines) if line)]
    if not name or len(lines) < MIN_LINES:
        raise Undeliverable("address_incomplete", permanent=True, detail="a name, a street and a town are needed")
    if len(lines) > MAX_LINES:
        raise Undeliverable("address_too_long", permanent=True, detail=f"at most {MAX_LINES} lines")
    return tuple(town_line(line) for line in lines)


def town_line(line: str) -> str:
    """`1234ab rotterdam` as `1234 AB  ROTTERDAM`; any other line as it is."""
    found = _DUTCH_TOWN.match(line)
    if found is None:
        return line
    digits, letters, town = found[1], found[2].upper(), found[3]
    if letters in _FORBIDDEN_LETTERS:
        raise Undeliverable("postcode_impossible", permanent=True, detail=f"no postcode ends in {letters}")
    return f"{digits} {letters}  {town.upper()}"

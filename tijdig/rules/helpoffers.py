"""Who can help here: which municipality somebody means, in which order help is named, and what wants another look."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from tijdig.policy.helpoffers import HelpOffer, Municipality

_POSTCODE: Final = re.compile(r"\s*([1-9]\d{3})(?:\s*[A-Za-z]{2})?\s*")


def digits(typed: str) -> str:
    """The digits of a postcode, `1288` of `1288 AW`; nothing when it is no postcode. The letters say too much."""
    found = _POSTCODE.fullmatch(typed)
    return found[1] if found else ""


def municipality_of(places: Iterable[Municipality], typed: str) -> Municipality | None:
    """The municipality somebody means with a postcode or a name."""
    code, name = digits(typed), " ".join(typed.split()).casefold()
    for place in places:
        if place.name.casefold() == name or any(first <= code <= last for first, last in place.postcodes):
            return place
    return None


def ordered(offers: Iterable[HelpOffer]) -> Sequence[HelpOffer]:
    """For acute distress first, then what is free, then the rest; else as the list has them."""
    return sorted(offers, key=lambda offer: (not offer.is_acute, not offer.is_free))


def wants_review(reviewed_on: date, day: date, review_days: int) -> bool:
    """Whether nobody has looked for so long that a number may be wrong by now."""
    return reviewed_on + timedelta(days=review_days) < day

"""What a bill is called: as its creditor calls it; a plain name with its month also in the language of the page."""

import re
from datetime import date
from typing import Any, Final

from tijdig.languages import DUTCH, EASY, marked, now, say
from tijdig.messages.languages import here
from tijdig.rules.dutch import MONTHS

PLAIN: Final = {
    "huur": marked("Huur"),
    "servicekosten": marked("Servicekosten"),
    "hypotheek": marked("Hypotheek"),
    "termijnbedrag": marked("Termijnbedrag"),
    "termijn energie": marked("Termijn energie"),
    "termijn water": marked("Termijn water"),
    "voorschot": marked("Voorschot"),
    "zorgpremie": marked("Zorgpremie"),
    "premie": marked("Premie"),
    "abonnement": marked("Abonnement"),
    "aflossing": marked("Aflossing"),
}
"""Names that say no more than what kind of bill it is; whatever else a creditor writes are words of its own."""

_YEAR: Final = "[12][0-9]{3}"
_SHAPE: Final = re.compile(
    rf"(?P<what>[^\W\d]+(?: [^\W\d]+)??) (?:(?P<month>{'|'.join(MONTHS)}) )?(?P<years>{_YEAR}(?:-{_YEAR})?)"
)


def of(claim: Any) -> str:
    """The name of this bill; without one its number."""
    name = str(claim.description)
    if not name:
        return say("Rekening {number}", number=claim.reference)
    return name if now().code in (DUTCH, EASY) else _told(name)


def _told(name: str) -> str:
    """`Rent October 2026`; a name of another shape stays as it is."""
    found = _SHAPE.fullmatch(name)
    what = PLAIN.get(found["what"].lower(), "") if found else ""
    if not found or not what or (found["month"] and "-" in found["years"]):
        return name
    if not found["month"]:
        return f"{say(what)} {found['years']}"
    return f"{say(what)} {here.month(date(int(found['years']), MONTHS.index(found['month']) + 1, 1))}"

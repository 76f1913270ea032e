"""What a customer filled in beside the words of a question, as a colleague reads it."""

from collections.abc import Iterator
from datetime import date

from tijdig.queries import asks, tongues
from tijdig.queries.asking import STRANGERS
from tijdig.rules import dutch, phones
from tijdig.rules.money import euros
from tijdig.rules.tongues import call_in

_DETAILS = {
    "instalment_cents": ("Kan per keer missen", True),
    "monthly_cents": ("Kan per maand missen", True),
    "first_on": ("Vanaf", False),
    "pay_on": ("Wil betalen op", False),
    "reach_at": ("Te bereiken", False),
    "phone": ("Nummer", False),
}
_PHONES = ("phone", "reach_at")


HELPS = {
    "money": "hulp met geld",
    "papers": "hulp met brieven en formulieren",
    "someone": "dat iemand meekijkt of voor de klant belt",
    "talk": "gewoon met iemand praten",
}
WHYS = {"paid": "ik heb al betaald", "amount": "het bedrag klopt niet"}


def said(details: dict[str, object]) -> Iterator[str]:
    """What the customer filled in beside the words."""
    for key, (label, is_money) in _DETAILS.items():
        value = details.get(key)
        if value not in (None, ""):
            text = phones.readable(str(value)) if key in _PHONES else _plain(str(value))
            yield f"{label}: {euros(int(str(value))) if is_money else text}"
    if chosen := HELPS.get(str(details.get("help"))):
        shares = "Mag gegevens delen met hulp." if details.get("may_share") else "Wil nog geen gegevens delen."
        yield f"Wil {chosen}. {shares}"
    if language := call_in(str(details.get(tongues.LANGUAGE) or "")):
        yield f"{language}."
    if details.get(asks.ABOUT) == asks.PROOF:
        yield "Wil laten zien wie het is. Kijk het samen na, en leg de identiteit vast."
    if who := STRANGERS.get(str(details.get("who"))):
        yield f"Zegt: {who}"
    if why := WHYS.get(str(details.get("why"))):
        yield f"Zegt: {why}"
    if details.get(asks.OTHER_NUMBER):
        yield "Gevraagd met alleen de code. Er is al bellen beloofd op een ander nummer: bel eerst dat nummer."


def _plain(value: str) -> str:
    try:
        return dutch.day(date.fromisoformat(value))
    except ValueError:
        return value

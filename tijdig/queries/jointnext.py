"""What comes next in a joint arrangement, as a colleague would say it, and the acts that do it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tijdig.rules import dutch
from tijdig.rules.joint.drafts import OVER, QUIET
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

ASKS: Final = frozenset({P.ASKED, P.SILENT, P.CONFIRMED, P.PROPOSED, P.UNDECIDED, P.COUNTERED})
"""In these an answer of one organisation is still to come, or lies with the customer."""

_ANSWERED: Final = frozenset({S.INVENTORY, S.PROPOSED})
"""In these all organisations are asked for something at once."""

_ASKED: Final = frozenset({P.ASKED, P.SILENT, P.PROPOSED, P.UNDECIDED})
Act = tuple[str, str, int | None]
"""The name of the act, what the button says, and which organisation it is about."""

_NEXT: Final = {
    S.REQUESTED: "Vraag per organisatie toestemming. Daarna vragen wij overal hoeveel er open is.",
    S.INVENTORY: "Organisaties zeggen hoeveel er open is.",
    S.WEIGHED: "Bel de klant. Bied hulp aan; wie verder wil, gaat verder.",
    S.PROPOSED: "Organisaties kijken naar het voorstel. Wie zwijgt, houdt niemand tegen.",
    S.OFFERED: "De klant bekijkt het plan. Vraag of het gaat lukken.",
    S.ACTIVE: "Het loopt. Er is nu niets nodig.",
    S.MISSED: "Bel vriendelijk. Vraag wat er gebeurde, en welke dag wel past. Er wordt niets stopgezet.",
    S.PAUSED: "Er is pauze. Daarna gaat het vanzelf verder.",
    S.REVISING: "Vraag wat er nu te missen is, en reken opnieuw.",
    S.COMPLETED: "Alles is betaald.",
    S.REFERRED: "Schuldhulp neemt het over.",
    S.ENDED: "Het is gestopt.",
}
_ASK_FIRST: Final = "De klant zei wie mee mag doen. Vraag nu wat er elke keer te missen is."
_ASK_NOW: Final = "Alles is bekend. Vraag nu overal hoeveel er open is."
_THERE: Final = {
    P.ASKED: "Zeg hoeveel er bij ons open is.",
    P.SILENT: "Zeg alsnog hoeveel er bij ons open is.",
    P.CONFIRMED: "Wij zeiden hoeveel er open is. Het voorstel komt nog.",
    P.PROPOSED: "Bekijk het voorstel: zeg ja, vraag iets anders, of zeg nee met een reden.",
    P.UNDECIDED: "Bekijk het voorstel alsnog. Het plan wacht niet op ons.",
    P.COUNTERED: "Wij vroegen iets anders. De klant kijkt ernaar.",
    P.ACCEPTED: "Wij doen mee. De klant kijkt nu naar het hele plan.",
    P.RUNNING: "Het loopt. Wij sturen niets over deze rekeningen.",
    P.PAID: "Alles is betaald.",
    P.DECLINED: "Wij doen niet mee.",
    P.LEFT: "Wij staan niet meer in dit plan.",
}
_DIED: Final = "De klant is overleden. Vraag de familie aan wie wij mogen schrijven. Vraag niemand om geld."
_OFFERED: Final = {
    S.REQUESTED: ("ruimte", "vragen"),
    S.INVENTORY: ("ruimte", "hulp"),
    S.WEIGHED: ("verder", "ruimte", "hulp"),
    S.PROPOSED: ("hulp",),
    S.OFFERED: ("klant", "hulp"),
    S.ACTIVE: ("betaald", "gemist", "pauze", "herberekenen", "hulp"),
    S.MISSED: ("gemist", "betaald", "pauze", "herberekenen", "hulp"),
    S.PAUSED: ("gemist", "herberekenen", "hulp"),
    S.REVISING: ("ruimte", "hulp"),
}
_LABELS: Final = {
    "vragen": "Nu overal vragen",
    "ruimte": "Wat kan de klant missen?",
    "verder": "De klant gaat verder",
    "hulp": "Doorgeven aan schuldhulp",
    "klant": "Wat zegt de klant?",
    "betaald": "Betaling opschrijven",
    "gemist": "Een andere dag afspreken",
    "pauze": "Pauze geven",
    "herberekenen": "Opnieuw berekenen",
    "stoppen": "Stoppen",
}


@dataclass(frozen=True)
class Part:
    """One organisation, as far as who looks may know."""

    number: int
    name: str
    is_own: bool
    state: P
    stands: str
    is_silent: bool
    is_over: bool
    is_known: bool  # there is a consent that stands, or it is our own
    balance: str
    share: str  # of the next payment
    goes: str  # how it goes on, in a sentence
    counter: str
    reason: str
    is_threatening: bool
    contact: str
    phone: str
    until: str
    consent: int | None
    refused: str = ""  # the day on which our e-mail to them did not arrive
    address: str = ""  # where it went then
    untold: str = ""  # why they have no link that works
    mails_again: bool = False  # and whether there is an address to send one to
    ends: str = ""  # the last day of the consent, once that is near
    waits: bool = False  # an answer is waited for, and nobody is silent yet
    heard: str = ""  # the day on which a colleague heard its answer on the telephone
    has_file: bool = True  # a file of this customer stands here for it


def step(
    state: S, parts: Sequence[Part], own: Part | None, *, is_house: bool, is_told: bool, has_died: bool
) -> str:  # fmt: skip
    """What comes next, for the organisation where it was asked or for one that takes part."""
    if has_died and state not in OVER:
        return _DIED
    if not is_house and own is not None:
        return _THERE.get(own.state, "")
    if state == S.REQUESTED and _agreed(parts) and not _to_ask(parts):
        return _ASK_NOW if is_told else _ASK_FIRST
    return f"{_NEXT[state]} Bel {dutch.listed(silent)}." if (silent := _silent(state, parts)) else _NEXT[state]


def waits_for_others(state: S, parts: Sequence[Part], *, is_told: bool) -> bool:
    """Whether others are to answer and nobody is silent: then no act of ours stands out."""
    is_ours = any(part.is_own and part.state in _ASKED for part in parts) or any(
        part.refused or part.untold for part in parts
    )
    return state in _ANSWERED and is_told and not _silent(state, parts) and not is_ours


def _silent(state: S, parts: Sequence[Part]) -> list[str]:
    return [part.name for part in parts if part.is_silent and not part.is_own] if state in _ANSWERED else []


def acts(
    state: S, parts: Sequence[Part], own: Part | None, *, is_house: bool, is_told: bool, has_died: bool
) -> Iterator[Act]:
    """What makes sense now, the step that is waited for first; each is one click away.

    `is_told`: what can be spared is known. Of who died nothing is asked any more: only going out of it is left.
    """
    if has_died:
        yield from _out(state, own, is_house=is_house)
        return
    if own is not None and own.state in {P.ASKED, P.SILENT}:
        yield "bedrag", "Zeg hoeveel er open is", own.number
    if own is not None and own.state in {P.PROPOSED, P.UNDECIDED}:
        yield "besluit", "Antwoord op het voorstel", own.number
    if own is not None and not own.has_file and own.state in QUIET and state not in OVER:
        yield "dossier", "Zoek ons dossier", own.number
    if is_house:
        yield from _of_house(state, parts, is_told=is_told)
    elif own is not None and own.state == P.RUNNING:
        yield "uitstappen", "Uitstappen", own.number


def _out(state: S, own: Part | None, *, is_house: bool) -> Iterator[Act]:
    if is_house and state not in OVER:
        yield "stoppen", _LABELS["stoppen"], None
    elif own is not None and own.state == P.RUNNING:
        yield "uitstappen", "Uitstappen", own.number
    elif own is not None and own.state in {P.PROPOSED, P.UNDECIDED}:
        yield "besluit", "Antwoord op het voorstel", own.number


def _to_ask(parts: Sequence[Part]) -> list[Part]:
    """For whom the customer did not say yes or no yet."""
    return [part for part in parts if part.state == P.PICKED and not part.is_own and part.consent is None]


def _agreed(parts: Sequence[Part]) -> list[Part]:
    """For whom the customer said yes, while nothing is asked there yet."""
    return [part for part in parts if part.state == P.PICKED and not part.is_own and part.consent is not None]


def _of_house(state: S, parts: Sequence[Part], *, is_told: bool) -> Iterator[Act]:
    waits = _to_ask(parts)
    if waits and state not in OVER:
        yield "toestemming", f"Toestemming vragen: {waits[0].name}", waits[0].number
    for part in parts:
        if (part.refused and part.state in _ASKED) or part.mails_again:
            yield "opnieuw", f"Opnieuw mailen: {part.name}", part.number
        if part.ends and not part.is_own:
            yield "langer", f"Toestemming verlengen: {part.name}", part.number
        if part.is_silent and not part.is_own and state not in OVER:
            yield "gezegd", f"Antwoord van {part.name} opschrijven", part.number
        if part.state == P.COUNTERED:
            yield "tegenvoorstel", f"Tegenvoorstel van {part.name}", part.number
    offered = _OFFERED.get(state, ())
    if state == S.REQUESTED and is_told and _agreed(parts):
        offered = offered[::-1]
    for name in offered:
        yield name, _LABELS[name], None
    if state not in OVER:
        yield "stoppen", _LABELS["stoppen"], None

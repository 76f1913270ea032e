"""When an organisation that gave its word beforehand does not answer by itself: a person is asked first (ADR 63)."""

from typing import NamedTuple

from tijdig.words import HoldKind, PauseReason, RequestKind, Word


class PersonFirst(Word):
    """Why a colleague answers, although this organisation says yes by itself otherwise."""

    DIED = "died", "de klant is overleden"
    HELP = "help", "er is schuldhulp of een schuldregeling"
    REPRESENTED = "represented", "iemand anders regelt de geldzaken"
    DISTRESS = "distress", "de klant zit in nood"
    NOT_SAFE = "not_safe", "het is niet veilig om te schrijven of te bellen"
    NOT_ME = "not_me", "iemand zei dat dit niet bij hem hoort"
    DISPUTED = "disputed", "de klant is het er niet mee eens"
    COMPLAINT = "complaint", "er loopt een klacht"
    SEIZURE = "seizure", "er is beslag gelegd"
    NEAR = "near", "er is vastgelegd wat er binnenkort gebeurt"
    AGENCY = "agency", "het dossier is bij een incassobureau"
    MOVED = "moved", "het adres is niet bekend"
    IN_HAND = "in_hand", "een collega heeft dit dossier zelf in de hand"
    NOTED = "noted", "er is pauze om wat in de notitie staat"


class File(NamedTuple):
    """What a file here says on one day, as far as it asks for a person."""

    holds: frozenset[HoldKind] = frozenset()
    pauses: frozenset[PauseReason] = frozenset()
    asks: frozenset[RequestKind] = frozenset()  # what the customer asked, and was not answered yet
    has_died: bool = False
    is_represented: bool = False
    is_safe: bool = True
    has_seizure: bool = False
    is_near: bool = False  # a summons, eviction or cut-off has its day
    is_at_agency: bool = False
    is_in_hand: bool = False


HELP = frozenset({HoldKind.DEBT_HELP, HoldKind.COLLECTION_PAUSE, HoldKind.MORATORIUM, HoldKind.SETTLEMENT})
"""Debt help, or a settlement by a court: while one stands where a plan was asked, a person looks at the plan first."""


def reasons(file: File) -> tuple[PersonFirst, ...]:
    """Why a colleague answers, the weightiest first; nothing where the organisation may keep its word by itself.

    The stops that last, and all for which a person comes first. A pause that the customer asked for, a reaction and an
    arrangement that runs are none: the customer asks for this plan in their place.
    """
    holds, pauses, asks = file.holds, file.pauses, file.asks
    found = {
        PersonFirst.DIED: file.has_died or HoldKind.DIED in holds,
        PersonFirst.HELP: bool(holds & HELP),
        PersonFirst.REPRESENTED: file.is_represented or HoldKind.REPRESENTED in holds,
        PersonFirst.DISTRESS: PauseReason.DISTRESS in pauses,
        PersonFirst.NOT_SAFE: not file.is_safe,
        PersonFirst.NOT_ME: bool(asks & {RequestKind.NOT_ME}),
        PersonFirst.DISPUTED: HoldKind.DISPUTED in holds or RequestKind.DISAGREE in asks,
        PersonFirst.COMPLAINT: PauseReason.COMPLAINT in pauses or RequestKind.COMPLAINT in asks,
        PersonFirst.SEIZURE: file.has_seizure,
        PersonFirst.NEAR: file.is_near,
        PersonFirst.AGENCY: file.is_at_agency,
        PersonFirst.MOVED: HoldKind.MOVED in holds,
        PersonFirst.IN_HAND: file.is_in_hand,
        PersonFirst.NOTED: PauseReason.OTHER in pauses,
    }
    return tuple(reason for reason, holds_now in found.items() if holds_now)

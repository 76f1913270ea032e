"""Words about what was agreed: arrangements and consents."""

from tijdig.words.word import Word


class ArrangementState(Word):
    """How far an arrangement is."""

    ACTIVE = "active", "loopt"
    COMPLETED = "completed", "klaar"
    ENDED = "ended", "gestopt"


class ConsentPurpose(Word):
    """What a customer agreed to between two organisations; without it nothing is known across them (DECISIONS 17)."""

    JOINT = "joint", "samen regelen"
    OVERVIEW = "overview", "alles op één pagina zien"

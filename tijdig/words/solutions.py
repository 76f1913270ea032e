"""Words about what was agreed: arrangements, other solutions, joint arrangements and consents."""

from tijdig.words.word import Word


class ArrangementState(Word):
    """How far an arrangement is. A change ends one version and begins the next: every version is kept."""

    ACTIVE = "active", "loopt"
    COMPLETED = "completed", "klaar"
    ENDED = "ended", "gestopt"
    CHANGED = "changed", "veranderd"


class Rhythm(Word):
    """How often somebody pays: as often as their money comes in."""

    WEEKLY = "weekly", "elke week"
    FOUR_WEEKLY = "four_weekly", "elke vier weken"
    MONTHLY = "monthly", "elke maand"


class ChangeReason(Word):
    """Why an arrangement became another one; a change costs nothing and is never held against anybody."""

    AMOUNT = "amount", "een ander bedrag"
    DAY = "day", "een andere dag"
    PAUSE = "pause", "even pauze"
    LESS_INCOME = "less_income", "minder inkomen"
    SEIZURE = "seizure", "beslag"
    MORE_ROOM = "more_room", "er kan meer"
    MISSED = "missed", "een termijn lukte niet"
    JOINT = "joint", "samen met andere organisaties"
    LEFT = "left", "een organisatie stapte uit"
    JOINED = "joined", "een organisatie kwam erbij"


class Mandate(Word):
    """Who may say yes to what a customer proposes; nobody may say no without a person (DECISIONS 10)."""

    AUTOMATIC = "automatic", "meteen goed"
    HANDLER = "handler", "een medewerker beslist"
    LEAD = "lead", "een teamleider beslist"


class SolutionKind(Word):
    """What can be agreed (EVIDENCE 4.3)."""

    ARRANGEMENT = "arrangement", "in delen betalen"
    DEFERRAL = "deferral", "later betalen"
    FREEZE = "freeze", "even stilzetten"
    LOWER_RATE = "lower_rate", "een tijd minder rente"
    CORRECTION = "correction", "de rekening verbeterd"
    REFERRAL = "referral", "hulp erbij"
    SMALL = "small", "een klein bedrag"
    COSTS_DROPPED = "costs_dropped", "kosten vervallen"
    LAST_WAIVED = "last_waived", "de laatste termijn cadeau"


class ConsentPurpose(Word):
    """What a customer agreed to between two organisations; without it nothing is known across them (DECISIONS 17)."""

    JOINT = "joint", "samen regelen"
    OVERVIEW = "overview", "alles op één pagina zien"
    HELP = "help", "contactgegevens doorgeven voor hulp"
    ASK_LATER = "ask_later", "vragen om samen te regelen"


class SharedData(Word):
    """What may be told under a consent: so much and no more; the story never (DECISIONS 11, EVIDENCE 4.5)."""

    BALANCE = "balance", "hoeveel er nog open is"
    STATUS = "status", "of er een regeling loopt"
    CONTACT = "contact", "wie uw contactpersoon is"
    ROOM = "room", "wat u per maand kunt missen"
    REACH = "reach", "uw naam en hoe u te bereiken bent"
    WHO = "who", "uw naam, geboortedatum, postcode en klantnummer"


class JointState(Word):
    """How far a joint arrangement is (EVIDENCE 4.5, DECISIONS 11)."""

    REQUESTED = "requested", "gevraagd"
    INVENTORY = "inventory", "bedragen worden opgevraagd"
    WEIGHED = "weighed", "een mens kijkt eerst mee"
    PROPOSED = "proposed", "organisaties kijken ernaar"
    OFFERED = "offered", "wacht op de klant"
    ACTIVE = "active", "loopt"
    MISSED = "missed", "een termijn gemist"
    PAUSED = "paused", "pauze"
    REVISING = "revising", "wordt opnieuw berekend"
    COMPLETED = "completed", "klaar"
    REFERRED = "referred", "naar schuldhulp"
    ENDED = "ended", "gestopt"


class JointPartState(Word):
    """How one organisation stands in a joint arrangement."""

    PICKED = "picked", "gekozen"
    ASKED = "asked", "bedrag opgevraagd"
    SILENT = "silent", "nog geen bedrag: een mens vraagt het na"
    CONFIRMED = "confirmed", "bedrag bevestigd"
    PROPOSED = "proposed", "voorstel ligt er"
    COUNTERED = "countered", "ander voorstel"
    UNDECIDED = "undecided", "nog geen antwoord: een mens vraagt het na"
    ACCEPTED = "accepted", "doet mee"
    RUNNING = "running", "loopt mee"
    PAID = "paid", "betaald"
    DECLINED = "declined", "doet niet mee"
    LEFT = "left", "niet meer mee"

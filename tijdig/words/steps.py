"""Words about the steps of an approach, what is near, and the gate before an agency."""

from tijdig.words.word import Word


class ConsequenceKind(Word):
    """What is really going to happen on a day that is known; somebody entitled to it recorded it."""

    SUMMONS = "summons", "dagvaarding"
    EVICTION = "eviction", "ontruiming"
    DISCONNECTION = "disconnection", "afsluiting"


class ApproachForm(Word):
    """How the bundle of an approach is built; the next one differs from the last."""

    LIGHT = "light", "licht: e-mail en sms"
    WRITTEN = "written", "schriftelijk"
    CALLED = "called", "schriftelijk, en daarna bellen"
    PERSONAL = "personal", "eerst een mens"
    OTHER_WAY = "other_way", "op een andere manier"
    VISITED = "visited", "huisbezoek aanbieden"


class Skill(Word):
    """What somebody of a team can do; hours are counted per skill."""

    CALL = "call", "bellen"
    VISIT = "visit", "op bezoek gaan"
    LOOK = "look", "dossier bekijken"


class StepState(Word):
    """How far a step by a person has come."""

    WISHED = "wished", "gewenst"
    GIVEN = "given", "ingepland"
    NOT_GIVEN = "not_given", "geen tijd voor"
    DONE = "done", "gedaan"
    STOPPED = "stopped", "niet meer nodig"


class HeldReason(Word):
    """Why a step that was planned does not go out by itself yet; a person does it."""

    TEXT = "text_to_come", "de tekst hiervoor komt nog"
    CARRIER = "carrier_to_come", "deze weg komt nog"


class TransferState(Word):
    """What a person decided about handing a case over to an agency."""

    HANDED_OVER = "handed_over", "overgedragen"
    KEPT = "kept", "zelf gehouden"
    RECALLED = "recalled", "teruggehaald"


class TransferLack(Word):
    """What is missing before a case may be handed over to an agency; each is something that a person can still do."""

    CHANNELS = "channels", "Er zijn te weinig wegen geprobeerd. Probeer het ook op een andere manier."
    CALLS = "calls", "Er is te weinig geprobeerd om de klant te spreken. Bel eerst nog."
    ROOM_UNKNOWN = "room_unknown", "Wij weten niet of de klant ruimte heeft om te betalen. Vraag dat eerst."
    NO_ROOM = "no_room", "De klant heeft nu geen ruimte om te betalen. Zoek samen met de klant hulp."
    HELP = "help", "Wij hebben nog in geen bericht hulp aangeboden. Doe dat eerst."
    DISTRESS = "distress", "De klant zit in nood, of zat dat kort geleden. Bel zelf."
    REST = "rest", "Er loopt een afspraak, een vraag of rust. Wacht tot die voorbij is."
    DISPUTE = "dispute", "De klant is het er niet mee eens. Zoek dat eerst uit."
    REPRESENTED = "represented", "Een bewindvoerder regelt de geldzaken. Overleg daar."
    NOTICE = "notice", "De termijn van de laatste brief loopt nog, of er ging nog geen laatste brief."
    CONSEQUENCE = "consequence", "Er is vastgelegd wat er binnenkort gebeurt. Praat daar eerst zelf over met de klant."
    IN_HAND = "in_hand", "Een medewerker heeft dit dossier in de hand. Overleg eerst samen."
    NOTHING_LATE = "nothing_late", "Er is nu niets te laat."

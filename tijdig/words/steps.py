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
    PRINT = "not_printed", "deze brief is niet te versturen"


class TransferState(Word):
    """What a person decided about handing a case over to an agency."""

    HANDED_OVER = "handed_over", "overgedragen"
    KEPT = "kept", "zelf gehouden"
    RECALLED = "recalled", "teruggehaald"


class RecallReason(Word):
    """Why a case comes back from an agency."""

    HEARD = "heard", "de klant reageerde bij ons"
    ARRANGES = "arranges", "de klant betaalt hier, of spreekt iets met ons af"
    HELP = "help", "de klant krijgt hulp bij geldzaken"
    NO_ROOM = "no_room", "de klant heeft nu niets over"
    NOT_RIGHT = "not_right", "het had niet overgedragen moeten worden"
    COMPLAINT = "complaint", "de klant klaagt over het bureau"
    GIVEN_BACK = "given_back", "het bureau gaf het terug"
    OTHER = "other", "anders, zie de woorden erbij"


class ClaimLack(Word):
    """Why a bill does not go along to an agency: what was not done for this one."""

    DISPUTED = "disputed", "de klant is het er niet mee eens"
    NOT_NAMED = "not_named", "nog in geen herinnering genoemd"
    CHANNELS = "channels", "sinds het eerste bericht erover te weinig wegen geprobeerd"
    CALLS = "calls", "sinds het eerste bericht erover te weinig gebeld"
    HELP = "help", "in geen bericht erover hulp aangeboden"
    NOTICE = "notice", "geen laatste brief erover, of de termijn loopt nog"


class TransferLack(Word):
    """What is missing before a case may be handed over to an agency; each is something that a person can still do."""

    CHANNELS = "channels", "Er zijn te weinig wegen geprobeerd. Probeer het ook op een andere manier."
    CALLS = "calls", "Er is te weinig geprobeerd om de klant te spreken. Bel eerst nog."
    ROOM_UNKNOWN = "room_unknown", "Wij weten niet of de klant ruimte heeft om te betalen. Vraag dat eerst."
    ROOM_UNHEARD = (
        "room_unheard",
        "Er staat genoteerd dat er ruimte is, maar van wie wij dat weten niet. Schrijf het gesprek op, of wie het zei.",
    )
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

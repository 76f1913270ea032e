"""The Dutch words for every code that comes out of the planner, and for the codes in its columns."""

from enum import IntFlag

from tijdig.planner.codes import (
    NOTHING,
    ByWhom,
    ConsequenceCode,
    Event,
    Form,
    Frame,
    History,
    HoldCode,
    Kind,
    Need,
    Option,
    Owner,
    ProductCode,
    Rank,
    Room,
    SectorCode,
    Stage,
    Tone,
    ToWhom,
    Weight,
    When,
    Whether,
)
from tijdig.words import (
    ApproachForm,
    ChannelKind,
    ClaimKind,
    ConsequenceKind,
    EventKind,
    HoldKind,
    Sector,
    SupportNeedKind,
)
from tijdig.words import Room as RoomWord
from tijdig.words import Stage as StageWord

DIMENSIONS = {
    "whether": "Gaat er iets uit?",
    "history": "Wat ging eraan vooraf?",
    "stage": "Welke stap?",
    "channels": "Langs welke weg?",
    "frame": "Wat staat voorop?",
    "tone": "Op welke toon?",
    "by_whom": "Door wie?",
    "form": "In welke vorm?",
    "options": "Wat gaat er mee?",
    "when": "Wanneer?",
    "rank": "Wie komt eerst?",
    "to_whom": "Aan wie?",
}
OUTCOMES: dict[str, dict[int, str]] = {
    "whether": {
        Whether.CLOSE: "sluiten",
        Whether.STOP: "helemaal stoppen",
        Whether.WAIT: "wachten",
        Whether.ACT: "bericht sturen",
    },
    "history": {
        NOTHING: "geen",
        History.NEW: "nieuwe klant",
        History.FIRST_TIME: "voor het eerst te laat",
        History.SPORADIC: "soms te laat",
        History.OFTEN: "vaak te laat",
        History.HANDED_OVER: "eerder overgedragen",
        History.UNKNOWN: "nog niet bekend",
    },
    "stage": {
        Stage.NONE: "geen",
        **{Stage[word.name]: f"{word.value}, {word.label}" for word in StageWord},
    },
    "frame": {
        Frame.NONE: "geen",
        Frame.SOLUTION: "oplossing",
        Frame.NEUTRAL_NOTICE: "feitelijk bericht",
        Frame.SUPPORTIVE: "hoe gaat het, en wat helpt",
        Frame.CONSEQUENCE_HELP: "wat er echt gebeurt, met de uitweg",
        Frame.EXPLAIN: "hoe betalen hier gaat",
        Frame.DETAILS: "waar bereiken wij u",
        Frame.PREPARE: "wat u vooraf kunt regelen",
    },
    "tone": {
        Tone.NONE: "geen",
        Tone.THANKFUL: "dankbaar",
        Tone.FRIENDLY: "vriendelijk",
        Tone.CONCERNED: "betrokken",
        Tone.FACTUAL: "rustig en precies",
        Tone.FORMAL: "kort en netjes",
        Tone.FIRM: "eerlijk en duidelijk",
    },
    "by_whom": {
        ByWhom.NONE: "niemand",
        ByWhom.TEAM: "het team",
        ByWhom.HANDLER: "een medewerker",
        ByWhom.CALLER: "het team, en daarna belt een medewerker",
        ByWhom.SAME_PERSON: "eerst een medewerker, steeds dezelfde",
        ByWhom.VISITOR: "het team, en iemand die langs kan komen",
        ByWhom.VIDEO_CALLER: "het team, en een gesprek met beeld",
    },
    "form": {Form.NONE: "geen", **{Form[word.name]: word.label for word in ApproachForm}},
    "when": {
        When.NONE: "geen",
        When.NEXT_PERMITTED: "vandaag",
        When.AFTER_MESSAGE: "bericht vandaag, een mens een paar dagen later",
        When.SOON: "eerst een mens",
    },
    "rank": {
        Rank.NONE: "geen",
        Rank.URGENT: "meteen",
        Rank.ASKED: "vroeg, want gevraagd",
        Rank.NEED: "vroeg, want nodig",
        Rank.EFFECT: "vroeg, want dan helpt het veel",
        Rank.REST: "als er tijd is",
    },
    "to_whom": {ToWhom.NONE: "niemand", ToWhom.CUSTOMER: "de klant", ToWhom.ADMINISTRATOR: "de bewindvoerder"},
}
OPTIONS = {
    Option.CARD: "kaartje",
    Option.OUTSIDE_WORDS: "woorden op de envelop die bij elke post passen",
    Option.FOUR_STEPS: "vier stappen in de brief",
    Option.BY_HAND: "met de hand geschreven",
    Option.PLAIN_ENVELOPE: "gewone envelop",
    Option.PAY_LINK: "betaallink",
    Option.ARRANGEMENT: "u kunt iets regelen",
    Option.OFFER_TALK: "wij praten graag",
    Option.CHOOSE_SLOT: "kies een belmoment",
    Option.OFFER_HELP: "hulp bij geldzaken",
    Option.ASK_PREFERENCE: "hoe hoort u het liefst van ons",
    Option.ASK_EVENT: "is er iets gebeurd",
    Option.SIMPLEST: "kortste tekst",
    Option.SPOKEN: "ook gesproken of in eigen taal",
}
KINDS = {Kind[word.name]: word.label for word in ChannelKind if word.name in Kind.__members__}
WEIGHTS = {
    Weight.FIXED_COST: "vaste last",
    Weight.THREATENING: "bedreigend",
    Weight.PREFERENTIAL: "gaat voor",
    Weight.CREDIT_REGISTERED: "kan naar BKR",
    Weight.HOME: "huis hangt ervan af",
    Weight.SIGNALLING: "vroegsignaal mogelijk",
}
FLAGS: dict[str, tuple[type[IntFlag], dict[int, str]]] = {
    "Kind": (Kind, {int(kind): text for kind, text in KINDS.items()}),
    "Kind bits": (Kind, {int(kind): text for kind, text in KINDS.items()}),
    "Need bits": (Need, {int(Need[word.name]): word.label for word in SupportNeedKind}),
    "Event bits": (Event, {int(Event[word.name]): word.label for word in EventKind}),
    "Weight bits": (Weight, {int(weight): text for weight, text in WEIGHTS.items()}),
}
"""Columns that hold a set of bits: the kind of bits, and a word for each."""

CODES: dict[str, dict[int, str]] = {
    "SectorCode": {SectorCode.OTHER: "anders", **{SectorCode[word.name]: word.label for word in Sector}},
    "ProductCode": {ProductCode.OTHER: "anders", **{ProductCode[word.name]: word.label for word in ClaimKind}},
    "Room": {Room[word.name]: word.label for word in RoomWord},
    "ConsequenceCode": {
        ConsequenceCode.NONE: "niets",
        **{ConsequenceCode[word.name]: word.label for word in ConsequenceKind},
    },
    "Form": OUTCOMES["form"],
    "HoldCode": {
        HoldCode.NONE: "geen",
        HoldCode.OTHER: "een andere reden",
        **{HoldCode[word.name]: word.label for word in HoldKind},
    },
}
"""Columns that hold one code, with its words."""

OWNERS = {
    Owner.CUSTOMER: "de klant",
    Owner.TEAM: "het team",
    Owner.HANDLER: "een medewerker",
    Owner.ADMINISTRATOR: "de bewindvoerder",
    Owner.MUNICIPALITY: "de gemeente of hulpverlener",
    Owner.AGENCY: "het incassobureau",
}


def outcome_text(dimension: str, code: int) -> str:
    """The outcome of one dimension in Dutch."""
    if dimension == "channels":
        return kinds_text(code)
    if dimension == "options":
        return " + ".join(text for option, text in OPTIONS.items() if code & option) or "geen"
    return OUTCOMES[dimension][code]


def kinds_text(kinds: int) -> str:
    """The carriers in a set of bits."""
    return bits_text("Kind", kinds)


def bits_text(unit: str, value: int) -> str:
    """A set of bits in words."""
    return " + ".join(text for bit, text in FLAGS[unit][1].items() if value & bit) or "geen"


def hold_text(code: int) -> str:
    """The hold in Dutch, in the words that the rest of the house uses."""
    return CODES["HoldCode"].get(code, "een andere reden")

"""Words about who is involved: organisations, customers, how to reach them, who may see what."""

from enum import IntEnum

from tijdig.words.word import Word


class Sector(Word):
    """The kind of business a creditor is in; decides its stage ladder and its legal duties."""

    HOUSING = "housing", "woningcorporatie"
    ENERGY = "energy", "energie"
    WATER = "water", "water"
    HEALTH = "health", "zorgverzekeraar"
    TELECOM = "telecom", "telecom"
    MORTGAGE = "mortgage", "hypotheek"
    WEBSHOP = "webshop", "webwinkel"
    CREDIT = "credit", "krediet"
    MUNICIPAL = "municipal", "gemeente"


class SenderType(Word):
    """Whether the sender collects its own claims or works for somebody else (Wki art. 2)."""

    OWN_NAME = "own_name", "eigen naam"
    THIRD_PARTY = "third_party", "namens een ander"


class CustomerKind(Word):
    """Consumer or business; the fourteen-day notice protects consumers (art. 6:96 BW)."""

    CONSUMER = "consumer", "consument"
    BUSINESS = "business", "bedrijf"


class ChannelKind(Word):
    """A way to reach somebody or to be reached."""

    LETTER = "letter", "brief"
    EMAIL = "email", "e-mail"
    SMS = "sms", "sms"
    WHATSAPP = "whatsapp", "WhatsApp"
    PHONE = "phone", "telefoon"
    VISIT = "visit", "huisbezoek"
    VIDEO = "video", "videogesprek"
    TRANSFER = "transfer", "1-cent-overboeking"
    COUNTER = "counter", "balie"
    PORTAL = "portal", "website"


class PointKind(Word):
    """What sort of address a contact point is."""

    POST = "post", "postadres"
    EMAIL = "email", "e-mailadres"
    MOBILE = "mobile", "mobiel nummer"
    PHONE = "phone", "vast nummer"
    IBAN = "iban", "rekeningnummer"


class PointState(Word):
    """What is known about a contact point."""

    UNVERIFIED = "unverified", "nog niet gebleken"
    GOOD = "good", "werkt"
    BOUNCED = "bounced", "komt niet aan"
    WRONG = "wrong", "klopt niet"


class FactSource(Word):
    """Where a fact about a customer came from."""

    CREDITOR = "creditor", "uit het bestand van de organisatie"
    CUSTOMER = "customer", "van de klant zelf"
    STAFF = "staff", "in een gesprek genoteerd"
    PROVIDER = "provider", "gemeld door de bezorger"
    HELPER = "helper", "van een hulpverlener"


class SupportNeedKind(Word):
    """What helps this customer, as told or openly noted; never a diagnosis or a label."""

    CALL_RATHER = "call_rather", "bel liever"
    READ_ALOUD = "read_aloud", "lees voor"
    ONE_QUESTION = "one_question", "één vraag tegelijk"
    LARGE_PRINT = "large_print", "grote letters"
    OTHER_LANGUAGE = "other_language", "in een andere taal"
    SOMEONE_WITH_ME = "someone_with_me", "met iemand erbij"
    PAPER = "paper", "op papier"
    MORE_TIME = "more_time", "meer tijd"


class EventKind(Word):
    """Something in somebody's life, told or seen in the ledger, that asks for a word beforehand or a question."""

    TURNING_18 = "turning_18", "wordt 18"
    MOVING = "moving", "gaat verhuizen"
    HIGH_BILL = "high_bill", "hoge jaarrekening"
    FAILED_DEBIT = "failed_debit", "eerste mislukte afschrijving"
    SEPARATION = "separation", "uit elkaar"
    JOB_LOSS = "job_loss", "werk kwijt"
    BEREAVEMENT = "bereavement", "iemand verloren"


class Room(Word):
    """Whether somebody has money left to pay with, as told or noted in a conversation; never guessed from payments."""

    UNKNOWN = "unknown", "niet bekend"
    OK = "ok", "ja"
    NONE = "none", "nee"


class Cause(Word):
    """What stood in the way of paying, one tap for the customer; each lies on one barrier of COM-B (EVIDENCE 3)."""

    LESS_INCOME = "less_income", "minder inkomen"
    LATE_INCOME = "late_income", "geld kwam later"
    EXTRA_COSTS = "extra_costs", "onverwachte kosten"
    MANY_BILLS = "many_bills", "veel rekeningen tegelijk"
    NO_POST = "no_post", "brief niet gekregen"
    NOT_CLEAR = "not_clear", "de brief was niet duidelijk"
    FORGOTTEN = "forgotten", "vergeten"
    TOO_MUCH = "too_much", "te veel aan het hoofd"
    AFRAID = "afraid", "durfde niet te kijken"
    NO_USE = "no_use", "dacht dat bellen niet hielp"
    NOT_RIGHT = "not_right", "het bedrag klopt niet"
    OTHER = "other", "iets anders"


class DayPart(Word):
    """A part of the day in which a customer likes to be called."""

    MORNING = "morning", "ochtend"
    AFTERNOON = "afternoon", "middag"
    EVENING = "evening", "avond"


class RepresentativeKind(Word):
    """Who may act for the customer."""

    PROTECTIVE_ADMINISTRATOR = "protective_administrator", "bewindvoerder (beschermingsbewind)"
    INSOLVENCY_ADMINISTRATOR = "insolvency_administrator", "bewindvoerder (Wsnp)"
    AUTHORISED = "authorised", "gemachtigde"


class Role(Word):
    """What a member of staff may do."""

    HANDLER = "handler", "behandelaar"
    LEAD = "lead", "teamleider"
    EDITOR = "editor", "tekst en beleid"
    HELPER = "helper", "schuldhulp"
    RESEARCHER = "researcher", "onderzoek"


class AssuranceLevel(IntEnum):
    """How sure we are who is looking (LAW 1.10): a code or link, also birth date and postcode, an identity provider."""

    CODE = 0
    KNOWN = 1
    PROVEN = 2


class ProofMeans(Word):
    """How somebody showed who they are (DECISIONS 8)."""

    PROVIDER = "provider", "bij een inlogdienst"
    PHONE = "phone", "aan de telefoon"
    COUNTER = "counter", "aan de balie"
    PAPER = "paper", "op papier"


class DoorKind(Word):
    """Which door somebody tries; tries are counted per door."""

    CODE = "code", "code uit de brief"
    LINK = "link", "link uit een bericht"
    IDENTITY = "identity", "geboortedatum en postcode"
    PROVIDER = "provider", "inlogdienst"
    HELPER = "helper", "code van een helper"
    FORM = "form", "open formulier"
    STAFF = "staff", "inloggen van medewerkers"

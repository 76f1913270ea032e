"""The closed lists of words that the whole house speaks: English names, each with the Dutch label people read."""

from enum import IntEnum, StrEnum
from typing import Self


class Word(StrEnum):
    """A word from a closed list: its value is stored, its Dutch `label` is shown."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member from its stored value and its Dutch label."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of stored value and Dutch label, as forms and tables want them."""
        return [(word.value, word.label) for word in cls]


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


class ClaimKind(Word):
    """What a claim is for; policy/claims.toml says which kinds are fixed costs, threatening or preferential."""

    RENT = "rent", "huur"
    SERVICE_COSTS = "service_costs", "servicekosten"
    MORTGAGE = "mortgage", "hypotheek"
    ENERGY = "energy", "energie"
    WATER = "water", "drinkwater"
    HEALTH_PREMIUM = "health_premium", "zorgpremie"
    OWN_RISK = "own_risk", "eigen risico"
    TELECOM = "telecom", "telefoon en internet"
    PURCHASE = "purchase", "aankoop"
    CONSUMER_CREDIT = "consumer_credit", "krediet"
    MUNICIPAL = "municipal", "gemeentelijke heffing"


class EntryKind(Word):
    """What a line in the money book does; see models.MoneyEntry for the signs."""

    CLAIM = "claim", "rekening"
    PAYMENT = "payment", "betaling"
    REVERSAL = "reversal", "teruggeboekte betaling"
    CORRECTION = "correction", "correctie"


class EntryReason(Word):
    """Why a money entry was made, where its kind does not say enough."""

    LISTED = "listed", "staat op de lijst"
    LIST_DIFFERENCE = "list_difference", "verschil met de lijst"
    NO_LONGER_LISTED = "no_longer_listed", "staat niet meer op de lijst"
    BANK = "bank", "bankafschrift"
    BY_HAND = "by_hand", "met de hand geboekt"
    WAIVED = "waived", "kwijtgescholden"
    SETTLED = "settled", "geregeld met hulp"


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


class RepresentativeKind(Word):
    """Who may act for the customer."""

    PROTECTIVE_ADMINISTRATOR = "protective_administrator", "bewindvoerder (beschermingsbewind)"
    INSOLVENCY_ADMINISTRATOR = "insolvency_administrator", "bewindvoerder (Wsnp)"
    AUTHORISED = "authorised", "gemachtigde"


class ContractState(Word):
    """Whether the customer still has this contract."""

    ACTIVE = "active", "loopt"
    ENDED = "ended", "gestopt"


class ContractEnd(Word):
    """Who ended a contract, and why: keeping customers is one of the aims that we measure."""

    MOVED = "moved", "de klant is verhuisd"
    LEFT = "left", "de klant is overgestapt"
    ARREARS = "arrears", "gestopt door de organisatie om de achterstand"
    OTHER = "other", "anders"


class CaseState(Word):
    """Whether there is anything left to arrange."""

    OPEN = "open", "open"
    CLOSED = "closed", "gesloten"


class ClosingReason(Word):
    """Why a case was closed."""

    PAID = "paid", "alles is betaald"
    NO_LONGER_LISTED = "no_longer_listed", "staat niet meer op de lijst"
    SETTLED = "settled", "geregeld met hulp"
    WAIVED = "waived", "kwijtgescholden"
    CORRECTED = "corrected", "de rekening klopte niet"


class HoldKind(Word):
    """A dated reason why nothing goes out; each has its own rule for starting again (DECISIONS 7)."""

    REACTED = "reacted", "de klant heeft gereageerd"
    DISPUTED = "disputed", "de klant is het er niet mee eens"
    PAUSED = "paused", "pauze"
    AGREED = "agreed", "er is een afspraak"
    REPRESENTED = "represented", "iemand anders regelt de geldzaken"
    MOVED = "moved", "verhuisd, adres onbekend"
    DEBT_HELP = "debt_help", "de klant heeft schuldhulp gevraagd"
    COLLECTION_PAUSE = "collection_pause", "incassopauze"
    MORATORIUM = "moratorium", "moratorium van de rechter"
    SETTLEMENT = "settlement", "schuldregeling of Wsnp"
    DIED = "died", "overleden"


class PauseReason(Word):
    """Why staff or the customer asked for rest."""

    ASKED = "asked", "de klant vroeg om rust"
    ILLNESS = "illness", "ziekte of opname"
    WAITING_FOR_INCOME = "waiting_for_income", "wacht op inkomen"
    WAITING_FOR_PAPERS = "waiting_for_papers", "wacht op papieren"
    COMPLAINT = "complaint", "er loopt een klacht"
    DISTRESS = "distress", "de klant zit in nood"
    OTHER = "other", "anders, zie de notitie"


class Direction(Word):
    """Who began the contact."""

    OUT = "out", "van ons"
    IN = "in", "van de klant"


class ContactState(Word):
    """How far one message has come; the row is the truth about sending."""

    PLANNED = "planned", "staat klaar"
    CLAIMED = "claimed", "wordt verstuurd"
    HANDED_OVER = "handed_over", "verstuurd"
    DELIVERED = "delivered", "aangekomen"
    FAILED = "failed", "niet aangekomen"
    STOPPED = "stopped", "gestopt"
    RECEIVED = "received", "ontvangen"


class StopReason(Word):
    """Why a queued message did not go out."""

    PAID = "paid", "betaald"
    PART_PAID = "part_paid", "deels betaald"
    REACTED = "reacted", "de klant reageerde"
    DISPUTED = "disputed", "betwist"
    PAUSED = "paused", "pauze"
    AGREED = "agreed", "afspraak gemaakt"
    REPRESENTED = "represented", "vertegenwoordigd"
    DIED = "died", "overleden"
    MOVED = "moved", "verhuisd"
    DEBT_HELP = "debt_help", "schuldhulp"
    CHANGED = "changed", "bedrag of gegevens veranderd"
    CLOSED = "closed", "dossier gesloten"
    TOO_LATE = "too_late", "het moment is voorbij"


class Stage(Word):
    """How far the road of one arrear has gone (DECISIONS 14)."""

    S0 = "S0", "voor de betaaldatum"
    S1 = "S1", "eerste herinnering"
    S2 = "S2", "tweede herinnering"
    S3 = "S3", "laatste herinnering"
    S4A = "S4a", "overdracht"
    S4B = "S4b", "dagvaarding"
    S5 = "S5", "ontruiming of afsluiting"


class ReplyKind(Word):
    """What a direct answer is about; each has its texts."""

    ANSWER = "answer", "antwoord op een vraag"
    ARRANGED = "arranged", "de regeling op schrift"
    PAID = "paid", "dank voor de betaling"


class RequestKind(Word):
    """What a customer asks of us."""

    CALL_ME = "call_me", "bel mij"
    PAY_LATER = "pay_later", "later betalen"
    PAY_IN_PARTS = "pay_in_parts", "in delen betalen"
    DISAGREE = "disagree", "dit klopt niet"
    EXPLAIN = "explain", "leg het uit"
    HELP = "help", "ik heb hulp nodig"
    OTHER = "other", "iets anders"


class RequestState(Word):
    """Whether a request got its answer."""

    OPEN = "open", "wacht op antwoord"
    ANSWERED = "answered", "beantwoord"
    WITHDRAWN = "withdrawn", "ingetrokken"


class IntakeKind(Word):
    """Whether a file is the full list or only what changed."""

    FULL = "full", "volledige lijst"
    CHANGES = "changes", "wijzigingen"


class IntakeState(Word):
    """How far one file has come."""

    STAGING = "staging", "wordt ingelezen"
    PUBLISHED = "published", "zichtbaar"
    REFUSED = "refused", "geweigerd"


class NightState(Word):
    """How far one night has come."""

    RUNNING = "running", "bezig"
    RELEASED = "released", "vrijgegeven"


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


class DoorKind(Word):
    """Which door somebody tries; tries are counted per door."""

    CODE = "code", "code uit de brief"
    LINK = "link", "link uit een bericht"
    IDENTITY = "identity", "geboortedatum en postcode"
    FORM = "form", "open formulier"
    STAFF = "staff", "inloggen van medewerkers"


class ArrangementState(Word):
    """How far an arrangement is."""

    ACTIVE = "active", "loopt"
    COMPLETED = "completed", "klaar"
    ENDED = "ended", "gestopt"


class CallBackState(Word):
    """Whether somebody was called back."""

    PLANNED = "planned", "staat gepland"
    DONE = "done", "gebeld"
    MISSED = "missed", "niet bereikt"
    CANCELLED = "cancelled", "gaat niet door"


class CallResult(Word):
    """What became of a call, in the words of DDAS (bereikt)."""

    REACHED = "reached", "bereikt"
    NOT_REACHED = "not_reached", "niet bereikt"
    VOICEMAIL = "voicemail", "voicemail ingesproken"
    WRONG_NUMBER = "wrong_number", "nummer klopt niet"


class FormState(Word):
    """What became of an open contact form."""

    OPEN = "open", "wacht op ons"
    MATCHED = "matched", "bij een klant gevonden"
    ANSWERED = "answered", "beantwoord"

"""Words about what passes between us: cases, rests, messages, requests and calls."""

from tijdig.words.word import Word


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
    """Why staff or the customer asked for rest; none of them says anything about somebody's health."""

    ASKED = "asked", "de klant vroeg om rust"
    NOT_NOW = "not_now", "het lukt nu even niet"
    WAITING_FOR_INCOME = "waiting_for_income", "wacht op inkomen"
    WAITING_FOR_PAPERS = "waiting_for_papers", "wacht op papieren"
    COMPLAINT = "complaint", "er loopt een klacht"
    DISTRESS = "distress", "de klant zit in nood"
    JOINT = "joint", "we regelen het samen met andere organisaties"
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
    WITH_AGENCY = "with_agency", "overgedragen aan een incassobureau"


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
    ARRANGED = "arranged", "bevestiging van de regeling"
    PAID = "paid", "dank voor de betaling"
    COMPLETED = "completed", "de regeling is klaar"
    RECEIVED = "received", "de vraag is binnen"
    CALL_PLANNED = "call_planned", "wanneer wij bellen"
    PAUSED = "paused", "rust tot een dag"
    CHANGED = "changed", "de regeling is aangepast"
    OFFERED = "offered", "een voorstel van ons"
    INSTALMENT = "instalment", "geheugensteun voor een termijn"
    THANKED = "thanked", "dank voor een termijn"
    JOINT_PROPOSED = "joint_proposed", "één voorstel voor alles samen"
    JOINT_AGREED = "joint_agreed", "het plan voor alles samen"
    JOINT_HALFWAY = "joint_halfway", "lukt het met het gezamenlijke plan"
    JOINT_INSTALMENT = "joint_instalment", "geheugensteun voor een gezamenlijke betaling"
    JOINT_THANKED = "joint_thanked", "dank voor een gezamenlijke betaling"
    JOINT_MISSED = "joint_missed", "een gezamenlijke betaling kwam niet"
    JOINT_BACK = "joint_back", "een gezamenlijke betaling ging terug"
    JOINT_PAUSED = "joint_paused", "pauze in het gezamenlijke plan"
    JOINT_RESUMED = "joint_resumed", "de pauze in het gezamenlijke plan is bijna voorbij"
    JOINT_CHANGED = "joint_changed", "het gezamenlijke plan is aangepast"
    JOINT_LEFT = "joint_left", "een organisatie stapte uit het gezamenlijke plan"
    JOINT_COMPLETED = "joint_completed", "het gezamenlijke plan is klaar"
    JOINT_ENDED = "joint_ended", "het gezamenlijke plan is gestopt"
    JOINT_RENEW = "joint_renew", "een toestemming stopt bijna: mag het langer"
    JOINT_WEIGHED = "joint_weighed", "een mens kijkt eerst mee met het gezamenlijke plan"
    AGREED = "agreed", "wat er nog meer is afgesproken"
    CORRECTED = "corrected", "rechtgezet, met excuus"
    REFERRED = "referred", "hulp die contact opneemt"
    HANDED_OVER = "S4a", "overgedragen aan een incassobureau"


class RequestKind(Word):
    """What a customer asks of us."""

    CALL_ME = "call_me", "bel mij"
    PAY_LATER = "pay_later", "later betalen"
    PAY_IN_PARTS = "pay_in_parts", "in delen betalen"
    DISAGREE = "disagree", "dit klopt niet"
    EXPLAIN = "explain", "leg het uit"
    HELP = "help", "ik heb hulp nodig"
    CHANGE = "change", "afspraak veranderen"
    NOT_ME = "not_me", "dit ben ik niet"
    DETAILS = "details", "gegevens kloppen niet"
    COMPLAINT = "complaint", "klacht"
    OTHER = "other", "iets anders"


class RequestState(Word):
    """Whether a request got its answer."""

    OPEN = "open", "wacht op antwoord"
    ANSWERED = "answered", "beantwoord"
    WITHDRAWN = "withdrawn", "ingetrokken"


class NightState(Word):
    """How far one night has come."""

    RUNNING = "running", "bezig"
    RELEASED = "released", "vrijgegeven"


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

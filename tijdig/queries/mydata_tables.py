"""Which tables hold something of one customer, how to get there, and what of it a customer reads; the rest with why.

Every table of ours stands here, and every column of it: a new one fails a test until somebody decided (art. 15 AVG).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Model

from accounts.models import Membership, User
from tijdig.models import (
    AnswerLink,
    Approach,
    Arrangement,
    AuditEvent,
    Call,
    CallBack,
    CallSlot,
    Case,
    CaseSummary,
    Claim,
    Consent,
    Consequence,
    Contact,
    ContactPoint,
    Contract,
    Creditor,
    Customer,
    CustomerDetails,
    CustomerSession,
    Decision,
    DecisionKind,
    DoorTry,
    Draft,
    FactsLayout,
    HandOver,
    Helper,
    Hold,
    IdentityCheck,
    Instalment,
    Intake,
    Joint,
    JointEntry,
    JointLine,
    JointPart,
    JointPayment,
    JointPlan,
    LetterCode,
    LifeEvent,
    LoginLink,
    Moment,
    MoneyEntry,
    Night,
    OpenForm,
    Reject,
    Representative,
    Request,
    RoomToPay,
    Shared,
    Solution,
    Step,
    Story,
    SupportNeed,
    TeamHours,
    ToldCause,
    Touched,
    Transfer,
)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the file: its heading, the way from a row to the customer, and where it stands on the page."""

    model: type[Model]
    heading: str
    path: str  # to the customer, as a filter; `case` numbers in the trail go by `CASE_TEXT`
    for_people: bool = True  # else only in the file for a computer: it says nothing to a reader


CASE_TEXT: Final = "case_id_text"
TABLES: Final = (
    Table(Customer, "Hoe [[u|je]] van ons wilt horen", "pk"),
    Table(CustomerDetails, "Wie [[u bent|je bent]]", "customer"),
    Table(ContactPoint, "Nummers en adressen", "customer"),
    Table(Representative, "Wie voor [[u|jou]] mag spreken", "customer"),
    Table(SupportNeed, "Wat [[u|je]] helpt", "customer"),
    Table(LifeEvent, "Wat er speelt", "customer"),
    Table(RoomToPay, "Of er geld over is", "case__customer"),
    Table(ToldCause, "Waarom betalen niet lukte", "case__customer"),
    Table(Story, "[[Uw|Je]] verhaal", "case__customer"),
    Table(Contract, "Contracten", "customer"),
    Table(Claim, "Rekeningen", "customer"),
    Table(MoneyEntry, "Wat erbij kwam en eraf ging", "claim__customer"),
    Table(Arrangement, "Regelingen", "case__customer"),
    Table(Instalment, "Betalingen van regelingen", "arrangement__case__customer"),
    Table(Solution, "Wat er nog meer is afgesproken", "case__customer"),
    Table(Joint, "Samen regelen", "case__customer"),
    Table(JointPart, "Samen regelen: per organisatie", "joint__case__customer"),
    Table(JointPlan, "Samen regelen: elke regeling", "joint__case__customer"),
    Table(JointLine, "Samen regelen: wie wanneer wat krijgt", "plan__joint__case__customer"),
    Table(JointPayment, "Samen regelen: wat [[u betaalde|je betaalde]]", "joint__case__customer"),
    Table(Case, "[[Uw|Je]] dossier", "customer"),
    Table(Hold, "Tijden van rust", "case__customer"),
    Table(Request, "Wat [[u vroeg|je vroeg]]", "case__customer"),
    Table(OpenForm, "Wat [[u vroeg|je vroeg]] zonder code", "case__customer"),
    Table(CallBack, "Beloofde gesprekken", "case__customer"),
    Table(Contact, "Wat wij stuurden en hoorden", "case__customer"),
    Table(Call, "Gesprekken", "contact__case__customer"),
    Table(Moment, "Momenten waarop wij schreven", "case__customer"),
    Table(Consequence, "Wat er echt kan gebeuren", "case__customer"),
    Table(Transfer, "Overdracht aan een bureau", "case__customer"),
    Table(Consent, "Toestemming", "customer"),
    Table(Shared, "Wat er is doorgegeven", "consent__customer"),
    Table(Helper, "Wie er meekijkt", "case__customer"),
    Table(IdentityCheck, "Wanneer [[u|je]] liet zien wie [[u bent|je bent]]", "customer"),
    Table(Draft, "Bewaarde vragen", "case__customer"),
    Table(HandOver, "Wisselingen van medewerker", "case__customer"),
    Table(Decision, "Wat wij besloten", "case__customer", for_people=False),
    Table(Approach, "Hoe wij contact zochten", "case__customer", for_people=False),
    Table(Step, "Wat een medewerker zou doen", "case__customer", for_people=False),
    Table(CustomerSession, "Wanneer er is ingelogd", "customer", for_people=False),
    Table(LetterCode, "Codes in brieven", "case__customer", for_people=False),
    Table(LoginLink, "Links om in te loggen", "case__customer", for_people=False),
    Table(AuditEvent, "Wat er is gedaan", CASE_TEXT, for_people=False),
)

_HOUSE: Final = "Dit gaat over de organisatie of haar medewerkers, en over geen enkele klant."
_COPY: Final = "Dit is een kopie van wat hierboven staat, om sneller te rekenen."
LEFT_OUT: Final[Mapping[type[Model], str]] = {
    Creditor: _HOUSE,
    Night: _HOUSE,
    FactsLayout: _HOUSE,
    Intake: _HOUSE,
    CallSlot: _HOUSE,
    TeamHours: _HOUSE,
    User: _HOUSE,
    Membership: _HOUSE,
    DecisionKind: "Dit staat bij de besluiten zelf.",
    CaseSummary: _COPY,
    Touched: "Dit is een teken dat er iets veranderde. Het is de volgende dag weg.",
    Reject: "Dit zijn regels uit een bestand die wij niet konden lezen. Ze horen bij geen klant.",
    AnswerLink: "Dit is hoe een andere organisatie kan antwoorden. Wat zij antwoordde, staat er wel in.",
    JointEntry: "Dit zegt alleen welke regel bij welke betaling hoort. De regels en de betalingen staan er wel in.",
    DoorTry: "Dit telt foute pogingen om in te loggen. Wij weten niet van wie ze zijn.",
}
"""Tables that are in no file of a customer, each with its reason."""

_KEYS: Final = "Dit verwijst naar een andere regel in dit bestand, of telt alleen."
_SEALED: Final = "Dit is een geheim teken. Wie het kent, kan inbreken."
_COLLEAGUES: Final = "Aantekeningen van medewerkers onderling. Er kan iets over anderen in staan."
_MACHINE: Final = "Dit gebruikt alleen de computer bij het versturen."
HIDDEN: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        (
            "id", "version", "since_intake", "until_intake", "customer", "case", "creditor", "claim", "contract",
            "moment", "decision", "approach", "arrangement", "request", "contact", "slot", "session", "helper",
            "point", "hold", "night", "joint", "plan", "part", "consent", "room", "replaces", "standstill", "reverses",
            "other_customer", "claims", "noun_id", "case_id_text", "request_id",
        ),
        _KEYS,
    ),
    **dict.fromkeys(("key_hash", "code_hash", "token_hash", "subject_hash"), _SEALED),
    **dict.fromkeys(
        (
            "key", "lease_until", "lease_key", "tries", "provider_reference", "file", "sha256", "error", "send_from",
            "send_until", "sender", "recipient", "content",
        ),
        _MACHINE,
    ),
    **dict.fromkeys(("Decision.kind", "Decision.facts"), "Dit staat er leesbaar bij."),
    **dict.fromkeys(
        ("Hold.note", "HandOver.summary", "HandOver.to_user", "Transfer.reason", "Transfer.efforts",
         "Transfer.recall_words", "IdentityCheck.note", "Consent.proof", "Hold.owner", "Step.why"),
        _COLLEAGUES,
    ),
}  # fmt: skip
"""Columns that are left out, by name or by table and name, each with its reason."""

LABELS: Final[Mapping[str, str]] = {
    "address_lines": "adres", "again_on": "wij kijken weer op", "agency": "bureau", "amount_cents": "bedrag",
    "answer": "ons antwoord", "answer_due_on": "antwoord voor", "answered_at": "beantwoord op",
    "answered_by": "beantwoord door", "at": "wanneer", "avoid_cents": "wat het voorkomt", "birth_on": "geboren",
    "booked_on": "geboekt op", "by": "door", "by_channel": "via", "by_hand": "alleen met de hand",
    "call_parts": "wanneer bellen past", "cause": "waardoor", "checked_at": "gekeken op", "checked_by": "gekeken door",
    "closed_on": "gesloten op", "closing_reason": "waarom gesloten", "costs_cents": "genoemde kosten", "day": "dag",
    "decided_at": "besloten op", "decided_by": "besloten door", "description": "omschrijving", "detail": "in woorden",
    "details": "gekozen", "died_on": "overleden op", "direction": "richting", "dispute_ended_on": "uitgezocht op",
    "disputed_on": "niet mee eens sinds", "done_at": "klaar op", "done_by": "gedaan door", "due_on": "betalen voor",
    "email": "e-mail", "ended_at": "gestopt op", "ended_by": "waarom gestopt", "ended_on": "gestopt op",
    "ends_on": "tot", "expires_at": "geldig tot", "expires_on": "geldig tot", "facts": "gegevens",
    "first_name": "voornaam", "first_on": "begint op", "form": "vorm", "given_at": "gegeven op",
    "given_by": "gegeven door", "handed_over_at": "verstuurd op", "handler": "vaste contactpersoon",
    "happened_at": "gebeurd op", "has_seizure": "beslag", "invoiced_on": "datum rekening",
    "is_fixed_cost": "vaste last", "is_good_conversation": "goed gesprek", "is_preferential": "gaat voor",
    "is_remembered": "apparaat onthouden", "is_safe": "veilig", "is_safe_to_contact": "veilig te bereiken",
    "is_threatening": "kan iets afsluiten", "kind": "soort", "language": "taal",
    "last_conversation_on": "laatst gesproken", "last_name": "achternaam", "level": "hoe zeker wij weten wie het is",
    "lifted_at": "voorbij op",
    "lifted_by": "weggehaald door", "made_at": "gemaakt op", "made_by": "gemaakt door", "made_on": "gemaakt op",
    "may_ask": "mag ook vragen", "means": "hoe", "minutes": "minuten", "name": "naam",
    "no_research_at": "geen onderzoek sinds", "not_by": "nooit via", "noted_on": "genoteerd op", "noun": "waarover",
    "number": "nummer", "on_day": "op", "other": "andere organisatie", "pay_before_on": "betalen voor",
    "payment_reference": "betalingskenmerk", "phone": "telefoon", "postcode": "postcode", "prefers": "liefst via",
    "product": "waarvoor", "proved_until": "bekend tot", "provider": "inlogdienst", "purpose": "waarvoor",
    "question": "welke vraag", "rank": "plaats in de rij", "reach_at": "te bereiken via", "reason": "reden",
    "recall_reason": "waarom terug", "recalled_at": "teruggehaald op", "recalled_by": "teruggehaald door",
    "received_at": "ontvangen op", "recorded_at": "vastgelegd op", "recorded_by": "vastgelegd door",
    "reference": "kenmerk", "removed_at": "weggehaald op", "result": "hoe het ging", "salutation": "aanhef",
    "saved_at": "bewaard op", "says_no": "wil niet betalen, zei [[u|je]]", "settled_at": "klaar op",
    "settled_by": "gedaan door", "since_on": "vanaf", "skill": "wat", "source": "waar het vandaan komt",
    "spare_cents": "kan per maand missen", "stage": "stap", "started_on": "begonnen op", "state": "stand",
    "stop_reason": "waarom gestopt", "stopped_at": "gestopt op", "text": "woorden",
    "text_version": "versie van de tekst", "told_at": "verteld op", "told_by": "verteld door",
    "total_cents": "bedrag samen", "typed": "wat [[u typte|je typte]]",
    "until_on": "tot", "used_at": "gebruikt op", "valid_from": "vanaf", "value": "nummer of adres", "what": "wat",
    "data": "wat er verteld mag worden",
    "is_tight": "krap",
    "budget": "wat erin en eruit gaat",
    "rhythm": "hoe vaak",
    "upfront_cents": "eerst een deel",
    "waives_last": "laatste betaling cadeau",
    "is_sure": "gaat het lukken, zei [[u|je]]",
    "review_on": "wij kijken samen opnieuw op",
    "change": "waarom veranderd",
    "to": "aan wie",
    "pay_to": "betalen aan",
    "standstill_until": "rust tot",
    "others": "andere organisaties die de klant noemde",
    "weighs": "waarom eerst een mens keek",
    "customer_number": "klantnummer",
    "told_cents": "wat [[u dacht|je dacht]] dat er open is",
    "balance_cents": "wat er open is",
    "contact": "wie daar helpt",
    "share_cents": "deel",
    "counter_cents": "ander voorstel",
    "shares": "hoe het is verdeeld",
    "paid_on": "betaald op",
    "confirmed_at": "afgesproken op",
    "confirmed_by": "afgesproken door",
    "withdrawn_at": "ingetrokken op", "withdrawn_by": "ingetrokken door",
}  # fmt: skip
"""Columns that are shown, with the word that people read."""

ACTORS: Final = frozenset({
    "answered_by", "by", "checked_by", "decided_by", "done_by", "given_by", "lifted_by", "made_by", "recalled_by",
    "recorded_by", "settled_by", "withdrawn_by",
})  # fmt: skip
"""Columns that say who did it: a colleague has no name here."""

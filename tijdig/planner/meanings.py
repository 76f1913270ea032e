"""What each column of the planner means: its unit, its meaning for developers, and the words that staff read."""

from collections.abc import Mapping
from typing import NamedTuple


class Column(NamedTuple):
    """One column of Accounts."""

    unit: str
    meaning: str
    label: str


COLUMNS: Mapping[str, Column] = {
    "case_id": Column(
        "id",
        "the case; no rule reads it",
        "dossier",
    ),
    "sector": Column(
        "SectorCode",
        "what kind of creditor it is",
        "sector",
    ),
    "language": Column(
        "code",
        "language of the customer; no rule of this floor reads it",
        "taal",
    ),
    "is_open": Column(
        "yes/no",
        "the case is open",
        "dossier is open",
    ),
    "open_cents": Column(
        "cents",
        "everything still open, also disputed and not yet due",
        "nog open",
    ),
    "overdue_cents": Column(
        "cents",
        "open, past its due date and undisputed",
        "te laat en niet betwist",
    ),
    "named_overdue_cents": Column(
        "cents",
        "of what is overdue and undisputed the claims that a moment named after they fell due: what a notice covers",
        "te laat en eerder genoemd",
    ),
    "oldest_overdue_days": Column(
        "days",
        "days late of the oldest overdue claim; 0 when none",
        "dagen te laat (oudste)",
    ),
    "due_in_days": Column(
        "days",
        "days until the next claim that is not overdue falls due (0 = today); NEVER when none",
        "dagen tot de volgende vervaldatum",
    ),
    "unnamed_overdue_days": Column(
        "days",
        "days late of the oldest overdue claim that no sent or planned moment named since it fell due; 0 when none",
        "dagen te laat (oudste die nog niet is genoemd)",
    ),
    "named_unresolved": Column(
        "yes/no",
        "some overdue claim was named in a moment after it fell due",
        "eerder genoemd en nog open",
    ),
    "stage_reached": Column(
        "stage 0..3",
        "highest stage (1..3) of a moment that named a claim which is still overdue; 0 when none",
        "bereikte stap",
    ),
    "days_since_stage": Column(
        "days",
        "since the first moment of that stage that named such a claim",
        "dagen sinds de bereikte stap",
    ),
    "days_since_moment": Column(
        "days",
        "since the last moment of outreach of any stage",
        "dagen sinds het laatste bericht",
    ),
    "moments_7d": Column(
        "moments",
        "moments of outreach in the six days before and today",
        "berichten in 7 dagen",
    ),
    "moment_today": Column(
        "yes/no",
        "a moment of outreach is already planned or sent for today",
        "vandaag al een bericht",
    ),
    "days_since_inbound": Column(
        "days",
        "since the customer last contacted us, in any way",
        "dagen sinds reactie",
    ),
    "days_since_conversation": Column(
        "days",
        "since the last good conversation",
        "dagen sinds goed gesprek",
    ),
    "hold": Column(
        "HoldCode",
        "the strongest hold that is active today; NONE when none",
        "reden van rust",
    ),
    "hold_has_end": Column(
        "yes/no",
        "that hold has an end date",
        "rust heeft einddatum",
    ),
    "hold_days_left": Column(
        "days",
        "days until that hold ends (0 = no longer active); 0 without end",
        "dagen rust over",
    ),
    "has_disputed_all": Column(
        "yes/no",
        "everything that is overdue is disputed",
        "alles is betwist",
    ),
    "part_paid_days": Column(
        "days",
        "since the last payment that left something overdue",
        "dagen sinds deelbetaling",
    ),
    "is_represented": Column(
        "yes/no",
        "a protective administrator acts for the customer",
        "heeft een bewindvoerder",
    ),
    "representative_reachable": Column(
        "yes/no",
        "the administrator has an address or e-mail",
        "bewindvoerder is bereikbaar",
    ),
    "has_post": Column(
        "yes/no",
        "a usable postal address of whom we write to (customer or administrator)",
        "postadres",
    ),
    "has_email": Column(
        "yes/no",
        "a usable e-mail address of whom we write to",
        "e-mailadres",
    ),
    "has_mobile": Column(
        "yes/no",
        "a usable mobile number of whom we write to",
        "mobiel nummer",
    ),
    "is_safe": Column(
        "yes/no",
        "it is safe to contact the customer at the known addresses",
        "veilig te bereiken",
    ),
    "prefers": Column(
        "Kind",
        "the one kind the customer likes best; NONE when not known",
        "voorkeur",
    ),
    "not_by": Column(
        "Kind bits",
        "kinds the customer does not want",
        "liever niet via",
    ),
    "letters_without_reaction": Column(
        "letters",
        "letters in a row without any reaction",
        "brieven zonder reactie",
    ),
    "notice_running_days_left": Column(
        "days",
        "days until the term of a running fourteen-day notice is over (last day of the term = 1); 0 when none runs",
        "dagen over van de veertiendagenbrief",
    ),
    "notice_over_days": Column(
        "days",
        "days since the last day of the term of a fourteen-day notice that still stands; NEVER when none or running",
        "dagen na de veertiendagenbrief",
    ),
    "had_arrears": Column(
        "yes/no",
        "had arrears here before, solved since; earns a kind word before the due date",
        "eerder te laat",
    ),
    "product": Column(
        "ProductCode",
        "what the heaviest claim that is overdue and undisputed is for; threatening before others, then the largest",
        "product",
    ),
    "weights": Column(
        "Weight bits",
        "what makes the claims that are overdue and undisputed weigh; of the next claim when nothing is overdue",
        "gewicht van de rekeningen",
    ),
    "size_percent": Column(
        "percent",
        "share of this creditor's overdue cases with a lower overdue sum, by the marks of the last night",
        "groter dan zoveel procent van de dossiers",
    ),
    "premiums_late": Column(
        "hundredths",
        "health premiums overdue and undisputed, counted in monthly premiums (100 = one premium); 0 for all else",
        "maandpremies te laat (honderdsten)",
    ),
    "customer_months": Column(
        "months",
        "whole months since the first contract that the creditor told us of; NEVER when not known",
        "maanden klant",
    ),
    "late_bills": Column(
        "bills",
        "claims that were ever late in the months that the policy looks back, the present ones counted; those that "
        "were late on one day together are one",
        "rekeningen te laat in de afgelopen tijd (samen te laat is één keer)",
    ),
    "late_in_a_row": Column(
        "months",
        "months in a row, up to and with this one, in which a claim was late",
        "maanden op rij te laat",
    ),
    "bills_on_time": Column(
        "bills",
        "claims that we know were paid in full and in time, however long ago",
        "rekeningen die op tijd waren betaald",
    ),
    "handed_over_days": Column(
        "days",
        "since earlier arrears were handed over to an agency; NEVER when that did not happen",
        "dagen sinds eerdere overdracht",
    ),
    "is_handed_over": Column(
        "yes/no",
        "these arrears are with an agency now",
        "ligt nu bij een incassobureau",
    ),
    "needs": Column(
        "Need bits",
        "support needs that hold today, told or openly noted",
        "wat helpt",
    ),
    "room": Column(
        "Room",
        "room to pay as told or noted, and not older than the policy allows",
        "ruimte om te betalen",
    ),
    "events": Column(
        "Event bits",
        "events that are known and not yet past",
        "gebeurtenissen",
    ),
    "joint_creditors": Column(
        "creditors",
        "other creditors with which the customer agreed to arrange things together, and no plan runs yet",
        "andere organisaties, met toestemming",
    ),
    "has_phone": Column(
        "yes/no",
        "a usable number to call of whom we speak with (customer or administrator)",
        "telefoonnummer",
    ),
    "has_iban": Column(
        "yes/no",
        "a usable account number of the customer",
        "rekeningnummer",
    ),
    "calls_unanswered": Column(
        "calls",
        "calls in a row that reached nobody, since the customer last let something be heard",
        "gesprekken die niet lukten",
    ),
    "calls_today": Column(
        "calls",
        "calls that were tried today",
        "vandaag geprobeerd te bellen",
    ),
    "call_days_7d": Column(
        "days",
        "days with a call that was tried, in the six days before and today",
        "dagen met een belpoging in 7 dagen",
    ),
    "call_not_given": Column(
        "yes/no",
        "a call was right after the last message, and there was nobody for it",
        "voor een gesprek was niemand vrij",
    ),
    "visits": Column(
        "visits",
        "visits in the last year",
        "huisbezoeken in een jaar",
    ),
    "last_form": Column(
        "Form",
        "the form of the last approach to these arrears; NONE when there was none",
        "vorm van de laatste aanpak",
    ),
    "approach_days_left": Column(
        "days",
        "days until the last planned step of a running approach; 0 when none runs",
        "dagen tot de laatste stap van de aanpak",
    ),
    "missed_instalment_days": Column(
        "days",
        "since the due date of the oldest instalment of a running arrangement that is not paid; NEVER when none",
        "dagen sinds een gemiste termijn",
    ),
    "has_seizure": Column(
        "yes/no",
        "the customer told that income or goods are seized",
        "er ligt beslag, vertelde de klant",
    ),
    "says_no": Column(
        "yes/no",
        "in a conversation on file the customer said to be able to pay and not to want to",
        "wil niet betalen, zei de klant in een gesprek",
    ),
    "is_distressed": Column(
        "yes/no",
        "acute distress was noted, and the rest that followed still runs",
        "is in nood",
    ),
    "distress_days": Column(
        "days",
        "since acute distress was last noted; NEVER when it never was",
        "dagen sinds nood",
    ),
    "by_hand": Column(
        "yes/no",
        "a person took the whole case in hand: no automatic outreach",
        "alleen met de hand",
    ),
    "consequence": Column(
        "ConsequenceCode",
        "a consequence on the legal path that was recorded with its day, by somebody entitled to; NONE when none",
        "wat er echt gaat gebeuren",
    ),
    "consequence_in_days": Column(
        "days",
        "days until that consequence (0 = today); NEVER when none",
        "dagen tot het gebeurt",
    ),
    "consequence_told": Column(
        "yes/no",
        "a message told the customer of that consequence and its day",
        "de klant weet ervan",
    ),
}

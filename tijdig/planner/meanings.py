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
}

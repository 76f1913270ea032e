"""The Dutch words for what rules share, for what limits make of a step, and for how long a case waits."""

from collections.abc import Mapping
from typing import NamedTuple


class Term(NamedTuple):
    """A condition that rules share: its heading among the words of a page, and how it is said in a sentence."""

    title: str
    yes: str
    no: str = ""


TERMS: Mapping[str, Term] = {
    "is_active": Term("De rust loopt nog", "de rust nog loopt", "de rust voorbij is"),
    "reaches_administrator": Term(
        "Een bewindvoerder die wij bereiken", "wij een bewindvoerder bereiken", "wij geen bewindvoerder bereiken"
    ),
    "has_overdue": Term("Iets te laat", "er iets te laat is", "er niets te laat is"),
    "lever_is_concrete": Term("Een gevolg dichtbij", "er een gevolg dichtbij is", "er geen gevolg dichtbij is"),
    "is_owed_notice": Term(
        "Een gevolg dat nog verteld moet worden",
        "er een gevolg is dat de klant nog moet horen",
        "er geen gevolg is dat de klant nog moet horen",
    ),
    "must_tell_consequence": Term(
        "Een gevolg dat nu per brief verteld wordt",
        "er een gevolg is dat nu per brief verteld moet worden",
        "er geen gevolg is dat nu per brief verteld moet worden",
    ),
    "must_name_claim": Term(
        "Een rekening die nu genoemd moet worden",
        "er een rekening is die nu genoemd moet worden",
        "er geen rekening is die nu genoemd moet worden",
    ),
    "rests": Term("Niets nieuws te zeggen", "er iets te laat is maar niets nieuws te zeggen"),
    "may_speak_before_due": Term(
        "Een bericht voor de betaaldatum", "er een bericht voor de betaaldatum past",
        "er geen bericht voor de betaaldatum past",
    ),
    "is_undisturbed": Term("Niets vraagt om geduld", "niets om geduld vraagt", "iets om geduld vraagt"),
    "missed_instalment": Term("Een gemiste termijn", "een termijn van de regeling is gemist"),
    "ready_for_second": Term(
        "De tweede herinnering is aan de beurt", "de tweede herinnering aan de beurt is",
        "de tweede herinnering nog niet aan de beurt is",
    ),
    "ready_for_notice": Term(
        "De laatste herinnering is aan de beurt", "de laatste herinnering aan de beurt is",
        "de laatste herinnering nog niet aan de beurt is",
    ),
    "is_large": Term(
        "Een groot bedrag", "het bedrag hier groot is", "het bedrag hier niet groot is"
    ),
    "was_in_distress": Term(
        "In nood, nu of kort geleden", "de klant nu of kort geleden in nood was",
        "de klant nu niet en kort geleden niet in nood was",
    ),
    "goal_is_reachable": Term("Betalen lijkt haalbaar", "betalen haalbaar lijkt", "betalen niet haalbaar lijkt"),
    "has_trouble": Term(
        "Iets maakt betalen moeilijk", "er iets is dat betalen moeilijk maakt", "er niets is dat betalen moeilijk maakt"
    ),
    "can_be_called": Term("Bellen kan", "bellen kan", "bellen niet kan"),
    "is_worth_a_call": Term("Uit onszelf bellen", "uit onszelf bellen past", "uit onszelf bellen niet past"),
    "home_is_at_stake": Term("Een bezoek past", "een bezoek past", "een bezoek niet past"),
    "has_no_address": Term("Het adres is niet bekend", "het adres van de klant niet bekend is"),
}  # fmt: skip
"""Shared conditions that get their own heading; all others are said in full where a rule asks them."""

MISFITS = Term("Wat niet mee kan", "dat niet mee kan")
USABLE = "Bruikbaar"
OUTREACH_DAY = "Een dag waarop iets uit mag"
OUTREACH_DAY_WRITTEN = "day.isoweekday() in policy.contacts.outreach_weekdays and (not policy.holidays.has(day))"
OUTREACH_DAY_TEXT = "Een van deze dagen: {contacts.outreach_weekdays}. En geen [feestdag](../policy/holidays.md)."

AMENDED: Mapping[str, str] = {
    "d.channels & a.usable": "alleen de gekozen wegen die [bruikbaar](#bruikbaar) zijn",
    "d.options & ~misfits(a, d)": "alles wat meeging, zonder [wat niet mee kan](#wat-niet-mee-kan)",
}
"""What a limit makes of a step, by how it is written, where it is more than one outcome."""

WAITS: Mapping[str, str] = {
    "p.person_in_days": "binnen {steps.person_within_workdays}",
    "p.missed_in_days": "binnen {contacts.instalment_contact_workdays}",
    "p.review_in_days": "binnen {contacts.no_channel_review_workdays}",
    "p.next_outreach_in_days": "op de volgende [dag waarop iets uit mag](#een-dag-waarop-iets-uit-mag)",
    "p.contacts.hold_review_days": "na {contacts.hold_review_days}",
    "where(a.hold_has_end, a.hold_days_left, p.contacts.hold_review_days)": (
        "op de einddatum van de rust; zonder einddatum na {contacts.hold_review_days}"
    ),
    "p.stages.first_reminder_from_days - a.unnamed_overdue_days": (
        "zodra de oudste rekening die nog niet is genoemd, {stages.first_reminder_from_days} te laat is"
    ),
    "a.notice_running_days_left + p.stages.gate_after_notice_days": (
        "na de laatste dag van de veertiendagenbrief en daarna nog {stages.gate_after_notice_days}"
    ),
    "p.stages.gate_after_notice_days - a.notice_over_days + 1": (
        "na de laatste dag van de veertiendagenbrief en daarna nog {stages.gate_after_notice_days}"
    ),
    "p.stages.person_after_last_days - a.days_since_stage": (
        "{stages.person_after_last_days} na het eerste bericht van de bereikte stap"
    ),
    "p.contacts.part_payment_wait_days - a.part_paid_days": (
        "{contacts.part_payment_wait_days} na de laatste deelbetaling"
    ),
    "p.stages.second_reminder_after_days - a.days_since_stage": (
        "{stages.second_reminder_after_days} na het eerste bericht van de bereikte stap"
    ),
    "p.stages.notice_after_days - a.days_since_stage": (
        "{stages.notice_after_days} na het eerste bericht van de bereikte stap"
    ),
    "p.contacts.silence_after_conversation_days - a.days_since_conversation": (
        "{contacts.silence_after_conversation_days} na het laatste goede gesprek"
    ),
    "p.contacts.quiet_after_reaction_days - a.days_since_inbound": (
        "{contacts.quiet_after_reaction_days} na de laatste reactie van de klant"
    ),
    "p.contacts.days_between_moments_new_claim - a.days_since_moment": (
        "{contacts.days_between_moments_new_claim} na het laatste bericht"
    ),
    "p.contacts.days_between_moments - a.days_since_moment": "{contacts.days_between_moments} na het laatste bericht",
    "where(a.due_in_days < NEVER, where(where(a.had_arrears | (a.events != 0), "
    "a.due_in_days - p.stages.information_before_due_days, 0) > 0, where(a.had_arrears | (a.events != 0), "
    "a.due_in_days - p.stages.information_before_due_days, 0), a.due_in_days + p.stages.first_reminder_from_days), "
    "p.contacts.hold_review_days)": (
        "als de klant hier eerder een achterstand had of er een gebeurtenis bekend is: "
        "{stages.information_before_due_days} voor de volgende vervaldatum; anders, of als die dag er al is: zodra "
        "de volgende rekening {stages.first_reminder_from_days} te laat is; zonder volgende vervaldatum na "
        "{contacts.hold_review_days}"
    ),
}
"""When a waiting case is looked at again, by exactly how it is worked out."""

OR_NEXT_CLAIM = (
    "asarray(minimum({}, where(a.unnamed_overdue_days > 0, p.stages.first_reminder_from_days - a.unnamed_overdue_days, "
    "p.stages.first_reminder_from_days + a.due_in_days)))",
    "{}, of eerder: zodra een rekening die nog niet is genoemd, {stages.first_reminder_from_days} te laat is",
)
"""The frame around a wait that ends sooner when a claim has to be named before that, and its words."""

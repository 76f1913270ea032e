"""The Dutch words for everything that a rule can ask, each as it stands after "als". A word too few stops `make docs`.

`{}` is where the comparison or the list comes; `{stages.notice_after_days}` is that number with its unit.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from tijdig.planner.codes import (
    NOTHING,
    ConsequenceCode,
    HoldCode,
    Kind,
    Room,
    Stage,
    ToWhom,
    Weight,
)
from tijdig.planner.outcomes import CODES, FLAGS, OUTCOMES, OWNERS
from tijdig.words import Stage as StageWord


class Yes(NamedTuple):
    """How a yes and a no are said."""

    yes: str
    no: str


FACTS: Mapping[str, Yes] = {
    "a.is_open": Yes("het dossier open is", "het dossier niet open is"),
    "a.named_unresolved": Yes(
        "een rekening die te laat is, al eens is genoemd", "nog geen rekening die te laat is, is genoemd"
    ),
    "a.hold_has_end": Yes("de rust een einddatum heeft", "de rust geen einddatum heeft"),
    "a.has_disputed_all": Yes("alles wat na de betaaldatum open staat, wordt betwist", "niet alles wordt betwist"),
    "a.is_represented": Yes("de klant een bewindvoerder heeft", "de klant geen bewindvoerder heeft"),
    "a.representative_reachable": Yes(
        "van de bewindvoerder een adres of e-mailadres bekend is",
        "van de bewindvoerder geen adres of e-mailadres bekend is",
    ),
    "a.has_post": Yes("er een werkend postadres is", "er geen werkend postadres is"),
    "a.has_phone": Yes("er een werkend telefoonnummer is", "er geen werkend telefoonnummer is"),
    "a.is_safe": Yes("de klant veilig te bereiken is", "de klant niet veilig te bereiken is"),
    "a.had_arrears": Yes("de klant hier eerder een achterstand had", "de klant hier niet eerder een achterstand had"),
    "a.is_handed_over": Yes(
        "deze achterstand nu bij een incassobureau ligt", "deze achterstand nu niet bij een incassobureau ligt"
    ),
    "a.call_not_given": Yes(
        "na het laatste bericht een gesprek paste en daar niemand voor vrij was",
        "er na het laatste bericht geen gesprek uitviel",
    ),
    "a.has_seizure": Yes("de klant vertelde dat er beslag ligt", "de klant niet vertelde dat er beslag ligt"),
    "a.says_no": Yes(
        "de klant in een gesprek zei wel te kunnen maar niet te willen betalen",
        "de klant niet in een gesprek zei wel te kunnen maar niet te willen betalen",
    ),
    "a.is_distressed": Yes("de klant nu in nood is", "de klant nu niet in nood is"),
    "a.by_hand": Yes("een medewerker dit dossier zelf doet", "geen medewerker dit dossier zelf doet"),
    "a.consequence_told": Yes("de klant dat gevolg en die dag al weet", "de klant dat gevolg en die dag nog niet weet"),
    "p.is_outreach_day": Yes(
        "vandaag [een dag is waarop iets uit mag](#een-dag-waarop-iets-uit-mag)",
        "vandaag [geen dag is waarop iets uit mag](#een-dag-waarop-iets-uit-mag)",
    ),
    "d.acts": Yes("er vandaag een bericht uitgaat", "er vandaag geen bericht uitgaat"),
}
"""Columns and facts of the day that are a yes or a no."""


class Measure(NamedTuple):
    """What is counted: the words around "minstens 14 dagen", and what is also true when it never happened."""

    words: str
    never: str = ""


MEASURES: Mapping[str, Measure] = {
    "a.named_overdue_cents": Measure("van wat eerder is genoemd, {} te laat en niet betwist is"),
    "a.overdue_cents": Measure("{} te laat en niet betwist is"),
    "a.unnamed_overdue_days": Measure("de oudste rekening die nog niet is genoemd, {} te laat is"),
    "a.due_in_days": Measure("de volgende vervaldatum {} weg is", "er geen volgende vervaldatum is"),
    "a.days_since_stage": Measure("het eerste bericht van die stap {} geleden is", "er nog geen stap is bereikt"),
    "a.days_since_moment": Measure("het laatste bericht {} geleden is", "er nog geen bericht was"),
    "a.days_since_inbound": Measure("de klant {} geleden voor het laatst iets liet weten", "dat nooit was"),
    "a.days_since_conversation": Measure("het laatste goede gesprek {} geleden is", "er nog geen gesprek was"),
    "a.moments_7d": Measure("er in 7 dagen {} waren"),
    "a.moment_today": Measure("er vandaag al {} was"),
    "a.part_paid_days": Measure("de laatste deelbetaling {} geleden is", "er geen deelbetaling was"),
    "a.letters_without_reaction": Measure("er {} op rij zonder reactie bleven"),
    "a.notice_over_days": Measure(
        "de laatste dag van de veertiendagenbrief {} geleden is", "er geen veertiendagenbrief voorbij is"
    ),
    "a.size_percent": Measure("het bedrag hoger is dan bij {} van de dossiers die hier te laat zijn"),
    "a.premiums_late": Measure("er {} te laat zijn"),
    "a.customer_months": Measure("de klant hier {} klant is", "niet bekend is hoe lang"),
    "a.late_bills": Measure("er in de maanden waarover wij terugkijken {} te laat waren (samen te laat is één)"),
    "a.late_in_a_row": Measure("de klant {} op rij te laat is"),
    "a.bills_on_time": Measure("wij {} kennen die op tijd waren betaald"),
    "a.handed_over_days": Measure(
        "een eerdere achterstand {} geleden naar een incassobureau ging", "dat nooit gebeurde"
    ),
    "a.calls_unanswered": Measure("{} op rij niemand opnam"),
    "a.calls_today": Measure("vandaag {} is geprobeerd te bellen"),
    "a.call_days_7d": Measure("in 7 dagen op {} is geprobeerd te bellen"),
    "a.visits": Measure("er in een jaar {} waren"),
    "a.missed_instalment_days": Measure("een termijn van de regeling {} te laat is", "er geen termijn gemist is"),
    "a.distress_days": Measure("{} geleden is genoteerd dat de klant in nood was", "dat nooit is genoteerd"),
    "a.consequence_in_days": Measure("de dag waarop het gebeurt {} weg is", "er geen dag vastligt"),
}
"""Columns that count, against a number of the policy."""

WHOLE: Mapping[str, str] = {
    "a.open_cents <= 0": "er niets meer open staat",
    "a.overdue_cents > 0": "er een bedrag te laat is dat niet wordt betwist",
    "a.unnamed_overdue_days > 0": "er een rekening te laat is die nog niet is genoemd",
    "a.hold_days_left > 0": "de einddatum van de rust nog moet komen",
    "a.notice_running_days_left > 0": "de termijn van een veertiendagenbrief loopt",
    "a.notice_running_days_left == 0": "er geen termijn van een veertiendagenbrief loopt",
    "a.joint_creditors > 0": "de klant met toestemming samen met andere organisaties iets wil regelen",
    "a.late_bills > 1": (
        "er in de maanden waarover wij terugkijken meer dan 1 rekening te laat was (samen te laat is één)"
    ),
    "a.late_bills <= 1": (
        "er in de maanden waarover wij terugkijken hooguit 1 rekening te laat was (samen te laat is één)"
    ),
    "a.late_in_a_row > 1": "de klant meer dan 1 maand op rij te laat is",
    "(a.missed_instalment_days > p.contacts.instalment_tolerance_days) & (a.missed_instalment_days < NEVER)": (
        "een termijn van de lopende regeling meer dan {contacts.instalment_tolerance_days} te laat is"
    ),
    "a.part_paid_days < a.days_since_moment": "er een deel is betaald, en er daarna nog geen bericht was",
    "a.days_since_moment > p.stages.information_before_due_days - a.due_in_days": (
        "er geen bericht was sinds de dag waarop de vervaldatum {stages.information_before_due_days} weg was"
    ),
    "a.unnamed_overdue_days + p.next_outreach_in_days >= p.stages.name_new_claim_before_days": (
        "die rekening minstens {stages.name_new_claim_before_days} te laat zou zijn op de volgende "
        "[dag waarop iets uit mag](#een-dag-waarop-iets-uit-mag)"
    ),
    "p.stages.person_from_premiums > 0": (
        "voor dit product een aantal maandpremies hoger dan 0 geldt, nu {stages.person_from_premiums}"
    ),
    "d.channels & ~a.usable != 0": "er een weg is gekozen die niet [bruikbaar](#bruikbaar) is",
    "d.options & misfits(a, d) != 0": "er iets mee zou gaan [dat niet mee kan](#wat-niet-mee-kan)",
}
"""What is said as one, by exactly how it is written: another sign in the rule, and these words no longer count."""


class Choice(NamedTuple):
    """One code out of several: the words around it, and around what it is not."""

    words: Mapping[int, str]
    is_one: str
    is_none: str = ""
    other: str = ""  # some other than these, where `nothing` is left out as well
    nothing: int | None = None
    nothing_yes: str = ""
    nothing_no: str = ""
    unsaid: int | None = None  # a code that does not come up where rules ask
    is_ordered: bool = False


def _quoted(words: Mapping[Any, str]) -> Mapping[int, str]:
    return {code: f"*{text}*" for code, text in words.items()}


STAGES = {int(Stage[word.name]): f"{word.value} ({word.label})" for word in StageWord}
CHOICES: Mapping[str, Choice] = {
    "a.hold": Choice(
        _quoted(CODES["HoldCode"]), "de reden van rust {} is", "de reden van rust niet {} is",
        "er een andere reden van rust is dan {}", HoldCode.NONE, "er geen reden van rust is",
        "er een reden van rust is",
    ),
    "a.stage_reached": Choice(
        {
            0: "er nog geen stap is bereikt",
            **{code: f"de bereikte stap {STAGES[code]} is" for code in (Stage.S1, Stage.S2, Stage.S3)},
        },
        "{}", nothing=Stage.S0, nothing_yes="er nog geen stap is bereikt", nothing_no="er al een stap is bereikt",
    ),
    "a.prefers": Choice(
        _quoted({0: "geen", **FLAGS["Kind"][1]}), "de klant het liefst {} heeft", "de klant het liefst iets anders dan "
        "{} heeft", nothing=Kind.NONE, nothing_yes="de klant geen voorkeur zei", nothing_no="de klant een voorkeur zei",
    ),
    "a.product": Choice(
        _quoted(CODES["ProductCode"]), "het bij de zwaarste rekening gaat om {}",
        "het bij de zwaarste rekening niet gaat om {}",
    ),
    "a.last_form": Choice(
        _quoted(OUTCOMES["form"]), "de vorm van de laatste aanpak {} was", "de vorm van de laatste aanpak niet {} was"
    ),
    "a.consequence": Choice(
        _quoted(CODES["ConsequenceCode"]), "als gevolg een {} is vastgelegd", "als gevolg geen {} is vastgelegd",
        nothing=ConsequenceCode.NONE, nothing_yes="er geen gevolg met een dag is vastgelegd",
        nothing_no="er een gevolg met een dag is vastgelegd",
    ),
    "a.room": Choice(
        {
            Room.OK: "bekend is dat er ruimte is om te betalen",
            Room.NONE: "bekend is dat er geen ruimte is om te betalen",
            Room.UNKNOWN: "niet bekend is of er ruimte is om te betalen",
        },
        "{}", "niet {}", nothing=Room.UNKNOWN, nothing_yes="niet bekend is of er ruimte is om te betalen",
        nothing_no="bekend is of er ruimte is om te betalen",
    ),
    "d.stage": Choice(
        {Stage.NONE: "geen", **STAGES}, "de stap {} is", "de stap niet {} is", unsaid=Stage.NONE, is_ordered=True
    ),
    "d.history": Choice(
        _quoted(OUTCOMES["history"]), "de voorgeschiedenis {} is", "de voorgeschiedenis niet {} is", unsaid=NOTHING
    ),
    "d.frame": Choice(_quoted(OUTCOMES["frame"]), "{} voorop staat", "niet {} voorop staat"),
    "d.tone": Choice(_quoted(OUTCOMES["tone"]), "de toon {} is", "de toon niet {} is"),
    "d.owner": Choice(_quoted(OWNERS), "{} aan zet is", "niet {} aan zet is"),
    "d.by_whom": Choice(
        _quoted(OUTCOMES["by_whom"]), "bij 'Door wie?' {} gekozen is", "bij 'Door wie?' niet {} gekozen is"
    ),
    "d.to_whom": Choice(
        OUTCOMES["to_whom"], "het bericht naar {} gaat", "het bericht niet naar {} gaat", unsaid=ToWhom.NONE
    ),
    "d.form": Choice(_quoted(OUTCOMES["form"]), "de vorm {} is", "de vorm niet {} is"),
}  # fmt: skip
"""Columns and earlier decisions that hold one code."""


class Bits(NamedTuple):
    """Several codes at once: the words around a list of them, each with its article; `other` than what is listed."""

    words: Mapping[int, str]
    some: str
    none: str
    anything: str = ""
    nothing: str = ""
    other: str = ""
    all_of: str = ""
    article: str = ""
    no_article: str = "niet "
    no_last: str = "en"


KINDS = FLAGS["Kind"][1]
BITS: Mapping[str, Bits] = {
    "a.needs": Bits(
        _quoted(FLAGS["Need bits"][1]), "bij 'wat helpt' {} staat", "bij 'wat helpt' {} staat",
        "er iets bij 'wat helpt' staat", "er niets bij 'wat helpt' staat",
    ),
    "a.events": Bits(
        _quoted(FLAGS["Event bits"][1]), "als gebeurtenis {} bekend is", "als gebeurtenis {} bekend is",
        "er een gebeurtenis bekend is", "er geen gebeurtenis bekend is",
        "er een andere gebeurtenis bekend is dan {}",
    ),
    "a.not_by": Bits(
        _quoted(KINDS), "de klant zei: liever niet via {}", "de klant niet zei: liever niet via {}", no_article=""
    ),
    "a.weights": Bits(
        {
            Weight.FIXED_COST: "vaste last",
            Weight.THREATENING: "rekening die wonen, levering of verzekering bedreigt",
            Weight.PREFERENTIAL: "rekening die door de wet voorgaat",
            Weight.CREDIT_REGISTERED: "rekening die bij BKR kan staan",
            Weight.HOME: "rekening waar een huis van afhangt",
            Weight.SIGNALLING: "rekening die de gemeente mag weten",
        },
        "het onder meer gaat om {}", "het niet gaat om {}", article="een ", no_article="een ", no_last="of",
    ),
    "a.usable": Bits(
        KINDS, "{} [bruikbaar](#bruikbaar) is", "{} [bruikbaar](#bruikbaar) is",
        all_of="{} [bruikbaar](#bruikbaar) zijn", article="een ", no_article="geen ",
    ),
    "d.channels": Bits(
        KINDS, "er {} bij de wegen is", "er {} bij de wegen is", article="een ", no_article="geen "
    ),
}  # fmt: skip
"""Columns and earlier decisions that hold any number of codes."""

"""Why an action can be refused: a code with the sentence that staff read."""

from tijdig.rules.solutions.clashes import Clash
from tijdig.words import Word

MOST_FACT_DAYS = 366
"""What is told of a customer, and what is going to happen, is noted a year ahead at most: longer is asked again."""

MOST_DAYS, MOST_PEOPLE, MOST_MINUTES = 92, 999, 100_000
"""Call hours for more at once are a slip of the pen: a wrong year, a number typed twice. Longer is done in parts."""


class Refusal(Word):
    """The reasons, each with its Dutch sentence."""

    CONFLICT = "conflict", "Dit is net gewijzigd. Kijk opnieuw en probeer het dan nog eens."
    NIGHT_RUNS = "night_runs", "De nacht van deze dag is al bezig. Wacht tot die klaar is."
    NIGHT_PASSED = "night_passed", "Er is al een latere nacht gepland. Een nacht terug kan niet meer."
    END_NEEDED = "end_needed", "Kies een einddatum na vandaag."
    END_TOO_FAR = "end_too_far", "Kies een einddatum binnen een jaar. Daarna kan het opnieuw."
    DAY_NEEDED = "day_needed", "Kies een dag na vandaag."
    DAY_TOO_FAR = "day_too_far", "Die dag is meer dan een jaar weg. Kijk de dag na; vastleggen kan later nog."
    REASON_NEEDED = "reason_needed", "Kies een reden."
    AMOUNT_NEEDED = "amount_needed", "Vul een bedrag in dat groter is dan nul."
    ALREADY_DONE = "already_done", "Dit is al gebeurd."
    NOTHING_OPEN = "nothing_open", "Er staat niets te laat open waarvoor dit kan."
    TOO_MANY_PARTS = "too_many_parts", "Dat worden te veel termijnen. Kies een hoger bedrag, of laat iemand meekijken."
    TOO_FAR = "too_far", "Zo ver vooruit spreken wij niets af. Kies een eerdere dag of een hoger bedrag."
    ARRANGE_BY_LEAD = (
        "arrange_by_lead",
        "Dit is langer, hoger of kleiner dan u zelf mag afspreken. Vraag een teamleider mee te kijken.",
    )
    WHY_ARRANGED = "why_arranged", "Schrijf op waarom deze afspraak past: ze valt buiten wat meteen mag."
    ABOVE_ROOM = (
        "above_room",
        "Dit is meer dan de klant zei te kunnen missen. Kies een lager bedrag, of leg eerst vast wat er nu past.",
    )
    BY_PERSON = "by_person", "Hier kijkt eerst een mens naar. Dit is geen nee."
    NOT_ARRANGED = "not_arranged", "Er loopt geen regeling."
    IN_JOINT = (
        "in_joint",
        "Deze regeling is een deel van een plan met andere organisaties. Verander het in dat plan: zie Samen regelen.",
    )
    NOTHING_CHANGES = "nothing_changes", "Zo loopt het al. Kies een ander bedrag of een andere dag."
    PAUSE_TOO_LONG_HERE = "pause_too_long_here", "Zo lang pauze kan hier niet. Bel ons, dan kijken wij samen."
    PAUSES_USED = "pauses_used", "De pauzes van dit jaar zijn op. Bel ons, dan kijken wij samen wat past."
    OFFER_OVER = "offer_over", "Dit voorstel geldt niet meer. Vraag ons om een nieuw voorstel."
    TWICE = Clash.TWICE.value, Clash.TWICE.label
    PART_FIRST = Clash.PART_FIRST.value, Clash.PART_FIRST.label
    LATER_FIRST = Clash.LATER_FIRST.value, Clash.LATER_FIRST.label
    STANDS_STILL = Clash.STANDS_STILL.value, Clash.STANDS_STILL.label
    INSTEAD = Clash.INSTEAD.value, Clash.INSTEAD.label
    BY_LEAD_HERE = "by_lead_here", "Dit is meer dan u zelf mag afspreken. Vraag een teamleider om nu mee te kijken."
    ONLY_LOWER = (
        "only_lower",
        "Rechtzetten maakt een rekening lager. Hoort er geld bij? Dan komt dat op een nieuwe rekening.",
    )
    LASTS_TOO_LONG = (
        "lasts_too_long",
        "Zo lang spreken wij dit niet in één keer af. Kies een eerdere dag. Daarna kan het opnieuw.",
    )
    CASE_CLOSED = "case_closed", "Dit dossier is gesloten."
    DIED = "died", "Deze klant is overleden. Vraag de familie eerst wie alles regelt."
    MORE_THAN_IS_OPEN = "more_than_is_open", "Dat is meer dan er open staat."
    NOT_CHARGED = "not_charged", "Uw organisatie rekent dit niet. Het kan dus ook niet stilstaan."
    NO_LOAN = (
        "no_loan",
        "Hier loopt geen rente van een contract. Dit past alleen bij een hypotheek of een krediet.",
    )
    CONTACT_TO_COME = "contact_to_come", "Deze dag moet nog komen. Kies vandaag of eerder."
    OUTCOME_FIRST = (
        "outcome_first",
        "De klant vroeg of dit klopt. Leg de uitkomst vast: daarmee zet u het ook recht.",
    )
    NO_SUCH_COSTS = "no_such_costs", "Zo veel kosten mogen op deze rekening niet staan. Klopt de rekening wel?"
    NO_CONSENT = "no_consent", "De toestemming geldt niet meer. Vraag haar opnieuw, of wijs alleen de weg."
    ARRANGED = "arranged", "Er loopt al een regeling. Stop die eerst."
    SLOT_TAKEN = "slot_taken", "Dit moment is net bezet. Kies een ander moment."
    PAUSE_TOO_LONG = (
        "pause_too_long",
        "Zo lang rust kan niet in één keer. Kies een dag binnen een jaar; daarna kan het opnieuw.",
    )
    MANY_QUESTIONS = "many_questions", "Er wachten al veel vragen op ons. Bel ons, dan nemen wij ze samen door."
    MANY_TODAY = (
        "many_today",
        "Vandaag is hier al veel gevraagd. Bel ons, of kom morgen terug. Wat er al staat, blijft staan.",
    )
    MANY_KEPT = "many_kept", "Er is hier al veel bewaard. Verstuur de vraag nu, of bel ons."
    LONG_REST = "long_rest", "Er was al lang rust. Bel ons, of vraag of wij bellen. Dan kijken wij samen wat helpt."
    WORDS_NEEDED = "words_needed", "Schrijf er een paar woorden bij."
    UNREADABLE = "unreadable", "Dit kunnen wij niet lezen. Typ het opnieuw, met gewone letters of cijfers."
    OTHER_TEAM = "other_team", "Deze collega werkt hier niet."
    STILL_OPEN = "still_open", "Er staat nog geld open. Kies een andere reden, of boek eerst de betaling."
    WAIVE_BY_LEAD = "waive_by_lead", "Zoveel geld loslaten mag alleen een teamleider. Draag het dossier over."
    BY_LEAD = "by_lead", "Dit mag alleen een teamleider opschrijven. Draag het dossier over."
    TRANSFER_BY_LEAD = "transfer_by_lead", "Overdragen aan een incassobureau mag alleen een teamleider."
    AGENCY_NEEDED = "agency_needed", "Kies naar welk incassobureau het gaat."
    AGENCY_UNKNOWN = (
        "agency_unknown",
        "Dit bureau staat niet op de kaart van uw organisatie. Kies een ander, of laat de kaart aanvullen.",
    )
    TOLD_BY_NEEDED = "told_by_needed", "Schrijf op welke hulpverlener dit vertelde."
    NOT_YET = "not_yet", "Overdragen kan nog niet."
    AWAY = "away", "Dit dossier is bij een incassobureau. Haal het eerst terug."
    NOT_AWAY = "not_away", "Dit dossier is niet bij een incassobureau."
    OWN_ORGANISATION = "own_organisation", "Kies een andere organisatie dan deze."
    CONSENT_WORDS = (
        "consent_words",
        "Deze tekst van de toestemming kennen wij niet, of hij noemt iets anders. Open de bladzijde opnieuw.",
    )
    NOT_SURE_WHO = "not_sure_who", "Stel eerst vast wie de klant is. Daarna kan de klant toestemming geven."
    PROOF_NEEDED = "proof_needed", "Schrijf op hoe de klant ja zei: in welk gesprek, of op welk papier."
    NOT_YOURS = "not_yours", "Dit dossier is niet aan u overgedragen, of u nam het al over."
    NOT_DISPUTED = "not_disputed", "Hier is niets meer uit te zoeken."
    BAD_PHONE = "bad_phone", "Vul een nummer in met tien cijfers."
    BAD_EMAIL = "bad_email", "Vul een heel e-mailadres in, zoals naam@voorbeeld.nl."
    OTHER_THAN_FILE = (
        "other_than_file",
        "Dit is een ander bedrag dan in het dossier staat. Kijk het na, of zeg dat dit bedrag klopt.",
    )
    HEARD_BEFORE = (
        "heard_before",
        "Op die dag was het deze organisatie nog niet gevraagd. Kijk de dag na.",
    )
    NO_FILE = (
        "no_file",
        "Met dit klantnummer vinden wij hier niet dezelfde persoon. Kijk het nummer, de naam en de geboortedatum na.",
    )
    NO_JOINT_EMAIL = (
        "no_joint_email",
        "Van deze organisatie is geen e-mailadres bekend. Bel, en laat het adres op hun kaart zetten.",
    )
    BAD_ADDRESS = "bad_address", "Vul straat, huisnummer, postcode en plaats in."
    NOTHING_TOLD = "nothing_told", "Vul in wat de klant vertelde."
    NOT_KNOWN_BEFORE = "not_known_before", "Dit adres kenden wij nog niet. Kies een adres dat wij al hadden."
    ANSWER_FIRST = "answer_first", "Er wacht nog een verzoek op antwoord. Geef dat eerst."
    OTHER_CASE = "other_case", "Deze rekening hoort bij een ander dossier."
    DAYS_TURNED = "days_turned", "De laatste dag is eerder dan de eerste. Kies een laatste dag op of na de eerste."
    DAYS_TOO_MANY = "days_too_many", f"Dat zijn te veel dagen ineens. Kies hooguit {MOST_DAYS} dagen."
    HOURS_PASSED = "hours_passed", "Dat is al voorbij. Kies een dag vanaf vandaag en een uur dat nog komt."
    HOURS_TURNED = "hours_turned", "Kies een begin en een later einde, op hele kwartieren: 9.00, 9.15, 9.30 of 9.45."
    HOURS_OUTSIDE = "hours_outside", "Op deze uren mag niemand gebeld worden. Kies uren binnen de beltijden."
    NO_CALL_DAY = "no_call_day", "Op deze dagen mag niemand gebeld worden, zoals op zondag. Kies een andere dag."
    YEAR_UNKNOWN = "year_unknown", "Van dat jaar zijn de feestdagen nog niet bekend. Kies een eerdere dag."
    DAY_OF_REST = "day_of_rest", "Op die dag gebeurt dit niet: het is weekend of een feestdag. Kijk de dag na."
    NOT_FOR_THIS = "not_for_this", "Dit past niet bij deze rekening. Kies wat er echt gaat gebeuren."
    PAID_OTHERWISE = (
        "paid_otherwise",
        "Onder dit kenmerk staat al een andere betaling. Kijk het bedrag en het kenmerk na.",
    )
    BACK_IN_THE_FILE = (
        "back_in_the_file",
        "Wij kunnen niet zien welke boekingen bij deze betaling horen. Draai ze terug in elk dossier waar ze staan.",
    )
    MORE_THAN_OPEN = "more_than_open", "Dat is meer dan er openstaat. Vul in wat er voor die dag betaald moet zijn."
    REMINDERS_FIRST = (
        "reminders_first",
        "Er gingen te weinig herinneringen per brief of e-mail uit. Kreeg de klant die buiten Tijdig om? Vink dat aan.",
    )
    MINUTES_NEEDED = (
        "minutes_needed",
        f"Vul in hoeveel minuten er zijn op een dag: 0 tot en met {MOST_MINUTES}. Bij 0 heeft niemand tijd.",
    )
    PEOPLE_NEEDED = (
        "people_needed",
        f"Vul in hoeveel mensen kunnen bellen: 0 tot en met {MOST_PEOPLE}. Bij 0 gaan de uren dicht.",
    )


class RefusedError(Exception):
    """The action was refused and changed nothing; `code` says why, its label is for people."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(code.label)
        self.code = code


class ConflictError(RefusedError):
    """Somebody else changed it since it was read."""

    def __init__(self) -> None:
        super().__init__(Refusal.CONFLICT)

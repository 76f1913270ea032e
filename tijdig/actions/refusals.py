"""Why an action can be refused: a code with the sentence that staff read."""

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
    TOO_FAR = "too_far", "Zo ver vooruit kan nog niet. Kies een eerdere dag of een hoger bedrag."
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
    NOT_YOURS = "not_yours", "Dit dossier is niet aan u overgedragen, of u nam het al over."
    NOT_DISPUTED = "not_disputed", "Hier is niets meer uit te zoeken."
    BAD_PHONE = "bad_phone", "Vul een nummer in met tien cijfers."
    BAD_EMAIL = "bad_email", "Vul een heel e-mailadres in, zoals naam@voorbeeld.nl."
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

"""The closed lists of the evidence: each holds the word of the data and the Dutch that people read."""

SECTORS = {
    "energy": "energie",
    "housing": "huur",
    "water": "water",
    "insurance": "verzekering",
    "mortgage": "hypotheek",
    "student_loans": "studielening",
    "municipality": "gemeente",
    "fines": "boetes",
    "government": "overheid",
    "mixed": "gemengd",
    "general": "algemeen",
}
COUNTRIES = {"NL": "Nederland", "CW": "Curaçao", "UK": "Verenigd Koninkrijk"}
CREDITORS = {
    "own": "de organisatie zelf",
    "collector": "een incassobureau",
    "government": "de overheid, met eigen bevoegdheden",
    "together": "organisaties samen",
    "unknown": "niet vermeld",
    "none": "geen",
}
STAGES = {
    "first_reminder": "eerste herinnering",
    "first_agency_letter": "eerste brief van een incassobureau",
    "last_reminder": "laatste herinnering",
    "statutory_notice": "veertiendagenbrief",
    "dunning_letter": "aanmaning",
    "summons": "dagvaarding",
    "eviction_notice": "aanzegging van ontruiming",
    "early_arrears": "kleine of nieuwe achterstand",
    "long_arrears": "grote of lange achterstand",
    "arrears": "achterstand, stap niet vermeld",
    "address_lost": "adres onbekend",
    "none": "niet bij één stap",
}
OUTCOMES = {
    "contact": "contact",
    "response": "reactie",
    "payment": "betaling",
    "arrangement": "een regeling gevraagd",
    "address": "adres doorgegeven",
    "evictions": "ontruimingen",
    "social_cost": "kosten voor de samenleving",
    "capacity": "of iemand kan betalen",
    "prevalence": "hoe vaak het voorkomt",
    "view": "ervaring of inzicht",
}
FRAMINGS = {
    "plain": "gewone brief",
    "attention": "opvallen, zonder tekst",
    "positive": "een doel",
    "necessity": "reageren is nodig",
    "consequence": "een gevolg",
    "consequence_help": "een gevolg met datum, en hulp",
    "call_to_action": "oproep op de envelop",
    "extra_channel": "een tweede kanaal",
    "channel_and_call": "een tweede kanaal en een oproep",
    "simple": "eenvoudige taal",
    "bundle": "veel tegelijk",
    "strict": "streng",
    "friendly": "vriendelijk, met technieken",
}
ALLOCATIONS = {
    "halves": "de helft in elke groep",
    "not_described": "er zijn groepen; hoe ze zijn gemaakt, staat er niet bij",
    "none": "geen groep om mee te vergelijken",
}
SIZES = {
    "equal": "totaal bekend; gelijke groepen aangenomen",
    "at_most": "alleen een totaal van alle stappen samen; groepen zijn dus kleiner",
    "unknown": "onbekend",
}
KINDS = {
    "contrast": "vergelijking zonder basis",
    "direction": "alleen een richting",
    "restated": "later anders verteld",
    "observed": "waargenomen, zonder vergelijking",
    "practice": "hoe het in de praktijk gaat",
    "cost_benefit": "kosten en baten",
    "prevalence": "hoe vaak het voorkomt",
    "context": "uit gesprekken of achtergrond",
}
VERDICTS = {"holds": "houdt stand", "probably": "waarschijnlijk", "unclear": "onbeslist", "fails": "houdt geen stand"}

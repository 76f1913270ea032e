"""What is said to a customer about arranging together: of the whole, and of each organisation in it."""

from tijdig.languages import marked
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S
from tijdig.words import Rhythm, Sector

HEADS = {
    S.REQUESTED: marked("[[U bent|Je bent]] begonnen met samen regelen"),
    S.INVENTORY: marked("Wij vragen overal hoeveel er open is"),
    S.WEIGHED: marked("Eerst praten wij even met [[u|je]]"),
    S.PROPOSED: marked("De organisaties kijken naar het voorstel"),
    S.OFFERED: marked("[[Uw|Je]] plan ligt klaar"),
    S.ACTIVE: marked("[[Uw|Je]] plan loopt"),
    S.MISSED: marked("Er is een betaling nog niet binnen"),
    S.PAUSED: marked("[[Uw|Je]] plan heeft pauze"),
    S.REVISING: marked("Wij rekenen opnieuw"),
    S.COMPLETED: marked("Alles uit het plan is betaald"),
    S.REFERRED: marked("Er is hulp voor [[u|je]]"),
    S.ENDED: marked("Samen regelen is gestopt"),
}
LEADS = {
    S.REQUESTED: marked("Er is nog niets gevraagd en niets verteld. Dat gebeurt pas als [[u|je]] het zegt."),
    S.INVENTORY: marked("Uiterlijk {day} weten wij meer. Antwoordt iemand niet? Dan bellen wij die organisatie."),
    S.WEIGHED: marked("{person} belt [[u|je]] uiterlijk {day}. [[U hoeft|Je hoeft]] nu niets te doen."),
    S.PROPOSED: marked("Zij antwoorden uiterlijk {day}. Wie niet antwoordt, houdt het plan niet tegen."),
    S.OFFERED: marked("Kijk rustig of het past. Het begint pas als [[u|je]] ja zegt."),
    S.ACTIVE: marked("Eén keer betalen, en iedereen krijgt zijn deel."),
    S.MISSED: marked("Dat kan gebeuren. Het plan stopt niet, en er komen geen kosten bij."),
    S.PAUSED: marked("[[U hoeft|Je hoeft]] nu niets te betalen. De volgende betaling is op {day}."),
    S.REVISING: marked("{person} kijkt wat nu past, uiterlijk {day}. Tot dan verandert er niets."),
    S.COMPLETED: marked("Goed gedaan. Voor dit plan [[hoeft u|hoef je]] niets meer te doen."),
    S.REFERRED: marked("Wij gaven alles in één keer door. [[U hoeft|Je hoeft]] niet opnieuw te beginnen."),
    S.ENDED: marked(
        "Wat [[u|je]] met een organisatie afsprak, blijft staan. [[U kunt|Je kunt]] altijd opnieuw beginnen."
    ),
}
CALL_IS_LATE = marked(
    "Wij wilden [[u|je]] uiterlijk {day} bellen. Dat is niet gelukt. Dat spijt ons. "
    "Wij bellen [[u|je]] zo snel mogelijk."
)
ANEW_IS_LATE = marked(
    "Wij wilden uiterlijk {day} kijken wat nu past. Dat is niet gelukt. Dat spijt ons. "
    "Wij doen het zo snel mogelijk. Tot dan verandert er niets."
)
NEWS_IS_LATE = marked(
    "Wij wilden uiterlijk {day} meer weten. Dat is niet gelukt. Dat spijt ons. Wij zoeken het zo snel mogelijk uit."
)
LATE = {S.WEIGHED: CALL_IS_LATE, S.REVISING: ANEW_IS_LATE, S.INVENTORY: NEWS_IS_LATE}
"""What is said once a day that we named ourselves has passed."""
APART = marked("Op die dag [[betaalt u|betaal je]] elke organisatie haar deel.")
ALONE = marked("Deze keer is het alleen voor {name}.")
STANDS = {
    P.PICKED: marked("Nog niets gevraagd."),
    P.ASKED: marked("Wij vroegen hoeveel er open is. Zij antwoorden uiterlijk {day}."),
    P.SILENT: marked("Nog geen antwoord. {person} vraagt het na. Uiterlijk {day} weten wij meer."),
    P.CONFIRMED: marked("Er is {open} open."),
    P.PROPOSED: marked("Kijkt naar het voorstel. Zij antwoorden uiterlijk {day}."),
    P.COUNTERED: marked("Vraagt {counter} per keer. [[U kiest|Jij kiest]] wat er gebeurt."),
    P.UNDECIDED: marked("Nog geen antwoord op het voorstel. {person} vraagt het na. Uiterlijk {day} weten wij meer."),
    P.ACCEPTED: marked("Zegt ja."),
    P.RUNNING: marked("Doet mee. Nog {left} te betalen."),
    P.PAID: marked("Alles betaald."),
    P.DECLINED: marked("Doet niet mee. Spreek daar apart iets af."),
    P.LEFT: marked("Staat niet meer in dit plan."),
}
NOT_ALONG = marked("Niet in dit plan")
NOT_BEGUN = marked("Het plan begon niet")
NOT_LATE = marked("Daar is niets te laat")
NEVER = marked("Niet in dit plan. Is er iets open? Spreek daar apart iets af.")
STILL_SILENT = marked(
    "Zij antwoordden niet. Het plan gaat verder zonder hen. Komt er tot en met {day} toch antwoord? "
    "Dan kijkt {person} of zij nog mee kunnen."
)
NEVER_ANSWERED = marked("Zij gaven geen antwoord, en doen niet mee. Spreek daar apart iets af.")
NEVER_BACK = marked(
    "Op {day} nam [[u|je]] [[uw|je]] toestemming terug. Daarom staat {name} niet in dit plan. "
    "Is er iets open? Spreek daar apart iets af."
)
NOTHING_OPEN = marked("Daar is niets te laat. Een nieuwe rekening [[betaalt u|betaal je]] daar zelf, zoals altijd.")
SECTORS = {
    Sector.HOUSING: marked("Huur"),
    Sector.ENERGY: marked("Energie"),
    Sector.WATER: marked("Water"),
    Sector.HEALTH: marked("Zorgverzekering"),
    Sector.TELECOM: marked("Telefoon en internet"),
    Sector.MORTGAGE: marked("Hypotheek"),
    Sector.WEBSHOP: marked("Webwinkel"),
    Sector.CREDIT: marked("Lening"),
    Sector.MUNICIPAL: marked("Gemeente"),
}
"""What an organisation is for, as customers say it: names alone tell little."""
BRIEF = {
    P.PICKED: marked("Nog niets gevraagd"),
    P.ASKED: marked("Wij vroegen hoeveel er open is"),
    P.SILENT: marked("Nog geen antwoord"),
    P.CONFIRMED: marked("Er is {open} open"),
    P.PROPOSED: marked("Kijkt naar het voorstel"),
    P.COUNTERED: marked("Stelt iets anders voor"),
    P.UNDECIDED: marked("Nog geen antwoord op het voorstel"),
    P.ACCEPTED: marked("Zegt ja"),
    P.RUNNING: marked("Doet mee, nog {left}"),
    P.PAID: marked("Alles betaald"),
    P.DECLINED: marked("Doet niet mee"),
    P.LEFT: marked("Staat niet meer in dit plan"),
}
BACK = marked("[[U nam|Je nam]] op {day} [[uw|je]] toestemming terug.")
BY_ITSELF = marked("[[Uw|Je]] toestemming stopte vanzelf op {day}. Zij was nergens meer voor nodig.")
TAKEN_BACK = marked("Op {day} nam [[u|je]] [[uw|je]] toestemming terug. Daarom staat {name} niet meer in dit plan.")
GOES_ON = marked("Wat [[u|je]] met {name} afsprak, gaat daar apart verder. [[U betaalt|Je betaalt]] daar dan zelf.")
RHYTHMS = {
    Rhythm.WEEKLY: marked("elke week"),
    Rhythm.FOUR_WEEKLY: marked("elke vier weken"),
    Rhythm.MONTHLY: marked("elke maand"),
}
WEIGHS = {
    "too_long": marked("Het duurt lang voor alles betaald is. Misschien is er iets beters dan dit plan."),
    "seizure": marked("Er is beslag gelegd. Dan moet eerst duidelijk zijn wat er overblijft."),
    "many": marked("Het zijn veel organisaties. Dan is hulp van een mens beter dan een plan op papier."),
    "outside": marked("Er doen organisaties niet mee. Dan geeft dit plan misschien geen rust."),
    "room": marked("Er is nu weinig of niets te missen. Dat mag. Er zijn andere oplossingen."),
    "help": marked("[[U vroeg|Je vroeg]] om hulp."),
}

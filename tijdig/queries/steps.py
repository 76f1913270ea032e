"""The one step we recommend for a piece of work, and why, in the words a colleague would say it in."""

from typing import NamedTuple

from tijdig.planner.reasons import Reason
from tijdig.queries import whys
from tijdig.queries.worksources import NEWER_BILL, OFFERED, OUTSIDE, WorkKind
from tijdig.words import CallResult, HeldReason, RequestKind, Skill

REASONS: dict[str, Reason] = {reason.value: reason for reason in Reason}
"""What the planner said, by the code that is stored."""


class Advice(NamedTuple):
    """A step, why it is the right one, and the act on the case page that does it."""

    title: str
    why: str
    act: str


_REQUESTS: dict[str, Advice] = {
    RequestKind.CALL_ME: Advice("Bel terug", "Wil graag gebeld worden. Er is nog geen moment gepland.", "gesprek"),
    RequestKind.PAY_LATER: Advice(
        "Antwoord op de vraag om later te betalen", "Vraagt uitstel. Kijk welke datum past.", "antwoord"
    ),
    RequestKind.PAY_IN_PARTS: Advice(
        "Maak samen een regeling", "Wil in delen betalen. Het eigen voorstel houdt het vaakst stand.", "regeling"
    ),
    RequestKind.DISAGREE: Advice(
        "Zoek uit of de rekening klopt", "Is het er niet mee eens. Zolang wij zoeken, blijft het stil.", "uitkomst"
    ),
    RequestKind.EXPLAIN: Advice(
        "Leg uit hoe het bedrag is opgebouwd", "Vraagt om uitleg. Bellen helpt vaak beter dan schrijven.", "antwoord"
    ),
    RequestKind.HELP: Advice(
        "Bel en vraag wat er nodig is", "Vraagt zelf om hulp. Dat is een moedige stap: reageer snel.", "gesprek"
    ),
    RequestKind.CHANGE: Advice(
        "Pas de afspraak samen aan",
        "De afspraak past niet meer. Wat wel past, houdt langer stand.",
        "regeling-veranderen",
    ),
    RequestKind.NOT_ME: Advice(
        "Zoek uit of dit de juiste klant is",
        "Zegt dat dit iemand anders is. Tot wij het weten, blijft het stil.",
        "uitkomst",
    ),
    RequestKind.DETAILS: Advice("Verbeter de gegevens", "Zegt dat gegevens niet kloppen.", "gegevens"),
    RequestKind.COMPLAINT: Advice(
        "Los de klacht op", "Heeft een klacht. De klant weet al dat wij die hebben; bel en luister eerst.", "antwoord"
    ),
    RequestKind.OTHER: Advice("Geef antwoord", "Stelde een vraag en wacht op ons.", "antwoord"),
}

_REQUESTS |= {
    OUTSIDE: Advice(
        "Kijk naar het voorstel: zeg ja, of stel iets anders voor",
        "Stelde zelf een regeling voor. Die valt buiten wat meteen mag. Nee zeggen doet niemand zonder gesprek.",
        "regeling",
    ),
    OFFERED: Advice(
        "Wacht op de klant, of bel",
        "Er ligt een ander voorstel van ons. De klant kan het nemen met één klik.",
        "regeling",
    ),
}
_DIED = Advice(
    "Vraag de familie aan wie wij mogen schrijven",
    "De klant is overleden. Er gaat niets vanzelf uit. Wij weten nog niet wie alles regelt.",
    "gesprek",
)

_TRIES: dict[str, Advice] = {
    Reason.DIED: _DIED,  # nobody calls the customer once more
    CallResult.NOT_REACHED: Advice(
        "Bel nog een keer, op een ander uur", "Nam niet op. Probeer een andere tijd van de dag.", "gesprek"
    ),
    CallResult.VOICEMAIL: Advice(
        "Bel nog een keer, op een ander uur", "Er staat een bericht op de voicemail; er kwam geen reactie.", "gesprek"
    ),
    CallResult.WRONG_NUMBER: Advice(
        "Zoek een nummer dat klopt", "Het nummer was van iemand anders. Kijk of er een andere weg is.", "gegevens"
    ),
}

_DECISIONS: dict[str, Advice] = {
    Reason.PERSON_DECIDES: Advice(
        "Bel zelf, niet nog een brief",
        "De herinneringen gaven geen oplossing. Nog een brief werkt zelden; een gesprek wel.",
        "gesprek",
    ),
    Reason.SMALL_AMOUNT: Advice(
        "Bel kort", "Het gaat om een klein bedrag. Een derde brief past daar niet bij.", "gesprek"
    ),
    Reason.NO_POST_FOR_NOTICE: Advice(
        "Zoek een postadres", "De laatste brief moet echt aankomen, en er is geen adres dat werkt.", "gegevens"
    ),
    Reason.NOBODY_REACHABLE: Advice(
        "Zoek een weg om iemand te bereiken", "Er is geen adres, e-mail of nummer dat wij mogen gebruiken.", "gegevens"
    ),
    Reason.NOT_SAFE: Advice(
        "Zoek een veilige manier",
        "Een bericht kan bij de verkeerde terechtkomen. Overleg hoe het wel kan.",
        "gesprek",
    ),
    Reason.REPRESENTED: Advice(
        "Zoek uit wie de geldzaken regelt", "Er is een bewindvoerder, maar nog geen adres om te schrijven.", "gesprek"
    ),
    Reason.DIED: _DIED,
    Reason.NO_ROOM: Advice(
        "Bel, vraag niet om geld, en bied hulp aan",
        "De klant kan nu niets missen. Er gaat niets uit, en er wordt niets gevraagd. Kijk samen welke hulp er is.",
        "gesprek",
    ),
    Reason.IN_DISTRESS: Advice(
        "Bel vandaag zelf, rustig",
        "Zit in nood. Luister eerst; over geld hoeft het nu niet te gaan. Bij gedachten aan zelfdoding: 113.",
        "gesprek",
    ),
    Reason.JOINT_FIRST: Advice(
        "Bel over het regelen met anderen samen",
        "De klant wil het samen met andere organisaties regelen. Dat gaat voor; tot dan gaat er niets uit.",
        "gesprek",
    ),
    Reason.NO_POST_FOR_CONSEQUENCE: Advice(
        "Zoek een manier om het te vertellen",
        "Er gaat binnenkort iets gebeuren dat de klant moet weten, en een brief kan niet. Bel, of zoek een adres.",
        "gesprek",
    ),
    Reason.NEAR_AND_TOLD: Advice(
        "Bel: het komt dichtbij",
        "De klant weet wat er gaat gebeuren. Nu helpt alleen nog iemand die belt en meedenkt.",
        "gesprek",
    ),
    Reason.MANY_PREMIUMS: Advice(
        "Bel over een regeling of hulp",
        "Er staan zoveel maandpremies open dat een volgende brief niet past. Zoek samen een regeling of hulp.",
        "gesprek",
    ),
    Reason.MISSED_INSTALMENT: Advice(
        "Gemiste termijn: vraag vriendelijk", "Een termijn kwam niet binnen. Vraag hoe het gaat.", "gesprek"
    ),
    Reason.MISSED_WITH_SEIZURE: Advice(
        "Gemiste termijn: reken samen opnieuw",
        "Een termijn kwam niet binnen, en er ligt beslag. Kijk samen wat er nog over is.",
        "gesprek",
    ),
    Reason.OTHER_HOLD: Advice("Kijk of de rust nog klopt", "Er loopt een reden om te wachten.", "hervatten"),
    HeldReason.TEXT: Advice(
        "Vertel het zelf: de tekst komt nog",
        "Er gaat iets gebeuren dat deze klant moet weten. Tijdig heeft daar nog geen tekst voor, en houdt het bericht "
        "vast. Bel, of schrijf zelf wat er gebeurt, wanneer, en wat nog kan.",
        "stap",
    ),
    HeldReason.PRINT: Advice(
        "Bel: onze brief kon niet weg",
        "De brief was niet af te drukken, of de drukker nam hem niet aan. Vaak staat er een teken in de naam dat onze "
        "letters niet hebben. Vertel het zelf, en pas de naam aan bij Gegevens.",
        "gesprek",
    ),
    HeldReason.CARRIER: Advice(
        "Kijk of het op een andere manier kan",
        "Bij de brief hoort een overboeking van 1 cent met een zin erin. Die weg komt nog. De brief is wel verstuurd.",
        "stap",
    ),
}

_KINDS: dict[str, Advice] = {
    WorkKind.DISTRESS: Advice(
        "Bel vandaag zelf, rustig",
        "Zit in nood. Luister eerst; over geld hoeft het nu niet te gaan. Bij gedachten aan zelfdoding: 113.",
        "gesprek",
    ),
    WorkKind.CALL_BACK: Advice("Bel terug op het gekozen moment", "Dit moment is beloofd.", "gesprek"),
    WorkKind.OWN_CALL: Advice("Bel de klant", "Nu is er tijd voor een gesprek.", "gesprek"),
    WorkKind.VISIT: Advice("Bied een bezoek aan, en kondig het aan", "Nu is er tijd om langs te gaan.", "stap"),
    WorkKind.RECALL: Advice(
        "Klant reageert: terughalen?",
        "Dit dossier is bij een incassobureau, en de klant laat iets horen. Haal het terug als dat beter is.",
        "terughalen",
    ),
    WorkKind.FORM: Advice("Zoek wie dit is en reageer", "Vroeg contact zonder code.", "formulier"),
    WorkKind.HANDED_OVER: Advice("Neem het over", "Een collega gaf dit aan u.", "overnemen"),
    WorkKind.UNDELIVERED: Advice(
        "Bel: ons antwoord kwam niet aan",
        "Er is geen adres dat werkt. Vertel het zelf, en vraag welk adres wel goed is.",
        "gesprek",
    ),
    WorkKind.MISSED: Advice(
        "Gemiste termijn: vraag vriendelijk",
        "Een termijn kwam niet binnen en de speling voor de bank is voorbij. Vraag wat er is gebeurd.",
        "gesprek",
    ),
    WorkKind.DISPUTE: Advice(
        "Zoek uit of de rekening klopt", "Is het er niet mee eens. Zolang wij zoeken, blijft het stil.", "uitkomst"
    ),
}
_JOINT: dict[str, Advice] = {
    "weighed": Advice(
        "Bel over samen regelen, en bied hulp aan",
        "Voor dit plan kijkt eerst een mens mee. Hulp is een aanbod; wie verder wil, gaat verder.",
        "samen-regelen",
    ),
    "missed": Advice(
        "Gemiste termijn van het gezamenlijke plan: vraag vriendelijk",
        "Een betaling kwam niet binnen. Er wordt niets stopgezet. Vraag welke dag wel past.",
        "samen-regelen",
    ),
    "revising": Advice(
        "Reken het gezamenlijke plan opnieuw",
        "Er is iets veranderd voor de klant. Vraag wat er nu te missen is.",
        "samen-regelen",
    ),
    "inventory": Advice(
        "Vraag wat de klant kan missen",
        "De organisaties zijn gevraagd. Zonder dit bedrag kan er geen voorstel komen.",
        "samen-regelen",
    ),
    "stuck": Advice(
        "Kijk waarom het gezamenlijke plan stilstaat",
        "De dag van dit plan ging voorbij, en in de nacht kon het niet verder. Kijk wat er aan de hand is.",
        "samen-regelen",
    ),
    "unsent": Advice(
        "Bel een organisatie: onze e-mail kwam niet aan",
        "Vraag welk adres wel werkt, laat het aanpassen op hun kaart, en mail opnieuw.",
        "samen-regelen",
    ),
    "untold": Advice(
        "Mail of bel een organisatie: haar adres is veranderd",
        "Zij doet mee, maar de link in onze laatste e-mail werkt niet meer. Zonder nieuwe link weet zij van niets.",
        "samen-regelen",
    ),
    "silent": Advice("Bel een organisatie die stil is", "Zij zei nog niet hoeveel er open is.", "samen-regelen"),
    "undecided": Advice(
        "Bel een organisatie die stil is", "Zij gaf nog geen antwoord op het voorstel.", "samen-regelen"
    ),
    "renew": Advice(
        "Vraag of de toestemming langer mag",
        "Zij stopt bijna, en de klant gaf nog geen antwoord. Een ja aan de telefoon telt ook.",
        "samen-regelen",
    ),
    "countered": Advice("Bespreek een tegenvoorstel", "Een organisatie vraagt een ander deel.", "samen-regelen"),
    "balance": Advice(
        "Zeg hoeveel er bij ons open is", "De klant wil met meer organisaties samen regelen.", "samen-regelen"
    ),
    "answer": Advice(
        "Antwoord op het gezamenlijke voorstel", "Ja, een ander voorstel, of nee met een reden.", "samen-regelen"
    ),
}
_AGENCY: dict[str, Advice] = {
    NEWER_BILL: Advice(
        "Bel over de nieuwe rekening",
        "Dit dossier is bij een incassobureau. Een andere rekening is nu ook te laat; daarover gaat niets vanzelf uit.",
        "gesprek",
    ),
    "": _KINDS[WorkKind.RECALL],
}
_NO_NUMBER = "Er is geen nummer dat wij mogen bellen. Zoek er eerst een, en vul het in bij Gegevens."
_UNKNOWN = Advice("Bekijk dit dossier", "Tijdig laat dit aan een mens over.", "gesprek")


def advise(kind: str, code: str, *, can_call: bool = True) -> Advice:
    """The step for this kind of work; `code` says more: which request, which result, which reason of the planner.

    Where the step is to call, and there is no number that may be called, finding one comes first.
    """
    tables = {
        WorkKind.REQUEST: _REQUESTS,
        WorkKind.NOT_REACHED: _TRIES,
        WorkKind.DECISION: _DECISIONS,
        WorkKind.RECALL: _AGENCY,
        WorkKind.JOINT: _JOINT,
    }
    found = _DIED if code == Reason.DIED.value else _KINDS.get(kind, _UNKNOWN)
    if kind in tables and found != _DIED:
        found = tables[WorkKind(kind)].get(code) or _said_by_planner(code)
    if kind in {WorkKind.OWN_CALL, WorkKind.VISIT} and code in whys.STAFF:
        found = found._replace(why=whys.STAFF[code])
    asks_call = found.title.startswith("Bel") and found.act == "gesprek" and kind != WorkKind.CALL_BACK
    return found._replace(why=f"{found.why} {_NO_NUMBER}", act="gegevens") if asks_call and not can_call else found


def said_of(skill: str, code: str) -> str:
    """What a person was asked to do in this step, in a few words."""
    if skill == Skill.LOOK:
        return advise(WorkKind.DECISION, code).title
    return advise(WorkKind.VISIT if skill == Skill.VISIT else WorkKind.OWN_CALL, code).title


def _said_by_planner(code: str) -> Advice:
    """A reason that asks no step of its own: to look, and why."""
    return _UNKNOWN._replace(why=whys.STAFF[code]) if code in whys.STAFF else _UNKNOWN

"""Which pictures of pages there are: for each a name, who looks, where, and what is done there first."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final
from urllib.parse import urljoin

from django.core.cache import cache
from django.http import HttpRequest
from django.template.loader import render_to_string
from playwright.sync_api import Page

from tests.factories import NOW
from tijdig.actions import granting, requests, stops
from tijdig.actions.arrangements import Yes
from tijdig.models import Case, DoorTry
from tijdig.rules.solutions.types import Deferral
from tijdig.web.help import person
from tijdig.words import ChannelKind, RequestKind
from tools import page_joint_shots
from tools.page_steps import STRANGER, Shot, Step, Who, click, fill, look_again
from tools.page_world import TOKEN, World, morning

PASSWORD: Final = "veilig-wachtwoord"  # noqa: S105 - of people who do not exist
KNOWN: Final = 1
OPEN: Final = "Ga verder"
KEEP: Final = "Bewaar dit"
SEND: Final = "Verstuur"


def all_shots(world: World) -> Iterator[Shot]:
    """Every picture, in an order in which no picture disturbs the next."""
    for group in EVENING:
        yield from group(world)
    morning(world)
    for group in DAY:
        yield from group(world)


def shots_of(world: World, group: "Group") -> Iterator[Shot]:
    """The pictures of one group alone, with the world as it stands by then."""
    if group in DAY:
        morning(world)
    yield from group(world)


def _overviews(world: World) -> Iterator[Shot]:
    moods, part = world.moods, "Het overzicht van een klant"
    yield Shot(part, "overzicht", "Anna heeft nog niet alles betaald", "/overzicht", Who(world.cast.anna))
    for name, about, case in (
        ("wacht", "Wij zijn aan de beurt: Fenna vroeg of het in delen kan", moods.waiting),
        ("bellen", "Gijs wordt morgenavond gebeld", moods.calling),
        ("afspraak", "Hanna betaalt in vijf termijnen", moods.arranged),
        ("rust", "Ibrahim ligt in het ziekenhuis en heeft rust", moods.quiet),
        ("betwist", "Jet zegt dat de rekening niet klopt", moods.disputed),
        ("gesloten", "Karim is klaar", moods.closed),
        ("bij", "Lotte is bij: de volgende huur komt nog", moods.clear),
        ("bewind", "De bewindvoerder van Bram kijkt", world.cast.bram),
    ):
        yield Shot(part, f"overzicht-{name}", about, "/overzicht", Who(case))


def _questions(world: World) -> Iterator[Shot]:
    anna, part = Who(world.cast.anna), "De vragen: één per pagina"
    slot = world.cast.woonstede.call_slots.order_by("starts_at").last()
    for name, about, address, steps in (
        ("bel-mij", "Welke dag past u?", "bel-mij", ()),
        ("bel-mij-uur", "Hoe laat?", "bel-mij?dag=2026-11-25", ()),
        ("bel-mij-nummer", "Op welk nummer?", f"bel-mij?moment={slot.pk}", ()),
        ("bel-mij-fout", "Zonder nummer", f"bel-mij?moment={slot.pk}", (click(OPEN),)),
        ("later", "Wanneer kunt u betalen?", "later", ()),
        ("later-fout", "Niets gekozen", "later", (click(OPEN),)),
        ("in-delen", "Hoeveel kunt u per maand missen?", "in-delen", ()),
        ("in-delen-fout", "Dat is geen bedrag", "in-delen?bedrag=veel", ()),
        ("in-delen-bedrag", "Vijfentwintig euro: zo lang duurt het", "in-delen?bedrag=25", ()),
        ("in-delen-weinig", "Vijf euro: iemand kijkt mee", "in-delen?bedrag=5", ()),
        ("in-delen-alles", "Meer dan er open staat", "in-delen?bedrag=500", ()),
        ("in-delen-niets", "Nul euro: ook een antwoord", "in-delen?bedrag=0", ()),
        ("later-andere-dag", "Een andere dag", "later", (lambda page: page.get_by_label("Een andere dag").check(),)),
        ("in-delen-weet-niet", "Weet ik niet", "in-delen?bedrag=weet-niet", ()),
        ("in-delen-niets-gekozen", "Nog geen begindag", "in-delen?bedrag=25", (click(OPEN),)),
        ("klopt-niet", "Welke rekening?", "klopt-niet", ()),
        ("klopt-niet-fout", "Geen rekening gekozen", "klopt-niet?verder=1", ()),
        ("klopt-niet-wat", "Wat klopt er niet?", "klopt-niet?rekening=alles", ()),
        ("uitleg", "Wat wilt u weten?", "uitleg", ()),
        ("hulp", "Welke hulp past bij u?", "hulp", ()),
        ("weet-niet", "Ik weet het niet", "weet-niet", ()),
        ("niet-van-mij", "Dit is niet voor mij", "niet-van-mij", ()),
        ("afspraak", "Wat past er niet?", "afspraak", ()),
        ("klacht", "Een klacht", "klacht", ()),
        ("nakijken", "Klopt dit zo?", "uitleg", (fill("weten", "Waarom twee keer?"), click(OPEN))),
        ("bewaard", "Bewaard om later verder te gaan", "uitleg", (fill("weten", "Waarom?"), click(KEEP))),
        ("hulp-fout", "Niets gekozen", "hulp", (click(OPEN),)),
    ):
        yield Shot(part, f"vraag-{name}", about, f"/vraag/{address}", anna, steps)
    yield Shot(part, "vraag-al-gevraagd", "Fenna vroeg dit al", "/vraag/in-delen", Who(world.moods.waiting))
    for name, about, address, steps in (
        ("rust", "Even rust", "/rust", ()),
        ("rust-tot", "Rust tot vrijdag", "/rust", (click("Rust tot"),)),
        ("wat-gebeurde", "Wat gebeurde er?", "/wat-gebeurde", ()),
        ("wat-gebeurde-verteld", "Met één tik verteld", "/wat-gebeurde", (click("Ik durfde niet te kijken"),)),
        ("verhaal", "Vertel uw verhaal één keer", "/verhaal", ()),
        ("gegevens-deur", "Wie zijn gegevens wil zien, zegt eerst wie hij is", "/gegevens", ()),
    ):
        yield Shot(part, name, about, address, Who(world.cast.anna), steps)
    known = Who(world.cast.anna, level=KNOWN)
    for name, about, address in (
        ("gegevens", "Wat wij weten", "/gegevens"),
        ("opbouw", "Zo is het bedrag opgebouwd", "/opbouw"),
        ("mijn-gegevens", "Alles meenemen", "/mijn-gegevens"),
        ("helper", "Wie meekijkt", "/helper"),
        ("samen", "Alles op één pagina", "/samen"),
        ("toestemmingen", "Waar ik toestemming voor gaf", "/toestemmingen"),
        ("missen", "Wat kan ik missen?", "/missen"),
        ("missen-thuis", "De eerste van vijf korte vragen", "/missen/thuis"),
    ):
        yield Shot("Meer voor de klant", name, about, address, known)


def _thanks(world: World) -> Iterator[Shot]:
    moods, part = world.moods, "Daarna"
    for name, about, case, number in (
        ("bellen", "Wij bellen morgenavond", moods.calling, moods.asked_call.pk),
        ("antwoord", "Wij antwoorden uiterlijk woensdag", moods.waiting, moods.asked_parts.pk),
        ("beantwoord", "Wij gaven antwoord", moods.answered, moods.got_answer.pk),
    ):
        yield Shot(part, f"bedankt-{name}", about, f"/bedankt/{number}", Who(case, level=KNOWN))
    other = f"/bedankt/{moods.asked_parts.pk}"
    yield Shot(part, "bedankt-ander", "Met alleen de code: iemand vroeg iets", other, Who(moods.waiting))
    for name, about, words in (
        ("hulp", "Hulp gevraagd: ook 113 staat er", ""),
        ("nood", "Wie in nood is, ziet eerst 113", "Ik zie het niet meer zitten."),
    ):
        typed = (lambda page: page.get_by_label("gewoon met iemand praten").check(), fill("iets vertellen", words))
        yield Shot(part, f"bedankt-{name}", about, "/vraag/hulp", Who(moods.clear), (*typed, click(OPEN), click(SEND)))
    for name, about, address, level in (
        ("niet-voor-mij", "Na ‘dit is niet voor mij’: geen naam, geen bedrag", "/overzicht", 0),
        ("toch-voor-mij", "Wie laat zien wie hij is, neemt het terug", "/toch-voor-mij", KNOWN),
    ):
        yield Shot(part, name, about, address, Who(moods.clear, level=level), (_stray(moods.clear, address),))
    letter = f"/verstuurd/{moods.letter.pk}"
    yield Shot(part, "verstuurd", "Een brief, woord voor woord", letter, Who(moods.answered, level=KNOWN))


def _lists(world: World) -> Iterator[Shot]:
    samira, joris, part = (
        Who(user=world.cast.samira),
        Who(user=world.joris),
        "De werkplek: wie vandaag iemand nodig heeft",
    )
    for name, about, address, who in (
        ("vandaag", "De lijst van vandaag", "", samira),
        ("vandaag-leeg", "Niemand wacht", "", joris),
        ("vandaag-soort", "Alleen wie gebeld wil worden", "?soort=call_back", samira),
        ("verzoeken", "Alle verzoeken", "verzoeken", samira),
        ("verzoeken-leeg", "Geen verzoeken", "verzoeken", joris),
        ("formulieren", "Open formulieren", "formulieren", samira),
        ("niet-bereikt", "Wie niet opnam", "niet-bereikt", samira),
        ("mijn", "Mijn klanten", "mijn", samira),
        ("mijn-leeg", "Nog geen eigen klanten", "mijn", joris),
        ("zoeken", "Zoeken", "zoeken", samira),
        ("zoeken-gevonden", "Gevonden", "zoeken?q=de", samira),
        ("zoeken-niemand", "Niemand gevonden", "zoeken?q=Jansen", samira),
        ("betalingen", "Een bestand met betalingen", "betalingen", samira),
        ("uren", "Wanneer er iemand kan bellen", "uren", samira),
        ("formulier", "Van wie is dit formulier?", f"formulieren/{world.form.pk}", samira),
    ):
        yield Shot(part, f"werk-{name}", about, f"/werk/{address}", who)


def _cases(world: World) -> Iterator[Shot]:
    samira, moods, part = Who(user=world.cast.samira), world.moods, "De werkplek: een dossier"
    for name, about, case, more in (
        ("dossier", "Anna wil gebeld worden", world.cast.anna, ""),
        ("dossier-bewind", "Bram: zijn bewindvoerder doet een voorstel", world.cast.bram, ""),
        ("dossier-zelf-bellen", "Chantal: geen brief meer, maar bellen", world.cast.chantal, ""),
        ("dossier-verzoek", "Fenna wil in delen betalen", moods.waiting, ""),
        ("dossier-regeling", "Hanna heeft een regeling", moods.arranged, ""),
        ("dossier-rust", "Ibrahim heeft rust", moods.quiet, ""),
        ("dossier-weten", "Gijs: wat hij vertelde, en wie het zelf oppakt", moods.calling, ""),
        ("dossier-gesloten", "Karim is klaar", moods.closed, ""),
        ("dossier-gedaan", "Net iets gedaan", moods.answered, "?gedaan=gesprek"),
        ("waarom", "Elke regel, met het getal en de bron", world.cast.anna, "/waarom"),
    ):
        yield Shot(part, f"werk-{name}", about, f"/werk/dossier/{case.pk}{more}", samira)


def _acts(world: World) -> Iterator[Shot]:
    samira, moods, part = Who(user=world.cast.samira), world.moods, "De werkplek: wat men kan doen"
    # What it would be is shown while one types.
    written = (fill("Bedrag per keer", "100"), lambda page: page.get_by_role("heading", name="Zo wordt het").wait_for())
    fenna = moods.waiting
    lead, gevolg = Who(user=world.cast.dewi), f"/werk/dossier/{fenna.pk}/gevolg"
    summons = (
        lambda page: page.get_by_label("dagvaarding").check(),
        fill("Op welke dag?", "2026-12-08"),
        fill("Hoeveel moet er voor die dag", "182,40"),
        click("Vastleggen"),
    )
    yield Shot(part, "werk-gevolg", "Een teamleider legt vast wat er echt gaat gebeuren", gevolg, lead)
    yield Shot(part, "werk-gevolg-zeker", "Eerst nog een keer kijken", gevolg, lead, summons)
    for name, act, case, about, steps in (
        ("gesprek", "gesprek", fenna, "Een gesprek opschrijven", ()),
        ("gesprek-fout", "gesprek", fenna, "Er mist iets", (click("Opschrijven"),)),
        ("antwoord", "antwoord", fenna, "Antwoord geven", ()),
        ("terugbellen", "terugbellen", fenna, "Bellen beloven", ()),
        ("regeling", "regeling", fenna, "Een regeling", ()),
        ("regeling-bekeken", "regeling", fenna, "Eerst bekijken, dan afspreken", written),
        ("regeling-fout", "regeling", fenna, "Niets ingevuld", (look_again(),)),
        ("betaling", "betaling", fenna, "Een betaling boeken", ()),
        ("terugdraaien", "terugdraaien", world.cast.anna, "Een betaling terugdraaien", ()),
        ("uitkomst", "uitkomst", moods.disputed, "Wat bleek van de rekening", ()),
        ("gegevens", "gegevens", fenna, "Een nummer, adres of wens noteren", ()),
        ("weten", "weten", fenna, "Opschrijven wat wij weten", ()),
        ("weten-fout", "weten", fenna, "Niets opgeschreven", (click("Bewaren"),)),
        ("weghalen", "weghalen", moods.calling, "Weghalen wat wij weten", ()),
        ("zelf", "zelf", fenna, "Een dossier zelf oppakken", ()),
        ("teruggeven", "teruggeven", moods.calling, "Een dossier teruggeven", ()),
        ("nieuwe-link", "link", fenna, "Een nieuwe link sturen", ()),
        ("rust", "rust", fenna, "Rust geven", ()),
        ("rust-fout", "rust", fenna, "Geen reden gekozen", (click("Rust geven"),)),
        ("hervatten", "hervatten", moods.quiet, "Rust opheffen", ()),
        ("overdragen", "overdragen", fenna, "Aan een collega geven", ()),
        ("sluiten", "sluiten", fenna, "Dossier sluiten", ()),
        ("regeling-stoppen", "regeling-stoppen", moods.arranged, "De regeling stoppen", ()),
        ("kan-niet", "antwoord", moods.arranged, "Dit kan nu niet", ()),
    ):
        yield Shot(part, f"werk-{name}", about, f"/werk/dossier/{case.pk}/{act}", samira, steps)


def _signing_in(world: World) -> Iterator[Shot]:
    part = "De werkplek: naar binnen"
    first = (
        fill("Uw e-mailadres", world.cast.dewi.email),
        fill("Uw wachtwoord", PASSWORD),
        click("Verder naar stap 2"),
    )
    wrong = (fill("De code uit uw app", "000000"), click("Inloggen"))
    address = "/werk/inloggen/"
    yield Shot(part, "werk-inloggen", "Stap 1: het wachtwoord", address)
    yield Shot(part, "werk-inloggen-fout", "Niets ingevuld", address, steps=(click("Verder naar stap 2"),))
    yield Shot(part, "werk-inloggen-code", "Stap 2: de code uit de app", address, steps=first)
    yield Shot(part, "werk-inloggen-code-fout", "Een verkeerde code", address, steps=(*first, *wrong))
    choice = Who(user=world.nina)
    yield Shot(part, "werk-organisatie", "Nina werkt bij twee organisaties", f"{address}organisatie", choice)
    yield Shot(part, "werk-veilig", "Veilig inloggen", f"{address}veilig", Who(user=world.cast.dewi))
    yield Shot(part, "werk-uitloggen", "Uitloggen", f"{address}uit", Who(user=world.cast.samira))


def _doors(world: World) -> Iterator[Shot]:
    part, anna = "De deuren: zo komt een klant binnen, en eruit", Who(world.cast.anna)
    wrong = (fill("De code uit uw brief", "KTR 4WD 9FM"), click(OPEN))
    birth = (fill("Dag", "1"), fill("Maand", "2"), fill("Jaar", "1980"), fill("Uw postcode", "1234 AB"), click(OPEN))
    told = (
        fill("Uw naam", "Wim Bos"),
        fill("Uw telefoonnummer of e-mailadres", "06 00 00 03 01"),
        _choose,
        click(SEND),
    )
    for name, about, address, who, steps in (
        ("code", "De code uit de brief", "/", STRANGER, ()),
        ("code-fout", "Een code die niet klopt", "/", STRANGER, wrong),
        ("binnen", "Al binnen", "/", anna, ()),
        ("link", "Stuur mij een link", "/link", STRANGER, ()),
        ("link-fout", "Niets ingevuld", "/link", STRANGER, (click("Stuur de link"),)),
        ("link-gevraagd", "De link is onderweg", "/link/gevraagd", STRANGER, ()),
        ("link-verder", "Binnenkomen met de link", f"/link/{TOKEN}", STRANGER, ()),
        ("link-oud", "Een link die niet meer werkt", "/link/oud", STRANGER, ()),
        ("wie", "Bent u het zelf?", "/wie", anna, ()),
        ("wie-leeg", "Niets ingevuld", "/wie", anna, (click(OPEN),)),
        ("wie-fout", "Dat klopt niet", "/wie", anna, birth),
        ("wie-op-slot", "Vaker niet gelukt", "/wie", anna, birth * 6),
        ("uit", "Wilt u uitloggen?", "/uit", anna, ()),
        ("uit-klaar", "Uitgelogd", "/uit/klaar", STRANGER, ()),
        ("contact", "Contact zonder code", "/contact", STRANGER, ()),
        ("contact-fout", "Niets ingevuld", "/contact", STRANGER, (click(SEND),)),
        ("contact-verstuurd", "Het bericht is aangekomen", "/contact", STRANGER, told),
        ("wat-wij-doen", "Wat wij doen en nooit doen", "/wat-wij-doen", STRANGER, ()),
        ("op-slot", "Te vaak een verkeerde code", "/", STRANGER, (_lock,)),
        ("op-slot-fout", "Op slot, en de postcode niet ingevuld", "/", STRANGER, (_lock, click(OPEN))),
    ):
        yield Shot(part, f"deur-{name}", about, address, who, steps)


def _faults(_: World) -> Iterator[Shot]:
    part = "Als er iets misgaat"
    yield Shot(part, "fout-404", "Deze pagina is er niet", "/niet-hier", steps=(_forget_tries,))
    yield Shot(part, "fout-403-formulier", "De pagina stond te lang open", "/", steps=(_lose_token, click(OPEN)))
    for name, about in (
        ("web/400", "Onleesbaar"),
        ("web/403", "Niet voor u"),
        ("429", "Te vaak"),
        ("web/500", "Onze fout"),
    ):
        number = name[-3:]
        yield Shot(part, f"fout-{number}", about, f"/fout-{number}", steps=(_shown(f"{name}.html"),))


def _solutions(world: World) -> Iterator[Shot]:
    """Every other solution than paying in parts: the choice, each page, and how it looks once agreed."""
    samira, part = Who(user=world.cast.samira), "De werkplek: elke oplossing"
    emre, case = world.cast.emre, world.cast.chantal
    wrong = (
        lambda page: page.get_by_label("Welke rekening?").select_option(index=0),
        lambda page: page.get_by_label("Er staat minder open").check(),
        fill("Wat moet de klant nog betalen?", "30"),
        fill("Wat was er fout?", "Uw betaling van 3 november telde niet mee."),
        look_again(),
    )
    small = (fill("Welk bedrag koos de klant?", "5"), fill("Op welke dag?", "2026-12-28"), look_again())
    still = (fill("Waarom?", "Er is beslag op het loon."), look_again())
    for name, act, about, steps in (
        ("", "oplossingen", "Welke oplossing past?", ()),
        ("later", "later-betalen", "Later betalen, eerst bekeken", (look_again(),)),
        ("later-lang", "later-betalen", "Een half jaar: een teamleider kijkt mee",
         (fill("Wanneer betaalt de klant?", "2027-05-25"), look_again())),
        ("klein", "klein-bedrag", "Een klein bedrag", small),
        ("klein-fout", "klein-bedrag", "Een bedrag zonder dag", (fill("Welk bedrag", "5"), look_again())),
        ("stil", "stilzetten", "Even stilzetten", still),
        ("recht", "rechtzetten", "Een rekening rechtzetten, met excuus", wrong),
        ("hulp", "hulp-erbij", "Hulp erbij", (fill("Of iemand anders", "Humanitas"), look_again())),
        ("rente", "minder-rente", "Minder rente past hier niet", ()),
        ("kosten", "kosten-weg", "Er zijn geen kosten", ()),
    ):  # fmt: skip
        dash = "-" if name else ""
        yield Shot(part, f"oplossing{dash}{name}", about, f"/werk/dossier/{case.pk}/{act}", samira, steps)
    agreed = (_pays_later(emre),)
    at = f"/werk/dossier/{emre.pk}"
    yield Shot(part, "oplossing-afgesproken", "Emre betaalt later", f"{at}?gedaan=later-betalen", samira, agreed)
    yield Shot(part, "oplossing-stoppen", "Het uitstel stoppen", f"{at}/afspraak-stoppen", samira, agreed)
    yield Shot(part, "overzicht-later", "Emre leest wat er is afgesproken", "/overzicht", Who(emre), agreed)


def _pays_later(case: Case) -> Step:
    """Later was agreed, once."""

    def agree(page: Page) -> None:
        if not case.solutions.exists():
            later = Deferral(cents=4_500, since_on=NOW.date(), until_on=date(2026, 12, 28), contact="Samira Kaya")
            granting.grant(case, later, Yes(), by="user:1", at=NOW)
        page.reload()

    return agree


def _last(world: World) -> Iterator[Shot]:
    """What leaves a trace in the case of Emre."""
    emre, samira = world.cast.emre, Who(user=world.cast.samira)

    def meanwhile(_: Page) -> None:
        stops.reacted(emre, by=f"user:{world.cast.dewi.pk}", at=NOW)

    steps = (fill("Samenvatting", "Belt liever na zes uur."), meanwhile, click("Aan deze collega geven"))
    address = f"/werk/dossier/{emre.pk}/overdragen"
    part = "De werkplek: wat men kan doen"
    yield Shot(part, "werk-tegelijk", "Een collega was net eerder", address, samira, steps)


def _stray(case: Case, address: str) -> Step:
    """Somebody said, once, that our post is not for them."""

    def tell(page: Page) -> None:
        if not case.requests.filter(kind=RequestKind.NOT_ME).exists():
            requests.not_me(case, by_channel=ChannelKind.PORTAL, by=f"customer:{case.customer_id}", at=NOW)
        page.goto(urljoin(page.url, address))

    return tell


def _choose(page: Page) -> None:
    page.get_by_label("Welke organisatie?").select_option("woonstede")


def _lock(page: Page) -> None:
    """As after many wrong codes from here."""
    if page.get_by_role("heading", name="Vul ook uw postcode in").count():
        return
    page.get_by_label("De code uit uw brief").fill("KTR 4WD 9FM")
    click(OPEN)(page)
    here = DoorTry.objects.filter(kind="code").latest("pk").client_hash
    DoorTry.objects.bulk_create([DoorTry(kind="code", client_hash=here, at=NOW) for _ in range(20)])
    page.goto(page.url)


def _forget_tries(_: Page) -> None:
    DoorTry.objects.all().delete()
    cache.clear()


def _lose_token(page: Page) -> None:
    page.context.clear_cookies()


def _shown(template: str) -> Step:
    """A page that only shows itself when something breaks."""

    def show(page: Page) -> None:
        html = render_to_string(template, person(HttpRequest()) | {"request_id": "4f6c20ab"})
        page.route(page.url, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        page.reload()

    return show


def _joint(world: World) -> Iterator[Shot]:
    """One plan for all together, at every moment of it: whoever is in it comes into the world only here."""
    yield from page_joint_shots.shots(world.cast)


Group = Callable[[World], Iterator[Shot]]
EVENING: Final = (_overviews, _questions, _thanks)
DAY: Final = (_lists, _cases, _acts, _signing_in, _doors, _faults, _solutions, _last, _joint)

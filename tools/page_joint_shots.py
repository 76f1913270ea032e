"""Which pictures there are of one plan for all together: the customer's road, another organisation, the workbench."""

from collections.abc import Iterator
from typing import Final

from playwright.sync_api import Page

from tests.cast import Cast
from tijdig.models import AnswerLink
from tools import page_jointly
from tools.page_jointly import Plans
from tools.page_steps import Shot, Step, Who, click, fill

SURE: Final = 2
CODE: Final = "604815"
HERE: Final = "/samen-regelen"
OPEN: Final = "Ga verder"
LABEL: Final = "De code uit de e-mail"


def shots(cast: Cast) -> Iterator[Shot]:
    """Every picture of it, in the order in which it goes."""
    plans = page_jointly.make(cast)
    yield from _road(plans)
    yield from _living(plans)
    yield from _elsewhere(plans)
    yield from _desk(plans, Who(user=cast.samira))
    yield from _others_at_work(plans)


def _road(plans: Plans) -> Iterator[Shot]:
    part = "Eén plan voor alles samen: de weg van een klant"
    picked, countered = plans.joints["picked"].parts, plans.joints["countered"].parts
    mag = picked.get(creditor__code="waterheld").pk
    other = countered.get(creditor__code="waterheld").pk
    for name, about, case, address in (
        ("begin", "Wat het is, in vier zinnen", "begin", ""),
        ("wie", "Met welke organisaties?", "begin", "/wie"),
        ("mag", "Mag dit met Waterheld? Per organisatie ja of nee", "picked", f"/{mag}/mag"),
        ("bedrag", "Hoeveel kunt u missen, voor alles samen?", "told", "/bedrag"),
        ("ritme", "Hoe vaak?", "told", "/bedrag?bedrag=60"),
        ("wanneer", "Vanaf welke dag?", "told", "/bedrag?bedrag=60&ritme=monthly"),
        ("niets", "Nul euro: ook een antwoord", "told", "/bedrag?bedrag=0"),
        ("nakijken", "Alles nog één keer: er is nog niets gevraagd", "told", "/nakijken"),
        ("wacht", "Stefan wacht: één antwoord is er al", "asking", "/plan"),
        ("weegt", "Tess: tien euro duurt te lang, dit kan wel", "weighed", "/plan"),
        ("ander-bedrag", "Waterheld vraagt een ander bedrag", "countered", f"/{other}/anders"),
        ("voorstel", "Het plan ligt er: elke betaling, en wie wat krijgt", "offered", "/voorstel"),
    ):
        yield Shot(part, f"samen-regelen-{name}", about, HERE + address, Who(plans.cases[case], level=SURE))


def _living(plans: Plans) -> Iterator[Shot]:
    part = "Eén plan voor alles samen: ermee leven"
    water = plans.joints["active"].parts.get(creditor__code="waterheld").pk
    for name, about, case, address in (
        ("plan", "Het plan van Wies loopt: twee keer betaald", "active", "/plan"),
        ("betalen", "Zo betaalt Wies: één bedrag, één rekening", "active", "/betalen"),
        ("organisatie", "Wat Waterheld krijgt, en wat wij vertelden", "active", f"/{water}"),
        ("pauze-vragen", "Even pauze", "active", "/pauze"),
        ("anders", "Wat is er veranderd?", "active", "/anders"),
        ("gemist", "Bij Youri kwam een betaling niet binnen", "missed", "/plan"),
        ("pauze", "Zehra heeft pauze", "paused", "/plan"),
        ("klaar", "Aad is klaar", "completed", "/plan"),
    ):
        yield Shot(part, f"samen-regelen-{name}", about, HERE + address, Who(plans.cases[case], level=SURE))


def _elsewhere(plans: Plans) -> Iterator[Shot]:
    part = "Eén plan voor alles samen: een andere organisatie antwoordt"
    asked = page_jointly.link_to(plans.joints["asking"].parts.get(creditor__code="waterheld"), "foto-vraag")
    offer = page_jointly.link_to(plans.joints["countered"].parts.get(creditor__code="zorgpunt"), "foto-voorstel")
    done = page_jointly.link_to(plans.joints["active"].parts.get(creditor__code="waterheld"), "foto-loopt")
    link = "/antwoord/foto-"
    yield Shot(part, "antwoord-link", "De link: nog geen woord over een klant", f"{link}vraag")
    yield Shot(part, "antwoord-code", "De code uit de e-mail", f"{link}vraag/code")
    for name, about, token, held, steps in (
        ("organisatie", "Hoeveel is er nog open?", "vraag", asked, ()),
        ("organisatie-fout", "Niets ingevuld", "vraag", asked, (click("Verstuur"),)),
        ("voorstel", "Doet Zorgpunt mee?", "voorstel", offer, ()),
        ("loopt", "Hoe het er bij Waterheld voor staat", "loopt", done, ()),
    ):
        entered = (_mailed(held), fill(LABEL, CODE), click(OPEN), *steps)
        yield Shot(part, f"antwoord-{name}", about, f"{link}{token}/code", steps=entered)


def _desk(plans: Plans, samira: Who) -> Iterator[Shot]:
    part = "De werkplek: één plan voor alles samen"
    at = {name: f"/werk/samen/{joint.pk}" for name, joint in plans.joints.items()}
    water = plans.joints["countered"].parts.get(creditor__code="waterheld").pk
    asks = plans.joints["picked"].parts.get(creditor__code="waterheld").pk
    told = plans.joints["asking"].parts.get(creditor__code="waterheld").pk
    for name, about, address in (
        ("lijst", "Alle plannen, met wat als eerste moet", "/werk/samen"),
        ("balie", "Beginnen aan de balie", f"/werk/dossier/{plans.cases['begin'].pk}/samen"),
        ("toestemming", "Toestemming, voorgelezen", f"{at['picked']}/toestemming?deel={asks}"),
        ("vraagt", "Gevraagd: één antwoord is er", at["asking"]),
        ("gezegd", "Wat een organisatie aan de telefoon zei", f"{at['asking']}/gezegd?deel={told}"),
        ("weegt", "Eerst praten: te weinig voor een kort plan", at["weighed"]),
        ("tegenvoorstel", "Een tegenvoorstel bespreken", f"{at['countered']}/tegenvoorstel?deel={water}"),
        ("klant", "Het voorstel voorleggen", f"{at['offered']}/klant"),
        ("plan", "Het plan van Wies loopt", at["active"]),
        ("gemist", "Een betaling van Youri mist", at["missed"]),
    ):
        yield Shot(part, f"werk-samen-{name}", about, address, samira)


def _others_at_work(plans: Plans) -> Iterator[Shot]:
    part = "De werkplek: één plan voor alles samen"
    active, asks = plans.joints["active"].pk, plans.joints["asking"].pk
    for name, about, address, user in (
        ("ontvanger", "Wie het geld ontvangt: wat komt en wat gaat door", f"{active}", plans.zita),
        ("ontvanger-lijst", "De plannen waarvan het geld daar komt", "", plans.zita),
        ("elders", "Een collega bij Bosstroom ziet het eigen deel", f"{asks}", plans.bo),
    ):
        yield Shot(part, f"werk-samen-{name}", about, f"/werk/samen/{address}".rstrip("/"), Who(user=user))


def _mailed(link: AnswerLink) -> Step:
    """The code was mailed just now."""

    def mail(page: Page) -> None:
        page_jointly.let_in(link, CODE)
        page.reload()

    return mail

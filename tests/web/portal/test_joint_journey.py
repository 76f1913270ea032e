"""Anna arranges with four organisations on a small phone, without JavaScript: from a wish to the last payment."""

import re
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.web.browsing import go
from tests.web.portal.jointly import Four, make_four
from tests.web.portal.visits import visit
from tijdig import clock
from tijdig.actions import joint as acts
from tijdig.models import Arrangement, AuditEvent, Case, Hold, Joint, JointPart, Shared
from tijdig.web.portal.session import COOKIE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("emptied")]

WIDTH = 360


@pytest.fixture
def cast(emptied: None, data_dir: Path) -> Cast:
    clock.fix(NOW)
    cache.clear()
    cast = make_cast()
    Case.objects.filter(pk=cast.anna.pk).update(handler=cast.samira)
    return cast


@pytest.fixture
def four(cast: Cast) -> Four:
    return make_four(cast)


class Phone:
    """A small phone without JavaScript, in somebody's hand."""

    def __init__(self, browser: Browser, server: LiveServer) -> None:
        self.server = server
        self.context: BrowserContext = browser.new_context(
            viewport={"width": WIDTH, "height": 740}, java_script_enabled=False
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(30_000)

    def enter(self, case: Case, at: datetime) -> "Phone":
        """Inside, and sure who it is; the door has tests of its own."""
        key = visit(case, level=2, at=at, minutes=600).cookies[COOKIE].value
        self.context.add_cookies([{"name": COOKIE, "value": key, "url": self.server.url}])
        return self

    def open(self, address: str) -> "Phone":
        self.page.goto(self.server.url + address)
        return self

    def press(self, name: str) -> "Phone":
        go(self.page.get_by_role("button", name=name, exact=True))
        return self

    def follow(self, name: str) -> "Phone":
        go(self.page.get_by_role("link", name=name, exact=True))
        return self

    def unfold(self) -> "Phone":
        """Open all that is folded, as who wants to know more does."""
        while (folded := self.page.locator("main details:not([open]) > summary")).count():
            folded.first.click()
        return self

    @property
    def said(self) -> str:
        return " ".join(self.page.locator("main").inner_text().replace("\N{NO-BREAK SPACE}", " ").split())


def mails() -> list[str]:
    """What went out by e-mail, as text, the oldest first."""
    files = sorted(Path(settings.OUTBOX_DIR).rglob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    read = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    plain = [(mail["To"], mail.get_body(("plain",))) for mail in read]
    return [f"{to}\n{body.get_content()}".replace("\N{NO-BREAK SPACE}", " ") for to, body in plain if body]


def mail_to(address: str) -> str:
    return [mail for mail in mails() if address in mail.split("\n", 1)[0]][-1]


def later(year: int, month: int, day: int) -> datetime:
    """Nine in the morning of that day."""
    at = datetime(year, month, day, 8, 0, tzinfo=UTC)
    clock.fix(at)
    acts.tick(Joint.objects.get(), by="night", at=at)
    return at


def answer(phone: Phone, address: str) -> Phone:
    """Another organisation opens the link from its e-mail, and fills in the code that comes."""
    link = re.findall(r"(/antwoord/[0-9a-f]+)", mail_to(address))[0]
    phone.open(link)
    assert "Anna" not in phone.said
    phone.press("Mail mij de code")
    phone.page.get_by_label("De code uit de e-mail").fill(re.findall(r"\b\d{6}\b", mail_to(address))[0])
    return phone.press("Ga verder")


def ask(phone: Phone) -> None:
    """From the overview to asked: one question after another."""
    phone.open("/overzicht").follow("Regel alles samen, ook bij anderen").follow("Begin")
    for name in ("Waterheld", "Zorgpunt"):
        phone.page.get_by_label(name).check()
    phone.press("Ga verder")
    for name, number in (("Bosstroom", ""), ("Waterheld", "W-7741"), ("Zorgpunt", "")):
        assert f"Mag Woonstede dit samen met {name} regelen?" in phone.said
        if number:
            phone.page.get_by_label("Uw klantnummer daar.").fill(number)
        phone.press("Ja, dat mag")
    phone.page.get_by_label("Hoeveel kunt u missen").fill("60")
    phone.press("Ga verder")
    phone.page.get_by_label("Elke maand").check()
    phone.press("Ga verder")
    phone.page.get_by_label("begin volgende maand").check()
    phone.press("Ga verder")
    assert "Er is nog niets gevraagd en niets verteld." in phone.said
    assert Shared.objects.count() == 0
    phone.press("Vraag het aan")


def test_customer_arranges_with_four_organisations_to_the_last_cent(
    browser: Browser, live_server: LiveServer, four: Four
) -> None:
    anna, water = Phone(browser, live_server).enter(four.anna, NOW), Phone(browser, live_server)

    ask(anna)
    assert "Tot en met maandag 4 januari krijgt u geen brieven" in anna.said
    assert "Wij vroegen hoeveel er open is Zij antwoorden uiterlijk dinsdag 1 december." in anna.unfold().said
    assert Hold.objects.filter(reason="joint", lifted_at=None).count() == 2

    # One says what is open; the other keeps silent, and holds nobody up.
    answer(water, "samen@waterheld.example")
    assert (
        "Klant Anna de Wit Geboren op 17 mei 1984 Postcode 1288 AW Klantnummer bij u W-7741 (zoals de klant zei)"
        in water.said
    )
    water.page.get_by_label("Hoeveel is er nog open?").fill("90")
    water.page.get_by_label("Wie kunnen wij bellen?").fill("Team Hulp, 020 555 02 22")
    water.page.get_by_label("Nee", exact=True).check()
    water.press("Verstuur")
    assert "Wij noteerden € 90,00." in water.said
    anna.enter(four.anna, later(2026, 12, 2)).open("/samen-regelen/plan")
    assert "Zorgpunt Nog geen antwoord Samira Kaya vraagt het na." in anna.unfold().said

    # A proposal, and another one back; the customer chooses.
    answer(water, "samen@waterheld.example")
    assert "Doet u mee aan dit plan?" in water.said
    water.page.get_by_label("Wij stellen een ander bedrag voor").check()
    water.page.get_by_label("Welk bedrag per keer?").fill("20")
    water.page.get_by_label("Waarom? De klant leest dit.").fill("Onze regels vragen dit.")
    water.press("Verstuur")
    assert "Uw voorstel is € 20,00 per keer." in water.said
    anna.open("/samen-regelen/plan").follow("Kijk wat Waterheld vraagt")
    assert "Onze regels vragen dit." in anna.said
    anna.page.get_by_label("Dat is goed").check()
    anna.press("Ga verder")

    # The plan lies there; yes, and it runs.
    anna.open("/samen-regelen/plan").follow("Bekijk het plan")
    assert "€ 60,00, elke maand" in anna.said
    gets = "Waterheld € 20,00 per keer, 4 keer, en dan nog € 10,00. Van 4 januari 2027 tot en met 3 mei 2027. € 90,00"
    assert gets in anna.said
    assert "Samen € 323,40" in anna.said
    anna.press("Ja, dit gaat lukken")
    assert "Uw plan loopt" in anna.said
    offered, agreed = [mail for mail in mails() if "Ons voorstel" in mail][-1], mails()[-1]
    assert "Ons voorstel voor alles samen: € 323,40 in zes termijnen." in offered
    assert "Dit plan geldt voor ons en ook voor Bosstroom en Waterheld." in agreed
    assert set(JointPart.objects.filter(state="running").values_list("creditor__code", flat=True)) == {
        "woonstede", "bosstroom", "waterheld",
    }  # fmt: skip
    assert Arrangement.objects.filter(state="active").count() == 2

    # The first payment comes in; the second does not.
    anna.follow("Zo betaalt u")
    assert "€ 60,00" in anna.said
    assert "Het zijn 3 bedragen." in anna.said
    joint = Joint.objects.get()
    acts.pay(joint, 6_000, date(2027, 1, 4), "bank-1", by="bank", at=later(2027, 1, 4))
    anna.enter(four.anna, later(2027, 2, 10)).open("/samen-regelen/plan")
    assert "Er is een betaling nog niet binnen" in anna.said
    assert "Het plan stopt niet, en er komen geen kosten bij." in anna.said

    # A pause, and less to spare after it.
    anna.follow("Even pauze")
    anna.page.locator("input[name=wanneer]").first.check()
    anna.press("Neem pauze")
    assert "Uw plan heeft pauze" in anna.said
    anna.enter(four.anna, later(2027, 2, 17)).open("/samen-regelen/plan")
    assert "Uw plan loopt" in anna.said
    anna.follow("Een ander bedrag")
    anna.page.get_by_label("Ik heb minder inkomen").check()
    anna.press("Ga verder")
    anna.page.get_by_label("Hoeveel kunt u missen").fill("40")
    anna.press("Ga verder")
    anna.page.get_by_label("Elke maand").check()
    anna.press("Ga verder")
    anna.page.locator("input[name=wanneer]").first.check()
    anna.press("Ga verder")
    anna.follow("Bekijk het plan")
    assert "€ 40,00, elke maand" in anna.said
    anna.press("Ja, dit gaat lukken")

    # To the last cent.
    at = later(2027, 3, 1)
    acts.pay(Joint.objects.get(), 32_340 - 6_000, date(2027, 3, 1), "bank-2", by="bank", at=at)
    anna.enter(four.anna, at).open("/samen-regelen/plan")
    assert "Alles uit het plan is betaald" in anna.said
    assert (Joint.objects.get().state, Arrangement.objects.filter(state="active").count()) == ("completed", 0)
    assert Hold.objects.filter(reason="joint", lifted_at=None).count() == 0
    seen = AuditEvent.objects.filter(what="answer.seen", by=f"creditor:{four.water.pk}").count()
    assert seen >= 4

"""Turkish, Arabic, Polish and Ukrainian: from the letter to a promised call, in the language, without a loop."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.template import engines
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOW
from tests.web.portal.companions import give_letter, make_helper
from tests.web.portal.test_languages import dutch_left, words
from tests.web.portal.visits import hidden, make_slots, visit
from tests.web.workbench import signed_in
from tijdig import clock
from tijdig.actions import mine
from tijdig.languages import Catalogue, short
from tijdig.models import AuditEvent, CallSlot, Case, Contact, Creditor, OpenForm, Request, SupportNeed
from tijdig.web.reading import COOKIE

MORNING = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
CODES = ("ar", "pl", "tr", "uk")
DAY, MOMENT = r'href="(\?dag=[\d-]+)"', r'href="(\?moment=\d+)"'
CALL = {"ar": "بلغتي", "pl": "w moim języku", "tr": "kendi dilimde", "uk": "моєю мовою"}
TITLES = {
    "ar": "هل وصلتك رسالة منا؟",
    "pl": "Otrzymali Państwo od nas list?",
    "tr": "Bizden bir mektup mu aldınız?",
    "uk": "Ви отримали від нас листа?",
}
DAYS = {
    "ar": "الأربعاء 25 نوفمبر، الساعة 10:00",
    "pl": "środa, 25 listopada, godz. 10:00",
    "tr": "25 Kasım Çarşamba, saat 10.00",
    "uk": "середа, 25 листопада, 10:00",
}


@pytest.fixture
def abroad(cast: Cast) -> Cast:
    """Woonstede takes drafts in all of them, and can call tomorrow at ten."""
    Creditor.objects.filter(pk=cast.woonstede.pk).update(draft_languages=[*CODES, "en"])
    make_slots(cast.anna, MORNING, MORNING + timedelta(minutes=15))
    return cast


@pytest.fixture
def unsaid(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Every text that is looked up in a language with one road, and is not in its catalogue."""
    found: set[str] = set()
    before = Catalogue.of

    def noted(self: Catalogue, text: str, context: str = "") -> str:
        if self.code in CODES and not self.has(text, context):
            found.add(text)
        return before(self, text, context)

    monkeypatch.setattr(Catalogue, "of", noted)
    for loader in engines["django"].engine.template_loaders:
        loader.reset()
    yield found
    for loader in engines["django"].engine.template_loaders:
        loader.reset()


class Road:
    """Somebody who reads only this language, and presses the first thing that is said in it."""

    def __init__(self, code: str, client: Client | None = None) -> None:
        self.code, self.client = code, client or Client()
        self.pages: list[str] = []
        self.addresses: list[str] = []

    def see(self, answer: Any) -> str:
        html: str = answer.content.decode()
        self.pages.append(html)
        self.addresses.append(answer.request["PATH_INFO"])
        return html

    def go(self, address: str) -> str:
        return self.see(self.client.get(address, follow=True))

    def send(self, address: str, typed: dict[str, Any]) -> str:
        return self.see(self.client.post(address, typed, follow=True))

    def call_me(self, **typed: str) -> str:
        """From the page that says which day, to the thanks."""
        days = self.pages[-1]
        hours = self.go("/vraag/bel-mij" + found(DAY, days))
        form = self.client.get("/vraag/bel-mij" + found(MOMENT, hours))
        self.see(form)
        look = self.client.post(
            "/vraag/bel-mij", hidden(form) | {"telefoon": "06 00 00 01 01", "taal": self.code} | typed
        )
        self.go(look["Location"])
        return self.send(look["Location"], {})


def found(pattern: str, html: str) -> str:
    match = re.search(pattern, html)
    assert match is not None, pattern
    return match[1].replace("&amp;", "&")


@pytest.mark.parametrize("code", CODES)
def test_from_the_letter_to_a_promised_call_takes_seven_pages_at_most(
    code: str, abroad: Cast, unsaid: set[str]
) -> None:
    letter = give_letter(abroad.anna)
    road = Road(code)

    door = road.go("/")
    start = road.go(found(rf'href="(/taal/{code}\?naar=[^"]*)"', door))
    assert f"<h1>{TITLES[code]}</h1>" in start
    assert CALL[code] in start
    road.send("/", hidden(road.client.get("/")) | {"code": letter})
    thanks = road.call_me()

    request = Request.objects.get()
    assert road.addresses[-1] == f"/bedankt/{request.pk}"
    assert DAYS[code] in words(thanks)
    assert "Woonstede" in words(thanks)
    assert len(road.pages) <= 7
    assert road.addresses[1:] == ["/", "/vraag/bel-mij", "/vraag/bel-mij", "/vraag/bel-mij", "/vraag/bel-mij/nakijken",
                                  f"/bedankt/{request.pk}"]  # fmt: skip
    direction = ' dir="rtl"' if code == "ar" else ""
    for html in road.pages[1:]:
        assert f'<html lang="{code}"{direction}' in html
        assert 'href="tel:' in html
        assert 'hreflang="nl">Nederlands</a>' in html
        assert 'hreflang="en">English</a>' in html
        assert list(dutch_left(re.sub(r'<(p|a)\b[^>]*lang="nl".*?</\1>', " ", html))) == []
        assert "[[" not in html
    shown = " ".join(map(words, road.pages[1:]))
    assert [text for text in unsaid if len(words(text)) > 3 and words(text) in shown] == []


@pytest.mark.parametrize("code", CODES)
def test_what_is_wrong_is_said_in_the_language(code: str, abroad: Cast, unsaid: set[str]) -> None:
    road = Road(code, visit(abroad.anna))
    road.client.cookies[COOKIE] = f"taal-{code}"
    slot = CallSlot.objects.first()
    assert slot is not None
    form = road.client.get(f"/vraag/bel-mij?moment={slot.pk}")

    number = {"telefoon": "06 00 00 01 01"}
    for typed in (
        {"telefoon": ""},
        {"telefoon": "12"},
        {"telefoon": "06 00 00 01 01 22 33 44 55 66"},
        number | {"taal": "xx"},
        number | {"tekst": "a" * 2001},
    ):
        html = road.send("/vraag/bel-mij", hidden(form) | typed)
        assert 'id="fouten"' in html
    stale = road.send("/vraag/bel-mij", {"eens": "x", "moment": str(slot.pk), "telefoon": "06 00 00 01 01"})
    assert 'id="fouten"' in stale
    slot.delete()
    gone = road.send("/vraag/bel-mij", hidden(form) | {"telefoon": "06 00 00 01 01"})
    wrong = road.see(Client(headers={"cookie": f"{COOKIE}=taal-{code}"}).post("/", {"code": "XXX XXX XXX"}))

    shown = " ".join(map(words, [*road.pages, gone, wrong]))
    assert all(f'<html lang="{code}"' in html for html in road.pages)
    assert [text for text in unsaid if len(words(text)) > 3 and words(text) in shown] == []


@pytest.mark.parametrize("code", CODES)
def test_who_has_no_code_leaves_a_number_in_the_language(code: str, abroad: Cast, unsaid: set[str]) -> None:
    road = Road(code)
    start = road.go(f"/taal/{code}")
    assert 'href="/contact"' in start
    wrong = road.send("/contact", {"by_channel": "phone"})
    form = road.go("/contact")

    sent = road.send("/contact", hidden(road.client.get("/contact")) | {
        "by_channel": "phone", "name": "Aylin", "creditor": "woonstede",
        "reach_at": "06 00 00 01 01", "text": "Merhaba",
    })  # fmt: skip

    made = OpenForm.objects.get()
    said = {"tr": "Turks", "ar": "Arabisch", "pl": "Pools", "uk": "Oekraïens"}[code]
    assert (made.by_channel, made.text) == ("phone", f"Bel in het {said}, met tolk.\n\nMerhaba")
    assert road.addresses[-1] == "/contact/verstuurd"
    assert "fieldset" not in form
    assert all(f'<html lang="{code}"' in html for html in road.pages)
    shown = " ".join(map(words, [start, wrong, form, sent]))
    assert [text for text in unsaid if len(words(text)) > 3 and words(text) in shown] == []


@pytest.mark.parametrize("code", CODES)
def test_the_way_out_is_in_the_language_too(code: str, abroad: Cast, unsaid: set[str]) -> None:
    road = Road(code, visit(abroad.anna))
    road.client.cookies[COOKIE] = f"taal-{code}"

    road.go("/uit")
    road.send("/uit", {})

    assert road.addresses == ["/uit", "/uit/klaar"]
    assert all(f'<html lang="{code}"' in html for html in road.pages)
    shown = " ".join(map(words, road.pages))
    assert [text for text in unsaid if len(words(text)) > 3 and words(text) in shown] == []


def test_no_link_on_the_road_goes_back_unless_somebody_chooses_to(abroad: Cast) -> None:
    """Beside going back, another language and the name at the head, every link leads on, or says that it is Dutch."""
    road = Road("tr")
    road.go("/taal/tr")
    road.send("/", hidden(road.client.get("/")) | {"code": give_letter(abroad.anna)})
    road.call_me()

    chosen = re.compile(r'class="(?:back|head__name|head__out|tongues)"|hreflang="nl"|href="(?:tel:|#)')
    for html in road.pages:
        body = re.sub(r"<header.*?</header>|<footer.*?</footer>|<head>.*?</head>", " ", html, flags=re.DOTALL)
        for line in body.splitlines():
            for address in re.findall(r'href="([^"]*)"', line):
                if not chosen.search(line) and "/static/" not in address and "/stijl/" not in address:
                    assert address.startswith(("?dag=", "?moment=", "/vraag/bel-mij", "/contact")), line


@pytest.mark.parametrize("wanted", ["/overzicht", "/taal/tr", "/taal/tr?naar=/taal/tr", "/vraag/later", "/rust", ""])
def test_choosing_the_language_elsewhere_begins_the_road(wanted: str, abroad: Cast) -> None:
    client = visit(abroad.anna)

    done = client.get("/taal/tr", {"naar": wanted})

    assert (done.status_code, done["Location"]) == (302, "/")
    assert client.cookies[COOKIE].value == "taal-tr"
    html = client.get("/").content.decode()
    assert '<a class="button wide" href="/vraag/bel-mij">' in html
    assert "020 555 01 23" in words(html)


@pytest.mark.parametrize("wanted", ["/vraag/bel-mij?moment=3", "/contact", "/?code=KTR4WD9FM"])
def test_choosing_the_language_on_the_road_stays_there(wanted: str, abroad: Cast) -> None:
    assert Client().get("/taal/tr", {"naar": wanted})["Location"] == wanted


def test_code_from_the_qr_of_the_letter_goes_along(abroad: Cast) -> None:
    road = Road("tr")
    door = road.go("/?code=KTR4WD9FM")

    start = road.go(found(r'href="(/taal/tr\?naar=[^"]*)"', door))

    assert 'value="KTR 4WD 9FM"' in start


def test_dutch_is_never_a_loop(abroad: Cast) -> None:
    client = visit(abroad.anna)
    client.get("/taal/tr?naar=/overzicht")

    assert client.get("/taal/nl?naar=/taal/tr")["Location"] == "/"
    back = client.get("/", follow=True)
    assert back.redirect_chain == [("/overzicht", 302)]
    assert '<html lang="nl"' in back.content.decode()


@pytest.mark.parametrize("code", CODES)
def test_who_is_inside_is_not_asked_for_the_code_again(code: str, abroad: Cast) -> None:
    client = visit(abroad.anna)
    client.cookies[COOKIE] = f"taal-{code}"

    own = client.get("/").content.decode()
    dutch = client.get(found(r'href="(/taal/nl\?naar=[^"]*)"', own), follow=True).content.decode()
    again = client.get(found(rf'href="(/taal/{code}\?naar=[^"]*)"', dutch), follow=True).content.decode()

    for html in (own, dutch, again):
        assert 'name="code"' not in html
    assert CALL[code] in own
    assert "U hebt nog niet alles betaald" in words(dutch)
    assert CALL[code] in again


def test_letter_of_another_organisation_is_still_let_in(abroad: Cast) -> None:
    client = visit(abroad.anna)

    assert client.get("/")["Location"] == "/overzicht"
    assert 'value="KTR 4WD 9FM"' in client.get("/?code=KTR4WD9FM").content.decode()
    assert client.get("/?naar=/rechten")["Location"] == "/rechten"
    assert client.get("/?naar=//elders.example")["Location"] == "/overzicht"


@pytest.mark.parametrize("code", CODES)
def test_who_looks_along_and_may_ask_goes_all_the_way_in_the_language(
    code: str, abroad: Cast, unsaid: set[str]
) -> None:
    road = Road(code, visit(abroad.anna, helper=make_helper(abroad.anna, may_ask=True)))
    start = road.go(f"/taal/{code}?naar=/overzicht")
    assert CALL[code] in start

    road.go("/vraag/bel-mij")
    thanks = road.call_me()

    request = Request.objects.get()
    assert road.addresses[-1] == f"/bedankt/{request.pk}"
    assert all(f'<html lang="{code}"' in html for html in road.pages)
    assert all("Anna de Wit" in words(html) for html in road.pages)  # for whom this is
    assert "Fatima" in words(thanks)
    shown = " ".join(map(words, road.pages))
    assert [text for text in unsaid if len(words(text)) > 3 and words(text) in shown] == []


@pytest.mark.parametrize("code", CODES)
def test_who_only_looks_along_keeps_the_language_and_is_offered_nothing_that_is_refused(
    code: str, abroad: Cast
) -> None:
    road = Road(code, visit(abroad.anna, helper=make_helper(abroad.anna)))

    start = road.go(f"/taal/{code}?naar=/overzicht")

    assert f'<html lang="{code}"' in start
    assert 'href="tel:' in start
    assert "/vraag/bel-mij" not in start
    assert 'name="code"' not in start
    assert '<html lang="nl"' in road.client.get("/vraag/bel-mij").content.decode()
    assert f'<html lang="{code}"' in road.go("/uit")


def test_code_of_who_only_looks_along_opens_their_own_page_and_no_refusal(abroad: Cast) -> None:
    make_helper(abroad.anna, code="HKT 4WD 9FM")
    client = Client()
    client.cookies[COOKIE] = "taal-tr"

    sent = client.post("/", {"code": "HKT 4WD 9FM", "naar": "/vraag/bel-mij"})

    assert sent["Location"] == "/"


@pytest.mark.parametrize("code", CODES)
def test_what_became_of_the_call_is_told_in_the_language_too(code: str, abroad: Cast, unsaid: set[str]) -> None:
    request = asked_in(code, abroad.anna, level=1)
    Request.objects.filter(pk=request.pk).update(
        state="answered", answered_at=NOW, answered_by="user:1", answer="Tot dan. Groet, Samira"
    )
    road = Road(code, visit(abroad.anna, level=1))
    road.client.cookies[COOKIE] = f"taal-{code}"

    html = road.go(f"/bedankt/{request.pk}")

    assert f'<html lang="{code}"' in html
    assert '<p class="letter said" lang="nl" dir="ltr">Tot dan. Groet, Samira</p>' in html
    assert [text for text in unsaid if len(words(text)) > 3 and words(text) in words(html)] == []


def test_other_pages_are_dutch_and_say_so(abroad: Cast) -> None:
    client = visit(abroad.anna)
    client.cookies[COOKIE] = "taal-tr"

    for address in ("/overzicht", "/hulp", "/vraag/later", "/lezen", "/wat-wij-doen"):
        assert '<html lang="nl"' in client.get(address).content.decode(), address
    assert 'href="/overzicht" hreflang="nl"' in client.get("/").content.decode()


def test_language_in_the_file_begins_the_road_at_the_door(abroad: Cast) -> None:
    code = give_letter(abroad.anna)
    abroad.anna.customer.details.update(language="tr")
    client = Client()

    assert client.post("/", {"code": code})["Location"] == "/"
    assert '<html lang="tr"' in client.get("/").content.decode()


def test_draft_is_only_for_customers_of_who_takes_it(cast: Cast) -> None:
    client = visit(cast.anna)
    client.cookies[COOKIE] = "taal-tr"

    assert Client().get("/taal/tr").status_code == 404
    assert "Türkçe" not in Client().get("/").content.decode()
    assert '<html lang="nl"' in client.get("/vraag/bel-mij").content.decode()


def test_thanks_for_another_question_are_in_dutch(abroad: Cast) -> None:
    client = visit(abroad.anna)
    form = client.get("/vraag/uitleg")
    done = client.post(client.post("/vraag/uitleg", hidden(form))["Location"])
    client.cookies[COOKIE] = "taal-tr"

    assert '<html lang="nl"' in client.get(done["Location"]).content.decode()


# What becomes of it --------------------------------------------------------------------------------------------------


def asked_in(code: str, case: Case, *, level: int = 0) -> Request:
    road = Road(code, visit(case, level=level))
    road.client.cookies[COOKIE] = f"taal-{code}" if code in short() else ""
    road.go("/vraag/bel-mij")
    road.call_me()
    return Request.objects.latest("pk")


def test_language_is_kept_as_a_need_with_source_and_end(abroad: Cast) -> None:
    request = asked_in("tr", abroad.anna)

    need = SupportNeed.objects.get()
    assert request.details["language"] == "tr"
    assert (need.kind, need.detail, need.source) == ("other_language", "Türkçe", "customer")
    assert (need.expires_on - need.noted_on).days == 365
    assert AuditEvent.objects.filter(what="need.noted").count() == 1


def test_same_language_asked_again_is_noted_once(abroad: Cast) -> None:
    asked_in("tr", abroad.anna)
    asked_in("tr", abroad.anna)

    assert SupportNeed.objects.count() == 1


def test_code_of_a_letter_alone_does_not_change_what_somebody_told(abroad: Cast) -> None:
    mine.speak(abroad.anna, "ትግርኛ", by="customer:1", at=NOW)

    request = asked_in("tr", abroad.anna)

    assert SupportNeed.objects.get(removed_at=None).detail == "ትግርኛ"
    assert request.details["language"] == "tr"


def test_who_is_known_changes_it(abroad: Cast) -> None:
    mine.speak(abroad.anna, "ትግርኛ", by="customer:1", at=NOW)

    asked_in("tr", abroad.anna, level=1)

    assert SupportNeed.objects.get(removed_at=None).detail == "Türkçe"


def test_no_language_need_be_chosen(abroad: Cast) -> None:
    client = visit(abroad.anna)
    slot = found(r'href="\?moment=(\d+)"', client.get("/vraag/bel-mij?dag=2026-11-25").content.decode())
    form = client.get(f"/vraag/bel-mij?moment={slot}")
    assert '<option value="" selected>Nederlands</option>' in form.content.decode()

    sent = client.post("/vraag/bel-mij", hidden(form) | {"telefoon": "06 00 00 01 01"})
    client.post(sent["Location"])

    assert "language" not in Request.objects.get().details
    assert SupportNeed.objects.count() == 0


@pytest.mark.parametrize(
    ("code", "said"),
    [("tr", "Bel in het Turks, met tolk"), ("ti", "Bel in het Tigrinya, met tolk"), ("en", "Bel in het Engels")],
)
def test_handler_reads_at_the_call_in_which_language(code: str, said: str, abroad: Cast) -> None:
    asked_in(code, abroad.anna)
    client = signed_in(abroad.samira)

    case = words(client.get(f"/werk/dossier/{abroad.anna.pk}").content.decode())

    assert f"{said}." in case


def test_handler_reads_on_the_list_in_which_language(abroad: Cast) -> None:
    asked_in("tr", abroad.anna)
    clock.fix(MORNING - timedelta(hours=1))

    shown = words(signed_in(abroad.samira).get("/werk/").content.decode())

    assert "Bel in het Turks, met tolk." in shown


def test_confirmation_of_the_call_begins_with_the_line(abroad: Cast) -> None:
    asked_in("tr", abroad.anna)

    sent = Contact.objects.filter(kind="email").latest("pk").content
    assert (sent["language"], sent["blocks"][0][0]) == ("nl", "tongue")
    assert sent["blocks"][0][2][0][0] == "tr"


def test_customer_can_take_the_language_away_again(abroad: Cast) -> None:
    asked_in("tr", abroad.anna, level=1)

    shown = words(visit(abroad.anna, level=1).get("/gegevens").content.decode())

    assert "Türkçe" in shown
    mine.speak(abroad.anna, "", by="customer:1", at=NOW)
    assert SupportNeed.objects.filter(removed_at=None).count() == 0

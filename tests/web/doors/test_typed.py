"""Staff who were signed out while they were writing find their words again: they, and nobody else."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from tests import factories
from tests.web import pages
from tests.web.doors.house import PASSWORD, House, app_code, enter, with_app
from tests.web.workbench import session_of
from tijdig import clock
from tijdig.actions import doors, forms
from tijdig.models import AuditEvent, Case, Contact, HandOver, OpenForm
from tijdig.web.workbench import typed
from tijdig.words import ChannelKind

OURS = {"Origin": "http://testserver"}
WORDS = "Werkt minder uren sinds maart.\r\nKan 30 euro missen. <b>Bel</b> na zes uur & niet 's ochtends: \u200bémile 🙂"
NOT_YET = "Er is nog niets bewaard."


@pytest.fixture
def samira(house: House) -> User:
    return with_app(house.people.samira)


@pytest.fixture
def browser(samira: User) -> Client:
    """Samira at work, in a browser that takes no form without its token."""
    client = Client(enforce_csrf_checks=True, headers=OURS)
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(samira)
    return client


def fields(client: Client, address: str) -> dict[str, str]:
    """What the form on a page sends along without being asked."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', client.get(address).content.decode())
    return dict(found)


def sign_in(client: Client, user: User, address: str) -> str:
    """As a person does, without JavaScript: the way back comes from the pages themselves."""
    first = client.get(address)
    assert first["Location"].startswith("/werk/inloggen/?next=")
    form = fields(client, first["Location"])
    second = client.post("/werk/inloggen/", form | {"login": user.email, "password": PASSWORD})
    done = client.post(second["Location"], fields(client, second["Location"]) | {"code": app_code()})
    return str(done["Location"])


def end_by_time(client: Client) -> None:
    Session.objects.update(expire_date="2020-01-01T00:00:00Z")


def end_in_another_tab(client: Client) -> None:
    client.post("/werk/inloggen/uit", {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})


def come_in_anew(client: Client) -> None:
    """In another tab of the same browser: the session is good, the token of the first tab is not."""
    end_in_another_tab(client)
    user = User.objects.get(email__startswith="samira")
    sign_in(client, user, "/werk/")


def summary(case: Case, user: User) -> tuple[str, dict[str, str]]:
    return f"/werk/dossier/{case.pk}/overdragen", {"to": str(user.pk), "summary": WORDS}


ENDS = [end_by_time, end_in_another_tab]


@pytest.mark.parametrize("end", ENDS)
def test_summary_survives_the_end_of_a_session_and_is_sent(
    end: Callable[[Client], None], browser: Client, samira: User, house: House
) -> None:
    address, values = summary(house.people.anna, house.people.dewi)
    form = fields(browser, address)
    end(browser)

    sent = browser.post(address, form | values)
    waited = HandOver.objects.count()
    back = sign_in(browser, samira, address)
    page = browser.get(back)
    done = browser.post(back, fields(browser, back) | values)

    assert (sent["Location"], waited) == (f"/werk/inloggen/?next={address}", 0)
    assert back == address
    assert (page.status_code, NOT_YET in page.content.decode()) == (200, True)
    assert (
        "&lt;b&gt;Bel&lt;/b&gt; na zes uur &amp; niet &#x27;s ochtends: \u200bémile 🙂</textarea>"
        in page.content.decode()
    )
    assert f'value="{house.people.dewi.pk}" selected' in page.content.decode()
    assert done["Location"] == f"/werk/dossier/{house.people.anna.pk}?gedaan=overdragen"
    assert HandOver.objects.get().summary == WORDS
    assert NOT_YET not in browser.get(address).content.decode()


def test_every_act_gives_back_what_was_typed(browser: Client, samira: User, house: House) -> None:
    address = f"/werk/dossier/{house.people.anna.pk}/gesprek"
    form = fields(browser, address)
    end_by_time(browser)
    browser.post(address, form | {"direction": "in", "result": "reached", "words": WORDS, "is_good": "on"})

    page = browser.get(sign_in(browser, samira, address)).content.decode()

    assert re.search(r'value="in"[^>]* checked', page)
    assert re.search(r'value="reached"[^>]* checked', page)
    assert re.search(r'name="is_good"[^>]* checked', page)
    assert "Kan 30 euro missen." in page
    assert not Contact.objects.filter(kind="phone").exists()


def test_words_are_there_until_they_are_sent(browser: Client, samira: User, house: House) -> None:
    address, values = summary(house.people.anna, house.people.dewi)
    form = fields(browser, address)
    end_by_time(browser)
    browser.post(address, form | values)
    sign_in(browser, samira, address)

    pages_seen = [browser.get(address).content.decode() for _ in range(3)]
    today = pages.read(browser.get("/werk/").content)

    assert [NOT_YET in page for page in pages_seen] == [True] * 3
    assert today.links["Ga verder waar u was"] == address


def test_form_that_grew_old_by_signing_in_elsewhere_is_shown_again_and_not_acted_upon(
    browser: Client, samira: User, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, values = summary(house.people.anna, house.people.dewi)
    form = fields(browser, address)
    come_in_anew(browser)
    events = AuditEvent.objects.count()

    sent = browser.post(address, form | values)
    page = browser.get(sent["Location"]).content.decode()

    assert (sent.status_code, sent["Location"]) == (302, address)
    assert (NOT_YET in page, "Kan 30 euro missen." in page) == (True, True)
    assert (HandOver.objects.count(), AuditEvent.objects.count()) == (0, events)


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://kwaad.example"}, {"Origin": "null"}, {"Referer": "https://kwaad.example/"}, {}]
)
def test_form_from_elsewhere_is_kept_nowhere(headers: dict[str, str], samira: User, house: House) -> None:
    address, values = summary(house.people.anna, house.people.dewi)
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(samira)
    form = fields(client, address) | {"csrfmiddlewaretoken": "x" * 64}

    response = client.post(address, form | values, headers=headers)

    assert response.status_code == 403
    assert NOT_YET not in client.get(address).content.decode()


def test_form_without_our_mark_is_kept_nowhere(browser: Client, samira: User, house: House) -> None:
    address, values = summary(house.people.anna, house.people.dewi)
    form = fields(browser, address)
    end_by_time(browser)

    browser.post(address, form | values | {typed.MARK: "WzEsMV0:gemaakt"})

    assert NOT_YET not in browser.get(sign_in(browser, samira, address)).content.decode()


@pytest.mark.parametrize("end", ENDS)
def test_somebody_else_on_that_computer_never_sees_it(
    end: Callable[[Client], None], browser: Client, samira: User, house: House
) -> None:
    dewi = with_app(house.people.dewi)
    address, values = summary(house.people.anna, dewi)
    form = fields(browser, address)
    end(browser)
    browser.post(address, form | values)

    back = sign_in(browser, dewi, address)
    seen = [browser.get(one).content.decode() for one in (back, "/werk/", address)]
    left = typed.KEPT in browser.session
    end_in_another_tab(browser)
    again = browser.get(sign_in(browser, samira, address)).content.decode()

    assert [("Kan 30 euro" in page, NOT_YET in page) for page in seen] == [(False, False)] * 3
    assert left is False
    assert "Kan 30 euro" not in again


def test_form_of_a_colleague_who_was_here_before_does_nothing(browser: Client, samira: User, house: House) -> None:
    """Two tabs, two people: what the first typed is not done in the name of the second, nor shown to them."""
    address, values = summary(house.people.anna, house.people.dewi)
    form = fields(browser, address)
    end_in_another_tab(browser)
    sign_in(browser, with_app(house.people.dewi), "/werk/")

    old = browser.post(address, form | values)
    fresh = browser.post(
        address, form | values | {"csrfmiddlewaretoken": fields(browser, address)["csrfmiddlewaretoken"]}
    )

    assert (old.status_code, fresh.status_code, HandOver.objects.count()) == (403, 403, 0)
    assert NOT_YET not in browser.get(address).content.decode()


def test_words_for_one_organisation_wait_until_that_one_is_chosen(house: House, samira: User) -> None:
    lichtbron = factories.make_membership(samira, factories.make_creditor(code="lichtbron", name="Lichtbron"))
    woonstede = samira.memberships.exclude(pk=lichtbron.pk).get()
    client = Client(headers=OURS)
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(samira)
    client.post("/werk/inloggen/organisatie", {"membership": str(woonstede.pk)})
    address, values = summary(house.people.anna, house.people.dewi)
    form = fields(client, address)
    client.post("/werk/inloggen/organisatie", {"membership": str(lichtbron.pk)})

    sent = client.post(address, form | values)
    elsewhere = client.post("/werk/inloggen/organisatie", {"membership": str(lichtbron.pk)})
    nothing = pages.read(client.get("/werk/").content)
    chosen = client.post("/werk/inloggen/organisatie", {"membership": str(woonstede.pk)})

    assert (sent["Location"], elsewhere["Location"], chosen["Location"]) == (
        "/werk/inloggen/organisatie",
        "/werk/",
        address,
    )
    assert "Ga verder waar u was" not in nothing.links
    assert "Kan 30 euro missen." in client.get(address).content.decode()


def test_words_wait_while_a_lost_second_step_is_made_anew(house: House, samira: User) -> None:
    client = Client(headers=OURS)
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(samira)
    address, values = summary(house.people.anna, house.people.dewi)
    form = fields(client, address)
    samira.authenticator_set.all().delete()
    session = client.session
    del session["tweede_stap"]
    session.save()

    sent = client.post(address, form | values)
    client.get(sent["Location"])
    client.post(sent["Location"], {"code": app_code(client.session["mfa.totp.secret"])})
    today = pages.read(client.get("/werk/").content)

    assert sent["Location"] == "/werk/inloggen/app"
    assert today.links["Ga verder waar u was"] == address
    assert "Kan 30 euro missen." in client.get(address).content.decode()


def test_words_are_gone_after_an_hour(browser: Client, samira: User, house: House, later: Callable[..., None]) -> None:
    address, values = summary(house.people.anna, house.people.dewi)
    form = fields(browser, address)
    end_by_time(browser)
    browser.post(address, form | values)
    later(minutes=61)

    page = browser.get(sign_in(browser, samira, address)).content.decode()

    assert (NOT_YET in page, typed.KEPT in browser.session) == (False, False)


def test_words_without_end_are_not_kept(browser: Client, samira: User, house: House) -> None:
    address, values = summary(house.people.anna, house.people.dewi)
    form = fields(browser, address)
    end_by_time(browser)

    browser.post(address, form | values | {"summary": "a" * 40_001})

    assert typed.KEPT not in browser.session


def test_words_are_in_no_address_and_no_cookie(browser: Client, samira: User, house: House) -> None:
    address, values = summary(house.people.anna, house.people.dewi)
    form = fields(browser, address)
    end_by_time(browser)

    sent = browser.post(address, form | values)

    assert "euro" not in sent["Location"] + str(browser.cookies)


def test_night_sweeps_away_what_was_never_fetched(browser: Client, samira: User, house: House) -> None:
    address, values = summary(house.people.anna, house.people.dewi)
    form = fields(browser, address)
    end_by_time(browser)
    browser.post(address, form | values)
    end_by_time(browser)

    doors.forget(clock.now())

    assert Session.objects.count() == 0


def test_colleague_who_changed_the_case_meanwhile_is_named(browser: Client, samira: User, house: House) -> None:
    address, values = summary(house.people.anna, house.people.dewi)
    form = fields(browser, address)
    end_by_time(browser)
    browser.post(address, form | values)
    Case.objects.filter(pk=house.people.anna.pk).update(version=int(form["version"]) + 1)
    back = sign_in(browser, samira, address)

    answer = browser.post(back, fields(browser, back) | values)

    assert (answer.status_code, HandOver.objects.count()) == (409, 0)
    assert "Kan 30 euro missen." in answer.content.decode()


def test_words_can_be_read_when_the_case_was_closed_meanwhile(browser: Client, samira: User, house: House) -> None:
    address, values = summary(house.people.anna, house.people.dewi)
    form = fields(browser, address)
    end_by_time(browser)
    browser.post(address, form | values)
    Case.objects.filter(pk=house.people.anna.pk).update(state="closed")

    page = browser.get(sign_in(browser, samira, address)).content.decode()

    assert "Dit dossier is gesloten." in page
    assert "Kan 30 euro missen. &lt;b&gt;Bel&lt;/b&gt;" in page


def test_choice_on_an_open_form_comes_back_to_that_form(browser: Client, samira: User, house: House) -> None:
    made = forms.receive(house.people.woonstede, "Anna de Wit", ChannelKind.PHONE, "06 00 00 01 01", at=clock.now())
    address = f"/werk/formulieren/{made.pk}?q=wit"
    form = fields(browser, address)
    end_by_time(browser)

    sent = browser.post(address, form | {"dossier": str(house.people.anna.pk)})
    waits = OpenForm.objects.get().state
    back = sign_in(browser, samira, address)
    page = browser.get(back).content.decode()
    done = browser.post(back, fields(browser, back) | {"dossier": str(house.people.anna.pk)})

    assert (sent["Location"], waits, back) == (
        f"/werk/inloggen/?next=/werk/formulieren/{made.pk}%3Fq%3Dwit",
        "open",
        address,
    )
    assert (NOT_YET in page, done["Location"]) == (True, f"/werk/dossier/{house.people.anna.pk}?gedaan=formulier")


@pytest.mark.parametrize(
    "wanted", ["https://kwaad.example/", "//kwaad.example/werk", "/\\kwaad.example", "///kwaad.example", "javascript:1"]
)
@pytest.mark.parametrize("place", ["login", "code", "address"])
def test_nobody_is_sent_to_another_site_at_any_step(
    place: str, wanted: str, samira: User, house: House, client: Client
) -> None:
    def at(step: str) -> dict[str, str]:
        return {"next": wanted} if step == place else {}

    query = f"?next={wanted}" if place == "address" else ""

    client.post(f"/werk/inloggen/{query}", {"login": samira.email, "password": PASSWORD} | at("login"))
    done = client.post(f"/werk/inloggen/code{query}", {"code": app_code()} | at("code"))
    again = client.get(f"/werk/inloggen/?next={wanted}")
    out = client.post("/werk/inloggen/uit", {"next": wanted})

    assert [one["Location"] for one in (done, again, out)] == ["/werk/", "/werk/", "/werk/inloggen/"]


def test_contact_form_that_grew_old_is_shown_again_at_once_and_kept_nowhere(house: House) -> None:
    client = Client(enforce_csrf_checks=True, headers=OURS)
    values = {"name": "Wim Bos", "creditor": "woonstede", "by_channel": "phone", "reach_at": "06 00 00 03 01"}

    sent = client.post("/contact", values | {"text": "Dit mag niet weg."})
    page = sent.content.decode()
    done = client.post("/contact", fields(client, "/contact") | values)

    assert (sent.status_code, OpenForm.objects.count()) == (403, 1)
    assert ("Dit mag niet weg." in page, "Er is nog niets verstuurd." in page) == (True, True)
    assert "Dit mag niet weg." not in client.get("/contact").content.decode()
    assert done["Location"] == "/contact/verstuurd"
    elsewhere = client.post("/contact", values, headers={"Origin": "https://kwaad.example"})
    assert "Wim Bos" not in elsewhere.content.decode()


def test_question_of_a_customer_whose_form_grew_old_is_shown_again(house: House) -> None:
    """Coming in anew, in another tab, makes the form of the first tab old."""
    client = Client(enforce_csrf_checks=True, headers=OURS)
    enter(client, house.anna, csrfmiddlewaretoken=fields(client, "/")["csrfmiddlewaretoken"])
    form = fields(client, "/vraag/uitleg")
    enter(client, house.anna, csrfmiddlewaretoken=fields(client, f"/?code={house.anna}")["csrfmiddlewaretoken"])

    sent = client.post("/vraag/uitleg", form | {"tekst": "Dit mag niet weg."})
    page = client.get(sent["Location"]).content.decode()
    look = client.post("/vraag/uitleg", fields(client, "/vraag/uitleg") | {"tekst": "Dit mag niet weg."})["Location"]
    done = client.post(look, fields(client, look))

    assert (sent.status_code, sent["Location"], "Dit mag niet weg." in page) == (302, "/vraag/uitleg", True)
    assert done["Location"].startswith("/bedankt/")

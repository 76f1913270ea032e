"""Paying in parts on the portal: one question per page, every payment shown, and a yes at once inside the band."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import Cast
from tests.factories import NOW, make_room
from tests.web import pages
from tests.web.portal.companions import make_helper
from tests.web.portal.visits import hidden, visit
from tijdig import clock
from tijdig.actions import arrangements, asked, payments, proposing
from tijdig.actions.asked import Asker
from tijdig.models import Arrangement, Case, Contact, Request
from tijdig.queries import arranged as arranged_page
from tijdig.queries import arrangements as found
from tijdig.rules.solutions.band import Beyond
from tijdig.rules.solutions.shapes import Shape
from tijdig.words import RequestKind

pytestmark = pytest.mark.django_db
KNOWN, FIRST = 1, "2026-12-01"


def words(response: Any) -> str:
    text = pages.read(response.content).text.replace("\x00", " ").replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(text.split())


def read(client: Any, address: str) -> Any:
    return client.get(address)


def looked(client: Any, query: str, day: str = FIRST, **more: str) -> str:
    """The address of the page on which every payment stands, after all questions."""
    form: Any = client.get(f"/vraag/in-delen?{query}")
    sent = client.post("/vraag/in-delen", hidden(form) | {"wanneer": day} | more)
    assert sent.status_code == 302
    return str(sent["Location"])


def test_road_asks_one_thing_per_page_and_ends_agreed(cast: Cast) -> None:
    client = visit(cast.anna, level=KNOWN)

    assert "Hoeveel kunt u per keer missen?" in words(client.get("/vraag/in-delen"))
    assert "Hoe vaak wilt u € 40,00 betalen?" in words(client.get("/vraag/in-delen?bedrag=40&ritme="))
    assert "U kunt € 40,00 per week missen." in words(client.get("/vraag/in-delen?bedrag=40&ritme=weekly"))
    look = looked(client, "bedrag=40&ritme=weekly")
    page = words(client.get(look))
    assert "U betaalt € 182,40 in vijf keer. Klaar op 29 december 2026. Er komen geen kosten bij." in page
    assert "dinsdag 8 december 2026 € 40,00" in page
    assert Arrangement.objects.count() == 0

    done = client.post(look, {"lukt": "ja"}, follow=True)

    made = Arrangement.objects.get()
    assert (made.decided_by, made.is_sure, made.rhythm, made.made_by) == (
        "automatic", True, "weekly", f"customer:{cast.anna.customer_id}",
    )  # fmt: skip
    assert "Dit spraken wij af" in words(done)
    assert "dinsdag 29 december 2026 € 22,40" in words(done)
    assert "Bewaar de regeling (PDF)" in words(done)
    assert client.get("/afspraak.pdf").status_code == 200
    assert [one.key.split("-")[1] for one in Contact.objects.filter(key__startswith="reply-")] == ["arranged"]
    assert client.post(look, {"lukt": "ja"}, follow=True).status_code == 200
    assert Arrangement.objects.count() == 1


def test_income_day_leads_to_the_days_on_which_money_comes_in(cast: Cast) -> None:
    client = visit(cast.anna, level=KNOWN)

    assert "Op welke dag van de maand komt uw geld binnen?" in words(
        client.get("/vraag/in-delen?bedrag=40&ritme=inkomen")
    )
    wrong = words(client.get("/vraag/in-delen?bedrag=40&ritme=inkomen&inkomen="))
    assert "Kies de dag van de maand." in wrong
    page = words(client.get("/vraag/in-delen?bedrag=40&ritme=inkomen&inkomen=24"))
    assert "Donderdag 24 december" in page
    assert "Zondag 24 januari" in page

    client.post(looked(client, "bedrag=40&ritme=inkomen&inkomen=24", "2026-12-24"), {"lukt": "ja"})
    days = [part.due_on for part in found.parts(Arrangement.objects.get())]
    assert days[:3] == [date(2026, 12, 24), date(2027, 1, 25), date(2027, 2, 24)]


@pytest.mark.parametrize("answer", ["twijfel", "nee"])
def test_who_hesitates_is_never_pushed(answer: str, cast: Cast) -> None:
    client = visit(cast.anna, level=KNOWN)
    look = looked(client, "bedrag=40")

    page = client.get(f"{look}&lukt={answer}")

    shown = words(page)
    assert "Dan zoeken wij iets dat wel past" in shown
    assert "Minder: € 20,00 per maand" in shown
    assert "Ja, dit spreken wij af" not in shown
    assert (Arrangement.objects.count(), Request.objects.count()) == (0, 0)
    assert client.get("/vraag/in-delen?bedrag=20&ritme=monthly").status_code == 200

    client.post(look, {"lukt": "mens"})
    request = Request.objects.get()
    assert (request.state, request.details["is_sure"], request.details["why_person"]) == ("open", False, ["unsure"])


@pytest.mark.parametrize("said", [{}, {"lukt": ""}, {"lukt": "nee"}, {"lukt": "misschien"}])
def test_nothing_is_agreed_without_a_yes(said: dict[str, str], cast: Cast) -> None:
    client = visit(cast.anna, level=KNOWN)
    look = looked(client, "bedrag=40")

    client.post(look, said)

    assert Arrangement.objects.count() == 0


def test_outside_the_band_a_person_looks_and_says_until_when(cast: Cast) -> None:
    client = visit(cast.anna, level=KNOWN)
    look = looked(client, "bedrag=8")

    page = words(client.get(look))
    assert "De bedragen zijn klein. Een mens kijkt of dat zo handig is." in page
    assert "Dit is geen nee." in page
    done = words(client.post(look, {"lukt": "ja"}, follow=True))

    request = Request.objects.get()
    assert (request.state, Arrangement.objects.count()) == ("open", 0)
    assert "antwoordt uiterlijk donderdag 26 november" in done
    assert request.details["why_person"] == ["small", "long"]


def test_so_long_that_nobody_can_reckon_it_out_is_no_no_either(cast: Cast) -> None:
    client = visit(cast.anna, level=KNOWN)

    page = words(client.get(looked(client, "bedrag=1")))

    assert "Het duurt lang." in page


def test_what_was_told_can_be_missed_is_kept_to(cast: Cast) -> None:
    make_room(cast.anna, state="ok", spare_cents=3_000)
    client = visit(cast.anna, level=KNOWN)

    assert "Het is meer dan er te missen is." in words(client.get(looked(client, "bedrag=40")))


def test_code_alone_asks_and_says_how_it_could_be_agreed_at_once(cast: Cast) -> None:
    client = visit(cast.anna)
    look = looked(client, "bedrag=40")

    assert "Weten wij wie u bent? Dan is dit meteen afgesproken." in words(client.get(look))
    client.post(look, {"lukt": "ja"})

    assert (Request.objects.get().state, Arrangement.objects.count()) == ("open", 0)


def test_distress_brings_a_person_and_no_agreement(cast: Cast) -> None:
    client = visit(cast.anna, level=KNOWN)

    done = client.post(looked(client, "bedrag=40", tekst="Ik zie het niet meer zitten."), {"lukt": "ja"}, follow=True)

    assert Arrangement.objects.count() == 0
    assert "113" in words(done)


def test_all_of_it_later_is_agreed_in_the_same_moment(cast: Cast) -> None:
    client = visit(cast.anna, level=KNOWN)
    form: Any = client.get("/vraag/later")
    look = client.post("/vraag/later", hidden(form) | {"wanneer": "2026-12-24"})["Location"]

    assert "U betaalt € 182,40." in words(client.get(look))
    assert "Liever in delen" in words(client.get(f"{look}&lukt=nee"))
    client.post(look)
    assert Arrangement.objects.count() == 0
    done = client.post(look, {"lukt": "ja"}, follow=True)

    (part,) = found.parts(Arrangement.objects.get())
    assert (part.due_on, part.amount_cents) == (date(2026, 12, 24), 18_240)
    assert (Request.objects.get().kind, Request.objects.get().state) == ("pay_later", "answered")
    assert "Dit spraken wij af" in words(done)


def test_all_of_it_later_than_the_band_goes_to_a_person(cast: Cast) -> None:
    client = visit(cast.anna, level=KNOWN)
    form: Any = client.get("/vraag/later")
    look = client.post("/vraag/later", hidden(form) | {"wanneer": "anders", "andere": "2027-01-20"})["Location"]

    assert "De eerste betaling is pas over een tijd." in words(client.get(look))
    client.post(look, {"lukt": "ja"})

    assert (Request.objects.get().state, Arrangement.objects.count()) == ("open", 0)


def arranged(case: Case) -> Arrangement:
    return arrangements.agree(
        case, instalment_cents=4_000, first_on=date(2026, 12, 1), by="user:1", at=NOW - timedelta(days=1)
    )


def test_arrangement_is_changed_after_every_payment_was_shown(cast: Cast) -> None:
    before = arranged(cast.anna)
    client = visit(cast.anna, level=KNOWN)

    assert "Veranderen kost niets." in words(client.get("/afspraak"))
    assert "Nu is het € 40,00. Er staat nog € 182,40 open." in words(client.get("/afspraak?wat=lager"))
    assert "Vul een bedrag in" in words(client.get("/afspraak?wat=lager&bedrag=veel"))
    address = "/afspraak?wat=lager&bedrag=20"
    page: Any = client.get(address)
    assert "Er is nog niets veranderd." in words(page)
    assert "in tien keer" in words(page)
    assert Arrangement.objects.count() == 1
    for _ in range(2):
        done = client.post(address, hidden(page) | {"lukt": "ja"}, follow=True)

    made = Arrangement.objects.get(state="active")
    assert (made.replaces, made.change, made.decided_by, Arrangement.objects.count()) == (
        before,
        "amount",
        "automatic",
        2,
    )
    assert "De regeling is aangepast" in words(done)


def test_other_day_keeps_the_amount(cast: Cast) -> None:
    arranged(cast.anna)
    client = visit(cast.anna, level=KNOWN)

    assert "Kies wat het beste past." in words(client.get("/afspraak?wat=dag&gekozen=1"))
    address = "/afspraak?wat=dag&gekozen=1&eerste=2026-12-08"
    client.post(address, hidden(read(client, address)) | {"lukt": "ja"})

    made = Arrangement.objects.get(state="active")
    assert [part.due_on for part in found.parts(made)][:2] == [date(2026, 12, 8), date(2027, 1, 8)]
    assert (made.change, found.parts(made)[0].amount_cents) == ("day", 4_000)


@pytest.mark.parametrize("query", ["wat=lager&bedrag=5", "wat=lager&bedrag=0,50"])
def test_change_outside_the_band_goes_to_a_person_and_the_old_one_holds(query: str, cast: Cast) -> None:
    before = arranged(cast.anna)
    client = visit(cast.anna, level=KNOWN)

    page: Any = client.get(f"/afspraak?{query}")
    assert "Dit is geen nee." in words(page)
    client.post(f"/afspraak?{query}", hidden(page) | {"lukt": "ja"})

    before.refresh_from_db()
    assert (before.state, Request.objects.get().state) == ("active", "open")


def test_change_that_changes_nothing_says_so(cast: Cast) -> None:
    arranged(cast.anna)

    page = visit(cast.anna, level=KNOWN).get("/afspraak?wat=lager&bedrag=40")

    assert "Zo loopt het al." in words(page)


@pytest.mark.parametrize(
    "query",
    [
        "wat=dag&gekozen=1&eerste=gisteren",
        "wat=dag&gekozen=1&eerste=2030-01-01",
        "wat=alles",
        "wat=lager&bedrag=9999999",
    ],
)
def test_change_that_cannot_be_asks_again(query: str, cast: Cast) -> None:
    arranged(cast.anna)

    page = visit(cast.anna, level=KNOWN).get(f"/afspraak?{query}")

    assert page.status_code == 200
    assert "Gaat dit lukken?" not in words(page)


def test_pause_button_shows_the_days_first_and_then_moves_them(cast: Cast) -> None:
    arranged(cast.anna)
    client = visit(cast.anna, level=KNOWN)

    choices = words(client.get("/afspraak/pauze"))
    assert "De volgende betaling op maandag 4 januari 2027" in choices
    page: Any = client.get("/afspraak/pauze?weken=1")
    assert "Ja, geef mij pauze" in words(page)
    done = client.post("/afspraak/pauze?weken=1", hidden(page) | {"lukt": "ja"}, follow=True)

    made = Arrangement.objects.get(state="active")
    assert (made.change, found.parts(made)[0].due_on) == ("pause", date(2027, 1, 4))
    said = words(done)
    assert pages.read(done.content).headings[0] == (1, "U hebt pauze")
    assert "De pauze loopt van dinsdag 24 november tot en met zondag 3 januari." in said
    assert "De eerste betaling is € 40,00, op maandag 4 januari 2027." in said
    assert "Daarna gaat de regeling vanzelf verder." in said


@pytest.mark.parametrize(
    ("close", "heading", "told", "leads_to"),
    [
        ("changed", "Dit geldt niet meer", "Er loopt nu een andere.", "/overzicht#regeling"),
        ("ended", "Deze regeling is gestopt", "Deze betalingen gelden niet meer.", "/overzicht"),
        ("completed", "Deze regeling is klaar", "Alles van deze regeling is betaald.", "/overzicht"),
    ],
)
def test_old_thanks_say_that_it_is_over_and_lead_to_what_holds_now(
    close: str, heading: str, told: str, leads_to: str, cast: Cast
) -> None:
    client = visit(cast.anna, level=KNOWN)
    thanks = client.post(looked(client, "bedrag=40&ritme=monthly"), {"lukt": "ja"})["Location"]
    assert "Dit spraken wij af" in words(client.get(thanks))
    running = Arrangement.objects.get()

    if close == "changed":
        arrangements.pause(running, 1, by="customer:1", at=NOW)
    elif close == "ended":
        arrangements.end(running, by="user:1", at=NOW)
    else:
        for claim in cast.anna.customer.claims.all():
            payments.book(claim, claim.entries.get().amount_cents, booked_on=NOW.date(), by="user:1", at=NOW)

    page = pages.read(client.get(thanks).content)
    said = " ".join(page.text.replace("\x00", " ").split())
    assert page.headings[0] == (1, heading)
    assert told in said
    assert "Dit spraken wij af" not in said
    assert leads_to in page.links.values()
    assert {"/afspraak", "/afspraak.pdf"} & set(page.links.values()) == set()


def test_thanks_of_an_arrangement_that_was_changed_and_then_ended_say_that_it_ended(cast: Cast) -> None:
    client = visit(cast.anna, level=KNOWN)
    thanks = client.post(looked(client, "bedrag=40&ritme=monthly"), {"lukt": "ja"})["Location"]
    paused = arrangements.pause(Arrangement.objects.get(), 1, by="customer:1", at=NOW)
    arrangements.end(paused, by="user:1", at=NOW)

    assert "Deze regeling is gestopt" in words(client.get(thanks))


@pytest.mark.parametrize("level", [0, KNOWN])
def test_who_does_not_know_the_amount_is_helped_to_find_out(level: int, cast: Cast) -> None:
    client = visit(cast.anna, level=level)

    links = pages.read(client.get("/vraag/in-delen").content).links
    old = client.get("/vraag/in-delen?bedrag=weet-niet")

    assert (links["Weet ik niet"], old["Location"]) == ("/missen", "/missen")
    assert links["Ik praat er liever over"] == "/vraag/bel-mij"
    assert pages.read(client.get("/missen").content).links["Te lastig? Laat iemand meedenken"] == "/vraag/weet-niet"


def test_who_looks_along_and_does_not_know_the_amount_can_still_ask(cast: Cast) -> None:
    helper = visit(cast.anna, helper=make_helper(cast.anna, may_ask=True))

    assert pages.read(helper.get("/vraag/in-delen").content).links["Weet ik niet"] == "?bedrag=weet-niet"
    assert "Vanaf wanneer kunt u betalen?" in words(helper.get("/vraag/in-delen?bedrag=weet-niet"))


def test_pauses_that_are_used_up_end_with_a_person(cast: Cast) -> None:
    running = arranged(cast.anna)
    for _ in range(2):
        running = arrangements.pause(running, 1, by="customer:1", at=NOW)
    client = visit(cast.anna, level=KNOWN)

    for address in ("/afspraak/pauze", "/afspraak/pauze?weken=1"):
        page = words(client.get(address))
        assert "De pauzes van dit jaar zijn op" in page
        assert "Bel mij op een moment dat mij past" in page
    assert "De pauzes van dit jaar zijn op." in words(client.get("/afspraak"))


@pytest.mark.parametrize("address", ["/afspraak", "/afspraak/pauze"])
def test_pages_of_an_arrangement_lead_home_when_there_is_none(address: str, cast: Cast) -> None:
    found_ = visit(cast.anna, level=KNOWN).get(address)

    assert (found_.status_code, found_["Location"]) == (302, "/overzicht")


@pytest.mark.parametrize("address", ["/afspraak?wat=lager&bedrag=20", "/afspraak/pauze?weken=1"])
def test_change_sent_from_a_page_that_stood_open_too_long_is_looked_at_once_more(address: str, cast: Cast) -> None:
    arranged(cast.anna)
    client = visit(cast.anna, level=KNOWN)

    sent = client.post(address, {"eens": "oud", "lukt": "ja"})

    assert (sent.status_code, sent["Location"]) == (302, address)
    assert Arrangement.objects.count() == 1


def offered(case: Case) -> Request:
    asker = Asker(session=7, by=f"customer:{case.customer_id}", at=NOW, once="a")
    request = asked.receive(case, RequestKind.PAY_IN_PARTS, {"instalment_cents": 300, "first_on": None}, asker)
    shape = Shape(first_on=date(2026, 12, 15), instalment_cents=2_000)
    return proposing.offer(request, shape, until_on=date(2026, 12, 8), by="user:1", at=NOW)


def test_offer_stands_on_the_overview_and_is_taken_with_one_tap(cast: Cast) -> None:
    request = offered(cast.anna)
    client = visit(cast.anna, level=KNOWN)

    overview = client.get("/overzicht")
    first = pages.read(overview.content)
    assert first.headings[0] == (1, "Er ligt een voorstel voor u")
    assert list(first.links.values()).index(f"/voorstel/{request.pk}") < list(first.links.values()).index("#opgebouwd")
    assert "Het blijft staan tot en met dinsdag 8 december." in words(overview)
    assert "Ons voorstel blijft staan tot en met dinsdag 8 december." in words(overview)
    assert "Nu zijn wij aan de beurt." not in words(overview)
    assert "Wij deden een voorstel." in words(overview)
    page = words(client.get(f"/voorstel/{request.pk}"))
    assert "Het blijft staan tot en met dinsdag 8 december." in page
    assert "dinsdag 15 december 2026 € 20,00" in page
    done = client.post(f"/voorstel/{request.pk}", follow=True)

    assert Arrangement.objects.get().decided_by == "handler"
    assert "Dit spraken wij af" in words(done)
    assert client.get(f"/voorstel/{request.pk}")["Location"] == f"/bedankt/{request.pk}"


def test_offer_that_is_over_leads_back_to_the_question(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    request = offered(cast.anna)
    late = NOW + timedelta(days=15)
    monkeypatch.setattr(clock, "now", lambda: late)
    client = visit(cast.anna, level=KNOWN, at=late)

    assert "Er ligt een voorstel voor u" not in words(client.get("/overzicht"))
    assert client.post(f"/voorstel/{request.pk}")["Location"] == f"/voorstel/{request.pk}"
    assert client.get(f"/voorstel/{request.pk}")["Location"] == f"/bedankt/{request.pk}"
    assert Arrangement.objects.count() == 0


def test_every_reason_is_told_in_the_words_of_the_rules() -> None:
    assert {reason: reason.label for reason in Beyond} == arranged_page.WHY

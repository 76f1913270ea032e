"""The overview: what is open, how it came about, what happens next; six queries, fifty kilobytes, no dead end."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, make_claim, make_contact, make_entry, make_hold, make_moment, make_request
from tests.web import pages
from tests.web.portal.companions import make_helper
from tests.web.portal.jointly import make_four, make_joint
from tests.web.portal.visits import ask, make_slots, visit
from tijdig.actions import arrangements, calls, granting, payments, requests, stops, told
from tijdig.models import Case, Contact
from tijdig.rules.solutions.types import Deferral
from tijdig.words import Cause, ChannelKind, RequestKind

EVENING = datetime(2026, 11, 25, 18, 45, tzinfo=UTC)


def look(case: Case, **values: Any) -> pages.Page:
    response = visit(case, **values).get("/overzicht")
    assert response.status_code == 200
    return pages.read(response.content)


def words(page: pages.Page) -> str:
    return " ".join(page.text.replace("\x00", " ").split()).replace("\N{NO-BREAK SPACE}", " ")


def test_overview_says_what_is_open_and_why(cast: Cast) -> None:
    (october, _) = cast.anna.customer.claims.order_by("due_on")
    make_entry(october, amount_cents=-1_000)

    page = look(cast.anna)

    said = words(page)
    assert page.headings[0] == (1, "U hebt nog niet alles betaald")
    assert "Dag Anna de Wit" in said
    assert "€ 172,40" in said
    assert "Dit is uw huur van oktober en november." in said
    assert "€ 61,20, waarvan € 10,00 betaald." in said
    assert "Extra kosten € 0,00" in said
    assert "NL91 ABNA 0417 1643 00" in said
    assert page.links["Bel mij op een moment dat mij past"] == "/vraag/bel-mij"
    assert page.links["020 555 01 23"] == "tel:0205550123"


def test_overview_speaks_of_the_team_until_there_is_an_own_person(cast: Cast) -> None:
    assert "Het team van Woonstede helpt u" in words(look(cast.anna))

    cast.samira.phone = "020 555 01 29"
    cast.samira.save()
    Case.objects.filter(pk=cast.anna.pk).update(handler=cast.samira)

    page = look(cast.anna)
    assert "Samira Kaya helpt u" in words(page)
    assert page.links["020 555 01 29"] == "tel:0205550129"
    assert "Samira laat weten wat er kan" in words(page)


def test_overview_says_je_where_the_organisation_does(cast: Cast) -> None:
    cast.woonstede.is_formal = False
    cast.woonstede.save()

    said = words(look(cast.anna))

    assert "Dag Anna, fijn dat je kijkt." in said
    assert re.findall(r"\b[Uu]w?\b", said) == []
    assert "[[" not in said


def test_overview_greets_the_administrator_who_looks_for_the_customer(cast: Cast) -> None:
    page = look(cast.bram)

    said = words(page)
    assert "Dag Lotus Bewind. U kijkt voor Bram" in said
    assert page.headings[0] == (1, "Er staat nog een bedrag open")
    assert "Dit is de " in said
    assert re.findall(r"[Uu] hebt|fijn dat u kijkt", said) == []


def test_overview_greets_the_customer_again_once_the_administration_has_ended(cast: Cast) -> None:
    cast.bram.customer.representatives.update(until_on=TODAY)

    assert "Lotus Bewind" not in words(look(cast.bram))


def _asked(cast: Cast) -> None:
    (slot,) = make_slots(cast.anna, EVENING)
    calls.ask(cast.anna, slot.pk, "06 00 00 01 01", by="customer:1", at=NOW)


def _explain(cast: Cast) -> None:
    requests.receive(cast.anna, RequestKind.EXPLAIN, by_channel=ChannelKind.PORTAL, by="customer:1", at=NOW)


def _arranged(cast: Cast) -> None:
    arrangements.agree(cast.anna, instalment_cents=6_000, first_on=date(2026, 12, 1), by="user:1", at=NOW)


def _again(cast: Cast) -> None:
    for cents in (2_000, 2_500):
        requests.receive(
            cast.anna, RequestKind.PAY_IN_PARTS, by_channel=ChannelKind.PORTAL, by="customer:1", at=NOW,
            details={"instalment_cents": cents},
        )  # fmt: skip


def _disputed_one(cast: Cast) -> None:
    stops.disputed(cast.anna, by="user:1", at=NOW, claims=[cast.anna.customer.claims.order_by("due_on")[0]])


def _disputed_all(cast: Cast) -> None:
    stops.disputed(cast.anna, by="user:1", at=NOW)


def _paused(cast: Cast) -> None:
    make_hold(cast.anna)


def _helped(cast: Cast) -> None:
    stops.debt_help(cast.anna, by="user:1", at=NOW)


def _paid(cast: Cast) -> None:
    for claim, cents in zip(cast.anna.customer.claims.order_by("due_on"), (6_120, 12_120), strict=True):
        payments.book(claim, cents, booked_on=TODAY, by="user:1", at=NOW)


def _queued(cast: Cast) -> None:
    make_contact(make_moment(cast.anna, day=date(2026, 11, 26)), send_from=NOW + timedelta(days=2))


def _announced(cast: Cast) -> None:
    _queued(cast)
    make_contact(Contact.objects.get().moment, kind="sms", send_from=NOW)


def _noticed(cast: Cast) -> None:
    moment = make_moment(cast.anna, day=date(2026, 11, 20), stage="S3", pay_before_on=date(2026, 12, 8))
    make_contact(moment, state="handed_over", handed_over_at=NOW - timedelta(days=4))


STATES: dict[str, tuple[Callable[[Cast], None], str, str]] = {
    "asked": (_asked, "Wij zijn voor u aan het werk", "belt u op woensdag 25 november om 19.45 uur"),
    "explain": (_explain, "Wij zijn voor u aan het werk", "Uiterlijk donderdag 26 november krijgt u antwoord"),
    "again": (_again, "Wij zijn voor u aan het werk", "Vervangen door uw nieuwe vraag."),
    "arranged": (_arranged, "Er is een regeling", "Uw volgende betaling is € 60,00, op dinsdag 1 december."),
    "disputed_one": (_disputed_one, "U hebt nog niet alles betaald", "Hiervan zoeken wij uit of het klopt"),
    "disputed_all": (_disputed_all, "Er gaan nu geen herinneringen uit", "zoekt uit of de rekening klopt"),
    "paused": (_paused, "Er gaan nu geen herinneringen uit", "Tot en met maandag 21 december laten wij u met rust."),
    "helped": (_helped, "Er gaan nu geen herinneringen uit", "Er is hulp voor u aan het werk."),
    "paid": (_paid, "Alles is geregeld", "U krijgt van ons geen herinneringen meer."),
    "queued": (_queued, "U hebt nog niet alles betaald", "Dan sturen wij u donderdag 26 november een brief."),
    "announced": (
        _announced,
        "U hebt nog niet alles betaald",
        "Dan sturen wij u vandaag een sms en donderdag 26 november een brief.",
    ),
    "noticed": (_noticed, "U hebt nog niet alles betaald", "Betaalt u uiterlijk dinsdag 8 december?"),
}


@pytest.mark.parametrize("state", STATES)
def test_overview_says_what_happens_next_and_when(state: str, cast: Cast) -> None:
    bring_about, heading, step = STATES[state]
    bring_about(cast)

    page = look(cast.anna)

    assert page.headings[0] == (1, heading)
    assert step in words(page)
    assert "[[" not in page.text
    assert len(page.ids) == len(set(page.ids))
    assert page.links["020 555 01 23"] == "tel:0205550123"
    assert [said for said in page.sentences if len(said.split()) > pages.WORDS + 3] == []
    assert [said for said in page.sentences if re.search(r"\bschuld\b|debiteur|!", said)] == []


def test_hard_words_of_an_arrangement_are_explained_beside_its_parts(cast: Cast) -> None:
    before = look(cast.anna)
    _arranged(cast)

    assert "Wat is een regeling?" not in words(before)
    assert "Wat is een regeling?" in words(look(cast.anna))


@pytest.mark.parametrize(("letters", "months"), [(8, []), (9, ["November 2026", "Oktober 2026"])])
def test_long_story_is_read_month_by_month(letters: int, months: list[str], cast: Cast) -> None:
    for place in range(letters):
        at = NOW - timedelta(days=7 * place)
        moment = make_moment(cast.anna, day=at.date())
        make_contact(moment, state="handed_over", handed_over_at=at, send_from=at)

    html = visit(cast.anna).get("/overzicht").content.decode()

    story = html[html.index('id="verstuurd"') : html.index('id="meer"')]
    assert re.findall("<summary>(.*?)</summary>", story)[:2] == months
    assert story.count("<li>") == letters
    assert story.count("<details open>") == bool(months)


def test_title_that_begins_with_a_number_in_words_begins_as_dutch_does(cast: Cast) -> None:
    Contact.objects.create(
        case=cast.anna, text="Dag Anna", kind="email", key="reply-joint_proposed-1-2-email", state="handed_over",
        handed_over_at=NOW, send_from=NOW,
    )  # fmt: skip

    html = visit(cast.anna).get("/overzicht").content.decode()

    assert "Eén voorstel voor alles samen, per e-mail" in html


def test_letter_that_went_late_stands_on_the_day_on_which_it_went(cast: Cast) -> None:
    for place in range(9):
        day = NOW - timedelta(days=7 * place)
        went = NOW - timedelta(days=1) if place == 8 else day  # ready for weeks
        make_contact(make_moment(cast.anna, day=day.date()), state="handed_over", handed_over_at=went, send_from=day)

    html = visit(cast.anna).get("/overzicht").content.decode()

    story = html[html.index('id="verstuurd"') : html.index('id="meer"')]
    days = re.findall(r'<span class="soft">op (\d+ \w+) 2026', story)
    assert days[:3] == ["24 november", "23 november", "17 november"]
    assert re.findall("<summary>(.*?)</summary>", story) == ["November 2026", "Oktober 2026"]


@pytest.mark.parametrize(("is_formal", "told"), [(True, "Uw vraag is binnen, per"), (False, "Je vraag is binnen, per")])
def test_line_of_the_story_begins_with_a_capital(is_formal: bool, told: str, cast: Cast) -> None:
    cast.woonstede.is_formal = is_formal
    cast.woonstede.save()
    client = visit(cast.anna)
    ask(client, "uitleg", {"tekst": "Wat zijn servicekosten?"})
    Contact.objects.update(state="handed_over", handed_over_at=NOW)

    assert told in words(pages.read(client.get("/overzicht").content))


def test_code_of_a_letter_is_not_shown_again(cast: Cast) -> None:
    text = "Ga naar de site. Uw code: CDF GHJ KM3. Bel 020 555 01 23. ABC DEF GHI"
    sent = make_contact(make_moment(cast.anna), state="handed_over", handed_over_at=NOW, text=text)

    said = words(pages.read(visit(cast.anna, level=1).get(f"/verstuurd/{sent.pk}").content))

    assert "CDF GHJ KM3" not in said
    assert "Uw code: ••• ••• •••. Bel 020 555 01 23. ABC DEF GHI" in said
    assert "De code staat niet op deze pagina, en ook niet in de PDF." in said


def test_overview_names_a_missed_part_kindly(cast: Cast) -> None:
    _arranged(cast)
    late = NOW + timedelta(days=14)
    from tijdig import clock

    clock.fix(late)

    said = words(look(cast.anna, at=late))

    assert "De betaling van dinsdag 1 december (€ 60,00) is nog niet binnen." in said
    assert "Lukt het niet? Pas de regeling aan, of bel ons." in said


def test_overview_of_an_arrangement_asks_only_for_the_next_part(cast: Cast) -> None:
    arrangements.agree(cast.anna, instalment_cents=2_500, first_on=date(2026, 12, 1), by="user:1", at=NOW)
    (october, _) = cast.anna.customer.claims.order_by("due_on")
    payments.book(october, 3_500, booked_on=TODAY, by="bank", at=NOW)

    said = words(look(cast.anna))

    assert "De volgende betaling € 15,00" in said
    assert "Hierover gaat de regeling" in said
    assert "had al betaald moeten zijn" not in said


@pytest.mark.parametrize("bills", [1, 30])
def test_overview_takes_six_queries_whatever_there_is(
    bills: int, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for place in range(bills):
        claim = make_claim(cast.anna.customer, due_on=TODAY - timedelta(days=40 + place))
        make_entry(claim)
        make_contact(make_moment(cast.anna, day=TODAY - timedelta(days=place)), state="handed_over", handed_over_at=NOW)
        make_request(cast.anna, kind="explain")
    yes = arrangements.Yes(reason="Zo past het.")
    arrangements.agree(cast.anna, count=12, first_on=date(2026, 12, 1), by="user:1", at=NOW, yes=yes)
    client = visit(cast.anna, minutes=60)

    with django_assert_num_queries(6):
        assert client.get("/overzicht").status_code == 200


@pytest.mark.parametrize("corrections", [1, 5])
def test_what_was_agreed_beside_takes_one_query_more_however_much(
    corrections: int, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    yes = arrangements.Yes()
    for place in range(corrections):
        claim = make_claim(cast.anna.customer, amount_cents=5_000, due_on=TODAY - timedelta(days=40 + place))
        granting.correct(cast.anna, claim, 4_000, "Dit telde dubbel.", yes, by="user:1", at=NOW)
    later = Deferral(cents=18_240, since_on=TODAY, until_on=date(2026, 12, 28), contact="Samira Kaya")
    granting.grant(cast.anna, later, yes, by="user:1", at=NOW)
    client = visit(cast.anna, level=1, minutes=60)

    with django_assert_num_queries(7):
        page = client.get("/overzicht")

    assert words(pages.read(page.content)).count("klopte niet. Wij hebben dat rechtgezet.") == corrections


def test_overview_is_light_with_all_that_it_loads(cast: Cast) -> None:
    client = visit(cast.anna, headers={"accept-encoding": "gzip"})
    page = client.get("/overzicht")
    loaded = re.findall(
        r'<link rel="(?:icon|stylesheet)" href="([^"]+)"', visit(cast.anna).get("/overzicht").content.decode()
    )

    total = len(page.content)
    for address in loaded:
        response = client.get(address)
        total += len(response.getvalue())
        assert response.get("Content-Encoding") == "gzip" or len(response.getvalue()) < 400
    fonts = Path(str(finders.find("tijdig/house.css"))).parent.parent / "fonts"
    total += sum(path.stat().st_size for path in fonts.glob("*-latin-[47]00-*.woff2"))

    assert page["Content-Encoding"] == "gzip"
    assert len(loaded) == 4
    assert total < 46_000


def test_overview_is_kept_by_no_cache(cast: Cast) -> None:
    assert visit(cast.anna).get("/overzicht")["Cache-Control"] == "no-store, private"


def test_message_is_shown_word_for_word_to_who_proved_who_they_are(cast: Cast) -> None:
    _noticed(cast)
    contact = Contact.objects.get()
    Contact.objects.update(text="Dag <b>Anna</b>,\n[[u|je]] leest dit.")
    address = f"/verstuurd/{contact.pk}"

    assert visit(cast.anna).get(address)["Location"] == f"/wie?naar=%2Fverstuurd%2F{contact.pk}"
    response = visit(cast.anna, level=1).get(address)
    assert "Dag &lt;b&gt;Anna&lt;/b&gt;,\n[&#91;u|je]] leest dit." in response.content.decode()


def test_style_sheet_of_an_organisation_falls_back_when_nobody_could_read_it(cast: Cast, client: Any) -> None:
    cast.woonstede.color_main, cast.woonstede.color_link = "#7a4a00", "#eeeeee"
    cast.woonstede.save()

    response = client.get("/stijl/woonstede.css")

    sheet = response.content.decode()
    assert "primary-action-background-color: #7a4a00;" in sheet
    assert "--utrecht-link-color: #24577a;" in sheet
    assert set(response["Cache-Control"].split(", ")) == {"max-age=3600", "public"}
    assert client.get("/stijl/niemand.css").status_code == 404


@pytest.mark.parametrize(
    ("state", "parts", "link", "address"),
    [
        ("offered", ("accepted", "accepted"), "Bekijk het plan voor alles samen", "/samen-regelen/voorstel"),
        ("proposed", ("accepted", "countered"), "Bekijk wat de organisatie voorstelt", "/samen-regelen/plan"),
    ],
)
@pytest.mark.parametrize("level", [0, 1])
def test_plan_that_waits_for_a_yes_comes_first_and_names_nobody(
    level: int, state: str, parts: tuple[str, ...], link: str, address: str, cast: Cast
) -> None:
    make_joint(make_four(cast), state, *parts)

    page = look(cast.anna, level=level)

    assert page.headings[0] == (1, "Er ligt een voorstel voor u")
    assert page.links[link] == address
    order = list(page.links.values())
    assert order.index(address) < order.index("#opgebouwd")
    assert "Bosstroom" not in words(page)


def test_who_looks_along_hears_of_no_plan_with_others(cast: Cast) -> None:
    make_joint(make_four(cast), "offered", "accepted", "accepted")

    page = look(cast.anna, helper=make_helper(cast.anna, may_ask=True))

    assert page.headings[0] == (1, "Er staat nog een bedrag open")
    assert [address for address in page.links.values() if address.startswith("/samen-regelen")] == []


@pytest.mark.parametrize(
    ("joint", "label"),
    [
        ("", "Regel alles samen, ook bij anderen"),
        ("requested", "Ga verder met alles samen regelen"),
        ("active", "Kijk hoe het staat met alles samen"),
        ("ended", "Regel alles samen, ook bij anderen"),
    ],
)
def test_arranging_together_is_a_button_for_who_has_more_organisations(joint: str, label: str, cast: Cast) -> None:
    four = make_four(cast)
    if joint:
        make_joint(
            four, joint, "running", "running", **({"ended_on": TODAY, "due_on": None} if joint == "ended" else {})
        )

    page = look(cast.anna)

    assert page.links[label] == "/samen-regelen"
    order = list(page.links)
    assert order.index(label) < order.index("Ik wil nu betalen")


def test_arranging_together_is_a_button_for_who_told_of_many_bills(cast: Cast) -> None:
    before = look(cast.anna)
    told.happened(cast.anna, Cause.MANY_BILLS, by=f"customer:{cast.anna.customer_id}", at=NOW)

    assert before.links["Ook bij anderen? Regel alles samen"] == "/samen-regelen"
    assert "Regel alles samen, ook bij anderen" not in before.links
    assert look(cast.anna).links["Regel alles samen, ook bij anderen"] == "/samen-regelen"


def test_plan_that_waits_costs_no_query_more(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_joint(make_four(cast), "offered", "accepted", "accepted")
    client = visit(cast.anna, minutes=60)

    with django_assert_num_queries(6):
        assert "Er ligt een voorstel" in client.get("/overzicht").content.decode()

"""The workbench with Django's client: lists, the page of a case, every act, and what happens when two act at once."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import ANNA, Cast
from tests.factories import (
    NOW,
    TODAY,
    make_case,
    make_claim,
    make_creditor,
    make_customer,
    make_details,
    make_hold,
    make_membership,
    make_point,
)
from tests.web import pages, workbench
from tests.web.pages import Page, said
from tijdig.actions import arrangements, stops, wishes
from tijdig.models import Arrangement, CallBack, Case, Contact, Customer, HandOver, Hold, MoneyEntry, OpenForm, Request
from tijdig.queries import searching
from tijdig.web.workbench.acts import SOLUTIONS
from tijdig.words import PauseReason

pytestmark = pytest.mark.django_db

ACTS = (
    "gesprek",
    "antwoord",
    "terugbellen",
    "regeling",
    "voorstel",
    "regeling-veranderen",
    "regeling-pauze",
    "later-betalen",
    "stilzetten",
    "klein-bedrag",
    "minder-rente",
    "kosten-weg",
    "rechtzetten",
    "hulp-erbij",
    "afspraak-stoppen",
    "samen",
    "betaling",
    "rust",
    "hervatten",
    "overdragen",
    "overnemen",
    "terugdraaien",
    "uitkomst",
    "gegevens",
    "identiteit",
    "weten",
    "weghalen",
    "gevolg",
    "zelf",
    "teruggeven",
    "link",
    "stap",
    "houden",
    "bureau",
    "terughalen",
    "regeling-stoppen",
    "sluiten",
)


def read(client: Client, address: str, status: int = 200) -> Page:
    response = client.get(address)
    assert response.status_code == status
    return pages.read(response.content)


def do(client: Client, case: Case, act: str, version: int | None = None, **values: Any) -> Any:
    """Send the form of an act, as it stood when somebody opened it now."""
    seen = Case.objects.get(pk=case.pk).version if version is None else version
    return client.post(f"/werk/dossier/{case.pk}/{act}", {"version": seen} | values)


def done(response: Any, case: Case, act: str) -> bool:
    return bool(response.status_code == 302 and response["Location"] == f"/werk/dossier/{case.pk}?gedaan={act}")


# Lists ------------------------------------------------------------------------------------------------------------


def test_today_tells_who_when_and_why(samira: Client, cast: Cast) -> None:
    page = read(samira, "/werk/")

    text = said(page)
    assert page.headings[0] == (1, "Goedemorgen, Samira")
    assert "Vijf mensen hebben u nodig" in text
    assert [text.index(name) for name in ("Anna de Wit", "Emre Visser", "Bram Yilmaz", "Chantal Mensah")] == sorted(
        text.index(name) for name in ("Anna de Wit", "Emre Visser", "Bram Yilmaz", "Chantal Mensah")
    )
    assert page.links["Open het dossier van Anna de Wit"] == f"/werk/dossier/{cast.anna.pk}"
    assert "Terugbellen 1" in page.links


def test_today_filters_by_kind(samira: Client, cast: Cast) -> None:
    page = read(samira, "/werk/?soort=call_back")

    assert [link for link in page.links if link.startswith("Open het")] == ["Open het dossier van Anna de Wit"]


@pytest.mark.parametrize("address", ["/werk/?pagina=999", "/werk/?pagina=x", "/werk/?pagina=-1", "/werk/?soort=%27"])
def test_today_bears_any_words_in_its_address(address: str, samira: Client) -> None:
    assert "Anna de Wit" in said(read(samira, address))


def test_lists_of_one_kind_have_their_own_address(samira: Client, cast: Cast) -> None:
    form = OpenForm.objects.get()

    assert "Bram Yilmaz" in said(read(samira, "/werk/verzoeken"))
    assert "Emre Visser" in said(read(samira, "/werk/niet-bereikt"))
    assert (
        read(samira, "/werk/formulieren").links["Open het formulier van Chantal Mensah"]
        == f"/werk/formulieren/{form.pk}"
    )


def test_free_text_is_shown_as_text(samira: Client, cast: Cast) -> None:
    for address in ("/werk/", f"/werk/dossier/{cast.bram.pk}", f"/werk/dossier/{cast.bram.pk}/antwoord"):
        content = samira.get(address).content.decode()
        assert "<script>alert" not in content
        assert "&lt;script&gt;alert" in content


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("de wit", ["Anna de Wit"]),
        ("wit anna", ["Anna de Wit"]),
        ("yılmáz", ["Bram Yilmaz"]),
        ("W-10000", 4),
        ("100001", ["Anna de Wit"]),
        ("0600000101", ["Anna de Wit"]),
        ("+31 6 00000101", ["Anna de Wit"]),
        ("06-00 00 01 01", ["Anna de Wit"]),
        (ANNA.bills[0].reference, ["Anna de Wit"]),
        (ANNA.postcode.replace(" ", "").lower(), ["Anna de Wit"]),
        *[(words, []) for words in ("zzz", "%", "", ".*", "[", "0600000199", "9999 ZZ", "1")],
    ],
)
def test_search_finds_by_name_and_by_any_number(words: str, found: Any, samira: Client) -> None:
    page = read(samira, f"/werk/zoeken?{urlencode({'q': words})}")

    links = [link for link, address in page.links.items() if address.startswith("/werk/dossier/")]
    assert len(links) == (found if isinstance(found, int) else len(found))
    assert isinstance(found, int) or all(link.startswith(name) for link, name in zip(links, found, strict=True))


@pytest.mark.parametrize("words", ["ozturk", "OZTURK", "szymanska", "pawel szymańska", "strasse"])
def test_search_bears_names_without_their_accents(words: str, samira: Client, cast: Cast) -> None:
    for first, last in (("Emine", "Öztürk"), ("Paweł", "Szymańska"), ("Uwe", "Vonder Straße")):
        customer = make_customer(cast.woonstede)
        make_details(customer, first_name=first, last_name=last)
        make_case(customer)

    page = read(samira, f"/werk/zoeken?{urlencode({'q': words})}")

    assert len([address for address in page.links.values() if address.startswith("/werk/dossier/")]) == 1


def test_search_finds_a_payment_reference_however_it_is_spaced(samira: Client, cast: Cast) -> None:
    cast.anna.customer.claims.order_by("pk").update(payment_reference="3000 0000 1234 5678")

    for words in ("3000000012345678", "3000.0000.1234.5678", "3000 0000 1234 5678"):
        page = read(samira, f"/werk/zoeken?{urlencode({'q': words})}")
        assert f"/werk/dossier/{cast.anna.pk}" in page.links.values()


@pytest.mark.parametrize("words", ["de wit", "100001", "0600000101", "1283 AA"])
def test_search_asks_few_questions_of_the_database(words: str, cast: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        searching.find(cast.woonstede.pk, words)

    assert len(queries) <= 7


def test_search_stays_within_the_own_organisation(samira: Client, cast: Cast) -> None:
    other = workbench.make_stranger("Anna de Wit")

    make_point(other.customer, kind="mobile", value="+31600000101")
    make_claim(other.customer, reference=ANNA.bills[0].reference)
    Customer.objects.filter(pk=other.customer_id).update(number="X-100001")
    words = ("de wit", "0600000101", ANNA.bills[0].reference, "100001")

    pages = [read(samira, f"/werk/zoeken?{urlencode({'q': one})}") for one in words]

    assert {f"/werk/dossier/{other.pk}" in page.links.values() for page in pages} == {False}
    assert {f"/werk/dossier/{cast.anna.pk}" in page.links.values() for page in pages} == {True}


def test_my_customers_are_those_handed_to_me(samira: Client, cast: Cast) -> None:
    assert "U hebt nog geen eigen klanten" in said(read(samira, "/werk/mijn"))

    do(samira, cast.anna, "overdragen", to=cast.samira.pk, summary="Ik ken haar.")

    assert "Anna de Wit" in said(read(samira, "/werk/mijn"))


# Nobody else ------------------------------------------------------------------------------------------------------


def test_case_of_another_organisation_is_not_there(samira: Client, cast: Cast) -> None:
    other = workbench.make_stranger("Iemand Anders")

    for address in (f"/werk/dossier/{other.pk}", f"/werk/dossier/{other.pk}/waarom", "/werk/dossier/999999"):
        assert samira.get(address).status_code == 404
    for act in ACTS:
        assert samira.get(f"/werk/dossier/{other.pk}/{act}").status_code == 404
        assert samira.post(f"/werk/dossier/{other.pk}/{act}", {"version": 1}).status_code == 404


@pytest.mark.parametrize("place", ["dossier", "samen"])
def test_number_that_no_case_can_have_is_not_there(place: str, samira: Client) -> None:
    for number in (2**31, 2**63 - 1, 2**63, 10**30):
        assert samira.get(f"/werk/{place}/{number}").status_code == 404


def test_an_act_takes_nothing_of_another_case(samira: Client, cast: Cast) -> None:
    claim = cast.chantal.customer.claims.first()
    wanted = Request.objects.get(case=cast.bram)
    hold = make_hold(cast.chantal)
    make_hold(cast.anna)

    paid = do(samira, cast.anna, "betaling", claim=claim.pk, amount="10", booked_on=TODAY.isoformat())
    answered = do(samira, cast.anna, "antwoord", request=wanted.pk, text="Nee.")
    lifted = do(samira, cast.anna, "hervatten", hold=hold.pk)

    assert [response.status_code for response in (paid, answered, lifted)] == [422, 422, 422]
    assert not MoneyEntry.objects.filter(kind="payment").exists()
    assert Request.objects.get(pk=wanted.pk).state == "open"


def test_unknown_act_is_not_there(samira: Client, cast: Cast) -> None:
    assert samira.get(f"/werk/dossier/{cast.anna.pk}/weggooien").status_code == 404


# The page of a case -----------------------------------------------------------------------------------------------


def test_case_page_tells_the_whole_story(samira: Client, cast: Cast) -> None:
    text = said(read(samira, f"/werk/dossier/{cast.anna.pk}"))

    for words in (
        "Bel terug op het gekozen moment 9.30 uur",
        "Lees voor",
        "Ik werk minder uren. Kunnen we even bellen?",
        "Eerste herinnering: brief aangekomen",
        "Waarom: Een rekening staat nog open. Wij laten het u weten.",
        "Vaak is er een oplossing die past.",
        "Huur oktober 2026",
        "€ 61,20",
        "06 00 00 01 01",
        "Wat kunt u per maand missen?",
        "Alle regels en bronnen",
    ):
        assert words in text


def test_case_page_names_who_represents(samira: Client, cast: Cast) -> None:
    page = read(samira, f"/werk/dossier/{cast.bram.pk}")

    text = said(page)
    assert page.links["Bel Lotus Bewind, 020 555 01 61"] == "tel:0205550161"
    assert not any(link.startswith("Bel 06") for link in page.links)
    assert "Kan per maand missen: € 35,00" in text


def test_case_page_asks_as_much_for_one_bill_as_for_many(samira: Client, cast: Cast) -> None:
    def asked(case: Case) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            samira.get(f"/werk/dossier/{case.pk}")
        return len(queries)

    samira.get("/werk/")
    assert asked(cast.chantal) <= asked(cast.emre) + 1


def test_every_act_is_one_click_from_the_case(samira: Client, cast: Cast) -> None:
    page = read(samira, f"/werk/dossier/{cast.bram.pk}")

    paths = [address.partition("?")[0] for address in page.links.values()]
    linked = {path.rpartition("/")[2] for path in paths if path.startswith("/werk/dossier/")}
    rare = {"regeling-stoppen", "overnemen", "terugdraaien", "uitkomst", "link", "weghalen", "gevolg", "teruggeven"}
    rare |= {"stap", "houden", "bureau", "terughalen", "regeling-veranderen", "regeling-pauze", "afspraak-stoppen"}
    ways = read(samira, page.links["Andere oplossing"])
    closed = {act for act in SOLUTIONS if SOLUTIONS[act].title in said(ways).partition("Past hier nu niet")[2]}
    linked |= {path.rpartition("/")[2] for path in ways.links.values()} | closed  # one more click, with why not
    assert linked >= set(ACTS) - rare


def test_why_shows_every_rule(samira: Client, cast: Cast) -> None:
    assert "Gaat er iets uit? De eerste regel die waar is, beslist." in said(
        read(samira, f"/werk/dossier/{cast.emre.pk}/waarom")
    )


# Acts -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ACTS)
def test_act_shows_its_form_or_says_why_not(act: str, samira: Client, cast: Cast) -> None:
    page = read(samira, f"/werk/dossier/{cast.bram.pk}/{act}")

    assert [level for level, _ in page.headings].count(1) == 1
    assert page.links["Bram Yilmaz"] == f"/werk/dossier/{cast.bram.pk}"
    assert "Niet doen" in page.links or "Terug naar het dossier" in page.links


def test_call_that_reached_somebody_answers_and_brings_rest(samira: Client, cast: Cast) -> None:
    values = {"direction": "out", "result": "reached", "words": "Betaalt 25 per maand.", "is_good": "on"}

    response = do(samira, cast.bram, "gesprek", answers="on", **values)

    call = Contact.objects.get(case=cast.bram, kind="phone")
    assert done(response, cast.bram, "gesprek")
    assert (call.text, call.call.result, call.call.is_good_conversation) == ("Betaalt 25 per maand.", "reached", True)
    assert Request.objects.get(case=cast.bram).answer == "Wij spraken elkaar op dinsdag 24 november."
    assert "Bram Yilmaz" not in said(read(samira, "/werk/"))
    assert "Wij belden: bereikt" in said(read(samira, f"/werk/dossier/{cast.bram.pk}?gedaan=gesprek"))


def test_call_that_did_not_answer_the_question_leaves_it_open(samira: Client, cast: Cast) -> None:
    do(samira, cast.bram, "gesprek", direction="out", result="reached", words="Kan nu niet praten.")

    assert Request.objects.get(case=cast.bram).state == "open"


def test_call_needs_words_when_somebody_was_reached(samira: Client, cast: Cast) -> None:
    response = do(samira, cast.anna, "gesprek", direction="out", result="reached", words="  ")

    page = pages.read(response.content)
    assert response.status_code == 422
    assert page.links["Schrijf op wat er is gezegd. Zo kan een collega verder."] == "#id_words"
    assert not Contact.objects.filter(case=cast.anna, kind="phone").exists()


def test_call_sent_twice_is_written_once(samira: Client, cast: Cast) -> None:
    version = Case.objects.get(pk=cast.anna.pk).version
    values = {"direction": "out", "result": "voicemail", "words": "Ingesproken."}

    answers = [do(samira, cast.anna, "gesprek", version, **values) for _ in range(2)]

    assert all(done(answer, cast.anna, "gesprek") for answer in answers)
    assert Contact.objects.filter(case=cast.anna, kind="phone").count() == 1


def test_answer_is_what_the_customer_reads(samira: Client, cast: Cast) -> None:
    wanted = Request.objects.get(case=cast.bram)

    response = do(samira, cast.bram, "antwoord", request=wanted.pk, text="Ja, dat kan.")

    wanted.refresh_from_db()
    assert done(response, cast.bram, "antwoord")
    assert (wanted.state, wanted.answer, wanted.answered_by) == ("answered", "Ja, dat kan.", f"user:{cast.samira.pk}")


def test_answer_says_first_where_it_goes(samira: Client, cast: Cast) -> None:
    page = said(read(samira, f"/werk/dossier/{cast.bram.pk}/antwoord"))

    assert "Dit gaat nu per e-mail naar post@lotusbewind.example." in page


def test_answer_without_a_safe_way_asks_for_a_call(samira: Client, cast: Cast) -> None:
    wishes.unsafe(cast.anna, by="customer:1", at=NOW)

    page = said(read(samira, f"/werk/dossier/{cast.anna.pk}/antwoord"))

    assert "Let op: er is geen veilig adres om dit te sturen. Het staat wel op de eigen pagina" in page


def test_answer_that_a_letter_cannot_print_or_hold_is_not_sent(samira: Client, cast: Cast) -> None:
    cast.bram.customer.representatives.update(email="")
    wanted = Request.objects.get(case=cast.bram)

    smile = do(samira, cast.bram, "antwoord", request=wanted.pk, text="Dat is goed 😀")
    long = do(samira, cast.bram, "antwoord", request=wanted.pk, text="a\n" * 41)

    assert "Een brief kan dit niet afdrukken: 😀" in said(pages.read(smile.content))
    assert "Maak het korter: hooguit 40 regels." in said(pages.read(long.content))
    assert (smile.status_code, long.status_code, Request.objects.get(pk=wanted.pk).state) == (422, 422, "open")


def test_answer_in_hard_words_is_pointed_at_once_and_then_sent(samira: Client, cast: Cast) -> None:
    wanted = Request.objects.get(case=cast.bram)
    hard = {"request": wanted.pk, "text": "Uw schuld is betaald."}

    first = do(samira, cast.bram, "antwoord", **hard)
    then = do(samira, cast.bram, "antwoord", as_is="on", **hard)

    page = pages.read(first.content)
    assert first.status_code == 422
    assert "schuld → achterstand, of: er staat nog iets open" in said(page)
    assert 'type="checkbox" name="as_is"' in first.content.decode()
    assert done(then, cast.bram, "antwoord")
    assert Request.objects.get(pk=wanted.pk).answer == "Uw schuld is betaald."


def test_call_is_promised_in_a_slot_that_exists(samira: Client, cast: Cast) -> None:
    slot = cast.woonstede.call_slots.order_by("starts_at").last()

    response = do(samira, cast.emre, "terugbellen", slot=slot.pk, phone="06 00 00 01 04")
    wrong = do(samira, cast.emre, "terugbellen", slot=slot.pk + 999, phone="06")

    assert done(response, cast.emre, "terugbellen")
    assert CallBack.objects.get(case=cast.emre).slot == slot
    assert wrong.status_code == 422


def test_call_goes_to_the_number_that_the_customer_chose(samira: Client, cast: Cast) -> None:
    slot = cast.woonstede.call_slots.filter(call_backs__isnull=True).order_by("starts_at")[0]
    before = read(samira, f"/werk/dossier/{cast.emre.pk}").links
    do(samira, cast.emre, "terugbellen", slot=slot.pk, phone="06 12 34 56 78")

    calls = [name for name in read(samira, f"/werk/dossier/{cast.emre.pk}").links if name.startswith("Bel ")]

    assert "Bel 06 12 34 56 78" not in before
    assert calls[0] == "Bel 06 12 34 56 78"


def test_without_slots_nothing_can_be_promised(samira: Client, cast: Cast) -> None:
    cast.woonstede.call_slots.filter(call_backs__isnull=True).delete()
    cast.woonstede.call_slots.update(places=1)

    page = read(samira, f"/werk/dossier/{cast.emre.pk}/terugbellen")

    assert "geen momenten vrij" in said(page)


def test_arrangement_is_looked_at_before_it_is_agreed(samira: Client, cast: Cast) -> None:
    wish = {"instalment": "35", "first_on": "2026-12-01", "is_sure": "ja", "reason": "Zo houdt Bram het vol."}
    seen = "2026-12-01/3500/None/None/monthly/0"

    shown = do(samira, cast.bram, "regeling", stap="bekijk", **wish)
    before = Arrangement.objects.count()
    unseen = do(samira, cast.bram, "regeling", stap="afspreken", bekeken=seen.replace("3500", "4000"), **wish)
    response = do(samira, cast.bram, "regeling", stap="afspreken", bekeken=seen, **wish)

    text = said(pages.read(shown.content))
    assert (shown.status_code, before, unseen.status_code) == (200, 0, 200)
    assert "dinsdag 1 december 2026 € 35,00" in text
    assert "Zo afspreken" in text
    assert done(response, cast.bram, "regeling")
    assert Arrangement.objects.get().instalments.count() == 19
    assert Request.objects.get(case=cast.bram).answer.startswith(
        "Wij spraken af: u betaalt €\N{NO-BREAK SPACE}640,00 in negentien termijnen."
    )


@pytest.mark.parametrize(
    ("wish", "fault"),
    [
        ({"first_on": "2026-12-01"}, "Vul één van de drie in"),
        ({"instalment": "35", "count": "3", "first_on": "2026-12-01"}, "Vul één van de drie in"),
        ({"instalment": "-5", "first_on": "2026-12-01"}, "Vul een bedrag in"),
        ({"instalment": "1", "first_on": "2026-12-01"}, "Zo ver vooruit spreken wij niets af"),
        ({"count": "3", "first_on": "2026-11-24"}, "Kies een einddatum na vandaag"),
        ({"count": "3", "first_on": "31-2-2026"}, "Vul een dag in"),
    ],
)
def test_arrangement_says_what_is_wrong(wish: dict[str, str], fault: str, samira: Client, cast: Cast) -> None:
    response = do(samira, cast.bram, "regeling", stap="afspreken", **wish)

    assert response.status_code == 422
    assert fault in said(pages.read(response.content))
    assert not Arrangement.objects.exists()


def test_arrangement_that_does_not_work_is_ended(samira: Client, cast: Cast) -> None:
    arrangements.agree(cast.chantal, count=3, first_on=date(2026, 12, 1), by="user:1", at=NOW)

    response = do(samira, cast.chantal, "regeling-stoppen")

    assert done(response, cast.chantal, "regeling-stoppen")
    assert Arrangement.objects.get().state == "ended"


def test_payment_of_all_closes_the_case(samira: Client, cast: Cast) -> None:
    claim = cast.emre.customer.claims.get()
    values = {"claim": claim.pk, "amount": "45,00", "booked_on": "2026-11-23", "reference": "Bank"}

    response = do(samira, cast.emre, "betaling", **values)

    text = said(read(samira, f"/werk/dossier/{cast.emre.pk}?gedaan=betaling"))
    assert done(response, cast.emre, "betaling")
    assert "Gesloten op 23 november 2026: alles is betaald" in text
    assert "Betaling: € 45,00, Servicekosten 2025-2026" in text
    assert "Dossier gesloten: alles is betaald" in text


@pytest.mark.parametrize("amount", ["", "0", "nul", "1,5", "1.2.3", "-1", "999999999"])
def test_payment_needs_an_amount(amount: str, samira: Client, cast: Cast) -> None:
    claim = cast.emre.customer.claims.get()

    response = do(samira, cast.emre, "betaling", claim=claim.pk, amount=amount, booked_on="2026-11-23")

    assert response.status_code == 422
    assert not MoneyEntry.objects.filter(kind="payment").exists()


def test_payment_of_tomorrow_is_refused(samira: Client, cast: Cast) -> None:
    claim = cast.emre.customer.claims.get()

    response = do(samira, cast.emre, "betaling", claim=claim.pk, amount="5", booked_on="2026-11-25")

    assert "moet nog komen" in said(pages.read(response.content))


def test_rest_has_a_reason_and_an_end(samira: Client, cast: Cast) -> None:
    without = do(samira, cast.anna, "rust", until_on="2026-12-24")
    past = do(samira, cast.anna, "rust", reason="not_now", until_on="2026-11-24")
    other = do(samira, cast.anna, "rust", reason="other", until_on="2026-12-24")

    response = do(samira, cast.anna, "rust", reason="not_now", until_on="2026-12-24", note="Logeert elders.")

    hold = Hold.objects.get(case=cast.anna, kind="paused")
    assert [answer.status_code for answer in (without, past, other)] == [422, 422, 422]
    assert done(response, cast.anna, "rust")
    assert (hold.reason, hold.until_on, hold.note) == ("not_now", date(2026, 12, 24), "Logeert elders.")


def test_rest_is_over_when_a_person_says_so(samira: Client, cast: Cast) -> None:
    stops.paused(cast.emre, reason=PauseReason.ASKED, until_on=date(2026, 12, 24), by="user:1", at=NOW)
    hold = Hold.objects.get(case=cast.emre, kind="paused")

    response = do(samira, cast.emre, "hervatten", hold=hold.pk)

    hold.refresh_from_db()
    assert done(response, cast.emre, "hervatten")
    assert hold.lifted_by == f"user:{cast.samira.pk}"


def test_hand_over_puts_it_on_the_list_of_the_colleague(samira: Client, dewi: Client, cast: Cast) -> None:
    response = do(samira, cast.emre, "overdragen", to=cast.dewi.pk, summary="Bel hem na zes uur.")

    given = HandOver.objects.get()
    assert done(response, cast.emre, "overdragen")
    assert (given.to_user, given.summary) == (cast.dewi, "Bel hem na zes uur.")
    assert "Emre Visser" not in said(read(samira, "/werk/"))
    assert "Bel hem na zes uur." in said(read(dewi, "/werk/?soort=handed_over"))


def test_hand_over_to_somebody_elsewhere_is_refused(samira: Client, cast: Cast) -> None:
    stranger = make_membership(creditor=make_creditor()).user

    response = do(samira, cast.emre, "overdragen", to=stranger.pk, summary="Hallo.")

    assert response.status_code == 422
    assert not HandOver.objects.exists()


def test_close_waits_for_an_answer_and_for_money(samira: Client, cast: Cast) -> None:
    waits = do(samira, cast.bram, "sluiten", reason="settled")
    owes = do(samira, cast.emre, "sluiten", reason="paid")
    response = do(samira, cast.emre, "sluiten", reason="waived", stap="zeker", bekeken="waived/4500")

    assert "Geef dat eerst" in said(pages.read(waits.content))
    assert "Er staat nog geld open" in said(pages.read(owes.content))
    assert done(response, cast.emre, "sluiten")
    assert Case.objects.get(pk=cast.emre.pk).closing_reason == "waived"


# Two at once ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("rust", {"reason": "asked", "until_on": "2026-12-24", "note": "Blijf staan"}),
        ("overdragen", {"to": "0", "summary": "Blijf staan"}),
        (
            "regeling",
            {
                "count": "3",
                "first_on": "2026-12-01",
                "is_sure": "ja",
                "stap": "afspreken",
                "bekeken": "2026-12-01/None/3/None/monthly/0",
            },
        ),
        ("sluiten", {"reason": "waived", "stap": "zeker", "bekeken": "waived/4500"}),
        ("betaling", {"amount": "10", "booked_on": "2026-11-24", "reference": "Blijf staan"}),
        ("gesprek", {"direction": "out", "result": "reached", "words": "Blijf staan"}),
    ],
)
def test_second_of_two_hears_who_was_first(
    act: str, values: dict[str, str], samira: Client, dewi: Client, cast: Cast
) -> None:
    version = Case.objects.get(pk=cast.emre.pk).version
    values |= {"claim": str(cast.emre.customer.claims.get().pk), "to": str(cast.dewi.pk)}
    do(dewi, cast.emre, "gesprek", direction="out", result="not_reached")

    second = do(samira, cast.emre, act, version, **values)
    again = re.search(rb'name="version" value="(\d+)"', second.content)
    after = Case.objects.get(pk=cast.emre.pk).version

    text = said(pages.read(second.content))
    assert second.status_code == 409
    assert "Dit dossier is net veranderd Door: Dewi Lim, 24 november 2026 om 9.00 uur." in text
    assert "Blijf staan" not in values.values() or b"Blijf staan" in second.content
    assert again
    assert int(again[1]) == after
    assert done(do(samira, cast.emre, act, after, **values), cast.emre, act)


def test_payment_sent_twice_is_booked_once(samira: Client, cast: Cast) -> None:
    claim, version = cast.emre.customer.claims.get(), cast.emre.version
    version = Case.objects.get(pk=cast.emre.pk).version
    values = {"claim": claim.pk, "amount": "10", "booked_on": "2026-11-24"}

    answers = [do(samira, cast.emre, "betaling", version, **values) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 409]
    assert MoneyEntry.objects.filter(kind="payment").count() == 1


@pytest.mark.parametrize("version", ["", "x", "99999999999999999999"])
def test_form_without_a_version_changes_nothing(version: str, samira: Client, cast: Cast) -> None:
    response = samira.post(
        f"/werk/dossier/{cast.emre.pk}/rust", {"version": version, "reason": "asked", "until_on": "2026-12-24"}
    )

    assert response.status_code in {409, 422}
    assert not Hold.objects.filter(case=cast.emre, kind="paused").exists()


# Open forms -------------------------------------------------------------------------------------------------------


def test_form_is_matched_to_its_customer(samira: Client, cast: Cast) -> None:
    form = OpenForm.objects.get()
    page = read(samira, f"/werk/formulieren/{form.pk}")

    response = samira.post(f"/werk/formulieren/{form.pk}", {"version": form.version, "dossier": cast.chantal.pk})

    assert "W-100003" in said(page)
    assert done(response, cast.chantal, "formulier")
    assert Request.objects.get(case=cast.chantal).details["reach_at"] == "06 00 00 01 03"
    assert "Graag bellen na vijf uur." in said(read(samira, f"/werk/dossier/{cast.chantal.pk}?gedaan=formulier"))


def test_form_is_not_matched_to_somebody_elsewhere(samira: Client, cast: Cast) -> None:
    form, other = OpenForm.objects.get(), workbench.make_stranger("Iemand Anders")

    response = samira.post(f"/werk/formulieren/{form.pk}", {"version": form.version, "dossier": other.pk})

    assert response.status_code == 404
    assert OpenForm.objects.get().state == "open"


def test_form_answered_by_a_colleague_says_so(samira: Client, dewi: Client, cast: Cast) -> None:
    form = OpenForm.objects.get()

    first = dewi.post(f"/werk/formulieren/{form.pk}", {"version": form.version})
    second = samira.post(f"/werk/formulieren/{form.pk}", {"version": form.version})

    assert (first.status_code, first["Location"]) == (302, "/werk/formulieren?gedaan=formulier")
    assert second.status_code == 409
    assert "Dit is net gewijzigd." in said(pages.read(second.content))

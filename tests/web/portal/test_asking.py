"""What customers ask: one question per page, nothing lost, nothing twice, and their words stay words."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import make_claim, make_contact, make_moment
from tests.web import pages
from tests.web.portal.visits import ask, hidden, make_slots, post, send, visit
from tests.web.workbench import signed_in
from tijdig import clock
from tijdig.actions import calls, proving
from tijdig.models import CallBack, Case, Contact, CustomerSession, Hold, Request
from tijdig.queries.asking import STRANGERS
from tijdig.queries.thanks import FITS
from tijdig.rules.formality import spoken_to
from tijdig.web.portal.questions import SALT, cents_of, new_mark
from tijdig.web.portal.session import COOKIE
from tijdig.words import ProofMeans

MORNING = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 25, 18, 45, tzinfo=UTC)  # 19.45 in Amsterdam
KINDS = {
    "bel-mij": {"telefoon": "06 00 00 01 01"},
    "later": {"wanneer": "2026-12-01"},
    "in-delen": {"wanneer": "weet-niet", "bedrag": "25"},
    "klopt-niet": {"rekening": "alles"},
    "uitleg": {},
    "hulp": {"hulp": "money"},
    "weet-niet": {},
    "niet-van-mij": {"wie": "not_here"},
    "afspraak": {"anders": "lower"},
    "klacht": {"tekst": "Ik kreeg drie keer dezelfde brief."},
}


def start(slug: str) -> str:
    """The address of the last page of a question, where everything but the last answer is given."""
    return {"in-delen": "?bedrag=25", "klopt-niet": "?rekening=alles"}.get(slug, "")


def words(response: Any) -> str:
    text = pages.read(response.content).text.replace("\x00", " ").replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(text.split())


@pytest.mark.parametrize("slug", KINDS)
def test_question_is_received_and_stops_everything(slug: str, cast: Cast) -> None:
    make_contact(make_moment(cast.anna))
    client = visit(cast.anna)

    sent = ask(client, slug, KINDS[slug] | {"tekst": "Ik werk overdag."}, start(slug))

    request = Request.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, f"/bedankt/{request.pk}")
    assert (request.case, request.text, request.by_channel) == (cast.anna, "Ik werk overdag.", "portal")
    assert Contact.objects.get(moment__isnull=False).state == "stopped"
    thanks = client.get(sent["Location"])
    does = "zoekt het uit," if slug == "niet-van-mij" else "antwoordt"
    assert f"Iemand van Woonstede {does} uiterlijk donderdag 26 november." in words(thanks)
    assert "Ik werk overdag." in words(thanks)
    assert pages.read(thanks.content).links["020 555 01 23"] == "tel:0205550123"


@pytest.mark.parametrize("slug", KINDS)
def test_question_sent_twice_is_one_request(slug: str, cast: Cast) -> None:
    client = visit(cast.anna)
    form = client.get(f"/vraag/{slug}{start(slug)}")
    typed = hidden(form) | KINDS[slug]

    first, second = post(client, slug, typed), post(client, slug, typed)

    # Who said that our post is not for them finds no question any more.
    expected = "/overzicht" if slug == "niet-van-mij" else first["Location"]
    assert (first.status_code, second["Location"]) == (302, expected)
    assert Request.objects.count() == 1


@pytest.mark.parametrize("slug", [slug for slug in KINDS if slug != "niet-van-mij"])
def test_question_opened_again_by_the_back_button_says_that_it_was_sent(slug: str, cast: Cast) -> None:
    client = visit(cast.anna)
    sent = ask(client, slug, KINDS[slug], start(slug))

    again = client.get(f"/vraag/{slug}{start(slug)}")

    assert again["Cache-Control"] == "no-store, private"
    assert "Dit vroeg u al op 24 november 2026." in words(again)
    assert pages.read(again.content).links["Kijk wat u vroeg"] == sent["Location"]


@pytest.mark.parametrize("slug", KINDS)
def test_question_typed_when_the_session_ended_is_kept(slug: str, cast: Cast) -> None:
    client = visit(cast.anna)
    typed = hidden(client.get(f"/vraag/{slug}{start(slug)}")) | KINDS[slug] | {"tekst": "Dit mag niet weg."}
    CustomerSession.objects.update(expires_at=NOW - timedelta(seconds=1))

    sent = client.post(f"/vraag/{slug}", typed)
    assert sent["Location"].startswith("/?naar=%2Fvraag%2F")
    assert Request.objects.count() == 0

    client.cookies[COOKIE] = visit(cast.anna).cookies[COOKIE].value
    back = client.get(f"/vraag/{slug}")
    assert "U was even weg. Wat u typte, staat er nog." in words(back)
    assert "Dit mag niet weg." in back.content.decode()
    again = post(client, slug, hidden(back) | KINDS[slug] | {"tekst": "Dit mag niet weg."})
    assert again["Location"] == f"/bedankt/{Request.objects.get().pk}"


@pytest.mark.parametrize(
    ("words_typed", "minutes", "is_kept"),
    [("a" * 20_000, 59, True), ("\u00e9" * 20_000, 59, True), ("a" * 40_001, 1, False), ("kort", 60, False)],
)
def test_question_is_kept_as_long_and_as_much_as_the_policy_says(
    words_typed: str, minutes: int, is_kept: bool, cast: Cast
) -> None:
    client = visit(cast.anna)
    typed = hidden(client.get("/vraag/uitleg")) | {"tekst": words_typed}
    CustomerSession.objects.update(expires_at=NOW - timedelta(seconds=1))
    client.post("/vraag/uitleg", typed)

    clock.fix(NOW + timedelta(minutes=minutes))
    said_so = "is bewaard" in client.get("/").content.decode()
    client.cookies[COOKIE] = visit(cast.anna, minutes=120).cookies[COOKIE].value
    back = words(client.get("/vraag/uitleg"))

    assert (said_so, "Wat u typte, staat er nog." in back) == (is_kept, is_kept)


def test_question_kept_is_not_shown_to_somebody_else_on_that_phone(cast: Cast) -> None:
    client = visit(cast.anna)
    typed = hidden(client.get("/vraag/uitleg")) | {"tekst": "Dit is van Anna."}
    CustomerSession.objects.update(expires_at=NOW - timedelta(seconds=1))
    client.post("/vraag/uitleg", typed)

    client.cookies[COOKIE] = visit(cast.chantal).cookies[COOKIE].value

    assert "Dit is van Anna." not in client.get("/vraag/uitleg").content.decode()


def test_call_is_offered_only_in_slots_that_exist_until_eight_in_the_evening(cast: Cast) -> None:
    morning, evening = make_slots(cast.anna, MORNING, EVENING)
    client = visit(cast.anna)

    days = pages.read(client.get("/vraag/bel-mij").content)
    assert days.links["Morgen, woensdag 25 novembervan 10.00 tot 19.45 uur"] == "?dag=2026-11-25"
    hours = pages.read(client.get("/vraag/bel-mij?dag=2026-11-25").content)
    assert (hours.links["10.00"], hours.links["19.45"]) == (f"?moment={morning.pk}", f"?moment={evening.pk}")
    assert "Middag" not in hours.text

    sent = ask(client, "bel-mij", KINDS["bel-mij"], f"?moment={evening.pk}")
    thanks = words(client.get(sent["Location"]))
    assert "Iemand van Woonstede belt u op woensdag 25 november om 19.45 uur." in thanks
    assert "Het nummer is 06 00 00 01 01." in thanks
    assert CallBack.objects.get().slot == evening


@pytest.mark.parametrize("query", ["?dag=2026-12-25", "?dag=<script>", "?moment=999999", "?moment=x"])
def test_call_on_a_moment_that_does_not_exist_gives_the_choice_again(query: str, cast: Cast) -> None:
    make_slots(cast.anna, EVENING)

    response = visit(cast.anna).get(f"/vraag/bel-mij{query}")

    assert pages.read(response.content).headings[0] == (1, "Welke dag past u?")


def test_call_whose_slot_was_just_taken_keeps_the_number(cast: Cast) -> None:
    (slot,) = make_slots(cast.anna, EVENING)
    make_slots(cast.anna, MORNING)
    client = visit(cast.anna)
    typed = hidden(client.get(f"/vraag/bel-mij?moment={slot.pk}")) | KINDS["bel-mij"]
    calls.ask(cast.chantal, slot.pk, "06 00 00 01 03", by="customer:3", at=NOW)

    response = send(client, "bel-mij", typed)

    page = pages.read(response.content)
    assert "Dit moment is net bezet. Kies een ander moment." in words(response)
    assert page.links["Kies een ander moment"] == "/vraag/bel-mij"
    assert 'value="06 00 00 01 01"' in response.content.decode()
    assert Request.objects.filter(case=cast.anna).count() == 0


def test_call_for_another_moment_takes_the_place_of_the_first(cast: Cast) -> None:
    morning, evening = make_slots(cast.anna, MORNING, EVENING)
    client = visit(cast.anna)
    ask(client, "bel-mij", KINDS["bel-mij"], f"?moment={morning.pk}")
    ask(client, "bel-mij", KINDS["bel-mij"], f"?moment={evening.pk}")

    assert list(CallBack.objects.order_by("pk").values_list("state", flat=True)) == ["cancelled", "planned"]
    assert list(Request.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", "open"]


@pytest.mark.parametrize("phone", ["", "12345", "bel maar", "06 00 00 01 01\r\nBcc: x@y.example", "0" * 25])
def test_call_refuses_what_is_no_number_and_says_how(phone: str, cast: Cast) -> None:
    response = ask(visit(cast.anna), "bel-mij", {"telefoon": phone})

    html = response.content.decode()
    assert (response.status_code, Request.objects.count()) == (200, 0)
    assert pages.read(response.content).title.startswith("Fout: ")
    assert 'aria-invalid="true"' in html
    assert re.search(r'aria-describedby="[^"]*id_telefoon_error', html)
    assert '<a href="#id_telefoon">' in html
    assert "autofocus" in html


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("25", 2_500), ("37,50", 3_750), ("€ 1.000", 100_000), ("40 euro", 4_000), ("25,-", 2_500), ("12,5", 1_250),
     ("25 euro per maand", 2_500), ("25 p/m", 2_500), ("€25", 2_500), ("25€", 2_500), ("25.50", 2_550),
     ("0", 0), ("0,00", 0), ("veel", None), ("-5", None), ("25.5.5", None), ("", None), ("9999999", None)],
)  # fmt: skip
def test_amount_is_read_as_people_type_it(typed: str, cents: int | None) -> None:
    assert cents_of(typed) == cents


def test_parts_show_how_it_works_out_before_it_is_sent(cast: Cast) -> None:
    client = visit(cast.anna)

    assert "U kunt € 30,00 per maand missen. Fijn dat u het zegt." in words(client.get("/vraag/in-delen?bedrag=30"))
    above = "U kunt € 500,00 missen. Er staat € 182,40 open. Dan is alles in één keer betaald."
    assert above in words(client.get("/vraag/in-delen?bedrag=500"))

    ask(client, "in-delen", {"wanneer": "2026-12-01"}, "?bedrag=30")
    request = Request.objects.get()
    assert (request.details["instalment_cents"], request.details["first_on"]) == (3_000, "2026-12-01")
    assert "€ 30,00" in words(client.get(f"/bedankt/{request.pk}"))


@pytest.mark.parametrize(("amount", "choice", "cents"), [("0", "0", 0), ("0 euro", "100", 100), ("€ 0,00", "500", 500)])
def test_nothing_to_miss_is_an_answer_too(amount: str, choice: str, cents: int, cast: Cast) -> None:
    client = visit(cast.anna)
    shown = words(client.get(f"/vraag/in-delen?bedrag={amount}"))

    sent = ask(client, "in-delen", {"keuze": choice}, f"?bedrag={amount}")

    assert "Dat is ook een antwoord." in shown
    assert Request.objects.get().details["instalment_cents"] == cents
    assert ("Per maand nu even niets" in words(client.get(sent["Location"]))) is (cents == 0)


def test_nothing_to_miss_asks_which_and_keeps_the_words(cast: Cast) -> None:
    response = ask(visit(cast.anna), "in-delen", {"tekst": "Bewaar mij."}, "?bedrag=0")

    assert "Kies wat het beste past." in words(response)
    assert "Bewaar mij." in response.content.decode()


@pytest.mark.parametrize(("query", "first_on"), [("?bedrag=30", "2026-12-01"), ("?bedrag=30", "weet-niet")])
def test_thanks_for_parts_say_that_it_is_no_agreement_yet_and_how_it_works_out(
    query: str, first_on: str, cast: Cast
) -> None:
    client = visit(cast.anna)

    sent = ask(client, "in-delen", {"wanneer": first_on}, query)

    said = words(client.get(sent["Location"]))
    assert "Dit is nog niet afgesproken." in said
    assert "U hoeft nu niets te doen." in said
    assert "Het antwoord komt per e-mail." in said
    assert "Dat is 6 keer € 30,00 en daarna nog één keer € 2,40" in said
    assert f"Vanaf {'dinsdag 1 december' if first_on[0] == '2' else 'weet u nog niet'}" in said


@pytest.mark.parametrize(("typed", "day"), [("2026-12-15", "2026-12-15"), ("15-12-2026", "2026-12-15")])
@pytest.mark.parametrize("ticked", [{"wanneer": "anders"}, {}])
def test_another_day_can_be_chosen(ticked: dict[str, str], typed: str, day: str, cast: Cast) -> None:
    client = visit(cast.anna)

    sent = ask(client, "later", {"andere": typed, **ticked})

    assert Request.objects.get().details["pay_on"] == day
    assert "Betalen op dinsdag 15 december" in words(client.get(sent["Location"]))


@pytest.mark.parametrize("typed", ["", "2026-11-24", "2027-02-25", "gisteren"])
def test_another_day_lies_within_the_bounds_that_are_told(typed: str, cast: Cast) -> None:
    response = ask(visit(cast.anna), "later", {"wanneer": "anders", "andere": typed})

    assert "Kies een dag van 25 november 2026 tot en met 24 februari 2027." in words(response)
    assert '<a href="#id_andere">' in response.content.decode()
    assert Request.objects.count() == 0


def test_days_to_pay_on_claim_nothing_about_somebodys_money_and_are_workdays(cast: Cast) -> None:
    clock.fix(datetime(2026, 12, 14, 9, 0, tzinfo=UTC))

    said = words(visit(cast.anna, at=clock.now()).get("/vraag/later"))

    assert "Donderdag 24 decemberrond de dag waarop veel mensen loon krijgen" in said
    assert "25 december" not in said


def test_bill_that_was_paid_already_takes_one_choice(cast: Cast) -> None:
    (october, _) = cast.anna.customer.claims.order_by("due_on")
    client = visit(cast.anna)

    sent = ask(client, "klopt-niet", {"waarom": "paid"}, f"?rekening={october.pk}")

    said = words(client.get(sent["Location"]))
    assert f"Het gaat om {october.description} U koos ik heb al betaald" in said
    assert "Tot die tijd hoeft u dit niet te betalen." in said


@pytest.mark.parametrize("may", [True, False])
def test_help_is_passed_on_only_by_who_said_so(may: bool, cast: Cast) -> None:
    client = visit(cast.anna)

    sent = ask(client, "hulp", {"hulp": "money"} | ({"delen": "on"} if may else {}))

    assert Request.objects.get().details["may_share"] is may
    told = "Doorgeven mag van u" if may else "Doorgeven alleen als wij het eerst vragen"
    assert told in words(client.get(sent["Location"]))


def test_many_hours_have_a_way_to_each_part_of_the_day(cast: Cast) -> None:
    make_slots(cast.anna, *(datetime(2026, 11, 25, hour, tzinfo=UTC) for hour in range(8, 19)))

    page = pages.read(visit(cast.anna).get("/vraag/bel-mij?dag=2026-11-25").content)

    assert (page.links["Ochtend"], page.links["Middag"], page.links["Avond"]) == ("#ochtend", "#middag", "#avond")
    assert {"ochtend", "middag", "avond"} <= set(page.ids)


@pytest.mark.parametrize("query", ["?bedrag=", "?bedrag=veel"])
def test_parts_say_what_is_missing(query: str, cast: Cast) -> None:
    response = visit(cast.anna).get(f"/vraag/in-delen{query}")

    assert "Vul een bedrag in, zoals 25 of 37,50." in words(response)
    assert 'aria-describedby="bedrag_hint bedrag_error"' in response.content.decode()


@pytest.mark.parametrize(("slug", "field"), [("later", "wanneer"), ("hulp", "hulp")])
def test_question_without_an_answer_says_so_beside_it(slug: str, field: str, cast: Cast) -> None:
    response = ask(visit(cast.anna), slug, {"tekst": "Bewaar mij."})

    html = response.content.decode()
    assert f'<a href="#id_{field}">' in html
    assert f'id="id_{field}" aria-describedby="{field}_error"' in html
    assert "Bewaar mij." in html


def test_disagreement_holds_only_the_bill_that_was_named(cast: Cast) -> None:
    (october, november) = cast.anna.customer.claims.order_by("due_on")
    client = visit(cast.anna)

    ask(client, "klopt-niet", {"tekst": "Al betaald."}, f"?rekening={october.pk}")

    assert list(Hold.objects.filter(kind="disputed").values_list("claim", flat=True)) == [october.pk]
    assert november.pk not in Request.objects.get().details["claims"]
    assert "€ 121,20" in words(client.get("/overzicht"))


def test_who_disagrees_may_also_say_that_it_is_of_somebody_else(cast: Cast) -> None:
    page = visit(cast.anna).get("/vraag/klopt-niet?rekening=alles")

    assert '<a href="/vraag/niet-van-mij">Dit is niet voor mij</a>' in page.content.decode()


def test_disagreement_with_somebody_elses_bill_is_not_possible(cast: Cast) -> None:
    (other,) = cast.emre.customer.claims.all()
    client = visit(cast.anna)

    assert pages.read(client.get(f"/vraag/klopt-niet?rekening={other.pk}").content).headings[0] == (
        1, "Welke rekening klopt niet?",
    )  # fmt: skip
    response = ask(client, "klopt-niet", {"rekening": str(other.pk)}, "?rekening=alles")
    assert (response.status_code, Hold.objects.count()) == (200, 0)


def test_disagreement_asks_which_bill_once_there_are_more(cast: Cast) -> None:
    response = visit(cast.anna).get("/vraag/klopt-niet?verder=1")
    assert "Kies een rekening, of kies alles." in words(response)

    one = visit(cast.emre).get("/vraag/klopt-niet")
    assert pages.read(one.content).headings[0] == (1, "Wat klopt er niet?")


def test_words_of_a_customer_stay_words(cast: Cast) -> None:
    evil = '<script>alert(1)</script>\r\nBcc: x@y.example\r\n\r\n"><img src=x>{{ 7|add:7 }}[[u|je]]\x07\u202e'
    client = visit(cast.anna)

    sent = ask(client, "uitleg", {"tekst": evil})

    kept = '<script>alert(1)</script>\nBcc: x@y.example\n\n"><img src=x>{{ 7|add:7 }}[[u|je]]'
    assert Request.objects.get().text == kept
    assert "\n" not in sent["Location"]
    for address in (sent["Location"], "/overzicht"):
        html = client.get(address).content.decode()
        assert "<script" not in html
        assert "<img" not in html
    assert "[&#91;u|je]]" in client.get(sent["Location"]).content.decode()


def test_words_without_end_are_refused(cast: Cast) -> None:
    response = ask(visit(cast.anna), "uitleg", {"tekst": "a" * 2001})

    assert "Dit is te lang. Maak het korter, of bel ons." in words(response)


@pytest.mark.parametrize("mark", ["", "x", "old", "other", "other_kind"])
def test_mark_that_is_not_ours_is_refused_and_a_new_one_given(mark: str, cast: Cast) -> None:
    marks = {
        "old": "",
        "other": new_mark(cast.chantal.pk, "uitleg"),
        "other_kind": new_mark(cast.anna.pk, "hulp"),
    }
    if mark == "old":
        signer = signing.TimestampSigner(salt=SALT)
        marks["old"] = signer.sign_object([cast.anna.pk, "uitleg", "x"]).rsplit(":", 2)[0] + ":1:1"
    client = visit(cast.anna)

    response = send(client, "uitleg", {"eens": marks.get(mark, mark), "tekst": "Bewaar mij."})

    assert (response.status_code, Request.objects.count()) == (200, 0)
    assert "Bewaar mij." in response.content.decode()
    if mark:
        fresh = post(client, "uitleg", hidden(response) | {"tekst": "Bewaar mij."})
        assert fresh.status_code == 302


def test_question_that_was_wrong_is_not_shown_to_somebody_else_on_that_phone(cast: Cast) -> None:
    client = visit(cast.anna)
    client.post("/vraag/uitleg", {"eens": "x", "tekst": "Dit is van Anna."})

    client.cookies[COOKIE] = visit(cast.chantal).cookies[COOKIE].value

    assert "Dit is van Anna." not in client.get("/vraag/uitleg").content.decode()


def test_question_from_elsewhere_is_refused(cast: Cast) -> None:
    client = visit(cast.anna, enforce_csrf_checks=True)

    assert client.post("/vraag/uitleg", {"tekst": "x"}).status_code == 403
    assert Request.objects.count() == 0


def test_question_that_does_not_exist_is_not_found(cast: Cast) -> None:
    assert visit(cast.anna).get("/vraag/van-alles").status_code == 404


def test_representative_asks_for_the_customer(cast: Cast) -> None:
    ask(visit(cast.bram), "uitleg", {})

    assert Request.objects.get().case == cast.bram


def test_confirmation_shows_our_answer_once_there_is_one(cast: Cast) -> None:
    client = visit(cast.anna)
    sent = ask(client, "uitleg", {})
    Request.objects.update(state="answered", answer="Zo zit het.", answered_at=NOW, answered_by="user:1")

    said = words(client.get(sent["Location"]))

    assert "Zo zit het." in said
    assert "Wij gaven antwoord." in said


@pytest.mark.parametrize("slug", KINDS)
def test_question_is_a_page_that_people_can_read(slug: str, cast: Cast) -> None:
    make_claim(cast.anna.customer)
    page = pages.read(visit(cast.anna).get(f"/vraag/{slug}").content)

    assert page.language == "nl"
    assert [level for level, _ in page.headings].count(1) == 1
    assert page.inline == []
    assert len(page.ids) == len(set(page.ids))
    assert [said for said in page.sentences if len(said.split()) > pages.WORDS + 3] == []
    assert "[[" not in page.text


def _count(case: Case) -> int:
    return Request.objects.filter(case=case).count()


def test_clock_of_the_page_is_the_clock_of_the_house(cast: Cast) -> None:
    clock.fix(NOW + timedelta(days=1))
    client: Client = visit(cast.anna, at=NOW + timedelta(days=1))

    ask(client, "uitleg", {})

    assert (_count(cast.anna), f"{Request.objects.get().answer_due_on}") == (1, "2026-11-27")


@pytest.mark.parametrize("moment", ["\u00b2", "9" * 4400])
def test_call_on_a_moment_that_is_no_number_is_a_call_within_two_days(moment: str, cast: Cast) -> None:
    client = visit(cast.anna)

    sent = ask(client, "bel-mij", KINDS["bel-mij"] | {"moment": moment})

    assert sent["Location"] == f"/bedankt/{Request.objects.get().pk}"


@pytest.mark.parametrize("slug", ["klopt-niet", "niet-van-mij"])
def test_what_is_disputed_need_not_be_paid_till_our_answer(slug: str, cast: Cast) -> None:
    client = visit(cast.anna)

    sent = ask(client, slug, KINDS[slug], start(slug))

    assert "Tot die tijd hoeft u dit niet te betalen." in pages.said(pages.read(client.get(sent["Location"]).content))


@pytest.mark.parametrize("who", STRANGERS)
def test_who_says_that_it_is_for_somebody_else_reads_what_fits(who: str, cast: Cast) -> None:
    client = visit(cast.anna)

    sent = ask(client, "niet-van-mij", {"wie": who})

    said = words(client.get(sent["Location"]))
    assert [reason for reason, fit in FITS.items() if spoken_to(fit, is_formal=True) in said] == [who]
    assert "Wij hebben uw bericht ontvangen." in said
    assert "Wij bellen u" not in said
    story = words(signed_in(cast.samira).get(f"/werk/dossier/{cast.anna.pk}"))
    assert f"Zegt: {STRANGERS[who]}" in story


def test_who_is_somebody_else_may_leave_a_number_of_their_own(cast: Cast) -> None:
    client = visit(cast.anna)

    wrong = client.post(
        "/vraag/niet-van-mij",
        hidden(client.get("/vraag/niet-van-mij")) | {"wie": "died", "telefoon": "12"},
        follow=True,
    )
    sent = ask(client, "niet-van-mij", {"wie": "died", "telefoon": " 06 12 34 56 78 "})

    assert "Vul een nummer van tien cijfers in" in words(wrong)
    details = Request.objects.get().details
    assert (details["who"], details["phone"]) == ("died", "06 12 34 56 78")
    said = words(client.get(sent["Location"]))
    assert "Hebben wij nog een vraag? Dan bellen wij u. Het nummer is 06 12 34 56 78." in said
    assert Contact.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("rent", "Uw gewone huur gaat daarnaast door."),
        ("energy", "Uw gewone voorschot voor energie gaat daarnaast door."),
        ("water", "Uw gewone voorschot voor water gaat daarnaast door."),
        ("health_premium", "Uw gewone zorgpremie gaat daarnaast door."),
        ("telecom", "Uw gewone abonnement gaat daarnaast door."),
        ("mortgage", "Uw gewone maandbedrag voor de hypotheek gaat daarnaast door."),
        ("consumer_credit", "Uw gewone aflossing gaat daarnaast door."),
        ("service_costs", ""),
        ("own_risk", ""),
        ("municipal", ""),
        ("purchase", ""),
    ],
)
@pytest.mark.parametrize("step", ["", "?bedrag=25", "?bedrag=25&ritme=weekly"])
def test_who_pays_in_parts_hears_what_goes_on_beside_it(step: str, kind: str, told: str, cast: Cast) -> None:
    cast.anna.customer.claims.update(kind=kind)

    said = words(visit(cast.anna).get(f"/vraag/in-delen{step}"))

    assert ("gaat daarnaast door." in said) is bool(told)
    assert told in said


@pytest.mark.parametrize(("starts", "is_told"), [((MORNING,), False), ((MORNING, EVENING), True)])
def test_calls_in_the_evening_are_named_where_there_are_any(
    starts: tuple[datetime, ...], is_told: bool, cast: Cast
) -> None:
    make_slots(cast.anna, *starts)

    said = words(visit(cast.anna).get("/vraag/bel-mij"))

    assert "Maandag t/m vrijdag van 8 tot 18 uur" in said
    assert ("Wij bellen u ook in de avond, op afspraak." in said) is is_told


def test_complaint_is_confirmed_as_a_complaint_with_its_term(cast: Cast) -> None:
    client = visit(cast.anna)

    said = words(client.get(ask(client, "klacht", KINDS["klacht"])["Location"]))

    assert "Wij hebben uw klacht ontvangen." in said
    assert "antwoordt uiterlijk donderdag 26 november. Dat is binnen twee werkdagen." in said


def test_who_says_not_to_be_the_customer_is_not_answered_at_the_address_of_the_customer(cast: Cast) -> None:
    sent = ask(visit(cast.anna), "niet-van-mij", KINDS["niet-van-mij"])

    assert Contact.objects.count() == 0
    assert "Het antwoord komt per" not in words(visit(cast.anna, level=1).get(sent["Location"]))


def test_call_from_the_page_that_proves_who_somebody_is_says_what_it_is_about(cast: Cast) -> None:
    make_slots(cast.anna, MORNING)
    client = visit(cast.anna)

    form, address = proof_form(client)
    other = client.get(address.partition("&")[0] + "&over=iets-anders")

    assert "Dan laat u aan de telefoon zien wie u bent." in words(form)
    assert hidden(form)["over"] == "bewijs"
    assert re.search(r"<textarea[^>]*>\s*</textarea>", form.content.decode())
    assert "aan de telefoon zien wie u bent" not in words(other)
    assert pages.read(form.content).links["Terug"] == "/vraag/bel-mij?dag=2026-11-25&over=bewijs"
    assert pages.read(client.get("/vraag/bel-mij?over=bewijs").content).links["Terug"] == "/bewijs"


def test_call_about_who_somebody_is_is_promised_there_and_over_once_a_colleague_recorded_it(cast: Cast) -> None:
    make_slots(cast.anna, MORNING)
    client = visit(cast.anna)
    form, _ = proof_form(client)

    look = client.post("/vraag/bel-mij", hidden(form) | {"telefoon": "06 00 00 01 01"})["Location"]
    shown = words(client.get(look))
    thanks = client.post(look)["Location"]
    request = Request.objects.get()
    proof = client.get("/bewijs")
    known = proving.record(cast.anna, ProofMeans.PHONE, ["geboortedatum", "klantnummer"], by="user:1", at=NOW)

    assert (request.text, request.details["about"]) == ("", "proof")
    assert "Waarover Laten zien wie u bent" in shown
    assert "Uw woorden" not in shown + words(client.get(thanks))
    assert "Wij bellen u hierover: woensdag 25 november om 10.00 uur." in words(proof)
    assert "Bel mij hierover" not in words(proof)
    assert pages.read(proof.content).links["Kijk wat u vroeg"] == thanks
    request.refresh_from_db()
    assert (request.state, request.answer) == ("answered", "Op dinsdag 24 november legden wij vast dat het klopt.")
    assert CallBack.objects.get().state == "cancelled"
    assert known.pk
    assert "Bel mij hierover" in words(client.get("/bewijs"))


def proof_form(client: Client) -> tuple[Any, str]:
    """From the page that asks for proof to the form of the call, and its address."""
    days = client.get("/vraag/bel-mij?over=bewijs").content.decode()
    day = re.search(r'href="(\?dag=[^"]+)"', days)
    assert day is not None
    hours = client.get("/vraag/bel-mij" + day[1].replace("&amp;", "&")).content.decode()
    moment = re.search(r'href="(\?moment=[^"]+)"', hours)
    assert moment is not None
    address = "/vraag/bel-mij" + moment[1].replace("&amp;", "&")
    return client.get(address), address

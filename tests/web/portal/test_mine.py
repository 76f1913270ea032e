"""One's own details: what we know and from whom; each can be changed or taken away, with a line in the trail."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import make_life_event, make_room, make_support_need
from tests.web import pages
from tests.web.portal.test_asking import words
from tests.web.portal.visits import hidden, visit
from tijdig.actions import knowing
from tijdig.models import AuditEvent, Case, ContactPoint, Customer, Hold, Request, SupportNeed
from tijdig.queries import known
from tijdig.words import ChannelKind, ConsequenceKind, PointKind

KNOWN = 1
ADDRESSES = (
    "/gegevens", "/gegevens/bereiken", "/gegevens/bereiken?over=nooit", "/gegevens/bereiken?over=wanneer",
    "/gegevens/bereiken?over=veilig", "/gegevens/taal", "/gegevens/nummer", "/gegevens/nummer?nieuw=telefoon",
    "/gegevens/nummer?nieuw=email", "/gegevens/nummer?nieuw=adres", "/gegevens/nodig", "/gegevens/onderzoek",
    "/gegevens/fout", "/mijn-gegevens", "/opbouw",
)  # fmt: skip


@pytest.fixture
def anna(cast: Cast) -> Client:
    """Anna, who said who she is."""
    return visit(cast.anna, level=KNOWN)


def customer(case: Case) -> Customer:
    return Customer.objects.get(pk=case.customer_id)


def done(client: Client, address: str, typed: dict[str, Any]) -> str:
    """Answer, and read the page that follows."""
    sent = client.post(address, typed)
    assert sent.status_code == 302, words(sent)
    return words(client.get(sent["Location"]))


def trail(case: Case) -> list[str]:
    return list(AuditEvent.objects.filter(case_id_text=str(case.pk)).order_by("pk").values_list("what", flat=True))


def test_page_says_what_we_know_from_whom_and_until_when(anna: Client, cast: Cast) -> None:
    make_support_need(cast.anna.customer, kind="someone_with_me", detail="met mijn dochter erbij")
    make_life_event(cast.anna.customer)
    make_room(cast.anna, state="ok", spare_cents=2_500)

    said = words(anna.get("/gegevens"))

    assert "Naam Anna de Wit" in said
    assert "Geboortedatum 17 mei 1984" in said
    assert "E-mailadres an…@" in said
    assert "Uit onze administratie; sinds 1 november 2026" in said
    assert "Met iemand erbij: met mijn dochter erbij van u zelf; tot 24 november 2027" in said
    assert "Gaat verhuizen" in said
    assert "U kunt € 25,00 per maand missen." in said
    assert "[[" not in said


def test_page_shows_no_more_of_an_address_than_needed(anna: Client, cast: Cast) -> None:
    secret = "Schuilhof 3\n9999 ZZ Verweg"
    ContactPoint.objects.create(
        customer=cast.anna.customer, kind="post", value=secret, source="customer", noted_on=date(2026, 11, 20)
    )
    values = list(ContactPoint.objects.filter(customer=cast.anna.customer).values_list("value", flat=True))

    content = anna.get("/gegevens").content.decode() + anna.get("/gegevens/nummer").content.decode()

    assert len(values) == 4
    assert [value for value in values if value in content] == []
    assert "Verweg" not in content
    assert "Schuilhof" not in content


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_is_for_who_said_who_they_are_and_speaks_plainly(address: str, anna: Client, cast: Cast) -> None:
    if address != "/opbouw":
        assert visit(cast.anna).get(address)["Location"].startswith("/wie?naar=%2F")

    response = anna.get(address)
    page = pages.read(response.content)

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store, private"
    assert [level for level, _ in page.headings].count(1) == 1
    assert len(page.ids) == len(set(page.ids))
    assert page.links["020 555 01 23"] == "tel:0205550123"
    assert page.inline == []
    assert [said for said in page.sentences if len(said.split()) > pages.WORDS + 3] == []
    assert "[[" not in page.text


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_says_je_where_the_organisation_does(address: str, anna: Client, cast: Cast) -> None:
    cast.woonstede.is_formal = False
    cast.woonstede.save()

    said = words(anna.get(address))

    assert [word for word in said.split() if word.strip(".,:?") in {"u", "U", "uw", "Uw"}] == []


def test_the_way_that_is_liked_and_no_way_any_more(anna: Client, cast: Cast) -> None:
    said = done(anna, "/gegevens/bereiken", {"wat": "email"})

    assert customer(cast.anna).prefers == ChannelKind.EMAIL
    assert "Wij weten nu hoe u het liefst van ons hoort." in said
    assert "Liefst: Een e-mail" in said

    assert "Liefst: Geen voorkeur" in done(anna, "/gegevens/bereiken?over=liefst", {"wat": "geen"})
    assert customer(cast.anna).prefers == ""
    assert trail(cast.anna).count("wish.prefers") == 2


def test_never_this_way_and_fine_again(anna: Client, cast: Cast) -> None:
    done(anna, "/gegevens/bereiken", {"wat": "phone"})

    said = done(anna, "/gegevens/bereiken?over=nooit", {"wat": ["phone", "visit"]})

    assert set(customer(cast.anna).not_by) == {"phone", "visit"}
    assert customer(cast.anna).prefers == ""
    assert "Nooit: Bellen en iemand die langskomt" in said

    assert "Nooit: Alles mag" in done(anna, "/gegevens/bereiken?over=nooit", {})
    assert customer(cast.anna).not_by == []
    assert "wish.by_again" in trail(cast.anna)


def test_when_calling_fits(anna: Client, cast: Cast) -> None:
    said = done(anna, "/gegevens/bereiken?over=wanneer", {"wat": ["morning", "evening"]})

    assert customer(cast.anna).call_parts == ["morning", "evening"]
    assert "Bellen: In de ochtend en avond" in said


def test_not_safe_stops_and_can_be_taken_back(anna: Client, cast: Cast) -> None:
    said = done(anna, "/gegevens/bereiken?over=veilig", {"wat": "nee"})

    assert not customer(cast.anna).is_safe_to_contact
    assert "Wij sturen nu niets, want een bericht is niet veilig." in said

    done(anna, "/gegevens/bereiken?over=veilig", {"wat": "ja"})
    assert customer(cast.anna).is_safe_to_contact


def test_another_language_is_a_need_and_dutch_takes_it_away(anna: Client, cast: Cast) -> None:
    assert "Taal: Turks van u zelf" in done(anna, "/gegevens/taal", {"wat": "tr"})
    assert "Taal: Berbers van u zelf" in done(anna, "/gegevens/taal", {"wat": "anders", "welke": "Berbers"})
    assert SupportNeed.objects.filter(kind="other_language", removed_at__isnull=True).count() == 1

    assert "Taal: Nederlands" in done(anna, "/gegevens/taal", {"wat": "nl"})
    assert SupportNeed.objects.filter(removed_at__isnull=True).count() == 0

    assert "Schrijf op welke taal." in words(anna.post("/gegevens/taal", {"wat": "anders"}))


@pytest.mark.parametrize(
    ("kind", "typed", "stored", "as_kind"),
    [
        ("telefoon", "06 12 34 56 78", "+31612345678", PointKind.MOBILE),
        ("telefoon", "020-5550199", "+31205550199", PointKind.PHONE),
        ("email", "Nieuw@Post.example", "nieuw@post.example", PointKind.EMAIL),
        ("adres", "Kade 1\n1234 AB Elders", "Kade 1\n1234 AB Elders", PointKind.POST),
    ],
)
def test_new_number_or_address_is_kept(
    kind: str, typed: str, stored: str, as_kind: PointKind, anna: Client, cast: Cast
) -> None:
    done(anna, f"/gegevens/nummer?nieuw={kind}", {"waarde": typed})

    point = ContactPoint.objects.filter(customer=cast.anna.customer).order_by("pk").last()
    assert point is not None
    assert (point.kind, point.value.casefold(), point.source) == (as_kind, stored.casefold(), "customer")


@pytest.mark.parametrize(
    ("kind", "typed", "fault"),
    [("telefoon", "12", "tien cijfers"), ("email", "anna", "heel e-mailadres"), ("adres", "Kade 1", "postcode")],
)
def test_wrong_number_is_said_with_the_field(kind: str, typed: str, fault: str, anna: Client, cast: Cast) -> None:
    before = ContactPoint.objects.count()

    response = anna.post(f"/gegevens/nummer?nieuw={kind}", {"waarde": typed})

    assert fault in words(response)
    assert f'value="{typed}"' in response.content.decode() or typed in response.content.decode()
    assert 'aria-invalid="true"' in response.content.decode()
    assert ContactPoint.objects.count() == before


def test_number_that_is_wrong_not_safe_or_right_again(anna: Client, cast: Cast) -> None:
    point = ContactPoint.objects.get(customer=cast.anna.customer, kind="mobile")
    address = f"/gegevens/nummer?welk={point.pk}"

    assert "klopt niet; wij gebruiken dit niet" in done(anna, address, {"wat": "wrong"})
    assert "niet veilig; wij gebruiken dit niet" in done(anna, address, {"wat": "unsafe"})
    done(anna, address, {"wat": "right"})

    point.refresh_from_db()
    assert (point.state, point.is_safe) == ("unverified", True)


@pytest.mark.parametrize("number", ["987654", "0", "x", "-1", "9" * 40, "٣"])
def test_number_of_somebody_else_is_not_there(number: str, anna: Client, cast: Cast) -> None:
    other = ContactPoint.objects.filter(customer=cast.chantal.customer).first()
    assert other is not None

    assert anna.get(f"/gegevens/nummer?welk={number}").status_code == 404
    assert anna.post(f"/gegevens/nummer?welk={other.pk}", {"wat": "wrong"}).status_code == 404


def test_what_helps_in_own_words_is_shown_and_taken_away(anna: Client, cast: Cast) -> None:
    told = "<b>met [[mijn|je]] zus</b> \N{RIGHT-TO-LEFT OVERRIDE}"
    response = anna.post("/gegevens/nodig", {"wat": ["someone_with_me", "large_print"], "woorden": told})
    assert response.status_code == 302

    content = anna.get("/gegevens").content.decode()

    assert "&lt;b&gt;met [&#91;mijn|je]] zus&lt;/b&gt;" in content
    needs = SupportNeed.objects.filter(removed_at__isnull=True).order_by("pk")
    assert [(need.kind, bool(need.detail), need.source) for need in needs] == [
        ("someone_with_me", True, "customer"), ("large_print", False, "customer"),
    ]  # fmt: skip

    assert needs[0].detail == "<b>met [[mijn|je]] zus</b>"

    key = f"{known.NEED}-{needs[0].pk}"
    assert "Zullen wij dit weghalen?" in words(anna.get(f"/gegevens/weg/{key}"))
    assert SupportNeed.objects.filter(removed_at__isnull=True).count() == 2
    assert "Het is weg." in done(anna, f"/gegevens/weg/{key}", {})
    assert SupportNeed.objects.filter(removed_at__isnull=True).count() == 1
    assert anna.post(f"/gegevens/weg/{key}").status_code == 404


def test_what_another_customer_told_and_what_is_near_cannot_be_taken_away(anna: Client, cast: Cast) -> None:
    other = make_support_need(cast.chantal.customer)
    near = knowing.record_consequence(
        cast.anna, ConsequenceKind.SUMMONS, on_day=date(2026, 12, 8), avoid_cents=12_120, by_lead=True,
        reminded_before=True, by="user:1", at=NOW,
    )  # fmt: skip

    for key in (f"{known.NEED}-{other.pk}", f"{known.CONSEQUENCE}-{near.pk}", "hulp-x"):
        assert anna.post(f"/gegevens/weg/{key}").status_code == 404


def test_no_research_is_one_tap_and_so_is_the_way_back(anna: Client, cast: Cast) -> None:
    assert "U doet niet mee aan onderzoek" in done(anna, "/gegevens/onderzoek", {"mee": "nee"})
    anna.post("/gegevens/onderzoek", {"mee": "nee"})
    assert customer(cast.anna).no_research_at is not None

    assert "Wilt u niet meedoen aan onderzoek?" in done(anna, "/gegevens/onderzoek", {"mee": "ja"})

    assert customer(cast.anna).no_research_at is None
    assert [what for what in trail(cast.anna) if "research" in what] == ["wish.no_research", "wish.research"]


def test_what_the_file_says_is_asked_and_answered_by_a_person(anna: Client, cast: Cast) -> None:
    form = anna.get("/gegevens/fout")
    assert "Schrijf op wat er niet klopt." in words(anna.post("/gegevens/fout", hidden(form)))

    sent = anna.post("/gegevens/fout", hidden(form) | {"tekst": "Ik heet nu De Vries."})

    request = Request.objects.get()
    assert (request.kind, request.text, request.case) == ("details", "Ik heet nu De Vries.", cast.anna)
    assert sent["Location"] == f"/bedankt/{request.pk}"
    assert "uiterlijk donderdag 26 november" in words(anna.get(sent["Location"]))
    assert Hold.objects.filter(case=cast.anna, kind="reacted").exists()
    again = anna.post("/gegevens/fout", hidden(form) | {"tekst": "Ik heet nu De Vries."})
    assert (again["Location"], Request.objects.count()) == (sent["Location"], 1)


def test_words_typed_before_the_session_ended_come_back(cast: Cast) -> None:
    client = visit(cast.anna)
    client.post("/gegevens/nodig", {"wat": "paper", "woorden": "graag op papier"})
    client.post("/wie", {"day": "17", "month": "mei", "year": "84", "postcode": "1288aw"})

    content = client.get("/gegevens/nodig").content.decode()

    assert "graag op papier" in content
    assert "U was even weg." in content
    assert SupportNeed.objects.count() == 0


def test_forms_are_refused_without_their_token(cast: Cast) -> None:
    strict = visit(cast.anna, level=KNOWN, enforce_csrf_checks=True)

    for address in ("/gegevens/onderzoek", "/gegevens/nodig", "/gegevens/bereiken"):
        assert strict.post(address, {"mee": "nee", "wat": "paper"}).status_code == 403
    assert customer(cast.anna).no_research_at is None

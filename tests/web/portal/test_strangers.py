"""After "this is not for me" the code of a letter shows nothing about anybody, until somebody known takes it back."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import make_contact, make_moment, make_request
from tests.web import pages
from tests.web.portal.companions import make_helper
from tests.web.portal.visits import ask, hidden, visit
from tijdig.actions import arrangements, asked, audit, requests, stops
from tijdig.models import AuditEvent, Case, Hold, Request
from tijdig.words import ChannelKind, HoldKind, RequestKind

HERS = ("Anna", "Wit", "182", "€", "huur", "NL91", "Wat wij stuurden")
"""What tells a stranger something of Anna."""

CLOSED = (
    "/opbouw", "/rust", "/wat-gebeurde", "/verhaal", "/vraag/bel-mij", "/vraag/in-delen", "/vraag/klopt-niet",
    "/vraag/niet-van-mij", "/vraag/later/bewaard", "/vraag/uitleg/nakijken",
)  # fmt: skip


def said(response: Any) -> str:
    assert response.status_code == 200, response.get("Location")
    return pages.said(pages.read(response.content)).replace("\N{NO-BREAK SPACE}", " ")


def stranger(case: Case, who: str = "not_here") -> tuple[Client, str]:
    """Somebody with the letter of another, who said so; and where they read that we have it."""
    client = visit(case)
    return client, ask(client, "niet-van-mij", {"wie": who})["Location"]


def test_stranger_reads_who_finds_out_and_when_and_nothing_about_anybody(cast: Cast) -> None:
    client, _ = stranger(cast.anna)

    response = client.get("/overzicht")

    page, words = pages.read(response.content), said(response)
    assert page.headings[0] == (1, "Wij zoeken uit voor wie deze brief is")
    assert "U hoeft niets te doen, en niets te betalen." in words
    assert "Iemand van Woonstede zoekt het uit, uiterlijk donderdag 26 november." in words
    assert page.links["020 555 01 23"] == "tel:0205550123"
    assert page.links["Het is toch voor mij"] == "/toch-voor-mij"
    assert [one for one in HERS if one in words] == []


@pytest.mark.parametrize("is_formal", [True, False])
def test_pages_after_it_are_plain_and_speak_as_the_organisation_does(is_formal: bool, cast: Cast) -> None:
    cast.woonstede.is_formal = is_formal
    cast.woonstede.save()
    client, thanks = stranger(cast.anna)
    known = visit(cast.anna, level=1)

    for response in (client.get("/overzicht"), client.get(thanks), known.get("/toch-voor-mij")):
        page = pages.read(response.content)
        assert [words for words in page.sentences if len(words.split()) > pages.WORDS] == []
        assert [level for level, _ in page.headings].count(1) == 1
        assert (re.findall(r"\b[Uu]w?\b", page.text) == []) is not is_formal
        assert "[[" not in page.text


def test_code_alone_shows_nothing_from_another_browser_either(cast: Cast) -> None:
    stranger(cast.anna)

    assert [one for one in HERS if one in said(visit(cast.anna).get("/overzicht"))] == []


@pytest.mark.parametrize("address", CLOSED)
def test_every_other_page_leads_a_stranger_to_the_overview(address: str, cast: Cast) -> None:
    client, _ = stranger(cast.anna)

    for response in (client.get(address), client.post(address, {"tot": "2026-11-27"})):
        assert (response.status_code, response.get("Location", "")) in {(302, "/overzicht"), (405, "")}
    assert not Hold.objects.filter(kind=HoldKind.PAUSED).exists()


def test_look_that_is_sent_twice_leads_to_the_confirmation(cast: Cast) -> None:
    client = visit(cast.anna)
    form = client.get("/vraag/niet-van-mij")
    look = client.post("/vraag/niet-van-mij", hidden(form) | {"wie": "died"})["Location"]

    first, second = client.post(look), client.post(look)

    assert first["Location"] == second["Location"] == f"/bedankt/{Request.objects.get().pk}"


def test_message_and_why_are_closed_too(cast: Cast) -> None:
    contact = make_contact(make_moment(cast.anna), state="handed_over", handed_over_at=NOW)
    client, _ = stranger(cast.anna)

    assert client.get(f"/waarom/{contact.pk}")["Location"] == "/overzicht"
    assert client.get(f"/verstuurd/{contact.pk}")["Location"].startswith("/wie")


def test_stranger_reads_back_what_this_very_visit_told_and_nothing_else(cast: Cast) -> None:
    other = make_request(cast.anna, kind="explain", text="Waarom twee keer?")
    client, thanks = stranger(cast.anna)

    words = said(client.get(thanks))

    assert "Wij hebben uw bericht ontvangen." in words
    assert "Iemand van Woonstede zoekt het uit, uiterlijk donderdag 26 november." in words
    assert "Wilt u weten wat eruit kwam? Bel ons dan." in words
    assert "komt het toch niet uit" not in words
    assert "Was het toch voor u? Dat geeft niet." in words
    assert [one for one in HERS if one in words] == []
    assert client.get(f"/bedankt/{other.pk}")["Location"] == "/overzicht"
    assert visit(cast.anna).get(thanks)["Location"] == "/overzicht"


def test_overview_of_a_stranger_says_so_once_we_gave_our_answer(cast: Cast) -> None:
    client, _ = stranger(cast.anna)
    requests.answer(Request.objects.get(), "Wij schrijven u niet meer.", by=f"user:{cast.samira.pk}", at=NOW)

    words = said(client.get("/overzicht"))

    assert "Wij hebben het uitgezocht. Wilt u weten wat eruit kwam? Bel ons gerust." in words
    assert [one for one in HERS if one in words] == []


def test_customer_who_is_known_sees_all_and_takes_it_back(cast: Cast) -> None:
    stranger(cast.anna)
    anna = visit(cast.anna, level=1)
    overview = pages.read(anna.get("/overzicht").content)
    assert "Huur oktober 2026" in pages.said(overview)
    assert overview.links["Het is toch voor mij"] == "/toch-voor-mij"
    assert "Is het toch voor u?" in said(anna.get("/toch-voor-mij"))

    done = anna.post("/toch-voor-mij")

    assert done["Location"] == "/overzicht"
    assert Request.objects.get().state == "withdrawn"
    assert not Hold.objects.filter(kind=HoldKind.DISPUTED, lifted_at=None).exists()
    assert AuditEvent.objects.filter(what="request.for_me").count() == 1
    assert "Anna de Wit" in said(visit(cast.anna).get("/overzicht"))
    assert anna.get("/toch-voor-mij")["Location"] == "/overzicht"


def test_code_alone_takes_nothing_back(cast: Cast) -> None:
    client, _ = stranger(cast.anna)

    assert client.post("/toch-voor-mij")["Location"].startswith("/wie?naar=")
    assert Request.objects.get().state == "open"


def test_what_is_disputed_for_another_reason_stays_so(cast: Cast) -> None:
    stops.disputed(cast.anna, by="user:1", at=NOW - timedelta(days=1))
    stranger(cast.anna)

    asked.for_me(cast.anna, by="customer:1", at=NOW)

    assert Hold.objects.filter(kind=HoldKind.DISPUTED, lifted_at=None).count() == 1


def test_taking_back_what_was_answered_keeps_our_answer(cast: Cast) -> None:
    stranger(cast.anna)
    requests.answer(Request.objects.get(), "Het klopt wel.", by=f"user:{cast.samira.pk}", at=NOW)

    assert asked.for_me(cast.anna, by="customer:1", at=NOW) == 1

    assert (Request.objects.get().state, Request.objects.get().answer) == ("answered", "Het klopt wel.")
    assert "Anna de Wit" in said(visit(cast.anna).get("/overzicht"))


def test_nothing_is_taken_back_where_nobody_said_so(cast: Cast) -> None:
    make_request(cast.anna, kind="disagree")
    stops.disputed(cast.anna, by="customer:1", at=NOW)

    assert asked.for_me(cast.anna, by="customer:1", at=NOW) == 0

    assert Request.objects.get().state == "open"
    assert Hold.objects.filter(kind=HoldKind.DISPUTED, lifted_at=None).count() == 1
    assert not AuditEvent.objects.filter(what="request.for_me").exists()


def test_taking_back_is_undone_when_the_trace_fails(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger(cast.anna)
    record = audit.record

    def fails(what: str, *args: Any, **values: Any) -> None:
        if what == "request.for_me":
            raise RuntimeError(what)
        record(what, *args, **values)

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(RuntimeError):
        asked.for_me(cast.anna, by="customer:1", at=NOW)

    assert Request.objects.get().state == "open"
    assert Hold.objects.filter(kind=HoldKind.DISPUTED, lifted_at=None).count() == 1


def test_who_looks_along_for_the_customer_keeps_looking(cast: Cast) -> None:
    helper = make_helper(cast.anna)
    stranger(cast.anna)

    assert "Huur oktober 2026" in said(visit(cast.anna, helper=helper, REMOTE_ADDR="192.0.2.8").get("/overzicht"))


def test_other_customers_notice_nothing(cast: Cast) -> None:
    stranger(cast.anna)

    assert "Chantal" in said(visit(cast.chantal).get("/overzicht"))


def test_known_customer_reads_for_whom_we_look_and_not_whether_the_bill_is_right(cast: Cast) -> None:
    requests.not_me(cast.anna, by_channel=ChannelKind.PORTAL, by="customer:1", at=NOW)
    requests.answer(Request.objects.get(), "Wij zoeken nog.", by=f"user:{cast.samira.pk}", at=NOW)

    words = said(visit(cast.anna, level=1).get("/overzicht"))

    assert "zoekt uit voor wie onze brief is. U hoeft niets te doen." in words
    assert "zoekt uit of de rekening klopt" not in words


def _arranged(case: Case) -> None:
    arrangements.agree(case, instalment_cents=6_000, first_on=NOW.date() + timedelta(days=7), by="user:1", at=NOW)


@pytest.mark.parametrize("before", [lambda case: None, _arranged])
def test_overview_of_a_stranger_asks_only_for_what_it_shows(
    before: Callable[[Case], None], cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    before(cast.anna)
    client, _ = stranger(cast.anna)
    client.get("/overzicht")

    with django_assert_num_queries(3):
        client.get("/overzicht")


def test_link_stands_where_somebody_looks_who_does_not_know_the_name(cast: Cast) -> None:
    code, known = (visit(cast.anna, level=level).get("/overzicht").content.decode() for level in (0, 1))

    assert code.index("Dit is niet voor mij") < code.index("<h1>")
    assert known.index("Dit is niet voor mij") > known.index("<h1>")
    assert (code.count("Dit is niet voor mij"), known.count("Dit is niet voor mij")) == (1, 1)


@pytest.mark.parametrize("kind", [kind for kind in RequestKind if kind != RequestKind.NOT_ME])
def test_no_other_request_closes_a_page(kind: RequestKind, cast: Cast) -> None:
    make_request(cast.anna, kind=kind)

    assert "Anna de Wit" in said(visit(cast.anna).get("/overzicht"))

"""Rest until Friday: one tap, everything stops at once on every channel, and it is as easily ended."""

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast
from tests.factories import make_consequence, make_contact, make_moment
from tests.web import pages
from tests.web.portal.visits import visit
from tijdig.models import AuditEvent, Contact, Hold
from tijdig.words import ConsequenceKind

pytestmark = pytest.mark.django_db


def _said(response: Any) -> str:
    return pages.said(pages.read(response.content)).replace("\N{NO-BREAK SPACE}", " ")


def test_one_tap_on_the_overview_stops_everything_and_is_told_in_writing(cast: Cast) -> None:
    moment = make_moment(cast.anna)
    for kind in ("letter", "email", "sms"):
        make_contact(moment, kind=kind)
    client = visit(cast.anna)
    overview = client.get("/overzicht").content.decode()
    assert 'name="tot" value="2026-11-27"' in overview

    sent = client.post("/rust", {"tot": "2026-11-27"})

    assert (sent.status_code, sent["Location"]) == (302, "/rust")
    hold = Hold.objects.get()
    assert (hold.kind, hold.reason, hold.until_on) == ("paused", "asked", date(2026, 11, 27))
    assert {one.state for one in Contact.objects.filter(moment__isnull=False)} == {"stopped"}
    assert Contact.objects.filter(key__contains="paused").count() == 1
    assert "U hebt rust tot vrijdag 27 november" in _said(client.get("/rust"))
    assert "Tot vrijdag 27 november laten wij u met rust." in _said(client.get("/overzicht"))


def test_rest_asked_twice_is_one_and_a_longer_one_takes_its_place(cast: Cast) -> None:
    client = visit(cast.anna)
    for until in ("2026-11-27", "2026-11-27", "2026-12-08"):
        client.post("/rust", {"tot": until})

    stands = Hold.objects.filter(lifted_at__isnull=True)
    assert [hold.until_on for hold in stands] == [date(2026, 12, 8)]
    assert Hold.objects.count() == 2


def test_rest_tapped_to_and_fro_sends_one_message_a_day(cast: Cast) -> None:
    client = visit(cast.anna)
    for _ in range(4):
        client.post("/rust", {"tot": "2026-11-27"})
        client.post("/rust", {"stop": "1"})

    assert Contact.objects.filter(key__contains="paused").count() == 1


def test_rest_as_long_is_not_offered_again(cast: Cast) -> None:
    client = visit(cast.anna)
    client.post("/rust", {"tot": "2026-11-27"})

    assert 'name="tot"' not in client.get("/overzicht").content.decode()


def test_rest_is_ended_with_one_tap(cast: Cast) -> None:
    client = visit(cast.anna)
    client.post("/rust", {"tot": "2026-11-27"})

    assert client.post("/rust", {"stop": "1"})["Location"] == "/overzicht"

    assert not Hold.objects.filter(lifted_at__isnull=True).exists()
    assert AuditEvent.objects.filter(what="hold.lifted", by=f"customer:{cast.anna.customer_id}").count() == 1


@pytest.mark.parametrize("until", ["2026-11-24", "2020-01-01", "2030-01-01", "morgen", ""])
def test_rest_until_a_day_that_cannot_be_is_refused_and_says_why(until: str, cast: Cast) -> None:
    answer = visit(cast.anna).post("/rust", {"tot": until})

    assert answer.status_code == 400
    assert "Kijk hier nog even naar" in _said(answer)
    assert Hold.objects.count() == 0


@pytest.mark.parametrize("until", ["2026-12-05", "2027-11-23"])
def test_rest_until_a_day_that_was_not_offered_is_for_a_person_to_give(until: str, cast: Cast) -> None:
    assert visit(cast.anna).post("/rust", {"tot": until}).status_code == 400
    assert Hold.objects.count() == 0


def test_rest_that_lasts_longer_is_not_made_shorter_by_a_tap(cast: Cast) -> None:
    client = visit(cast.anna)
    for until in ("2026-12-22", "2026-11-27"):
        client.post("/rust", {"tot": until})

    assert [hold.until_on for hold in Hold.objects.filter(lifted_at__isnull=True)] == [date(2026, 12, 22)]
    assert 'value="2026-11-27"' not in client.get("/rust").content.decode()


def test_rest_says_what_it_does_not_keep_away(cast: Cast) -> None:
    make_consequence(cast.anna, kind=ConsequenceKind.DISCONNECTION.value, on_day=date(2026, 12, 14))

    for address in ("/rust", "/overzicht"):
        assert "Let op: op maandag 14 december wordt de levering afgesloten." in _said(visit(cast.anna).get(address))

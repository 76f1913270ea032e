"""Rest until Friday: one tap, everything stops at once on every channel, and it is as easily ended."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, make_consequence, make_contact, make_hold, make_moment, make_point
from tests.web import pages
from tests.web.portal.visits import make_slots, visit
from tijdig import clock
from tijdig.actions import calls
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
    assert "U hebt rust tot en met donderdag 26 november" in _said(client.get("/rust"))
    after = client.get("/overzicht")
    assert "Tot en met donderdag 26 november laten wij u met rust." in _said(after)
    assert pages.read(after.content).links["De rust veranderen"] == "/rust"
    assert "De rust veranderen" not in overview


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


def test_message_and_page_name_the_same_last_day(cast: Cast) -> None:
    make_point(cast.anna.customer, kind="email", value="anna@post.example")
    client = visit(cast.anna)

    client.post("/rust", {"tot": "2026-12-01"})

    told = Contact.objects.get(key__contains="paused").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "U hebt rust tot en met maandag 30 november 2026." in told
    assert "U hebt rust tot en met maandag 30 november" in _said(client.get("/rust"))
    assert "Tot en met maandag 30 november laten wij u met rust." in _said(client.get("/overzicht"))


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


def test_rest_that_was_long_already_is_for_a_person_to_give(cast: Cast) -> None:
    for number in range(3):  # three times four weeks, one after the other
        clock.fix(NOW + timedelta(weeks=4 * number))
        client = visit(cast.anna, at=clock.now())
        until = (clock.day_of(clock.now()) + timedelta(weeks=4)).isoformat()
        assert client.post("/rust", {"tot": until}).status_code == 302
    clock.fix(NOW + timedelta(weeks=12))
    client = visit(cast.anna, at=clock.now())
    friday = "2027-02-19"

    page, refused = client.get("/rust"), client.post("/rust", {"tot": friday})

    assert 'name="tot"' not in page.content.decode()
    assert "U had al lang rust. Is er meer nodig? Bel ons. Wij kijken dan samen wat helpt." in _said(page)
    overview = client.get("/overzicht")
    assert 'name="tot"' not in overview.content.decode()
    assert "U had al lang rust. Is er meer nodig? Bel ons, dan kijken we samen wat helpt." in _said(overview)
    assert 'href="/vraag/bel-mij"' in page.content.decode()
    assert (refused.status_code, "Er was al lang rust. Bel ons" in _said(refused)) == (400, True)
    clock.fix(NOW + timedelta(weeks=30))
    again = (clock.day_of(clock.now()) + timedelta(weeks=2)).isoformat()
    assert visit(cast.anna, at=clock.now()).post("/rust", {"tot": again}).status_code == 302


def test_rest_that_a_colleague_gave_does_not_count_as_ones_own(cast: Cast) -> None:
    for number in range(20):
        since = NOW.date() - timedelta(weeks=number + 1)
        Hold.objects.create(
            case=cast.anna, kind="paused", reason="asked", since_on=since, until_on=since + timedelta(weeks=1),
            owner="team", made_by="user:7", made_at=NOW,
        )  # fmt: skip

    assert visit(cast.anna).post("/rust", {"tot": "2026-12-22"}).status_code == 302


def test_rest_that_is_ended_stops_its_message_when_it_did_not_go_yet(cast: Cast) -> None:
    """Once the rest is over, nobody should still read that there is rest."""
    make_point(cast.anna.customer, kind="email", value="anna@post.example")
    client = visit(cast.anna)
    client.post("/rust", {"tot": "2026-11-27"})
    Contact.objects.filter(key__contains="paused").update(state="planned", handed_over_at=None)

    client.post("/rust", {"stop": "1"})

    told = Contact.objects.get(key__contains="paused")
    assert (told.state, told.stop_reason) == ("stopped", "changed")


def test_rest_made_longer_before_its_message_went_is_told_with_its_new_end(cast: Cast) -> None:
    make_point(cast.anna.customer, kind="email", value="anna@post.example")
    client = visit(cast.anna)
    client.post("/rust", {"tot": "2026-11-27"})
    Contact.objects.filter(key__contains="paused").update(state="planned", handed_over_at=None)

    client.post("/rust", {"tot": "2026-12-08"})

    first, last = Contact.objects.filter(key__contains="paused").order_by("pk")
    assert (first.state, last.state) == ("stopped", "planned")
    assert last.key == f"reply-paused-{Hold.objects.get(lifted_at=None).pk}-email"


def test_call_that_the_customer_asked_for_stands_beside_the_rest(cast: Cast) -> None:
    (slot,) = make_slots(cast.anna, NOW + timedelta(days=1))
    client = visit(cast.anna)
    assert "bellen wij wel" not in _said(client.get("/rust"))
    calls.ask(cast.anna, slot.pk, "06 00 00 01 01", by=f"customer:{cast.anna.customer_id}", at=NOW)

    before = _said(client.get("/rust"))
    client.post("/rust", {"tot": "2026-12-08"})
    after = _said(client.get("/rust"))

    for said in (before, after):
        assert "Alleen op woensdag 25 november om 9.00 uur bellen wij wel. Dat vroeg u zelf." in said


@pytest.mark.parametrize(
    ("quiet_days", "offered"),
    [
        (0, "donderdag 26 november"),
        (2, "donderdag 26 november"),
        (3, "maandag 30 november"),
        (8, "maandag 7 december"),
        (20, "maandag 21 december"),
        (400, ""),
    ],
)
def test_rest_that_is_offered_is_longer_than_the_quiet_after_a_talk(quiet_days: int, offered: str, cast: Cast) -> None:
    if quiet_days:
        make_hold(cast.anna, kind="reacted", until_on=TODAY + timedelta(days=quiet_days))

    overview = pages.said(pages.read(visit(cast.anna).get("/overzicht").content))
    page = pages.said(pages.read(visit(cast.anna).get("/rust").content))

    offers = [text.partition("Rust tot en met ")[2] for text in (overview, page)]
    assert [(text or " ").startswith(offered or " ") for text in offers] == [True, True]

"""What somebody with the code of a letter alone, or who looks along, does not do to who is known; nor leave behind."""

import importlib
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction

from tests.cast import Cast
from tests.conftest import NOW
from tests.web import pages
from tests.web.portal.companions import give_letter, make_elsewhere, make_helper
from tests.web.portal.visits import ask, hidden, make_slots, visit
from tijdig.actions import doors, helpers
from tijdig.actions.doors import DoorFault, ShutError
from tijdig.models import AuditEvent, CallBack, CustomerSession, Draft, Helper, Request
from tijdig.queries.doors import keyed_hash, visitor_of
from tijdig.web.portal import session
from tijdig.web.portal.session import OURS
from tijdig.words import AssuranceLevel

pytestmark = pytest.mark.django_db
SLOTS = (datetime(2026, 11, 25, 9, tzinfo=UTC), datetime(2026, 11, 25, 13, tzinfo=UTC))
PORTAL = Path(session.__file__).parent


def said(response: Any) -> str:
    return pages.said(pages.read(response.content)).replace("\N{NO-BREAK SPACE}", " ")


# What stands in the session of a browser ----------------------------------------------------------------------------


def test_every_name_under_which_something_is_put_away_is_gone_at_the_way_out() -> None:
    """A name that is written somewhere, and not in the list, would stay behind on a shared computer."""
    found = set()
    for path in PORTAL.glob("*.py"):
        module = importlib.import_module(f"tijdig.web.portal.{path.stem}")
        names = re.findall(r"request\.session(?:\[|\.(?:get|pop|setdefault)\()([^\],)]+)", path.read_text())
        found |= {getattr(module, name) for name in names if name != "name"}  # `name` runs through the list itself

    assert found - set(OURS) == set()
    assert len(found) >= 4


@pytest.mark.parametrize("way", ["/wie", "/samen/erbij"])
def test_what_says_who_somebody_is_is_not_kept_when_the_session_is_over(way: str, cast: Cast) -> None:
    typed = {"day": "3", "month": "5", "year": "1980", "postcode": "1288 AW", "code": give_letter(make_elsewhere())}
    client = visit(cast.anna, level=1)
    CustomerSession.objects.update(ended_at=CustomerSession.objects.get().made_at)

    over = client.post(way, typed)

    assert over.status_code == 302
    kept = [row.get_decoded() for row in Session.objects.all()]
    assert "1288" not in str(kept)
    assert typed["code"] not in str(kept)


def test_words_of_a_question_are_still_kept_when_the_session_is_over(cast: Cast) -> None:
    client = visit(cast.anna)
    CustomerSession.objects.update(ended_at=CustomerSession.objects.get().made_at)

    client.post("/vraag/hulp", {"tekst": "Dit wil ik niet kwijt."})

    assert "Dit+wil+ik+niet+kwijt" in str([row.get_decoded() for row in Session.objects.all()])


# The way out --------------------------------------------------------------------------------------------------------


def test_who_has_the_code_alone_does_not_put_out_who_is_known(cast: Cast) -> None:
    known, other, neighbour = visit(cast.anna, level=1), visit(cast.anna), visit(cast.anna)
    page = said(neighbour.get("/uit"))

    neighbour.post("/uit", {"everywhere": "on"})

    assert "Daar blijft het nog even open." in page
    assert [one.get("/overzicht").status_code for one in (known, other, neighbour)] == [200, 302, 302]


def test_who_is_known_puts_out_everybody_else(cast: Cast) -> None:
    known, other, neighbour = visit(cast.anna, level=1), visit(cast.anna, level=2), visit(cast.anna)
    assert "Daar blijft het nog even open." not in said(known.get("/uit"))

    known.post("/uit", {"everywhere": "on"})

    assert [one.get("/overzicht").status_code for one in (known, other, neighbour)] == [302] * 3


def test_phone_on_which_the_proof_is_over_can_be_forgotten_with_a_code(cast: Cast) -> None:
    phone, here = visit(cast.anna, level=1), visit(cast.anna)
    first = CustomerSession.objects.order_by("pk").first()
    assert first is not None
    CustomerSession.objects.filter(pk=first.pk).update(proved_until=first.made_at)

    here.post("/uit", {"everywhere": "on"})

    assert phone.get("/overzicht").status_code == 302


# A promised call ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["code", "helper"])
def test_number_of_a_promised_call_stays_and_the_page_says_so_without_telling_it(who: str, cast: Cast) -> None:
    (slot, later) = make_slots(cast.anna, *SLOTS)
    ask(visit(cast.anna, level=1), "bel-mij", {"telefoon": "06 12 34 56 78"}, f"?moment={slot.pk}")
    helper = make_helper(cast.anna, may_ask=True) if who == "helper" else None
    client = visit(cast.anna, helper=helper)

    page = said(client.get(ask(client, "bel-mij", {"telefoon": "06 99 99 99 99"}, f"?moment={later.pk}")["Location"]))

    call = CallBack.objects.get(state="planned")
    assert (call.phone, call.slot) == ("06 12 34 56 78", slot)
    assert "Er was al afgesproken dat wij bellen, op een ander nummer. Dat nummer bellen wij eerst." in page
    assert "06 12 34 56 78" not in page
    assert ("Laat dan zien wie u bent" in page) == (who == "code")  # who looks along cannot show that
    assert Request.objects.filter(state="open").count() == 2


def test_who_is_known_moves_the_call_to_another_number(cast: Cast) -> None:
    (slot, later) = make_slots(cast.anna, *SLOTS)
    ask(visit(cast.anna), "bel-mij", {"telefoon": "06 12 34 56 78"}, f"?moment={slot.pk}")

    ask(visit(cast.anna, level=1), "bel-mij", {"telefoon": "06 99 99 99 99"}, f"?moment={later.pk}")

    call = CallBack.objects.get(state="planned")
    assert (call.phone, call.slot) == ("06 99 99 99 99", later)


# The own place and number -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("level", "is_helper"), [(0, False), (0, True), (1, False)])
def test_place_and_number_are_shown_to_the_known_customer_only(level: int, is_helper: bool, cast: Cast) -> None:
    helper = make_helper(cast.anna) if is_helper else None
    client = visit(cast.anna, level=level, helper=helper)

    help_page, statement = said(client.get("/hulp")), said(client.get("/opbouw"))

    is_known = level == 1
    assert ("Dichtbij, in" in help_page) == is_known
    assert ("Dat ziet alleen de klant zelf." in statement) == is_helper
    assert ("Dat laten wij zien als wij weten wie u bent." in statement) == (not is_known and not is_helper)
    assert cast.anna.customer.number not in statement


# Too much ------------------------------------------------------------------------------------------------------------


def test_words_in_pictures_are_kept_whole(cast: Cast) -> None:
    text = "\N{WEARY FACE}" * 2000

    ask(visit(cast.anna), "uitleg", {"tekst": text})

    assert Request.objects.get().text == text


@pytest.mark.parametrize("way", ["", "bewaar"])
def test_words_that_are_too_long_to_keep_are_given_back_whole_with_a_clear_word(way: str, cast: Cast) -> None:
    client = visit(cast.anna)
    typed = hidden(client.get("/vraag/uitleg")) | {"tekst": f"{'a' * 50_000} einde"} | ({way: "1"} if way else {})

    back = client.post("/vraag/uitleg", typed)

    assert (back.status_code, Request.objects.count(), Draft.objects.count()) == (400, 0, 0)
    assert "Dit is te lang. Maak het korter, of bel ons." in said(back)
    assert typed["tekst"] in back.content.decode()


@pytest.mark.parametrize("amount", ["999999", "999.999.999.999", "100.000,01"])
def test_amount_that_nobody_can_miss_in_a_month_is_asked_again(amount: str, cast: Cast) -> None:
    client = visit(cast.anna)

    page = said(client.get(f"/vraag/in-delen?bedrag={amount}"))
    sent = client.post("/vraag/in-delen", {"bedrag": amount, "wanneer": "weet-niet"})

    assert "Dit bedrag is te hoog. Kijk of er een cijfer te veel staat." in page
    assert (sent.status_code, "te hoog" in said(sent), Request.objects.count()) == (200, True, 0)
    assert "te hoog" not in said(client.get("/vraag/in-delen?bedrag=100.000"))


# When it is over meanwhile ------------------------------------------------------------------------------------------


def test_session_that_ended_meanwhile_is_not_raised(cast: Cast) -> None:
    visit(cast.anna)
    before = CustomerSession.objects.get()
    visitor = visitor_of(before, NOW)
    details = cast.anna.customer.details.get()
    CustomerSession.objects.update(ended_at=NOW)

    with pytest.raises(ShutError) as shut:
        doors.prove(visitor, details.birth_on.isoformat(), details.postcode, key="new", at=NOW)

    after = CustomerSession.objects.get()
    assert shut.value.code == DoorFault.PROVIDER_OLD
    assert (after.level, after.key_hash, after.proved_until) == (0, before.key_hash, None)
    assert not AuditEvent.objects.filter(what="door.proved").exists()


def test_raised_session_keeps_the_higher_level_under_a_new_key(cast: Cast) -> None:
    visit(cast.anna, level=2)
    before = CustomerSession.objects.get()

    with transaction.atomic():
        doors.raised(visitor_of(before, NOW), AssuranceLevel.KNOWN, key="new", at=NOW)

    after = CustomerSession.objects.get()
    assert (after.level, after.key_hash) == (2, keyed_hash("session", "new"))


def test_form_of_a_helper_who_was_stopped_shows_no_code_when_it_is_sent_again(cast: Cast) -> None:
    anna, answers = visit(cast.anna, level=1), {"naam": "Fatima", "mag": "kijken", "tot": "maand"}
    look = anna.post("/helper/nieuw", answers).content.decode()
    sure = answers | {"zeker": re.search(r'name="zeker" value="([^"]+)"', look)[1]}  # type: ignore[index]
    assert anna.post("/helper/nieuw", sure).status_code == 200
    helpers.stop(Helper.objects.get(), by="customer:1", at=NOW)

    again = anna.post("/helper/nieuw", sure)

    assert (again.status_code, again["Location"]) == (302, "/helper")
    assert Helper.objects.get().withdrawn_at == NOW


def test_number_of_who_says_that_our_post_is_for_somebody_else_is_no_wish_for_another_call(cast: Cast) -> None:
    (slot,) = make_slots(cast.anna, SLOTS[0])
    ask(visit(cast.anna, level=1), "bel-mij", {"telefoon": "06 12 34 56 78"}, f"?moment={slot.pk}")
    client = visit(cast.anna)

    page = said(client.get(ask(client, "niet-van-mij", {"wie": "not_here", "telefoon": "06 99 99 99 99"})["Location"]))

    assert "Hebben wij nog een vraag? Dan bellen wij u. Het nummer is 06 99 99 99 99." in page
    assert "op een ander nummer" not in page
    assert "other_number" not in Request.objects.get(kind="not_me").details

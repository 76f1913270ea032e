"""What customers tell if they like: one tap, their own story, and who may read which."""

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOW
from tests.web import pages
from tests.web.portal.visits import visit
from tests.web.workbench import signed_in
from tijdig.actions import told
from tijdig.models import AuditEvent, CustomerSession, Hold, Request, Story, ToldCause
from tijdig.queries.told import SAID
from tijdig.words import Cause

pytestmark = pytest.mark.django_db


def _said(response: Any) -> str:
    return pages.said(pages.read(response.content)).replace("\N{NO-BREAK SPACE}", " ")


def _tell(client: Client, words: str) -> Any:
    return client.post("/verhaal", {"tekst": words})


def test_every_cause_has_its_words() -> None:
    assert set(SAID) == set(Cause)


@pytest.mark.parametrize("cause", Cause)
def test_what_happened_takes_one_tap_and_asks_for_no_answer(cause: Cause, cast: Cast) -> None:
    client = visit(cast.anna)
    assert f'value="{cause.value}"' in client.get("/wat-gebeurde").content.decode()

    for _ in range(2):
        assert client.post("/wat-gebeurde", {"oorzaak": cause.value})["Location"] == "/wat-gebeurde"

    told = ToldCause.objects.get()
    assert (told.case, told.cause) == (cast.anna, cause)
    assert (Request.objects.count(), Hold.objects.count()) == (0, 0)
    after = client.get("/wat-gebeurde")
    assert SAID[cause] in _said(after)
    assert len(pages.read(after.content).links) >= 5  # never a dead end


def test_what_happened_is_not_shown_to_who_only_holds_the_letter(cast: Cast) -> None:
    visit(cast.anna).post("/wat-gebeurde", {"oorzaak": "afraid"})

    assert SAID[Cause.AFRAID] in _said(visit(cast.anna, level=1).get("/wat-gebeurde"))
    stranger = visit(cast.anna).get("/wat-gebeurde").content.decode()
    assert "Dank u wel" not in stranger


def test_what_happened_can_be_taken_back(cast: Cast) -> None:
    client = visit(cast.anna)
    client.post("/wat-gebeurde", {"oorzaak": "afraid"})
    client.post("/wat-gebeurde", {"oorzaak": "afraid", "weg": "1"})

    assert ToldCause.objects.get().removed_at is not None
    assert "Dank u wel" not in _said(client.get("/wat-gebeurde"))


def test_more_than_one_thing_is_told_and_each_is_shown_with_what_may_fit(cast: Cast) -> None:
    client = visit(cast.anna)
    for cause in ("late_income", "not_clear", "afraid"):
        client.post("/wat-gebeurde", {"oorzaak": cause})

    page = pages.read(client.get("/wat-gebeurde").content)

    told = [SAID[cause] for cause in (Cause.LATE_INCOME, Cause.NOT_CLEAR, Cause.AFRAID)]
    assert [words for words in told if pages.said(page).count(words) != 2] == []  # in the list, and in its button
    assert {"/vraag/later", "/vraag/uitleg", "/rust"} <= set(page.links.values())
    assert SAID[Cause.FORGOTTEN] in pages.said(page)

    client.post("/wat-gebeurde", {"oorzaak": "late_income", "weg": "1"})
    after = pages.read(client.get("/wat-gebeurde").content)
    assert "/vraag/later" not in after.links.values()
    assert {"/vraag/uitleg", "/rust"} <= set(after.links.values())


def test_overview_has_one_entrance_to_tell_and_the_story_is_behind_it(cast: Cast) -> None:
    client = visit(cast.anna)
    overview = pages.read(client.get("/overzicht").content).links

    assert overview["Vertel wat er gebeurde"] == "/wat-gebeurde"
    assert "/verhaal" not in overview.values()
    assert "/verhaal" in pages.read(client.get("/wat-gebeurde").content).links.values()


def test_what_is_no_cause_changes_nothing(cast: Cast) -> None:
    assert visit(cast.anna).post("/wat-gebeurde", {"oorzaak": "lui"}).status_code == 200
    assert ToldCause.objects.count() == 0


def test_story_is_kept_as_it_was_told_and_for_the_contact_person_only(cast: Cast) -> None:
    cast.anna.handler = cast.samira
    cast.anna.save()

    _tell(visit(cast.anna), "Mijn man is weg.\r\nIk sta er alleen voor <b>.")

    story = Story.objects.get()
    assert story.text == "Mijn man is weg.\nIk sta er alleen voor <b>."
    own = signed_in(cast.samira).get(f"/werk/dossier/{cast.anna.pk}").content.decode()
    assert "Ik sta er alleen voor &lt;b&gt;." in own
    other = signed_in(cast.dewi).get(f"/werk/dossier/{cast.anna.pk}").content.decode()
    assert "Mijn man is weg" not in other
    assert "Alleen de contactpersoon leest het verhaal" in other
    assert "Mijn man is weg" not in str(list(AuditEvent.objects.values()))


def test_story_is_read_again_by_who_told_it_or_said_who_they_are(cast: Cast) -> None:
    teller = visit(cast.anna)
    _tell(teller, "Dit is van mij.")

    assert "Dit is van mij." in _said(teller.get("/verhaal"))
    assert "Dit is van mij." in _said(visit(cast.anna, level=1).get("/verhaal"))
    assert "Dit is van mij." not in _said(visit(cast.anna).get("/verhaal"))
    assert "Dit is van mij." not in _said(visit(cast.chantal, level=1).get("/verhaal"))


def test_story_taken_away_is_gone(cast: Cast) -> None:
    teller = visit(cast.anna)
    _tell(teller, "Dit wil ik kwijt.")
    number = str(Story.objects.get().pk)
    assert visit(cast.chantal, level=1).post("/verhaal", {"weg": number}).status_code == 404

    teller.post("/verhaal", {"weg": number})

    assert Story.objects.get().text == ""
    assert "Dit wil ik kwijt." not in _said(teller.get("/verhaal"))


def test_story_sent_twice_is_one(cast: Cast) -> None:
    teller = visit(cast.anna)
    for _ in range(2):
        _tell(teller, "Eén keer.")

    assert Story.objects.count() == 1


@pytest.mark.parametrize("words", ["", "   \n ", "a" * 4001, "\u202e\u2066"])
def test_story_without_words_or_without_end_is_asked_again(words: str, cast: Cast) -> None:
    answer = _tell(visit(cast.anna), words)

    assert (answer.status_code, Story.objects.count()) == (200, 0)
    assert "Kijk hier nog even naar" in _said(answer)


def test_story_of_somebody_in_distress_brings_a_person_today(cast: Cast) -> None:
    teller = visit(cast.anna)
    _tell(teller, "Ik wil niet meer leven.")

    hold = Hold.objects.get()
    assert (hold.reason, "leven" in hold.note) == ("distress", False)
    assert "0800 0113" in _said(teller.get("/verhaal"))


@pytest.mark.parametrize("number", ["9" * 5000, "\u00b2", "x", "-1"])
def test_story_that_cannot_be_there_is_no_fault_of_ours(number: str, cast: Cast) -> None:
    assert visit(cast.anna).post("/verhaal", {"weg": number}).status_code == 200


def test_what_happened_is_not_taken_back_by_who_only_holds_the_letter(cast: Cast) -> None:
    visit(cast.anna, level=1).post("/wat-gebeurde", {"oorzaak": "afraid"})

    visit(cast.anna).post("/wat-gebeurde", {"oorzaak": "afraid", "weg": "1"})

    assert ToldCause.objects.get().removed_at is None


def test_story_of_somebody_in_distress_is_read_by_whoever_is_there(cast: Cast) -> None:
    cast.anna.handler = cast.samira
    cast.anna.save()
    _tell(visit(cast.anna), "Ik wil niet meer leven.")

    assert "Ik wil niet meer leven." in signed_in(cast.dewi).get(f"/werk/dossier/{cast.anna.pk}").content.decode()


# So much on a day ---------------------------------------------------------------------------------------------------


def test_stories_with_the_code_alone_have_an_end_today_and_leave_room_for_who_is_known(cast: Cast) -> None:
    for number in range(5):
        _tell(visit(cast.anna), f"Verhaal {number}.")

    refused = _tell(visit(cast.anna), "Nog een verhaal.")
    known = [_tell(visit(cast.anna, level=1), f"Van mij, {number}.").status_code for number in range(6)]

    assert (refused.status_code, "Vandaag is hier al veel gevraagd." in _said(refused)) == (200, True)
    assert "Nog een verhaal." in refused.content.decode()  # nothing that was typed is lost
    assert known == [302] * 5 + [200]
    assert Story.objects.count() == 10


def test_story_of_distress_is_kept_when_there_is_no_room_and_brings_a_person_once(cast: Cast) -> None:
    for number in range(5):
        _tell(visit(cast.anna), f"Verhaal {number}.")

    answers = [_tell(visit(cast.anna), f"Ik wil niet meer leven, {number}.").status_code for number in range(3)]

    assert answers == [302, 200, 200]
    assert (Hold.objects.filter(reason="distress").count(), Story.objects.count()) == (1, 6)


def test_tapping_what_happened_to_and_fro_has_an_end_today_and_changes_nothing_after_it(cast: Cast) -> None:
    client = visit(cast.anna)
    for _ in range(24):
        client.post("/wat-gebeurde", {"oorzaak": "afraid"})
        client.post("/wat-gebeurde", {"oorzaak": "afraid", "weg": "1"})
    cast.anna.refresh_from_db()
    version = cast.anna.version

    refused = client.post("/wat-gebeurde", {"oorzaak": "afraid"})

    cast.anna.refresh_from_db()
    assert (refused.status_code, "Vandaag is hier al veel gevraagd." in _said(refused)) == (400, True)
    assert (ToldCause.objects.count(), cast.anna.version) == (24, version)
    assert visit(cast.anna, level=1).post("/wat-gebeurde", {"oorzaak": "afraid"}).status_code == 302


def test_what_was_told_or_taken_back_twice_is_in_the_trail_once(cast: Cast) -> None:
    case, who = cast.anna, {"by": "customer:1", "at": NOW}
    visit(case)
    session = CustomerSession.objects.get().pk
    for _ in range(2):
        told.happened(case, Cause.AFRAID, **who)
        story = told.tell(case, "Eén keer.", session=session, **who)
    for _ in range(2):
        told.not_so(case, Cause.AFRAID, **who)
        told.take_back(story, **who)

    trail = AuditEvent.objects.filter(what__regex="^(cause|story)").order_by("pk").values_list("what", flat=True)
    assert list(trail) == ["cause.told", "story.told", "cause.removed", "story.removed"]

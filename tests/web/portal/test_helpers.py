"""Somebody looks along: let in by the customer, with few rights, for a while, and out at the next click."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, make_contact, make_moment, make_request
from tests.web import pages
from tests.web.portal.companions import make_helper
from tests.web.portal.test_privacy import TOLD
from tests.web.portal.visits import ask, visit
from tests.web.workbench import signed_in
from tijdig import clock
from tijdig.actions import helpers as acts
from tijdig.models import AuditEvent, Consent, Contact, CustomerSession, DoorTry, Helper, Request
from tijdig.queries.doors import LETTERS, helper_hash
from tijdig.web.portal.session import COOKIE

CODE = "CDF GHJ KMN"
NEW = "/helper/nieuw"
_MARK = re.compile(r'name="zeker" value="([^"]+)"')
_SHOWN = re.compile(rf'<span class="number">([{LETTERS}]{{3}} [{LETTERS}]{{3}} [{LETTERS}]{{3}})</span>')


def words(response: Any) -> str:
    return pages.said(pages.read(response.content)).replace("\N{NO-BREAK SPACE}", " ")


def three(name: str, *, right: str = "kijken", until: str = "maand") -> dict[str, str]:
    """The three answers."""
    return {"naam": name, "mag": right, "tot": until}


def let_in(anna: Client, *, name: str = "Fatima", right: str = "kijken", until: str = "maand") -> Any:
    """Name, look, and the answer with the code."""
    answers = three(name, right=right, until=until)
    look = anna.post(NEW, answers)
    mark = _MARK.search(look.content.decode())
    assert mark, words(look)
    return anna.post(NEW, answers | {"zeker": mark[1]})


def code_on(response: Any) -> str:
    found = _SHOWN.search(response.content.decode())
    assert found, words(response)
    return found[1]


def come_in(code: str, **options: Any) -> Client:
    client = Client(**options)
    assert client.post("/", {"code": code})["Location"] == "/overzicht"
    return client


def with_code(cast: Cast, **values: Any) -> Client:
    """Fatima, inside with a code of her own."""
    make_helper(cast.anna, code=CODE, **values)
    return come_in(CODE)


# Letting somebody in ------------------------------------------------------------------------------------------------


def test_customer_lets_somebody_in_with_three_short_answers_on_one_page(cast: Cast) -> None:
    anna = visit(cast.anna, level=1)

    empty = words(anna.get("/helper"))
    asked = pages.read(anna.get(NEW).content)
    look = anna.post(NEW, three("Fatima", right="vragen", until="week"))
    done = let_in(anna, right="vragen", until="week")

    helper = Helper.objects.get()
    assert "Er kijkt nu niemand met u mee." in empty
    assert "Wat mag deze persoon?" in pages.said(asked)
    assert "Hoe lang mag het?" in pages.said(asked)
    assert "Wie Fatima Mag Kijken, en ook iets vragen of regelen Tot en met dinsdag 1 december" in words(look)
    assert (helper.name, helper.may_ask, helper.case_id) == ("Fatima", True, cast.anna.pk)
    assert clock.local(helper.expires_at).isoformat() == "2026-12-02T00:00:00+01:00"
    assert "Fatima" in words(done)
    assert "Ga naar mijn.woonstede.example en vul daar de code in." in words(done)
    assert "tot en met 1 december 2026. Keek nog niet." in words(anna.get("/helper"))


def test_code_is_shown_once_and_kept_as_a_hash_only(cast: Cast) -> None:
    anna = visit(cast.anna, level=1)

    code = code_on(let_in(anna))

    bare = code.replace(" ", "")
    kept = repr([*Helper.objects.values(), *AuditEvent.objects.values()])
    again = [anna.get(address) for address in ("/helper", NEW)]
    assert Helper.objects.get().code_hash == helper_hash(code)
    assert code not in kept
    assert bare not in kept
    assert [page for page in again if code in page.content.decode()] == []
    assert come_in(code.lower())


def test_same_form_sent_twice_is_one_helper_with_the_same_code(cast: Cast) -> None:
    anna = visit(cast.anna, level=1)
    mark = _MARK.search(anna.post(NEW, three("Fatima")).content.decode())
    assert mark

    codes = [code_on(anna.post(NEW, three("Fatima") | {"zeker": mark[1]})) for _ in range(2)]

    assert codes[0] == codes[1]
    assert Helper.objects.count() == 1


def test_two_helpers_get_two_codes(cast: Cast) -> None:
    anna = visit(cast.anna, level=1)

    codes = {code_on(let_in(anna, name=name)) for name in ("Fatima", "Joop")}

    assert len(codes) == 2


@pytest.mark.parametrize("mark", ["", "verzonnen", "elders"])
def test_mark_of_nobody_or_of_another_customer_makes_no_helper(mark: str, cast: Cast) -> None:
    anna = visit(cast.anna, level=1)
    if mark == "elders":
        found = _MARK.search(visit(cast.chantal, level=1).post(NEW, three("Joop")).content.decode())
        assert found
        mark = found[1]

    page = anna.post(NEW, three("Joop") | {"zeker": mark})

    assert "Klopt dit?" in words(page)
    assert Helper.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "told"), [("", "Vul een naam in"), ("   ", "Vul een naam in"), ("\u202e\u200b", "Vul een naam in"),
                        ("a" * 41, "Dit is te lang."), ("a\x00b", "")]
)  # fmt: skip
def test_name_that_is_none_is_asked_again(typed: str, told: str, cast: Cast) -> None:
    page = visit(cast.anna, level=1).post(NEW, three(typed, until="drie-maanden"))

    assert "Hoe lang mag het?" in words(page)
    assert b'value="drie-maanden" checked' in re.sub(rb'required |id="[^"]*" ?', b"", page.content)
    assert told in words(page)
    assert b'id="fouten"' in page.content


@pytest.mark.parametrize(("name", "told"), [("mag", "Kies wat deze persoon mag."), ("tot", "Kies hoe lang het mag.")])
@pytest.mark.parametrize("value", ["", "altijd"])
def test_answer_that_is_none_is_asked_again_with_all_that_was_said(
    name: str, told: str, value: str, cast: Cast
) -> None:
    page = visit(cast.anna, level=1).post(NEW, three("Fatima") | {name: value})

    assert told in words(page)
    assert b'value="Fatima"' in page.content
    assert Helper.objects.count() == 0


def test_what_was_said_can_be_changed_before_it_is_done(cast: Cast) -> None:
    anna = visit(cast.anna, level=1)
    mark = _MARK.search(anna.post(NEW, three("Fatima")).content.decode())
    assert mark

    page = anna.post(NEW, three("Fatima") | {"zeker": mark[1], "anders": "1"})

    assert b'value="Fatima"' in page.content
    assert page.request["QUERY_STRING"] == ""
    assert Helper.objects.count() == 0


def test_no_more_look_along_than_can_be_overseen(cast: Cast) -> None:
    anna = visit(cast.anna, level=1)
    mark = _MARK.search(anna.post(NEW, three("Zes")).content.decode())
    assert mark
    for number in range(5):
        make_helper(cast.anna, name=f"Helper {number}")

    page = anna.get("/helper")

    assert "Er kijken nu 5 mensen mee. Meer kan niet." in words(page)
    assert anna.get(NEW)["Location"] == "/helper"
    assert anna.post(NEW, three("Zes") | {"zeker": mark[1]})["Location"] == "/helper"
    assert Helper.objects.count() == 5
    with pytest.raises(acts.TooManyError):
        acts.let_look(cast.anna, "Zes", may_ask=False, days=7, token="t", by="customer:1", at=NOW)


def test_ended_and_withdrawn_ones_make_room(cast: Cast) -> None:
    for _ in range(3):
        make_helper(cast.anna, expires_at=NOW)
    for _ in range(4):
        make_helper(cast.anna, withdrawn_at=NOW, withdrawn_by="customer:1")

    assert code_on(let_in(visit(cast.anna, level=1)))


def test_letting_in_and_stopping_leave_a_trail_without_a_name(cast: Cast) -> None:
    anna = visit(cast.anna, level=1)
    let_in(anna, right="vragen", until="week")
    helper = Helper.objects.get()

    for _ in range(2):
        anna.post(f"/helper/{helper.pk}/stop")

    events = AuditEvent.objects.filter(what__startswith="helper.").order_by("pk")
    actor = f"customer:{cast.anna.customer_id}"
    assert [(one.what, one.by, one.facts, one.case_id_text) for one in events] == [
        ("helper.let_in", actor, {"may_ask": True, "days": 7}, str(cast.anna.pk)),
        ("helper.stopped", actor, {}, str(cast.anna.pk)),
    ]


def test_nothing_is_sent_to_anybody(cast: Cast) -> None:
    let_in(visit(cast.anna, level=1))

    assert Contact.objects.count() == 0


# Looking along ------------------------------------------------------------------------------------------------------


def test_code_of_a_helper_opens_the_same_door_under_its_own_name(cast: Cast) -> None:
    fatima = with_code(cast)

    session, event = CustomerSession.objects.get(), AuditEvent.objects.get(what="door.entered")
    helper = Helper.objects.get()
    assert (session.helper, session.level, session.customer) == (helper, 0, cast.anna.customer)
    assert (event.by, event.facts["door"]) == (f"helper:{helper.pk}", "helper")
    said = words(fatima.get("/overzicht"))
    assert "U kijkt mee voor Anna de Wit. Waar ‘u’ staat, bedoelen wij Anna de Wit." in said
    assert "Dag Fatima." in said
    assert "€ 182,40" in said
    assert "Dit is de huur van oktober en november." in said


@pytest.mark.parametrize("may_ask", [False, True])
def test_helper_reads_no_words_of_the_customer_and_no_contact_data(may_ask: bool, cast: Cast) -> None:
    ask(visit(cast.anna), "uitleg", {"tekst": TOLD})
    request = Request.objects.get()
    moment = make_moment(cast.anna, day=TODAY - timedelta(days=10))
    sent = make_contact(moment, state="handed_over", handed_over_at=NOW, text="Woord voor woord")
    fatima = with_code(cast, may_ask=may_ask)

    seen = [fatima.get(page) for page in ("/overzicht", f"/bedankt/{request.pk}", f"/verstuurd/{sent.pk}", "/wie")]

    secrets = (TOLD, "Woord voor woord", "Lindepad", "1288", "anna.dewit@", "06 00 00 01 01")
    assert [page.status_code for page in seen] == [200, 200, 403, 403]
    assert [(secret, words(page)) for page in seen for secret in secrets if secret in words(page)] == []
    assert [link for page in seen for link in pages.read(page.content).links.values() if link.startswith("/wie")] == []


def test_helper_who_only_looks_is_shown_nothing_to_ask_and_hears_who_can_change_that(cast: Cast) -> None:
    fatima = with_code(cast)

    overview = pages.read(fatima.get("/overzicht").content)
    closed = words(fatima.get("/vraag/bel-mij"))

    wrong = ("/vraag", "/helper", "/samen", "/rust", "/verhaal", "/gegevens", "/mijn", "/wie")
    assert [link for link in overview.links.values() if link.startswith(wrong) and link != "/helpen"] == []
    assert "Op deze bladzijde komt alleen Anna de Wit zelf." in closed
    assert "Vraag het aan Anna de Wit. Die kan u meer laten doen" in closed
    assert fatima.post("/rust", {"tot": "2026-12-04"}).status_code == 403


ASKS = {
    "bel-mij": {"telefoon": "06 12 34 56 78"},
    "later": {"wanneer": "weet-niet"},
    "in-delen": {"wanneer": "weet-niet"},
    "uitleg": {"tekst": "Wat zijn servicekosten?"},
}


@pytest.mark.parametrize("slug", ASKS)
def test_helper_who_may_ask_asks_in_her_own_name(slug: str, cast: Cast) -> None:
    fatima = with_code(cast, may_ask=True)

    sent = ask(fatima, slug, ASKS[slug], "?bedrag=25" if slug == "in-delen" else "")

    request, helper = Request.objects.get(), Helper.objects.get()
    assert sent["Location"] == f"/bedankt/{request.pk}"
    assert AuditEvent.objects.get(what="request.received").by == f"helper:{helper.pk}"
    assert "Fatima vroeg dit voor Anna de Wit. Die kan dit ook zien." in words(fatima.get(sent["Location"]))
    assert "Fatima vroeg dit voor u." in words(visit(cast.anna, level=1).get(sent["Location"]))
    neighbour = words(visit(cast.anna).get(sent["Location"]))
    assert "Iemand die meekijkt vroeg dit voor u." in neighbour
    assert "Fatima" not in neighbour


def test_overview_says_who_asked_it_for_the_customer(cast: Cast) -> None:
    fatima = with_code(cast, may_ask=True)
    ask(visit(cast.anna), "uitleg", {"tekst": "Van mijzelf."})
    ask(fatima, "uitleg", ASKS["uitleg"])

    known, code, own = (words(one.get("/overzicht")) for one in (visit(cast.anna, level=1), visit(cast.anna), fatima))

    assert known.count("Gevraagd door") == code.count("Gevraagd door") == own.count("Gevraagd door") == 1
    assert "Gevraagd door Fatima." in known
    assert "Gevraagd door Fatima." in own
    assert "Gevraagd door iemand die meekijkt." in code
    assert "Fatima" not in code


def test_page_of_the_case_says_that_somebody_who_looks_along_asked(cast: Cast) -> None:
    ask(with_code(cast, may_ask=True), "uitleg", ASKS["uitleg"])

    said = words(signed_in(cast.samira).get(f"/werk/dossier/{cast.anna.pk}"))

    assert "iemand die meekijkt" in said
    assert "Fatima" not in said


@pytest.mark.parametrize("slug", ["klopt-niet", "hulp", "klacht", "niet-van-mij", "afspraak", "weet-niet"])
def test_helper_never_agrees_objects_or_complains_for_the_customer(slug: str, cast: Cast) -> None:
    fatima = with_code(cast, may_ask=True)

    assert fatima.get(f"/vraag/{slug}").status_code == 403
    assert fatima.post(f"/vraag/{slug}", {"hulp": "talk", "tekst": "x"}).status_code == 403
    assert fatima.post(f"/vraag/{slug}/nakijken").status_code == 403
    assert (Request.objects.count(), Consent.objects.count()) == (0, 0)


def test_helper_does_not_let_in_others_nor_herself_out_of_reach(cast: Cast) -> None:
    fatima = with_code(cast, may_ask=True)
    number = Helper.objects.get().pk

    met = [fatima.post(page, three("Joop")).status_code for page in (NEW, "/helper")]
    stopped = fatima.post(f"/helper/{number}/stop")

    assert (met, stopped.status_code) == ([403, 405], 403)
    assert Helper.objects.get().withdrawn_at is None


def test_helper_of_another_customer_is_not_there(cast: Cast) -> None:
    stranger = make_helper(cast.chantal)

    assert visit(cast.anna, level=1).post(f"/helper/{stranger.pk}/stop").status_code == 404
    assert visit(cast.anna, level=1).get(f"/helper?gestopt={stranger.pk}").status_code == 404
    assert visit(cast.anna).post(f"/helper/{stranger.pk}/stop")["Location"].startswith("/wie")
    assert Helper.objects.get().withdrawn_at is None


# The end ------------------------------------------------------------------------------------------------------------


def test_stopped_helper_is_out_at_the_next_click_with_a_plain_page(cast: Cast) -> None:
    fatima, anna = with_code(cast, may_ask=True), visit(cast.anna, level=1)
    assert fatima.get("/overzicht").status_code == 200
    number = Helper.objects.get().pk

    stopped = anna.post(f"/helper/{number}/stop", follow=True)
    out = fatima.get("/overzicht")

    assert "Gestopt. Fatima kijkt niet meer mee." in words(stopped)
    assert "Er kijkt nu niemand met u mee." in words(stopped)
    assert out.status_code == 403
    assert "Dat is nu gestopt. U hebt niets fout gedaan." in words(out)
    assert fatima.cookies[COOKIE].value == ""
    assert "Anna" not in words(out)
    assert fatima.get("/overzicht")["Location"].startswith("/?")
    assert "Deze code werkt niet meer." in words(Client().post("/", {"code": CODE}))
    assert anna.get("/overzicht").status_code == 200


def test_helper_who_was_about_to_send_sends_nothing_after_the_end(cast: Cast) -> None:
    fatima = with_code(cast, may_ask=True)
    Helper.objects.update(withdrawn_at=NOW, withdrawn_by="customer:1")

    sent = fatima.post("/vraag/uitleg", {"tekst": "Nog even dit"})

    assert sent.status_code == 403
    assert Request.objects.count() == 0


@pytest.mark.parametrize("remember", ["", "on"])
def test_session_ends_when_the_time_of_the_helper_is_up(remember: str, cast: Cast) -> None:
    make_helper(cast.anna, code=CODE, expires_at=NOW + timedelta(minutes=20))
    fatima = Client()
    fatima.post("/", {"code": CODE, "remember": remember})
    clock.fix(NOW + timedelta(minutes=19))
    inside = fatima.get("/overzicht").status_code

    clock.fix(NOW + timedelta(minutes=20))

    assert (inside, fatima.get("/overzicht").status_code) == (200, 403)
    assert "Deze code werkt niet meer." in words(Client().post("/", {"code": CODE}))


def test_way_out_of_a_helper_leaves_the_customer_inside(cast: Cast) -> None:
    fatima, anna = with_code(cast), visit(cast.anna)

    fatima.post("/uit", {"everywhere": "on"})

    assert fatima.get("/overzicht").status_code == 302
    assert anna.get("/overzicht").status_code == 200


def test_way_out_of_the_customer_leaves_the_helper_inside(cast: Cast) -> None:
    fatima, anna = with_code(cast), visit(cast.anna)

    anna.post("/uit", {"everywhere": "on"})

    assert anna.get("/overzicht").status_code == 302
    assert fatima.get("/overzicht").status_code == 200


def test_words_of_the_customer_in_the_same_browser_are_not_for_the_helper(cast: Cast) -> None:
    """Anna was away too long while writing; Fatima comes in with her own code on the same telephone."""
    make_helper(cast.anna, code=CODE, may_ask=True)
    phone = visit(cast.anna)
    clock.fix(NOW + timedelta(minutes=31))
    phone.post("/vraag/uitleg", {"tekst": TOLD})

    phone.post("/", {"code": CODE})

    assert TOLD not in words(phone.get("/vraag/uitleg"))


# Guessing -----------------------------------------------------------------------------------------------------------


def test_wrong_codes_of_helpers_count_with_all_others(cast: Cast) -> None:
    make_helper(cast.anna, code=CODE)

    wrong = [Client().post("/", {"code": f"CDF GHJ KM{sign}"}).status_code for sign in LETTERS[-11:]]

    assert wrong == [200] * 10 + [429]
    assert Client().post("/", {"code": CODE}).status_code == 429
    assert CustomerSession.objects.count() == 0


def test_helper_has_no_counter_of_her_own_to_guess_with(cast: Cast) -> None:
    """A phone that came in before counts apart for the customer; for who looks along it counts by address."""
    fatima = with_code(cast)
    clock.fix(NOW + timedelta(minutes=55))
    fatima.get("/overzicht")
    clock.fix(NOW + timedelta(minutes=62))

    for _ in range(10):
        fatima.post("/", {"code": "CCC CCC CCC"})

    hashes = DoorTry.objects.values("client_hash").distinct().count()
    assert (hashes, Client().get("/").status_code) == (1, 429)
    assert visit(cast.anna, at=NOW + timedelta(minutes=62)).get("/overzicht").status_code == 200


def test_helper_comes_in_with_the_postcode_of_the_customer_while_somebody_guesses(cast: Cast) -> None:
    make_helper(cast.anna, code=CODE)
    for _ in range(10):
        Client().post("/", {"code": "CCC CCC CCC"})

    alone, wrong = Client().post("/", {"code": CODE}), Client().post("/", {"code": CODE, "postcode": "9999 XX"})
    right = Client().post("/", {"code": CODE, "postcode": "1288 aw"})

    assert (alone.status_code, wrong.status_code, right["Location"]) == (429, 429, "/overzicht")


# Words --------------------------------------------------------------------------------------------------------------

EVIL = "<b>x</b>[[u|je]]{{ 7|add:7 }}"


def test_name_stays_a_name(cast: Cast) -> None:
    anna = visit(cast.anna, level=1)

    seen = [let_in(anna, name=EVIL), anna.get("/helper")]

    helper = Helper.objects.get()
    seen += [visit(cast.anna, helper=helper).get("/overzicht"), anna.get(f"/helper/{helper.pk}/stop")]
    assert helper.name == EVIL
    assert [b"<b>x" in page.content for page in seen] == [False] * 4
    assert all("[[u|je]]{{ 7|add:7 }}" in words(page) for page in (seen[0], seen[1], seen[3]))


def test_signs_that_turn_words_round_do_not_reach_a_name(cast: Cast) -> None:
    let_in(visit(cast.anna, level=1), name="Fa\u202etima\r\nBcc: \u2066x\ufeff")

    assert Helper.objects.get().name == "Fa tima Bcc: x"


FOR_ALL: list[tuple[str, Callable[[Cast], Client]]] = [
    ("/helpen", lambda _: Client()),
    ("/helpen", lambda cast: visit(cast.anna)),
    ("/helper", lambda cast: visit(cast.anna, level=1)),
    ("/helper/nieuw", lambda cast: visit(cast.anna, level=1)),
    ("/helper/nieuw?mag=kijken", lambda cast: visit(cast.anna, level=1)),
    ("/helper/nieuw?mag=kijken&tot=week", lambda cast: visit(cast.anna, level=1)),
    ("/overzicht", lambda cast: visit(cast.anna, helper=make_helper(cast.anna))),
    ("/samen", lambda cast: visit(cast.anna, helper=make_helper(cast.anna))),
]


@pytest.mark.parametrize("formal", [True, False])
@pytest.mark.parametrize("place", range(len(FOR_ALL)))
def test_page_is_plain_dutch_with_a_person(place: int, formal: bool, cast: Cast) -> None:
    cast.woonstede.is_formal = formal
    cast.woonstede.save()
    address, who = FOR_ALL[place]

    page = pages.read(who(cast).get(address).content)

    assert [line for line in page.sentences if len(line.split()) > pages.WORDS] == []
    assert (page.language, [level for level, _ in page.headings].count(1), page.inline) == ("nl", 1, [])
    assert [link for link in page.links.values() if link.startswith("tel:")] != []
    assert "schuld" not in page.text.lower()
    assert "[[" not in page.text
    if not formal and address not in {"/helpen"}:
        assert re.findall(r"\b[Uu]w?\b", pages.said(page)) == []


def test_request_of_long_ago_without_a_trail_has_no_helper(cast: Cast) -> None:
    request = make_request(cast.anna)

    assert "vroeg dit voor" not in words(visit(cast.anna, level=1).get(f"/bedankt/{request.pk}"))

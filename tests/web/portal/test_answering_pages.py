"""How an organisation without an installation answers: nothing of a customer before the code, and little after it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.conftest import NOW
from tests.web import pages
from tests.web.portal.jointly import Four, make_four, make_joint, make_plan
from tests.web.portal.visits import visit
from tijdig.models import AnswerLink, AuditEvent, Consent, Creditor, JointPart
from tijdig.queries.doors import keyed_hash

CODE = "123456"
SECRETS = ("Anna", "de Wit", "W-7741", "€")


def words(response: Any) -> str:
    return pages.said(pages.read(response.content)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def four(cast: Cast) -> Four:
    return make_four(cast)


def make_link(part: JointPart, token: str = "token") -> AnswerLink:
    """A link whose code was mailed."""
    link = AnswerLink.objects.create(
        part=part, token_hash=keyed_hash("answer", token), sent_to=part.creditor.joint_email, made_at=NOW,
        expires_at=NOW + timedelta(days=21), code_until=NOW + timedelta(minutes=30),
    )  # fmt: skip
    AnswerLink.objects.filter(pk=link.pk).update(code_hash=keyed_hash("answer-code", f"{link.pk}-{CODE}"))
    return link


def asked(four: Four, state: str = "asked", joint: str = "inventory") -> JointPart:
    """Waterheld, at this moment of it."""
    made = make_joint(four, joint, "accepted", "accepted", state)
    if joint != "inventory":
        make_plan(made, confirmed_at=NOW if joint == "active" else None)
    part = made.parts.get(creditor=four.water)
    make_link(part)
    return part


def inside() -> Client:
    client = Client()
    assert client.post("/antwoord/token/code", {"code": CODE})["Location"] == "/antwoord"
    return client


def test_before_the_code_nothing_of_a_customer_is_said_and_no_cache_or_search_keeps_it(four: Four) -> None:
    asked(four)
    client = Client()

    found = [client.get("/antwoord/token"), client.get("/antwoord/token/code"), client.get("/antwoord")]

    assert [response.status_code for response in found] == [200, 200, 403]
    for response in found:
        assert [secret for secret in SECRETS if secret in words(response)] == []
        assert response["Cache-Control"] == "no-store, private"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert b'<meta name="robots" content="noindex">' in response.content
        assert response["Referrer-Policy"] == "same-origin"


def test_looking_mails_no_code_for_mail_programs_look_first(four: Four) -> None:
    asked(four)
    AnswerLink.objects.update(code_hash="", code_until=None)

    Client().get("/antwoord/token")

    assert AnswerLink.objects.get().code_hash == ""
    assert AuditEvent.objects.filter(what="answer.looked").count() == 1


def test_button_mails_a_code_and_asks_for_it(four: Four) -> None:
    asked(four)
    before = AnswerLink.objects.get().code_hash

    answer = Client().post("/antwoord/token")

    assert answer["Location"] == "/antwoord/token/code"
    assert AnswerLink.objects.get().code_hash != before


def test_wrong_codes_close_the_link(four: Four) -> None:
    asked(four)
    client = Client()

    met = [client.post("/antwoord/token/code", {"code": "000000"}) for _ in range(5)]

    assert [response.status_code for response in met] == [200] * 4 + [429]
    assert "Deze code klopt niet." in words(met[0])
    assert "Er is te vaak een verkeerde code ingevuld." in words(met[4])
    assert client.post("/antwoord/token/code", {"code": CODE}).status_code == 410


def test_after_the_code_the_least_that_is_needed_is_shown_and_each_look_is_kept(four: Four) -> None:
    asked(four)
    client = inside()

    said = words(client.get("/antwoord"))
    client.get("/antwoord")

    assert "Klant Anna de Wit Klantnummer bij u W-7741 (zoals de klant zei)" in said
    assert "De klant gaf die op 24 november 2026." in said
    for hidden in ("Bosstroom", "Zorgpunt", "182,40", "60,00", "huur", "1288"):
        assert hidden not in said
    assert AuditEvent.objects.filter(what="answer.seen", by=f"creditor:{four.water.pk}").count() == 2


def test_balance_is_told_once_however_often_it_is_sent(four: Four) -> None:
    part, client = asked(four), inside()
    typed = {"bedrag": "90", "contact": "Team Hulp, 020 555 02 22", "dreigt": "ja", "vraag": "balance", "versie": "1"}

    sent = client.post("/antwoord", typed)
    again = client.post("/antwoord", typed | {"bedrag": "900"}, follow=True)

    part.refresh_from_db()
    assert sent["Location"] == "/antwoord"
    assert again.status_code == 200
    assert "Doet u mee aan dit plan?" in words(again)  # everybody had answered
    assert (part.balance_cents, part.is_threatening, part.contact) == (9_000, True, "Team Hulp, 020 555 02 22")
    assert part.answered_by == f"creditor:{four.water.pk}"


def test_what_is_not_right_is_said_beside_it_and_changes_nothing(four: Four) -> None:
    part, client = asked(four), inside()

    wrong = client.post("/antwoord", {"bedrag": "veel", "contact": "", "dreigt": "", "versie": "1"})

    part.refresh_from_db()
    assert wrong.status_code == 400
    assert words(wrong).count("Vul een bedrag in, zoals 25 of 37,50.") == 2
    assert "Vul een naam en een nummer in." in words(wrong)
    assert part.state == "asked"


def test_organisation_that_does_not_know_the_customer_says_so(four: Four) -> None:
    part, client = asked(four), inside()

    empty = client.post("/antwoord/nee", {"waarom": " ", "versie": "1"})
    client.post("/antwoord/nee", {"waarom": "Wij kennen deze klant niet.", "versie": "1"})

    part.refresh_from_db()
    assert empty.status_code == 400
    assert (part.state, part.reason) == ("declined", "Wij kennen deze klant niet.")
    assert "hoeft u niets meer te doen" in words(client.get("/antwoord"))


def test_proposal_shows_its_own_share_and_of_the_whole_only_what_was_agreed(four: Four) -> None:
    part = asked(four, "proposed", "proposed")
    client = inside()

    said = words(client.get("/antwoord"))
    Consent.objects.filter(joint_parts=part).update(data=["balance", "status", "contact", "room"])
    with_room = words(client.get("/antwoord"))

    assert "U krijgt € 30,00 per keer, 3 keer. Klaar in februari 2027. Hoe vaak Elke maand" in said
    assert "1 februari 2027, na 3 keer Samen € 90,00" in said
    assert "60,00" not in said
    assert "Bosstroom" not in with_room
    assert "Uw deel hoort bij een plan van € 60,00 per keer" in with_room


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ({"keuze": "ja"}, "accepted"),
        ({"keuze": "anders", "bedrag": "20", "waarom": "Onze regels."}, "countered"),
        ({"keuze": "nee", "waarom": "Dit is al bij de deurwaarder."}, "declined"),
    ],
)
def test_every_answer_to_a_proposal_is_done_once(typed: dict[str, str], state: str, four: Four) -> None:
    part, client = asked(four, "proposed", "proposed"), inside()

    client.post("/antwoord", typed | {"versie": "1"})
    again = client.post("/antwoord", {"keuze": "nee", "waarom": "Toch niet.", "versie": "1"})

    part.refresh_from_db()
    assert (part.state, part.reason) == (state, typed.get("waarom", ""))
    assert "Dank u wel" in words(again)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({}, "Kies wat het beste past."),
        ({"keuze": "anders", "waarom": "x"}, "Vul een bedrag in, zoals 25 of 37,50."),
        ({"keuze": "anders", "bedrag": "20"}, "Schrijf in een paar woorden waarom."),
        ({"keuze": "nee"}, "Schrijf in een paar woorden waarom."),
        ({"keuze": "anders", "bedrag": "900", "waarom": "x"}, "Dat bedrag kan niet. Kijk het bedrag na."),
    ],
)
def test_answer_that_lacks_something_says_what(typed: dict[str, str], fault: str, four: Four) -> None:
    part, client = asked(four, "proposed", "proposed"), inside()

    wrong = client.post("/antwoord", typed | {"versie": "1"})

    part.refresh_from_db()
    assert wrong.status_code == 400
    assert fault in words(wrong)
    assert part.state == "proposed"


def test_answer_to_an_older_version_is_not_taken(four: Four) -> None:
    part, client = asked(four, "proposed", "proposed"), inside()

    answer = client.post("/antwoord", {"keuze": "ja", "versie": part.joint.version + 7})

    assert "Dit is net gewijzigd." in words(answer)


def test_customer_takes_the_consent_back_and_the_page_is_empty_at_once(four: Four) -> None:
    part, client = asked(four, "proposed", "proposed"), inside()
    Consent.objects.filter(joint_parts=part).update(withdrawn_at=NOW, withdrawn_by="customer:1")

    said = words(client.get("/antwoord"))
    answer = client.post("/antwoord", {"keuze": "ja"})

    part.refresh_from_db()
    assert "Hier is niets meer te zien" in said
    assert [secret for secret in SECRETS if secret in said] == []
    assert part.state == "proposed"
    assert "Hier is niets meer te zien" in words(answer)


@pytest.mark.parametrize("change", [{"ended_at": NOW}, {"expires_at": NOW}])
def test_link_that_ended_closes_who_came_in_by_it(change: dict[str, Any], four: Four) -> None:
    asked(four)
    client = inside()
    AnswerLink.objects.update(**change)

    assert client.get("/antwoord").status_code == 403
    assert Client().get("/antwoord/token").status_code == 410


def test_who_goes_out_is_out(four: Four) -> None:
    asked(four)
    client = inside()

    client.post("/antwoord/klaar")

    assert client.get("/antwoord").status_code == 403


def test_form_from_another_site_is_not_taken(four: Four) -> None:
    asked(four)

    assert Client(enforce_csrf_checks=True).post("/antwoord/token").status_code == 403


def test_customer_that_is_inside_sees_nothing_of_another_organisations_page(cast: Cast, four: Four) -> None:
    asked(four)

    assert visit(cast.anna, level=2).get("/antwoord").status_code == 403


@pytest.mark.parametrize("state", ["confirmed", "accepted", "countered", "running", "paid"])
def test_how_it_stands_is_said_in_every_state(state: str, four: Four) -> None:
    asked(four, state, "active" if state in {"running", "paid"} else "proposed")

    said = words(inside().get("/antwoord"))

    assert "Dank u wel" in said
    assert "{" not in said


def test_who_came_in_by_an_old_address_is_out_once_another_is_written_to(four: Four) -> None:
    part, client = asked(four), inside()
    assert client.get("/antwoord").status_code == 200

    AnswerLink.objects.update(ended_at=NOW)
    Creditor.objects.filter(pk=four.water.pk).update(joint_email="nieuw@waterheld.example")
    AnswerLink.objects.create(
        part=part, token_hash=keyed_hash("answer", "another"), sent_to="nieuw@waterheld.example", made_at=NOW,
        expires_at=NOW + timedelta(days=21),
    )  # fmt: skip

    assert says_moved(client.get("/antwoord"))


def says_moved(response: Any) -> bool:
    """Plain words and whom to call, without a word about a customer."""
    said = words(response)
    assert [secret for secret in SECRETS if secret in said] == []
    return (
        response.status_code == 410
        and "Het e-mailadres van uw organisatie is bij ons veranderd." in said
        and ("020 555 01 23" in said)
    )


@pytest.mark.parametrize("address", ["nieuw@waterheld.example", ""])
def test_link_to_an_address_of_before_opens_nothing_and_mails_no_code(four: Four, address: str) -> None:
    asked(four)
    before = AnswerLink.objects.get().code_hash
    Creditor.objects.filter(pk=four.water.pk).update(joint_email=address)
    client = Client()

    met = [
        client.get("/antwoord/token"),
        client.post("/antwoord/token"),
        client.get("/antwoord/token/code"),
        client.post("/antwoord/token/code", {"code": CODE}),
    ]

    assert all(map(says_moved, met))
    assert AnswerLink.objects.get().code_hash == before
    assert client.get("/antwoord").status_code == 403


@pytest.mark.parametrize("address", ["nieuw@waterheld.example", ""])
def test_who_is_inside_is_out_once_the_registered_address_is_another(four: Four, address: str) -> None:
    part, client = asked(four), inside()
    Creditor.objects.filter(pk=four.water.pk).update(joint_email=address)

    typed = {"bedrag": "90", "contact": "Team Hulp, 020 555 02 22", "dreigt": "ja", "vraag": "balance", "versie": "1"}

    assert says_moved(client.get("/antwoord"))
    assert says_moved(client.post("/antwoord", typed))
    assert says_moved(client.get("/antwoord/nee"))
    part.refresh_from_db()
    assert part.balance_cents is None

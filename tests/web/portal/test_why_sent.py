"""Why a customer got a message: the stored reasons, what we knew, what we never use, and how to object."""

import re
from datetime import date

import pytest

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import TODAY, make_contact, make_decision, make_moment
from tests.web import pages
from tests.web.portal.test_asking import words
from tests.web.portal.visits import visit
from tijdig.actions import night, payments
from tijdig.models import Case, Contact, Decision, Moment
from tijdig.policy.reasons import reasons
from tijdig.queries import sent as sent_lines
from tijdig.queries import whysent
from tijdig.queries.steps import REASONS
from tijdig.rules.formality import INVERTED, OBJECT, SUBJECT, informal
from tijdig.words import ReplyKind

KNOWN = 1
RULES = {"whether": "say_first", "stage": "stage_first", "channels": "on_paper", "frame": "solutions_first"}


def sent(case: Case, **values: object) -> Contact:
    decision = make_decision(case, valid_from=date(2026, 11, 10), outcome="act", rules=RULES)
    moment = make_moment(case, day=date(2026, 11, 10), decision=decision)
    return make_contact(moment, **{"state": "handed_over", "handed_over_at": NOW} | values)


def test_reasons_are_those_that_were_stored(cast: Cast) -> None:
    contact = sent(cast.anna)

    said = words(visit(cast.anna, level=KNOWN).get(f"/waarom/{contact.pk}"))

    assert "Op 24 november 2026: eerste herinnering, per brief." in said
    for code in RULES.values():
        assert REASONS[code].text in said
    assert "uw gezondheid" in said
    assert "Niet mee eens?" in said


def test_code_alone_hears_that_there_was_a_message_and_no_reasons(cast: Cast) -> None:
    contact = sent(cast.anna)
    client = visit(cast.anna)

    response = client.get(f"/waarom/{contact.pk}")

    assert "eerste herinnering, per brief" in words(response)
    assert [code for code in RULES.values() if REASONS[code].text in words(response)] == []
    link = pages.read(response.content).links["Laat de redenen zien"]
    proof = {"day": "17", "month": "mei", "year": "84", "postcode": "1288aw"}
    back = client.post(link, proof | {"naar": f"/waarom/{contact.pk}"})
    assert back["Location"] == f"/waarom/{contact.pk}"


def test_facts_of_that_morning_are_told_and_not_those_of_today(cast: Cast) -> None:
    for rows in (cast.anna.requests, cast.anna.holds, cast.anna.contacts):
        rows.all().delete()
    night.run(TODAY, at=NOW, by="test")
    made = Decision.objects.get(case=cast.anna, valid_from=TODAY)
    contact = Contact.objects.filter(case=cast.anna).order_by("pk").first()
    assert contact is not None
    assert made.columns["overdue_cents"] == 18_240
    Contact.objects.filter(pk=contact.pk).update(state="handed_over", handed_over_at=NOW)
    payments.book(cast.anna.customer.claims.order_by("due_on")[0], 1_000, booked_on=TODAY, by="bank", at=NOW)

    said = words(visit(cast.anna, level=KNOWN).get(f"/waarom/{contact.pk}"))

    assert "Er was € 182,40 te laat." in said
    assert "Wij hadden een postadres, een e-mailadres, een mobiel nummer" in said
    assert said.count("Er was €") == 1


@pytest.mark.parametrize(
    ("key", "said"),
    [("reply-answer-1-email", "U vroeg ons iets. Dit is ons antwoord."), ("reply-paid-1-letter", "Alles is betaald.")],
)
def test_answer_says_what_it_answers(key: str, said: str, cast: Cast) -> None:
    moment = make_moment(cast.anna)
    contact = make_contact(moment, key=key, state="handed_over", handed_over_at=NOW)
    Contact.objects.filter(pk=contact.pk).update(moment=None)

    assert said in words(visit(cast.anna, level=KNOWN).get(f"/waarom/{contact.pk}"))


def test_not_of_this_customer_not_gone_out_and_not_of_ours_are_not_there(cast: Cast) -> None:
    other, planned = sent(cast.chantal), sent(cast.emre, state="planned", handed_over_at=None)
    moment = make_moment(cast.anna, day=date(2026, 11, 2))
    came_in = make_contact(moment, direction="in", state="received", happened_at=NOW)

    assert visit(cast.anna, level=KNOWN).get(f"/waarom/{other.pk}").status_code == 404
    assert visit(cast.emre, level=KNOWN).get(f"/waarom/{planned.pk}").status_code == 404
    assert visit(cast.anna, level=KNOWN).get(f"/waarom/{came_in.pk}").status_code == 404


def test_list_of_messages_and_the_message_itself_lead_there(cast: Cast) -> None:
    contact = sent(cast.anna)
    client = visit(cast.anna, level=KNOWN)

    assert pages.read(client.get("/overzicht").content).links["Waarom?"] == f"/waarom/{contact.pk}"
    page = pages.read(client.get(f"/verstuurd/{contact.pk}").content)
    assert page.links["Waarom kreeg ik dit?"] == f"/waarom/{contact.pk}"
    assert page.links["Bewaar als PDF"] == f"/verstuurd/{contact.pk}.pdf"


def test_reasons_say_je_where_the_organisation_does(cast: Cast) -> None:
    cast.woonstede.is_formal = False
    cast.woonstede.save()
    contact = sent(cast.anna)

    said = words(visit(cast.anna, level=KNOWN).get(f"/waarom/{contact.pk}"))

    assert "Wij laten het je weten." in said
    assert re.findall(r"\b[Uu]w?\b", said) == []


def test_every_reason_can_be_said_with_je() -> None:
    """Who adds a verb before u says in rules/formality.py whether u does it, or it is done to u."""
    texts = [one.text for one in reasons().values()]
    verbs = {found[1] for text in texts for found in INVERTED.finditer(text)}

    assert verbs - set(SUBJECT) - OBJECT - {"dat", "het", "met", "omdat", "wat"} == set()
    assert [text for text in texts if re.search(r"\b[Uu]w?\b|[Uu]zelf", informal(text))] == []
    assert (
        informal("Daarom krijgt u een brief. U hebt uw geld van u.")
        == "Daarom krijg je een brief. Je hebt je geld van jou."
    )


def test_moment_without_a_decision_says_so(cast: Cast) -> None:
    contact = sent(cast.anna)
    Moment.objects.filter(pk=contact.moment_id).update(decision=None)

    assert "Een medewerker stuurde dit bericht." in words(visit(cast.anna, level=KNOWN).get(f"/waarom/{contact.pk}"))


def test_every_answer_has_a_name_and_a_reason() -> None:
    assert set(sent_lines.REPLIES) == set(whysent.ANSWERS) == set(ReplyKind)

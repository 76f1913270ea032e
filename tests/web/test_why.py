"""Why: the answers in short on the page of a case; on a page of its own every rule that decided, with its reason."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.web import pages
from tests.web.pages import Page, said
from tijdig.actions import night
from tijdig.models import Decision, Moment, Night
from tijdig.planner.outcomes import DIMENSIONS
from tijdig.queries import answers, cases, explain

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(cast: Cast) -> Cast:
    """The night has just looked at everybody, Anna among them, who was never written to and asked for nothing."""
    cast.anna.requests.all().delete()
    cast.anna.holds.all().delete()
    cast.anna.contacts.all().delete()
    Moment.objects.filter(case=cast.anna).delete()
    Decision.objects.filter(case=cast.anna).delete()
    night.run(TODAY, at=NOW, by="test")
    Night.objects.filter(day=TODAY).update(started_at=NOW)
    return cast


def read(client: Client, address: str) -> Page:
    found = client.get(address)
    assert found.status_code == 200
    return pages.read(found.content)


def test_case_page_tells_what_how_by_whom_when_and_in_which_words(samira: Client, planned: Cast) -> None:
    made = cases.last_decision(planned.anna)
    assert made is not None
    assert made.outcome == "act"

    page = read(samira, f"/werk/dossier/{planned.anna.pk}")

    text = said(page)
    told = answers.of(made)
    assert [answer.question for answer in told] == ["Wat", "Hoe", "Door wie", "Wanneer", "Voorop", "Toon", "Erbij"]
    for answer in told:
        assert f"{answer.question} {answer.outcome[0].upper()}{answer.outcome[1:]}" in text
        assert answer.reason in text
    assert page.links["Alle regels en bronnen"] == f"/werk/dossier/{planned.anna.pk}/waarom"


def test_a_recommended_step_leads_to_its_reasons(samira: Client, cast: Cast) -> None:
    page = read(samira, f"/werk/dossier/{cast.chantal.pk}")

    assert page.links["Waarom?"] == f"/werk/dossier/{cast.chantal.pk}/waarom"


def test_the_page_of_its_own_has_every_question_with_its_reason(samira: Client, planned: Cast) -> None:
    _, told, _ = explain.page(planned.anna, TODAY)

    text = said(read(samira, f"/werk/dossier/{planned.anna.pk}/waarom"))

    assert {answer.question for answer in told} <= set(DIMENSIONS.values())
    assert len(told) > 8
    for answer in told:
        assert f"{answer.question} {answer.outcome[0].upper()}{answer.outcome[1:]} {answer.reason}" in text


def test_what_came_to_nothing_is_not_said_nine_times(samira: Client, cast: Cast) -> None:
    _, told, _ = explain.page(cast.emre, TODAY)

    assert not {answer.outcome for answer in told} & answers.EMPTY
    text = said(read(samira, f"/werk/dossier/{cast.emre.pk}/waarom"))
    assert "Langs welke weg? Geen" not in text

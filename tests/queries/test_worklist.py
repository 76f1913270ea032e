"""The list of today: who is on it, why, in which order, and that it asks the database few things."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, make_cast
from tests.factories import NOW, TODAY, make_case, make_contact, make_creditor, make_decision, make_hold, make_night
from tests.factories import make_request as request_of
from tijdig.actions import arrangements, audit, calls, forms, handovers, payments, requests, stops
from tijdig.models import Call, CallSlot, Case
from tijdig.queries import steps, worklist, worksources
from tijdig.queries.worklist import Viewer, Worklist
from tijdig.queries.worksources import WorkKind
from tijdig.planner.codes import Owner
from tijdig.planner.reasons import Reason
from tijdig.words import CallResult, ChannelKind, PauseReason, RequestKind

pytestmark = pytest.mark.django_db

SAMIRA_BY = "user:1"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def list_of(cast: Cast, at: datetime = NOW, **more: Any) -> Worklist:
    return worklist.today(Viewer(cast.woonstede.pk, cast.samira.pk, **more), "Samira Kaya", at)


def slot(cast: Cast, starts_at: datetime = NOW + timedelta(minutes=30), places: int = 1) -> CallSlot:
    return CallSlot.objects.create(creditor=cast.woonstede, starts_at=starts_at, places=places)


def test_list_is_empty_when_nobody_waits(cast: Cast) -> None:
    page = list_of(cast)

    assert (page.rows, page.total, page.pages) == ((), 0, 1)
    assert page.greeting == "Goedemorgen, Samira"
    assert page.summary.startswith("Niemand wacht op u.")


def test_promised_call_comes_first_with_its_hour(cast: Cast) -> None:
    request_of(cast.bram, kind="pay_later", answer_due_on=TODAY, text="Ik krijg pas geld op de 25e.")
    calls.ask(cast.anna, slot(cast).pk, "06 00 00 01 01", by="customer", at=NOW, text="Ik werk minder uren.")

    page = list_of(cast)

    assert [(row.name, row.title, row.deadline.text, row.deadline.tone) for row in page.rows] == [
        ("Anna de Wit", "Bel terug op het gekozen moment", "9.30 uur", "now"),
        ("Bram Yilmaz", "Antwoord op de vraag om later te betalen", "vandaag", "now"),
    ]
    assert page.rows[0].about == "huur · 2 rekeningen"
    assert page.rows[0].quote == "Ik werk minder uren."
    assert page.rows[0].open_text == "€\N{NO-BREAK SPACE}182,40"
    assert page.rows[1].about == "huur · via bewindvoerder"
    assert page.summary == "Twee mensen hebben u nodig, vandaag. De eerste belt u om 9.30 uur."

"""The gate, its acts and the time of a team in Chromium: narrow and wide, under axe-core."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast
from tests.factories import (
    NOW,
    TODAY,
    make_claim,
    make_contact,
    make_details,
    make_moment,
    make_room,
    make_step,
    make_support_need,
    make_transfer,
)
from tests.web import workbench
from tests.web.test_workbench_browser import WIDTHS, at_work, look
from tijdig.actions import calls, teamhours
from tijdig.actions.teamhours import TeamTime
from tijdig.models import Case, Claim, Contact
from tijdig.words import CallResult, Skill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(data_dir: Path, emptied: None) -> Cast:
    return workbench.make_morning()


def try_all(case: Case) -> None:
    """All that the policy asks."""
    Claim.objects.filter(customer=case.customer).update(due_on=TODAY - timedelta(days=99))
    claims = [{"id": claim.pk, "open_cents": 1} for claim in Claim.objects.filter(customer=case.customer)]
    for days, stage in ((80, "S1"), (60, "S2"), (40, "S3")):
        last = TODAY - timedelta(days=20) if stage == "S3" else None
        moment = make_moment(case, day=TODAY - timedelta(days=days), stage=stage, claims=claims, pay_before_on=last)
        for kind in ("letter", "email"):
            at = NOW - timedelta(days=days)
            make_contact(moment, kind=kind, state="delivered", text="De gemeente geeft hulp.", send_from=at)
    for days in (30, 35):
        at = NOW - timedelta(days=days)
        calls.log(case, CallResult.NOT_REACHED, "Nam niet op.", good_conversation=False, by="user:1", at=at)
    make_room(case, state="ok", source="helper", told_by="Budgetcoach van de gemeente")
    make_support_need(case.customer, kind="read_aloud")


def test_gate_is_accessible_and_fits(browser: Browser, live_server: LiveServer, cast: Cast) -> None:
    try_all(cast.chantal)
    make_transfer(cast.emre)
    for case in (cast.chantal, cast.emre):
        make_claim(case.customer, description="Huur van vorige week", due_on=TODAY - timedelta(days=6))
    make_details(cast.emre.customer, first_name="Emre", last_name="Visser", language="ar")
    Contact.objects.filter(case=cast.bram, kind="phone").delete()
    make_step(cast.bram, state="given", why="visit_offered", skill="visit", kind="visit")
    teamhours.put(cast.woonstede, TeamTime(TODAY, TODAY, Skill.CALL, 90), by="user:1", at=NOW)
    addresses = {
        "poort-mag": f"dossier/{cast.chantal.pk}/overdracht",
        "poort-mist": f"dossier/{cast.anna.pk}/overdracht",
        "poort-weg": f"dossier/{cast.emre.pk}/overdracht",
        "houden": f"dossier/{cast.chantal.pk}/houden",
        "bureau": f"dossier/{cast.chantal.pk}/bureau",
        "bureau-mist": f"dossier/{cast.anna.pk}/bureau",
        "terughalen": f"dossier/{cast.emre.pk}/terughalen",
        "stap": f"dossier/{cast.bram.pk}/stap",
        "uren": "uren",
        "dossier-poort": f"dossier/{cast.chantal.pk}",
        "dossier-weg": f"dossier/{cast.emre.pk}",
        "weten": f"dossier/{cast.emre.pk}/weten?hulp=other_language",
        "vandaag-stap": "?wie=iedereen",
    }
    with at_work(browser, live_server, cast, WIDTHS[0], is_lead=True) as context:
        page = context.new_page()
        for name, address in addresses.items():
            page.goto(f"{live_server.url}/werk/{address}")
            for width in WIDTHS:
                look(page, width, name)

"""Joint arrangements at work: the list with deadlines, the page of one, and what another organisation may not see."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.factories import NOW, TODAY, make_membership, make_user
from tests.web import workbench
from tests.web.portal.jointly import Four, make_four, make_joint, make_plan
from tests.web.test_workbench import read, said
from tijdig.models import Consent, Joint, Shared
from tijdig.rules.money import euros

pytestmark = pytest.mark.django_db


@pytest.fixture
def four(cast: Cast) -> Four:
    return make_four(cast)


def at_other(four: Four, creditor: Any = None, name: str = "Bo Bos") -> Client:
    """Somebody who works at one of the others."""
    user = make_user(email=f"{name.replace(' ', '.')}@elders.example", name=name)
    make_membership(user, creditor or four.energy.creditor, role="handler")
    return workbench.signed_in(user)


def tell(joint: Joint, name: str, to: str) -> None:
    part = joint.parts.get(creditor__name=name)
    assert part.consent is not None
    told_to = joint.case.creditor if to == "house" else part.creditor
    what = f"Er staat iets open bij {name}." if to == "house" else "Hoeveel er bij Woonstede open is."
    Shared.objects.create(consent=part.consent, to=told_to, data=["balance"], what=what, at=NOW, by="system")


def balance(joint: Joint, name: str) -> str:
    """What is open at one of them, as it would stand on a page."""
    return plain(joint.parts.get(creditor__name=name).balance_cents or 0)


def plain(cents: int) -> str:
    """Euros with a space that a test can type."""
    return euros(cents).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("state", ["proposed", "active", "ended"])
@pytest.mark.parametrize("values", [{"withdrawn_at": NOW, "withdrawn_by": "customer:1"}, {"until_on": TODAY}])
def test_without_a_consent_that_stands_it_is_not_there_for_another_organisation(
    state: str, values: dict[str, Any], four: Four
) -> None:
    stand = "proposed" if state == "proposed" else "running"
    joint = make_joint(four, state, stand, stand, stand, stand)
    make_plan(joint, confirmed_at=None if state == "proposed" else NOW)
    bo = at_other(four)
    assert bo.get(f"/werk/samen/{joint.pk}").status_code == 200

    Consent.objects.filter(pk=joint.parts.get(creditor=four.energy.creditor).consent_id).update(**values)

    assert bo.get(f"/werk/samen/{joint.pk}").status_code == 404
    assert "Anna de Wit" not in said(read(bo, "/werk/samen"))


# The list


def test_list_has_the_nearest_deadline_first_with_who_is_to_act(samira: Client, four: Four) -> None:
    joint = make_joint(four, "inventory", "confirmed", "asked", "silent", "confirmed", due_on=date(2026, 12, 3))
    joint.parts.filter(state="asked").update(due_on=date(2026, 11, 27))

    page = said(read(samira, "/werk/samen"))

    assert "tot en met vrijdag Anna de Wit Vier organisaties, één nog stil Bedragen worden opgevraagd" in page
    assert "Aan zet Bosstroom" in page


def test_list_asks_as_much_for_three_as_for_one(samira: Client, four: Four, cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            samira.get("/werk/samen")
        return len(queries)

    make_joint(four, "active", "running", "running")
    samira.get("/werk/samen")
    one = asked()
    for case in (cast.bram, cast.chantal):
        make_joint(four, "active", "running", "running", case=case)

    assert asked() == one


def test_what_is_over_is_not_in_the_list(samira: Client, four: Four) -> None:
    make_joint(four, "completed", "paid", "paid", due_on=None)

    assert "Er loopt nu niets samen." in said(read(samira, "/werk/samen"))


# The page where it was asked


def test_page_says_who_takes_part_who_is_silent_and_what_was_told(samira: Client, four: Four) -> None:
    joint = make_joint(four, "proposed", "accepted", "undecided", "proposed", "declined")
    make_plan(joint)
    tell(joint, "Bosstroom", "house")

    text = said(read(samira, f"/werk/samen/{joint.pk}"))

    assert "Nu: organisaties kijken ernaar" in text
    assert "Nog geen antwoord: een mens vraagt het na" in text
    assert "Bel: 020 555 01 77" in text
    assert balance(joint, "Waterheld") in text
    assert "Dit is al bij de deurwaarder." in text
    assert "24 november 2026, Bosstroom aan Woonstede: Er staat iets open bij Bosstroom." in text
    assert "Te missen, elke maand € 60,00" in text


def test_balance_of_another_is_not_shown_after_the_consent_was_taken_back(samira: Client, four: Four) -> None:
    joint = make_joint(four, "proposed", "accepted", "confirmed", "proposed", "declined")
    make_plan(joint)
    part = joint.parts.get(creditor__name="Waterheld")
    seen = (balance(joint, "Waterheld"), plain(joint.plans.get().lines.filter(part=part)[0].amount_cents))
    before = said(read(samira, f"/werk/samen/{joint.pk}"))
    Consent.objects.filter(pk=part.consent_id).update(withdrawn_at=NOW, withdrawn_by="customer:1")

    after = said(read(samira, f"/werk/samen/{joint.pk}"))

    assert [(one in before, one in after) for one in seen] == [(True, False)] * 2


def test_consent_that_is_over_shows_nothing_more(samira: Client, four: Four) -> None:
    joint = make_joint(four, "proposed", "accepted", "confirmed")
    Consent.objects.filter(purpose="joint").update(until_on=TODAY)

    assert balance(joint, "Bosstroom") not in said(read(samira, f"/werk/samen/{joint.pk}"))


# Another organisation


OTHERS = ("Waterheld", "Zorgpunt", "W-7741", "deurwaarder", "Te missen")


def test_other_organisation_sees_its_own_part_only(four: Four) -> None:
    joint = make_joint(four, "proposed", "accepted", "proposed", "proposed", "declined")
    make_plan(joint)
    for name, to in (("Bosstroom", "other"), ("Waterheld", "house")):
        tell(joint, name, to)
    there = at_other(four)

    page, listed = (said(read(there, address)) for address in (f"/werk/samen/{joint.pk}", "/werk/samen"))

    assert "Een gezamenlijk plan, gevraagd bij Woonstede" in page
    assert "Bosstroom (wij)" in page
    assert balance(joint, "Bosstroom") in page
    assert "aan Bosstroom: Hoeveel er bij Woonstede open is." in page
    sums = [balance(joint, name) for name in ("Woonstede", "Waterheld")]
    assert not [one for one in (*OTHERS, *sums) if one in page + listed]
    assert "Gevraagd bij Woonstede" in listed


def test_other_organisation_sees_what_can_be_spared_only_where_that_was_agreed(four: Four) -> None:
    joint = make_joint(four, "proposed", "accepted", "proposed")
    there = at_other(four)
    before = said(read(there, f"/werk/samen/{joint.pk}"))
    Consent.objects.filter(joint_parts__creditor=four.energy.creditor).update(
        data=["balance", "status", "contact", "room"]
    )

    after = said(read(there, f"/werk/samen/{joint.pk}"))

    assert ("€ 60,00" in before, "€ 60,00" in after) == (False, True)


@pytest.mark.parametrize("state", ["picked", "left"])
def test_organisation_that_was_not_told_or_went_finds_nothing(state: str, four: Four) -> None:
    joint = make_joint(four, "inventory", "confirmed", state)
    there = at_other(four)

    assert there.get(f"/werk/samen/{joint.pk}").status_code == 404
    assert "Er loopt nu niets samen." in said(read(there, "/werk/samen"))
    assert "Samen regelen" not in said(read(there, f"/werk/dossier/{four.energy.pk}")).partition("Het verhaal")[2]


def test_stranger_finds_nothing(four: Four) -> None:
    joint = make_joint(four, "active", "running", "running")
    there = at_other(four, workbench.make_stranger("Ine Vreemd").creditor)

    assert there.get(f"/werk/samen/{joint.pk}").status_code == 404


# The day's work


def test_what_waits_for_us_is_on_the_list_of_today(samira: Client, four: Four) -> None:
    make_joint(four, "weighed", "confirmed", "confirmed", due_on=TODAY)
    there = at_other(four)
    make_joint(four, "inventory", "confirmed", "asked", case=workbench_case(four))

    assert "Bel over samen regelen, en bied hulp aan" in said(read(samira, "/werk/?soort=joint"))
    assert "Zeg hoeveel er bij ons open is" in said(read(there, "/werk/?soort=joint"))
    assert "Naar het gezamenlijke plan" in said(read(there, f"/werk/dossier/{four.energy.pk}"))


def workbench_case(four: Four) -> Any:
    """Another case of the house, so that each has one that runs."""
    return type(four.anna).objects.filter(creditor=four.anna.creditor).exclude(pk=four.anna.pk)[0]

"""A customer who died: beside a plan for all together nothing is asked, and a person finds out whom to write."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.factories import TODAY, make_hold
from tests.web.pages import said
from tests.web.portal.jointly import Four, make_joint
from tests.web.test_joint_counter import act, asked, balances, bo, four, part
from tests.web.test_workbench import read
from tijdig.models import Case, Customer
from tijdig.queries import steps, worksources
from tijdig.queries.worksources import WorkKind

__all__ = ["bo", "four"]
pytestmark = pytest.mark.django_db
FAMILY = "Vraag de familie aan wie wij mogen schrijven"


def died(case: Case, how: str) -> None:
    """Said on the file, or a stop that came with its list."""
    if how == "told":
        Customer.objects.filter(pk=case.customer_id).update(died_on=TODAY)
    else:
        make_hold(case, kind="died", until_on=None)


def codes(case: Case) -> set[tuple[str, str]]:
    head = worksources.items(case.creditor, whole_team=True, tolerance_days=5, workdays=2, named_after_days=14)
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"creditor": case.creditor_id, "user": 0, "actor": "", "day": TODAY}
        cursor.execute(f"{head} SELECT kind, code FROM items WHERE who = {case.pk:d}", values)
        return set(cursor.fetchall())


@pytest.mark.parametrize("how", ["told", "stopped"])
def test_best_step_of_the_case_asks_for_no_amount(how: str, bo: Client, samira: Client, four: Four) -> None:
    joint = asked(samira, four)
    address = f"/werk/dossier/{four.energy.pk}"
    assert "Zeg hoeveel er bij ons open is" in said(read(bo, address))

    died(four.energy, how)

    page = said(read(bo, address))
    assert FAMILY in page
    assert "Zeg hoeveel er" not in page
    assert ("joint", "died") in codes(four.energy)
    assert FAMILY not in said(read(samira, f"/werk/dossier/{joint.case_id}"))  # another file, another customer


@pytest.mark.parametrize("how", ["told", "stopped"])
def test_page_of_the_plan_asks_nothing_of_who_died(how: str, bo: Client, samira: Client, four: Four) -> None:
    joint = asked(samira, four)
    died(four.energy, how)

    page = read(bo, f"/werk/samen/{joint.pk}")

    assert f"De klant is overleden. {FAMILY}. Vraag niemand om geld." in said(page)
    assert "Zeg hoeveel er open is" not in page.links


def test_where_it_was_asked_only_an_end_is_offered(samira: Client, four: Four) -> None:
    joint = asked(samira, four)
    died(four.anna, "told")

    page = read(samira, f"/werk/samen/{joint.pk}")

    assert FAMILY in said(page)
    assert "Stoppen" in page.links
    for label in ("Wat kan de klant missen?", "Zeg hoeveel er open is", "Doorgeven aan schuldhulp"):
        assert label not in page.links


def test_who_takes_part_can_still_say_no(bo: Client, samira: Client, four: Four) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)
    died(four.energy, "told")

    assert "Antwoord op het voorstel" in read(bo, f"/werk/samen/{joint.pk}").links
    act(bo, joint, "besluit", part(joint, "Bosstroom"), answer="nee", reason="Overleden.")
    assert part(joint, "Bosstroom").state == "declined"


def test_missed_payment_of_who_died_is_no_reason_to_ask(bo: Client, samira: Client, four: Four) -> None:
    joint = make_joint(four, "missed", "running", "running", "running", "running", due_on=TODAY)
    assert ("joint", "missed") in codes(four.anna)

    died(four.anna, "told")

    assert ("joint", "died") in codes(four.anna)
    assert "vraag vriendelijk" not in said(read(samira, f"/werk/dossier/{four.anna.pk}"))
    assert joint.state == "missed"


@pytest.mark.parametrize("kind", [WorkKind.JOINT, WorkKind.MISSED, WorkKind.DECISION, WorkKind.NOT_REACHED])
def test_step_for_who_died_is_the_same_whatever_brought_it_up(kind: WorkKind) -> None:
    assert steps.advise(kind, "died").title == FAMILY
    assert steps.advise(kind, "died", can_call=False).act == "gesprek"

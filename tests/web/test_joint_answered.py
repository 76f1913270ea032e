"""At work: the customer can say no to another share, who told what, and a list without empty columns."""

from typing import Any

import pytest
from django.test import Client

from tests.web import workbench
from tests.web.portal.jointly import Four, make_joint, make_plan
from tests.web.test_joint_counter import act, asked, balances, bo, four, part, running, went, works_at
from tests.web.test_workbench import read, said
from tijdig.models import Joint, JointPart

__all__ = ["bo", "four"]
pytestmark = pytest.mark.django_db
WAY = "/werk/samen"


@pytest.fixture
def countered(samira: Client, bo: Client, four: Four) -> JointPart:
    """Bosstroom asks for more than the proposal gives it."""
    joint = asked(samira, four)
    balances(samira, bo, joint)
    own = part(joint, "Bosstroom")
    act(bo, joint, "besluit", own, answer="anders", share="20", reason="Dit is te weinig.")
    return own


def test_customer_can_leave_out_who_asks_for_more(samira: Client, countered: JointPart) -> None:
    response = act(samira, countered.joint, "tegenvoorstel", countered, answer="zonder")

    assert went(response, countered.joint, "tegenvoorstel")
    countered.refresh_from_db()
    assert countered.state == "left"
    assert "Het antwoord van de klant staat erin." in said(read(samira, response["Location"]))


def test_page_of_another_share_shows_both_answers_and_whom_to_call(samira: Client, countered: JointPart) -> None:
    page = samira.get(f"{WAY}/{countered.joint_id}/tegenvoorstel?deel={countered.pk}").content.decode()

    assert '<button class="go">De klant vindt het goed</button>' in page
    assert 'name="answer" value="zonder">Liever zonder deze organisatie</button>' in page
    assert "Bel Bo Bos, en kies hier nog niets." in page


def test_other_pages_have_no_second_answer(samira: Client, four: Four) -> None:
    joint = asked(samira, four)

    assert 'value="zonder"' not in samira.get(f"{WAY}/{joint.pk}/stoppen").content.decode()


def test_what_was_told_says_by_whom(samira: Client, bo: Client, four: Four) -> None:
    joint = asked(samira, four)
    balances(samira, bo, joint)

    page = said(read(samira, f"{WAY}/{joint.pk}"))

    assert "24 november 2026, Woonstede aan Waterheld: " in page
    assert "24 november 2026, Waterheld aan Woonstede: Hoeveel er bij hen open is" in page


def test_column_of_what_each_gets_is_there_once_something_is_to_get(samira: Client, four: Four) -> None:
    joint = make_joint(four, "inventory", "confirmed", "asked", "asked")
    before = samira.get(f"{WAY}/{joint.pk}").content.decode()
    JointPart.objects.filter(joint=joint).update(state="running", balance_cents=9_000)
    make_plan(joint, confirmed_at=joint.made_at)

    after = samira.get(f"{WAY}/{joint.pk}").content.decode()

    assert before.count('role="columnheader"') + 1 == after.count('role="columnheader"')


def test_list_of_who_only_takes_the_money_has_no_empty_columns(
    samira: Client, bo: Client, four: Four, settings: Any
) -> None:
    settings.JOINT_PAYEE = four.care.code
    zita = workbench.signed_in(works_at(four.care, "Zita Zorg"))
    joint = asked(samira, four)
    balances(samira, bo, joint)
    running(samira, bo, joint)

    page, own = (one.get(WAY).content.decode() for one in (zita, samira))

    assert page.count('role="columnheader"') == 2
    assert page.count("<td") == 1  # the way to the plan
    assert "Aan zet" not in page
    assert "Plannen waarvan het geld bij ons binnenkomt." in page
    assert own.count('role="columnheader"') == 5
    assert Joint.objects.count() == 1


def test_plan_of_which_nothing_is_known_has_no_column_for_what_is_open(samira: Client, four: Four) -> None:
    joint = make_joint(four, "requested", "picked", "picked")
    before = samira.get(f"{WAY}/{joint.pk}").content.decode()
    JointPart.objects.filter(joint=joint, creditor=four.anna.creditor).update(state="confirmed", balance_cents=18_240)

    after = samira.get(f"{WAY}/{joint.pk}").content.decode()

    assert before.count('role="columnheader"') == 3
    assert after.count('role="columnheader"') == 4


@pytest.mark.parametrize(
    ("states", "who"),
    [
        (("confirmed", "asked", "asked"), "De organisaties"),
        (("confirmed", "confirmed", "asked"), "Waterheld"),
        (("confirmed", "silent", "asked"), "Wij"),
        (("asked", "confirmed", "confirmed"), "Wij"),
    ],
)
def test_while_others_are_to_answer_it_is_their_turn(
    samira: Client, four: Four, states: tuple[str, ...], who: str
) -> None:
    joint = make_joint(four, "inventory", *states)

    assert f"Aan zet: {who} " in said(read(samira, f"{WAY}/{joint.pk}"))
    assert f"Aan zet {who} " in said(read(samira, WAY))

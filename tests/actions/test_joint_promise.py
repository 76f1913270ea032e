"""A call that was promised for a day: where nobody calls that day stays, and it is late wherever a colleague looks."""

from datetime import date, timedelta

import pytest

from tests.actions.test_joint import WHO, asked, parts, running
from tests.factories import NOW, TODAY, make_joint, make_membership, make_user
from tijdig.actions import joint as acts
from tijdig.models import Joint
from tijdig.queries import jointlist, jointpages, jointpromise, jointrows, jointwork, policies, worklist
from tijdig.queries.doors import Staff
from tijdig.queries.house import person_of
from tijdig.queries.worklist import Viewer
from tijdig.words import ChangeReason

__all__ = ["asked"]
pytestmark = pytest.mark.django_db
PROMISED = date(2026, 11, 26)
LATE = NOW + timedelta(days=4)


@pytest.fixture
def uncalled(asked: Joint) -> Joint:
    """Help was asked, a call was promised, and two nights after that day nobody had called."""
    joint = running(asked)
    acts.ask_help(joint, **WHO)
    for days in range(1, 5):
        acts.pass_all(NOW + timedelta(days=days), by="night")
    return Joint.objects.select_related("case__creditor").get(pk=joint.pk)


def staff_of(joint: Joint) -> Staff:
    user = make_user(email="samira@elders.example", name="Samira")
    creditor = joint.case.creditor
    seat = make_membership(user, creditor, role="handler")
    return Staff(user.pk, user.name, creditor.pk, creditor.name, "handler", seat.pk)


def test_day_of_a_promised_call_stays_while_the_day_of_the_whole_goes_on(uncalled: Joint) -> None:
    assert uncalled.state == "weighed"
    assert uncalled.due_on is not None
    assert uncalled.due_on > PROMISED
    assert jointpromise.call_by(uncalled) == PROMISED


def test_call_that_did_not_come_is_late_on_every_page_at_work(uncalled: Joint) -> None:
    staff, day = staff_of(uncalled), LATE.date()
    creditor = uncalled.case.creditor
    policy = policies.of(creditor, day)

    (row,) = jointlist.listed(staff, LATE).rows
    page = jointwork.page_of(uncalled, staff, LATE)
    items = worklist._items(creditor, Viewer(creditor.pk, staff.user_id, whole_team=True), day, policy, 1)
    today = [worklist.deadline_of(item, LATE, policy) for item in items if item.code == "weighed"]

    for deadline in (row.deadline, page.deadline, *today):
        assert deadline is not None
        assert (deadline.text, deadline.tone) == ("had gemoeten op 26 november", "now")
    assert len(today) == 1


def test_new_talk_has_a_new_day(uncalled: Joint) -> None:
    acts.go_on(uncalled, by="user:1", at=LATE)
    acts.ask_help(Joint.objects.get(pk=uncalled.pk), by="user:1", at=LATE)

    again = Joint.objects.get(pk=uncalled.pk)
    assert again.state == "weighed"
    assert again.due_on is not None
    assert jointpromise.call_by(again) == again.due_on
    assert again.due_on > LATE.date()


def test_nobody_was_promised_a_call_in_other_states(asked: Joint) -> None:
    assert jointpromise.call_by(asked) is None
    assert jointpromise.call_by(running(asked)) is None


def test_day_on_which_the_plan_would_be_made_anew_stays_and_is_late_at_work(asked: Joint) -> None:
    joint = running(asked)
    acts.revise(joint, ChangeReason.LESS_INCOME, **WHO)
    promised = Joint.objects.get(pk=joint.pk).due_on
    for days in range(1, 9):
        acts.pass_all(NOW + timedelta(days=days), by="night")
    joint = Joint.objects.select_related("case__creditor").get(pk=joint.pk)

    assert (joint.state, jointpromise.told_by(joint), jointpromise.call_by(joint)) == ("revising", promised, None)
    assert joint.due_on is not None
    assert promised is not None
    assert joint.due_on > promised
    at = NOW + timedelta(days=8)
    staff, creditor = staff_of(joint), joint.case.creditor
    (row,) = jointlist.listed(staff, at).rows
    policy = policies.of(creditor, at.date())
    items = worklist._items(creditor, Viewer(creditor.pk, staff.user_id, whole_team=True), at.date(), policy, 1)
    today = [worklist.deadline_of(item, at, policy) for item in items if item.code == "revising"]
    for deadline in (row.deadline, jointwork.page_of(joint, staff, at).deadline, *today):
        assert deadline is not None
        assert (deadline.iso, deadline.tone) == (promised.isoformat(), "now")
    assert len(today) == 1


def test_customer_reads_that_the_day_has_passed_and_not_another_day(asked: Joint) -> None:
    joint = running(asked)
    acts.revise(joint, ChangeReason.LESS_INCOME, **WHO)
    promised = Joint.objects.get(pk=joint.pk).due_on
    for days in range(1, 9):
        acts.pass_all(NOW + timedelta(days=days), by="night")
    held, day = jointrows.held(Joint.objects.get(pk=joint.pk)), (NOW + timedelta(days=8)).date()

    until = jointpages._until(held, None)

    assert until == promised
    assert until is not None
    said = jointpages._lead(held, (), until, day, person_of(joint.case.creditor, None))
    assert "Dat is niet gelukt. Dat spijt ons." in said


def test_nobody_knows_what_can_be_spared_is_work_with_the_day_that_was_told(asked: Joint) -> None:
    Joint.objects.filter(pk=asked.pk).update(spare_cents=None)
    promised = asked.due_on
    for part in parts(asked)[2:]:
        acts.balance(part, 9_000, **WHO)
    for days in range(1, 30):
        acts.pass_all(NOW + timedelta(days=days), by="night")
    joint, day = Joint.objects.select_related("case__creditor").get(pk=asked.pk), (NOW + timedelta(days=29)).date()
    staff, creditor = staff_of(joint), joint.case.creditor
    policy = policies.of(creditor, day)

    items = worklist._items(creditor, Viewer(creditor.pk, staff.user_id, whole_team=True), day, policy, 1)

    assert joint.state == "inventory"
    assert [item.due_on for item in items if item.code == "inventory"] == [promised]


def test_who_has_no_line_in_the_trail_has_the_day_of_the_whole() -> None:
    joint = make_joint(state="weighed", due_on=TODAY)

    assert jointpromise.of_numbers([joint.pk]) == {joint.pk: TODAY}
    assert jointpromise.of_numbers([]) == {}

"""A call that was promised for a day: where nobody calls that day stays, and it is late wherever a colleague looks."""

from datetime import date, timedelta

import pytest

from tests.actions.test_joint import WHO, asked, running
from tests.factories import NOW, TODAY, make_joint, make_membership, make_user
from tijdig.actions import joint as acts
from tijdig.models import Joint
from tijdig.queries import jointlist, jointpromise, jointwork, policies, worklist
from tijdig.queries.doors import Staff
from tijdig.queries.worklist import Viewer

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


def test_who_has_no_line_in_the_trail_has_the_day_of_the_whole() -> None:
    joint = make_joint(state="weighed", due_on=TODAY)

    assert jointpromise.of_numbers([joint.pk]) == {joint.pk: TODAY}
    assert jointpromise.of_numbers([]) == {}

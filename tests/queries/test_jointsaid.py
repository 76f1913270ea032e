"""Every message on a joint arrangement has its line in one table: what it says, how long, and by which way."""

import inspect

import pytest

from tijdig.queries import jointsaid
from tijdig.words import ReplyKind

JOINT = {kind for kind in ReplyKind if kind.value.startswith("joint_")}


def test_every_kind_of_message_on_a_joint_arrangement_has_its_line() -> None:
    assert len(JOINT) > 10
    assert set(jointsaid.SAYINGS) == JOINT
    assert jointsaid.KINDS | jointsaid.ABOUT_PLANS == JOINT
    assert JOINT >= jointsaid.OF_MONEY


@pytest.mark.parametrize("field", ["told", "until_on", "still_holds"])
def test_no_line_can_leave_out_what_it_says_or_how_long_it_holds(field: str) -> None:
    assert inspect.signature(jointsaid.Saying).parameters[field].default is inspect.Parameter.empty


@pytest.mark.parametrize("kind", sorted(JOINT))
def test_message_that_holds_until_something_happens_has_no_check_and_no_day(kind: ReplyKind) -> None:
    """A line with a check and no day is a missed payment: it stays true until it is paid."""
    saying = jointsaid.SAYINGS[kind]

    is_lasting = saying.until_on is jointsaid.SAYINGS[ReplyKind.JOINT_AGREED].until_on
    is_unchecked = saying.still_holds is jointsaid.SAYINGS[ReplyKind.JOINT_AGREED].still_holds
    assert is_lasting == is_unchecked or kind == ReplyKind.JOINT_MISSED

"""What a moment says when nothing else was told of it."""

from datetime import date

from tijdig.rules.joint.facts import Due, Effect, EffectKind, Joint, Part, Plan, Turn
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S
from tijdig.words import Rhythm

DAY = date(2026, 11, 23)


def test_organisation_that_was_picked_has_agreed_to_nothing_yet() -> None:
    part = Part(7)

    assert part == (7, P.PICKED, False, 0, False, None, 0, None, None, None, False, None, None)
    assert (part.has_consent, part.is_threatening, part.was_in) == (False, False, False)


def test_part_owes_its_balance_less_what_was_paid() -> None:
    assert [Part(1, balance_cents=balance, paid_cents=100).left_cents for balance in (500, 100)] == [400, 0]
    assert Part(1).left_cents == 0


def test_joint_that_begins_has_no_plan_and_nobody_outside() -> None:
    joint = Joint(S.REQUESTED, (), DAY)

    assert joint[3:] == (None, Rhythm.MONTHLY, None, 0, None, None, None, 0, (), (), ())
    assert (joint.outside, joint.plans, joint.plan, joint.running) == (0, 0, None, None)


def test_plan_effect_and_day_say_no_more_than_they_were_told() -> None:
    assert Plan(1, 100, (), DAY)[4:] == (None, None)
    assert Effect(EffectKind.HOLD) == (EffectKind.HOLD, None, None, None, ())
    assert Due(DAY, Turn.TEAM).part is None

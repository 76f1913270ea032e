"""What money or a leaving changes in where a plan stands: paid up, paid off, or made anew over what is left."""

from datetime import date, timedelta

import pytest

from tests.rules.joint.story import proposed, running
from tijdig.policy import Policy
from tijdig.rules.joint import events as e
from tijdig.rules.joint.deciding import is_overdue
from tijdig.rules.joint.drafts import Draft
from tijdig.rules.joint.facts import Effect, EffectKind, Joint, Topic
from tijdig.words import ChangeReason
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

FIRST_ON, SECOND_ON = date(2026, 12, 14), date(2027, 1, 14)
"""The first two days to pay of the plan in these stories; it is told on 23 November."""


def message(topic: Topic) -> Effect:
    return Effect(EffectKind.MESSAGE, topic)


def test_payment_moves_the_day_of_the_whole_to_the_next_one() -> None:
    story = running(12_000).then(e.Paid(6_000))

    assert story.joint.due_on == SECOND_ON + timedelta(days=6)
    assert story.effects == (message(Topic.THANKS),)


@pytest.mark.parametrize(("cents", "state"), [(5_999, S.MISSED), (6_000, S.ACTIVE)])
def test_missed_payment_is_put_right_when_all_of_it_is_there(cents: int, state: S) -> None:
    story = running(12_000).on(FIRST_ON + timedelta(days=6))
    assert story.joint.state == S.MISSED

    assert story.then(e.Paid(cents)).joint.state == state


def test_pause_ends_when_all_is_paid_and_another_waits_to_come_in() -> None:
    story = running(12_000, 12_000).then(e.Picked(9), e.Consented(9), e.BalanceTold(9, 12_000))
    story.then(e.Pauses(date(2027, 1, 4)), e.Accepts(9))
    assert (story.joint.state, story.part(9).state) == (S.PAUSED, P.ACCEPTED)

    story.then(e.Paid(24_000))

    assert (story.joint.state, story.states()) == (S.OFFERED, [P.PAID, P.PAID, P.ACCEPTED])


def test_payment_beside_an_offer_makes_it_anew_over_what_is_left() -> None:
    story = running(12_000).then(e.Revises(ChangeReason.AMOUNT), e.CapacityTold(3_000, FIRST_ON), e.Paid(3_000))

    assert (story.joint.state, story.effects) == (S.OFFERED, (message(Topic.THANKS), message(Topic.OFFER)))
    assert story.joint.plan is not None
    assert sum(line.amount_cents for line in story.joint.plan.lines) == 9_000
    assert story.joint.plan.change == ChangeReason.AMOUNT


def test_payment_is_late_after_the_days_of_the_bank(policy: Policy) -> None:
    joint: Joint = running(12_000).joint

    assert not is_overdue(Draft(joint, FIRST_ON + timedelta(days=5), policy))
    assert is_overdue(Draft(joint, FIRST_ON + timedelta(days=6), policy))


def test_payments_all_at_once_end_it_with_thanks() -> None:
    assert running(12_000).then(e.Paid(12_000)).effects == (message(Topic.THANKS), message(Topic.COMPLETED))


def test_all_is_paid_when_who_went_out_of_it_was_never_in_the_plan_that_ran() -> None:
    story = proposed(6_000, 12_000).then(e.Accepts(1), e.Leaves(2), e.Confirms(), e.Paid(6_000))

    assert (story.joint.state, story.states()) == (S.COMPLETED, [P.PAID, P.LEFT])

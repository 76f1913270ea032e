"""Who stays silent has one last day, and then is out; and a consent that ends is asked for in time."""

from datetime import date, timedelta

import pytest

from tests.rules.joint.story import DAY, Story, asked, proposed
from tijdig.rules.dates import months_after
from tijdig.rules.joint import events as e
from tijdig.rules.joint.drafts import JointRefusedError, Refused
from tijdig.rules.joint.facts import EffectKind, Part, Topic
from tijdig.rules.workdays import add_workdays
from tijdig.words import JointPartState as P

STILL, ONE = DAY + timedelta(days=42), timedelta(days=1)
"""A last day is a whole day: silent is who said nothing on the day after it."""


def test_silence_about_the_amount_has_one_last_day_ten_workdays_after_the_question() -> None:
    story = asked()
    story.then(e.BalanceTold(1, 6_000), e.BalanceTold(2, 12_000))

    story.on(add_workdays(DAY, 5, story.policy))
    assert story.part(3).state == P.ASKED
    story.on(story.day + ONE)
    assert (story.part(3).state, story.part(3).due_on) == (P.SILENT, add_workdays(DAY, 10, story.policy))
    story.on(add_workdays(DAY, 10, story.policy) + ONE)
    assert (story.part(3).state, story.part(3).due_on) == (P.SILENT, STILL)
    assert story.did(EffectKind.TASK, Topic.BALANCE, 3)


def test_late_answer_counts_until_the_silence_ends_and_then_it_is_out() -> None:
    story = asked()
    story.then(e.BalanceTold(1, 6_000), e.BalanceTold(2, 12_000))
    story.on(add_workdays(DAY, 5, story.policy) + ONE).then(e.Accepts(1), e.Accepts(2), e.Confirms())

    story.on(STILL - timedelta(days=1))
    assert story.part(3).state == P.SILENT
    late = story.joint
    story.on(STILL)
    assert (story.part(3).state, story.part(3).hold_until) == (P.DECLINED, None)
    assert {part.state for part in late.parts if part.id != 3} == {P.RUNNING}
    with pytest.raises(JointRefusedError):
        story.then(e.BalanceTold(3, 5_000))


def test_silence_about_the_proposal_ends_in_the_same_way() -> None:
    story = proposed().then(e.Accepts(1), e.Accepts(2))

    story.on(add_workdays(DAY, 10, story.policy))
    assert story.part(3).state == P.PROPOSED
    story.on(story.day + ONE).then(e.Confirms())
    assert (story.part(3).state, story.part(3).due_on) == (P.UNDECIDED, add_workdays(DAY, 15, story.policy))
    story.on(STILL - timedelta(days=1))
    assert (story.part(3).state, story.part(3).due_on) == (P.UNDECIDED, STILL)
    assert story.on(STILL).part(3).state == P.DECLINED


# A consent that ends


def agreed(months: int = 6) -> tuple[Story, date]:
    """A plan of two that runs longer than the consent of the second."""
    story, until = Story(Part(1), Part(2)), months_after(DAY, months)
    story.then(e.Consented(1), e.Consented(2, until), e.CapacityTold(3_000, DAY + timedelta(days=21)), e.Asked())
    story.then(e.BalanceTold(1, 20_000), e.BalanceTold(2, 20_000), e.Accepts(1), e.Accepts(2), e.Confirms())
    return story, until


def pay_until(story: Story, day: date) -> Story:
    running = story.joint.running
    assert running is not None
    for on in sorted({line.due_on for line in running.lines if line.due_on <= day}):
        story.on(on).then(e.Paid(sum(line.amount_cents for line in running.lines if line.due_on == on)))
    return story.on(day)


def test_customer_is_asked_once_before_the_end_and_who_takes_part_is_told() -> None:
    story, until = agreed()
    ask_on = until - timedelta(days=story.policy.joint.renew_days)
    pay_until(story, ask_on)

    asks = [
        (step.day, effect.kind, effect.part, effect.until)
        for step in story.log
        for effect in step.effects
        if effect.topic == Topic.RENEW
    ]
    assert asks == [(ask_on, EffectKind.MESSAGE, 2, until), (ask_on, EffectKind.TELL, 2, None)]
    assert story.later(5).part(2).renew_on is None


def test_yes_again_moves_nothing_but_the_day_and_is_asked_again_in_time() -> None:
    story, until = agreed()
    ask_on = until - timedelta(days=story.policy.joint.renew_days)
    before = pay_until(story, ask_on).joint.running
    then = months_after(until, 6)

    story.then(e.Renewed(2, then))

    assert (story.joint.running, story.part(2).state) == (before, P.RUNNING)
    assert (story.part(2).consent_until, story.part(2).renew_on) == (then, then - timedelta(days=56))
    assert story.did(EffectKind.TELL, Topic.RENEWED, 2)


@pytest.mark.parametrize(("days_early", "months", "code"), [(57, 12, Refused.NOT_NOW), (40, 6, Refused.BAD_DAY)])
def test_yes_again_too_early_or_for_no_longer_is_refused(days_early: int, months: int, code: Refused) -> None:
    story, until = agreed()
    pay_until(story, until - timedelta(days=days_early))

    with pytest.raises(JointRefusedError) as refused:
        story.then(e.Renewed(2, months_after(DAY, months)))

    assert refused.value.code == code


def test_without_a_yes_it_goes_on_apart_on_the_day_that_was_said() -> None:
    story, until = agreed()
    pay_until(story, until - timedelta(days=1)).day = until

    story.then(e.Withdrawn(2))

    assert (story.part(2).state, story.part(1).state) == (P.LEFT, P.RUNNING)
    assert story.did(EffectKind.KEEP, None, 2)

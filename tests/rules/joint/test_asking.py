"""From a wish to a proposal: who may be asked, what is open there, what can be spared, and who goes out again."""

from datetime import date, timedelta

import pytest

from tests.rules.joint.story import DAY, Story, asked, proposed, refused, running
from tijdig.policy import Policy
from tijdig.rules.joint import events as e
from tijdig.rules.joint.asking import first_bounds, lasting
from tijdig.rules.joint.drafts import Refused
from tijdig.rules.joint.facts import Effect, EffectKind, Part, Topic, WeighReason
from tijdig.words import ChangeReason, SharedData
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

TOMORROW, QUIET_UNTIL = DAY + timedelta(days=1), DAY + timedelta(days=42)
FIRST_ON = DAY + timedelta(days=21)


def why(story: Story) -> list[WeighReason]:
    """What a person still has to talk over."""
    return [weigh.why for weigh in story.joint.weighs if weigh.done_on is None]


# Who is asked.


def test_wish_holds_who_was_picked_until_its_day() -> None:
    story = Story(Part(1, yes_months=18), Part(2, is_threatening=True))

    in_two_weeks = DAY + timedelta(days=14)
    assert story.joint.parts == (
        Part(1, yes_months=18, due_on=in_two_weeks), Part(2, is_threatening=True, due_on=in_two_weeks),
    )  # fmt: skip
    assert (story.joint.state, story.joint.due_on) == (S.REQUESTED, in_two_weeks)


def test_organisation_is_asked_made_quiet_and_told_no_more_than_that_it_takes_part() -> None:
    story = Story(Part(1)).then(e.Consented(1), e.Asked())

    assert story.effects == (
        Effect(EffectKind.HOLD, part=1, until=QUIET_UNTIL),
        Effect(EffectKind.TELL, Topic.BALANCE, 1, data=(SharedData.STATUS,)),
        Effect(EffectKind.MESSAGE, Topic.QUIET),
    )
    assert (story.joint.standstill_until, story.part(1).hold_until) == (QUIET_UNTIL, QUIET_UNTIL)


def test_organisation_that_is_agreed_to_later_is_asked_at_once() -> None:
    story = asked(Part(1)).then(e.Picked(2), e.Consented(2))

    assert story.states() == [P.ASKED, P.ASKED]
    assert story.effects == (
        Effect(EffectKind.HOLD, part=2, until=QUIET_UNTIL),
        Effect(EffectKind.TELL, Topic.BALANCE, 2, data=(SharedData.STATUS,)),
    )


def test_consent_before_the_others_are_asked_asks_nobody_yet() -> None:
    story = Story(Part(1)).then(e.Consented(1))

    assert (story.states(), story.effects, story.part(1).has_consent) == ([P.PICKED], (), True)


def test_consent_without_an_end_is_never_asked_for_again(policy: Policy) -> None:
    assert lasting(None, policy) == {"consent_until": None, "renew_on": None}
    assert lasting(date(2027, 3, 1), policy) == {"consent_until": date(2027, 3, 1), "renew_on": date(2027, 1, 4)}


def test_yes_again_without_a_consent_that_ends_is_refused() -> None:
    assert refused(running(12_000), e.Renewed(1, date(2030, 1, 1))) == Refused.NOT_NOW


# What can be spared.


def test_first_payment_is_tomorrow_at_the_soonest_and_within_forty_five_days(policy: Policy) -> None:
    assert first_bounds(Story(Part(1)).joint, DAY, policy) == (TOMORROW, DAY + timedelta(days=45))
    assert Story(Part(1)).then(e.CapacityTold(6_000, TOMORROW)).joint.first_on == TOMORROW


def test_first_payment_of_another_amount_comes_after_the_pause() -> None:
    """Also where one of them is paid up already; and once the payment after the pause is due, tomorrow is the first."""
    story = running(1_000, 24_000)
    story.then(e.Paid(1_000, 1), e.Pauses(date(2027, 1, 18)))

    assert first_bounds(story.joint, DAY, story.policy) == (date(2027, 1, 18), date(2027, 3, 3))
    story.on(date(2027, 1, 18))
    assert first_bounds(story.joint, story.day, story.policy) == (date(2027, 1, 19), date(2027, 3, 4))


def test_first_payment_of_another_amount_waits_for_no_day_that_moved_without_a_pause() -> None:
    story = running(12_000).then(e.NewDay(date(2026, 12, 28)))

    assert first_bounds(story.joint, DAY, story.policy) == (TOMORROW, DAY + timedelta(days=45))


def test_amount_below_nothing_is_refused() -> None:
    assert refused(Story(Part(1)), e.CapacityTold(-1, FIRST_ON)) == Refused.BAD_AMOUNT


def test_amount_of_nothing_asks_for_a_person_as_soon_as_they_are_asked() -> None:
    """Told before, a wish stays a wish; told after, a person looks at once."""
    before = Story(Part(1)).then(e.Consented(1), e.CapacityTold(0, FIRST_ON))
    after = Story(Part(1)).then(e.Consented(1), e.Asked(), e.CapacityTold(0, FIRST_ON))

    assert (before.joint.state, why(before)) == (S.REQUESTED, [])
    assert (before.then(e.Asked()).joint.state, why(before)) == (S.WEIGHED, [WeighReason.ROOM])
    assert (after.joint.state, why(after)) == (S.WEIGHED, [WeighReason.ROOM])


def test_amount_that_makes_room_goes_on_without_a_talk() -> None:
    story = asked(Part(1), spare_cents=0).then(e.CapacityTold(6_000, FIRST_ON))

    assert (story.joint.state, story.joint.weighs, story.states()) == (S.INVENTORY, (), [P.ASKED])


def test_amount_that_makes_it_short_while_it_runs_is_laid_before_the_customer() -> None:
    story = running(60_000).then(e.Revises(ChangeReason.LESS_INCOME), e.CapacityTold(1_000, FIRST_ON))
    assert (story.joint.state, why(story)) == (S.WEIGHED, [WeighReason.TOO_LONG])

    story.then(e.CapacityTold(5_000, FIRST_ON, change=ChangeReason.LESS_INCOME))

    assert (story.joint.state, why(story)) == (S.OFFERED, [])
    assert story.joint.plan is not None
    assert story.joint.plan.change == ChangeReason.LESS_INCOME


# What is open.


def test_balance_of_nothing_leaves_nothing_to_arrange_there() -> None:
    story = asked().then(e.BalanceTold(1, 0), e.BalanceTold(2, 1), e.BalanceTold(3, 12_000))

    assert story.states() == [P.LEFT, P.PROPOSED, P.PROPOSED]
    assert refused(asked(), e.BalanceTold(1, -1)) == Refused.BAD_AMOUNT


def test_balance_of_one_cent_is_something_to_arrange() -> None:
    story = asked().then(e.BalanceTold(1, 1))

    assert (story.states(), story.part(1).balance_cents) == ([P.CONFIRMED, P.ASKED, P.ASKED], 1)


def test_balance_of_nothing_everywhere_ends_it_with_a_message() -> None:
    story = asked(Part(1)).then(e.BalanceTold(1, 0))

    assert (story.joint.state, story.states()) == (S.ENDED, [P.LEFT])
    assert story.effects == (Effect(EffectKind.LIFT, part=1), Effect(EffectKind.MESSAGE, Topic.ENDED))


def test_proposal_waits_for_what_can_be_spared() -> None:
    story = Story(Part(1)).then(e.Consented(1), e.Asked(), e.BalanceTold(1, 12_000))

    assert (story.joint.state, story.states(), story.joint.plan) == (S.INVENTORY, [P.CONFIRMED], None)
    assert story.then(e.CapacityTold(6_000, FIRST_ON)).joint.state == S.PROPOSED


def test_proposal_waits_for_a_balance_when_all_are_silent() -> None:
    story = asked(Part(1)).later(8)

    assert (story.joint.state, story.states(), why(story)) == (S.INVENTORY, [P.SILENT], [])


# Who goes out again.


def test_wish_goes_on_as_long_as_somebody_is_in_it() -> None:
    story = Story(Part(1), Part(2)).then(e.Leaves(1))

    assert (story.joint.state, story.states()) == (S.REQUESTED, [P.LEFT, P.PICKED])
    assert story.then(e.Leaves(2)).joint.state == S.ENDED
    assert story.effects == (Effect(EffectKind.MESSAGE, Topic.ENDED),)


def test_no_of_one_and_a_leaving_of_the_last_is_for_a_person() -> None:
    """Somebody did say no, so that help has to be offered; talked over or not, it ends when the last one goes."""
    story = asked(Part(1), Part(2)).then(e.Declines(1), e.Leaves(2))

    assert (story.joint.state, story.states(), why(story)) == (S.WEIGHED, [P.DECLINED, P.LEFT], [WeighReason.OUTSIDE])


def test_looking_of_a_person_ends_when_the_last_one_goes() -> None:
    story = asked(Part(1), Part(2)).then(e.Declines(1), e.HelpAsked(), e.Leaves(2))

    assert (story.joint.state, story.states()) == (S.ENDED, [P.DECLINED, P.LEFT])
    assert story.did(EffectKind.MESSAGE, Topic.ENDED)


def test_others_are_proposed_to_when_the_one_who_was_waited_for_goes() -> None:
    story = asked(Part(1), Part(2)).then(e.BalanceTold(1, 12_000), e.Leaves(2))

    assert (story.joint.state, story.states()) == (S.PROPOSED, [P.PROPOSED, P.LEFT])


def test_plan_is_offered_when_the_last_one_that_had_to_answer_goes() -> None:
    story = proposed().then(e.Accepts(1), e.Accepts(2), e.Leaves(3))

    assert (story.joint.state, story.states()) == (S.OFFERED, [P.ACCEPTED, P.ACCEPTED, P.LEFT])


def test_plan_that_lies_ready_is_made_anew_without_the_one_that_goes() -> None:
    story = proposed().then(e.Accepts(1), e.Accepts(2), e.Accepts(3), e.Leaves(3))

    assert story.joint.plan is not None
    assert [line.amount_cents for line in story.joint.plan.lines if line.number == 1] == [2_000, 4_000]
    assert {line.part for line in story.joint.plan.lines} == {1, 2}
    assert story.effects == (Effect(EffectKind.LIFT, part=3), Effect(EffectKind.MESSAGE, Topic.OFFER))


# Talked over.


def test_organisation_that_asked_for_more_is_asked_again_after_the_talk() -> None:
    story = proposed(12_000, 12_000).then(e.Counters(1, 5_000), e.Declines(2))
    assert (story.joint.state, why(story)) == (S.WEIGHED, [WeighReason.OUTSIDE])

    story.then(e.GoesOn())

    assert (story.joint.state, story.states()) == (S.PROPOSED, [P.PROPOSED, P.DECLINED])


def test_those_who_did_not_answer_yet_are_waited_for_after_the_talk() -> None:
    story = proposed().then(e.Accepts(1), e.HelpAsked(), e.GoesOn())

    assert (story.joint.state, story.states()) == (S.PROPOSED, [P.ACCEPTED, P.PROPOSED, P.PROPOSED])


def test_plan_that_lay_ready_lies_ready_again_after_the_talk() -> None:
    story = proposed().then(e.Accepts(1), e.Accepts(2), e.Accepts(3), e.HelpAsked(), e.GoesOn())

    assert (story.joint.state, story.states()) == (S.OFFERED, [P.ACCEPTED] * 3)


# Consent that is taken back.


@pytest.mark.parametrize("number", [1, 7])
def test_consent_that_was_never_given_is_not_taken_back(number: int) -> None:
    assert refused(Story(Part(1)), e.Withdrawn(number)) == Refused.NO_CONSENT


def test_consent_that_is_taken_back_before_anybody_was_asked_leaves_the_wish() -> None:
    story = Story(Part(1)).then(e.Consented(1), e.Withdrawn(1))

    assert (story.joint.state, story.states(), story.part(1).has_consent) == (S.REQUESTED, [P.PICKED], False)
    assert refused(story, e.Asked()) == Refused.NO_CONSENT


def test_consent_that_is_taken_back_where_all_was_paid_only_ends_the_telling() -> None:
    story = running().then(e.Paid(6_000, 1), e.Withdrawn(1))

    assert (story.joint.state, story.states()) == (S.ACTIVE, [P.PAID, P.RUNNING, P.RUNNING])
    assert (story.part(1).has_consent, story.effects) == (False, ())


def test_consent_that_is_taken_back_after_the_end_only_ends_the_telling() -> None:
    story = running(12_000).then(e.Paid(12_000), e.Withdrawn(1))

    assert (story.joint.state, story.part(1).has_consent, story.effects) == (S.COMPLETED, False, ())

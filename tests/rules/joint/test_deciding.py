"""Proposal, answers, offer and yes: whom is asked what, what the customer is shown, and the way back."""

from datetime import date, timedelta

import pytest

from tests.rules.joint.story import DAY, Story, asked, proposed, refused, running
from tijdig.policy import Policy
from tijdig.rules.joint import events as e
from tijdig.rules.joint.deciding import says_yes
from tijdig.rules.joint.drafts import Refused
from tijdig.rules.joint.facts import Effect, EffectKind, Part, Topic, WeighReason
from tijdig.words import ChangeReason, Rhythm, SharedData
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

FIRST_ON, SECOND_ON = date(2026, 12, 14), date(2027, 1, 14)
"""The first two days to pay of the plan in these stories; it is told on 23 November."""


def proposal_to(number: int) -> Effect:
    return Effect(EffectKind.TELL, Topic.PROPOSAL, number, data=(SharedData.STATUS, SharedData.BALANCE))


def message(topic: Topic) -> Effect:
    return Effect(EffectKind.MESSAGE, topic)


def lift(number: int) -> Effect:
    return Effect(EffectKind.LIFT, part=number)


def first_payment(story: Story) -> dict[int, int]:
    """What the plan that lies there gives of its first payment; of the one that runs when none lies there."""
    plan = story.joint.plan or story.joint.running
    assert plan is not None
    return {line.part: line.amount_cents for line in plan.lines if line.number == 1}


def all_said_yes(*balances: int) -> Story:
    story = proposed(*balances)
    return story.then(*[e.Accepts(part.id) for part in story.joint.parts])


# The proposal.


def test_last_yes_makes_the_offer_once() -> None:
    story = proposed(12_000).then(e.Accepts(1))

    assert story.effects.count(message(Topic.OFFER)) == 1
    assert story.joint.plan is not None
    assert (story.joint.plan.number, story.joint.plans) == (2, 2)


def test_proposal_tells_each_what_is_open_and_that_it_takes_part() -> None:
    story = proposed(12_000, 24_000)

    assert story.effects == (proposal_to(1), proposal_to(2))
    assert story.joint.plan is not None
    assert (story.joint.plan.number, story.joint.plans, story.joint.plan.made_on) == (1, 1, DAY)


def test_standing_word_covers_one_month_and_no_word_covers_nothing(policy: Policy) -> None:
    assert says_yes(Part(1, yes_months=1), 1, Rhythm.MONTHLY, policy)
    assert not says_yes(Part(1, yes_months=1), 2, Rhythm.MONTHLY, policy)
    assert not says_yes(Part(1), 0, Rhythm.MONTHLY, policy)


def test_who_said_yes_is_asked_again_only_when_its_share_is_another() -> None:
    """All three get € 20,00; the third asks for just that, and then for more."""
    same = proposed(12_000, 12_000, 12_000).then(e.Accepts(1), e.Counters(3, 2_000), e.CounterTaken(3))
    more = proposed(12_000, 12_000, 12_000).then(e.Accepts(1), e.Counters(3, 3_000), e.CounterTaken(3))

    assert (same.states(), same.effects) == ([P.ACCEPTED, P.PROPOSED, P.ACCEPTED], (proposal_to(2),))
    assert (more.states(), more.effects) == (
        [P.PROPOSED, P.PROPOSED, P.ACCEPTED], (proposal_to(1), proposal_to(2)),
    )  # fmt: skip


def test_proposal_that_is_made_anew_gives_all_days_to_answer_again() -> None:
    story = proposed(12_000, 12_000).then(e.Counters(1, 4_000)).later(1)

    story.then(e.CounterTaken(1))

    assert (story.joint.state, story.joint.due_on) == (S.PROPOSED, date(2026, 12, 8))


# The answers.


def test_organisation_that_asked_for_more_may_say_yes_after_all() -> None:
    story = proposed(12_000, 12_000).then(e.Counters(1, 5_000), e.Accepts(1))

    assert (story.states(), story.part(1).counter_cents) == ([P.ACCEPTED, P.PROPOSED], None)
    assert first_payment(story.then(e.Accepts(2))) == {1: 3_000, 2: 3_000}


def test_yes_before_the_customer_said_so_is_in_the_plan_that_lies_ready() -> None:
    story = proposed(12_000, 12_000).then(e.Accepts(1)).on(date(2026, 12, 8))
    assert (story.joint.state, first_payment(story)) == (S.OFFERED, {1: 6_000})

    story.then(e.Accepts(2))

    assert (story.joint.state, first_payment(story)) == (S.OFFERED, {1: 3_000, 2: 3_000})
    assert story.did(EffectKind.MESSAGE, Topic.OFFER)


def test_answer_that_another_is_waited_for_says_nothing_to_the_customer() -> None:
    assert proposed().then(e.Accepts(1)).effects == ()


@pytest.mark.parametrize(("cents", "may"), [(99, False), (100, True), (12_000, True), (12_001, False)])
def test_organisation_asks_for_a_euro_or_more_and_for_no_more_than_is_open(cents: int, *, may: bool) -> None:
    story = proposed(12_000, 12_000)

    if may:
        assert story.then(e.Counters(1, cents)).part(1).counter_cents == cents
    else:
        assert refused(story, e.Counters(1, cents)) == Refused.BAD_AMOUNT


def test_organisation_that_is_owed_less_than_a_euro_may_ask_for_all_of_it() -> None:
    assert refused(proposed(50, 12_000), e.Counters(1, 49)) == Refused.BAD_AMOUNT
    assert proposed(50, 12_000).then(e.Counters(1, 50)).states() == [P.COUNTERED, P.PROPOSED]


def test_asking_for_another_share_is_a_task_and_is_done_once() -> None:
    story = proposed(12_000, 12_000).then(e.Counters(1, 4_000))

    assert story.effects == (Effect(EffectKind.TASK, Topic.COUNTER, 1, date(2026, 11, 25)),)
    assert refused(story, e.Counters(1, 5_000)) == Refused.NOT_NOW


def test_no_may_be_said_before_the_proposal_and_by_who_was_silent() -> None:
    story = asked(Part(1), Part(2), Part(3)).then(e.BalanceTold(1, 12_000), e.Declines(2)).later(8)
    assert story.states() == [P.PROPOSED, P.DECLINED, P.SILENT]

    story.then(e.Declines(3))

    assert story.states() == [P.PROPOSED, P.DECLINED, P.DECLINED]
    assert story.effects == (lift(3),)


@pytest.mark.parametrize(("cents", "may"), [(4_000, True), (4_001, False)])
def test_shares_that_were_asked_for_fit_together_in_what_can_be_spared(cents: int, *, may: bool) -> None:
    """€ 60,00 each time, and € 20,00 of it was given away already; the third asked for no share of its own."""
    story = proposed(24_000, 24_000, 24_000).then(e.Counters(1, 2_000), e.CounterTaken(1), e.Counters(2, cents))
    story.then(e.Accepts(3))

    if may:
        assert first_payment(story.then(e.CounterTaken(2))) == {1: 2_000, 2: 4_000}
    else:
        assert refused(story, e.CounterTaken(2)) == Refused.NO_ROOM


def test_share_that_was_asked_for_while_a_person_looks_waits_for_the_talk() -> None:
    story = proposed(12_000, 12_000).then(e.Counters(1, 4_000), e.HelpAsked(), e.CounterTaken(1))

    assert (story.joint.state, story.states()) == (S.WEIGHED, [P.ACCEPTED, P.PROPOSED])
    assert story.then(e.GoesOn()).joint.state == S.PROPOSED


def test_share_that_was_asked_for_beside_an_offer_is_proposed_to_the_others() -> None:
    story = proposed(12_000, 12_000).then(e.Accepts(1), e.Counters(2, 4_000))
    assert (story.joint.state, first_payment(story)) == (S.OFFERED, {1: 6_000})

    story.then(e.CounterTaken(2))

    assert (story.joint.state, story.states(), first_payment(story)) == (
        S.PROPOSED, [P.PROPOSED, P.ACCEPTED], {1: 2_000, 2: 4_000},
    )  # fmt: skip


# The offer and the yes.


def test_yes_of_the_customer_makes_it_run_everywhere_and_ends_the_silence() -> None:
    story = all_said_yes(12_000, 24_000)
    shown = story.joint.plan

    story.then(e.Confirms())

    assert shown is not None
    assert (story.joint.plan, story.joint.running) == (None, shown._replace(confirmed_on=DAY))
    started = [
        Effect(EffectKind.TELL, Topic.STARTED, number, data=(SharedData.STATUS, SharedData.CONTACT))
        for number in (1, 2)
    ]
    assert story.effects == (
        lift(1), lift(2), Effect(EffectKind.ARRANGE, part=1), started[0], Effect(EffectKind.ARRANGE, part=2),
        started[1], message(Topic.STARTED),
    )  # fmt: skip


@pytest.mark.parametrize(("said_on", "first_on"), [(date(2026, 12, 13), FIRST_ON), (FIRST_ON, SECOND_ON)])
def test_yes_on_the_day_itself_is_too_late_for_that_payment(said_on: date, first_on: date) -> None:
    story = running(12_000).on(date(2026, 12, 10)).then(e.Revises(ChangeReason.AMOUNT))
    story.then(e.CapacityTold(4_000, FIRST_ON)).on(said_on).then(e.Confirms())

    assert story.joint.running is not None
    assert (story.joint.running.lines[0].due_on, story.joint.running.change) == (first_on, ChangeReason.AMOUNT)
    assert story.effects[-1] == message(Topic.REVISE)


@pytest.mark.parametrize(("cents", "may"), [(-1, False), (0, True), (12_000, True), (12_001, False)])
def test_found_paid_is_between_nothing_and_all_of_it(cents: int, *, may: bool) -> None:
    story = all_said_yes(12_000, 12_000)

    if may:
        part = story.then(e.FoundPaid(1, cents)).part(1)
        assert (part.state, part.paid_cents, part.balance_cents) == (P.PAID, cents, cents)
    else:
        assert refused(story, e.FoundPaid(1, cents)) == Refused.BAD_AMOUNT


def test_found_paid_without_a_sum_is_all_of_it_and_closes_the_row_of_payments() -> None:
    """The small one alone was first; its payment is gone, and those of the other count from one again."""
    story = all_said_yes(1_000, 54_000)
    shown = story.joint.plan
    assert shown is not None

    story.then(e.FoundPaid(1))

    plan = story.joint.plan
    assert plan is not None
    assert (story.part(1).paid_cents, story.part(1).balance_cents) == (1_000, 1_000)
    assert [line.number for line in plan.lines] == list(range(1, len(plan.lines) + 1))
    assert (plan.number, story.joint.plans, plan.made_on) == (shown.number + 1, shown.number + 1, DAY)
    assert (story.joint.state, story.effects) == (S.OFFERED, (lift(1),))


@pytest.mark.parametrize(("cents", "may"), [(0, False), (1, True)])
def test_other_amount_is_more_than_nothing(cents: int, *, may: bool) -> None:
    story = all_said_yes(12_000)

    if may:
        assert story.then(e.WantsOther(cents)).joint.spare_cents == cents
    else:
        assert refused(story, e.WantsOther(cents)) == Refused.BAD_AMOUNT


def test_other_amount_is_asked_of_all_anew_and_of_who_had_asked_for_a_share_too() -> None:
    story = proposed(12_000, 12_000).then(e.Accepts(1), e.Counters(2, 4_000), e.CounterTaken(2), e.Accepts(1))
    assert (story.joint.state, story.part(2).counter_cents) == (S.OFFERED, 4_000)

    story.then(e.WantsOther(5_000))

    assert (story.joint.state, story.states(), first_payment(story)) == (
        S.PROPOSED, [P.PROPOSED] * 2, {1: 2_500, 2: 2_500},
    )  # fmt: skip
    assert story.effects == (proposal_to(1), proposal_to(2))


def test_other_amount_while_it_runs_is_shown_again_and_asked_of_nobody() -> None:
    story = running(12_000, 24_000).then(e.Revises(ChangeReason.AMOUNT), e.CapacityTold(3_000, FIRST_ON))

    story.then(e.WantsOther(4_500))

    assert (story.joint.state, story.states(), first_payment(story)) == (
        S.OFFERED, [P.RUNNING] * 2, {1: 1_500, 2: 3_000},
    )  # fmt: skip
    assert story.effects == (message(Topic.OFFER),)


# While it runs.


def with_a_share(*, runs: bool = True) -> Story:
    """The first asked for € 40,00 of the € 60,00, and gets it."""
    story = proposed(24_000, 24_000, 24_000).then(e.Counters(1, 4_000), e.CounterTaken(1))
    story.then(e.Accepts(2), e.Accepts(3))
    return story.then(e.Confirms()) if runs else story


def test_share_that_was_asked_for_stays_when_another_leaves_and_not_with_another_sum() -> None:
    leaves, less = with_a_share(), with_a_share()

    leaves.then(e.Leaves(3), e.Revises(ChangeReason.LEFT))
    less.then(e.Revises(ChangeReason.LESS_INCOME))
    less.then(e.CapacityTold(4_500, FIRST_ON, change=ChangeReason.LESS_INCOME))

    assert first_payment(leaves) == {1: 4_000, 2: 2_000}
    assert first_payment(less) == {1: 1_500, 2: 1_500, 3: 1_500}


def test_who_comes_in_is_asked_about_what_it_would_get_and_the_plan_goes_on() -> None:
    story = running(12_000, 12_000).then(e.Picked(9), e.Consented(9))
    before = story.joint.running

    story.then(e.BalanceTold(9, 12_000))

    assert (story.joint.state, story.joint.running, story.states()) == (
        S.ACTIVE, before, [P.RUNNING, P.RUNNING, P.PROPOSED],
    )  # fmt: skip
    assert story.effects == (proposal_to(9),)
    story.then(e.Accepts(9))
    assert story.effects == (message(Topic.REVISE), message(Topic.OFFER))
    assert first_payment(story) == {1: 2_000, 2: 2_000, 9: 2_000}


@pytest.mark.parametrize(("yes_months", "state"), [(5, P.PROPOSED), (6, P.ACCEPTED)])
def test_who_comes_in_says_yes_at_once_when_its_money_is_there_in_time(yes_months: int, state: P) -> None:
    """Three of € 120,00 with € 60,00 a month: the last payment is the sixth. Who is asked too does not count."""
    story = running(12_000, 12_000).then(e.Picked(8), e.Picked(9, yes_months), e.Consented(8), e.Consented(9))

    story.then(e.BalanceTold(8, 24_000), e.BalanceTold(9, 12_000))

    assert story.part(9).state == state


def test_who_would_come_in_stays_out_when_the_customer_keeps_the_old_plan() -> None:
    story = running(12_000, 12_000).then(e.Picked(9, 18), e.Consented(9), e.BalanceTold(9, 12_000))
    before = story.joint.running
    assert (story.joint.state, story.part(9).state) == (S.OFFERED, P.ACCEPTED)

    story.then(e.KeepsOld())

    assert (story.joint.state, story.states()) == (S.ACTIVE, [P.RUNNING, P.RUNNING, P.LEFT])
    assert (story.joint.running, story.joint.plan, story.joint.due_on) == (before, None, FIRST_ON + timedelta(days=6))
    assert story.effects == (lift(9), message(Topic.UNCHANGED))


def test_old_plan_is_kept_only_where_one_runs() -> None:
    assert refused(all_said_yes(12_000), e.KeepsOld()) == Refused.NOT_NOW


@pytest.mark.parametrize(
    ("event", "kind", "spare_cents"), [(e.Withdrawn(2), EffectKind.KEEP, 4_000), (e.Leaves(2), EffectKind.STOP, 6_000)]
)
def test_what_goes_on_alone_is_no_more_there_to_share(event: e.Event, kind: EffectKind, spare_cents: int) -> None:
    story = running(6_000, 12_000, 18_000).then(event)

    assert story.joint.spare_cents == spare_cents
    assert story.effects == (Effect(kind, part=2), message(Topic.LEFT))
    assert story.part(2).was_in


def test_nothing_is_left_to_share_where_more_goes_on_alone_than_can_be_spared() -> None:
    story = running(6_000, 12_000, 18_000).then(e.Revises(ChangeReason.LESS_INCOME), e.CapacityTold(2_000, FIRST_ON))

    assert story.then(e.Withdrawn(3)).joint.spare_cents == 0


@pytest.mark.parametrize("lies_there", [False, True], ids=["runs", "is shown"])
def test_share_of_who_comes_in_is_laid_before_the_customer_and_before_nobody_else(*, lies_there: bool) -> None:
    """The others get what they got; where another plan lies there already, it is made anew with this one in it."""
    story = running(12_000, 12_000).then(e.Picked(9), e.Consented(9), e.BalanceTold(9, 12_000), e.Counters(9, 1_000))
    if lies_there:
        story.then(e.Revises(ChangeReason.AMOUNT), e.CapacityTold(6_000, FIRST_ON))

    story.then(e.CounterTaken(9))

    assert (story.joint.state, story.states()) == (S.OFFERED, [P.RUNNING, P.RUNNING, P.ACCEPTED])
    assert first_payment(story) == {1: 2_500, 2: 2_500, 9: 1_000}


def test_share_of_who_comes_in_while_a_person_looks_changes_nothing_yet() -> None:
    story = running(12_000, 12_000).then(e.Picked(9), e.Consented(9), e.BalanceTold(9, 12_000), e.Counters(9, 1_000))
    story.then(e.HelpAsked(), e.CounterTaken(9))

    assert (story.joint.state, story.joint.plan, story.effects) == (S.WEIGHED, None, ())


def test_nobody_left_to_agree_is_for_a_person() -> None:
    story = proposed(12_000, 12_000).then(e.Declines(1), e.Declines(2))

    assert [(weigh.why, weigh.since_on) for weigh in story.joint.weighs] == [(WeighReason.OUTSIDE, DAY)]
    assert story.effects == (
        lift(2),
        message(Topic.WEIGH),
        Effect(EffectKind.TASK, Topic.WEIGH, until=date(2026, 11, 25)),
    )

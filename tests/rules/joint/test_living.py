"""Living with it: what may be paid, lowered, moved and paused, what a talk leads to, and what time alone does."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.rules.joint.story import DAY, Story, asked, proposed, refused, running
from tijdig.policy import Policy
from tijdig.rules.joint import events as e
from tijdig.rules.joint.drafts import Refused
from tijdig.rules.joint.facts import Effect, EffectKind, Joint, Part, Topic, WeighReason
from tijdig.rules.joint.living import day_bounds, pause_bounds
from tijdig.rules.joint.moving import stepped
from tijdig.words import ChangeReason, Rhythm
from tijdig.words import JointPartState as P
from tijdig.words import JointState as S

FIRST_ON, SECOND_ON = date(2026, 12, 14), date(2027, 1, 14)
"""The first two days to pay of the plan in these stories; it is told on 23 November."""


def night(story: Story, day: date) -> Story:
    """This night only; those before it were not there."""
    story.day = day
    return story.then(e.TimePassed())


def task(topic: Topic, until: date, part: int | None = None) -> Effect:
    return Effect(EffectKind.TASK, topic, part, until)


# Money.


@pytest.mark.parametrize("cents", [0, -1])
def test_payment_of_nothing_is_refused(cents: int) -> None:
    assert refused(running(12_000), e.Paid(cents)) == Refused.BAD_AMOUNT


def test_payment_of_one_cent_counts() -> None:
    assert running(12_000).then(e.Paid(1)).part(1).paid_cents == 1


def test_payment_at_one_of_them_counts_there_and_for_no_more_than_is_open_there() -> None:
    story = running(12_000, 24_000).then(e.Paid(3_000, 2))

    assert [part.paid_cents for part in story.joint.parts] == [0, 3_000]
    assert refused(story, e.Paid(21_001, 2)) == Refused.BAD_AMOUNT
    assert story.then(e.Paid(21_000, 2)).states() == [P.RUNNING, P.PAID]


def test_bill_that_goes_down_by_a_cent_leaves_the_rest_as_it_was_agreed() -> None:
    story = running(12_000).then(e.Lowered(1, 1))

    assert story.part(1).balance_cents == 11_999
    assert story.effects == (Effect(EffectKind.ARRANGE, Topic.UNCHANGED, 1),)


def test_bill_that_is_gone_altogether_is_no_payment_to_arrange() -> None:
    story = running(12_000, 24_000).then(e.Lowered(1, 12_000))

    assert (story.states(), story.part(1).balance_cents, story.effects) == ([P.PAID, P.RUNNING], 0, ())


# Another day, and a pause.


def test_day_to_pay_moves_to_tomorrow_at_the_soonest() -> None:
    """And while it runs to the day before the payment after it; what was missed may wait forty-five days."""
    story = running(12_000)

    assert day_bounds(story.joint, DAY, story.policy) == (DAY + timedelta(days=1), date(2027, 1, 7))
    story.on(date(2026, 12, 10))
    assert day_bounds(story.joint, story.day, story.policy) == (date(2026, 12, 11), date(2027, 1, 13))
    story.on(FIRST_ON + timedelta(days=6))
    assert (story.joint.state, day_bounds(story.joint, story.day, story.policy)) == (
        S.MISSED, (date(2026, 12, 21), date(2027, 2, 3)),
    )  # fmt: skip
    assert refused(story, e.NewDay(story.day)) == Refused.BAD_DAY
    assert story.then(e.NewDay(story.day + timedelta(days=1))).joint.state == S.ACTIVE


def test_day_to_pay_of_who_pays_each_week_moves_less_than_a_week() -> None:
    story = Story(Part(1)).then(e.Consented(1), e.CapacityTold(2_000, FIRST_ON, Rhythm.WEEKLY), e.Asked())
    story.then(e.BalanceTold(1, 12_000), e.Accepts(1), e.Confirms())

    assert day_bounds(story.joint, DAY, story.policy)[1] == FIRST_ON + timedelta(days=6)
    story.on(FIRST_ON + timedelta(days=5))
    assert story.joint.state == S.ACTIVE
    assert day_bounds(story.joint, FIRST_ON + timedelta(days=9), story.policy) == (
        date(2026, 12, 24),
        date(2026, 12, 24),
    )


def test_day_to_pay_that_moves_arranges_everywhere_anew() -> None:
    story = running(12_000, 24_000).then(e.NewDay(FIRST_ON + timedelta(days=7)))

    assert story.effects == (
        Effect(EffectKind.ARRANGE, part=1), Effect(EffectKind.ARRANGE, part=2),
        Effect(EffectKind.MESSAGE, Topic.RESUMED),
    )  # fmt: skip
    assert (story.joint.first_on, story.joint.moves) == (date(2026, 12, 21), (DAY,))
    assert story.joint.due_on == date(2026, 12, 27)


def test_day_to_pay_that_stays_the_same_is_no_later_day() -> None:
    """However often it was moved this year."""
    story = running(12_000)
    story.joint = story.joint._replace(moves=(date(2026, 3, 2),) * 3)

    assert refused(story, e.NewDay(FIRST_ON + timedelta(days=1))) == Refused.MOVED_ENOUGH
    assert story.then(e.NewDay(FIRST_ON)).joint.state == S.ACTIVE


def test_day_to_pay_after_a_missed_payment_is_no_move_of_oneself() -> None:
    story = running(12_000).on(FIRST_ON + timedelta(days=6)).then(e.NewDay(date(2026, 12, 28)))

    assert story.joint.moves == ()
    assert story.joint.running is not None
    assert story.joint.running.change == ChangeReason.MISSED


@pytest.mark.parametrize(("paused_on", "may"), [(date(2025, 11, 23), True), (date(2025, 11, 24), False)])
def test_pause_of_a_year_ago_counts_no_more(paused_on: date, *, may: bool) -> None:
    story = running(12_000)
    story.joint = story.joint._replace(pauses=(paused_on, date(2026, 6, 1)))

    if may:
        assert story.then(e.Pauses(date(2026, 12, 21))).joint.pauses == (paused_on, date(2026, 6, 1), DAY)
    else:
        assert refused(story, e.Pauses(date(2026, 12, 21))) == Refused.PAUSED_ENOUGH


def test_pause_counts_from_the_payment_and_after_a_missed_one_from_today() -> None:
    story = running(12_000)

    assert pause_bounds(story.joint, DAY, story.policy) == (date(2026, 12, 15), date(2027, 1, 18))
    assert pause_bounds(story.joint, date(2026, 12, 20), story.policy) == (date(2026, 12, 21), date(2027, 1, 24))


def test_pause_is_quiet_until_its_day_and_then_it_runs_by_itself() -> None:
    story = running(12_000, 24_000).then(e.Pauses(date(2027, 1, 18)))

    assert (story.joint.state, story.joint.due_on, story.joint.first_on) == (
        S.PAUSED, date(2027, 1, 18), date(2027, 1, 18),
    )  # fmt: skip
    assert story.effects == (
        Effect(EffectKind.ARRANGE, part=1), Effect(EffectKind.ARRANGE, part=2),
        Effect(EffectKind.MESSAGE, Topic.PAUSED),
    )  # fmt: skip
    assert night(story, date(2027, 1, 18)).effects == (Effect(EffectKind.MESSAGE, Topic.RESUMED),)
    assert (story.joint.state, story.joint.due_on) == (S.ACTIVE, date(2027, 1, 24))


# Talked over.


def test_talk_before_an_amount_was_told_asks_for_none() -> None:
    story = Story(Part(1)).then(e.Consented(1), e.Asked(), e.HelpAsked(), e.GoesOn())

    assert (story.joint.state, story.states()) == (S.INVENTORY, [P.ASKED])
    assert [(weigh.why, weigh.done_on) for weigh in story.joint.weighs] == [(WeighReason.HELP, DAY)]


def test_talk_about_an_amount_that_runs_long_lays_the_plan_before_the_customer() -> None:
    story = running(40_000).then(e.Revises(ChangeReason.LESS_INCOME), e.CapacityTold(1_000, FIRST_ON))
    assert [weigh.why for weigh in story.joint.weighs] == [WeighReason.TOO_LONG]

    story.then(e.GoesOn())

    assert (story.joint.state, story.effects) == (S.OFFERED, (Effect(EffectKind.MESSAGE, Topic.OFFER),))
    assert story.joint.plan is not None
    assert story.joint.plan.change == ChangeReason.AMOUNT


@pytest.mark.parametrize("event", [e.SeizureTold(), e.HelpAsked()])
def test_talk_about_more_than_an_amount_asks_first_what_can_be_spared(event: e.Event) -> None:
    story = running(40_000).then(event, e.GoesOn())

    assert (story.joint.state, story.joint.plan, story.effects) == (S.REVISING, None, ())


def test_talk_that_was_had_before_keeps_its_day() -> None:
    story = running(40_000).then(e.HelpAsked(), e.GoesOn())
    story.later(1).then(e.KeepsOld(), e.SeizureTold(), e.GoesOn())

    assert [(weigh.why, weigh.done_on) for weigh in story.joint.weighs] == [
        (WeighReason.HELP, DAY), (WeighReason.SEIZURE, DAY + timedelta(days=1)),
    ]  # fmt: skip


def test_debt_help_takes_it_with_one_file_and_what_runs_goes_on_there() -> None:
    story = running(12_000).then(e.HelpAsked(), e.Referred())

    assert (story.joint.state, story.states()) == (S.REFERRED, [P.LEFT])
    assert story.effects == (
        Effect(EffectKind.REFER), task(Topic.REFERRED, date(2026, 11, 25)), Effect(EffectKind.KEEP, part=1),
        Effect(EffectKind.MESSAGE, Topic.REFERRED),
    )  # fmt: skip


# Time alone.


@pytest.mark.parametrize(
    "make", [lambda: Story(Part(1)), asked, proposed, running, lambda: proposed(12_000, spare_cents=0)]
)
def test_night_on_which_nothing_is_due_changes_nothing(make: Callable[[], Story]) -> None:
    story = make()
    before = story.joint

    assert (story.then(e.TimePassed()).joint, story.effects) == (before, ())


def test_silence_is_a_task_about_what_was_asked() -> None:
    balance = night(asked(Part(1), Part(2)).then(e.BalanceTold(1, 12_000)), date(2026, 12, 1))
    proposal = night(proposed(12_000, 12_000), date(2026, 12, 8))
    more = night(proposed(12_000, 12_000).then(e.Counters(1, 4_000)), date(2026, 11, 26))

    assert task(Topic.BALANCE, date(2026, 12, 3), 2) in balance.effects
    assert task(Topic.PROPOSAL, date(2026, 12, 10), 1) in proposal.effects
    assert more.effects == (task(Topic.COUNTER, date(2026, 11, 30), 1),)
    assert (more.part(1).state, more.part(1).due_on) == (P.COUNTERED, date(2026, 11, 27))


def test_end_of_the_quiet_ends_the_waiting_for_an_answer() -> None:
    """What could be spared was told only on 31 December, so that there would be time until 15 January."""
    story = Story(Part(1), Part(2)).then(e.Consented(1), e.Consented(2), e.Asked())
    story.then(e.BalanceTold(1, 12_000), e.BalanceTold(2, 12_000)).on(date(2026, 12, 31))
    story.then(e.CapacityTold(6_000, date(2027, 1, 28)), e.Accepts(1))

    assert night(story, date(2027, 1, 3)).states() == [P.ACCEPTED, P.PROPOSED]
    assert night(story, date(2027, 1, 4)).states() == [P.ACCEPTED, P.UNDECIDED]
    assert story.joint.state == S.OFFERED


def test_end_of_the_first_quiet_is_nothing_to_who_comes_in_later() -> None:
    story = running(12_000).on(date(2026, 12, 31)).then(e.NewDay(date(2027, 1, 28)), e.Picked(9), e.Consented(9))
    story.then(e.BalanceTold(9, 12_000))
    assert (story.joint.standstill_until, story.part(9).state) == (date(2027, 1, 4), P.PROPOSED)

    assert night(story, date(2027, 1, 4)).part(9).state == P.PROPOSED


def test_offer_is_asked_about_half_way_and_not_on_its_last_day() -> None:
    half, last = proposed(12_000).then(e.Accepts(1)), proposed(12_000).then(e.Accepts(1))

    assert night(half, date(2026, 11, 30)).effects == (Effect(EffectKind.MESSAGE, Topic.HALFWAY),)
    assert (half.joint.state, half.joint.due_on) == (S.OFFERED, date(2026, 12, 8))
    assert night(last, date(2026, 12, 7)).effects == ()
    assert (last.joint.state, last.joint.due_on) == (S.OFFERED, date(2026, 12, 8))


def test_offer_that_nobody_answered_is_a_task_and_lets_go_what_did_not_run() -> None:
    story = night(proposed(12_000).then(e.Accepts(1)), date(2026, 12, 8))

    assert (story.joint.state, story.states(), story.joint.plan) == (S.ENDED, [P.LEFT], None)
    assert story.effects == (task(Topic.OFFER, date(2026, 12, 10)), Effect(EffectKind.MESSAGE, Topic.ENDED))


def test_offer_that_nobody_answered_leaves_what_ran_as_it_was() -> None:
    story = running(36_000).then(e.Revises(ChangeReason.AMOUNT), e.CapacityTold(4_000, FIRST_ON))
    before = story.joint.running

    night(story, date(2026, 12, 8))

    assert (story.joint.state, story.joint.running, story.joint.plan) == (S.ACTIVE, before, None)
    assert story.effects == (Effect(EffectKind.MESSAGE, Topic.UNCHANGED), task(Topic.OFFER, date(2026, 12, 10)))


def test_offer_that_stood_so_long_that_a_payment_is_late_is_a_missed_payment() -> None:
    story = (
        running(36_000)
        .on(date(2026, 12, 7))
        .then(e.Revises(ChangeReason.AMOUNT), e.CapacityTold(4_000, date(2026, 12, 30)))
    )

    night(story, date(2026, 12, 22))

    assert story.joint.state == S.MISSED
    assert story.effects[-1] == task(Topic.MISSED, date(2026, 12, 24))


def test_offer_of_which_no_plan_is_left_is_let_go(policy: Policy) -> None:
    joint = Joint(S.OFFERED, (Part(1, P.ACCEPTED, has_consent=True),), DAY)

    assert stepped(joint, e.TimePassed(), DAY, policy)[0].state == S.ENDED


@pytest.mark.parametrize(
    ("make", "topic"),
    [
        (lambda: asked(Part(1)), Topic.BALANCE),
        (lambda: proposed(12_000, spare_cents=0), Topic.WEIGH),
        (lambda: running(12_000).then(e.Revises(ChangeReason.AMOUNT)), Topic.REVISE),
        (lambda: running(12_000).on(FIRST_ON + timedelta(days=6)), Topic.MISSED),
    ],
)
def test_day_that_went_by_is_a_task_again_with_another_day(make: Callable[[], Story], topic: Topic) -> None:
    story = make()
    state, last = story.joint.state, story.joint.due_on
    assert last is not None

    night(story, last + timedelta(days=1))

    assert story.joint.state == state
    assert [one.topic for one in story.effects if one.kind == EffectKind.TASK and one.part is None] == [topic]
    assert story.joint.due_on is not None
    assert story.joint.due_on > story.day
